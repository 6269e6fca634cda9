/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The programme office's pages: the check, the ranking, the board by
 * state, the award; on the two made-up calls of the sample. */

#include "app-other.h"
#include "office-test.h"

#include "lep-award-dialog.h"
#include "lep-board-page.h"
#include "lep-record-dialog.h"
#include "lep-check-row.h"
#include "lep-committee-dialog.h"
#include "lep-conflict-page.h"
#include "lep-form.h"
#include "lep-list-report.h"
#include "lep-ranking-page.h"
#include "lep-ranking-row.h"
#include "lep-score-matrix.h"

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
  g_assert_false (shows (tab, "between receipt and decision"));
  gtk_widget_activate_action (tab, "check.in-order", NULL);
  app_settle ();
  expect_field (test, application, "status", "full_admin_ok");
  g_assert_true (shows (tab, "All requirements are met or do not apply. Answers can be changed between receipt and decision; after it the state has to be taken back first."));
  app_close (window);
}

/* An answer that was taken back is given once more. */
static void
test_answer_comes_back_after_undo (AppTest      *test,
                                   gconstpointer data)
{
  LepWindow *window = app_open (test);
  g_autoptr (LepRecord) application = find (test, "application", "reference", "JP-P2/2026-03");
  g_autoptr (GPtrArray) rows = NULL;
  GtkWidget *tab = tab_of (open_tab (window, application, "check"));

  rows = find_all (tab, LEP_TYPE_CHECK_ROW);
  press (g_ptr_array_index (rows, 4), "yes_button");
  g_assert_true (shows (tab, "2 requirements are not answered yet."));
  g_action_group_activate_action (G_ACTION_GROUP (window), "undo", NULL);
  app_settle ();
  g_assert_true (shows (tab, "3 requirements are not answered yet."));
  press (g_ptr_array_index (rows, 4), "not_applicable_button");
  g_assert_true (shows (tab, "2 requirements are not answered yet."));
  g_assert_false (shows (tab, "deleted"));
  g_assert_false (lep_check_row_is_changed (g_ptr_array_index (rows, 4)));
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

/* In large text a page is no wider than a window of 1024. */
static void
expect_to_fit (GtkWidget *page)
{
  GtkSettings *settings = gtk_widget_get_settings (page);
  int          dpi, width;

  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  g_object_set (settings, "gtk-xft-dpi", 2 * 96 * 1024, NULL);
  gtk_widget_measure (page, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  g_object_set (settings, "gtk-xft-dpi", dpi, NULL);
  g_assert_cmpint (width, <=, 1024);
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
  expect_to_fit (page);
  set_field (test->workspace, third, "currency", "EUR");
  app_wait_until (shows (page, "asked for "));
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
  g_signal_emit_by_name (app_find (page, has_label_text, "Decide…"), "clicked");
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

  /* What is typed goes when that is asked for twice. */
  set_row (dialog, "agreement_no", "7");
  gtk_window_close (GTK_WINDOW (dialog));
  g_assert_nonnull (find_window (LEP_TYPE_AWARD_DIALOG));
  g_assert_true (shows (dialog, "The project is not made yet."));

  /* What the contract needs and is not there is asked for, field by field. */
  g_signal_emit_by_name (make, "clicked");
  g_assert_true (shows (dialog, "the contract needs it"));
  expect_field (test, application, "status", "selected");

  /* What a rule refuses is said beside the field. */
  set_row (dialog, "activity", "retraining");
  set_row (dialog, "start", "2025-05-01");
  set_row (dialog, "end", "2024-04-30");
  g_signal_emit_by_name (make, "clicked");
  g_assert_nonnull (lep_field_row_get_error (lep_form_get_row (LEP_FORM (app_find_type (dialog, LEP_TYPE_FORM)), "end")));
  set_row (dialog, "end", "2026-04-30");
  set_row (dialog, "grant", "99000000");
  g_signal_emit_by_name (make, "clicked");
  g_assert_nonnull (lep_field_row_get_error (lep_form_get_row (LEP_FORM (app_find_type (dialog, LEP_TYPE_FORM)), "grant")));
  expect_field (test, application, "status", "selected");

  set_row (dialog, "grant", "24000000");
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
test_award_says_what_the_project_costs (AppTest      *test,
                                        gconstpointer data)
{
  LepWindow *window = app_open (test);
  g_autoptr (LepRecord) call = find (test, "call", "reference", "JP-P1/2025");
  GtkWidget *page = open_ranking (window, call), *dialog;

  app_wait_until (app_find_type (page, LEP_TYPE_RANKING_ROW) != NULL);
  gtk_widget_activate_action (page, "ranking.award", NULL);
  dialog = find_window (LEP_TYPE_AWARD_DIALOG);
  g_assert_nonnull (dialog);
  app_settle ();
  g_assert_true (shows (dialog, "Total 320,000.00\302\240KM, of which the partners bring 80,000.00\302\240KM (25.00\302\240%)."));
  g_assert_false (shows (dialog, "The application is for"));
  set_row (dialog, "grant", "23000000");
  lep_field_row_leave (lep_form_get_row (LEP_FORM (app_find_type (dialog, LEP_TYPE_FORM)), "grant"));
  g_assert_true (shows (dialog, "The application is for 320,000.00\302\240KM: the project has to cost 10,000.00\302\240KM less"));
  gtk_window_destroy (GTK_WINDOW (dialog));
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
  g_assert_false (shows (page, "Both stages")); /* the call has one */
  app_close (window);
}

/* The first step stands on the empty board, and Ctrl+N takes it: an application to this call. */
static void
test_empty_board_offers_its_first_step (AppTest      *test,
                                        gconstpointer data)
{
  LepWindow *window = app_open (test);
  g_autoptr (LepEdit) edit = lep_edit_new (test->workspace);
  g_autoptr (GError) error = NULL;
  g_autoptr (LepRecord) other = find (test, "call", "reference", "JP-P1/2025");
  g_autofree char *id = NULL;
  LepTarget        target = { .kind = "call" };
  GtkWidget       *dialog;

  lep_edit_row (edit, NULL, "call", NULL, &error);
  lep_edit_set (edit, "programme", lep_record_get (other, "programme"));
  lep_edit_set (edit, "reference", "JP-9/2027");
  lep_edit_set (edit, "title", "Welders");
  id = g_strdup (lep_edit_last_id (edit));
  lep_edit_commit (edit, &error);
  g_assert_no_error (error);

  target.id = id;
  lep_window_go (window, "board", &target);
  app_wait_until (shows (GTK_WIDGET (window), "No applications here yet"));
  g_action_group_activate_action (G_ACTION_GROUP (window), "new", NULL);
  dialog = app_find_window (LEP_TYPE_RECORD_DIALOG);
  g_assert_nonnull (dialog);
  app_wait_until (shows (dialog, "Welders"));
  gtk_window_destroy (GTK_WINDOW (dialog));
  app_close (window);
}

static void
write_field (AppTest    *test,
             LepRecord  *record,
             const char *field,
             const char *value)
{
  g_autoptr (LepEdit) edit = lep_edit_new (test->workspace);
  g_autoptr (GError) error = NULL;

  lep_edit_row (edit, lep_record_get_space (record), lep_record_get_kind_name (record), lep_record_get_id (record), &error);
  lep_edit_set (edit, field, value);
  lep_edit_commit (edit, &error);
  g_assert_no_error (error);
  lep_record_refresh (record, test->workspace, NULL);
}

/* What is asked for without a currency is in that of the call, on the board, in the list
 * and in its print. */
static void
test_amounts_are_in_the_currency_of_the_call (AppTest      *test,
                                              gconstpointer data)
{
  LepWindow *window = app_open (test);
  g_autoptr (LepRecord) call = find (test, "call", "reference", "JP-P1/2025");
  g_autoptr (LepRecord) application = find (test, "application", "reference", "JP-P1/2025-10");
  g_autoptr (LepListPrint) print = g_new0 (LepListPrint, 1);
  const LepReportInput input = { .workspace = test->workspace, .locale = lep_locale_find ("en") };
  LepTarget            target = { .kind = "call", .id = lep_record_get_id (call) };
  g_autofree char     *filter = g_strdup_printf ("call=%s", target.id);
  g_autoptr (LepReport) report = NULL;
  const LepTable *table;

  write_field (test, call, "currency", "JPY");
  write_field (test, application, "requested", "12345670");
  write_field (test, application, "currency", NULL);
  lep_window_go (window, "board", &target);
  app_wait_until (shows (GTK_WIDGET (lep_window_get_page (window)), "12,345,670\302\240JPY"));

  target = (LepTarget){ .filter = filter };
  lep_window_go (window, "applications", &target);
  app_wait_until (shows (GTK_WIDGET (lep_window_get_page (window)), "12,345,670\302\240JPY"));
  write_field (test, application, "requested", "12345680"); /* the row follows */
  app_wait_until (shows (GTK_WIDGET (lep_window_get_page (window)), "12,345,680\302\240JPY"));

  print->query = lep_query_new ("application");
  lep_query_add_filter (print->query, "reference", "JP-P1/2025-10");
  lep_query_add_column (print->query, LEP_COLUMN_CURRENCY);
  print->columns = lep_list_columns ("application");
  for (guint i = print->columns->len; i > 0; i--)
    if (g_strcmp0 (g_array_index (print->columns, LepListColumn, i - 1).name, "requested") != 0)
      g_array_remove_index (print->columns, i - 1);
  report = lep_list_print_make (print, &input, NULL);
  g_assert_nonnull (report);
  table = lep_report_block (report, 0)->table;
  g_assert_cmpstr (lep_table_column (table, 0)->title, ==, "Requested, JPY");
  g_assert_cmpint (lep_row_cell (lep_table_row (table, 0), 0)->number, ==, 12345680);
  g_assert_cmpuint (lep_row_cell (lep_table_row (table, 0), 0)->scale, ==, 0);
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
  /* A name that is typed and not added yet is not thrown away, and is meant, too. */
  gtk_editable_set_text (GTK_EDITABLE (gtk_widget_get_template_child (dialog, LEP_TYPE_COMMITTEE_DIALOG, "name_entry")), "Druga Primjer");
  gtk_window_close (GTK_WINDOW (dialog));
  g_assert_nonnull (find_window (LEP_TYPE_COMMITTEE_DIALOG));
  g_assert_true (shows (dialog, "The assessor is not added yet."));
  g_signal_emit_by_name (app_find (dialog, has_label_text, "_Hand out sheets"), "clicked");
  app_settle ();
  g_assert_null (find_window (LEP_TYPE_COMMITTEE_DIALOG));
  lep_query_add_filter (query, "application", lep_record_get_id (application));
  sheets = lep_query_run (test->workspace, query, NULL);
  g_assert_cmpuint (sheets->len, ==, 4);
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
  ADD ("answer_comes_back_after_undo", test_answer_comes_back_after_undo);
  ADD ("check_leads_to_rejection", test_check_leads_to_rejection);
  ADD ("ranking_has_lines_and_places", test_ranking_has_lines_and_places);
  ADD ("ranking_of_both_stages", test_ranking_of_both_stages);
  ADD ("ranking_leads_to_a_conflict", test_ranking_leads_to_a_conflict);
  ADD ("ranking_waits_for_the_own_sheet", test_ranking_waits_for_the_own_sheet);
  ADD ("award_makes_the_project", test_award_makes_the_project);
  ADD ("award_says_what_the_project_costs", test_award_says_what_the_project_costs);
  ADD ("board_groups_by_state", test_board_groups_by_state);
  ADD ("empty_board_offers_its_first_step", test_empty_board_offers_its_first_step);
  ADD ("amounts_are_in_the_currency_of_the_call", test_amounts_are_in_the_currency_of_the_call);
  ADD ("committee_hands_out_sheets", test_committee_hands_out_sheets);

  return g_test_run ();
}
