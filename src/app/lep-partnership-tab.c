/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A partnership: what it is, when it meets, what it does, what was published
 * about it. */

#include <glib/gi18n.h>

#include "lep-published-list.h"

#include "lep-partnership-tab.h"

struct _LepPartnershipTab
{
  LepTab            parent_instance;

  LepPublishedList *published;
};

G_DEFINE_FINAL_TYPE (LepPartnershipTab, lep_partnership_tab, LEP_TYPE_TAB)

static void
lep_partnership_tab_show (LepTab *tab)
{
  LepWorkspace *workspace = lep_tab_get_workspace (tab);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) figures = lep_published_about (workspace, lep_record_get_id (lep_tab_get_record (tab)), &error);

  lep_published_list_fill (LEP_PARTNERSHIP_TAB (tab)->published, workspace, figures);
  if (figures == NULL)
    lep_tab_say_unread (tab, _ ("The published figures could not be read"), error);
}

static void
lep_partnership_tab_class_init (LepPartnershipTabClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  LEP_TAB_CLASS (klass)->show = lep_partnership_tab_show;

  g_type_ensure (LEP_TYPE_PUBLISHED_LIST);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-partnership-tab.ui");
  gtk_widget_class_bind_template_child (widget_class, LepPartnershipTab, published);
}

static void
lep_partnership_tab_init (LepPartnershipTab *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
