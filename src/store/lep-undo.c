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
#include "lep-revocation.h"
#include "lep-rules-cross.h"
#include "lep-undo-private.h"
#include "lep-workspace-private.h"

typedef struct
{
  LepCommit   *commit;
  LepVoiceRows rows; /* in the order of the step */
  gint64       step;
  gboolean     is_edit; /* made here */
  LepUndoRange range;
  GArray      *quiet;    /* LepUndoRange of later steps that were taken back */
  GHashTable  *speakers; /* whose word about officers and blocked laptops counts, once it is asked */
} Undo;

static void
undo_clear (Undo *self)
{
  lep_voice_rows_clear (&self->rows);
  g_clear_pointer (&self->speakers, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Undo, undo_clear)

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

/* The rows that the step wrote. Who is introduced in the first change of a laptop is
 * no part of what was done, nor what others say of laptops. */
static void
collect_rows (LepVoiceRows  *rows,
              const LepCame *came,
              gpointer       user_data)
{
  const Undo *self = user_data;

  for (guint i = 0; i < came->change->rows->len; i++)
    {
      const LepRowOp *op = &g_array_index (came->change->rows, LepRowOp, i);

      if (strcmp (op->kind, "replica") != 0 || (self->is_edit && (came->change->n > 1 || i > 0)))
        lep_voice_rows_add (rows, came->space, op);
    }
}

/* Whether the step wrote a period or a score sheet, so that it may itself be what
 * locked the one, or made the other final. */
static gboolean
may_have_closed (const Undo *self)
{
  for (guint i = 0; i < self->rows.rows->len; i++)
    {
      const char *kind = ((LepVoiceRow *) g_ptr_array_index (self->rows.rows, i))->kind;

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

  if (lep_rules_check_before (self->commit->workspace, change, space, NULL, &refused, error))
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

/* @speakers: (out) (transfer none) (nullable): those whose word counts in rows of that
 *   kind; %NULL if none does, or if what others said is not ours to take back */
static gboolean
find_speakers (Undo        *self,
               const char  *kind,
               GHashTable **speakers,
               GError     **error)
{
  char own[LEP_UUID_TEXT_SIZE + 1];

  *speakers = NULL;
  if (lep_revocation_field (kind) == NULL)
    return TRUE;
  if (self->speakers == NULL)
    self->speakers = lep_revocations_load_speakers (self->commit->workspace, error);
  if (self->speakers == NULL)
    return FALSE;
  lep_uuid_format (&self->commit->own, own);
  if (self->is_edit || g_hash_table_contains (self->speakers, own))
    *speakers = self->speakers;
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

  for (guint i = 0; done && i < self->rows.rows->len; i++)
    {
      const LepVoiceRow *row = g_ptr_array_index (self->rows.rows, i);
      GHashTable        *speakers;

      if (row->space != space)
        continue;
      done = !g_cancellable_set_error_if_cancelled (self->rows.cancellable, error) &&
             find_speakers (self, row->kind, &speakers, error) &&
             lep_undo_row_restore (row, self->rows.log, &self->range, self->quiet, speakers, change, undone, error);
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
  const LepVoiceRow *first = self->rows.rows->len > 0 ? g_ptr_array_index (self->rows.rows, 0) : NULL;

  undone->n_records = self->rows.rows->len;
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
  g_autoptr (GArray) quiet = g_array_new (FALSE, FALSE, sizeof (LepUndoRange));
  g_auto (Undo) self = { .commit = commit, .step = step, .quiet = quiet };
  GPtrArray *spaces;

  *undone = (LepUndone){ .step = step };
  if (commit == NULL)
    return FALSE;
  lep_voice_rows_init (&self.rows, commit->apply->log, cancellable);
  if (!read_step (&self, error) || !read_quiet (&self, error) ||
      !lep_voice_rows_each (&self.rows, self.range.first_seq, self.range.last_seq, collect_rows, &self, error) ||
      !lep_voice_rows_load (&self.rows, error))
    return FALSE;

  tell_what (&self, undone);
  spaces = lep_log_get_spaces (self.rows.log);
  for (guint i = 0; i < spaces->len; i++)
    {
      if (!restore_space (&self, g_ptr_array_index (spaces, i), undone, error))
        return FALSE;
    }
  return check_locked (&self, error) && mark_undone (&self, error) && lep_commit_finish (commit, LEP_STEP_UNDO, error);
}
