/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scoring of an application. Who assesses it sees the own sheet alone until
 * it is final, and then those of others that are final; who does not assess it,
 * such as a clerk who types in sheets of paper, sees them together once all are. */

#include <glib/gi18n.h>

#include "lep-call-office.h"
#include "lep-concept-scores.h"
#include "lep-format.h"
#include "lep-language.h"
#include "lep-office.h"
#include "lep-ranking-words.h"
#include "lep-record-dialog.h"
#include "lep-score-matrix.h"
#include "lep-score-row.h"
#include "lep-score-sheets.h"
#include "lep-state-button.h"
#include "lep-util.h"
#include "lep-window.h"
#include "lep-wheel.h"

#include "lep-score-tab.h"

struct _LepScoreTab
{
  LepTab          parent_instance;

  GtkLabel       *banner_label;
  GtkWidget      *third_button; /* in the banner, with that label */
  GtkWidget      *sheet_box;
  GtkDropDown    *sheet_drop;
  GtkLabel       *state_pill;
  GtkLabel       *total_label;
  GtkWidget      *final_button; /* in the foot, with the sum and what is wrong */
  GtkWidget      *remove_button;
  GtkLabel       *error_label;
  GtkWidget      *declaration_box;
  GtkListBox     *criteria;
  GtkWidget      *matrix_box;
  GtkLabel       *closed_label;
  LepScoreMatrix *matrix;
  LepConceptFold *concept;

  LepCallRanking *ranking;
  char           *application;  /* id of what is shown */
  GPtrArray      *assessments;  /* LepRecord: the sheets that may be opened */
  char           *assessor;     /* whose sheet is shown, or NULL */
  char           *sheet[2];     /* whose the rows are: application and assessor; NULL: there are none */
  char           *grid;         /* what they were built for */
  GPtrArray      *rows;         /* LepScoreRow, owned by the list */
  GPtrArray      *section_sums; /* GtkLabel, likewise */
  gboolean        filling;
};

G_DEFINE_FINAL_TYPE (LepScoreTab, lep_score_tab, LEP_TYPE_TAB)

static const LepCallApplication *
find_application (LepScoreTab *self)
{
  return self->ranking == NULL ? NULL : lep_call_ranking_find (self->ranking, self->application, NULL);
}

static LepRecord *
find_assessment (LepScoreTab *self)
{
  for (guint i = 0; self->assessments != NULL && i < self->assessments->len; i++)
    if (g_strcmp0 (lep_record_get (g_ptr_array_index (self->assessments, i), "assessor"), self->assessor) == 0)
      return g_ptr_array_index (self->assessments, i);
  return NULL;
}

static void
show_error (LepScoreTab *self,
            const char  *text)
{
  gtk_label_set_label (self->error_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), text != NULL);
  gtk_widget_set_visible (gtk_widget_get_parent (self->final_button), text != NULL || gtk_widget_get_visible (self->final_button));
}

/* Sums of what stands in the rows, stored or not. */
static void
show_sums (LepScoreTab *self)
{
  const LepLocale   *locale = lep_language_locale ();
  g_autofree gint64 *sums = g_new0 (gint64, self->ranking->sections->len + 1);
  g_autofree char   *text = NULL;
  gint64             all = 0, most = 0;
  guint              n_left = 0;

  for (guint i = 0; i < self->rows->len; i++)
    {
      const LepGridLine *line = g_ptr_array_index (self->ranking->lines, i);
      gint64             given = lep_score_row_get_points (g_ptr_array_index (self->rows, i));
      gint64             points = MAX (given, 0);

      if (given < 0)
        n_left++;
      else
        most += line->rule.max_points * line->rule.weight;
      sums[line->rule.section] += points * line->rule.weight;
      all += points * line->rule.weight;
    }
  for (guint s = 0; s < self->section_sums->len; s++)
    {
      const LepGridSection *section = g_ptr_array_index (self->ranking->sections, s);
      g_autofree char      *sum = lep_format_count (locale, sums[s]);
      g_autofree char      *max = lep_format_count (locale, section->max_points);
      g_autofree char      *both = g_strdup_printf ("%s / %s", sum, max);

      gtk_label_set_label (g_ptr_array_index (self->section_sums, s), both);
    }
  text = n_left > 0 ? lep_ranking_words_so_far (all, most, n_left) : lep_ranking_words_total (self->ranking, all);
  gtk_label_set_label (self->total_label, text);
}

