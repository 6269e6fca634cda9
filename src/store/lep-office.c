/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The office's space. Checks, assessors, sheets and scores count there alone:
 * rows of these kinds that came in another space are kept, as everything is, but
 * whoever has that space could have written them. */

#include "lep-attention.h"
#include "lep-query-private.h"

#include "lep-office.h"

/* Names no space: without an office nothing is found. */
static const char nowhere[] = "00000000-0000-0000-0000-000000000000";

/**
 * lep_workspace_dup_office:
 *
 * Returns: (transfer full) (nullable): the id of the office's space; %NULL where
 *   this laptop does not have it
 */
char *
lep_workspace_dup_office (LepWorkspace *workspace)
{
  g_autoptr (LepStmt) stmt =
    lep_db_prepare (lep_workspace_get_db (workspace), "SELECT lep_id_text (id) FROM space WHERE no = " LEP_SQL_OFFICE, NULL);

  return stmt != NULL && lep_stmt_next (stmt, NULL) ? lep_stmt_dup_text (stmt, 0) : NULL;
}

/**
 * lep_office_has_rule:
 * @rule: (nullable): its number, as an explanation writes it
 *
 * Returns: whether what the rule finds is known to the office alone
 */
gboolean
lep_office_has_rule (const char *rule)
{
  return g_strcmp0 (rule, "8") == 0 || g_strcmp0 (rule, G_STRINGIFY (LEP_ATTENTION_RULE_OFFICE)) == 0;
}

/**
 * lep_office_query_new:
 * @kind: check, assessor, assessment or score
 *
 * Returns: (transfer full): lists those that count
 */
LepQuery *
lep_office_query_new (LepWorkspace *workspace,
                      const char   *kind)
{
  LepQuery        *query = lep_query_new (kind);
  g_autofree char *office = lep_workspace_dup_office (workspace);

  lep_query_set_space (query, office != NULL ? office : nowhere);
  return query;
}
