/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ways to a sealed file's key (age format, "X25519" and "scrypt" recipient
 * stanzas). Stanzas of other kinds are for others and are passed over. */

#include <string.h>

#include <glib/gi18n-lib.h>
#include <sodium.h>

#include "lep-base64.h"
#include "lep-error.h"
#include "lep-seal-key.h"
#include "lep-secret-file.h"

#include "lep-age-stanza.h"

#define X25519_KIND  "X25519"
#define X25519_LABEL "age-encryption.org/v1/X25519"
#define SCRYPT_KIND  "scrypt"
#define SCRYPT_LABEL "age-encryption.org/v1/scrypt"
#define HYBRID_KIND  "mlkem768x25519"

#define SCRYPT_SALT_SIZE   16
#define SCRYPT_BLOCK       8 /* r; p is 1 */
#define SCRYPT_MEMORY(log) (128 * SCRYPT_BLOCK << (log))

/* The wrapping key of what both sides share. */
static void
derive_agreed (const guint8 shared[LEP_SEAL_KEY_SIZE],
               const guint8 share[LEP_SEAL_KEY_SIZE],
               const guint8 recipient[LEP_SEAL_KEY_SIZE],
               guint8       key[LEP_AGE_KEY_SIZE])
{
  guint8 salt[2 * LEP_SEAL_KEY_SIZE];

  memcpy (salt, share, LEP_SEAL_KEY_SIZE);
  memcpy (salt + LEP_SEAL_KEY_SIZE, recipient, LEP_SEAL_KEY_SIZE);
  lep_age_derive (shared, LEP_SEAL_KEY_SIZE, salt, sizeof salt, X25519_LABEL, key);
}

/**
 * lep_age_stanza_for_recipient:
 * @recipient: `age1…`
 *
 * Adds a way for the owner of a key. Fails with %LEP_ERROR_INVALID if
 * @recipient is none.
 */
gboolean
lep_age_stanza_for_recipient (GString     *header,
                              const char  *recipient,
                              const guint8 file_key[LEP_AGE_FILE_KEY_SIZE],
                              GError     **error)
{
  g_autoptr (LepSealKey) ephemeral = lep_seal_key_generate ();
  guint8 public[LEP_SEAL_KEY_SIZE], share[LEP_SEAL_KEY_SIZE], shared[LEP_SEAL_KEY_SIZE];
  guint8           key[LEP_AGE_KEY_SIZE], wrapped[LEP_AGE_WRAPPED_SIZE];
  char             text[LEP_BASE64_BARE_SIZE (LEP_SEAL_KEY_SIZE) + 1];
  g_autofree char *args = NULL;

  if (!lep_seal_recipient_parse (recipient, public) || !lep_seal_key_agree (ephemeral, public, shared))
    {
      g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID, _ ("“%s” is not a key to seal for."), recipient);
      return FALSE;
    }

  lep_seal_key_get_public (ephemeral, share);
  derive_agreed (shared, share, public, key);
  lep_age_wrap (key, file_key, wrapped);
  lep_base64_bare_encode (share, sizeof share, text);
  args = g_strdup_printf (X25519_KIND " %s", text);
  lep_age_header_add (header, args, wrapped, sizeof wrapped);

  sodium_memzero (shared, sizeof shared);
  sodium_memzero (key, sizeof key);
  return TRUE;
}

/* scrypt takes a while and SCRYPT_MEMORY bytes. */
static gboolean
derive_typed (const char  *passphrase,
              const guint8 salt[SCRYPT_SALT_SIZE],
              guint        work_factor,
              guint8       key[LEP_AGE_KEY_SIZE],
              GError     **error)
{
  guint8 labelled[sizeof SCRYPT_LABEL - 1 + SCRYPT_SALT_SIZE];

  memcpy (labelled, SCRYPT_LABEL, sizeof SCRYPT_LABEL - 1);
  memcpy (labelled + sizeof SCRYPT_LABEL - 1, salt, SCRYPT_SALT_SIZE);
  if (crypto_pwhash_scryptsalsa208sha256_ll ((const guint8 *) passphrase, strlen (passphrase), labelled, sizeof labelled,
                                             G_GUINT64_CONSTANT (1) << work_factor, SCRYPT_BLOCK, 1, key,
                                             LEP_AGE_KEY_SIZE) == 0)
    return TRUE;

  g_set_error (error, LEP_ERROR, LEP_ERROR_FAILED,
               _ ("There is not enough memory for a pass-phrase: %d MiB are needed. Close other programs and try again."),
               MAX (1, SCRYPT_MEMORY (work_factor) >> 20));
  return FALSE;
}

