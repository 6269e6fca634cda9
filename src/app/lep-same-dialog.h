/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-window.h"

G_BEGIN_DECLS

#define LEP_TYPE_SAME_DIALOG (lep_same_dialog_get_type ())

G_DECLARE_FINAL_TYPE (LepSameDialog, lep_same_dialog, LEP, SAME_DIALOG, AdwWindow)

void lep_same_dialog_open (LepWindow  *window,
                           const char *one,
                           const char *other);

G_END_DECLS
