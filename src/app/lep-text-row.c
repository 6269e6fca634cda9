/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row for what is typed on one line. */

#include "lep-field-text.h"
#include "lep-format.h"
#include "lep-language.h"
#include "lep-util.h"

#include "lep-text-row.h"

struct _LepTextRow
{
  LepFieldRow parent_instance;

  GtkWidget  *entry;
  GtkLabel   *unit_label;
  char       *currency; /* of an amount; NULL: not known */
};

G_DEFINE_FINAL_TYPE (LepTextRow, lep_text_row, LEP_TYPE_FIELD_ROW)

static void
activate_cb (LepTextRow *self)
{
  lep_field_row_leave (LEP_FIELD_ROW (self));
}

static void
lep_text_row_bind (LepFieldRow *row)
{
  LepTextRow     *self = LEP_TEXT_ROW (row);
  const LepField *field = lep_field_row_get_field (row);
  gboolean        is_number = field->type == LEP_TYPE_INT || field->type == LEP_TYPE_MONEY ||
                       field->type == LEP_TYPE_PERCENT;

  gtk_entry_set_input_purpose (GTK_ENTRY (self->entry),
                               is_number ? GTK_INPUT_PURPOSE_NUMBER : GTK_INPUT_PURPOSE_FREE_FORM);
  if (is_number)
    gtk_widget_add_css_class (self->entry, "num");
}

static void
lep_text_row_display (LepFieldRow *row,
                      const char  *value)
{
  GtkEditable     *entry = GTK_EDITABLE (LEP_TEXT_ROW (row)->entry);
  g_autofree char *text = lep_field_show_in (lep_field_row_get_field (row), LEP_TEXT_ROW (row)->currency, value);

  lep_editable_show (entry, text);
  /* A long name is read from its beginning; who types goes on at its end. */
  gtk_editable_set_position (entry, (gtk_widget_get_state_flags (GTK_WIDGET (entry)) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0 ? -1 : 0);
}

static char *
lep_text_row_dup_text (LepFieldRow *row)
{
  return g_strdup (gtk_editable_get_text (GTK_EDITABLE (LEP_TEXT_ROW (row)->entry)));
}

static gboolean
lep_text_row_read (LepFieldRow *row,
                   char       **value,
                   GError     **error)
{
  return lep_field_parse_in (lep_field_row_get_field (row), LEP_TEXT_ROW (row)->currency,
                             gtk_editable_get_text (GTK_EDITABLE (LEP_TEXT_ROW (row)->entry)),
                             value, error);
}

static GtkWidget *
lep_text_row_get_editor (LepFieldRow *row)
{
  return LEP_TEXT_ROW (row)->entry;
}

static void
lep_text_row_set_editable (LepFieldRow *row,
                           gboolean     editable)
{
  gtk_editable_set_editable (GTK_EDITABLE (LEP_TEXT_ROW (row)->entry), editable);
}

static void
lep_text_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), LEP_TYPE_TEXT_ROW);

  G_OBJECT_CLASS (lep_text_row_parent_class)->dispose (object);
}

static void
lep_text_row_finalize (GObject *object)
{
  g_free (LEP_TEXT_ROW (object)->currency);

  G_OBJECT_CLASS (lep_text_row_parent_class)->finalize (object);
}

static void
lep_text_row_class_init (LepTextRowClass *klass)
{
  GtkWidgetClass   *widget_class = GTK_WIDGET_CLASS (klass);
  LepFieldRowClass *row_class = LEP_FIELD_ROW_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lep_text_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = lep_text_row_finalize;
  row_class->bind = lep_text_row_bind;
  row_class->display = lep_text_row_display;
  row_class->read = lep_text_row_read;
  row_class->dup_text = lep_text_row_dup_text;
  row_class->get_editor = lep_text_row_get_editor;
  row_class->set_editable = lep_text_row_set_editable;

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-text-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LepTextRow, entry);
  gtk_widget_class_bind_template_child (widget_class, LepTextRow, unit_label);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, lep_field_row_typed);
}

static void
lep_text_row_init (LepTextRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * lep_text_row_set_currency:
 * @currency: (nullable): ISO 4217 code of the amount; it stands behind the
 *   entry, and may be typed there too
 *
 * A currency of other decimals shows the stored amount anew; what is typed stays.
 */
void
lep_text_row_set_currency (LepTextRow *self,
                           const char *currency)
{
  LepFieldRow *row = LEP_FIELD_ROW (self);
  guint        digits;
  gboolean     is_typed;

  g_return_if_fail (LEP_IS_TEXT_ROW (self));

  digits = lep_currency_digits (self->currency);
  is_typed = lep_field_row_is_typed (row);
  if (!lep_set_str (&self->currency, currency))
    return;

  if (digits != lep_currency_digits (currency) && is_typed)
    lep_field_row_take_stored (row, lep_field_row_get_value (row));
  else if (digits != lep_currency_digits (currency) && lep_field_row_get_value (row) != NULL)
    lep_field_row_revert (row);
  gtk_label_set_label (self->unit_label, lep_currency_symbol (lep_language_locale (), currency));
  gtk_widget_set_visible (GTK_WIDGET (self->unit_label), currency != NULL);
}
