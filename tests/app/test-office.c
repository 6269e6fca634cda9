/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The programme office's pages: the check, the score sheets, the ranking, the
 * board by state, the award; on the two made-up calls of the sample. */

#include "app-other.h"

#include "lep-award-dialog.h"
#include "lep-board-page.h"
#include "lep-check-row.h"
#include "lep-committee-dialog.h"
#include "lep-conflict-page.h"
#include "lep-form.h"
#include "lep-query.h"
#include "lep-ranking-page.h"
#include "lep-ranking-row.h"
#include "lep-record-panel.h"
#include "lep-record-view.h"
#include "lep-score-matrix.h"
#include "lep-score-row.h"

/* The record of @kind whose @field is @value. */
static LepRecord *
find (AppTest    *test,
      const char *kind,
      const char *field,
      const char *value)
{
  g_autoptr (LepQuery) query = lep_query_new (kind);
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError) error = NULL;

  lep_query_add_filter (query, field, value);
  found = lep_query_run (test->workspace, query, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 1);
  return g_object_ref (g_ptr_array_index (found, 0));
}

static void
expect_field (AppTest    *test,
              LepRecord  *record,
              const char *field,
              const char *value)
{
  lep_record_refresh (record, test->workspace, NULL);
  g_assert_cmpstr (lep_record_get (record, field), ==, value);
}

static void
collect (GtkWidget *widget,
         GType      type,
         GPtrArray *found)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    g_ptr_array_add (found, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    collect (child, type, found);
}

static GPtrArray *
find_all (GtkWidget *root,
          GType      type)
{
  GPtrArray *found = g_ptr_array_new ();

  collect (root, type, found);
  return found;
}

/* Whether some label that can be seen below @root holds @text. */
static gboolean
shows (GtkWidget  *root,
       const char *text)
{
  g_autoptr (GPtrArray) labels = find_all (root, GTK_TYPE_LABEL);

  for (guint i = 0; i < labels->len; i++)
    if (gtk_widget_get_mapped (g_ptr_array_index (labels, i)) && strstr (gtk_label_get_label (g_ptr_array_index (labels, i)), text) != NULL)
      return TRUE;
  return FALSE;
}

static LepRecordPanel *
open_tab (LepWindow  *window,
          LepRecord  *application,
          const char *tab)
{
  const LepTarget target = { .kind = "application", .id = lep_record_get_id (application), .tab = tab };
  LepRecordPanel *panel;

  lep_window_go (window, "applications", &target);
  app_settle ();
  panel = LEP_RECORD_PANEL (app_find_type (GTK_WIDGET (lep_window_get_page (window)), LEP_TYPE_RECORD_PANEL));
  g_assert_cmpstr (lep_record_get_id (lep_record_panel_get_record (panel)), ==, lep_record_get_id (application));
  g_assert_cmpstr (lep_record_panel_get_tab (panel), ==, tab);
  return panel;
}

static GtkWidget *
tab_of (LepRecordPanel *panel)
{
  g_autoptr (GPtrArray) stacks = find_all (GTK_WIDGET (panel), GTK_TYPE_STACK);

  for (guint i = 0; i < stacks->len; i++)
    {
      GtkWidget *child = gtk_stack_get_child_by_name (g_ptr_array_index (stacks, i), lep_record_panel_get_tab (panel));

      if (child != NULL)
        return adw_bin_get_child (ADW_BIN (child));
    }
  g_assert_not_reached ();
}

static GtkWidget *
child_of_row (GtkWidget  *row,
              GType       type,
              const char *name)
{
  return GTK_WIDGET (gtk_widget_get_template_child (row, type, name));
}

static void
press (GtkWidget  *row,
       const char *button)
{
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (child_of_row (row, LEP_TYPE_CHECK_ROW, button)), TRUE);
  app_settle ();
}

