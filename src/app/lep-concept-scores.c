/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the concept note of a full application was given, and where it stood among the
 * others. Ranking all of a call takes a while, so it is done in a thread. */

#include <glib/gi18n.h>

#include "lep-call-office.h"
#include "lep-format.h"
#include "lep-language.h"
#include "lep-office.h"
#include "lep-ranking-words.h"
#include "lep-reading.h"
#include "lep-score-matrix.h"
#include "lep-score-sheets.h"
#include "lep-tab.h"
#include "lep-wheel.h"

#include "lep-concept-scores.h"

typedef struct
{
  GWeakRef        fold;
  char           *application;
  char           *call;
  LepCallRanking *ranking; /* NULL: it was no concept note */
} Ranked;

static void
ranked_free (gpointer data)
{
  Ranked *self = data;

  g_weak_ref_clear (&self->fold);
  g_free (self->application);
  g_free (self->call);
  g_clear_pointer (&self->ranking, lep_call_ranking_free);
  g_free (self);
}

static gboolean
read_ranked (LepWorkspace *workspace,
             gpointer      data,
             GError      **error)
{
  Ranked *self = data;
  g_autoptr (LepRecord) application = lep_workspace_get_record (workspace, "application", self->application, NULL, error);
  g_autofree char *invited_at = NULL;

  if (application == NULL || !lep_application_put_back (workspace, application, &invited_at, error))
    return FALSE;
  if (invited_at != NULL)
    self->ranking = lep_call_ranking_read (workspace, self->call, "concept", error);
  return invited_at == NULL || self->ranking != NULL;
}

/* "Average: 39.0 / 50 points, threshold 20", the place in the lot, and what came of it. */
static char *
describe (const LepCallRanking     *ranking,
          const LepCallApplication *application,
          const LepLotRanking      *lot)
{
  const char      *outcome = lep_code_label ("application_status", application->was_reserve ? "reserve" : "preselected");
  g_autofree char *points = lep_ranking_words_average (ranking, &application->rank);
  g_autofree char *rank = lep_format_count (lep_language_locale (), application->rank.rank);
  g_autofree char *place = lep_ranking_words_lot (lot);
  g_autofree char *average = NULL, *ranked = NULL;

  if (application->rank.n_sheets == 0)
    return g_strdup (outcome);
  average = g_strdup_printf ("%s: %s", _ ("Average"), points);
  if (application->rank.rank > 0)
    ranked = g_strdup_printf ("%s: %s · %s · %s", _ ("Rank"), rank, place, outcome);
  return g_strjoin ("\n", average, ranked != NULL ? ranked : outcome, NULL);
}

static GtkWidget *
new_matrix (const LepCallRanking     *ranking,
            const LepCallApplication *application)
{
  GtkWidget          *row = gtk_list_box_row_new ();
  GtkWidget          *scroller = gtk_scrolled_window_new ();
  GtkWidget          *matrix = g_object_new (LEP_TYPE_SCORE_MATRIX, NULL);
  GtkEventController *wheel = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);

  lep_score_matrix_fill (LEP_SCORE_MATRIX (matrix), ranking, application);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), matrix);
  g_signal_connect (wheel, "scroll", G_CALLBACK (lep_wheel_pass_on), NULL);
  gtk_widget_add_controller (scroller, wheel);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), scroller);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  return row;
}

static void
add_comment (GString    *text,
             const char *name,
             const char *comment)
{
  if (comment != NULL)
    g_string_append_printf (text, "%s%s: %s", text->len > 0 ? "\n" : "", name, comment);
}

