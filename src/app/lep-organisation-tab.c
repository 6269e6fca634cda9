/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An organisation: what it is and where it takes part. */

#include "lep-organisation-tab.h"

struct _LepOrganisationTab
{
  LepTab parent_instance;
};

G_DEFINE_FINAL_TYPE (LepOrganisationTab, lep_organisation_tab, LEP_TYPE_TAB)

static void
lep_organisation_tab_class_init (LepOrganisationTabClass *klass)
{
  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass), "/com/example/lep/ui/lep-organisation-tab.ui");
}

static void
lep_organisation_tab_init (LepOrganisationTab *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