static void
test_check_leads_to_in_order (AppTest      *test,
                              gconstpointer data)
{
  LepWindow *window = app_open (test);
  g_autoptr (LepRecord) application = find (test, "application", "reference", "JP-P2/2026-03");
  g_autoptr (GPtrArray) rows = NULL;
  LepRecordPanel *panel = open_tab (window, application, "check");
  GtkWidget      *tab = tab_of (panel);

  rows = find_all (tab, LEP_TYPE_CHECK_ROW);
  g_assert_cmpuint (rows->len, ==, 6);
  g_assert_true (shows (tab, "3 requirements are not answered yet."));

  /* As long as something is open, it is not in order; the action does nothing. */
  gtk_widget_activate_action (tab, "check.in-order", NULL);
  expect_field (test, application, "status", "full_received");
  for (guint i = 3; i < 6; i++)
    press (g_ptr_array_index (rows, i), i == 5 ? "not_applicable_button" : "yes_button");
  g_assert_true (shows (tab, "All requirements are met or do not apply."));
  g_assert_cmpstr (lep_check_row_get_answer (g_ptr_array_index (rows, 5)), ==, "not_applicable");
  gtk_widget_activate_action (tab, "check.in-order", NULL);
  app_settle ();
  expect_field (test, application, "status", "full_admin_ok");
  app_close (window);
}

static void
test_check_leads_to_rejection (AppTest      *test,
                               gconstpointer data)
{
  LepWindow *window = app_open (test);
  g_autoptr (LepRecord) application = find (test, "application", "reference", "JP-P2/2026-03");
  g_autoptr (LepQuery) query = lep_query_new ("check");
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GPtrArray) checks = NULL;
  LepRecordPanel *panel = open_tab (window, application, "check");
  GtkWidget      *tab = tab_of (panel);
  GtkWidget      *note;

  rows = find_all (tab, LEP_TYPE_CHECK_ROW);
  note = child_of_row (g_ptr_array_index (rows, 4), LEP_TYPE_CHECK_ROW, "note_entry");
  gtk_editable_set_text (GTK_EDITABLE (note), "No seal");
  press (g_ptr_array_index (rows, 4), "no_button");
  g_assert_true (shows (tab, "1 requirement is not met."));
  lep_query_add_filter (query, "answer", "no");
  lep_query_add_filter (query, "application", lep_record_get_id (application));
  checks = lep_query_run (test->workspace, query, NULL);
  g_assert_cmpuint (checks->len, ==, 1);
  g_assert_cmpstr (lep_record_get (g_ptr_array_index (checks, 0), "note"), ==, "No seal");
  g_assert_cmpstr (lep_record_get (g_ptr_array_index (checks, 0), "by"), ==, "Coordinator");
  g_assert_nonnull (lep_record_get (g_ptr_array_index (checks, 0), "checked_on"));
  gtk_widget_activate_action (tab, "check.not-in-order", NULL);
  app_settle ();
  expect_field (test, application, "status", "full_received");
  g_assert_nonnull (lep_record_get (application, "decided_on"));
  g_assert_true (shows (tab, "It is not scored and not ranked."));
  app_close (window);
}

