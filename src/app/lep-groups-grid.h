/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lep-workspace.h"

G_BEGIN_DECLS

#define LEP_TYPE_GROUPS_GRID (lep_groups_grid_get_type ())

/* Entries for target groups, which overlap and are never added up. */
G_DECLARE_FINAL_TYPE (LepGroupsGrid, lep_groups_grid, LEP, GROUPS_GRID, AdwBin)

void     lep_groups_grid_set_groups (LepGroupsGrid *self,
                                     const char    *codes);
void     lep_groups_grid_show_all (LepGroupsGrid *self);
void     lep_groups_grid_clear (LepGroupsGrid *self);
gboolean lep_groups_grid_check (LepGroupsGrid *self,
                                gint64         whole,
                                GError       **error);
gboolean lep_groups_grid_add_rows (LepGroupsGrid *self,
                                   LepEdit       *edit,
                                   const char    *outcome,
                                   GError       **error);

G_END_DECLS
