/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking back what deleted a record, brought it back, or wrote it after it was
 * deleted: it is there, or is not, as before. */

#include "lep-undo.h"

#include "three.h"

static LepUndone
undo (Laptop *laptop)
{
  g_autoptr (GError) error = NULL;
  LepUndone undone;

  lep_undo_last (laptop->workspace, &undone, &error);
  g_assert_no_error (error);
  return undone;
}

static void
test_delete_is_taken_back (Fixture      *fixture,
                           gconstpointer data)
{
  laptop_life (fixture->a, NULL, "project", fixture->project, LEP_LIFE_DELETED);
  undo (fixture->a);
  laptop_expect (fixture->a, "SELECT deleted FROM row JOIN k_project USING (rid)", "0");
}

/* A deletion by somebody else of what was deleted here: without it, it still is. */
static void
test_deleted_by_both (Fixture      *fixture,
                      gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  LepIngestResult result;
  LepUndone       undone;

  laptop_life (fixture->a, NULL, "project", fixture->project, LEP_LIFE_DELETED);
  laptop_life (fixture->b, NULL, "project", fixture->project, LEP_LIFE_DELETED);
  result = laptop_give (fixture->b, fixture->a);
  lep_undo_step (fixture->a->workspace, result.step, &undone, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (undone.n_rows + undone.n_fields + undone.n_skipped, ==, 0);
  laptop_expect (fixture->a, "SELECT deleted FROM row JOIN k_project USING (rid)", "1");
}

/* Whether it is deleted for both, and nobody is asked about it. */
static void
expect_deleted (Fixture *fixture)
{
  g_autofree char *ours = NULL;
  g_autofree char *theirs = NULL;

  laptop_give (fixture->a, fixture->b);
  for (guint i = 0; i < 2; i++)
    {
      Laptop *laptop = i == 0 ? fixture->a : fixture->b;

      laptop_expect (laptop, "SELECT deleted || ' ' || conflicts FROM row JOIN k_project USING (rid)", "1 0");
    }
  ours = laptop_digest (fixture->a);
  theirs = laptop_digest (fixture->b);
  g_assert_cmpstr (ours, ==, theirs);
}

/* What somebody wrote of what was deleted here: without it, it is deleted as before. */
static void
test_written_after_deletion (Fixture      *fixture,
                             gconstpointer data)
{
  gboolean deletes_too = data != NULL;
  g_autoptr (GError) error = NULL;
  LepIngestResult result;
  LepUndone       undone;

  laptop_life (fixture->a, NULL, "project", fixture->project, LEP_LIFE_DELETED);
  laptop_edit (fixture->b, NULL, "project", fixture->project, "title", "Theirs");
  if (deletes_too)
    laptop_life (fixture->b, NULL, "project", fixture->project, LEP_LIFE_DELETED);
  result = laptop_give (fixture->b, fixture->a);
  laptop_expect (fixture->a, "SELECT deleted FROM row JOIN k_project USING (rid)", deletes_too ? "1" : "0");

  lep_undo_step (fixture->a->workspace, result.step, &undone, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (undone.n_rows, ==, 1);
  g_assert_cmpuint (undone.n_fields, ==, 1);
  laptop_expect (fixture->a, "SELECT title FROM k_project", "Welders");
  expect_deleted (fixture);
}

/* It was restored, and somebody went on with it: it is not deleted under their hands. */
static void
test_work_on_what_was_restored_stays (Fixture      *fixture,
                                      gconstpointer data)
{
  LepUndone undone;

  laptop_life (fixture->a, NULL, "project", fixture->project, LEP_LIFE_DELETED);
  laptop_life (fixture->a, NULL, "project", fixture->project, LEP_LIFE_RESTORED);
  laptop_give (fixture->a, fixture->b);
  laptop_edit (fixture->b, NULL, "project", fixture->project, "title", "Theirs");
  laptop_give (fixture->b, fixture->a);
  undone = undo (fixture->a);
  g_assert_cmpuint (undone.n_rows + undone.n_fields, ==, 0);
  g_assert_cmpuint (undone.n_skipped, ==, 1);
  laptop_expect (fixture->a, "SELECT title FROM k_project JOIN row USING (rid) WHERE NOT deleted", "Theirs");
}

/* Nobody went on with it: it is deleted again. */
static void
test_restore_is_taken_back (Fixture      *fixture,
                            gconstpointer data)
{
  LepUndone undone;

  laptop_life (fixture->a, NULL, "project", fixture->project, LEP_LIFE_DELETED);
  laptop_life (fixture->a, NULL, "project", fixture->project, LEP_LIFE_RESTORED);
  undone = undo (fixture->a);
  g_assert_cmpuint (undone.n_rows, ==, 1);
  expect_deleted (fixture);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add ("/undo-deleted/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("delete-is-taken-back", test_delete_is_taken_back);
  ADD ("deleted-by-both", test_deleted_by_both);
  ADD ("written-after-deletion", test_written_after_deletion);
  g_test_add ("/undo-deleted/written-and-deleted-after-deletion", Fixture, "deletes", set_up, test_written_after_deletion, tear_down);
  ADD ("work-on-what-was-restored-stays", test_work_on_what_was_restored_stays);
  ADD ("restore-is-taken-back", test_restore_is_taken_back);
  return g_test_run ();
}
