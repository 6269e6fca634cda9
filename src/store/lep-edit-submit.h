/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-edit-private.h"

G_BEGIN_DECLS

void     lep_edit_row_fill_in (LepEdit    *self,
                               LepDb      *db,
                               LepEditRow *row);
gboolean lep_edit_add_snapshots (LepEdit   *self,
                                 LepCommit *commit,
                                 GError   **error);

G_END_DECLS
