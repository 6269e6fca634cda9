/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was given and received: one line a bundle, and the counter that numbers
 * those made here. */

#include "lep-commit.h"
#include "lep-hash.h"
#include "lep-workspace-private.h"

#include "lep-receipt.h"

/* A step that was taken back is none any more. */
#define COLUMNS                                                                                   \
  "given, at, file, hash, peer, label, counter, n_new, n_known, n_waiting, n_conflicts, changes," \
  " (SELECT no FROM step WHERE no = receipt.step AND NOT undone), no,"                            \
  " (SELECT undone FROM step WHERE no = receipt.step)"

static const char sql_list[] = "SELECT " COLUMNS " FROM receipt ORDER BY no DESC LIMIT :limit";

static const char sql_find[] = "SELECT " COLUMNS " FROM receipt WHERE hash = :hash ORDER BY given DESC LIMIT 1";

static const char sql_get[] = "SELECT " COLUMNS " FROM receipt WHERE no = :no";

static const char sql_of_change[] =
  "SELECT " COLUMNS " FROM receipt WHERE EXISTS (SELECT 1 FROM step WHERE step.no = receipt.step"
  " AND (SELECT seq FROM change WHERE stream_no = :stream AND n = :n) BETWEEN first_seq AND last_seq)";

static const char sql_add[] =
  "INSERT INTO receipt (given, at, file, hash, peer, label, counter, n_new, n_known, n_waiting, n_conflicts,"
  " changes, step) VALUES (:given, :at, :file, :hash, :peer, :label, :counter, :new, :known, :waiting, :conflicts,"
  " :changes, nullif (:step, 0))";

static const char sql_last[] =
  "SELECT at, (SELECT max (counter) FROM receipt WHERE peer IS :peer AND given = :given)"
  " FROM receipt WHERE peer IS :peer AND given = :given ORDER BY no DESC LIMIT 1";

static const char sql_count[] =
  "INSERT INTO meta VALUES ('counter', '1') ON CONFLICT (key) DO UPDATE SET value = CAST (value + 1 AS TEXT)";

void
lep_receipt_free (LepReceipt *self)
{
  g_free (self->at);
  g_free (self->file);
  g_free (self->hash);
  g_free (self->peer);
  g_free (self->label);
  g_free (self);
}

static LepReceipt *
read_receipt (LepStmt *stmt)
{
  LepReceipt *self = g_new0 (LepReceipt, 1);

  self->given = lep_stmt_int64 (stmt, 0) != 0;
  self->at = g_strdup (lep_stmt_text (stmt, 1));
  self->file = g_strdup (lep_stmt_text (stmt, 2));
  if (lep_stmt_size (stmt, 3) == LEP_HASH_SIZE)
    {
      self->hash = g_malloc (LEP_HASH_HEX_SIZE + 1);
      lep_hash_format (lep_stmt_blob (stmt, 3), self->hash);
    }
  if (lep_stmt_size (stmt, 4) == LEP_UUID_SIZE)
    self->peer = lep_uuid_to_string (lep_stmt_blob (stmt, 4));
  self->label = g_strdup (lep_stmt_text (stmt, 5));
  self->counter = lep_stmt_int64 (stmt, 6);
  self->n_new = lep_stmt_int64 (stmt, 7);
  self->n_known = lep_stmt_int64 (stmt, 8);
  self->n_waiting = lep_stmt_int64 (stmt, 9);
  self->n_conflicts = lep_stmt_int64 (stmt, 10);
  self->changes = lep_stmt_int64 (stmt, 11);
  self->step = lep_stmt_int64 (stmt, 12);
  self->no = lep_stmt_int64 (stmt, 13);
  self->taken_back = lep_stmt_int64 (stmt, 14) != 0;
  return self;
}

/**
 * lep_receipts_list:
 * @limit: at most so many
 *
 * Returns: (transfer container) (element-type LepReceipt): the newest first
 */
