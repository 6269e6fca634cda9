/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-field-row.h"

G_BEGIN_DECLS

#define LEP_TYPE_TEXT_ROW (lep_text_row_get_type ())

/* A row for what is typed on one line: text, numbers, money, per cent. */
G_DECLARE_FINAL_TYPE (LepTextRow, lep_text_row, LEP, TEXT_ROW, LepFieldRow)

void lep_text_row_set_currency (LepTextRow *self,
                                const char *currency);

G_END_DECLS
