/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-tab.h"

G_BEGIN_DECLS

#define LEP_TYPE_RESULTS_TAB (lep_results_tab_get_type ())

/* The results of a project: indicators by periods. */
G_DECLARE_FINAL_TYPE (LepResultsTab, lep_results_tab, LEP, RESULTS_TAB, LepTab)

G_END_DECLS
