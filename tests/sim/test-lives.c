/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random lives of laptops over the real engine and exchange, held against an
 * independent model after each step. A life that goes wrong is lived again
 * with steps left out until none can be, and that script is printed.
 *
 * Usage: test-sim-lives [--first N] [--seeds N] [--steps N] */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "lep-test.h"

#include "sim-life.h"
#include "sim-start.h"

/* How long is looked for a smaller script, and of how many seeds. */
#define MAX_TRIES   400
#define MAX_SECONDS 60
#define MAX_SCRIPTS 3

static int       first = 1, n_seeds = 20, n_steps = 60, n_scripts;
static SimLife  *beginning;
static SimStart *start;

/* What a life tells about itself. */
typedef struct
{
  guint    changes, pending, conflicts, notices, same, asked, blocked, files, missing;
  gboolean failed;
} Tale;

static Tale all_tales;

/* One life, in a process of its own: it begins where all do. */
static void
live_on (guint32         seed,
         const gboolean *left_out,
         GString        *script,
         Tale           *tale)
{
  SimLife *life = beginning;

  sim_life_begin (life, seed);
  for (int i = 0; i < n_steps && life->model->failure == NULL; i++)
    if (!left_out[i])
      {
        sim_life_step (life, seed, (guint) i);
        g_string_append_printf (script, "# %3d %s\n", i, life->said->str);
      }
  if (life->model->failure == NULL)
    sim_life_end (life);
  if (life->model->failure != NULL)
    g_string_append_printf (script, "%s", life->model->failure->str);
  *tale = (Tale){ life->model->changes->len, life->n_pending_seen, life->n_conflicts_seen, life->n_forks_seen,
                  life->n_same, life->n_asked, life->n_blocked, life->n_files, life->n_missing, life->model->failure != NULL };
  sim_life_free (life);
}

static void
write_all (int         fd,
           const void *data,
           gsize       size)
{
  for (const char *at = data; size > 0;)
    {
      gssize done = write (fd, at, size);

      g_assert_cmpint (done, >, 0);
      at += done;
      size -= (gsize) done;
    }
}

/* Reads what a process says until it ends. */
static char *
read_all (int    fd,
          gsize *size)
{
  GByteArray *all = g_byte_array_new ();
  guint8      some[4096];

  for (gssize n = read (fd, some, sizeof some); n > 0; n = read (fd, some, sizeof some))
    g_byte_array_append (all, some, (guint) n);
  *size = all->len;
  g_byte_array_append (all, (const guint8 *) "", 1);
  return (char *) g_byte_array_free (all, FALSE);
}

/* Returns: (nullable): what went wrong, after the steps */
static char *
live (guint32         seed,
      const gboolean *left_out)
{
  g_autofree char *heard = NULL;
  Tale             tale = { 0 };
  gsize            size;
  int              ends[2], status;
  pid_t            child;

  sim_start_put_back (start);
  g_assert_cmpint (pipe (ends), ==, 0);
  fflush (stdout);
  child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      g_autoptr (GString) script = g_string_new (NULL);

      live_on (seed, left_out, script, &tale);
      write_all (ends[1], &tale, sizeof tale);
      write_all (ends[1], script->str, script->len);
      exit (0);
    }
  close (ends[1]);
  heard = read_all (ends[0], &size);
  close (ends[0]);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  if (status != 0 || size < sizeof tale)
    return g_strdup_printf ("the program ended with %d", status);
  memcpy (&tale, heard, sizeof tale);
  all_tales.changes += tale.changes;
  all_tales.pending += tale.pending;
  all_tales.conflicts += tale.conflicts;
  all_tales.notices += tale.notices;
  all_tales.same += tale.same;
  all_tales.asked += tale.asked;
  all_tales.blocked += tale.blocked;
  all_tales.files += tale.files;
  all_tales.missing += tale.missing;
  return tale.failed ? g_strdup (heard + sizeof tale) : NULL;
}

