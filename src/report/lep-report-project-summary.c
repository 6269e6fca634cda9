/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The core print: what a project is, what it reached, what it costs, who takes
 * part and what comes next, on one or two pages. */

#include <stdlib.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "lep-overview.h"

#include "lep-print.h"
#include "lep-same.h"
#include "lep-sum.h"

#define MAX_QUARTERS 12

/* What the print is made of, read once. */
typedef struct
{
  const LepReportInput *input;
  LepRecord            *project;
  LepRecord            *partnership;
  GPtrArray            *results; /* LepProjectResult */
  LepProjectMoney      *money;
} Summary;

static void
summary_clear (Summary *self)
{
  g_clear_object (&self->project);
  g_clear_object (&self->partnership);
  g_clear_pointer (&self->results, g_ptr_array_unref);
  g_clear_pointer (&self->money, lep_project_money_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Summary, summary_clear)

static gboolean
read_summary (Summary *self,
              GError **error)
{
  const LepReportInput *input = self->input;

  self->project = lep_print_record (input, "project", input->id, error);
  if (self->project == NULL)
    return FALSE;
  self->partnership = lep_print_record (input, "partnership", lep_record_get (self->project, "partnership"), error);
  if (self->partnership == NULL)
    return FALSE;
  self->results = lep_project_results (input->workspace, input->id, error);
  if (self->results == NULL)
    return FALSE;
  self->money = lep_project_money (input->workspace, input->id, error);
  return self->money != NULL;
}

static LepReport *
begin (const Summary *self)
{
  const LepReportInput *input = self->input;
  g_autofree char      *title = lep_record_dup_title (self->project);
  const char           *reference = lep_record_get (self->project, "reference");
  const char           *activity = lep_print_code (input, "activity", lep_record_get (self->project, "activity"));
  const char           *status = lep_print_code (input, "project_status", lep_record_get (self->project, "status"));
  const char           *start = lep_record_get (self->project, "start"), *end = lep_record_get (self->project, "end");
  g_autofree char      *period = start == NULL && end == NULL ? NULL : lep_format_date_range (input->locale, start, end);
  const char           *parts[] = { reference, activity, period, status };
  g_autoptr (GString) subtitle = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL && *parts[i] != '\0')
      g_string_append_printf (subtitle, "%s%s", subtitle->len > 0 ? " · " : "", parts[i]);
  return lep_print_begin (input, N_ ("Project summary"), title, subtitle->str, reference);
}

static const LepProjectResult *
find_result (const Summary *self,
             const char    *indicator)
{
  for (guint i = 0; i < self->results->len; i++)
    {
      const LepProjectResult *result = g_ptr_array_index (self->results, i);

      if (g_strcmp0 (result->indicator, indicator) == 0)
        return result;
    }
  return NULL;
}

static gint64
total_of (const LepProjectResult *result)
{
  return result == NULL || result->by_sex == NULL || !result->by_sex->has_total ? 0 : result->by_sex->total;
}

/* What stands before the number of a target. */
static const char *
target_text (const LepReportInput   *input,
             const LepProjectResult *result)
{
  return lep_print_text (input, result->is_proposed ? N_ ("proposed target {target}") : N_ ("target {target}"));
}

/* One key figure: the number, "–" where nothing was entered, and below it how far
 * from its target it is. */
static void
add_figure (const Summary          *self,
            LepReport              *report,
            const LepProjectResult *result,
            const char             *label)
{
  const LepReportInput *input = self->input;
  gboolean              is_empty = total_of (result) == 0;
  g_autofree char      *number = is_empty ? g_strdup ("–") : lep_format_count (input->locale, total_of (result));
  g_autofree char      *note = NULL;

  if (result->has_target)
    {
      g_autofree char *target = lep_format_count (input->locale, result->target);
      g_autofree char *share = is_empty ? NULL : lep_format_ratio (input->locale, total_of (result), result->target, 1);
      g_autofree char *text = lep_fill (target_text (input, result), "target", target, NULL);

      note = lep_print_join (" · ", text, share != NULL ? share : "", NULL);
    }
  lep_report_add_figure (report, number, label, note);
}

