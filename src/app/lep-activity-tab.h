/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-tab.h"

G_BEGIN_DECLS

#define LEP_TYPE_ACTIVITY_TAB (lep_activity_tab_get_type ())

/* How a partnership judges itself, what others say, its documents. */
G_DECLARE_FINAL_TYPE (LepActivityTab, lep_activity_tab, LEP, ACTIVITY_TAB, LepTab)

G_END_DECLS
