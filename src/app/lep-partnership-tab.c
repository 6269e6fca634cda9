/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A partnership: what it is, when it meets, what it does. */

#include "lep-partnership-tab.h"

struct _LepPartnershipTab
{
  LepTab parent_instance;
};

G_DEFINE_FINAL_TYPE (LepPartnershipTab, lep_partnership_tab, LEP_TYPE_TAB)

static void
lep_partnership_tab_class_init (LepPartnershipTabClass *klass)
{
  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass), "/com/example/lep/ui/lep-partnership-tab.ui");
}

static void
lep_partnership_tab_init (LepPartnershipTab *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
