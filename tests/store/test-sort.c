/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The quick way to sort gives the order of the plain one: for random rows, for
 * queries with filters, and for a list after edits. */

#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

#include "fill.h"

#include "lep-collate.h"
#include "lep-record-list.h"
#include "lep-record-private.h"
#include "lep-sort-items.h"

#define N_ROUNDS 60
#define N_ROWS   700

static const char *const words[] = { "обука", "obuka", "Obuka zavarivača ", "Žepče", "žaba ", "ljubav", "l", "", "đak ", "Prnjavor – drvo", "12", "9" };

/* Words that many texts share, and a number for some. */
static char *
random_text (GRand *rand)
{
  GString *text = g_string_new (NULL);
  int      n = g_rand_int_range (rand, 0, 5);

  for (int i = 0; i < n; i++)
    g_string_append (text, words[g_rand_int_range (rand, 0, (int) G_N_ELEMENTS (words))]);
  if (g_rand_boolean (rand))
    g_string_append_printf (text, "%d", g_rand_int_range (rand, 0, 30));
  return g_string_free (text, FALSE);
}

static void
assert_same_rids (const LepSortItem *left,
                  const LepSortItem *right,
                  guint              n)
{
  for (guint i = 0; i < n; i++)
    g_assert_cmpint (left[i].rid, ==, right[i].rid);
}

static void
sort_both (GRand   *rand,
           guint    n,
           gboolean texts,
           guint32  n_keys)
{
  g_autoptr (GPtrArray) owned = g_ptr_array_new_with_free_func (g_free);
  g_autofree LepSortItem *quick = g_new0 (LepSortItem, n + 1);
  g_autofree LepSortItem *plain = NULL;

  for (guint i = 0; i < n; i++)
    {
      quick[i].key = g_rand_int_range (rand, 0, (gint32) n_keys) * (g_rand_boolean (rand) ? G_GUINT64_CONSTANT (1) << 40 : 1);
      quick[i].rid = (gint64) ((i * 7919) % n) - 3; /* not in order, each once: 7919 is prime */
      if (texts)
        {
          g_ptr_array_add (owned, random_text (rand));
          lep_sort_item_set_text (&quick[i], g_ptr_array_index (owned, i));
        }
    }
  plain = g_memdup2 (quick, (n + 1) * sizeof *quick);
  if (n > 1)
    qsort (plain, n, sizeof *plain, lep_sort_items_compare);
  lep_sort_items (quick, n);
  assert_same_rids (quick, plain, n);
}

static void
test_quick_order_is_the_plain_one (void)
{
  static const guint sizes[] = { 0, 1, 2, 31, 32, 33, 100, 1000, 4000 };
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);

  for (guint round = 0; round < N_ROUNDS; round++)
    for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
      sort_both (rand, sizes[i], round % 3 > 0, round % 2 == 0 ? 4 : G_MAXINT32);
}

/* All alike for long, as notes are that were copied. */
static void
test_long_texts_that_are_alike (void)
{
  g_autofree char        *same = g_strnfill (5003, 'a');
  g_autofree char        *more = g_strconcat (same, "b", NULL);
  g_autofree LepSortItem *items = g_new0 (LepSortItem, N_ROWS);

  for (guint i = 0; i < N_ROWS; i++)
    {
      items[i].rid = N_ROWS - i;
      lep_sort_item_set_text (&items[i], i % 3 == 0 ? more : same);
    }
  lep_sort_items (items, N_ROWS);
  for (guint i = 1; i < N_ROWS; i++)
    {
      gboolean before_more = (N_ROWS - items[i - 1].rid) % 3 == 0;
      gboolean is_more = (N_ROWS - items[i].rid) % 3 == 0;

      g_assert_true (before_more == is_more ? items[i - 1].rid < items[i].rid : is_more);
    }
}

typedef struct
{
  char    *key; /* or NULL: not answered */
  gint64   rid;
  gboolean found; /* by the filter */
} PlainRow;

static void
plain_row_clear (gpointer data)
{
  g_free (((PlainRow *) data)->key);
}

static int
compare_plain (gconstpointer a,
               gconstpointer b)
{
  const PlainRow *left = a;
  const PlainRow *right = b;
  int             order = left->key == NULL || right->key == NULL ? (left->key == NULL) - (right->key == NULL) : strcmp (left->key, right->key);

  return order != 0 ? order : (left->rid > right->rid) - (left->rid < right->rid);
}

