/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes back a step (an edit or an import): new changes restore what was shown
 * before, where nothing newer touched it. The steps are kept in the file, so
 * this works after a restart too.
 *
 * What was shown before was allowed then, so the rules are not asked again, and
 * a state goes back the way it came. Only a locked period is closed to undo as to
 * all else (rule 14), unless its lock is among what is taken back. */

#include <glib/gi18n-lib.h>
#include <string.h>

#include "lep-commit.h"
#include "lep-rules-cross.h"
#include "lep-undo-private.h"
#include "lep-workspace-private.h"

/* For more rows than this the log is read once, not once a row. */
#define MAX_ROWS_ONE_BY_ONE 8

typedef struct
{
  LepCommit    *commit;
  LepLog       *log;
  GPtrArray    *rows; /* LepUndoRow in the order of the step */
  GHashTable   *set;  /* the same */
  gint64        step;
  gboolean      is_edit; /* made here */
  LepUndoRange  range;
  GArray       *quiet; /* LepUndoRange of later steps that were taken back */
  GCancellable *cancellable;
} Undo;

static void
row_free (gpointer data)
{
  LepUndoRow *row = data;

  lep_voices_free (row->voices);
  g_free (row->kind);
  g_free (row);
}

static guint
row_hash (gconstpointer data)
{
  return lep_uuid_hash (&((const LepUndoRow *) data)->id);
}

static gboolean
row_equal (gconstpointer a,
           gconstpointer b)
{
  const LepUndoRow *left = a;
  const LepUndoRow *right = b;

  return left->space == right->space && lep_uuid_equal (&left->id, &right->id) && strcmp (left->kind, right->kind) == 0;
}

static LepUndoRow *
find_row (Undo           *self,
          LepLogSpace    *space,
          const LepRowOp *op)
{
  LepUndoRow key = { .space = space, .kind = (char *) op->kind, .id = op->id };

  return g_hash_table_lookup (self->set, &key);
}

static gboolean
read_step (Undo    *self,
           GError **error)
{
  g_autoptr (LepStmt) stmt =
    lep_db_prepare (self->commit->db, "SELECT first_seq, last_seq, kind = '" LEP_STEP_EDIT "' FROM step WHERE no = :no AND NOT undone", error);
  g_autoptr (GError) failure = NULL;

  if (stmt == NULL)
    return FALSE;
  lep_stmt_bind_int64 (stmt, ":no", self->step);
  if (lep_stmt_next (stmt, &failure))
    {
      self->range.first_seq = lep_stmt_int64 (stmt, 0);
      self->range.last_seq = lep_stmt_int64 (stmt, 1);
      self->is_edit = lep_stmt_int64 (stmt, 2) != 0;
      return TRUE;
    }
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else
    g_set_error_literal (error, LEP_ERROR, LEP_ERROR_NOT_FOUND, _ ("There is nothing to take back."));
  return FALSE;
}

static gboolean
read_quiet (Undo    *self,
            GError **error)
{
  g_autoptr (LepStmt) stmt =
    lep_db_prepare (self->commit->db,
                    "SELECT first_seq, last_seq FROM step WHERE no > :no AND (undone OR kind = '" LEP_STEP_UNDO "')",
                    error);
  g_autoptr (GError) failure = NULL;

  if (stmt == NULL)
    return FALSE;
  lep_stmt_bind_int64 (stmt, ":no", self->step);
  while (lep_stmt_next (stmt, &failure))
    {
      LepUndoRange range = { lep_stmt_int64 (stmt, 0), lep_stmt_int64 (stmt, 1) };

      g_array_append_val (self->quiet, range);
    }
  return lep_stmt_take_failure (&failure, error);
}

typedef void (*EachFunc) (Undo            *self,
                          LepLogSpace     *space,
                          LepStmt         *stmt,
                          const LepChange *change);

/* Calls @each for every change of the log between two order numbers. */
static gboolean
each_change (Undo    *self,
             gint64   first_seq,
             gint64   last_seq,
             EachFunc each,
             GError **error)
{
  g_autoptr (LepStmt) stmt =
    lep_db_prepare (self->commit->db,
                    "SELECT seq, stream_no, n, hash, body, space_no FROM change JOIN stream ON stream.no = stream_no"
                    " WHERE seq BETWEEN ?1 AND ?2 AND body IS NOT NULL ORDER BY seq",
                    error);
  g_autoptr (LepChange) change = lep_change_new ();
  g_autoptr (GError) failure = NULL;

  if (stmt == NULL)
    return FALSE;
  lep_stmt_set_int64 (stmt, 1, first_seq);
  lep_stmt_set_int64 (stmt, 2, last_seq);
  while (lep_stmt_next (stmt, &failure))
    {
      LepLogSpace *space = lep_log_get_space_by_no (self->log, lep_stmt_int64 (stmt, 5), error);

      if (space == NULL || g_cancellable_set_error_if_cancelled (self->cancellable, error) || !lep_change_read (change, lep_stmt_text (stmt, 4), lep_stmt_size (stmt, 4), error))
        return FALSE;
      each (self, space, stmt, change);
    }
  return lep_stmt_take_failure (&failure, error);
}

