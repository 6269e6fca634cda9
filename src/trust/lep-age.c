/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sealed files in the age format, version 1 (https://age-encryption.org/v1): a
 * header with the ways to the file key, and the content under it. */

#include <string.h>

#include <glib/gi18n-lib.h>
#include <sodium.h>

#include "lep-age-stanza.h"
#include "lep-age-stream.h"
#include "lep-error.h"
#include "lep-secret-file.h"

#include "lep-age.h"

/* Half a second and 128 MiB on a laptop of these years. */
#define USUAL_WORK_FACTOR 17

/**
 * lep_age_is_sealed:
 * @bytes: the start of a file
 *
 * Returns: whether it says of itself that it is sealed with age, in any form
 */
gboolean
lep_age_is_sealed (const void *bytes,
                   gsize       size)
{
  return (size >= strlen (LEP_AGE_MAGIC) && memcmp (bytes, LEP_AGE_MAGIC, strlen (LEP_AGE_MAGIC)) == 0) ||
         lep_age_header_is_armored (bytes, size);
}

static gboolean
add_stanzas (GString          *header,
             const LepAgeLock *lock,
             const guint8      file_key[LEP_AGE_FILE_KEY_SIZE],
             GError          **error)
{
  if (lock->passphrase != NULL)
    return lep_age_stanza_for_passphrase (header, lock->passphrase,
                                          lock->work_factor > 0 ? lock->work_factor : USUAL_WORK_FACTOR, file_key, error);

  for (guint i = 0; lock->recipients[i] != NULL; i++)
    if (!lep_age_stanza_for_recipient (header, lock->recipients[i], file_key, error))
      return FALSE;
  return TRUE;
}

/**
 * lep_age_seal:
 * @from: a file, all of which is sealed
 * @to: where the sealed file is written
 * @lock: a pass-phrase, or at least one recipient
 *
 * Fails with %LEP_ERROR_INVALID if a recipient is none, with %G_FILE_ERROR and the system's
 * word alone if @to cannot be written, or with %LEP_ERROR_FAILED.
 */
gboolean
lep_age_seal (int               from,
              int               to,
              const LepAgeLock *lock,
              GCancellable     *cancellable,
              GError          **error)
{
  g_autoptr (GString) header = lep_age_header_new ();
  guint8   file_key[LEP_AGE_FILE_KEY_SIZE];
  gboolean ok;

  g_return_val_if_fail ((lock->passphrase != NULL) != (lock->recipients != NULL && lock->recipients[0] != NULL), FALSE);
  g_return_val_if_fail (lock->work_factor <= LEP_AGE_WORK_FACTOR_MAX, FALSE);

  lep_sodium_init ();
  randombytes_buf (file_key, sizeof file_key);
  ok = add_stanzas (header, lock, file_key, error);
  if (ok)
    lep_age_header_finish (header, file_key);
  ok = ok && lep_age_write (to, (const guint8 *) header->str, header->len, error) &&
       lep_age_stream_seal (file_key, from, to, cancellable, error);
  sodium_memzero (file_key, sizeof file_key);
  return ok;
}

static gboolean
check_mac (const LepAgeHeader *header,
           const guint8       *bytes,
           const guint8        file_key[LEP_AGE_FILE_KEY_SIZE],
           GError            **error)
{
  guint8 mac[LEP_AGE_KEY_SIZE];

  lep_age_mac (file_key, bytes, header->covered, mac);
  if (sodium_memcmp (mac, header->mac, sizeof mac) == 0)
    return TRUE;

  g_set_error_literal (error, LEP_ERROR, LEP_ERROR_CORRUPT, _ ("the head of the sealed file was changed after it was sealed"));
  return FALSE;
}

/**
 * lep_age_open:
 * @from: a sealed file
 * @to: where its content is written; what stands there is worth nothing unless
 *   this succeeds
 * @keys: (nullable): #LepSealKey that may open it
 * @passphrase: (nullable): that may open it
 *
 * Fails with %LEP_ERROR_LOCKED if the file takes a pass-phrase other than
 * @passphrase, %LEP_ERROR_INVALID if a pass-phrase asks for too much work,
 * %LEP_ERROR_NOT_FOUND if it is sealed for other keys,
 * %LEP_ERROR_TOO_NEW if it is sealed in a way that is not supported,
 * %LEP_ERROR_CORRUPT if it is damaged; the message is then the reason alone.
 * Other failures are %LEP_ERROR_FAILED, or %G_FILE_ERROR as of lep_age_seal ().
 */
gboolean
lep_age_open (int           from,
              int           to,
              GPtrArray    *keys,
              const char   *passphrase,
              GCancellable *cancellable,
              GError      **error)
{
  g_autofree guint8 *bytes = g_malloc (LEP_AGE_HEADER_MAX);
  g_autoptr (LepAgeHeader) header = NULL;
  guint8   file_key[LEP_AGE_FILE_KEY_SIZE];
  gsize    size;
  gboolean ok;

  if (!lep_age_read (from, 0, bytes, LEP_AGE_HEADER_MAX, &size, error))
    return FALSE;
  header = lep_age_header_read (bytes, size, error);
  if (header == NULL)
    return FALSE;

  ok = lep_age_stanzas_open (header->stanzas, keys, passphrase, file_key, error) &&
       check_mac (header, bytes, file_key, error) &&
       lep_age_stream_open (file_key, from, (gint64) header->size, to, cancellable, error);
  sodium_memzero (file_key, sizeof file_key);
  return ok;
}