/* What the assessors of final sheets wrote, by criterion, and of the whole. */
static gboolean
add_comments (GPtrArray                *rows,
              LepWorkspace             *workspace,
              const LepCallRanking     *ranking,
              const LepCallApplication *application,
              const GPtrArray          *sheets,
              GError                  **error)
{
  g_autoptr (LepQuery) query = lep_office_query_new (workspace, "score");
  g_autoptr (GPtrArray) scores = NULL;

  lep_query_add_filter (query, "application", application->id);
  scores = lep_query_run (workspace, query, error);
  if (scores == NULL)
    return FALSE;
  for (guint i = 0; i <= ranking->lines->len; i++)
    {
      const LepGridLine *line = i < ranking->lines->len ? g_ptr_array_index (ranking->lines, i) : NULL;
      g_autoptr (GString) text = g_string_new (NULL);

      for (guint s = 0; s < application->sheets->len; s++)
        {
          const LepCallSheet    *sheet = g_ptr_array_index (application->sheets, s);
          const LepCallAssessor *assessor = g_ptr_array_index (ranking->assessors, sheet->assessor);
          LepRecord             *assessment = lep_call_find_assessment (sheets, assessor->id, "concept");

          if (!sheet->is_final)
            continue;
          if (line == NULL && assessment != NULL)
            add_comment (text, assessor->name, lep_record_get (assessment, "comment"));
          for (guint c = 0; line != NULL && c < scores->len; c++)
            {
              LepRecord *score = g_ptr_array_index (scores, c);

              if (g_strcmp0 (lep_record_get (score, "criterion"), line->id) == 0 && g_strcmp0 (lep_record_get (score, "assessor"), assessor->id) == 0)
                add_comment (text, assessor->name, lep_record_get (score, "comment"));
            }
        }
      if (text->len > 0)
        g_ptr_array_add (rows, lep_concept_row_new (line != NULL ? line->text : _ ("Comment"), text->str, NULL));
    }
  return TRUE;
}

/* @text: (out) (nullable): what came of the scores, %NULL where there is nothing to tell;
 * the points and comments are added to @rows. */
static gboolean
read_scores (LepWorkspace *workspace,
             const Ranked *ranked,
             GPtrArray    *rows,
             char        **text,
             GError      **error)
{
  g_autoptr (GPtrArray) sheets = NULL;
  const LepLotRanking      *lot = NULL;
  const LepCallApplication *application = ranked->ranking == NULL ? NULL : lep_call_ranking_find (ranked->ranking, ranked->application, &lot);
  const char               *closed = NULL;

  if (application == NULL || (application->sheets->len == 0 && !lep_call_is_office (workspace)))
    return TRUE;
  sheets = lep_score_sheets_read (workspace, ranked->application, "concept", &closed, error);
  if (sheets == NULL)
    return FALSE;
  if (closed == NULL)
    {
      if (!add_comments (rows, workspace, ranked->ranking, application, sheets, error))
        return FALSE;
      g_ptr_array_insert (rows, 0, new_matrix (ranked->ranking, application));
    }
  *text = closed == NULL || sheets->len == 0 ? describe (ranked->ranking, application, lot) : g_strdup (closed);
  return TRUE;
}

static void
ranked_cb (LepPage      *page,
           gpointer      data,
           const GError *error)
{
  Ranked *self = data;
  g_autoptr (LepConceptFold) fold = g_weak_ref_get (&self->fold);
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  g_autoptr (GError) own_error = NULL;
  g_autofree char *text = NULL;
  GtkWidget       *tab;

  if (fold == NULL)
    return;

  if (error == NULL && !read_scores (lep_page_get_workspace (page), self, rows, &text, &own_error))
    error = own_error;
  if (text != NULL)
    lep_concept_fold_show (fold, text, rows);
  else
    lep_concept_fold_hide (fold);
  tab = gtk_widget_get_ancestor (GTK_WIDGET (fold), LEP_TYPE_TAB);
  if (error != NULL && tab != NULL)
    lep_tab_say_unread (LEP_TAB (tab), _ ("The concept note could not be read"), error);
}

/**
 * lep_concept_scores_show:
 * @fold: in a tab of a page; another application than before is not seen until it is read
 */
void
lep_concept_scores_show (LepConceptFold *fold,
                         LepWorkspace   *workspace,
                         LepRecord      *application)
{
  GtkWidget  *page = gtk_widget_get_ancestor (GTK_WIDGET (fold), LEP_TYPE_PAGE);
  LepReading *reading = g_object_get_data (G_OBJECT (fold), "reading");
  gboolean    is_full = page != NULL && g_strcmp0 (lep_application_read_stage (workspace, application), "full") == 0;
  Ranked     *ranked;

  if ((lep_concept_fold_set_application (fold, lep_record_get_id (application)) || !is_full) && reading != NULL)
    lep_reading_stop (reading);
  if (!is_full)
    {
      lep_concept_fold_hide (fold);
      return;
    }
  if (reading == NULL)
    {
      reading = lep_reading_new (LEP_PAGE (page), read_ranked, ranked_cb, ranked_free);
      g_object_set_data_full (G_OBJECT (fold), "reading", reading, (GDestroyNotify) lep_reading_free);
    }
  ranked = g_new0 (Ranked, 1);
  g_weak_ref_init (&ranked->fold, fold);
  ranked->application = g_strdup (lep_record_get_id (application));
  ranked->call = g_strdup (lep_record_get (application, "call"));
  lep_reading_start (reading, ranked);
}
