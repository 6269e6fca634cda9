/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a workspace goes on under its id while nothing speaks against it, and
 * takes a new one when its file was copied, restored or moved. */

#include <signal.h>
#include <sys/resource.h>
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
write_change (LepWorkspace *workspace,
              const char   *person)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepEdit) edit = lep_edit_new (workspace);

  lep_edit_row (edit, "programme", "organisation", NULL, &error);
  g_assert_no_error (error);
  lep_edit_set (edit, "name", person);
  lep_edit_set (edit, "actor_group", "ngo");
  lep_edit_commit (edit, &error);
  g_assert_no_error (error);
}

/* A copy made while the workspace was open holds the token of now; what it
 * lacks is the last change. */
static void
test_older_number (Fixture      *fixture,
                   gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepWorkspace) workspace = NULL;
  g_autofree char *replica = NULL;
  g_autofree char *newer = NULL;
  g_autofree char *copy = g_build_filename (fixture->folder, "copy.lep", NULL);

  create (fixture, &replica);
  workspace = lep_identity_open (fixture->surroundings, fixture->path, LEP_OPEN_WRITE, NULL, &error);
  g_assert_no_error (error);
  lep_programme_create (workspace, "Programme", "BAM", NULL, &error);
  g_assert_no_error (error);
  write_change (workspace, "Before the copy");
  copy_file (fixture->path, copy);
  g_clear_object (&workspace);

  /* Nothing was written since: nobody else can have gone on. */
  copy_file (copy, fixture->path);
  assert_goes_on (fixture, replica);

  workspace = lep_identity_open (fixture->surroundings, fixture->path, LEP_OPEN_WRITE, NULL, &error);
  g_assert_no_error (error);
  copy_file (fixture->path, copy);
  write_change (workspace, "After the copy");
  g_clear_object (&workspace);
  copy_file (copy, fixture->path);
  newer = assert_takes_new (fixture, replica);
  assert_goes_on (fixture, newer);
}

static char *
state_file (Fixture    *fixture,
            const char *replica,
            const char *name)
{
  return g_build_filename (fixture->surroundings->state_dir, replica, name, NULL);
}

/* While the token is renewed two are good: a crash between the two places is no
 * doubt. */
static void
test_crash_between_slots (Fixture      *fixture,
                          gconstpointer data)
{
  g_autofree char *replica = NULL;
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  g_autofree char *begun = NULL;

  create (fixture, &replica);
  path = state_file (fixture, replica, "state");
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  begun = g_strdup_printf ("token 00112233445566778899aabbccddeeff\n%s", text);
  g_assert_true (g_file_set_contents (path, begun, -1, NULL));
  assert_goes_on (fixture, replica);
}

/* What a program left that died while it wrote the state: a half that is longer,
 * and names of their own by earlier versions. */
