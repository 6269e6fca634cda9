/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-tab.h"

G_BEGIN_DECLS

#define LEP_TYPE_HISTORY_TAB (lep_history_tab_get_type ())

/* Every change of a record: who, when, on which laptop, what it was before. */
G_DECLARE_FINAL_TYPE (LepHistoryTab, lep_history_tab, LEP, HISTORY_TAB, LepTab)

char *lep_history_last_person (LepWorkspace *workspace,
                               LepRecord    *record);

G_END_DECLS
