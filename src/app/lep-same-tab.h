/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-tab.h"

G_BEGIN_DECLS

#define LEP_TYPE_SAME_TAB (lep_same_tab_get_type ())

G_DECLARE_FINAL_TYPE (LepSameTab, lep_same_tab, LEP, SAME_TAB, LepTab)

G_END_DECLS
