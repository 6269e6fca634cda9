/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-tab.h"

G_BEGIN_DECLS

#define LEP_TYPE_MEMBERS_TAB (lep_members_tab_get_type ())

/* The members of a partnership, and whether each of the five groups has one. */
G_DECLARE_FINAL_TYPE (LepMembersTab, lep_members_tab, LEP, MEMBERS_TAB, LepTab)

G_END_DECLS
