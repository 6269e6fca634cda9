/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-field-row.h"

G_BEGIN_DECLS

#define LEP_TYPE_REF_ROW (lep_ref_row_get_type ())

/* A row that names another record: a chooser with search, and a way to open it. */
G_DECLARE_FINAL_TYPE (LepRefRow, lep_ref_row, LEP, REF_ROW, LepFieldRow)

G_END_DECLS
