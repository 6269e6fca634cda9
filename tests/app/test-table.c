/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking a table in: columns find their fields, bad lines are listed, all or
 * nothing, and one undo. */

#include "app-test.h"

#include <glib/gstdio.h>

#include "lep-job-strip.h"
#include "lep-query.h"
#include "lep-surroundings.h"
#include "lep-table-columns.h"
#include "lep-table-page.h"
#include "lep-table-problems.h"
#include "lep-undo.h"

static LepPage *
open_table (AppTest    *test,
            LepWindow  *window,
            const char *kind,
            const void *bytes,
            gssize      size)
{
  g_autofree char *path = g_build_filename (test->dir, "table.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  LepTarget target = { .kind = kind, .file = file };
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, bytes, size, &error);
  g_assert_no_error (error);
  lep_window_go (window, "table", &target);
  app_settle ();

  return lep_window_get_page (window);
}

static guint
count_records (AppTest    *test,
               const char *kind,
               const char *field,
               const char *value)
{
  g_autoptr (LepQuery) query = lep_query_new (kind);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = NULL;

  if (field != NULL)
    lep_query_add_filter (query, field, value);
  records = lep_query_run (test->workspace, query, &error);
  g_assert_no_error (error);
  return records->len;
}

/* What the drop-down of a column says. */
static const char *
get_choice (LepPage    *page,
            const char *column)
{
  GtkWidget       *row = app_find (GTK_WIDGET (page), app_is_label, column);
  GtkWidget       *choice;
  GtkStringObject *item;

  g_assert_nonnull (row);
  row = gtk_widget_get_ancestor (row, ADW_TYPE_ACTION_ROW);
  choice = app_find_type (row, GTK_TYPE_DROP_DOWN);
  g_assert_nonnull (choice);
  item = gtk_drop_down_get_selected_item (GTK_DROP_DOWN (choice));
  return gtk_string_object_get_string (item);
}

static void
test_columns_find_their_fields_in_any_language (AppTest      *test,
                                                gconstpointer data)
{
  static const char table[] =
    "Naziv;Група актера;phone;E-mail address;Boja\n"
    "Općina Kakanj;Municipality;+387 32 000 000;;blue\n";
  LepWindow *window = app_open (test);
  LepPage   *page = open_table (test, window, "organisation", table, -1);

  g_assert_cmpstr (get_choice (page, "Naziv"), ==, "Name (required)");
  g_assert_cmpstr (get_choice (page, "Група актера"), ==, "Actor group (required)");
  g_assert_cmpstr (get_choice (page, "phone"), ==, "Phone");
  g_assert_cmpstr (get_choice (page, "E-mail address"), ==, "E-mail");
  g_assert_cmpstr (get_choice (page, "Boja"), ==, "Left out");
  g_assert_true (app_has_label (GTK_WIDGET (page), "1 line below the headings"));

  app_close (window);
}

