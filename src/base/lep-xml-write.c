/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes XML in the one way in which changes are hashed and manifests are
 * signed (bundle format, "Canonical form"): what is escaped, and how. */

#include <string.h>

#include "lep-xml-write.h"

/* Bytes that may not be written themselves. */
static const guint8 is_special[256] = { ['&'] = 1, ['<'] = 1, ['>'] = 1, ['"'] = 1, ['\r'] = 1, ['\n'] = 1, ['\t'] = 1 };

/* What is written for @c, if it is not written itself (bundle format,
 * "Canonical form"). */
static const char *
escaped_form (char     c,
              gboolean is_attribute)
{
  switch (c)
    {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '\r':
      return "&#13;";
    case '"':
      return is_attribute ? "&quot;" : NULL;
    case '\t':
      return is_attribute ? "&#9;" : NULL;
    case '\n':
      return is_attribute ? "&#10;" : NULL;
    default:
      return NULL;
    }
}

static void
append_escaped (GString    *out,
                const char *text,
                gboolean    is_attribute)
{
  const char *start = text;
  const char *p = text;

  for (; *p != '\0'; p++)
    {
      const char *with = is_special[(guchar) *p] ? escaped_form (*p, is_attribute) : NULL;

      if (with != NULL)
        {
          g_string_append_len (out, start, p - start);
          g_string_append (out, with);
          start = p + 1;
        }
    }
  g_string_append_len (out, start, p - start);
}

/**
 * lep_xml_match_escaped:
 * @at: written text up to @end
 * @text: what may be written there, not escaped yet
 *
 * Returns: (nullable): behind the canonical form of @text, if it stands at @at
 */
const char *
lep_xml_match_escaped (const char *at,
                       const char *end,
                       const char *text,
                       gsize       length,
                       gboolean    is_attribute)
{
  const char *stop = text + length;

  while (text < stop)
    {
      const char *with = text;
      gsize       size = 0;

      while (text + size < stop && !is_special[(guchar) text[size]])
        size++;
      text += size;
      if (size == 0)
        {
          with = escaped_form (*text, is_attribute);
          size = with == NULL ? 1 : strlen (with);
          with = with == NULL ? text : with;
          text++;
        }
      if ((gsize) (end - at) < size || memcmp (at, with, size) != 0)
        return NULL;
      at += size;
    }
  return at;
}

/**
 * lep_xml_write_text:
 *
 * The text between two tags.
 */
void
lep_xml_write_text (GString    *out,
                    const char *text)
{
  append_escaped (out, text, FALSE);
}

void
lep_xml_write_attribute (GString    *out,
                         const char *name,
                         const char *value)
{
  g_string_append_c (out, ' ');
  g_string_append (out, name);
  g_string_append (out, "=\"");
  append_escaped (out, value, TRUE);
  g_string_append_c (out, '"');
}

void
lep_xml_write_id (GString       *out,
                  const char    *name,
                  const LepUuid *id)
{
  char text[LEP_UUID_TEXT_SIZE + 1];

  lep_uuid_format (id, text);
  lep_xml_write_attribute (out, name, text);
}

void
lep_xml_write_hash (GString       *out,
                    const char    *name,
                    const LepHash *hash)
{
  char text[LEP_HASH_HEX_SIZE + 1];

  lep_hash_format (hash, text);
  lep_xml_write_attribute (out, name, text);
}

void
lep_xml_write_number (GString    *out,
                      const char *name,
                      gint64      number)
{
  g_string_append_printf (out, " %s=\"%" G_GINT64_FORMAT "\"", name, number);
}
