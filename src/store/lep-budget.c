/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A project's budget by its twelve headings, and what was spent against it. */

#include <stdlib.h>

#include "lep-budget.h"
#include "lep-overview.h"

#include "lep-total-private.h"

static void
line_free (gpointer data)
{
  LepBudgetLine *self = data;

  g_free (self->id);
  g_free (self->item);
  g_free (self->unit);
  g_free (self->source);
  g_free (self->source_kind);
  g_free (self->partner);
  g_free (self);
}

static void
spending_free (gpointer data)
{
  LepSpending *self = data;

  g_free (self->id);
  g_free (self->spent_on);
  g_free (self->document_no);
  g_free (self->supplier);
  g_free (self->item);
  g_free (self->currency);
  g_free (self);
}

void
lep_budget_free (LepBudget *self)
{
  if (self == NULL)
    return;

  g_free (self->currency);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_clear_pointer (&self->spendings, g_ptr_array_unref);
  g_free (self);
}

/**
 * lep_budget_is_sum:
 * @heading: 1 to 12
 *
 * Returns: whether the heading is the sum of others: direct costs, eligible
 *   costs, total
 */
gboolean
lep_budget_is_sum (guint heading)
{
  return heading == 7 || heading == 9 || heading == 11;
}

static void
add_sum (LepBudgetSum       *to,
         const LepBudgetSum *part)
{
  to->budgeted = lep_add_saturated (to->budgeted, part->budgeted);
  to->spent = lep_add_saturated (to->spent, part->spent);
  to->spent_now = lep_add_saturated (to->spent_now, part->spent_now);
}

/**
 * lep_budget_sum_up:
 * @headings: by number; 0 = spent without a budget line
 *
 * Fills the headings that are sums: 7 = 1 to 6, 9 = 7 and 8, 11 = 9 and 10. What
 * was spent without a line counts as a direct cost. Taxes and contributions in
 * kind (12) stand below the total and are not in it.
 */
void
lep_budget_sum_up (LepBudgetSum headings[LEP_N_BUDGET_HEADINGS + 1])
{
  headings[7] = headings[0];
  for (guint i = 1; i <= 6; i++)
    add_sum (&headings[7], &headings[i]);
  headings[9] = headings[7];
  add_sum (&headings[9], &headings[8]);
  headings[11] = headings[9];
  add_sum (&headings[11], &headings[10]);
}

/**
 * lep_budget_is_overspent:
 * @heading: 1 to 12
 *
 * Rule 6, for the grid, the papers and what needs attention. Where a part of a sum
 * is overspent, that is what is told; the sum itself is when something was spent
 * without a line.
 *
 * Returns: whether more was spent under the heading than the budget has
 */
gboolean
lep_budget_is_overspent (const LepBudget *self,
                         guint            heading)
{
  guint first = heading == 7 ? 1 : heading == 9 ? 7
                                                : 9;

  if (self->headings[heading].spent <= self->headings[heading].budgeted)
    return FALSE;
  for (guint part = first; lep_budget_is_sum (heading) && part < heading; part++)
    if (self->headings[part].spent > self->headings[part].budgeted)
      return FALSE;
  return TRUE;
}

static guint
parse_heading (const char *code)
{
  int heading = code == NULL ? 0 : atoi (code);

  return heading < 1 || heading > LEP_N_BUDGET_HEADINGS || lep_budget_is_sum ((guint) heading) ? 0 : (guint) heading;
}