/* The rows that the step wrote. Who is introduced in the first change of a laptop is
 * no part of what was done, nor what others say of laptops. */
static void
collect_rows (Undo            *self,
              LepLogSpace     *space,
              LepStmt         *stmt,
              const LepChange *change)
{
  for (guint i = 0; i < change->rows->len; i++)
    {
      const LepRowOp *op = &g_array_index (change->rows, LepRowOp, i);
      LepUndoRow     *row;

      if ((strcmp (op->kind, "replica") == 0 && (!self->is_edit || (change->n == 1 && i == 0))) || find_row (self, space, op) != NULL)
        continue;
      row = g_new0 (LepUndoRow, 1);
      row->space = space;
      row->kind = g_strdup (op->kind);
      row->id = op->id;
      row->voices = lep_voices_new (self->log, row->kind, &row->id);
      g_ptr_array_add (self->rows, row);
      g_hash_table_add (self->set, row);
    }
}

static void
collect_voices (Undo            *self,
                LepLogSpace     *space,
                LepStmt         *stmt,
                const LepChange *change)
{
  for (guint i = 0; i < change->rows->len; i++)
    {
      LepUndoRow *row = find_row (self, space, &g_array_index (change->rows, LepRowOp, i));

      if (row != NULL)
        lep_voices_add (row->voices, lep_stmt_int64 (stmt, 0), (guint32) lep_stmt_int64 (stmt, 1),
                        lep_stmt_int64 (stmt, 2), lep_stmt_blob (stmt, 3), change, i);
    }
}

static gboolean
load_voices (Undo    *self,
             GError **error)
{
  if (self->rows->len > MAX_ROWS_ONE_BY_ONE)
    return each_change (self, 0, G_MAXINT64, collect_voices, error);

  for (guint i = 0; i < self->rows->len; i++)
    {
      LepUndoRow *row = g_ptr_array_index (self->rows, i);

      if (!lep_voices_load (row->voices, row->space->no, error))
        return FALSE;
    }
  return TRUE;
}

/* Whether the step wrote a period or a score sheet, so that it may itself be what
 * locked the one, or made the other final. */
