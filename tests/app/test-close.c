/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nothing typed goes unasked, and Tab goes as one reads. */

#include "app-test.h"

#include "lep-draft.h"
#include "lep-field-row.h"
#include "lep-list-page.h"
#include "lep-query.h"
#include "lep-record-dialog.h"
#include "lep-result-dialog.h"
#include "lep-state-button.h"

static gboolean
is_open (gpointer window)
{
  g_autoptr (GList) all = gtk_window_list_toplevels ();

  return g_list_find (all, window) != NULL;
}

/* Returns: (transfer none) (nullable): the question that is being asked */
static AdwMessageDialog *
find_question (void)
{
  g_autoptr (GList) all = gtk_window_list_toplevels ();

  for (GList *l = all; l != NULL; l = l->next)
    if (ADW_IS_MESSAGE_DIALOG (l->data) && gtk_widget_get_visible (l->data))
      return l->data;

  return NULL;
}

static void
answer (const char *response)
{
  AdwMessageDialog *question = find_question ();

  g_assert_nonnull (question);
  adw_message_dialog_response (question, response);
  app_settle ();
}

static gboolean
is_row_of (GtkWidget    *widget,
           gconstpointer field)
{
  return LEP_IS_FIELD_ROW (widget) && gtk_widget_get_mapped (widget) &&
         g_strcmp0 (lep_field_row_get_name (LEP_FIELD_ROW (widget)), field) == 0;
}

static void
type_in (GtkWidget  *root,
         const char *field,
         const char *text)
{
  GtkWidget *row = app_find (root, is_row_of, field);

  g_assert_nonnull (row);
  gtk_editable_set_text (GTK_EDITABLE (LEP_FIELD_ROW_GET_CLASS (row)->get_editor (LEP_FIELD_ROW (row))), text);
}

static gboolean
is_button_of (GtkWidget    *widget,
              gconstpointer label)
{
  return GTK_IS_BUTTON (widget) && gtk_widget_get_mapped (widget) &&
         g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0;
}

static void
press (GtkWidget  *root,
       const char *label)
{
  GtkWidget *button = app_find (root, is_button_of, label);

  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  app_settle ();
}

static LepWindow *
open_projects (AppTest *test)
{
  LepWindow *window = app_open (test);

  app_wait_until (gtk_widget_get_mapped (GTK_WIDGET (window)));
  lep_window_go (window, "projects", NULL);
  app_settle ();

  return window;
}

static void
test_window_asks_before_a_draft_goes (AppTest      *test,
                                      gconstpointer data)
{
  LepWindow *window = open_projects (test);

  gtk_widget_activate_action (GTK_WIDGET (lep_window_get_page (window)), "page.new", NULL);
  app_settle ();
  type_in (GTK_WIDGET (window), "title", "Welders");
  lep_window_go (window, "overview", NULL);

  gtk_window_close (GTK_WINDOW (window));
  app_settle ();
  g_assert_true (is_open (window));
  g_assert_cmpstr (lep_page_get_name (lep_window_get_page (window)), ==, "projects");
  answer ("stay");
  g_assert_true (is_open (window));

  gtk_window_close (GTK_WINDOW (window));
  answer ("close");
  g_assert_false (is_open (window));
  g_assert_finalize_object (window);
}

static void
test_window_asks_before_a_refused_value_goes (AppTest      *test,
                                              gconstpointer data)
{
  LepWindow *window = app_open (test);
  g_autoptr (LepQuery) query = lep_query_new ("project");
  g_autoptr (GPtrArray) projects = lep_query_run (test->workspace, query, NULL);

  app_wait_until (gtk_widget_get_mapped (GTK_WIDGET (window)));
  lep_window_open_record (window, "project", lep_record_get_id (g_ptr_array_index (projects, 0)), NULL);
  app_settle ();
  type_in (GTK_WIDGET (window), "start", "30.2.2026.");
  gtk_window_close (GTK_WINDOW (window));
  answer ("stay");
  g_assert_true (is_open (window));

  type_in (GTK_WIDGET (window), "start", "");
  gtk_window_close (GTK_WINDOW (window));
  app_settle ();
  g_assert_false (is_open (window));
  g_assert_finalize_object (window);
}

