/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-workspace.h"

G_BEGIN_DECLS

/* What was taken back. */
typedef struct
{
  gint64         step;
  const LepKind *kind; /* of the first record that it wrote; NULL = none, or unknown */
  char           id[LEP_UUID_TEXT_SIZE + 1];
  guint          n_records; /* that it wrote */
  guint          n_fields;  /* restored */
  guint          n_rows;    /* deleted or restored as a whole */
  guint          n_skipped; /* fields and rows that something newer touched */
  guint          n_settled; /* of the restored: had several values, and show one of them again */
} LepUndone;

gboolean lep_undo_find (LepWorkspace *workspace,
                        gint64       *step,
                        char        **at,
                        GError      **error);
gboolean lep_undo_last (LepWorkspace *workspace,
                        LepUndone    *undone,
                        GError      **error);
gboolean lep_undo_step (LepWorkspace *workspace,
                        gint64        step,
                        LepUndone    *undone,
                        GCancellable *cancellable,
                        GError      **error);

G_END_DECLS
