/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The status sheet of decisions: each with its addressee, due date, state and
 * response, by the meeting, peer review or evaluation that it comes from. */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "lep-print.h"

/* Where decisions come from: their reference, its kind, and its day. */
static const struct
{
  const char *field, *kind, *day;
} sources[] = {
  { "meeting", "meeting", "held_on" },
  { "peer_review", "peer_review", "from" },
  { "evaluation", "document", "dated_on" },
};

/* What one meeting, review or evaluation brought. */
typedef struct
{
  char      *title;
  GPtrArray *decisions; /* LepRecord */
} Source;

typedef struct
{
  const LepReportInput *input;
  LepReport            *report;
  GPtrArray            *sources; /* Source */
  char                 *today;
  guint                 n, n_open, n_late, n_done;
} Sheet;

static void
source_free (gpointer data)
{
  Source *self = data;

  g_free (self->title);
  g_ptr_array_unref (self->decisions);
  g_free (self);
}

static void
sheet_clear (Sheet *self)
{
  g_clear_pointer (&self->sources, g_ptr_array_unref);
  g_clear_pointer (&self->report, lep_report_free);
  g_clear_pointer (&self->today, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sheet, sheet_clear)

static void
count (Sheet     *self,
       LepRecord *decision)
{
  const char *status = lep_record_get (decision, "status"), *due_on = lep_record_get (decision, "due_on");

  self->n++;
  if (g_strcmp0 (status, "done") == 0)
    self->n_done++;
  else if (g_strcmp0 (status, "dropped") != 0)
    {
      self->n_open++;
      self->n_late += due_on != NULL && strcmp (due_on, self->today) < 0;
    }
}

static void
add_decision (const Sheet *self,
              LepTable    *table,
              LepRecord   *decision)
{
  const LepReportInput *input = self->input;
  const char           *status = lep_record_get (decision, "status"), *due_on = lep_record_get (decision, "due_on");
  const char           *theme = lep_record_get (decision, "theme"), *kind = lep_print_code (input, "decision_kind", lep_record_get (decision, "kind"));
  g_autofree char      *addressee = lep_print_title (input, "organisation", lep_record_get (decision, "addressed_to"));
  g_autofree char      *closed = lep_record_get (decision, "closed_on") == NULL ? NULL : lep_print_date (input, lep_record_get (decision, "closed_on"));
  g_autofree char      *about = lep_print_join (" · ", kind != NULL ? kind : "", theme != NULL ? lep_print_code (input, "decision_theme", theme) : "", NULL);
  gboolean              late = due_on != NULL && strcmp (due_on, self->today) < 0 && g_strcmp0 (status, "done") != 0 && g_strcmp0 (status, "dropped") != 0;

  lep_table_add_row (table, LEP_ROW_BODY);
  lep_table_add_text (table, lep_record_get (decision, "text"), about);
  lep_table_add_text (table, addressee, NULL);
  lep_table_add_date (table, due_on);
  lep_table_add_text (table, lep_print_code (input, "decision_status", status), late ? lep_print_text (input, N_ ("overdue")) : closed);
  lep_table_add_text (table, lep_record_get (decision, "response"), lep_record_get (decision, "evidence"));
}

static char *
source_title (const Sheet *self,
              LepRecord   *source,
              const char  *kind,
              const char  *day)
{
  const LepReportInput *input = self->input;
  g_autofree char      *date = day == NULL ? g_strdup ("") : lep_print_date (input, day);
  g_autofree char      *title = strcmp (kind, "meeting") == 0 ? g_strdup (lep_print_code (input, "meeting_kind", lep_record_get (source, "kind"))) : lep_record_dup_title (source);
  g_autofree char      *partnership = input->id != NULL ? NULL : lep_print_title (input, "partnership", lep_record_get (source, "partnership"));

  return lep_print_join (" · ", title, date, partnership != NULL ? partnership : "", NULL);
}

static gboolean
is_asked_for (const LepReportInput *input,
              const char           *day)
{
  return (input->from == NULL || (day != NULL && strcmp (day, input->from) >= 0)) && (input->to == NULL || (day != NULL && strcmp (day, input->to) <= 0));
}

static gboolean
read_source (Sheet     *self,
             LepRecord *record,
             guint      i,
             GError   **error)
{
  const char *day = lep_record_get (record, sources[i].day);
  g_autoptr (GPtrArray) decisions = NULL;
  Source *source;

  if (!is_asked_for (self->input, day))
    return TRUE;
  decisions = lep_print_list (self->input, "decision", sources[i].field, lep_record_get_id (record), "due_on", FALSE, error);
  if (decisions == NULL || decisions->len == 0)
    return decisions != NULL;

  for (guint d = 0; d < decisions->len; d++)
    count (self, g_ptr_array_index (decisions, d));
  source = g_new0 (Source, 1);
  source->title = source_title (self, record, sources[i].kind, day);
  source->decisions = g_steal_pointer (&decisions);
  g_ptr_array_add (self->sources, source);
  return TRUE;
}

static gboolean
read_sources (Sheet   *self,
              GError **error)
{
  self->sources = g_ptr_array_new_with_free_func (source_free);
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      gboolean    own = self->input->id != NULL;
      const char *of = strcmp (sources[i].kind, "document") == 0 ? "owner" : "partnership";
      g_autoptr (GPtrArray) found = lep_print_list (self->input, sources[i].kind, own ? of : NULL, self->input->id, sources[i].day, TRUE, error);

      if (found == NULL)
        return FALSE;
      for (guint s = 0; s < found->len; s++)
        if (!read_source (self, g_ptr_array_index (found, s), i, error))
          return FALSE;
    }
  return TRUE;
}

