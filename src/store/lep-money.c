/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Converting money between currencies: in whole minor units, rounded half away
 * from zero, by rates that can be named. */

#include "lep-format.h"
#include "lep-sum.h"

#include "lep-overview.h"

#include "lep-money-private.h"

/* The convertible mark is bound to the euro by law (Law on the Central Bank of
 * Bosnia and Herzegovina): EUR 1 = BAM 1.95583. */
#define EUR_BAM      195583
#define EUR_BAM_UNIT 100000

/* What the rate of an expenditure is counted in. */
#define RATE_UNIT 1000000

/**
 * lep_money_scale:
 *
 * Returns: @amount × @factor ÷ @divisor, rounded half away from zero
 */
gint64
lep_money_scale (gint64 amount,
                 gint64 factor,
                 gint64 divisor)
{
  LepSum product = (LepSum) amount * factor;

  g_return_val_if_fail (divisor > 0, 0);

  return lep_sum_cut ((product * 2 + (product < 0 ? -(LepSum) divisor : (LepSum) divisor)) / ((LepSum) divisor * 2));
}

/**
 * lep_money_convert:
 * @amount: minor units of @from
 * @converted: (out): minor units of @to
 *
 * Converts by what needs no dated rate: the same currency, or EUR and BAM by
 * their fixed rate of 1.95583.
 *
 * Returns: %FALSE for all other pairs
 */
gboolean
lep_money_convert (gint64      amount,
                   const char *from,
                   const char *to,
                   gint64     *converted)
{
  if (g_strcmp0 (from, to) == 0)
    *converted = amount;
  else if (g_strcmp0 (from, "EUR") == 0 && g_strcmp0 (to, "BAM") == 0)
    *converted = lep_money_scale (amount, EUR_BAM, EUR_BAM_UNIT);
  else if (g_strcmp0 (from, "BAM") == 0 && g_strcmp0 (to, "EUR") == 0)
    *converted = lep_money_scale (amount, EUR_BAM_UNIT, EUR_BAM);
  else
    return FALSE;
  return TRUE;
}

/* The rate is that of whole units, a yen and a mark; what is counted are their minor ones. */
static gint64
rate_unit (const char *from,
           const char *to)
{
  gint64 unit = RATE_UNIT;

  for (guint i = lep_currency_digits (to); i < lep_currency_digits (from); i++)
    unit *= 10;
  for (guint i = lep_currency_digits (from); i < lep_currency_digits (to); i++)
    unit /= 10;
  return unit;
}

/**
 * lep_money_by_rate:
 * @amount: minor units of @from
 * @from: (nullable): %NULL = the same as @to
 * @rate: millionths of one @to for one @from; 0 = none given
 * @converted: (out): minor units of @to
 *
 * Converts an expenditure into its project's currency: as lep_money_convert ()
 * does, else by its own dated rate. A rate between EUR and BAM is not asked for.
 */
gboolean
lep_money_by_rate (gint64      amount,
                   const char *from,
                   gint64      rate,
                   const char *to,
                   gint64     *converted)
{
  if (from == NULL || to == NULL)
    {
      *converted = amount;
      return TRUE;
    }
  if (lep_money_convert (amount, from, to, converted))
    return TRUE;
  if (rate <= 0)
    return FALSE;

  *converted = lep_money_scale (amount, rate, rate_unit (from, to));
  return TRUE;
}
