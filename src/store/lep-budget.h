/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-record.h"

G_BEGIN_DECLS

/* The twelve headings: 7, 9 and 11 are sums of others. */
#define LEP_N_BUDGET_HEADINGS 12

/* A line of the budget; amounts in minor units of the project's currency. */
typedef struct
{
  char  *id;
  guint  heading; /* 1 to 12; 0 = one that is a sum of others, which a line cannot have */
  char  *item;
  char  *unit;
  gint64 quantity; /* thousandths */
  gint64 unit_cost;
  gint64 amount;      /* quantity × cost of a unit, rounded */
  char  *source;      /* id of the funding that pays it, or NULL */
  char  *source_kind; /* its code, or NULL */
  char  *partner;     /* id of the organisation, or NULL */
  gint64 spent;       /* up to the last day asked for */
} LepBudgetLine;

typedef struct
{
  gint64 budgeted;
  gint64 spent;     /* up to the last day asked for */
  gint64 spent_now; /* of it from the first day asked for */
} LepBudgetSum;

/* What was spent on one document. */
typedef struct
{
  char    *id;
  char    *spent_on;
  char    *document_no;
  char    *supplier;
  char    *item;    /* of its budget line, or NULL */
  guint    heading; /* 0 = of no line */
  gint64   amount;
  char    *currency; /* or NULL: that of the project */
  gint64   rate;     /* by which it was converted: millionths, 0 = none, or that of the law */
  gboolean counts;   /* it has a rate, or needs none */
  gint64   converted;
  gboolean verified;
} LepSpending;

/* A project's budget against what was spent. */
typedef struct
{
  char        *currency;
  GPtrArray   *lines;                               /* LepBudgetLine, by heading and position */
  GPtrArray   *spendings;                           /* LepSpending from the first to the last day asked for, by day */
  LepBudgetSum headings[LEP_N_BUDGET_HEADINGS + 1]; /* 0 = of no heading, or of no budget line */
  gboolean     has_uncounted;                       /* some spending has no rate */
} LepBudget;

LepBudget *lep_budget_read_of (LepWorkspace *workspace,
                               LepRecord    *project,
                               const char   *from,
                               const char   *to,
                               GError      **error);
LepBudget *lep_budget_read (LepWorkspace *workspace,
                            const char   *project,
                            const char   *from,
                            const char   *to,
                            GError      **error);
void       lep_budget_sum_up (LepBudgetSum headings[LEP_N_BUDGET_HEADINGS + 1]);
gboolean   lep_budget_is_sum (guint heading);
gboolean   lep_budget_is_overspent (const LepBudget *self,
                                    guint            heading);
void       lep_budget_free (LepBudget *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepBudget, lep_budget_free)

G_END_DECLS
