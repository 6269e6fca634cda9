/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-tab.h"

G_BEGIN_DECLS

#define LEP_TYPE_ASSESSMENT_TAB (lep_assessment_tab_get_type ())

/* How a partnership judges itself: one instrument, its questions, the latest
 * round beside the one before. */
G_DECLARE_FINAL_TYPE (LepAssessmentTab, lep_assessment_tab, LEP, ASSESSMENT_TAB, LepTab)

G_END_DECLS
