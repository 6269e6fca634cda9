/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What points, a weight and a minimum count at most: sums of their products fit. */
#define LEP_MOST_POINTS 1000000

/* One line of an evaluation grid; its numbers are at most %LEP_MOST_POINTS. */
typedef struct
{
  guint  section; /* from 0 */
  gint64 max_points;
  gint64 weight;  /* times the points */
  gint64 minimum; /* points that the average must reach; 0 = none */
} LepRankCriterion;

/* What one assessor gave one application: a final score sheet. */
typedef struct
{
  guint   application; /* index */
  gint64 *points;      /* one a criterion */
} LepRankSheet;

typedef enum
{
  LEP_PLACE_UNSCORED, /* no sheet is final */
  LEP_PLACE_BELOW,    /* below the threshold, or below the minimum of a criterion */
  LEP_PLACE_RESERVE,  /* good enough, but the money is used up */
  LEP_PLACE_SELECTED,
} LepRankPlace;

/* An application: what it is ranked by, and what came of it. Averages are kept as
 * a sum and a number of sheets, so that equal ones are equal. */
typedef struct
{
  const char  *received_at;  /* time as stored, or NULL; borrowed */
  gint64       takes;        /* of the envelope, minor units of the call's currency */
  gboolean     taken_out;    /* late, not in order, withdrawn: not ranked */
  gboolean     is_committed; /* its money is promised, also without the points */
  gboolean     is_chosen;    /* with enough points it is selected, whatever the money says */

  guint        n_sheets;
  gint64       sum;      /* weighted points of all sheets */
  gint64      *sections; /* the same, by section */
  gint64       lowest, highest;
  gboolean     diverges;      /* two sheets are more than 20 % apart */
  gboolean     below_minimum; /* of a criterion, whatever the total */
  LepRankPlace place;
  guint        rank;       /* from 1; 0 = none */
  guint        reserve_no; /* from 1; 0 = none */
  gboolean     tied;       /* as many points as a neighbour */
  gboolean     alike;      /* also in the first section, and received at the same time: no rule tells them apart */
  gint64       cumulated;  /* taken by this one and all before it */
} LepRankEntry;

void     lep_ranking_make (LepRankEntry           *entries,
                           guint                   n_entries,
                           const LepRankCriterion *criteria,
                           guint                   n_criteria,
                           const LepRankSheet     *sheets,
                           guint                   n_sheets,
                           gint64                  threshold,
                           gint64                  envelope,
                           guint                  *order);
gboolean lep_ranking_diverges (gint64 lowest,
                               gint64 highest);
void     lep_rank_entry_clear (LepRankEntry *self);

G_END_DECLS
