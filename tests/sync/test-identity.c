/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a workspace goes on under its id while nothing speaks against it, and
 * takes a new one when its file was copied, restored or moved. */

#include <sys/stat.h>

#include "lep-error.h"
#include "lep-identity.h"
#include "lep-test.h"

typedef struct
{
  char            *folder;
  char            *path;
  LepSurroundings *surroundings;
} Fixture;

static const LepWho who = { "Konjic 1", "Coordinator", "Konjic" };

static LepSurroundings *
make_surroundings (const char *folder,
                   const char *machine)
{
  g_autofree char *state = g_build_filename (folder, "state", "lep", NULL);
  g_autoptr (LepClock) clock = lep_clock_new ();

  return lep_surroundings_new (state, machine, folder, clock);
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->folder = lep_test_dir ();
  fixture->path = g_build_filename (fixture->folder, "workspace.lep", NULL);
  fixture->surroundings = make_surroundings (fixture->folder, "machine 1");
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  lep_test_dir_free (fixture->folder);
  g_free (fixture->path);
  lep_surroundings_free (fixture->surroundings);
}

static char *
get_meta (LepWorkspace *workspace,
          const char   *key)
{
  g_autoptr (GError) error = NULL;
  char *value = NULL;

  lep_workspace_get_meta (workspace, key, &value, &error);
  g_assert_no_error (error);
  return value;
}

static void
create (Fixture *fixture,
        char   **replica)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepWorkspace) workspace = lep_identity_create (fixture->surroundings, fixture->path, &who, &error);

  g_assert_no_error (error);
  *replica = get_meta (workspace, LEP_META_REPLICA);
}

/* Opens for writing; returns the id, and whether something was said. */
static char *
open_again (Fixture  *fixture,
            gboolean *said)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;
  g_autoptr (LepWorkspace) workspace = lep_identity_open (fixture->surroundings, fixture->path, LEP_OPEN_WRITE, &sentence, &error);

  g_assert_no_error (error);
  *said = sentence != NULL;
  return get_meta (workspace, LEP_META_REPLICA);
}

static void
assert_goes_on (Fixture    *fixture,
                const char *replica)
{
  gboolean         said;
  g_autofree char *now = open_again (fixture, &said);

  g_assert_cmpstr (now, ==, replica);
  g_assert_false (said);
}

static char *
assert_takes_new (Fixture    *fixture,
                  const char *replica)
{
  gboolean         said;
  g_autofree char *now = open_again (fixture, &said);

  g_assert_cmpstr (now, !=, replica);
  g_assert_true (said);
  return g_steal_pointer (&now);
}

static void
test_goes_on (Fixture      *fixture,
              gconstpointer data)
{
  g_autofree char *replica = NULL;
  g_autofree char *sign = NULL;
  g_autofree char *seal = NULL;
  struct stat      info;

  create (fixture, &replica);
  assert_goes_on (fixture, replica);
  assert_goes_on (fixture, replica);

  sign = g_build_filename (fixture->surroundings->state_dir, replica, "sign.key", NULL);
  seal = g_build_filename (fixture->surroundings->state_dir, replica, "seal.key", NULL);
  g_assert_cmpint (stat (sign, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_cmpint (stat (seal, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
}

static void
copy_file (const char *from,
           const char *to)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *data = NULL;
  gsize            size;

  g_file_get_contents (from, &data, &size, &error);
  g_assert_no_error (error);
  /* Over the old bytes: the file stays the same one. */
  g_file_set_contents_full (to, data, (gssize) size, G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);
}

/* An older copy that comes back, even in the place of the same file. */
static void
test_restored (Fixture      *fixture,
               gconstpointer data)
{
  g_autofree char *replica = NULL;
  g_autofree char *newer = NULL;
  g_autofree char *copy = g_build_filename (fixture->folder, "copy.lep", NULL);
  g_autofree char *kept = NULL;

  create (fixture, &replica);
  copy_file (fixture->path, copy);
  assert_goes_on (fixture, replica);
  copy_file (copy, fixture->path);
  newer = assert_takes_new (fixture, replica);
  assert_goes_on (fixture, newer);

  kept = g_build_filename (fixture->surroundings->state_dir, replica, "sign.key", NULL);
  g_assert_true (g_file_test (kept, G_FILE_TEST_EXISTS));
}

static void
test_copied (Fixture      *fixture,
             gconstpointer data)
{
  g_autofree char *replica = NULL;
  g_autofree char *newer = NULL;
  g_autofree char *original = g_strdup (fixture->path);

  create (fixture, &replica);
  g_free (fixture->path);
  fixture->path = g_build_filename (fixture->folder, "copy.lep", NULL);
  copy_file (original, fixture->path);
  newer = assert_takes_new (fixture, replica);

  g_free (fixture->path);
  fixture->path = g_steal_pointer (&original);
  assert_goes_on (fixture, replica);
}

static void
test_other_machine (Fixture      *fixture,
                    gconstpointer data)
{
  g_autofree char *replica = NULL;
  g_autofree char *newer = NULL;

  create (fixture, &replica);
  lep_surroundings_free (fixture->surroundings);
  fixture->surroundings = make_surroundings (fixture->folder, "machine 2");
  newer = assert_takes_new (fixture, replica);
}

static void
test_lost_folder (Fixture      *fixture,
                  gconstpointer data)
{
  g_autofree char *replica = NULL;
  g_autofree char *newer = NULL;
  g_autofree char *key = NULL;

  create (fixture, &replica);
  key = g_build_filename (fixture->surroundings->state_dir, replica, "sign.key", NULL);
  g_assert_cmpint (g_unlink (key), ==, 0);
  newer = assert_takes_new (fixture, replica);
}

/* Reading renews nothing, so a copy made meanwhile is no doubt. */
static void
test_reading (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepWorkspace) workspace = NULL;
  g_autofree char *replica = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  create (fixture, &replica);
  workspace = lep_identity_open (fixture->surroundings, fixture->path, LEP_OPEN_READ, NULL, &error);
  g_assert_no_error (error);
  before = get_meta (workspace, "token");
  g_clear_object (&workspace);
  workspace = lep_identity_open (fixture->surroundings, fixture->path, LEP_OPEN_READ, NULL, &error);
  after = get_meta (workspace, "token");
  g_assert_cmpstr (before, ==, after);
}

static void
test_missing (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepWorkspace) workspace = lep_identity_open (fixture->surroundings, fixture->path, LEP_OPEN_WRITE, NULL, &error);

  g_assert_null (workspace);
  g_assert_error (error, LEP_ERROR, LEP_ERROR_NOT_FOUND);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/identity/goes-on", Fixture, NULL, set_up, test_goes_on, tear_down);
  g_test_add ("/identity/restored", Fixture, NULL, set_up, test_restored, tear_down);
  g_test_add ("/identity/copied", Fixture, NULL, set_up, test_copied, tear_down);
  g_test_add ("/identity/other-machine", Fixture, NULL, set_up, test_other_machine, tear_down);
  g_test_add ("/identity/lost-folder", Fixture, NULL, set_up, test_lost_folder, tear_down);
  g_test_add ("/identity/reading", Fixture, NULL, set_up, test_reading, tear_down);
  g_test_add ("/identity/missing", Fixture, NULL, set_up, test_missing, tear_down);

  return g_test_run ();
}
