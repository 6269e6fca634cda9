/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The thread that reads a bundle's segments, and the batches that go from it to
 * the taker and back. How far it is ahead has a bound in changes and in bytes. */

#include <glib/gi18n-lib.h>

#include "lep-bundle-limits.h"
#include "lep-error.h"

#include "lep-read-ahead.h"

/* Enough for the time in which the taker writes rows instead of taking. */
#define N_BATCHES 12

/* The next segment is unpacked while not more than this of others is held. */
#define MAX_TEXT (8 * LEP_MIB)

/* The memory of changes is used again unless they were larger than this. */
#define MAX_KEPT (LEP_MIB / 4)

/* A batch with what its changes lie in. */
typedef struct
{
  LepReadBatch batch; /* first: it is what the taker sees */
  LepChange   *own[LEP_READ_BATCH];
  GArray      *contexts[LEP_READ_BATCH];
  gsize        bytes; /* of the changes */
  GByteArray  *text;  /* of the segment, in its last batch */
} Batch;

struct _LepReadAhead
{
  const LepManifest *manifest;
  const gboolean    *skips;
  LepSegmentLoader   load;
  gpointer           user_data;
  GThread           *thread;

  /* The thread's alone: */
  Batch             *filled; /* being filled, or NULL */
  guint              segment;

  /* The taker's alone: */
  Batch             *taken; /* or NULL */

  /* Both, under the lock: */
  GMutex             lock;
  GCond              changed;
  GQueue             empty, full; /* Batch */
  gsize              held;        /* bytes of segments that are not taken */
  gboolean           is_stopped;  /* nobody takes any more */
};

static void
forget_changes (Batch *self)
{
  for (guint i = 0; i < LEP_READ_BATCH; i++)
    g_clear_pointer (&self->own[i], lep_change_free);
}

static void
batch_clear (Batch *self)
{
  for (guint i = 0; i < self->batch.n_changes; i++)
    g_clear_pointer (&self->contexts[i], g_array_unref);
  if (self->bytes > MAX_KEPT)
    forget_changes (self);
  g_clear_pointer (&self->text, g_byte_array_unref);
  g_clear_error (&self->batch.error);
  self->bytes = 0;
  self->batch.n_changes = 0;
  self->batch.is_last = FALSE;
}

static void
batch_free (gpointer data)
{
  Batch *self = data;

  batch_clear (self);
  forget_changes (self);
  g_free (self);
}

/* Returns: (nullable): the batch to be filled; %NULL if nobody takes it */
static Batch *
get_batch (LepReadAhead *self)
{
  if (self->filled != NULL)
    return self->filled;

  g_mutex_lock (&self->lock);
  while (!self->is_stopped && g_queue_is_empty (&self->empty))
    g_cond_wait (&self->changed, &self->lock);
  if (!self->is_stopped)
    self->filled = g_queue_pop_head (&self->empty);
  g_mutex_unlock (&self->lock);
  if (self->filled != NULL)
    self->filled->batch.segment = self->segment;
  return self->filled;
}

static void
hand_over (LepReadAhead *self)
{
  g_mutex_lock (&self->lock);
  g_queue_push_tail (&self->full, g_steal_pointer (&self->filled));
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
}

/* Keeps a change in the batch; its content goes there without being copied. */
static gboolean
keep_cb (const LepReceivedChange *change,
         gpointer                 user_data,
         GError                 **error)
{
  LepReadAhead *self = user_data;
  Batch        *batch = get_batch (self);
  guint         i;

  if (batch == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "");
      return FALSE;
    }

  i = batch->batch.n_changes++;
  batch->batch.changes[i] = *change;
  if (change->change != NULL)
    {
      if (batch->own[i] == NULL)
        batch->own[i] = lep_change_new ();
      lep_change_swap (batch->own[i], change->change);
      batch->batch.changes[i].change = batch->own[i];
      batch->contexts[i] = g_array_ref (change->context);
      batch->bytes += change->length;
    }
  if (batch->batch.n_changes == LEP_READ_BATCH)
    hand_over (self);
  return TRUE;
}

/* Ends a segment, or with an error everything. What was read goes to the taker. */
static gboolean
end_segment (LepReadAhead *self,
             GByteArray  **text,
             GError      **error)
{
  Batch   *batch = get_batch (self);
  gboolean done = *error == NULL;

  if (batch == NULL)
    return FALSE;
  batch->batch.is_last = done;
  batch->batch.error = g_steal_pointer (error);
  batch->text = g_steal_pointer (text);
  hand_over (self);
  return done;
}

