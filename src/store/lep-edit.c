/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One user action while it is put together: rows to create, set, delete and
 * restore, in any spaces. */

#include <glib/gi18n-lib.h>
#include <string.h>

#include "lep-edit-private.h"
#include "lep-workspace-private.h"

static void
row_free (gpointer data)
{
  LepEditRow *row = data;

  for (guint i = 0; i < row->sets->len; i++)
    g_free (g_array_index (row->sets, LepEditSet, i).value);
  for (guint i = 0; row->old != NULL && i < row->kind->n_fields; i++)
    g_free (row->old[i]);
  g_free (row->old);
  g_array_unref (row->sets);
  lep_edit_file_free (row->file);
  g_free (row->space_name);
  g_free (row);
}

/**
 * lep_edit_new:
 *
 * Returns: (transfer full): an action that does nothing yet
 */
LepEdit *
lep_edit_new (LepWorkspace *workspace)
{
  LepEdit *self = g_new0 (LepEdit, 1);

  self->workspace = g_object_ref (workspace);
  self->rows = g_ptr_array_new_with_free_func (row_free);
  self->by_id = g_hash_table_new (lep_uuid_hash, lep_uuid_equal_func);
  self->spaces = g_array_new (FALSE, FALSE, sizeof (LepUuid));
  self->made = g_array_new (FALSE, FALSE, sizeof (LepMadeChange));
  return self;
}

void
lep_edit_free (LepEdit *self)
{
  g_hash_table_unref (self->by_id);
  g_ptr_array_unref (self->rows);
  g_array_unref (self->spaces);
  g_array_unref (self->made);
  g_clear_error (&self->failure);
  g_object_unref (self->workspace);
  g_free (self);
}

/* The row given before with the same name, so that a row stands once. */
static LepEditRow *
find_row (LepEdit       *self,
          const char    *space,
          const LepKind *kind,
          const LepUuid *id)
{
  LepEditRow *row = g_hash_table_lookup (self->by_id, id);

  while (row != NULL && (row->kind != kind || g_strcmp0 (row->space_name, space) != 0))
    row = row->same_id;
  return row;
}

/**
 * lep_edit_row_enter:
 *
 * Makes the row known by its id.
 */
void
lep_edit_row_enter (LepEdit    *self,
                    LepEditRow *row)
{
  row->has_id = TRUE;
  row->same_id = g_hash_table_lookup (self->by_id, &row->id);
  g_hash_table_replace (self->by_id, &row->id, row);
}

/**
 * lep_edit_row:
 * @space: (nullable): id, name or kind of the row's space; %NULL: where the
 *   row is, or else by its kind and references
 * @id: (nullable): %NULL: a new id, or that of the natural key
 *
 * What is set next belongs to this row. Fails with %LEP_ERROR_NOT_FOUND for a
 * kind that does not exist and %LEP_ERROR_INVALID for a malformed id.
 */
gboolean
lep_edit_row (LepEdit    *self,
              const char *space,
              const char *kind,
              const char *id,
              GError    **error)
{
  const LepKind *of = lep_schema_kind (kind);
  LepEditRow    *row;
  LepUuid        uuid;

  if (of == NULL)
    {
      g_set_error (error, LEP_ERROR, LEP_ERROR_NOT_FOUND, _ ("There is no kind of record “%s”."), kind);
      return FALSE;
    }
  if (id != NULL && !lep_uuid_parse (id, -1, &uuid))
    {
      g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID, _ ("“%s” is not an id."), id);
      return FALSE;
    }

  self->last = id == NULL ? NULL : find_row (self, space, of, &uuid);
  if (self->last != NULL)
    return TRUE;

  row = g_new0 (LepEditRow, 1);
  row->kind = of;
  row->space_name = g_strdup (space);
  row->sets = g_array_new (FALSE, FALSE, sizeof (LepEditSet));
  if (id != NULL)
    row->id = uuid;
  else if (of->key == NULL)
    lep_clock_new_id (lep_workspace_get_clock (self->workspace), &row->id);
  if (id != NULL || of->key == NULL)
    lep_edit_row_enter (self, row);
  g_ptr_array_add (self->rows, row);
  self->last = row;
  return TRUE;
}

/**
 * lep_edit_row_set:
 * @value: (nullable): in stored form; %NULL clears
 */
void
lep_edit_row_set (LepEditRow *row,
                  guint       field,
                  const char *value)
{
  for (guint i = 0; i < row->sets->len; i++)
    {
      LepEditSet *set = &g_array_index (row->sets, LepEditSet, i);

      if (set->field == field)
        {
          g_free (set->value);
          set->value = g_strdup (value);
          return;
        }
    }
  g_array_append_val (row->sets, ((LepEditSet){ .field = field, .value = g_strdup (value) }));
}

