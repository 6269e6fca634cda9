/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-field-row.h"

G_BEGIN_DECLS

#define LEP_TYPE_NOTE_ROW (lep_note_row_get_type ())

/* A row for a long text. Property "words": how many it holds, for the row it is folded under. */
G_DECLARE_FINAL_TYPE (LepNoteRow, lep_note_row, LEP, NOTE_ROW, LepFieldRow)

G_END_DECLS
