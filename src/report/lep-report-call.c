/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A call as it is published: lots and money, who may apply, until when, and how
 * applications are judged. */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "lep-call-office.h"
#include "lep-print.h"

/**
 * lep_print_zone:
 * @time: (nullable): as stored
 *
 * Returns: (transfer full) (nullable): the short name of the zone that the hour is told in
 */
char *
lep_print_zone (const LepReportInput *input,
                const char           *time)
{
  g_autoptr (GDateTime) moment = time == NULL ? NULL : g_date_time_new_from_iso8601 (time, NULL);
  g_autoptr (GTimeZone) zone = input->zone == NULL ? g_time_zone_new_utc () : g_time_zone_ref (input->zone);
  g_autoptr (GDateTime) local = moment == NULL ? NULL : g_date_time_to_timezone (moment, zone);

  /* Without a local time it is a year there without four digits. */
  return local == NULL ? NULL : g_strdup (g_date_time_get_timezone_abbreviation (local));
}

/**
 * lep_print_moment:
 * @time: (nullable): as stored
 *
 * Returns: (transfer full) (nullable): day, hour and zone: a deadline without its
 *   zone is none
 */
char *
lep_print_moment (const LepReportInput *input,
                  const char           *time)
{
  g_autofree char *zone = lep_print_zone (input, time);
  g_autofree char *text = NULL;

  if (time == NULL || *time == '\0')
    return NULL;
  text = lep_format_time (input->locale, time, input->zone, LEP_DATE_LONG);
  return zone == NULL ? g_steal_pointer (&text) : g_strdup_printf ("%s (%s)", text, zone);
}

/**
 * lep_print_received:
 *
 * Returns: (transfer full) (nullable): day and hour when it came, in one line that does not
 *   break; seconds too in the minute of the deadline, where they decide
 */
char *
lep_print_received (const LepReportInput *input,
                    LepRecord            *application,
                    gboolean              with_zone)
{
  const char      *time = lep_record_get (application, "received_at");
  LepDateStyle     style = with_zone ? LEP_DATE_LONG : LEP_DATE_SHORT;
  g_autofree char *deadline = lep_application_deadline (input->workspace, application);
  g_autofree char *zone = with_zone ? lep_print_zone (input, time) : NULL;
  g_autofree char *text = NULL, *last = NULL;
  g_auto (GStrv) words = NULL;

  if (time == NULL)
    return NULL;
  text = lep_format_time (input->locale, time, input->zone, style);
  last = lep_format_time (input->locale, deadline, input->zone, style);
  if (g_strcmp0 (text, last) == 0 && g_strcmp0 (time, deadline) != 0)
    {
      g_free (text);
      text = lep_format_time_exact (input->locale, time, input->zone, style);
    }
  if (with_zone)
    return zone == NULL ? g_steal_pointer (&text) : g_strdup_printf ("%s (%s)", text, zone);
  words = g_strsplit (text, " ", -1);
  return g_strjoinv ("\302\240", words);
}

/**
 * lep_print_lateness:
 *
 * Returns: (transfer full): when a late application came and by when it should
 *   have; by how many seconds where both are the same minute
 */
char *
lep_print_lateness (const LepReportInput *input,
                    LepRecord            *application)
{
  g_autofree char *last = lep_application_deadline (input->workspace, application);
  const char      *came = lep_record_get (application, "received_at");
  g_autofree char *deadline = lep_print_moment (input, last);
  g_autofree char *received = lep_print_moment (input, came);
  g_autofree char *count = NULL;
  g_autoptr (GDateTime) from = NULL;
  g_autoptr (GDateTime) to = NULL;
  gint64 seconds;

  if (received == NULL || g_strcmp0 (received, deadline) != 0)
    return lep_fill (lep_print_text (input, N_ ("It was received {received}; the deadline was {deadline}.")), "received", received != NULL ? received : LEP_NOTHING, "deadline",
                     deadline != NULL ? deadline : LEP_NOTHING, NULL);
  from = g_date_time_new_from_iso8601 (last, NULL);
  to = g_date_time_new_from_iso8601 (came, NULL);
  seconds = from == NULL || to == NULL ? 0 : MAX (1, g_date_time_difference (to, from) / G_TIME_SPAN_SECOND);
  count = lep_format_count (input->locale, seconds);
  return lep_fill (lep_catalogue_plural (input->catalogue, "It came {count} second after the deadline, {deadline}.", "It came {count} seconds after the deadline, {deadline}.", (gulong) seconds),
                   "count", count, "deadline", deadline, NULL);
}

