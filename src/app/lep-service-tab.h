/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-tab.h"

G_BEGIN_DECLS

#define LEP_TYPE_SERVICE_TAB (lep_service_tab_get_type ())

/* A service that a partnership offers. */
G_DECLARE_FINAL_TYPE (LepServiceTab, lep_service_tab, LEP, SERVICE_TAB, LepTab)

G_END_DECLS
