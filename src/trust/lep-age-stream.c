/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The payload of a sealed file: chunks of 64 KiB, each sealed by itself with its
 * number and whether it is the last (age format, "Payload"), so that neither side
 * ever holds more than one of them in memory. */

#include <errno.h>
#include <string.h>

#include <glib/gi18n-lib.h>
#include <sodium.h>

#include "lep-age-header.h"
#include "lep-error.h"
#include "lep-util.h"

#include "lep-age-stream.h"

#define SEALED_SIZE (LEP_AGE_CHUNK_SIZE + LEP_AGE_TAG_SIZE)

typedef struct
{
  guint8  key[LEP_AGE_KEY_SIZE];
  guint64 number;                                             /* of the chunk, from 0 */
  guint8  nonce[crypto_aead_chacha20poly1305_ietf_NPUBBYTES]; /* the number, big-endian; whether it is the last */
  guint8 *plain;                                              /* a chunk and one byte more */
  guint8 *sealed;
} Stream;

static void
stream_init (Stream      *self,
             const guint8 file_key[LEP_AGE_FILE_KEY_SIZE],
             const guint8 nonce[LEP_AGE_NONCE_SIZE])
{
  self->number = 0;
  memset (self->nonce, 0, sizeof self->nonce);
  lep_age_derive (file_key, LEP_AGE_FILE_KEY_SIZE, nonce, LEP_AGE_NONCE_SIZE, "payload", self->key);
  self->plain = g_malloc (LEP_AGE_CHUNK_SIZE + 1);
  self->sealed = g_malloc (SEALED_SIZE);
}

static void
stream_clear (Stream *self)
{
  sodium_memzero (self->key, sizeof self->key);
  sodium_memzero (self->plain, LEP_AGE_CHUNK_SIZE + 1);
  g_free (self->plain);
  g_free (self->sealed);
}

static void
set_nonce (Stream  *self,
           gboolean is_last)
{
  guint64 number = GUINT64_TO_BE (self->number);

  self->nonce[sizeof self->nonce - 1] = is_last ? 1 : 0;
  memcpy (self->nonce + sizeof self->nonce - 1 - sizeof number, &number, sizeof number);
}

/**
 * lep_age_read:
 * @got: (out): less than @size only at the end of the file
 */
gboolean
lep_age_read (int      fd,
              gint64   offset,
              guint8  *bytes,
              gsize    size,
              gsize   *got,
              GError **error)
{
  gssize done = lep_read_at (fd, offset, bytes, size);

  if (done < 0)
    {
      g_set_error (error, LEP_ERROR, LEP_ERROR_FAILED, _ ("The file cannot be read: %s"), g_strerror (errno));
      return FALSE;
    }
  *got = (gsize) done;
  return TRUE;
}

gboolean
lep_age_write (int           fd,
               const guint8 *bytes,
               gsize         size,
               GError      **error)
{
  int number;

  if (lep_write_all (fd, bytes, size))
    return TRUE;

  number = errno;
  g_set_error_literal (error, G_FILE_ERROR, (int) g_file_error_from_errno (number), g_strerror (number));
  return FALSE;
}

static gboolean
seal_chunks (Stream       *self,
             int           from,
             int           to,
             GCancellable *cancellable,
             GError      **error)
{
  gint64 offset = 0;
  gsize  got;

  do
    {
      gsize size;

      /* One byte more tells whether this chunk is the last. */
      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !lep_age_read (from, offset, self->plain, LEP_AGE_CHUNK_SIZE + 1, &got, error))
        return FALSE;
      size = MIN (got, LEP_AGE_CHUNK_SIZE);
      set_nonce (self, got <= LEP_AGE_CHUNK_SIZE);
      crypto_aead_chacha20poly1305_ietf_encrypt (self->sealed, NULL, self->plain, size, NULL, 0, NULL, self->nonce, self->key);
      if (!lep_age_write (to, self->sealed, size + LEP_AGE_TAG_SIZE, error))
        return FALSE;
      self->number++;
      offset += LEP_AGE_CHUNK_SIZE;
    }
  while (got > LEP_AGE_CHUNK_SIZE);
  return TRUE;
}

/**
 * lep_age_stream_seal:
 * @from: a file, all of which is sealed
 * @to: where the payload is written
 */
gboolean
lep_age_stream_seal (const guint8  file_key[LEP_AGE_FILE_KEY_SIZE],
                     int           from,
                     int           to,
                     GCancellable *cancellable,
                     GError      **error)
{
  guint8   nonce[LEP_AGE_NONCE_SIZE];
  Stream   stream;
  gboolean ok;

  randombytes_buf (nonce, sizeof nonce);
  if (!lep_age_write (to, nonce, sizeof nonce, error))
    return FALSE;

  stream_init (&stream, file_key, nonce);
  ok = seal_chunks (&stream, from, to, cancellable, error);
  stream_clear (&stream);
  return ok;
}

static gboolean
refuse (GError **error)
{
  g_set_error_literal (error, LEP_ERROR, LEP_ERROR_CORRUPT, _ ("the sealed content is damaged or cut off"));
  return FALSE;
}

static gboolean
open_chunk (Stream  *self,
            gsize    size,
            gboolean is_last)
{
  set_nonce (self, is_last);
  return crypto_aead_chacha20poly1305_ietf_decrypt (self->plain, NULL, NULL, self->sealed, size, NULL, 0, self->nonce,
                                                    self->key) == 0;
}

static gboolean
open_chunks (Stream       *self,
             int           from,
             gint64        offset,
             int           to,
             GCancellable *cancellable,
             GError      **error)
{
  gboolean is_last = FALSE;

  while (!is_last)
    {
      gsize got, more;

      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !lep_age_read (from, offset, self->sealed, SEALED_SIZE, &got, error))
        return FALSE;

      /* A full chunk may be the last one too; an empty one only if it is the first. */
      is_last = got < SEALED_SIZE || !open_chunk (self, got, FALSE);
      if ((is_last && !open_chunk (self, got, TRUE)) || (got == LEP_AGE_TAG_SIZE && self->number > 0))
        return refuse (error);
      if (!lep_age_write (to, self->plain, got - LEP_AGE_TAG_SIZE, error))
        return FALSE;
      self->number++;
      offset += (gint64) got;
      if (is_last && !lep_age_read (from, offset, self->sealed, 1, &more, error))
        return FALSE;
      if (is_last && more > 0)
        return refuse (error);
    }
  return TRUE;
}

/**
 * lep_age_stream_open:
 * @offset: where the payload begins in @from
 * @to: where the content is written; worth nothing unless this succeeds
 *
 * Fails with %LEP_ERROR_CORRUPT if the content is not what was sealed, or with
 * %LEP_ERROR_FAILED.
 */
gboolean
lep_age_stream_open (const guint8  file_key[LEP_AGE_FILE_KEY_SIZE],
                     int           from,
                     gint64        offset,
                     int           to,
                     GCancellable *cancellable,
                     GError      **error)
{
  guint8   nonce[LEP_AGE_NONCE_SIZE];
  gsize    got;
  Stream   stream;
  gboolean ok;

  if (!lep_age_read (from, offset, nonce, sizeof nonce, &got, error))
    return FALSE;
  if (got < sizeof nonce)
    return lep_age_header_refuse (error, _ ("it is cut off"));

  stream_init (&stream, file_key, nonce);
  ok = open_chunks (&stream, from, offset + LEP_AGE_NONCE_SIZE, to, cancellable, error);
  stream_clear (&stream);
  return ok;
}
