/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One user action: rows to create, set, delete and restore, in any spaces,
 * committed as one change a space. */

#include <glib/gi18n-lib.h>
#include <string.h>

#include "lep-edit-submit.h"
#include "lep-rules-cross.h"
#include "lep-workspace-private.h"

/* A change grows no further than this (bundle format, "Limits"). */
#define MAX_ROWS_A_CHANGE  5000
#define MAX_BYTES_A_CHANGE (2 * 1024 * 1024)

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

/* A change always writes a whole group: what was not set stays as shown. */
static void
write_fields (LepEditRow *row,
              LepChange  *change,
              gsize      *bytes)
{
  g_autofree gboolean *named = g_new0 (gboolean, row->kind->n_fields);

  for (guint i = 0; i < row->sets->len; i++)
    {
      guint       field = g_array_index (row->sets, LepEditSet, i).field;
      const char *group = row->kind->fields[field].group;

      if (g_array_index (row->sets, LepEditSet, i).is_idle)
        continue;
      named[field] = TRUE;
      for (guint j = 0; group != NULL && j < row->kind->n_fields; j++)
        named[j] = named[j] || g_strcmp0 (row->kind->fields[j].group, group) == 0;
    }

  for (guint i = 0; i < row->kind->n_fields; i++)
    {
      const char *value;

      if (!named[i])
        continue;
      value = lep_edit_row_get (row, row->kind->fields[i].name);
      lep_change_add_set (change, row->kind->fields[i].name, value, -1);
      *bytes += 40 + (value == NULL ? 0 : strlen (value));
    }
}

static gboolean
add_space (LepCommit  *commit,
           LepEditRow *row,
           GError    **error)
{
  const char *name = lep_edit_row_get (row, "name");

  return !row->makes_space ||
         lep_log_add_space (commit->apply->log, &row->space, row->kind->space,
                            name == NULL ? "" : name, error);
}

static gboolean
add_change (LepCommit   *commit,
            LepLogSpace *space,
            LepChange   *change,
            GError     **error)
{
  g_autoptr (LepChange) own = change;

  return lep_rules_check_before (commit->workspace, own, &space->id, &commit->refused, error) &&
         lep_commit_add (commit, space, g_steal_pointer (&own), error);
}

/* Makes the changes of one space out of the rows that belong there. */
static gboolean
commit_space (LepEdit       *self,
              LepCommit     *commit,
              const LepUuid *id,
              GError       **error)
{
  LepLogSpace *space = lep_log_get_space (commit->apply->log, id, error);
  LepChange   *change = NULL;
  gsize        bytes = 0;

  if (space == NULL)
    return FALSE;
  for (guint i = 0; i < self->rows->len; i++)
    {
      LepEditRow *row = g_ptr_array_index (self->rows, i);

      if (row->is_joined || row->is_idle || !lep_uuid_equal (&row->space, id))
        continue;
      if (change == NULL)
        change = lep_change_new ();
      lep_change_add_row (change, row->kind->name, &row->id, row->written);
      write_fields (row, change, &bytes);
      if (space->kind != LEP_SPACE_CONTACTS && change->rows->len < MAX_ROWS_A_CHANGE &&
          bytes < MAX_BYTES_A_CHANGE)
        continue;
      if (!add_change (commit, space, g_steal_pointer (&change), error))
        return FALSE;
      bytes = 0;
    }
  return change == NULL || add_change (commit, space, change, error);
}

/* A row that turned out to be one given before is joined to it: whether it was. */
static gboolean
join_row (LepEdit    *self,
          LepEditRow *row)
{
  LepEditRow *other = g_hash_table_lookup (self->by_id, &row->id);

  while (other != NULL && (other == row || other->kind != row->kind || !other->has_space ||
                           !lep_uuid_equal (&other->space, &row->space)))
    other = other->same_id;
  if (other == NULL)
    return FALSE;

  for (guint i = 0; i < row->sets->len; i++)
    {
      const LepEditSet *set = &g_array_index (row->sets, LepEditSet, i);

      lep_edit_row_set (other, set->field, set->value);
    }
  if (row->life != LEP_LIFE_NONE)
    other->life = row->life;
  return TRUE;
}

static void
enter_space (LepEdit       *self,
             const LepUuid *space)
{
  for (guint i = 0; i < self->spaces->len; i++)
    {
      if (lep_uuid_equal (&g_array_index (self->spaces, LepUuid, i), space))
        return;
    }
  g_array_append_vals (self->spaces, space, 1);
}

static gboolean
check_row (LepEdit    *self,
           LepCommit  *commit,
           LepEditRow *row,
           GError    **error)
{
  if (row->is_joined)
    return TRUE;
  if (!lep_edit_row_check (self, commit->db, row, error) || !lep_edit_row_keep_file (self, row, error))
    return FALSE;

  lep_edit_row_fill_in (self, row);
  return lep_edit_row_drop (commit->db, row, error);
}

