/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random lives of laptops over the real engine and exchange, held against an
 * independent model after each step. A life that goes wrong is lived again
 * with steps left out until none can be, and that script is printed.
 *
 * Usage: test-sim-lives [--first N] [--seeds N] [--steps N] */

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "sim-life.h"

/* How long is looked for a smaller script, and of how many seeds. */
#define MAX_TRIES   400
#define MAX_SECONDS 60
#define MAX_SCRIPTS 3

/* Lives cut no power: they need not wait for the disk. */
int fsync (int fd);
int fdatasync (int fd);

int
fsync (int fd)
{
  return 0;
}

int
fdatasync (int fd)
{
  return 0;
}

static int   first = 1, n_seeds = 20, n_steps = 60, n_scripts;
static guint n_changes, n_pending, n_conflicts, n_notices, n_same;

/* Returns: (nullable): what went wrong. @script gets what the steps were. */
static char *
live (guint32         seed,
      const gboolean *left_out,
      GString        *script)
{
  SimLife *life = sim_life_new (seed);
  char    *failure;

  for (int i = 0; i < n_steps && life->model->failure == NULL; i++)
    if (!left_out[i])
      {
        sim_life_step (life, seed, (guint) i);
        if (script != NULL)
          g_string_append_printf (script, "# %3d %s\n", i, life->said->str);
      }
  if (life->model->failure == NULL)
    sim_life_end (life);
  failure = life->model->failure == NULL ? NULL : g_strdup (life->model->failure->str);
  n_changes += life->model->changes->len;
  n_pending += life->n_pending_seen;
  n_conflicts += life->n_conflicts_seen;
  n_notices += life->n_forks_seen;
  n_same += life->n_same;
  sim_life_free (life);
  return failure;
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
        failure = live (seed, left_out, NULL);
        if (failure == NULL)
          memcpy (left_out, with, sizeof (gboolean) * (gsize) n_steps);
      }
}

static gboolean
run (guint32 seed)
{
  g_autofree gboolean *left_out = g_new0 (gboolean, n_steps);
  g_autofree char     *failure = live (seed, left_out, NULL);
  g_autoptr (GString) script = g_string_new (NULL);
  g_autofree char *again = NULL;
  g_auto (GStrv) lines = NULL;

  if (failure == NULL)
    return TRUE;
  if (++n_scripts <= MAX_SCRIPTS)
    make_smaller (seed, left_out);
  again = live (seed, left_out, script);
  lines = g_strsplit (again != NULL ? again : failure, "\n", -1);
  printf ("# seed %u%s:\n%s", seed, n_scripts <= MAX_SCRIPTS ? ", made smaller" : "", script->str);
  for (guint i = 0; lines[i] != NULL; i++)
    printf ("# %s\n", lines[i]);
  return FALSE;
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
  int n_failed = 0;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, NULL))
    return 2;
  /* In memory where there is room for it: lives write much and keep nothing. */
  if (g_access ("/dev/shm", W_OK | X_OK) == 0)
    g_setenv ("TMPDIR", "/dev/shm", FALSE);
  printf ("TAP version 13\n1..%d\n", n_seeds);
  for (int i = 0; i < n_seeds; i++)
    {
      gboolean fine = run ((guint32) (first + i));

      printf ("%s %d - seed %d\n", fine ? "ok" : "not ok", i + 1, first + i);
      fflush (stdout);
      n_failed += fine ? 0 : 1;
    }
  printf ("# %u changes; seen after a step, in all: %u waiting, %u conflicts, %u notices of copies; %u laptops agree with the first in the end\n",
          n_changes, n_pending, n_conflicts, n_notices, n_same);
  return n_failed == 0 ? 0 : 1;
}
