/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Searching everything. */

#include "fill.h"

#include "lep-fold.h"
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

/* Rows of a kind, more than are looked at one by one; of each the name. */
#define N_MANY 10500

static const char *const beginnings[] = { "obuka", "obuci", "ob", "zavarivač", "o", "Žepče", "777" };

static char *
name_of (guint i)
{
  guint first = i < 30 ? 0 : 1 + i % 6; /* what begins with the first is the oldest */

  return g_strdup_printf ("%s %u %s", beginnings[first], i, beginnings[1 + i * 7 / 3 % 6]);
}

static void
fill_many (Fill *fill)
{
  g_autoptr (GString) rows = g_string_new ("CREATE TEMP TABLE names (i INTEGER PRIMARY KEY, name TEXT);");
  for (guint i = 0; i < N_MANY; i++)
    {
      g_autofree char *name = name_of (i);

      g_string_append_printf (rows, "INSERT INTO names VALUES (%u, '%s');", i, name);
    }
  g_string_append (rows,
                   "INSERT OR IGNORE INTO kind (name) VALUES ('place');"
                   "INSERT INTO row SELECT 1000 + i, 1, (SELECT no FROM kind WHERE name = 'place'),"
                   " lep_id (printf ('00000009-0000-7000-8000-%012d', i)), x'', i % 97 = 5, 0, 0, printf ('2026-01-01T00:00:%06d', i),"
                   " printf ('2026-01-01T00:00:%06d', i) FROM names;"
                   "INSERT INTO k_place (rid, name) SELECT 1000 + i, name FROM names;"
                   "INSERT INTO dirty_search SELECT 1000 + i FROM names;");
  fill_sql (fill, "BEGIN");
  fill_sql (fill, rows->str);
  fill_sql (fill, "COMMIT");
}

/* Whether each word of a search begins a word of the name: plainly. */
static gboolean
name_has (const char *name,
          const char *text)
{
  g_autofree char *key = lep_fold_key (name, -1);
  g_autofree char *wanted = lep_fold_key (text, -1);
  g_auto (GStrv) has = g_strsplit (key, " ", -1);
  g_auto (GStrv) words = g_strsplit (wanted, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      gboolean found = FALSE;

      for (guint j = 0; !found && has[j] != NULL; j++)
        found = g_str_has_prefix (has[j], words[i]);
      if (!found)
        return FALSE;
    }
  return TRUE;
}

/* The newest ten that are not deleted, and how many there are of all. */
static char *
plain_hits (const char *text,
            guint      *n_found)
{
  GString *titles = g_string_new (NULL);

  *n_found = 0;
  for (guint i = N_MANY; i-- > 0;)
    {
      g_autofree char *name = name_of (i);

      if (i % 97 == 5 || !name_has (name, text))
        continue;
      if (++*n_found <= 10)
        g_string_append_printf (titles, "%s%s", titles->len > 0 ? "|" : "", name);
    }
  return g_string_free (titles, FALSE);
}

/* However a text is looked for – by the beginnings that the index keeps, among
 * the newest that have them, or put together – the same is found. */
static void
test_finds_the_newest_of_many (Fill         *fill,
                               gconstpointer data)
{
  static const char *const texts[] = { "o", "ob", "obu", "obuka", "obuka 1", "obuci", "obuci 1", "zavarivac 777", "o z", "q", "obuka q", "zepce 77 o", "10499", "zavarivaca" };

  fill_many (fill);
  for (guint id = 10; id <= 12; id++)
    fill_row_state (fill, id, "deleted = 1");
  index_all (fill);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      guint            n_found;
      g_autofree char *expected = plain_hits (texts[i], &n_found);
      g_autoptr (LepQuery) query = lep_query_new ("place");
      g_autoptr (GArray) rids = NULL;

      lep_query_set_text (query, texts[i]);
      rids = lep_query_run_ids (fill->workspace, query, NULL);
      g_assert_cmpuint (rids->len, ==, n_found);
      assert_hits (fill, texts[i], expected);
    }
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
  ADD ("finds-the-newest-of-many", test_finds_the_newest_of_many);

  return g_test_run ();
}
