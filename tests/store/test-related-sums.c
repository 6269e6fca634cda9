/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the figures of indicators come to over all rows of a list, in its foot. */

#include "totals.h"

#include "lep-record-list.h"

static void
set_up (Fill         *fill,
        gconstpointer data)
{
  totals_set_up (fill, data);
  totals_add (fill, FIRST, PROJECT, TRAINED, "2025-03-31", "10", "claimed");
  totals_add (fill, FIRST + 1, PROJECT_2, TRAINED, "2025-03-31", "20", "claimed");
  totals_add (fill, FIRST + 2, PROJECT_3, TRAINED, "2025-03-31", "40", "claimed");
  totals_add (fill, FIRST + 3, PROJECT, EMPLOYED, "2025-03-31", "5", "claimed");
  totals_add (fill, FIRST + 4, PROJECT, EMPLOYED, "2025-03-31", "3", "verified");
  totals_add (fill, FIRST + 5, PROJECT, ACTIVE_NOW, "2025-03-31", "7", "claimed");
  totals_add (fill, FIRST + 6, PROJECT, ACTIVE_NOW, "2025-06-30", "6", "claimed");
  totals_add (fill, FIRST + 7, PROJECT_3, ACTIVE_NOW, "2025-03-31", "1", "claimed");
  totals_add (fill, FIRST + 8, PROJECT, BEST, "2025-03-31", "9", "claimed");
  totals_add (fill, FIRST + 9, PROJECT, BEST, "2025-06-30", "8", "claimed");
  totals_add (fill, FIRST + 10, PROJECT_3, BEST, "2025-06-30", "2", "claimed");
  totals_add (fill, FIRST + 11, PROJECT, LISTED, "2025-06-30", "1000", "claimed");
  fill_row (fill, PARTNERSHIP, "target", FIRST + 12, "indicator", fill_id (TRAINED), "project", fill_id (PROJECT), "value", "15", NULL);
  fill_row (fill, PARTNERSHIP_2, "target", FIRST + 13, "indicator", fill_id (TRAINED), "project", fill_id (PROJECT_3), "value", "50", NULL);
  fill_row (fill, PARTNERSHIP_2, "target", FIRST + 14, "indicator", fill_id (TRAINED), "partnership", fill_id (PARTNERSHIP_2), "value", "45", NULL);
  fill_row (fill, PARTNERSHIP, "partnership", PARTNERSHIP, "name", "One", NULL);
  fill_row (fill, PARTNERSHIP_2, "partnership", PARTNERSHIP_2, "name", "Two", NULL);
}

static const char *const figures[] = { "TRAINED.actual", "TRAINED.target", "EMPLOYED.actual", "ACTIVE.actual", "BEST.actual", "LISTED.actual", "NOBODY.actual", NULL };

static LepQuery *
figures_of (const char *kind)
{
  LepQuery *query = lep_query_new (kind);

  for (guint i = 0; figures[i] != NULL; i++)
    lep_query_add_column (query, figures[i]);
  return query;
}

static const GPtrArray *
wait_for_related_sums (LepRecordList *list,
                       GError       **error)
{
  const GPtrArray *sums;
  GError          *problem = NULL;

  while ((sums = lep_record_list_get_related_sums (list, &problem)) == NULL && problem == NULL)
    g_main_context_iteration (NULL, TRUE);
  if (problem != NULL)
    g_propagate_error (error, problem);
  return sums;
}

static void
assert_related_sum (LepRecordList *list,
                    const char    *column,
                    gint64         value,
                    gboolean       provisional)
{
  g_autoptr (GError) error = NULL;
  const LepRelatedSum *sum = lep_related_sum_find (wait_for_related_sums (list, &error), column);

  g_assert_no_error (error);
  g_assert_cmpint (sum->has_sum, ==, value >= 0);
  g_assert_cmpint (sum->value, ==, MAX (value, 0));
  g_assert_cmpint (sum->provisional, ==, provisional);
}

/* What each row shows, added up by hand. */
static void
assert_related_sums_are_of_the_rows (LepRecordList *list)
{
  for (guint i = 0; figures[i] != NULL; i++)
    {
      gint64   sum = 0;
      gboolean has_sum = FALSE;

      for (guint j = 0; j < g_list_model_get_n_items (G_LIST_MODEL (list)); j++)
        {
          g_autoptr (LepRecord) record = g_list_model_get_item (G_LIST_MODEL (list), j);
          gint64 value;

          if (!lep_record_get_column_int64 (record, figures[i], &value))
            continue;
          sum += value;
          has_sum = TRUE;
        }
      assert_related_sum (list, figures[i], has_sum ? sum : -1, FALSE);
    }
}

