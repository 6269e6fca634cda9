/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only a broken or hostile program sends: branches by the dozen, spaces with
 * nothing in them; and a workspace that has lost its own id. */

#include "lep-check.h"
#include "lep-rebuild.h"

#include "ingest.h"

/* As if the copy of @like by a laptop had gone another way with its next change. */
static Parcel *
parcel_branch (const Parcel *like,
               const Parcel *after,
               const char   *title)
{
  Parcel    *branch = g_new0 (Parcel, 1);
  GString   *body = g_string_new_len (like->received.body, (gssize) like->received.length);
  const char number[] = "<change n=\"3\"";

  g_string_replace (body, "Three", title, 1);
  if (after->received.n == 3)
    g_assert_cmpuint (g_string_replace (body, number, "<change n=\"4\"", 1), ==, 1);
  branch->received = like->received;
  branch->received.n = after->received.n + 1;
  branch->received.prev = after->received.hash;
  branch->received.length = body->len;
  branch->received.body = branch->body = g_string_free (body, FALSE);
  branch->received.change = branch->change = lep_change_new ();
  branch->received.context = branch->context = g_array_ref (like->context);
  g_assert_true (lep_change_read (branch->change, branch->body, branch->received.length, NULL));
  lep_chain_next (&branch->received.prev, &branch->received.context_hash, branch->body, branch->received.length, &branch->received.hash);
  return branch;
}

/* More branches of A than C looks through one by one. */
static GPtrArray *
take_many_branches (Fixture    *fixture,
                    GPtrArray **parcels)
{
  GPtrArray      *branches = g_ptr_array_new_with_free_func (parcel_free);
  LepIngestResult result;

  laptop_give (fixture->a, fixture->c);
  laptop_edit (fixture->a, NULL, "project", fixture->project, "title", "Three");
  *parcels = laptop_pack (fixture->a);
  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *title = g_strdup_printf ("No. %u", i);

      g_ptr_array_add (branches, parcel_branch (parcel_find (*parcels, fixture->a, PARTNERSHIP, 3),
                                                parcel_find (*parcels, fixture->a, PARTNERSHIP, 2), title));
    }
  result = laptop_take (fixture->c, branches);
  g_assert_cmpint (result.n_new, ==, 40);
  return branches;
}

/* A broken or hostile program can make any number of branches; each is kept, and
 * known again. */
static void
test_many_branches (Fixture      *fixture,
                    gconstpointer data)
{
  g_autoptr (GPtrArray) parcels = NULL;
  g_autoptr (GPtrArray) branches = take_many_branches (fixture, &parcels);
  g_autoptr (GError) error = NULL;
  const Parcel   *third = parcel_find (parcels, fixture->a, PARTNERSHIP, 3);
  LepIngestResult result;

  /* They go on, the first one twice, and what is here already comes along. */
  for (guint i = 0; i < 41; i++)
    {
      g_autofree char *title = g_strdup_printf ("Then %u", i);

      g_ptr_array_add (branches, parcel_branch (third, g_ptr_array_index (branches, i % 40), title));
    }
  result = laptop_take (fixture->c, branches);
  g_assert_cmpint (result.n_new, ==, 41);
  g_assert_cmpint (result.n_known, ==, 40);
  result = laptop_take (fixture->c, branches);
  g_assert_cmpint (result.n_new, ==, 0);
  g_assert_cmpint (result.n_known, ==, 81);
  laptop_expect (fixture->c, "SELECT count (*) FROM stream WHERE space_no = (SELECT no FROM space WHERE kind = 'partnership')", "41");
  laptop_expect (fixture->c, "SELECT conflicts FROM row JOIN k_project USING (rid)", "1");
  g_assert_true (lep_workspace_check (fixture->c->workspace, NULL, NULL, &error));
  g_assert_no_error (error);
}

/* One more goes on where no branch that is here ends: it waits for what it goes on
 * from, with those that are here known beside it. */
static void
test_a_branch_of_a_missing_one (Fixture      *fixture,
                                gconstpointer data)
{
  g_autoptr (GPtrArray) parcels = NULL;
  g_autoptr (GPtrArray) branches = take_many_branches (fixture, &parcels);
  Parcel         *third = parcel_find (parcels, fixture->a, PARTNERSHIP, 3);
  Parcel         *missing = parcel_branch (third, parcel_find (parcels, fixture->a, PARTNERSHIP, 2), "Missing");
  LepIngestResult result;

  g_ptr_array_add (branches, parcel_branch (third, missing, "Behind it"));
  result = laptop_take (fixture->c, branches);
  g_assert_cmpint (result.n_known, ==, 40);
  g_assert_cmpint (result.n_waiting, ==, 1);
  g_ptr_array_add (branches, missing);
  result = laptop_take (fixture->c, branches);
  g_assert_cmpint (result.n_new, ==, 1);
  g_assert_cmpint (result.n_released, ==, 1);
  laptop_expect (fixture->c, "SELECT count (*) FROM pending", "0");
}

