/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What files other laptops said they miss, each in its last bundle. */

#include "lep-document.h"
#include "lep-workspace-private.h"

static const char sql_load[] =
  "SELECT sha256 FROM peer_want JOIN replica ON no = replica_no WHERE id = ?1";

/* A bundle speaks for its spaces only: what a document of another space names,
 * be it in a conflict, may still be missed. What nothing here names is of the
 * last bundle alone. */
static const char sql_forget[] =
  "WITH named (rid, sha256) AS (SELECT rid, sha256 FROM k_document WHERE sha256 IS NOT NULL"
  " UNION ALL SELECT b.rid, b.value FROM k_document k CROSS JOIN sibling b ON b.rid = k.rid"
  " WHERE b.field = 'sha256' AND b.value IS NOT NULL)"
  "DELETE FROM peer_want WHERE replica_no = (SELECT no FROM replica WHERE id = ?1)"
  " AND (sha256 IN (SELECT n.sha256 FROM named n CROSS JOIN row r ON r.rid = n.rid CROSS JOIN space s ON s.no = r.space_no"
  " WHERE s.id = ?2) OR sha256 NOT IN (SELECT sha256 FROM named))";

static const char sql_add[] = "INSERT OR IGNORE INTO peer_want SELECT no, ?2 FROM replica WHERE id = ?1";

/**
 * lep_wants_load:
 *
 * Returns: (transfer full) (element-type utf8 utf8): a set of hashes (hex)
 */
GHashTable *
lep_wants_load (LepWorkspace  *workspace,
                const LepUuid *replica,
                GError       **error)
{
  g_autoptr (GHashTable) wants = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (LepStmt) stmt = lep_db_prepare (lep_workspace_get_db (workspace), sql_load, error);
  g_autoptr (GError) failure = NULL;

  if (stmt == NULL)
    return NULL;
  lep_stmt_set_blob (stmt, 1, replica->bytes, LEP_UUID_SIZE);
  while (lep_stmt_next (stmt, &failure))
    g_hash_table_add (wants, g_strdup (lep_stmt_text (stmt, 0)));
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  return g_steal_pointer (&wants);
}

/**
 * lep_wants_forget:
 * @space: of which the laptop now says anew what it misses
 */
gboolean
lep_wants_forget (LepWorkspace  *workspace,
                  const LepUuid *replica,
                  const LepUuid *space,
                  GError       **error)
{
  g_autoptr (LepStmt) stmt = lep_db_prepare (lep_workspace_get_db (workspace), sql_forget, error);

  if (stmt == NULL)
    return FALSE;
  lep_stmt_set_blob (stmt, 1, replica->bytes, LEP_UUID_SIZE);
  lep_stmt_set_blob (stmt, 2, space->bytes, LEP_UUID_SIZE);
  return lep_workspace_run (workspace, stmt, error);
}

gboolean
lep_wants_add (LepWorkspace  *workspace,
               const LepUuid *replica,
               const LepHash *sha256,
               GError       **error)
{
  g_autoptr (LepStmt) stmt = lep_db_prepare (lep_workspace_get_db (workspace), sql_add, error);
  char hex[LEP_HASH_HEX_SIZE + 1];

  if (stmt == NULL)
    return FALSE;
  lep_hash_format (sha256, hex);
  lep_stmt_set_blob (stmt, 1, replica->bytes, LEP_UUID_SIZE);
  lep_stmt_set_text (stmt, 2, hex, -1);
  return lep_workspace_run (workspace, stmt, error);
}
