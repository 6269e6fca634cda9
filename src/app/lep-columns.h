/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LEP_TYPE_COLUMNS (lep_columns_get_type ())

/* Its children side by side in equal widths while each has room for a form row
 * (20 em), else one below the other: what AdwBreakpoint does from 1.4 on. */
G_DECLARE_FINAL_TYPE (LepColumns, lep_columns, LEP, COLUMNS, GtkWidget)

G_END_DECLS
