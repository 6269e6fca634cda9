/* SPDX-License-Identifier: GPL-3.0-or-later */
/* This laptop's sealing key, kept as an age identity file (X25519), so that
 * the stock tool can open what was sealed for it. */

#include <string.h>

#include <glib/gi18n-lib.h>
#include <sodium.h>

#include "lep-bech32.h"
#include "lep-error.h"
#include "lep-secret-file.h"

#include "lep-seal-key.h"

#define IDENTITY_PREFIX  "age-secret-key-"
#define RECIPIENT_PREFIX "age"

struct _LepSealKey
{
  guint8 secret[crypto_scalarmult_SCALARBYTES];
};

static LepSealKey *
seal_key_alloc (void)
{
  LepSealKey *self = g_new0 (LepSealKey, 1);

  lep_sodium_init ();
  sodium_mlock (self->secret, sizeof self->secret);
  return self;
}

/**
 * lep_seal_key_generate:
 *
 * Returns: (transfer full): a new X25519 key
 */
LepSealKey *
lep_seal_key_generate (void)
{
  LepSealKey *self = seal_key_alloc ();

  randombytes_buf (self->secret, sizeof self->secret);
  return self;
}

/**
 * lep_seal_key_load:
 *
 * Reads an age identity file: comments and one X25519 key. Errors as of
 * lep_key_load ().
 */
LepSealKey *
lep_seal_key_load (const char *path,
                   GError    **error)
{
  char *text = lep_secret_file_load (path, error);
  g_autoptr (LepSealKey) self = NULL;
  gboolean is_readable = TRUE;
  guint    n_keys = 0;

  if (text == NULL)
    return NULL;

  self = seal_key_alloc ();
  for (char *line = text, *next; line != NULL; line = next)
    {
      next = strchr (line, '\n');
      if (next != NULL)
        *next++ = '\0';
      g_strchomp (line);
      if (*line == '#' || *line == '\0')
        continue;

      for (char *c = line; *c != '\0'; c++)
        *c = g_ascii_isupper (*c) ? g_ascii_tolower (*c) : *c == '-' || g_ascii_isdigit (*c) ? *c
                                                                                             : '?';
      is_readable = is_readable &&
                    lep_bech32_decode (line, IDENTITY_PREFIX, self->secret, sizeof self->secret);
      n_keys++;
      sodium_memzero (line, strlen (line));
    }
  lep_secret_free (text);

  if (n_keys != 1 || !is_readable)
    {
      g_set_error (error, LEP_ERROR, LEP_ERROR_CORRUPT,
                   _ ("The file “%s” is not an age identity file with one key."), path);
      return NULL;
    }
  return g_steal_pointer (&self);
}

/**
 * lep_seal_key_save:
 *
 * Writes the key as `age-keygen` does: file 0600, folder 0700.
 */
gboolean
lep_seal_key_save (LepSealKey *self,
                   const char *path,
                   GError    **error)
{
  g_autofree char *recipient = NULL;
  char            *identity, *text;
  gboolean         ok;

  g_return_val_if_fail (self != NULL, FALSE);

  recipient = lep_seal_key_dup_recipient (self);
  identity = lep_bech32_encode (IDENTITY_PREFIX, self->secret, sizeof self->secret);
  for (char *c = identity; *c != '\0'; c++)
    *c = g_ascii_toupper (*c);
  text = g_strconcat ("# public key: ", recipient, "\n", identity, "\n", NULL);

  ok = lep_secret_file_save (path, text, error);

  lep_secret_free (identity);
  lep_secret_free (text);
  return ok;
}

/**
 * lep_seal_key_free:
 * @self: (nullable):
 *
 * Wipes the secret and frees the key.
 */
void
lep_seal_key_free (LepSealKey *self)
{
  if (self == NULL)
    return;

  sodium_munlock (self->secret, sizeof self->secret); /* wipes as well */
  g_free (self);
}

/**
 * lep_seal_key_dup_recipient:
 *
 * Returns: (transfer full): what others need for sealing: `age1…`
 */
char *
lep_seal_key_dup_recipient (LepSealKey *self)
{
  guint8 public[crypto_scalarmult_BYTES];

  crypto_scalarmult_base (public, self->secret);
  return lep_bech32_encode (RECIPIENT_PREFIX, public, sizeof public);
}
