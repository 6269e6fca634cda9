/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The targets that the totals of an indicator are held against. */

#include "lep-record-private.h"
#include "lep-total-private.h"

#include "lep-total.h"

/* One of the same kind, proposed or agreed, that is due later than target t, for the same
 * project, partnership or programme; what is due on no day is due at the end. */
#define LATER(owner)                                                                                           \
  " AND (t." owner " IS NULL OR NOT EXISTS (SELECT 1 FROM k_target b CROSS JOIN row br ON br.rid = b.rid"      \
  " AND br.deleted = 0 WHERE b." owner " = t." owner " AND +b.indicator = t.indicator AND b.value IS NOT NULL" \
  " AND (coalesce (b.status, 'agreed') = 'proposed') = (coalesce (t.status, 'agreed') = 'proposed')"           \
  " AND b.project IS t.project AND b.partnership IS t.partnership AND b.programme IS t.programme"              \
  " AND coalesce (b.due_on, '9999-12-31') > coalesce (t.due_on, '9999-12-31')))"

/* The targets of an indicator. One that is only proposed counts as long as
 * nothing was agreed for the same; of those that are due one after the other, as
 * milestones, the last. */
#define SQL_TARGETS(indicator)                                                                                                   \
  " FROM k_target t CROSS JOIN row r ON r.rid = t.rid AND r.deleted = 0"                                                         \
  " WHERE " indicator " IN (SELECT lep_id_text (ir.id) FROM k_indicator i CROSS JOIN row ir ON ir.rid = i.rid WHERE i.code = ?)" \
  " AND (coalesce (t.status, 'agreed') <> 'proposed' OR NOT EXISTS (SELECT 1 FROM k_target a"                                    \
  " CROSS JOIN row ar ON ar.rid = a.rid AND ar.deleted = 0 WHERE a.indicator = t.indicator AND a.project IS t.project"           \
  " AND a.partnership IS t.partnership AND a.programme IS t.programme AND coalesce (a.status, 'agreed') <> 'proposed'))" LATER ("project") LATER ("partnership") LATER ("programme")

static const char sql_targets[] = SQL_TARGETS ("t.indicator");

/* The same for conditions that find few: not by the index of indicators. */
static const char sql_few_targets[] = SQL_TARGETS ("+t.indicator");

static void
add_all_targets (LepSql     *sql,
                 const char *indicator)
{
  lep_sql_add (sql, "WITH own (project, partnership, programme, value) AS"
                    " (SELECT t.project, t.partnership, t.programme, t.value");
  lep_sql_add (sql, sql_targets);
  lep_sql_bind (sql, LEP_TYPE_TEXT, indicator);
  lep_sql_add (sql, "), single (partnership, value) AS (SELECT p.partnership, o.value FROM own o"
                    " CROSS JOIN row pr ON pr.id = lep_id (o.project) AND pr.deleted = 0 CROSS JOIN k_project p ON p.rid = pr.rid)"
                    " SELECT coalesce ((SELECT lep_sum (value) FROM own WHERE programme IS NOT NULL),"
                    " (SELECT lep_sum (value) FROM (SELECT value FROM own WHERE partnership IS NOT NULL UNION ALL"
                    " SELECT value FROM single WHERE partnership IS NULL OR"
                    " partnership NOT IN (SELECT partnership FROM own WHERE partnership IS NOT NULL))))");
}

static void
add_partnership_targets (LepSql     *sql,
                         const char *indicator,
                         const char *id)
{
  lep_sql_add (sql, "SELECT coalesce ((SELECT lep_sum (t.value)");
  lep_sql_add (sql, sql_few_targets);
  lep_sql_bind (sql, LEP_TYPE_TEXT, indicator);
  lep_sql_add (sql, " AND t.partnership = ?), (SELECT lep_sum (t.value)");
  lep_sql_bind (sql, LEP_TYPE_REF, id);
  lep_sql_add (sql, sql_few_targets);
  lep_sql_bind (sql, LEP_TYPE_TEXT, indicator);
  lep_sql_add (sql, " AND t.project IN (SELECT lep_id_text (pr.id) FROM k_project p"
                    " CROSS JOIN row pr ON pr.rid = p.rid AND pr.deleted = 0 WHERE p.partnership = ?)))");
  lep_sql_bind (sql, LEP_TYPE_REF, id);
}