static gboolean
wait_in_thread (gpointer      data,
                LepProgress  *progress,
                GCancellable *cancellable,
                GError      **error)
{
  GPollFD fd;

  if (g_cancellable_make_pollfd (cancellable, &fd))
    {
      g_poll (&fd, 1, 20000);
      g_cancellable_release_fd (cancellable);
    }

  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

static void
test_window_waits_for_cancelled_work (AppTest      *test,
                                      gconstpointer data)
{
  LepWindow *window = app_open (test);

  app_wait_until (gtk_widget_get_mapped (GTK_WIDGET (window)));
  g_assert_true (lep_window_run_job (window, "Waiting", GTK_WIDGET (window), wait_in_thread, NULL, NULL, NULL));
  gtk_window_close (GTK_WINDOW (window));
  answer ("stay");
  g_assert_true (is_open (window));

  gtk_window_close (GTK_WINDOW (window));
  answer ("close");
  app_wait_until (!is_open (window));
  app_settle ();
  g_assert_finalize_object (window);
}

static void
test_window_names_all_that_would_go (AppTest      *test,
                                     gconstpointer data)
{
  LepWindow *window = open_projects (test);

  gtk_widget_activate_action (GTK_WIDGET (lep_window_get_page (window)), "page.new", NULL);
  app_settle ();
  type_in (GTK_WIDGET (window), "title", "Welders");
  g_assert_true (lep_window_run_job (window, "Waiting", GTK_WIDGET (window), wait_in_thread, NULL, NULL, NULL));
  gtk_window_close (GTK_WINDOW (window));
  g_assert_nonnull (strstr (adw_message_dialog_get_body (find_question ()), "This is not saved"));
  g_assert_nonnull (strstr (adw_message_dialog_get_body (find_question ()), "Work is under way"));
  answer ("close");
  app_wait_until (!is_open (window));
  app_settle ();
  g_assert_finalize_object (window);
}

static void
test_dialog_asks_before_a_draft_goes (AppTest      *test,
                                      gconstpointer data)
{
  LepWindow *window = app_open (test);
  GtkWidget *dialog;

  dialog = lep_record_dialog_new (GTK_WIDGET (window), test->workspace, "organisation");
  gtk_window_present (GTK_WINDOW (dialog));
  app_wait_until (gtk_widget_get_mapped (dialog));
  gtk_window_close (GTK_WINDOW (dialog));
  app_settle ();
  g_assert_false (is_open (dialog));

  dialog = lep_record_dialog_new (GTK_WIDGET (window), test->workspace, "organisation");
  gtk_window_present (GTK_WINDOW (dialog));
  app_wait_until (gtk_widget_get_mapped (dialog));
  type_in (dialog, "name", "Obrt A");
  press (dialog, "Cancel");
  g_assert_true (is_open (dialog));
  press (dialog, "Go on writing");
  g_assert_nonnull (app_find (dialog, is_button_of, "Create"));
  gtk_window_close (GTK_WINDOW (dialog));
  g_assert_true (is_open (dialog));
  press (dialog, "Throw it away");
  g_assert_false (is_open (dialog));

  app_close (window);
}

static void
expect_narrative (LepWorkspace *workspace,
                  LepRecord    *period,
                  const char   *text)
{
  g_assert_true (lep_record_refresh (period, workspace, NULL));
  g_assert_cmpstr (lep_record_get (period, "narrative"), ==, text);
}

/* What is typed in the window of a period that somebody deletes stays there with a word;
 * once the period is restored it is saved. */
static void
test_dialog_of_what_was_deleted_keeps_what_is_typed (AppTest      *test,
                                                     gconstpointer data)
{
  LepWindow *window = open_projects (test);
  g_autoptr (LepQuery) query = lep_query_new ("period");
  g_autoptr (GPtrArray) periods = lep_query_run (test->workspace, query, NULL);
  LepRecord       *period = g_ptr_array_index (periods, 0);
  g_autofree char *before = g_strdup (lep_record_get (period, "narrative"));
  GtkWidget       *dialog;
  GtkWidget       *row;

  lep_record_dialog_open (GTK_WIDGET (window), test->workspace, period, NULL);
  app_settle ();
  dialog = app_find_window (LEP_TYPE_RECORD_DIALOG);
  app_wait_until (gtk_widget_get_mapped (dialog));
  row = app_find (dialog, is_row_of, "narrative");
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (LEP_FIELD_ROW_GET_CLASS (row)->get_editor (LEP_FIELD_ROW (row)))), "A long story", -1);

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (LepEdit) edit = lep_edit_new (test->workspace);
      g_autofree char *shown = NULL;

      g_assert_true ((i == 0 ? lep_edit_delete : lep_edit_restore) (edit, lep_record_get_space (period), "period", lep_record_get_id (period), NULL));
      g_assert_true (lep_record_refresh (period, test->workspace, NULL)); /* the page has the same one */
      g_assert_true (lep_edit_commit (edit, NULL));
      app_settle ();
      g_assert_true (lep_field_row_read (LEP_FIELD_ROW (row), &shown, NULL));
      g_assert_cmpstr (shown, ==, "A long story");
      if (i == 0)
        {
          lep_field_row_leave (LEP_FIELD_ROW (row)); /* as the focus does when it is said */
          app_answer ("close", "was deleted");
          gtk_window_close (GTK_WINDOW (dialog));
          app_answer ("stay", "A long story");
          g_assert_true (is_open (dialog));
        }
      g_assert_cmpint (lep_field_row_get_error (LEP_FIELD_ROW (row)) != NULL, ==, i == 0);
      g_assert_null (app_find_message ());
      expect_narrative (test->workspace, period, before);
    }

  gtk_window_close (GTK_WINDOW (dialog));
  app_settle ();
  g_assert_false (is_open (dialog));
  expect_narrative (test->workspace, period, "A long story");
  app_close (window);
}

