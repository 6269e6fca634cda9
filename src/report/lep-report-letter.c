/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The letter that tells an applicant what was decided, and why. */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "lep-call-office.h"
#include "lep-currency.h"
#include "lep-history.h"

#include "lep-print.h"

typedef enum
{
  LETTER_PENDING,
  LETTER_INVITED,
  LETTER_RESERVE,
  LETTER_RESERVE_CONCEPT,
  LETTER_REJECTED,
  LETTER_LATE,
  LETTER_NOT_IN_ORDER,
  LETTER_AWARDED,
} LetterType;

/* What each state of an application comes to in a letter. */
static const struct
{
  const char *status;
  LetterType  type;
} types[] = {
  { "preselected", LETTER_INVITED },
  { "full_draft", LETTER_INVITED },
  { "reserve", LETTER_RESERVE },
  { "rejected", LETTER_REJECTED },
  { "late", LETTER_LATE },
  { "admin_rejected", LETTER_NOT_IN_ORDER },
  { "selected", LETTER_AWARDED },
  { "contracted", LETTER_AWARDED },
};

static const char *const titles[] = {
  [LETTER_PENDING] = N_ ("Your application is being assessed"),
  [LETTER_INVITED] = N_ ("Invitation to the full application"),
  [LETTER_RESERVE] = N_ ("Your application is on the reserve list"),
  [LETTER_RESERVE_CONCEPT] = N_ ("Your concept note is on the reserve list"),
  [LETTER_REJECTED] = N_ ("Your application was not selected"),
  [LETTER_LATE] = N_ ("Your application came too late"),
  [LETTER_NOT_IN_ORDER] = N_ ("Your application is not in order"),
  [LETTER_AWARDED] = N_ ("Award of a grant"),
};

static const char *const texts[] = {
  [LETTER_PENDING] = N_ ("Your application “{title}” for the call “{call}” was received and is being assessed. We will write to you when it is decided."),
  [LETTER_INVITED] = N_ ("Your concept note “{title}” for the call “{call}” was selected. You are invited to hand in the full application."),
  [LETTER_RESERVE] = N_ ("Your application “{title}” for the call “{call}” is good enough, but the money that is left does not suffice for it. It is on the reserve list and will be financed if money becomes free."),
  [LETTER_RESERVE_CONCEPT] = N_ ("Your concept note “{title}” for the call “{call}” is good enough, but the call has no place for it among the full applications. It is on the reserve list, and you will be invited to hand in the full application if a place becomes free."),
  [LETTER_REJECTED] = N_ ("Your application “{title}” for the call “{call}” was assessed and not selected."),
  [LETTER_LATE] = N_ ("Your application “{title}” for the call “{call}” came after the deadline and could not be assessed."),
  [LETTER_NOT_IN_ORDER] = N_ ("Your application “{title}” for the call “{call}” does not meet all requirements and could not be assessed."),
  [LETTER_AWARDED] = N_ ("Your application “{title}” for the call “{call}” was selected for a grant."),
};

typedef struct
{
  const LepReportInput     *input;
  LepReport                *report;
  LepRecord                *application;
  LepRecord                *call;
  LepCallRanking           *ranking;
  const LepCallApplication *row; /* or NULL */
  LetterType                type;
} Letter;

static void
letter_clear (Letter *self)
{
  g_clear_pointer (&self->report, lep_report_free);
  g_clear_object (&self->application);
  g_clear_object (&self->call);
  g_clear_pointer (&self->ranking, lep_call_ranking_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Letter, letter_clear)

/* Nothing is told about what never came, or was taken back by who handed it in. */
static gboolean
is_to_be_told (LepRecord  *application,
               const char *status,
               GError    **error)
{
  const char *title = lep_record_get (application, "title");

  if (g_strcmp0 (status, "draft") == 0)
    g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID, _ ("“%s” was not received yet: there is nothing to tell the applicant."), title);
  else if (g_strcmp0 (status, "withdrawn") == 0)
    g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID, _ ("“%s” was withdrawn: nothing was decided about it."), title);
  else
    return TRUE;
  return FALSE;
}

