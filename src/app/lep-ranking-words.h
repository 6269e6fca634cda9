/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-call-ranking.h"

G_BEGIN_DECLS

char *lep_ranking_words_foot (const LepCallRanking *ranking);
char *lep_ranking_words_total (const LepCallRanking *ranking,
                               gint64                points);
char *lep_ranking_words_average (const LepCallRanking *ranking,
                                 const LepRankEntry   *rank);
char *lep_ranking_words_lot (const LepLotRanking *lot);
char *lep_ranking_words_so_far (gint64 points,
                                gint64 most,
                                guint  n_left);
char *lep_ranking_words_left (const LepCallRanking *ranking,
                              const LepLotRanking  *lot);
char *lep_ranking_words_divergence (const LepRankEntry *rank);

G_END_DECLS
