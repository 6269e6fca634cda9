/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two organisations that are one: joined, read through, and separated again. */

#include "lep-ingest.h"
#include "lep-query.h"
#include "lep-record.h"
#include "lep-same.h"
#include "lep-store-test.h"
#include "lep-total.h"
#include "lep-undo.h"

typedef struct
{
  char   *dir;
  Laptop *a, *b;
  char   *latin;
  char   *cyrillic;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->dir = lep_test_dir ();
  fixture->a = laptop_new (fixture->dir, 1);
  fixture->b = laptop_new (fixture->dir, 2);
  fixture->latin = laptop_put (fixture->a, PROGRAMME, "organisation", NULL, "name", "Škola Prnjavor", "actor_group", "education", NULL);
  fixture->cyrillic = laptop_put (fixture->a, PROGRAMME, "organisation", NULL, "name", "Школа Прњавор", "actor_group", "education", NULL);
  g_free (laptop_put (fixture->a, PARTNERSHIP, "membership", NULL, "partnership", PARTNERSHIP, "organisation", fixture->cyrillic, NULL));
  laptop_give (fixture->a, fixture->b);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  laptop_free (fixture->a);
  laptop_free (fixture->b);
  g_free (fixture->latin);
  g_free (fixture->cyrillic);
  lep_test_dir_free (fixture->dir);
}

static guint
count_listed (Laptop *laptop)
{
  g_autoptr (LepQuery) query = lep_query_new ("organisation");
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GError) error = NULL;

  lep_query_set_rows (query, LEP_ROWS_STANDING);
  records = lep_query_run (laptop->workspace, query, &error);
  g_assert_no_error (error);
  return records->len;
}

static void
expect_group (Laptop     *laptop,
              const char *id,
              const char *root,
              guint       n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) group = lep_same_group (laptop->workspace, id, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (group->len, ==, n);
  g_assert_cmpstr (g_ptr_array_index (group, 0), ==, root);
}

static void
test_the_same_name_in_another_script_is_offered (Fixture      *fixture,
                                                 gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = lep_same_candidates (fixture->a->workspace, fixture->latin, &error);
  g_autoptr (GPtrArray) none = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (found, 0), ==, fixture->cyrillic);
  lep_same_join (fixture->a->workspace, fixture->latin, fixture->cyrillic, &error);
  g_assert_no_error (error);
  none = lep_same_candidates (fixture->a->workspace, fixture->latin, &error);
  g_assert_cmpuint (none->len, ==, 0);
}

static void
test_links_are_counted (Fixture      *fixture,
                        gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) links = lep_same_links (fixture->a->workspace, fixture->cyrillic, &error);
  g_autoptr (GArray) none = lep_same_links (fixture->a->workspace, fixture->latin, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (links->len, ==, 1);
  g_assert_cmpstr (g_array_index (links, LepSameLinks, 0).kind->name, ==, "membership");
  g_assert_cmpint (g_array_index (links, LepSameLinks, 0).n, ==, 1);
  g_assert_cmpuint (none->len, ==, 0);
}

static void
test_joined_and_separated (Fixture      *fixture,
                           gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  LepUndone undone;

  g_assert_cmpuint (count_listed (fixture->a), ==, 2);
  lep_same_join (fixture->a->workspace, fixture->latin, fixture->cyrillic, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_listed (fixture->a), ==, 1);
  expect_group (fixture->a, fixture->cyrillic, fixture->latin, 2);

  /* The one behind comes to the front. */
  lep_same_join (fixture->a->workspace, fixture->cyrillic, fixture->latin, &error);
  g_assert_no_error (error);
  expect_group (fixture->a, fixture->latin, fixture->cyrillic, 2);
  lep_undo_last (fixture->a->workspace, &undone, &error);
  g_assert_no_error (error);
  expect_group (fixture->a, fixture->latin, fixture->latin, 2);

  lep_same_part (fixture->a->workspace, fixture->cyrillic, &error);
  g_assert_no_error (error);
  expect_group (fixture->a, fixture->cyrillic, fixture->cyrillic, 1);
  g_assert_cmpuint (count_listed (fixture->a), ==, 2);
}

