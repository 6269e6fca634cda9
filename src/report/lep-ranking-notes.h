/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-print.h"

G_BEGIN_DECLS

/* What a mark beside the points of a ranking list says. */
typedef enum
{
  LEP_RANKING_NOTE_TIED,
  LEP_RANKING_NOTE_ALIKE,
  LEP_RANKING_NOTE_THIRD,
  LEP_RANKING_NOTE_OPEN,
  LEP_RANKING_NOTE_NO_VOTE,
  LEP_N_RANKING_NOTES
} LepRankingNote;

/* The marks of one ranking list: numbered as a reader meets them, from 1 without
 * a gap. Starts as zeros. */
typedef struct
{
  guint          n_marks;
  guint          n_told;
  LepRankingNote marks[LEP_N_RANKING_NOTES];
} LepRankingMarks;

void lep_ranking_marks_add (LepRankingMarks *self,
                            LepTable        *table,
                            LepRankingNote   note);
void lep_ranking_marks_tell (LepRankingMarks      *self,
                             const LepReportInput *input,
                             LepReport            *report);

void lep_ranking_note_money (const LepReportInput *input,
                             LepReport            *report,
                             const LepCallRanking *ranking);
void lep_ranking_note_lists (const LepReportInput *input,
                             LepReport            *report,
                             const LepCallRanking *ranking);

G_END_DECLS