/**
 * lep_age_stanza_for_passphrase:
 * @work_factor: log₂ of scrypt's N, at most %LEP_AGE_WORK_FACTOR_MAX
 *
 * Adds a way for who knows a pass-phrase; it must be the only one.
 */
gboolean
lep_age_stanza_for_passphrase (GString     *header,
                               const char  *passphrase,
                               guint        work_factor,
                               const guint8 file_key[LEP_AGE_FILE_KEY_SIZE],
                               GError     **error)
{
  guint8           salt[SCRYPT_SALT_SIZE], key[LEP_AGE_KEY_SIZE], wrapped[LEP_AGE_WRAPPED_SIZE];
  char             text[LEP_BASE64_BARE_SIZE (SCRYPT_SALT_SIZE) + 1];
  g_autofree char *args = NULL;

  randombytes_buf (salt, sizeof salt);
  if (!derive_typed (passphrase, salt, work_factor, key, error))
    return FALSE;

  lep_age_wrap (key, file_key, wrapped);
  lep_base64_bare_encode (salt, sizeof salt, text);
  args = g_strdup_printf (SCRYPT_KIND " %s %u", text, work_factor);
  lep_age_header_add (header, args, wrapped, sizeof wrapped);
  sodium_memzero (key, sizeof key);
  return TRUE;
}

static gboolean
is_kind (const LepAgeStanza *stanza,
         const char         *kind)
{
  return strcmp (stanza->args[0], kind) == 0;
}

/* The number without sign or leading zeros, from 1. One that is above the limit, however
 * long, is a sound one that asks for too much. */
static gboolean
read_work_factor (const char *text,
                  guint      *work_factor,
                  GError    **error)
{
  *work_factor = 0;
  if (*text < '1' || *text > '9')
    return lep_age_header_refuse (error, _ ("the work that its pass-phrase asks for"));
  for (; *text >= '0' && *text <= '9'; text++)
    *work_factor = MIN (*work_factor * 10 + (guint) (*text - '0'), LEP_AGE_WORK_FACTOR_MAX + 1);
  if (*text != '\0')
    return lep_age_header_refuse (error, _ ("the work that its pass-phrase asks for"));
  if (*work_factor <= LEP_AGE_WORK_FACTOR_MAX)
    return TRUE;

  g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID, _ ("to open it with its pass-phrase takes more work than this program does (work factor above %d)"),
               LEP_AGE_WORK_FACTOR_MAX);
  return FALSE;
}

static gboolean
open_typed (const LepAgeStanza *stanza,
            const char         *passphrase,
            guint8              file_key[LEP_AGE_FILE_KEY_SIZE],
            GError            **error)
{
  guint8   salt[SCRYPT_SALT_SIZE], key[LEP_AGE_KEY_SIZE];
  guint    work_factor;
  gboolean ok;

  if (g_strv_length (stanza->args) != 3 || stanza->body->len != LEP_AGE_WRAPPED_SIZE ||
      !lep_base64_bare_decode (stanza->args[1], -1, salt, sizeof salt))
    return lep_age_header_refuse (error, _ ("the line of the pass-phrase"));
  if (!read_work_factor (stanza->args[2], &work_factor, error))
    return FALSE;

  if (passphrase == NULL)
    {
      g_set_error_literal (error, LEP_ERROR, LEP_ERROR_LOCKED, _ ("the file is locked with a pass-phrase"));
      return FALSE;
    }
  if (!derive_typed (passphrase, salt, work_factor, key, error))
    return FALSE;

  ok = lep_age_unwrap (key, stanza->body->data, file_key);
  sodium_memzero (key, sizeof key);
  if (!ok)
    g_set_error_literal (error, LEP_ERROR, LEP_ERROR_LOCKED, _ ("the file is locked with another pass-phrase"));
  return ok;
}

