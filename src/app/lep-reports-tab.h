/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-tab.h"

G_BEGIN_DECLS

#define LEP_TYPE_REPORTS_TAB (lep_reports_tab_get_type ())

/* What is reported when, what was changed in the contract, what may go wrong. */
G_DECLARE_FINAL_TYPE (LepReportsTab, lep_reports_tab, LEP, REPORTS_TAB, LepTab)

G_END_DECLS
