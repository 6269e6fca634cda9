/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two partnerships with three projects, and an indicator of each way to add up. */
#pragma once

#include "fill.h"

#include "lep-project.h"
#include "lep-tally.h"
#include "lep-total.h"

enum
{
  PROGRAMME = 1,
  PARTNERSHIP,
  PARTNERSHIP_2,
  TRAINED = 10,
  EMPLOYED,
  ACTIVE_NOW,
  BEST,
  LISTED,
  PROJECT = 20,
  PROJECT_2,
  PROJECT_3,
  FIRST = 100,
};

static inline void
totals_set_up (Fill         *fill,
               gconstpointer data)
{
  fill_set_up (fill, data);
  fill_space (fill, PROGRAMME, "programme");
  fill_space (fill, PARTNERSHIP, "partnership");
  fill_space (fill, PARTNERSHIP_2, "partnership");
  fill_row (fill, PROGRAMME, "indicator", TRAINED, "code", "TRAINED", "name", "Trained", "accumulation", "sum", NULL);
  fill_row (fill, PROGRAMME, "indicator", EMPLOYED, "code", "EMPLOYED", "name", "Employed", "accumulation", "sum",
            "needs_proof", "1", NULL);
  fill_row (fill, PROGRAMME, "indicator", ACTIVE_NOW, "code", "ACTIVE", "name", "Active", "accumulation", "latest", NULL);
  fill_row (fill, PROGRAMME, "indicator", BEST, "code", "BEST", "name", "Best", "accumulation", "maximum", NULL);
  fill_row (fill, PROGRAMME, "indicator", LISTED, "code", "LISTED", "name", "Listed", "accumulation", "none", NULL);
  fill_row (fill, PARTNERSHIP, "project", PROJECT, "partnership", fill_id (PARTNERSHIP), "title", "One", "status", "active", NULL);
  fill_row (fill, PARTNERSHIP, "project", PROJECT_2, "partnership", fill_id (PARTNERSHIP), "title", "Two", "status", "pipeline", NULL);
  fill_row (fill, PARTNERSHIP_2, "project", PROJECT_3, "partnership", fill_id (PARTNERSHIP_2), "title", "Three", "status", "closed", NULL);
}

static inline void
totals_add (Fill       *fill,
            guint       id,
            guint       project,
            guint       indicator,
            const char *to,
            const char *value,
            const char *state)
{
  fill_row (fill, project == PROJECT_3 ? PARTNERSHIP_2 : PARTNERSHIP, "outcome", id, "project", fill_id (project),
            "indicator", fill_id (indicator), "from", "2025-01-01", "to", to, "value", value, "state", state, NULL);
}
