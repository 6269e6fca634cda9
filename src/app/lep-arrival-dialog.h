/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The receipt of an application: when it came, how, and in how many copies. */
#pragma once

#include <adwaita.h>

#include "lep-record.h"
#include "lep-workspace.h"

G_BEGIN_DECLS

#define LEP_TYPE_ARRIVAL_DIALOG (lep_arrival_dialog_get_type ())

G_DECLARE_FINAL_TYPE (LepArrivalDialog, lep_arrival_dialog, LEP, ARRIVAL_DIALOG, AdwWindow)

void lep_arrival_dialog_open (GtkWidget    *parent,
                              LepWorkspace *workspace,
                              LepRecord    *application);

G_END_DECLS
