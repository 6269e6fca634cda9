/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a new register begins with. What is missing is said under the fields, so
 * that the way on is never closed without a word. */

#include "lep-format.h"
#include "lep-schema.h"
#include "lep-value.h"

#include "lep-programme-dialog.h"

struct _LepProgrammeDialog
{
  AdwMessageDialog parent_instance;

  AdwEntryRow     *name_row;
  AdwEntryRow     *currency_row;
  GtkLabel        *reason_label;
};

G_DEFINE_FINAL_TYPE (LepProgrammeDialog, lep_programme_dialog, ADW_TYPE_MESSAGE_DIALOG)

static char *
dup_answer (AdwEntryRow *row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
}

/* A row in error is marked, and a screen reader is told why. */
static gboolean
check_answer (AdwEntryRow *row,
              const char  *field,
              const char  *value,
              GError     **error)
{
  GtkAccessible *text = GTK_ACCESSIBLE (gtk_editable_get_delegate (GTK_EDITABLE (row)));
  g_autoptr (GError) refused = NULL;
  gboolean right = lep_value_check (lep_kind_field (lep_schema_kind ("programme"), field), value, &refused);

  if (right)
    gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  gtk_accessible_update_state (text,
                               GTK_ACCESSIBLE_STATE_INVALID, right ? GTK_ACCESSIBLE_INVALID_FALSE : GTK_ACCESSIBLE_INVALID_TRUE,
                               -1);
  gtk_accessible_update_property (text,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, right ? "" : refused->message,
                                  -1);
  if (refused != NULL && *error == NULL)
    g_propagate_error (error, g_steal_pointer (&refused));
  return right;
}

static void
changed_cb (LepProgrammeDialog *self)
{
  g_autofree char *name = lep_programme_dialog_dup_name (self);
  g_autofree char *currency = lep_programme_dialog_dup_currency (self);
  g_autoptr (GError) error = NULL;

  check_answer (self->name_row, "name", *name != '\0' ? name : NULL, &error);
  check_answer (self->currency_row, "currency", *currency != '\0' ? currency : NULL, &error);

  gtk_label_set_label (self->reason_label, error != NULL ? error->message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->reason_label), error != NULL);
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (self), "start", error == NULL);
}

static void
lep_programme_dialog_class_init (LepProgrammeDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-programme-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, LepProgrammeDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, LepProgrammeDialog, currency_row);
  gtk_widget_class_bind_template_child (widget_class, LepProgrammeDialog, reason_label);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
lep_programme_dialog_init (LepProgrammeDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

LepProgrammeDialog *
lep_programme_dialog_new (GtkWindow *parent)
{
  return g_object_new (LEP_TYPE_PROGRAMME_DIALOG, "transient-for", parent, NULL);
}

char *
lep_programme_dialog_dup_name (LepProgrammeDialog *self)
{
  g_return_val_if_fail (LEP_IS_PROGRAMME_DIALOG (self), NULL);

  return dup_answer (self->name_row);
}

/* Returns: the code of it, also where it was typed as people write it: KM, €, or
 *   the code in small letters */
char *
lep_programme_dialog_dup_currency (LepProgrammeDialog *self)
{
  g_autofree char *typed = NULL;
  const char      *code;

  g_return_val_if_fail (LEP_IS_PROGRAMME_DIALOG (self), NULL);

  typed = dup_answer (self->currency_row);
  code = lep_parse_currency (typed);
  return code != NULL ? g_strdup (code) : g_utf8_strup (typed, -1);
}
