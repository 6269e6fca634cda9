/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-field-row.h"

G_BEGIN_DECLS

#define LEP_TYPE_CHOICE_ROW (lep_choice_row_get_type ())

/* A row for one code of a list, or for yes and no. */
G_DECLARE_FINAL_TYPE (LepChoiceRow, lep_choice_row, LEP, CHOICE_ROW, LepFieldRow)

G_END_DECLS
