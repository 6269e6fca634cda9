/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A result: what was counted, how it splits, how it is proved. */

#include "lep-breakdown-group.h"

#include "lep-outcome-tab.h"

struct _LepOutcomeTab
{
  LepTab parent_instance;
};

G_DEFINE_FINAL_TYPE (LepOutcomeTab, lep_outcome_tab, LEP_TYPE_TAB)

static void
hand_on (LepTab    *tab,
         GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (LEP_IS_BREAKDOWN_GROUP (child))
      lep_breakdown_group_set_record (LEP_BREAKDOWN_GROUP (child), lep_tab_get_workspace (tab),
                                      lep_tab_get_record (tab));
    else
      hand_on (tab, child);
}

static void
lep_outcome_tab_show (LepTab *tab)
{
  hand_on (tab, GTK_WIDGET (tab));
}

static gboolean
flush_groups (GtkWidget *widget)
{
  gboolean saved = TRUE;

  if (LEP_IS_BREAKDOWN_GROUP (widget))
    return lep_breakdown_group_flush (LEP_BREAKDOWN_GROUP (widget));

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    saved = flush_groups (child) && saved;
  return saved;
}

static gboolean
lep_outcome_tab_flush (LepTab *tab)
{
  return flush_groups (GTK_WIDGET (tab));
}

static void
lep_outcome_tab_class_init (LepOutcomeTabClass *klass)
{
  LEP_TAB_CLASS (klass)->show = lep_outcome_tab_show;
  LEP_TAB_CLASS (klass)->flush = lep_outcome_tab_flush;

  g_type_ensure (LEP_TYPE_BREAKDOWN_GROUP);
  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass), "/com/example/lep/ui/lep-outcome-tab.ui");
}

static void
lep_outcome_tab_init (LepOutcomeTab *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
