/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lep-record.h"

G_BEGIN_DECLS

#define LEP_TYPE_STATE_BUTTON (lep_state_button_get_type ())

/* The state of a record as a pill; its menu holds the next states that the
 * life-cycle allows, and asks for a reason where one is needed. */
G_DECLARE_FINAL_TYPE (LepStateButton, lep_state_button, LEP, STATE_BUTTON, AdwBin)

void        lep_state_button_set_record (LepStateButton *self,
                                         LepWorkspace   *workspace,
                                         LepRecord      *record);

const char *lep_state_style (const char *state);

G_END_DECLS
