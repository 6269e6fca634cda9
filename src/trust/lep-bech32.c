/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bech32 (BIP 173), the text form of age's keys, without its limit of 90
 * characters. */

#include <string.h>

#include <sodium.h>

#include "lep-bech32.h"

#define N_CHECK 6

static const char alphabet[] = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";

static guint32
step (guint32 sum,
      guint8  value)
{
  static const guint32 generator[] = { 0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3 };
  guint32              top = sum >> 25;

  sum = (sum & 0x1ffffff) << 5 ^ value;
  for (guint i = 0; i < G_N_ELEMENTS (generator); i++)
    if ((top >> i & 1) != 0)
      sum ^= generator[i];
  return sum;
}

static guint32
checksum (const char   *prefix,
          const guint8 *values,
          gsize         n_values)
{
  guint32 sum = 1;

  for (const char *c = prefix; *c != '\0'; c++)
    sum = step (sum, (guint8) *c >> 5);
  sum = step (sum, 0);
  for (const char *c = prefix; *c != '\0'; c++)
    sum = step (sum, (guint8) *c & 31);
  for (gsize i = 0; i < n_values; i++)
    sum = step (sum, values[i]);
  return sum;
}

/**
 * lep_bech32_encode:
 * @prefix: in lower case
 *
 * Returns: (transfer full): @bytes as bech32, in lower case
 */
char *
lep_bech32_encode (const char   *prefix,
                   const guint8 *bytes,
                   gsize         n_bytes)
{
  gsize    n_values = (n_bytes * 8 + 4) / 5;
  guint8  *values = g_malloc0 (n_values + N_CHECK);
  GString *text = g_string_sized_new (strlen (prefix) + 1 + n_values + N_CHECK);
  guint32  sum;

  for (gsize i = 0; i < n_bytes * 8; i++)
    if ((bytes[i / 8] >> (7 - i % 8) & 1) != 0)
      values[i / 5] |= (guint8) (16 >> i % 5);
  sum = checksum (prefix, values, n_values + N_CHECK) ^ 1;
  for (guint i = 0; i < N_CHECK; i++)
    values[n_values + i] = sum >> (5 * (N_CHECK - 1 - i)) & 31;

  g_string_append (text, prefix);
  g_string_append_c (text, '1');
  for (gsize i = 0; i < n_values + N_CHECK; i++)
    g_string_append_c (text, alphabet[values[i]]);

  sodium_memzero (values, n_values + N_CHECK);
  g_free (values);
  return g_string_free (text, FALSE);
}

/**
 * lep_bech32_decode:
 * @text: in lower case
 * @bytes: (out caller-allocates): room for @n_bytes
 *
 * Returns: whether @text was exactly @n_bytes under this prefix, with the right
 *   check characters and no stray bits
 */
gboolean
lep_bech32_decode (const char *text,
                   const char *prefix,
                   guint8     *bytes,
                   gsize       n_bytes)
{
  gsize    n_values = (n_bytes * 8 + 4) / 5;
  gsize    n_prefix = strlen (prefix);
  guint8  *values;
  gboolean ok;

  if (!g_str_has_prefix (text, prefix) || text[n_prefix] != '1' ||
      strlen (text) != n_prefix + 1 + n_values + N_CHECK)
    return FALSE;

  text += n_prefix + 1;
  values = g_malloc0 (n_values + N_CHECK);
  ok = TRUE;
  for (gsize i = 0; i < n_values + N_CHECK; i++)
    {
      const char *found = strchr (alphabet, text[i]);

      ok = ok && found != NULL;
      values[i] = found != NULL ? (guint8) (found - alphabet) : 0;
    }
  ok = ok && checksum (prefix, values, n_values + N_CHECK) == 1;

  memset (bytes, 0, n_bytes);
  for (gsize i = 0; i < n_values * 5; i++)
    {
      if ((values[i / 5] >> (4 - i % 5) & 1) == 0)
        continue;
      if (i / 8 < n_bytes)
        bytes[i / 8] |= (guint8) (128 >> i % 8);
      else
        ok = FALSE;
    }

  sodium_memzero (values, n_values + N_CHECK);
  g_free (values);
  return ok;
}
