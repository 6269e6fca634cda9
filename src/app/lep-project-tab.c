/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A project: what it is. */

#include "lep-project-tab.h"

struct _LepProjectTab
{
  LepTab parent_instance;
};

G_DEFINE_FINAL_TYPE (LepProjectTab, lep_project_tab, LEP_TYPE_TAB)

static void
lep_project_tab_class_init (LepProjectTabClass *klass)
{
  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass), "/com/example/lep/ui/lep-project-tab.ui");
}

static void
lep_project_tab_init (LepProjectTab *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