/* Leaves out halves, quarters, ... single steps, as long as it still fails. */
static void
make_smaller (guint32   seed,
              gboolean *left_out)
{
  gint64 until = g_get_monotonic_time () + MAX_SECONDS * G_USEC_PER_SEC;
  int    tries = 0;

  for (int size = n_steps / 2; size >= 1; size /= 2)
    for (int from = 0; from < n_steps && tries < MAX_TRIES && g_get_monotonic_time () < until; from += size)
      {
        g_autofree gboolean *with = g_memdup2 (left_out, sizeof (gboolean) * (gsize) n_steps);
        g_autofree char     *failure = NULL;
        int                  n = 0;

        for (int i = from; i < MIN (from + size, n_steps); i++)
          {
            n += left_out[i] ? 0 : 1;
            left_out[i] = TRUE;
          }
        if (n == 0)
          continue;
        tries++;
        failure = live (seed, left_out);
        if (failure == NULL)
          memcpy (left_out, with, sizeof (gboolean) * (gsize) n_steps);
      }
}

static gboolean
run (guint32 seed)
{
  g_autofree gboolean *left_out = g_new0 (gboolean, n_steps);
  g_autofree char     *failure = live (seed, left_out);
  g_autofree char     *again = NULL;
  g_auto (GStrv) lines = NULL;

  if (failure == NULL)
    return TRUE;
  if (++n_scripts <= MAX_SCRIPTS)
    make_smaller (seed, left_out);
  again = live (seed, left_out);
  lines = g_strsplit (again != NULL ? again : failure, "\n", -1);
  printf ("# seed %u%s:\n", seed, n_scripts <= MAX_SCRIPTS ? ", made smaller" : "");
  for (guint i = 0; lines[i] != NULL; i++)
    printf ("%s%s\n", g_str_has_prefix (lines[i], "#") ? "" : "# ", lines[i]);
  return FALSE;
}

/* The beginning of all lives; the workspaces are closed. */
static void
make_beginning (void)
{
  beginning = sim_life_new ();
  if (beginning->model->failure != NULL)
    g_error ("%s", beginning->model->failure->str);
  start = sim_start_keep (beginning->folder);
}

int
main (int    argc,
      char **argv)
{
  const GOptionEntry entries[] = {
    { "first", 0, 0, G_OPTION_ARG_INT, &first, "First seed", "N" },
    { "seeds", 0, 0, G_OPTION_ARG_INT, &n_seeds, "How many", "N" },
    { "steps", 0, 0, G_OPTION_ARG_INT, &n_steps, "Steps of each", "N" },
    { NULL }
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autofree char *folder = NULL;
  int              n_failed = 0;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, NULL))
    return 2;
  sim_be_quick ();
  /* In memory where there is room for it: lives write much and keep nothing. */
  if (g_access ("/dev/shm", W_OK | X_OK) == 0)
    g_setenv ("TMPDIR", "/dev/shm", FALSE);
  make_beginning ();
  printf ("TAP version 13\n1..%d\n", n_seeds);
  for (int i = 0; i < n_seeds; i++)
    {
      gboolean fine = run ((guint32) (first + i));

      printf ("%s %d - seed %d\n", fine ? "ok" : "not ok", i + 1, first + i);
      fflush (stdout);
      n_failed += fine ? 0 : 1;
    }
  printf ("# %u changes; seen after a step, in all: %u waiting, %u conflicts, %u notices of copies, %u bundles of blocked laptops; "
          "%u laptops agree with the first in the end; %u values asked for; %u files given, %u seen missing\n",
          all_tales.changes, all_tales.pending, all_tales.conflicts, all_tales.notices, all_tales.blocked, all_tales.same, all_tales.asked, all_tales.files, all_tales.missing);
  folder = g_strdup (beginning->folder);
  sim_life_free (beginning);
  sim_start_free (start);
  lep_test_dir_free (g_steal_pointer (&folder));
  return n_failed == 0 ? 0 : 1;
}
