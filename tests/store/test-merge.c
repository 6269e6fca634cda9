/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a merge means: every claim of the merge rules that two or three laptops
 * can show. */

#include "lep-rebuild.h"

#include "lep-store-test.h"

typedef struct
{
  char   *dir;
  Laptop *a, *b, *c;
  char   *project; /* known to a and b */
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->dir = lep_test_dir ();
  fixture->a = laptop_new (fixture->dir, 1);
  fixture->b = laptop_new (fixture->dir, 2);
  fixture->c = laptop_new (fixture->dir, 3);
  fixture->project = laptop_put (fixture->a, PARTNERSHIP, "project", NULL, "partnership", PARTNERSHIP, "title", "Welders",
                                 "activity", "retraining", "start", "2026-01-01", "end", "2026-06-30", NULL);
  laptop_give (fixture->a, fixture->b);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  laptop_free (fixture->a);
  laptop_free (fixture->b);
  laptop_free (fixture->c);
  g_free (fixture->project);
  lep_test_dir_free (fixture->dir);
}

static void
edit_project (Fixture    *fixture,
              Laptop     *laptop,
              const char *field,
              const char *value)
{
  laptop_edit (laptop, NULL, "project", fixture->project, field, value);
}

static void
exchange (Laptop *a,
          Laptop *b)
{
  laptop_give (a, b);
  laptop_give (b, a);
  laptops_agree (a, b);
}

static void
test_different_fields_merge (Fixture      *fixture,
                             gconstpointer data)
{
  edit_project (fixture, fixture->a, "title", "Welders 2");
  edit_project (fixture, fixture->b, "summary", "Sixty people");
  exchange (fixture->a, fixture->b);
  laptop_expect (fixture->a, "SELECT title || summary FROM k_project", "Welders 2Sixty people");
  laptop_expect (fixture->b, "SELECT title || summary FROM k_project", "Welders 2Sixty people");
  laptop_expect (fixture->b, "SELECT sum (conflicts) FROM row", "0");
}

static void
test_no_silent_winner (Fixture      *fixture,
                       gconstpointer data)
{
  LepIngestResult result;

  edit_project (fixture, fixture->a, "title", "From a");
  edit_project (fixture, fixture->b, "title", "From b");
  result = laptop_give (fixture->a, fixture->b);
  g_assert_cmpint (result.n_conflicts, ==, 1);
  laptop_give (fixture->b, fixture->a);
  laptops_agree (fixture->a, fixture->b);

  /* b's clock is a second ahead: its value is shown, a's is kept. */
  laptop_expect (fixture->a, "SELECT title FROM k_project", "From b");
  laptop_expect (fixture->b, "SELECT title FROM k_project", "From b");
  laptop_expect (fixture->a, "SELECT field || '=' || value FROM sibling", "title=From a");
  laptop_expect (fixture->b, "SELECT field || '=' || value FROM sibling", "title=From a");
  laptop_expect (fixture->b, "SELECT conflicts FROM row JOIN k_project USING (rid)", "1");

  /* Settling replaces both, everywhere. */
  edit_project (fixture, fixture->a, "title", "Agreed");
  exchange (fixture->a, fixture->b);
  laptop_expect (fixture->b, "SELECT title FROM k_project", "Agreed");
  laptop_expect (fixture->b, "SELECT count (*) FROM sibling", "0");
  laptop_expect (fixture->b, "SELECT sum (conflicts) FROM row", "0");
}

static void
test_equal_values_are_no_conflict (Fixture      *fixture,
                                   gconstpointer data)
{
  edit_project (fixture, fixture->a, "title", "Same");
  edit_project (fixture, fixture->b, "title", "Same");
  exchange (fixture->a, fixture->b);
  laptop_expect (fixture->a, "SELECT sum (conflicts) FROM row", "0");
  edit_project (fixture, fixture->b, "title", "Later");
  exchange (fixture->a, fixture->b);
  laptop_expect (fixture->a, "SELECT title FROM k_project", "Later");
}

static void
test_replaced_value_never_comes_back (Fixture      *fixture,
                                      gconstpointer data)
{
  g_autoptr (GPtrArray) old = laptop_pack (fixture->a);

  edit_project (fixture, fixture->b, "title", "New");
  laptop_take (fixture->b, old);
  laptop_give (fixture->b, fixture->c);
  laptop_take (fixture->c, old);
  laptop_expect (fixture->c, "SELECT title FROM k_project", "New");
  laptop_expect (fixture->c, "SELECT sum (conflicts) FROM row", "0");
}

