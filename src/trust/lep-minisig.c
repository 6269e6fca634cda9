/* SPDX-License-Identifier: GPL-3.0-or-later */
/* minisign's signature files, prehashed: BLAKE2b-512 of the data is signed, and
 * a second signature covers the first one together with the trusted comment. */

#include <string.h>

#include <glib/gi18n-lib.h>
#include <sodium.h>

#include "lep-base64.h"
#include "lep-error.h"
#include "lep-secret-file.h"

#include "lep-minisig.h"

#define FIRST_PREFIX   "untrusted comment: lep key "
#define TRUSTED_PREFIX "trusted comment: "
#define N_LINES        4
#define BLOB_SIZE      (2 + LEP_KEY_ID_SIZE + LEP_SIGNATURE_SIZE)

static void
prehash (const void *data,
         gsize       size,
         guint8      hash[crypto_generichash_BYTES_MAX])
{
  lep_sodium_init ();
  crypto_generichash (hash, crypto_generichash_BYTES_MAX, data, size, NULL, 0);
}

/* What the second signature covers. */
static GByteArray *
global_data (const guint8 *signature,
             const char   *comment)
{
  GByteArray *data = g_byte_array_new ();

  g_byte_array_append (data, signature, LEP_SIGNATURE_SIZE);
  g_byte_array_append (data, (const guint8 *) comment, (guint) strlen (comment));
  return data;
}

/**
 * lep_minisig_write:
 * @trusted_comment: one line
 *
 * Returns: (transfer full): the text of the signature file: four lines
 */
char *
lep_minisig_write (LepKey     *key,
                   const void *data,
                   gsize       size,
                   const char *trusted_comment)
{
  const LepPublicKey *public = lep_key_get_public (key);
  guint8 hash[crypto_generichash_BYTES_MAX];
  guint8 blob[BLOB_SIZE] = { 'E', 'D' };
  guint8 global[LEP_SIGNATURE_SIZE];
  char   key_text[LEP_PUBLIC_KEY_TEXT_SIZE + 1];
  char   blob_text[LEP_BASE64_SIZE (BLOB_SIZE) + 1];
  char   global_text[LEP_SIGNATURE_TEXT_SIZE + 1];
  g_autoptr (GByteArray) covered = NULL;

  g_return_val_if_fail (strpbrk (trusted_comment, "\r\n") == NULL, NULL);

  prehash (data, size, hash);
  memcpy (blob + 2, lep_public_key_id (public), LEP_KEY_ID_SIZE);
  lep_key_sign (key, hash, sizeof hash, blob + 2 + LEP_KEY_ID_SIZE);
  covered = global_data (blob + 2 + LEP_KEY_ID_SIZE, trusted_comment);
  lep_key_sign (key, covered->data, covered->len, global);

  lep_public_key_format (public, key_text);
  lep_base64_encode (blob, sizeof blob, blob_text);
  lep_signature_format (global, global_text);
  return g_strdup_printf (FIRST_PREFIX "%s\n%s\n" TRUSTED_PREFIX "%s\n%s\n",
                          key_text, blob_text, trusted_comment, global_text);
}

/* Cuts the text into its four lines; each must end with LF alone. */
static gboolean
split_lines (const char *text,
             gsize       length,
             char       *lines[N_LINES + 1])
{
  const char *at = text;
  const char *end = text + length;

  for (guint i = 0; i < N_LINES; i++)
    {
      const char *stop = memchr (at, '\n', (gsize) (end - at));

      if (stop == NULL || memchr (at, '\0', (gsize) (stop - at)) != NULL ||
          memchr (at, '\r', (gsize) (stop - at)) != NULL)
        return FALSE;
      lines[i] = g_strndup (at, (gsize) (stop - at));
      at = stop + 1;
    }

  return at == end;
}

static gboolean
parse_signature (LepMinisig *self,
                 const char *line)
{
  guint8 blob[BLOB_SIZE];

  if (!lep_base64_decode (line, -1, blob, sizeof blob) || memcmp (blob, "ED", 2) != 0)
    return FALSE;

  memcpy (self->key_id, blob + 2, LEP_KEY_ID_SIZE);
  memcpy (self->signature, blob + 2 + LEP_KEY_ID_SIZE, LEP_SIGNATURE_SIZE);
  return TRUE;
}

/* Keeps the trusted comment, and says whether its signature holds. */
static gboolean
take_comment (LepMinisig   *self,
              const char   *comment,
              const guint8 *signature)
{
  g_autoptr (GByteArray) covered = global_data (self->signature, comment);

  self->comment = g_strdup (comment);
  return lep_public_key_check (&self->key, covered->data, covered->len, signature);
}

/**
 * lep_minisig_parse:
 * @line: (out): the line with the fault, if it fails
 *
 * Reads a signature file and checks what can be checked without the data: its
 * form, that the key is the one whose id the signature names, and the
 * signature of the trusted comment by it. Fails with %LEP_ERROR_CORRUPT.
 */
LepMinisig *
lep_minisig_parse (const char *text,
                   gsize       length,
                   guint      *line,
                   GError    **error)
{
  g_auto (GStrv) lines = g_new0 (char *, N_LINES + 1);
  g_autoptr (LepMinisig) self = g_new0 (LepMinisig, 1);
  guint8      global[LEP_SIGNATURE_SIZE];
  const char *fault = NULL;

  lep_sodium_init ();
  if (length > LEP_MINISIG_MAX || !split_lines (text, length, lines))
    {
      *line = 1;
      fault = _ ("the signature is not four lines, each ended by LF");
    }
  else if (!g_str_has_prefix (lines[0], FIRST_PREFIX) ||
           !lep_public_key_parse (lines[0] + strlen (FIRST_PREFIX), -1, &self->key))
    {
      *line = 1;
      fault = _ ("the first line does not name the signer's key");
    }
  else if (!parse_signature (self, lines[1]) ||
           memcmp (self->key_id, lep_public_key_id (&self->key), LEP_KEY_ID_SIZE) != 0)
    {
      *line = 2;
      fault = _ ("this is not a prehashed minisign signature by that key");
    }
  else if (!g_str_has_prefix (lines[2], TRUSTED_PREFIX))
    {
      *line = 3;
      fault = _ ("the third line is not a trusted comment");
    }
  else if (!lep_signature_parse (lines[3], -1, global))
    {
      *line = 4;
      fault = _ ("the signature of the trusted comment is not readable");
    }
  else
    {
      *line = 4;
      if (!take_comment (self, lines[2] + strlen (TRUSTED_PREFIX), global))
        fault = _ ("the signature of the trusted comment is wrong");
    }

  if (fault != NULL)
    {
      g_set_error_literal (error, LEP_ERROR, LEP_ERROR_CORRUPT, fault);
      return NULL;
    }
  return g_steal_pointer (&self);
}

/**
 * lep_minisig_check:
 *
 * Fails with %LEP_ERROR_CORRUPT unless @data is what was signed. Whether the
 * key is to be trusted is another question.
 */
gboolean
lep_minisig_check (const LepMinisig *self,
                   const void       *data,
                   gsize             size,
                   GError          **error)
{
  guint8 hash[crypto_generichash_BYTES_MAX];

  prehash (data, size, hash);
  if (!lep_public_key_check (&self->key, hash, sizeof hash, self->signature))
    {
      g_set_error_literal (error, LEP_ERROR, LEP_ERROR_CORRUPT, _ ("the signature is wrong"));
      return FALSE;
    }
  return TRUE;
}

void
lep_minisig_free (LepMinisig *self)
{
  if (self == NULL)
    return;

  g_free (self->comment);
  g_free (self);
}
