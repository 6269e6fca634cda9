/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lep-workspace.h"

G_BEGIN_DECLS

#define LEP_TYPE_SPLIT_GRID (lep_split_grid_get_type ())

/* Entries for sex by age with their sums. The sums are what is stored: a cell
 * of its own is not kept. Signal "changed" (no arguments) with each change. */
G_DECLARE_FINAL_TYPE (LepSplitGrid, lep_split_grid, LEP, SPLIT_GRID, AdwBin)

void     lep_split_grid_clear (LepSplitGrid *self);
void     lep_split_grid_set_whole (LepSplitGrid *self,
                                   gint64        whole);
gint64   lep_split_grid_get_sum (LepSplitGrid *self);
gboolean lep_split_grid_is_empty (LepSplitGrid *self);
gboolean lep_split_grid_check (LepSplitGrid *self,
                               GError      **error);
gboolean lep_split_grid_add_rows (LepSplitGrid *self,
                                  LepEdit      *edit,
                                  const char   *outcome,
                                  GError      **error);

gboolean lep_breakdown_add_row (LepEdit    *edit,
                                const char *outcome,
                                const char *dimension,
                                const char *category,
                                gint64      value,
                                GError    **error);

G_END_DECLS
