/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lep-call-ranking.h"

G_BEGIN_DECLS

#define LEP_TYPE_SCORE_MATRIX (lep_score_matrix_get_type ())

/* The final sheets of one application: criteria by assessors, with sums. */
G_DECLARE_FINAL_TYPE (LepScoreMatrix, lep_score_matrix, LEP, SCORE_MATRIX, AdwBin)

void lep_score_matrix_fill (LepScoreMatrix           *self,
                            const LepCallRanking     *ranking,
                            const LepCallApplication *application);

G_END_DECLS
