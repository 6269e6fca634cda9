/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rule 6: headings of a budget under which more was spent than it has, by the same
 * reading of the budget that the grid and the papers show. */

#include <glib/gi18n-lib.h>

#include "lep-attention-private.h"
#include "lep-budget.h"
#include "lep-rules-sql.h"
#include "lep-sentence.h"

/* Projects with a heading that may be overspent: of a part, or of the sums because
 * something was spent without a line. What it is then, the budget says. */
static const char sql_projects[] =
  "WITH spent AS (SELECT e.project, CASE WHEN br.rid IS NULL OR b.heading IN ('7', '9', '11') THEN NULL ELSE b.heading END AS heading,"
  " lep_sum (lep_converted (e.amount, e.currency, e.rate, p.currency)) AS amount FROM k_expenditure e"
  " CROSS JOIN row er ON er.rid = e.rid AND er.deleted = 0" LEP_NAMED ("project", "p", "e.project") " LEFT JOIN row br ON br.id = lep_id (e.budget_line) AND br.deleted = 0 LEFT JOIN k_budget_line b ON b.rid = br.rid AND b.project = e.project"
                                                                                                    " WHERE pr.deleted = 0 GROUP BY 1, 2)"
                                                                                                    " SELECT DISTINCT lep_id_text (r.id), lep_id_text (s.id) FROM spent CROSS JOIN row r ON r.id = lep_id (spent.project) AND r.deleted = 0"
                                                                                                    " CROSS JOIN k_project k ON k.rid = r.rid CROSS JOIN space s ON s.no = r.space_no"
                                                                                                    " WHERE spent.amount > 0 AND (spent.heading IS NULL OR spent.amount > " LEP_SQL_BUDGET ("spent.project", "spent.heading") ")";

static char *
describe_facts (const LepBudgetSum *heading,
                guint               number)
{
  g_autofree char *spent = lep_attention_describe_amount (heading->spent);
  g_autofree char *budgeted = lep_attention_describe_amount (heading->budgeted);

  return g_strdup_printf ("\n%u\n%s\n%s", number, spent, budgeted);
}

static void
add_heading (LepWorkspace    *workspace,
             GPtrArray       *findings,
             LepStmt         *project,
             const LepBudget *budget,
             guint            heading)
{
  g_autofree char *spent = lep_sentence_money (workspace, budget->headings[heading].spent, budget->currency);
  g_autofree char *budgeted = lep_sentence_money (workspace, budget->headings[heading].budgeted, budget->currency);
  g_autofree char *loose = lep_sentence_money (workspace, budget->headings[0].spent, budget->currency);
  char            *text;

  if (heading == 7 && budget->headings[0].spent > 0)
    /* Translators: an amount; what was spent and what the budget has of direct costs */
    text = g_strdup_printf (_ ("%s were spent without a budget line: with them %s of %s direct costs are spent. Choose the line of each document."), loose, spent, budgeted);
  else
    /* Translators: number of the heading, what was spent, what the budget has */
    text = g_strdup_printf (_ ("Heading %u is overspent: %s of %s."), heading, spent, budgeted);
  lep_attention_add (findings, 6, "project", lep_stmt_text (project, 0), lep_stmt_text (project, 1), NULL, text,
                     describe_facts (&budget->headings[heading], heading));
}

/* Adds the projects whose budget has an overspent heading. */
gboolean
lep_attention_overspent (LepWorkspace *workspace,
                         GPtrArray    *findings,
                         GError      **error)
{
  g_autoptr (LepStmt) stmt = lep_db_prepare (lep_workspace_get_db (workspace), sql_projects, error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;

  while (TRUE)
    {
      g_autoptr (LepRecord) project = NULL;
      g_autoptr (LepBudget) budget = NULL;

      if (!lep_stmt_step (stmt, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;

      project = lep_workspace_get_record (workspace, "project", lep_stmt_text (stmt, 0), lep_stmt_text (stmt, 1), error);
      budget = project != NULL ? lep_budget_read_of (workspace, project, NULL, NULL, error) : NULL;
      if (budget == NULL)
        return FALSE;
      for (guint heading = 1; heading <= LEP_N_BUDGET_HEADINGS; heading++)
        if (lep_budget_is_overspent (budget, heading))
          add_heading (workspace, findings, stmt, budget, heading);
    }
}