/* What of @kind, sheet or points, an assessor wrote about an application. */
static GPtrArray *
find_of_assessor (AppTest    *test,
                  const char *kind,
                  LepRecord  *application,
                  const char *name)
{
  g_autoptr (LepRecord) assessor = find (test, "assessor", "name", name);
  g_autoptr (LepQuery) query = lep_query_new (kind);

  lep_query_add_filter (query, "application", lep_record_get_id (application));
  lep_query_add_filter (query, "assessor", lep_record_get_id (assessor));
  return lep_query_run (test->workspace, query, NULL);
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
  g_assert_true (shows (tab, "47 / 100 points, threshold 70"));

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
  LepRecordPanel *panel;
  GtkWidget      *tab, *entry;

  lep_workspace_set_meta (test->workspace, LEP_META_PERSON, "Emir Uzorak", NULL);
  window = app_open (test);
  panel = open_tab (window, application, "score");
  tab = tab_of (panel);
  rows = find_all (tab, LEP_TYPE_SCORE_ROW);
  entry = child_of_row (g_ptr_array_index (rows, 4), LEP_TYPE_SCORE_ROW, "points_entry");
  gtk_editable_set_text (GTK_EDITABLE (entry), "11");
  g_assert_false (lep_record_view_leave (LEP_RECORD_VIEW (panel)));
  g_assert_true (shows (tab, "0 to 10 points"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "11");
  gtk_editable_set_text (GTK_EDITABLE (entry), "many");
  g_assert_false (lep_record_view_leave (LEP_RECORD_VIEW (panel)));

  scores = find_of_assessor (test, "score", application, "Emir Uzorak");
  g_assert_cmpuint (scores->len, ==, 4);

  gtk_editable_set_text (GTK_EDITABLE (entry), "9");
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

static GtkWidget *
open_ranking (LepWindow *window,
              LepRecord *call)
{
  const LepTarget target = { .kind = "call", .id = lep_record_get_id (call) };
  GtkWidget      *page;

  lep_window_go (window, "ranking", &target);
  page = GTK_WIDGET (lep_window_get_page (window));
  g_assert_true (LEP_IS_RANKING_PAGE (page));
  return page;
}

static void
test_ranking_has_lines_and_places (AppTest      *test,
                                   gconstpointer data)
{
  LepWindow *window = app_open (test);
  g_autoptr (LepRecord) call = find (test, "call", "reference", "JP-P1/2025");
  g_autoptr (LepRecord) third = find (test, "application", "reference", "JP-P1/2025-03");
  g_autoptr (GPtrArray) rows = NULL;
  GtkWidget *page = open_ranking (window, call);

  app_wait_until (app_find_type (page, LEP_TYPE_RANKING_ROW) != NULL);
  app_settle ();
  rows = find_all (page, LEP_TYPE_RANKING_ROW);
  g_assert_cmpuint (rows->len, ==, 6);
  g_assert_cmpstr (lep_ranking_row_get_id (g_ptr_array_index (rows, 2)), ==, lep_record_get_id (third));
  g_assert_true (shows (page, "Reserve list"));
  g_assert_true (shows (page, "left in the envelope: 45,275.20"));
  g_assert_true (shows (page, "Below the threshold of 70 points"));
  g_assert_true (shows (page, "= 79.0"));
  g_assert_true (shows (page, "Reserve 2"));
  g_assert_true (shows (page, "higher sum in “Relevantnost”"));
  g_assert_true (shows (page, "Marko Uzorak has an interest"));
  app_close (window);
}

static void
test_ranking_waits_for_the_own_sheet (AppTest      *test,
                                      gconstpointer data)
{
  LepWindow *window;
  g_autoptr (LepRecord) call = find (test, "call", "reference", "JP-P2/2026");
  GtkWidget *page;

  lep_workspace_set_meta (test->workspace, LEP_META_PERSON, "Emir Uzorak", NULL);
  window = app_open (test);
  page = open_ranking (window, call);
  app_wait_until (shows (page, "Your own sheets come first"));
  g_assert_null (app_find_type (page, LEP_TYPE_RANKING_ROW));
  app_close (window);
}

static void
set_field (LepWorkspace *workspace,
           LepRecord    *record,
           const char   *field,
           const char   *value)
{
  g_autoptr (LepEdit) edit = lep_edit_new (workspace);
  g_autoptr (GError) error = NULL;

  lep_edit_row (edit, lep_record_get_space (record), lep_record_get_kind_name (record), lep_record_get_id (record), &error);
  lep_edit_set (edit, field, value);
  lep_edit_commit (edit, &error);
  g_assert_no_error (error);
}

/* The later stage that has begun comes first; the switch leads back to the other,
 * also where a stage has nothing to show. */
static void
test_ranking_of_both_stages (AppTest      *test,
                             gconstpointer data)
{
  LepWindow *window = app_open (test);
  g_autoptr (LepRecord) call = find (test, "call", "reference", "JP-P2/2026");
  g_autoptr (LepRecord) other = find (test, "call", "reference", "JP-P1/2025");
  GtkWidget *page = open_ranking (window, other), *drop;

  app_wait_until (app_find_type (page, LEP_TYPE_RANKING_ROW) != NULL);
  drop = GTK_WIDGET (gtk_widget_get_template_child (page, LEP_TYPE_RANKING_PAGE, "stage_drop"));
  g_assert_false (gtk_widget_get_mapped (drop));

  set_field (test->workspace, call, "stages", "two");
  open_ranking (window, call);
  app_wait_until (shows (page, "at or above 70"));
  g_assert_true (gtk_widget_get_mapped (drop));
  g_assert_cmpuint (gtk_drop_down_get_selected (GTK_DROP_DOWN (drop)), ==, 1);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop), 0);
  app_wait_until (shows (page, "good enough"));
  g_assert_cmpuint (gtk_drop_down_get_selected (GTK_DROP_DOWN (drop)), ==, 0);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop), 1);
  app_wait_until (shows (page, "at or above 70"));
  app_close (window);
}

