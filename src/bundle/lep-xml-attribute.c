/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The attributes of an element as values of the bundle format. */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "lep-clock.h"

#include "lep-xml-reader.h"

/**
 * lep_number_parse:
 *
 * Returns: whether @text is a number from 1 to 2⁶³ − 1 without leading zeros
 */
gboolean
lep_number_parse (const char *text,
                  gint64     *n)
{
  guint64 value = 0;

  if (*text < '1' || *text > '9' || strlen (text) > 19)
    return FALSE;
  for (const char *p = text; *p != '\0'; p++)
    {
      if (!g_ascii_isdigit (*p))
        return FALSE;
      value = value * 10 + (guint64) (*p - '0');
    }

  *n = (gint64) value;
  return value <= G_MAXINT64;
}

/* Whether it can be the name of a kind or a field: it stands in digests beside
 * tabs and line ends, so it has the form of a code. */
static gboolean
is_valid_name (const char *text)
{
  gsize length = 0;

  for (; text[length] != '\0'; length++)
    if (length == LEP_NAME_MAX ||
        (!g_ascii_isalnum (text[length]) && strchr ("_.-", text[length]) == NULL))
      return FALSE;
  return length > 0;
}

/**
 * lep_xml_attribute:
 *
 * Returns: (nullable): its value, or %NULL if there is no such attribute
 */
const char *
lep_xml_attribute (const LepXmlAttributes *attributes,
                   const char             *name)
{
  for (guint i = 0; i < attributes->n; i++)
    if (strcmp (attributes->items[i].name, name) == 0)
      return attributes->items[i].value;
  return NULL;
}

gboolean
lep_xml_get_text (LepXmlReader           *self,
                  const LepXmlAttributes *attributes,
                  const char             *name,
                  const char            **value)
{
  *value = lep_xml_attribute (attributes, name);
  if (*value == NULL)
    lep_xml_refuse (self, _ ("the attribute “%s” is missing"), name);
  return *value != NULL;
}

static gboolean
check_form (LepXmlReader *self,
            const char   *name,
            gboolean      ok)
{
  if (!ok)
    lep_xml_refuse (self, _ ("the attribute “%s” does not have the form it must have"), name);
  return ok;
}

gboolean
lep_xml_get_id (LepXmlReader           *self,
                const LepXmlAttributes *attributes,
                const char             *name,
                LepUuid                *id)
{
  const char *value;

  return lep_xml_get_text (self, attributes, name, &value) &&
         check_form (self, name, lep_uuid_parse (value, -1, id));
}

gboolean
lep_xml_get_hash (LepXmlReader           *self,
                  const LepXmlAttributes *attributes,
                  const char             *name,
                  LepHash                *hash)
{
  const char *value;

  return lep_xml_get_text (self, attributes, name, &value) &&
         check_form (self, name, lep_hash_parse (value, -1, hash));
}

gboolean
lep_xml_get_number (LepXmlReader           *self,
                    const LepXmlAttributes *attributes,
                    const char             *name,
                    gint64                 *n)
{
  const char *value;

  return lep_xml_get_text (self, attributes, name, &value) &&
         check_form (self, name, lep_number_parse (value, n));
}

gboolean
lep_xml_get_time (LepXmlReader           *self,
                  const LepXmlAttributes *attributes,
                  const char             *name,
                  const char            **value)
{
  return lep_xml_get_text (self, attributes, name, value) &&
         check_form (self, name, lep_time_parse (*value, -1, NULL));
}

/* A kind or the name of a field. */
gboolean
lep_xml_get_name (LepXmlReader           *self,
                  const LepXmlAttributes *attributes,
                  const char             *name,
                  const char            **value)
{
  return lep_xml_get_text (self, attributes, name, value) &&
         check_form (self, name, is_valid_name (*value));
}
