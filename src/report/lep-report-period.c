/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report of one period: what was done, what came out, what was spent. And
 * the restatement: what was reported and is counted differently now, and why. */

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

static void
add_figure (const Period          *self,
            LepTable              *table,
            const LepPeriodFigure *figure)
{
  const LepReportInput *input = self->input;
  gint64                target;
  gboolean              has_target = lep_target_sum (input->workspace, figure->indicator, "project", lep_record_get_id (self->project), &target);

  lep_table_add_row (table, LEP_ROW_BODY);
  lep_table_add_text (table, lep_print_indicator (input, figure->indicator, figure->name), lep_print_code (input, "unit", figure->unit));
  if (has_target)
    lep_table_add_count (table, target);
  else
    lep_table_add_nothing (table);
  lep_table_add_count (table, figure->now);
  for (guint i = 0; i < 2; i++)
    {
      if (figure->is_split)
        lep_table_add_count (table, i == 0 ? figure->women : figure->men);
      else
        lep_table_add_nothing (table);
    }
  lep_table_add_count (table, figure->so_far);
  lep_table_add_ratio (table, figure->so_far, has_target ? target : 0, 0);
}

static gboolean
add_results (const Period *self,
             GError      **error)
{
  const LepReportInput *input = self->input;
  g_autoptr (GPtrArray) figures = lep_period_figures (input->workspace, self->period, error);
  gboolean  differs = FALSE;
  LepTable *table;

  if (figures == NULL)
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
      add_figure (self, table, g_ptr_array_index (figures, i));
    }
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
  lep_print_headings (input, self->report, budget, TRUE);
  if (money->tranches->len > 0)
    {
      lep_report_add_heading (self->report, lep_print_text (input, N_ ("Tranches")));
      lep_print_tranches (input, self->report, money);
    }
  return TRUE;
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

  lep_print_property (input, self.report, N_ ("State"), lep_print_code (input, "period_status", lep_record_get (self.period, "status")));
  lep_print_agreement (input, self.report, self.project);
  add_day (&self, "due_on", N_ ("Due on"));
  add_day (&self, "submitted_on", N_ ("Submitted on"));
  add_day (&self, "decided_on", N_ ("Decided on"));
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

/* Why a figure changed: the reason of reopening, else which entries changed. */
static char *
explain (const LepReportInput  *input,
         LepRecord             *period,
         const LepPeriodFigure *figure)
{
  const char      *reason = lep_record_get (period, "reopen_reason");
  g_autofree char *count = lep_format_count (input->locale, figure->n_changed);
  g_autofree char *day = figure->last_changed_on == NULL ? NULL : lep_print_date (input, figure->last_changed_on);

  if (reason != NULL && *reason != '\0')
    return g_strdup (reason);
  if (figure->n_changed == 0)
    return g_strdup (lep_print_text (input, N_ ("entries were taken away, or now lie in another period")));
  return lep_fill (lep_catalogue_plural (input->catalogue, "{count} entry was changed or added later, last on {day}", "{count} entries were changed or added later, last on {day}", figure->n_changed),
                   "count", count, "day", day, NULL);
}

static void
add_difference (const Period          *self,
                LepTable             **table,
                LepRecord             *period,
                const LepPeriodFigure *figure)
{
  const LepReportInput *input = self->input;
  g_autofree char      *range = lep_format_date_range (input->locale, lep_record_get (period, "from"), lep_record_get (period, "to"));
  g_autofree char      *why = explain (input, period, figure);

  if (*table == NULL)
    *table = lep_print_section (input, self->report, N_ ("What is counted differently now"), N_ ("Indicator and period"), LEP_COLUMN_STRONG, N_ ("Reported on"), LEP_COLUMN_FIGURE,
                                N_ ("Reported"), LEP_COLUMN_FIGURE, N_ ("Now"), LEP_COLUMN_FIGURE | LEP_COLUMN_STRONG, N_ ("Difference"), LEP_COLUMN_FIGURE, N_ ("Why"), LEP_COLUMN_TEXT, NULL);
  lep_table_add_row (*table, LEP_ROW_BODY);
  lep_table_add_text (*table, lep_print_indicator (input, figure->indicator, figure->name), range);
  lep_table_add_date (*table, figure->taken_on);
  lep_table_add_count (*table, figure->reported);
  lep_table_add_count (*table, figure->now);
  lep_table_add_count (*table, figure->now - figure->reported);
  lep_table_add_text (*table, why, NULL);
}

static gboolean
add_differences (const Period *self,
                 GError      **error)
{
  g_autoptr (GPtrArray) periods = self->period != NULL ? g_ptr_array_new_with_free_func (g_object_unref)
                                                       : lep_print_list (self->input, "period", "project", lep_record_get_id (self->project), "from", FALSE, error);
  LepTable *table = NULL;
  guint     n_reported = 0;

  if (periods == NULL)
    return FALSE;
  if (self->period != NULL)
    g_ptr_array_add (periods, g_object_ref (self->period));
  for (guint i = 0; i < periods->len; i++)
    {
      g_autoptr (GPtrArray) figures = lep_period_figures (self->input->workspace, g_ptr_array_index (periods, i), error);

      if (figures == NULL)
        return FALSE;
      for (guint f = 0; f < figures->len; f++)
        {
          const LepPeriodFigure *figure = g_ptr_array_index (figures, f);

          n_reported += figure->has_reported;
          if (lep_period_figure_differs (figure))
            add_difference (self, &table, g_ptr_array_index (periods, i), figure);
        }
    }
  if (table == NULL)
    lep_report_add_note (self->report, lep_print_text (self->input, n_reported > 0 ? N_ ("Everything is counted now as it was reported.") : N_ ("Nothing was reported so far.")));
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
