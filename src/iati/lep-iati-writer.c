/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Elements of an activity file, written by libxml2. */

#include <libxml/xmlwriter.h>
#include <stdarg.h>

#include <glib/gi18n-lib.h>

#include "lep-error.h"

#include "lep-iati-private.h"

struct _LepIatiWriter
{
  xmlBufferPtr     buffer;
  xmlTextWriterPtr writer;
  gboolean         failed;
};

static void
note (LepIatiWriter *self,
      int            result)
{
  self->failed = self->failed || result < 0;
}

LepIatiWriter *
lep_iati_writer_new (void)
{
  LepIatiWriter *self = g_new0 (LepIatiWriter, 1);

  self->buffer = xmlBufferCreate ();
  self->writer = self->buffer != NULL ? xmlNewTextWriterMemory (self->buffer, 0) : NULL;
  self->failed = self->writer == NULL;
  if (self->failed)
    return self;

  note (self, xmlTextWriterSetIndent (self->writer, 1));
  note (self, xmlTextWriterSetIndentString (self->writer, BAD_CAST "  "));
  note (self, xmlTextWriterStartDocument (self->writer, NULL, "UTF-8", NULL));
  return self;
}

void
lep_iati_writer_free (LepIatiWriter *self)
{
  g_clear_pointer (&self->writer, xmlFreeTextWriter);
  g_clear_pointer (&self->buffer, xmlBufferFree);
  g_free (self);
}

static void
start (LepIatiWriter *self,
       const char    *element,
       va_list        attributes)
{
  const char *name;

  if (self->failed)
    return;

  note (self, xmlTextWriterStartElement (self->writer, BAD_CAST element));
  while ((name = va_arg (attributes, const char *)) != NULL)
    {
      const char *value = va_arg (attributes, const char *);

      if (value != NULL)
        note (self, xmlTextWriterWriteAttribute (self->writer, BAD_CAST name, BAD_CAST value));
    }
}

/**
 * lep_iati_start:
 * @...: names and values of attributes; one whose value is %NULL is left out
 */
void
lep_iati_start (LepIatiWriter *self,
                const char    *element,
                ...)
{
  va_list attributes;

  va_start (attributes, element);
  start (self, element, attributes);
  va_end (attributes);
}

void
lep_iati_end (LepIatiWriter *self)
{
  if (!self->failed)
    note (self, xmlTextWriterEndElement (self->writer));
}

/* An element with attributes and nothing in it. */
void
lep_iati_element (LepIatiWriter *self,
                  const char    *element,
                  ...)
{
  va_list attributes;

  va_start (attributes, element);
  start (self, element, attributes);
  va_end (attributes);
  lep_iati_end (self);
}

/* An element with nothing but a text. */
void
lep_iati_text (LepIatiWriter *self,
               const char    *element,
               const char    *text)
{
  if (!self->failed)
    note (self, xmlTextWriterWriteElement (self->writer, BAD_CAST element, BAD_CAST text));
}

/* A text in the element that is open. */
void
lep_iati_content (LepIatiWriter *self,
                  const char    *text)
{
  if (!self->failed)
    note (self, xmlTextWriterWriteString (self->writer, BAD_CAST text));
}

/* What people read, in the element that is open. */
void
lep_iati_narrative (LepIatiWriter *self,
                    const char    *text)
{
  lep_iati_text (self, "narrative", text);
}

/**
 * lep_iati_writer_finish:
 *
 * Returns: (transfer full): the document
 */
GBytes *
lep_iati_writer_finish (LepIatiWriter *self,
                        GError       **error)
{
  if (!self->failed)
    note (self, xmlTextWriterEndDocument (self->writer));
  if (self->failed)
    {
      g_set_error_literal (error, LEP_ERROR, LEP_ERROR_FAILED, _ ("The activity file could not be written: there is not enough memory."));
      return NULL;
    }

  g_clear_pointer (&self->writer, xmlFreeTextWriter);
  return g_bytes_new (xmlBufferContent (self->buffer), (gsize) xmlBufferLength (self->buffer));
}
