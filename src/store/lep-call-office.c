/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Work on a whole call: its grid taken over from an earlier one, its committee,
 * and the step that the points say for each application. */

#include <glib/gi18n-lib.h>
#include <string.h>

#include "lep-fold.h"

#include "lep-call-private.h"
#include "lep-office.h"
#include "lep-query.h"

static const char *const decided_states[] = { "preselected", "selected", "reserve", "rejected", NULL };

static GPtrArray *
list_of_call (LepWorkspace *workspace,
              const char   *kind,
              const char   *call,
              GError      **error)
{
  g_autoptr (LepQuery) query = lep_query_new (kind);

  lep_query_add_filter (query, "call", call);
  lep_query_set_sort (query, "position", FALSE);
  return lep_query_run (workspace, query, error);
}

/* Whether the call has a row with the same stage and text. */
static gboolean
has_same (GPtrArray *rows,
          LepRecord *record)
{
  for (guint i = 0; i < rows->len; i++)
    {
      LepRecord *row = g_ptr_array_index (rows, i);

      if (g_strcmp0 (lep_record_get (row, "text"), lep_record_get (record, "text")) == 0 &&
          g_strcmp0 (lep_record_get (row, "stage"), lep_record_get (record, "stage")) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
copy_rows (LepEdit      *edit,
           LepWorkspace *workspace,
           const char   *kind,
           const char   *from,
           const char   *to,
           GError      **error)
{
  g_autoptr (GPtrArray) rows = list_of_call (workspace, kind, from, error);
  g_autoptr (GPtrArray) there = rows == NULL ? NULL : list_of_call (workspace, kind, to, error);

  if (there == NULL)
    return FALSE;

  for (guint i = 0; i < rows->len; i++)
    {
      LepRecord *row = g_ptr_array_index (rows, i);

      if (has_same (there, row))
        continue;
      if (!lep_edit_row (edit, NULL, kind, NULL, error))
        return FALSE;
      for (guint f = 0; f < lep_record_get_n_fields (row); f++)
        {
          const char *field = lep_record_get_field_name (row, f), *value = lep_record_get_value (row, f);

          if (strcmp (field, "call") == 0)
            lep_edit_set (edit, field, to);
          else if (value != NULL)
            lep_edit_set (edit, field, value);
        }
    }
  return TRUE;
}

/* The least points belong to the grid; what the call has already stays. */
static gboolean
copy_thresholds (LepEdit      *edit,
                 LepWorkspace *workspace,
                 const char   *from,
                 const char   *to,
                 GError      **error)
{
  static const char *const fields[] = { "concept_threshold", "full_threshold" };
  g_autoptr (LepRecord) source = lep_workspace_get_record (workspace, "call", from, NULL, error);
  g_autoptr (LepRecord) target = source == NULL ? NULL : lep_workspace_get_record (workspace, "call", to, NULL, error);

  if (target == NULL)
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const char *value = lep_record_get (source, fields[i]);

      if (value == NULL || lep_record_get (target, fields[i]) != NULL)
        continue;
      if (!lep_edit_row (edit, lep_record_get_space (target), "call", to, error))
        return FALSE;
      lep_edit_set (edit, fields[i], value);
    }
  return TRUE;
}

/**
 * lep_call_copy_grid:
 * @from: an earlier call
 * @to: the call that takes over its criteria, requirements and least points
 * @n_copied: (out): how many rows; 0 when all were there
 *
 * What @to has already, by stage and text, is not copied again.
 */
gboolean
lep_call_copy_grid (LepWorkspace *workspace,
                    const char   *from,
                    const char   *to,
                    guint        *n_copied,
                    GError      **error)
{
  g_autoptr (LepEdit) edit = lep_edit_new (workspace);

  if (!copy_rows (edit, workspace, "criterion", from, to, error) ||
      !copy_rows (edit, workspace, "requirement", from, to, error))
    return FALSE;

  *n_copied = lep_edit_get_n_rows (edit);
  return copy_thresholds (edit, workspace, from, to, error) &&
         (lep_edit_get_n_rows (edit) == 0 || lep_edit_commit (edit, error));
}

/* One that has sheets and none of them open. */
static gboolean
is_scored (const LepCallApplication *application)
{
  for (guint i = 0; i < application->sheets->len; i++)
    if (!((const LepCallSheet *) g_ptr_array_index (application->sheets, i))->is_final)
      return FALSE;
  return application->rank.n_sheets > 0;
}

static const char *
decision_of (const LepCallRanking     *ranking,
             const LepCallApplication *application)
{
  switch (application->rank.place)
    {
    case LEP_PLACE_SELECTED:
      return strcmp (ranking->stage, "concept") == 0 ? "preselected" : "selected";
    case LEP_PLACE_RESERVE:
      return "reserve";
    case LEP_PLACE_BELOW:
      return "rejected";
    case LEP_PLACE_UNSCORED:
    default:
      return NULL;
    }
}

static LepCallStep
next_step (const LepCallRanking     *ranking,
           const LepCallApplication *application)
{
  gboolean    concept = strcmp (ranking->stage, "concept") == 0;
  const char *status = application->status != NULL ? application->status : "";
  LepCallStep step = { application, NULL, NULL };

  if (application->rank.taken_out)
    return step;
  if (strcmp (status, concept ? "received" : "full_received") == 0)
    step.why = N_ ("its check is not finished: answer the requirements, then set its state to in order or rejected");
  else if (strcmp (status, concept ? "admin_ok" : "full_admin_ok") == 0)
    {
      if (application->sheets->len == 0)
        step.why = N_ ("no assessor is assigned");
      else if (!is_scored (application))
        step.why = N_ ("a score sheet is not final yet");
      else if (application->rank.diverges && application->rank.n_sheets < 3)
        step.why = N_ ("two assessors are far apart, and a third one is needed");
      else
        step.to = concept ? "scored" : "full_scored";
    }
  else if (strcmp (status, "full_scored") == 0)
    step.why = N_ ("it is not verified yet: when what it says was checked, set its state to verified");
  else if (strcmp (status, concept ? "scored" : "verified") == 0)
    {
      step.to = decision_of (ranking, application);
      if (application->n_conflicts > 0)
        {
          step.to = NULL;
          step.why = N_ ("two values stand side by side, and have to be settled first");
        }
    }
  return step;
}

/* Whether the place of the application among those of its lot can still change:
 * it is to be scored, or what it was scored for is not settled. */
static gboolean
is_open (const LepCallRanking     *ranking,
         const LepCallApplication *application)
{
  const LepCallStep step = next_step (ranking, application);

  return step.why != NULL && g_strcmp0 (application->status, "full_scored") != 0;
}

/* A lot is decided as a whole: one that is scored later could come before those
 * that took its money. */
static void
hold_decisions (const LepCallRanking *ranking,
                const LepLotRanking  *lot,
                GArray               *steps,
                guint                 first)
{
  gboolean open = FALSE;

  for (guint i = 0; i < lot->applications->len; i++)
    open |= is_open (ranking, g_ptr_array_index (lot->applications, i));
  for (guint i = first; open && i < steps->len; i++)
    {
      LepCallStep *step = &g_array_index (steps, LepCallStep, i);

      if (step->to == NULL || !g_strv_contains (decided_states, step->to))
        continue;
      step->to = NULL;
      step->why = N_ ("another application of its lot is still open, and the lot is decided as a whole");
    }
}

/**
 * lep_call_next_steps:
 *
 * What comes next for each application in this stage: once its sheets are final
 * it is scored; once scored (or verified, in the second stage) its place decides,
 * when no other of its lot is open any more. Verifying is a person's own act, so it
 * is never a step.
 *
 * Returns: (transfer full) (element-type LepCallStep): those that move or wait;
 *   they point into @ranking
 */
GArray *
lep_call_next_steps (const LepCallRanking *ranking)
{
  GArray *steps = g_array_new (FALSE, FALSE, sizeof (LepCallStep));

  for (guint l = 0; l < ranking->lots->len; l++)
    {
      const LepLotRanking *lot = g_ptr_array_index (ranking->lots, l);
      guint                first = steps->len;

      for (guint i = 0; i < lot->applications->len; i++)
        {
          LepCallStep step = next_step (ranking, g_ptr_array_index (lot->applications, i));

          if (step.to != NULL || step.why != NULL)
            g_array_append_val (steps, step);
        }
      hold_decisions (ranking, lot, steps, first);
    }
  return steps;
}

/**
 * lep_call_take_steps:
 * @steps: (element-type LepCallStep): from lep_call_next_steps ()
 * @today: day of the decision
 *
 * Moves all applications that can move, as one action.
 */
gboolean
lep_call_take_steps (LepWorkspace *workspace,
                     const GArray *steps,
                     const char   *today,
                     GError      **error)
{
  g_autoptr (LepEdit) edit = lep_edit_new (workspace);

  for (guint i = 0; i < steps->len; i++)
    {
      const LepCallStep *step = &g_array_index (steps, LepCallStep, i);

      if (step->to == NULL)
        continue;
      if (!lep_edit_row (edit, NULL, "application", step->application->id, error))
        return FALSE;
      lep_edit_set (edit, "status", step->to);
      if (g_strv_contains (decided_states, step->to))
        lep_edit_set (edit, "decided_on", today);
    }
  return lep_edit_commit (edit, error);
}

/* Whether the sheet is one of this stage; a final one that names no stage was that
 * of the concept note. Who is excluded stays so. */
static gboolean
is_of_stage (LepRecord            *assessment,
             const LepCallRanking *ranking)
{
  const char *stage = lep_record_get (assessment, "stage"), *status = lep_record_get (assessment, "status");

  if (g_strcmp0 (status, "excluded") == 0)
    return TRUE;
  if (stage != NULL)
    return strcmp (stage, ranking->stage) == 0;
  return !ranking->has_two_stages || strcmp (ranking->stage, "concept") == 0 || g_strcmp0 (status, "final") != 0;
}

static gboolean
has_assessment (GPtrArray            *assessments,
                const LepCallRanking *ranking,
                const char           *application,
                const char           *assessor)
{
  for (guint i = 0; i < assessments->len; i++)
    {
      LepRecord *assessment = g_ptr_array_index (assessments, i);

      if (g_strcmp0 (lep_record_get (assessment, "application"), application) == 0 &&
          g_strcmp0 (lep_record_get (assessment, "assessor"), assessor) == 0 && is_of_stage (assessment, ranking))
        return TRUE;
    }
  return FALSE;
}

/**
 * lep_call_find_assessment:
 * @assessments: (element-type LepRecord): those of one application
 * @stage: concept or full
 *
 * Returns: (transfer none) (nullable): the sheet of the assessor for the stage;
 *   before those that name no stage one that names it, and a final one first
 */
LepRecord *
lep_call_find_assessment (const GPtrArray *assessments,
                          const char      *assessor,
                          const char      *stage)
{
  LepRecord *best = NULL;
  int        best_worth = -1;

  for (guint i = 0; i < assessments->len; i++)
    {
      LepRecord  *one = g_ptr_array_index (assessments, i);
      const char *own = lep_record_get (one, "stage");
      int         worth = (own != NULL ? 2 : 0) + (g_strcmp0 (lep_record_get (one, "status"), "final") == 0);

      if (g_strcmp0 (lep_record_get (one, "assessor"), assessor) != 0 || (own != NULL && g_strcmp0 (own, stage) != 0) || worth <= best_worth)
        continue;
      best = one;
      best_worth = worth;
    }
  return best;
}

/**
 * lep_call_assign:
 * @assessors: ids, ended by %NULL
 * @n_made: (out): how many sheets were handed out
 *
 * Gives each assessor a sheet for every application that is in order in this
 * stage and not scored yet; who has one already, or is excluded, is left alone.
 */
gboolean
lep_call_assign (LepWorkspace         *workspace,
                 const LepCallRanking *ranking,
                 const char *const    *assessors,
                 guint                *n_made,
                 GError              **error)
{
  const char *ready = strcmp (ranking->stage, "concept") == 0 ? "admin_ok" : "full_admin_ok";
  g_autoptr (LepEdit) edit = lep_edit_new (workspace);
  g_autoptr (LepQuery) query = lep_office_query_new (workspace, "assessment");
  g_autoptr (GPtrArray) assessments = lep_query_run (workspace, query, error);

  if (assessments == NULL)
    return FALSE;

  for (guint l = 0; l < ranking->lots->len; l++)
    {
      const LepLotRanking *lot = g_ptr_array_index (ranking->lots, l);

      for (guint i = 0; i < lot->applications->len; i++)
        {
          const LepCallApplication *application = g_ptr_array_index (lot->applications, i);

          for (guint a = 0; g_strcmp0 (application->status, ready) == 0 && assessors[a] != NULL; a++)
            {
              if (has_assessment (assessments, ranking, application->id, assessors[a]))
                continue;
              if (!lep_edit_row (edit, NULL, "assessment", NULL, error))
                return FALSE;
              lep_edit_set (edit, "application", application->id);
              lep_edit_set (edit, "assessor", assessors[a]);
              lep_edit_set (edit, "status", "assigned");
              lep_edit_set (edit, "stage", ranking->stage);
            }
        }
    }
  *n_made = lep_edit_get_n_rows (edit);
  return *n_made == 0 || lep_edit_commit (edit, error);
}

/**
 * lep_call_is_same_person:
 * @person: (nullable): who works on this laptop
 * @name: (nullable): of an assessor
 *
 * Compares without regard to case, accents and script.
 */
gboolean
lep_call_is_same_person (const char *person,
                         const char *name)
{
  g_autofree char *left = person == NULL ? NULL : lep_fold (person, -1);
  g_autofree char *right = name == NULL ? NULL : lep_fold (name, -1);

  return left != NULL && *left != '\0' && g_strcmp0 (left, right) == 0;
}

/**
 * lep_call_own_assessor:
 * @person: (nullable): who works on this laptop
 *
 * Returns: the index of the assessor of that name; -1 = none
 */
int
lep_call_own_assessor (const LepCallRanking *ranking,
                       const char           *person)
{
  for (guint i = 0; i < ranking->assessors->len; i++)
    if (lep_call_is_same_person (person, ((const LepCallAssessor *) g_ptr_array_index (ranking->assessors, i))->name))
      return (int) i;
  return -1;
}

/**
 * lep_call_first_open_sheet:
 * @assessor: an index; -1 = nobody's
 * @n_open: (out): how many of this assessor's sheets are not final
 *
 * Returns: (transfer none) (nullable): the first application with such a sheet
 */
const LepCallApplication *
lep_call_first_open_sheet (const LepCallRanking *ranking,
                           int                   assessor,
                           guint                *n_open)
{
  const LepCallApplication *first = NULL;

  *n_open = 0;
  for (guint l = 0; l < ranking->lots->len; l++)
    {
      const LepLotRanking *lot = g_ptr_array_index (ranking->lots, l);

      for (guint i = 0; i < lot->applications->len; i++)
        {
          const LepCallApplication *application = g_ptr_array_index (lot->applications, i);

          for (guint s = 0; s < application->sheets->len; s++)
            {
              const LepCallSheet *sheet = g_ptr_array_index (application->sheets, s);

              if ((int) sheet->assessor != assessor || sheet->is_final)
                continue;
              first = first != NULL ? first : application;
              (*n_open)++;
            }
        }
    }
  return first;
}

/**
 * lep_call_may_see_sheet:
 * @own: index of the assessor who works on this laptop; -1 = none of them
 *
 * Returns: whether this person may see that sheet: the own one, and those of others
 *   that are final once the own one is; who has none sees all
 */
gboolean
lep_call_may_see_sheet (const LepCallApplication *application,
                        int                       own,
                        const LepCallSheet       *sheet)
{
  for (guint i = 0; i < application->sheets->len; i++)
    {
      const LepCallSheet *one = g_ptr_array_index (application->sheets, i);

      if ((int) one->assessor == own)
        return one == sheet || (one->is_final && sheet->is_final);
    }
  return TRUE;
}

/**
 * lep_call_dup_latest:
 *
 * Returns: (transfer full) (nullable): the id of the call published last
 */
char *
lep_call_dup_latest (LepWorkspace *workspace)
{
  g_autoptr (LepQuery) query = lep_query_new ("call");
  g_autoptr (GPtrArray) calls = NULL;

  lep_query_set_sort (query, "published_on", TRUE);
  lep_query_set_limit (query, 1);
  calls = lep_query_run (workspace, query, NULL);
  return calls != NULL && calls->len > 0 ? g_strdup (lep_record_get_id (g_ptr_array_index (calls, 0))) : NULL;
}

/* Refuses an act: "Field: why", in the words of the rules. Returns: %FALSE */
gboolean
lep_call_refuse (GError    **error,
                 const char *kind,
                 const char *field,
                 const char *value,
                 const char *reason)
{
  const LepKind *of = lep_schema_kind (kind);

  g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID,
               /* Translators: kind of record, field and value; why it is refused and what to do */
               _ ("%s, %s “%s”: %s"), lep_schema_label (of->label), lep_schema_label (lep_kind_field (of, field)->label),
               value, reason);
  return FALSE;
}

/**
 * lep_call_is_office:
 *
 * Checks, assessors, sheets and points are in the office's space alone.
 *
 * Returns: whether this laptop has it, and so can say what was checked and scored
 */
gboolean
lep_call_is_office (LepWorkspace *workspace)
{
  g_autofree char *office = lep_workspace_dup_office (workspace);

  return office != NULL;
}
