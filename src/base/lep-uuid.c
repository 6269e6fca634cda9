/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ids (RFC 9562): their one text form, their order, and ids made from names. */

#include <string.h>

#include "lep-util.h"

#include "lep-uuid.h"

/* RFC 9562, 6.6: the name space of URLs. */
static const LepUuid url_namespace = {
  { 0x6b, 0xa7, 0xb8, 0x11, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8 }
};

/* Bytes of each group of hex digits in the text form 8-4-4-4-12. */
static const guint8 group_bytes[] = { 4, 2, 2, 2, 6 };

/**
 * lep_uuid_parse:
 * @length: of @text, or -1 if it ends with NUL
 *
 * Reads the only form we accept: lower-case hex digits in groups 8-4-4-4-12.
 */
gboolean
lep_uuid_parse (const char *text,
                gssize      length,
                LepUuid    *uuid)
{
  guint8 *out = uuid->bytes;

  if (length < 0)
    length = (gssize) strlen (text);
  if (length != LEP_UUID_TEXT_SIZE)
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (group_bytes); i++)
    {
      if (i > 0 && *text++ != '-')
        return FALSE;
      if (!lep_hex_decode (text, 2 * group_bytes[i], out))
        return FALSE;
      text += 2 * group_bytes[i];
      out += group_bytes[i];
    }

  return TRUE;
}

/**
 * lep_uuid_format:
 * @text: (out caller-allocates): the text form and NUL
 */
void
lep_uuid_format (const LepUuid *uuid,
                 char           text[LEP_UUID_TEXT_SIZE + 1])
{
  static const char digits[] = "0123456789abcdef";
  const guint8     *byte = uuid->bytes;

  for (guint i = 0; i < G_N_ELEMENTS (group_bytes); i++)
    {
      if (i > 0)
        *text++ = '-';
      for (guint j = 0; j < group_bytes[i]; j++, byte++)
        {
          *text++ = digits[*byte >> 4];
          *text++ = digits[*byte & 15];
        }
    }
  *text = '\0';
}

char *
lep_uuid_to_string (const LepUuid *uuid)
{
  char *text = g_malloc (LEP_UUID_TEXT_SIZE + 1);

  lep_uuid_format (uuid, text);
  return text;
}

int
lep_uuid_compare (const LepUuid *a,
                  const LepUuid *b)
{
  return memcmp (a->bytes, b->bytes, LEP_UUID_SIZE);
}

gboolean
lep_uuid_equal (const LepUuid *a,
                const LepUuid *b)
{
  return lep_uuid_compare (a, b) == 0;
}

/**
 * lep_uuid_hash:
 *
 * For #GHashTable. All bytes count, as other programs' ids may differ anywhere: mixed
 * as at the end of MurmurHash3.
 */
guint
lep_uuid_hash (gconstpointer uuid)
{
  guint64 half[2], value;

  memcpy (half, ((const LepUuid *) uuid)->bytes, sizeof half);
  value = half[0] * G_GUINT64_CONSTANT (0xc4ceb9fe1a85ec53) + half[1];
  value = (value ^ value >> 33) * G_GUINT64_CONSTANT (0xff51afd7ed558ccd);
  return (guint) (value ^ value >> 33);
}

gboolean
lep_uuid_equal_func (gconstpointer a,
                     gconstpointer b)
{
  return lep_uuid_equal (a, b);
}

/**
 * lep_uuid_from_name:
 *
 * Makes a UUIDv5 (RFC 9562, 5.5): the same name gives the same id everywhere.
 */
void
lep_uuid_from_name (const LepUuid *name_space,
                    const char    *name,
                    LepUuid       *uuid)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA1);
  guint8 digest[20];
  gsize  size = sizeof digest;

  g_checksum_update (sum, name_space->bytes, LEP_UUID_SIZE);
  g_checksum_update (sum, (const guchar *) name, -1);
  g_checksum_get_digest (sum, digest, &size);

  memcpy (uuid->bytes, digest, LEP_UUID_SIZE);
  uuid->bytes[6] = (guint8) ((uuid->bytes[6] & 0x0f) | 0x50);
  uuid->bytes[8] = (guint8) ((uuid->bytes[8] & 0x3f) | 0x80);
}

/**
 * lep_uuid_lep_namespace:
 *
 * The name space of all ids made from natural keys (bundle format, "Ids made
 * from natural keys"): UUIDv5 of the URL name space and "urn:lep".
 */
void
lep_uuid_lep_namespace (LepUuid *uuid)
{
  lep_uuid_from_name (&url_namespace, "urn:lep", uuid);
}
