/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lazy list: pages, sorting, and following what happens. */

#include "fill.h"

#include "lep-record-list.h"

#define N_ROWS 300

typedef struct
{
  guint position, removed, added;
} Change;

static void
changed_cb (GListModel *model,
            guint       position,
            guint       removed,
            guint       added,
            GArray     *changes)
{
  Change change = { position, removed, added };

  /* What is announced is already so. */
  g_assert_cmpuint (position + added, <=, g_list_model_get_n_items (model));
  g_array_append_val (changes, change);
}

static void
set_up (Fill         *fill,
        gconstpointer data)
{
  fill_set_up (fill, data);
  fill_space (fill, 1, "programme");
  fill_sql (fill, "BEGIN");
  for (guint i = 0; i < N_ROWS; i++)
    {
      g_autofree char *name = g_strdup_printf ("place %03u", (i * 7) % N_ROWS);

      fill_row (fill, 1, "place", 1000 + i, "name", name, NULL);
    }
  fill_sql (fill, "COMMIT");
}

static LepRecordList *
new_list (Fill       *fill,
          const char *sort)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepQuery) query = lep_query_new ("place");
  LepRecordList *list;

  lep_query_set_sort (query, sort, FALSE);
  list = lep_record_list_new (fill->workspace, query, &error);
  g_assert_no_error (error);
  return list;
}

static void
assert_name (LepRecordList *list,
             guint          position,
             const char    *name)
{
  g_autoptr (LepRecord) record = g_list_model_get_item (G_LIST_MODEL (list), position);

  g_assert_cmpstr (lep_record_get (record, "name"), ==, name);
}

static void
test_any_row_can_be_looked_at (Fill         *fill,
                               gconstpointer data)
{
  g_autoptr (LepRecordList) list = new_list (fill, "name");

  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (list)) == LEP_TYPE_RECORD);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, N_ROWS);
  assert_name (list, N_ROWS - 1, "place 299");
  assert_name (list, 0, "place 000");
  for (guint i = 0; i < N_ROWS; i++)
    {
      g_autofree char *name = g_strdup_printf ("place %03u", i);

      assert_name (list, i, name);
    }
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (list), N_ROWS));
}

static void
test_sorting_anew_replaces_all (Fill         *fill,
                                gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepRecordList) list = new_list (fill, "name");
  g_autoptr (LepQuery) query = lep_query_new ("place");
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (Change));

  g_signal_connect (list, "items-changed", G_CALLBACK (changed_cb), changes);
  lep_query_set_sort (query, "name", TRUE);
  g_assert_true (lep_record_list_set_query (list, query, &error));
  g_assert_no_error (error);
  assert_name (list, 0, "place 299");
  g_assert_cmpuint (changes->len, ==, 2);
  g_assert_cmpuint (g_array_index (changes, Change, 0).removed, ==, N_ROWS);
  g_assert_cmpuint (g_array_index (changes, Change, 0).added, ==, 0);
  g_assert_cmpuint (g_array_index (changes, Change, 1).added, ==, N_ROWS);

  lep_query_set_sort (query, "nonsense", TRUE);
  g_assert_false (lep_record_list_set_query (list, query, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_NOT_FOUND);
  assert_name (list, 0, "place 299");
}

static void
count_cb (LepRecord *record,
          guint     *count)
{
  (*count)++;
}

static void
test_change_keeps_objects (Fill         *fill,
                           gconstpointer data)
{
  g_autoptr (LepRecordList) list = new_list (fill, NULL);
  g_autoptr (LepRecord) first = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_autoptr (LepRecord) second = g_list_model_get_item (G_LIST_MODEL (list), 1);
  g_autoptr (LepRecord) again = NULL;
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (Change));
  guint n_first = 0, n_second = 0;

  g_signal_connect (list, "items-changed", G_CALLBACK (changed_cb), changes);
  g_signal_connect (first, "changed", G_CALLBACK (count_cb), &n_first);
  g_signal_connect (second, "changed", G_CALLBACK (count_cb), &n_second);

  fill_update (fill, "place", 1000, "name = 'elsewhere'");
  g_signal_emit_by_name (fill->workspace, "changed");
  again = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_assert_true (again == first);
  g_assert_cmpstr (lep_record_get (first, "name"), ==, "elsewhere");
  g_assert_cmpuint (n_first, ==, 1);
  g_assert_cmpuint (n_second, ==, 0);
  g_assert_cmpuint (changes->len, ==, 0);
}