static void
test_left_behind (Fixture      *fixture,
                  gconstpointer data)
{
  g_autofree char *replica = NULL;
  g_autofree char *fresh = NULL, *early = NULL, *path = NULL, *text = NULL;
  g_autofree char *half = g_strnfill (5000, 'x');

  create (fixture, &replica);
  path = state_file (fixture, replica, "state");
  fresh = state_file (fixture, replica, "state.new");
  early = state_file (fixture, replica, "state.A1b2C3");
  g_assert_true (g_file_set_contents (fresh, half, -1, NULL));
  g_assert_true (g_file_set_contents (early, half, -1, NULL));
  assert_goes_on (fixture, replica);
  g_assert_false (g_file_test (fresh, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (early, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_null (strchr (text, 'x'));
}

static void
test_damaged_state (Fixture      *fixture,
                    gconstpointer data)
{
  static const char *const states[] = { "", "no state\n", "token\n", "machine 1\nfile 2\n", "\xff\xfe\n" };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autofree char *replica = NULL;
      g_autofree char *newer = NULL;
      g_autofree char *path = NULL;

      create (fixture, &replica);
      path = state_file (fixture, replica, "state");
      g_assert_true (g_file_set_contents (path, states[i], -1, NULL));
      newer = assert_takes_new (fixture, replica);
      assert_goes_on (fixture, newer);
      g_assert_cmpint (g_unlink (fixture->path), ==, 0);
    }
}

/* Lines that a newer program may add are no doubt; a last change that cannot be
 * read is one. */
static void
test_odd_lines (Fixture      *fixture,
                gconstpointer data)
{
  static const char *const odd[] = { "last 5", "last 5 no-hash" };
  g_autofree char         *replica = NULL, *path = NULL, *text = NULL, *more = NULL;

  create (fixture, &replica);
  path = state_file (fixture, replica, "state");
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  more = g_strconcat ("machinery 1\nfile 1 1\ntokens 1\nlastly 2\nlast\n", text, NULL);
  g_assert_true (g_file_set_contents (path, more, -1, NULL));
  assert_goes_on (fixture, replica);

  for (guint i = 0; i < G_N_ELEMENTS (odd); i++)
    {
      g_autofree char *newer = NULL, *own = open_again (fixture, &(gboolean){ FALSE });
      g_autofree char *of_own = state_file (fixture, own, "state"), *state = NULL, *damaged = NULL;

      g_assert_true (g_file_get_contents (of_own, &state, NULL, NULL));
      damaged = g_strconcat (odd[i], "\n", state, NULL);
      g_assert_true (g_file_set_contents (of_own, damaged, -1, NULL));
      newer = assert_takes_new (fixture, own);
    }
}

/* What is noted while it is open leaves every other line, even of a state whose
 * end was cut. */
static void
test_cut_state (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepWorkspace) workspace = NULL;
  g_autofree char *replica = NULL, *path = NULL, *text = NULL, *noted = NULL;

  create (fixture, &replica);
  workspace = lep_identity_open (fixture->surroundings, fixture->path, LEP_OPEN_WRITE, NULL, &error);
  g_assert_no_error (error);
  path = state_file (fixture, replica, "state");
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_strchomp (text);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  lep_programme_create (workspace, "Programme", "BAM", NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &noted, NULL, NULL));
  g_assert_true (g_str_has_prefix (noted, text));
  g_assert_nonnull (strstr (noted, "\nlast 1 "));
}

/* Without its token, or with an id that nobody can read, a file is a stranger. */
static void
test_damaged_file (Fixture      *fixture,
                   gconstpointer data)
{
  g_autoptr (LepWorkspace) workspace = NULL;
  g_autofree char *replica = NULL, *newer = NULL, *newest = NULL;
  gboolean         said;

  create (fixture, &replica);
  workspace = lep_workspace_open (fixture->path, LEP_OPEN_WRITE, fixture->surroundings->clock, NULL);
  g_assert_true (lep_workspace_set_meta (workspace, "token", NULL, NULL));
  g_clear_object (&workspace);
  newer = assert_takes_new (fixture, replica);

  workspace = lep_workspace_open (fixture->path, LEP_OPEN_WRITE, fixture->surroundings->clock, NULL);
  g_assert_true (lep_workspace_set_meta (workspace, LEP_META_REPLICA, "../../etc", NULL));
  g_clear_object (&workspace);
  newest = open_again (fixture, &said);
  g_assert_true (said);
  g_assert_cmpstr (newest, !=, newer);
  g_assert_cmpuint (strlen (newest), ==, strlen (newer));
}

/* Somebody took a new id meanwhile, and its key is gone: nothing is written that
 * nobody could check. */
static void
test_key_gone_meanwhile (Fixture      *fixture,
                         gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepWorkspace) workspace = NULL, other = NULL;
  g_autofree char *replica = NULL, *newer = NULL, *key = NULL;

  create (fixture, &replica);
  workspace = lep_identity_open (fixture->surroundings, fixture->path, LEP_OPEN_WRITE, NULL, &error);
  g_assert_no_error (error);
  other = lep_identity_open (fixture->surroundings, fixture->path, LEP_OPEN_WRITE, NULL, &error);
  lep_identity_renew (other, fixture->surroundings, &error);
  g_assert_no_error (error);
  newer = get_meta (other, LEP_META_REPLICA);
  key = state_file (fixture, newer, "sign.key");
  g_assert_cmpint (g_unlink (key), ==, 0);
  g_assert_false (lep_programme_create (workspace, "Programme", "BAM", NULL, &error));
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, newer));
}

