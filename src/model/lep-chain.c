/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Contexts (how far an author had seen the other streams) and the hash chain
 * of a stream (bundle format, "The chain and its signatures"). */

#include <string.h>

#include "lep-chain.h"

/* "-9223372036854775808" and NUL */
#define NUMBER_SIZE 21

GArray *
lep_context_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (LepSeen));
}

/**
 * lep_seen_compare:
 * @a: a #LepSeen
 * @b: another one
 *
 * The order in a context: by replica, number, head.
 */
int
lep_seen_compare (gconstpointer a,
                  gconstpointer b)
{
  const LepSeen *left = a;
  const LepSeen *right = b;
  int            order = lep_uuid_compare (&left->replica, &right->replica);

  if (order == 0)
    order = (left->n > right->n) - (left->n < right->n);
  if (order == 0)
    order = lep_hash_compare (&left->head, &right->head);
  return order;
}

/**
 * lep_context_text:
 * @context: sorted #LepSeen
 * @out: one line is appended for each: replica, number, head
 */
void
lep_context_text (const GArray *context,
                  GString      *out)
{
  for (guint i = 0; i < context->len; i++)
    {
      const LepSeen *seen = &g_array_index (context, LepSeen, i);
      char           replica[LEP_UUID_TEXT_SIZE + 1];
      char           number[NUMBER_SIZE];
      char           head[LEP_HASH_HEX_SIZE + 1];

      lep_uuid_format (&seen->replica, replica);
      lep_hash_format (&seen->head, head);
      g_snprintf (number, sizeof number, "%" G_GINT64_FORMAT, seen->n);
      g_string_append_len (out, replica, LEP_UUID_TEXT_SIZE);
      g_string_append_c (out, ' ');
      g_string_append (out, number);
      g_string_append_c (out, ' ');
      g_string_append_len (out, head, LEP_HASH_HEX_SIZE);
      g_string_append_c (out, '\n');
    }
}

static gboolean
parse_number (const char *text,
              gsize       length,
              gint64     *n)
{
  guint64 value = 0;

  if (length == 0 || length > 19 || text[0] == '0')
    return FALSE;
  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return FALSE;
      value = value * 10 + (guint64) (text[i] - '0');
    }
  *n = (gint64) value;
  return value <= G_MAXINT64;
}

/**
 * lep_context_parse:
 * @context: emptied, then filled
 *
 * Reads what lep_context_text () writes.
 *
 * Returns: whether every line was well formed and in order, without doubles
 */
gboolean
lep_context_parse (const char *text,
                   gsize       length,
                   GArray     *context)
{
  const char *end = text + length;

  g_array_set_size (context, 0);
  while (text < end)
    {
      const char *line = memchr (text, '\n', (gsize) (end - text));
      gsize       size = line == NULL ? 0 : (gsize) (line - text);
      gsize       before = LEP_UUID_TEXT_SIZE + 1;
      gsize       after = LEP_HASH_HEX_SIZE + 1;
      LepSeen     seen;

      if (size <= before + after ||
          text[before - 1] != ' ' || text[size - after] != ' ' ||
          !lep_uuid_parse (text, LEP_UUID_TEXT_SIZE, &seen.replica) ||
          !parse_number (text + before, size - before - after, &seen.n) ||
          !lep_hash_parse (line - LEP_HASH_HEX_SIZE, LEP_HASH_HEX_SIZE, &seen.head))
        return FALSE;
      if (context->len > 0 &&
          lep_seen_compare (&g_array_index (context, LepSeen, context->len - 1), &seen) >= 0)
        return FALSE;

      g_array_append_val (context, seen);
      text = line + 1;
    }
  return TRUE;
}

void
lep_context_hash (const GArray *context,
                  LepHash      *hash)
{
  g_autoptr (GString) text = g_string_new (NULL);

  lep_context_text (context, text);
  lep_hash_data (text->str, (gssize) text->len, hash);
}

/**
 * lep_chain_first:
 * @prev: (out caller-allocates): what stands before the first change of the
 *   stream of @replica in @space
 */
void
lep_chain_first (const LepUuid *space,
                 const LepUuid *replica,
                 LepHash       *prev)
{
  char             space_text[LEP_UUID_TEXT_SIZE + 1];
  char             replica_text[LEP_UUID_TEXT_SIZE + 1];
  g_autofree char *text = NULL;

  lep_uuid_format (space, space_text);
  lep_uuid_format (replica, replica_text);
  text = g_strconcat ("lep-stream-1\n", space_text, "\n", replica_text, "\n", NULL);
  lep_hash_data (text, -1, prev);
}

/**
 * lep_chain_next:
 * @prev: hash of the change before
 * @body: the canonical text of the change
 * @hash: (out caller-allocates): the hash of the change
 */
void
lep_chain_next (const LepHash *prev,
                const LepHash *context_hash,
                const char    *body,
                gsize          length,
                LepHash       *hash)
{
  g_autoptr (LepHasher) sum = lep_hasher_new ();

  lep_hasher_add (sum, prev->bytes, LEP_HASH_SIZE);
  lep_hasher_add (sum, context_hash->bytes, LEP_HASH_SIZE);
  lep_hasher_add (sum, body, length);
  lep_hasher_finish (sum, hash);
}

/**
 * lep_chain_head_text:
 *
 * Returns: (transfer full): the ASCII text that a replica signs for its head
 */
char *
lep_chain_head_text (const LepUuid *space,
                     const LepUuid *replica,
                     gint64         n,
                     const LepHash *head)
{
  char space_text[LEP_UUID_TEXT_SIZE + 1];
  char replica_text[LEP_UUID_TEXT_SIZE + 1];
  char head_text[LEP_HASH_HEX_SIZE + 1];

  lep_uuid_format (space, space_text);
  lep_uuid_format (replica, replica_text);
  lep_hash_format (head, head_text);
  return g_strdup_printf ("lep-head-1\n%s\n%s\n%" G_GINT64_FORMAT "\n%s\n",
                          space_text, replica_text, n, head_text);
}
