/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of a bundle: it shows the file that was opened last, and what failed
 * or was cancelled can be tried again. */

#include "app-other.h"

#include "lep-bundle-rows-dialog.h"

#include <sqlite3.h>

typedef struct
{
  Other      other;
  char      *file; /* brings "School there" */
  LepWindow *window;
} Page;

static void
page_init (Page    *self,
           AppTest *test)
{
  other_init (&self->other, test, "second", TRUE);
  write_organisation (self->other.workspace, "School there");
  self->file = export_from (test, self->other.workspace, self->other.surroundings, (LepExportOptions){ .full = TRUE });
  self->window = app_open (test);
}

static void
page_clear (Page *self)
{
  app_close (self->window);
  g_free (self->file);
  other_clear (&self->other);
}

static void
open_file (LepWindow  *window,
           const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  lep_window_open_file (window, file);
}

static gboolean
is_mapped_label (GtkWidget    *widget,
                 gconstpointer start)
{
  return GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) && g_str_has_prefix (gtk_label_get_label (GTK_LABEL (widget)), start);
}

static gboolean
says (LepWindow  *window,
      const char *start)
{
  return app_find (GTK_WIDGET (window), is_mapped_label, start) != NULL;
}

static gboolean
is_apply_button (GtkWidget    *widget,
                 gconstpointer data)
{
  return GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)), "bundle.apply") == 0;
}

static GtkWidget *
apply_button (Page *self)
{
  GtkWidget *button = app_find (GTK_WIDGET (lep_window_get_page (self->window)), is_apply_button, NULL);

  g_assert_nonnull (button);
  return button;
}

static gboolean
can_apply (Page *self)
{
  GtkWidget *button = apply_button (self);

  return gtk_widget_get_mapped (button) && gtk_widget_is_sensitive (button);
}

static void
apply (Page *self)
{
  g_assert_true (can_apply (self));
  g_signal_emit_by_name (apply_button (self), "clicked");
}

static LepJobStrip *
strip_of (Page *self)
{
  return LEP_JOB_STRIP (app_find_type (GTK_WIDGET (self->window), LEP_TYPE_JOB_STRIP));
}

#define LOOK   "Nothing has been changed yet."
#define DONE   "Done. This is what the bundle brought."
#define FAILED "Nothing was changed."

static void
write_two (LepWorkspace *workspace)
{
  g_autoptr (LepEdit) edit = lep_edit_new (workspace);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 2; i++)
    {
      lep_edit_row (edit, NULL, "organisation", NULL, &error);
      lep_edit_set (edit, "name", i == 0 ? "Alpha" : "Omega");
      lep_edit_set (edit, "actor_group", "education");
    }
  lep_edit_commit (edit, &error);
  g_assert_no_error (error);
}

/* One change with two entries is one change, above and on the button. */
static void
test_the_button_counts_changes (AppTest      *test,
                                gconstpointer data)
{
  Page             page;
  g_autofree char *file = NULL;

  page_init (&page, test);
  import_into (test->workspace, page.other.surroundings, page.file);
  write_two (page.other.workspace);
  file = export_from (test, page.other.workspace, page.other.surroundings, (LepExportOptions){ .full = TRUE });
  open_file (page.window, file);
  app_wait_until (says (page.window, LOOK));
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (apply_button (&page))), ==, "_Apply 1 change");
  page_clear (&page);
}

