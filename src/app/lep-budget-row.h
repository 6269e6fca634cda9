/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "lep-budget.h"

G_BEGIN_DECLS

/* The cells of a line that are typed into. */
typedef enum
{
  LEP_BUDGET_ITEM,
  LEP_BUDGET_UNIT,
  LEP_BUDGET_QUANTITY,
  LEP_BUDGET_COST,
  LEP_N_BUDGET_CELLS,
} LepBudgetCell;

/* Where the columns stand in the grid. */
#define LEP_BUDGET_COLUMN_AMOUNT LEP_N_BUDGET_CELLS
#define LEP_BUDGET_COLUMN_SPENT  (LEP_N_BUDGET_CELLS + 1)
#define LEP_BUDGET_COLUMN_SHARE  (LEP_N_BUDGET_CELLS + 2)

/* One line of the budget in the grid. */
typedef struct
{
  char      *id; /* NULL: it is not saved yet */
  guint      heading;
  GtkWidget *cells[LEP_N_BUDGET_CELLS];
  char      *saved[LEP_N_BUDGET_CELLS]; /* what the cells said when they were filled */
  GtkLabel  *amount;
  GtkLabel  *spent;
  GtkWidget *buttons;
} LepBudgetRow;

GtkWidget    *lep_budget_button_new (const char *icon_name,
                                     const char *tooltip,
                                     const char *of);
LepBudgetRow *lep_budget_row_new (GtkGrid    *grid,
                                  int         y,
                                  guint       heading,
                                  const char *id);
void          lep_budget_row_free (LepBudgetRow *self);
void          lep_budget_row_fill (LepBudgetRow        *self,
                                   const LepBudgetLine *line,
                                   const char          *currency);
gboolean      lep_budget_row_is_changed (const LepBudgetRow *self,
                                         guint               cell);
void          lep_budget_row_restore (LepBudgetRow *self,
                                      guint         cell);
gboolean      lep_budget_row_set (const LepBudgetRow *self,
                                  guint               cell,
                                  const char         *currency,
                                  LepEdit            *edit,
                                  GError            **error);
GArray       *lep_budget_rows_collect_pending (GPtrArray *rows);
void          lep_budget_row_put_pending (LepBudgetRow *self,
                                          const GArray *pending);
char         *lep_budget_amount (gint64      amount,
                                 const char *currency);

G_END_DECLS
