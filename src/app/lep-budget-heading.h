/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "lep-budget.h"

G_BEGIN_DECLS

/* A heading of the budget in the grid: its sums, and spent against budget. The
 * widgets belong to the grid. */
typedef struct
{
  GtkLabel  *budgeted; /* NULL: it is not shown */
  GtkLabel  *spent;
  GtkLabel  *percent;
  GtkWidget *bar;
} LepBudgetHeading;

void    lep_budget_heading_add_titles (GtkGrid *grid);
GtkBox *lep_budget_heading_add (LepBudgetHeading *self,
                                GtkGrid          *grid,
                                int               y,
                                const char       *label,
                                gboolean          is_sum);
void    lep_budget_heading_fill (LepBudgetHeading   *self,
                                 const LepBudgetSum *sum,
                                 const char         *currency,
                                 gboolean            is_over);

G_END_DECLS