static gboolean
read_letter (Letter  *self,
             GError **error)
{
  const LepReportInput *input = self->input;
  const char           *status;

  if (!lep_call_is_office (input->workspace))
    {
      g_set_error_literal (error, LEP_ERROR, LEP_ERROR_INVALID,
                           _ ("A letter about a decision is written and signed by the programme office, and what it checks and scores is not on this laptop."));
      return FALSE;
    }
  self->application = lep_print_record (input, "application", input->id, error);
  self->call = self->application == NULL ? NULL : lep_print_record (input, "call", lep_record_get (self->application, "call"), error);
  if (self->call == NULL)
    return FALSE;
  self->ranking = lep_call_ranking_read (input->workspace, lep_record_get_id (self->call), lep_application_stage (self->application, self->call), error);
  if (self->ranking == NULL)
    return FALSE;
  self->row = lep_call_ranking_find (self->ranking, input->id, NULL);
  status = lep_record_get (self->application, "status");
  if (!is_to_be_told (self->application, status, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_strcmp0 (types[i].status, status) == 0)
      self->type = types[i].type;
  if (self->type == LETTER_RESERVE && self->ranking->has_two_stages && strcmp (self->ranking->stage, "concept") == 0)
    self->type = LETTER_RESERVE_CONCEPT;
  if (self->row != NULL && self->row->is_not_in_order)
    self->type = LETTER_NOT_IN_ORDER;
  return TRUE;
}

static gboolean
add_addressee (const Letter *self,
               GError      **error)
{
  const LepReportInput *input = self->input;
  g_autoptr (LepRecord) lead = NULL;
  g_autofree char *partnership = lep_print_title (input, "partnership", lep_record_get (self->application, "partnership"));
  g_autofree char *lines = NULL;

  if (!lep_print_organisation (input, lep_record_get (self->application, "lead"), &lead, error))
    return FALSE;
  lines = lep_print_join ("\n", lead == NULL ? "" : lep_record_get (lead, "name"), lead == NULL || lep_record_get (lead, "address") == NULL ? "" : lep_record_get (lead, "address"),
                          lead == NULL || lep_record_get (lead, "place") == NULL ? "" : lep_record_get (lead, "place"), NULL);
  lep_print_property (input, self->report, N_ ("Addressed to"), lines);
  lep_print_property (input, self->report, N_ ("Partnership"), partnership);
  lep_print_property (input, self->report, N_ ("Number"), lep_record_get (self->application, "reference"));
  return TRUE;
}

/* The grant that was contracted; before there is a contract, what was asked for. */
static gboolean
format_grant (const Letter *self,
              char        **money,
              GError      **error)
{
  const LepReportInput *input = self->input;
  g_autoptr (GPtrArray) projects = lep_print_list (input, "project", "application", input->id, NULL, FALSE, error);
  g_autofree char *currency = lep_currency_of_record (input->workspace, self->application);
  gint64           amount;

  *money = NULL;
  if (projects == NULL)
    return FALSE;
  for (guint i = 0; i < projects->len && *money == NULL; i++)
    {
      LepRecord *project = g_ptr_array_index (projects, i);

      if (lep_record_get_int64 (project, "grant", &amount))
        *money = lep_format_money (input->locale, amount, lep_record_get (project, "currency") != NULL ? lep_record_get (project, "currency") : currency);
    }
  if (*money == NULL && lep_record_get_int64 (self->application, "requested", &amount))
    *money = lep_format_money (input->locale, amount, currency);
  return TRUE;
}

/* What belongs to this letter alone: deadline, amount, place on the list. */
static gboolean
add_particulars (const Letter *self,
                 GError      **error)
{
  const LepReportInput *input = self->input;
  g_autofree char      *text = NULL;
  g_autofree char      *grant = NULL;

  if (self->type == LETTER_AWARDED && !format_grant (self, &grant, error))
    return FALSE;
  if (self->type == LETTER_INVITED && lep_record_get (self->call, "full_deadline") != NULL)
    {
      g_autofree char *deadline = lep_print_moment (input, lep_record_get (self->call, "full_deadline"));

      text = lep_fill (lep_print_text (input, N_ ("The deadline is {deadline}.")), "deadline", deadline, NULL);
    }
  else if (grant != NULL)
    {
      gboolean is_signed = g_strcmp0 (lep_record_get (self->application, "status"), "contracted") == 0;

      text = lep_fill (lep_print_text (input, is_signed ? N_ ("The grant is {amount}, as the agreement says.") : N_ ("The grant is {amount}. We will send you the agreement to sign.")), "amount", grant, NULL);
    }
  else if (self->type == LETTER_LATE)
    {
      text = lep_print_lateness (input, self->application);
    }
  else if ((self->type == LETTER_RESERVE || self->type == LETTER_RESERVE_CONCEPT) && self->row != NULL && self->row->rank.reserve_no > 0)
    {
      g_autofree char *number = lep_format_count (input->locale, self->row->rank.reserve_no);

      text = lep_fill (lep_print_text (input, N_ ("Its place on the reserve list is {number}.")), "number", number, NULL);
    }
  if (text != NULL)
    lep_report_add_paragraph (self->report, text);
  return TRUE;
}

/* An average of the sheets, to one decimal, as the table has it. */
static char *
format_average (const LepReportInput *input,
                gint64                sum,
                guint                 n_sheets)
{
  return lep_format_decimal (input->locale, lep_print_average (sum, n_sheets), 1, 1);
}

/* What the application lacks: of the threshold, and of the least points of criteria. */
static void
add_shortfalls (const Letter       *self,
                const LepRankEntry *rank)
{
  const LepReportInput *input = self->input;

  if (rank->place != LEP_PLACE_BELOW)
    return;
  if (self->type != LETTER_REJECTED)
    lep_report_add_note (self->report, lep_print_text (input, N_ ("This letter says what was decided. The points, or what the call asks for, were changed since or were set aside:")));
  if (rank->sum < self->ranking->threshold * (gint64) rank->n_sheets)
    {
      g_autofree char *least = lep_format_count (input->locale, self->ranking->threshold);
      g_autofree char *reached = format_average (input, rank->sum, rank->n_sheets);
      g_autofree char *text = lep_fill (lep_print_text (input, N_ ("It has {reached} points; the call asks for {points} at least.")), "reached", reached, "points", least, NULL);

      lep_report_add_note (self->report, text);
    }
  for (guint i = 0; i < self->ranking->lines->len; i++)
    {
      const LepGridLine *line = g_ptr_array_index (self->ranking->lines, i);
      g_autofree char   *least = lep_format_count (input->locale, line->rule.minimum);
      g_autofree char   *reached = NULL, *text = NULL;
      gint64             sum = 0;

      for (guint s = 0; s < self->row->sheets->len; s++)
        {
          const LepCallSheet *sheet = g_ptr_array_index (self->row->sheets, s);

          sum += sheet->counts ? sheet->points[i] : 0;
        }
      if (sum >= line->rule.minimum * (gint64) rank->n_sheets)
        continue;
      reached = format_average (input, sum, rank->n_sheets);
      text = lep_fill (lep_print_text (input, N_ ("“{criterion}” has {reached} points; the call asks for {points} at least.")), "criterion", line->text, "reached", reached, "points", least, NULL);
      lep_report_add_note (self->report, text);
    }
}

static void
add_points (const Letter *self)
{
  const LepReportInput *input = self->input;
  const LepRankEntry   *rank = self->row == NULL ? NULL : &self->row->rank;
  LepTable             *table;

  if (rank == NULL || rank->n_sheets == 0 || self->type == LETTER_PENDING || self->type == LETTER_LATE || self->type == LETTER_NOT_IN_ORDER)
    return;
  table = lep_print_section (input, self->report, N_ ("Points"), N_ ("Section"), LEP_COLUMN_TEXT, N_ ("Most"), LEP_COLUMN_FIGURE, N_ ("Points"), LEP_COLUMN_FIGURE | LEP_COLUMN_STRONG, NULL);
  for (guint i = 0; i < self->ranking->sections->len; i++)
    {
      const LepGridSection *section = g_ptr_array_index (self->ranking->sections, i);

      lep_table_add_row (table, LEP_ROW_BODY);
      lep_table_add_text (table, *section->title != '\0' ? section->title : lep_print_text (input, N_ ("Criteria")), NULL);
      lep_table_add_count (table, section->max_points);
      lep_print_add_points (table, rank->sections[i], rank->n_sheets);
    }
  lep_table_add_row (table, LEP_ROW_FOOT);
  lep_table_add_text (table, lep_print_text (input, N_ ("Total")), NULL);
  lep_table_add_count (table, self->ranking->max_points);
  lep_print_add_points (table, rank->sum, rank->n_sheets);
  if (lep_print_is_rounded_apart (self->ranking, rank))
    lep_report_add_note (self->report, lep_print_text (input, N_ ("Averages are rounded; the total is that of the exact points.")));
  add_shortfalls (self, rank);
  if (self->row->points_differ) /* whose they are stays in the office */
    {
      g_autofree char *differ = lep_fill (lep_print_text (input, N_ ("Provisional, two laptops differ: {list}.")), "list", lep_print_text (input, N_ ("Points")), NULL);

      lep_report_add_note (self->report, differ);
    }
}

static gboolean
add_failed_checks (const Letter *self,
                   GError      **error)
{
  const LepReportInput *input = self->input;
  g_autoptr (GPtrArray) checks = self->type == LETTER_NOT_IN_ORDER ? lep_print_list (input, "check", "application", input->id, NULL, FALSE, error) : g_ptr_array_new ();

  for (guint i = 0; checks != NULL && i < checks->len; i++)
    {
      LepRecord       *check = g_ptr_array_index (checks, i);
      g_autofree char *requirement = NULL;
      g_autofree char *unmet = NULL;
      g_autofree char *text = NULL;

      if (g_strcmp0 (lep_record_get (check, "answer"), "no") != 0)
        continue;
      requirement = lep_print_title (input, "requirement", lep_record_get (check, "requirement"));
      unmet = lep_fill (lep_print_text (input, N_ ("Not met: “{requirement}”")), "requirement", requirement != NULL ? requirement : "", NULL);
      text = lep_print_join (" – ", unmet, lep_record_get (check, "note") != NULL ? lep_record_get (check, "note") : "", NULL);
      lep_report_add_paragraph (self->report, text);
    }
  return checks != NULL;
}

static gboolean
sets_field (const LepHistoryEntry *entry,
            const char            *field,
            const char            *value)
{
  for (guint i = 0; i < entry->sets->len; i++)
    {
      const LepHistorySet *set = g_ptr_array_index (entry->sets, i);

      if (strcmp (set->field, field) == 0 && (value == NULL || g_strcmp0 (set->value, value) == 0))
        return TRUE;
    }
  return FALSE;
}

/* The note on the concept note stays with the application; it gives no reasons
 * for what was decided on the full one. */
static gboolean
add_reasons (const Letter *self,
             GError      **error)
{
  const LepReportInput *input = self->input;
  const char           *note = lep_record_get (self->application, "decision_note");
  g_autoptr (GPtrArray) entries = NULL;
  gboolean is_earlier = FALSE;

  if (note == NULL || self->type == LETTER_PENDING)
    return TRUE;
  entries = lep_history (input->workspace, lep_record_get_space (self->application), "application", input->id, error);
  if (entries == NULL)
    return FALSE;
  for (guint i = 0; i < entries->len && self->type != LETTER_INVITED && !sets_field (g_ptr_array_index (entries, i), "decision_note", NULL); i++)
    is_earlier |= sets_field (g_ptr_array_index (entries, i), "status", "full_received");
  if (is_earlier)
    return TRUE;
  lep_report_add_heading (self->report, lep_print_text (input, N_ ("Reasons")));
  lep_print_lines (self->report, note, FALSE);
  return TRUE;
}

/**
 * lep_report_letter:
 *
 * The input's id is that of an application. Names of assessors stay in the office.
 */
LepReport *
lep_report_letter (const LepReportInput *input,
                   GError              **error)
{
  g_auto (Letter) self = { .input = input };
  g_autofree char *call = NULL;
  g_autofree char *text = NULL;

  if (!read_letter (&self, error))
    return NULL;
  self.report = lep_print_begin (input, N_ ("Letter to an applicant"), lep_print_text (input, titles[self.type]), lep_record_get (self.call, "reference"), lep_record_get (self.application, "reference"));
  if (!lep_print_programme_sender (input, self.report, error) ||
      !lep_print_unsettled (input, self.report, "application", input->id,
                            self.type == LETTER_AWARDED ? "partnership lead reference title status decision_note requested" : "partnership lead reference title status decision_note",
                            self.type == LETTER_AWARDED ? "project" : "", error) ||
      !lep_print_unsettled (input, self.report, "call", lep_record_get_id (self.call), "title reference concept_threshold full_threshold", "", error) ||
      !add_addressee (&self, error))
    return NULL;

  call = lep_record_dup_title (self.call);
  text = lep_fill (lep_print_text (input, texts[self.type]), "title", lep_record_get (self.application, "title"), "call", call, NULL);
  lep_report_add_paragraph (self.report, text);
  if (!add_particulars (&self, error) || !add_failed_checks (&self, error) || !add_reasons (&self, error))
    return NULL;
  add_points (&self);
  lep_report_add_signatures (self.report, TRUE);
  lep_report_add_signature (self.report, lep_print_text (input, N_ ("For the programme office")), NULL, lep_print_text (input, N_ ("name, function")));
  return g_steal_pointer (&self.report);
}