static void
test_a_table_is_taken_in_and_back (AppTest      *test,
                                   gconstpointer data)
{
  static const char table[] =
    "Naziv;Grupa aktera;Activity\n"
    "Fictitious Works;poslodavac;\n"
    "Fictitious School;Education and training;P\n";
  LepWindow *window = app_open (test);
  LepPage   *page = open_table (test, window, "organisation", table, -1);
  guint      before = count_records (test, "organisation", NULL, NULL);
  LepUndone  undone = { 0 };
  g_autoptr (LepSurroundings) surroundings = lep_surroundings_of_desktop (test->clock);
  g_autoptr (LepWorkspace) again = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (LEP_IS_TABLE_PAGE (page));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "table.check", NULL));
  app_wait_until (app_has_label (GTK_WIDGET (page), "1 line cannot be taken in, so none was. Nothing is changed."));
  g_assert_cmpuint (count_records (test, "organisation", NULL, NULL), ==, before);

  page = open_table (test, window, "organisation", "Name,Group\nFictitious Works,Employers\nFictitious School,education\n", -1);
  g_assert_cmpstr (get_choice (page, "Group"), ==, "Left out");
  g_assert_true (app_has_label (GTK_WIDGET (page), "Say which columns these are, or add them to the table: Actor group."));

  page = open_table (test, window, "organisation", "Name,Actor group\nFictitious Works,Employers\nFictitious School,education\n", -1);
  gtk_widget_activate_action (GTK_WIDGET (page), "table.take-in", NULL);
  app_wait_until (lep_window_get_page (window) != page);
  g_assert_cmpuint (count_records (test, "organisation", NULL, NULL), ==, before + 2);
  g_assert_cmpuint (count_records (test, "organisation", "name", "Fictitious Works"), ==, 1);
  app_wait_until (app_has_label (GTK_WIDGET (window), "2 new, 0 changed, 0 as before"));

  /* What the next table holds is guessed again. */
  page = open_table (test, window, NULL, "Project,Indicator,From,To,Value,Proof\n", -1);
  g_assert_cmpstr (get_choice (page, "Indicator"), ==, "Indicator (required)");

  again = lep_identity_open (surroundings, test->path, LEP_OPEN_WRITE, NULL, &error);
  g_assert_no_error (error);
  lep_undo_last (again, &undone, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_records (test, "organisation", NULL, NULL), ==, before);

  app_close (window);
}

/* Somebody goes on while a table is taken in: to another table, to another page. */
static void
test_what_ends_leaves_the_next_table_alone (AppTest      *test,
                                            gconstpointer data)
{
  LepWindow *window = app_open (test);
  LepPage   *page = open_table (test, window, "organisation", "Name,Actor group\nFictitious Works,Employers\n", -1);
  LepPage   *overview;

  gtk_widget_activate_action (GTK_WIDGET (page), "table.take-in", NULL);
  page = open_table (test, window, "organisation", "Name,Actor group\nFictitious School,\n", -1);
  app_wait_until (app_has_label (GTK_WIDGET (window), "1 new, 0 changed, 0 as before"));
  g_assert_true (lep_window_get_page (window) == page);
  g_assert_true (app_has_label (GTK_WIDGET (page), "Fictitious School"));

  /* The lines that are refused are not those of what is shown now. */
  gtk_widget_activate_action (GTK_WIDGET (page), "table.take-in", NULL);
  page = open_table (test, window, "organisation", "Name,Actor group\nFictitious Office,Employers\n", -1);
  app_wait_until (app_has_label (GTK_WIDGET (window), "1 line cannot be taken in, so none was. Nothing is changed."));
  g_assert_true (app_has_label (GTK_WIDGET (page), "All lines are taken in, or none."));

  gtk_widget_activate_action (GTK_WIDGET (page), "table.take-in", NULL);
  lep_window_go (window, "overview", NULL);
  overview = lep_window_get_page (window);
  g_assert_true (overview != page);
  app_wait_until (count_records (test, "organisation", "name", "Fictitious Office") == 1 &&
                  !lep_job_strip_is_running (LEP_JOB_STRIP (app_find_type (GTK_WIDGET (window), LEP_TYPE_JOB_STRIP))));
  app_settle ();
  g_assert_true (lep_window_get_page (window) == overview);

  app_close (window);
}

