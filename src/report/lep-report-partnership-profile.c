/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A partnership at a glance: who belongs to it, whether all five groups do, what
 * it offers and runs, what it reached, when it met and what is still open. */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "lep-print.h"

#define MAX_MEETINGS 6

static gboolean
read_total (const LepReportInput *input,
            const char           *indicator,
            LepTotal            **total,
            GError              **error)
{
  const LepTotalQuery query = { .indicator = indicator, .scope = LEP_SCOPE_PARTNERSHIP, .scope_id = input->id };
  g_autoptr (GError) local = NULL;

  *total = lep_total (input->workspace, &query, &local);
  if (*total != NULL || g_error_matches (local, LEP_ERROR, LEP_ERROR_NOT_FOUND))
    return TRUE; /* a programme need not have every standard indicator */
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
add_figures (const LepReportInput *input,
             LepReport            *report,
             GError              **error)
{
  static const struct
  {
    const char *indicator, *label;
  } figures[] = {
    { "ORGANISATIONS", N_ ("member organisations") },
    { "TRAINED", N_ ("trained") },
    { "EMPLOYED", N_ ("employed, with proof") },
    { "SERVICES", N_ ("new services") },
  };

  g_autoptr (GPtrArray) provisional = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    {
      g_autoptr (LepTotal) total = NULL;
      g_autofree char *number = NULL;
      g_autofree char *note = NULL;

      if (!read_total (input, figures[i].indicator, &total, error))
        return FALSE;
      if (total == NULL || !total->has_total)
        continue;
      number = lep_format_count (input->locale, total->total);
      if (total->needs_proof && total->claimed > 0)
        {
          g_autofree char *claimed = lep_format_count (input->locale, total->claimed);

          note = lep_fill (lep_print_text (input, N_ ("+ {count} to prove")), "count", claimed, NULL);
        }
      lep_report_add_figure (report, number, lep_print_text (input, figures[i].label), note);
      lep_print_collect_provisional (input, provisional, total->indicator, total->name, total->provisional, 0);
    }
  lep_print_notes (report, provisional);
  return TRUE;
}

static void
add_basics (const LepReportInput *input,
            LepReport            *report,
            LepRecord            *partnership)
{
  g_autofree char *lead = lep_print_title (input, "organisation", lep_record_get (partnership, "lead"));
  g_autofree char *founded = lep_record_get (partnership, "founded_on") == NULL ? NULL : lep_print_date (input, lep_record_get (partnership, "founded_on"));

  lep_report_add_heading (report, lep_print_text (input, N_ ("Basic data")));
  lep_print_property (input, report, N_ ("Lead"), lead);
  lep_print_property (input, report, N_ ("Coordinator"), lep_record_get (partnership, "coordinator"));
  lep_print_property (input, report, N_ ("Places"), lep_record_get (partnership, "places"));
  lep_print_property (input, report, N_ ("Status"), lep_print_code (input, "partnership_status", lep_record_get (partnership, "status")));
  lep_print_property (input, report, N_ ("Founded on"), founded);
  lep_print_agreement (input, report, partnership);
  lep_print_property (input, report, N_ ("Objectives"), lep_record_get (partnership, "objectives"));
  lep_print_property (input, report, N_ ("Territory"), lep_record_get (partnership, "territory"));
}

static gboolean
add_services (const LepReportInput *input,
              LepReport            *report,
              GError              **error)
{
  g_autoptr (GPtrArray) services = lep_print_list (input, "service", "partnership", input->id, "started_on", TRUE, error);
  LepTable *table;

  if (services == NULL)
    return FALSE;
  if (services->len == 0)
    return TRUE;

  lep_report_add_heading (report, lep_print_text (input, N_ ("Services")));
  table = lep_report_add_table (report, lep_print_text (input, N_ ("Services")));
  lep_table_add_column (table, lep_print_text (input, N_ ("Service")), NULL, LEP_COLUMN_TEXT);
  lep_table_add_column (table, lep_print_text (input, N_ ("Provider")), NULL, LEP_COLUMN_TEXT);
  lep_table_add_column (table, lep_print_text (input, N_ ("Since")), NULL, LEP_COLUMN_FIGURE);
  lep_table_add_column (table, lep_print_text (input, N_ ("Users reached")), NULL, LEP_COLUMN_FIGURE);
  lep_table_add_column (table, lep_print_text (input, N_ ("Still running")), NULL, LEP_COLUMN_TEXT);
  for (guint i = 0; i < services->len; i++)
    {
      LepRecord       *service = g_ptr_array_index (services, i);
      g_autofree char *provider = lep_print_title (input, "organisation", lep_record_get (service, "provider"));
      const char      *runs = lep_record_get (service, "still_running");
      gint64           users;

      lep_table_add_row (table, LEP_ROW_BODY);
      lep_table_add_text (table, lep_record_get (service, "name"), NULL);
      lep_table_add_text (table, provider, NULL);
      lep_table_add_date (table, lep_record_get (service, "started_on"));
      if (lep_record_get_int64 (service, "users_reached", &users))
        lep_table_add_count (table, users);
      else
        lep_table_add_nothing (table);
      lep_table_add_text (table, runs == NULL ? NULL : lep_print_code (input, "check_answer", strcmp (runs, "1") == 0 ? "yes" : "no"), NULL);
    }
  return TRUE;
}

static gboolean
add_project (const LepReportInput *input,
             LepTable             *table,
             LepRecord            *project,
             GError              **error)
{
  g_autoptr (LepProjectMoney) money = lep_project_money (input->workspace, lep_record_get_id (project), error);
  g_autofree char *title = lep_record_dup_title (project);
  g_autofree char *period = lep_format_date_range (input->locale, lep_record_get (project, "start"), lep_record_get (project, "end"));

  if (money == NULL)
    return FALSE;
  lep_table_add_row (table, LEP_ROW_BODY);
  lep_table_add_text (table, title, lep_record_get (project, "reference"));
  lep_table_add_text (table, period, NULL);
  lep_table_add_text (table, lep_print_code (input, "project_status", lep_record_get (project, "status")), NULL);
  if (money->grant > 0)
    {
      lep_table_add_money (table, money->grant, money->currency);
      lep_table_add_text (table, lep_currency_symbol (input->locale, money->currency), NULL);
    }
  else
    {
      lep_table_add_nothing (table);
      lep_table_add_empty (table);
    }
  if (lep_print_has_payments (money))
    lep_table_add_ratio (table, money->paid, money->grant, 0);
  else
    lep_table_add_nothing (table);
  return TRUE;
}

static gboolean
add_projects (const LepReportInput *input,
              LepReport            *report,
              GError              **error)
{
  g_autoptr (GPtrArray) projects = lep_print_list (input, "project", "partnership", input->id, "start", FALSE, error);
  LepTable *table;

  if (projects == NULL)
    return FALSE;
  if (projects->len == 0)
    return TRUE;

  lep_report_add_heading (report, lep_print_text (input, N_ ("Projects")));
  table = lep_report_add_table (report, lep_print_text (input, N_ ("Projects")));
  lep_table_add_column (table, lep_print_text (input, N_ ("Project")), NULL, LEP_COLUMN_STRONG);
  lep_table_add_column (table, lep_print_text (input, N_ ("Period")), NULL, LEP_COLUMN_TEXT);
  lep_table_add_column (table, lep_print_text (input, N_ ("Status")), NULL, LEP_COLUMN_TEXT);
  lep_table_add_column (table, lep_print_text (input, N_ ("Grant")), NULL, LEP_COLUMN_FIGURE);
  lep_table_add_column (table, "", NULL, LEP_COLUMN_TEXT);
  lep_table_add_column (table, lep_print_text (input, N_ ("Paid")), NULL, LEP_COLUMN_FIGURE);
  for (guint i = 0; i < projects->len; i++)
    if (!add_project (input, table, g_ptr_array_index (projects, i), error))
      return FALSE;
  return lep_print_unsettled_money (input, report, input->id, FALSE, error);
}

/* How many of the meetings, the latest first, are still to come. */
static guint
count_to_come (const LepReportInput *input,
               GPtrArray            *meetings)
{
  g_autofree char *today = lep_print_today (input);
  guint            n = 0;

  while (n < meetings->len && g_strcmp0 (lep_record_get (g_ptr_array_index (meetings, n), "held_on"), today) > 0)
    n++;
  return n;
}

static void
add_meetings (const LepReportInput *input,
              LepReport            *report,
              GPtrArray            *meetings)
{
  const guint first = count_to_come (input, meetings);
  LepTable   *table;

  lep_report_add_heading (report, lep_print_text (input, N_ ("Last meetings")));
  if (meetings->len == first)
    {
      lep_report_add_note (report, lep_print_text (input, N_ ("No meeting so far.")));
      return;
    }
  table = lep_report_add_table (report, lep_print_text (input, N_ ("Last meetings")));
  lep_table_add_column (table, lep_print_text (input, N_ ("Day")), NULL, LEP_COLUMN_FIGURE);
  lep_table_add_column (table, lep_print_text (input, N_ ("Kind")), NULL, LEP_COLUMN_TEXT);
  lep_table_add_column (table, lep_print_text (input, N_ ("Place")), NULL, LEP_COLUMN_TEXT);
  lep_table_add_column (table, lep_print_text (input, N_ ("Agenda")), NULL, LEP_COLUMN_TEXT);
  for (guint i = first; i < MIN (meetings->len, first + MAX_MEETINGS); i++)
    {
      LepRecord *meeting = g_ptr_array_index (meetings, i);

      lep_table_add_row (table, LEP_ROW_BODY);
      lep_table_add_date (table, lep_record_get (meeting, "held_on"));
      lep_table_add_text (table, lep_print_code (input, "meeting_kind", lep_record_get (meeting, "kind")), NULL);
      lep_table_add_text (table, lep_record_get (meeting, "place"), NULL);
      lep_table_add_text (table, lep_record_get (meeting, "agenda"), NULL);
    }
}

static void
add_decision (const LepReportInput *input,
              LepTable             *table,
              LepRecord            *decision)
{
  g_autofree char *addressed_to = lep_print_title (input, "organisation", lep_record_get (decision, "addressed_to"));

  lep_table_add_row (table, LEP_ROW_BODY);
  lep_table_add_text (table, lep_record_get (decision, "text"), NULL);
  lep_table_add_text (table, addressed_to, NULL);
  lep_table_add_text (table, lep_print_code (input, "decision_status", lep_record_get (decision, "status")), NULL);
  lep_table_add_date (table, lep_record_get (decision, "due_on"));
}

/* Of meetings, peer reviews, evaluations and of none. */
static gboolean
add_decisions (const LepReportInput *input,
               LepReport            *report,
               GError              **error)
{
  g_autoptr (GPtrArray) decisions = lep_print_decisions (input, error);
  LepTable *table = NULL;

  lep_report_add_heading (report, lep_print_text (input, N_ ("Open decisions")));
  for (guint i = 0; decisions != NULL && i < decisions->len; i++)
    {
      if (lep_print_is_settled (g_ptr_array_index (decisions, i)))
        continue;
      if (table == NULL)
        table = lep_print_table (input, report, N_ ("Open decisions"), N_ ("Decision"), LEP_COLUMN_TEXT, N_ ("Addressed to"), LEP_COLUMN_TEXT,
                                 N_ ("Status"), LEP_COLUMN_TEXT, N_ ("Due on"), LEP_COLUMN_FIGURE, NULL);
      add_decision (input, table, g_ptr_array_index (decisions, i));
    }
  if (table == NULL)
    lep_report_add_note (report, lep_print_text (input, N_ ("Nothing is open.")));
  return decisions != NULL;
}

/**
 * lep_report_partnership_profile:
 *
 * The input's id is that of a partnership.
 */
LepReport *
lep_report_partnership_profile (const LepReportInput *input,
                                GError              **error)
{
  g_autoptr (LepRecord) partnership = lep_print_record (input, "partnership", input->id, error);
  g_autoptr (GPtrArray) meetings = NULL;
  g_autoptr (LepReport) report = NULL;
  g_autofree char *title = NULL;

  if (partnership == NULL)
    return NULL;
  title = lep_record_dup_title (partnership);
  report = lep_print_begin (input, N_ ("Partnership profile"), title, lep_record_get (partnership, "places"), NULL);
  if (!lep_print_sender (input, report, partnership, error) || !add_figures (input, report, error))
    return NULL;

  add_basics (input, report, partnership);
  meetings = lep_print_list (input, "meeting", "partnership", input->id, "held_on", TRUE, error);
  if (meetings == NULL ||
      !lep_print_members (input, report, input->id, TRUE, error) ||
      !add_services (input, report, error) ||
      !add_projects (input, report, error))
    return NULL;
  add_meetings (input, report, meetings);
  if (!add_decisions (input, report, error))
    return NULL;
  return g_steal_pointer (&report);
}
