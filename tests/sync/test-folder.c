/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An exchange folder: what is read, put there and taken away again, and what
 * happens when others take things away meanwhile. */

#include <sys/stat.h>
#include <utime.h>

#include "lep-bundle-writer.h"
#include "lep-db.h"
#include "lep-document.h"
#include "lep-folder.h"
#include "lep-gap.h"
#include "lep-util.h"
#include "lep-workspace-private.h"

#include "craft.h"
#include "laptops.h"

#define DAY 86400

static LepFolderRound *
look (Laptop    *laptop,
      LepFolder *folder,
      GError   **error)
{
  const LepFolderOptions options = { 0 };
  LepFolderRound        *round;

  if (!lep_folder_sync (folder, laptop->workspace, laptop->surroundings, &options, NULL, NULL, &round, error))
    g_clear_pointer (&round, lep_folder_round_free);
  return round;
}

/* A look by a program that just started, which must go well. */
static LepFolderRound *
look_anew (Fixture *fixture,
           Laptop  *laptop)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepFolder) folder = lep_folder_new (fixture->stick);
  LepFolderRound *round = look (laptop, folder, &error);

  g_assert_no_error (error);
  return round;
}

static void
forget_round (LepFolderRound *round)
{
  lep_folder_round_free (round);
}

static guint
count_bundles (Fixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->stick, 0, NULL);
  guint       n = 0;
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    n += g_str_has_suffix (name, ".lepx") || g_str_has_suffix (name, ".lepx.age");
  return n;
}

/* The folder is the stick, where bundles of the beginning are taken away. */
static void
make_folder (Fixture *fixture)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  make_two (fixture);
  dir = g_dir_open (fixture->stick, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->stick, name, NULL);

      g_assert_cmpint (g_unlink (path), ==, 0);
    }
}

