/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The overview: how many, when, what must I do. */
#pragma once

#include "lep-page.h"

G_BEGIN_DECLS

#define LEP_TYPE_OVERVIEW_PAGE (lep_overview_page_get_type ())

G_DECLARE_FINAL_TYPE (LepOverviewPage, lep_overview_page, LEP, OVERVIEW_PAGE, LepPage)

G_END_DECLS