static void
add_figures (const Summary *self,
             LepReport     *report)
{
  const LepReportInput   *input = self->input;
  const LepProjectResult *trained = find_result (self, "TRAINED"), *employed = find_result (self, "EMPLOYED");

  if (trained != NULL)
    add_figure (self, report, trained, lep_print_text (input, N_ ("trained")));
  if (employed != NULL)
    add_figure (self, report, employed, lep_print_text (input, N_ ("employed, with proof")));
  if (total_of (trained) > 0 && employed != NULL)
    {
      g_autofree char *share = lep_format_ratio (input->locale, total_of (employed), total_of (trained), 1);
      g_autofree char *part = lep_format_count (input->locale, total_of (employed));
      g_autofree char *whole = lep_format_count (input->locale, total_of (trained));
      g_autofree char *note = lep_fill (lep_print_text (input, N_ ("{part} of {whole}")), "part", part, "whole", whole, NULL);

      lep_report_add_figure (report, share, lep_print_text (input, N_ ("of the trained found work")), note);
    }
  if (self->money->grant > 0 && lep_print_has_payments (self->money))
    {
      g_autofree char *share = lep_format_ratio (input->locale, self->money->paid, self->money->grant, 1);
      g_autofree char *paid = lep_format_money (input->locale, self->money->paid, self->money->currency);

      lep_report_add_figure (report, share, lep_print_text (input, N_ ("of the grant paid")), paid);
    }
}

static void
add_basics (const Summary *self,
            LepReport     *report)
{
  const LepReportInput *input = self->input;
  g_autofree char      *name = lep_record_dup_title (self->partnership);
  g_autofree char      *lead = lep_print_title (input, "organisation", lep_record_get (self->partnership, "lead"));
  g_autofree char      *groups = lep_print_codes (input, "target_group", lep_record_get (self->project, "target_groups"));
  const char           *places = lep_record_get (self->project, "places");

  lep_report_add_heading (report, lep_print_text (input, N_ ("Basic data")));
  lep_print_property (input, report, N_ ("Partnership"), name);
  lep_print_property (input, report, N_ ("Lead"), lead);
  lep_print_property (input, report, N_ ("Places"), places != NULL ? places : lep_record_get (self->partnership, "places"));
  lep_print_property (input, report, N_ ("Target groups"), groups);
  lep_print_agreement (input, report, self->project);
  lep_print_property (input, report, N_ ("Purpose"), lep_record_get (self->project, "objectives"));
  lep_print_property (input, report, N_ ("Summary"), lep_record_get (self->project, "summary"));
}

/* Sums of the entries that count, by the quarter they end in. */
static gboolean
read_quarters (const Summary *self,
               const char    *indicator,
               GHashTable    *sums,
               gint64        *first,
               gint64        *last,
               GError       **error)
{
  const LepTotalQuery query = { .indicator = indicator, .scope = LEP_SCOPE_PROJECT, .scope_id = self->input->id, .with_entries = TRUE };
  g_autoptr (LepTotal) total = lep_total (self->input->workspace, &query, error);

  if (total == NULL)
    return FALSE;
  for (guint i = 0; total->entries != NULL && i < total->entries->len; i++)
    {
      const LepTotalEntry *entry = g_ptr_array_index (total->entries, i);
      gint64               quarter, *sum;

      if (entry->to == NULL || strlen (entry->to) < 7 || (total->needs_proof && g_strcmp0 (entry->state, "verified") != 0))
        continue;
      quarter = (gint64) atoi (entry->to) * 4 + (atoi (entry->to + 5) - 1) / 3;
      sum = g_hash_table_lookup (sums, &quarter);
      if (sum == NULL)
        {
          sum = g_new0 (gint64, 1);
          g_hash_table_insert (sums, g_memdup2 (&quarter, sizeof quarter), sum);
        }
      *sum = lep_add_saturated (*sum, entry->value);
      *first = MIN (*first, quarter);
      *last = MAX (*last, quarter);
    }
  return TRUE;
}

