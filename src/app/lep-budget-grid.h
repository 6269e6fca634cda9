/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lep-budget.h"
#include "lep-record.h"

G_BEGIN_DECLS

#define LEP_TYPE_BUDGET_GRID (lep_budget_grid_get_type ())

/* A project's budget by its twelve headings, typed into as into a spreadsheet:
 * Tab goes on, Return goes down and begins a new line below the last one of a
 * heading. Each cell is saved when it is left. */
G_DECLARE_FINAL_TYPE (LepBudgetGrid, lep_budget_grid, LEP, BUDGET_GRID, AdwBin)

void     lep_budget_grid_show (LepBudgetGrid *self,
                               LepWorkspace  *workspace,
                               LepRecord     *project,
                               LepBudget     *budget);
gboolean lep_budget_grid_flush (LepBudgetGrid *self);

G_END_DECLS