static void
add_amounts (const LepReportInput *input,
             LepReport            *report,
             LepRecord            *call)
{
  const char      *currency = lep_record_get (call, "currency");
  g_autofree char *low = NULL;
  g_autofree char *high = NULL;
  g_autofree char *text = NULL;
  gint64           least, most;
  gboolean         has_least = lep_record_get_int64 (call, "min_grant", &least), has_most = lep_record_get_int64 (call, "max_grant", &most);

  if (has_least)
    low = lep_format_money (input->locale, least, currency);
  if (has_most)
    high = lep_format_money (input->locale, most, currency);
  if (has_least && has_most)
    text = lep_fill (lep_print_text (input, N_ ("{low} to {high}")), "low", low, "high", high, NULL);
  else if (has_least || has_most)
    text = lep_fill (lep_print_text (input, has_least ? N_ ("{amount} at least") : N_ ("{amount} at most")), "amount", has_least ? low : high, NULL);
  lep_print_property (input, report, N_ ("Grant"), text);
}

static void
add_share (const LepReportInput *input,
           LepReport            *report,
           LepRecord            *call,
           const char           *field,
           const char           *label)
{
  gint64           share;
  g_autofree char *text = NULL;

  if (lep_record_get_int64 (call, field, &share))
    text = lep_format_percent (input->locale, share, share % 100 == 0 ? 0 : 2);
  lep_print_property (input, report, label, text);
}

static void
add_months (const LepReportInput *input,
            LepReport            *report,
            LepRecord            *call)
{
  gint64           least, most;
  g_autofree char *low = NULL;
  g_autofree char *high = NULL;
  g_autofree char *text = NULL;

  if (!lep_record_get_int64 (call, "min_months", &least) || !lep_record_get_int64 (call, "max_months", &most))
    return;
  low = lep_format_count (input->locale, least);
  high = lep_format_count (input->locale, most);
  text = lep_fill (lep_print_text (input, N_ ("{low} to {high} months")), "low", low, "high", high, NULL);
  lep_print_property (input, report, N_ ("Length of a project"), text);
}

static void
add_basics (const LepReportInput *input,
            LepReport            *report,
            LepRecord            *call)
{
  g_autofree char *published = lep_record_get (call, "published_on") == NULL ? NULL : lep_print_date (input, lep_record_get (call, "published_on"));
  g_autofree char *questions = lep_print_moment (input, lep_record_get (call, "questions_until"));
  g_autofree char *concept = lep_print_moment (input, lep_record_get (call, "concept_deadline"));
  g_autofree char *full = lep_print_moment (input, lep_record_get (call, "full_deadline"));

  lep_report_add_heading (report, lep_print_text (input, N_ ("Dates")));
  lep_print_property (input, report, N_ ("Published on"), published);
  lep_print_property (input, report, N_ ("Questions until"), questions);
  lep_print_property (input, report, N_ ("Deadline for concept notes"), concept);
  lep_print_property (input, report, N_ ("Deadline for full applications"), full);
  lep_report_add_heading (report, lep_print_text (input, N_ ("Money and length")));
  add_amounts (input, report, call);
  add_share (input, report, call, "min_cofinancing", N_ ("Least co-financing"));
  add_share (input, report, call, "max_indirect", N_ ("Most indirect costs"));
  add_share (input, report, call, "max_contingency", N_ ("Most contingency"));
  add_months (input, report, call);
  lep_print_property (input, report, N_ ("Stages"), lep_print_code (input, "stages", lep_record_get (call, "stages")));
}