GPtrArray *
lep_receipts_list (LepWorkspace *workspace,
                   guint         limit,
                   GError      **error)
{
  g_autoptr (GPtrArray) receipts = g_ptr_array_new_with_free_func ((GDestroyNotify) lep_receipt_free);
  g_autoptr (LepStmt) stmt = lep_db_prepare (lep_workspace_get_db (workspace), sql_list, error);
  GError *failure = NULL;

  if (stmt == NULL)
    return NULL;
  lep_stmt_bind_int64 (stmt, ":limit", limit);
  while (lep_stmt_next (stmt, &failure))
    g_ptr_array_add (receipts, read_receipt (stmt));
  if (failure == NULL)
    return g_steal_pointer (&receipts);

  g_propagate_error (error, failure);
  return NULL;
}

/* The one that the statement finds, if there is one. */
static gboolean
read_one (LepStmt     *stmt,
          LepReceipt **receipt,
          GError     **error)
{
  GError *failure = NULL;

  *receipt = lep_stmt_next (stmt, &failure) ? read_receipt (stmt) : NULL;
  if (failure != NULL)
    g_propagate_error (error, failure);
  return failure == NULL;
}

/**
 * lep_receipt_get:
 * @no: its number
 * @receipt: (out) (nullable): %NULL = there is none of that number
 */
gboolean
lep_receipt_get (LepWorkspace *workspace,
                 gint64        no,
                 LepReceipt  **receipt,
                 GError      **error)
{
  g_autoptr (LepStmt) stmt = lep_db_prepare (lep_workspace_get_db (workspace), sql_get, error);

  if (stmt == NULL)
    return FALSE;
  lep_stmt_bind_int64 (stmt, ":no", no);
  return read_one (stmt, receipt, error);
}

/**
 * lep_receipt_of_change:
 * @stream: number of a branch
 * @n: of a change in it
 * @receipt: (out) (nullable): of the bundle that brought it; %NULL = it was made
 *   here, or is not known
 */
gboolean
lep_receipt_of_change (LepWorkspace *workspace,
                       guint32       stream,
                       gint64        n,
                       LepReceipt  **receipt,
                       GError      **error)
{
  g_autoptr (LepStmt) stmt = lep_db_prepare (lep_workspace_get_db (workspace), sql_of_change, error);

  if (stmt == NULL)
    return FALSE;
  lep_stmt_bind_int64 (stmt, ":stream", stream);
  lep_stmt_bind_int64 (stmt, ":n", n);
  return read_one (stmt, receipt, error);
}

/**
 * lep_receipt_find:
 * @file: SHA-256 of a bundle
 * @receipt: (out) (nullable): that it was made here, or else that it was opened
 *   here; %NULL = neither
 */
gboolean
lep_receipt_find (LepWorkspace  *workspace,
                  const LepHash *file,
                  LepReceipt   **receipt,
                  GError       **error)
{
  g_autoptr (LepStmt) stmt = lep_db_prepare (lep_workspace_get_db (workspace), sql_find, error);

  if (stmt == NULL)
    return FALSE;
  lep_stmt_bind_blob (stmt, ":hash", file->bytes, LEP_HASH_SIZE);
  return read_one (stmt, receipt, error);
}

static void
bind_peer (LepStmt    *stmt,
           const char *peer)
{
  LepUuid  id;
  gboolean is_id;

  if (peer == NULL)
    return;
  is_id = lep_uuid_parse (peer, -1, &id);
  g_assert (is_id);
  lep_stmt_bind_blob (stmt, ":peer", id.bytes, LEP_UUID_SIZE);
}

/**
 * lep_receipt_add:
 * @receipt: with the hash of the bundle
 *
 * Keeps a receipt, in the transaction that is open or in one of its own.
 */
