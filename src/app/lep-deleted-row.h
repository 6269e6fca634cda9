/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lep-record.h"

G_BEGIN_DECLS

#define LEP_TYPE_DELETED_ROW (lep_deleted_row_get_type ())

G_DECLARE_FINAL_TYPE (LepDeletedRow, lep_deleted_row, LEP, DELETED_ROW, GtkBox)

GtkWidget *lep_deleted_row_new (gboolean can_restore);
void       lep_deleted_row_set_record (LepDeletedRow *self,
                                       LepWorkspace  *workspace,
                                       LepRecord     *record);

G_END_DECLS
