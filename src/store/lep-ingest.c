/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes in what came from others: known changes are skipped, ready ones are
 * applied, the rest waits. All in one transaction. */

#include <glib/gi18n-lib.h>
#include <string.h>

#include "lep-commit.h"
#include "lep-ingest-private.h"
#include "lep-tally.h"
#include "lep-workspace-private.h"

/**
 * lep_ingest_begin:
 *
 * Returns: (transfer full): an import that has begun; the workspace is locked
 *   for others until it is committed or freed
 */
LepIngest *
lep_ingest_begin (LepWorkspace *workspace,
                  GError      **error)
{
  g_autoptr (LepIngest) self = NULL;
  g_autofree char *own = NULL;

  if (!lep_workspace_begin (workspace, error))
    return NULL;

  self = g_new0 (LepIngest, 1);
  self->workspace = g_object_ref (workspace);
  self->db = lep_workspace_get_db (workspace);
  self->scratch = lep_change_new ();
  self->result.kinds = g_ptr_array_new_with_free_func (g_free);
  self->result.rows = g_array_new (FALSE, FALSE, sizeof (LepIngestRow));
  self->result.late = g_array_new (FALSE, FALSE, sizeof (LepLateRow));
  self->result.forks = g_array_new (FALSE, FALSE, sizeof (LepUuid));
  lep_db_set_spilling (self->db, FALSE);
  lep_db_set_bulk (self->db, TRUE);

  self->apply = lep_apply_new (self->db, error);
  if (self->apply == NULL)
    return NULL;
  self->waiting = lep_waiting_list_load (self->apply->log, error);
  if (self->waiting == NULL || !lep_workspace_get_meta (workspace, LEP_META_REPLICA, &own, error) ||
      !lep_db_get_int64 (self->db, "SELECT ifnull (max (seq), 0) + 1 FROM change", &self->first_seq, error) ||
      !lep_db_get_int64 (self->db, "SELECT ifnull (max (no), 0) + 1 FROM space", &self->first_space, error))
    return NULL;
  /* A waiver may have been written here since. */
  self->tries_all = !lep_waiting_list_is_empty (self->waiting);
  self->has_own = own != NULL && lep_uuid_parse (own, -1, &self->own);
  return g_steal_pointer (&self);
}

void
lep_ingest_free (LepIngest *self)
{
  g_clear_pointer (&self->waiting, lep_waiting_list_free);
  g_clear_pointer (&self->apply, lep_apply_free);
  lep_db_rollback (self->db);
  lep_db_set_spilling (self->db, TRUE);
  lep_db_set_bulk (self->db, FALSE);
  lep_change_free (self->scratch);
  g_ptr_array_unref (self->result.kinds);
  g_array_unref (self->result.rows);
  g_array_unref (self->result.late);
  g_array_unref (self->result.forks);
  g_object_unref (self->workspace);
  g_free (self);
}

/**
 * lep_ingest_refuse:
 * @sentence: what is wrong; what to do about it is added
 *
 * The bundle is at fault.
 *
 * Returns: %FALSE, always
 */
gboolean
lep_ingest_refuse (GError    **error,
                   const char *sentence)
{
  int length = (int) strlen (sentence) - g_str_has_suffix (sentence, ".");

  g_set_error (error, LEP_ERROR, LEP_ERROR_CORRUPT, "%.*s; %s", length, sentence,
               _ ("nothing was taken from it, ask its sender to make it again"));
  return FALSE;
}

/**
 * lep_ingest_add_space:
 *
 * Names a space that changes will come in. Fails with %LEP_ERROR_CORRUPT if it
 * is of another kind here.
 */
