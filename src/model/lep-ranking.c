/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ranking of applications by their score sheets: averages, thresholds, ties,
 * and how far the money reaches. */

#include <string.h>

#include "lep-sum.h"

#include "lep-ranking.h"

typedef struct
{
  const LepRankEntry *entries;
} Order;

void
lep_rank_entry_clear (LepRankEntry *self)
{
  g_clear_pointer (&self->sections, g_free);
}

/**
 * lep_ranking_diverges:
 *
 * Returns: whether two totals are more than 20 % of the greater one apart, so
 *   that a third assessor is needed
 */
gboolean
lep_ranking_diverges (gint64 lowest,
                      gint64 highest)
{
  return (highest - lowest) * 5 > highest;
}

static void
take_sheet (LepRankEntry           *entry,
            const LepRankSheet     *sheet,
            const LepRankCriterion *criteria,
            guint                   n_criteria)
{
  gint64 total = 0;

  for (guint i = 0; i < n_criteria; i++)
    {
      gint64 points = sheet->points[i] * criteria[i].weight;

      total += points;
      entry->sections[criteria[i].section] += points;
    }
  entry->lowest = entry->n_sheets == 0 ? total : MIN (entry->lowest, total);
  entry->highest = entry->n_sheets == 0 ? total : MAX (entry->highest, total);
  entry->sum += total;
  entry->n_sheets++;
}

/* Whether the average of each criterion reaches its minimum. */
static gboolean *
find_below (const LepRankEntry     *entries,
            guint                   n_entries,
            const LepRankCriterion *criteria,
            guint                   n_criteria,
            const LepRankSheet     *sheets,
            guint                   n_sheets)
{
  g_autofree gint64 *sums = g_new0 (gint64, (gsize) n_entries * n_criteria + 1);
  gboolean          *below = g_new0 (gboolean, n_entries + 1);

  for (guint s = 0; s < n_sheets; s++)
    for (guint i = 0; i < n_criteria; i++)
      sums[(gsize) sheets[s].application * n_criteria + i] += sheets[s].points[i];
  for (guint e = 0; e < n_entries; e++)
    for (guint i = 0; i < n_criteria; i++)
      below[e] |= sums[(gsize) e * n_criteria + i] < criteria[i].minimum * entries[e].n_sheets;
  return below;
}

/* By average points, then those of the first section, then the earlier receipt. */
static int
compare_points (const LepRankEntry *a,
                const LepRankEntry *b)
{
  gint64 left = a->sum * b->n_sheets, right = b->sum * a->n_sheets;

  return left == right ? 0 : left > right ? -1
                                          : 1;
}

/* 0 = the rule does not tell them apart. */
static int
compare_by_rule (const LepRankEntry *left,
                 const LepRankEntry *right)
{
  gint64 first = left->place == LEP_PLACE_UNSCORED ? 0 : left->sections[0] * right->n_sheets;
  gint64 second = left->place == LEP_PLACE_UNSCORED ? 0 : right->sections[0] * left->n_sheets;
  int    by_points = left->place == LEP_PLACE_UNSCORED ? 0 : compare_points (left, right);

  if (by_points != 0)
    return by_points;
  if (first != second)
    return first > second ? -1 : 1;
  if (left->received_at == NULL || right->received_at == NULL)
    return (left->received_at == NULL) - (right->received_at == NULL);
  return strcmp (left->received_at, right->received_at);
}

static int
compare_entries (gconstpointer a,
                 gconstpointer b,
                 gpointer      data)
{
  const Order        *order = data;
  const LepRankEntry *left = &order->entries[*(const guint *) a], *right = &order->entries[*(const guint *) b];
  int                 by_rule;

  if ((left->place >= LEP_PLACE_RESERVE) != (right->place >= LEP_PLACE_RESERVE) || (left->place == LEP_PLACE_UNSCORED) != (right->place == LEP_PLACE_UNSCORED))
    return (int) right->place - (int) left->place;
  by_rule = compare_by_rule (left, right);
  return by_rule != 0 ? by_rule : (int) *(const guint *) a - (int) *(const guint *) b;
}

/* What is promised to those with enough points, wherever they stand. */
static gint64
sum_chosen (const LepRankEntry *entries,
            guint               n_entries)
{
  gint64 chosen = 0;

  for (guint i = 0; i < n_entries; i++)
    if (entries[i].is_chosen && entries[i].place >= LEP_PLACE_RESERVE)
      chosen = lep_add_saturated (chosen, entries[i].takes);
  return chosen;
}

