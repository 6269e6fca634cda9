/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-field-row.h"

G_BEGIN_DECLS

#define LEP_TYPE_CODES_ROW (lep_codes_row_get_type ())

/* A row for several codes of a list: a summary, and a list of checks when it is opened. */
G_DECLARE_FINAL_TYPE (LepCodesRow, lep_codes_row, LEP, CODES_ROW, LepFieldRow)

G_END_DECLS
