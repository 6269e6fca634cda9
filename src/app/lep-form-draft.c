/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A form without a record: what is typed stays in the rows until it is created. */

#include <glib/gi18n.h>

#include "lep-error.h"
#include "lep-record-chooser.h"

#include "lep-form-private.h"

/* Empties the form for a new record. */
void
lep_form_start (LepForm      *self,
                LepWorkspace *workspace)
{
  g_return_if_fail (LEP_IS_FORM (self));
  g_return_if_fail (LEP_IS_WORKSPACE (workspace));
  g_return_if_fail (self->kind != NULL);

  g_set_object (&self->workspace, workspace);
  g_clear_object (&self->record);
  g_hash_table_remove_all (self->presets);
  self->left = NULL;
  lep_form_bind_rows (self);
  for (guint i = 0; i < self->rows->len; i++)
    lep_field_row_show_value (g_ptr_array_index (self->rows, i), NULL);
  lep_form_show_currency (self);
}

/* Whether nothing is stored yet. */
gboolean
lep_form_is_draft (LepForm *self)
{
  g_return_val_if_fail (LEP_IS_FORM (self), FALSE);

  return self->record == NULL;
}

/* A value that the new record starts with; the field needs no row. */
void
lep_form_preset (LepForm    *self,
                 const char *field,
                 const char *value)
{
  LepFieldRow *row;

  g_return_if_fail (LEP_IS_FORM (self));
  g_return_if_fail (self->record == NULL);

  g_hash_table_replace (self->presets, g_strdup (field), g_strdup (value));
  row = lep_form_get_row (self, field);
  if (row != NULL)
    lep_field_row_show_value (row, value);
  lep_form_show_currency (self);
}

/* Where there is nothing to choose yet, "fill this in" would lead nowhere. */
static void
ask_for_value (LepFieldRow *row)
{
  const LepField  *field = lep_field_row_get_field (row);
  const char      *lack = field->type == LEP_TYPE_REF
                            ? lep_record_chooser_find_lack (lep_field_row_get_workspace (row), field->target)
                            : NULL;
  /* Translators: %s: "No partnerships yet" */
  g_autofree char *text = lack != NULL ? g_strdup_printf (_ ("%s. Begin there: a new one can be chosen here afterwards."), lack) : NULL;

  lep_field_row_set_error (row, text != NULL ? text : _ ("Fill this in."));
}

/* Each row of a draft that is missing or wrong says so; the first one takes the focus. */
static gboolean
check_draft (LepForm    *self,
             GHashTable *values,
             GError    **error)
{
  LepFieldRow *first = NULL;

  for (guint i = 0; i < self->rows->len; i++)
    {
      LepFieldRow     *row = g_ptr_array_index (self->rows, i);
      const LepField  *field = lep_field_row_get_field (row);
      g_autofree char *value = NULL;
      g_autoptr (GError) row_error = NULL;

      if (!lep_field_row_read (row, &value, &row_error))
        lep_field_row_set_error (row, row_error->message);
      else if (value == NULL && (field->flags & LEP_FIELD_REQUIRED) != 0)
        ask_for_value (row);
      else
        lep_field_row_set_error (row, NULL);

      if (lep_field_row_get_error (row) != NULL && first == NULL)
        first = row;

      g_hash_table_remove (values, field->name);
      if (value != NULL)
        g_hash_table_insert (values, g_strdup (field->name), g_steal_pointer (&value));
    }

  if (first == NULL)
    return TRUE;

  lep_field_row_focus (first);
  if (g_str_has_prefix (lep_field_row_get_error (first), lep_schema_label (lep_field_row_get_field (first)->label)))
    g_set_error_literal (error, LEP_ERROR, LEP_ERROR_INVALID, lep_field_row_get_error (first));
  else
    g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID,
                 _ ("%s: %s"), lep_field_row_get_label (first), lep_field_row_get_error (first));

  return FALSE;
}

/* The reason stands at the row that the rule is about, if the form has it. */
static void
blame_row (LepForm      *self,
           LepEdit      *edit,
           const GError *refusal)
{
  const char  *field = lep_edit_get_refused_field (edit);
  LepFieldRow *row = field != NULL ? lep_form_get_row (self, field) : NULL;

  if (row == NULL || g_strcmp0 (lep_edit_get_refused_kind (edit), self->kind_name) != 0)
    return;

  lep_field_row_set_error (row, refusal->message);
  lep_field_row_focus (row);
}

/**
 * lep_form_create:
 *
 * Makes a record of the draft.
 *
 * Returns: (transfer full) (nullable): its id; %NULL when something is missing
 *   or refused, which stands in its row or in @error
 */
char *
lep_form_create (LepForm *self,
                 GError **error)
{
  g_autoptr (GHashTable) values = NULL;
  g_autoptr (LepEdit) edit = NULL;
  g_autoptr (GError) refusal = NULL;
  GHashTableIter iter;
  gpointer       field;
  gpointer       value;

  g_return_val_if_fail (LEP_IS_FORM (self), NULL);
  g_return_val_if_fail (self->record == NULL && self->workspace != NULL, NULL);

  values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_iter_init (&iter, self->presets);
  while (g_hash_table_iter_next (&iter, &field, &value))
    g_hash_table_insert (values, g_strdup (field), g_strdup (value));

  if (!check_draft (self, values, error))
    return NULL;

  edit = lep_edit_new (self->workspace);
  if (!lep_edit_row (edit, NULL, self->kind_name, NULL, error))
    return NULL;

  lep_edit_again (edit);
  g_hash_table_iter_init (&iter, values);
  while (g_hash_table_iter_next (&iter, &field, &value))
    lep_edit_set (edit, field, value);

  if (!lep_edit_commit (edit, &refusal))
    {
      blame_row (self, edit, refusal);
      g_propagate_error (error, g_steal_pointer (&refusal));
      return NULL;
    }

  return g_strdup (lep_edit_last_id (edit));
}

/* Whether a row tells why the last lep_form_create () made nothing. */
gboolean
lep_form_is_refused (LepForm *self)
{
  g_return_val_if_fail (LEP_IS_FORM (self), FALSE);

  for (guint i = 0; i < self->rows->len; i++)
    if (lep_field_row_get_error (g_ptr_array_index (self->rows, i)) != NULL)
      return TRUE;

  return FALSE;
}

/* Puts the cursor back into the row that was left last, else into the first
 * one that holds nothing; FALSE when all are filled. */
gboolean
lep_form_focus_next (LepForm *self)
{
  g_return_val_if_fail (LEP_IS_FORM (self), FALSE);

  if (self->left != NULL)
    {
      lep_field_row_focus_end (self->left);
      return TRUE;
    }

  for (guint i = 0; i < self->rows->len; i++)
    {
      LepFieldRow     *row = g_ptr_array_index (self->rows, i);
      g_autofree char *value = NULL;

      if (!lep_field_row_read (row, &value, NULL) || value != NULL)
        continue;

      lep_field_row_focus (row);
      return TRUE;
    }

  return FALSE;
}
