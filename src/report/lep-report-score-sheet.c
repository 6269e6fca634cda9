/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The score sheet of one assessor for one application, blank or filled in, below
 * the declaration of impartiality. */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "lep-call-office.h"
#include "lep-print.h"

#define BLANK_ROOM 30.0

typedef struct
{
  const LepReportInput     *input;
  LepReport                *report;
  LepRecord                *call;
  LepRecord                *application; /* or NULL */
  LepCallRanking           *ranking;
  const LepCallApplication *row;         /* or NULL */
  GPtrArray                *assessments; /* LepRecord of the application, or NULL */
  GPtrArray                *scores;      /* likewise */
} Sheets;

static void
sheets_clear (Sheets *self)
{
  g_clear_pointer (&self->report, lep_report_free);
  g_clear_object (&self->call);
  g_clear_object (&self->application);
  g_clear_pointer (&self->ranking, lep_call_ranking_free);
  g_clear_pointer (&self->assessments, g_ptr_array_unref);
  g_clear_pointer (&self->scores, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sheets, sheets_clear)

/* The id is that of an application, an assessment of one, or a call. */
static gboolean
find_case (Sheets      *self,
           const char **assessor,
           LepRecord  **assessment,
           GError     **error)
{
  const LepReportInput *input = self->input;
  g_autoptr (LepRecord) record = lep_print_record (input, NULL, input->id, error);
  const char *kind, *call_id;

  if (record == NULL)
    return FALSE;
  kind = lep_record_get_kind_name (record);
  if (strcmp (kind, "assessment") == 0)
    {
      *assessment = g_object_ref (record);
      *assessor = lep_record_get (*assessment, "assessor");
      self->application = lep_print_record (input, "application", lep_record_get (record, "application"), error);
      if (self->application == NULL)
        return FALSE;
    }
  else if (strcmp (kind, "application") == 0)
    self->application = g_object_ref (record);
  else if (strcmp (kind, "call") != 0)
    {
      g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID, _ ("A score sheet is printed of an application, an assessment or a call, not of a record of kind “%s”."), kind);
      return FALSE;
    }
  call_id = self->application != NULL ? lep_record_get (self->application, "call") : input->id;
  self->call = lep_print_record (input, "call", call_id, error);
  return self->call != NULL;
}

static gboolean
read_sheets (Sheets    *self,
             LepRecord *assessment,
             GError   **error)
{
  const char *id = self->application == NULL ? NULL : lep_record_get_id (self->application);
  const char *stage = assessment == NULL ? NULL : lep_record_get (assessment, "stage");

  if (stage == NULL && id != NULL)
    stage = lep_application_stage (self->application, self->call);
  self->ranking = lep_call_ranking_read (self->input->workspace, lep_record_get_id (self->call), stage, error);
  if (self->ranking == NULL || id == NULL)
    return self->ranking != NULL;
  self->row = lep_call_ranking_find (self->ranking, id, NULL);
  self->assessments = lep_print_list (self->input, "assessment", "application", id, NULL, FALSE, error);
  self->scores = self->assessments == NULL ? NULL : lep_print_list (self->input, "score", "application", id, NULL, FALSE, error);
  return self->scores != NULL;
}

static const char *
find_comment (const Sheets *self,
              const char   *criterion,
              const char   *assessor)
{
  for (guint i = 0; i < self->scores->len; i++)
    {
      LepRecord *score = g_ptr_array_index (self->scores, i);

      if (g_strcmp0 (lep_record_get (score, "criterion"), criterion) == 0 && g_strcmp0 (lep_record_get (score, "assessor"), assessor) == 0)
        return lep_record_get (score, "comment");
    }
  return NULL;
}

static void
add_declaration (const Sheets          *self,
                 const LepCallAssessor *assessor)
{
  const LepReportInput *input = self->input;
  LepRecord            *assessment = assessor == NULL || self->assessments == NULL ? NULL : lep_call_find_assessment (self->assessments, assessor->id, self->ranking->stage);
  const char           *declared = assessment == NULL ? NULL : lep_record_get (assessment, "impartial_on");

  lep_report_add_heading (self->report, lep_print_text (input, N_ ("Declaration of impartiality")));
  lep_report_add_paragraph (self->report, lep_print_text (input, N_ ("I declare that I have no interest in this application, personal, family or business, and that I have not helped to write it. If such an interest appears, I will say so and step back.")));
  if (declared != NULL)
    {
      g_autofree char *day = lep_print_date (input, declared);
      g_autofree char *text = lep_fill (lep_print_text (input, N_ ("Declared: {day}")), "day", day, NULL);

      lep_report_add_note (self->report, text);
    }
}

