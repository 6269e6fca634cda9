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

/* What one meeting, review or evaluation brought, or what came of none. */
typedef struct
{
  char      *title;
  char      *day;       /* or NULL */
  guint      rank;      /* in the table of sources; those without one come last */
  GPtrArray *decisions; /* LepRecord */
} Source;

typedef struct
{
  const LepReportInput *input;
  LepReport            *report;
  GPtrArray            *sources; /* Source */
  char                 *today;
  guint                 n, n_open, n_late, n_done;
  guint                 n_undated; /* of which nobody knows whether they are of the time asked for */
} Sheet;

static void
source_free (gpointer data)
{
  Source *self = data;

  g_free (self->title);
  g_free (self->day);
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

static gboolean
is_late (const Sheet *self,
         LepRecord   *decision)
{
  const char *due_on = lep_record_get (decision, "due_on");

  return due_on != NULL && strcmp (due_on, self->today) < 0 && !lep_print_is_settled (decision);
}

static void
count (Sheet     *self,
       LepRecord *decision)
{
  self->n++;
  self->n_done += g_strcmp0 (lep_record_get (decision, "status"), "done") == 0;
  self->n_open += !lep_print_is_settled (decision);
  self->n_late += is_late (self, decision);
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

  lep_table_add_row (table, LEP_ROW_BODY);
  lep_table_add_text (table, lep_record_get (decision, "text"), about);
  lep_table_add_text (table, addressee, NULL);
  lep_table_add_date (table, due_on);
  lep_table_add_text (table, lep_print_code (input, "decision_status", status), is_late (self, decision) ? lep_print_text (input, N_ ("overdue")) : closed);
  lep_table_add_text (table, lep_record_get (decision, "response"), lep_record_get (decision, "evidence"));
}

static char *
source_title (const Sheet *self,
              LepRecord   *source,
              const char  *day)
{
  const LepReportInput *input = self->input;
  gboolean              is_meeting = strcmp (lep_record_get_kind_name (source), "meeting") == 0;
  g_autofree char      *date = day == NULL ? g_strdup ("") : lep_print_date (input, day);
  g_autofree char      *title = is_meeting ? g_strdup (lep_print_code (input, "meeting_kind", lep_record_get (source, "kind"))) : lep_record_dup_title (source);
  g_autofree char      *partnership = input->id != NULL ? NULL : lep_print_title (input, "partnership", lep_record_get (source, "partnership"));

  return lep_print_join (" · ", title, date, partnership != NULL ? partnership : "", NULL);
}

static gboolean
is_asked_for (const LepReportInput *input,
              const char           *day)
{
  return (input->from == NULL || (day != NULL && strcmp (day, input->from) >= 0)) && (input->to == NULL || (day != NULL && strcmp (day, input->to) <= 0));
}

/* Returns: (transfer full): what the decision comes from, without decisions */
static Source *
make_source (const Sheet *self,
             guint        rank,
             const char  *id)
{
  gboolean is_known = rank < G_N_ELEMENTS (sources);
  g_autoptr (LepRecord) record = is_known ? lep_print_record (self->input, sources[rank].kind, id, NULL) : NULL;
  Source *source = g_new0 (Source, 1);

  source->rank = rank;
  source->decisions = g_ptr_array_new_with_free_func (g_object_unref);
  if (!is_known)
    {
      source->title = g_strdup (lep_print_text (self->input, N_ ("Without a source")));
    }
  else if (record == NULL || lep_record_is_deleted (record))
    {
      source->title = lep_print_title (self->input, sources[rank].kind, id);
    }
  else
    {
      source->day = g_strdup (lep_record_get (record, sources[rank].day));
      source->title = source_title (self, record, source->day);
    }
  return source;
}

/* The latest first of each kind of source. */
static int
compare_sources (gconstpointer left,
                 gconstpointer right)
{
  const Source *a = *(Source *const *) left, *b = *(Source *const *) right;

  return a->rank != b->rank ? (a->rank < b->rank ? -1 : 1) : g_strcmp0 (b->day, a->day);
}

/* All that were taken, by what they come from. */
static gboolean
read_sources (Sheet   *self,
              GError **error)
{
  g_autoptr (GPtrArray) decisions = lep_print_decisions (self->input, error);
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);

  self->sources = g_ptr_array_new_with_free_func (source_free);
  for (guint i = 0; decisions != NULL && i < decisions->len; i++)
    {
      LepRecord  *decision = g_ptr_array_index (decisions, i);
      const char *id = NULL;
      Source     *source;
      guint       rank = 0;

      while (rank < G_N_ELEMENTS (sources) && (id = lep_record_get (decision, sources[rank].field)) == NULL)
        rank++;
      id = id != NULL ? id : "";
      source = g_hash_table_lookup (by_id, id);
      if (source == NULL)
        {
          source = make_source (self, rank, id);
          g_hash_table_insert (by_id, (gpointer) id, source);
          g_ptr_array_add (self->sources, source);
        }
      if (is_asked_for (self->input, source->day))
        {
          g_ptr_array_add (source->decisions, g_object_ref (decision));
          count (self, decision);
        }
      else
        {
          self->n_undated += source->day == NULL;
        }
    }
  g_ptr_array_sort (self->sources, compare_sources);
  return decisions != NULL;
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

      if (source->decisions->len == 0)
        continue;
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
 * has. From and to are about the day of the meeting, review or evaluation.
 */
LepReport *
lep_report_decisions (const LepReportInput *input,
                      GError              **error)
{
  g_auto (Sheet) self = { .input = input, .today = lep_print_today (input) };

  if (!begin (&self, error) || !read_sources (&self, error))
    return NULL;
  if (self.n > 0)
    {
      add_figures (&self);
      add_table (&self);
    }
  else
    {
      lep_report_add_note (self.report, lep_print_text (input, input->from != NULL || input->to != NULL ? N_ ("No decisions are of this time.") : N_ ("No decisions were entered.")));
    }
  if (self.n_undated > 0)
    lep_report_add_note (self.report, lep_print_text (input, N_ ("Decisions that come from nothing with a day are not listed for a time.")));
  return g_steal_pointer (&self.report);
}
