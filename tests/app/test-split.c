/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a result splits, in its record: where that could not be read nothing is written
 * in its place. */

#include "app-test.h"

#include "lep-breakdown-group.h"
#include "lep-field-row.h"
#include "lep-query.h"

#define SPLIT "k_breakdown"

/* The first stored part of the sample by sex. */
static LepRecord *
find_part (AppTest *test)
{
  g_autoptr (LepQuery) query = lep_query_new ("breakdown");
  g_autoptr (GPtrArray) parts = NULL;
  g_autoptr (GError) error = NULL;

  lep_query_add_filter (query, "dimension", "sex");
  parts = lep_query_run (test->workspace, query, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (parts->len, >, 0);
  return g_object_ref (g_ptr_array_index (parts, 0));
}

static guint
count_editable (GtkWidget *widget)
{
  guint n = LEP_IS_FIELD_ROW (widget) && lep_field_row_is_editable (LEP_FIELD_ROW (widget)) ? 1 : 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    n += count_editable (child);
  return n;
}

static void
test_what_could_not_be_read_is_not_written (AppTest      *test,
                                            gconstpointer data)
{
  g_autoptr (LepRecord) part = find_part (test);
  g_autoptr (LepRecord) outcome = lep_workspace_get_record (test->workspace, "outcome", lep_record_get (part, "outcome"), NULL, NULL);
  GtkWidget           *window = g_object_ref_sink (gtk_window_new ());
  GtkWidget           *widget = g_object_new (LEP_TYPE_BREAKDOWN_GROUP, "dimension", "sex", NULL);
  LepBreakdownGroup   *group = LEP_BREAKDOWN_GROUP (widget);
  AdwPreferencesGroup *preferences = ADW_PREFERENCES_GROUP (widget);
  g_autofree char     *rest = NULL;
  guint                n_rows;

  gtk_window_set_child (GTK_WINDOW (window), widget);
  lep_breakdown_group_set_record (group, test->workspace, outcome);
  n_rows = count_editable (widget);
  g_assert_cmpuint (n_rows, >, 1);
  rest = g_strdup (adw_preferences_group_get_description (preferences));

  for (guint i = 0; i < 2; i++)
    {
      app_rename_table (test->path, SPLIT, "away");
      lep_breakdown_group_set_record (group, test->workspace, outcome);
      g_assert_nonnull (strstr (adw_preferences_group_get_description (preferences), "The split could not be read: "));
      g_assert_cmpuint (count_editable (widget), ==, 0);
      g_assert_true (lep_breakdown_group_flush (group));

      app_rename_table (test->path, "away", SPLIT);
      lep_breakdown_group_set_record (group, test->workspace, outcome);
      g_assert_cmpstr (adw_preferences_group_get_description (preferences), ==, rest);
      g_assert_cmpuint (count_editable (widget), ==, n_rows);
    }

  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (window);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add ("/split/what-could-not-be-read-is-not-written", AppTest, NULL, app_set_up, test_what_could_not_be_read_is_not_written, app_tear_down);

  return g_test_run ();
}
