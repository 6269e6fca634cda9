/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report of the whole programme: all partnerships against the indicators,
 * their sums, and in which states partnerships and projects are. */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "lep-print.h"

static const struct
{
  const char *indicator, *title;
} columns[] = {
  { "ORGANISATIONS", N_ ("Organisations") },
  { "INITIATIVES", N_ ("Initiatives") },
  { "TRAINED", N_ ("Trained") },
  { "EMPLOYED", N_ ("Employed, with proof") },
  { "SELF_EMPLOYED", N_ ("Self-employed") },
  { "BUSINESSES", N_ ("Businesses") },
  { "SERVICES", N_ ("New services") },
};

#define N_COLUMNS G_N_ELEMENTS (columns)

/* The total, or %NULL where the programme does not have the indicator. */
static gboolean
read_total (const LepReportInput *input,
            const char           *indicator,
            const char           *partnership,
            LepTotal            **total,
            GError              **error)
{
  const LepTotalQuery query = {
    .indicator = indicator,
    .scope = partnership == NULL ? LEP_SCOPE_PROGRAMME : LEP_SCOPE_PARTNERSHIP,
    .scope_id = partnership,
    .from = input->from,
    .to = input->to,
  };
  g_autoptr (GError) local = NULL;

  *total = lep_total (input->workspace, &query, &local);
  if (*total != NULL || g_error_matches (local, LEP_ERROR, LEP_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gint64
value_of (const LepTotal *total)
{
  return total == NULL ? 0 : total->total;
}

static void
add_value (LepTable *table,
           gint64    value)
{
  if (value == 0)
    lep_table_add_nothing (table);
  else
    lep_table_add_count (table, value);
}

static gboolean
add_partnership (const LepReportInput *input,
                 LepTable             *table,
                 LepRecord            *partnership,
                 GError              **error)
{
  g_autofree char *title = lep_record_dup_title (partnership);
  const char      *short_name = lep_record_get (partnership, "short_name");

  lep_table_add_row (table, LEP_ROW_BODY);
  lep_table_add_text (table, short_name != NULL ? short_name : title, lep_record_get (partnership, "places"));
  lep_table_add_text (table, lep_print_code (input, "partnership_status", lep_record_get (partnership, "status")), NULL);
  for (guint i = 0; i < N_COLUMNS; i++)
    {
      g_autoptr (LepTotal) total = NULL;

      if (!read_total (input, columns[i].indicator, lep_record_get_id (partnership), &total, error))
        return FALSE;
      add_value (table, value_of (total));
    }
  return TRUE;
}

/* Which sums are not settled, and how much waits for its proof. */
static void
add_notes (const LepReportInput *input,
           LepReport            *report,
           const GPtrArray      *totals)
{
  gint64 waiting = 0;

  lep_report_add_note (report, lep_print_text (input, N_ ("An organisation in several partnerships counts once in the sum.")));
  for (guint i = 0; i < totals->len; i++)
    {
      const LepTotal  *total = g_ptr_array_index (totals, i);
      g_autofree char *text = lep_print_provisional (input, total->indicator, total->name, total->provisional && total->has_total, 0);

      waiting = lep_add_saturated (waiting, total->needs_proof ? total->claimed : 0);
      if (text != NULL)
        lep_report_add_note (report, text);
    }
  if (waiting > 0)
    {
      g_autofree char *count = lep_format_count (input->locale, waiting);
      g_autofree char *text = lep_fill (lep_catalogue_plural (input->catalogue, "{count} more is claimed, waits for proof and is not in the sum.", "{count} more are claimed, wait for proof and are not in the sum.", waiting), "count", count, NULL);

      lep_report_add_note (report, text);
    }
}

/* Organisations in two partnerships count once, so sums are read, not added. */
static gboolean
add_partnerships (const LepReportInput *input,
                  LepReport            *report,
                  const GPtrArray      *partnerships,
                  GError              **error)
{
  LepTable *table = lep_print_section (input, report, N_ ("Partnerships and their results"), N_ ("Partnership"), LEP_COLUMN_STRONG, N_ ("State"), LEP_COLUMN_TEXT, NULL);
  g_autoptr (GPtrArray) totals = g_ptr_array_new_with_free_func ((GDestroyNotify) lep_total_free);

  for (guint i = 0; i < N_COLUMNS; i++)
    lep_table_add_column (table, lep_print_text (input, columns[i].title), NULL, LEP_COLUMN_FIGURE);
  for (guint i = 0; i < partnerships->len; i++)
    if (!add_partnership (input, table, g_ptr_array_index (partnerships, i), error))
      return FALSE;
  lep_table_add_row (table, LEP_ROW_FOOT);
  lep_table_add_text (table, lep_print_text (input, N_ ("Total")), NULL);
  lep_table_add_empty (table);
  for (guint i = 0; i < N_COLUMNS; i++)
    {
      LepTotal *total;

      if (!read_total (input, columns[i].indicator, NULL, &total, error))
        return FALSE;
      add_value (table, value_of (total));
      if (total != NULL)
        g_ptr_array_add (totals, total);
    }
  add_notes (input, report, totals);
  return TRUE;
}

/* The place in @codes of the state that the record is in; their number: it has none. */
static guint
find_state (LepRecord         *record,
            const LepCodeList *codes)
{
  guint i = 0;

  while (i < codes->n_codes && g_strcmp0 (lep_record_get (record, "status"), codes->codes[i].code) != 0)
    i++;
  return i;
}

/* How many are in each state, and in none yet; one that none is in takes no line. */
static void
add_states (const LepReportInput *input,
            LepTable             *table,
            const GPtrArray      *records,
            const char           *list,
            const char           *what)
{
  const LepCodeList *codes = lep_schema_code_list (list);
  const guint        n_lines = codes->n_codes + 1;
  g_autofree gint64 *numbers = g_new0 (gint64, n_lines);
  g_auto (GStrv) shares = NULL;
  gboolean is_first = TRUE;

  for (guint r = 0; r < records->len; r++)
    numbers[find_state (g_ptr_array_index (records, r), codes)]++;
  shares = lep_format_shares (input->locale, numbers, n_lines, records->len, 0);
  for (guint i = 0; i < n_lines; i++)
    {
      if (numbers[i] == 0)
        continue;
      lep_table_add_row (table, LEP_ROW_BODY);
      lep_table_add_text (table, is_first ? lep_print_text (input, what) : " ", NULL);
      is_first = FALSE;
      lep_table_add_text (table, i < codes->n_codes ? lep_print_code (input, list, codes->codes[i].code) : lep_print_text (input, N_ ("No state yet")), NULL);
      lep_table_add_count (table, numbers[i]);
      lep_table_add_share (table, numbers[i], records->len, shares[i]);
    }
}

static gboolean
add_map (const LepReportInput *input,
         LepReport            *report,
         const GPtrArray      *partnerships,
         GError              **error)
{
  g_autoptr (GPtrArray) projects = lep_print_list (input, "project", NULL, NULL, NULL, FALSE, error);
  LepTable *table;

  if (projects == NULL)
    return FALSE;
  table = lep_print_section (input, report, N_ ("States"), N_ ("What"), LEP_COLUMN_STRONG, N_ ("State"), LEP_COLUMN_TEXT, N_ ("Number"), LEP_COLUMN_FIGURE,
                             N_ ("Share"), LEP_COLUMN_FIGURE, NULL);
  add_states (input, table, partnerships, "partnership_status", N_ ("Partnerships"));
  add_states (input, table, projects, "project_status", N_ ("Projects"));
  return TRUE;
}

/* What nobody entered is not nothing paid. */
static void
add_amount (LepTable   *table,
            gint64      amount,
            const char *currency)
{
  if (amount == 0)
    lep_table_add_nothing (table);
  else
    lep_table_add_money (table, amount, currency);
}

/* Which dated rates came into the sum, and whether something has none. */
static void
add_rate_notes (const LepReportInput *input,
                LepReport            *report,
                const LepOverview    *overview)
{
  if (overview->rate_text != NULL)
    lep_report_add_note (report, lep_print_text (input, N_ ("EUR 1 = BAM 1.95583 (fixed rate)")));
  for (guint i = 0; i < overview->rates->len; i++)
    {
      const LepMoneyRate *rate = g_ptr_array_index (overview->rates, i);
      g_autofree char    *lowest = lep_format_decimal (input->locale, rate->lowest, 6, 6);
      g_autofree char    *highest = lep_format_decimal (input->locale, rate->highest, 6, 6);
      g_autofree char    *text = NULL;

      /* Translators: "CHF 1 = BAM 2.000000 (rate of the documents)" */
      if (rate->lowest == rate->highest)
        text = lep_fill (lep_print_text (input, N_ ("{from} 1 = {to} {rate} (rate of the documents)")), "from", rate->from, "to", rate->to, "rate", lowest, NULL);
      else
        text = lep_fill (lep_print_text (input, N_ ("{from} 1 = {to} {lowest} to {highest} (each document by its own rate)")), "from", rate->from, "to", rate->to,
                         "lowest", lowest, "highest", highest, NULL);
      lep_report_add_note (report, text);
    }
  if (overview->has_unrated)
    lep_report_add_note (report, lep_print_text (input, N_ ("Some money in another currency has no rate and is not in the sum.")));
}

static gboolean
add_money (const LepReportInput *input,
           LepReport            *report,
           GError              **error)
{
  g_autofree char *today = lep_print_today (input);
  g_autoptr (LepOverview) overview = lep_overview (input->workspace, NULL, today, error);
  LepTable *table;

  if (overview == NULL)
    return FALSE;
  if (overview->money->len == 0)
    return TRUE;
  table = lep_print_section (input, report, N_ ("Money"), N_ ("Currency"), LEP_COLUMN_TEXT, N_ ("Granted"), LEP_COLUMN_FIGURE, N_ ("Co-financing"), LEP_COLUMN_FIGURE,
                             N_ ("Paid"), LEP_COLUMN_FIGURE, N_ ("Spent"), LEP_COLUMN_FIGURE, NULL);
  for (guint i = 0; i <= overview->money->len; i++)
    {
      const LepMoneySum *sum = i < overview->money->len ? g_ptr_array_index (overview->money, i) : overview->money_all;

      if (sum == NULL || (i == overview->money->len && overview->money->len == 1))
        continue;
      lep_table_add_row (table, i < overview->money->len ? LEP_ROW_BODY : LEP_ROW_FOOT);
      {
        const char      *symbol = *sum->currency == '\0' ? NULL : lep_currency_symbol (input->locale, sum->currency);
        g_autofree char *all = lep_fill (lep_print_text (input, N_ ("Total, in {currency}")), "currency", symbol != NULL ? symbol : "", NULL);

        lep_table_add_text (table, i < overview->money->len ? symbol : all, NULL);
      }
      add_amount (table, sum->granted, sum->currency);
      add_amount (table, sum->cofinanced, sum->currency);
      add_amount (table, sum->paid, sum->currency);
      add_amount (table, sum->spent, sum->currency);
    }
  if (overview->money_all != NULL)
    add_rate_notes (input, report, overview);
  return lep_print_unsettled_money (input, report, NULL, TRUE, error);
}

/* Nobody wrote down when a state began or which part of a grant is of which year. */
static void
add_note_of_day (const LepReportInput *input,
                 LepReport            *report)
{
  g_autofree char *today = lep_print_today (input);
  g_autofree char *day = lep_print_date (input, today);
  g_autofree char *text = lep_fill (lep_print_text (input, N_ ("Results are those of the time asked for; money and states are those of {day}.")), "day", day, NULL);

  if (input->from != NULL || input->to != NULL)
    lep_report_add_note (report, text);
}

/* What is only listed has no sum, which is not a sum of nothing: no figure tells it. */
static gboolean
add_figures (const LepReportInput *input,
             LepReport            *report,
             const GPtrArray      *partnerships,
             GError              **error)
{
  g_autofree char *count = lep_format_count (input->locale, partnerships->len);
  g_autoptr (LepTotal) trained = NULL;
  g_autoptr (LepTotal) employed = NULL;
  g_autofree char *number = NULL;
  g_autofree char *proven = NULL;
  g_autofree char *share = NULL;

  if (!read_total (input, "TRAINED", NULL, &trained, error) || !read_total (input, "EMPLOYED", NULL, &employed, error))
    return FALSE;
  number = lep_format_count (input->locale, value_of (trained));
  proven = lep_format_count (input->locale, value_of (employed));
  lep_report_add_figure (report, count, lep_catalogue_plural (input->catalogue, "partnership", "partnerships", partnerships->len), NULL);
  if (trained == NULL || trained->has_total)
    lep_report_add_figure (report, number, lep_print_text (input, N_ ("trained")), NULL);
  if (employed == NULL || employed->has_total)
    lep_report_add_figure (report, proven, lep_print_text (input, N_ ("employed, with proof")), NULL);
  if (value_of (trained) > 0 && (employed == NULL || employed->has_total))
    {
      share = lep_format_ratio (input->locale, value_of (employed), value_of (trained), 1);
      lep_report_add_figure (report, share, lep_print_text (input, N_ ("of those trained found work")), NULL);
    }
  return TRUE;
}

/**
 * lep_report_programme:
 *
 * About everything that this laptop has. Counts what ends between from and to.
 */
LepReport *
lep_report_programme (const LepReportInput *input,
                      GError              **error)
{
  g_autoptr (GPtrArray) partnerships = lep_print_list (input, "partnership", NULL, NULL, "name", FALSE, error);
  g_autoptr (GPtrArray) programmes = partnerships == NULL ? NULL : lep_print_list (input, "programme", NULL, NULL, NULL, FALSE, error);
  g_autoptr (LepReport) report = NULL;
  g_autofree char *title = NULL;
  g_autofree char *period = input->from == NULL && input->to == NULL ? NULL : lep_format_date_range (input->locale, input->from, input->to);

  if (programmes == NULL)
    return NULL;
  if (programmes->len > 0)
    title = lep_record_dup_title (g_ptr_array_index (programmes, 0));
  report = lep_print_begin (input, N_ ("Report of the programme"), title != NULL ? title : lep_print_text (input, N_ ("The whole programme")), period, NULL);
  report->landscape = TRUE;
  if (!lep_print_programme_sender (input, report, error) || !add_figures (input, report, partnerships, error))
    return NULL;
  if (partnerships->len == 0)
    lep_report_add_note (report, lep_print_text (input, N_ ("No partnership was entered.")));
  else if (!add_partnerships (input, report, partnerships, error))
    return NULL;
  add_note_of_day (input, report);
  if (!add_money (input, report, error) || !add_map (input, report, partnerships, error))
    return NULL;
  return g_steal_pointer (&report);
}
