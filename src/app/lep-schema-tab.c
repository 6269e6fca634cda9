/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The summary of a kind that has none of its own. */

#include "lep-form-build.h"

#include "lep-schema-tab.h"

struct _LepSchemaTab
{
  LepTab  parent_instance;

  AdwBin *form_bin;
};

G_DEFINE_FINAL_TYPE (LepSchemaTab, lep_schema_tab, LEP_TYPE_TAB)

static void
lep_schema_tab_class_init (LepSchemaTabClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-schema-tab.ui");
  gtk_widget_class_bind_template_child (widget_class, LepSchemaTab, form_bin);
}

static void
lep_schema_tab_init (LepSchemaTab *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Returns: (transfer floating): the tab */
GtkWidget *
lep_schema_tab_new (const LepKind *kind)
{
  LepSchemaTab *self;

  g_return_val_if_fail (kind != NULL, NULL);

  self = g_object_new (LEP_TYPE_SCHEMA_TAB, NULL);
  adw_bin_set_child (self->form_bin, lep_form_build (kind, FALSE));

  return GTK_WIDGET (self);
}