/* @opened: (out): whether one of the keys opens it */
static gboolean
open_agreed (const LepAgeStanza *stanza,
             GPtrArray          *keys,
             guint8              file_key[LEP_AGE_FILE_KEY_SIZE],
             gboolean           *opened,
             GError            **error)
{
  guint8 share[LEP_SEAL_KEY_SIZE], public[LEP_SEAL_KEY_SIZE], shared[LEP_SEAL_KEY_SIZE];
  guint8 key[LEP_AGE_KEY_SIZE];

  *opened = FALSE;
  if (g_strv_length (stanza->args) != 2 || stanza->body->len != LEP_AGE_WRAPPED_SIZE ||
      !lep_base64_bare_decode (stanza->args[1], -1, share, sizeof share))
    return lep_age_header_refuse (error, _ ("a receiver's line"));

  for (guint i = 0; keys != NULL && i < keys->len && !*opened; i++)
    {
      LepSealKey *own = g_ptr_array_index (keys, i);

      if (!lep_seal_key_agree (own, share, shared))
        return lep_age_header_refuse (error, _ ("a receiver's key"));
      lep_seal_key_get_public (own, public);
      derive_agreed (shared, share, public, key);
      *opened = lep_age_unwrap (key, stanza->body->data, file_key);
      sodium_memzero (shared, sizeof shared);
      sodium_memzero (key, sizeof key);
    }
  return TRUE;
}

/**
 * lep_age_stanzas_open:
 * @keys: (nullable): of #LepSealKey
 * @passphrase: (nullable):
 * @file_key: (out caller-allocates):
 *
 * Finds the file key. Fails with %LEP_ERROR_LOCKED if it takes a pass-phrase
 * other than @passphrase, %LEP_ERROR_INVALID if a pass-phrase asks for too much work,
 * %LEP_ERROR_NOT_FOUND if no stanza is for these keys,
 * %LEP_ERROR_TOO_NEW if one is of a kind that is not supported,
 * %LEP_ERROR_CORRUPT, or %LEP_ERROR_FAILED if the memory does not suffice.
 */
gboolean
lep_age_stanzas_open (GPtrArray  *stanzas,
                      GPtrArray  *keys,
                      const char *passphrase,
                      guint8      file_key[LEP_AGE_FILE_KEY_SIZE],
                      GError    **error)
{
  gboolean opened = FALSE;
  gboolean is_hybrid = FALSE;

  lep_sodium_init ();
  for (guint i = 0; i < stanzas->len; i++)
    {
      const LepAgeStanza *stanza = g_ptr_array_index (stanzas, i);

      if (is_kind (stanza, SCRYPT_KIND))
        return stanzas->len == 1 ? open_typed (stanza, passphrase, file_key, error)
                                 : lep_age_header_refuse (error, _ ("a pass-phrase beside other receivers"));
      is_hybrid = is_hybrid || is_kind (stanza, HYBRID_KIND);
    }

  for (guint i = 0; i < stanzas->len && !opened; i++)
    {
      const LepAgeStanza *stanza = g_ptr_array_index (stanzas, i);

      if (is_kind (stanza, X25519_KIND) && !open_agreed (stanza, keys, file_key, &opened, error))
        return FALSE;
    }

  if (!opened && is_hybrid)
    g_set_error_literal (error, LEP_ERROR, LEP_ERROR_TOO_NEW,
                         _ ("the file is sealed for post-quantum (hybrid) keys, which are not supported"));
  else if (!opened)
    g_set_error_literal (error, LEP_ERROR, LEP_ERROR_NOT_FOUND, _ ("the file is sealed for others, or for a key that this laptop no longer has"));
  return opened;
}
