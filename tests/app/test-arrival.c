/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The receipt of an application: the hour is asked for, and what it means is said
 * before it is registered. */

#include "office-test.h"

#include "lep-arrival.h"
#include "lep-day-dialog.h"
#include "lep-call-office.h"
#include "lep-field-text.h"
#include "lep-form.h"

#define DEADLINE "2026-06-26T10:00:00.000Z" /* four days ago */
#define BEFORE   "2026-06-26T09:59:00.000Z"
#define AFTER    "2026-06-26T10:01:00.000Z"

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

/* A full application that lies on the table and is in no register yet. */
static LepRecord *
make_draft (AppTest *test)
{
  g_autoptr (LepRecord) call = find (test, "call", "reference", "JP-P2/2026");
  g_autoptr (LepRecord) other = find (test, "application", "reference", "JP-P2/2026-03");
  g_autoptr (LepEdit) edit = lep_edit_new (test->workspace);
  g_autoptr (GError) error = NULL;
  LepRecord *made;

  write_field (test, call, "full_deadline", DEADLINE);
  g_assert_true (lep_edit_row (edit, lep_record_get_space (other), "application", NULL, &error));
  lep_edit_set (edit, "call", lep_record_get_id (call));
  lep_edit_set (edit, "lead", lep_record_get (other, "lead"));
  lep_edit_set (edit, "title", "Late post");
  lep_edit_set (edit, "stage", "full");
  lep_edit_set (edit, "status", "full_draft");
  lep_edit_commit (edit, &error);
  g_assert_no_error (error);
  made = find (test, "application", "title", "Late post");
  g_assert_true (lep_application_is_to_receive (test->workspace, made));
  return made;
}

static void
type_hour (GtkWidget  *dialog,
           const char *text)
{
  LepForm     *form = LEP_FORM (app_find_type (dialog, LEP_TYPE_FORM));
  LepFieldRow *row = lep_form_get_row (form, "received_at");

  gtk_editable_set_text (GTK_EDITABLE (LEP_FIELD_ROW_GET_CLASS (row)->get_editor (row)), text);
  lep_field_row_leave (row);
}

static void
type_stored_hour (GtkWidget  *dialog,
                  const char *hour)
{
  g_autofree char *text = lep_field_show (lep_kind_field (lep_schema_kind ("application"), "received_at"), hour);

  type_hour (dialog, text);
}

static gboolean
is_register (GtkWidget    *widget,
             gconstpointer data)
{
  return GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), "_Register") == 0;
}

static void
test_hour_is_asked_for (AppTest      *test,
                        gconstpointer data)
{
  LepWindow *window = app_open (test);
  g_autoptr (LepRecord) application = make_draft (test);
  GtkWidget *tab = tab_of (open_tab (window, application, "check"));
  GtkWidget *dialog;

  g_assert_true (shows (tab, "Not received yet."));
  g_assert_true (shows (tab, "The deadline has passed: "));
  gtk_widget_activate_action (tab, "check.receive", NULL);
  dialog = app_find_window (LEP_TYPE_DAY_DIALOG);
  g_assert_nonnull (dialog);
  app_settle ();
  g_assert_true (shows (dialog, "the application will be late")); /* with the hour of now */

  /* A day alone is no hour, and nothing is registered without one. */
  type_hour (dialog, "26 Jun 2026");
  g_assert_true (shows (dialog, "the hour is missing"));
  g_signal_emit_by_name (app_find (dialog, is_register, NULL), "clicked");
  expect_field (test, application, "status", "full_draft");
  type_hour (dialog, "");
  g_signal_emit_by_name (app_find (dialog, is_register, NULL), "clicked");
  expect_field (test, application, "status", "full_draft");
  g_assert_true (shows (dialog, "it decides whether the application is late"));

  type_stored_hour (dialog, AFTER);
  g_assert_true (shows (dialog, "the application will be late"));
  type_stored_hour (dialog, BEFORE);
  g_assert_true (shows (dialog, "In time. Deadline: "));
  g_signal_emit_by_name (app_find (dialog, is_register, NULL), "clicked");
  app_settle ();
  g_assert_null (app_find_window (LEP_TYPE_DAY_DIALOG));
  expect_field (test, application, "status", "full_received");
  expect_field (test, application, "received_at", BEFORE);
  app_close (window);
}

/* Whose hour is put right says so, and is taken back from the late ones by one press. */
static void
test_hour_of_a_late_one_is_put_right (AppTest      *test,
                                      gconstpointer data)
{
  LepWindow *window = app_open (test);
  g_autoptr (LepRecord) application = make_draft (test);
  g_autoptr (GError) error = NULL;
  GtkWidget *tab;
  gboolean   is_late;

  g_assert_true (lep_application_receive (test->workspace, application, &(LepArrival){ .at = AFTER }, AFTER, &is_late, &error));
  g_assert_true (is_late);
  tab = tab_of (open_tab (window, application, "check"));
  g_assert_true (shows (tab, "It came after the deadline"));
  write_field (test, application, "received_at", BEFORE);
  app_settle ();
  g_assert_true (shows (tab, "By this hour it came in time, but it is set to late."));
  gtk_widget_activate_action (tab, "check.in-time", NULL);
  app_settle ();
  expect_field (test, application, "status", "full_received");
  app_close (window);
}

/* The questions of who did not mean it: Escape asks once when something was typed. */
static void
test_what_was_typed_is_not_thrown_away (AppTest      *test,
                                        gconstpointer data)
{
  LepWindow *window = app_open (test);
  g_autoptr (LepRecord) application = make_draft (test);
  GtkWidget *dialog;

  lep_arrival_ask (GTK_WIDGET (window), test->workspace, application);
  dialog = app_find_window (LEP_TYPE_DAY_DIALOG);
  app_settle ();
  type_stored_hour (dialog, BEFORE);
  gtk_window_close (GTK_WINDOW (dialog));
  g_assert_true (shows (dialog, "The receipt is not registered yet."));
  gtk_window_close (GTK_WINDOW (dialog));
  app_settle ();
  g_assert_null (app_find_window (LEP_TYPE_DAY_DIALOG));
  expect_field (test, application, "status", "full_draft");
  app_close (window);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
#define ADD(name, function) g_test_add ("/arrival/" name, AppTest, NULL, app_set_up, function, app_tear_down)
  ADD ("hour_is_asked_for", test_hour_is_asked_for);
  ADD ("hour_of_a_late_one_is_put_right", test_hour_of_a_late_one_is_put_right);
  ADD ("what_was_typed_is_not_thrown_away", test_what_was_typed_is_not_thrown_away);
  return g_test_run ();
}