static void
add_figures (const Sheet *self)
{
  const struct
  {
    guint       number;
    const char *label;
  } figures[] = {
    { self->n, N_ ("decisions and recommendations") },
    { self->n_done, N_ ("done") },
    { self->n_open, N_ ("still open") },
    { self->n_late, N_ ("of them overdue") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    {
      g_autofree char *text = lep_format_count (self->input->locale, figures[i].number);

      lep_report_add_figure (self->report, text, lep_print_text (self->input, figures[i].label), NULL);
    }
}

static void
add_table (const Sheet *self)
{
  LepTable *table = lep_print_table (self->input, self->report, N_ ("Decisions"), N_ ("Decision"), LEP_COLUMN_TEXT, N_ ("Addressed to"), LEP_COLUMN_TEXT,
                                     N_ ("Due on"), LEP_COLUMN_FIGURE, N_ ("Status"), LEP_COLUMN_TEXT, N_ ("Response"), LEP_COLUMN_TEXT, NULL);

  for (guint i = 0; i < self->sources->len; i++)
    {
      const Source *source = g_ptr_array_index (self->sources, i);

      lep_table_add_row (table, LEP_ROW_GROUP);
      lep_table_add_text (table, source->title, NULL);
      for (guint d = 0; d < source->decisions->len; d++)
        add_decision (self, table, g_ptr_array_index (source->decisions, d));
    }
}

static gboolean
begin (Sheet   *self,
       GError **error)
{
  const LepReportInput *input = self->input;
  g_autoptr (LepRecord) partnership = input->id == NULL ? NULL : lep_print_record (input, "partnership", input->id, error);
  g_autofree char *title = partnership == NULL ? NULL : lep_record_dup_title (partnership);
  g_autofree char *period = input->from == NULL && input->to == NULL ? NULL : lep_format_date_range (input->locale, input->from, input->to);

  if (input->id != NULL && partnership == NULL)
    return FALSE;
  self->report = lep_print_begin (input, N_ ("Decisions and recommendations"), title != NULL ? title : lep_print_text (input, N_ ("The whole programme")), period, NULL);
  self->report->landscape = TRUE;
  return partnership != NULL ? lep_print_sender (input, self->report, partnership, error) : lep_print_programme_sender (input, self->report, error);
}

/**
 * lep_report_decisions:
 *
 * The input's id is that of a partnership; without one, of all that this laptop
 * has. From and to are about the day of the meeting.
 */
LepReport *
lep_report_decisions (const LepReportInput *input,
                      GError              **error)
{
  g_auto (Sheet) self = { .input = input, .today = lep_print_today (input) };

  if (!begin (&self, error) || !read_sources (&self, error))
    return NULL;
  if (self.n == 0)
    {
      lep_report_add_note (self.report, lep_print_text (input, N_ ("No decisions were entered.")));
      return g_steal_pointer (&self.report);
    }
  add_figures (&self);
  add_table (&self);
  return g_steal_pointer (&self.report);
}
