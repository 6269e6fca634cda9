/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The score sheets of an application: whose are shown when, and what is refused. */

#include "office-test.h"

#include "lep-budget-grid.h"
#include "lep-money-tab.h"
#include "lep-record-view.h"
#include "lep-score-matrix.h"
#include "lep-score-row.h"
#include "lep-score-tab.h"
#include "lep-table-page.h"
#include "lep-unsaved.h"

/* A word that counts goes only when that is meant. */
static void
remove_final (AppTest   *test,
              GtkWidget *tab,
              LepRecord *application)
{
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GPtrArray) left = NULL;

      gtk_widget_activate_action (tab, "score.remove", NULL);
      app_answer (i == 0 ? "cancel" : "remove", "do not count any more");
      app_settle ();
      left = find_of_assessor (test, "assessment", application, "Emir Uzorak");
      g_assert_cmpuint (left->len, ==, 1 - i);
    }
}

/* Emir has a sheet that is open, beside that of Amra, which is final. */
static void
test_own_sheet_comes_first (AppTest      *test,
                            gconstpointer data)
{
  LepWindow *window;
  g_autoptr (LepRecord) application = find (test, "application", "reference", "JP-P2/2026-02");
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GPtrArray) sheets = NULL;
  LepRecordPanel *panel;
  GtkWidget      *tab, *drop;

  lep_workspace_set_meta (test->workspace, LEP_META_PERSON, "emir uzorak", NULL);
  window = app_open (test);
  panel = open_tab (window, application, "score");
  tab = tab_of (panel);
  drop = app_find_type (tab, GTK_TYPE_DROP_DOWN);
  g_assert_cmpuint (g_list_model_get_n_items (gtk_drop_down_get_model (GTK_DROP_DOWN (drop))), ==, 1);
  g_assert_true (shows (tab, "What the others gave is shown once your sheet is final."));
  g_assert_false (gtk_widget_get_mapped (app_find_type (tab, LEP_TYPE_SCORE_MATRIX)));
  /* What is not scored yet is not told as missing. */
  g_assert_true (shows (tab, "47 of 60 so far · 4 still to score"));

  /* It cannot be final while points are missing; the reason is told. */
  gtk_widget_activate_action (tab, "score.final", NULL);
  app_settle ();
  g_assert_true (shows (tab, "rule 8"));
  rows = find_all (tab, LEP_TYPE_SCORE_ROW);
  g_assert_cmpuint (rows->len, ==, 8);
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (window)), g_ptr_array_index (rows, 4)));

  /* What is refused is where the keys go too. */
  gtk_editable_set_text (GTK_EDITABLE (child_of_row (g_ptr_array_index (rows, 7), LEP_TYPE_SCORE_ROW, "points_entry")), "18");
  gtk_widget_activate_action (tab, "score.final", NULL);
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (window)), g_ptr_array_index (rows, 7)));

  /* Tab goes on where one section ends and the next begins. */
  gtk_widget_grab_focus (child_of_row (g_ptr_array_index (rows, 1), LEP_TYPE_SCORE_ROW, "comment_entry"));
  gtk_widget_child_focus (GTK_WIDGET (window), GTK_DIR_TAB_FORWARD);
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (window)), g_ptr_array_index (rows, 2)));
  for (guint i = 4; i < 8; i++)
    gtk_editable_set_text (GTK_EDITABLE (child_of_row (g_ptr_array_index (rows, i), LEP_TYPE_SCORE_ROW, "points_entry")), "8");
  g_assert_true (shows (tab, "79 / 100 points, threshold 70"));
  gtk_widget_activate_action (tab, "score.final", NULL);
  app_settle ();
  sheets = find_of_assessor (test, "assessment", application, "Emir Uzorak");
  g_assert_cmpstr (lep_record_get (g_ptr_array_index (sheets, 0), "status"), ==, "final");
  g_assert_true (gtk_widget_get_mapped (app_find_type (tab, LEP_TYPE_SCORE_MATRIX)));
  g_assert_true (shows (tab, "Amra Primjer"));
  remove_final (test, tab, application);
  app_close (window);
}

/* What needs attention, or is found, leads to a score: that of another is not
 * shown before the own sheet. */
