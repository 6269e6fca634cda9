/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-total.h"

G_BEGIN_DECLS

typedef struct
{
  char    *indicator; /* TRAINED, EMPLOYED, SERVICES, BUSINESSES, ORGANISATIONS */
  char    *name;
  gint64   actual;
  gint64   claimed;
  gint64   target; /* sum of the agreed (else proposed) targets; 0 = none set */
  gboolean provisional;
} LepCounter;

typedef struct
{
  int      year;
  int      quarter; /* 1 to 4 */
  gint64   trained;
  gint64   employed;
  gboolean provisional; /* one of them */
} LepQuarter;

/* Minor units of the currency. */
typedef struct
{
  char  *currency;
  gint64 granted;
  gint64 cofinanced;
  gint64 paid;
  gint64 spent;
} LepMoneySum;

/* Dated rates by which spending in a currency was converted: millionths of the one for one of the other. */
typedef struct
{
  char  *from, *to;
  gint64 lowest, highest;
} LepMoneyRate;

typedef struct
{
  char *date; /* where the reader is, of an hour, too */
  char *kind;
  char *id;
  char *space;
  char *field;
} LepNextDate;

typedef struct
{
  GPtrArray   *counters;         /* LepCounter */
  GArray      *quarters;         /* LepQuarter, oldest first, without gaps, at most 12 */
  GPtrArray   *money;            /* LepMoneySum, one a currency */
  LepMoneySum *money_all;        /* all that has a rate, in the programme's currency */
  GPtrArray   *rates;            /* LepMoneyRate that came into it */
  gboolean     has_unrated;      /* some money has no rate and is not in it */
  gboolean     money_disputed;   /* laptops differ about what was granted or paid */
  char        *rate_text;        /* names the rate used, or NULL when none was needed */
  GPtrArray   *next_dates;       /* LepNextDate, soonest first, at most 12 */
  char        *last_exchange_at; /* or NULL: never */
  char        *last_exchange_name;
  char        *last_exchange_direction;
  gint64       last_exchange_changes; /* that came in or went out with it */
  gint64       n_unsent;              /* made here since a bundle was last given */
  gint64       n_conflicts;
  gint64       n_pending;
} LepOverview;

LepOverview *lep_overview (LepWorkspace *workspace,
                           const char   *partnership,
                           const char   *today,
                           GError      **error);
void         lep_overview_free (LepOverview *self);
gboolean     lep_money_convert (gint64      amount,
                                const char *from,
                                const char *to,
                                gint64     *converted);
gboolean     lep_money_by_rate (gint64      amount,
                                const char *from,
                                gint64      rate,
                                const char *to,
                                gint64     *converted);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepOverview, lep_overview_free)

G_END_DECLS