/* The log cannot be read when all of them are looked at: nothing is taken in. */
static void
test_many_branches_that_cannot_be_read (Fixture      *fixture,
                                        gconstpointer data)
{
  static const char *const views[] = {
    "CREATE TEMP VIEW change AS SELECT 1 AS stream_no",
    "CREATE TEMP VIEW change AS SELECT stream_no, abs (n - n - 9223372036854775807 - 1) AS hash FROM main.change",
  };
  g_autoptr (GPtrArray) parcels = NULL;
  g_autoptr (GPtrArray) branches = take_many_branches (fixture, &parcels);
  g_autofree char *before = laptop_digest (fixture->c);
  g_autofree char *after = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (LepIngest) ingest = NULL;

      laptop_reopen (fixture->c, LEP_OPEN_WRITE); /* nothing is ready from before */
      ingest = lep_ingest_begin (fixture->c->workspace, &error);
      g_assert_no_error (error);
      laptop_damage (fixture->c, views[i]);
      g_assert_false (lep_ingest_add_change (ingest, &((Parcel *) g_ptr_array_index (branches, 0))->received, &error));
      g_assert_error (error, LEP_ERROR, LEP_ERROR_FAILED);
    }
  after = laptop_digest (fixture->c);
  g_assert_cmpstr (after, ==, before);
}

/* Nor can the one that is looked for, once their hashes are in memory. */
static void
test_one_branch_of_many_that_cannot_be_read (Fixture      *fixture,
                                             gconstpointer data)
{
  g_autoptr (GPtrArray) parcels = NULL;
  g_autoptr (GPtrArray) branches = take_many_branches (fixture, &parcels);
  g_autofree char *before = laptop_digest (fixture->c);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (LepIngest) ingest = lep_ingest_begin (fixture->c->workspace, &error);

  g_assert_true (lep_ingest_add_change (ingest, &((Parcel *) g_ptr_array_index (branches, 0))->received, &error));
  laptop_damage (fixture->c, "CREATE TEMP VIEW change AS SELECT 1 AS n");
  g_assert_false (lep_ingest_add_change (ingest, &((Parcel *) g_ptr_array_index (branches, 1))->received, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_FAILED);
  g_clear_pointer (&ingest, lep_ingest_free);
  after = laptop_digest (fixture->c);
  g_assert_cmpstr (after, ==, before);
}

/* What is named only leaves nothing; a space of which something waits is kept. */
static void
test_a_space_that_is_only_named (Fixture      *fixture,
                                 gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepIngest) ingest = lep_ingest_begin (fixture->c->workspace, &error);
  LepUuid id = uuid (ELSEWHERE);

  g_assert_no_error (error);
  lep_ingest_add_space (ingest, &id, LEP_SPACE_PARTNERSHIP, "Nothing in it", &error);
  g_assert_no_error (error);
  g_assert_nonnull (lep_ingest_finish (ingest, &error));
  g_assert_true (lep_ingest_commit (ingest, &error));
  g_clear_pointer (&ingest, lep_ingest_free);
  laptop_expect (fixture->c, "SELECT count (*) FROM space WHERE name = 'Nothing in it'", "0");

  {
    g_autoptr (GPtrArray) parcels = laptop_pack (fixture->a);
    Parcel *second = parcel_find (parcels, fixture->a, PARTNERSHIP, 2);

    ingest = lep_ingest_begin (fixture->c->workspace, &error);
    second->received.space = id;
    g_assert_true (lep_ingest_add_space (ingest, &id, LEP_SPACE_PARTNERSHIP, "Waited for", &error));
    g_assert_true (lep_ingest_add_change (ingest, &second->received, &error));
    g_assert_nonnull (lep_ingest_finish (ingest, &error));
    g_assert_true (lep_ingest_commit (ingest, &error));
  }
  laptop_expect (fixture->c, "SELECT count (*) FROM space WHERE name = 'Waited for'", "1");
}

/* A workspace that is not told yet whose it is takes everything as others', and
 * lets nobody write. */