static void
test_score_of_another_opens_the_sheets (AppTest      *test,
                                        gconstpointer data)
{
  LepWindow *window;
  g_autoptr (LepRecord) application = find (test, "application", "reference", "JP-P2/2026-02");
  g_autoptr (GPtrArray) scores = find_of_assessor (test, "score", application, "Amra Primjer");
  LepRecordPanel *panel;

  lep_workspace_set_meta (test->workspace, LEP_META_PERSON, "Emir Uzorak", NULL);
  window = app_open (test);
  lep_window_open_record (window, "score", lep_record_get_id (g_ptr_array_index (scores, 0)), "points");
  app_settle ();
  panel = LEP_RECORD_PANEL (app_find_type (GTK_WIDGET (lep_window_get_page (window)), LEP_TYPE_RECORD_PANEL));
  g_assert_cmpstr (lep_record_panel_get_tab (panel), ==, "score");
  g_assert_true (shows (tab_of (panel), "What the others gave is shown once your sheet is final."));
  app_close (window);
}

static void
test_refused_points_stay_with_their_reason (AppTest      *test,
                                            gconstpointer data)
{
  LepWindow *window;
  g_autoptr (LepRecord) application = find (test, "application", "reference", "JP-P2/2026-02");
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GPtrArray) scores = NULL;
  g_autofree char *typed = NULL;
  LepRecordPanel  *panel;
  GtkWidget       *tab, *entry;

  lep_workspace_set_meta (test->workspace, LEP_META_PERSON, "Emir Uzorak", NULL);
  window = app_open (test);
  panel = open_tab (window, application, "score");
  tab = tab_of (panel);
  rows = find_all (tab, LEP_TYPE_SCORE_ROW);
  entry = child_of_row (g_ptr_array_index (rows, 4), LEP_TYPE_SCORE_ROW, "points_entry");
  g_assert_true (shows (tab, "47 of 60 so far"));
  gtk_editable_set_text (GTK_EDITABLE (entry), "11"); /* more than there are: not in the sum */
  g_assert_true (shows (tab, "47 of 60 so far"));
  g_assert_false (lep_record_view_leave (LEP_RECORD_VIEW (panel)));
  g_assert_true (shows (tab, "from 0 to 10"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "11");
  /* Whoever closes the page is told whose points for what they are. */
  typed = lep_unsaved_dup_text (GTK_WIDGET (panel));
  g_assert_true (g_str_has_prefix (typed, "Points of Emir Uzorak for “"));
  g_assert_true (g_str_has_suffix (typed, "”: 11"));
  gtk_editable_set_text (GTK_EDITABLE (entry), "8"); /* what can be given is not refused any more */
  g_assert_false (shows (tab, "from 0 to 10"));
  gtk_editable_set_text (GTK_EDITABLE (entry), "7,5");
  gtk_widget_grab_focus (entry);
  gtk_widget_grab_focus (child_of_row (g_ptr_array_index (rows, 4), LEP_TYPE_SCORE_ROW, "comment_entry"));
  g_assert_true (shows (tab, "“7,5” cannot be given here. Write a whole number from 0 to 10."));
  g_assert_true (app_press (g_ptr_array_index (rows, 4), GDK_KEY_Escape)); /* as the question says */
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
  g_assert_true (shows (tab, "47 of 60 so far"));
  gtk_editable_set_text (GTK_EDITABLE (entry), "many");
  g_assert_false (lep_record_view_leave (LEP_RECORD_VIEW (panel)));

  scores = find_of_assessor (test, "score", application, "Emir Uzorak");
  g_assert_cmpuint (scores->len, ==, 4);

  gtk_editable_set_text (GTK_EDITABLE (entry), "9");
  g_assert_true (lep_record_view_leave (LEP_RECORD_VIEW (panel)));
  app_close (window);
}

