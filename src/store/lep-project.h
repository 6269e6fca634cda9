/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-record.h"
#include "lep-total.h"

G_BEGIN_DECLS

/* One indicator of a project: what was agreed and what was reached. */
typedef struct
{
  char     *indicator; /* code */
  char     *name;
  char     *unit;
  gboolean  has_target;
  gint64    target;
  gboolean  has_baseline;
  gint64    baseline;
  char     *qualifier;   /* exactly, at_least, or NULL */
  gboolean  is_proposed; /* the target is not agreed yet */
  LepTotal *by_sex;
  LepTotal *by_age;
} LepProjectResult;

typedef struct
{
  char  *id;
  gint64 number;
  gint64 percent; /* hundredths of a percent; -1 = not answered */
  gint64 amount;
  gint64 paid;
  char  *condition;
  char  *status;
  char  *due_on;
  char  *paid_on;
  char  *day; /* the last one that is known: paid, approved, requested, due */
} LepTranche;

typedef struct
{
  char  *id;
  char  *kind;         /* code of the funding */
  char  *organisation; /* id, or NULL */
  gint64 amount;
} LepFundingSum;

/* The sums of a project's money. */
typedef enum
{
  LEP_MONEY_GRANT = 1 << 0,
  LEP_MONEY_COFINANCING = 1 << 1,
  LEP_MONEY_PAID = 1 << 2,
  LEP_MONEY_BUDGETED = 1 << 3,
  LEP_MONEY_SPENT = 1 << 4,
} LepMoneySums;

/* Minor units of the project's currency; -1 percents = cannot be told. */
typedef struct
{
  char        *currency;
  LepMoneySums disputed; /* laptops differ about what these stand on */
  gint64       grant;
  gint64       cofinancing;
  gint64       total;               /* grant + co-financing */
  gint64       cofinancing_percent; /* hundredths, of the total */
  gint64       approved;
  gint64       paid;
  gint64       paid_percent; /* hundredths, of the grant */
  gint64       budgeted;
  gint64       spent;
  GPtrArray   *tranches; /* LepTranche, by number */
  GPtrArray   *funding;  /* LepFundingSum */
} LepProjectMoney;

gboolean         lep_project_last_days (LepWorkspace *workspace,
                                        const char   *project,
                                        char          first[11],
                                        char          last[11],
                                        GError      **error);
GPtrArray       *lep_project_results (LepWorkspace *workspace,
                                      const char   *project,
                                      GError      **error);
char           **lep_project_dimensions (LepWorkspace *workspace,
                                         const char   *project,
                                         GError      **error);
LepProjectMoney *lep_project_grant (LepWorkspace *workspace,
                                    LepRecord    *project,
                                    GError      **error);
LepProjectMoney *lep_project_money (LepWorkspace *workspace,
                                    const char   *project,
                                    GError      **error);
void             lep_project_result_free (LepProjectResult *self);
void             lep_project_money_free (LepProjectMoney *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepProjectResult, lep_project_result_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepProjectMoney, lep_project_money_free)

G_END_DECLS
