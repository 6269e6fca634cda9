/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A project in numbers: what it reached against what was agreed, and its
 * money. */

#include "lep-budget.h"
#include "lep-record-private.h"
#include "lep-total-private.h"

#include "lep-project.h"

static void
lep_tranche_free (gpointer data)
{
  LepTranche *self = data;

  g_free (self->id);
  g_free (self->condition);
  g_free (self->status);
  g_free (self->due_on);
  g_free (self->paid_on);
  g_free (self->day);
  g_free (self);
}

static void
lep_funding_sum_free (gpointer data)
{
  LepFundingSum *self = data;

  g_free (self->id);
  g_free (self->kind);
  g_free (self->organisation);
  g_free (self);
}

void
lep_project_result_free (LepProjectResult *self)
{
  if (self == NULL)
    return;

  g_free (self->indicator);
  g_free (self->name);
  g_free (self->unit);
  g_free (self->qualifier);
  lep_total_free (self->by_sex);
  lep_total_free (self->by_age);
  g_free (self);
}

void
lep_project_money_free (LepProjectMoney *self)
{
  if (self == NULL)
    return;

  g_free (self->currency);
  g_clear_pointer (&self->tranches, g_ptr_array_unref);
  g_clear_pointer (&self->funding, g_ptr_array_unref);
  g_free (self);
}

