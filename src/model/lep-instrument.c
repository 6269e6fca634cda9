/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The instruments of self-assessment: which questions belong to which, and how
 * they are answered. */

#include "lep-instrument.h"

static const char *const   box43[] = { "partner_database", "key_stakeholders", "social_dialogue", "resources", "information_exchange", "services_list",
                                       "mutual_value", "policy_input", "feedback", NULL };
static const char *const   box44[] = { "benefits", "input", "coverage", "dialogue", NULL };
static const char *const   table71[] = { "design", "budget", "targets", "performance", "networks", "outsourcing", NULL };
static const char *const   table73[] = { "shared_goal", "political_backing", "relevant_partners", "capacity", "pilot", "headline_goal", "incentives",
                                         "exchange_plan", "staff_training", "monitoring", "evaluation", NULL };

static const char *const   progress[] = { "no", "planned", "partly", "in_place", NULL };
static const char *const   ratings[] = { "1", "2", "3", "4", "5", NULL };
static const char *const   levels[] = { "central", "region", "local_office", "partnership", NULL };

static const LepInstrument instruments[] = {
  { "box43", box43, progress, TRUE, FALSE },
  { "box44", box44, ratings, TRUE, TRUE },
  { "table71", table71, levels, FALSE, FALSE },
  { "table73", table73, progress, TRUE, FALSE },
};

/**
 * lep_instrument:
 *
 * Returns: (nullable): the instrument of that code of the list instrument
 */
const LepInstrument *
lep_instrument (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (instruments); i++)
    if (g_strcmp0 (instruments[i].code, code) == 0)
      return &instruments[i];
  return NULL;
}

/**
 * lep_instrument_level:
 * @answer: (nullable)
 *
 * Returns: the place of the answer among the instrument's, from 0; -1 = none
 */
int
lep_instrument_level (const LepInstrument *self,
                      const char          *answer)
{
  for (int i = 0; self->answers[i] != NULL; i++)
    if (g_strcmp0 (self->answers[i], answer) == 0)
      return i;
  return -1;
}