static void
test_new_and_deleted_rows_come_and_go (Fill         *fill,
                                       gconstpointer data)
{
  g_autoptr (LepRecordList) list = new_list (fill, "name");
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (Change));
  guint position;

  g_signal_connect (list, "items-changed", G_CALLBACK (changed_cb), changes);
  fill_row (fill, 1, "place", 2000, "name", "place 100 b", NULL);
  g_signal_emit_by_name (fill->workspace, "changed");
  g_assert_cmpuint (changes->len, ==, 1);
  g_assert_cmpuint (g_array_index (changes, Change, 0).position, ==, 101);
  g_assert_cmpuint (g_array_index (changes, Change, 0).removed, ==, 0);
  g_assert_cmpuint (g_array_index (changes, Change, 0).added, ==, 1);
  g_assert_true (lep_record_list_find (list, fill_id (2000), &position));
  g_assert_cmpuint (position, ==, 101);

  fill_row_state (fill, 2000, "deleted = 1");
  g_signal_emit_by_name (fill->workspace, "changed");
  g_assert_cmpuint (changes->len, ==, 2);
  g_assert_cmpuint (g_array_index (changes, Change, 1).removed, ==, 1);
  g_assert_cmpuint (g_array_index (changes, Change, 1).added, ==, 0);
  g_assert_false (lep_record_list_find (list, fill_id (2000), &position));
}

static void
test_list_is_freed (Fill         *fill,
                    gconstpointer data)
{
  LepRecordList *list = new_list (fill, "name");
  g_autoptr (GError) error = NULL;
  const LepSums *sums = lep_record_list_get_sums (list, &error);
  g_autoptr (LepRecord) record = g_list_model_get_item (G_LIST_MODEL (list), 5);

  g_assert_no_error (error);
  g_assert_cmpint (sums->count, ==, N_ROWS);
  g_assert_finalize_object (list);
  g_signal_emit_by_name (fill->workspace, "changed");
  g_assert_cmpstr (lep_record_get (record, "name"), ==, "place 005");
}

/* More than are read while somebody waits. */
#define N_LONG 20100

static void
fill_long (Fill *fill)
{
  g_autofree char *sql =
    g_strdup_printf ("CREATE TEMP TABLE s AS WITH RECURSIVE s (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM s WHERE i < %d) SELECT i FROM s;"
                     "INSERT INTO row SELECT 5000 + i, 1, (SELECT no FROM kind WHERE name = 'place'), lep_id (printf ('00000009-0000-7000-8000-%%012d', i)),"
                     " x'', 0, 0, 0, '2026-01-01', '2026-01-01' FROM s;"
                     "INSERT INTO k_place (rid, name) SELECT 5000 + i, printf ('town %%06d', i * 7919 %% %d) FROM s;",
                     N_LONG, N_LONG);

  fill_sql (fill, "BEGIN");
  fill_sql (fill, sql);
  fill_sql (fill, "COMMIT");
}

typedef struct
{
  guint    n_read;
  gboolean failed;
} Reads;

static void
read_cb (LepRecordList *list,
         const GError  *error,
         Reads         *reads)
{
  reads->n_read++;
  reads->failed |= error != NULL;
}

static void
wait_for_rows (LepRecordList *list)
{
  while (lep_record_list_is_reading (list))
    g_main_context_iteration (NULL, TRUE);
}

static void
assert_count (LepRecordList *list,
              gint64         count)
{
  g_autoptr (GError) error = NULL;

  while (lep_record_list_get_sums (list, &error) == NULL)
    {
      g_assert_no_error (error);
      g_main_context_iteration (NULL, TRUE);
    }
  g_assert_cmpint (lep_record_list_get_sums (list, &error)->count, ==, count);
}

static void
set_sort (LepRecordList *list,
          const char    *sort,
          gboolean       descending)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepQuery) query = lep_query_new ("place");

  lep_query_set_sort (query, sort, descending);
  g_assert_true (lep_record_list_set_query (list, query, &error));
  g_assert_no_error (error);
}

