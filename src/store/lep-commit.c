/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes changes of our own: their place in our stream, the record that
 * introduces us, the chain, the signature of the head. */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "lep-commit.h"
#include "lep-rules-cross.h"
#include "lep-rules-share.h"
#include "lep-tally.h"
#include "lep-workspace-private.h"

/* A change grows no further than this: with its last row, and with all in it that
 * has to be escaped, it stays below what a bundle takes (bundle format, 4.5). */
#define MAX_ROWS_A_CHANGE  5000
#define MAX_BYTES_A_CHANGE (2 * 1024 * 1024)
#define SET_BYTES          40 /* of a field without its value, about */

static const char sql_next_seq[] = "SELECT ifnull (max (seq), 0) + 1 FROM change";

static gboolean
read_own (LepCommit *self,
          GError   **error)
{
  g_autofree char *replica = NULL;

  if (!lep_workspace_get_meta (self->workspace, LEP_META_REPLICA, &replica, error) ||
      !lep_workspace_get_meta (self->workspace, LEP_META_PERSON, &self->by, error))
    return FALSE;
  if (replica == NULL || !lep_uuid_parse (replica, -1, &self->own))
    {
      g_set_error_literal (error, LEP_ERROR, LEP_ERROR_FAILED,
                           _ ("The workspace does not know yet which laptop it is on. Open it with the program first."));
      return FALSE;
    }
  if (self->by == NULL)
    self->by = g_strdup ("");
  return TRUE;
}

/**
 * lep_commit_begin:
 *
 * Returns: (transfer full): a user action that has begun; the workspace is
 *   locked for others until it is finished or freed
 */