static void
add_series (LepChart   *chart,
            const char *name,
            GHashTable *sums,
            gint64      first,
            gint64      last)
{
  lep_chart_add_series (chart, name);
  for (gint64 quarter = first; quarter <= last; quarter++)
    {
      const gint64 *sum = g_hash_table_lookup (sums, &quarter);

      lep_chart_add_value (chart, sum == NULL || *sum == 0 ? LEP_CHART_MISSING : *sum);
    }
}

static gboolean
add_quarters (const Summary *self,
              LepReport     *report,
              GError       **error)
{
  const LepReportInput *input = self->input;
  g_autoptr (GHashTable) trained = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  g_autoptr (GHashTable) employed = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  gint64    first = G_MAXINT64, last = 0;
  LepChart *chart;

  if ((find_result (self, "TRAINED") != NULL && !read_quarters (self, "TRAINED", trained, &first, &last, error)) ||
      (find_result (self, "EMPLOYED") != NULL && !read_quarters (self, "EMPLOYED", employed, &first, &last, error)))
    return FALSE;
  if (first >= last)
    return TRUE;

  first = MAX (first, last - MAX_QUARTERS + 1);
  lep_report_add_heading (report, lep_print_text (input, N_ ("Results by quarter")));
  chart = lep_report_add_chart (report, LEP_CHART_BARS, lep_print_text (input, N_ ("Results by quarter")));
  for (gint64 quarter = first; quarter <= last; quarter++)
    {
      g_autofree char *label = lep_format_quarter (input->locale, (int) (quarter / 4), (int) (quarter % 4) + 1,
                                                   quarter == first || quarter % 4 == 0);

      lep_chart_add_label (chart, label);
    }
  if (g_hash_table_size (trained) > 0)
    add_series (chart, lep_print_text (input, N_ ("trained")), trained, first, last);
  if (g_hash_table_size (employed) > 0)
    add_series (chart, lep_print_text (input, N_ ("employed, with proof")), employed, first, last);
  return TRUE;
}

/* @share: (nullable): %NULL = none is shown */
static void
add_line (const Summary *self,
          LepTable      *table,
          LepRowType     type,
          const char    *name,
          const char    *organisation,
          gint64         amount,
          const char    *share)
{
  const LepProjectMoney *money = self->money;

  lep_table_add_row (table, type);
  lep_table_add_text (table, name, organisation);
  if (amount == 0) /* none was entered, which is not a grant of nothing */
    lep_table_add_nothing (table);
  else
    lep_table_add_money (table, amount, money->currency);
  if (share == NULL)
    lep_table_add_empty (table);
  else
    lep_table_add_share (table, amount, money->total, share);
}

/* Those that stand beside the grant: it is the grant itself, or of the co-financing, where
 * nobody says who gives it. */
static GPtrArray *
find_sources (const LepProjectMoney *money)
{
  GPtrArray *sources = g_ptr_array_new ();

  for (guint i = 0; i < money->funding->len; i++)
    {
      const LepFundingSum *funding = g_ptr_array_index (money->funding, i);
      gboolean             has_kind = funding->kind != NULL && *funding->kind != '\0';

      if (g_strcmp0 (funding->kind, "grant") != 0 && (has_kind || funding->organisation != NULL))
        g_ptr_array_add (sources, (gpointer) funding);
    }
  return sources;
}

