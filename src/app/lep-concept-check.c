/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When the concept note of a full application came, and what its check found. The full
 * application has written over it; the log keeps it. */

#include <glib/gi18n.h>

#include "lep-call-office.h"
#include "lep-field-text.h"
#include "lep-format.h"
#include "lep-office.h"

#include "lep-concept-check.h"

/* "Received at: … · Received by: … · Copies: …" */
static char *
describe_receipt (LepWorkspace *workspace,
                  LepRecord    *concept)
{
  static const char *const fields[] = { "received_at", "channel", "copies", "requested", "decided_on" };
  GString                 *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const LepField  *field = lep_kind_field (lep_record_get_kind (concept), fields[i]);
      const char      *value = lep_record_get (concept, fields[i]);
      g_autofree char *shown = NULL;

      if (value != NULL)
        shown = field->type == LEP_TYPE_MONEY ? lep_money_label (lep_record_get (concept, "currency"), value) : lep_field_label (workspace, field, value);
      if (shown != NULL)
        g_string_append_printf (text, "%s%s: %s", text->len > 0 ? " · " : "", lep_schema_label (field->label), shown);
    }
  return g_string_free (text, FALSE);
}

static LepRecord *
find_check (const GPtrArray *checks,
            LepRecord       *requirement)
{
  for (guint i = 0; i < checks->len; i++)
    if (g_strcmp0 (lep_record_get (g_ptr_array_index (checks, i), "requirement"), lep_record_get_id (requirement)) == 0)
      return g_ptr_array_index (checks, i);
  return NULL;
}

/* The comment, who checked, and when. */
static GtkWidget *
new_answer (LepRecord *requirement,
            LepRecord *check,
            guint      number)
{
  static const char *const fields[] = { "note", "by", "checked_on" };
  const char              *answer = check == NULL ? NULL : lep_record_get (check, "answer");
  g_autofree char         *title = g_strdup_printf ("%u. %s", number, lep_record_get (requirement, "text"));
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; check != NULL && i < G_N_ELEMENTS (fields); i++)
    {
      const char      *value = lep_record_get (check, fields[i]);
      g_autofree char *shown = value != NULL ? lep_field_show (lep_kind_field (lep_record_get_kind (check), fields[i]), value) : NULL;

      if (shown != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", shown);
    }
  return lep_concept_row_new (title, text->len > 0 ? text->str : NULL, answer != NULL ? lep_code_label ("check_answer", answer) : LEP_NOTHING);
}

static char *
describe_result (guint n_no,
                 guint n_open)
{
  if (n_no > 0)
    return g_strdup_printf (ngettext ("%u requirement is not met.", "%u requirements are not met.", n_no), n_no);
  if (n_open > 0)
    return g_strdup_printf (ngettext ("%u requirement is not answered yet.", "%u requirements are not answered yet.", n_open), n_open);
  return g_strdup (_ ("All requirements are met or do not apply."));
}

/* Adds the answers to @rows; @result: (out) (nullable): what came of the check. A laptop
 * that has no answers of the office says nothing of them. */
static gboolean
add_answers (GPtrArray    *rows,
             LepWorkspace *workspace,
             LepRecord    *concept,
             const char   *invited_at,
             char        **result,
             GError      **error)
{
  g_autoptr (LepQuery) query = lep_query_new ("requirement");
  g_autoptr (LepQuery) answers = lep_office_query_new (workspace, "check");
  g_autoptr (GPtrArray) requirements = NULL;
  g_autoptr (GPtrArray) checks = NULL;
  guint n_no = 0, n_open = 0;

  lep_query_add_filter (query, "call", lep_record_get (concept, "call"));
  lep_query_set_sort (query, "position", FALSE);
  lep_query_add_filter (answers, "application", lep_record_get_id (concept));
  requirements = lep_query_run (workspace, query, error);
  checks = requirements != NULL ? lep_query_run (workspace, answers, error) : NULL;
  if (checks == NULL)
    return FALSE;
  if (checks->len == 0 && !lep_call_is_office (workspace))
    return TRUE;
  for (guint i = 0; i < checks->len; i++)
    if (!lep_check_put_back (workspace, g_ptr_array_index (checks, i), invited_at, error))
      return FALSE;
  for (guint i = 0; i < requirements->len; i++)
    {
      LepRecord  *requirement = g_ptr_array_index (requirements, i), *check = find_check (checks, requirement);
      const char *answer = check == NULL ? NULL : lep_record_get (check, "answer");

      if (g_strcmp0 (lep_record_get (requirement, "stage"), "full") == 0)
        continue;
      n_no += g_strcmp0 (answer, "no") == 0;
      n_open += answer == NULL || g_strcmp0 (answer, "pending") == 0;
      g_ptr_array_add (rows, new_answer (requirement, check, rows->len + 1));
    }
  if (rows->len > 0)
    *result = describe_result (n_no, n_open);
  return TRUE;
}

/* @text: (out) (nullable): how the check ended, %NULL where it was no concept note; the
 * answers are added to @rows. */
static gboolean
read_check (LepWorkspace *workspace,
            const char   *application,
            GPtrArray    *rows,
            char        **text,
            GError      **error)
{
  g_autoptr (LepRecord) concept = lep_workspace_get_record (workspace, "application", application, NULL, error);
  g_autofree char *invited_at = NULL, *receipt = NULL, *result = NULL;

  if (concept == NULL || !lep_application_put_back (workspace, concept, &invited_at, error))
    return FALSE;
  if (invited_at == NULL)
    return TRUE;
  if (!add_answers (rows, workspace, concept, invited_at, &result, error))
    return FALSE;
  receipt = describe_receipt (workspace, concept);
  *text = g_strjoin ("\n", receipt, result, NULL);
  return TRUE;
}

/**
 * lep_concept_check_show:
 * @application: id; one that was no concept note hides the fold
 *
 * Returns: %FALSE and @error where it could not be read; the fold is hidden then
 */
gboolean
lep_concept_check_show (LepConceptFold *fold,
                        LepWorkspace   *workspace,
                        const char     *application,
                        GError        **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  g_autofree char *text = NULL;
  gboolean         done = read_check (workspace, application, rows, &text, error);

  lep_concept_fold_set_application (fold, application);
  if (text != NULL)
    lep_concept_fold_show (fold, text, rows);
  else
    lep_concept_fold_hide (fold);
  return done;
}
