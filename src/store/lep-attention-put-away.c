/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "Not a problem, because …": explanations put away what a rule found, for
 * everybody who has the record, as long as the facts stay the same. */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "lep-attention-private.h"
#include "lep-heads.h"
#include "lep-office.h"
#include "lep-record.h"
#include "lep-revocation.h"

typedef struct
{
  char  *id;
  char  *reason;
  gint64 rid;
} Explanation;

static void
explanation_free (gpointer data)
{
  Explanation *self = data;

  g_free (self->id);
  g_free (self->reason);
  g_free (self);
}

/* Where the explanation of a finding is kept: with the record, but what only the
 * office knows stays there. */
static char *
dup_home (LepWorkspace     *workspace,
          const LepFinding *finding)
{
  g_autofree char *rule = g_strdup_printf ("%u", finding->rule);
  char            *office = lep_office_has_rule (rule) ? lep_workspace_dup_office (workspace) : NULL;

  return office != NULL ? office : g_strdup (finding->space);
}

static char *
make_key (const char *space,
          const char *about,
          gint64      rule,
          const char *facts)
{
  return g_strdup_printf ("%s %s %" G_GINT64_FORMAT " %s", space, about, rule, facts);
}

/* All that are here, by what they explain. */
static GHashTable *
read_explanations (LepWorkspace *workspace,
                   GError      **error)
{
  static const char sql[] =
    "SELECT " LEP_ID_AND_SPACE ", k.about, k.rule, k.facts, k.reason, r.rid" LEP_LIVE ("explanation");
  g_autoptr (GHashTable) explanations = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, explanation_free);
  g_autoptr (LepStmt) stmt = lep_db_prepare (lep_workspace_get_db (workspace), sql, error);
  gboolean has_row;

  if (stmt == NULL)
    return NULL;
  while (TRUE)
    {
      Explanation *explanation;

      if (!lep_stmt_step (stmt, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&explanations);

      explanation = g_new0 (Explanation, 1);
      explanation->id = lep_stmt_dup_text (stmt, 0);
      explanation->reason = lep_stmt_dup_text (stmt, 5);
      explanation->rid = lep_stmt_int64 (stmt, 6);
      g_hash_table_replace (explanations,
                            make_key (lep_stmt_text (stmt, 1), lep_stmt_text (stmt, 2), lep_stmt_int64 (stmt, 3),
                                      lep_stmt_text (stmt, 4)),
                            explanation);
    }
}

/* Person and time of the change that wrote the row last. */
static gboolean
read_writer (LepFinding   *finding,
             LepWorkspace *workspace,
             gint64        rid,
             GError      **error)
{
  LepDb *db = lep_workspace_get_db (workspace);
  g_autoptr (LepStmt) row = lep_db_prepare (db, "SELECT clock FROM row WHERE rid = :rid", error);
  g_autoptr (LepStmt) change = row != NULL ? lep_db_prepare (db, "SELECT at, author FROM change WHERE stream_no = :stream AND n = :n", error) : NULL;
  g_autoptr (GArray) heads = g_array_new (FALSE, FALSE, sizeof (LepHead));
  gboolean has_row;

  if (change == NULL)
    return FALSE;
  lep_stmt_bind_int64 (row, ":rid", rid);
  if (!lep_stmt_step (row, &has_row, error))
    return FALSE;
  if (has_row)
    lep_heads_decode (lep_stmt_blob (row, 0), lep_stmt_size (row, 0), heads);

  for (guint i = 0; i < heads->len; i++)
    {
      const LepHead *head = &g_array_index (heads, LepHead, i);

      lep_stmt_reset (change);
      lep_stmt_bind_int64 (change, ":stream", head->stream);
      lep_stmt_bind_int64 (change, ":n", head->n);
      if (!lep_stmt_step (change, &has_row, error))
        return FALSE;
      if (!has_row || lep_stmt_is_null (change, 0) || g_strcmp0 (lep_stmt_text (change, 0), finding->at) <= 0)
        continue;
      g_free (finding->at);
      g_free (finding->by);
      finding->at = lep_stmt_dup_text (change, 0);
      finding->by = lep_stmt_dup_text (change, 1);
    }
  return TRUE;
}

/* Whoever decided in the office's place does not explain it either.
 * @officers: (inout): read once, where it is asked for */
static gboolean
may_excuse (LepWorkspace      *workspace,
            const LepFinding  *finding,
            const Explanation *explanation,
            GHashTable       **officers,
            gboolean          *may,
            GError           **error)
{
  *may = TRUE;
  if (finding->rule != LEP_ATTENTION_RULE_DECIDED)
    return TRUE;
  if (*officers == NULL)
    *officers = lep_officers_load (workspace, error);
  return *officers != NULL &&
         lep_officers_wrote (*officers, workspace, explanation->rid, "reason", may, error);
}