/**
 * lep_edit_set:
 * @field: of the row named last; one that does not exist fails the commit
 * @value: (nullable): in stored form; %NULL clears
 */
void
lep_edit_set (LepEdit    *self,
              const char *field,
              const char *value)
{
  int index;

  g_return_if_fail (self->last != NULL);

  index = lep_kind_field_index (self->last->kind, field);
  if (index < 0)
    {
      if (self->failure == NULL)
        self->failure = g_error_new (LEP_ERROR, LEP_ERROR_NOT_FOUND,
                                     _ ("Records of kind “%s” have no field “%s”."),
                                     self->last->kind->name, field);
      return;
    }

  lep_edit_row_set (self->last, (guint) index, value);
}

/**
 * lep_edit_life:
 *
 * Deletes or restores the row named last; nothing else but it.
 */
void
lep_edit_life (LepEdit *self,
               LepLife  life)
{
  g_return_if_fail (self->last != NULL);

  self->last->life = life;
}

/**
 * lep_edit_again:
 *
 * The row named last is entered anew. If its natural key is that of a deleted
 * one, as after an undo, that one comes back and holds what is set, nothing else.
 */
void
lep_edit_again (LepEdit *self)
{
  g_return_if_fail (self->last != NULL);

  self->last->is_again = TRUE;
}

/**
 * lep_edit_set_start:
 *
 * The action is what a workspace starts with, such as the founding of its
 * programme: undo passes over it.
 */
void
lep_edit_set_start (LepEdit *self)
{
  self->is_start = TRUE;
}

/**
 * lep_edit_last_id:
 *
 * Returns: (nullable): the id of the row named last; %NULL if it follows from
 *   fields that are not set or refer to nothing
 */
const char *
lep_edit_last_id (LepEdit *self)
{
  g_return_val_if_fail (self->last != NULL, NULL);

  if (!self->last->has_id && !lep_edit_row_place (self, self->last, NULL))
    return NULL;
  lep_uuid_format (&self->last->id, self->last_id);
  return self->last_id;
}

/**
 * lep_edit_set_refused_func:
 *
 * Of rows that are refused for what they hold themselves, all are told, and the
 * action fails with the first. A rule about several rows fails with one.
 */
void
lep_edit_set_refused_func (LepEdit           *self,
                           LepEditRefusedFunc refused,
                           gpointer           user_data)
{
  self->tell_refused = refused;
  self->tell_data = user_data;
}

const GArray *
lep_edit_get_changes (LepEdit *self)
{
  return self->made;
}

guint
lep_edit_get_n_rows (LepEdit *self)
{
  return self->rows->len;
}

const char *
lep_edit_get_refused_kind (LepEdit *self)
{
  return self->refused.kind;
}

const char *
lep_edit_get_refused_field (LepEdit *self)
{
  return self->refused.field;
}

/**
 * lep_edit_get_refused_row:
 *
 * Returns: which of the rows a rule refused, in the order in which they were
 *   given; -1 if none
 */
int
lep_edit_get_refused_row (LepEdit *self)
{
  for (guint i = 0; self->refused.kind != NULL && i < self->rows->len; i++)
    {
      const LepEditRow *row = g_ptr_array_index (self->rows, i);

      if (g_str_equal (row->kind->name, self->refused.kind) && lep_uuid_equal (&row->id, &self->refused.id))
        return (int) i;
    }
  return -1;
}

/**
 * lep_edit_row_names:
 *
 * Returns: whether the edit itself gives the field a value, new or not
 */
gboolean
lep_edit_row_names (const LepEditRow *row,
                    const char       *field)
{
  int index = lep_kind_field_index (row->kind, field);

  for (guint i = 0; i < row->sets->len; i++)
    if ((int) g_array_index (row->sets, LepEditSet, i).field == index)
      return TRUE;
  return FALSE;
}

/**
 * lep_edit_row_get:
 *
 * Returns: (nullable): the field's value after the edit
 */
const char *
lep_edit_row_get (const LepEditRow *row,
                  const char       *field)
{
  int index = lep_kind_field_index (row->kind, field);

  for (guint i = 0; i < row->sets->len; i++)
    {
      const LepEditSet *set = &g_array_index (row->sets, LepEditSet, i);

      if ((int) set->field == index)
        return set->value;
    }
  return row->old == NULL || index < 0 ? NULL : row->old[index];
}