static void
add_line (const Sheets          *self,
          LepTable              *table,
          guint                  index,
          const LepCallSheet    *sheet,
          const LepCallAssessor *assessor)
{
  const LepGridLine *line = g_ptr_array_index (self->ranking->lines, index);
  g_autofree char   *weight = lep_format_count (self->input->locale, line->rule.weight);
  g_autofree char   *minimum = lep_format_count (self->input->locale, line->rule.minimum);
  g_autofree char   *least = line->rule.minimum <= 0 ? NULL : lep_fill (lep_print_text (self->input, N_ ("at least {points} on average")), "points", minimum, NULL);
  g_autofree char   *times = line->rule.weight == 1 ? NULL : lep_fill (lep_print_text (self->input, N_ ("counts {weight} times")), "weight", weight, NULL);
  g_autofree char   *rule = lep_print_join (" · ", least != NULL ? least : "", times != NULL ? times : "",
                                          line->comment_required ? lep_print_text (self->input, N_ ("a comment is needed")) : "", NULL);

  lep_table_add_row (table, LEP_ROW_BODY);
  lep_table_add_text (table, line->text, rule);
  lep_table_add_count (table, line->rule.max_points);
  if (sheet == NULL)
    {
      lep_table_set_room (table, BLANK_ROOM);
      lep_table_add_box (table, NULL);
      return;
    }
  if (sheet->points[index] < 0)
    lep_table_add_nothing (table);
  else
    lep_table_add_count (table, sheet->points[index]);
  lep_table_add_text (table, find_comment (self, line->id, assessor->id), NULL);
}

static void
add_grid (const Sheets          *self,
          const LepCallSheet    *sheet,
          const LepCallAssessor *assessor)
{
  const LepReportInput *input = self->input;
  LepTable             *table = lep_print_section (input, self->report, N_ ("Points"), N_ ("Criterion"), LEP_COLUMN_TEXT, N_ ("Most"), LEP_COLUMN_FIGURE,
                                                   N_ ("Points"), LEP_COLUMN_FIGURE | LEP_COLUMN_STRONG, N_ ("Comment"), LEP_COLUMN_WIDE, NULL);

  for (guint s = 0; s < self->ranking->sections->len; s++)
    {
      const LepGridSection *section = g_ptr_array_index (self->ranking->sections, s);

      lep_table_add_row (table, LEP_ROW_GROUP);
      lep_table_add_text (table, *section->title != '\0' ? section->title : lep_print_text (input, N_ ("Criteria")), NULL);
      for (guint i = 0; i < self->ranking->lines->len; i++)
        if (((LepGridLine *) g_ptr_array_index (self->ranking->lines, i))->rule.section == s)
          add_line (self, table, i, sheet, assessor);
    }
  lep_table_add_row (table, LEP_ROW_FOOT);
  lep_table_add_text (table, lep_print_text (input, N_ ("Total")), NULL);
  lep_table_add_count (table, self->ranking->max_points);
  if (sheet != NULL)
    lep_table_add_count (table, sheet->total);
  else
    {
      lep_table_set_room (table, BLANK_ROOM);
      lep_table_add_box (table, NULL);
    }
}

