/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Award: makes a project of an application that was selected. */
#pragma once

#include <adwaita.h>

#include "lep-call-office.h"

G_BEGIN_DECLS

#define LEP_TYPE_AWARD_DIALOG (lep_award_dialog_get_type ())

G_DECLARE_FINAL_TYPE (LepAwardDialog, lep_award_dialog, LEP, AWARD_DIALOG, AdwWindow)

void lep_award_dialog_open (GtkWidget            *parent,
                            LepWorkspace         *workspace,
                            const LepCallRanking *ranking,
                            const char           *application);

G_END_DECLS