/* All projects as they are, in the plain order of a text, or of the title of
 * what they refer to. */
static GArray *
read_plain (Fill       *fill,
            const char *column)
{
  GArray *rows = g_array_new (FALSE, TRUE, sizeof (PlainRow));
  g_autoptr (LepQuery) query = lep_query_new ("project");
  g_autoptr (GPtrArray) records = lep_query_run (fill->workspace, query, NULL);

  g_array_set_clear_func (rows, plain_row_clear);
  for (guint i = 0; i < records->len; i++)
    {
      LepRecord       *record = g_ptr_array_index (records, i);
      const char      *value = lep_record_get (record, column);
      g_autofree char *title = value != NULL && g_str_equal (column, "partnership") ? lep_workspace_find_title (fill->workspace, column, value) : NULL;
      PlainRow         row = { .rid = lep_record_get_rid (record), .found = g_strcmp0 (lep_record_get (record, "status"), "active") == 0 };

      if (value != NULL)
        row.key = title != NULL || !g_str_equal (column, "partnership") ? lep_collate_key (title != NULL ? title : value) : g_strdup ("\xff");
      g_array_append_val (rows, row);
    }
  qsort (rows->data, rows->len, sizeof (PlainRow), compare_plain);
  return rows;
}

static void
assert_order (Fill       *fill,
              const char *column,
              gboolean    filtered)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepQuery) query = lep_query_new ("project");
  g_autoptr (GArray) plain = read_plain (fill, column);
  g_autoptr (GArray) rids = NULL;
  guint n = 0;

  lep_query_set_sort (query, column, FALSE);
  if (filtered)
    lep_query_add_filter (query, "status", "active");
  rids = lep_query_run_ids (fill->workspace, query, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < plain->len; i++)
    {
      const PlainRow *row = &g_array_index (plain, PlainRow, i);

      if (filtered && !row->found)
        continue;
      g_assert_cmpuint (n, <, rids->len);
      g_assert_cmpint (g_array_index (rids, gint64, n), ==, row->rid);
      n++;
    }
  g_assert_cmpuint (n, ==, rids->len);
}

static void
fill_projects (Fill  *fill,
               GRand *rand)
{
  fill_space (fill, 1, "partnership");
  for (guint i = 0; i < 9; i++) /* three of them have the title of another */
    fill_row (fill, 1, "partnership", 10 + i, "name", words[i % 6], NULL);
  for (guint i = 0; i < N_ROWS; i++)
    {
      g_autofree char *title = random_text (rand);

      fill_row (fill, 1, "project", 1000 + i, "status", i % 4 == 0 ? "active" : "closed",
                i % 11 == 0 ? "reference" : "title", title, i % 13 == 0 ? "lmp" : "partnership",
                i % 13 == 0 ? "" : fill_id ((guint) g_rand_int_range (rand, 8, 19)), NULL); /* 8 and 9 are not here */
    }
}

static void
test_lists_are_in_the_plain_order (Fill         *fill,
                                   gconstpointer data)
{
  static const char *const columns[] = { "title", "reference", "partnership" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (12);

  fill_projects (fill, rand);
  for (guint round = 0; round < 6; round++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
        {
          assert_order (fill, columns[i], FALSE);
          assert_order (fill, columns[i], TRUE);
        }
      for (guint i = 0; i < 40; i++)
        {
          g_autofree char *title = random_text (rand);
          g_autofree char *assignment = g_strdup_printf ("title = '%s', status = '%s'", title, g_rand_boolean (rand) ? "active" : "planned");

          fill_update (fill, "project", 1000 + (guint) g_rand_int_range (rand, 0, N_ROWS), assignment);
        }
      fill_row_state (fill, 1000 + (guint) g_rand_int_range (rand, 0, N_ROWS), "deleted = 1");
      fill_update (fill, "partnership", 10 + round, "name = 'Анђа'");
    }
}

static LepWorkspace *
open_reader (Fill *fill)
{
  g_autoptr (GError) error = NULL;
  LepWorkspace *reader = lep_workspace_open (fill->path, LEP_OPEN_READ, fill->clock, &error);

  g_assert_no_error (error);
  return reader;
}

/* Read by two at once, the list is that which one reads. */
static void
assert_halves (LepWorkspace   *reader,
               LepWorkspace   *beside,
               const LepQuery *query)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) whole = lep_query_run_ids (reader, query, &error);
  g_autoptr (GArray) halves = lep_query_sort_ids (reader, beside, query, &error);

  g_assert_no_error (error);
  g_assert_cmpmem (halves->data, halves->len * sizeof (gint64), whole->data, whole->len * sizeof (gint64));
}

