/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Searching everything. */

#include "fill.h"

#include "lep-search.h"

static void
set_up (Fill         *fill,
        gconstpointer data)
{
  fill_set_up (fill, data);
  fill_space (fill, 1, "programme");
  fill_space (fill, 2, "partnership");
  fill_row (fill, 1, "organisation", 10, "name", "Градска управа Прњавор", "notes", "први други трећи четврти пети шести седми осми девети", NULL);
  fill_row (fill, 1, "organisation", 11, "name", "Đačka zadruga", "place", "Prnjavor", NULL);
  fill_row (fill, 2, "project", 12, "title", "Zavarivači", "summary", "Obuka u Prnjavoru, 60 zavarivača", NULL);
}

/* Titles of the hits, joined by '|'. */
static char *
hits (Fill       *fill,
      const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = lep_search (fill->workspace, text, 10, &error);
  GString *titles = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < found->len; i++)
    g_string_append_printf (titles, "%s%s", i > 0 ? "|" : "", ((LepSearchHit *) g_ptr_array_index (found, i))->title);
  return g_string_free (titles, FALSE);
}

static void
assert_hits (Fill       *fill,
             const char *text,
             const char *expected)
{
  g_autofree char *titles = hits (fill, text);

  g_assert_cmpstr (titles, ==, expected);
}

static void
index_all (Fill *fill)
{
  g_autoptr (GError) error = NULL;
  gint64 left = -1;

  g_assert_true (lep_search_index_some (fill->workspace, 0, &left, &error));
  g_assert_no_error (error);
  g_assert_cmpint (left, ==, 0);
}

static void
check_all (Fill *fill)
{
  assert_hits (fill, "prnj", "Zavarivači|Đačka zadruga|Градска управа Прњавор");
  assert_hits (fill, "ПРЊАВОР", "Zavarivači|Đačka zadruga|Градска управа Прњавор");
  assert_hits (fill, "djacka", "Đačka zadruga");
  assert_hits (fill, "dacka", "Đačka zadruga");
  assert_hits (fill, "ђачка", "Đačka zadruga");
  assert_hits (fill, "obuka 60", "Zavarivači");
  assert_hits (fill, "obuka 61", "");
  assert_hits (fill, "", "");
  assert_hits (fill, "\"*) OR (", "");
}

static void
test_finds_before_and_after_indexing (Fill         *fill,
                                      gconstpointer data)
{
  check_all (fill);
  index_all (fill);
  check_all (fill);
}

static void
test_follows_what_is_changed (Fill         *fill,
                              gconstpointer data)
{
  index_all (fill);
  fill_update (fill, "organisation", 11, "name = 'Zadruga Žepče'");
  assert_hits (fill, "djacka", "");
  assert_hits (fill, "zepce", "Zadruga Žepče");
  index_all (fill);
  assert_hits (fill, "djacka", "");
  assert_hits (fill, "zepce", "Zadruga Žepče");
  fill_row_state (fill, 11, "deleted = 1");
  assert_hits (fill, "zepce", "");
}

static void
test_hit_says_where (Fill         *fill,
                     gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = lep_search (fill->workspace, "sedmi", 10, &error);
  const LepSearchHit *hit;

  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 1);
  hit = g_ptr_array_index (found, 0);
  g_assert_cmpstr (hit->kind, ==, "organisation");
  g_assert_cmpstr (hit->id, ==, fill_id (10));
  g_assert_cmpstr (hit->space, ==, fill_id (1));
  g_assert_cmpstr (hit->snippet, ==, "… трећи четврти пети шести седми осми девети");
}

static void
test_read_only_finds_too (Fill         *fill,
                          gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 left;

  g_assert_finalize_object (fill->workspace);
  fill->workspace = lep_workspace_open (fill->path, LEP_OPEN_READ, fill->clock, &error);
  g_assert_no_error (error);
  check_all (fill);
  g_assert_true (lep_search_index_some (fill->workspace, 0, &left, &error));
  g_assert_no_error (error);
  g_assert_cmpint (left, ==, 3);
}

#define ADD(path, function) g_test_add ("/search/" path, Fill, NULL, set_up, function, fill_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("finds-before-and-after-indexing", test_finds_before_and_after_indexing);
  ADD ("follows-what-is-changed", test_follows_what_is_changed);
  ADD ("hit-says-where", test_hit_says_where);
  ADD ("read-only-finds-too", test_read_only_finds_too);

  return g_test_run ();
}
