/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is here to be passed on, the same for every receiver: who reckons what each of
 * hundreds of laptops lacks reads it once. */

#include <string.h>

#include "lep-revocation.h"

#include "lep-stock.h"

/* With more branches in a space than this, which only a broken or hostile program makes,
 * all changes of a laptop are read before one is looked for. */
#define FEW_BRANCHES 16

/* Changes of a branch, and when the first of them was made of which that is known. */
typedef struct
{
  gint64 stream, from, to;
  char  *at; /* NULL = of none */
} Run;

static guint
run_hash (gconstpointer data)
{
  const Run *run = data;

  return g_int64_hash (&run->stream) * 31 + g_int64_hash (&run->from);
}

static gboolean
run_equal (gconstpointer a,
           gconstpointer b)
{
  G_STATIC_ASSERT (G_STRUCT_OFFSET (Run, at) == 3 * sizeof (gint64));

  return memcmp (a, b, G_STRUCT_OFFSET (Run, at)) == 0;
}

static void
run_free (gpointer data)
{
  g_free (((Run *) data)->at);
  g_free (data);
}

static guint
seen_hash (gconstpointer seen)
{
  return lep_hash_key (&((const LepSeen *) seen)->head);
}

static gboolean
seen_equal (gconstpointer a,
            gconstpointer b)
{
  return lep_seen_compare (a, b) == 0;
}

static void
space_free (gpointer data)
{
  LepStockSpace *self = data;

  g_array_unref (self->streams);
  g_hash_table_unref (self->places);
  g_clear_pointer (&self->whole, g_ptr_array_unref);
  g_free (self);
}

void
lep_stock_free (LepStock *self)
{
  g_clear_pointer (&self->laptops, g_ptr_array_unref);
  g_clear_pointer (&self->spaces, g_ptr_array_unref);
  g_clear_pointer (&self->tails, lep_tails_free);
  g_clear_pointer (&self->officers, g_hash_table_unref);
  g_hash_table_unref (self->by_space);
  g_hash_table_unref (self->found);
  g_hash_table_unref (self->many);
  g_hash_table_unref (self->times);
  g_free (self);
}

static LepStockSpace *
ensure_space (LepStock      *self,
              const LepUuid *id)
{
  LepStockSpace *space = g_hash_table_lookup (self->by_space, id);

  if (space != NULL)
    return space;

  space = g_new0 (LepStockSpace, 1);
  space->id = *id;
  space->streams = g_array_new (FALSE, FALSE, sizeof (LepStreamInfo));
  space->places = g_hash_table_new (NULL, NULL);
  g_hash_table_insert (self->by_space, &space->id, space);
  return space;
}

static void
note_found (const LepSeen *seen,
            gint64         stream,
            gpointer       user_data)
{
  LepStock *self = user_data;

  g_hash_table_insert (self->found, g_memdup2 (seen, sizeof *seen), GSIZE_TO_POINTER ((gsize) stream));
}

/* Whether the branches before one in the same space are too many of the same laptop. */
static gboolean
is_one_of_many (const GArray *streams)
{
  const LepUuid *last = &g_array_index (streams, LepStreamInfo, streams->len - 1).replica;

  return streams->len > FEW_BRANCHES &&
         lep_uuid_equal (&g_array_index (streams, LepStreamInfo, streams->len - 1 - FEW_BRANCHES).replica, last);
}

static gboolean
load_streams (LepStock *self,
              GError  **error)
{
  g_autoptr (GArray) streams = lep_exchange_streams (self->workspace, NULL, error);

  for (guint i = 0; streams != NULL && i < streams->len; i++)
    {
      const LepStreamInfo *stream = &g_array_index (streams, LepStreamInfo, i);
      LepStockSpace       *space = ensure_space (self, &stream->space);
      const LepSeen        end = { stream->replica, stream->last, stream->head };

      g_hash_table_insert (space->places, GSIZE_TO_POINTER ((gsize) stream->no), GUINT_TO_POINTER (space->streams->len));
      g_array_append_val (space->streams, *stream);
      space->n_changes += stream->last - stream->base;
      note_found (&end, stream->no, self); /* what most laptops say to have */
      if (is_one_of_many (space->streams))
        g_hash_table_insert (self->many, g_memdup2 (&stream->replica, sizeof stream->replica), GUINT_TO_POINTER (FALSE));
    }
  return streams != NULL;
}

/**
 * lep_stock_load:
 *
 * Returns: (transfer full): what is here now
 */