static void
typed_cb (LepScoreTab *self)
{
  show_error (self, NULL);
  show_sums (self);
}

static gboolean
save_row (LepScoreTab *self,
          LepScoreRow *row)
{
  LepTab *tab = LEP_TAB (self);
  g_autoptr (LepEdit) edit = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *points = NULL;
  g_autofree char *comment = NULL;

  if (!lep_score_row_is_changed (row))
    return TRUE;

  edit = lep_edit_new (lep_tab_get_workspace (tab));
  if (lep_score_row_read (row, &points, &comment, &error) && lep_edit_row (edit, NULL, "score", NULL, &error))
    {
      lep_edit_again (edit);
      lep_edit_set (edit, "application", self->sheet[0]);
      lep_edit_set (edit, "criterion", lep_score_row_get_criterion (row));
      lep_edit_set (edit, "assessor", self->sheet[1]);
      lep_edit_set (edit, "points", points);
      lep_edit_set (edit, "comment", comment);
      lep_edit_commit (edit, &error);
    }
  lep_score_row_set_error (row, error != NULL ? error->message : NULL);
  if (error == NULL)
    lep_score_row_show (row, points != NULL ? g_ascii_strtoll (points, NULL, 10) : -1, comment);
  return error == NULL;
}

static void
row_left_cb (LepScoreTab *self,
             LepScoreRow *row)
{
  save_row (self, row);
}

static gboolean
lep_score_tab_flush (LepTab *tab)
{
  LepScoreTab *self = LEP_SCORE_TAB (tab);
  gboolean     saved = TRUE;

  for (guint i = 0; i < self->rows->len; i++)
    saved = save_row (self, g_ptr_array_index (self->rows, i)) && saved;
  return saved;
}

/* What is typed is saved to the sheet that it was typed for: a row that has the keys
 * says only later that it was left. */
static void
clear_rows (LepScoreTab *self)
{
  GtkListBoxRow *row;

  for (guint i = 0; i < self->rows->len; i++)
    g_signal_handlers_disconnect_by_data (g_ptr_array_index (self->rows, i), self);
  lep_score_tab_flush (LEP_TAB (self));
  g_ptr_array_set_size (self->rows, 0);
  g_ptr_array_set_size (self->section_sums, 0);
  while ((row = gtk_list_box_get_row_at_index (self->criteria, 0)) != NULL)
    gtk_list_box_remove (self->criteria, GTK_WIDGET (row));
  g_clear_pointer (&self->sheet[0], g_free);
  g_clear_pointer (&self->sheet[1], g_free);
  g_clear_pointer (&self->grid, g_free);
}

/* The rows stand for the lines of the grid, in their order, so that those of one
 * section need not follow each other in the grid. */
static void
build_rows (LepScoreTab *self)
{
  GtkWidget       *sum = NULL;
  g_autofree char *name = lep_workspace_dup_title (lep_tab_get_workspace (LEP_TAB (self)), "assessor", self->assessor);

  clear_rows (self);
  self->sheet[0] = g_strdup (self->application);
  self->sheet[1] = g_strdup (self->assessor);
  self->grid = lep_score_row_dup_signature (self->ranking->lines);
  g_ptr_array_set_size (self->rows, (int) self->ranking->lines->len);
  for (guint s = 0; s < self->ranking->sections->len; s++)
    {
      GtkWidget *section = lep_score_section_new (g_ptr_array_index (self->ranking->sections, s), &sum);

      g_ptr_array_add (self->section_sums, sum);
      for (guint i = 0; i < self->ranking->lines->len; i++)
        {
          const LepGridLine *line = g_ptr_array_index (self->ranking->lines, i);

          if (line->rule.section != s)
            continue;
          self->rows->pdata[i] = lep_score_row_new (line, name);
          lep_score_row_set_section (self->rows->pdata[i], g_steal_pointer (&section));
          gtk_list_box_append (self->criteria, self->rows->pdata[i]);
          g_signal_connect_object (self->rows->pdata[i], "typed", G_CALLBACK (typed_cb), self, G_CONNECT_SWAPPED);
          g_signal_connect_object (self->rows->pdata[i], "left", G_CALLBACK (row_left_cb), self, G_CONNECT_SWAPPED);
        }
    }
}

