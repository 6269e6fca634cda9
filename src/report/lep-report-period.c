/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report of one period: what was done, what came out, what was spent. And
 * the restatement: what each submission reported and is counted differently since,
 * and why. */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "lep-period-figures.h"

#include "lep-print.h"

typedef struct
{
  const LepReportInput *input;
  LepRecord            *period;
  LepRecord            *project;
  LepRecord            *partnership;
  LepReport            *report;
} Period;

static void
period_clear (Period *self)
{
  g_clear_object (&self->period);
  g_clear_object (&self->project);
  g_clear_object (&self->partnership);
  g_clear_pointer (&self->report, lep_report_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Period, period_clear)

static gboolean
find_project (Period     *self,
              const char *id,
              GError    **error)
{
  self->project = lep_print_record (self->input, "project", id, error);
  if (self->project == NULL)
    return FALSE;
  self->partnership = lep_print_record (self->input, "partnership", lep_record_get (self->project, "partnership"), error);
  return self->partnership != NULL;
}

static gboolean
begin (Period     *self,
       const char *kicker,
       const char *second,
       GError    **error)
{
  g_autofree char *title = lep_record_dup_title (self->project);
  const char      *reference = lep_record_get (self->project, "reference");
  g_autofree char *subtitle = lep_print_join (" · ", reference != NULL ? reference : "", second, NULL);

  self->report = lep_print_begin (self->input, kicker, title, subtitle, reference);
  return lep_print_sender (self->input, self->report, self->partnership, error);
}

static void
add_day (const Period *self,
         const char   *field,
         const char   *label)
{
  const char      *day = lep_record_get (self->period, field);
  g_autofree char *text = day == NULL ? NULL : lep_print_date (self->input, day);

  lep_print_property (self->input, self->report, label, text);
}

/* The columns right of the target: in the period, women, men, since the beginning, share. */
#define N_COUNTED 5

/* The indicator in the whole project, with its target; or NULL. */
static const LepProjectResult *
find_result (const GPtrArray *results,
             const char      *indicator)
{
  for (guint i = 0; i < results->len; i++)
    if (g_strcmp0 (((LepProjectResult *) g_ptr_array_index (results, i))->indicator, indicator) == 0)
      return g_ptr_array_index (results, i);
  return NULL;
}

static void
add_figure (const Period          *self,
            LepTable              *table,
            const LepPeriodFigure *figure,
            const GPtrArray       *results)
{
  const LepReportInput   *input = self->input;
  const LepProjectResult *result = find_result (results, figure->indicator);
  gboolean                has_target = result != NULL && result->has_target;
  const char             *unit = lep_print_code (input, "unit", figure->unit);
  g_autofree char        *second = result == NULL ? NULL : lep_print_unit (input, result, unit);

  lep_table_add_row (table, LEP_ROW_BODY);
  lep_table_add_text (table, lep_print_indicator (input, figure->indicator, figure->name), second != NULL ? second : unit);
  if (result != NULL)
    lep_print_target (table, result);
  else
    lep_table_add_nothing (table);
  if (!figure->has_total)
    {
      for (guint i = 0; i < N_COUNTED; i++)
        lep_table_add_nothing (table);
      return;
    }
  lep_table_add_count (table, figure->now);
  for (guint i = 0; i < 2; i++)
    {
      if (figure->is_split)
        lep_table_add_count (table, i == 0 ? figure->women : figure->men);
      else
        lep_table_add_nothing (table);
    }
  lep_table_add_count (table, figure->so_far);
  lep_table_add_ratio (table, figure->so_far, has_target ? result->target : 0, 0);
}

static void
collect (const Period          *self,
         const LepPeriodFigure *figure,
         GPtrArray             *notes)
{
  lep_print_collect_provisional (self->input, notes, figure->indicator, figure->name, figure->provisional, figure->too_many);
  if (figure->claimed > 0)
    g_ptr_array_add (notes, lep_print_claimed (self->input, figure->indicator, figure->name, figure->claimed));
}

static gboolean
add_results (const Period *self,
             GError      **error)
{
  const LepReportInput *input = self->input;
  g_autoptr (GPtrArray) figures = lep_period_figures (input->workspace, self->period, error);
  g_autoptr (GPtrArray) results = figures == NULL ? NULL : lep_project_results (input->workspace, lep_record_get_id (self->project), error);
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
  gboolean  differs = FALSE;
  LepTable *table;

  if (results == NULL)
    return FALSE;
  if (figures->len == 0)
    {
      lep_report_add_heading (self->report, lep_print_text (input, N_ ("Results")));
      lep_report_add_note (self->report, lep_print_text (input, N_ ("No targets and no results so far.")));
      return TRUE;
    }
  table = lep_print_section (input, self->report, N_ ("Results"), N_ ("Indicator"), LEP_COLUMN_STRONG, N_ ("Target"), LEP_COLUMN_FIGURE,
                             N_ ("In the period"), LEP_COLUMN_FIGURE | LEP_COLUMN_STRONG, N_ ("Women"), LEP_COLUMN_FIGURE, N_ ("Men"), LEP_COLUMN_FIGURE,
                             N_ ("Since the beginning"), LEP_COLUMN_FIGURE, "%", LEP_COLUMN_FIGURE, NULL);
  for (guint i = 0; i < figures->len; i++)
    {
      differs |= lep_period_figure_differs (g_ptr_array_index (figures, i));
      add_figure (self, table, g_ptr_array_index (figures, i), results);
      collect (self, g_ptr_array_index (figures, i), notes);
    }
  for (guint i = 0; i < results->len; i++)
    {
      g_autofree char *undated = lep_print_undated (input, ((LepProjectResult *) g_ptr_array_index (results, i))->by_sex);

      if (undated != NULL)
        g_ptr_array_add (notes, g_steal_pointer (&undated));
    }
  lep_print_notes (self->report, notes);
  if (differs)
    lep_report_add_note (self->report, lep_print_text (input, N_ ("Some figures differ from those that were reported: see the restatement sheet.")));
  return TRUE;
}

static gboolean
add_money (const Period *self,
           GError      **error)
{
  const LepReportInput *input = self->input;
  g_autoptr (LepBudget) budget = lep_budget_read (input->workspace, lep_record_get_id (self->project), lep_record_get (self->period, "from"), lep_record_get (self->period, "to"), error);
  g_autoptr (LepProjectMoney) money = budget == NULL ? NULL : lep_project_money (input->workspace, lep_record_get_id (self->project), error);

  if (money == NULL)
    return FALSE;
  lep_report_add_heading (self->report, lep_print_text (input, N_ ("Money")));
  lep_print_headings (input, self->report, budget, money, TRUE);
  if (money->tranches->len > 0)
    {
      lep_report_add_heading (self->report, lep_print_text (input, N_ ("Tranches")));
      lep_print_tranches (input, self->report, money);
    }
  return TRUE;
}

/* A period that was opened again is locked as before once its day is over. */
static gboolean
is_locked_again (const Period *self)
{
  const char      *until = lep_record_get (self->period, "reopened_until");
  g_autofree char *today = lep_workspace_dup_today (self->input->workspace);

  return g_strcmp0 (lep_record_get (self->period, "status"), "open") == 0 && until != NULL && strcmp (until, today) < 0;
}

/* Why it is open though it was reported, and who said so. */
static gboolean
add_reopening (const Period *self,
               GError      **error)
{
  const LepReportInput *input = self->input;
  const char           *until = lep_record_get (self->period, "reopened_until"), *reason = lep_record_get (self->period, "reopen_reason");
  g_autoptr (GPtrArray) reopenings = until == NULL ? NULL : lep_period_reopenings (input->workspace, self->period, error);
  g_autofree char *last_day = lep_print_date (input, until);
  g_autofree char *text = NULL;

  if (until == NULL || reopenings == NULL)
    return until == NULL;
  if (reopenings->len > 0)
    {
      const LepReopening *last = g_ptr_array_index (reopenings, reopenings->len - 1);
      g_autofree char    *day = lep_print_date (input, last->on);

      text = lep_fill (lep_print_text (input, N_ ("on {day} by {person}, until {until}: {reason}")), "day", day, "person", last->by, "until", last_day, "reason", last->reason, NULL);
    }
  else
    text = lep_fill (lep_print_text (input, N_ ("until {until}: {reason}")), "until", last_day, "reason", reason != NULL ? reason : LEP_NOTHING, NULL);
  lep_print_property (input, self->report, N_ ("Opened again"), text);
  return TRUE;
}

/* The state and the days that led to it. What was decided before it was submitted or
 * opened again is not of now. */
static gboolean
add_state (const Period *self,
           GError      **error)
{
  const LepReportInput *input = self->input;
  const char           *status = lep_record_get (self->period, "status");
  gboolean              is_decided = g_strcmp0 (status, "submitted") != 0 && g_strcmp0 (status, "open") != 0;

  lep_print_property (input, self->report, N_ ("State"), lep_print_code (input, "period_status", is_locked_again (self) ? "locked" : status));
  lep_print_agreement (input, self->report, self->project);
  add_day (self, "due_on", N_ ("Due on"));
  add_day (self, "submitted_on", N_ ("Submitted on"));
  if (is_decided)
    add_day (self, "decided_on", N_ ("Decided on"));
  return add_reopening (self, error);
}

/**
 * lep_report_period:
 *
 * The input's id is that of a reporting period.
 */
LepReport *
lep_report_period (const LepReportInput *input,
                   GError              **error)
{
  g_auto (Period) self = { .input = input };
  g_autofree char *range = NULL;

  self.period = lep_print_record (input, "period", input->id, error);
  if (self.period == NULL || !find_project (&self, lep_record_get (self.period, "project"), error))
    return NULL;
  range = lep_format_date_range (input->locale, lep_record_get (self.period, "from"), lep_record_get (self.period, "to"));
  if (!begin (&self, lep_record_get (self.period, "kind") == NULL ? N_ ("Report of a period") : lep_print_code (input, "period_kind", lep_record_get (self.period, "kind")), range, error))
    return NULL;

  if (!lep_print_unsettled (input, self.report, "period", input->id, NULL, "", error) ||
      !lep_print_unsettled (input, self.report, "project", lep_record_get_id (self.project), "title reference grant cofinancing agreement_no agreement_on",
                            "target tranche budget_line expenditure", error) ||
      !add_state (&self, error))
    return NULL;
  lep_report_add_heading (self.report, lep_print_text (input, N_ ("What was done")));
  if (lep_record_get (self.period, "narrative") != NULL)
    lep_print_lines (self.report, lep_record_get (self.period, "narrative"), FALSE);
  else
    lep_report_add_note (self.report, lep_print_text (input, N_ ("Nothing was written.")));
  if (!add_results (&self, error) || !add_money (&self, error))
    return NULL;
  lep_report_add_heading (self.report, lep_print_text (input, N_ ("Signatures")));
  lep_report_add_signatures (self.report, TRUE);
  lep_report_add_signature (self.report, lep_print_text (input, N_ ("For the lead organisation")), lep_record_get (self.partnership, "coordinator"), lep_print_text (input, N_ ("coordinator")));
  lep_report_add_signature (self.report, lep_print_text (input, N_ ("Approved by the programme office")), NULL, lep_print_text (input, N_ ("name, function")));
  return g_steal_pointer (&self.report);
}

/* A period and what became of it. */
typedef struct
{
  LepRecord       *period;
  const GPtrArray *submissions; /* LepSubmission */
  const GPtrArray *reopenings;  /* LepReopening */
} Submitted;

/* A figure as it was reported, and as it was reported the next time, or is now. */
typedef struct
{
  const LepPeriodFigure *figure;
  const LepReported     *before;
  const LepReported     *after; /* NULL = now */
  gint64                 value;
  const char            *split;
} Correction;

/* The last time that the period was opened again between the two, or NULL. */
static const LepReopening *
find_reopening (const GPtrArray  *reopenings,
                const Correction *correction)
{
  const LepReopening *found = NULL;

  for (guint i = 0; i < reopenings->len; i++)
    {
      const LepReopening *one = g_ptr_array_index (reopenings, i);

      if (correction->before->since != NULL && strcmp (one->at, correction->before->since) < 0)
        continue;
      if (correction->after != NULL && (correction->after->since == NULL || strcmp (one->at, correction->after->since) > 0))
        continue;
      found = one;
    }
  return found;
}

/* Why a figure changed: the reason of reopening and whose it was, else that the
 * report was returned, else which entries changed. */
static char *
explain (const LepReportInput *input,
         const GPtrArray      *reopenings,
         const Correction     *correction)
{
  const LepPeriodFigure *figure = correction->figure;
  const LepReopening    *reopening = find_reopening (reopenings, correction);
  g_autofree char       *count = lep_format_count (input->locale, figure->n_changed);
  g_autofree char       *changed = figure->last_changed_on == NULL ? NULL : lep_print_date (input, figure->last_changed_on);

  if (reopening != NULL)
    {
      g_autofree char *day = lep_print_date (input, reopening->on);

      return lep_fill (lep_print_text (input, N_ ("{reason} (opened again on {day} by {person})")), "reason", reopening->reason, "day", day, "person", reopening->by, NULL);
    }
  if (correction->after != NULL)
    return g_strdup (lep_print_text (input, N_ ("returned, and submitted again")));
  if (figure->n_changed == 0 && correction->before->value == correction->value)
    return g_strdup (lep_print_text (input, N_ ("the value is the same; how it splits was changed later")));
  if (figure->n_changed == 0)
    return g_strdup (lep_print_text (input, N_ ("entries were taken away, or now lie in another period")));
  return lep_fill (lep_catalogue_plural (input->catalogue, "{count} entry was changed or added later, last on {day}", "{count} entries were changed or added later, last on {day}", figure->n_changed),
                   "count", count, "day", changed, NULL);
}

/* The parts of the splits that are not what they were; where a split was not
 * reported nothing is restated. */
static void
add_part (LepTable         *table,
          const Correction *correction,
          const char       *dimension,
          const char       *code,
          const char       *label)
{
  gint64   before = 0, after = 0;
  gboolean known = lep_split_part (correction->before->split, dimension, code, &before);

  known |= lep_split_part (correction->split, dimension, code, &after);
  if (!known || before == after)
    return;
  lep_table_add_row (table, LEP_ROW_BODY);
  lep_table_add_text (table, label, NULL);
  lep_table_add_empty (table);
  lep_table_add_count (table, before);
  lep_table_add_empty (table);
  lep_table_add_count (table, after);
  lep_table_add_difference (table, after - before);
  lep_table_add_empty (table);
}

/* Those of a split that are not told yet, in its order: also categories of one's own. */
static void
add_parts_of (const LepReportInput *input,
              LepTable             *table,
              const Correction     *correction,
              const char           *split,
              GHashTable           *told)
{
  g_auto (GStrv) lines = g_strsplit (split == NULL ? "" : split, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (lines[i], " ", -1);

      for (guint j = 1; words[0] != NULL && words[j] != NULL; j++)
        {
          char *code = words[j];

          code[strcspn (code, "=")] = '\0';
          if (!g_hash_table_add (told, g_strdup_printf ("%s %s", words[0], code)))
            continue;
          if (strcmp (words[0], "state") != 0)
            add_part (table, correction, words[0], code, lep_print_code (input, words[0], code));
          else if (strcmp (code, "claimed") == 0)
            add_part (table, correction, "state", "claimed", lep_print_text (input, N_ ("claimed, waits for proof")));
        }
    }
}

static void
add_parts (const LepReportInput *input,
           LepTable             *table,
           const Correction     *correction)
{
  g_autoptr (GHashTable) told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  add_parts_of (input, table, correction, correction->before->split, told);
  add_parts_of (input, table, correction, correction->split, told);
}

/* The day that was entered for the submission which took the figure, and that of the
 * program where none was: a report may be entered later than it was handed in. */
static const char *
reported_on (const GPtrArray   *submissions,
             const LepReported *reported)
{
  const char *day = reported->taken_on;

  for (guint i = 0; i < submissions->len; i++)
    {
      const LepSubmission *submission = g_ptr_array_index (submissions, i);

      if (reported->taken_at != NULL && submission->on != NULL && strcmp (submission->at, reported->taken_at) <= 0)
        day = submission->on;
    }
  return day;
}

static void
add_correction (const Period     *self,
                LepTable        **table,
                const Submitted  *submitted,
                const Correction *correction)
{
  const LepReportInput *input = self->input;
  const LepReported    *before = correction->before;
  g_autofree char      *range = lep_format_date_range (input->locale, lep_record_get (submitted->period, "from"), lep_record_get (submitted->period, "to"));
  g_autofree char      *why = explain (input, submitted->reopenings, correction);

  if (before->value == correction->value && (before->split == NULL || g_strcmp0 (before->split, correction->split) == 0))
    return;
  if (*table == NULL)
    *table = lep_print_section (input, self->report, N_ ("What was reported otherwise"), N_ ("Indicator and period"), LEP_COLUMN_STRONG, N_ ("Reported on"), LEP_COLUMN_FIGURE,
                                N_ ("Reported"), LEP_COLUMN_FIGURE, N_ ("Counted on"), LEP_COLUMN_FIGURE, N_ ("Counted"), LEP_COLUMN_FIGURE | LEP_COLUMN_STRONG,
                                N_ ("Difference"), LEP_COLUMN_FIGURE, N_ ("Why"), LEP_COLUMN_TEXT, NULL);
  lep_table_add_row (*table, LEP_ROW_BODY);
  lep_table_add_text (*table, lep_print_indicator (input, correction->figure->indicator, correction->figure->name), range);
  lep_table_add_date (*table, reported_on (submitted->submissions, before));
  lep_table_add_count (*table, before->value);
  if (correction->after != NULL)
    lep_table_add_date (*table, correction->after->taken_on);
  else
    lep_table_add_text (*table, lep_print_text (input, N_ ("now")), NULL);
  lep_table_add_count (*table, correction->value);
  lep_table_add_difference (*table, correction->value - before->value);
  lep_table_add_text (*table, why, NULL);
  if (before->split != NULL)
    add_parts (input, *table, correction);
}

/* Each report of the figure against the next one, and the last against today. */
static void
add_corrections (const Period          *self,
                 LepTable             **table,
                 const Submitted       *submitted,
                 const LepPeriodFigure *figure)
{
  for (guint i = 0; i < figure->reports->len; i++)
    {
      Correction correction = { figure, g_ptr_array_index (figure->reports, i), NULL, figure->now, figure->split };

      if (i + 1 == figure->reports->len && !figure->has_total)
        return; /* now it is only listed */

      if (i + 1 < figure->reports->len)
        {
          correction.after = g_ptr_array_index (figure->reports, i + 1);
          correction.value = correction.after->value;
          correction.split = correction.after->split;
        }
      add_correction (self, table, submitted, &correction);
    }
}

static gboolean
add_differences (const Period *self,
                 GError      **error)
{
  g_autoptr (GPtrArray) periods = self->period != NULL ? g_ptr_array_new_with_free_func (g_object_unref)
                                                       : lep_print_list (self->input, "period", "project", lep_record_get_id (self->project), "from", FALSE, error);
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
  LepTable *table = NULL;
  guint     n_reported = 0;

  if (periods == NULL)
    return FALSE;
  if (self->period != NULL)
    g_ptr_array_add (periods, g_object_ref (self->period));
  for (guint i = 0; i < periods->len; i++)
    {
      LepRecord *period = g_ptr_array_index (periods, i);
      g_autoptr (GPtrArray) figures = lep_period_figures (self->input->workspace, period, error);
      g_autoptr (GPtrArray) reopenings = figures == NULL ? NULL : lep_period_reopenings (self->input->workspace, period, error);
      g_autoptr (GPtrArray) submissions = reopenings == NULL ? NULL : lep_period_submissions (self->input->workspace, period, error);
      const Submitted submitted = { period, submissions, reopenings };

      if (submissions == NULL)
        return FALSE;
      for (guint f = 0; f < figures->len; f++)
        {
          const LepPeriodFigure *figure = g_ptr_array_index (figures, f);

          if (figure->has_reported)
            collect (self, figure, notes);
          n_reported += figure->has_reported;
          add_corrections (self, &table, &submitted, figure);
        }
    }
  self->report->landscape = table != NULL;
  if (table == NULL)
    lep_report_add_note (self->report, lep_print_text (self->input, n_reported > 0 ? N_ ("Everything is counted now as it was reported.") : N_ ("Nothing was reported so far.")));
  lep_print_notes (self->report, notes);
  return TRUE;
}

/**
 * lep_report_restatement:
 *
 * The input's id is that of a project, for all its periods, or of one period.
 */
LepReport *
lep_report_restatement (const LepReportInput *input,
                        GError              **error)
{
  g_auto (Period) self = { .input = input };
  g_autoptr (LepRecord) record = lep_print_record (input, NULL, input->id, error);
  g_autofree char *range = NULL;

  if (record == NULL)
    return NULL;
  if (strcmp (lep_record_get_kind_name (record), "period") == 0)
    {
      self.period = g_object_ref (record);
      range = lep_format_date_range (input->locale, lep_record_get (record, "from"), lep_record_get (record, "to"));
    }
  if (!find_project (&self, self.period != NULL ? lep_record_get (self.period, "project") : input->id, error) ||
      !begin (&self, N_ ("Restatement"), range != NULL ? range : "", error) || !add_differences (&self, error))
    return NULL;
  lep_report_add_heading (self.report, lep_print_text (input, N_ ("Signatures")));
  lep_report_add_signatures (self.report, TRUE);
  lep_report_add_signature (self.report, lep_print_text (input, N_ ("For the lead organisation")), lep_record_get (self.partnership, "coordinator"), lep_print_text (input, N_ ("coordinator")));
  lep_report_add_signature (self.report, lep_print_text (input, N_ ("Taken note of by the programme office")), NULL, lep_print_text (input, N_ ("name, function")));
  return g_steal_pointer (&self.report);
}
