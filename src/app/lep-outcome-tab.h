/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-tab.h"

G_BEGIN_DECLS

#define LEP_TYPE_OUTCOME_TAB (lep_outcome_tab_get_type ())

/* A result: what was counted, how it splits, how it is proved. */
G_DECLARE_FINAL_TYPE (LepOutcomeTab, lep_outcome_tab, LEP, OUTCOME_TAB, LepTab)

G_END_DECLS
