/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ranking list of a call: the funnel, points by section and by assessor, the
 * lines where the money and the points end, and the committee's signatures. */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "lep-call-office.h"
#include "lep-ranking-notes.h"
#include "lep-sum.h"

#define MAX_PORTRAIT_SECTIONS 4
#define MAX_SECTION_TITLE     8

typedef struct
{
  const LepReportInput *input;
  LepRecord            *call;
  LepCallRanking       *ranking;
  LepReport            *report;
  LepRankingMarks       marks;
} List;

static void
list_clear (List *self)
{
  g_clear_object (&self->call);
  g_clear_pointer (&self->ranking, lep_call_ranking_free);
  g_clear_pointer (&self->report, lep_report_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (List, list_clear)

static gboolean
is_proposal (const LepCallRanking *ranking)
{
  static const char *const open[] = { "admin_ok", "scored", "full_admin_ok", "full_scored", "verified", "received", "full_received", NULL };

  for (guint i = 0; i < ranking->lots->len; i++)
    {
      const LepLotRanking *lot = g_ptr_array_index (ranking->lots, i);

      for (guint a = 0; a < lot->applications->len; a++)
        {
          const LepCallApplication *application = g_ptr_array_index (lot->applications, a);

          if (application->rank.rank > 0 && !application->is_past && application->status != NULL && g_strv_contains (open, application->status))
            return TRUE;
        }
    }
  return FALSE;
}

/* Without the office's space nothing is known of points; and who still has to
 * give some does not see what others gave. */
static gboolean
check_sheets (const LepReportInput *input,
              const LepCallRanking *ranking,
              GError              **error)
{
  g_autofree char          *person = NULL;
  const LepCallApplication *open;
  guint                     n_open;

  if (!lep_call_is_office (input->workspace))
    {
      g_set_error_literal (error, LEP_ERROR, LEP_ERROR_INVALID,
                           _ ("The ranking list is made from what the programme office scores, and that is not on this laptop. It is printed at the programme office."));
      return FALSE;
    }
  if (!lep_workspace_get_meta (input->workspace, LEP_META_PERSON, &person, error))
    return FALSE;
  open = lep_call_first_open_sheet (ranking, lep_call_own_assessor (ranking, person), &n_open);
  if (open == NULL)
    return TRUE;
  g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID,
               /* Translators: %s is an application */
               _ ("The ranking shows what others gave, and your own score sheet for “%s” is not final. Make it final first."), open->title);
  return FALSE;
}

static gboolean
begin (List                 *self,
       const LepReportInput *input,
       const char           *stage,
       GError              **error)
{
  g_autofree char *kicker = NULL;
  g_autofree char *subtitle = NULL;
  g_autofree char *scored = NULL;
  g_autofree char *threshold = NULL;
  g_autofree char *title = NULL;
  guint            n_scored = 0;

  self->input = input;
  self->call = lep_print_record (input, "call", input->id, error);
  /* The one stage of a call that has no other is that of its applications. */
  if (self->call != NULL && g_strcmp0 (lep_record_get (self->call, "stages"), "two") != 0)
    stage = NULL;
  self->ranking = self->call == NULL ? NULL : lep_call_ranking_read (input->workspace, input->id, stage, error);
  if (self->ranking == NULL || !check_sheets (input, self->ranking, error))
    return FALSE;

  for (guint i = 0; i < self->ranking->lots->len; i++)
    {
      const LepLotRanking *lot = g_ptr_array_index (self->ranking->lots, i);

      for (guint a = 0; a < lot->applications->len; a++)
        n_scored += ((LepCallApplication *) g_ptr_array_index (lot->applications, a))->rank.rank > 0;
    }
  {
    g_autofree char *some = lep_format_count (input->locale, n_scored);
    g_autofree char *all = lep_format_count (input->locale, self->ranking->n_received);

    scored = lep_fill (lep_catalogue_plural (input->catalogue, "{count} of {all} received application was scored", "{count} of {all} received applications were scored", self->ranking->n_received),
                       "count", some, "all", all, NULL);
  }
  if (self->ranking->threshold > 0)
    threshold = lep_print_threshold (input, self->ranking);
  title = lep_record_dup_title (self->call);
  kicker = lep_print_join (" · ", lep_print_text (input, N_ ("Ranking list")), lep_record_get (self->call, "reference"), lep_print_code (input, "stage", self->ranking->stage), NULL);
  subtitle = lep_print_join (" · ", threshold != NULL ? threshold : "", scored, lep_currency_symbol (input->locale, self->ranking->currency), NULL);
  self->report = lep_print_begin (input, kicker, title, subtitle, lep_record_get (self->call, "reference"));
  self->report->landscape = self->ranking->sections->len > MAX_PORTRAIT_SECTIONS;
  return lep_print_programme_sender (input, self->report, error);
}

static void
add_funnel (const List *self)
{
  const struct
  {
    const char *label;
    guint       value;
  } steps[] = {
    { N_ ("received"), self->ranking->n_received },
    { N_ ("in time"), self->ranking->n_on_time },
    { N_ ("in order"), self->ranking->n_in_order },
    { N_ ("good enough"), self->ranking->n_above },
    { N_ ("within the money"), self->ranking->n_selected },
  };
  LepChart *chart = lep_report_add_chart (self->report, LEP_CHART_FUNNEL, lep_print_text (self->input, N_ ("From receipt to selection")));

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    lep_chart_add_label (chart, lep_print_text (self->input, steps[i].label));
  lep_chart_add_series (chart, "");
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    lep_chart_add_value (chart, steps[i].value);
}

/* "Relevance" over a column of figures of four places: "Relev." */
static char *
abbreviate (const char *title)
{
  g_autofree char *start = NULL;

  if (g_utf8_strlen (title, -1) <= MAX_SECTION_TITLE)
    return g_strdup (title);
  start = g_utf8_substring (title, 0, MAX_SECTION_TITLE - 3);
  return g_strconcat (g_strchomp (start), ".", NULL);
}

static LepTable *
begin_table (const List *self,
             const char *caption)
{
  const LepReportInput *input = self->input;
  const LepCallRanking *ranking = self->ranking;
  LepTable             *table = lep_report_add_table (self->report, caption);
  g_autofree char      *most = lep_format_count (input->locale, ranking->max_points);
  g_autofree char      *total = g_strdup_printf ("%s %s", lep_print_text (input, N_ ("Total")), most);

  lep_table_add_column (table, lep_print_text (input, N_ ("Rank")), NULL, LEP_COLUMN_FIGURE);
  lep_table_add_column (table, lep_print_text (input, N_ ("Application and partnership")), NULL, LEP_COLUMN_STRONG);
  for (guint i = 0; i < ranking->sections->len; i++)
    {
      const LepGridSection *section = g_ptr_array_index (ranking->sections, i);
      g_autofree char      *points = lep_format_count (input->locale, section->max_points);
      g_autofree char      *short_title = abbreviate (*section->title == '\0' ? lep_print_text (input, N_ ("Points")) : section->title);
      g_autofree char      *title = g_strdup_printf ("%s %s", short_title, points);

      if (ranking->sections->len > 1)
        lep_table_add_column (table, title, NULL, LEP_COLUMN_FIGURE);
    }
  lep_table_add_column (table, total, NULL, LEP_COLUMN_FIGURE | LEP_COLUMN_STRONG);
  lep_table_add_column (table, lep_print_text (input, N_ ("Requested")), NULL, LEP_COLUMN_FIGURE);
  lep_table_add_column (table, lep_print_text (input, N_ ("Cumulated")), NULL, LEP_COLUMN_FIGURE);
  lep_table_add_column (table, lep_print_text (input, N_ ("Decision")), NULL, LEP_COLUMN_TEXT);
  return table;
}

static void
add_divider (const List *self,
             LepTable   *table,
             LepRowType  type,
             const char *text,
             const char *right)
{
  lep_table_add_row (table, type);
  lep_table_add_text (table, text, NULL);
  for (guint i = 1; i + 1 < table->columns->len; i++)
    lep_table_add_empty (table);
  if (right != NULL)
    lep_table_add_text (table, right, NULL);
}

/* Whether it is on the reserve list, or is proposed for it; of the concept notes, when the
 * list was signed. */
static gboolean
is_reserve (const LepCallApplication *application)
{
  if (application->is_past)
    return application->was_reserve;
  return application->status == NULL || !lep_application_is_decided (application->status) || strcmp (application->status, "reserve") == 0;
}

/* "Reserve 2", on one line; else what was decided or is proposed. */
static void
add_outcome (const List               *self,
             LepTable                 *table,
             const LepCallApplication *application)
{
  const LepRankEntry *rank = &application->rank;
  g_autofree char    *number = lep_format_count (self->input->locale, rank->reserve_no);
  /* Translators: place on the reserve list, in a narrow column; the space does not break */
  g_autofree char    *reserve = lep_fill (lep_print_text (self->input, N_ ("Reserve\302\240{number}")), "number", number, NULL);

  if (rank->reserve_no > 0 && is_reserve (application))
    lep_table_add_text (table, reserve, NULL);
  else
    lep_table_add_text (table, lep_print_place (self->input, self->ranking, application), NULL);
}

/* Two are far apart, and no third one gave points yet. */
static gboolean
needs_third (const LepCallApplication *application)
{
  return application->rank.diverges && application->rank.n_sheets < 3;
}

static void
add_application (List                     *self,
                 LepTable                 *table,
                 const LepCallApplication *application)
{
  const LepRankEntry *rank = &application->rank;
  const char         *currency = self->ranking->currency;
  g_autofree char    *asked = application->is_converted ? lep_print_asked (self->input, application->asked, application->asked_currency) : NULL;
  g_autofree char    *applicant = lep_print_join (" · ", application->partnership != NULL ? application->partnership : "", asked != NULL ? asked : "", NULL);

  lep_table_add_row (table, LEP_ROW_BODY);
  lep_table_add_count (table, rank->rank);
  lep_table_add_text (table, application->title, applicant);
  for (guint i = 0; self->ranking->sections->len > 1 && i < self->ranking->sections->len; i++)
    lep_print_add_points (table, rank->sections[i], rank->n_sheets);
  lep_print_add_points (table, rank->sum, rank->n_sheets);
  if (rank->tied)
    lep_ranking_marks_add (&self->marks, table, rank->alike ? LEP_RANKING_NOTE_ALIKE : LEP_RANKING_NOTE_TIED);
  if (needs_third (application))
    lep_ranking_marks_add (&self->marks, table, LEP_RANKING_NOTE_THIRD);
  if (application->has_requested)
    lep_table_add_money (table, application->requested, currency);
  else
    lep_table_add_nothing (table);
  if (rank->place >= LEP_PLACE_RESERVE)
    lep_table_add_money (table, rank->cumulated, currency);
  else
    lep_table_add_nothing (table);
  add_outcome (self, table, application);
}

/* Why those below it are not financed. */
static char *
describe_threshold (const List          *self,
                    const LepLotRanking *lot)
{
  const LepReportInput *input = self->input;
  g_autofree char      *least = lep_format_count (input->locale, self->ranking->threshold);

  if (self->ranking->threshold == 0)
    return g_strdup (lep_print_text (input, N_ ("Below the least points of a criterion: not financed")));

  return lep_fill (lep_print_text (input, lep_lot_ranking_has_minimum_unmet (lot) ? N_ ("Below the threshold of {points} points or the least points of a criterion: not financed")
                                                                                  : N_ ("Below the threshold of {points} points: not financed")),
                   "points", least, NULL);
}

static void
add_line_before (const List               *self,
                 LepTable                 *table,
                 const LepLotRanking      *lot,
                 const LepCallApplication *before,
                 const LepCallApplication *application)
{
  const LepReportInput *input = self->input;
  LepRankPlace          last = before == NULL ? LEP_PLACE_SELECTED : before->rank.place, place = application->rank.place;

  if (place == LEP_PLACE_RESERVE && last == LEP_PLACE_SELECTED)
    {
      gint64           difference = lep_subtract_saturated (lot->envelope, lep_lot_ranking_used (lot));
      g_autofree char *rest = lep_format_money (input->locale, ABS (difference), self->ranking->currency);
      g_autofree char *left = lep_fill (lep_print_text (input, difference < 0 ? N_ ("beyond the envelope: {amount}") : N_ ("left: {amount}")), "amount", rest, NULL);

      add_divider (self, table, LEP_ROW_CUT, lep_print_text (input, N_ ("Reserve list")), left);
    }
  else if (place == LEP_PLACE_BELOW && last != LEP_PLACE_BELOW)
    {
      g_autofree char *text = describe_threshold (self, lot);

      add_divider (self, table, LEP_ROW_THRESHOLD, text, NULL);
    }
}

static void
add_lot (List                *self,
         const LepLotRanking *lot)
{
  const LepReportInput     *input = self->input;
  const LepCallApplication *before = NULL;
  g_autofree char          *number = lep_format_count (input->locale, lot->number);
  g_autofree char          *title = lot->id == NULL ? g_strdup (lep_print_text (input, N_ ("Applications")))
                                                    : lep_fill (lep_print_text (input, N_ ("Lot {number}: {title}")), "number", number, "title", lot->title, NULL);
  LepTable                 *table;

  if (lot->applications->len == 0 && lot->id == NULL)
    return;
  lep_report_add_heading (self->report, title);
  if (lot->envelope >= 0)
    {
      g_autofree char *amount = lep_format_money (input->locale, lot->envelope, self->ranking->currency);

      lep_report_add_property (self->report, lep_print_text (input, N_ ("Envelope")), amount);
    }
  if (lot->committed > 0)
    {
      g_autofree char *amount = lep_format_money (input->locale, lot->committed, self->ranking->currency);

      lep_report_add_property (self->report,
                               lep_print_text (input, self->ranking->has_two_stages && strcmp (self->ranking->stage, "concept") == 0 ? N_ ("Invited without enough points")
                                                                                                                                     : N_ ("Selected or contracted without enough points")),
                               amount);
    }
  if (lot->applications->len == 0)
    {
      lep_report_add_note (self->report, lep_print_text (input, N_ ("No application was received.")));
      return;
    }
  table = begin_table (self, title);
  for (guint i = 0; i < lot->applications->len; i++)
    {
      const LepCallApplication *application = g_ptr_array_index (lot->applications, i);

      if (application->rank.rank == 0)
        continue;
      add_line_before (self, table, lot, before, application);
      add_application (self, table, application);
      before = application;
    }
  if (table->rows->len == 0)
    add_divider (self, table, LEP_ROW_GROUP, lep_print_text (input, N_ ("Nothing is scored yet")), NULL);
}

/* What the marks mean, what is rounded, and what is not in the list. */
static void
add_notes (List *self)
{
  const LepReportInput *input = self->input;
  gboolean              is_rounded = FALSE;

  for (guint i = 0; i < self->ranking->lots->len; i++)
    {
      const LepLotRanking *lot = g_ptr_array_index (self->ranking->lots, i);

      for (guint a = 0; a < lot->applications->len; a++)
        {
          const LepCallApplication *application = g_ptr_array_index (lot->applications, a);

          is_rounded |= application->rank.rank > 0 && self->ranking->sections->len > 1 && lep_print_is_rounded_apart (self->ranking, &application->rank);
        }
    }
  lep_ranking_marks_tell (&self->marks, input, self->report);
  if (is_rounded)
    lep_report_add_note (self->report, lep_print_text (input, N_ ("Averages are rounded; the total is that of the exact points.")));
  lep_ranking_note_lists (input, self->report, self->ranking);
  if (is_proposal (self->ranking))
    lep_report_add_note (self->report, lep_print_text (input, N_ ("Where nothing is decided yet, the column of decisions says what the points propose.")));
}

/* Whose final points are not in the average. */
static gboolean
is_without_vote (const LepCallSheet *sheet)
{
  return sheet->is_complete && sheet->is_final && !sheet->counts;
}

static void
add_sheet_cells (List                     *self,
                 LepTable                 *table,
                 const LepCallApplication *application)
{
  for (guint i = 0; i < self->ranking->assessors->len; i++)
    {
      const LepCallSheet *found = NULL;

      for (guint s = 0; s < application->sheets->len; s++)
        if (((LepCallSheet *) g_ptr_array_index (application->sheets, s))->assessor == i)
          found = g_ptr_array_index (application->sheets, s);
      if (found == NULL || !found->is_complete)
        lep_table_add_nothing (table);
      else
        lep_table_add_count (table, found->total);
      if (found != NULL && found->is_complete && !found->is_final)
        lep_ranking_marks_add (&self->marks, table, LEP_RANKING_NOTE_OPEN);
      if (found != NULL && is_without_vote (found))
        lep_ranking_marks_add (&self->marks, table, LEP_RANKING_NOTE_NO_VOTE);
    }
}

static void
add_assessors (List *self)
{
  const LepReportInput *input = self->input;
  LepTable             *table;

  if (self->ranking->assessors->len < 2)
    return;
  table = lep_print_section (input, self->report, N_ ("Points by assessor"), N_ ("Application"), LEP_COLUMN_TEXT, NULL);
  for (guint i = 0; i < self->ranking->assessors->len; i++)
    lep_table_add_column (table, ((LepCallAssessor *) g_ptr_array_index (self->ranking->assessors, i))->name, NULL, LEP_COLUMN_FIGURE);
  lep_table_add_column (table, lep_print_text (input, N_ ("Average")), NULL, LEP_COLUMN_FIGURE | LEP_COLUMN_STRONG);
  for (guint l = 0; l < self->ranking->lots->len; l++)
    {
      const LepLotRanking *lot = g_ptr_array_index (self->ranking->lots, l);

      for (guint a = 0; a < lot->applications->len; a++)
        {
          const LepCallApplication *application = g_ptr_array_index (lot->applications, a);

          if (application->sheets->len == 0)
            continue;
          lep_table_add_row (table, LEP_ROW_BODY);
          lep_table_add_text (table, application->title, NULL);
          add_sheet_cells (self, table, application);
          lep_print_add_points (table, application->rank.sum, application->rank.n_sheets);
        }
    }
  lep_ranking_marks_tell (&self->marks, input, self->report);
}

static void
add_committee (const List *self)
{
  const LepReportInput *input = self->input;

  lep_report_add_heading (self->report, lep_print_text (input, N_ ("Committee")));
  lep_report_add_signatures (self->report, TRUE);
  for (guint i = 0, n = 0; i < self->ranking->assessors->len; i++)
    {
      const LepCallAssessor *assessor = g_ptr_array_index (self->ranking->assessors, i);
      g_autofree char       *name = NULL;

      if (!assessor->votes)
        continue;
      name = g_strdup_printf ("%u. %s", ++n, assessor->name);
      lep_report_add_signature (self->report, NULL, name, assessor->organisation != NULL ? assessor->organisation : "");
    }
  if (self->ranking->assessors->len == 0)
    for (guint i = 0; i < 2; i++)
      lep_report_add_signature (self->report, NULL, i == 0 ? "1." : "2.", lep_print_text (input, N_ ("name, function")));
}

static LepReport *
make (const LepReportInput *input,
      const char           *stage,
      GError              **error)
{
  g_auto (List) self = { NULL };

  if (!begin (&self, input, stage, error))
    return NULL;

  add_funnel (&self);
  if (self.ranking->lots->len == 0)
    lep_report_add_note (self.report, lep_print_text (input, N_ ("No application was received.")));
  for (guint i = 0; i < self.ranking->lots->len; i++)
    add_lot (&self, g_ptr_array_index (self.ranking->lots, i));
  lep_ranking_note_money (input, self.report, self.ranking);
  add_notes (&self);
  if (!lep_print_unsettled (input, self.report, "call", input->id, "title reference currency stages concept_threshold full_threshold", "lot criterion", error))
    return NULL;
  add_assessors (&self);
  add_committee (&self);
  return g_steal_pointer (&self.report);
}

/**
 * lep_report_ranking:
 *
 * The input's id is that of a call; of two stages, the later one that has begun.
 */
LepReport *
lep_report_ranking (const LepReportInput *input,
                    GError              **error)
{
  return make (input, NULL, error);
}

/* The same of the concept notes, also when the full applications are in; of a call of
 * one stage, its ranking list. */
LepReport *
lep_report_ranking_concept (const LepReportInput *input,
                            GError              **error)
{
  return make (input, "concept", error);
}
