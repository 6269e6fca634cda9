/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lep-document.h"

G_BEGIN_DECLS

#define LEP_TYPE_DOCUMENT_ROW (lep_document_row_get_type ())

/* An attached document: what it is called, how large, since when; and where it
 * is, when it is not here. Signals "opened", "saved", "asked", "removed". */
G_DECLARE_FINAL_TYPE (LepDocumentRow, lep_document_row, LEP, DOCUMENT_ROW, AdwActionRow)

GtkWidget         *lep_document_row_new (LepDocument *document,
                                         GPtrArray   *holders,
                                         gboolean     removable);
const LepDocument *lep_document_row_get_document (LepDocumentRow *self);
const char        *lep_document_row_get_holder (LepDocumentRow *self);
char              *lep_document_row_describe_size (gint64 bytes);

G_END_DECLS