static void
test_joined_both_ways_at_once (Fixture      *fixture,
                               gconstpointer data)
{
  const char *smaller = strcmp (fixture->latin, fixture->cyrillic) < 0 ? fixture->latin : fixture->cyrillic;
  g_autoptr (GError) error = NULL;

  lep_same_join (fixture->a->workspace, fixture->latin, fixture->cyrillic, &error);
  g_assert_no_error (error);
  lep_same_join (fixture->b->workspace, fixture->cyrillic, fixture->latin, &error);
  g_assert_no_error (error);
  laptop_give (fixture->a, fixture->b);
  laptop_give (fixture->b, fixture->a);
  laptops_agree (fixture->a, fixture->b);

  expect_group (fixture->a, fixture->latin, smaller, 2);
  expect_group (fixture->b, fixture->cyrillic, smaller, 2);
  g_assert_cmpuint (count_listed (fixture->a), ==, 1);
  g_assert_cmpuint (count_listed (fixture->b), ==, 1);
  laptop_expect (fixture->b, "SELECT count (*) FROM k_organisation JOIN row USING (rid) WHERE NOT deleted", "2");
}

static void
expect_members (Laptop *laptop,
                gint64  n)
{
  const LepTotalQuery query = { .indicator = "ORGANISATIONS", .scope = LEP_SCOPE_PROGRAMME };
  g_autoptr (GError) error = NULL;
  g_autoptr (LepTotal) total = lep_total (laptop->workspace, &query, &error);

  g_assert_no_error (error);
  g_assert_cmpint (total->total, ==, n);
}

/* Who clears the double away has still one organisation, not two. */
static void
test_a_deleted_double_is_still_the_same (Fixture      *fixture,
                                         gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepQuery) query = lep_query_new ("membership");
  g_autoptr (GPtrArray) found = NULL;

  g_free (laptop_put (fixture->a, PARTNERSHIP, "membership", NULL, "partnership", PARTNERSHIP, "organisation", fixture->latin, NULL));
  expect_members (fixture->a, 2);
  lep_same_join (fixture->a->workspace, fixture->latin, fixture->cyrillic, &error);
  g_assert_no_error (error);
  expect_members (fixture->a, 1);
  laptop_life (fixture->a, PROGRAMME, "organisation", fixture->cyrillic, LEP_LIFE_DELETED);
  expect_members (fixture->a, 1);
  expect_group (fixture->a, fixture->cyrillic, fixture->latin, 2);
  g_assert_cmpuint (count_listed (fixture->a), ==, 1);

  lep_query_add_filter (query, "organisation", fixture->latin);
  found = lep_query_run (fixture->a->workspace, query, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 2);
}

/* Three people who each choose another, and one record that leads there. */
static void
test_joined_in_a_circle (Fixture      *fixture,
                         gconstpointer data)
{
  g_autofree char *outside = g_strdup ("00000000-0000-7000-8000-000000000001"); /* smaller than all of the circle */
  g_autofree char *third = laptop_put (fixture->a, PROGRAMME, "organisation", NULL, "name", "Prnjavor school", "actor_group", "education", NULL);
  const char      *circle[] = { fixture->latin, fixture->cyrillic, third };
  const char      *smallest = fixture->latin;
  g_autofree char *title = NULL;

  g_free (laptop_put (fixture->a, PROGRAMME, "organisation", outside, "name", "School", "actor_group", "education", NULL));
  laptop_edit (fixture->a, PROGRAMME, "organisation", outside, "merged_into", third);
  for (guint i = 0; i < 3; i++)
    {
      laptop_edit (fixture->a, PROGRAMME, "organisation", circle[i], "merged_into", circle[(i + 1) % 3]);
      smallest = strcmp (circle[i], smallest) < 0 ? circle[i] : smallest;
    }

  for (guint i = 0; i < 3; i++)
    expect_group (fixture->a, circle[i], smallest, 4);
  expect_group (fixture->a, outside, smallest, 4);
  g_assert_cmpuint (count_listed (fixture->a), ==, 1);
  title = lep_workspace_dup_title (fixture->a->workspace, "organisation", outside);
  g_assert_cmpstr (title, ==, g_str_equal (smallest, third) ? "Prnjavor school" : g_str_equal (smallest, fixture->latin) ? "Škola Prnjavor"
                                                                                                                         : "Школа Прњавор");
}

