/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is told of an exchange folder, and when it is looked at again: half files are
 * waited for as long as they may still be on their way, and told once when they are not;
 * so are bundles of strangers; and what came in is told though writing failed then. */

#include <utime.h>

#include "lep-workspace-private.h"

#include "folders.h"

static LepFolderRound *
look (Laptop    *laptop,
      LepFolder *folder)
{
  const LepFolderOptions options = { 0 };
  g_autoptr (GError) error = NULL;
  LepFolderRound *round;

  lep_folder_sync (folder, laptop->workspace, laptop->surroundings, &options, NULL, NULL, &round, &error);
  g_assert_no_error (error);
  return round;
}

static LepFolderRound *
look_anew (Fixture *fixture,
           Laptop  *laptop)
{
  g_autoptr (LepFolder) folder = lep_folder_new (fixture->stick);

  return look (laptop, folder);
}

/* Half a file that was written just now may still be on its way; one of another clock,
 * far ahead, would be so for ever. */
static void
test_half_of_another_clock (Fixture      *fixture,
                            gconstpointer data)
{
  const struct utimbuf year_2100 = { 4102444800, 4102444800 };
  g_autofree char     *half = g_build_filename (fixture->stick, "half.lepx", NULL);
  g_autoptr (LepFolderRound) now = NULL, ahead = NULL;

  g_assert_true (g_file_set_contents (half, "PK", -1, NULL));
  now = look_anew (fixture, fixture->a);
  g_assert_true (((LepFolderRead *) g_ptr_array_index (now->ignored, 0))->fresh);
  g_assert_cmpint (utime (half, &year_2100), ==, 0);
  ahead = look_anew (fixture, fixture->a);
  g_assert_false (((LepFolderRead *) g_ptr_array_index (ahead->ignored, 0))->fresh);
}

/* By the clock, which goes on with each time that it is asked. */
static void
wait_five_minutes (Laptop *laptop)
{
  for (guint i = 0; i < 5 * 60 * 1000; i++)
    lep_clock_now (laptop->surroundings->clock);
}

/* A program that watches says that half a file may be on its way, looks again when it
 * has had its time, and then says once that it is half a file. */
static void
test_half_has_had_its_time (Fixture      *fixture,
                            gconstpointer data)
{
  g_autofree char *half = g_build_filename (fixture->stick, "half.lepx", NULL);
  g_autoptr (LepFolder) folder = lep_folder_new (fixture->stick);
  g_autoptr (LepFolderRound) first = NULL, now = NULL, again = NULL, still = NULL, later = NULL, last = NULL;
  const LepFolderRead *read;
  struct utimbuf       time;
  GStatBuf             info;

  first = look (fixture->a, folder);
  g_assert_true (g_file_set_contents (half, "PK", -1, NULL));
  now = look (fixture->a, folder);
  g_assert_cmpuint (now->ignored->len, ==, 1);
  g_assert_true (((LepFolderRead *) g_ptr_array_index (now->ignored, 0))->fresh);
  assert_news (fixture->a, folder, FALSE);
  again = look (fixture->a, folder);
  g_assert_cmpuint (again->ignored->len, ==, 0);

  /* Nobody touches the laptop, nor the folder: it is looked at again all the same, but
   * not all the time. */
  wait_five_minutes (fixture->a);
  assert_news (fixture->a, folder, TRUE);
  still = look (fixture->a, folder);
  g_assert_cmpuint (still->ignored->len, ==, 0);
  assert_news (fixture->a, folder, FALSE);

  /* The machine's time, which files have, goes by the workspace. */
  wait_five_minutes (fixture->a);
  g_assert_cmpint (g_stat (half, &info), ==, 0);
  time = (struct utimbuf){ info.st_mtime + 600, info.st_mtime + 600 };
  g_assert_cmpint (utime (fixture->a->path, &time), ==, 0);
  assert_news (fixture->a, folder, TRUE);
  later = look (fixture->a, folder);
  g_assert_cmpuint (later->ignored->len, ==, 1);
  read = g_ptr_array_index (later->ignored, 0);
  g_assert_false (read->fresh);
  g_assert_error (read->error, LEP_ERROR, LEP_ERROR_CORRUPT);
  assert_news (fixture->a, folder, FALSE);
  last = look (fixture->a, folder);
  g_assert_cmpuint (last->ignored->len, ==, 0);
}

/* Whoever is not known here is told of once; as long as nothing else comes, what he
 * put there is no reason to look again. */
static void
test_strangers_are_no_news (Fixture      *fixture,
                            gconstpointer data)
{
  g_autofree char *first = NULL, *strange = NULL;
  g_autoptr (LepFolder) folder = lep_folder_new (fixture->stick);
  g_autoptr (LepFolderRound) round = NULL;

  make_two (fixture);
  first = give (fixture, fixture->a, NULL);
  join (fixture, fixture->c, "Banovići 1", first);
  g_assert_cmpint (g_unlink (first), ==, 0);
  set_field (fixture->c, NULL, "organisation", ORGANISATION, "short_name", "EO");
  strange = give (fixture, fixture->c, NULL);
  round = look (fixture->b, folder);
  g_assert_cmpuint (round->read->len, ==, 1);
  assert_news (fixture->b, folder, FALSE);
  take_all (fixture->b, strange);
  assert_news (fixture->b, folder, TRUE);
}

/* What came in is told though nothing can be put there then; so it is while a
 * workspace is watched, when the next look finds it read. */
static void
test_writing_fails (Fixture      *fixture,
                    gconstpointer data)
{
  const LepFolderOptions options = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (LepFolder) folder = lep_folder_new (fixture->stick);
  g_autoptr (LepFolderRound) round = NULL, later = NULL;
  g_autofree char *file = NULL;

  make_two (fixture);
  set_field (fixture->b, NULL, "organisation", ORGANISATION, "short_name", "EO");
  file = give (fixture, fixture->b, NULL);
  g_assert_true (lep_db_exec (lep_workspace_get_db (fixture->a->workspace),
                              "CREATE TEMP TRIGGER full BEFORE INSERT ON receipt WHEN NEW.given BEGIN SELECT RAISE (ABORT, 'full'); END", NULL));
  g_assert_false (lep_folder_sync (folder, fixture->a->workspace, fixture->a->surroundings, &options, NULL, NULL, &round, &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (round->read->len, ==, 1);
  g_assert_cmpint (((LepFolderRead *) g_ptr_array_index (round->read, 0))->report->n_new, ==, 1);
  g_assert_cmpuint (round->written->len, ==, 0);

  g_clear_error (&error);
  g_assert_true (lep_db_exec (lep_workspace_get_db (fixture->a->workspace), "DROP TRIGGER full", NULL));
  g_assert_true (lep_folder_sync (folder, fixture->a->workspace, fixture->a->surroundings, &options, NULL, NULL, &later, &error));
  g_assert_cmpuint (later->read->len, ==, 0);
  g_assert_cmpuint (later->written->len, ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(claim, function) g_test_add ("/folder-told/" claim, Fixture, NULL, set_up, function, tear_down)
  ADD ("of-another-clock", test_half_of_another_clock);
  ADD ("has-had-its-time", test_half_has_had_its_time);
  ADD ("strangers-are-no-news", test_strangers_are_no_news);
  ADD ("writing-fails", test_writing_fails);
  return g_test_run ();
}