static void
test_twice_changes_nothing (Fixture      *fixture,
                            gconstpointer data)
{
  g_autofree char *before = laptop_digest (fixture->b);
  g_autofree char *after = NULL;
  LepIngestResult  result = laptop_give (fixture->a, fixture->b);

  after = laptop_digest (fixture->b);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpint (result.n_new, ==, 0);
  g_assert_cmpint (result.n_known, ==, 1);
  g_assert_cmpint (result.step, ==, 0);
}

static void
test_group_is_one_register (Fixture      *fixture,
                            gconstpointer data)
{
  edit_project (fixture, fixture->a, "start", "2026-02-01");
  edit_project (fixture, fixture->b, "end", "2026-09-30");
  exchange (fixture->a, fixture->b);
  laptop_expect (fixture->a, "SELECT start || ' ' || \"end\" FROM k_project", "2026-01-01 2026-09-30");
  laptop_expect (fixture->a, "SELECT group_concat (field) FROM sibling", "start");
  laptop_expect (fixture->a, "SELECT conflicts FROM row JOIN k_project USING (rid)", "1");
}

static void
test_delete_as_written (Fixture      *fixture,
                        gconstpointer data)
{
  laptop_life (fixture->a, NULL, "project", fixture->project, LEP_LIFE_DELETED);
  exchange (fixture->a, fixture->b);
  laptop_expect (fixture->b, "SELECT deleted FROM row JOIN k_project USING (rid)", "1");
  laptop_life (fixture->b, NULL, "project", fixture->project, LEP_LIFE_RESTORED);
  exchange (fixture->a, fixture->b);
  laptop_expect (fixture->a, "SELECT deleted FROM row JOIN k_project USING (rid)", "0");
  laptop_expect (fixture->a, "SELECT title FROM k_project", "Welders");
}

static void
test_deleted_but_changed_is_flagged (Fixture      *fixture,
                                     gconstpointer data)
{
  laptop_life (fixture->a, NULL, "project", fixture->project, LEP_LIFE_DELETED);
  edit_project (fixture, fixture->b, "title", "Still wanted");
  exchange (fixture->a, fixture->b);
  laptop_expect (fixture->a, "SELECT deleted || ' ' || conflicts FROM row JOIN k_project USING (rid)", "0 1");
  laptop_expect (fixture->b, "SELECT field || '=' || value FROM sibling", "life=deleted");
  laptop_expect (fixture->a, "SELECT title FROM k_project", "Still wanted");

  /* Keep it: the restore covers the delete. */
  laptop_life (fixture->b, NULL, "project", fixture->project, LEP_LIFE_RESTORED);
  exchange (fixture->a, fixture->b);
  laptop_expect (fixture->a, "SELECT deleted || ' ' || conflicts FROM row JOIN k_project USING (rid)", "0 0");
}

static void
test_conflicts_of_deleted_rows_are_not_listed (Fixture      *fixture,
                                               gconstpointer data)
{
  edit_project (fixture, fixture->a, "title", "From a");
  edit_project (fixture, fixture->b, "title", "From b");
  exchange (fixture->a, fixture->b);
  laptop_life (fixture->a, NULL, "project", fixture->project, LEP_LIFE_DELETED);
  exchange (fixture->a, fixture->b);
  laptop_expect (fixture->b, "SELECT deleted || ' ' || conflicts FROM row JOIN k_project USING (rid)", "1 0");
  laptop_life (fixture->b, NULL, "project", fixture->project, LEP_LIFE_RESTORED);
  exchange (fixture->a, fixture->b);
  laptop_expect (fixture->a, "SELECT deleted || ' ' || conflicts FROM row JOIN k_project USING (rid)", "0 1");
}

static void
test_gap_waits_and_heals (Fixture      *fixture,
                          gconstpointer data)
{
  g_autoptr (GPtrArray) parcels = NULL;
  g_autoptr (GPtrArray) late = g_ptr_array_new_with_free_func (parcel_free);
  g_autoptr (GArray) missing = NULL;
  LepIngestResult result;

  for (guint i = 0; i < 3; i++)
    edit_project (fixture, fixture->a, "title", i == 0 ? "One" : i == 1 ? "Two"
                                                                        : "Three");
  parcels = laptop_pack (fixture->a);
  g_ptr_array_add (late, g_ptr_array_steal_index (parcels, 1));

  result = laptop_take (fixture->c, parcels);
  g_assert_cmpint (result.n_new, ==, 1);
  g_assert_cmpint (result.n_waiting, ==, 2);
  laptop_expect (fixture->c, "SELECT title FROM k_project", "Welders");
  missing = lep_exchange_missing (fixture->c->workspace, NULL, NULL);
  g_assert_cmpuint (missing->len, ==, 1);
  g_assert_cmpint (g_array_index (missing, LepMissingChange, 0).n, ==, 3);
  g_assert_cmpint (g_array_index (missing, LepMissingChange, 0).missing_n, ==, 2);

  laptop_reopen (fixture->c, LEP_OPEN_WRITE);
  result = laptop_take (fixture->c, parcels);
  g_assert_cmpint (result.n_known, ==, 3);
  g_assert_cmpint (result.n_waiting, ==, 0);
  result = laptop_take (fixture->c, late);
  g_assert_cmpint (result.n_new, ==, 1);
  g_assert_cmpint (result.n_released, ==, 2);
  laptop_expect (fixture->c, "SELECT title FROM k_project", "Three");
  laptop_expect (fixture->c, "SELECT count (*) FROM pending", "0");
  laptops_agree (fixture->a, fixture->c);
}

