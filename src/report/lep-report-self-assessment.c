/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A partnership's self-assessment: each question with its answer, what shows it,
 * and how it changed since the last time; blank: with boxes to tick. */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "lep-assessment-facts.h"
#include "lep-instrument.h"

#include "lep-print.h"

#define TICK_ROOM 30.0

typedef struct
{
  const LepReportInput *input;
  const LepInstrument  *instrument;
  LepRecord            *round, *partnership;
  LepRecord            *before; /* the round before, or NULL */
  GPtrArray            *answers, *before_answers;
  GArray               *facts; /* LepAssessmentFact, on the day of the round */
  LepReport            *report;
} Assessment;

static void
assessment_clear (Assessment *self)
{
  g_clear_object (&self->round);
  g_clear_object (&self->partnership);
  g_clear_object (&self->before);
  g_clear_pointer (&self->answers, g_ptr_array_unref);
  g_clear_pointer (&self->before_answers, g_ptr_array_unref);
  g_clear_pointer (&self->facts, g_array_unref);
  g_clear_pointer (&self->report, lep_report_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Assessment, assessment_clear)

/* The latest earlier round of the same instrument. */
static gboolean
find_before (Assessment *self,
             GError    **error)
{
  g_autoptr (GPtrArray) rounds = lep_print_list (self->input, "assessment_round", "partnership", lep_record_get_id (self->partnership), "held_on", TRUE, error);

  if (rounds == NULL)
    return FALSE;
  for (guint i = 0; i < rounds->len && self->before == NULL; i++)
    {
      LepRecord *round = g_ptr_array_index (rounds, i);

      if (g_strcmp0 (lep_record_get (round, "instrument"), self->instrument->code) == 0 &&
          g_strcmp0 (lep_record_get (round, "held_on"), lep_record_get (self->round, "held_on")) < 0)
        self->before = g_object_ref (round);
    }
  self->before_answers = self->before == NULL ? g_ptr_array_new () : lep_print_list (self->input, "assessment_answer", "assessment_round", lep_record_get_id (self->before), NULL, FALSE, error);
  return self->before_answers != NULL;
}

static gboolean
read_assessment (Assessment *self,
                 GError    **error)
{
  const LepReportInput *input = self->input;

  self->round = lep_print_record (input, "assessment_round", input->id, error);
  self->partnership = self->round == NULL ? NULL : lep_print_record (input, "partnership", lep_record_get (self->round, "partnership"), error);
  if (self->partnership == NULL)
    return FALSE;
  self->instrument = lep_instrument (lep_record_get (self->round, "instrument"));
  if (self->instrument == NULL)
    {
      g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID, _ ("This self-assessment has no instrument that this version knows; choose one."));
      return FALSE;
    }
  self->answers = lep_print_list (input, "assessment_answer", "assessment_round", input->id, NULL, FALSE, error);
  if (self->answers == NULL || !find_before (self, error))
    return FALSE;

  self->facts = lep_assessment_facts (input->workspace, lep_record_get_id (self->partnership), lep_record_get (self->round, "held_on"), error);
  return self->facts != NULL;
}

static LepRecord *
find_answer (const GPtrArray *answers,
             const char      *item)
{
  for (guint i = 0; i < answers->len; i++)
    if (g_strcmp0 (lep_record_get (g_ptr_array_index (answers, i), "item"), item) == 0)
      return g_ptr_array_index (answers, i);
  return NULL;
}

static int
level_of (const Assessment *self,
          LepRecord        *answer)
{
  return answer == NULL ? -1 : lep_instrument_level (self->instrument, lep_record_get (answer, "answer"));
}

/* Counts the answers that say the best, now and last time. */
static guint
count_best (const Assessment *self,
            const GPtrArray  *answers)
{
  int   best = (int) g_strv_length ((char **) self->instrument->answers) - 1;
  guint n = 0;

  for (guint i = 0; self->instrument->items[i] != NULL; i++)
    n += level_of (self, find_answer (answers, self->instrument->items[i])) == best;
  return n;
}