static void
test_what_failed_can_be_tried_again (AppTest      *test,
                                     gconstpointer data)
{
  Page     page;
  sqlite3 *holder = NULL;

  page_init (&page, test);
  open_file (page.window, page.file);
  app_wait_until (says (page.window, LOOK));

  sqlite3_open (test->path, &holder);
  sqlite3_busy_timeout (holder, 10000); /* the window may be reading */
  g_assert_cmpint (sqlite3_exec (holder, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);
  apply (&page);
  app_wait_until (says (page.window, FAILED));
  sqlite3_close (holder);

  open_file (page.window, page.file);
  app_wait_until (says (page.window, LOOK));
  apply (&page);
  app_wait_until (says (page.window, DONE));
  page_clear (&page);
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
start_other_work (Page *self)
{
  g_assert_true (lep_window_run_job (self->window, "Waiting", GTK_WIDGET (self->window), wait_in_thread, NULL, NULL, NULL));
}

static void
end_other_work (Page *self)
{
  lep_job_strip_cancel (strip_of (self));
  app_wait_until (!lep_job_strip_is_running (strip_of (self)));
}

static void
test_other_work_comes_first (AppTest      *test,
                             gconstpointer data)
{
  Page page;

  page_init (&page, test);
  start_other_work (&page);
  open_file (page.window, page.file);
  app_wait_until (says (page.window, "Other work has to be done first."));
  end_other_work (&page);
  apply (&page); /* "Try again" */
  app_wait_until (says (page.window, LOOK));

  start_other_work (&page);
  apply (&page);
  app_settle ();
  g_assert_true (says (page.window, LOOK));
  g_assert_true (can_apply (&page));
  end_other_work (&page);
  apply (&page);
  app_wait_until (says (page.window, DONE));
  page_clear (&page);
}

static void
test_the_file_opened_last_is_shown (AppTest      *test,
                                    gconstpointer data)
{
  Page             page;
  Other            third;
  g_autofree char *later = NULL;

  page_init (&page, test);
  other_init (&third, test, "third", TRUE);
  write_organisation (third.workspace, "School elsewhere");
  later = export_from (test, third.workspace, third.surroundings, (LepExportOptions){ .full = TRUE });

  open_file (page.window, page.file);
  open_file (page.window, later);
  app_wait_until (says (page.window, LOOK));
  g_assert_true (says (page.window, "Signed by the laptop of third"));
  g_assert_false (says (page.window, "Signed by the laptop of second"));

  /* The first is taken in while the second is opened: that is said, too. */
  open_file (page.window, page.file);
  app_wait_until (says (page.window, "Signed by the laptop of second"));
  apply (&page);
  open_file (page.window, later);
  app_wait_until (says (page.window, LOOK) && says (page.window, "Signed by the laptop of third"));
  g_assert_true (can_apply (&page));
  page_clear (&page);
  other_clear (&third);
}

static GtkWidget *
open_rows (Page       *page,
           const char *which)
{
  GListModel *windows = gtk_window_get_toplevels ();

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (lep_window_get_page (page->window)), "bundle.show-rows", "s", which));
  app_settle ();
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (LEP_IS_BUNDLE_ROWS_DIALOG (window))
        return window;
    }
  g_assert_not_reached ();
}

/* Opens the first line of the list that begins so. */
static void
open_line (GtkWidget  *dialog,
           const char *start)
{
  GtkListView *list = GTK_LIST_VIEW (gtk_widget_get_template_child (dialog, LEP_TYPE_BUNDLE_ROWS_DIALOG, "list"));
  GListModel  *lines = G_LIST_MODEL (gtk_list_view_get_model (list));

  for (guint i = 0; i < g_list_model_get_n_items (lines); i++)
    {
      g_autoptr (GtkStringObject) line = g_list_model_get_item (lines, i);

      if (!g_str_has_prefix (gtk_string_object_get_string (line), start))
        continue;
      g_signal_emit_by_name (list, "activate", i);
      return;
    }
  g_assert_not_reached ();
}

/* Each line of what will change opens what it counts, and nothing else. */
static void
test_a_line_opens_what_it_counts (AppTest      *test,
                                  gconstpointer data)
{
  Page       page;
  GtkWidget *dialog;

  page_init (&page, test);
  open_file (page.window, page.file);
  app_wait_until (says (page.window, LOOK));
  g_assert_false (says (page.window, "Waiting for earlier changes")); /* none do */
  dialog = open_rows (&page, "new");
  g_assert_nonnull (app_find (dialog, is_mapped_label, "School there"));
  gtk_window_destroy (GTK_WINDOW (dialog));
  dialog = open_rows (&page, "deleted");
  g_assert_null (app_find (dialog, is_mapped_label, "School there"));
  gtk_window_destroy (GTK_WINDOW (dialog));

  /* What it brought is still told when one comes back from looking at it. */
  apply (&page);
  app_wait_until (says (page.window, DONE));
  open_line (open_rows (&page, "new"), "Organisation");
  app_settle ();
  g_assert_cmpstr (lep_page_get_name (lep_window_get_page (page.window)), ==, "organisations");
  lep_window_go_back (page.window);
  app_settle ();
  g_assert_true (says (page.window, DONE));
  page_clear (&page);
}

