/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done once and for all, here and on every laptop it travels to: a
 * contact is erased, and lost changes are given up. Undo passes over both. */

#include <glib/gi18n-lib.h>

#include "lep-commit.h"
#include "lep-for-good.h"
#include "lep-ingest.h"
#include "lep-workspace-private.h"

#define ERASABLE_KIND "contact"

static gboolean
check_contact (LepDb         *db,
               const LepUuid *space,
               const LepUuid *id,
               GError       **error)
{
  g_autoptr (LepStmt) stmt =
    lep_db_prepare (db,
                    "SELECT row.state FROM row JOIN kind ON kind.no = kind_no JOIN space ON space.no = space_no"
                    " WHERE row.id = :id AND space.id = :space AND kind.name = '" ERASABLE_KIND "'"
                    " AND space.kind = 'contacts'",
                    error);
  g_autoptr (GError) failure = NULL;

  if (stmt == NULL)
    return FALSE;
  lep_stmt_bind_blob (stmt, ":id", id->bytes, LEP_UUID_SIZE);
  lep_stmt_bind_blob (stmt, ":space", space->bytes, LEP_UUID_SIZE);
  if (!lep_stmt_next (stmt, &failure))
    {
      if (failure != NULL)
        g_propagate_error (error, g_steal_pointer (&failure));
      else
        g_set_error_literal (error, LEP_ERROR, LEP_ERROR_INVALID, _ ("Only contacts can be erased for good; delete other records."));
      return FALSE;
    }
  if ((lep_stmt_int64 (stmt, 0) & LEP_ROW_ERASED) == 0)
    return TRUE;

  g_set_error_literal (error, LEP_ERROR, LEP_ERROR_INVALID, _ ("This contact was erased before."));
  return FALSE;
}

/* Takes in what waited for the changes that were given up, or to write what is erased. */
static gboolean
release (LepWorkspace *workspace,
         gint64       *n_released,
         GError      **error)
{
  g_autoptr (LepIngest) ingest = lep_ingest_begin (workspace, error);
  const LepIngestResult *result = ingest == NULL ? NULL : lep_ingest_finish (ingest, error);

  if (result == NULL || !lep_ingest_commit (ingest, error))
    return FALSE;
  *n_released = result->n_released;
  return TRUE;
}

/**
 * lep_workspace_erase:
 * @space: where contacts are
 *
 * Erases a contact: its values go from the records, the log and the file, and
 * no old bundle brings them back. Fails with %LEP_ERROR_INVALID if it is no
 * contact, or erased already.
 */
gboolean
lep_workspace_erase (LepWorkspace  *workspace,
                     const LepUuid *space,
                     const LepUuid *contact,
                     GError       **error)
{
  g_autoptr (LepCommit) commit = lep_commit_begin (workspace, error);
  LepLogSpace *of = NULL;
  LepChange   *change;
  gint64       n_released, n_waiting;

  if (commit == NULL || !check_contact (commit->db, space, contact, error))
    return FALSE;
  of = lep_log_get_space (commit->apply->log, space, error);
  if (of == NULL)
    return FALSE;

  change = lep_change_new ();
  lep_change_add_erase (change, ERASABLE_KIND, contact);
  if (!lep_commit_add (commit, of, change, error) || !lep_commit_finish (commit, LEP_STEP_START, error))
    return FALSE;
  lep_commit_free (g_steal_pointer (&commit));
  /* It is erased now, whatever comes of this: the next import does it too. */
  if (lep_db_get_int64 (lep_workspace_get_db (workspace), "SELECT EXISTS (SELECT 1 FROM pending)", &n_waiting, NULL) && n_waiting > 0)
    release (workspace, &n_released, NULL);
  return TRUE;
}

/**
 * lep_workspace_waive:
 * @from: first number of the lost changes of @replica in @space
 * @to: the last one
 * @n_released: (out): changes that had waited for them and count now
 *
 * Says, to everybody, that these changes are lost: what builds on them goes on
 * without. Should they turn up, they are taken in at their place.
 */
gboolean
lep_workspace_waive (LepWorkspace  *workspace,
                     const LepUuid *space,
                     const LepUuid *replica,
                     gint64         from,
                     gint64         to,
                     gint64        *n_released,
                     GError       **error)
{
  g_autoptr (LepCommit) commit = lep_commit_begin (workspace, error);
  LepLogSpace *of = commit == NULL ? NULL : lep_log_get_space (commit->apply->log, space, error);
  LepChange   *change;

  if (of == NULL)
    return FALSE;
  if (lep_uuid_equal (replica, &commit->own))
    {
      g_set_error_literal (error, LEP_ERROR, LEP_ERROR_INVALID,
                           _ ("These are changes of this laptop itself; it does not go on without them."));
      return FALSE;
    }

  change = lep_change_new ();
  lep_change_add_waive (change, replica, from, to);
  if (!lep_commit_add (commit, of, change, error) || !lep_commit_finish (commit, LEP_STEP_START, error))
    return FALSE;
  lep_commit_free (g_steal_pointer (&commit));
  return release (workspace, n_released, error);
}