static void
test_without_an_id_of_its_own (Fixture      *fixture,
                               gconstpointer data)
{
  static const char *const names[] = { "", "not an id" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *name = g_strdup_printf ("blank-%u.lep", i);
      g_autofree char *path = g_build_filename (fixture->dir, name, NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (LepWorkspace) workspace = lep_workspace_create (path, fixture->c->clock, &error);
      g_autoptr (LepEdit) edit = NULL;
      Laptop          blank = { .workspace = workspace };
      LepIngestResult result;

      g_assert_no_error (error);
      lep_workspace_add_space (workspace, LEP_SPACE_PARTNERSHIP, PARTNERSHIP, "Partnership", NULL);
      lep_workspace_add_space (workspace, LEP_SPACE_CONTACTS, CONTACTS, "Contacts", NULL);
      if (*names[i] != '\0')
        lep_workspace_set_meta (workspace, LEP_META_REPLICA, names[i], &error);
      g_assert_no_error (error);
      result = laptop_give (fixture->a, &blank);
      g_assert_false (result.found_own);
      laptop_expect (&blank, "SELECT title FROM k_project", "Two");

      edit = lep_edit_new (workspace);
      lep_edit_row (edit, NULL, "project", fixture->project, &error);
      g_assert_no_error (error);
      lep_edit_set (edit, "title", "Three");
      g_assert_false (lep_edit_commit (edit, &error));
      g_assert_error (error, LEP_ERROR, LEP_ERROR_FAILED);
      g_assert_nonnull (strstr (error->message, "which laptop it is on"));
      laptop_expect (&blank, "SELECT title FROM k_project", "Two");
    }
}

static void
give_up (Laptop *laptop,
         Laptop *lost,
         gint64  from,
         gint64  to)
{
  LepChange *waiver = lep_change_new ();

  lep_change_add_waive (waiver, &lost->replica, from, to);
  laptop_say (laptop, PARTNERSHIP, waiver);
}

/* Every other change is lost, and given up; then all of them turn up at once: each piece
 * goes on where another ends, and they are one branch again. */
static void
test_pieces_are_one_branch_again (Fixture      *fixture,
                                  gconstpointer data)
{
  g_autoptr (GPtrArray) parcels = NULL;

  for (guint n = 3; n <= 6; n++)
    {
      g_autofree char *title = g_strdup_printf ("No. %u", n);

      laptop_edit (fixture->a, NULL, "project", fixture->project, "title", title);
    }
  parcels = laptop_pack (fixture->a);
  for (gint64 n = 6; n > 0; n -= 2)
    {
      take_one (fixture->c, parcel_find (parcels, fixture->a, PARTNERSHIP, n));
      give_up (fixture->c, fixture->a, n - 1, n - 1);
      take_one (fixture->c, parcel_find (parcels, fixture->a, PARTNERSHIP, n));
    }
  laptop_expect (fixture->c, "SELECT count (*) FROM stream WHERE parent IS NULL AND base > 0", "3");
  laptop_take (fixture->c, parcels);
  laptop_expect (fixture->c, "SELECT count (*) FROM stream WHERE base > 0", "0");
  laptop_expect (fixture->c, "SELECT title FROM k_project", "No. 6");
  laptop_give (fixture->c, fixture->a);
  laptops_agree (fixture->c, fixture->a);
}

/* B says to go on where a change of A stands, as the number behind it and as another: that
 * is not a change of B that was lost and has come. */
static void
test_what_hangs_on_anothers_change_stays_loose (Fixture      *fixture,
                                                gconstpointer data)
{
  static const char loose[] = "SELECT count (*) FROM stream WHERE parent IS NULL AND base > 0";
  g_autoptr (GPtrArray) of_a = NULL;
  g_autoptr (GPtrArray) of_b = NULL;
  g_autoptr (GPtrArray) forged = g_ptr_array_new_with_free_func (parcel_free);
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL, *after = NULL;
  Parcel           behind = { 0 };

  laptop_give (fixture->a, fixture->b);
  laptop_edit (fixture->b, NULL, "project", fixture->project, "title", "One");
  laptop_edit (fixture->b, NULL, "project", fixture->project, "title", "Two");
  laptop_edit (fixture->b, NULL, "project", fixture->project, "title", "Three");
  of_a = laptop_pack (fixture->a);
  of_b = laptop_pack (fixture->b);
  laptop_take (fixture->c, of_a);
  give_up (fixture->c, fixture->b, 1, 3);
  for (gint64 n = 2; n <= 3; n++)
    {
      behind.received.n = n;
      behind.received.hash = parcel_find (of_a, fixture->a, PARTNERSHIP, 2)->received.hash;
      g_ptr_array_add (forged, parcel_branch (parcel_find (of_b, fixture->b, PARTNERSHIP, 3), &behind, "Forged"));
    }
  laptop_take (fixture->c, forged);
  laptop_expect (fixture->c, loose, "2");

  before = laptop_digest (fixture->c);
  lep_workspace_rebuild (fixture->c->workspace, NULL, NULL, &error);
  g_assert_no_error (error);
  laptop_expect (fixture->c, loose, "2");
  after = laptop_digest (fixture->c);
  g_assert_cmpstr (before, ==, after);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add ("/ingest-odd/" path, Fixture, NULL, ingest_set_up, function, ingest_tear_down)
  ADD ("many-branches", test_many_branches);
  ADD ("a-branch-of-a-missing-one", test_a_branch_of_a_missing_one);
  ADD ("many-branches-that-cannot-be-read", test_many_branches_that_cannot_be_read);
  ADD ("one-branch-of-many-that-cannot-be-read", test_one_branch_of_many_that_cannot_be_read);
  ADD ("a-space-that-is-only-named", test_a_space_that_is_only_named);
  ADD ("without-an-id-of-its-own", test_without_an_id_of_its_own);
  ADD ("pieces-are-one-branch-again", test_pieces_are_one_branch_again);
  ADD ("what-hangs-on-anothers-change-stays-loose", test_what_hangs_on_anothers_change_stays_loose);
  return g_test_run ();
}