/* A grid by which nobody gave points yet can be changed. */
static void
delete_final_sheets (AppTest *test)
{
  g_autoptr (LepQuery) query = lep_query_new ("assessment");
  g_autoptr (LepEdit) edit = lep_edit_new (test->workspace);
  g_autoptr (GPtrArray) sheets = NULL;
  g_autoptr (GError) error = NULL;

  lep_query_add_filter (query, "status", "final");
  sheets = lep_query_run (test->workspace, query, &error);
  for (guint i = 0; error == NULL && i < sheets->len; i++)
    if (lep_edit_row (edit, NULL, "assessment", lep_record_get_id (g_ptr_array_index (sheets, i)), &error))
      lep_edit_life (edit, LEP_LIFE_DELETED);
  lep_edit_commit (edit, &error);
  g_assert_no_error (error);
}

/* Where the comment is what is missing, it is asked for: what is typed does not replace
 * the points. A weight stands beside the most points, so that the sheets add up. */
static void
test_the_missing_comment_is_asked_for (AppTest      *test,
                                       gconstpointer data)
{
  LepWindow *window;
  g_autoptr (LepRecord) application = find (test, "application", "reference", "JP-P2/2026-02");
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (LepEdit) edit = lep_edit_new (test->workspace);
  g_autoptr (GError) error = NULL;
  GtkWidget *tab, *row;

  lep_workspace_set_meta (test->workspace, LEP_META_PERSON, "Emir Uzorak", NULL);
  delete_final_sheets (test);
  window = app_open (test);
  tab = tab_of (open_tab (window, application, "score"));
  rows = find_all (tab, LEP_TYPE_SCORE_ROW);
  lep_edit_row (edit, NULL, "criterion", lep_score_row_get_criterion (g_ptr_array_index (rows, 4)), &error);
  lep_edit_set (edit, "comment_required", "1");
  lep_edit_set (edit, "weight", "2");
  lep_edit_commit (edit, &error);
  g_assert_no_error (error);
  app_settle ();

  g_ptr_array_unref (g_steal_pointer (&rows));
  rows = find_all (tab, LEP_TYPE_SCORE_ROW);
  row = g_ptr_array_index (rows, 4);
  gtk_editable_set_text (GTK_EDITABLE (child_of_row (row, LEP_TYPE_SCORE_ROW, "points_entry")), "9");
  gtk_widget_activate_action (tab, "score.final", NULL);
  app_settle ();
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (window)), child_of_row (row, LEP_TYPE_SCORE_ROW, "comment_entry")));
  gtk_editable_set_text (GTK_EDITABLE (child_of_row (row, LEP_TYPE_SCORE_ROW, "comment_entry")), "Good");
  for (guint i = 0; i < rows->len; i++)
    if (lep_score_row_get_points (g_ptr_array_index (rows, i)) < 0)
      gtk_editable_set_text (GTK_EDITABLE (child_of_row (g_ptr_array_index (rows, i), LEP_TYPE_SCORE_ROW, "points_entry")), "5");
  gtk_widget_activate_action (tab, "score.final", NULL);
  app_settle ();
  g_assert_true (shows (tab, "/ 10 × 2"));
  app_close (window);
}

/* What was decided on keeps its sheets. */
static void
test_sheets_stay_when_it_is_decided (AppTest      *test,
                                     gconstpointer data)
{
  LepWindow *window = app_open (test);
  g_autoptr (LepRecord) application = find (test, "application", "reference", "JP-P1/2025-02");
  GtkWidget *tab = tab_of (open_tab (window, application, "score"));

  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (gtk_widget_get_template_child (tab, LEP_TYPE_SCORE_TAB, "remove_button"))));
  app_close (window);
}