static void
show_scores (LepScoreTab *self,
             gboolean     editable)
{
  g_autoptr (LepQuery) query = lep_office_query_new (lep_tab_get_workspace (LEP_TAB (self)), "score");
  g_autoptr (GPtrArray) scores = NULL;

  lep_query_add_filter (query, "application", self->application);
  lep_query_add_filter (query, "assessor", self->assessor);
  scores = lep_query_run (lep_tab_get_workspace (LEP_TAB (self)), query, NULL);
  for (guint i = 0; i < self->rows->len; i++)
    {
      LepScoreRow *row = g_ptr_array_index (self->rows, i);
      gint64       points = -1;
      const char  *comment = NULL;

      for (guint j = 0; scores != NULL && j < scores->len; j++)
        {
          LepRecord *score = g_ptr_array_index (scores, j);

          if (g_strcmp0 (lep_record_get (score, "criterion"), lep_score_row_get_criterion (row)) != 0)
            continue;
          comment = lep_record_get (score, "comment");
          if (!lep_record_get_int64 (score, "points", &points))
            points = -1;
        }
      lep_score_row_show (row, points, comment);
      lep_score_row_set_editable (row, editable && scores != NULL); /* nobody writes over what could not be read */
    }
}

static void
show_sheet (LepScoreTab *self)
{
  LepRecord       *assessment = find_assessment (self);
  const char      *status = assessment == NULL || lep_record_get (assessment, "status") == NULL ? "assigned" : lep_record_get (assessment, "status");
  gboolean         writable = !lep_workspace_is_read_only (lep_tab_get_workspace (LEP_TAB (self)));
  gboolean         open = lep_score_sheet_has_status (assessment, "open");
  gboolean         undeclared;
  gboolean         declaring = gtk_widget_get_focus_child (self->declaration_box) != NULL;
  g_autofree char *grid = lep_score_row_dup_signature (self->ranking->lines);
  gboolean         open_before = gtk_widget_get_visible (self->final_button);

  gtk_widget_set_visible (self->final_button, open && writable && self->ranking->lines->len > 0);
  if (!open || !open_before) /* what is missing in an open sheet is told until somebody types */
    show_error (self, NULL);
  gtk_widget_set_visible (self->sheet_box, assessment != NULL);
  if (assessment == NULL)
    {
      clear_rows (self);
      return;
    }

  /* A sheet that was opened elsewhere may lack what the rules ask of a final one. */
  undeclared = open && (lep_record_get (assessment, "interest") == NULL || lep_record_get (assessment, "impartial_on") == NULL);
  gtk_label_set_label (self->state_pill, lep_code_label ("assessment_status", status));
  gtk_widget_set_css_classes (GTK_WIDGET (self->state_pill), (const char *[]){ "pill-status", lep_state_style (status), NULL });
  gtk_widget_set_visible (self->declaration_box, (lep_score_sheet_has_status (assessment, "assigned") || undeclared) && writable);
  gtk_widget_set_visible (GTK_WIDGET (self->criteria), self->ranking->lines->len > 0 && !lep_score_sheet_has_status (assessment, "assigned") && !lep_score_sheet_has_status (assessment, "excluded"));
  gtk_widget_set_visible (GTK_WIDGET (self->total_label), gtk_widget_get_visible (GTK_WIDGET (self->criteria)) && !gtk_widget_get_visible (self->final_button));
  /* What was decided on stays as it was: the state comes first, where that is to be mended. */
  gtk_widget_set_visible (self->remove_button, lep_score_sheet_has_status (assessment, "final") && writable &&
                                                 !lep_application_is_decided (lep_record_get (lep_tab_get_record (LEP_TAB (self)), "status")));
  /* Another sheet, or another grid, needs other rows. */
  if (g_strcmp0 (self->application, self->sheet[0]) != 0 || g_strcmp0 (self->assessor, self->sheet[1]) != 0 || g_strcmp0 (grid, self->grid) != 0)
    {
      build_rows (self);
      show_error (self, NULL);
    }
  if (self->ranking->lines->len == 0)
    show_error (self, _ ("The call has no evaluation grid for this stage. Add criteria to the call first."));
  show_scores (self, open && writable);
  show_sums (self);
  if (declaring && open && self->rows->len > 0) /* what was declared is gone; the points come next */
    lep_score_row_focus (g_ptr_array_index (self->rows, 0));
}

