/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lep-total.h"

G_BEGIN_DECLS

#define LEP_TYPE_TOTAL_POPOVER (lep_total_popover_get_type ())

/* What a total is made of: each entry with its dates and its state, to be opened. */
G_DECLARE_FINAL_TYPE (LepTotalPopover, lep_total_popover, LEP, TOTAL_POPOVER, GtkPopover)

GtkWidget *lep_total_popover_open (GtkWidget           *parent,
                                   LepWorkspace        *workspace,
                                   const LepTotalQuery *query);

G_END_DECLS
