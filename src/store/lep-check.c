/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checks a workspace from the pages of the file up to what the records show.
 * It works on a private copy, so that nobody is kept waiting. */

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "lep-check-private.h"
#include "lep-check.h"
#include "lep-rebuild.h"
#include "lep-tally.h"
#include "lep-workspace-private.h"

/* What is checked in memory; the journal takes as much again. */
#define MAX_IN_MEMORY (128 * 1024 * 1024)

/**
 * lep_check_pages:
 *
 * Lets SQLite look at every page, and at its schema.
 */
gboolean
lep_check_pages (LepDb   *db,
                 GError **error)
{
  g_autoptr (LepStmt) stmt = lep_db_prepare (db, "PRAGMA integrity_check (1)", error);

  if (stmt == NULL || !lep_stmt_one (stmt, error))
    return FALSE;
  if (g_strcmp0 (lep_stmt_text (stmt, 0), "ok") == 0)
    return TRUE;

  g_debug ("integrity_check: %s", lep_stmt_text (stmt, 0));
  g_set_error_literal (error, LEP_ERROR, LEP_ERROR_CORRUPT, _ ("The file is damaged. Restore a backup."));
  return FALSE;
}

/**
 * lep_check_advice:
 *
 * Returns: what to do about a workspace whose log is damaged. Bundles do not mend
 *   it: what they bring counts as known
 */
const char *
lep_check_advice (void)
{
  return _ ("Restore a backup that is older; if there is none, join anew with a full bundle of a colleague.");
}

/* Makes the records of the copy anew and compares; what totals are made of must be
 * what the records say. */
static gboolean
check_cache (LepDb        *copy,
             LepProgress  *progress,
             GCancellable *cancellable,
             GError      **error)
{
  gint64 n_wrong;

  if (!lep_db_begin (copy, error) ||
      !lep_check_take_snapshot (copy, error) ||
      !lep_tally_check (copy, &n_wrong, error) ||
      !lep_rebuild_cache (copy, progress, cancellable, error) ||
      !lep_check_compare_snapshot (copy, error))
    return FALSE;
  if (n_wrong > 0)
    g_set_error_literal (error, LEP_ERROR, LEP_ERROR_CORRUPT,
                         _ ("The sums behind the totals are not those of the records. Rebuild the workspace."));
  return n_wrong == 0;
}

static gboolean
check_copy (LepWorkspace *workspace,
            LepDb        *copy,
            LepProgress  *progress,
            GCancellable *cancellable,
            GError      **error)
{
  gboolean sound;

  if (!lep_db_backup (lep_workspace_get_db (workspace), copy, NULL, error) || !lep_check_pages (copy, error) ||
      !lep_check_chains (copy, lep_check_advice (), cancellable, error) || !lep_check_files (copy, cancellable, error))
    return FALSE;

  sound = check_cache (copy, progress, cancellable, error);
  lep_db_rollback (copy);
  return sound;
}

/* Who looks whether a full disk did harm has no room for a copy on it. */
static gboolean
fits_in_memory (LepWorkspace *workspace)
{
  GStatBuf info;

  return g_stat (lep_workspace_get_path (workspace), &info) == 0 && info.st_size <= MAX_IN_MEMORY;
}

/**
 * lep_workspace_check:
 * @progress: (nullable): counts changes
 * @cancellable: (nullable): stops it
 *
 * Checks the pages of the file, the chain of every stream, the bytes of every
 * document, and that all records are what the log says. Changes nothing; works on a read-only medium.
 * Fails with %LEP_ERROR_CORRUPT and what is wrong; with %G_FILE_ERROR_NOSPC if a large one
 * does not fit where temporary files go.
 */
gboolean
lep_workspace_check (LepWorkspace *workspace,
                     LepProgress  *progress,
                     GCancellable *cancellable,
                     GError      **error)
{
  g_autoptr (LepDb) copy = lep_db_open_scratch (fits_in_memory (workspace), error);
  g_autoptr (GError) failure = NULL;

  if (copy == NULL || check_copy (workspace, copy, progress, cancellable, &failure))
    return copy != NULL;

  if (g_error_matches (failure, G_FILE_ERROR, G_FILE_ERROR_NOSPC))
    g_set_error_literal (error, failure->domain, failure->code,
                         _ ("There is no room for the check: it makes a copy of the workspace in the folder for temporary files (TMPDIR). "
                            "Free some space, or name another folder there."));
  else
    g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}
