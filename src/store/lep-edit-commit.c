/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Does a user action, or several: its rows find their places, are checked, and
 * become one change a space. */

#include <string.h>

#include "lep-edit-submit.h"
#include "lep-rules-cross.h"
#include "lep-workspace-private.h"

/* A change always writes a whole group: what was not set stays as shown. */
static void
write_fields (LepEditRow *row,
              LepChange  *change)
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
      const char *name = row->kind->fields[i].name;

      if (named[i])
        lep_change_add_set (change, name, lep_edit_row_get (row, name), -1);
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

  return lep_rules_check_before (commit->workspace, own, &space->id, commit->shares, &commit->refused, error) &&
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
  LepFill      fill = { 0 };

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
      write_fields (row, change);
      if (lep_commit_is_full (&fill, space, change) && !add_change (commit, space, g_steal_pointer (&change), error))
        return FALSE;
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

  lep_edit_row_fill_in (self, commit->db, row);
  return lep_edit_row_drop (self, commit->db, row, error);
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