gboolean
lep_ingest_add_space (LepIngest     *self,
                      const LepUuid *id,
                      LepSpaceKind   kind,
                      const char    *name,
                      GError       **error)
{
  g_autoptr (GError) failure = NULL;

  if (lep_log_add_space (self->apply->log, id, kind, name, &failure))
    return TRUE;
  if (g_error_matches (failure, LEP_ERROR, LEP_ERROR_CORRUPT))
    return lep_ingest_refuse (error, failure->message);
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/**
 * lep_ingest_knows:
 * @known: (out): whether the change with that hash is in the log, in that
 *   place, and so are all before it: a segment that ends there need not be
 *   read
 */
gboolean
lep_ingest_knows (LepIngest     *self,
                  const LepUuid *space,
                  const LepUuid *replica,
                  gint64         n,
                  const LepHash *head,
                  gboolean      *known,
                  GError       **error)
{
  LepLogSpace *of = lep_log_get_space (self->apply->log, space, error);
  LepLogged    logged;

  if (of == NULL || !lep_log_find (self->apply->log, of, replica, n, head, known, &logged, error))
    return FALSE;
  /* Where losses were given up, a change does not speak for those before it. */
  *known = *known && !lep_log_is_given_up (of, replica, 0);
  return TRUE;
}

/**
 * lep_ingest_add_known:
 *
 * Counts changes of a segment that was not read.
 */
void
lep_ingest_add_known (LepIngest *self,
                      gint64     n_changes)
{
  self->result.n_known += n_changes;
}

/* The record that introduces the replica, with what others need of it. */
static gboolean
has_introduction (const LepReceived *received)
{
  const LepRowOp *row;
  guint           n_found = 0;

  if (received->change->rows->len == 0)
    return FALSE;
  row = &g_array_index (received->change->rows, LepRowOp, 0);
  if (strcmp (row->kind, "replica") != 0 || !lep_uuid_equal (&row->id, &received->replica))
    return FALSE;
  for (guint i = 0; i < row->n_sets; i++)
    {
      const LepSet *set = &g_array_index (received->change->sets, LepSet, row->first_set + i);

      n_found += set->value != NULL && (strcmp (set->field, "label") == 0 || strcmp (set->field, "sign_key") == 0);
    }
  return n_found == 2;
}

/* Rules of spaces (merge rules, "Rows"; bundle format, "The chain"). */
static gboolean
check_received (const LepLogSpace *space,
                const LepReceived *received,
                GError           **error)
{
  const LepChange *change = received->change;

  if (change == NULL)
    {
      if (space->kind != LEP_SPACE_CONTACTS)
        return lep_ingest_refuse (error, _ ("Only changes of contacts can have been erased."));
      if (received->n == 1)
        return lep_ingest_refuse (error, _ ("The first change of a laptop cannot have been erased."));
      return TRUE;
    }
  if (received->n == 1 && !has_introduction (received))
    return lep_ingest_refuse (error, _ ("The first change of a laptop must introduce it with its name and key."));
  if (space->kind == LEP_SPACE_CONTACTS)
    {
      if (change->rows->len + change->erases->len > 1)
        return lep_ingest_refuse (error, _ ("A change of contacts can name one record only."));
    }
  else if (change->erases->len > 0)
    return lep_ingest_refuse (error, _ ("Only contacts can be erased."));
  for (guint i = 0; i < change->erases->len; i++)
    {
      if (strcmp (g_array_index (change->erases, LepErase, i).kind, "contact") != 0)
        return lep_ingest_refuse (error, _ ("Only contacts can be erased."));
    }
  return TRUE;
}

/* Whether what waits under the hash is the same change: another laptop may have
 * claimed to have made it. */
static gboolean
is_same_change (const LepWaitingChange *waiting,
                const LepLogSpace      *space,
                const LepReceived      *received)
{
  return waiting->space == space && waiting->n == received->n && lep_uuid_equal (&waiting->replica, &received->replica);
}

/* A stub came of a change that waits with its values: whichever of the two came first,
 * the stub is applied as soon as that can be, and the change when it can.
 * @waits: (out): whether such a change waits */
static gboolean
add_stub (LepIngest         *self,
          LepLogSpace       *space,
          const LepReceived *received,
          gboolean          *waits,
          GError           **error)
{
  LepWaitingChange *waiting = received->body == NULL ? lep_waiting_list_find (self->waiting, &received->hash) : NULL;
  gboolean          placed = FALSE;

  *waits = waiting != NULL && waiting->body != NULL && is_same_change (waiting, space, received);
  if (*waits && !waiting->has_stub)
    {
      lep_waiting_list_take (self->waiting, waiting);
      waiting->has_stub = TRUE;
      waiting->gone_by = received->gone_by;
      waiting->is_changed = TRUE;
      if (!lep_ingest_place_stub (self, waiting, &placed, error))
        return FALSE;
      lep_waiting_list_add (self->waiting, waiting);
    }
  self->result.n_new += placed ? 1 : 0;
  self->result.n_known += *waits && !placed ? 1 : 0;
  return !placed || lep_ingest_release (self, &received->hash, error);
}

/* Whether the change is here already. A stub that waits in its place makes room
 * for it, and so does what another laptop claimed.
 * @stub: (out): what erased the stub that waited in its place, if @has_stub */
static gboolean
is_known (LepIngest         *self,
          LepLogSpace       *space,
          const LepReceived *received,
          gboolean          *known,
          LepHash           *stub,
          gboolean          *has_stub,
          GError           **error)
{
  LepWaitingChange *waiting = lep_waiting_list_find (self->waiting, &received->hash);
  gboolean          is_same = waiting != NULL && is_same_change (waiting, space, received);
  LepLogged         logged;

  /* A stub is nothing but a claim; what has its values bears the hash. */
  *known = waiting != NULL && received->body == NULL ? is_same || waiting->body != NULL : is_same && waiting->body != NULL;
  if (*known)
    return TRUE;
  *has_stub = is_same;
  if (is_same)
    *stub = waiting->gone_by;
  if ((waiting != NULL && !lep_waiting_list_drop (self->waiting, waiting, error)) ||
      !lep_log_find (self->apply->log, space, &received->replica, received->n, &received->hash, known, &logged, error))
    return FALSE;
  *known = *known && (!logged.is_stub || received->body == NULL);
  return TRUE;
}

/* Whether the change surely is not in the log: it continues a branch that ends
 * there. Where losses were waived, what follows may hang elsewhere. */
static gboolean
is_next (LepLogSpace       *space,
         const LepReceived *received)
{
  return g_hash_table_size (space->waivers) == 0 &&
         lep_log_find_end (space, &received->replica, received->n - 1, &received->prev) != NULL;
}

/* The change itself came, and what it wrote is erased. A stub that came before it, of
 * whatever laptop, may name another change as the one that erased it: the row says which. */
static gboolean
correct_stub (LepIngest         *self,
              LepLogSpace       *space,
              const LepReceived *emptied,
              GError           **error)
{
  LepWaitingChange *waiting = lep_waiting_list_find (self->waiting, &emptied->hash);
  g_autoptr (LepStmt) stmt = NULL;
  LepLogged logged;
  gboolean  found;

  if (waiting != NULL)
    return !is_same_change (waiting, space, emptied) || lep_hash_equal (&waiting->gone_by, &emptied->gone_by) ||
           lep_waiting_list_drop (self->waiting, waiting, error);

  if (!lep_log_find (self->apply->log, space, &emptied->replica, emptied->n, &emptied->hash, &found, &logged, error))
    return FALSE;
  if (!found)
    return TRUE;
  stmt = lep_db_prepare (self->db, "UPDATE change SET gone_by = ?1 WHERE stream_no = ?2 AND n = ?3 AND gone_by <> ?1", error);
  if (stmt == NULL)
    return FALSE;
  lep_stmt_set_blob (stmt, 1, emptied->gone_by.bytes, LEP_HASH_SIZE);
  lep_stmt_set_int64 (stmt, 2, logged.stream->no);
  lep_stmt_set_int64 (stmt, 3, emptied->n);
  return lep_stmt_run (stmt, error);
}

/**
 * lep_ingest_add_change:
 *
 * Takes in one change of a space that was named before. Fails with
 * %LEP_ERROR_CORRUPT if it can have no place in its space.
 */
gboolean
lep_ingest_add_change (LepIngest         *self,
                       const LepReceived *received,
                       GError           **error)
{
  LepLogSpace      *space = lep_log_get_space (self->apply->log, &received->space, error);
  LepReceived       kept = *received;
  LepReadiness      readiness;
  LepWaitingChange *waiting;
  LepSeen           missing;
  LepHash           stub;
  gboolean          waits, known = FALSE, has_stub = FALSE;

  if (space == NULL || !check_received (space, received, error) || !lep_ingest_empty (self, space, &kept, error) ||
      (received->body != NULL && kept.body == NULL && !correct_stub (self, space, &kept, error)) ||
      !add_stub (self, space, &kept, &waits, error))
    return FALSE;
  if (waits)
    return TRUE;
  if (!((is_next (space, &kept) && lep_waiting_list_is_empty (self->waiting)) ||
        is_known (self, space, &kept, &known, &stub, &has_stub, error)))
    return FALSE;
  if (known)
    {
      self->result.n_known++;
      return TRUE;
    }

  if (!lep_ingest_try (self, space, &kept, &readiness, &missing, error))
    return FALSE;
  if (self->has_own && lep_uuid_equal (&received->replica, &self->own))
    self->result.found_own = TRUE;
  if (readiness == LEP_READY)
    {
      self->result.n_new++;
      return lep_ingest_release (self, &received->hash, error);
    }

  waiting = lep_waiting_change_new (space, &kept);
  waiting->missing = missing;
  waiting->has_stub = has_stub;
  if (has_stub)
    waiting->gone_by = stub;
  lep_waiting_list_add (self->waiting, waiting);
  /* Stubs wait only until the change that erased them is here. */
  return !waiting->erases || lep_ingest_release (self, &received->hash, error);
}

/**
 * lep_ingest_keep_signature:
 *
 * Keeps the newest signed head of a branch, so that it can be passed on. One that
 * was damaged here is mended: another signature of the same head, and a head or a
 * number that is not of the branch, which no change bears.
 */
gboolean
lep_ingest_keep_signature (LepIngest     *self,
                           gint64         stream_no,
                           gint64         n,
                           const LepHash *head,
                           const guint8   signature[64],
                           GError       **error)
{
  g_autoptr (LepStmt) stmt =
    lep_db_prepare (self->db,
                    "UPDATE stream SET signed_n = ?2, signed_head = ?3, signature = ?4"
                    " WHERE no = ?1 AND (ifnull (signed_n, 0) < ?2 OR (signed_n = ?2 AND signature <> ?4) OR NOT EXISTS"
                    " (SELECT 1 FROM change c WHERE c.stream_no = stream.no AND c.n = signed_n AND c.hash = signed_head))",
                    error);

  if (stmt == NULL)
    return FALSE;
  lep_stmt_set_int64 (stmt, 1, stream_no);
  lep_stmt_set_int64 (stmt, 2, n);
  lep_stmt_set_blob (stmt, 3, head->bytes, LEP_HASH_SIZE);
  lep_stmt_set_blob (stmt, 4, signature, 64);
  return lep_stmt_run (stmt, error);
}

/**
 * lep_ingest_add_signature:
 * @n: number of a change that was added
 * @head: its hash
 * @signature: checked by the caller
 */
gboolean
lep_ingest_add_signature (LepIngest     *self,
                          const LepUuid *space,
                          const LepUuid *replica,
                          gint64         n,
                          const LepHash *head,
                          const guint8   signature[64],
                          GError       **error)
{
  LepWaitingChange *waiting = lep_waiting_list_find (self->waiting, head);
  LepLogSpace      *of = lep_log_get_space (self->apply->log, space, NULL); /* where the change was added */
  gboolean          found;
  LepLogged         logged;

  if (waiting != NULL)
    {
      waiting->is_changed = waiting->is_changed || !waiting->has_signature;
      waiting->has_signature = TRUE;
      memcpy (waiting->signature, signature, sizeof waiting->signature);
    }
  if (!lep_log_find (self->apply->log, of, replica, n, head, &found, &logged, error))
    return FALSE;
  return !found || lep_ingest_keep_signature (self, logged.stream->no, n, head, signature, error);
}

#define SQL_EMPTY "no NOT IN (SELECT space_no FROM stream) AND no NOT IN (SELECT space_no FROM pending)"

/* A space that was only named is not kept: nothing of it is here. How far its sender is
 * there is put by until something is. */
static gboolean
forget_empty_spaces (LepIngest *self,
                     GError   **error)
{
  static const char *const texts[] = {
    "REPLACE INTO peer_elsewhere SELECT replica_no, id, have, at FROM peer JOIN space ON no = space_no WHERE no >= ?1 AND " SQL_EMPTY,
    "DELETE FROM space WHERE no >= ?1 AND " SQL_EMPTY,
    "DELETE FROM peer WHERE space_no >= ?1 AND space_no NOT IN (SELECT no FROM space)",
    "INSERT OR IGNORE INTO peer SELECT replica_no, no, have, at FROM peer_elsewhere JOIN space ON id = space WHERE no >= ?1",
    "DELETE FROM peer_elsewhere WHERE space IN (SELECT id FROM space WHERE no >= ?1)",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (LepStmt) stmt = lep_db_prepare (self->db, texts[i], error);

      if (stmt == NULL)
        return FALSE;
      lep_stmt_set_int64 (stmt, 1, self->first_space);
      if (!lep_stmt_run (stmt, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * lep_ingest_finish:
 *
 * Writes everything, within the transaction: what the import does can be
 * looked at in the records now, and committed or not.
 *
 * Returns: (transfer none): what it does
 */
const LepIngestResult *
lep_ingest_finish (LepIngest *self,
                   GError   **error)
{
  char at[LEP_TIME_TEXT_SIZE + 1];

  if (!lep_ingest_release_all (self, error) || !lep_apply_finish (self->apply, error) || !lep_waiting_list_store (self->waiting, error) ||
      !forget_empty_spaces (self, error))
    return NULL;

  lep_clock_now_text (lep_workspace_get_clock (self->workspace), at);
  if (self->apply->n_applied > 0 &&
      !lep_commit_add_step (self->db, LEP_STEP_IMPORT, at, self->first_seq, &self->result.step, error))
    return NULL;

  self->result.n_waiting = lep_waiting_list_count_new (self->waiting);
  if (!lep_ingest_count_rows (self, error) || (self->apply->has_rebuilt && !lep_ingest_find_late (self, error)))
    return NULL;
  return &self->result;
}

/**
 * lep_ingest_get_result:
 *
 * Returns: (transfer none): what a finished import does
 */
const LepIngestResult *
lep_ingest_get_result (LepIngest *self)
{
  return &self->result;
}

/**
 * lep_ingest_commit:
 *
 * Makes a finished import last.
 */
gboolean
lep_ingest_commit (LepIngest *self,
                   GError   **error)
{
  return lep_tally_refresh (self->db, LEP_TALLY_AT_ONCE, NULL, error) &&
         lep_workspace_commit (self->workspace, error);
}
