/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-tab.h"

G_BEGIN_DECLS

#define LEP_TYPE_MEETING_TAB (lep_meeting_tab_get_type ())

/* A meeting: agenda, who was there, minutes, what was decided. */
G_DECLARE_FINAL_TYPE (LepMeetingTab, lep_meeting_tab, LEP, MEETING_TAB, LepTab)

G_END_DECLS
