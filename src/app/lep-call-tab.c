/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A call: dates, limits, lots, and what applications are measured by. */

#include "lep-call-tab.h"

struct _LepCallTab
{
  LepTab parent_instance;
};

G_DEFINE_FINAL_TYPE (LepCallTab, lep_call_tab, LEP_TYPE_TAB)

static void
lep_call_tab_class_init (LepCallTabClass *klass)
{
  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass), "/com/example/lep/ui/lep-call-tab.ui");
}

static void
lep_call_tab_init (LepCallTab *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
