/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheets of others, until the own one is final. */

#include "lep-query-private.h"

#include "lep-others-sheets.h"

/**
 * lep_others_sheets_has_field:
 *
 * Returns: whether the field says what an assessor thinks of an application
 */
gboolean
lep_others_sheets_has_field (const char *kind,
                             const char *field)
{
  if (g_str_equal (kind, "score"))
    return g_str_equal (field, "points") || g_str_equal (field, "comment");
  return g_str_equal (kind, "assessment") && g_str_equal (field, "comment");
}

/**
 * lep_others_sheets_withhold:
 * @rid: of a row
 * @withheld: (out): whether the person of this laptop does not see those fields of it
 */
gboolean
lep_others_sheets_withhold (LepWorkspace *workspace,
                            const char   *kind,
                            gint64        rid,
                            gboolean     *withheld,
                            GError      **error)
{
  const char *sql = g_str_equal (kind, "score")        ? "SELECT " LEP_SQL_WITHHELD_SCORE ("?1")
                    : g_str_equal (kind, "assessment") ? "SELECT " LEP_SQL_WITHHELD_SHEET ("?1")
                                                       : NULL;
  g_autoptr (LepStmt) stmt = NULL;

  *withheld = FALSE;
  if (sql == NULL)
    return TRUE;
  stmt = lep_db_prepare (lep_workspace_get_db (workspace), sql, error);
  if (stmt == NULL)
    return FALSE;
  lep_stmt_set_int64 (stmt, 1, rid);
  if (!lep_stmt_one (stmt, error))
    return FALSE;
  *withheld = lep_stmt_int64 (stmt, 0) != 0;
  return TRUE;
}
