/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What needs attention: the rules of the data model, checked over everything
 * that is here. Two valid edits can merge into a bad pair, so each rule that
 * refuses an edit is looked for here as well. */

#include <stdlib.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "lep-attention-private.h"
#include "lep-sentence.h"
#include "lep-util.h"

#include "lep-attention.h"

/* Today and two weeks. */
#define DAYS_SOON 15

void
lep_finding_free (LepFinding *self)
{
  if (self == NULL)
    return;

  g_free (self->kind);
  g_free (self->id);
  g_free (self->space);
  g_free (self->field);
  g_free (self->aspect);
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
 * lep_attention_describe_amount:
 * @amount: minor units, or hundredths of a percent
 *
 * Returns: (transfer full): as facts tell it, whatever the reader's language
 */
char *
lep_attention_describe_amount (gint64 amount)
{
  return g_strdup_printf ("%s%" G_GINT64_FORMAT ".%02d", amount < 0 ? "-" : "", ABS (amount / 100), abs ((int) (amount % 100)));
}

static void
describe_column (GString    *facts,
                 const char *type,
                 LepStmt    *stmt,
                 int         column)
{
  g_autofree char *amount = NULL;

  g_string_append_c (facts, '\n');
  if (g_strcmp0 (type, "money") == 0 || g_strcmp0 (type, "percent") == 0)
    {
      amount = lep_attention_describe_amount (lep_stmt_int64 (stmt, column));
      g_string_append (facts, amount);
    }
  else if (!lep_stmt_is_null (stmt, column))
    g_string_append (facts, lep_stmt_text (stmt, column));
}

/* The columns that the sentence tells, and by which rule: not its words. */
static char *
describe_facts (const LepAttentionRule *rule,
                LepStmt                *stmt)
{
  GString *facts = g_string_new (rule->aspect != NULL ? rule->aspect : "");
  g_auto (GStrv) types = g_strsplit (rule->types != NULL ? rule->types : "", " ", -1);
  int n_types = (int) g_strv_length (types);

  for (int i = 0; i < 3; i++)
    {
      const char place[] = { '{', (char) ('1' + i), '}', '\0' };

      if (strstr (rule->text, place) != NULL)
        describe_column (facts, i < n_types ? types[i] : NULL, stmt, i + 2);
    }
  return g_string_free (facts, FALSE);
}

/**
 * lep_attention_report:
 * @stmt: of the rule, with all that it asks for
 *
 * Adds what the statement of a rule finds.
 */
gboolean
lep_attention_report (LepWorkspace           *workspace,
                      const LepAttentionRule *rule,
                      LepStmt                *stmt,
                      GPtrArray              *findings,
                      GError                **error)
{
  gboolean has_row;

  while (TRUE)
    {
      if (!lep_stmt_step (stmt, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      lep_attention_add (findings, rule->rule, rule->kind, lep_stmt_text (stmt, 0), lep_stmt_text (stmt, 1),
                         rule->field, lep_sentence_fill (workspace, _ (rule->text), rule->types, stmt, 2), describe_facts (rule, stmt));
      ((LepFinding *) g_ptr_array_index (findings, findings->len - 1))->aspect = g_strdup (rule->aspect);
    }
}

static gboolean
check_rule (LepWorkspace           *workspace,
            const LepAttentionRule *rule,
            const char             *today,
            const char             *now,
            GPtrArray              *findings,
            GError                **error)
{
  g_autoptr (LepStmt) stmt = lep_db_prepare (lep_workspace_get_db (workspace), rule->sql, error);

  if (stmt == NULL)
    return FALSE;

  if (strstr (rule->sql, ":today") != NULL)
    lep_stmt_bind_text (stmt, ":today", today);
  if (strstr (rule->sql, ":now") != NULL)
    lep_stmt_bind_text (stmt, ":now", now);
  if (strstr (rule->sql, ":soon") != NULL)
    {
      char soon[LEP_TIME_TEXT_SIZE + 1];

      lep_time_start_of_day (today, DAYS_SOON, lep_workspace_get_zone (workspace), soon);
      lep_stmt_bind_text (stmt, ":soon", soon);
    }
  return lep_attention_report (workspace, rule, stmt, findings, error);
}

/* Ends what was read of one moment, and begins the next unless something failed: who
 * writes waits for one check only, and a check of many statements takes the lock of
 * the file once. */
static gboolean
next_moment (LepDb   *db,
             gboolean done,
             GError **error)
{
  lep_db_rollback (db);
  return done && lep_db_begin_read (db, error);
}

/* The checks that take more than one statement. */
static gboolean
check_all (LepWorkspace *workspace,
           const char   *day,
           GPtrArray    *findings,
           GPtrArray    *away,
           GError      **error)
{
  static gboolean (*const checks[]) (LepWorkspace * workspace, GPtrArray * findings, GError * *error) = {
    lep_attention_results, lep_attention_reported_twice, lep_attention_doubles, lep_attention_broken,
    lep_attention_ranges, lep_attention_orders, lep_attention_locked, lep_attention_reported, lep_attention_regraded, lep_attention_overspent,
    lep_attention_currency, lep_attention_decided, lep_attention_members, lep_attention_deleted
  };
  LepDb   *db = lep_workspace_get_db (workspace);
  gboolean done = lep_db_begin_read (db, error);

  done = done && next_moment (db, lep_attention_groups (workspace, day, findings, error), error) &&
         next_moment (db, lep_attention_reopened (workspace, day, findings, error), error);
  for (guint i = 0; i < G_N_ELEMENTS (checks) && done; i++)
    done = next_moment (db, checks[i](workspace, findings, error), error);
  done = done && lep_attention_sort_out (workspace, findings, away, error);
  lep_db_rollback (db);
  return done;
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
 * @workspace: in no transaction
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
  char             now[LEP_TIME_TEXT_SIZE + 1];

  g_return_val_if_fail (LEP_IS_WORKSPACE (workspace), NULL);

  day = lep_workspace_dup_today (workspace);
  lep_clock_now_text (lep_workspace_get_clock (workspace), now);
  /* Of another day than today there is no hour. */
  if (today != NULL && strcmp (today, day) != 0)
    {
      lep_set_str (&day, today);
      g_strlcpy (now, day, sizeof now);
    }
  for (guint i = 0; i < lep_attention_n_rules; i++)
    if (!check_rule (workspace, &lep_attention_rules[i], day, now, findings, error))
      return NULL;
  if (!check_all (workspace, day, findings, away, error))
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