static void
test_all_bad_lines_are_listed (AppTest      *test,
                               gconstpointer data)
{
  static const char table[] =
    "Project;Indicator;From;To;Value\n"
    "Nothing;TRAINED;2023-01-01;2023-01-31;5\n"
    "Nove strategije zapošljavanja na lokalnom nivou;TRAINED;1. 2. 2023.;31. 1. 2023.;5\n"
    "Nove strategije zapošljavanja na lokalnom nivou;TRAINED;2023-01-01;31. 2. 2023.;5,5\n"
    "Nove strategije zapošljavanja na lokalnom nivou;TRAINED;2023-01-01;2023-01-31;-1\n";
  LepWindow        *window = app_open (test);
  LepPage          *page = open_table (test, window, "outcome", table, -1);
  LepTableProblems *problems = LEP_TABLE_PROBLEMS (app_find_type (GTK_WIDGET (page), LEP_TYPE_TABLE_PROBLEMS));
  guint             before = count_records (test, "outcome", NULL, NULL);
  g_autofree char  *text = NULL;
  GtkWidget        *view, *focus;

  gtk_widget_activate_action (GTK_WIDGET (page), "table.take-in", NULL);
  app_wait_until (lep_table_problems_get_n_lines (problems) == 4);
  text = lep_table_problems_dup_text (problems);
  g_assert_true (g_str_has_prefix (text, "2\tProject\t"));
  g_assert_nonnull (g_strstr_len (text, -1, "\n3\tTo\t"));
  g_assert_nonnull (g_strstr_len (text, -1, "\n4\tTo\t"));
  g_assert_nonnull (g_strstr_len (text, -1, "\n4\tValue\t"));
  g_assert_nonnull (g_strstr_len (text, -1, "\n5\tValue\t"));
  g_assert_cmpuint (count_records (test, "outcome", NULL, NULL), ==, before);

  /* One Tab leads past all of them. */
  view = app_find_type (GTK_WIDGET (problems), GTK_TYPE_COLUMN_VIEW);
  app_wait_until (gtk_widget_get_mapped (view));
  gtk_widget_grab_focus (view);
  g_assert_true (app_press (view, GDK_KEY_Tab));
  focus = gtk_root_get_focus (GTK_ROOT (window));
  g_assert_true (GTK_IS_BUTTON (focus) && gtk_widget_is_ancestor (focus, GTK_WIDGET (problems)));

  app_close (window);
}

static void
test_letters_of_windows_are_read (AppTest      *test,
                                  gconstpointer data)
{
  static const char table[] = "Naziv;Grupa aktera\r\n\x8akola \x8euta;obrazovanje\r\n"; /* Windows-1250 */
  LepWindow        *window = app_open (test);
  LepPage          *page = open_table (test, window, "organisation", table, sizeof table - 1);

  g_assert_true (app_has_label (GTK_WIDGET (page), "Škola Žuta"));

  app_close (window);
}

static void
test_what_is_no_table_says_so (AppTest      *test,
                               gconstpointer data)
{
  LepWindow *window = app_open (test);
  LepPage   *page = open_table (test, window, "organisation", "Name,Name\nA,B\n", -1);

  g_assert_true (app_has_label (GTK_WIDGET (page), "Line 1: two columns are called “Name”; rename one."));
  page = open_table (test, window, "organisation", "", 0);
  g_assert_true (app_has_label (GTK_WIDGET (page), "The table is empty; its first line names the columns."));

  app_close (window);
}

static void
test_the_kind_is_guessed (AppTest      *test,
                          gconstpointer data)
{
  LepWindow  *window = app_open (test);
  LepPage    *page = open_table (test, window, NULL, "\r\nProject,Indicator,From,To,\"Value\",Proof\r\n", -1);
  GtkWidget  *row = app_find_type (GTK_WIDGET (page), ADW_TYPE_COMBO_ROW);
  const char *kind = gtk_string_object_get_string (adw_combo_row_get_selected_item (ADW_COMBO_ROW (row)));

  g_assert_cmpstr (kind, ==, "Results");

  app_close (window);
}

#define ADD(path, test) g_test_add (path, AppTest, NULL, app_set_up, test, app_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  ADD ("/table/columns-find-their-fields-in-any-language", test_columns_find_their_fields_in_any_language);
  ADD ("/table/taken-in-and-back", test_a_table_is_taken_in_and_back);
  ADD ("/table/ends-and-leaves-the-next-alone", test_what_ends_leaves_the_next_table_alone);
  ADD ("/table/all-bad-lines-are-listed", test_all_bad_lines_are_listed);
  ADD ("/table/letters-of-windows-are-read", test_letters_of_windows_are_read);
  ADD ("/table/no-table", test_what_is_no_table_says_so);
  ADD ("/table/kind-is-guessed", test_the_kind_is_guessed);
  return g_test_run ();
}
