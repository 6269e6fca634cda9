/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libxml2's SAX2 parser with everything switched off that a bundle does not
 * need. It only ever gets texts that lep_xml_scan () passed. */

#include <stdarg.h>
#include <string.h>

#include <glib/gi18n-lib.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include "lep-bundle-error.h"
#include "lep-bundle-limits.h"

#include "lep-xml-reader.h"

/* libxml2 leaves a decoded "&" of an attribute as this reference. */
#define AMPERSAND "&#38;"

struct _LepXmlReader
{
  const char          *member;
  const LepXmlHandler *handler;
  gpointer             user_data;
  xmlParserCtxtPtr     context;
  gboolean             has_root;
  GString             *values; /* of the attributes of the current tag */
  gsize                n_text; /* bytes of text since the last tag */
  const char          *at;     /* what libxml2 did not ask for yet */
  const char          *end;
  GError              *error;
};

/**
 * lep_xml_take_error:
 * @error: (transfer full):
 *
 * Stops the parser with an error of a handler's own, which has no other.
 */
void
lep_xml_take_error (LepXmlReader *self,
                    GError       *error)
{
  g_return_if_fail (self->error == NULL);

  self->error = error;
  xmlStopParser (self->context);
}

/**
 * lep_xml_refuse:
 *
 * Stops the parser: the text is refused, at the current line.
 */
void
lep_xml_refuse (LepXmlReader *self,
                const char   *format,
                ...)
{
  g_autofree char *reason = NULL;
  GError          *error = NULL;
  va_list          args;

  va_start (args, format);
  reason = g_strdup_vprintf (format, args);
  va_end (args);

  lep_bundle_refuse (&error, self->member, lep_xml_get_line (self), "%s", reason);
  lep_xml_take_error (self, error);
}

gboolean
lep_xml_is_refused (LepXmlReader *self)
{
  return self->error != NULL;
}

guint
lep_xml_get_line (LepXmlReader *self)
{
  int line = xmlSAX2GetLineNumber (self->context);

  return line > 0 ? (guint) line : 1;
}

static gboolean
check_names (LepXmlReader  *self,
             const xmlChar *prefix,
             const xmlChar *uri,
             int            n_namespaces)
{
  /* The root declares its own name space, and nothing declares another. */
  gboolean ok = prefix == NULL && g_strcmp0 ((const char *) uri, self->handler->name_space) == 0 &&
                n_namespaces == (self->has_root ? 0 : 1);

  self->has_root = TRUE;

  if (!ok)
    lep_xml_refuse (self, _ ("this is not the XML of this kind of file: wrong name space or a prefix"));
  return ok;
}

static void
append_value (GString       *out,
              const xmlChar *start,
              const xmlChar *end)
{
  const char *at = (const char *) start;
  const char *stop = (const char *) end;

  while (at < stop)
    {
      const char *reference = memchr (at, '&', (gsize) (stop - at));

      if (reference == NULL)
        reference = stop;
      g_string_append_len (out, at, reference - at);
      at = reference;
      if (at < stop)
        {
          g_string_append_c (out, '&');
          at += strlen (AMPERSAND);
        }
    }
  g_string_append_c (out, '\0');
}

static void
start_cb (void           *user_data,
          const xmlChar  *name,
          const xmlChar  *prefix,
          const xmlChar  *uri,
          int             n_namespaces,
          const xmlChar **namespaces,
          int             n_attributes,
          int             n_defaulted,
          const xmlChar **attributes)
{
  LepXmlReader    *self = user_data;
  LepXmlAttribute  items[LEP_XML_MAX_ATTRIBUTES];
  gsize            offsets[LEP_XML_MAX_ATTRIBUTES];
  LepXmlAttributes list = { items, (guint) n_attributes };

  g_return_if_fail (self->error == NULL); /* once it is stopped, libxml2 calls nobody */

  self->n_text = 0;
  if (!check_names (self, prefix, uri, n_namespaces))
    return;
  g_assert (n_attributes <= LEP_XML_MAX_ATTRIBUTES); /* the scan saw to it */

  g_string_truncate (self->values, 0);
  for (guint i = 0; i < list.n; i++)
    {
      const xmlChar **attribute = attributes + 5 * i; /* name, prefix, URI, value, its end */

      if (attribute[1] != NULL)
        {
          lep_xml_refuse (self, _ ("an attribute has a prefix"));
          return;
        }
      items[i].name = (const char *) attribute[0];
      offsets[i] = self->values->len;
      append_value (self->values, attribute[3], attribute[4]);
    }
  for (guint i = 0; i < list.n; i++)
    items[i].value = self->values->str + offsets[i];

  self->handler->start (self, (const char *) name, &list, self->user_data);
}

