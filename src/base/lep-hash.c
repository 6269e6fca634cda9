/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SHA-256 values: of data, as text, compared. */

#include <string.h>

#include "lep-util.h"

#include "lep-hash.h"

/**
 * lep_hash_data:
 * @size: bytes in @data, or -1 for a text that ends with NUL
 * @hash: (out caller-allocates): its SHA-256
 */
void
lep_hash_data (const void *data,
               gssize      size,
               LepHash    *hash)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  g_checksum_update (checksum, data, size);
  lep_hash_finish (checksum, hash);
}

/**
 * lep_hash_finish:
 * @checksum: a SHA-256 sum; it takes no more data afterwards
 */
void
lep_hash_finish (GChecksum *checksum,
                 LepHash   *hash)
{
  gsize size = LEP_HASH_SIZE;

  g_checksum_get_digest (checksum, hash->bytes, &size);
  g_assert (size == LEP_HASH_SIZE);
}

/**
 * lep_hash_format:
 * @text: (out caller-allocates): 64 lower-case hex digits and NUL
 */
void
lep_hash_format (const LepHash *hash,
                 char           text[LEP_HASH_HEX_SIZE + 1])
{
  static const char digits[] = "0123456789abcdef";

  for (guint i = 0; i < LEP_HASH_SIZE; i++)
    {
      text[2 * i] = digits[hash->bytes[i] >> 4];
      text[2 * i + 1] = digits[hash->bytes[i] & 15];
    }
  text[LEP_HASH_HEX_SIZE] = '\0';
}

/**
 * lep_hash_parse:
 * @length: of @text, or -1 if it ends with NUL
 *
 * Returns: whether @text was exactly 64 lower-case hex digits
 */
gboolean
lep_hash_parse (const char *text,
                gssize      length,
                LepHash    *hash)
{
  if (length < 0)
    length = (gssize) strlen (text);

  return length == LEP_HASH_HEX_SIZE && lep_hex_decode (text, LEP_HASH_HEX_SIZE, hash->bytes);
}

int
lep_hash_compare (const LepHash *a,
                  const LepHash *b)
{
  return memcmp (a->bytes, b->bytes, LEP_HASH_SIZE);
}

gboolean
lep_hash_equal (const LepHash *a,
                const LepHash *b)
{
  return lep_hash_compare (a, b) == 0;
}