/* A key that is damaged, or that others can read, signs no more. */
static void
test_damaged_key (Fixture      *fixture,
                  gconstpointer data)
{
  g_autofree char *replica = NULL;
  g_autofree char *newer = NULL;
  g_autofree char *newest = NULL;
  g_autofree char *path = NULL;
  g_autofree char *other = NULL;

  create (fixture, &replica);
  path = state_file (fixture, replica, "sign.key");
  g_assert_true (g_file_set_contents_full (path, "no key\n", -1, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  newer = assert_takes_new (fixture, replica);
  other = state_file (fixture, newer, "sign.key");
  g_assert_cmpint (g_chmod (other, 0644), ==, 0);
  newest = assert_takes_new (fixture, newer);
}

/* The whole home folder was copied, on this machine or to another. */
static void
test_imaged_home (Fixture      *fixture,
                  gconstpointer data)
{
  g_autofree char         *replica = NULL;
  g_autofree char         *newer = NULL;
  g_autofree char         *home = g_build_filename (fixture->folder, "home", NULL);
  g_autofree char         *state = NULL;
  static const char *const names[] = { "state", "sign.key", "seal.key" };
  g_autoptr (LepSurroundings) before = NULL;

  create (fixture, &replica);
  before = g_steal_pointer (&fixture->surroundings);
  fixture->surroundings = make_surroundings (home, "machine 1");
  state = g_build_filename (fixture->surroundings->state_dir, replica, NULL);
  g_assert_cmpint (g_mkdir_with_parents (state, 0700), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *from = g_build_filename (before->state_dir, replica, names[i], NULL);
      g_autofree char *to = g_build_filename (state, names[i], NULL);

      copy_file (from, to);
    }
  g_free (g_steal_pointer (&state));
  state = g_steal_pointer (&fixture->path);
  fixture->path = g_build_filename (home, "workspace.lep", NULL);
  copy_file (state, fixture->path);
  newer = assert_takes_new (fixture, replica);
}

/* Where keys cannot be kept nothing is written, and nothing is changed. */
static void
test_no_place_for_keys (Fixture      *fixture,
                        gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepWorkspace) workspace = NULL;
  g_autofree char *replica = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  struct rlimit    limit, none;
  gsize            size;

  create (fixture, &replica);
  g_assert_true (g_file_get_contents (fixture->path, &before, &size, NULL));
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  none = (struct rlimit){ 0, limit.rlim_max };
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &none), ==, 0);
  workspace = lep_identity_open (fixture->surroundings, fixture->path, LEP_OPEN_WRITE, NULL, &error);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  g_assert_null (workspace);
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_true (g_file_get_contents (fixture->path, &after, NULL, NULL));
  g_assert_cmpmem (before, size, after, size);
  assert_goes_on (fixture, replica);

  lep_surroundings_free (fixture->surroundings);
  fixture->surroundings = make_surroundings (fixture->path, "machine 1");
  workspace = lep_identity_open (fixture->surroundings, fixture->path, LEP_OPEN_WRITE, NULL, &error);
  g_assert_null (workspace);
  g_assert_nonnull (error);
  workspace = lep_identity_open (fixture->surroundings, fixture->path, LEP_OPEN_READ, NULL, NULL);
  g_assert_nonnull (workspace);
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
  g_test_add ("/identity/older-number", Fixture, NULL, set_up, test_older_number, tear_down);
  g_test_add ("/identity/crash-between-slots", Fixture, NULL, set_up, test_crash_between_slots, tear_down);
  g_test_add ("/identity/left-behind", Fixture, NULL, set_up, test_left_behind, tear_down);
  g_test_add ("/identity/damaged-state", Fixture, NULL, set_up, test_damaged_state, tear_down);
  g_test_add ("/identity/odd-lines", Fixture, NULL, set_up, test_odd_lines, tear_down);
  g_test_add ("/identity/cut-state", Fixture, NULL, set_up, test_cut_state, tear_down);
  g_test_add ("/identity/damaged-file", Fixture, NULL, set_up, test_damaged_file, tear_down);
  g_test_add ("/identity/key-gone-meanwhile", Fixture, NULL, set_up, test_key_gone_meanwhile, tear_down);
  g_test_add ("/identity/damaged-key", Fixture, NULL, set_up, test_damaged_key, tear_down);
  g_test_add ("/identity/imaged-home", Fixture, NULL, set_up, test_imaged_home, tear_down);
  g_test_add ("/identity/no-place-for-keys", Fixture, NULL, set_up, test_no_place_for_keys, tear_down);
  g_test_add ("/identity/missing", Fixture, NULL, set_up, test_missing, tear_down);

  return g_test_run ();
}
