/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-tab.h"

G_BEGIN_DECLS

#define LEP_TYPE_APPLICATION_TAB (lep_application_tab_get_type ())

/* An application to a call. */
G_DECLARE_FINAL_TYPE (LepApplicationTab, lep_application_tab, LEP, APPLICATION_TAB, LepTab)

G_END_DECLS