static gboolean
wait_for_room (LepReadAhead *self)
{
  gboolean goes_on;

  g_mutex_lock (&self->lock);
  while (!self->is_stopped && self->held > MAX_TEXT)
    g_cond_wait (&self->changed, &self->lock);
  goes_on = !self->is_stopped;
  g_mutex_unlock (&self->lock);
  return goes_on;
}

static void
hold (LepReadAhead *self,
      gsize         bytes)
{
  g_mutex_lock (&self->lock);
  self->held += bytes;
  g_mutex_unlock (&self->lock);
}

static gboolean
read_segment (LepReadAhead *self)
{
  const LepSegment *segment = &g_array_index (self->manifest->segments, LepSegment, self->segment);
  g_autofree char  *member = lep_segment_member (self->segment);
  g_autoptr (GError) error = NULL;
  g_autoptr (GByteArray) text = self->load (self->user_data, &error);

  if (text != NULL)
    hold (self, text->len);
  if (text != NULL && !self->skips[self->segment])
    lep_changes_read (member, (const char *) text->data, text->len, self->manifest, segment, keep_cb, self, &error);
  return end_segment (self, &text, &error);
}

static gpointer
read_in_thread (gpointer data)
{
  LepReadAhead *self = data;

  for (self->segment = 0; self->segment < self->manifest->segments->len; self->segment++)
    if (!wait_for_room (self) || !read_segment (self))
      break;
  return NULL;
}

/**
 * lep_read_ahead_new:
 * @manifest: not changed while this lives
 * @skips: (array): by segment: whether its bytes are checked only; lives as long
 * @load: is asked for each segment, in the order of the manifest
 *
 * Begins to read. Fails with %LEP_ERROR_FAILED if no thread can be had.
 */
LepReadAhead *
lep_read_ahead_new (const LepManifest *manifest,
                    const gboolean    *skips,
                    LepSegmentLoader   load,
                    gpointer           user_data,
                    GError           **error)
{
  LepReadAhead *self = g_new0 (LepReadAhead, 1);

  self->manifest = manifest;
  self->skips = skips;
  self->load = load;
  self->user_data = user_data;
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  for (guint i = 0; i < N_BATCHES; i++)
    g_queue_push_tail (&self->empty, g_new0 (Batch, 1));

  self->thread = g_thread_try_new ("bundle", read_in_thread, self, NULL);
  if (self->thread != NULL)
    return self;

  g_set_error_literal (error, LEP_ERROR, LEP_ERROR_FAILED, _ ("There is not enough memory."));
  lep_read_ahead_free (self);
  return NULL;
}

/**
 * lep_read_ahead_free:
 *
 * Stops reading, wherever it is.
 */
void
lep_read_ahead_free (LepReadAhead *self)
{
  g_mutex_lock (&self->lock);
  self->is_stopped = TRUE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
  if (self->thread != NULL)
    g_thread_join (self->thread);

  g_queue_clear_full (&self->empty, batch_free);
  g_queue_clear_full (&self->full, batch_free);
  g_clear_pointer (&self->filled, batch_free);
  g_clear_pointer (&self->taken, batch_free);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
  g_free (self);
}

/* Gives the batch that was taken back to the thread, emptied. */
static void
give_back (LepReadAhead *self)
{
  gsize released = self->taken->text != NULL ? self->taken->text->len : 0;

  batch_clear (self->taken);
  g_mutex_lock (&self->lock);
  self->held -= released;
  g_queue_push_head (&self->empty, g_steal_pointer (&self->taken));
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
}

/**
 * lep_read_ahead_next:
 *
 * Waits for what is read next. Not to be called again after the last batch of
 * the last segment, or one with an error.
 *
 * Returns: (transfer none): valid until the next call
 */
const LepReadBatch *
lep_read_ahead_next (LepReadAhead *self)
{
  if (self->taken != NULL)
    give_back (self);

  g_mutex_lock (&self->lock);
  while (g_queue_is_empty (&self->full))
    g_cond_wait (&self->changed, &self->lock);
  self->taken = g_queue_pop_head (&self->full);
  g_mutex_unlock (&self->lock);
  return &self->taken->batch;
}
