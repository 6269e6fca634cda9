/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The order in which a history is told: the same on every laptop that holds the same
 * changes, whatever bundle brought them first. */

#include <string.h>

#include "lep-voices.h"

/* Rounds after which nothing comes to rest any more: a waiver makes one that went on
 * without what was lost stand behind that, which may have seen it. */
#define MAX_ROUNDS 64

/* Of a record that few wrote to there may be more of them, as long as they are quick. */
#define MAX_LOOKS 200000

/* A voice with what its place depends on. */
typedef struct
{
  LepVoice   *voice;
  const char *at;    /* its time, or that of a later one that its author had seen */
  guint       depth; /* how many stand behind one another up to it */
} Placed;

static int
compare_numbers (gconstpointer a,
                 gconstpointer b)
{
  const LepVoice *left = ((const Placed *) a)->voice;
  const LepVoice *right = ((const Placed *) b)->voice;

  if (left->stream != right->stream)
    return left->stream < right->stream ? -1 : 1;
  return (left->n > right->n) - (left->n < right->n);
}

static int
compare_arrivals (gconstpointer a,
                  gconstpointer b)
{
  gint64 left = (*(Placed *const *) a)->voice->seq;
  gint64 right = (*(Placed *const *) b)->voice->seq;

  return (left > right) - (left < right);
}

static int
compare_places (gconstpointer a,
                gconstpointer b)
{
  const Placed *left = a;
  const Placed *right = b;
  int           order = strcmp (left->at, right->at);

  if (order == 0)
    order = (left->depth > right->depth) - (left->depth < right->depth);
  return order == 0 ? lep_hash_compare (&left->voice->hash, &right->voice->hash) : order;
}

/* Puts a voice behind those of one branch that its author had seen: the last of them
 * stands behind all others. @placed: of the branch, by number */
static gboolean
stand_behind (LepLog       *log,
              Placed       *self,
              const Placed *placed,
              guint         n)
{
  guint low = 0;

  for (guint high = n; low < high;)
    {
      guint middle = low + (high - low) / 2;

      if (lep_log_covers (log, placed[middle].voice->stream, placed[middle].voice->n))
        low = middle + 1;
      else
        high = middle;
    }
  if (low == 0)
    return FALSE;

  placed += low - 1;
  if (strcmp (placed->at, self->at) <= 0 && placed->depth < self->depth)
    return FALSE;
  self->at = strcmp (placed->at, self->at) > 0 ? placed->at : self->at;
  self->depth = MAX (self->depth, placed->depth + 1);
  return TRUE;
}

/* @arrivals: (element-type Placed): those of @placed, in the order of coming in: what
 *   somebody had seen came before, but for what was lost and turned up again
 * @changed: (out): whether one got another place */
static gboolean
place_once (LepLog       *log,
            const GArray *placed,
            GPtrArray    *arrivals,
            gboolean     *changed,
            GError      **error)
{
  const Placed *all = (const Placed *) (void *) placed->data;

  *changed = FALSE;
  for (guint i = 0; i < arrivals->len; i++)
    {
      Placed *one = g_ptr_array_index (arrivals, i);

      if (!lep_log_set_cover_of (log, one->voice->stream, one->voice->n, error))
        return FALSE;
      for (guint from = 0, to; from < placed->len; from = to)
        {
          for (to = from + 1; to < placed->len && all[to].voice->stream == all[from].voice->stream;)
            to++;
          if (stand_behind (log, one, &all[from], to - from))
            *changed = TRUE;
        }
    }
  return TRUE;
}

static void
forget_places (GArray *placed)
{
  for (guint i = 0; i < placed->len; i++)
    {
      Placed *one = &g_array_index (placed, Placed, i);

      one->at = one->voice->change->at;
      one->depth = 0;
    }
}

/**
 * lep_voices_sort:
 *
 * Sorts what was heard by time, but never before what its author had seen, however the
 * clocks stood; of what is of the same time, by the hash. Where some had seen one
 * another in a circle, time and hash alone tell.
 */
gboolean
lep_voices_sort (LepVoices *self,
                 GError   **error)
{
  g_autoptr (GArray) placed = g_array_sized_new (FALSE, FALSE, sizeof (Placed), self->voices->len);
  g_autoptr (GPtrArray) arrivals = g_ptr_array_sized_new (self->voices->len);
  guint    most = MAX (MAX_ROUNDS, MAX_LOOKS / MAX (1, self->voices->len));
  gboolean changed = TRUE;

  for (guint i = 0; i < self->voices->len; i++)
    {
      LepVoice *voice = g_ptr_array_index (self->voices, i);
      Placed    one = { voice, voice->change->at, 0 };

      g_array_append_val (placed, one);
    }

  g_array_sort (placed, compare_numbers);
  for (guint i = 0; i < placed->len; i++)
    g_ptr_array_add (arrivals, &g_array_index (placed, Placed, i));
  g_ptr_array_sort (arrivals, compare_arrivals);
  /* The second round finds nothing to change, but for what turned up again. */
  for (guint round = 0; changed && round < MIN (most, placed->len + 1); round++)
    if (!place_once (self->log, placed, arrivals, &changed, error))
      return FALSE;
  if (changed)
    forget_places (placed);

  g_array_sort (placed, compare_places);
  for (guint i = 0; i < placed->len; i++)
    g_ptr_array_index (self->voices, i) = g_array_index (placed, Placed, i).voice;
  return TRUE;
}
