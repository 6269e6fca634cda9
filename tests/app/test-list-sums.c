/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The foot of a list page: what its rows add up to, whenever they come. */

#include "app-other.h"
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

/* More than the window reads the figures of. */
#define N_MORE 700

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
  for (guint i = 0; i < N_MORE; i++)
    {
      g_autofree char *title = g_strdup_printf ("Zz %03u", i);

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
  g_assert_cmpuint (count_of (page), ==, 8 + N_MORE);
  app_wait_until (app_has_label (GTK_WIDGET (page), "708 projects"));
  app_wait_until (app_has_label (GTK_WIDGET (page), "185 / 305"));

  /* A list that is searched through sums up what it found. */
  gtk_editable_set_text (GTK_EDITABLE (app_find_type (GTK_WIDGET (page), GTK_TYPE_SEARCH_ENTRY)), "zz");
  app_wait_until (count_of (page) == N_MORE);
  app_wait_until (!app_has_label (GTK_WIDGET (page), "185 / 305"));
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

static void
write_value (LepWorkspace *workspace,
             const char   *outcome,
             const char   *project,
             const char   *trained,
             const char   *value)
{
  g_autoptr (LepEdit) edit = lep_edit_new (workspace);
  g_autoptr (GError) error = NULL;

  lep_edit_row (edit, NULL, "outcome", outcome, &error);
  if (outcome == NULL)
    {
      lep_edit_set (edit, "project", project);
      lep_edit_set (edit, "indicator", trained);
      lep_edit_set (edit, "from", "2019-01-01");
      lep_edit_set (edit, "to", "2019-12-31");
    }
  lep_edit_set (edit, "value", value);
  lep_edit_commit (edit, &error);
  g_assert_no_error (error);
}

/* The one of both values that counts is a matter of their hours. */
static GtkWidget *
find_disputed (LepPage *page)
{
  GtkWidget *mine = app_find (GTK_WIDGET (page), app_is_label, "*1,187 / 305");

  return mine != NULL ? mine : app_find (GTK_WIDGET (page), app_is_label, "*1,188 / 305");
}

/* The foot of the list of results, where how many were trained is in dispute. */
static void
expect_disputed_sum (LepWindow  *window,
                     const char *trained)
{
  g_autofree char *filter = g_strconcat ("indicator=", trained, NULL);
  GtkWidget       *label;

  lep_window_go (window, "results", &(LepTarget){ .filter = filter });
  app_wait_until ((label = app_find (GTK_WIDGET (window), app_is_label, "*1,187")) != NULL ||
                  (label = app_find (GTK_WIDGET (window), app_is_label, "*1,188")) != NULL);
  g_assert_nonnull (strstr (gtk_widget_get_tooltip_text (label), "two laptops differ"));
}

/* Two laptops differ about a result: the row that counts it and the foot say so. */
static void
test_what_is_not_settled_is_marked (AppTest      *test,
                                    gconstpointer data)
{
  g_autoptr (LepSurroundings) own = surroundings_of (test, "state");
  g_autofree char *project = id_of (test, "project", "grant", "31293280");
  g_autofree char *trained = id_of (test, "indicator", "code", "TRAINED");
  g_autofree char *outcome = NULL;
  g_autofree char *file = NULL;
  Other            other;
  LepWindow       *window;
  LepPage         *page;
  GtkWidget       *label;

  write_value (test->workspace, NULL, project, trained, "1000");
  outcome = id_of (test, "outcome", "value", "1000");
  other_init (&other, test, "second", FALSE);
  window = app_open (test);
  page = open_list (window, "projects");
  app_wait_until (app_has_label (GTK_WIDGET (page), "1,185 / 305"));

  write_value (test->workspace, outcome, project, trained, "1002");
  write_value (other.workspace, outcome, project, trained, "1003");
  file = export_from (test, other.workspace, other.surroundings, (LepExportOptions){ .full = TRUE });
  import_into (test->workspace, own, file);
  app_wait_until ((label = find_disputed (page)) != NULL);
  g_assert_nonnull (strstr (gtk_widget_get_tooltip_text (label), "two laptops differ"));
  gtk_test_accessible_assert_property (label, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, gtk_widget_get_tooltip_text (label));
  expect_disputed_sum (window, trained);
  app_close (window);
  other_clear (&other);
}

static void
write_grant (LepWorkspace *workspace,
             const char   *project,
             const char   *grant)
{
  g_autoptr (LepEdit) edit = lep_edit_new (workspace);
  g_autoptr (GError) error = NULL;

  lep_edit_row (edit, NULL, "project", project, &error);
  lep_edit_set (edit, "grant", grant);
  lep_edit_commit (edit, &error);
  g_assert_no_error (error);
}

/* The one of both grants that is shown is a matter of their hours. */
static GtkWidget *
find_disputed_grant (LepPage *page)
{
  GtkWidget *mine = app_find (GTK_WIDGET (page), app_is_label, "*312,932.81\302\240KM");

  return mine != NULL ? mine : app_find (GTK_WIDGET (page), app_is_label, "*312,932.82\302\240KM");
}

/* Two laptops differ about an amount of the record itself: its cell says so, until that is settled. */
static void
test_a_disputed_amount_is_marked (AppTest      *test,
                                  gconstpointer data)
{
  g_autoptr (LepSurroundings) own = surroundings_of (test, "state");
  g_autofree char *project = id_of (test, "project", "grant", "31293280");
  g_autofree char *file = NULL;
  Other            other;
  LepWindow       *window;
  LepPage         *page;
  GtkWidget       *label;

  other_init (&other, test, "second", FALSE);
  window = app_open (test);
  page = open_list (window, "projects");
  app_wait_until (app_has_label (GTK_WIDGET (page), "312,932.80\302\240KM"));

  write_grant (test->workspace, project, "31293281");
  write_grant (other.workspace, project, "31293282");
  file = export_from (test, other.workspace, other.surroundings, (LepExportOptions){ .full = TRUE });
  import_into (test->workspace, own, file);
  app_wait_until ((label = find_disputed_grant (page)) != NULL);
  g_assert_nonnull (strstr (gtk_widget_get_tooltip_text (label), "two laptops differ"));

  write_grant (test->workspace, project, "31293283");
  app_wait_until (app_has_label (GTK_WIDGET (page), "312,932.83\302\240KM"));
  app_close (window);
  other_clear (&other);
}

/* Of some indicators the latest counts, or none: their values together are no figure. */
static void
test_values_that_do_not_add_up_have_no_sum (AppTest      *test,
                                            gconstpointer data)
{
  static const char *const accumulations[] = { "sum", "none", "latest" };
  g_autofree char         *project = id_of (test, "project", "grant", "31293280");
  LepWindow               *window = app_open (test);

  for (guint i = 0; i < G_N_ELEMENTS (accumulations); i++)
    {
      g_autoptr (LepEdit) edit = lep_edit_new (test->workspace);
      g_autoptr (GError) error = NULL;
      g_autofree char *id = NULL;
      g_autofree char *filter = NULL;

      lep_edit_row (edit, NULL, "indicator", NULL, &error);
      lep_edit_set (edit, "code", accumulations[i]);
      lep_edit_set (edit, "name", accumulations[i]);
      lep_edit_set (edit, "unit", "persons");
      lep_edit_set (edit, "accumulation", accumulations[i]);
      id = g_strdup (lep_edit_last_id (edit));
      lep_edit_commit (edit, &error);
      g_assert_no_error (error);
      write_value (test->workspace, NULL, project, id, "7001");
      write_value (test->workspace, NULL, project, id, "1");

      filter = g_strconcat ("indicator=", id, NULL);
      lep_window_go (window, "results", &(LepTarget){ .filter = filter });
      app_wait_until (app_has_label (GTK_WIDGET (window), "2 results"));
      g_assert_true (app_has_label (GTK_WIDGET (window), "7,002") == (i == 0));
      g_assert_true (app_has_label (GTK_WIDGET (window), "in all states") == (i == 0));
    }
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
  ADD ("what-is-not-settled-is-marked", NULL, test_what_is_not_settled_is_marked);
  ADD ("a-disputed-amount-is-marked", NULL, test_a_disputed_amount_is_marked);
  ADD ("values-that-do-not-add-up-have-no-sum", NULL, test_values_that_do_not_add_up_have_no_sum);
  ADD ("rows-and-sums-follow-changes", NULL, test_rows_and_sums_follow_changes);
#undef ADD

  return g_test_run ();
}