static gboolean
add_target (LepWorkspace     *workspace,
            const char       *project,
            LepProjectResult *result,
            GError          **error)
{
  static const char sql[] =
    "SELECT t.baseline, t.qualifier, coalesce (t.status, 'agreed') = 'proposed' FROM k_target t CROSS JOIN row r ON r.rid = t.rid AND r.deleted = 0"
    " WHERE t.project = :project AND t.indicator IN (SELECT lep_id_text (ir.id) FROM k_indicator i"
    " CROSS JOIN row ir ON ir.rid = i.rid WHERE i.code = :code)"
    " ORDER BY coalesce (t.status, 'agreed') = 'proposed', coalesce (t.due_on, '9999-12-31') DESC, r.created_at DESC, r.id DESC LIMIT 1";
  g_autoptr (LepStmt) stmt = lep_db_prepare (lep_workspace_get_db (workspace), sql, error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;

  lep_stmt_bind_text (stmt, ":project", project);
  lep_stmt_bind_text (stmt, ":code", result->indicator);
  if (!lep_stmt_step (stmt, &has_row, error))
    return FALSE;
  if (!has_row)
    return TRUE;

  result->has_baseline = !lep_stmt_is_null (stmt, 0);
  result->baseline = lep_stmt_int64 (stmt, 0);
  result->qualifier = lep_stmt_dup_text (stmt, 1);
  result->is_proposed = lep_stmt_int64 (stmt, 2) != 0;
  return lep_target_sum (workspace, result->indicator, "project", project, &result->has_target, &result->target, error);
}

static LepProjectResult *
make_result (LepWorkspace *workspace,
             const char   *project,
             const char   *indicator,
             GError      **error)
{
  g_autoptr (LepProjectResult) result = g_new0 (LepProjectResult, 1);
  LepTotalQuery query = { .indicator = indicator, .scope = LEP_SCOPE_PROJECT, .scope_id = project };

  query.dimension = "sex";
  result->by_sex = lep_total (workspace, &query, error);
  if (result->by_sex == NULL)
    return NULL;
  query.dimension = "age";
  result->by_age = lep_total (workspace, &query, error);
  if (result->by_age == NULL)
    return NULL;

  result->indicator = g_strdup (result->by_sex->indicator);
  result->name = g_strdup (result->by_sex->name);
  result->unit = g_strdup (result->by_sex->unit);
  if (!add_target (workspace, project, result, error))
    return NULL;
  return g_steal_pointer (&result);
}

/**
 * lep_project_last_days:
 * @first: (out): the earliest day that a result of the project ends on; "" = none does
 * @last: (out): the latest
 */
gboolean
lep_project_last_days (LepWorkspace *workspace,
                       const char   *project,
                       char          first[11],
                       char          last[11],
                       GError      **error)
{
  static const char sql[] =
    "SELECT min (k.\"to\"), max (k.\"to\") FROM k_outcome k CROSS JOIN row r ON r.rid = k.rid AND r.deleted = 0"
    " WHERE k.project = :project AND length (k.\"to\") = 10";
  g_autoptr (LepStmt) stmt = lep_db_prepare (lep_workspace_get_db (workspace), sql, error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;

  lep_stmt_bind_text (stmt, ":project", project);
  if (!lep_stmt_step (stmt, &has_row, error))
    return FALSE;
  g_strlcpy (first, lep_stmt_text (stmt, 0) != NULL ? lep_stmt_text (stmt, 0) : "", 11);
  g_strlcpy (last, lep_stmt_text (stmt, 1) != NULL ? lep_stmt_text (stmt, 1) : "", 11);
  return TRUE;
}

/**
 * lep_project_results:
 *
 * Returns: (transfer full) (element-type LepProjectResult): every indicator
 *   that the project has a target or an outcome of: outputs first, then
 *   outcomes and impact
 */
GPtrArray *
lep_project_results (LepWorkspace *workspace,
                     const char   *project,
                     GError      **error)
{
  static const char sql[] =
    "SELECT i.code, min (CASE i.level WHEN 'output' THEN 1 WHEN 'outcome' THEN 2 WHEN 'impact' THEN 3 ELSE 4 END),"
    " min (r.created_at)"
    " FROM k_indicator i CROSS JOIN row r ON r.rid = i.rid AND r.deleted = 0 WHERE lep_id_text (r.id) IN"
    " (SELECT k.indicator FROM k_outcome k CROSS JOIN row kr ON kr.rid = k.rid AND kr.deleted = 0 WHERE k.project = :project"
    " UNION SELECT t.indicator FROM k_target t CROSS JOIN row tr ON tr.rid = t.rid AND tr.deleted = 0 WHERE t.project = :project)"
    " GROUP BY i.code ORDER BY 2, 3, lep_indicator_place (i.code), i.code";
  g_autoptr (GPtrArray) results = g_ptr_array_new_with_free_func ((GDestroyNotify) lep_project_result_free);
  g_autoptr (LepStmt) stmt = lep_db_prepare (lep_workspace_get_db (workspace), sql, error);
  gboolean has_row;

  if (stmt == NULL)
    return NULL;

  lep_stmt_bind_text (stmt, ":project", project);
  while (TRUE)
    {
      LepProjectResult *result;

      if (!lep_stmt_step (stmt, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&results);

      result = make_result (workspace, project, lep_stmt_text (stmt, 0), error);
      if (result == NULL)
        return NULL;
      g_ptr_array_add (results, result);
    }
}

static LepStmt *
prepare_children (LepWorkspace *workspace,
                  const char   *sql,
                  const char   *project,
                  GError      **error)
{
  LepStmt *stmt = lep_db_prepare (lep_workspace_get_db (workspace), sql, error);

  if (stmt != NULL)
    lep_stmt_bind_text (stmt, ":project", project);
  return stmt;
}

/* Adds @sum to what is disputed when laptops differ about a @kind of the project: about
 * one of @fields, names in quotes with commas between, or whether it is there at all. */
static gboolean
read_disputed (LepWorkspace    *workspace,
               const char      *project,
               const char      *kind,
               const char      *fields,
               LepMoneySums     sum,
               LepProjectMoney *money,
               GError         **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT 1 FROM k_%s k CROSS JOIN row r ON r.rid = k.rid AND r.deleted = 0 AND r.conflicts > 0"
                                          " WHERE k.project = :project AND EXISTS"
                                          " (SELECT 1 FROM sibling b WHERE b.rid = k.rid AND b.field IN ('life', 'project', %s)) LIMIT 1",
                                          kind, fields);
  g_autoptr (LepStmt) stmt = prepare_children (workspace, sql, project, error);
  gboolean has_row;

  if (stmt == NULL || !lep_stmt_step (stmt, &has_row, error))
    return FALSE;
  if (has_row)
    money->disputed |= sum;
  return TRUE;
}

static gboolean
read_tranches (LepWorkspace    *workspace,
               const char      *project,
               LepProjectMoney *money,
               GError         **error)
{
  static const char sql[] =
    "SELECT lep_id_text (r.id), k.number, k.percent, k.amount, k.paid, k.condition, k.status, k.due_on, k.paid_on, coalesce (k.paid_on, k.approved_on, k.requested_on, k.due_on)"
    " FROM k_tranche k CROSS JOIN row r ON r.rid = k.rid AND r.deleted = 0 WHERE k.project = :project ORDER BY k.number, r.created_at, r.id";
  g_autoptr (LepStmt) stmt = prepare_children (workspace, sql, project, error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;

  money->tranches = g_ptr_array_new_with_free_func (lep_tranche_free);
  while (TRUE)
    {
      LepTranche *tranche;
      gboolean    is_paid;

      if (!lep_stmt_step (stmt, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;

      tranche = g_new0 (LepTranche, 1);
      g_ptr_array_add (money->tranches, tranche);
      tranche->id = lep_stmt_dup_text (stmt, 0);
      tranche->number = lep_stmt_int64 (stmt, 1);
      tranche->percent = lep_stmt_is_null (stmt, 2) ? -1 : lep_stmt_int64 (stmt, 2);
      tranche->amount = lep_stmt_int64 (stmt, 3);
      tranche->condition = lep_stmt_dup_text (stmt, 5);
      tranche->status = lep_stmt_dup_text (stmt, 6);
      tranche->due_on = lep_stmt_dup_text (stmt, 7);
      tranche->paid_on = lep_stmt_dup_text (stmt, 8);
      tranche->day = lep_stmt_dup_text (stmt, 9);

      is_paid = g_strcmp0 (tranche->status, "paid") == 0;
      tranche->paid = lep_stmt_is_null (stmt, 4) && is_paid ? tranche->amount : lep_stmt_int64 (stmt, 4);
      money->paid = lep_add_saturated (money->paid, tranche->paid);
      if (is_paid || g_strcmp0 (tranche->status, "approved") == 0)
        money->approved = lep_add_saturated (money->approved, tranche->amount);
    }
}

static gboolean
read_funding (LepWorkspace    *workspace,
              const char      *project,
              LepProjectMoney *money,
              gint64          *others,
              GError         **error)
{
  static const char sql[] =
    "SELECT coalesce (k.kind, ''), k.organisation, k.amount, lep_id_text (r.id)"
    " FROM k_funding k CROSS JOIN row r ON r.rid = k.rid AND r.deleted = 0 WHERE k.project = :project ORDER BY r.created_at, r.id";
  g_autoptr (LepStmt) stmt = prepare_children (workspace, sql, project, error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;

  money->funding = g_ptr_array_new_with_free_func (lep_funding_sum_free);
  while (TRUE)
    {
      LepFundingSum *sum;

      if (!lep_stmt_step (stmt, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;

      sum = g_new0 (LepFundingSum, 1);
      g_ptr_array_add (money->funding, sum);
      sum->kind = lep_stmt_dup_text (stmt, 0);
      sum->organisation = lep_stmt_dup_text (stmt, 1);
      sum->id = lep_stmt_dup_text (stmt, 3);
      sum->amount = lep_stmt_int64 (stmt, 2);
      if (!g_str_equal (sum->kind, "grant"))
        *others = lep_add_saturated (*others, sum->amount);
    }
}

/* Budget and spending in total; taxes and what is in kind stand below that, as on paper. */
static gboolean
read_budget (LepWorkspace    *workspace,
             LepRecord       *project,
             LepProjectMoney *money,
             GError         **error)
{
  g_autoptr (LepBudget) budget = lep_budget_read_of (workspace, project, NULL, NULL, error);

  if (budget == NULL)
    return FALSE;

  money->budgeted = budget->headings[11].budgeted;
  money->spent = budget->headings[11].spent;
  return TRUE;
}

/**
 * lep_project_dimensions:
 *
 * Returns: (transfer full): the dimensions by which some result of the project is
 *   split
 */
char **
lep_project_dimensions (LepWorkspace *workspace,
                        const char   *project,
                        GError      **error)
{
  static const char sql[] =
    "SELECT DISTINCT b.dimension FROM k_outcome k CROSS JOIN row r ON r.rid = k.rid AND r.deleted = 0"
    " CROSS JOIN k_breakdown b ON b.outcome = lep_id_text (r.id)"
    " CROSS JOIN row br ON br.rid = b.rid AND br.space_no = r.space_no AND br.deleted = 0"
    " WHERE k.project = :project AND b.dimension IS NOT NULL";
  g_autoptr (GStrvBuilder) found = g_strv_builder_new ();
  g_autoptr (LepStmt) stmt = lep_db_prepare (lep_workspace_get_db (workspace), sql, error);
  gboolean has_row;

  if (stmt == NULL)
    return NULL;

  lep_stmt_bind_text (stmt, ":project", project);
  while (TRUE)
    {
      if (!lep_stmt_step (stmt, &has_row, error))
        return NULL;
      if (!has_row)
        return g_strv_builder_end (found);
      g_strv_builder_add (found, lep_stmt_text (stmt, 0));
    }
}

/**
 * lep_project_grant:
 *
 * Returns: (transfer full): the grant and its tranches alone, with what is
 *   approved and paid of them, and whether that is disputed; nothing of the other members
 */
LepProjectMoney *
lep_project_grant (LepWorkspace *workspace,
                   LepRecord    *project,
                   GError      **error)
{
  g_autoptr (LepProjectMoney) money = g_new0 (LepProjectMoney, 1);

  money->currency = g_strdup (lep_record_get (project, "currency"));
  lep_record_get_int64 (project, "grant", &money->grant);
  if (lep_record_has_conflict (project, "grant"))
    money->disputed |= LEP_MONEY_GRANT;
  if (lep_record_has_conflict (project, "cofinancing"))
    money->disputed |= LEP_MONEY_COFINANCING;
  if (!read_tranches (workspace, lep_record_get_id (project), money, error) ||
      !read_disputed (workspace, lep_record_get_id (project), "tranche", "'amount', 'status', 'paid'", LEP_MONEY_PAID, money, error))
    return NULL;
  return g_steal_pointer (&money);
}

/**
 * lep_project_money:
 *
 * Adds up a project's money in its currency. Co-financing is what the project
 * says, else the sum of its funding other than the grant. Expenditures in
 * another currency count by their own rate, EUR and BAM by the fixed one; what
 * has no rate is left out. lep_budget_read () has them by heading.
 *
 * Returns: (transfer full): %LEP_ERROR_NOT_FOUND when the project is not here
 */
LepProjectMoney *
lep_project_money (LepWorkspace *workspace,
                   const char   *project,
                   GError      **error)
{
  g_autoptr (LepRecord) record = lep_workspace_get_record (workspace, "project", project, NULL, error);
  g_autoptr (LepProjectMoney) money = record != NULL ? lep_project_grant (workspace, record, error) : NULL;
  gint64 others = 0;

  if (money == NULL ||
      !read_funding (workspace, project, money, &others, error) ||
      !read_budget (workspace, record, money, error) ||
      !read_disputed (workspace, project, "budget_line", "'quantity', 'unit_cost'", LEP_MONEY_BUDGETED, money, error) ||
      !read_disputed (workspace, project, "expenditure", "'amount'", LEP_MONEY_SPENT, money, error))
    return NULL;

  if (!lep_record_get_int64 (record, "cofinancing", &money->cofinancing))
    {
      money->cofinancing = others;
      if (!read_disputed (workspace, project, "funding", "'amount', 'kind'", LEP_MONEY_COFINANCING, money, error))
        return NULL;
    }
  money->total = lep_add_saturated (money->grant, money->cofinancing);
  if (!lep_ratio (money->cofinancing, money->total, &money->cofinancing_percent))
    money->cofinancing_percent = -1;
  if (!lep_ratio (money->paid, money->grant, &money->paid_percent))
    money->paid_percent = -1;
  return g_steal_pointer (&money);
}
