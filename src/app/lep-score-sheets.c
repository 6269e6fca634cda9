/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who assesses an application sees the own sheet alone until it is final; who does
 * not, such as a clerk who types in sheets of paper, opens one after the other. */

#include <glib/gi18n.h>

#include "lep-call-office.h"
#include "lep-office.h"

#include "lep-score-sheets.h"

/* Without an assessment, or a status, nothing is said about interests yet. */
gboolean
lep_score_sheet_has_status (LepRecord  *assessment,
                            const char *status)
{
  const char *own = assessment == NULL ? NULL : lep_record_get (assessment, "status");

  return g_strcmp0 (own != NULL ? own : "assigned", status) == 0;
}

/* The person's own assessment among all of them, or NULL. */
static LepRecord *
find_own (LepWorkspace *workspace,
          GPtrArray    *all)
{
  g_autofree char *person = NULL;

  lep_workspace_get_meta (workspace, LEP_META_PERSON, &person, NULL);
  for (guint i = 0; i < all->len; i++)
    {
      LepRecord       *assessment = g_ptr_array_index (all, i);
      g_autofree char *name = lep_workspace_dup_title (workspace, "assessor", lep_record_get (assessment, "assessor"));

      if (lep_call_is_same_person (person, name))
        return assessment;
    }
  return NULL;
}

static gboolean
is_done (LepRecord *assessment)
{
  return lep_score_sheet_has_status (assessment, "final") || lep_score_sheet_has_status (assessment, "excluded");
}

/**
 * lep_score_sheets_read:
 * @stage: of the call
 * @closed: (out) (nullable) (transfer none): why the points of all are not shown
 *   together, translated; %NULL: they are
 *
 * Returns: (transfer full) (nullable) (element-type LepRecord): the assessments of the
 *   application whose sheets may be opened here; %NULL and @error where they could not be
 *   read
 */
GPtrArray *
lep_score_sheets_read (LepWorkspace *workspace,
                       const char   *application,
                       const char   *stage,
                       const char  **closed,
                       GError      **error)
{
  g_autoptr (GPtrArray) sheets = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (LepQuery) query = lep_office_query_new (workspace, "assessment");
  g_autoptr (GPtrArray) all = NULL;
  LepRecord *own;
  gboolean   done = TRUE;

  lep_query_add_filter (query, "application", application);
  all = lep_query_run (workspace, query, error);
  if (all == NULL)
    return NULL;
  for (guint i = 0; i < all->len; i++)
    {
      LepRecord *one = g_ptr_array_index (all, i);

      if (lep_call_find_assessment (all, lep_record_get (one, "assessor"), stage) == one && !lep_record_is_withheld (one))
        g_ptr_array_add (sheets, g_object_ref (one));
    }
  for (guint i = 0; i < sheets->len; i++)
    done = done && is_done (g_ptr_array_index (sheets, i));

  own = find_own (workspace, sheets);
  if (own != NULL && !is_done (own))
    *closed = _ ("What the others gave is shown once your sheet is final.");
  else if (sheets->len == 0)
    *closed = _ ("No assessor is assigned yet. Assign one below, or all of a call at once with “Committee” in the call.");
  else
    *closed = own != NULL || done ? NULL : _ ("The points are shown together once all sheets are final.");
  return g_steal_pointer (&sheets);
}

/* In the list of assessors, where a call has two stages: of which one the sheet is. One
 * that names none counts in both. */
void
lep_score_sheets_tell_stage (LepTab        *tab,
                             LepRelatedRow *row)
{
  LepRecord *application = lep_tab_get_record (tab);
  g_autoptr (LepRecord) call = lep_workspace_get_record (lep_tab_get_workspace (tab), "call", lep_record_get (application, "call"), NULL, NULL);
  const char      *stage = lep_record_get (lep_related_row_get_record (row), "stage");
  const char      *name = stage != NULL ? lep_code_label ("stage", stage) : _ ("Both stages");
  const char      *subtitle = adw_action_row_get_subtitle (ADW_ACTION_ROW (row));
  g_autofree char *text = NULL;

  if (call == NULL || g_strcmp0 (lep_record_get (call, "stages"), "two") != 0)
    return;
  text = subtitle != NULL && *subtitle != '\0' ? g_strdup_printf ("%s · %s", name, subtitle) : g_strdup (name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
}