static void
add_figures (const Assessment *self)
{
  const LepReportInput *input = self->input;
  guint                 n_items = g_strv_length ((char **) self->instrument->items), n_answers = g_strv_length ((char **) self->instrument->answers);
  g_autofree char      *best = lep_format_count (input->locale, count_best (self, self->answers));
  g_autofree char      *items = lep_format_count (input->locale, n_items);
  g_autofree char      *of = lep_fill (lep_print_text (input, N_ ("of {count} questions")), "count", items, NULL);
  const char           *label = lep_print_code (input, "assessment_answer", self->instrument->answers[n_answers - 1]);

  if (!self->instrument->is_scale)
    return;
  lep_report_add_figure (self->report, best, label, of);
  if (self->before != NULL)
    {
      g_autofree char *before = lep_format_count (input->locale, count_best (self, self->before_answers));
      g_autofree char *day = lep_print_date (input, lep_record_get (self->before, "held_on"));

      lep_report_add_figure (self->report, before, lep_print_text (input, N_ ("last time")), day);
    }
}

/* What the register says to the question, on the day of the round. */
static char *
describe_fact (const Assessment *self,
               const char       *item)
{
  const LepAssessmentFact *fact = lep_assessment_fact (self->facts, item);
  g_autofree char         *a = NULL, *b = NULL, *c = NULL, *text = NULL;

  if (fact == NULL)
    return NULL;
  a = lep_format_count (self->input->locale, fact->a);
  b = lep_format_count (self->input->locale, fact->b);
  c = lep_format_count (self->input->locale, fact->c);
  text = lep_fill (lep_print_text (self->input, fact->text), "a", a, "b", b, "c", c, NULL);
  return lep_fill (lep_print_text (self->input, N_ ("The register shows: {facts}.")), "facts", text, NULL);
}

static const char *
describe_change (const Assessment *self,
                 int               now,
                 int               before)
{
  if (now < 0 || before < 0)
    return NULL;
  if (!self->instrument->is_scale)
    return lep_print_text (self->input, now == before ? N_ ("as before") : N_ ("changed"));
  return lep_print_text (self->input, now == before ? N_ ("as before") : now > before ? N_ ("better")
                                                                                      : N_ ("worse"));
}

/* Of an instrument that asks what is planned, and wherever somebody wrote it. */
static gboolean
shows_actions (const Assessment *self)
{
  gboolean any = self->instrument->has_actions;

  for (guint i = 0; i < self->answers->len; i++)
    any = any || lep_record_get (g_ptr_array_index (self->answers, i), "actions") != NULL;
  return any;
}

static void
add_answers (const Assessment *self)
{
  const LepReportInput *input = self->input;
  LepTable             *table = lep_print_section (input, self->report, N_ ("Answers"), N_ ("Question"), LEP_COLUMN_TEXT, N_ ("Answer"), LEP_COLUMN_STRONG, NULL);

  if (self->before != NULL)
    {
      lep_table_add_column (table, lep_print_text (input, N_ ("Last time")), NULL, LEP_COLUMN_TEXT);
      lep_table_add_column (table, lep_print_text (input, N_ ("Change")), NULL, LEP_COLUMN_TEXT);
    }
  lep_table_add_column (table, lep_print_text (input, N_ ("What shows it")), NULL, LEP_COLUMN_TEXT);
  if (shows_actions (self))
    lep_table_add_column (table, lep_print_text (input, N_ ("What is planned")), NULL, LEP_COLUMN_TEXT);
  lep_table_add_column (table, lep_print_text (input, N_ ("Responsible")), NULL, LEP_COLUMN_TEXT);
  for (guint i = 0; self->instrument->items[i] != NULL; i++)
    {
      LepRecord       *answer = find_answer (self->answers, self->instrument->items[i]), *before = find_answer (self->before_answers, self->instrument->items[i]);
      g_autofree char *fact = describe_fact (self, self->instrument->items[i]);

      lep_table_add_row (table, LEP_ROW_BODY);
      lep_table_add_text (table, lep_print_code (input, "assessment_item", self->instrument->items[i]), fact);
      lep_table_add_text (table, answer == NULL ? NULL : lep_print_code (input, "assessment_answer", lep_record_get (answer, "answer")), NULL);
      if (self->before != NULL)
        {
          lep_table_add_text (table, before == NULL ? NULL : lep_print_code (input, "assessment_answer", lep_record_get (before, "answer")), NULL);
          lep_table_add_text (table, describe_change (self, level_of (self, answer), level_of (self, before)), NULL);
        }
      lep_table_add_text (table, answer == NULL ? NULL : lep_record_get (answer, "evidence"), NULL);
      if (shows_actions (self))
        lep_table_add_text (table, answer == NULL ? NULL : lep_record_get (answer, "actions"), NULL);
      lep_table_add_text (table, answer == NULL ? NULL : lep_record_get (answer, "owner"), NULL);
    }
}

