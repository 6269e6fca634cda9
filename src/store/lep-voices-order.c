/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The order in which a history is told: the same on every laptop that holds the same
 * changes, whatever bundle brought them first. */

#include <string.h>

#include "lep-voices.h"

/* A voice with what its place depends on. */
typedef struct
{
  LepVoice   *voice;
  const char *at;    /* its time, or that of a later one that its author had seen */
  guint       depth; /* how many stand behind one another up to it */
  guint       first; /* of those that it stands behind, in seen */
  guint       next;  /* that is to be placed before it; behind all of them once it is placed itself */
  gboolean    is_open;
} Placed;

typedef struct
{
  GArray *placed;   /* Placed, by branch and number */
  GArray *branches; /* guint: where each begins in placed */
  GArray *seen;     /* guint: what each stands behind, the last of each branch; places in placed */
  GArray *open;     /* guint: what waits for others to be placed, and the last of it for none that waits */
} Order;

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

static Placed *
place_of (const Order *self,
          guint        i)
{
  return &g_array_index (self->placed, Placed, i);
}

/* Of one branch the last that the author had seen stands behind all others that he had.
 * Returns: how many of the branch, by number, are covered */
static guint
count_covered (LepLog       *log,
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
  return low;
}

static gboolean
read_seen (Order   *self,
           LepLog  *log,
           GError **error)
{
  for (guint i = 0; i < self->placed->len; i++)
    {
      Placed *one = place_of (self, i);

      if (!lep_log_set_cover_of (log, one->voice->stream, one->voice->n, error))
        return FALSE;
      one->first = one->next = self->seen->len;
      for (guint j = 0; j + 1 < self->branches->len; j++)
        {
          guint from = g_array_index (self->branches, guint, j);
          guint n = count_covered (log, place_of (self, from), g_array_index (self->branches, guint, j + 1) - from);
          guint last = from + n - 1;

          if (n > 0)
            g_array_append_val (self->seen, last);
        }
    }
  return TRUE;
}

/* Places the voice that was opened last, or opens one that it stands behind and that has
 * no place yet.
 * Returns: FALSE if that one is open, too: each has seen the other */
static gboolean
place_last (Order *self)
{
  guint   i = g_array_index (self->open, guint, self->open->len - 1);
  Placed *one = place_of (self, i);
  guint   end = i + 1 < self->placed->len ? place_of (self, i + 1)->first : self->seen->len;

  for (; one->next < end; one->next++)
    {
      guint   before = g_array_index (self->seen, guint, one->next);
      Placed *other = place_of (self, before);

      if (other->at == NULL)
        {
          if (other->is_open)
            return FALSE;
          other->is_open = TRUE;
          g_array_append_val (self->open, before);
          return TRUE;
        }
    }

  one->at = one->voice->change->at;
  for (guint j = one->first; j < end; j++)
    {
      const Placed *before = place_of (self, g_array_index (self->seen, guint, j));

      one->at = strcmp (before->at, one->at) > 0 ? before->at : one->at;
      one->depth = MAX (one->depth, before->depth + 1);
    }
  g_array_set_size (self->open, self->open->len - 1);
  return TRUE;
}

/* Each is placed once, when all that its author had seen are: whichever came first.
 * Returns: FALSE if some had seen one another in a circle */
static gboolean
place_all (Order *self)
{
  for (guint i = 0; i < self->placed->len; i++)
    {
      Placed *one = place_of (self, i);

      if (one->at != NULL)
        continue;
      one->is_open = TRUE;
      g_array_append_val (self->open, i);
      while (self->open->len > 0)
        if (!place_last (self))
          return FALSE;
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
  g_autoptr (GArray) branches = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) seen = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (guint));
  Order order = { placed, branches, seen, open };

  for (guint i = 0; i < self->voices->len; i++)
    {
      Placed one = { .voice = g_ptr_array_index (self->voices, i) };

      g_array_append_val (placed, one);
    }
  g_array_sort (placed, compare_numbers);
  for (guint i = 0; i <= placed->len; i++)
    if (i == 0 || i == placed->len || place_of (&order, i - 1)->voice->stream != place_of (&order, i)->voice->stream)
      g_array_append_val (branches, i);

  if (!read_seen (&order, self->log, error))
    return FALSE;
  if (!place_all (&order))
    forget_places (placed);
  g_array_sort (placed, compare_places);
  for (guint i = 0; i < placed->len; i++)
    g_ptr_array_index (self->voices, i) = g_array_index (placed, Placed, i).voice;
  return TRUE;
}