static gboolean
add_lots (const LepReportInput *input,
          LepReport            *report,
          LepRecord            *call,
          GError              **error)
{
  g_autoptr (GPtrArray) lots = lep_print_list (input, "lot", "call", input->id, "number", FALSE, error);
  const char      *currency = lep_record_get (call, "currency");
  g_autofree char *envelope = lep_print_join (", ", lep_print_text (input, N_ ("Envelope")), currency != NULL ? lep_currency_symbol (input->locale, currency) : "", NULL);
  LepTable        *table;
  LepSum           sum = 0;
  gint64           value;
  gboolean         is_known = FALSE;

  if (lots == NULL || lots->len == 0)
    return lots != NULL;
  table = lep_print_section (input, report, N_ ("Lots"), N_ ("Lot"), LEP_COLUMN_FIGURE, N_ ("Title"), LEP_COLUMN_STRONG, N_ ("Target group"), LEP_COLUMN_TEXT,
                             envelope, LEP_COLUMN_FIGURE, NULL);
  for (guint i = 0; i < lots->len; i++)
    {
      LepRecord *lot = g_ptr_array_index (lots, i);

      lep_table_add_row (table, LEP_ROW_BODY);
      lep_print_number (table, lot, "number");
      lep_table_add_text (table, lep_record_get (lot, "title"), NULL);
      lep_table_add_text (table, lep_print_code (input, "target_group", lep_record_get (lot, "target_group")), NULL);
      lep_print_amount (table, lot, "envelope", currency);
      if (lep_record_get_int64 (lot, "envelope", &value))
        {
          sum += value;
          is_known = TRUE;
        }
    }
  lep_table_add_row (table, LEP_ROW_FOOT);
  lep_table_add_empty (table);
  lep_table_add_text (table, lep_print_text (input, N_ ("Total")), NULL);
  lep_table_add_empty (table);
  if (is_known)
    lep_table_add_money (table, lep_sum_cut (sum), currency);
  else
    lep_table_add_nothing (table);
  return TRUE;
}

static gboolean
has_two_stages (LepRecord *call)
{
  return g_strcmp0 (lep_record_get (call, "stages"), "two") == 0;
}

/* What is asked for, without the number that somebody wrote before it where that is the
 * one it is printed with. */
static const char *
without_number (const char *text,
                const char *number)
{
  gsize length = strlen (number);

  /* "1.5 million" is no number of the first one. */
  if (!g_str_has_prefix (text, number) || (text[length] != '.' && text[length] != ')') || text[length + 1] != ' ')
    return text;
  return text + length + 1 + strspn (text + length + 1, " ");
}

/* Numbered as in the check; where both stages ask for it and count otherwise, with
 * both numbers. A call of one stage need not say which. */
static char *
requirement_text (const LepReportInput *input,
                  LepRecord            *call,
                  const GPtrArray      *all,
                  guint                 index)
{
  LepRecord       *requirement = g_ptr_array_index (all, index);
  const char      *own = lep_record_get (requirement, "stage"), *stage = g_strcmp0 (own, "full") != 0 || has_two_stages (call) ? lep_print_code (input, "stage", own) : NULL;
  guint            full = lep_print_requirement_number (all, index, own != NULL ? own : "full");
  guint            concept = own != NULL || !has_two_stages (call) ? full : lep_print_requirement_number (all, index, "concept");
  g_autofree char *number = concept == full ? g_strdup_printf ("%u", full) : g_strdup_printf ("%u/%u", concept, full);
  const char      *text = without_number (lep_record_get (requirement, "text"), number);

  return stage == NULL ? g_strdup_printf ("%s. %s", number, text) : g_strdup_printf ("%s. %s (%s)", number, text, stage);
}

/* Requirements of one kind, those of the second stage last.
 *
 * Returns: whether there are some */
static gboolean
add_requirements_of (const LepReportInput *input,
                     LepReport            *report,
                     LepRecord            *call,
                     const GPtrArray      *all,
                     const char           *kind,
                     const char           *heading)
{
  gboolean begun = FALSE;

  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < all->len; i++)
      {
        LepRecord       *requirement = g_ptr_array_index (all, i);
        const char      *own = lep_record_get (requirement, "kind");
        gboolean         is_later = has_two_stages (call) && g_strcmp0 (lep_record_get (requirement, "stage"), "full") == 0;
        g_autofree char *text = NULL;

        if (strcmp (own != NULL ? own : "administrative", kind) != 0 || is_later != (pass == 1))
          continue;
        if (!begun)
          lep_report_add_heading (report, lep_print_text (input, heading));
        begun = TRUE;
        text = requirement_text (input, call, all, i);
        lep_report_add_paragraph (report, text);
      }
  return begun;
}

