/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define LEP_TYPE_NOTES_ROW (lep_notes_row_get_type ())

/* The long texts of a record, folded under one row that tells how much is
 * written in them. */
G_DECLARE_FINAL_TYPE (LepNotesRow, lep_notes_row, LEP, NOTES_ROW, AdwExpanderRow)

G_END_DECLS