/* Ctrl+Z takes the first points of a criterion away; they can be entered once more. */
static void
test_points_come_back_after_undo (AppTest      *test,
                                  gconstpointer data)
{
  LepWindow *window;
  g_autoptr (LepRecord) application = find (test, "application", "reference", "JP-P2/2026-02");
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GPtrArray) scores = NULL;
  LepRecordPanel *panel;
  GtkEditable    *points, *comment;

  lep_workspace_set_meta (test->workspace, LEP_META_PERSON, "Emir Uzorak", NULL);
  window = app_open (test);
  panel = open_tab (window, application, "score");
  rows = find_all (tab_of (panel), LEP_TYPE_SCORE_ROW);
  points = GTK_EDITABLE (child_of_row (g_ptr_array_index (rows, 4), LEP_TYPE_SCORE_ROW, "points_entry"));
  comment = GTK_EDITABLE (child_of_row (g_ptr_array_index (rows, 4), LEP_TYPE_SCORE_ROW, "comment_entry"));
  gtk_editable_set_text (points, "9");
  gtk_editable_set_text (comment, "Clear.");
  g_assert_true (lep_record_view_leave (LEP_RECORD_VIEW (panel)));
  app_settle ();
  g_action_group_activate_action (G_ACTION_GROUP (window), "undo", NULL);
  app_settle ();
  g_assert_cmpstr (gtk_editable_get_text (points), ==, "");

  gtk_editable_set_text (points, "7");
  g_assert_true (lep_record_view_leave (LEP_RECORD_VIEW (panel)));
  app_settle ();
  g_assert_false (shows (tab_of (panel), "deleted"));
  g_assert_cmpstr (gtk_editable_get_text (points), ==, "7");
  g_assert_cmpstr (gtk_editable_get_text (comment), ==, "");
  scores = find_of_assessor (test, "score", application, "Emir Uzorak");
  g_assert_cmpuint (scores->len, ==, 5);

  g_action_group_activate_action (G_ACTION_GROUP (window), "undo", NULL);
  app_settle ();
  g_assert_cmpstr (gtk_editable_get_text (points), ==, "");
  app_close (window);
}

