/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks at the bytes of an XML text before libxml2 does: encoding, declaration,
 * nothing but elements and text, size of tags, depth. libxml2 needs quadratic
 * time for the attributes of one element, and knows encodings and declarations
 * that have no place in a bundle. */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "lep-bundle-error.h"
#include "lep-bundle-limits.h"

#include "lep-xml-scan.h"

typedef struct
{
  const char *member;
  const char *text;
  const char *end;
  guint       depth;
  GArray     *children;
} Scan;

/* In which line, from 1, the byte at @offset stands. */
static guint
line_at (const char *text,
         gsize       offset)
{
  const char *at = text;
  const char *end = text + offset;
  guint       line = 1;

  while ((at = memchr (at, '\n', (gsize) (end - at))) != NULL)
    {
      line++;
      at++;
    }
  return line;
}

static gboolean
refuse_at (Scan       *self,
           const char *at,
           const char *reason,
           GError    **error)
{
  lep_bundle_refuse (error, self->member, line_at (self->text, (gsize) (at - self->text)), "%s", reason);
  return FALSE;
}

/* Most of a text is ASCII, which is looked at eight bytes at a time. */
static const char *
skip_ascii (const char *at,
            const char *end)
{
  const guint64 ones = G_GUINT64_CONSTANT (0x0101010101010101);
  guint64       bytes;

  for (; end - at >= (gssize) sizeof bytes; at += sizeof bytes)
    {
      memcpy (&bytes, at, sizeof bytes);
      if ((((bytes - ones) | bytes) & (ones << 7)) != 0) /* one is NUL or beyond ASCII */
        break;
    }
  while (at<end && * at> 0)
    at++;
  return at;
}

/* Returns: (nullable): where @text is not UTF-8, or holds NUL */
static const char *
find_bad_utf8 (const char *text,
               const char *end)
{
  while ((text = skip_ascii (text, end)) < end)
    {
      if (g_utf8_get_char_validated (text, end - text) >= (gunichar) -2)
        return text;
      text = g_utf8_next_char (text);
    }
  return NULL;
}

/* Finds the end of the tag that begins at @tag: behind its '>', or %NULL. */
static const char *
end_of_tag (const char *tag,
            const char *end,
            guint      *n_attributes)
{
  const char *limit = end - tag > LEP_XML_MAX_TAG ? tag + LEP_XML_MAX_TAG : end;
  char        quote = '\0';

  *n_attributes = 0;
  for (const char *p = tag + 1; p < limit; p++)
    {
      if (quote != '\0')
        {
          if (*p == quote)
            quote = '\0';
        }
      else if (*p == '"' || *p == '\'')
        {
          quote = *p;
          (*n_attributes)++;
        }
      else if (*p == '>')
        return p + 1;
    }
  return NULL;
}

static void
child_begins (Scan       *self,
              const char *at)
{
  LepXmlChild child = { (gsize) (at - self->text), 0 };

  g_array_append_val (self->children, child);
}

static void
child_ends (Scan       *self,
            const char *behind)
{
  g_array_index (self->children, LepXmlChild, self->children->len - 1).end = (gsize) (behind - self->text);
}

static gboolean
scan_tag (Scan        *self,
          const char **at,
          GError     **error)
{
  const char *tag = *at;
  guint       n_attributes;
  const char *behind = end_of_tag (tag, self->end, &n_attributes);

  if (self->end - tag < 2 || tag[1] == '!' || tag[1] == '?')
    return refuse_at (self, tag, _ ("a comment, CDATA section, instruction or document type does not belong here"), error);
  if (behind == NULL)
    return refuse_at (self, tag, _ ("a tag is cut off or longer than 4 KiB"), error);
  if (n_attributes > LEP_XML_MAX_ATTRIBUTES)
    return refuse_at (self, tag, _ ("a tag has more than 16 attributes"), error);

  *at = behind;
  if (tag[1] == '/')
    {
      if (self->depth == 0)
        return refuse_at (self, tag, _ ("an element ends that did not begin"), error);
      if (--self->depth == 1)
        child_ends (self, behind);
      return TRUE;
    }

  if (self->depth == LEP_XML_MAX_DEPTH)
    return refuse_at (self, tag, _ ("elements are nested too deeply"), error);
  if (self->depth == 1)
    child_begins (self, tag);
  if (behind[-2] != '/')
    self->depth++;
  else if (self->depth == 1)
    child_ends (self, behind);
  return TRUE;
}

/**
 * lep_xml_scan:
 * @member: its name, for messages
 *
 * Checks what libxml2 shall never see, and finds the children of the root.
 * Fails with %LEP_ERROR_CORRUPT.
 *
 * Returns: (transfer full): an array of #LepXmlChild
 */
GArray *
lep_xml_scan (const char *member,
              const char *text,
              gsize       length,
              GError    **error)
{
  g_autoptr (GArray) children = g_array_new (FALSE, FALSE, sizeof (LepXmlChild));
  Scan        self = { member, text, text + length, 0, children };
  const char *at = find_bad_utf8 (text, text + length);

  if (at != NULL)
    {
      refuse_at (&self, at, _ ("the text is not UTF-8"), error);
      return NULL;
    }
  if (!g_str_has_prefix (text, LEP_XML_DECLARATION))
    {
      refuse_at (&self, text, _ ("the XML declaration is not that of a bundle"), error);
      return NULL;
    }

  at = text + strlen (LEP_XML_DECLARATION);
  while (at < self.end && (at = memchr (at, '<', (gsize) (self.end - at))) != NULL)
    if (!scan_tag (&self, &at, error))
      return NULL;

  if (self.depth != 0)
    {
      refuse_at (&self, self.end, _ ("the text is cut off"), error);
      return NULL;
    }
  return g_steal_pointer (&children);
}
