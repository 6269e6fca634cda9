/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-tab.h"

G_BEGIN_DECLS

#define LEP_TYPE_PROJECT_TAB (lep_project_tab_get_type ())

/* A project: what it is. */
G_DECLARE_FINAL_TYPE (LepProjectTab, lep_project_tab, LEP, PROJECT_TAB, LepTab)

G_END_DECLS