static void
expect_title (Laptop     *laptop,
              const char *id,
              const char *expected)
{
  g_autofree char *title = lep_workspace_dup_title (laptop->workspace, "organisation", id);

  g_assert_cmpstr (title, ==, expected);
}

/* It is kept between two looks: not longer than nothing is written, here or by another
 * program, and not when it was taken back. */
static void
test_what_is_kept_follows_what_is_written (Fixture      *fixture,
                                           gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepWorkspace) other = lep_workspace_open (fixture->a->path, LEP_OPEN_WRITE, fixture->a->clock, &error);
  g_autoptr (GPtrArray) parcels = NULL;
  g_autoptr (LepIngest) ingest = NULL;

  g_assert_no_error (error);
  expect_title (fixture->a, fixture->cyrillic, "Школа Прњавор");
  lep_same_join (other, fixture->latin, fixture->cyrillic, &error);
  g_assert_no_error (error);
  expect_title (fixture->a, fixture->cyrillic, "Škola Prnjavor");
  g_assert_cmpuint (count_listed (fixture->a), ==, 1);

  laptop_give (fixture->a, fixture->b);
  lep_same_part (fixture->b->workspace, fixture->cyrillic, &error);
  g_assert_no_error (error);
  parcels = laptop_pack (fixture->b);
  ingest = lep_ingest_begin (fixture->a->workspace, &error);
  for (guint i = 0; i < parcels->len; i++)
    lep_ingest_add_change (ingest, &((Parcel *) g_ptr_array_index (parcels, i))->received, &error);
  lep_ingest_finish (ingest, &error);
  g_assert_no_error (error);
  expect_title (fixture->a, fixture->cyrillic, "Школа Прњавор");
  g_assert_cmpuint (count_listed (fixture->a), ==, 2);
  g_clear_pointer (&ingest, lep_ingest_free);
  expect_title (fixture->a, fixture->cyrillic, "Škola Prnjavor");
  g_assert_cmpuint (count_listed (fixture->a), ==, 1);
}

static void
test_merged_into_itself_is_refused (Fixture      *fixture,
                                    gconstpointer data)
{
  g_autoptr (LepEdit) edit = lep_edit_new (fixture->a->workspace);
  g_autoptr (GError) error = NULL;

  g_assert_true (lep_edit_row (edit, PROGRAMME, "organisation", fixture->latin, &error));
  lep_edit_set (edit, "merged_into", fixture->latin);
  g_assert_false (lep_edit_commit (edit, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "organisation.merged_into"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add ("/same/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("the-same-name-in-another-script-is-offered", test_the_same_name_in_another_script_is_offered);
  ADD ("links-are-counted", test_links_are_counted);
  ADD ("joined-and-separated", test_joined_and_separated);
  ADD ("joined-both-ways-at-once", test_joined_both_ways_at_once);
  ADD ("a-deleted-double-is-still-the-same", test_a_deleted_double_is_still_the_same);
  ADD ("joined-in-a-circle", test_joined_in_a_circle);
  ADD ("what-is-kept-follows-what-is-written", test_what_is_kept_follows_what_is_written);
  ADD ("merged-into-itself-is-refused", test_merged_into_itself_is_refused);
  return g_test_run ();
}
