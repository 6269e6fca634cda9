/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-hash.h"
#include "lep-uuid.h"

G_BEGIN_DECLS

/* Canonical XML (bundle format, "Canonical form"). Of attributes the space before
 * them is written, too; names need no escaping. */
void        lep_xml_write_text (GString    *out,
                                const char *text);
void        lep_xml_write_attribute (GString    *out,
                                     const char *name,
                                     const char *value);
void        lep_xml_write_id (GString       *out,
                              const char    *name,
                              const LepUuid *id);
void        lep_xml_write_hash (GString       *out,
                                const char    *name,
                                const LepHash *hash);
void        lep_xml_write_number (GString    *out,
                                  const char *name,
                                  gint64      number);

const char *lep_xml_match_escaped (const char *at,
                                   const char *end,
                                   const char *text,
                                   gsize       length,
                                   gboolean    is_attribute);

G_END_DECLS
