/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lep-workspace.h"

G_BEGIN_DECLS

#define LEP_TYPE_RESULT_DIALOG (lep_result_dialog_get_type ())

/* "Add a result": one number, its split, its proof. */
G_DECLARE_FINAL_TYPE (LepResultDialog, lep_result_dialog, LEP, RESULT_DIALOG, AdwWindow)

LepResultDialog *lep_result_dialog_new (LepWorkspace *workspace,
                                        LepClock     *clock,
                                        const char   *project);
void             lep_result_dialog_open (GtkWidget    *parent,
                                         LepWorkspace *workspace,
                                         const char   *project);

G_END_DECLS