static void
test_both_ways_and_pruned (Fixture      *fixture,
                           gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepFolder) of_a = lep_folder_new (fixture->stick);
  g_autoptr (LepFolder) of_b = lep_folder_new (fixture->stick);
  g_autoptr (LepFolderRound) first = NULL, second = NULL, third = NULL, fourth = NULL;
  g_autofree char *everybody = NULL;

  make_folder (fixture);
  everybody = give (fixture, fixture->a, NULL);
  set_field (fixture->a, NULL, "organisation", ORGANISATION, "short_name", "EO");
  first = look (fixture->a, of_a, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (first->written->len, ==, 1);
  g_assert_cmpint (((LepFolderWritten *) g_ptr_array_index (first->written, 0))->changes, ==, 1);

  second = look (fixture->b, of_b, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (second->read->len, ==, 2);
  g_assert_cmpuint (second->written->len, ==, 1);
  assert_same (fixture->a, fixture->b);

  /* B said that it has all: what was for B goes; what is for everybody stays. */
  third = look (fixture->a, of_a, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (third->read->len, ==, 1);
  g_assert_cmpuint (third->n_pruned, ==, 1);
  g_assert_true (g_file_test (everybody, G_FILE_TEST_EXISTS));
  fourth = look (fixture->a, of_a, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fourth->read->len + fourth->written->len + fourth->n_pruned, ==, 0);
}

/* What was not read yet gives way to a newer bundle that has all of it. */
static void
test_newer_one_takes_its_place (Fixture      *fixture,
                                gconstpointer data)
{
  g_autoptr (LepFolderRound) newer = NULL;

  make_folder (fixture);
  set_field (fixture->a, NULL, "organisation", ORGANISATION, "short_name", "EO");
  forget_round (look_anew (fixture, fixture->a));
  set_field (fixture->a, NULL, "organisation", ORGANISATION, "short_name", "EOS");
  newer = look_anew (fixture, fixture->a);
  g_assert_cmpuint (newer->written->len, ==, 1);
  g_assert_cmpint (((LepFolderWritten *) g_ptr_array_index (newer->written, 0))->changes, ==, 2);
  g_assert_cmpuint (newer->n_pruned, ==, 1);
  g_assert_cmpuint (count_bundles (fixture), ==, 1);
}

static void
test_news_are_noticed (Fixture      *fixture,
                       gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepFolder) folder = lep_folder_new (fixture->stick);
  g_autofree char *other = NULL, *note = g_build_filename (fixture->stick, "note.txt", NULL);
  g_autofree char *away = g_build_filename (fixture->folder, "away", NULL);
  struct utimbuf   later = { DAY, DAY };
  gboolean         news;

#define NEWS() (lep_folder_has_news (folder, fixture->a->workspace, &news, &error), error == NULL && news)
  make_folder (fixture);
  g_assert_true (NEWS ()); /* it was never looked at */
  forget_round (look (fixture->a, folder, &error));
  g_assert_false (NEWS ());
  g_assert_true (g_file_set_contents (note, "no bundle", -1, NULL));
  g_assert_false (NEWS ());
  set_field (fixture->a, NULL, "organisation", ORGANISATION, "short_name", "EO");
  g_assert_true (NEWS ());
  forget_round (look (fixture->a, folder, &error));
  g_assert_false (NEWS ());

  other = give (fixture, fixture->b, NULL);
  g_assert_true (NEWS ());
  forget_round (look (fixture->a, folder, &error));
  g_assert_false (NEWS ());
  g_assert_cmpint (utime (other, &later), ==, 0); /* as long, but another file */
  g_assert_true (NEWS ());
  forget_round (look (fixture->a, folder, &error));
  g_assert_cmpint (g_unlink (other), ==, 0);
  g_assert_true (NEWS ());
#undef NEWS

  forget_round (look (fixture->a, folder, &error));
  g_assert_cmpint (g_rename (fixture->stick, away), ==, 0);
  g_assert_false (lep_folder_has_news (folder, fixture->a->workspace, &news, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_clear_error (&error);
  g_assert_null (look (fixture->a, folder, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_NOT_FOUND);
}

static void
test_gap_is_told_and_heals (Fixture      *fixture,
                            gconstpointer data)
{
  g_autoptr (GArray) have = NULL;
  g_autoptr (GPtrArray) waiting = NULL;
  g_autofree char *b = NULL, *late = NULL, *programme = NULL;
  g_autoptr (GPtrArray) spaces = NULL;
  LepUuid id;

  make_folder (fixture);
  b = own_id (fixture->b);
  lep_uuid_parse (b, -1, &id);
  set_field (fixture->a, NULL, "organisation", ORGANISATION, "short_name", "EO");
  spaces = lep_exchange_spaces (fixture->a->workspace, NULL);
  for (guint i = 0; i < spaces->len; i++)
    {
      const LepUuid *space = &((LepSpaceInfo *) g_ptr_array_index (spaces, i))->id;
      g_autoptr (GArray) all = lep_lacks_own_have (fixture->a->workspace, space, NULL);

      g_assert_true (lep_laptop_set_have (fixture->a->workspace, &id, space, all, "2026-11-21T10:00:00.000Z", NULL));
    }
  set_field (fixture->a, NULL, "organisation", ORGANISATION, "short_name", "EOS");
  late = give (fixture, fixture->a, fixture->b);

  forget_round (look_anew (fixture, fixture->b));
  waiting = lep_waiting_list (fixture->b->workspace, NULL);
  g_assert_cmpuint (waiting->len, ==, 1);
  forget_round (look_anew (fixture, fixture->a));
  forget_round (look_anew (fixture, fixture->b));
  g_ptr_array_unref (waiting);
  waiting = lep_waiting_list (fixture->b->workspace, NULL);
  g_assert_cmpuint (waiting->len, ==, 0);
  assert_same (fixture->a, fixture->b);
}

static void
unlink_cb (LepWorkspace *workspace,
           const char   *path)
{
  g_unlink (path);
}

/* Bundles that somebody takes away while others are read are no failure. */
static void
test_gone_while_reading (Fixture      *fixture,
                         gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepFolder) folder = lep_folder_new (fixture->stick);
  g_autoptr (LepFolderRound) round = NULL;
  g_autofree char *first = NULL, *second = NULL;

  make_folder (fixture);
  set_field (fixture->b, NULL, "organisation", ORGANISATION, "short_name", "EO");
  first = give (fixture, fixture->b, NULL);
  set_field (fixture->b, NULL, "organisation", ORGANISATION, "short_name", "EOS");
  second = give (fixture, fixture->b, NULL);
  g_assert_cmpstr (first, <, second);
  g_signal_connect (fixture->a->workspace, "changed", G_CALLBACK (unlink_cb), second);
  round = look (fixture->a, folder, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (round->read->len, ==, 1);
  g_assert_cmpuint (round->ignored->len, ==, 0);
  g_signal_handlers_disconnect_by_func (fixture->a->workspace, unlink_cb, second);
}

static void
take_away_cb (LepWorkspace *workspace,
              const char   *folder)
{
  g_autofree char *away = g_strconcat (folder, "-away", NULL);

  g_rename (folder, away);
}

/* A stick that is pulled out in the middle: an error, and what came in stays. */
static void
test_folder_is_taken_away (Fixture      *fixture,
                           gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepFolder) folder = lep_folder_new (fixture->stick);
  g_autofree char *file = NULL, *name = NULL;

  make_folder (fixture);
  set_field (fixture->b, NULL, "organisation", ORGANISATION, "short_name", "EO");
  file = give (fixture, fixture->b, NULL);
  g_signal_connect (fixture->a->workspace, "changed", G_CALLBACK (take_away_cb), fixture->stick);
  g_assert_null (look (fixture->a, folder, &error));
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, fixture->stick));
  name = get_field (fixture->a, "organisation", ORGANISATION, "short_name");
  g_assert_cmpstr (name, ==, "EO");
  g_signal_handlers_disconnect_by_func (fixture->a->workspace, take_away_cb, fixture->stick);
}

/* In the place of the file there is something that cannot be taken away. */
static void
block_cb (LepWorkspace *workspace,
          const char   *path)
{
  g_autofree char *inner = g_build_filename (path, "inner", NULL);

  if (g_unlink (path) == 0)
    g_assert_cmpint (g_mkdir_with_parents (inner, 0700), ==, 0);
}

static void
test_what_cannot_be_pruned_stays (Fixture      *fixture,
                                  gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepFolder) folder = lep_folder_new (fixture->stick);
  g_autoptr (LepFolderRound) round = NULL;
  g_autofree char *old = NULL, *news = NULL;

  make_folder (fixture);
  set_field (fixture->a, NULL, "organisation", ORGANISATION, "short_name", "EO");
  old = give (fixture, fixture->a, fixture->b);
  forget_round (look (fixture->a, folder, &error));
  set_field (fixture->b, NULL, "organisation", ORGANISATION, "phone", "1");
  news = give (fixture, fixture->b, NULL);
  old = (g_free (old), give (fixture, fixture->a, fixture->b));
  g_signal_connect (fixture->a->workspace, "changed", G_CALLBACK (block_cb), old);
  round = look (fixture->a, folder, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (round->read->len, ==, 1);
  g_assert_true (g_file_test (old, G_FILE_TEST_IS_DIR));
  g_signal_handlers_disconnect_by_func (fixture->a->workspace, block_cb, old);
}

/* One refusal is told once, not at each look. */
static void
test_refused_is_told_once (Fixture      *fixture,
                           gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepFolder) folder = lep_folder_new (fixture->stick);
  g_autoptr (LepFolderRound) first = NULL, second = NULL;
  g_autofree char *b = NULL, *file = NULL;

  make_folder (fixture);
  b = own_id (fixture->b);
  set_field (fixture->b, NULL, "organisation", ORGANISATION, "short_name", "EO");
  file = give (fixture, fixture->b, fixture->a);
  g_assert_true (lep_peers_revoke (fixture->a->workspace, b, "2026-11-22", &error));
  first = look (fixture->a, folder, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (first->read->len, ==, 1);
  g_assert_error (((LepFolderRead *) g_ptr_array_index (first->read, 0))->error, LEP_ERROR, LEP_ERROR_UNTRUSTED);
  g_assert_cmpuint (first->written->len, ==, 0); /* nothing goes to who is blocked */
  second = look (fixture->a, folder, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (second->read->len, ==, 0);
}

/* What a newer program made waits for an update; what is no bundle is left, until
 * something else stands there. */
static void
test_newer_and_damaged (Fixture      *fixture,
                        gconstpointer data)
{
  g_autoptr (Craft) craft = craft_new ();
  g_autoptr (GByteArray) bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (LepFolder) folder = lep_folder_new (fixture->stick);
  g_autoptr (LepFolderRound) first = NULL, second = NULL, third = NULL;
  g_autofree char *newer = g_build_filename (fixture->stick, "newer.lepx", NULL);
  g_autofree char *damaged = g_build_filename (fixture->stick, "damaged.lepx", NULL);

  craft_add_first (craft);
  craft->manifest = (CraftSwap){ "min-reader=\"1\"", "min-reader=\"99\"" };
  bytes = craft_bundle (craft);
  craft_write (bytes, newer);
  g_assert_true (g_file_set_contents (damaged, "no bundle", -1, NULL));
  first = look (fixture->a, folder, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (first->read->len, ==, 1);
  g_assert_error (((LepFolderRead *) g_ptr_array_index (first->read, 0))->error, LEP_ERROR, LEP_ERROR_TOO_NEW);
  g_assert_cmpuint (first->ignored->len, ==, 1);
  second = look (fixture->a, folder, &error);
  g_assert_cmpuint (second->read->len + second->ignored->len, ==, 0);
  g_assert_true (g_file_set_contents (damaged, "still no bundle", -1, NULL));
  third = look (fixture->a, folder, &error);
  g_assert_cmpuint (third->ignored->len, ==, 1);
}

static void
test_locked_is_left (Fixture      *fixture,
                     gconstpointer data)
{
  LepExportOptions       locked = { .target = fixture->stick, .passphrase = "one pass-phrase of ours" };
  const LepFolderOptions other = { .passphrase = "another" };
  g_autoptr (GError) error = NULL;
  g_autoptr (LepFolder) folder = lep_folder_new (fixture->stick);
  g_autoptr (LepFolderRound) round = NULL;
  g_autoptr (LepExportResult) result = NULL;

  make_folder (fixture);
  set_field (fixture->b, NULL, "organisation", ORGANISATION, "short_name", "EO");
  result = lep_export (fixture->b->workspace, fixture->b->surroundings, &locked, NULL, NULL, &error);
  g_assert_no_error (error);
  lep_folder_sync (folder, fixture->a->workspace, fixture->a->surroundings, &other, NULL, NULL, &round, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (round->read->len, ==, 0);
  g_assert_cmpuint (round->ignored->len, ==, 1);
  g_assert_error (((LepFolderRead *) g_ptr_array_index (round->ignored, 0))->error, LEP_ERROR, LEP_ERROR_LOCKED);
}

/* Bundles of somebody unknown come in as soon as another's, that is read behind
 * them, introduces him. */
static void
test_introduced_by_another (Fixture      *fixture,
                            gconstpointer data)
{
  g_autofree char *first = NULL, *one = NULL, *two = NULL, *of_a = NULL, *value = NULL;
  g_autoptr (LepFolderRound) strange = NULL, round = NULL;

  make_folder (fixture);
  first = give (fixture, fixture->a, NULL);
  join (fixture, fixture->c, "Banovići 1", first);
  g_assert_cmpint (g_unlink (first), ==, 0);
  set_field (fixture->c, NULL, "organisation", ORGANISATION, "short_name", "EO");
  one = give (fixture, fixture->c, NULL);
  take_all (fixture->a, one);
  set_field (fixture->c, NULL, "organisation", ORGANISATION, "short_name", "EOS");
  two = give (fixture, fixture->c, NULL);
  strange = look_anew (fixture, fixture->b);
  g_assert_cmpuint (strange->read->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    g_assert_cmpuint (((LepFolderRead *) g_ptr_array_index (strange->read, i))->report->untrusted->len, ==, 1);

  of_a = give (fixture, fixture->a, NULL);
  g_assert_cmpstr (two, <, of_a);
  round = look_anew (fixture, fixture->b);
  value = get_field (fixture->b, "organisation", ORGANISATION, "short_name");
  g_assert_cmpstr (value, ==, "EOS");
}

static void
test_cancelled (Fixture      *fixture,
                gconstpointer data)
{
  const LepFolderOptions options = { 0 };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (LepFolder) folder = lep_folder_new (fixture->stick);
  g_autoptr (LepFolderRound) round = NULL;
  g_autofree char *file = NULL, *before = NULL, *after = NULL;

  make_folder (fixture);
  set_field (fixture->b, NULL, "organisation", ORGANISATION, "short_name", "EO");
  file = give (fixture, fixture->b, NULL);
  before = digest (fixture->a);
  g_cancellable_cancel (cancellable);
  g_assert_false (lep_folder_sync (folder, fixture->a->workspace, fixture->a->surroundings, &options, NULL, cancellable, &round, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  after = digest (fixture->a);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpuint (count_bundles (fixture), ==, 1);
}

/* Halves of bundles that a program left which died go after a day. */
static void
test_stale_parts_go (Fixture      *fixture,
                     gconstpointer data)
{
  static const char *const names[] = { "old.lepx.A1b2C3.part", "new.lepx.age.A1b2C3.part", "folder.lepx.part", "note.part" };
  const struct utimbuf     long_ago = { DAY, DAY };
  char                    *paths[G_N_ELEMENTS (names)];
  g_autoptr (LepFolderRound) round = NULL;

  make_folder (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      paths[i] = g_build_filename (fixture->stick, names[i], NULL);
      if (i == 2)
        g_assert_cmpint (g_mkdir (paths[i], 0700), ==, 0);
      else
        g_assert_true (g_file_set_contents (paths[i], "half", -1, NULL));
      if (i != 1)
        g_assert_cmpint (utime (paths[i], &long_ago), ==, 0);
    }
  set_field (fixture->a, NULL, "organisation", ORGANISATION, "short_name", "EO");
  round = look_anew (fixture, fixture->a);
  g_assert_cmpuint (round->written->len, ==, 1);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_assert_cmpint (g_file_test (paths[i], G_FILE_TEST_EXISTS), ==, i != 0);
      g_free (paths[i]);
    }
}

/* What this laptop left goes at once, if nobody writes it any more; what others
 * left may still be on its way. */
static void
test_own_parts_go (Fixture      *fixture,
                   gconstpointer data)
{
  g_autofree char *id = own_id (fixture->a);
  const char      *digits = id + strlen (id) - LEP_BUNDLE_PART_DIGITS;
  g_autofree char *left = g_strdup_printf ("%s/p_office_000007_01234567.lepx.%s.A1b2C3.part", fixture->stick, digits);
  g_autofree char *sealed = g_strdup_printf ("%s/p_office_000007_01234567.lepx.age.%s.A1b2C3.part", fixture->stick, digits);
  g_autofree char *written = g_strdup_printf ("%s/p_office_000008_01234567.lepx.%s", fixture->stick, digits);
  g_autofree char *other = g_strdup_printf ("%s/p_office_000007_01234567.lepx.00000000.A1b2C3.part", fixture->stick);
  g_autofree char *part = NULL;
  g_autoptr (LepFolderRound) round = NULL;
  int fd;

  make_folder (fixture);
  g_assert_true (g_file_set_contents (left, "half", -1, NULL));
  g_assert_true (g_file_set_contents (sealed, "half", -1, NULL));
  g_assert_true (g_file_set_contents (other, "half", -1, NULL));
  fd = lep_open_part (written, &part);
  g_assert_cmpint (fd, >=, 0);
  round = look_anew (fixture, fixture->a);
  g_assert_false (g_file_test (left, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (sealed, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (other, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (part, G_FILE_TEST_EXISTS));

  close (fd);
  lep_folder_round_free (round);
  round = look_anew (fixture, fixture->a);
  g_assert_false (g_file_test (part, G_FILE_TEST_EXISTS));
}

static void
test_place_is_checked (Fixture      *fixture,
                       gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *none = g_build_filename (fixture->folder, "none.lep", NULL);
  g_autofree char *nowhere = g_build_filename (fixture->folder, "nowhere", "none.lep", NULL);
  g_autofree char *marker = g_build_filename (fixture->a->folder, ".stfolder", NULL);

  g_assert_false (lep_folder_check_place (fixture->a->path, fixture->a->path, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (lep_folder_check_place ("/", fixture->a->path, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (lep_folder_check_place (fixture->folder, fixture->a->path, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (lep_folder_check_place (fixture->stick, none, &error));
  g_assert_true (lep_folder_check_place (fixture->stick, nowhere, &error));
  g_assert_no_error (error);

  g_assert_cmpint (g_mkdir (marker, 0700), ==, 0);
  g_assert_false (lep_folder_check_place (fixture->stick, fixture->a->path, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, fixture->a->folder));
}

/* Nextcloud names its database so; others may be called nearly alike. */
static void
test_sync_databases (Fixture      *fixture,
                     gconstpointer data)
{
  static const char *const names[] = { ".sync_notes.txt", "sync_0123456789ab.db", "._sync_0123456789ab.db", ".sync_0123456789ab.db" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (fixture->a->folder, names[i], NULL);
      g_autoptr (GError) error = NULL;

      g_assert_true (g_file_set_contents (path, "", 0, NULL));
      g_assert_cmpint (lep_folder_check_place (fixture->stick, fixture->a->path, &error), ==, i < 2);
      g_assert_cmpint (g_unlink (path), ==, 0);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(claim, function) g_test_add ("/folder/" claim, Fixture, NULL, set_up, function, tear_down)
  ADD ("both-ways-and-pruned", test_both_ways_and_pruned);
  ADD ("newer-one-takes-its-place", test_newer_one_takes_its_place);
  ADD ("news-are-noticed", test_news_are_noticed);
  ADD ("gap-is-told-and-heals", test_gap_is_told_and_heals);
  ADD ("gone-while-reading", test_gone_while_reading);
  ADD ("folder-is-taken-away", test_folder_is_taken_away);
  ADD ("what-cannot-be-pruned-stays", test_what_cannot_be_pruned_stays);
  ADD ("refused-is-told-once", test_refused_is_told_once);
  ADD ("newer-and-damaged", test_newer_and_damaged);
  ADD ("locked-is-left", test_locked_is_left);
  ADD ("introduced-by-another", test_introduced_by_another);
  ADD ("cancelled", test_cancelled);
  ADD ("stale-parts-go", test_stale_parts_go);
  ADD ("own-parts-go", test_own_parts_go);
  ADD ("place-is-checked", test_place_is_checked);
  ADD ("sync-databases", test_sync_databases);
  return g_test_run ();
}