static void
sheet_chosen_cb (LepScoreTab *self)
{
  guint index = gtk_drop_down_get_selected (self->sheet_drop);

  if (self->filling || self->assessments == NULL || index >= self->assessments->len || g_ptr_array_index (self->assessments, index) == find_assessment (self))
    return;
  if (!lep_score_tab_flush (LEP_TAB (self))) /* what is refused keeps its sheet open */
    {
      g_ptr_array_find (self->assessments, find_assessment (self), &index);
      gtk_drop_down_set_selected (self->sheet_drop, index);
      return;
    }
  g_free (self->assessor);
  self->assessor = g_strdup (lep_record_get (g_ptr_array_index (self->assessments, index), "assessor"));
  show_sheet (self);
}

static void
fill_sheets (LepScoreTab *self)
{
  GtkStringList *names = GTK_STRING_LIST (gtk_drop_down_get_model (self->sheet_drop));
  guint          chosen = 0;

  self->filling = TRUE;
  gtk_string_list_splice (names, 0, g_list_model_get_n_items (G_LIST_MODEL (names)), NULL);
  for (guint i = 0; i < self->assessments->len; i++)
    {
      LepRecord       *assessment = g_ptr_array_index (self->assessments, i);
      g_autofree char *name = lep_workspace_dup_title (lep_tab_get_workspace (LEP_TAB (self)), "assessor", lep_record_get (assessment, "assessor"));

      gtk_string_list_append (names, name != NULL ? name : LEP_NOTHING);
    }
  g_ptr_array_find (self->assessments, find_assessment (self), &chosen);
  gtk_drop_down_set_selected (self->sheet_drop, chosen);
  g_clear_pointer (&self->assessor, g_free);
  if (self->assessments->len > 0)
    self->assessor = g_strdup (lep_record_get (g_ptr_array_index (self->assessments, chosen), "assessor"));
  self->filling = FALSE;
}

/* There is nothing to score, or it could not be read. */
static void
hide_all (LepScoreTab *self)
{
  clear_rows (self);
  gtk_widget_hide (self->matrix_box);
  gtk_widget_hide (gtk_widget_get_parent (self->third_button));
  gtk_widget_hide (self->final_button);
  gtk_widget_hide (gtk_widget_get_parent (self->final_button));
}

static void
lep_score_tab_show (LepTab *tab)
{
  LepScoreTab              *self = LEP_SCORE_TAB (tab);
  const char               *id = lep_record_get_id (lep_tab_get_record (tab));
  const char               *closed;
  const LepCallApplication *application;
  gboolean                  is_open;
  g_autoptr (GError) error = NULL;

  if (lep_set_str (&self->application, id))
    g_clear_pointer (&self->assessor, g_free);
  lep_concept_scores_show (self->concept, lep_tab_get_workspace (tab), lep_tab_get_record (tab));
  g_clear_pointer (&self->ranking, lep_call_ranking_free);
  self->ranking = lep_call_ranking_read_one (lep_tab_get_workspace (tab), id, &error);
  gtk_widget_set_visible (self->sheet_box, self->ranking != NULL);
  application = find_application (self);
  g_clear_pointer (&self->assessments, g_ptr_array_unref);
  if (application != NULL)
    self->assessments = lep_score_sheets_read (lep_tab_get_workspace (tab), id, self->ranking->stage, &closed, &error);
  if (self->assessments == NULL)
    {
      hide_all (self);
      if (error != NULL)
        lep_tab_say_unread (tab, _ ("The scores could not be read"), error);
      return;
    }
  is_open = closed == NULL && application->rank.n_sheets > 0;
  fill_sheets (self);
  show_sheet (self);
  gtk_widget_show (self->matrix_box);
  gtk_label_set_label (self->closed_label, closed != NULL ? closed : "");
  gtk_widget_set_visible (GTK_WIDGET (self->closed_label), closed != NULL);
  gtk_widget_set_visible (gtk_widget_get_ancestor (GTK_WIDGET (self->matrix), GTK_TYPE_SCROLLED_WINDOW), is_open);
  gtk_box_reorder_child_after (GTK_BOX (gtk_widget_get_parent (self->matrix_box)), self->matrix_box, is_open ? NULL : self->sheet_box);
  gtk_widget_set_visible (gtk_widget_get_parent (self->third_button), is_open && application->rank.diverges);
  if (is_open)
    {
      g_autofree char *apart = lep_ranking_words_divergence (&application->rank);

      lep_score_matrix_fill (self->matrix, self->ranking, application);
      gtk_label_set_label (self->banner_label, apart);
      gtk_widget_set_visible (self->third_button, application->rank.n_sheets < 3 && !lep_workspace_is_read_only (lep_tab_get_workspace (tab)));
    }
}