LepStock *
lep_stock_load (LepWorkspace *workspace,
                GError      **error)
{
  g_autoptr (LepStock) self = g_new0 (LepStock, 1);

  self->workspace = workspace;
  self->by_space = g_hash_table_new_full (lep_uuid_hash, lep_uuid_equal_func, NULL, space_free);
  self->found = g_hash_table_new_full (seen_hash, seen_equal, g_free, NULL);
  self->many = g_hash_table_new_full (lep_uuid_hash, lep_uuid_equal_func, g_free, NULL);
  self->times = g_hash_table_new_full (run_hash, run_equal, run_free, NULL);
  self->laptops = lep_laptops_load (workspace, error);
  self->spaces = self->laptops != NULL ? lep_exchange_spaces (workspace, error) : NULL;
  self->tails = self->spaces != NULL ? lep_tails_load (workspace, error) : NULL;
  return self->tails != NULL && load_streams (self, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * lep_stock_get_space:
 *
 * Returns: (transfer none): what is here of a space; of one that is not known, nothing
 */
LepStockSpace *
lep_stock_get_space (LepStock      *self,
                     const LepUuid *id)
{
  return ensure_space (self, id);
}

/**
 * lep_stock_space_find:
 *
 * Returns: the place of the first branch of a laptop, or where it would be
 */
guint
lep_stock_space_find (const LepStockSpace *self,
                      const LepUuid       *replica)
{
  guint low = 0, high = self->streams->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (lep_uuid_compare (&g_array_index (self->streams, LepStreamInfo, middle).replica, replica) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* Returns: whether a laptop wrote in the space */
gboolean
lep_stock_space_has (const LepStockSpace *self,
                     const LepUuid       *replica)
{
  guint at = lep_stock_space_find (self, replica);

  return at < self->streams->len && lep_uuid_equal (&g_array_index (self->streams, LepStreamInfo, at).replica, replica);
}

/**
 * lep_stock_is_officer:
 * @is_it: (out): whether a laptop belongs to the programme office
 */
gboolean
lep_stock_is_officer (LepStock      *self,
                      const LepUuid *replica,
                      gboolean      *is_it,
                      GError       **error)
{
  char id[LEP_UUID_TEXT_SIZE + 1];

  if (self->officers == NULL)
    self->officers = lep_officers_load (self->workspace, error);
  if (self->officers == NULL)
    return FALSE;
  lep_uuid_format (replica, id);
  *is_it = g_hash_table_contains (self->officers, id);
  return TRUE;
}

/* Whether all changes of the laptop are in what was found, and so no other is here. */
static gboolean
has_all_found (LepStock      *self,
               const LepUuid *replica,
               gboolean      *all,
               GError       **error)
{
  gpointer key, is_read;

  *all = g_hash_table_lookup_extended (self->many, replica, &key, &is_read);
  if (!*all || GPOINTER_TO_UINT (is_read))
    return TRUE;
  if (!lep_exchange_each_change (self->workspace, replica, note_found, self, error))
    return FALSE;
  g_hash_table_insert (self->many, g_memdup2 (replica, sizeof *replica), GUINT_TO_POINTER (TRUE));
  return TRUE;
}

/**
 * lep_stock_find:
 * @seen: a change, in any space
 * @stream: (out): number of its branch; 0 = it is not in the log
 *
 * The same as lep_exchange_find (), once for all who say to have it.
 */
gboolean
lep_stock_find (LepStock      *self,
                const LepSeen *seen,
                gint64        *stream,
                GError       **error)
{
  gpointer known;
  gboolean all;

  if (!g_hash_table_lookup_extended (self->found, seen, NULL, &known))
    {
      if (!has_all_found (self, &seen->replica, &all, error))
        return FALSE;
      if (!all && !lep_exchange_find (self->workspace, seen, stream, error))
        return FALSE;
      known = all ? g_hash_table_lookup (self->found, seen) : GSIZE_TO_POINTER ((gsize) *stream);
      note_found (seen, (gint64) GPOINTER_TO_SIZE (known), self);
    }
  *stream = (gint64) GPOINTER_TO_SIZE (known);
  return TRUE;
}

/**
 * lep_stock_first_time:
 * @at: (out) (nullable) (transfer none): as lep_exchange_first_time () says
 *
 * The same as that, once for all who lack these changes.
 */
gboolean
lep_stock_first_time (LepStock    *self,
                      gint64       stream,
                      gint64       from,
                      gint64       to,
                      const char **at,
                      GError     **error)
{
  Run  key = { stream, from, to, NULL };
  Run *run = g_hash_table_lookup (self->times, &key);

  if (run == NULL)
    {
      if (!lep_exchange_first_time (self->workspace, stream, from, to, &key.at, error))
        return FALSE;
      run = g_memdup2 (&key, sizeof key);
      g_hash_table_add (self->times, run);
    }
  *at = run->at;
  return TRUE;
}
