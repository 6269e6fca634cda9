/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Waiting for a lock. SQLite lets a writer commit once nobody reads; who is saving
 * must not wait for a long list that a thread of the same program reads. So the
 * readers that said they give way are asked to stop, and read again afterwards. */

#include "lep-db.h"
#include "lep-db-private.h"

#define WAIT_MS   5000
#define LOOK_MS   1     /* the first look whether the lock is free */
#define LOOK_MOST 25    /* between two looks, later on */
#define STEPS     20000 /* of SQLite's machine between two looks at whether to stop: a millisecond */

/* The connections of this program that give way. */
static GMutex     mutex;
static GPtrArray *readers;

static int
is_to_stop_cb (void *user_data)
{
  const LepDb *self = user_data;

  return (self->cancellable != NULL && g_cancellable_is_cancelled (self->cancellable)) || g_atomic_int_get (&self->asked) != 0;
}

/* Looks from time to time whether what is being read shall stop; where nothing can ask
 * for it, not at all. */
static void
listen (LepDb *self)
{
  gboolean listens = self->cancellable != NULL || self->gives_way;

  sqlite3_progress_handler (self->handle, STEPS, listens ? is_to_stop_cb : NULL, self);
}

/**
 * lep_db_set_cancellable:
 * @cancellable: (nullable): when cancelled, perhaps by another thread, the
 *   statement at work soon fails
 *
 * For connections that only read.
 */
void
lep_db_set_cancellable (LepDb        *self,
                        GCancellable *cancellable)
{
  g_set_object (&self->cancellable, cancellable);
  listen (self);
}

/**
 * lep_db_set_giving_way:
 * @gives_way: whether what is being read fails when another connection of this
 *   program waits to commit; lep_db_gave_way () tells it from other failures
 *
 * For connections that only read, and can begin again.
 */
void
lep_db_set_giving_way (LepDb   *self,
                       gboolean gives_way)
{
  g_mutex_lock (&mutex);
  if (gives_way && !self->gives_way)
    {
      if (readers == NULL)
        readers = g_ptr_array_new ();
      g_ptr_array_add (readers, self);
    }
  else if (!gives_way && self->gives_way)
    g_ptr_array_remove_fast (readers, self);
  self->gives_way = gives_way;
  g_mutex_unlock (&mutex);
  listen (self);
}

gboolean
lep_db_gave_way (LepDb *self)
{
  return g_atomic_int_get (&self->asked) != 0;
}

static void
ask_readers (const LepDb *self)
{
  g_mutex_lock (&mutex);
  for (guint i = 0; readers != NULL && i < readers->len; i++)
    {
      LepDb *reader = g_ptr_array_index (readers, i);

      if (g_str_equal (reader->path, self->path))
        g_atomic_int_set (&reader->asked, 1);
    }
  g_mutex_unlock (&mutex);
}

/* SQLite asks whether to look again; so long as it is worth waiting it is. */
static int
busy_cb (void *user_data,
         int   n_before)
{
  LepDb *self = user_data;
  gint64 now = g_get_monotonic_time () / 1000;

  if (n_before == 0)
    self->waits_since = now;
  if (self->is_writing)
    ask_readers (self);
  if (now - self->waits_since >= WAIT_MS)
    return 0;

  g_usleep (1000UL * (gulong) MIN (LOOK_MS + n_before, LOOK_MOST));
  return 1;
}

/* The connection waits for others up to five seconds. */
void
lep_db_wait_for_others (LepDb *self)
{
  sqlite3_busy_handler (self->handle, busy_cb, self);
}

/* From now on what is locked fails at once. */
void
lep_db_wait_for_nobody (LepDb *self)
{
  sqlite3_busy_handler (self->handle, NULL, NULL);
}
