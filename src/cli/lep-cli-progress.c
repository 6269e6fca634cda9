/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows on a terminal how far long work is. The work runs in the main thread
 * and has no main loop, so a thread of its own looks now and then. */

#include <stdio.h>
#include <unistd.h>

#include "lep-cli.h"

#define LOOK_EVERY_US (G_USEC_PER_SEC / 5)

struct _LepCliProgress
{
  LepProgress *progress;
  GThread     *thread;
  GMutex       lock;
  GCond        changed;
  gboolean     ends;
};

static gpointer
show_in_thread (gpointer data)
{
  LepCliProgress *self = data;
  gboolean        shown = FALSE;

  g_mutex_lock (&self->lock);
  while (!self->ends)
    {
      double fraction = lep_progress_get_fraction (self->progress);

      if (fraction >= 0.0)
        {
          fprintf (stderr, "\r%3d %%", (int) (100.0 * fraction));
          shown = TRUE;
        }
      g_cond_wait_until (&self->changed, &self->lock, g_get_monotonic_time () + LOOK_EVERY_US);
    }
  g_mutex_unlock (&self->lock);

  if (shown)
    fputs ("\r     \r", stderr);
  return NULL;
}

/**
 * lep_cli_progress:
 *
 * Returns: (transfer none) (nullable): where long work tells how far it is;
 *   %NULL where nobody looks. Until lep_cli_progress_end ()
 */
LepProgress *
lep_cli_progress (LepCli *cli)
{
  LepCliProgress *self;

  if (cli->progress != NULL || !isatty (STDERR_FILENO))
    return cli->progress != NULL ? cli->progress->progress : NULL;

  self = g_new0 (LepCliProgress, 1);
  self->progress = lep_progress_new ();
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  self->thread = g_thread_new ("progress", show_in_thread, self);
  cli->progress = self;
  return self->progress;
}

/**
 * lep_cli_progress_end:
 *
 * The work is over: takes the number from the terminal again, before anything is told.
 */
void
lep_cli_progress_end (LepCli *cli)
{
  LepCliProgress *self = g_steal_pointer (&cli->progress);

  if (self == NULL)
    return;

  g_mutex_lock (&self->lock);
  self->ends = TRUE;
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->lock);
  g_thread_join (self->thread);

  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
  g_object_unref (self->progress);
  g_free (self);
}