static void
test_a_cancelled_look_leaves_the_user_alone (AppTest      *test,
                                             gconstpointer data)
{
  Page page;

  page_init (&page, test);
  open_file (page.window, page.file);
  lep_window_go (page.window, "conflicts", NULL);
  lep_job_strip_cancel (strip_of (&page));
  app_wait_until (!lep_job_strip_is_running (strip_of (&page)));
  g_assert_cmpstr (lep_page_get_name (lep_window_get_page (page.window)), ==, "conflicts");

  open_file (page.window, page.file);
  app_wait_until (says (page.window, LOOK));
  page_clear (&page);
}

static gboolean
tells_of_success (GtkWidget    *widget,
                  gconstpointer data)
{
  return GTK_IS_LABEL (widget) && strstr (gtk_label_get_label (GTK_LABEL (widget)), "was taken in") != NULL;
}

/* Nothing of it is missed by who went on to another page meanwhile. */
static void
test_what_came_of_it_is_told_elsewhere (AppTest      *test,
                                        gconstpointer data)
{
  Page     page;
  sqlite3 *holder = NULL;

  page_init (&page, test);
  open_file (page.window, page.file);
  app_wait_until (says (page.window, LOOK));
  sqlite3_open (test->path, &holder);
  sqlite3_busy_timeout (holder, 10000); /* the window may be reading */
  g_assert_cmpint (sqlite3_exec (holder, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);
  apply (&page);
  lep_window_go (page.window, "conflicts", NULL);
  app_wait_until (app_find_message () != NULL);
  g_assert_cmpstr (adw_message_dialog_get_heading (app_find_message ()), ==, "The bundle was not taken in");
  gtk_window_destroy (GTK_WINDOW (app_find_message ()));
  sqlite3_close (holder);

  open_file (page.window, page.file);
  app_wait_until (says (page.window, LOOK));
  g_assert_null (app_find (GTK_WIDGET (page.window), tells_of_success, NULL));
  apply (&page);
  lep_window_go (page.window, "conflicts", NULL);
  app_wait_until (app_find (GTK_WIDGET (page.window), tells_of_success, NULL) != NULL);
  page_clear (&page);
}

static void
test_a_sender_is_no_markup (AppTest      *test,
                            gconstpointer data)
{
  Page page;

  other_init (&page.other, test, "A & B", TRUE);
  write_organisation (page.other.workspace, "School there");
  page.file = export_from (test, page.other.workspace, page.other.surroundings, (LepExportOptions){ .full = TRUE });
  page.window = app_open (test);
  open_file (page.window, page.file);
  app_wait_until (says (page.window, LOOK));
  g_assert_true (says (page.window, "A & B"));
  g_assert_true (says (page.window, "Signed by the laptop of A & B"));
  page_clear (&page);
}

static void
test_a_file_elsewhere_is_refused (AppTest      *test,
                                  gconstpointer data)
{
  LepWindow *window = app_open (test);
  g_autoptr (GFile) file = g_file_new_for_uri ("http://host.example.org/x.lepx");

  lep_window_go (window, "conflicts", NULL);
  lep_window_open_file (window, file);
  app_settle ();
  g_assert_nonnull (app_find_message ());
  g_assert_nonnull (strstr (adw_message_dialog_get_body (app_find_message ()), "http://host.example.org/x.lepx"));
  gtk_window_destroy (GTK_WINDOW (app_find_message ()));
  g_assert_cmpstr (lep_page_get_name (lep_window_get_page (window)), ==, "conflicts");
  app_close (window);
}

#define TEST(name) g_test_add ("/bundle/" #name, AppTest, "empty", app_set_up, test_##name, app_tear_down)

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  TEST (what_failed_can_be_tried_again);
  TEST (other_work_comes_first);
  TEST (the_file_opened_last_is_shown);
  TEST (a_line_opens_what_it_counts);
  TEST (a_cancelled_look_leaves_the_user_alone);
  TEST (what_came_of_it_is_told_elsewhere);
  TEST (a_sender_is_no_markup);
  TEST (a_file_elsewhere_is_refused);
  TEST (the_button_counts_changes);

  return g_test_run ();
}