/* One who gives of the co-financing, below it: what stands there is in the line above. */
static void
add_source_of (const Summary       *self,
               LepTable            *table,
               const LepFundingSum *source)
{
  const LepReportInput *input = self->input;
  gboolean              has_kind = source->kind != NULL && *source->kind != '\0';
  g_autofree char      *organisation = lep_print_title (input, "organisation", source->organisation);
  const char           *name = has_kind ? lep_print_funding_kind (input, source->kind) : organisation;
  g_autofree char      *text = lep_fill (lep_print_text (input, N_ ("of which: {source}")), "source", name != NULL ? name : LEP_NOTHING, NULL);

  add_line (self, table, LEP_ROW_BODY, text, has_kind ? organisation : NULL, source->amount, NULL);
}

/* The grant, the co-financing and who gives it, and the total. */
static void
add_sources (const Summary *self,
             LepReport     *report)
{
  const LepReportInput  *input = self->input;
  const LepProjectMoney *money = self->money;
  const gint64           parts[] = { money->grant, money->cofinancing };
  g_autofree char       *amount = lep_print_join (", ", lep_print_text (input, N_ ("Amount")), money->currency != NULL ? lep_currency_symbol (input->locale, money->currency) : "", NULL);
  LepTable              *table = lep_print_table (input, report, N_ ("By source"), N_ ("Source"), LEP_COLUMN_TEXT, amount, LEP_COLUMN_FIGURE, N_ ("Share"), LEP_COLUMN_FIGURE, NULL);
  g_autoptr (GPtrArray) sources = find_sources (money);
  g_auto (GStrv) shares = lep_format_shares (input->locale, parts, G_N_ELEMENTS (parts), money->total, 2);

  add_line (self, table, LEP_ROW_BODY, lep_print_text (input, N_ ("Grant")), NULL, money->grant, shares[0]);
  if (money->cofinancing > 0 || sources->len > 0)
    add_line (self, table, LEP_ROW_BODY, lep_print_text (input, N_ ("Co-financing")), NULL, money->cofinancing, shares[1]);
  for (guint i = 0; i < sources->len; i++)
    add_source_of (self, table, g_ptr_array_index (sources, i));
  add_line (self, table, LEP_ROW_FOOT, lep_print_text (input, N_ ("Total")), NULL, money->total, NULL);
  lep_print_note_promised (input, report, money);
  lep_print_note_budgeted (input, report, money);
}

static void
add_money (const Summary *self,
           LepReport     *report)
{
  const LepProjectMoney *money = self->money;

  if (money->total == 0 && money->tranches->len == 0)
    return;
  lep_report_add_heading (report, lep_print_text (self->input, N_ ("Money")));
  if (money->total != 0)
    add_sources (self, report);
  if (money->tranches->len > 0)
    lep_print_tranches (self->input, report, money);
}

static gboolean
add_services (const Summary *self,
              LepReport     *report,
              GError       **error)
{
  const LepReportInput *input = self->input;
  g_autoptr (GPtrArray) services = lep_print_list (input, "service", "project", input->id, "started_on", FALSE, error);

  if (services == NULL)
    return FALSE;
  if (services->len > 0)
    lep_report_add_heading (report, lep_print_text (input, N_ ("New services")));
  for (guint i = 0; i < services->len; i++)
    {
      LepRecord       *service = g_ptr_array_index (services, i);
      g_autofree char *day = lep_print_date (input, lep_record_get (service, "started_on"));
      g_autofree char *checked = lep_print_date (input, lep_record_get (service, "checked_on"));
      g_autofree char *since = lep_fill (lep_print_text (input, N_ ("Since {day}")), "day", day, NULL);
      gboolean         runs = lep_record_get_bool (service, "still_running"), was_checked = lep_record_get (service, "checked_on") != NULL;
      g_autofree char *text = lep_fill (lep_print_text (input, runs && was_checked ? N_ ("{service} – still running (checked {day})") : runs        ? N_ ("{service} – still running")
                                                                                                                                      : was_checked ? N_ ("{service} – no longer running (checked {day})")
                                                                                                                                                    : "{service}"),
                                        "service", lep_record_get (service, "name"), "day", checked, NULL);

      lep_report_add_property (report, lep_record_get (service, "started_on") != NULL ? since : LEP_NOTHING, text);
    }
  return TRUE;
}

