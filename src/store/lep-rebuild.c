/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes the cache (all records, conflicts, numbers of registers) anew from the
 * log: every change is applied again, in the order in which it came in. */

#include <gio/gio.h>
#include <string.h>

#include "lep-apply.h"
#include "lep-check-private.h"
#include "lep-check.h"
#include "lep-layout.h"
#include "lep-rebuild.h"
#include "lep-workspace-private.h"

#define CHANGES_A_STEP 100

static gboolean
replay_change (LepApply  *apply,
               LepStmt   *stmt,
               LepChange *change,
               GError   **error)
{
  LepLogStream  *stream;
  LepLogContext *context = NULL;
  LepHash        hash;

  if (lep_log_get_space_by_no (apply->log, lep_stmt_int64 (stmt, 4), error) == NULL ||
      !lep_change_read (change, lep_stmt_text (stmt, 3), lep_stmt_size (stmt, 3), error))
    return FALSE;

  stream = lep_log_get_stream (apply->log, lep_stmt_int64 (stmt, 0));
  context = lep_log_context_of_number (apply->log, lep_stmt_int64 (stmt, 1), error);
  if (context == NULL)
    return FALSE;
  memcpy (hash.bytes, lep_stmt_blob (stmt, 2), LEP_HASH_SIZE);
  return lep_apply_logged (apply, stream, &hash, context, change, error);
}

static gboolean
replay (LepApply     *apply,
        LepProgress  *progress,
        GCancellable *cancellable,
        GError      **error)
{
  g_autoptr (LepStmt) stmt =
    lep_db_prepare (apply->db,
                    "SELECT stream_no, context_no, hash, body, space_no FROM change"
                    " JOIN stream ON stream.no = stream_no WHERE body IS NOT NULL ORDER BY seq",
                    error);
  g_autoptr (LepChange) change = lep_change_new ();
  g_autoptr (GError) failure = NULL;
  gint64 total;

  if (stmt == NULL || !lep_db_get_int64 (apply->db, "SELECT count (*) FROM change", &total, error))
    return FALSE;

  for (gint64 done = 1; lep_stmt_next (stmt, &failure); done++)
    {
      if (!replay_change (apply, stmt, change, error))
        return FALSE;
      if (done % CHANGES_A_STEP != 0)
        continue;
      lep_progress_report (progress, done, total);
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
    }
  return lep_stmt_take_failure (&failure, error);
}

/**
 * lep_rebuild_cache:
 * @progress: (nullable): counts changes
 *
 * As lep_workspace_rebuild (), in the transaction that is open.
 */
gboolean
lep_rebuild_cache (LepDb        *db,
                   LepProgress  *progress,
                   GCancellable *cancellable,
                   GError      **error)
{
  /* The waivers of a change that was erased stand nowhere else: what they let in is here. */
  static const char sql_keep[] =
    "CREATE TEMP TABLE kept_waiver AS SELECT w.* FROM waiver w JOIN stream s ON s.space_no = w.space_no"
    " JOIN change c ON c.stream_no = s.no AND c.hash = w.hash WHERE c.body IS NULL";
  static const char sql_put_back[] =
    "INSERT INTO waiver SELECT * FROM temp.kept_waiver; DROP TABLE temp.kept_waiver";
  g_autoptr (LepApply) apply = NULL;
  GPtrArray *spaces;

  if (!lep_db_exec (db, sql_keep, error) || !lep_layout_recreate_cache (db, error) || !lep_db_exec (db, sql_put_back, error))
    return FALSE;
  apply = lep_apply_new (db, error);
  if (apply == NULL || !replay (apply, progress, cancellable, error))
    return FALSE;

  /* Where losses were waived, the order of coming in is not that of causes. */
  spaces = lep_log_get_spaces (apply->log);
  for (guint i = 0; i < spaces->len; i++)
    {
      LepLogSpace *space = g_ptr_array_index (spaces, i);

      space->is_stale = g_hash_table_size (space->waivers) > 0;
    }
  return lep_apply_finish (apply, error);
}

/**
 * lep_workspace_rebuild:
 * @progress: (nullable): counts changes
 * @cancellable: (nullable): leaves everything as it was
 *
 * Makes all records anew from the log, in one transaction. Fails with
 * %LEP_ERROR_CORRUPT if the log is damaged: nothing true could be made of it.
 */
gboolean
lep_workspace_rebuild (LepWorkspace *workspace,
                       LepProgress  *progress,
                       GCancellable *cancellable,
                       GError      **error)
{
  LepDb *db = lep_workspace_get_db (workspace);

  if (!lep_workspace_begin (workspace, error))
    return FALSE;
  lep_db_set_spilling (db, FALSE);
  lep_db_set_bulk (db, TRUE);
  if (!lep_check_chains (db, lep_check_advice (), cancellable, error) || !lep_rebuild_cache (db, progress, cancellable, error))
    {
      lep_db_rollback (db);
      lep_db_set_spilling (db, TRUE);
      lep_db_set_bulk (db, FALSE);
      return FALSE;
    }
  lep_db_set_spilling (db, TRUE);
  lep_db_set_bulk (db, FALSE);
  return lep_workspace_commit (workspace, error);
}
