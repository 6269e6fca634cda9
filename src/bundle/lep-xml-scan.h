/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define LEP_XML_DECLARATION "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

/* Where a child of the root lies: from its '<' to behind its last '>'. */
typedef struct
{
  gsize start, end;
} LepXmlChild;

GArray *lep_xml_scan (const char *member,
                      const char *text,
                      gsize       length,
                      GError    **error);

G_END_DECLS
