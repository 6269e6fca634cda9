/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The outcomes of which the greatest of each project counts, by their values:
 * kept beside the sums behind totals. */

#include "lep-tally-private.h"

/* Only outcomes of indicators that accumulate so are here, which are few or none. */
static const char sql_tables[] =
  "CREATE TABLE tally_greatest (rid INTEGER PRIMARY KEY, indicator TEXT NOT NULL, project TEXT NOT NULL,"
  " state TEXT NOT NULL, value INTEGER NOT NULL, day TEXT NOT NULL) STRICT;"
  "CREATE INDEX tally_greatest_order ON tally_greatest (indicator, project, value DESC, day, state);";

/* What stands in the table, from the records. */
#define SQL_WANTED                                                                                                                     \
  "SELECT k.rid, k.indicator, coalesce (k.project, ''), coalesce (k.state, 'claimed'), coalesce (k.value, 0), coalesce (k.\"to\", '')" \
  " FROM k_outcome k CROSS JOIN row r ON r.rid = k.rid AND r.deleted = 0 WHERE coalesce (k.state, 'claimed') <> 'withdrawn'"           \
  " AND EXISTS (SELECT 1 FROM row ir CROSS JOIN k_indicator i ON i.rid = ir.rid"                                                       \
  " WHERE ir.id = lep_id (k.indicator) AND i.accumulation = 'maximum')"

/**
 * lep_tally_add_greatest_tables:
 *
 * Adds to the script of the tables.
 */
void
lep_tally_add_greatest_tables (GString *sql)
{
  g_string_append (sql, sql_tables);
}

/**
 * lep_tally_prepare_greatest:
 * @statements: (out caller-allocates) (array fixed-size=2): both take a rid, one
 *   after the other bring the table up to that outcome
 */
gboolean
lep_tally_prepare_greatest (LepDb   *db,
                            LepStmt *statements[2],
                            GError **error)
{
  statements[0] = lep_db_prepare (db, "DELETE FROM tally_greatest WHERE rid = :rid", error);
  if (statements[0] == NULL)
    return FALSE;
  statements[1] = lep_db_prepare (db, "INSERT INTO tally_greatest " SQL_WANTED " AND k.rid = :rid", error);
  return statements[1] != NULL;
}

/**
 * lep_tally_count_wrong_greatest:
 * @n_wrong: (out): how many lines differ from the records
 */
gboolean
lep_tally_count_wrong_greatest (LepDb   *db,
                                gint64  *n_wrong,
                                GError **error)
{
  return lep_db_get_int64 (db,
                           "WITH wanted AS (" SQL_WANTED ")"
                           " SELECT count (*) FROM (SELECT * FROM (SELECT * FROM wanted EXCEPT SELECT * FROM tally_greatest)"
                           " UNION ALL SELECT * FROM (SELECT * FROM tally_greatest EXCEPT SELECT * FROM wanted))",
                           n_wrong, error);
}

/**
 * lep_tally_has_greatest:
 * @code: of an indicator
 * @has: (out): whether all outcomes of the indicator are in the table
 *
 * They are not while some wait to be counted, and when several indicators of one
 * code accumulate in different ways.
 */
gboolean
lep_tally_has_greatest (LepDb      *db,
                        const char *code,
                        gboolean   *has,
                        GError    **error)
{
  g_autoptr (LepStmt) stmt =
    lep_db_prepare (db,
                    "SELECT NOT EXISTS (SELECT 1 FROM dirty_tally)"
                    " AND NOT EXISTS (SELECT 1 FROM k_indicator WHERE code = :code AND accumulation IS NOT 'maximum')",
                    error);

  if (stmt == NULL)
    return FALSE;
  lep_stmt_bind_text (stmt, ":code", code);
  if (!lep_stmt_one (stmt, error))
    return FALSE;
  *has = lep_stmt_int64 (stmt, 0) != 0;
  return TRUE;
}
