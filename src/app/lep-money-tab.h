/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-tab.h"

G_BEGIN_DECLS

#define LEP_TYPE_MONEY_TAB (lep_money_tab_get_type ())

/* What a project has, was paid and spent. */
G_DECLARE_FINAL_TYPE (LepMoneyTab, lep_money_tab, LEP, MONEY_TAB, LepTab)

G_END_DECLS