static gboolean
may_have_closed (const Undo *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      const char *kind = ((LepUndoRow *) g_ptr_array_index (self->rows, i))->kind;

      if (strcmp (kind, "period") == 0 || strcmp (kind, "assessment") == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_open (Undo            *self,
         const LepChange *change,
         const LepUuid   *space,
         GError         **error)
{
  LepRefused refused;

  if (lep_rules_check_before (self->commit->workspace, change, space, &refused, error))
    return TRUE;
  /* Translators: what follows is the reason */
  g_prefix_error (error, "%s", _ ("Nothing was taken back: "));
  return FALSE;
}

static gboolean
add_change (Undo        *self,
            LepLogSpace *space,
            LepChange   *change,
            GError     **error)
{
  if (!may_have_closed (self) && !is_open (self, change, &space->id, error))
    {
      lep_change_free (change);
      return FALSE;
    }
  return lep_commit_add (self->commit, space, change, error);
}

/* Looks again at what is written: a period is locked now or holds it now, or a
 * sheet is final. */
static gboolean
check_locked (Undo    *self,
              GError **error)
{
  const LepCommit *commit = self->commit;

  if (!lep_apply_finish (commit->apply, error))
    return FALSE;
  for (guint i = 0; i < commit->written->len; i++)
    if (!is_open (self, g_ptr_array_index (commit->written, i), &g_array_index (commit->made, LepMadeChange, i).space, error))
      return FALSE;
  return TRUE;
}

static gboolean
restore_space (Undo        *self,
               LepLogSpace *space,
               LepUndone   *undone,
               GError     **error)
{
  LepChange *change = lep_change_new ();
  LepFill    fill = { 0 };
  gboolean   done = TRUE;

  for (guint i = 0; done && i < self->rows->len; i++)
    {
      const LepUndoRow *row = g_ptr_array_index (self->rows, i);

      if (row->space != space)
        continue;
      done = !g_cancellable_set_error_if_cancelled (self->cancellable, error) &&
             lep_undo_row_restore (row, self->log, &self->range, self->quiet, change, undone, error);
      if (done && lep_commit_is_full (&fill, space, change))
        {
          done = add_change (self, space, change, error);
          change = lep_change_new ();
        }
    }
  if (done && change->rows->len > 0)
    return add_change (self, space, change, error);
  lep_change_free (change);
  return done;
}

static gboolean
mark_undone (Undo    *self,
             GError **error)
{
  g_autoptr (LepStmt) stmt = lep_db_prepare (self->commit->db, "UPDATE step SET undone = 1 WHERE no = :no", error);

  if (stmt == NULL)
    return FALSE;
  lep_stmt_bind_int64 (stmt, ":no", self->step);
  return lep_stmt_run (stmt, error);
}

/**
 * lep_undo_find:
 * @step: (out): the last edit made here that was not taken back; 0 = none
 * @at: (out) (optional) (transfer full): when it was made
 */
gboolean
lep_undo_find (LepWorkspace *workspace,
               gint64       *step,
               char        **at,
               GError      **error)
{
  g_autoptr (LepStmt) stmt =
    lep_db_prepare (lep_workspace_get_db (workspace),
                    "SELECT no, at FROM step WHERE kind = '" LEP_STEP_EDIT "' AND NOT undone ORDER BY no DESC LIMIT 1",
                    error);
  g_autoptr (GError) failure = NULL;
  gboolean found;

  if (stmt == NULL)
    return FALSE;
  found = lep_stmt_next (stmt, &failure);
  *step = found ? lep_stmt_int64 (stmt, 0) : 0;
  if (at != NULL)
    *at = found ? g_strdup (lep_stmt_text (stmt, 1)) : NULL;
  return lep_stmt_take_failure (&failure, error);
}

/**
 * lep_undo_last:
 *
 * Takes back the last edit made here that was not taken back. Fails with
 * %LEP_ERROR_NOT_FOUND if there is none.
 */
gboolean
lep_undo_last (LepWorkspace *workspace,
               LepUndone    *undone,
               GError      **error)
{
  gint64 step;

  return lep_undo_find (workspace, &step, NULL, error) && lep_undo_step (workspace, step, undone, NULL, error);
}

/* The record that the step was about: a deletion names it first. */
static void
tell_what (const Undo *self,
           LepUndone  *undone)
{
  const LepUndoRow *first = self->rows->len > 0 ? g_ptr_array_index (self->rows, 0) : NULL;

  undone->n_records = self->rows->len;
  if (first == NULL)
    return;

  undone->kind = lep_schema_kind (first->kind);
  lep_uuid_format (&first->id, undone->id);
}

/**
 * lep_undo_step:
 * @step: number of an edit or import
 * @undone: (out caller-allocates): what was restored, and how much was left
 *   because something newer touched it
 * @cancellable: (nullable): while it runs; then nothing is taken back
 *
 * Fails with %LEP_ERROR_INVALID, and does nothing, where it would change what is
 * in a locked period.
 */
gboolean
lep_undo_step (LepWorkspace *workspace,
               gint64        step,
               LepUndone    *undone,
               GCancellable *cancellable,
               GError      **error)
{
  g_autoptr (LepCommit) commit = lep_commit_begin (workspace, error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (row_free);
  g_autoptr (GHashTable) set = g_hash_table_new (row_hash, row_equal);
  g_autoptr (GArray) quiet = g_array_new (FALSE, FALSE, sizeof (LepUndoRange));
  Undo       self = { .commit = commit, .rows = rows, .set = set, .step = step, .quiet = quiet, .cancellable = cancellable };
  GPtrArray *spaces;

  *undone = (LepUndone){ .step = step };
  if (commit == NULL)
    return FALSE;
  self.log = commit->apply->log;
  if (!read_step (&self, error) || !read_quiet (&self, error) ||
      !each_change (&self, self.range.first_seq, self.range.last_seq, collect_rows, error) ||
      !load_voices (&self, error))
    return FALSE;

  tell_what (&self, undone);
  spaces = lep_log_get_spaces (self.log);
  for (guint i = 0; i < spaces->len; i++)
    {
      if (!restore_space (&self, g_ptr_array_index (spaces, i), undone, error))
        return FALSE;
    }
  return check_locked (&self, error) && mark_undone (&self, error) && lep_commit_finish (commit, LEP_STEP_UNDO, error);
}