/* Sets fields of the assessment whose sheet is shown. */
static gboolean
change_assessment (LepScoreTab       *self,
                   const char *const *pairs)
{
  LepRecord *assessment = find_assessment (self);
  g_autoptr (LepEdit) edit = lep_edit_new (lep_tab_get_workspace (LEP_TAB (self)));
  g_autoptr (GError) error = NULL;

  if (assessment == NULL || !lep_edit_row (edit, lep_record_get_space (assessment), "assessment", lep_record_get_id (assessment), &error))
    return FALSE;
  for (guint i = 0; pairs[i] != NULL; i += 2)
    lep_edit_set (edit, pairs[i], pairs[i + 1]);
  if (lep_edit_commit (edit, &error))
    return TRUE;

  show_error (self, error->message);
  return FALSE;
}

static void
declare_action_cb (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  g_autofree char *today = lep_tab_dup_today (LEP_TAB (widget));

  change_assessment (LEP_SCORE_TAB (widget), (const char *[]){ "interest", "none", "status", "open", "impartial_on", today, NULL });
}

static void
interest_action_cb (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *parameter)
{
  LepWindow *window = lep_window_of (widget);

  if (change_assessment (LEP_SCORE_TAB (widget), (const char *[]){ "interest", "declared", "status", "excluded", NULL }) && window != NULL)
    lep_window_toast (window, _ ("The interest is noted, and the assessor is left out"), TRUE);
}

/* Where something is refused, or no points are given yet. */
static void
focus_unfinished (LepScoreTab *self)
{
  LepScoreRow *refused = NULL, *empty = NULL;

  for (guint i = self->rows->len; i-- > 0;)
    {
      LepScoreRow *row = g_ptr_array_index (self->rows, i);

      refused = lep_score_row_is_changed (row) ? row : refused;
      empty = lep_score_row_get_points (row) < 0 ? row : empty;
    }
  if (refused != NULL || empty != NULL)
    lep_score_row_focus (refused != NULL ? refused : empty);
}

static void
final_action_cb (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  LepScoreTab *self = LEP_SCORE_TAB (widget);
  LepWindow   *window = lep_window_of (widget);
  gboolean     kept = lep_score_tab_flush (LEP_TAB (self));

  if (!kept)
    show_error (self, _ ("One line is not accepted yet; its reason stands below it."));
  if (!kept || !change_assessment (self, (const char *[]){ "status", "final", NULL }))
    {
      focus_unfinished (self);
      return;
    }
  /* The sheets of all come first now. */
  gtk_widget_grab_focus (GTK_WIDGET (self->sheet_drop));
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (gtk_widget_get_ancestor (self->sheet_box, GTK_TYPE_SCROLLED_WINDOW))), 0);
  if (window != NULL)
    lep_window_toast (window, _ ("The sheet is final"), TRUE);
}

static void
remove_response_cb (AdwMessageDialog *dialog,
                    const char       *response,
                    LepScoreTab      *self)
{
  if (g_strcmp0 (response, "remove") == 0)
    lep_record_delete (GTK_WIDGET (self), lep_tab_get_workspace (LEP_TAB (self)), g_object_get_data (G_OBJECT (dialog), "assessment"));
}

/* The way out when a final sheet is wrong: it goes as a whole, and a new one is
 * handed out; the points stand in that again. It is the word of an assessor, who may be
 * another one than who sits here. */