/* Of each partnership that one is set for, that; else those of its projects. */
static void
add_targets_of_partnerships (LepSql     *sql,
                             const char *indicator,
                             const char *ids)
{
  lep_sql_add (sql, "WITH own (id, value) AS (SELECT t.partnership, t.value");
  lep_sql_add (sql, sql_few_targets);
  lep_sql_bind (sql, LEP_TYPE_TEXT, indicator);
  lep_sql_add (sql, " AND t.partnership IN (SELECT value FROM json_each (?)) AND t.value IS NOT NULL)"
                    " SELECT lep_sum (value) FROM (SELECT value FROM own UNION ALL SELECT t.value");
  lep_sql_bind (sql, LEP_TYPE_TEXT, ids);
  lep_sql_add (sql, sql_few_targets);
  lep_sql_bind (sql, LEP_TYPE_TEXT, indicator);
  lep_sql_add (sql, " AND t.project IN (SELECT lep_id_text (pr.id) FROM k_project p CROSS JOIN row pr ON pr.rid = p.rid AND pr.deleted = 0"
                    " WHERE p.partnership IN (SELECT value FROM json_each (?)) AND p.partnership NOT IN (SELECT id FROM own)))");
  lep_sql_bind (sql, LEP_TYPE_TEXT, ids);
}

static gboolean
read_target (LepSql       *sql,
             LepWorkspace *workspace,
             gboolean     *has_target,
             gint64       *value,
             GError      **error)
{
  g_autoptr (LepStmt) stmt = lep_sql_prepare (sql, workspace, error);
  gboolean has_row;

  if (stmt == NULL || !lep_stmt_step (stmt, &has_row, error))
    return FALSE;

  *has_target = has_row && !lep_stmt_is_null (stmt, 0);
  *value = *has_target ? lep_stmt_int64 (stmt, 0) : 0;
  return TRUE;
}

/**
 * lep_target_sum_of:
 * @indicator: code
 * @kind: "project" or "partnership"
 * @ids: of several of them, an array of JSON
 * @has_target: (out): whether one of them has a target
 * @value: (out): what lep_target_sum () gives for each of them, added up
 */
gboolean
lep_target_sum_of (LepWorkspace *workspace,
                   const char   *indicator,
                   const char   *kind,
                   const char   *ids,
                   gboolean     *has_target,
                   gint64       *value,
                   GError      **error)
{
  g_autoptr (LepSql) sql = lep_sql_new ();

  if (g_str_equal (kind, "partnership"))
    {
      add_targets_of_partnerships (sql, indicator, ids);
    }
  else
    {
      lep_sql_add (sql, "SELECT lep_sum (t.value)");
      lep_sql_add (sql, sql_few_targets);
      lep_sql_bind (sql, LEP_TYPE_TEXT, indicator);
      lep_sql_add (sql, " AND t.project IN (SELECT value FROM json_each (?))");
      lep_sql_bind (sql, LEP_TYPE_TEXT, ids);
    }

  return read_target (sql, workspace, has_target, value, error);
}

/**
 * lep_target_sum:
 * @indicator: code
 * @kind: (nullable): "project", "partnership" or "programme" that the targets
 *   are set for; %NULL = all of them
 * @id: (nullable): its id
 * @has_target: (out): whether there is one
 * @value: (out): 0 where there is none
 *
 * Adds up the targets of an indicator. For a project its own; for a
 * partnership the one set for it, else those of its projects; for %NULL those
 * of the programme, else of the partnerships and the projects without one. Of several
 * for the same, due one after the other, the last counts.
 */
gboolean
lep_target_sum (LepWorkspace *workspace,
                const char   *indicator,
                const char   *kind,
                const char   *id,
                gboolean     *has_target,
                gint64       *value,
                GError      **error)
{
  g_autoptr (LepSql) sql = lep_sql_new ();

  if (kind == NULL)
    {
      add_all_targets (sql, indicator);
    }
  else if (g_str_equal (kind, "partnership"))
    {
      add_partnership_targets (sql, indicator, id);
    }
  else
    {
      gboolean of_project = g_str_equal (kind, "project");

      lep_sql_add (sql, "SELECT lep_sum (t.value)");
      lep_sql_add (sql, of_project ? sql_few_targets : sql_targets);
      lep_sql_bind (sql, LEP_TYPE_TEXT, indicator);
      lep_sql_add (sql, of_project ? " AND t.project = ?" : " AND t.programme = ?");
      lep_sql_bind (sql, LEP_TYPE_REF, id);
    }

  return read_target (sql, workspace, has_target, value, error);
}