static void
test_related_sums_are_those_of_the_rows_found (Fill         *fill,
                                               gconstpointer data)
{
  static const char *const kinds[] = { "project", "partnership" };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (LepQuery) query = figures_of (kinds[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (LepRecordList) list = lep_record_list_new (fill->workspace, query, &error);

      g_assert_no_error (error);
      assert_related_sum (list, "TRAINED.actual", 70, FALSE);
      assert_related_sum (list, "TRAINED.target", i == 0 ? 65 : 60, FALSE);
      assert_related_sum (list, "EMPLOYED.actual", 3, FALSE);
      assert_related_sum (list, "ACTIVE.actual", 7, FALSE);
      assert_related_sum (list, "BEST.actual", 11, FALSE);
      assert_related_sum (list, "LISTED.actual", -1, FALSE);
      assert_related_sum (list, "NOBODY.actual", -1, FALSE);
      assert_related_sums_are_of_the_rows (list);

      lep_query_set_text (query, i == 0 ? "three" : "two");
      g_assert_true (lep_record_list_set_query (list, query, &error));
      assert_related_sum (list, "TRAINED.actual", 40, FALSE);
      assert_related_sums_are_of_the_rows (list);
    }
}

static void
test_related_sums_follow_and_say_what_is_disputed (Fill         *fill,
                                                   gconstpointer data)
{
  g_autoptr (LepQuery) query = figures_of ("project");
  g_autoptr (GError) error = NULL;
  g_autoptr (LepRecordList) list = lep_record_list_new (fill->workspace, query, &error);
  g_autoptr (LepRecord) first = g_list_model_get_item (G_LIST_MODEL (list), 0);

  assert_related_sum (list, "TRAINED.actual", 70, FALSE);
  g_assert_null (lep_record_get_column (first, "TRAINED.provisional"));
  fill_update (fill, "outcome", FIRST, "value = 11");
  fill_row_state (fill, FIRST, "conflicts = 1");
  g_signal_emit_by_name (fill->workspace, "changed");
  /* What was there stays until the new is; it takes one reading. */
  g_assert_cmpint (lep_related_sum_find (lep_record_list_get_related_sums (list, &error), "TRAINED.actual")->value, ==, 70);
  while (lep_related_sum_find (lep_record_list_get_related_sums (list, &error), "TRAINED.actual")->value == 70)
    g_main_context_iteration (NULL, TRUE);
  assert_related_sum (list, "TRAINED.actual", 71, TRUE);
  assert_related_sum (list, "EMPLOYED.actual", 3, FALSE);
  g_assert_cmpstr (lep_record_get_column (first, "TRAINED.provisional"), ==, "1");
}

static void
read_cb (LepRecordList *list,
         const GError  *error,
         gboolean      *failed)
{
  *failed |= error != NULL;
}

/* Neither a part of a sum nor a nought: no sum, and why. */
static void
test_related_sums_that_cannot_be_read (Fill         *fill,
                                       gconstpointer data)
{
  g_autoptr (LepQuery) query = figures_of ("project");
  g_autoptr (GError) error = NULL;
  g_autoptr (LepRecordList) list = NULL;
  gboolean failed = FALSE;

  list = lep_record_list_new (fill->workspace, query, &error);
  g_signal_connect (list, "read", G_CALLBACK (read_cb), &failed);
  assert_related_sum (list, "TRAINED.actual", 70, FALSE);
  fill_sql (fill, "ALTER TABLE k_target RENAME COLUMN due_on TO due");
  lep_query_set_text (query, "one");
  g_assert_true (lep_record_list_set_query (list, query, &error));
  g_assert_null (wait_for_related_sums (list, &error));
  g_assert_nonnull (error);
  g_assert_true (failed);
  g_clear_error (&error);

  fill_sql (fill, "ALTER TABLE k_target RENAME COLUMN due TO due_on");
  g_assert_true (lep_record_list_refresh (list, &error));
  assert_related_sum (list, "TRAINED.actual", 10, FALSE);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) g_test_add ("/related-sums/" path, Fill, NULL, set_up, function, fill_tear_down)
  ADD ("related-sums-are-those-of-the-rows-found", test_related_sums_are_those_of_the_rows_found);
  ADD ("related-sums-follow-and-say-what-is-disputed", test_related_sums_follow_and_say_what_is_disputed);
  ADD ("related-sums-that-cannot-be-read", test_related_sums_that_cannot_be_read);
#undef ADD

  return g_test_run ();
}
