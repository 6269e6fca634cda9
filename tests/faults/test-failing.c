/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever call or allocation fails, in whatever deed: the error is told, the
 * workspace is as it was before or as it is after, nothing is left behind or
 * leaked, and the same deed works afterwards. */

#include "lep-check.h"

#include "deeds.h"
#include "failing.h"

/* Calls of each kind that fail in each deed: some, one from each place, or every one. */
typedef enum
{
  EXTENT_SOME,
  EXTENT_PLACES,
  EXTENT_ALL,
} Extent;

/* Everything takes several times as long under a sanitizer. */
#ifdef __SANITIZE_ADDRESS__
#define SOME 3
#else
#define SOME 8
#endif

static Extent extent = EXTENT_SOME;

static guint
count_open_files (void)
{
  return lep_test_count_files ("/proc/self/fd");
}

/* Names in a folder that no deed leaves there. */
static void
assert_nothing_left (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        assert_nothing_left (path);
      else
        {
          g_assert_false (g_str_has_suffix (name, ".part"));
          g_assert_false (g_str_has_suffix (name, "-journal"));
          if (g_str_has_prefix (name, ".lep-") && !g_str_equal (name, ".lep-exchange"))
            g_error ("%s was left", path);
        }
    }
}

static void
prepare (World      *world,
         const Deed *deed)
{
  g_autoptr (GError) error = NULL;

  world_restore (world);
  world_open (world, 0);
  if (deed->prepare != NULL)
    g_assert_true (deed->prepare (world, &error));
  g_assert_no_error (error);
  world_close (world);
  if (!deed->is_closed)
    world_open (world, 0);
}

/* What the workspace shows when it is opened again. */
static char *
end (World      *world,
     const Deed *deed)
{
  g_autoptr (GError) error = NULL;
  char *shown;

  world_close (world);
  world_open (world, 1);
  shown = deed->show != NULL ? deed->show (world) : digest (world->base.a);
  lep_workspace_check (world->base.a->workspace, NULL, NULL, &error);
  g_assert_no_error (error);
  world_close (world);
  assert_nothing_left (world->base.folder);
  g_assert_cmpint (fail_sqlite_pieces (), ==, 0);
  return shown;
}

typedef struct
{
  World      *world;
  const Deed *deed;
  char       *before, *after;
} Case;

static void
complain (Case         *self,
          FailKind      kind,
          guint         nth,
          gboolean      done,
          const GError *error,
          const char   *what)
{
  fail_print_place ();
  g_error ("%s: call %u of %s: %s (%s, %s)", self->deed->name, nth, fail_kind_name (kind), what,
           done ? "done" : "not done", error != NULL ? error->message : "no error");
}

static gboolean
fail_at (Case    *self,
         FailKind kind,
         guint    nth,
         gboolean for_good)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *shown = NULL;
  guint            open_files;
  gboolean         done;

  open_files = count_open_files ();
  prepare (self->world, self->deed);
  fail_arm (kind, nth, for_good);
  done = self->deed->act (self->world, &error);
  fail_disarm ();

  if (done != (error == NULL))
    complain (self, kind, nth, done, error, "result and error do not agree");
  if (error != NULL)
    g_assert_cmpstr (error->message, !=, "");
  world_close (self->world);
  g_assert_cmpuint (count_open_files (), ==, open_files);
  shown = end (self->world, self->deed);
  if (g_strcmp0 (shown, done ? self->after : self->before) != 0 &&
      !(self->deed->either && g_strcmp0 (shown, self->after) == 0))
    complain (self, kind, nth, done, error,
              g_strcmp0 (shown, self->before) == 0  ? "the workspace is as before"
              : g_strcmp0 (shown, self->after) == 0 ? "the workspace is changed"
                                                    : "the workspace is neither as before nor as after");
  return done;
}

static void
test_kind (World      *world,
           const Deed *deed,
           FailKind    kind)
{
  Case self = { .world = world, .deed = deed };
  g_autoptr (GArray) places = NULL;
  g_autoptr (GError) error = NULL;
  guint n_done = 0, step;

  prepare (world, deed);
  self.before = end (world, deed);
  prepare (world, deed);
  fail_watch (kind);
  deed->act (world, &error);
  fail_disarm ();
  g_assert_no_error (error);
  self.after = end (world, deed);
  places = fail_places (extent == EXTENT_ALL);
  /* SQLite asks for memory in thousands of places, and answers them all in one way. */
  step = extent == EXTENT_SOME || (extent == EXTENT_PLACES && kind == FAIL_SQLITE_MEMORY) ? MAX (places->len / SOME, 1) : 1;

  for (guint i = (guint) g_str_hash (deed->name) % step; i < places->len; i += step)
    for (guint for_good = 0; for_good < 2; for_good++)
      n_done += fail_at (&self, kind, g_array_index (places, guint, i), for_good == 1);
  g_test_message ("%s: %u places, %u times done all the same", fail_kind_name (kind), places->len, n_done);
  g_free (self.before);
  g_free (self.after);
}

static void
test_deed (gconstpointer data)
{
  const Deed *deed = data;
  World      *world = world_new ();

  for (FailKind kind = 0; kind < FAIL_N_KINDS; kind++)
    test_kind (world, deed, kind);
  world_free (world);
}

/* Signals that come in between, and disks that take a part at a time, are no failure. */
static void
test_interrupted (void)
{
  World     *world = world_new ();
  const Deed deed = { "interrupted" };
  g_autoptr (GError) error = NULL;
  g_autofree char *plain = NULL, *interrupted = NULL;

  prepare (world, &deed);
  deed_export_sealed (world, &error);
  g_assert_no_error (error);
  deed_import (world, &error);
  g_assert_no_error (error);
  plain = end (world, &deed);
  prepare (world, &deed);
  fail_interrupt (TRUE);
  deed_export_sealed (world, &error);
  g_assert_no_error (error);
  deed_import (world, &error);
  fail_interrupt (FALSE);
  g_assert_no_error (error);
  interrupted = end (world, &deed);
  g_assert_cmpstr (plain, ==, interrupted);
  world_free (world);
}

static void
ignore_cb (const char    *domain,
           GLogLevelFlags level,
           const char    *message,
           gpointer       user_data)
{
}

/* Takes our own option out, wherever it stands among those of GTest. */
static void
take_extent (int  *argc,
             char *argv[])
{
  int n = 0;

  for (int i = 0; i < *argc; i++)
    {
      if (g_str_equal (argv[i], "--all"))
        extent = EXTENT_ALL;
      else if (g_str_equal (argv[i], "--places"))
        extent = EXTENT_PLACES;
      else
        argv[n++] = argv[i];
    }
  *argc = n;
}

/* Usage: test-failing [--places | --all] */
int
main (int   argc,
      char *argv[])
{
  take_extent (&argc, argv);
  g_log_set_handler ("lep-store", G_LOG_LEVEL_DEBUG, ignore_cb, NULL);
  if (g_file_test ("/dev/shm", G_FILE_TEST_IS_DIR))
    g_setenv ("TMPDIR", "/dev/shm", FALSE);
  fail_init ();
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < n_deeds; i++)
    {
      g_autofree char *path = g_strconcat ("/failing/", deeds[i].name, NULL);

      g_test_add_data_func (path, &deeds[i], test_deed);
    }
  g_test_add_func ("/failing/interrupted", test_interrupted);
  return g_test_run ();
}