static void
remove_action_cb (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  LepScoreTab     *self = LEP_SCORE_TAB (widget);
  LepRecord       *assessment = find_assessment (self);
  g_autofree char *name = assessment == NULL ? NULL : lep_workspace_dup_title (lep_tab_get_workspace (LEP_TAB (self)), "assessor", self->assessor);
  g_autofree char *heading = NULL;
  GtkWidget       *dialog;

  if (assessment == NULL)
    return;

  /* Translators: %s is the name of an assessor */
  heading = g_strdup_printf (_ ("Remove the final sheet of %s?"), name != NULL ? name : self->assessor);
  dialog = lep_window_ask (lep_window_of (widget), heading,
                           _ ("Its points do not count any more. When a new sheet is handed out to the same person, they stand in it again and can be changed."),
                           "remove", _ ("_Remove the sheet"));
  g_object_set_data_full (G_OBJECT (dialog), "assessment", g_object_ref (assessment), g_object_unref);
  g_signal_connect_object (dialog, "response", G_CALLBACK (remove_response_cb), self, 0);
}

static void
assign_action_cb (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  LepScoreTab *self = LEP_SCORE_TAB (widget);
  GtkWidget   *dialog = lep_record_dialog_new (widget, lep_tab_get_workspace (LEP_TAB (self)), "assessment");

  lep_record_dialog_preset (LEP_RECORD_DIALOG (dialog), "application", self->application);
  if (self->ranking != NULL)
    lep_record_dialog_preset (LEP_RECORD_DIALOG (dialog), "stage", self->ranking->stage);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
lep_score_tab_finalize (GObject *object)
{
  LepScoreTab *self = LEP_SCORE_TAB (object);

  g_clear_pointer (&self->ranking, lep_call_ranking_free);
  g_clear_pointer (&self->assessments, g_ptr_array_unref);
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->section_sums);
  g_free (self->application);
  g_free (self->assessor);
  g_free (self->sheet[0]);
  g_free (self->sheet[1]);
  g_free (self->grid);

  G_OBJECT_CLASS (lep_score_tab_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, LepScoreTab, banner_label);
  gtk_widget_class_bind_template_child (widget_class, LepScoreTab, third_button);
  gtk_widget_class_bind_template_child (widget_class, LepScoreTab, sheet_box);
  gtk_widget_class_bind_template_child (widget_class, LepScoreTab, sheet_drop);
  gtk_widget_class_bind_template_child (widget_class, LepScoreTab, state_pill);
  gtk_widget_class_bind_template_child (widget_class, LepScoreTab, total_label);
  gtk_widget_class_bind_template_child (widget_class, LepScoreTab, final_button);
  gtk_widget_class_bind_template_child (widget_class, LepScoreTab, remove_button);
  gtk_widget_class_bind_template_child (widget_class, LepScoreTab, error_label);
  gtk_widget_class_bind_template_child (widget_class, LepScoreTab, declaration_box);
  gtk_widget_class_bind_template_child (widget_class, LepScoreTab, criteria);
  gtk_widget_class_bind_template_child (widget_class, LepScoreTab, matrix_box);
  gtk_widget_class_bind_template_child (widget_class, LepScoreTab, closed_label);
  gtk_widget_class_bind_template_child (widget_class, LepScoreTab, matrix);
  gtk_widget_class_bind_template_child (widget_class, LepScoreTab, concept);
  gtk_widget_class_bind_template_callback (widget_class, sheet_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, lep_score_sheets_tell_stage);
  gtk_widget_class_bind_template_callback (widget_class, lep_wheel_pass_on);
}

static void
lep_score_tab_class_init (LepScoreTabClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = lep_score_tab_finalize;
  LEP_TAB_CLASS (klass)->show = lep_score_tab_show;
  LEP_TAB_CLASS (klass)->flush = lep_score_tab_flush;

  gtk_widget_class_install_action (widget_class, "score.declare", NULL, declare_action_cb);
  gtk_widget_class_install_action (widget_class, "score.interest", NULL, interest_action_cb);
  gtk_widget_class_install_action (widget_class, "score.final", NULL, final_action_cb);
  gtk_widget_class_install_action (widget_class, "score.remove", NULL, remove_action_cb);
  gtk_widget_class_install_action (widget_class, "score.assign", NULL, assign_action_cb);

  g_type_ensure (LEP_TYPE_SCORE_MATRIX);
  g_type_ensure (LEP_TYPE_CONCEPT_FOLD);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-score-tab.ui");
  bind_template (widget_class);
}

static void
lep_score_tab_init (LepScoreTab *self)
{
  self->rows = g_ptr_array_new ();
  self->section_sums = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_header_func (self->criteria, lep_score_row_show_section, NULL, NULL);
}