static void
assert_all_halves (LepWorkspace *reader,
                   LepWorkspace *beside)
{
  static const char *const columns[] = { NULL, "title", "reference", "partnership", "status", "created_at", "space" };
  g_autoptr (GError) error = NULL;

  g_assert_true (lep_workspace_begin_read (reader, &error));
  for (guint i = 0; i < 4 * G_N_ELEMENTS (columns); i++)
    {
      g_autoptr (LepQuery) query = lep_query_new ("project");

      lep_query_set_sort (query, columns[i / 4], i % 2 == 0);
      if (i % 4 > 1)
        lep_query_add_filter (query, "status", "active");
      assert_halves (reader, beside, query);
    }
  lep_workspace_end_read (reader);
}

static void
test_halves_are_the_whole (Fill         *fill,
                           gconstpointer data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (13);
  g_autoptr (LepWorkspace) reader = open_reader (fill);
  g_autoptr (LepWorkspace) beside = open_reader (fill);
  gint64 middle;

  lep_db_wait_for_nobody (lep_workspace_get_db (beside));
  assert_all_halves (reader, beside); /* of nothing */
  fill_projects (fill, rand);
  assert_all_halves (reader, beside); /* all of one moment */
  fill_sql (fill, "UPDATE row SET created_at = printf ('2026-0%d-01T00:00:00.000Z', 1 + rid % 7)");
  for (guint i = 0; i < 90; i++)
    fill_row_state (fill, 1000 + (guint) g_rand_int_range (rand, 0, N_ROWS), "deleted = 1");
  assert_all_halves (reader, beside);

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (LepQuery) query = lep_query_new (i == 0 ? "project" : "indicator");

      g_assert_true (lep_query_find_middle (query, reader, &middle, NULL));
      g_assert_cmpint (middle != 0, ==, i == 0);
    }
}

/* Somebody waits to save: nobody else may begin to read, and nobody waits for the other
 * in a circle. */
static void
test_who_saves_is_not_kept_waiting (Fill         *fill,
                                    gconstpointer data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (14);
  g_autoptr (LepWorkspace) reader = open_reader (fill);
  g_autoptr (LepWorkspace) beside = open_reader (fill);
  g_autoptr (LepQuery) query = lep_query_new ("project");
  g_autoptr (GError) error = NULL;
  sqlite3 *other;

  lep_db_wait_for_nobody (lep_workspace_get_db (beside));
  fill_projects (fill, rand);
  lep_query_set_sort (query, "title", FALSE);
  g_assert_true (lep_workspace_begin_read (reader, &error));
  assert_halves (reader, beside, query);

  g_assert_cmpint (sqlite3_open (fill->path, &other), ==, SQLITE_OK);
  sqlite3_db_config (other, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL); /* which keep other programs from writing */
  g_assert_cmpint (sqlite3_exec (other, "BEGIN IMMEDIATE; UPDATE k_project SET title = 'Later' WHERE rid % 5 = 0", NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (other, "COMMIT", NULL, NULL, NULL), ==, SQLITE_BUSY);
  assert_halves (reader, beside, query);
  g_assert_null (lep_query_run_ids (beside, query, &error));
  g_clear_error (&error);
  lep_workspace_end_read (reader);
  g_assert_cmpint (sqlite3_exec (other, "COMMIT", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (other);
  assert_all_halves (reader, beside);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sort/quick-order-is-the-plain-one", test_quick_order_is_the_plain_one);
  g_test_add_func ("/sort/long-texts-that-are-alike", test_long_texts_that_are_alike);
  g_test_add ("/sort/lists-are-in-the-plain-order", Fill, NULL, fill_set_up, test_lists_are_in_the_plain_order, fill_tear_down);
  g_test_add ("/sort/halves-are-the-whole", Fill, NULL, fill_set_up, test_halves_are_the_whole, fill_tear_down);
  g_test_add ("/sort/who-saves-is-not-kept-waiting", Fill, NULL, fill_set_up, test_who_saves_is_not_kept_waiting, fill_tear_down);

  return g_test_run ();
}