static GtkTextBuffer *
buffer_of (GtkWidget *row)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (LEP_FIELD_ROW_GET_CLASS (row)->get_editor (LEP_FIELD_ROW (row))));
}

/* Long notes are folded. */
static gboolean
is_folded_row_of (GtkWidget    *widget,
                  gconstpointer field)
{
  return LEP_IS_FIELD_ROW (widget) && g_strcmp0 (lep_field_row_get_name (LEP_FIELD_ROW (widget)), field) == 0;
}

static void
expect_text (GtkWidget  *row,
             const char *text)
{
  g_autofree char *shown = LEP_FIELD_ROW_GET_CLASS (row)->dup_text (LEP_FIELD_ROW (row));

  g_assert_cmpstr (shown, ==, text);
}

/* A long note below a list, whose project is deleted elsewhere meanwhile: it stays there,
 * also while another project is looked at, and is saved once the project is restored. */
static void
test_list_keeps_what_is_typed_in_what_was_deleted (AppTest      *test,
                                                   gconstpointer data)
{
  LepWindow *window = open_projects (test);
  GtkWidget *page = GTK_WIDGET (lep_window_get_page (window));
  g_autoptr (LepQuery) query = lep_query_new ("project");
  g_autoptr (GPtrArray) projects = lep_query_run (test->workspace, query, NULL);
  LepRecord *project = g_ptr_array_index (projects, 0);
  GtkWidget *row;

  for (guint i = 0; i < 5; i++)
    {
      const LepTarget target = { .kind = "project", .id = lep_record_get_id (g_ptr_array_index (projects, i == 2 ? 1 : 0)) };
      g_autoptr (LepEdit) edit = lep_edit_new (test->workspace);

      if (i == 1 || i == 4)
        {
          g_assert_true ((i == 1 ? lep_edit_delete : lep_edit_restore) (edit, lep_record_get_space (project), "project", target.id, NULL));
          g_assert_true (lep_edit_commit (edit, NULL));
        }
      else
        {
          lep_window_go (window, "projects", &target);
        }
      app_settle ();
      if (i == 1)
        app_answer ("close", "was deleted");
      g_assert_null (app_find_message ());
      g_assert_cmpstr (lep_record_get_id (lep_list_page_get_record (LEP_LIST_PAGE (page))), ==, target.id);

      row = app_find (page, is_folded_row_of, "objectives");
      if (i == 0)
        gtk_text_buffer_set_text (buffer_of (row), "A long note", -1);
      else if (i != 2)
        expect_text (row, "A long note");
      g_assert_true ((lep_field_row_get_error (LEP_FIELD_ROW (row)) != NULL) == (i == 1 || i == 3));
      g_assert_true (gtk_text_view_get_editable (GTK_TEXT_VIEW (LEP_FIELD_ROW_GET_CLASS (row)->get_editor (LEP_FIELD_ROW (row)))) == (i != 1 && i != 3));
    }

  lep_field_row_leave (LEP_FIELD_ROW (row));
  g_assert_true (lep_record_refresh (project, test->workspace, NULL));
  g_assert_cmpstr (lep_record_get (project, "objectives"), ==, "A long note");
  app_close (window);
}