/* Who types in sheets of paper looks at one sheet after the other. */
static void
test_refused_points_keep_their_sheet (AppTest      *test,
                                      gconstpointer data)
{
  LepWindow *window = app_open (test);
  g_autoptr (LepRecord) application = find (test, "application", "reference", "JP-P2/2026-02");
  g_autoptr (GPtrArray) rows = NULL;
  GtkWidget   *tab = tab_of (open_tab (window, application, "score"));
  GtkWidget   *entry;
  guint        open;
  GtkDropDown *drop = GTK_DROP_DOWN (app_find_type (tab, GTK_TYPE_DROP_DOWN));

  g_assert_cmpuint (g_list_model_get_n_items (gtk_drop_down_get_model (drop)), ==, 2);
  open = gtk_widget_get_visible (child_of_row (tab, LEP_TYPE_SCORE_TAB, "final_button")) ? 0 : 1;
  gtk_drop_down_set_selected (drop, open);
  rows = find_all (tab, LEP_TYPE_SCORE_ROW);
  entry = child_of_row (g_ptr_array_index (rows, 4), LEP_TYPE_SCORE_ROW, "points_entry");
  gtk_editable_set_text (GTK_EDITABLE (entry), "12");
  gtk_drop_down_set_selected (drop, 1 - open);
  g_assert_cmpuint (gtk_drop_down_get_selected (drop), ==, open);
  g_assert_true (shows (tab, "from 0 to 10"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "12");

  gtk_editable_set_text (GTK_EDITABLE (entry), "9");
  gtk_drop_down_set_selected (drop, 1 - open);
  g_assert_cmpuint (gtk_drop_down_get_selected (drop), ==, 1 - open);
  g_assert_false (gtk_widget_get_visible (child_of_row (tab, LEP_TYPE_SCORE_TAB, "final_button")));
  app_close (window);
}

/* What an import does: the sheet that somebody types into is gone. */
static void
delete_assessment (AppTest    *test,
                   LepRecord  *application,
                   const char *assessor)
{
  g_autoptr (GPtrArray) sheets = find_of_assessor (test, "assessment", application, assessor);
  g_autoptr (LepEdit) edit = lep_edit_new (test->workspace);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (sheets->len, ==, 1);
  lep_edit_delete (edit, NULL, "assessment", lep_record_get_id (g_ptr_array_index (sheets, 0)), &error);
  lep_edit_commit (edit, &error);
  g_assert_no_error (error);
  app_settle ();
}

/* A final sheet goes, and a new one is handed out, with the points in it again. */
static void
open_again (AppTest    *test,
            LepRecord  *application,
            const char *assessor)
{
  g_autoptr (GPtrArray) sheets = find_of_assessor (test, "assessment", application, assessor);
  LepRecord *sheet = g_ptr_array_index (sheets, 0);
  g_autoptr (LepEdit) edit = lep_edit_new (test->workspace);
  g_autoptr (GError) error = NULL;

  delete_assessment (test, application, assessor);
  lep_edit_row (edit, lep_record_get_space (sheet), "assessment", NULL, &error);
  lep_edit_set (edit, "application", lep_record_get_id (application));
  lep_edit_set (edit, "assessor", lep_record_get (sheet, "assessor"));
  lep_edit_set (edit, "stage", lep_record_get (sheet, "stage"));
  lep_edit_set (edit, "status", "open");
  lep_edit_set (edit, "interest", "none");
  lep_edit_set (edit, "impartial_on", "2026-06-30");
  lep_edit_commit (edit, &error);
  g_assert_no_error (error);
}

/* How many of these scores have the points. */
static guint
count_points (AppTest         *test,
              const GPtrArray *scores,
              const char      *points)
{
  guint n = 0;

  for (guint i = 0; i < scores->len; i++)
    {
      LepRecord *score = g_ptr_array_index (scores, i);

      lep_record_refresh (score, test->workspace, NULL);
      n += g_strcmp0 (lep_record_get (score, "points"), points) == 0;
    }
  return n;
}

static void
test_points_are_of_the_sheet_they_were_typed_for (AppTest      *test,
                                                  gconstpointer data)
{
  LepWindow *window;
  g_autoptr (LepRecord) application = find (test, "application", "reference", "JP-P2/2026-02");
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GPtrArray) before = find_of_assessor (test, "score", application, "Amra Primjer");
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GPtrArray) own = find_of_assessor (test, "score", application, "Emir Uzorak");
  GtkWidget       *tab, *entry;
  GtkDropDown     *drop;
  GtkStringObject *shown;

  g_assert_cmpuint (count_points (test, own, "1"), ==, 0);
  open_again (test, application, "Amra Primjer");
  window = app_open (test);
  tab = tab_of (open_tab (window, application, "score"));
  drop = GTK_DROP_DOWN (app_find_type (tab, GTK_TYPE_DROP_DOWN));
  shown = gtk_drop_down_get_selected_item (drop);
  if (g_str_equal (gtk_string_object_get_string (shown), "Amra Primjer"))
    gtk_drop_down_set_selected (drop, 1 - gtk_drop_down_get_selected (drop));
  rows = find_all (tab, LEP_TYPE_SCORE_ROW);
  entry = child_of_row (g_ptr_array_index (rows, 1), LEP_TYPE_SCORE_ROW, "points_entry");
  gtk_widget_grab_focus (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), "1");

  delete_assessment (test, application, "Emir Uzorak");
  g_assert_cmpuint (g_list_model_get_n_items (gtk_drop_down_get_model (drop)), ==, 1);
  after = find_of_assessor (test, "score", application, "Amra Primjer");
  g_assert_cmpuint (after->len, ==, before->len);
  for (guint i = 0; i < before->len; i++)
    expect_field (test, g_ptr_array_index (after, i), "points", lep_record_get (g_ptr_array_index (before, i), "points"));
  g_assert_cmpuint (count_points (test, own, "1"), ==, 1);
  app_close (window);
}

static void
test_no_sheet_holds_nobody (AppTest      *test,
                            gconstpointer data)
{
  LepWindow *window;
  g_autoptr (LepRecord) application = find (test, "application", "reference", "JP-P2/2026-02");
  g_autoptr (GPtrArray) rows = NULL;
  LepRecordPanel *panel;
  GtkWidget      *tab;

  delete_assessment (test, application, "Amra Primjer");
  window = app_open (test);
  panel = open_tab (window, application, "score");
  tab = tab_of (panel);
  rows = find_all (tab, LEP_TYPE_SCORE_ROW);
  gtk_editable_set_text (GTK_EDITABLE (child_of_row (g_ptr_array_index (rows, 4), LEP_TYPE_SCORE_ROW, "points_entry")), "many");
  delete_assessment (test, application, "Emir Uzorak");
  g_assert_true (shows (tab, "No assessor is assigned yet."));
  g_assert_null (app_find_type (tab, LEP_TYPE_SCORE_ROW));
  g_assert_true (lep_record_view_leave (LEP_RECORD_VIEW (panel)));
  app_close (window);
}