static void
add_blank (const Assessment *self)
{
  const LepReportInput *input = self->input;
  LepTable             *table;

  lep_report_add_form (self->report, 1);
  lep_report_add_box (self->report, lep_print_text (input, N_ ("Held on")), NULL, 1);
  lep_report_add_box (self->report, lep_print_text (input, N_ ("Who was there")), NULL, 3);
  table = lep_print_section (input, self->report, N_ ("Answers"), N_ ("Question"), LEP_COLUMN_TEXT, NULL);
  for (guint a = 0; self->instrument->answers[a] != NULL; a++)
    lep_table_add_column (table, lep_print_code (input, "assessment_answer", self->instrument->answers[a]), NULL, LEP_COLUMN_TEXT);
  lep_table_add_column (table, lep_print_text (input, N_ ("What shows it")), NULL, LEP_COLUMN_WIDE);
  if (self->instrument->has_actions)
    lep_table_add_column (table, lep_print_text (input, N_ ("What is planned")), NULL, LEP_COLUMN_WIDE);
  lep_table_add_column (table, lep_print_text (input, N_ ("Responsible")), NULL, LEP_COLUMN_WIDE);
  for (guint i = 0; self->instrument->items[i] != NULL; i++)
    {
      lep_table_add_row (table, LEP_ROW_BODY);
      lep_table_set_room (table, TICK_ROOM);
      lep_table_add_text (table, lep_print_code (input, "assessment_item", self->instrument->items[i]), NULL);
      for (guint a = 0; self->instrument->answers[a] != NULL; a++)
        lep_table_add_box (table, NULL);
    }
}

/**
 * lep_report_self_assessment:
 *
 * The input's id is that of a round of self-assessment; blank leaves its answers
 * out.
 */
LepReport *
lep_report_self_assessment (const LepReportInput *input,
                            GError              **error)
{
  g_auto (Assessment) self = { .input = input };
  g_autofree char *name = NULL;
  g_autofree char *day = NULL;
  g_autofree char *subtitle = NULL;

  if (!read_assessment (&self, error))
    return NULL;
  name = lep_record_dup_title (self.partnership);
  day = lep_format_date (input->locale, lep_record_get (self.round, "held_on"), LEP_DATE_LONG);
  subtitle = lep_print_join (" · ", name, input->blank ? "" : day, NULL);
  self.report = lep_print_begin (input, N_ ("Self-assessment"), lep_print_code (input, "instrument", self.instrument->code), subtitle, NULL);
  self.report->landscape = TRUE;
  if (!lep_print_sender (input, self.report, self.partnership, error))
    return NULL;
  if (input->blank)
    add_blank (&self);
  else
    {
      add_figures (&self);
      add_answers (&self);
      lep_print_lines (self.report, lep_record_get (self.round, "note"), FALSE);
    }
  return g_steal_pointer (&self.report);
}
