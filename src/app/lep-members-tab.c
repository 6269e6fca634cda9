/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The members of a partnership, and whether each of the five groups has one. */

#include <glib/gi18n.h>

#include "lep-partnership.h"

#include "lep-flow-cell.h"
#include "lep-members-tab.h"

struct _LepMembersTab
{
  LepTab      parent_instance;

  GtkLabel   *check_label;
  GtkFlowBox *groups_box;
};

G_DEFINE_FINAL_TYPE (LepMembersTab, lep_members_tab, LEP_TYPE_TAB)

/* A word and a number, and only then a colour. */
static void
add_group (LepMembersTab *self,
           const char    *group,
           guint          n_members)
{
  GtkWidget       *pill;
  g_autofree char *text = NULL;

  if (n_members > 0)
    /* Translators: a group of actors and how many members it has: "Employers: 3" */
    text = g_strdup_printf (_ ("%s: %u"), lep_code_label ("actor_group", group), n_members);
  else
    text = g_strdup_printf (_ ("%s: missing"), lep_code_label ("actor_group", group));

  pill = gtk_label_new (text);
  gtk_widget_add_css_class (pill, "pill-status");
  gtk_widget_add_css_class (pill, n_members > 0 ? "good" : "wait");
  gtk_flow_box_append (self->groups_box, lep_flow_cell_new (pill));
}

static const char *
get_sentence (LepRecord *partnership,
              gboolean   complete)
{
  const char *status = lep_record_get (partnership, "status");

  if (complete)
    return _ ("All five groups of actors are there.");

  if (status == NULL || g_str_equal (status, "forming"))
    return _ ("Not all five groups of actors are there. Until they are, the partnership cannot be established.");

  return _ ("Not all five groups of actors are among the members.");
}

static void
lep_members_tab_show (LepTab *tab)
{
  LepMembersTab   *self = LEP_MEMBERS_TAB (tab);
  g_autofree char *today = lep_tab_dup_today (tab);
  LepGroupCheck    check = { { NULL } };
  GtkWidget       *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->groups_box))) != NULL)
    gtk_flow_box_remove (self->groups_box, child);

  if (today == NULL ||
      !lep_partnership_check_groups (lep_tab_get_workspace (tab), lep_record_get_id (lep_tab_get_record (tab)),
                                     today, &check, NULL))
    return;

  gtk_label_set_label (self->check_label, get_sentence (lep_tab_get_record (tab), check.complete));
  for (guint i = 0; i < LEP_N_ACTOR_GROUPS; i++)
    add_group (self, check.groups[i], check.n_members[i]);
}

static void
lep_members_tab_class_init (LepMembersTabClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  LEP_TAB_CLASS (klass)->show = lep_members_tab_show;

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-members-tab.ui");
  gtk_widget_class_bind_template_child (widget_class, LepMembersTab, check_label);
  gtk_widget_class_bind_template_child (widget_class, LepMembersTab, groups_box);
}

static void
lep_members_tab_init (LepMembersTab *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
