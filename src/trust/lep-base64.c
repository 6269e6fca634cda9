/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Base64 in its one canonical form, with padding (minisign) and without (age). */

#include <string.h>

#include <sodium.h>

#include "lep-secret-file.h"

#include "lep-base64.h"

#define PADDED sodium_base64_VARIANT_ORIGINAL
#define BARE   sodium_base64_VARIANT_ORIGINAL_NO_PADDING

static void
encode (const guint8 *bytes,
        gsize         n_bytes,
        char         *text,
        gsize         n_chars,
        int           variant)
{
  lep_sodium_init ();
  sodium_bin2base64 (text, n_chars + 1, bytes, n_bytes, variant);
}

static gboolean
decode (const char *text,
        gssize      length,
        guint8     *bytes,
        gsize       n_bytes,
        gsize       n_chars,
        int         variant)
{
  gsize    got = 0;
  char    *again;
  gboolean ok;

  if (length < 0)
    length = (gssize) strlen (text);

  lep_sodium_init ();
  if ((gsize) length != n_chars ||
      sodium_base642bin (bytes, n_bytes, text, n_chars, NULL, &got, NULL, variant) != 0 || got != n_bytes)
    return FALSE;

  /* libsodium takes bytes above 127 for characters of the alphabet. */
  again = g_malloc (n_chars + 1);
  encode (bytes, n_bytes, again, n_chars, variant);
  ok = memcmp (again, text, n_chars) == 0;
  lep_secret_free (again);
  return ok;
}

/**
 * lep_base64_decode:
 * @length: of @text, or -1 if it ends with NUL
 * @bytes: (out caller-allocates): room for @n_bytes
 *
 * Returns: whether @text is what lep_base64_encode () makes of some @n_bytes
 */
gboolean
lep_base64_decode (const char *text,
                   gssize      length,
                   guint8     *bytes,
                   gsize       n_bytes)
{
  return decode (text, length, bytes, n_bytes, LEP_BASE64_SIZE (n_bytes), PADDED);
}

/**
 * lep_base64_encode:
 * @text: (out caller-allocates): room for LEP_BASE64_SIZE (@n_bytes) and NUL
 */
void
lep_base64_encode (const guint8 *bytes,
                   gsize         n_bytes,
                   char         *text)
{
  encode (bytes, n_bytes, text, LEP_BASE64_SIZE (n_bytes), PADDED);
}

/**
 * lep_base64_bare_decode:
 * @length: of @text, or -1 if it ends with NUL
 * @bytes: (out caller-allocates): room for @n_bytes
 *
 * Returns: whether @text is what lep_base64_bare_encode () makes of some @n_bytes
 */
gboolean
lep_base64_bare_decode (const char *text,
                        gssize      length,
                        guint8     *bytes,
                        gsize       n_bytes)
{
  return decode (text, length, bytes, n_bytes, LEP_BASE64_BARE_SIZE (n_bytes), BARE);
}

/**
 * lep_base64_bare_encode:
 * @text: (out caller-allocates): room for LEP_BASE64_BARE_SIZE (@n_bytes) and NUL
 */
void
lep_base64_bare_encode (const guint8 *bytes,
                        gsize         n_bytes,
                        char         *text)
{
  encode (bytes, n_bytes, text, LEP_BASE64_BARE_SIZE (n_bytes), BARE);
}
