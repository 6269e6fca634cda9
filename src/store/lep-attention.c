/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What needs attention: the rules of the data model, checked over everything
 * that is here. Two valid edits can merge into a bad pair, so each rule that
 * refuses an edit is looked for here as well. */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "lep-attention-private.h"

#include "lep-attention.h"

void
lep_finding_free (LepFinding *self)
{
  if (self == NULL)
    return;

  g_free (self->kind);
  g_free (self->id);
  g_free (self->space);
  g_free (self->field);
  g_free (self->text);
  g_free (self->facts);
  g_free (self->explanation);
  g_free (self->reason);
  g_free (self->by);
  g_free (self->at);
  g_free (self);
}

/**
 * lep_attention_add:
 * @text: (transfer full): the sentence
 * @facts: (transfer full): what was found, the same in all languages: an
 *   explanation holds as long as it does
 *
 * Adds a finding.
 */
void
lep_attention_add (GPtrArray  *findings,
                   guint       rule,
                   const char *kind,
                   const char *id,
                   const char *space,
                   const char *field,
                   char       *text,
                   char       *facts)
{
  LepFinding      *finding = g_new0 (LepFinding, 1);
  g_autofree char *all = g_strdup_printf ("%s\n%s", field != NULL ? field : "", facts);

  finding->rule = rule;
  finding->kind = g_strdup (kind);
  finding->id = g_strdup (id);
  finding->space = g_strdup (space);
  finding->field = g_strdup (field);
  finding->text = text;
  finding->facts = g_compute_checksum_for_string (G_CHECKSUM_SHA256, all, -1);
  g_free (facts);
  g_ptr_array_add (findings, finding);
}

/**
 * lep_attention_fill_in:
 * @first: the column that stands for {1}
 *
 * Returns: (transfer full): @text with columns of the row in the places of
 *   {1}, {2} and {3}
 */
char *
lep_attention_fill_in (const char *text,
                       LepStmt    *stmt,
                       int         first)
{
  GString *out = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c++)
    {
      if (c[0] == '{' && c[1] >= '1' && c[1] <= '3' && c[2] == '}')
        {
          const char *value = lep_stmt_text (stmt, first + (c[1] - '1'));

          g_string_append (out, value != NULL ? value : "–");
          c += 2;
          continue;
        }
      g_string_append_c (out, *c);
    }
  return g_string_free (out, FALSE);
}

/* The columns that the sentence tells, and by which rule: not its words. */
static char *
describe_facts (const LepAttentionRule *rule,
                LepStmt                *stmt)
{
  GString *facts = g_string_new (rule->aspect != NULL ? rule->aspect : "");

  for (int i = 1; i <= 3; i++)
    {
      g_autofree char *place = g_strdup_printf ("{%d}", i);

      if (strstr (rule->text, place) == NULL)
        continue;
      g_string_append_c (facts, '\n');
      g_string_append (facts, lep_stmt_is_null (stmt, i + 1) ? "" : lep_stmt_text (stmt, i + 1));
    }
  return g_string_free (facts, FALSE);
}

static gboolean
check_rule (LepWorkspace           *workspace,
            const LepAttentionRule *rule,
            const char             *today,
            GPtrArray              *findings,
            GError                **error)
{
  g_autoptr (LepStmt) stmt = lep_db_prepare (lep_workspace_get_db (workspace), rule->sql, error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;

  if (strstr (rule->sql, ":today") != NULL)
    lep_stmt_bind_text (stmt, ":today", today);
  while (TRUE)
    {
      if (!lep_stmt_step (stmt, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      lep_attention_add (findings, rule->rule, rule->kind, lep_stmt_text (stmt, 0), lep_stmt_text (stmt, 1),
                         rule->field, lep_attention_fill_in (_ (rule->text), stmt, 2), describe_facts (rule, stmt));
    }
}

static int
compare_findings (gconstpointer a,
                  gconstpointer b)
{
  const LepFinding *left = *(const LepFinding *const *) a;
  const LepFinding *right = *(const LepFinding *const *) b;

  if (left->rule != right->rule)
    return left->rule < right->rule ? -1 : 1;
  return strcmp (left->id, right->id);
}

/**
 * lep_attention:
 * @today: (nullable): a date; %NULL = by the workspace's clock
 * @put_away: (out) (optional) (transfer full) (element-type LepFinding): what
 *   somebody explained to be no problem, with the reason
 *
 * Returns: (transfer full) (element-type LepFinding): what the rules find in
 *   the live records, by rule, without what was put away
 */
GPtrArray *
lep_attention (LepWorkspace *workspace,
               const char   *today,
               GPtrArray   **put_away,
               GError      **error)
{
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func ((GDestroyNotify) lep_finding_free);
  g_autoptr (GPtrArray) away = g_ptr_array_new_with_free_func ((GDestroyNotify) lep_finding_free);
  g_autofree char *day = NULL;

  g_return_val_if_fail (LEP_IS_WORKSPACE (workspace), NULL);

  day = today != NULL ? g_strdup (today) : lep_workspace_dup_today (workspace);
  for (guint i = 0; i < lep_attention_n_rules; i++)
    if (!check_rule (workspace, &lep_attention_rules[i], day, findings, error))
      return NULL;
  if (!lep_attention_groups (workspace, day, findings, error) ||
      !lep_attention_reported_twice (workspace, findings, error) ||
      !lep_attention_doubles (workspace, findings, error) ||
      !lep_attention_broken (workspace, findings, error) ||
      !lep_attention_ranges (workspace, findings, error) ||
      !lep_attention_orders (workspace, findings, error) ||
      !lep_attention_locked (workspace, findings, error) ||
      !lep_attention_overspent (workspace, findings, error) ||
      !lep_attention_decided (workspace, findings, error) ||
      !lep_attention_reopened (workspace, day, findings, error) ||
      !lep_attention_members (workspace, findings, error) ||
      !lep_attention_deleted (workspace, findings, error) ||
      !lep_attention_sort_out (workspace, findings, away, error))
    return NULL;

  g_ptr_array_sort (findings, compare_findings);
  g_ptr_array_sort (away, compare_findings);
  if (put_away != NULL)
    *put_away = g_steal_pointer (&away);
  return g_steal_pointer (&findings);
}

/**
 * lep_attention_count:
 *
 * Returns: how many findings lep_attention () has; −1 on an error
 */
gint64
lep_attention_count (LepWorkspace *workspace,
                     const char   *today,
                     GError      **error)
{
  g_autoptr (GPtrArray) findings = lep_attention (workspace, today, NULL, error);

  return findings != NULL ? (gint64) findings->len : -1;
}