static gboolean
add_requirements (const LepReportInput *input,
                  LepReport            *report,
                  LepRecord            *call,
                  GError              **error)
{
  g_autoptr (GPtrArray) all = lep_print_list (input, "requirement", "call", input->id, "position", FALSE, error);
  gboolean who, what;

  if (all == NULL)
    return FALSE;
  who = add_requirements_of (input, report, call, all, "eligibility", N_ ("Who may apply"));
  what = add_requirements_of (input, report, call, all, "administrative", N_ ("What must be handed in"));
  if ((who && what) || (all->len > 0 && has_two_stages (call)))
    lep_report_add_note (report, lep_print_text (input, N_ ("Each has the number that it has in the administrative check of its stage.")));
  return TRUE;
}

static gboolean
add_grid (const LepReportInput *input,
          LepReport            *report,
          const char           *stage,
          GError              **error)
{
  g_autoptr (LepCallRanking) grid = lep_call_ranking_read (input->workspace, input->id, stage, error);
  g_autofree char *heading = NULL;
  LepTable        *table;

  if (grid == NULL || grid->lines->len == 0)
    return grid != NULL;
  heading = lep_fill (lep_print_text (input, N_ ("Evaluation grid: {stage}")), "stage", lep_print_code (input, "stage", stage), NULL);
  table = lep_print_section (input, report, heading, N_ ("Criterion"), LEP_COLUMN_TEXT, N_ ("Least"), LEP_COLUMN_FIGURE, N_ ("Most"), LEP_COLUMN_FIGURE,
                             N_ ("Weight"), LEP_COLUMN_FIGURE, N_ ("Points"), LEP_COLUMN_FIGURE | LEP_COLUMN_STRONG, NULL);
  for (guint s = 0; s < grid->sections->len; s++)
    {
      const LepGridSection *section = g_ptr_array_index (grid->sections, s);
      g_autofree char      *points = lep_format_count (input->locale, section->max_points);

      lep_table_add_row (table, LEP_ROW_GROUP);
      lep_table_add_text (table, *section->title != '\0' ? section->title : lep_print_text (input, N_ ("Criteria")), NULL);
      for (guint i = 0; i < 3; i++)
        lep_table_add_empty (table);
      lep_table_add_text (table, points, NULL);
      for (guint i = 0; i < grid->lines->len; i++)
        {
          const LepGridLine *line = g_ptr_array_index (grid->lines, i);

          if (line->rule.section != s)
            continue;
          lep_table_add_row (table, LEP_ROW_BODY);
          lep_table_add_text (table, line->text, line->comment_required ? lep_print_text (input, N_ ("with a comment")) : NULL);
          if (line->rule.minimum > 0)
            lep_table_add_count (table, line->rule.minimum);
          else
            lep_table_add_nothing (table);
          lep_table_add_count (table, line->rule.max_points);
          lep_table_add_count (table, line->rule.weight);
          lep_table_add_count (table, line->rule.max_points * line->rule.weight);
        }
    }
  lep_table_add_row (table, LEP_ROW_FOOT);
  lep_table_add_text (table, lep_print_text (input, N_ ("Total")), NULL);
  for (guint i = 0; i < 3; i++)
    lep_table_add_empty (table);
  lep_table_add_count (table, grid->max_points);
  if (grid->threshold > 0)
    {
      g_autofree char *threshold = lep_print_threshold (input, grid);

      lep_report_add_note (report, threshold);
    }
  return TRUE;
}

/**
 * lep_report_call:
 *
 * The input's id is that of a call.
 */
LepReport *
lep_report_call (const LepReportInput *input,
                 GError              **error)
{
  g_autoptr (LepRecord) call = lep_print_record (input, "call", input->id, error);
  g_autoptr (LepReport) report = NULL;
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;
  const char      *reference;

  if (call == NULL)
    return NULL;
  title = lep_record_dup_title (call);
  reference = lep_record_get (call, "reference");
  subtitle = lep_print_join (" · ", reference, lep_record_get (call, "status") == NULL ? "" : lep_print_code (input, "call_status", lep_record_get (call, "status")), NULL);
  report = lep_print_begin (input, N_ ("Call for applications"), title, subtitle, reference);
  if (!lep_print_programme_sender (input, report, error) || !lep_print_unsettled (input, report, "call", input->id, NULL, "lot requirement criterion", error))
    return NULL;
  lep_print_lines (report, lep_record_get (call, "summary"), FALSE);
  add_basics (input, report, call);
  if (!add_lots (input, report, call, error) ||
      !add_requirements (input, report, call, error) ||
      (has_two_stages (call) && !add_grid (input, report, "concept", error)) ||
      !add_grid (input, report, "full", error))
    return NULL;
  return g_steal_pointer (&report);
}
