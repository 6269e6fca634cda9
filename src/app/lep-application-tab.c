/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An application to a call. */

#include "lep-application-tab.h"

struct _LepApplicationTab
{
  LepTab parent_instance;
};

G_DEFINE_FINAL_TYPE (LepApplicationTab, lep_application_tab, LEP_TYPE_TAB)

static void
lep_application_tab_class_init (LepApplicationTabClass *klass)
{
  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass), "/com/example/lep/ui/lep-application-tab.ui");
}

static void
lep_application_tab_init (LepApplicationTab *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
