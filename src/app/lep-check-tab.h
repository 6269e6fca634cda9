/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-tab.h"

G_BEGIN_DECLS

#define LEP_TYPE_CHECK_TAB (lep_check_tab_get_type ())

/* The receipt and the administrative check of an application. */
G_DECLARE_FINAL_TYPE (LepCheckTab, lep_check_tab, LEP, CHECK_TAB, LepTab)

G_END_DECLS
