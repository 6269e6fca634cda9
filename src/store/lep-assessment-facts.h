/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-instrument.h"
#include "lep-workspace.h"

G_BEGIN_DECLS

/* What the register itself answers to a question of a self-assessment. */
typedef struct
{
  const char *item;   /* code of the list assessment_item */
  const char *answer; /* code of the list assessment_answer */
  const char *text;   /* English; translate it, then {a}, {b} and {c} stand for the counts */
  gint64      a, b, c;
} LepAssessmentFact;

GArray                  *lep_assessment_facts (LepWorkspace *workspace,
                                               const char   *partnership,
                                               const char   *today,
                                               GError      **error);
char                    *lep_assessment_begin (LepWorkspace        *workspace,
                                               const LepInstrument *instrument,
                                               const char          *partnership,
                                               const char          *held_on,
                                               guint               *n_answered,
                                               GError             **error);
const LepAssessmentFact *lep_assessment_fact (const GArray *facts,
                                              const char   *item);

G_END_DECLS
