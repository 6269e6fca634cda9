/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lep-record.h"

G_BEGIN_DECLS

#define LEP_TYPE_PERIOD_CARD (lep_period_card_get_type ())

/* A reporting period of a project: its state with a button for each next step,
 * what was reported, and what the register says now. */
G_DECLARE_FINAL_TYPE (LepPeriodCard, lep_period_card, LEP, PERIOD_CARD, AdwBin)

GtkWidget  *lep_period_card_new (LepWorkspace *workspace,
                                 LepRecord    *period,
                                 const char   *today);
const char *lep_period_card_get_id (LepPeriodCard *self);
void        lep_period_card_focus (LepPeriodCard *self);

G_END_DECLS