static void
expect_copied (GtkWidget  *widget,
               const char *text)
{
  g_auto (GValue) value = G_VALUE_INIT;
  g_autoptr (GError) error = NULL;

  g_value_init (&value, G_TYPE_STRING);
  gdk_content_provider_get_value (gdk_clipboard_get_content (gtk_widget_get_clipboard (widget)), &value, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (g_value_get_string (&value), ==, text);
}

/* The note was typed in a project that is deleted elsewhere meanwhile, and another one is
 * looked at: it is shown and can be copied before the window goes. */
static void
test_window_asks_before_what_came_too_late_goes (AppTest      *test,
                                                 gconstpointer data)
{
  LepWindow *window = open_projects (test);
  GtkWidget *page = GTK_WIDGET (lep_window_get_page (window));
  g_autoptr (LepQuery) query = lep_query_new ("project");
  g_autoptr (GPtrArray) projects = lep_query_run (test->workspace, query, NULL);
  g_autoptr (LepEdit) edit = lep_edit_new (test->workspace);
  LepRecord *project = g_ptr_array_index (projects, 0);
  LepTarget  target = { .kind = "project", .id = lep_record_get_id (project) };

  lep_window_go (window, "projects", &target);
  app_settle ();
  gtk_text_buffer_set_text (buffer_of (app_find (page, is_folded_row_of, "objectives")), "A long note", -1);
  g_assert_true (lep_edit_delete (edit, lep_record_get_space (project), "project", target.id, NULL));
  g_assert_true (lep_edit_commit (edit, NULL));
  app_settle ();
  answer ("copy");
  expect_copied (page, "Objectives: A long note");
  gdk_clipboard_set_text (gtk_widget_get_clipboard (page), "");
  target.id = lep_record_get_id (g_ptr_array_index (projects, 1));
  lep_window_go (window, "projects", &target);
  app_settle ();

  gtk_window_close (GTK_WINDOW (window));
  g_assert_nonnull (strstr (adw_message_dialog_get_body (find_question ()), "Objectives: A long note"));
  answer ("copy");
  g_assert_true (is_open (window));
  expect_copied (page, "Objectives: A long note");
  gtk_window_close (GTK_WINDOW (window));
  answer ("close");
  g_assert_false (is_open (window));
  g_assert_finalize_object (window);
}

static void
test_result_goes_when_said_twice (AppTest      *test,
                                  gconstpointer data)
{
  GtkWidget *dialog = GTK_WIDGET (lep_result_dialog_new (test->workspace, test->clock, NULL));
  GtkWidget *value = GTK_WIDGET (gtk_widget_get_template_child (dialog, LEP_TYPE_RESULT_DIALOG, "value_entry"));

  gtk_window_present (GTK_WINDOW (dialog));
  app_wait_until (gtk_widget_get_mapped (dialog));
  gtk_editable_set_text (GTK_EDITABLE (value), "14");
  gtk_window_close (GTK_WINDOW (dialog));
  app_settle ();
  g_assert_true (is_open (dialog));
  gtk_window_close (GTK_WINDOW (dialog));
  app_settle ();
  g_assert_false (is_open (dialog));
}

static gboolean
is_record_bar (GtkWidget    *widget,
               gconstpointer data)
{
  return gtk_widget_has_css_class (widget, "record-bar") && gtk_widget_get_mapped (widget);
}

/* The state stands beside the name; what is to the right of it follows. */
static void
test_tab_goes_as_one_reads (AppTest      *test,
                            gconstpointer data)
{
  LepWindow *window = app_open (test);
  g_autoptr (LepQuery) query = lep_query_new ("partnership");
  g_autoptr (GPtrArray) partnerships = lep_query_run (test->workspace, query, NULL);
  GtkWidget *bar;
  double     before = -1;
  guint      n = 0;

  app_wait_until (gtk_widget_get_mapped (GTK_WIDGET (window)));
  lep_window_open_record (window, "partnership", lep_record_get_id (g_ptr_array_index (partnerships, 0)), NULL);
  app_settle ();
  bar = app_find (GTK_WIDGET (window), is_record_bar, NULL);
  app_wait_until (gtk_widget_get_width (bar) > 0);

  gtk_window_set_focus (GTK_WINDOW (window), NULL);
  while (gtk_widget_child_focus (bar, GTK_DIR_TAB_FORWARD))
    {
      double x = 0, y = 0;

      gtk_widget_translate_coordinates (gtk_window_get_focus (GTK_WINDOW (window)), bar, 0, 0, &x, &y);
      g_assert_cmpfloat (x, >, before);
      before = x;
      n++;
    }
  g_assert_cmpuint (n, ==, 3);

  app_close (window);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(name, function) g_test_add ("/close/" name, AppTest, NULL, app_set_up, function, app_tear_down)
  ADD ("window-asks-before-a-draft-goes", test_window_asks_before_a_draft_goes);
  ADD ("window-asks-before-a-refused-value-goes", test_window_asks_before_a_refused_value_goes);
  ADD ("window-waits-for-cancelled-work", test_window_waits_for_cancelled_work);
  ADD ("window-names-all-that-would-go", test_window_names_all_that_would_go);
  ADD ("dialog-asks-before-a-draft-goes", test_dialog_asks_before_a_draft_goes);
  ADD ("dialog-of-what-was-deleted", test_dialog_of_what_was_deleted_keeps_what_is_typed);
  ADD ("list-keeps-what-is-typed", test_list_keeps_what_is_typed_in_what_was_deleted);
  ADD ("window-asks-before-what-came-too-late-goes", test_window_asks_before_what_came_too_late_goes);
  ADD ("result-goes-when-said-twice", test_result_goes_when_said_twice);
  ADD ("tab-goes-as-one-reads", test_tab_goes_as_one_reads);
#undef ADD

  return g_test_run ();
}