/* Checks each row for itself. Who asked hears of all that are refused. */
static gboolean
check_rows (LepEdit   *self,
            LepCommit *commit,
            GError   **error)
{
  g_autoptr (GError) first = NULL;

  for (guint i = 0; i < self->rows->len; i++)
    {
      g_autoptr (GError) failure = NULL;

      if (check_row (self, commit, g_ptr_array_index (self->rows, i), &failure))
        continue;
      if (self->tell_refused == NULL || self->refused.kind == NULL || !g_error_matches (failure, LEP_ERROR, LEP_ERROR_INVALID))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      self->tell_refused (i, self->refused.field, failure->message, self->tell_data);
      if (first == NULL)
        first = g_steal_pointer (&failure);
    }

  if (first == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&first));
  return FALSE;
}

static gboolean
place_rows (LepEdit   *self,
            LepCommit *commit,
            GError   **error)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      LepEditRow *row = g_ptr_array_index (self->rows, i);

      if (!lep_edit_row_place (self, row, error))
        return FALSE;
      row->is_joined = join_row (self, row);
      if (!row->is_joined && !add_space (commit, row, error))
        return FALSE;
      enter_space (self, &row->space);
    }
  return check_rows (self, commit, error);
}

/* Does the action in the transaction; what a rule refused is kept. */
static gboolean
perform (LepEdit   *self,
         LepCommit *commit,
         GError   **error)
{
  guint    n_before = commit->made->len;
  gboolean done;

  if (self->failure != NULL)
    {
      g_propagate_error (error, g_error_copy (self->failure));
      return FALSE;
    }

  done = place_rows (self, commit, error);
  for (guint i = 0; done && i < self->spaces->len; i++)
    done = commit_space (self, commit, &g_array_index (self->spaces, LepUuid, i), error);
  done = done && lep_edit_add_snapshots (self, commit, error) && lep_commit_check (commit, error);
  if (!done && commit->refused.kind != NULL)
    self->refused = commit->refused;
  if (done && commit->made->len > n_before)
    g_array_append_vals (self->made, &g_array_index (commit->made, LepMadeChange, n_before), commit->made->len - n_before);
  return done;
}

/**
 * lep_edits_commit:
 * @edits: (element-type LepEdit): of one workspace
 * @at_fault: (out) (optional): which of them could not be done
 *
 * Commits several actions as lep_edit_commit () does with one, in one
 * transaction and as one step for undo: each is checked against what those
 * before it left, and a later one that fails takes all of them back.
 */
gboolean
lep_edits_commit (GPtrArray *edits,
                  guint     *at_fault,
                  GError   **error)
{
  g_autoptr (LepCommit) commit = NULL;
  const char *step = LEP_STEP_EDIT;
  gboolean    done = TRUE;

  if (at_fault != NULL)
    *at_fault = 0;
  for (guint i = 0; done && i < edits->len; i++)
    {
      LepEdit *edit = g_ptr_array_index (edits, i);

      if (edit->rows->len == 0)
        continue;
      if (at_fault != NULL)
        *at_fault = i;
      if (commit == NULL)
        commit = lep_commit_begin (edit->workspace, error);
      done = commit != NULL && perform (edit, commit, error);
      if (edit->is_start)
        step = LEP_STEP_START;
    }
  done = done && (commit == NULL || lep_commit_finish (commit, step, error));
  for (guint i = 0; !done && i < edits->len; i++)
    g_array_set_size (((LepEdit *) g_ptr_array_index (edits, i))->made, 0);
  return done;
}

/**
 * lep_edit_commit:
 *
 * Checks the action against schema and rules, and does it as one change a
 * space in one transaction (one change a row among contacts). On an error
 * (%LEP_ERROR_INVALID with the rule, %LEP_ERROR_BUSY with the holder, ...)
 * nothing is done. What is there already is not written again, unless people
 * disagree about it; an action of nothing else makes no change.
 */
gboolean
lep_edit_commit (LepEdit *self,
                 GError **error)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new ();

  g_ptr_array_add (one, self);
  return lep_edits_commit (one, NULL, error);
}

/**
 * lep_edit_try:
 *
 * Fails as lep_edit_commit () would; does nothing in any case.
 */
gboolean
lep_edit_try (LepEdit *self,
              GError **error)
{
  g_autoptr (LepCommit) commit = self->rows->len == 0 ? NULL : lep_commit_begin (self->workspace, error);
  gboolean done = commit != NULL && perform (self, commit, error);

  g_array_set_size (self->made, 0);
  return done || self->rows->len == 0;
}
