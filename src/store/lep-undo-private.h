/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-undo.h"
#include "lep-voices.h"

G_BEGIN_DECLS

/* One row that a step wrote, with everything that was ever said about it. */
typedef struct
{
  LepLogSpace *space;
  char        *kind;
  LepUuid      id;
  LepVoices   *voices; /* in the order of coming in */
} LepUndoRow;

/* Changes by their order of coming in. */
typedef struct
{
  gint64 first_seq;
  gint64 last_seq;
} LepUndoRange;

gboolean lep_undo_row_restore (const LepUndoRow   *row,
                               LepLog             *log,
                               const LepUndoRange *step,
                               const GArray       *quiet,
                               LepChange          *change,
                               LepUndone          *undone,
                               GError            **error);

G_END_DECLS
