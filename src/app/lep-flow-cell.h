/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A place in a GtkFlowBox that is never focused itself, only what is in it. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LEP_TYPE_FLOW_CELL (lep_flow_cell_get_type ())
G_DECLARE_FINAL_TYPE (LepFlowCell, lep_flow_cell, LEP, FLOW_CELL, GtkFlowBoxChild)

GtkWidget *lep_flow_cell_new (GtkWidget *child);

G_END_DECLS
