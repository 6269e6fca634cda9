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
                   _ ("The file “%s” is not an age identity file with one key. Put a sound copy of it back, or take it away and ask "
                      "the sender to make the bundle again after your next one has arrived there."),
                   path);
      return NULL;
    }
  return g_steal_pointer (&self);
}

/**
 * lep_seal_keys_load:
 * @folder: holds one folder a replica, each with its key
 * @broken: (out) (optional): why a key that is there cannot be used
 *
 * Loads every key of this laptop: what was sealed for a workspace before it took
 * a new id can still be opened.
 *
 * Returns: (transfer full): of #LepSealKey, perhaps none
 */
GPtrArray *
lep_seal_keys_load (const char *folder,
                    GError    **broken)
{
  GPtrArray *keys = g_ptr_array_new_with_free_func ((GDestroyNotify) lep_seal_key_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);

  for (const char *name = dir != NULL ? g_dir_read_name (dir) : NULL; name != NULL; name = g_dir_read_name (dir))
    {
      g_autofree char *path = g_build_filename (folder, name, LEP_SEAL_KEY_FILE, NULL);
      g_autoptr (GError) error = NULL;
      LepSealKey *key = lep_seal_key_load (path, &error);

      if (key != NULL)
        g_ptr_array_add (keys, key);
      else if (error->code != LEP_ERROR_NOT_FOUND && broken != NULL && *broken == NULL)
        g_propagate_error (broken, g_steal_pointer (&error));
    }
  return keys;
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
  guint8 public[LEP_SEAL_KEY_SIZE];

  lep_seal_key_get_public (self, public);
  return lep_bech32_encode (RECIPIENT_PREFIX, public, sizeof public);
}

void
lep_seal_key_get_public (LepSealKey *self,
                         guint8 public[LEP_SEAL_KEY_SIZE])
{
  G_STATIC_ASSERT (LEP_SEAL_KEY_SIZE == crypto_scalarmult_BYTES);
  crypto_scalarmult_base (public, self->secret);
}

/**
 * lep_seal_key_agree:
 * @public: the public half of another key
 * @shared: (out caller-allocates): what only the owners of the two keys know
 *
 * Returns: whether @public is a key: with some bytes everybody knows the result
 */
gboolean
lep_seal_key_agree (LepSealKey *self,
                    const guint8 public[LEP_SEAL_KEY_SIZE],
                    guint8 shared[LEP_SEAL_KEY_SIZE])
{
  return crypto_scalarmult (shared, self->secret, public) == 0;
}

/**
 * lep_seal_recipient_parse:
 * @recipient: `age1…`
 * @public: (out caller-allocates):
 */
gboolean
lep_seal_recipient_parse (const char *recipient,
                          guint8 public[LEP_SEAL_KEY_SIZE])
{
  return lep_bech32_decode (recipient, RECIPIENT_PREFIX, public, LEP_SEAL_KEY_SIZE);
}
