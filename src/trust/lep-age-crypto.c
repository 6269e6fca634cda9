/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of the age format share of cryptography: keys derived from
 * keys, the wrapped file key, and the code over the header. */

#include <string.h>

#include <sodium.h>

#include "lep-secret-file.h"

#include "lep-age-crypto.h"

static void
hmac (const guint8 *key,
      gsize         n_key,
      gconstpointer data,
      gsize         n_data,
      gconstpointer more,
      gsize         n_more,
      guint8        code[crypto_auth_hmacsha256_BYTES])
{
  crypto_auth_hmacsha256_state state;

  /* No salt is an empty one, but never a missing one. */
  crypto_auth_hmacsha256_init (&state, key != NULL ? key : (const guint8 *) "", n_key);
  crypto_auth_hmacsha256_update (&state, data, n_data);
  crypto_auth_hmacsha256_update (&state, more, n_more);
  crypto_auth_hmacsha256_final (&state, code);
  sodium_memzero (&state, sizeof state);
}

/**
 * lep_age_derive:
 * @label: what the key is for
 *
 * HKDF-SHA-256 (RFC 5869) with an output of one block.
 */
void
lep_age_derive (const guint8 *secret,
                gsize         n_secret,
                const guint8 *salt,
                gsize         n_salt,
                const char   *label,
                guint8        key[LEP_AGE_KEY_SIZE])
{
  static const guint8 first_block = 1;
  guint8              extracted[crypto_auth_hmacsha256_BYTES];

  lep_sodium_init ();
  hmac (salt, n_salt, secret, n_secret, NULL, 0, extracted);
  G_STATIC_ASSERT (LEP_AGE_KEY_SIZE == crypto_auth_hmacsha256_BYTES);
  hmac (extracted, sizeof extracted, label, strlen (label), &first_block, 1, key);
  sodium_memzero (extracted, sizeof extracted);
}

/* Each wrapping key is used once, so its nonce is zero. */
static const guint8 zero_nonce[crypto_aead_chacha20poly1305_ietf_NPUBBYTES];

void
lep_age_wrap (const guint8 key[LEP_AGE_KEY_SIZE],
              const guint8 file_key[LEP_AGE_FILE_KEY_SIZE],
              guint8       wrapped[LEP_AGE_WRAPPED_SIZE])
{
  crypto_aead_chacha20poly1305_ietf_encrypt (wrapped, NULL, file_key, LEP_AGE_FILE_KEY_SIZE, NULL, 0, NULL, zero_nonce, key);
}

/**
 * lep_age_unwrap:
 *
 * Returns: whether @key is the one that the file key was wrapped with
 */
gboolean
lep_age_unwrap (const guint8 key[LEP_AGE_KEY_SIZE],
                const guint8 wrapped[LEP_AGE_WRAPPED_SIZE],
                guint8       file_key[LEP_AGE_FILE_KEY_SIZE])
{
  return crypto_aead_chacha20poly1305_ietf_decrypt (file_key, NULL, NULL, wrapped, LEP_AGE_WRAPPED_SIZE, NULL, 0,
                                                    zero_nonce, key) == 0;
}

/**
 * lep_age_mac:
 * @header: up to and with "---"
 * @mac: (out caller-allocates): the code that follows it
 */
void
lep_age_mac (const guint8  file_key[LEP_AGE_FILE_KEY_SIZE],
             gconstpointer header,
             gsize         size,
             guint8        mac[LEP_AGE_KEY_SIZE])
{
  guint8 key[LEP_AGE_KEY_SIZE];

  lep_age_derive (file_key, LEP_AGE_FILE_KEY_SIZE, NULL, 0, "header", key);
  hmac (key, sizeof key, header, size, NULL, 0, mac);
  sodium_memzero (key, sizeof key);
}
