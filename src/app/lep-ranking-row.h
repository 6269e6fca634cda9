/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lines of a ranking: applications, and the sentences that divide them. */
#pragma once

#include <adwaita.h>

#include "lep-call-ranking.h"

G_BEGIN_DECLS

/* The columns of figures, each as wide as its widest cell. */
enum
{
  LEP_RANKING_RANK,
  LEP_RANKING_POINTS,
  LEP_RANKING_ASKED,
  LEP_RANKING_CUMULATED,
  LEP_RANKING_OUTCOME,
  LEP_RANKING_N_COLUMNS
};

#define LEP_TYPE_RANKING_ROW (lep_ranking_row_get_type ())

G_DECLARE_FINAL_TYPE (LepRankingRow, lep_ranking_row, LEP, RANKING_ROW, GtkListBoxRow)

GtkWidget  *lep_ranking_row_new (const LepCallRanking     *ranking,
                                 const LepCallApplication *application,
                                 GtkSizeGroup *const      *columns);
GtkWidget  *lep_ranking_divider_new (const char *text,
                                     const char *right,
                                     const char *css_class);
const char *lep_ranking_row_get_id (LepRankingRow *self);

G_END_DECLS