/**
 * lep_attention_sort_out:
 * @findings: (element-type LepFinding): what the rules found
 * @put_away: (element-type LepFinding): takes those that somebody explained
 */
gboolean
lep_attention_sort_out (LepWorkspace *workspace,
                        GPtrArray    *findings,
                        GPtrArray    *put_away,
                        GError      **error)
{
  g_autoptr (GHashTable) explanations = read_explanations (workspace, error);
  g_autoptr (GHashTable) officers = NULL;

  if (explanations == NULL)
    return FALSE;

  for (guint i = findings->len; i > 0 && g_hash_table_size (explanations) > 0; i--)
    {
      LepFinding        *finding = g_ptr_array_index (findings, i - 1);
      g_autofree char   *home = dup_home (workspace, finding);
      g_autofree char   *key = make_key (home, finding->id, finding->rule, finding->facts);
      const Explanation *explanation = g_hash_table_lookup (explanations, key);
      gboolean           may;

      if (explanation == NULL)
        continue;
      if (!may_excuse (workspace, finding, explanation, &officers, &may, error))
        return FALSE;
      if (!may)
        continue;
      g_ptr_array_add (put_away, g_ptr_array_steal_index_fast (findings, i - 1));
      finding->explanation = g_strdup (explanation->id);
      finding->reason = g_strdup (explanation->reason);
      if (!read_writer (finding, workspace, explanation->rid, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
enter (LepEdit          *edit,
       LepWorkspace     *workspace,
       const LepFinding *finding,
       const char       *reason,
       GError          **error)
{
  g_autofree char *rule = g_strdup_printf ("%u", finding->rule);
  g_autofree char *home = dup_home (workspace, finding);

  if (!lep_edit_row (edit, home, "explanation", NULL, error))
    return FALSE;

  lep_edit_again (edit);
  lep_edit_set (edit, "about", finding->id);
  lep_edit_set (edit, "rule", rule);
  if (finding->field != NULL)
    lep_edit_set (edit, "field", finding->field);
  lep_edit_set (edit, "facts", finding->facts);
  lep_edit_set (edit, "reason", reason);
  return TRUE;
}

/* Refuses what would put nothing away. */
static gboolean
check_may_excuse (LepWorkspace     *workspace,
                  const LepFinding *finding,
                  GError          **error)
{
  g_autoptr (GHashTable) officers = NULL;
  char    id[LEP_UUID_TEXT_SIZE + 1];
  LepUuid own;

  if (finding->rule != LEP_ATTENTION_RULE_DECIDED)
    return TRUE;

  officers = lep_officers_load (workspace, error);
  if (officers == NULL)
    return FALSE;
  if (!lep_workspace_get_own (workspace, &own, error))
    return FALSE;
  lep_uuid_format (&own, id);
  if (g_hash_table_contains (officers, id))
    return TRUE;
  g_set_error_literal (error, LEP_ERROR, LEP_ERROR_INVALID,
                       _ ("Whether this decision holds is for the programme's officers to say. Ask them: one of them can put it away, and it goes for everybody then."));
  return FALSE;
}

/**
 * lep_attention_put_away:
 * @findings: (element-type LepFinding)
 * @reason: why they are not a problem
 *
 * Puts findings away for everybody who has the records, until their facts
 * change; one action, which undo takes back. Fails with %LEP_ERROR_INVALID
 * without a reason, and where others have the word.
 */
gboolean
lep_attention_put_away (LepWorkspace *workspace,
                        GPtrArray    *findings,
                        const char   *reason,
                        GError      **error)
{
  g_autoptr (LepEdit) edit = lep_edit_new (workspace);

  for (guint i = 0; i < findings->len; i++)
    if (!check_may_excuse (workspace, g_ptr_array_index (findings, i), error) ||
        !enter (edit, workspace, g_ptr_array_index (findings, i), reason, error))
      return FALSE;
  return lep_edit_commit (edit, error);
}

/**
 * lep_attention_take_back:
 * @findings: (element-type LepFinding): that were put away
 *
 * Lists the findings again, for everybody.
 */
gboolean
lep_attention_take_back (LepWorkspace *workspace,
                         GPtrArray    *findings,
                         GError      **error)
{
  g_autoptr (LepEdit) edit = lep_edit_new (workspace);

  for (guint i = 0; i < findings->len; i++)
    {
      const LepFinding *finding = g_ptr_array_index (findings, i);
      g_autofree char  *home = dup_home (workspace, finding);

      if (finding->explanation != NULL && !lep_edit_delete (edit, home, "explanation", finding->explanation, error))
        return FALSE;
    }
  return lep_edit_commit (edit, error);
}
