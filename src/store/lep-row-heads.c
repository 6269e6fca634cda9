/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The heads and odd values of a row while changes are applied to it. Rows have a few,
 * which are searched one by one; but fields that this version does not know may be
 * tens of thousands, so from some number on they are found by their register. */

#include "lep-rows-private.h"
#include "lep-rows.h"

#define FEW 64

/* Heads that are gone stay in their places until the row is written. */
#define GONE 0

/* Where the heads are. */
struct _LepHeadIndex
{
  GHashTable *first; /* register -> place of its newest head + 1 */
  GArray     *next;  /* by place: guint, that of the next head of the register + 1 */
};

void
lep_head_index_free (LepHeadIndex *self)
{
  g_hash_table_unref (self->first);
  g_array_unref (self->next);
  g_free (self);
}

static void
index_head (LepHeadIndex *self,
            guint32       reg,
            guint         place)
{
  guint next = GPOINTER_TO_UINT (g_hash_table_lookup (self->first, GUINT_TO_POINTER (reg)));

  g_array_append_val (self->next, next);
  g_hash_table_insert (self->first, GUINT_TO_POINTER (reg), GUINT_TO_POINTER (place + 1));
}

static LepHeadIndex *
get_index (LepRow *row)
{
  if (row->index != NULL)
    return row->index;

  row->index = g_new (LepHeadIndex, 1);
  row->index->first = g_hash_table_new (NULL, NULL);
  row->index->next = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < row->heads->len; i++)
    index_head (row->index, g_array_index (row->heads, LepHead, i).reg, i);
  return row->index;
}

static void
drop_indexed (LepRow *row,
              LepLog *log,
              guint32 reg)
{
  LepHeadIndex *index = get_index (row);
  guint         first = GPOINTER_TO_UINT (g_hash_table_lookup (index->first, GUINT_TO_POINTER (reg)));
  guint        *link = &first;

  while (*link > 0)
    {
      guint    place = *link - 1;
      LepHead *head = &g_array_index (row->heads, LepHead, place);
      guint   *next = &g_array_index (index->next, guint, place);

      if (!lep_log_covers (log, head->stream, head->n))
        {
          link = next;
          continue;
        }
      head->reg = GONE;
      *link = *next;
    }
  g_hash_table_insert (index->first, GUINT_TO_POINTER (reg), GUINT_TO_POINTER (first));
}

void
lep_row_forget_heads (LepRow *row)
{
  g_clear_pointer (&row->index, lep_head_index_free);
  g_array_set_size (row->heads, 0);
}

/**
 * lep_row_drop_heads:
 *
 * The heads of a register that the change covers which lep_log_covers () knows of are
 * none any more.
 */
void
lep_row_drop_heads (LepRow *row,
                    LepLog *log,
                    guint32 reg)
{
  guint kept = 0;

  if (row->heads->len > FEW)
    {
      drop_indexed (row, log, reg);
      return;
    }
  for (guint i = 0; i < row->heads->len; i++)
    {
      const LepHead *old = &g_array_index (row->heads, LepHead, i);

      if (old->reg != reg || !lep_log_covers (log, old->stream, old->n))
        g_array_index (row->heads, LepHead, kept++) = *old;
    }
  g_array_set_size (row->heads, kept);
}

/**
 * lep_row_add_head:
 *
 * The change @n of the branch becomes a head of the register.
 */
void
lep_row_add_head (LepRow             *row,
                  guint32             reg,
                  const LepLogStream *stream,
                  gint64              n)
{
  LepHead head = { reg, (guint32) stream->no, n };

  if (row->index != NULL)
    index_head (row->index, reg, row->heads->len);
  g_array_append_val (row->heads, head);
}

static int
compare_heads (gconstpointer a,
               gconstpointer b)
{
  return lep_head_compare (a, b);
}

static void
sort_many (GArray *heads)
{
  for (guint i = 1; i < heads->len; i++)
    if (lep_head_compare (&g_array_index (heads, LepHead, i - 1), &g_array_index (heads, LepHead, i)) > 0)
      {
        g_array_sort (heads, compare_heads);
        return;
      }
}

/* Few heads, mostly in order already. */
static void
sort_few (GArray *heads)
{
  LepHead *data = (LepHead *) (gpointer) heads->data;

  for (guint i = 1; i < heads->len; i++)
    {
      LepHead head = data[i];
      guint   j = i;

      for (; j > 0 && lep_head_compare (&data[j - 1], &head) > 0; j--)
        data[j] = data[j - 1];
      data[j] = head;
    }
}

/**
 * lep_row_sort_heads:
 *
 * Brings the heads in the order of the clock.
 */
void
lep_row_sort_heads (LepRow *row)
{
  guint kept = 0;

  if (row->index != NULL)
    {
      g_clear_pointer (&row->index, lep_head_index_free);
      for (guint i = 0; i < row->heads->len; i++)
        if (g_array_index (row->heads, LepHead, i).reg != GONE)
          g_array_index (row->heads, LepHead, kept++) = g_array_index (row->heads, LepHead, i);
      g_array_set_size (row->heads, kept);
    }
  if (row->heads->len > FEW)
    sort_many (row->heads);
  else
    sort_few (row->heads);
}

/* Returns: the place of the odd value of a register + 1; 0 if it has none */
static guint
find_odd (LepRow *row,
          guint32 reg)
{
  if (row->odd_places == NULL && row->odd->len > FEW)
    {
      row->odd_places = g_hash_table_new (NULL, NULL);
      for (guint i = 0; i < row->odd->len; i++)
        g_hash_table_insert (row->odd_places, GUINT_TO_POINTER (g_array_index (row->odd, LepOddValue, i).reg), GUINT_TO_POINTER (i + 1));
    }
  if (row->odd_places != NULL)
    return GPOINTER_TO_UINT (g_hash_table_lookup (row->odd_places, GUINT_TO_POINTER (reg)));
  for (guint i = 0; i < row->odd->len; i++)
    if (g_array_index (row->odd, LepOddValue, i).reg == reg)
      return i + 1;
  return 0;
}

/**
 * lep_rows_set_odd_value:
 * @value: (nullable): of a field that has no column; must live until the flush
 */
void
lep_rows_set_odd_value (LepRow     *row,
                        guint32     reg,
                        const char *field,
                        const char *value)
{
  LepOddValue odd = { reg, field, value };
  guint       place;

  if (row->odd == NULL)
    row->odd = g_array_new (FALSE, FALSE, sizeof (LepOddValue));
  place = find_odd (row, reg);
  if (place > 0)
    {
      g_array_index (row->odd, LepOddValue, place - 1) = odd;
      return;
    }
  g_array_append_val (row->odd, odd);
  if (row->odd_places != NULL)
    g_hash_table_insert (row->odd_places, GUINT_TO_POINTER (reg), GUINT_TO_POINTER (row->odd->len));
}

/**
 * lep_row_forget_odd:
 *
 * No value without a column is to be written.
 */
void
lep_row_forget_odd (LepRow *row)
{
  g_clear_pointer (&row->odd, g_array_unref);
  g_clear_pointer (&row->odd_places, g_hash_table_unref);
}