static gboolean
add_sheet (const Sheets       *self,
           const LepCallSheet *sheet,
           GError            **error)
{
  const LepReportInput  *input = self->input;
  const LepCallAssessor *assessor = sheet == NULL ? NULL : g_ptr_array_index (self->ranking->assessors, sheet->assessor);
  LepRecord             *assessment = assessor == NULL || self->assessments == NULL ? NULL : lep_call_find_assessment (self->assessments, assessor->id, self->ranking->stage);
  g_autofree char       *call = lep_record_dup_title (self->call);
  g_autofree char       *partnership = self->application == NULL ? NULL : lep_print_title (input, "partnership", lep_record_get (self->application, "partnership"));

  lep_print_property (input, self->report, N_ ("Call"), call);
  if (self->application != NULL)
    {
      lep_print_property (input, self->report, N_ ("Application"), lep_record_get (self->application, "title"));
      lep_print_property (input, self->report, N_ ("Partnership"), partnership);
    }
  else
    {
      lep_report_add_form (self->report, 1);
      lep_report_add_box (self->report, lep_print_text (input, N_ ("Application")), NULL, 3);
      lep_report_add_box (self->report, lep_print_text (input, N_ ("Number")), NULL, 1);
    }
  if (assessor != NULL)
    {
      lep_print_property (input, self->report, N_ ("Assessor"), assessor->name);
      lep_print_property (input, self->report, N_ ("State"), lep_print_code (input, "assessment_status", assessment == NULL ? NULL : lep_record_get (assessment, "status")));
    }
  if (assessor != NULL && self->application != NULL &&
      !lep_print_unsettled_points (input, self->report, lep_record_get_id (self->application), assessor->id, error))
    return FALSE;
  add_declaration (self, assessor);
  if (self->ranking->lines->len == 0)
    lep_report_add_note (self->report, lep_print_text (input, N_ ("The call has no evaluation grid.")));
  else
    add_grid (self, sheet, assessor);
  if (assessment != NULL && lep_record_get (assessment, "comment") != NULL)
    {
      lep_report_add_heading (self->report, lep_print_text (input, N_ ("Comment")));
      lep_print_lines (self->report, lep_record_get (assessment, "comment"), FALSE);
    }
  lep_report_add_signatures (self->report, FALSE);
  lep_report_add_signature (self->report, lep_print_text (input, N_ ("Assessor")), assessor == NULL ? NULL : assessor->name, lep_print_text (input, N_ ("name, date")));
  return TRUE;
}

/* An assessment that was asked for, and of which no sheet can be shown, is not printed
 * as a blank one, with a declaration that nobody may sign. */
static gboolean
has_sheet (LepRecord *assessment,
           gboolean   is_hidden,
           GError   **error)
{
  gboolean is_off = g_strcmp0 (lep_record_get (assessment, "status"), "excluded") == 0 || g_strcmp0 (lep_record_get (assessment, "interest"), "declared") == 0;

  if (is_off)
    g_set_error_literal (error, LEP_ERROR, LEP_ERROR_INVALID, _ ("The assessor has an interest in this application, or was taken off it: there is no score sheet."));
  else if (is_hidden)
    g_set_error_literal (error, LEP_ERROR, LEP_ERROR_INVALID, _ ("What the others gave is shown once your sheet is final."));
  return !is_off && !is_hidden;
}

/**
 * lep_report_score_sheet:
 *
 * The input's id is that of an application: the sheets of all its assessors, one
 * after the other; of an assessment: that one; of a call: a blank one. Who has an
 * own sheet that is not final gets that one alone.
 */
LepReport *
lep_report_score_sheet (const LepReportInput *input,
                        GError              **error)
{
  g_auto (Sheets) self = { .input = input };
  g_autoptr (LepRecord) assessment = NULL;
  g_autofree char *person = NULL;
  const char      *assessor = NULL, *reference;
  gboolean         is_hidden = FALSE;
  guint            n = 0;

  if (!find_case (&self, &assessor, &assessment, error) || !read_sheets (&self, assessment, error) ||
      !lep_workspace_get_meta (input->workspace, LEP_META_PERSON, &person, error))
    return NULL;
  reference = lep_record_get (self.application != NULL ? self.application : self.call, "reference");
  self.report = lep_print_begin (input, N_ ("Score sheet"), self.application != NULL ? lep_record_get (self.application, "title") : lep_print_text (input, N_ ("Score sheet")), reference, reference);
  if (!lep_print_programme_sender (input, self.report, error))
    return NULL;

  for (guint i = 0; !input->blank && self.row != NULL && i < self.row->sheets->len; i++)
    {
      const LepCallSheet *sheet = g_ptr_array_index (self.row->sheets, i);

      if (assessor != NULL && strcmp (((LepCallAssessor *) g_ptr_array_index (self.ranking->assessors, sheet->assessor))->id, assessor) != 0)
        continue;
      if (!lep_call_may_see_sheet (self.row, lep_call_own_assessor (self.ranking, person), sheet))
        {
          is_hidden = TRUE;
          continue;
        }
      if (n++ > 0)
        lep_report_add_page_break (self.report);
      if (!add_sheet (&self, sheet, error))
        return NULL;
    }
  if (n == 0 && !input->blank && assessment != NULL && !has_sheet (assessment, is_hidden, error))
    return NULL;
  if (n == 0 && !add_sheet (&self, NULL, error))
    return NULL;
  if (n == 0 && !input->blank && self.row != NULL && !lep_call_is_office (input->workspace))
    lep_report_add_note (self.report, lep_print_text (input, N_ ("What the programme office scores is not on this laptop: the sheet is empty, to be filled in by hand.")));
  return g_steal_pointer (&self.report);
}
