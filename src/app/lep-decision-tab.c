/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A decision, recommendation or task, and what became of it. */

#include "lep-decision-tab.h"

struct _LepDecisionTab
{
  LepTab parent_instance;
};

G_DEFINE_FINAL_TYPE (LepDecisionTab, lep_decision_tab, LEP_TYPE_TAB)

static void
lep_decision_tab_class_init (LepDecisionTabClass *klass)
{
  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass), "/com/example/lep/ui/lep-decision-tab.ui");
}

static void
lep_decision_tab_init (LepDecisionTab *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