static gboolean
has_label_text (GtkWidget    *widget,
                gconstpointer data)
{
  return GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), data) == 0;
}

static void
test_ranking_leads_to_a_conflict (AppTest      *test,
                                  gconstpointer data)
{
  g_autoptr (LepSurroundings) own = surroundings_of (test, "state");
  g_autoptr (LepRecord) call = find (test, "call", "reference", "JP-P2/2026");
  g_autoptr (LepRecord) application = find (test, "application", "reference", "JP-P2/2026-02");
  g_autofree char *file = NULL;
  Other            other;
  LepWindow       *window;
  GtkWidget       *page;

  other_init (&other, test, "second", FALSE);
  set_field (test->workspace, application, "title", "Ours");
  set_field (other.workspace, application, "title", "Theirs");
  file = export_from (test, other.workspace, other.surroundings, (LepExportOptions){ .full = TRUE });
  import_into (test->workspace, own, file);

  window = app_open (test);
  page = open_ranking (window, call);
  app_wait_until (shows (page, "two values stand side by side"));
  g_signal_emit_by_name (app_find (page, has_label_text, "Decide …"), "clicked");
  app_settle ();
  g_assert_true (LEP_IS_CONFLICT_PAGE (lep_window_get_page (window)));
  g_assert_true (shows (GTK_WIDGET (lep_window_get_page (window)), "Theirs"));
  app_close (window);
  other_clear (&other);
}

static GtkWidget *
find_window (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (window, type))
        return window;
    }
  return NULL;
}

static void
set_row (GtkWidget  *dialog,
         const char *field,
         const char *value)
{
  LepForm *form = LEP_FORM (app_find_type (dialog, LEP_TYPE_FORM));

  lep_field_row_show_value (lep_form_get_row (form, field), value);
}

static void
test_award_makes_the_project (AppTest      *test,
                              gconstpointer data)
{
  LepWindow *window = app_open (test);
  g_autoptr (LepRecord) call = find (test, "call", "reference", "JP-P1/2025");
  g_autoptr (LepRecord) application = find (test, "application", "reference", "JP-P1/2025-02");
  g_autoptr (LepRecord) project = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  GtkWidget *page = open_ranking (window, call), *dialog, *make;

  app_wait_until (app_find_type (page, LEP_TYPE_RANKING_ROW) != NULL);
  gtk_widget_activate_action (page, "ranking.award", NULL);
  dialog = find_window (LEP_TYPE_AWARD_DIALOG);
  g_assert_nonnull (dialog);
  app_settle ();
  g_assert_true (shows (dialog, "1. Signature: 120,000.00"));
  make = app_find (dialog, has_label_text, "_Make the project");

  /* What the contract needs and is not there is asked for, field by field. */
  g_signal_emit_by_name (make, "clicked");
  g_assert_true (shows (dialog, "the contract needs it"));
  expect_field (test, application, "status", "selected");

  set_row (dialog, "activity", "retraining");
  set_row (dialog, "start", "2025-05-01");
  set_row (dialog, "end", "2026-04-30");
  g_signal_emit_by_name (make, "clicked");
  app_settle ();
  g_assert_null (find_window (LEP_TYPE_AWARD_DIALOG));
  expect_field (test, application, "status", "contracted");
  project = find (test, "project", "application", lep_record_get_id (application));
  expect_field (test, project, "grant", "24000000");
  expect_field (test, project, "cofinancing", "8000000");
  app_close (window);
}

