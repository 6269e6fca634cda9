/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-undo.h"
#include "lep-voice-rows.h"

G_BEGIN_DECLS

/* Changes by their order of coming in. */
typedef struct
{
  gint64 first_seq;
  gint64 last_seq;
} LepUndoRange;

gboolean lep_undo_row_restore (const LepVoiceRow  *row,
                               LepLog             *log,
                               const LepUndoRange *step,
                               const GArray       *quiet,
                               GHashTable         *speakers,
                               LepChange          *change,
                               LepUndone          *undone,
                               GError            **error);

G_END_DECLS
