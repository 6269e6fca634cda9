/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-tab.h"

G_BEGIN_DECLS

#define LEP_TYPE_DECISION_TAB (lep_decision_tab_get_type ())

/* A decision, recommendation or task, and what became of it. */
G_DECLARE_FINAL_TYPE (LepDecisionTab, lep_decision_tab, LEP, DECISION_TAB, LepTab)

G_END_DECLS
