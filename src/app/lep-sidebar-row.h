/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One page in the sidebar: its icon, its name, and how many wait there. */
#pragma once

#include "lep-page-table.h"

G_BEGIN_DECLS

#define LEP_TYPE_SIDEBAR_ROW (lep_sidebar_row_get_type ())

G_DECLARE_FINAL_TYPE (LepSidebarRow, lep_sidebar_row, LEP, SIDEBAR_ROW, GtkListBoxRow)

GtkWidget         *lep_sidebar_row_new (const LepPageInfo *info);
const LepPageInfo *lep_sidebar_row_get_info (LepSidebarRow *self);
void               lep_sidebar_row_set_count (LepSidebarRow *self,
                                              guint          count,
                                              const char    *css_class);

G_END_DECLS
