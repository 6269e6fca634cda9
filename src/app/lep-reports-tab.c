/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is reported when, what was changed in the contract, what may go wrong. */

#include "lep-reports-tab.h"

struct _LepReportsTab
{
  LepTab parent_instance;
};

G_DEFINE_FINAL_TYPE (LepReportsTab, lep_reports_tab, LEP_TYPE_TAB)

static void
lep_reports_tab_class_init (LepReportsTabClass *klass)
{
  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass), "/com/example/lep/ui/lep-reports-tab.ui");
}

static void
lep_reports_tab_init (LepReportsTab *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
