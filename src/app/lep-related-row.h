/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lep-record.h"

G_BEGIN_DECLS

#define LEP_TYPE_RELATED_ROW (lep_related_row_get_type ())

/* A related record in a list: its name, a line about it, a figure, its state.
 * Signals "opened" and "removed" (no arguments). */
G_DECLARE_FINAL_TYPE (LepRelatedRow, lep_related_row, LEP, RELATED_ROW, AdwActionRow)

GtkWidget *lep_related_row_new (LepRecord *record);
LepRecord *lep_related_row_get_record (LepRelatedRow *self);
void       lep_related_row_set_texts (LepRelatedRow *self,
                                      const char    *title,
                                      const char    *subtitle,
                                      const char    *figure);
void       lep_related_row_set_removable (LepRelatedRow *self,
                                          gboolean       removable);
void       lep_related_row_set_figure (LepRelatedRow *self,
                                       const char    *figure,
                                       const char    *second);
void       lep_related_row_set_pill (LepRelatedRow *self,
                                     const char    *text,
                                     const char    *style);

G_END_DECLS
