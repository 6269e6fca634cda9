/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The clock of a row: the heads of all its registers, packed. Most rows were
 * written by one or two changes, so the heads are grouped by change: branch,
 * number, how many registers, and the number of each. */

#include "lep-heads.h"

/**
 * lep_head_compare:
 * @a: a #LepHead
 * @b: another one
 *
 * The order in a clock: by branch, number, register.
 */
int
lep_head_compare (gconstpointer a,
                  gconstpointer b)
{
  const LepHead *left = a;
  const LepHead *right = b;

  if (left->stream != right->stream)
    return left->stream < right->stream ? -1 : 1;
  if (left->n != right->n)
    return left->n < right->n ? -1 : 1;
  return (left->reg > right->reg) - (left->reg < right->reg);
}

/* Seven bits a byte, lowest first; the top bit says that more follow. */
static void
append_number (GByteArray *out,
               guint64     value)
{
  guint8 bytes[10];
  guint  size = 0;

  for (; value >= 0x80; value >>= 7)
    bytes[size++] = (guint8) (value | 0x80);
  bytes[size++] = (guint8) value;
  g_byte_array_append (out, bytes, size);
}

static gboolean
take_number (const guint8 **data,
             const guint8  *end,
             guint64       *value)
{
  *value = 0;
  for (guint shift = 0; *data < end && shift < 64; shift += 7)
    {
      guint8 byte = *(*data)++;

      *value |= (guint64) (byte & 0x7f) << shift;
      if (byte < 0x80)
        return TRUE;
    }
  return FALSE;
}

/**
 * lep_heads_encode:
 * @heads: (element-type LepHead): sorted
 * @out: emptied, then filled
 */
void
lep_heads_encode (const GArray *heads,
                  GByteArray   *out)
{
  g_byte_array_set_size (out, 0);
  for (guint i = 0; i < heads->len;)
    {
      const LepHead *first = &g_array_index (heads, LepHead, i);
      guint          end = i;

      while (end < heads->len && g_array_index (heads, LepHead, end).stream == first->stream &&
             g_array_index (heads, LepHead, end).n == first->n)
        end++;
      append_number (out, first->stream);
      append_number (out, (guint64) first->n);
      append_number (out, end - i);
      for (; i < end; i++)
        append_number (out, g_array_index (heads, LepHead, i).reg);
    }
}

/**
 * lep_heads_decode:
 * @heads: (element-type LepHead): emptied, then filled
 *
 * Returns: whether @data was a clock
 */
gboolean
lep_heads_decode (const guint8 *data,
                  gsize         size,
                  GArray       *heads)
{
  const guint8 *end = data + size;

  g_array_set_size (heads, 0);
  while (data < end)
    {
      guint64 stream, n, count, reg;

      if (!take_number (&data, end, &stream) || !take_number (&data, end, &n) ||
          !take_number (&data, end, &count))
        return FALSE;
      for (; count > 0; count--)
        {
          LepHead head;

          if (!take_number (&data, end, &reg))
            return FALSE;
          head = (LepHead){ (guint32) reg, (guint32) stream, (gint64) n };
          g_array_append_val (heads, head);
        }
    }
  return TRUE;
}