/* Goes down the list, with what is left when the money is taken off that was
 * promised, without the points for it or further down: who fits into the envelope or was
 * chosen is selected; all others are on the reserve list. */
static void
hand_out (LepRankEntry *entries,
          const guint  *order,
          guint         n_entries,
          gint64        envelope)
{
  gint64 cumulated = 0, ahead = sum_chosen (entries, n_entries);
  guint  n_reserve = 0;

  for (guint i = 0; i < n_entries; i++)
    if (entries[i].is_committed && entries[i].place < LEP_PLACE_RESERVE)
      cumulated = lep_add_saturated (cumulated, entries[i].takes);
  for (guint i = 0; i < n_entries; i++)
    {
      LepRankEntry *entry = &entries[order[i]], *before = i > 0 ? &entries[order[i - 1]] : NULL;

      if (entry->place == LEP_PLACE_UNSCORED)
        continue;
      entry->rank = i + 1;
      if (before != NULL && (before->place >= LEP_PLACE_RESERVE) == (entry->place >= LEP_PLACE_RESERVE) && compare_points (before, entry) == 0)
        {
          entry->tied = before->tied = TRUE;
          if (compare_by_rule (before, entry) == 0)
            entry->alike = before->alike = TRUE;
        }
      if (entry->place < LEP_PLACE_RESERVE)
        continue;
      cumulated = lep_add_saturated (cumulated, entry->takes);
      entry->cumulated = cumulated;
      if (entry->is_chosen)
        ahead = lep_subtract_saturated (ahead, entry->takes);
      if (entry->is_chosen || envelope < 0 || lep_add_saturated (cumulated, ahead) <= envelope)
        entry->place = LEP_PLACE_SELECTED;
      else
        entry->reserve_no = ++n_reserve;
    }
}

/**
 * lep_ranking_make:
 * @entries: (array length=n_entries): sections are allocated; free with
 *   lep_rank_entry_clear ()
 * @sheets: (array length=n_sheets): final ones of assessors who vote, each with
 *   points for every criterion, at most %LEP_MOST_POINTS
 * @threshold: weighted points that the average must reach; 0 = none
 * @envelope: minor units; -1 = no limit
 * @order: (array length=n_entries) (out caller-allocates): indices by rank: those
 *   above the thresholds, then those below, then those without a sheet
 *
 * Ranks applications of one lot by the average of their sheets' weighted points.
 * Ties are broken by the first section, then by the earlier receipt (2-data-model,
 * rule 8).
 */
void
lep_ranking_make (LepRankEntry           *entries,
                  guint                   n_entries,
                  const LepRankCriterion *criteria,
                  guint                   n_criteria,
                  const LepRankSheet     *sheets,
                  guint                   n_sheets,
                  gint64                  threshold,
                  gint64                  envelope,
                  guint                  *order)
{
  Order                context = { entries };
  guint                n_sections = 1;
  g_autofree gboolean *below = NULL;

  for (guint i = 0; i < n_criteria; i++)
    n_sections = MAX (n_sections, criteria[i].section + 1);
  for (guint i = 0; i < n_entries; i++)
    {
      entries[i].sections = g_new0 (gint64, n_sections);
      order[i] = i;
    }
  for (guint i = 0; i < n_sheets; i++)
    take_sheet (&entries[sheets[i].application], &sheets[i], criteria, n_criteria);

  below = find_below (entries, n_entries, criteria, n_criteria, sheets, n_sheets);
  for (guint i = 0; i < n_entries; i++)
    {
      entries[i].diverges = entries[i].n_sheets > 1 && lep_ranking_diverges (entries[i].lowest, entries[i].highest);
      entries[i].below_minimum = below[i];
      if (entries[i].n_sheets == 0 || entries[i].taken_out)
        entries[i].place = LEP_PLACE_UNSCORED;
      else if (below[i] || entries[i].sum < threshold * entries[i].n_sheets)
        entries[i].place = LEP_PLACE_BELOW;
      else
        entries[i].place = LEP_PLACE_RESERVE;
    }
  g_qsort_with_data (order, (int) n_entries, sizeof *order, compare_entries, &context);
  hand_out (entries, order, n_entries, envelope);
}
