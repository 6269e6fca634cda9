/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks whether all applications of a call go on to where their points lead. */
#pragma once

#include <adwaita.h>

#include "lep-call-office.h"

G_BEGIN_DECLS

void lep_steps_dialog_open (GtkWidget            *parent,
                            LepWorkspace         *workspace,
                            const LepCallRanking *ranking);

G_END_DECLS
