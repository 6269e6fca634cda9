/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keys by which laptops know each other, and the signatures they check. */

#include <string.h>

#include <sodium.h>

#include "lep-base64.h"
#include "lep-hash.h"
#include "lep-secret-file.h"

#include "lep-public-key.h"

#define NUMBER_DIGITS 30
#define NUMBER_GROUP  5

/**
 * lep_public_key_parse:
 * @text: padded base64 of the 42 bytes
 * @length: of @text, or -1 if it ends with NUL
 *
 * Returns: whether it was such a key
 */
gboolean
lep_public_key_parse (const char   *text,
                      gssize        length,
                      LepPublicKey *key)
{
  LepPublicKey found;

  if (!lep_base64_decode (text, length, found.bytes, LEP_PUBLIC_KEY_SIZE) ||
      found.bytes[0] != 'E' || found.bytes[1] != 'd')
    return FALSE;

  *key = found;
  return TRUE;
}

void
lep_public_key_format (const LepPublicKey *key,
                       char                text[LEP_PUBLIC_KEY_TEXT_SIZE + 1])
{
  lep_base64_encode (key->bytes, LEP_PUBLIC_KEY_SIZE, text);
}

gboolean
lep_public_key_equal (const LepPublicKey *a,
                      const LepPublicKey *b)
{
  return memcmp (a->bytes, b->bytes, LEP_PUBLIC_KEY_SIZE) == 0;
}

/**
 * lep_public_key_id:
 *
 * Returns: the 8 bytes by which a signature names its key
 */
const guint8 *
lep_public_key_id (const LepPublicKey *key)
{
  return key->bytes + 2;
}

static const guint8 *
raw_key (const LepPublicKey *key)
{
  return key->bytes + 2 + LEP_KEY_ID_SIZE;
}

/**
 * lep_public_key_number:
 *
 * The number that two people compare by phone (bundle format, 4.4): SHA-256 of
 * the 32 raw key bytes, read as a big-endian integer, in decimal; its first 30
 * digits in groups of five. A hash so small that it has fewer digits (one in
 * 10^47) gives a shorter number: nothing is padded.
 *
 * Returns: (transfer full): e.g. "12345 67890 12345 67890 12345 67890"
 */
char *
lep_public_key_number (const LepPublicKey *key)
{
  LepHash  hash;
  char     digits[80];
  guint    first = sizeof digits; /* digits are found from the last one on */
  guint    n_digits;
  GString *number = g_string_new (NULL);

  lep_hash_data (raw_key (key), LEP_PUBLIC_KEY_SIZE - 2 - LEP_KEY_ID_SIZE, &hash);
  for (;;)
    {
      guint    rest = 0;
      gboolean is_zero = TRUE;

      for (guint i = 0; i < LEP_HASH_SIZE; i++)
        {
          guint value = rest << 8 | hash.bytes[i];

          hash.bytes[i] = (guint8) (value / 10);
          rest = value % 10;
          is_zero = is_zero && hash.bytes[i] == 0;
        }
      digits[--first] = (char) ('0' + rest);
      if (is_zero)
        break;
    }

  n_digits = MIN (NUMBER_DIGITS, sizeof digits - first);
  for (guint i = 0; i < n_digits; i++)
    {
      if (i > 0 && i % NUMBER_GROUP == 0)
        g_string_append_c (number, ' ');
      g_string_append_c (number, digits[first + i]);
    }

  return g_string_free (number, FALSE);
}

/**
 * lep_public_key_check:
 * @data: what was signed, of @size bytes
 *
 * Returns: whether @signature is the Ed25519 signature of @data by this key
 */
gboolean
lep_public_key_check (const LepPublicKey *key,
                      const void         *data,
                      gsize               size,
                      const guint8        signature[LEP_SIGNATURE_SIZE])
{
  lep_sodium_init ();
  return crypto_sign_verify_detached (signature, data, size, raw_key (key)) == 0;
}

/**
 * lep_signature_parse:
 * @text: padded base64 of the 64 bytes
 * @length: of @text, or -1 if it ends with NUL
 */
gboolean
lep_signature_parse (const char *text,
                     gssize      length,
                     guint8      signature[LEP_SIGNATURE_SIZE])
{
  return lep_base64_decode (text, length, signature, LEP_SIGNATURE_SIZE);
}

void
lep_signature_format (const guint8 signature[LEP_SIGNATURE_SIZE],
                      char         text[LEP_SIGNATURE_TEXT_SIZE + 1])
{
  lep_base64_encode (signature, LEP_SIGNATURE_SIZE, text);
}
