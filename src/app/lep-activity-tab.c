/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What others say of a partnership, and what it aims at. */

#include "lep-activity-tab.h"

struct _LepActivityTab
{
  LepTab parent_instance;
};

G_DEFINE_FINAL_TYPE (LepActivityTab, lep_activity_tab, LEP_TYPE_TAB)

static void
lep_activity_tab_class_init (LepActivityTabClass *klass)
{
  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass), "/com/example/lep/ui/lep-activity-tab.ui");
}

static void
lep_activity_tab_init (LepActivityTab *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
