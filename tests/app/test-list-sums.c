/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The foot of a list page: what its rows add up to, whenever they come. */

#include "list-test.h"

static void
test_sums_are_those_of_the_sample (AppTest      *test,
                                   gconstpointer data)
{
  LepWindow *window = app_open (test);
  LepPage   *page = open_list (window, "projects");

  g_assert_cmpuint (count_of (page), ==, 8);
  app_wait_until (app_has_label (GTK_WIDGET (page), "8 projects"));
  app_wait_until (app_has_label (GTK_WIDGET (page), "60 / 55"));
  app_wait_until (app_has_label (GTK_WIDGET (page), "42 / 21"));
  app_wait_until (app_has_label (GTK_WIDGET (page), "185 / 305"));

  app_close (window);
}

/* Figures of the first rows are read at once, those of the others a moment later. */
static void
test_sums_are_those_of_all_rows (AppTest      *test,
                                 gconstpointer data)
{
  g_autofree char *partnership = NULL;
  g_autofree char *project = id_of (test, "project", "grant", "31293280");
  g_autoptr (LepRecord) record = lep_workspace_get_record (test->workspace, "project", project, NULL, NULL);
  g_autoptr (LepEdit) edit = lep_edit_new (test->workspace);
  g_autoptr (GError) error = NULL;
  LepWindow *window;
  LepPage   *page;

  partnership = g_strdup (lep_record_get (record, "partnership"));
  for (guint i = 0; i < 30; i++)
    {
      g_autofree char *title = g_strdup_printf ("A %02u", i);

      lep_edit_row (edit, NULL, "project", NULL, &error);
      lep_edit_set (edit, "partnership", partnership);
      lep_edit_set (edit, "title", title);
      lep_edit_set (edit, "activity", "retraining");
      lep_edit_set (edit, "status", "pipeline");
    }
  lep_edit_commit (edit, &error);
  g_assert_no_error (error);

  window = app_open (test);
  page = open_list (window, "projects");
  g_assert_cmpuint (count_of (page), ==, 38);
  app_wait_until (app_has_label (GTK_WIDGET (page), "38 projects"));
  app_wait_until (app_has_label (GTK_WIDGET (page), "185 / 305"));
  app_close (window);
}

static void
test_amounts_name_their_currency_where_it_differs (AppTest      *test,
                                                   gconstpointer data)
{
  LepWindow *window = app_open (test);
  LepPage   *page = open_list (window, "projects");

  app_wait_until (app_has_label (GTK_WIDGET (page), "312,932.80\302\240KM"));
  app_wait_until (app_has_label (GTK_WIDGET (page), "158,756.13\302\240EUR"));

  app_close (window);
}

/* Rows stay in their places while their texts, figures and sums change. */
static void
test_rows_and_sums_follow_changes (AppTest      *test,
                                   gconstpointer data)
{
  LepWindow       *window = app_open (test);
  LepPage         *page = open_list (window, "projects");
  g_autofree char *project = id_of (test, "project", "grant", "31293280");
  g_autofree char *trained = id_of (test, "indicator", "code", "TRAINED");
  g_autoptr (LepEdit) edit = lep_edit_new (test->workspace);
  g_autoptr (GError) error = NULL;

  app_wait_until (app_has_label (GTK_WIDGET (page), "185 / 305"));
  lep_edit_row (edit, NULL, "project", project, &error);
  lep_edit_set (edit, "title", "Another title");
  lep_edit_row (edit, NULL, "outcome", NULL, &error);
  lep_edit_set (edit, "project", project);
  lep_edit_set (edit, "indicator", trained);
  lep_edit_set (edit, "from", "2019-01-01");
  lep_edit_set (edit, "to", "2019-12-31");
  lep_edit_set (edit, "value", "1000");
  lep_edit_commit (edit, &error);
  g_assert_no_error (error);

  app_wait_until (app_has_label (GTK_WIDGET (page), "Another title"));
  app_wait_until (app_has_label (GTK_WIDGET (page), "1,185 / 305"));
  app_close (window);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(name, data, function) g_test_add ("/list-sums/" name, AppTest, data, app_set_up, function, app_tear_down)
  ADD ("sums-are-those-of-the-sample", NULL, test_sums_are_those_of_the_sample);
  ADD ("sums-are-those-of-all-rows", NULL, test_sums_are_those_of_all_rows);
  ADD ("amounts-name-their-currency", NULL, test_amounts_name_their_currency_where_it_differs);
  ADD ("rows-and-sums-follow-changes", NULL, test_rows_and_sums_follow_changes);
#undef ADD

  return g_test_run ();
}