static void
test_long_lists_come_later (Fill         *fill,
                            gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepRecordList) list = NULL;
  g_autoptr (LepQuery) fewer = NULL;
  Reads reads = { 0 };

  fill_long (fill);
  list = new_list (fill, "name");
  g_signal_connect (list, "read", G_CALLBACK (read_cb), &reads);
  g_assert_true (lep_record_list_is_reading (list));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);
  wait_for_rows (list);
  g_assert_cmpuint (reads.n_read, ==, 1);
  assert_count (list, N_ROWS + N_LONG); /* with the rows, or a moment later */
  reads.n_read = 0;
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, N_ROWS + N_LONG);
  assert_name (list, 0, "place 000");
  assert_name (list, N_ROWS, "town 000000");

  /* Only what was asked for last comes; until then the rows stay. */
  set_sort (list, "name", TRUE);
  set_sort (list, "latitude", FALSE);
  set_sort (list, "name", TRUE);
  assert_name (list, 0, "place 000");
  wait_for_rows (list);
  g_assert_cmpuint (reads.n_read, ==, 1);
  assert_name (list, N_ROWS + N_LONG - 1, "place 000");

  /* What fails later is told, and the rows stay. */
  set_sort (list, "nonsense", FALSE);
  wait_for_rows (list);
  g_assert_cmpuint (reads.n_read, ==, 2);
  g_assert_true (reads.failed);
  assert_name (list, N_ROWS + N_LONG - 1, "place 000");

  /* Sums are of the rows that are found, however they are sorted. */
  fewer = lep_query_new ("place");
  lep_query_add_filter (fewer, "name", "place 000");
  lep_query_set_sort (fewer, "name", FALSE);
  g_assert_true (lep_record_list_set_query (list, fewer, &error));
  assert_count (list, 1);
  lep_query_set_sort (fewer, "name", TRUE);
  g_assert_true (lep_record_list_set_query (list, fewer, &error));
  assert_count (list, 1);
  set_sort (list, "name", TRUE);
  assert_count (list, N_ROWS + N_LONG);
}

static void
test_long_lists_follow (Fill         *fill,
                        gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepRecordList) list = NULL;
  g_autoptr (LepRecord) first = NULL;

  fill_long (fill);
  list = new_list (fill, "name");
  wait_for_rows (list);
  first = g_list_model_get_item (G_LIST_MODEL (list), 0);
  assert_count (list, N_ROWS + N_LONG);

  fill_update (fill, "place", 1000, "name = 'zone'");
  fill_row_state (fill, 1000 + 1, "deleted = 1");
  g_assert_true (lep_record_list_refresh (list, &error));
  g_assert_no_error (error);
  wait_for_rows (list);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, N_ROWS + N_LONG - 1);
  assert_count (list, N_ROWS + N_LONG - 1);
  assert_name (list, N_ROWS + N_LONG - 2, "zone");
  g_assert_cmpstr (lep_record_get (first, "name"), ==, "zone");

  /* Sorted while it is read again, it shows what is new, too. */
  fill_update (fill, "place", 1000, "name = 'yard'");
  g_assert_true (lep_record_list_refresh (list, &error));
  set_sort (list, "name", TRUE);
  wait_for_rows (list);
  assert_name (list, 0, "yard");
  g_assert_cmpstr (lep_record_get (first, "name"), ==, "yard");

  /* What nobody waits for any more is given up. */
  g_assert_true (lep_record_list_refresh (list, &error));
  g_assert_finalize_object (g_steal_pointer (&list));
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* What could not be added up is told, as often as somebody asks, and not awaited
 * for ever; read anew, it is there. */
static void
test_sums_that_cannot_be_read (Fill         *fill,
                               gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepQuery) query = lep_query_new ("criterion");
  g_autoptr (LepRecordList) list = NULL;

  fill_row (fill, 1, "criterion", 2000, "text", "A", "position", "3", NULL);
  fill_sql (fill, "INSERT INTO row SELECT i, r.space_no, r.kind_no, randomblob (16), x'', 0, 0, 0, r.created_at, r.changed_at FROM row r, (WITH RECURSIVE s (i) AS"
                  " (VALUES (50001) UNION ALL SELECT i + 1 FROM s WHERE i < 71000) SELECT i FROM s) WHERE r.rid = (SELECT rid FROM k_criterion)");
  fill_sql (fill, "INSERT INTO k_criterion (rid) SELECT rid FROM row WHERE rid > 50000");
  fill_sql (fill, "ALTER TABLE k_criterion RENAME COLUMN position TO place");
  list = lep_record_list_new (fill->workspace, query, &error);
  g_assert_no_error (error);
  wait_for_rows (list);
  while (lep_record_list_get_sums (list, &error) == NULL && error == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_clear_error (&error);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 21001);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_null (lep_record_list_get_sums (list, &error));
      g_assert_nonnull (error);
      g_clear_error (&error);
    }

  fill_sql (fill, "ALTER TABLE k_criterion RENAME COLUMN place TO position");
  g_assert_true (lep_record_list_refresh (list, &error));
  g_assert_null (lep_record_list_get_sums (list, &error));
  g_assert_no_error (error);
  assert_count (list, 21001);
  g_assert_cmpint (lep_record_list_get_sums (list, NULL)->sums[lep_kind_field_index (lep_schema_kind ("category"), "position")], ==, 3);

  /* The same of rows that could not be read. */
  lep_query_set_sort (query, "nonsense", FALSE);
  lep_query_add_filter (query, "label", "A");
  g_assert_true (lep_record_list_set_query (list, query, &error));
  wait_for_rows (list);
  g_assert_null (lep_record_list_get_sums (list, &error));
  g_assert_nonnull (error);
}