static gboolean
read_lines (LepBudget    *self,
            LepWorkspace *workspace,
            const char   *project,
            GError      **error)
{
  static const char sql[] =
    "SELECT lep_id_text (r.id), k.heading, k.item, k.unit, coalesce (k.quantity, 1000), coalesce (k.unit_cost, 0), f.kind, k.partner, lep_line_amount (k.unit_cost, k.quantity), k.source"
    " FROM k_budget_line k CROSS JOIN row r ON r.rid = k.rid AND r.deleted = 0"
    " LEFT JOIN row fr ON fr.id = lep_id (k.source) AND fr.space_no = r.space_no LEFT JOIN k_funding f ON f.rid = fr.rid"
    " WHERE k.project = :project ORDER BY CAST (k.heading AS INTEGER), k.position IS NULL, k.position, r.created_at, r.id";
  g_autoptr (LepStmt) stmt = lep_db_prepare (lep_workspace_get_db (workspace), sql, error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;

  lep_stmt_bind_text (stmt, ":project", project);
  while (TRUE)
    {
      LepBudgetLine *line;

      if (!lep_stmt_step (stmt, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;

      line = g_new0 (LepBudgetLine, 1);
      g_ptr_array_add (self->lines, line);
      line->id = lep_stmt_dup_text (stmt, 0);
      line->heading = parse_heading (lep_stmt_text (stmt, 1));
      line->item = lep_stmt_dup_text (stmt, 2);
      line->unit = lep_stmt_dup_text (stmt, 3);
      line->quantity = lep_stmt_int64 (stmt, 4);
      line->unit_cost = lep_stmt_int64 (stmt, 5);
      line->amount = lep_stmt_int64 (stmt, 8);
      line->source = lep_stmt_dup_text (stmt, 9);
      line->source_kind = lep_stmt_dup_text (stmt, 6);
      line->partner = lep_stmt_dup_text (stmt, 7);
      self->headings[line->heading].budgeted = lep_add_saturated (self->headings[line->heading].budgeted, line->amount);
    }
}

static LepBudgetLine *
find_line (const LepBudget *self,
           const char      *id)
{
  for (guint i = 0; id != NULL && i < self->lines->len; i++)
    {
      LepBudgetLine *line = g_ptr_array_index (self->lines, i);

      if (g_strcmp0 (line->id, id) == 0)
        return line;
    }
  return NULL;
}

/* Counts one document where it belongs; it is listed if it lies in the range. */
static void
take_spending (LepBudget   *self,
               LepSpending *spending,
               const char  *line_id,
               const char  *from)
{
  LepBudgetLine *line = find_line (self, line_id);
  gboolean       is_now = from == NULL || g_strcmp0 (spending->spent_on, from) >= 0;
  LepBudgetSum  *sum;

  spending->heading = line != NULL ? line->heading : 0;
  spending->item = line != NULL ? g_strdup (line->item) : NULL;
  sum = &self->headings[spending->heading];
  if (spending->counts)
    {
      sum->spent = lep_add_saturated (sum->spent, spending->converted);
      if (is_now)
        sum->spent_now = lep_add_saturated (sum->spent_now, spending->converted);
      if (line != NULL)
        line->spent = lep_add_saturated (line->spent, spending->converted);
    }
  self->has_uncounted |= !spending->counts;
  if (is_now)
    g_ptr_array_add (self->spendings, spending);
  else
    spending_free (spending);
}

static gboolean
read_spendings (LepBudget    *self,
                LepWorkspace *workspace,
                const char   *project,
                const char   *from,
                const char   *to,
                GError      **error)
{
  static const char sql[] =
    "SELECT lep_id_text (r.id), k.spent_on, k.document_no, k.supplier, k.amount, k.currency, coalesce (k.rate, 0), coalesce (k.verified, 0), k.budget_line,"
    " lep_converted (k.amount, k.currency, k.rate, :currency)"
    " FROM k_expenditure k CROSS JOIN row r ON r.rid = k.rid AND r.deleted = 0"
    " WHERE k.project = :project AND (:to IS NULL OR k.spent_on <= :to) ORDER BY k.spent_on, r.created_at, r.id";
  g_autoptr (LepStmt) stmt = lep_db_prepare (lep_workspace_get_db (workspace), sql, error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;

  lep_stmt_bind_text (stmt, ":project", project);
  lep_stmt_bind_text (stmt, ":to", to);
  lep_stmt_bind_text (stmt, ":currency", self->currency);
  while (TRUE)
    {
      LepSpending *spending;

      if (!lep_stmt_step (stmt, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;

      spending = g_new0 (LepSpending, 1);
      spending->id = lep_stmt_dup_text (stmt, 0);
      spending->spent_on = lep_stmt_dup_text (stmt, 1);
      spending->document_no = lep_stmt_dup_text (stmt, 2);
      spending->supplier = lep_stmt_dup_text (stmt, 3);
      spending->amount = lep_stmt_int64 (stmt, 4);
      spending->currency = lep_stmt_dup_text (stmt, 5);
      spending->rate = lep_stmt_int64 (stmt, 6);
      spending->verified = lep_stmt_int64 (stmt, 7) != 0;
      spending->counts = !lep_stmt_is_null (stmt, 9);
      spending->converted = lep_stmt_int64 (stmt, 9);
      if (lep_money_convert (spending->amount, spending->currency, self->currency, &(gint64){ 0 }))
        spending->rate = 0;
      take_spending (self, spending, lep_stmt_text (stmt, 8), from);
    }
}

/**
 * lep_budget_read_of:
 * @project: a project
 * @from: (nullable): first day of what counts as spent now
 * @to: (nullable): last day of what counts as spent
 *
 * Reads a project's budget and what was spent. Each line's amount is rounded to
 * whole minor units, half away from zero, and sums are those of the rounded
 * lines. Spending in another currency counts by its own rate, EUR and BAM by the
 * fixed one; what has no rate is listed and not counted.
 *
 * Returns: (transfer full): the budget
 */
LepBudget *
lep_budget_read_of (LepWorkspace *workspace,
                    LepRecord    *project,
                    const char   *from,
                    const char   *to,
                    GError      **error)
{
  const char *id = lep_record_get_id (project);
  g_autoptr (LepBudget) self = g_new0 (LepBudget, 1);

  self->currency = g_strdup (lep_record_get (project, "currency"));
  self->lines = g_ptr_array_new_with_free_func (line_free);
  self->spendings = g_ptr_array_new_with_free_func (spending_free);
  if (!read_lines (self, workspace, id, error) || !read_spendings (self, workspace, id, from, to, error))
    return NULL;

  lep_budget_sum_up (self->headings);
  return g_steal_pointer (&self);
}

/**
 * lep_budget_read:
 * @project: its id
 *
 * As lep_budget_read_of (), of a project whose space is not known.
 *
 * Returns: (transfer full): %LEP_ERROR_NOT_FOUND when the project is not here
 */
LepBudget *
lep_budget_read (LepWorkspace *workspace,
                 const char   *project,
                 const char   *from,
                 const char   *to,
                 GError      **error)
{
  g_autoptr (LepRecord) record = lep_workspace_get_record (workspace, "project", project, NULL, error);

  return record != NULL ? lep_budget_read_of (workspace, record, from, to, error) : NULL;
}
