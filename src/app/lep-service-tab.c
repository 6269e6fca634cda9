/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A service that a partnership offers. */

#include "lep-service-tab.h"

struct _LepServiceTab
{
  LepTab parent_instance;
};

G_DEFINE_FINAL_TYPE (LepServiceTab, lep_service_tab, LEP_TYPE_TAB)

static void
lep_service_tab_class_init (LepServiceTabClass *klass)
{
  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass), "/com/example/lep/ui/lep-service-tab.ui");
}

static void
lep_service_tab_init (LepServiceTab *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