static gboolean
add_contacts_of (const Summary *self,
                 LepReport     *report,
                 const char    *organisation,
                 gboolean      *begun,
                 GError       **error)
{
  const LepReportInput *input = self->input;
  g_autoptr (GPtrArray) contacts = lep_print_list (input, "contact", "organisation", organisation, "name", FALSE, error);

  if (contacts == NULL)
    return FALSE;
  if (contacts->len > 0 && !*begun)
    lep_report_add_heading (report, lep_print_text (input, N_ ("Contact")));
  *begun |= contacts->len > 0;
  for (guint i = 0; i < contacts->len; i++)
    {
      LepRecord  *contact = g_ptr_array_index (contacts, i);
      const char *parts[] = { lep_record_get (contact, "function"), lep_record_get (contact, "phone"), lep_record_get (contact, "email") };
      g_autoptr (GString) text = g_string_new (NULL);

      for (guint p = 0; p < G_N_ELEMENTS (parts); p++)
        if (parts[p] != NULL)
          g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", parts[p]);
      lep_report_add_property (report, lep_record_get (contact, "name"), text->str);
    }
  return TRUE;
}

/* Those of the lead, also where they were written to another record of it. */
static gboolean
add_contacts (const Summary *self,
              LepReport     *report,
              GError       **error)
{
  const char *lead = lep_record_get (self->partnership, "lead");
  g_autoptr (GPtrArray) same = NULL;
  gboolean begun = FALSE;

  if (!self->input->with_contacts || lead == NULL)
    return TRUE;
  same = lep_same_group (self->input->workspace, lead, error);
  for (guint i = 0; same != NULL && i < same->len; i++)
    if (!add_contacts_of (self, report, g_ptr_array_index (same, i), &begun, error))
      return FALSE;
  return same != NULL;
}

static void
add_end (const Summary *self,
         LepReport     *report)
{
  const LepReportInput *input = self->input;
  const char           *next = lep_record_get (self->project, "next_steps");

  if (next != NULL && *next != '\0')
    {
      lep_report_add_heading (report, lep_print_text (input, N_ ("Next steps")));
      lep_report_add_paragraph (report, next);
    }
  lep_report_add_heading (report, lep_print_text (input, N_ ("Signatures")));
  lep_report_add_signatures (report, TRUE);
  lep_report_add_signature (report, lep_print_text (input, N_ ("For the lead organisation")),
                            lep_record_get (self->partnership, "coordinator"), lep_print_text (input, N_ ("coordinator")));
  lep_report_add_signature (report, lep_print_text (input, N_ ("For the municipality")), NULL, lep_print_text (input, N_ ("name, function")));
}

/**
 * lep_report_project_summary:
 *
 * The input's id is that of a project.
 */
LepReport *
lep_report_project_summary (const LepReportInput *input,
                            GError              **error)
{
  g_auto (Summary) self = { .input = input };
  g_autoptr (LepReport) report = NULL;

  if (!read_summary (&self, error))
    return NULL;

  report = begin (&self);
  if (!lep_print_unsettled (input, report, "project", input->id,
                            "title reference activity status start places target_groups agreement_no agreement_on objectives summary grant cofinancing next_steps",
                            "target funding tranche service", error))
    return NULL;
  add_figures (&self, report);
  add_basics (&self, report);
  lep_report_add_heading (report, lep_print_text (input, N_ ("Results: target and reached")));
  lep_print_results (input, report, self.results, FALSE);
  if (!lep_print_sender (input, report, self.partnership, error) ||
      !add_quarters (&self, report, error))
    return NULL;
  add_money (&self, report);
  if (!lep_print_members (input, report, lep_record_get_id (self.partnership), FALSE, error) ||
      !add_services (&self, report, error) ||
      !add_contacts (&self, report, error))
    return NULL;
  add_end (&self, report);
  return g_steal_pointer (&report);
}
