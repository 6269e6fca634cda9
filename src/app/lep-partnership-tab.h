/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-tab.h"

G_BEGIN_DECLS

#define LEP_TYPE_PARTNERSHIP_TAB (lep_partnership_tab_get_type ())

/* A partnership: what it is, when it meets, what it does. */
G_DECLARE_FINAL_TYPE (LepPartnershipTab, lep_partnership_tab, LEP, PARTNERSHIP_TAB, LepTab)

G_END_DECLS
