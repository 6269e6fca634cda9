/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who was at a meeting: the members of the partnership on that day, each once. */

#include "app-test.h"

#include "lep-meeting-tab.h"
#include "lep-query.h"

static LepRecord *
find_one (AppTest    *test,
          const char *kind,
          const char *field,
          const char *value)
{
  g_autoptr (LepQuery) query = lep_query_new (kind);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = NULL;

  lep_query_add_filter (query, field, value);
  found = lep_query_run (test->workspace, query, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 1);
  return g_object_ref (g_ptr_array_index (found, 0));
}

static guint
count (AppTest    *test,
       const char *kind,
       const char *field,
       const char *value)
{
  g_autoptr (LepQuery) query = lep_query_new (kind);
  g_autoptr (GPtrArray) found = NULL;

  lep_query_add_filter (query, field, value);
  found = lep_query_run (test->workspace, query, NULL);
  return found->len;
}

static LepRecord *
put_meeting (AppTest    *test,
             const char *partnership,
             const char *day)
{
  g_autoptr (LepRecord) record = find_one (test, "partnership", "short_name", partnership);
  g_autoptr (LepEdit) edit = lep_edit_new (test->workspace);
  g_autoptr (GError) error = NULL;

  lep_edit_row (edit, lep_record_get_space (record), "meeting", NULL, &error);
  g_assert_no_error (error);
  lep_edit_set (edit, "partnership", lep_record_get_id (record));
  lep_edit_set (edit, "kind", "quarterly");
  lep_edit_set (edit, "held_on", day);
  lep_edit_commit (edit, &error);
  g_assert_no_error (error);
  return lep_workspace_get_record (test->workspace, "meeting", lep_edit_last_id (edit), NULL, NULL);
}

static gboolean
is_button (GtkWidget    *widget,
           gconstpointer label)
{
  return GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0;
}

static void
press_members (LepWindow *window,
               LepRecord *meeting)
{
  lep_window_open_record (window, "meeting", lep_record_get_id (meeting), NULL);
  app_settle ();
  g_signal_emit_by_name (app_find (app_find_type (GTK_WIDGET (window), LEP_TYPE_MEETING_TAB), is_button, "Add all members of the partnership"), "clicked");
  app_settle ();
}

static void
test_members_are_added_once (AppTest      *test,
                             gconstpointer data)
{
  LepWindow *window = app_open (test);
  g_autoptr (LepRecord) meeting = put_meeting (test, "LEP Novi Grad Sarajevo", "2026-05-05");
  g_autoptr (LepRecord) partnership = find_one (test, "partnership", "short_name", "LEP Novi Grad Sarajevo");
  guint n_members = count (test, "membership", "partnership", lep_record_get_id (partnership));

  press_members (window, meeting);
  g_assert_cmpuint (n_members, >, 2);
  g_assert_cmpuint (count (test, "attendance", "meeting", lep_record_get_id (meeting)), ==, n_members);

  press_members (window, meeting);
  g_assert_true (app_has_label (GTK_WIDGET (window), "All members are on the list already"));
  g_assert_cmpuint (count (test, "attendance", "meeting", lep_record_get_id (meeting)), ==, n_members);
  app_close (window);
}

/* Before it was founded nobody was a member. */
static void
test_no_members_are_not_told_as_all (AppTest      *test,
                                     gconstpointer data)
{
  LepWindow *window = app_open (test);
  g_autoptr (LepRecord) meeting = put_meeting (test, "LEP Novi Grad Sarajevo", "2001-05-05");

  press_members (window, meeting);
  g_assert_true (app_has_label (GTK_WIDGET (window), "The partnership had no members on the day of the meeting"));
  g_assert_cmpuint (count (test, "attendance", "meeting", lep_record_get_id (meeting)), ==, 0);
  app_close (window);
}

/* Where it cannot be read who is on the list, nobody is added a second time. */
static void
test_an_unread_list_adds_nobody (AppTest      *test,
                                 gconstpointer data)
{
  LepWindow *window = app_open (test);
  g_autoptr (LepRecord) meeting = put_meeting (test, "LEP Novi Grad Sarajevo", "2026-05-05");
  guint before;

  press_members (window, meeting);
  before = count (test, "attendance", "meeting", lep_record_get_id (meeting));
  app_rename_table (test->path, "k_attendance", "away");
  g_signal_emit_by_name (app_find (app_find_type (GTK_WIDGET (window), LEP_TYPE_MEETING_TAB), is_button, "Add all members of the partnership"), "clicked");
  app_wait_until (app_find_message () != NULL);
  g_assert_true (app_has_label (GTK_WIDGET (app_find_message ()), "The members could not be added"));
  app_rename_table (test->path, "away", "k_attendance");
  while (app_find_message () != NULL)
    gtk_window_destroy (GTK_WINDOW (app_find_message ()));
  g_assert_cmpuint (count (test, "attendance", "meeting", lep_record_get_id (meeting)), ==, before);
  app_close (window);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
#define ADD(name) g_test_add ("/meeting/" #name, AppTest, NULL, app_set_up, test_##name, app_tear_down)
  ADD (members_are_added_once);
  ADD (no_members_are_not_told_as_all);
  ADD (an_unread_list_adds_nobody);
#undef ADD
  return g_test_run ();
}
