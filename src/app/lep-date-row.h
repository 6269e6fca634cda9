/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-field-row.h"

G_BEGIN_DECLS

#define LEP_TYPE_DATE_ROW (lep_date_row_get_type ())

/* A row for a date, or a date with a time: typed in any usual way, or picked in a calendar. */
G_DECLARE_FINAL_TYPE (LepDateRow, lep_date_row, LEP, DATE_ROW, LepFieldRow)

G_END_DECLS
