/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lep-record.h"

G_BEGIN_DECLS

#define LEP_TYPE_CHECK_ROW (lep_check_row_get_type ())

/* One requirement of the administrative check. Signal "left" when an answer is
 * picked, and when the row is left with a comment that is not stored. */
G_DECLARE_FINAL_TYPE (LepCheckRow, lep_check_row, LEP, CHECK_ROW, GtkListBoxRow)

GtkWidget  *lep_check_row_new (LepRecord *requirement,
                               guint      number);
const char *lep_check_row_get_requirement (LepCheckRow *self);
void        lep_check_row_show (LepCheckRow *self,
                                LepRecord   *check);
void        lep_check_row_set_editable (LepCheckRow *self,
                                        gboolean     editable);
gboolean    lep_check_row_is_changed (LepCheckRow *self);
const char *lep_check_row_get_answer (LepCheckRow *self);
char       *lep_check_row_dup_note (LepCheckRow *self);
void        lep_check_row_set_error (LepCheckRow *self,
                                     const char  *reason);
void        lep_check_row_focus (LepCheckRow *self);

G_END_DECLS
