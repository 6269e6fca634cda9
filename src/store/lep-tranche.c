/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a tranche is paid on, compared with what is entered. */

#include <glib/gi18n-lib.h>

#include "lep-query.h"

#include "lep-tranche.h"

/* Whether a report of the project was approved; @is_final: the one on all of it. */
static gboolean
find_approved (LepWorkspace *workspace,
               const char   *project,
               gboolean      is_final,
               gboolean     *found,
               GError      **error)
{
  g_autoptr (LepQuery) query = lep_query_new ("period");
  g_autoptr (GPtrArray) periods = NULL;

  lep_query_add_filter (query, "project", project);
  periods = lep_query_run (workspace, query, error);
  *found = FALSE;
  for (guint i = 0; periods != NULL && i < periods->len; i++)
    {
      LepRecord  *period = g_ptr_array_index (periods, i);
      const char *status = lep_record_get (period, "status");

      *found |= (g_strcmp0 (status, "approved") == 0 || g_strcmp0 (status, "locked") == 0) &&
                (!is_final || g_strcmp0 (lep_record_get (period, "kind"), "final") == 0);
    }
  return periods != NULL;
}

/* A signature after @day is none yet on it. */
static gboolean
find_agreement (LepWorkspace *workspace,
                const char   *project,
                const char   *day,
                gboolean     *found,
                GError      **error)
{
  g_autoptr (LepRecord) record = lep_workspace_get_record (workspace, "project", project, NULL, error);
  const char *signed_on = record != NULL ? lep_record_get (record, "agreement_on") : NULL;

  *found = signed_on != NULL && g_strcmp0 (signed_on, day) <= 0;
  return record != NULL;
}

/**
 * lep_tranche_find_unmet:
 * @day: YYYY-MM-DD, on which the tranche is to be due, requested, approved or paid
 * @unmet: (out) (nullable): a sentence that says which condition of the tranche is not
 *   met by what is entered; %NULL: it is, or, of a milestone, nothing here could tell
 */
gboolean
lep_tranche_find_unmet (LepWorkspace *workspace,
                        LepRecord    *tranche,
                        const char   *day,
                        char        **unmet,
                        GError      **error)
{
  const char *condition = lep_record_get (tranche, "condition");
  const char *project = lep_record_get (tranche, "project");
  const char *due_on = lep_record_get (tranche, "due_on");
  gboolean    is_final = g_strcmp0 (condition, "final_report") == 0;
  gboolean    found = TRUE, done = TRUE;

  *unmet = NULL;
  if (project == NULL)
    return TRUE;

  if (g_strcmp0 (condition, "signature") == 0)
    {
      done = find_agreement (workspace, project, day, &found, error);
      *unmet = found ? NULL : g_strdup (_ ("It is paid on the signature, and the project has no agreement signed by this day."));
    }
  else if (is_final || g_strcmp0 (condition, "interim_report") == 0)
    {
      done = find_approved (workspace, project, is_final, &found, error);
      if (!found)
        *unmet = g_strdup (is_final ? _ ("It is paid on the final report, and no final report of the project is approved.")
                                    : _ ("It is paid on an interim report, and no report of the project is approved."));
    }
  else if (g_strcmp0 (condition, "date") == 0 && due_on != NULL && g_strcmp0 (due_on, day) > 0)
    {
      *unmet = g_strdup (_ ("It is paid on a day, which is still to come."));
    }
  if (!done)
    g_clear_pointer (unmet, g_free);
  return done;
}
