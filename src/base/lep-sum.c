/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Adding up. A record may hold any number of 64 bits, so a sum of two may be
 * none: it must neither wrap around nor fail. */

#include "lep-sum.h"

/**
 * lep_sum_of:
 *
 * Returns: the sum of what was kept in two parts, each of which may be a sum of
 *   such parts
 */
LepSum
lep_sum_of (gint64 high,
            gint64 low)
{
  return (LepSum) high * ((LepSum) 1 << 32) + low;
}

/**
 * lep_sum_cut:
 *
 * Returns: the sum, or the number of 64 bits that comes nearest
 */
gint64
lep_sum_cut (LepSum sum)
{
  return (gint64) CLAMP (sum, (LepSum) G_MININT64, (LepSum) G_MAXINT64);
}

/**
 * lep_add_saturated:
 *
 * Returns: a + b, as lep_sum_cut () does; for two numbers that are shown
 */
gint64
lep_add_saturated (gint64 a,
                   gint64 b)
{
  return lep_sum_cut ((LepSum) a + b);
}

/**
 * lep_subtract_saturated:
 *
 * Returns: a − b, as lep_sum_cut () does
 */
gint64
lep_subtract_saturated (gint64 a,
                        gint64 b)
{
  return lep_sum_cut ((LepSum) a - b);
}