static void
test_copy_makes_a_fork (Fixture      *fixture,
                        gconstpointer data)
{
  LepIngestResult result;

  /* c goes on as if it were a, from a's first change. */
  laptop_give (fixture->a, fixture->c);
  laptop_identify (fixture->c, 1);
  edit_project (fixture, fixture->a, "title", "From a");
  edit_project (fixture, fixture->c, "title", "From the copy");
  result = laptop_give (fixture->c, fixture->b);
  g_assert_cmpuint (result.n_new, ==, 1);
  result = laptop_give (fixture->a, fixture->b);
  g_assert_cmpint (result.n_new, ==, 1);
  laptop_expect (fixture->b, "SELECT count (*) FROM stream", "2");
  laptop_expect (fixture->b, "SELECT conflicts FROM row JOIN k_project USING (rid)", "1");
  result = laptop_give (fixture->b, fixture->a);
  g_assert_true (result.found_own);
  laptops_agree (fixture->a, fixture->b);

  edit_project (fixture, fixture->b, "title", "Agreed");
  laptop_expect (fixture->b, "SELECT conflicts FROM row JOIN k_project USING (rid)", "0");
  exchange (fixture->a, fixture->b);
}

/* Few records are digested for a paper, of many only the chains of their
 * changes: alike where the same is applied, and only there. */
static void
test_digest_of_papers (Fixture      *fixture,
                       gconstpointer data)
{
  g_autofree char *contents = laptop_digest (fixture->a);
  g_autofree char *few = NULL;
  g_autofree char *many = NULL;
  g_autofree char *there = NULL;
  g_autofree char *later = NULL;
  g_autofree char *rebuilt = NULL;
  g_autoptr (GError) error = NULL;
  gboolean of_changes;

  few = laptop_paper_digest (fixture->a, 100, &of_changes);
  g_assert_false (of_changes);
  g_assert_cmpstr (few, ==, contents);
  many = laptop_paper_digest (fixture->a, 0, &of_changes);
  g_assert_true (of_changes);
  g_assert_cmpstr (many, !=, contents);
  there = laptop_paper_digest (fixture->b, 0, &of_changes);
  g_assert_cmpstr (there, ==, many);

  edit_project (fixture, fixture->b, "title", "Welders 2");
  later = laptop_paper_digest (fixture->b, 0, &of_changes);
  g_assert_cmpstr (later, !=, many);
  lep_workspace_rebuild (fixture->b->workspace, NULL, NULL, &error);
  g_assert_no_error (error);
  rebuilt = laptop_paper_digest (fixture->b, 0, &of_changes);
  g_assert_cmpstr (rebuilt, ==, later);

  laptop_give (fixture->b, fixture->c);
  laptops_agree (fixture->b, fixture->c);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add ("/merge/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("different-fields-merge", test_different_fields_merge);
  ADD ("no-silent-winner", test_no_silent_winner);
  ADD ("equal-values-are-no-conflict", test_equal_values_are_no_conflict);
  ADD ("replaced-value-never-comes-back", test_replaced_value_never_comes_back);
  ADD ("twice-changes-nothing", test_twice_changes_nothing);
  ADD ("group-is-one-register", test_group_is_one_register);
  ADD ("delete-as-written", test_delete_as_written);
  ADD ("deleted-but-changed-is-flagged", test_deleted_but_changed_is_flagged);
  ADD ("conflicts-of-deleted-rows-are-not-listed", test_conflicts_of_deleted_rows_are_not_listed);
  ADD ("gap-waits-and-heals", test_gap_waits_and_heals);
  ADD ("copy-makes-a-fork", test_copy_makes_a_fork);
  ADD ("digest-of-papers", test_digest_of_papers);
  return g_test_run ();
}
