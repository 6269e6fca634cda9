/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A sum while it is being made: of any numbers of 64 bits, in any order, it is
 * exact. Only what is shown in the end is cut to 64 bits: a number that is cut
 * at each step would depend on the order of the steps. */
typedef __int128 LepSum;

/* A sum as two numbers that can be kept and added up: high × 2³² + low, with
 * low from 0 to 2³² − 1. */
#define LEP_SUM_HIGH(sum) ((gint64) ((sum) >> 32))
#define LEP_SUM_LOW(sum)  ((gint64) ((sum) &G_MAXUINT32))

LepSum lep_sum_of (gint64 high,
                   gint64 low);
gint64 lep_sum_cut (LepSum sum);
gint64 lep_add_saturated (gint64 a,
                          gint64 b);
gint64 lep_subtract_saturated (gint64 a,
                               gint64 b);

G_END_DECLS
