/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-tab.h"

G_BEGIN_DECLS

#define LEP_TYPE_CALL_TAB (lep_call_tab_get_type ())

/* A call: dates, limits, lots, and what applications are measured by. */
G_DECLARE_FINAL_TYPE (LepCallTab, lep_call_tab, LEP, CALL_TAB, LepTab)

G_END_DECLS