static void
test_board_groups_by_state (AppTest      *test,
                            gconstpointer data)
{
  LepWindow *window = app_open (test);
  g_autoptr (LepRecord) call = find (test, "call", "reference", "JP-P1/2025");
  const LepTarget target = { .kind = "call", .id = lep_record_get_id (call) };
  GtkWidget      *page;

  lep_window_go (window, "board", &target);
  page = GTK_WIDGET (lep_window_get_page (window));
  g_assert_true (LEP_IS_BOARD_PAGE (page));
  app_wait_until (shows (page, "Late"));
  g_assert_true (shows (page, "Selected"));
  g_assert_true (shows (page, "JP-P1/2025-10"));
  g_assert_true (shows (page, "3 copies"));
  app_close (window);
}

static void
test_committee_hands_out_sheets (AppTest      *test,
                                 gconstpointer data)
{
  LepWindow *window = app_open (test);
  g_autoptr (LepRecord) call = find (test, "call", "reference", "JP-P2/2026");
  g_autoptr (LepRecord) application = find (test, "application", "reference", "JP-P2/2026-02");
  g_autoptr (LepQuery) query = lep_query_new ("assessment");
  g_autoptr (GPtrArray) sheets = NULL;
  GtkWidget *dialog;

  lep_committee_dialog_open (GTK_WIDGET (window), test->workspace, lep_record_get_id (call));
  dialog = find_window (LEP_TYPE_COMMITTEE_DIALOG);
  g_assert_nonnull (dialog);
  app_settle ();
  gtk_editable_set_text (GTK_EDITABLE (gtk_widget_get_template_child (dialog, LEP_TYPE_COMMITTEE_DIALOG, "name_entry")), "Nova Primjer");
  g_signal_emit_by_name (app_find (dialog, has_label_text, "A_dd"), "clicked");
  g_signal_emit_by_name (app_find (dialog, has_label_text, "_Hand out sheets"), "clicked");
  app_settle ();
  g_assert_null (find_window (LEP_TYPE_COMMITTEE_DIALOG));
  lep_query_add_filter (query, "application", lep_record_get_id (application));
  sheets = lep_query_run (test->workspace, query, NULL);
  g_assert_cmpuint (sheets->len, ==, 3);
  app_close (window);
}

#define ADD(name, function) g_test_add ("/office/" name, AppTest, NULL, app_set_up, function, app_tear_down)

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  ADD ("check_leads_to_in_order", test_check_leads_to_in_order);
  ADD ("check_leads_to_rejection", test_check_leads_to_rejection);
  ADD ("own_sheet_comes_first", test_own_sheet_comes_first);
  ADD ("score_of_another_opens_the_sheets", test_score_of_another_opens_the_sheets);
  ADD ("refused_points_stay_with_their_reason", test_refused_points_stay_with_their_reason);
  ADD ("far_apart_asks_for_a_third", test_far_apart_asks_for_a_third);
  ADD ("ranking_has_lines_and_places", test_ranking_has_lines_and_places);
  ADD ("ranking_of_both_stages", test_ranking_of_both_stages);
  ADD ("ranking_leads_to_a_conflict", test_ranking_leads_to_a_conflict);
  ADD ("ranking_waits_for_the_own_sheet", test_ranking_waits_for_the_own_sheet);
  ADD ("award_makes_the_project", test_award_makes_the_project);
  ADD ("board_groups_by_state", test_board_groups_by_state);
  ADD ("committee_hands_out_sheets", test_committee_hands_out_sheets);

  return g_test_run ();
}
