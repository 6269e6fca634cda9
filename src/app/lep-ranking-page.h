/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-page.h"

G_BEGIN_DECLS

#define LEP_TYPE_RANKING_PAGE (lep_ranking_page_get_type ())

/* The ranking of a call, lot by lot. The target names the call by its id. */
G_DECLARE_FINAL_TYPE (LepRankingPage, lep_ranking_page, LEP, RANKING_PAGE, LepPage)

G_END_DECLS
