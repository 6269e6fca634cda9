/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sorting very many rows: dealt out by one byte of their keys after the other,
 * as cards are, until the heaps are small. Comparing a million texts two by two
 * takes five times as long, for what they have in common is read each time. */

#include <stdlib.h>
#include <string.h>

#include "lep-sort-items.h"

/* Up to so many are compared. */
#define SMALL 32

#define KEY_SIZE 8

typedef struct
{
  guint start;
  guint n;
} Heap;

/**
 * lep_sort_item_set_text:
 * @text: (nullable): its bytes are the order; borrowed by the item
 *
 * Makes the first eight bytes the item's key, so that comparing keys compares
 * texts.
 */
void
lep_sort_item_set_text (LepSortItem *item,
                        const char  *text)
{
  guint64 key = 0;
  int     i;

  for (i = 0; i < KEY_SIZE && text != NULL && text[i] != '\0'; i++)
    key = key << 8 | (guint8) text[i];
  item->key = i == 0 ? 0 : key << (8 * (KEY_SIZE - i));
  item->text = i == KEY_SIZE && text[i] != '\0' ? text + i : NULL;
}

/**
 * lep_sort_items_compare:
 * @a: (type LepSortItem)
 * @b: (type LepSortItem)
 *
 * The order that lep_sort_items () makes.
 */
int
lep_sort_items_compare (gconstpointer a,
                        gconstpointer b)
{
  const LepSortItem *left = a;
  const LepSortItem *right = b;
  int                order;

  if (left->key != right->key)
    return left->key < right->key ? -1 : 1;

  order = g_strcmp0 (left->text, right->text);
  if (order != 0)
    return order;
  return left->rid < right->rid ? -1 : left->rid > right->rid;
}

/* Rows that are alike in all else go by their number; mostly they came so.
 * Returns: whether they are still to be dealt out by it */
static gboolean
take_rids (LepSortItem *items,
           guint        n)
{
  gboolean sorted = TRUE;

  for (guint i = 1; i < n && sorted; i++)
    sorted = items[i - 1].rid <= items[i].rid;
  for (guint i = 0; i < n && !sorted; i++)
    items[i].key = (guint64) items[i].rid ^ (G_GUINT64_CONSTANT (1) << 63);
  return !sorted;
}

/* Returns: whether any item of a heap of one key has more to compare by; then
 * all have the next part of their texts as their keys */
static gboolean
take_next_keys (LepSortItem *items,
                guint        n)
{
  gboolean has_more = FALSE;

  for (guint i = 0; i < n; i++)
    {
      has_more |= items[i].text != NULL;
      lep_sort_item_set_text (&items[i], items[i].text);
    }
  return has_more;
}

/* The bits in which the keys differ. */
static guint64
differing_bits (const LepSortItem *items,
                guint              n)
{
  guint64 bits = 0;

  for (guint i = 1; i < n; i++)
    bits |= items[i].key ^ items[0].key;
  return bits;
}

/* Deals a heap out by the first byte of the keys that differs, and notes the
 * heaps that come of it. */
static void
deal (LepSortItem *items,
      Heap         heap,
      guint64      bits,
      LepSortItem *spare,
      GArray      *heaps)
{
  guint starts[G_MAXUINT8 + 2] = { 0 };
  guint places[G_MAXUINT8 + 1];
  int   shift = 56;

  while ((bits >> shift & G_MAXUINT8) == 0)
    shift -= 8;
  items += heap.start;
  for (guint i = 0; i < heap.n; i++)
    starts[(items[i].key >> shift & G_MAXUINT8) + 1]++;
  for (guint i = 1; i < G_N_ELEMENTS (starts); i++)
    starts[i] += starts[i - 1];
  memcpy (places, starts, sizeof places);
  for (guint i = 0; i < heap.n; i++)
    spare[places[items[i].key >> shift & G_MAXUINT8]++] = items[i];
  memcpy (items, spare, heap.n * sizeof *items);

  for (guint i = 0; i + 1 < G_N_ELEMENTS (starts); i++)
    {
      const Heap part = { heap.start + starts[i], starts[i + 1] - starts[i] };

      if (part.n > 1)
        g_array_append_val (heaps, part);
    }
}

/**
 * lep_sort_items:
 *
 * Sorts; keys and texts of the items are used up by it, their rows stay.
 */
void
lep_sort_items (LepSortItem *items,
                guint        n)
{
  g_autofree LepSortItem *spare = n > SMALL ? g_new (LepSortItem, n) : NULL;
  g_autoptr (GArray) heaps = g_array_new (FALSE, FALSE, sizeof (Heap));
  const Heap all = { 0, n };

  if (n > 1)
    g_array_append_val (heaps, all);
  while (heaps->len > 0)
    {
      const Heap   heap = g_array_index (heaps, Heap, heaps->len - 1);
      LepSortItem *first = items + heap.start;
      guint64      bits;

      g_array_set_size (heaps, heaps->len - 1);
      if (heap.n <= SMALL)
        {
          qsort (first, heap.n, sizeof *first, lep_sort_items_compare);
          continue;
        }
      bits = differing_bits (first, heap.n);
      if (bits != 0)
        deal (items, heap, bits, spare, heaps);
      else if (take_next_keys (first, heap.n) || take_rids (first, heap.n))
        g_array_append_val (heaps, heap);
    }
}