/* Figures are counted for each of its rows: that is done in a thread. */
static void
test_sorting_by_a_figure_comes_later (Fill         *fill,
                                      gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepQuery) query = lep_query_new ("project");
  g_autoptr (LepRecordList) list = NULL;
  g_autoptr (LepRecord) first = NULL;

  fill_row (fill, 1, "indicator", 1900, "code", "TRAINED", "name", "Trained", "accumulation", "sum", NULL);
  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *title = g_strdup_printf ("Project %02u", i);
      g_autofree char *target = g_strdup_printf ("%u", i);

      fill_row (fill, 1, "project", 2001 + i, "title", title, NULL);
      fill_row (fill, 1, "target", 2101 + i, "indicator", fill_id (1900), "project", fill_id (2001 + i), "value", target, NULL);
    }
  lep_query_set_sort (query, "title", FALSE);
  list = lep_record_list_new (fill->workspace, query, &error);
  g_assert_no_error (error);
  g_assert_false (lep_record_list_is_reading (list));

  lep_query_set_sort (query, "TRAINED.target", TRUE);
  g_assert_true (lep_record_list_set_query (list, query, &error));
  g_assert_true (lep_record_list_is_reading (list));
  wait_for_rows (list);
  first = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_assert_cmpstr (lep_record_get (first, "title"), ==, "Project 59");
}

/* Related columns of the first rows are there at once, those of the others when
 * nothing else is to be done; each says that it has changed. */
static void
test_related_columns_of_many_come_later (Fill         *fill,
                                         gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepQuery) query = lep_query_new ("project");
  g_autoptr (LepRecordList) list = NULL;
  g_autoptr (LepRecord) first = NULL;
  g_autoptr (LepRecord) last = NULL;
  guint n_changed = 0;

  fill_row (fill, 1, "partnership", 2000, "name", "LEP Konjic", NULL);
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *title = g_strdup_printf ("Project %02u", i);

      fill_row (fill, 1, "project", 2001 + i, "title", title, "partnership", fill_id (2000), NULL);
    }
  lep_query_set_sort (query, "title", FALSE);
  lep_query_add_column (query, "partnership.title");
  list = lep_record_list_new (fill->workspace, query, &error);
  g_assert_no_error (error);

  first = g_list_model_get_item (G_LIST_MODEL (list), 0);
  last = g_list_model_get_item (G_LIST_MODEL (list), 99);
  g_signal_connect (last, "changed", G_CALLBACK (count_cb), &n_changed);
  g_assert_cmpstr (lep_record_get_column (first, "partnership.title"), ==, "LEP Konjic");
  g_assert_cmpstr (lep_record_get (last, "title"), ==, "Project 99");
  g_assert_null (lep_record_get_column (last, "partnership.title"));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpstr (lep_record_get_column (last, "partnership.title"), ==, "LEP Konjic");
  g_assert_cmpuint (n_changed, ==, 1);

  /* The list may go away before. */
  g_clear_object (&list);
  list = lep_record_list_new (fill->workspace, query, &error);
  g_assert_no_error (error);
  g_object_unref (g_list_model_get_item (G_LIST_MODEL (list), 99));
  g_assert_finalize_object (g_steal_pointer (&list));
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

#define ADD(path, function) g_test_add ("/record-list/" path, Fill, NULL, set_up, function, fill_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("any-row-can-be-looked-at", test_any_row_can_be_looked_at);
  ADD ("sorting-anew-replaces-all", test_sorting_anew_replaces_all);
  ADD ("change-keeps-objects", test_change_keeps_objects);
  ADD ("new-and-deleted-rows-come-and-go", test_new_and_deleted_rows_come_and_go);
  ADD ("list-is-freed", test_list_is_freed);
  ADD ("sorting-by-a-figure-comes-later", test_sorting_by_a_figure_comes_later);
  ADD ("related-columns-of-many-come-later", test_related_columns_of_many_come_later);

  ADD ("long-lists-come-later", test_long_lists_come_later);
  ADD ("long-lists-follow", test_long_lists_follow);
  ADD ("sums-that-cannot-be-read", test_sums_that_cannot_be_read);

  return g_test_run ();
}