gboolean
lep_receipt_add (LepWorkspace     *workspace,
                 const LepReceipt *receipt,
                 GError          **error)
{
  g_autoptr (LepStmt) stmt = lep_db_prepare (lep_workspace_get_db (workspace), sql_add, error);
  LepHash  hash;
  gboolean is_hash = lep_hash_parse (receipt->hash, -1, &hash);

  g_assert (is_hash);
  if (stmt == NULL)
    return FALSE;
  lep_stmt_bind_int64 (stmt, ":given", receipt->given);
  lep_stmt_bind_text (stmt, ":at", receipt->at);
  lep_stmt_bind_text (stmt, ":file", receipt->file);
  lep_stmt_bind_blob (stmt, ":hash", hash.bytes, LEP_HASH_SIZE);
  bind_peer (stmt, receipt->peer);
  lep_stmt_bind_text (stmt, ":label", receipt->label != NULL ? receipt->label : "");
  lep_stmt_bind_int64 (stmt, ":counter", receipt->counter);
  lep_stmt_bind_int64 (stmt, ":new", receipt->n_new);
  lep_stmt_bind_int64 (stmt, ":known", receipt->n_known);
  lep_stmt_bind_int64 (stmt, ":waiting", receipt->n_waiting);
  lep_stmt_bind_int64 (stmt, ":conflicts", receipt->n_conflicts);
  lep_stmt_bind_int64 (stmt, ":changes", receipt->changes);
  lep_stmt_bind_int64 (stmt, ":step", receipt->step);
  return lep_workspace_run (workspace, stmt, error);
}

/**
 * lep_receipt_last:
 * @peer: (nullable): replica id; %NULL: those for everybody
 * @given: bundles for it; else those from it
 * @at: (out) (nullable) (optional): when the last one was; %NULL = never
 * @counter: (out) (optional): the greatest counter of them; 0 = never
 */
gboolean
lep_receipt_last (LepWorkspace *workspace,
                  const char   *peer,
                  gboolean      given,
                  char        **at,
                  gint64       *counter,
                  GError      **error)
{
  g_autoptr (LepStmt) stmt = lep_db_prepare (lep_workspace_get_db (workspace), sql_last, error);
  GError  *failure = NULL;
  gboolean found;

  if (stmt == NULL)
    return FALSE;
  bind_peer (stmt, peer);
  lep_stmt_bind_int64 (stmt, ":given", given);
  found = lep_stmt_next (stmt, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }

  if (at != NULL)
    *at = found ? g_strdup (lep_stmt_text (stmt, 0)) : NULL;
  if (counter != NULL)
    *counter = found ? lep_stmt_int64 (stmt, 1) : 0;
  return TRUE;
}

static gboolean
count_on (LepWorkspace *workspace,
          gint64       *counter,
          GError      **error)
{
  LepDb *db = lep_workspace_get_db (workspace);

  return lep_db_exec (db, sql_count, error) &&
         lep_db_get_int64 (db, "SELECT CAST (value AS INTEGER) FROM meta WHERE key = 'counter'", counter, error);
}

/**
 * lep_receipt_next_counter:
 * @counter: (out): the number of the next bundle made here; no other gets it
 */
gboolean
lep_receipt_next_counter (LepWorkspace *workspace,
                          gint64       *counter,
                          GError      **error)
{
  LepDb *db = lep_workspace_get_db (workspace);

  if (!lep_workspace_begin (workspace, error))
    return FALSE;
  if (count_on (workspace, counter, error) && lep_workspace_commit (workspace, error))
    return TRUE;

  lep_db_rollback (db);
  return FALSE;
}

/**
 * lep_receipts_count_unsent:
 * @count: (out): changes made here since a bundle was last given; 0 as long as
 *   no bundle was ever given or received
 */
gboolean
lep_receipts_count_unsent (LepWorkspace *workspace,
                           gint64       *count,
                           GError      **error)
{
  return lep_db_get_int64 (lep_workspace_get_db (workspace),
                           "SELECT coalesce (sum (last_seq - first_seq + 1), 0) FROM step"
                           " WHERE kind IN ('" LEP_STEP_EDIT "', '" LEP_STEP_UNDO "') AND EXISTS (SELECT 1 FROM receipt)"
                           " AND at > (SELECT coalesce (max (at), '') FROM receipt WHERE given)",
                           count, error);
}
