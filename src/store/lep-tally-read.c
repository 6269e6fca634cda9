/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading the sums behind totals, and proving them. */

#include "lep-query-private.h"

#include "lep-tally-private.h"

/**
 * lep_tally_read:
 * @level: "" = everything, or the id of a partnership
 * @indicator: code
 * @dimension: "" = the outcomes' own values, else their split; with
 *   %LEP_TALLY_EXCESS before it, what that is too much, without a category
 * @from: (nullable): first day
 * @to: (nullable): last day
 * @add: called with each sum, by state and category
 *
 * Reads sums that are up to date: nothing may wait to be counted.
 */
gboolean
lep_tally_read (LepWorkspace *workspace,
                const char   *level,
                const char   *indicator,
                const char   *dimension,
                const char   *from,
                const char   *to,
                LepTallyFunc  add,
                gpointer      user_data,
                GError      **error)
{
  static const char sql[] =
    "SELECT t.state, t.category, sum (t.high), sum (t.low), sum (t.n), sum (t.n_conflicts)"
    " FROM k_indicator i JOIN row r ON r.rid = i.rid CROSS JOIN tally t"
    " WHERE i.code = :indicator AND t.level = :level AND t.indicator = lep_id_text (r.id) AND t.dimension = :dimension"
    " AND t.day >= :from AND t.day <= :to AND t.n <> 0 GROUP BY 1, 2";
  g_autoptr (LepStmt) stmt = lep_db_prepare (lep_workspace_get_db (workspace), sql, error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;

  lep_stmt_bind_text (stmt, ":indicator", indicator);
  lep_stmt_bind_text (stmt, ":level", level);
  lep_stmt_bind_text (stmt, ":dimension", dimension);
  /* What has no day is in no range, "" in none that ends. */
  lep_stmt_bind_text (stmt, ":from", from != NULL ? from : to != NULL ? " "
                                                                      : "");
  lep_stmt_bind_text (stmt, ":to", to != NULL ? to : "\xef\xbf\xbd");
  while (TRUE)
    {
      LepTallySum sum;

      if (!lep_stmt_step (stmt, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      sum.value = lep_sum_of (lep_stmt_int64 (stmt, 2), lep_stmt_int64 (stmt, 3));
      sum.n = lep_stmt_int64 (stmt, 4);
      sum.n_conflicts = lep_stmt_int64 (stmt, 5);
      add (lep_stmt_text (stmt, 0), lep_stmt_text (stmt, 1), &sum, user_data);
    }
}

/* The two numbers that the exact sum of the values is kept as (LepSum). */
#define SUM_HIGH "sum (value >> 32) + (sum (value & 4294967295) >> 32)"
#define SUM_LOW  "sum (value & 4294967295) & 4294967295"

/* split - value, cut to the greatest number: value may be below 0. */
#define EXCESS "CASE WHEN split > 9223372036854775807 + min (value, 0) THEN 9223372036854775807 ELSE split - value END"

/**
 * lep_tally_check:
 * @n_wrong: (out): how many sums differ from the records
 *
 * Adds everything up anew and compares. Outcomes that wait to be counted are
 * no difference if there are any.
 */
gboolean
lep_tally_check (LepDb   *db,
                 gint64  *n_wrong,
                 GError **error)
{
  /* Order of the joins as written: each outcome finds its splits by index. */
  static const char sql[] =
    "WITH own AS (SELECT r.rid, r.id, r.space_no, coalesce (k.indicator, '') AS indicator, coalesce (k.\"to\", '') AS day,"
    " coalesce (k.state, 'claimed') AS state, coalesce (k.value, 0) AS value, r.conflicts > 0 AS conflict,"
    " (SELECT p.partnership FROM row pr JOIN k_project p ON p.rid = pr.rid WHERE pr.id = lep_id (k.project)) AS partnership"
    " FROM k_outcome k CROSS JOIN row r ON r.rid = k.rid WHERE r.deleted = 0 AND coalesce (k.state, 'claimed') <> 'withdrawn'),"
    " parts AS (SELECT partnership, indicator, '' AS dimension, day, state, '' AS category, value, conflict FROM own"
    " UNION ALL SELECT o.partnership, o.indicator, b.dimension, o.day, o.state, b.category, coalesce (b.value, 0), br.conflicts > 0"
    " FROM own o CROSS JOIN k_breakdown b ON b.outcome = lep_id_text (o.id)"
    " CROSS JOIN row br ON br.rid = b.rid AND br.space_no = o.space_no AND br.deleted = 0"
    " WHERE b.dimension IS NOT NULL AND b.category IS NOT NULL),"
    " splits AS (SELECT o.partnership, o.indicator, b.dimension, o.day, o.state, o.value, lep_sum (b.value) AS split"
    " FROM own o CROSS JOIN k_breakdown b ON b.outcome = lep_id_text (o.id)"
    " CROSS JOIN row br ON br.rid = b.rid AND br.space_no = o.space_no AND br.deleted = 0"
    " WHERE b.dimension IS NOT NULL AND b.category IS NOT NULL GROUP BY o.rid, b.dimension),"
    " counted AS (SELECT * FROM parts UNION ALL"
    " SELECT partnership, indicator, '" LEP_TALLY_EXCESS "' || dimension, day, state, '', " EXCESS ", 0 FROM splits WHERE split > value),"
    " wanted AS (SELECT '' AS level, indicator, dimension, day, state, category, " SUM_HIGH " AS high, " SUM_LOW " AS low, count (*) AS n,"
    " sum (conflict) AS n_conflicts FROM counted GROUP BY 2, 3, 4, 5, 6"
    " UNION ALL SELECT partnership, indicator, dimension, day, state, category, " SUM_HIGH ", " SUM_LOW ", count (*), sum (conflict)"
    " FROM counted WHERE coalesce (partnership, '') <> '' GROUP BY 1, 2, 3, 4, 5, 6)"
    " SELECT count (*) FROM (SELECT * FROM (SELECT * FROM wanted EXCEPT SELECT * FROM tally)"
    " UNION ALL SELECT * FROM (SELECT * FROM tally WHERE n <> 0 EXCEPT SELECT * FROM wanted))";
  gint64 waiting, n_greatest;

  *n_wrong = 0;
  if (!lep_db_get_int64 (db, "SELECT EXISTS (SELECT 1 FROM dirty_tally)", &waiting, error))
    return FALSE;
  if (waiting != 0)
    return TRUE;
  if (!lep_db_get_int64 (db, sql, n_wrong, error) || !lep_tally_count_wrong_greatest (db, &n_greatest, error))
    return FALSE;
  *n_wrong += n_greatest;
  return TRUE;
}