static void
test_far_apart_asks_for_a_third (AppTest      *test,
                                 gconstpointer data)
{
  LepWindow *window = app_open (test);
  g_autoptr (LepRecord) application = find (test, "application", "reference", "JP-P2/2026-01");
  GtkWidget *tab = tab_of (open_tab (window, application, "score"));

  g_assert_true (shows (tab, "more than 20 percent apart: 89 and 65 points. A third one is asked for."));
  app_close (window);
}

/* What the wheel over a wide table does goes to the page that the table stands in. */
static void
test_wheel_over_a_table_moves_the_page (AppTest      *test,
                                        gconstpointer data)
{
  const GType types[] = { LEP_TYPE_SCORE_TAB, LEP_TYPE_MONEY_TAB, LEP_TYPE_TABLE_PAGE };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      GtkWidget     *whole = g_object_ref_sink (i < 2 ? g_object_new (types[i], NULL) : g_object_new (types[i], "workspace", test->workspace, NULL));
      GtkWidget     *grid = i == 1 ? app_find_type (whole, LEP_TYPE_BUDGET_GRID) : whole;
      GtkWidget     *table = i == 0 ? app_find_type (whole, LEP_TYPE_SCORE_MATRIX) : child_of_row (grid, G_OBJECT_TYPE (grid), "grid");
      GtkWidget     *scroller = gtk_widget_get_ancestor (table, GTK_TYPE_SCROLLED_WINDOW);
      GtkWidget     *page = gtk_widget_get_ancestor (gtk_widget_get_parent (scroller), GTK_TYPE_SCROLLED_WINDOW);
      GtkAdjustment *position = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (page));
      g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (scroller);
      gboolean is_taken = FALSE, sideways = TRUE;

      gtk_adjustment_configure (position, 0, 0, 1000, 10, 100, 400);
      gtk_adjustment_configure (gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (scroller)), 0, 0, 1000, 10, 100, 400);
      for (guint j = 0; j < g_list_model_get_n_items (controllers); j++)
        {
          g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, j);

          if (GTK_IS_EVENT_CONTROLLER_SCROLL (controller))
            {
              g_assert_cmpuint (gtk_event_controller_scroll_get_flags (GTK_EVENT_CONTROLLER_SCROLL (controller)) & GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES,
                                ==, GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
              g_signal_emit_by_name (controller, "scroll", 0.0, 1.0, &is_taken);
              g_signal_emit_by_name (controller, "scroll", 1.0, 0.1, &sideways);
              break;
            }
        }
      g_assert_true (is_taken);
      g_assert_false (sideways); /* that is for the table */
      g_assert_cmpfloat (gtk_adjustment_get_value (position), >, 20);
      g_assert_finalize_object (whole);
    }
}

#define ADD(name, function) g_test_add ("/score/" name, AppTest, NULL, app_set_up, function, app_tear_down)

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  ADD ("own_sheet_comes_first", test_own_sheet_comes_first);
  ADD ("score_of_another_opens_the_sheets", test_score_of_another_opens_the_sheets);
  ADD ("refused_points_stay_with_their_reason", test_refused_points_stay_with_their_reason);
  ADD ("the_missing_comment_is_asked_for", test_the_missing_comment_is_asked_for);
  ADD ("sheets_stay_when_it_is_decided", test_sheets_stay_when_it_is_decided);
  ADD ("points_come_back_after_undo", test_points_come_back_after_undo);
  ADD ("refused_points_keep_their_sheet", test_refused_points_keep_their_sheet);
  ADD ("points_are_of_the_sheet_they_were_typed_for", test_points_are_of_the_sheet_they_were_typed_for);
  ADD ("wheel_over_a_table_moves_the_page", test_wheel_over_a_table_moves_the_page);
  ADD ("no_sheet_holds_nobody", test_no_sheet_holds_nobody);
  ADD ("far_apart_asks_for_a_third", test_far_apart_asks_for_a_third);

  return g_test_run ();
}
