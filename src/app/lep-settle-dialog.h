/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-window.h"

G_BEGIN_DECLS

#define LEP_TYPE_SETTLE_DIALOG (lep_settle_dialog_get_type ())

G_DECLARE_FINAL_TYPE (LepSettleDialog, lep_settle_dialog, LEP, SETTLE_DIALOG, AdwWindow)

void lep_settle_dialog_open (LepWindow       *window,
                             const GPtrArray *conflicts,
                             const char      *whose);

G_END_DECLS
