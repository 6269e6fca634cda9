/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who assesses the applications of a call: each gets a sheet for every
 * application that is in order. */
#pragma once

#include <adwaita.h>

#include "lep-call-office.h"

G_BEGIN_DECLS

#define LEP_TYPE_COMMITTEE_DIALOG (lep_committee_dialog_get_type ())

G_DECLARE_FINAL_TYPE (LepCommitteeDialog, lep_committee_dialog, LEP, COMMITTEE_DIALOG, AdwWindow)

void lep_committee_dialog_open (GtkWidget    *parent,
                                LepWorkspace *workspace,
                                const char   *call);

G_END_DECLS
