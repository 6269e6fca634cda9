/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-tab.h"

G_BEGIN_DECLS

#define LEP_TYPE_SCORE_TAB (lep_score_tab_get_type ())

/* The scoring of an application. */
G_DECLARE_FINAL_TYPE (LepScoreTab, lep_score_tab, LEP, SCORE_TAB, LepTab)

G_END_DECLS