LepCommit *
lep_commit_begin (LepWorkspace *workspace,
                  GError      **error)
{
  g_autoptr (LepCommit) self = NULL;

  if (!lep_workspace_begin (workspace, error))
    return NULL;

  self = g_new0 (LepCommit, 1);
  self->workspace = g_object_ref (workspace);
  self->db = lep_workspace_get_db (workspace);
  self->made = g_array_new (FALSE, FALSE, sizeof (LepMadeChange));
  self->written = g_ptr_array_new ();
  self->shares = lep_rules_shares_new ();
  self->changes = g_ptr_array_new_with_free_func ((GDestroyNotify) lep_change_free);
  lep_clock_now_text (lep_workspace_get_clock (workspace), self->at);
  self->apply = lep_apply_new (self->db, error);
  if (self->apply == NULL || !read_own (self, error) ||
      !lep_db_get_int64 (self->db, sql_next_seq, &self->first_seq, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
lep_commit_free (LepCommit *self)
{
  g_clear_pointer (&self->apply, lep_apply_free);
  lep_db_rollback (self->db);
  g_array_unref (self->made);
  g_ptr_array_unref (self->written);
  g_hash_table_unref (self->shares);
  g_ptr_array_unref (self->changes);
  g_free (self->by);
  g_object_unref (self->workspace);
  g_free (self);
}

static LepLogStream *
own_stream (LepCommit   *self,
            LepLogSpace *space)
{
  LepLogStream *own = NULL;

  for (guint i = 0; i < space->streams->len; i++)
    {
      LepLogStream *stream = g_ptr_array_index (space->streams, i);

      if (lep_uuid_equal (&stream->replica, &self->own) && (own == NULL || stream->last > own->last))
        own = stream;
    }
  return own;
}

/* The record that stands first in every stream: who we are, and our keys. */
static gboolean
add_introduction (LepCommit *self,
                  LepChange *change,
                  GError   **error)
{
  static const char *const keys[] = { LEP_META_LABEL, LEP_META_PERSON, LEP_META_PLACE,
                                      LEP_META_SIGN_KEY, LEP_META_SEAL_KEY };

  lep_change_add_row (change, "replica", &self->own, LEP_LIFE_NONE);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *value = NULL;

      if (!lep_workspace_get_meta (self->workspace, keys[i], &value, error))
        return FALSE;
      lep_change_add_set (change, keys[i], value, -1);
    }
  return TRUE;
}

/* Whether it writes the record that introduces us. */
static gboolean
names_us (LepCommit       *self,
          const LepChange *change)
{
  for (guint i = 0; i < change->rows->len; i++)
    {
      const LepRowOp *row = &g_array_index (change->rows, LepRowOp, i);

      if (lep_uuid_equal (&row->id, &self->own) && strcmp (row->kind, "replica") == 0)
        return TRUE;
    }
  return FALSE;
}

/* What erases never shares a change with another row. */
static void
copy_parts (LepChange       *to,
            const LepChange *from)
{
  for (guint i = 0; i < from->waives->len; i++)
    {
      const LepWaive *waive = &g_array_index (from->waives, LepWaive, i);

      lep_change_add_waive (to, &waive->replica, waive->from, waive->to);
    }
  for (guint i = 0; i < from->rows->len; i++)
    {
      const LepRowOp *row = &g_array_index (from->rows, LepRowOp, i);

      lep_change_add_row (to, row->kind, &row->id, row->life);
      for (guint j = 0; j < row->n_sets; j++)
        {
          const LepSet *set = &g_array_index (from->sets, LepSet, row->first_set + j);

          lep_change_add_set (to, set->field, set->value, -1);
        }
    }
}

/* Puts the change at the end of our stream. */
static gboolean
append (LepCommit   *self,
        LepLogSpace *space,
        LepChange   *change,
        GError     **error)
{
  LepLogStream *stream = own_stream (self, space);
  LepPlace      place = { stream == NULL ? LEP_PLACE_BRANCH : LEP_PLACE_NEXT, stream };
  LepMadeChange made = { space->id, stream == NULL ? 1 : stream->last + 1 };
  g_autoptr (GString) body = g_string_new (NULL);
  LepLogEntry entry = { .n = made.n };

  entry.context = lep_log_context_now (self->apply->log, space, &self->own);
  if (stream == NULL)
    lep_chain_first (&space->id, &self->own, &entry.prev);
  else
    entry.prev = stream->head;

  lep_change_set_head (change, made.n, self->at, self->by);
  lep_change_write (change, body);
  lep_chain_next (&entry.prev, &entry.context->hash, body->str, body->len, &entry.hash);
  entry.at = change->at;
  entry.by = change->by;
  entry.body = body->str;
  entry.length = body->len;
  g_array_append_val (self->made, made);
  g_ptr_array_add (self->written, change);
  return lep_apply_add (self->apply, space, &self->own, &place, &entry, change, error) != NULL;
}

/**
 * lep_commit_add:
 * @change: (transfer full): what it says, without number, time and person
 *
 * Makes one change of ours in @space and applies it.
 */
gboolean
lep_commit_add (LepCommit   *self,
                LepLogSpace *space,
                LepChange   *change,
                GError     **error)
{
  LepChange *first;

  g_ptr_array_add (self->changes, change);
  if (own_stream (self, space) != NULL)
    return append (self, space, change, error);

  first = lep_change_new ();
  g_ptr_array_add (self->changes, first);
  if (!add_introduction (self, first, error))
    return FALSE;
  if (space->kind == LEP_SPACE_CONTACTS || names_us (self, change)) /* one row a change there, and never a row twice */
    return append (self, space, first, error) && append (self, space, change, error);

  copy_parts (first, change);
  return append (self, space, first, error);
}

static gboolean
sign_head (LepCommit    *self,
           LepLogStream *stream,
           GError      **error)
{
  g_autofree char *text = lep_chain_head_text (&stream->space->id, &self->own, stream->last, &stream->head);
  g_autoptr (LepStmt) stmt = NULL;
  guint8   signature[64];
  gboolean is_signed;

  if (!lep_workspace_sign (self->workspace, text, signature, &is_signed, error))
    return FALSE;
  if (!is_signed)
    return TRUE;

  stmt = lep_db_prepare (self->db,
                         "UPDATE stream SET signed_n = ?2, signed_head = ?3, signature = ?4 WHERE no = ?1",
                         error);
  if (stmt == NULL)
    return FALSE;
  lep_stmt_set_int64 (stmt, 1, stream->no);
  lep_stmt_set_int64 (stmt, 2, stream->last);
  lep_stmt_set_blob (stmt, 3, stream->head.bytes, LEP_HASH_SIZE);
  lep_stmt_set_blob (stmt, 4, signature, sizeof signature);
  return lep_stmt_run (stmt, error);
}

static gboolean
sign_heads (LepCommit *self,
            GError   **error)
{
  for (guint i = 0; i < self->made->len; i++)
    {
      const LepMadeChange *made = &g_array_index (self->made, LepMadeChange, i);
      LepLogStream        *stream = own_stream (self, lep_log_get_space (self->apply->log, &made->space, NULL));

      if (stream->last == made->n && !sign_head (self, stream, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
mark_own (LepCommit *self,
          GError   **error)
{
  g_autoptr (LepStmt) stmt = lep_db_prepare (self->db, "UPDATE replica SET own = 1 WHERE id = ?1 AND own = 0", error);

  if (stmt == NULL)
    return FALSE;
  lep_stmt_set_blob (stmt, 1, self->own.bytes, LEP_UUID_SIZE);
  return lep_stmt_run (stmt, error);
}

/**
 * lep_commit_add_step:
 * @first_seq: the first change of the step; all later ones belong to it
 * @no: (out) (optional): number of the step
 *
 * Enters what was done into the list of what can be taken back.
 */
gboolean
lep_commit_add_step (LepDb      *db,
                     const char *kind,
                     const char *at,
                     gint64      first_seq,
                     gint64     *no,
                     GError    **error)
{
  g_autoptr (LepStmt) stmt =
    lep_db_prepare (db,
                    "INSERT INTO step (kind, at, first_seq, last_seq)"
                    " VALUES (:kind, :at, :first, (SELECT max (seq) FROM change))",
                    error);

  if (stmt == NULL)
    return FALSE;
  lep_stmt_bind_text (stmt, ":kind", kind);
  lep_stmt_bind_text (stmt, ":at", at);
  lep_stmt_bind_int64 (stmt, ":first", first_seq);
  if (!lep_stmt_run (stmt, error))
    return FALSE;
  if (no != NULL)
    *no = lep_db_last_rowid (db);
  return TRUE;
}

/**
 * lep_commit_is_full:
 * @self: what was counted of @change; starts anew when it is full
 * @space: where @change is made
 *
 * Returns: whether the next row belongs into another change; in the space of
 *   contacts each does
 */
gboolean
lep_commit_is_full (LepFill           *self,
                    const LepLogSpace *space,
                    const LepChange   *change)
{
  for (; self->n_sets < change->sets->len; self->n_sets++)
    {
      const LepSet *set = &g_array_index (change->sets, LepSet, self->n_sets);

      self->n_bytes += SET_BYTES + (set->value == NULL ? 0 : strlen (set->value));
    }
  if (change->rows->len < (space->kind == LEP_SPACE_CONTACTS ? 1 : MAX_ROWS_A_CHANGE) &&
      self->n_bytes < MAX_BYTES_A_CHANGE)
    return FALSE;

  *self = (LepFill){ 0 };
  return TRUE;
}

/**
 * lep_commit_check:
 *
 * Applies what was added since the last check, and holds it to the rules: what
 * comes next is looked at as an edit of its own. Nothing lasts before
 * lep_commit_finish ().
 */
gboolean
lep_commit_check (LepCommit *self,
                  GError   **error)
{
  g_autoptr (GPtrArray) written = g_ptr_array_new ();
  g_autoptr (GArray) made = g_array_new (FALSE, FALSE, sizeof (LepMadeChange));

  if (!lep_apply_finish (self->apply, error))
    return FALSE;

  for (; self->n_checked < self->written->len; self->n_checked++)
    {
      LepChange *change = g_ptr_array_index (self->written, self->n_checked);

      g_array_append_val (made, g_array_index (self->made, LepMadeChange, self->n_checked));
      g_ptr_array_add (written, change);
      if (!lep_rules_check (self->workspace, change, &g_array_index (made, LepMadeChange, made->len - 1).space, &self->refused, error))
        return FALSE;
    }
  if (!lep_rules_check_after (self->workspace, written, made, lep_rows_get_touched (self->apply->rows), self->shares, &self->refused, error))
    return FALSE;
  lep_rows_forget_touched (self->apply->rows);
  g_hash_table_remove_all (self->shares);
  return TRUE;
}

/**
 * lep_commit_finish:
 * @step: such as %LEP_STEP_EDIT
 *
 * Ends the action: everything is written, or, on an error, nothing.
 */
gboolean
lep_commit_finish (LepCommit  *self,
                   const char *step,
                   GError    **error)
{
  LepDb *db = self->db;

  if (!lep_apply_finish (self->apply, error) ||
      !lep_tally_refresh (db, LEP_TALLY_AT_ONCE, NULL, error) ||
      !sign_heads (self, error) || !mark_own (self, error) ||
      (self->made->len > 0 && !lep_commit_add_step (db, step, self->at, self->first_seq, NULL, error)))
    return FALSE;

  g_clear_pointer (&self->apply, lep_apply_free);
  return lep_workspace_commit (self->workspace, error);
}
