/* SPDX-License-Identifier: GPL-3.0-or-later */
/* This laptop's signing key, kept as minisign's own unencrypted secret key file,
 * so that the stock tool can sign with it too. */

#include <string.h>

#include <glib/gi18n-lib.h>
#include <sodium.h>

#include "lep-base64.h"
#include "lep-error.h"
#include "lep-secret-file.h"

#include "lep-key.h"

/* minisign's secret key file, second line, before base64: "Ed", two zero bytes
 * (no key derivation), "B2", 48 bytes of derivation data (all zero), key id,
 * Ed25519 secret and public key, 32 bytes of checksum (zero if unencrypted). */
#define FILE_SIZE     158
#define FILE_KDF      2
#define FILE_CHECKSUM 4
#define FILE_KEY_ID   54
#define FILE_SECRET   62
#define FILE_SUM      126
#define COMMENT       "untrusted comment: "

struct _LepKey
{
  LepPublicKey public;
  guint8 secret[crypto_sign_SECRETKEYBYTES];
};

static LepKey *
key_alloc (void)
{
  LepKey *self = g_new0 (LepKey, 1);

  lep_sodium_init ();
  sodium_mlock (self->secret, sizeof self->secret); /* keeps it out of the swap where the limits allow */
  return self;
}

static void
key_set_public (LepKey       *self,
                const guint8 *id)
{
  self->public.bytes[0] = 'E';
  self->public.bytes[1] = 'd';
  memcpy (self->public.bytes + 2, id, LEP_KEY_ID_SIZE);
  memcpy (self->public.bytes + 2 + LEP_KEY_ID_SIZE,
          self->secret + crypto_sign_SEEDBYTES, crypto_sign_PUBLICKEYBYTES);
}

/**
 * lep_key_generate:
 *
 * Returns: (transfer full): a new Ed25519 key pair with a random key id
 */
LepKey *
lep_key_generate (void)
{
  LepKey *self = key_alloc ();
  guint8  id[LEP_KEY_ID_SIZE];
  guint8  unused[crypto_sign_PUBLICKEYBYTES];

  crypto_sign_keypair (unused, self->secret);
  randombytes_buf (id, sizeof id);
  key_set_public (self, id);
  return self;
}

static LepKey *
key_from_file_bytes (const guint8 *bytes)
{
  guint8 public[crypto_sign_PUBLICKEYBYTES];
  guint8  secret[crypto_sign_SECRETKEYBYTES];
  LepKey *self;

  /* The public half must belong to the secret one, or signatures would give
   * the secret away. */
  crypto_sign_seed_keypair (public, secret, bytes + FILE_SECRET);
  if (sodium_memcmp (secret, bytes + FILE_SECRET, sizeof secret) != 0)
    {
      sodium_memzero (secret, sizeof secret);
      return NULL;
    }

  self = key_alloc ();
  memcpy (self->secret, secret, sizeof secret);
  sodium_memzero (secret, sizeof secret);
  key_set_public (self, bytes + FILE_KEY_ID);
  return self;
}

static LepKey *
key_parse (const char *text,
           const char *path,
           GError    **error)
{
  guint8      bytes[FILE_SIZE];
  const char *line = strchr (text, '\n');
  LepKey     *self = NULL;

  lep_sodium_init ();
  if (g_str_has_prefix (text, COMMENT) && line != NULL &&
      lep_base64_decode (line + 1, (gssize) strcspn (line + 1, "\r\n"), bytes, sizeof bytes) && memcmp (bytes, "Ed", 2) == 0 && memcmp (bytes + FILE_CHECKSUM, "B2", 2) == 0)
    {
      if (bytes[FILE_KDF] != 0 || bytes[FILE_KDF + 1] != 0)
        {
          g_set_error (error, LEP_ERROR, LEP_ERROR_CORRUPT,
                       _ ("The key file “%s” is protected by a password; the program needs it without one."), path);
          sodium_memzero (bytes, sizeof bytes);
          return NULL;
        }
      self = key_from_file_bytes (bytes);
    }

  sodium_memzero (bytes, sizeof bytes);
  if (self == NULL)
    g_set_error (error, LEP_ERROR, LEP_ERROR_CORRUPT, _ ("The file “%s” is not a minisign secret key."), path);
  return self;
}

/**
 * lep_key_load:
 *
 * Reads an unencrypted minisign secret key file. Fails with
 * %LEP_ERROR_NOT_FOUND if there is none, %LEP_ERROR_FAILED if others may read
 * it, %LEP_ERROR_CORRUPT if it is something else.
 *
 * Returns: (transfer full): the key
 */
LepKey *
lep_key_load (const char *path,
              GError    **error)
{
  char   *text = lep_secret_file_load (path, error);
  LepKey *self;

  if (text == NULL)
    return NULL;

  self = key_parse (text, path, error);
  lep_secret_free (text);
  return self;
}

/**
 * lep_key_save:
 *
 * Writes the key as `minisign -W` does: file 0600, folder 0700.
 */
gboolean
lep_key_save (LepKey     *self,
              const char *path,
              GError    **error)
{
  guint8   bytes[FILE_SIZE] = { 'E', 'd', 0, 0, 'B', '2' };
  char     line[LEP_BASE64_SIZE (FILE_SIZE) + 1];
  char    *text;
  gboolean ok;

  g_return_val_if_fail (self != NULL, FALSE);

  memcpy (bytes + FILE_KEY_ID, lep_public_key_id (&self->public), LEP_KEY_ID_SIZE);
  memcpy (bytes + FILE_SECRET, self->secret, sizeof self->secret);
  G_STATIC_ASSERT (FILE_SECRET + crypto_sign_SECRETKEYBYTES == FILE_SUM);
  lep_base64_encode (bytes, sizeof bytes, line);
  text = g_strconcat (COMMENT "lep secret key\n", line, "\n", NULL);

  ok = lep_secret_file_save (path, text, error);

  lep_secret_free (text);
  sodium_memzero (line, sizeof line);
  sodium_memzero (bytes, sizeof bytes);
  return ok;
}

/**
 * lep_key_free:
 * @self: (nullable):
 *
 * Wipes the secret and frees the key.
 */
void
lep_key_free (LepKey *self)
{
  if (self == NULL)
    return;

  sodium_munlock (self->secret, sizeof self->secret); /* wipes as well */
  g_free (self);
}

const LepPublicKey *
lep_key_get_public (LepKey *self)
{
  return &self->public;
}

/**
 * lep_key_sign:
 * @signature: (out caller-allocates): raw Ed25519 signature of @data
 */
void
lep_key_sign (LepKey     *self,
              const void *data,
              gsize       size,
              guint8      signature[LEP_SIGNATURE_SIZE])
{
  g_return_if_fail (self != NULL);

  crypto_sign_detached (signature, NULL, data, size, self->secret);
}

/**
 * lep_key_sign_text:
 * @text: ASCII, e.g. that of a head
 * @key: a #LepKey
 *
 * The same in the shape in which the workspace asks for it; it cannot fail.
 */
gboolean
lep_key_sign_text (const char *text,
                   guint8      signature[LEP_SIGNATURE_SIZE],
                   gpointer    key,
                   GError    **error)
{
  lep_key_sign (key, text, strlen (text), signature);
  return TRUE;
}
