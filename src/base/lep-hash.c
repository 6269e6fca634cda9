/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SHA-256 values: of data, as text, compared. All that is imported is hashed
 * twice: Nettle uses what the processor has for it, and is four times as fast;
 * where it is not there, GLib does the same. */

#include <string.h>

#ifdef HAVE_NETTLE
#include <nettle/sha2.h>
#endif

#include "lep-util.h"

#include "lep-hash.h"

#define PIECE 65536

struct _LepHasher
{
#ifdef HAVE_NETTLE
  struct sha256_ctx context;
#else
  GChecksum *checksum;
#endif
};

LepHasher *
lep_hasher_new (void)
{
  LepHasher *self = g_new (LepHasher, 1);

#ifdef HAVE_NETTLE
  sha256_init (&self->context);
#else
  self->checksum = g_checksum_new (G_CHECKSUM_SHA256);
#endif
  return self;
}

void
lep_hasher_free (LepHasher *self)
{
#ifndef HAVE_NETTLE
  g_checksum_free (self->checksum);
#endif
  g_free (self);
}

void
lep_hasher_add (LepHasher  *self,
                const void *data,
                gsize       size)
{
#ifdef HAVE_NETTLE
  sha256_update (&self->context, size, data);
#else
  g_checksum_update (self->checksum, data, (gssize) size);
#endif
}

/**
 * lep_hasher_finish:
 * @hash: (out caller-allocates): of all that was added; no more can be
 */
void
lep_hasher_finish (LepHasher *self,
                   LepHash   *hash)
{
#ifdef HAVE_NETTLE
  sha256_digest (&self->context, LEP_HASH_SIZE, hash->bytes);
#else
  gsize size = LEP_HASH_SIZE;

  g_checksum_get_digest (self->checksum, hash->bytes, &size);
  g_assert (size == LEP_HASH_SIZE);
#endif
}

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
  g_autoptr (LepHasher) hasher = lep_hasher_new ();

  lep_hasher_add (hasher, data, size < 0 ? strlen (data) : (gsize) size);
  lep_hasher_finish (hasher, hash);
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

/**
 * lep_hash_key:
 *
 * For #GHashTable, as is lep_hash_equal_func ().
 */
guint
lep_hash_key (gconstpointer hash)
{
  guint value;

  memcpy (&value, ((const LepHash *) hash)->bytes, sizeof value);
  return value;
}

gboolean
lep_hash_equal_func (gconstpointer a,
                     gconstpointer b)
{
  return lep_hash_equal (a, b);
}

/**
 * lep_hash_file:
 * @cancellable: (nullable):
 *
 * Hashes what is in a file. Fails as reading it fails.
 */
gboolean
lep_hash_file (const char   *path,
               GCancellable *cancellable,
               LepHash      *hash,
               GError      **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);
  g_autoptr (LepHasher) sum = lep_hasher_new ();
  g_autofree guint8 *piece = g_malloc (PIECE);
  gssize             n;

  if (stream == NULL)
    return FALSE;
  while ((n = g_input_stream_read (G_INPUT_STREAM (stream), piece, PIECE, cancellable, error)) > 0)
    lep_hasher_add (sum, piece, (gsize) n);
  lep_hasher_finish (sum, hash);
  return n == 0;
}
