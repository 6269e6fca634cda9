/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-hash.h"
#include "lep-public-key.h"
#include "lep-uuid.h"

G_BEGIN_DECLS

/* The longest name of a kind or a field. */
#define LEP_NAME_MAX 64

/* A SAX parser for one scanned XML text. A handler that finds a fault calls
 * lep_xml_refuse (), and is not called again. */
typedef struct _LepXmlReader LepXmlReader;

typedef struct
{
  const char *name;
  const char *value; /* decoded, ends with NUL */
} LepXmlAttribute;

typedef struct
{
  const LepXmlAttribute *items;
  guint                  n;
} LepXmlAttributes;

typedef struct
{
  const char *name_space; /* of the root; no other may appear */
  void (*start) (LepXmlReader           *reader,
                 const char             *name,
                 const LepXmlAttributes *attributes,
                 gpointer                user_data);
  void (*end) (LepXmlReader *reader,
               const char   *name,
               gpointer      user_data);
  void (*text) (LepXmlReader *reader,
                const char   *text,
                gsize         length,
                gpointer      user_data);
} LepXmlHandler;

gboolean    lep_xml_read (const char          *member,
                          const char          *text,
                          gsize                length,
                          const LepXmlHandler *handler,
                          gpointer             user_data,
                          GError             **error);
void        lep_xml_refuse (LepXmlReader *self,
                            const char   *format,
                            ...) G_GNUC_PRINTF (2, 3);
void        lep_xml_take_error (LepXmlReader *self,
                                GError       *error);
gboolean    lep_xml_is_refused (LepXmlReader *self);
guint       lep_xml_get_line (LepXmlReader *self);

/* Typed attributes: each refuses the text if the attribute is missing or not
 * of its form. */
const char *lep_xml_attribute (const LepXmlAttributes *attributes,
                               const char             *name);
gboolean    lep_xml_get_text (LepXmlReader           *self,
                              const LepXmlAttributes *attributes,
                              const char             *name,
                              const char            **value);
gboolean    lep_xml_get_id (LepXmlReader           *self,
                            const LepXmlAttributes *attributes,
                            const char             *name,
                            LepUuid                *id);
gboolean    lep_xml_get_hash (LepXmlReader           *self,
                              const LepXmlAttributes *attributes,
                              const char             *name,
                              LepHash                *hash);
gboolean    lep_xml_get_number (LepXmlReader           *self,
                                const LepXmlAttributes *attributes,
                                const char             *name,
                                gint64                 *n);
gboolean    lep_xml_get_time (LepXmlReader           *self,
                              const LepXmlAttributes *attributes,
                              const char             *name,
                              const char            **value);
gboolean    lep_xml_get_name (LepXmlReader           *self,
                              const LepXmlAttributes *attributes,
                              const char             *name,
                              const char            **value);
gboolean    lep_number_parse (const char *text,
                              gint64     *n);

G_END_DECLS