static void
end_cb (void          *user_data,
        const xmlChar *name,
        const xmlChar *prefix,
        const xmlChar *uri)
{
  LepXmlReader *self = user_data;

  g_return_if_fail (self->error == NULL);

  self->n_text = 0;
  self->handler->end (self, (const char *) name, self->user_data);
}

static void
text_cb (void          *user_data,
         const xmlChar *text,
         int            length)
{
  LepXmlReader *self = user_data;

  g_return_if_fail (self->error == NULL);

  self->n_text += (gsize) length;
  if (self->n_text > LEP_XML_MAX_TEXT)
    lep_xml_refuse (self, _ ("a text is longer than 1 MiB"));
  else
    self->handler->text (self, (const char *) text, (gsize) length, self->user_data);
}

static void
error_cb (void       *user_data,
          xmlErrorPtr problem)
{
  LepXmlReader    *self = user_data;
  g_autofree char *message = NULL;

  /* A name space without a scheme and the like are told too: any of it is refused. */
  if (self->error != NULL)
    return;
  message = lep_bundle_quote (problem->message != NULL ? problem->message : "");
  g_strdelimit (message, "\r\n", ' ');
  lep_xml_refuse (self, _ ("this is not well-formed XML (%s)"), g_strchomp (message));
}

/* Hands out the next bytes; libxml2 asks for some kilobytes at a time. */
static int
read_cb (void *user_data,
         char *buffer,
         int   size)
{
  LepXmlReader *self = user_data;
  gsize         n = MIN ((gsize) size, (gsize) (self->end - self->at));

  memcpy (buffer, self->at, n);
  self->at += n;
  return (int) n;
}

static xmlParserCtxtPtr
context_new (LepXmlReader *self)
{
  xmlSAXHandler sax = {
    .initialized = XML_SAX2_MAGIC,
    .startElementNs = start_cb,
    .endElementNs = end_cb,
    .characters = text_cb,
    .ignorableWhitespace = text_cb,
    .serror = error_cb,
  };
  xmlParserCtxtPtr context = xmlCreateIOParserCtxt (&sax, self, read_cb, NULL, self, XML_CHAR_ENCODING_NONE);

  if (context != NULL)
    xmlCtxtUseOptions (context, XML_PARSE_NONET);
  return context;
}

/**
 * lep_xml_read:
 * @text: what lep_xml_scan () passed
 *
 * Parses a whole text. Fails with %LEP_ERROR_CORRUPT, or with what a handler
 * gave to lep_xml_take_error ().
 */
gboolean
lep_xml_read (const char          *member,
              const char          *text,
              gsize                length,
              const LepXmlHandler *handler,
              gpointer             user_data,
              GError             **error)
{
  LepXmlReader self = { .member = member, .handler = handler, .user_data = user_data, .at = text, .end = text + length };
  int          status;

  self.context = context_new (&self);
  if (self.context == NULL)
    {
      g_set_error_literal (error, LEP_ERROR, LEP_ERROR_FAILED, _ ("There is not enough memory."));
      return FALSE;
    }

  self.values = g_string_new (NULL);
  status = xmlParseDocument (self.context);
  if (status != 0 && self.error == NULL)
    lep_xml_refuse (&self, _ ("this is not well-formed XML"));

  g_string_free (self.values, TRUE);
  xmlFreeParserCtxt (self.context);
  if (self.error != NULL)
    {
      g_propagate_error (error, self.error);
      return FALSE;
    }
  return TRUE;
}
