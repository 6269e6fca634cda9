/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ranking of applications: averages, thresholds, ties, the envelope. */

#include "lep-ranking.h"

#define N 5

static const LepRankCriterion grid[] = { { 0, 30, 1, 15 }, { 1, 20, 2, 0 } };

static void
clear (LepRankEntry *entries,
       guint         n)
{
  for (guint i = 0; i < n; i++)
    lep_rank_entry_clear (&entries[i]);
}

static void
test_ties_thresholds_and_envelope (void)
{
  gint64       points[][2] = { { 20, 20 }, { 22, 19 }, { 20, 20 }, { 14, 20 }, { 15, 20 }, { 30, 5 } };
  LepRankSheet sheets[] = { { 0, points[0] }, { 1, points[1] }, { 2, points[2] }, { 3, points[3] }, { 3, points[3] }, { 4, points[5] } };
  LepRankEntry entries[N + 1] = {
    { .received_at = "2021-10-02T09:00:00.000Z", .takes = 100 },
    { .received_at = "2021-10-03T09:00:00.000Z", .takes = 200 },
    { .received_at = "2021-10-01T09:00:00.000Z", .takes = 300 },
    { .takes = 50 },
    { .takes = 150 },
    { .takes = 999 },
  };
  guint order[N + 1];

  lep_ranking_make (entries, N + 1, grid, G_N_ELEMENTS (grid), sheets, G_N_ELEMENTS (sheets), 0, 600, order);

  /* 60 points each for 0, 1 and 2: 1 has more in the first section, 2 came earlier than 0. */
  g_assert_cmpuint (order[0], ==, 1);
  g_assert_cmpuint (order[1], ==, 2);
  g_assert_cmpuint (order[2], ==, 0);
  g_assert_true (entries[0].tied && entries[1].tied && entries[2].tied && !entries[4].tied);
  g_assert_cmpint (entries[0].cumulated, ==, 600);
  g_assert_cmpint (entries[0].place, ==, LEP_PLACE_SELECTED);
  g_assert_cmpuint (order[3], ==, 4);
  g_assert_cmpint (entries[4].place, ==, LEP_PLACE_RESERVE);
  g_assert_cmpuint (entries[4].reserve_no, ==, 1);
  g_assert_cmpint (entries[4].cumulated, ==, 750);
  /* Application 3 has 54 points, but too few for the first criterion. */
  g_assert_cmpuint (order[4], ==, 3);
  g_assert_cmpint (entries[3].place, ==, LEP_PLACE_BELOW);
  g_assert_cmpuint (entries[3].rank, ==, 5);
  g_assert_cmpuint (entries[3].n_sheets, ==, 2);
  g_assert_cmpuint (order[5], ==, 5);
  g_assert_cmpint (entries[5].place, ==, LEP_PLACE_UNSCORED);
  g_assert_cmpuint (entries[5].rank, ==, 0);
  clear (entries, N + 1);
}

/* Who was chosen is on no reserve list, though the envelope became too small; and what is
 * promised further down is not left for others. */
static void
test_what_was_chosen_is_taken_off_first (void)
{
  gint64       points[][2] = { { 30, 20 }, { 29, 20 }, { 28, 20 }, { 27, 20 } };
  LepRankSheet sheets[] = { { 0, points[0] }, { 1, points[1] }, { 2, points[2] }, { 3, points[3] } };
  LepRankEntry entries[4] = { { .takes = 200, .is_chosen = TRUE }, { .takes = 50 }, { .takes = 150, .is_chosen = TRUE }, { .takes = 40 } };
  guint        order[4];

  lep_ranking_make (entries, 4, grid, G_N_ELEMENTS (grid), sheets, 4, 0, 380, order);
  g_assert_cmpint (entries[0].place, ==, LEP_PLACE_SELECTED);
  g_assert_cmpint (entries[1].place, ==, LEP_PLACE_RESERVE);
  g_assert_cmpuint (entries[1].reserve_no, ==, 1);
  g_assert_cmpint (entries[2].place, ==, LEP_PLACE_SELECTED);
  g_assert_cmpuint (entries[2].reserve_no, ==, 0);
  g_assert_cmpuint (entries[3].reserve_no, ==, 2);
  clear (entries, 4);
}

/* Amounts as large as a bundle can bring fit into no envelope. */
static void
test_amounts_do_not_wrap (void)
{
  gint64       points[][2] = { { 20, 20 }, { 20, 19 } };
  LepRankSheet sheets[] = { { 0, points[0] }, { 1, points[1] } };
  LepRankEntry entries[] = { { .takes = G_MAXINT64 - 1 }, { .takes = G_MAXINT64 - 1 } };
  guint        order[2];

  lep_ranking_make (entries, 2, grid, G_N_ELEMENTS (grid), sheets, 2, 0, G_MAXINT64 - 1, order);
  g_assert_cmpint (entries[0].place, ==, LEP_PLACE_SELECTED);
  g_assert_cmpint (entries[1].place, ==, LEP_PLACE_RESERVE);
  g_assert_cmpint (entries[1].cumulated, ==, G_MAXINT64);
  clear (entries, 2);
}

static void
test_averages_are_exact (void)
{
  /* 61/3 and 122/6 are the same number; 20.333 as a double need not be. */
  gint64       points[][2] = { { 21, 0 }, { 20, 0 }, { 20, 0 } };
  LepRankSheet sheets[] = { { 0, points[0] }, { 0, points[1] }, { 0, points[2] }, { 1, points[0] }, { 1, points[1] }, { 1, points[2] }, { 1, points[0] }, { 1, points[1] }, { 1, points[2] } };
  LepRankEntry entries[2] = { { .takes = 1 }, { .takes = 1 } };
  guint        order[2];

  lep_ranking_make (entries, 2, grid, G_N_ELEMENTS (grid), sheets, G_N_ELEMENTS (sheets), 0, -1, order);
  g_assert_true (entries[0].tied && entries[1].tied);
  g_assert_cmpint (entries[1].place, ==, LEP_PLACE_SELECTED);
  g_assert_cmpint (entries[0].sections[0], ==, 61);
  clear (entries, 2);
}

static void
test_more_than_a_fifth_apart_diverges (void)
{
  g_assert_false (lep_ranking_diverges (80, 100));
  g_assert_true (lep_ranking_diverges (79, 100));
  g_assert_false (lep_ranking_diverges (0, 0));
}

static void
test_threshold_takes_exact_averages (void)
{
  gint64       points[][2] = { { 30, 10 }, { 30, 11 }, { 20, 15 } };
  LepRankSheet sheets[] = { { 0, points[0] }, { 0, points[1] }, { 1, points[1] }, { 2, points[2] } };
  LepRankEntry entries[3] = { { .takes = 1 }, { .takes = 1 }, { .takes = 1 } };
  guint        order[3];

  /* 51 on average, 52, and 50: the threshold is 51. */
  lep_ranking_make (entries, 3, grid, G_N_ELEMENTS (grid), sheets, G_N_ELEMENTS (sheets), 51, -1, order);
  g_assert_cmpint (entries[0].place, ==, LEP_PLACE_SELECTED);
  g_assert_cmpint (entries[1].place, ==, LEP_PLACE_SELECTED);
  g_assert_cmpint (entries[2].place, ==, LEP_PLACE_BELOW);
  g_assert_false (entries[2].below_minimum);
  g_assert_cmpuint (order[2], ==, 2);
  clear (entries, 3);
}

static void
test_late_ones_are_not_ranked (void)
{
  gint64       points[2] = { 30, 20 };
  LepRankSheet sheet = { 0, points };
  LepRankEntry entry = { .takes = 1, .taken_out = TRUE };
  guint        order[1];

  lep_ranking_make (&entry, 1, grid, G_N_ELEMENTS (grid), &sheet, 1, 0, -1, order);
  g_assert_cmpuint (entry.rank, ==, 0);
  g_assert_cmpint (entry.cumulated, ==, 0);
  clear (&entry, 1);
}

/* The same points, the same first section, the same hour: no rule tells them apart. */
static void
test_full_tie_is_told (void)
{
  LepRankEntry           entries[3] = { { .received_at = "2021-10-01T09:00:00.000Z", .takes = 1 },
                                        { .received_at = "2021-10-01T09:00:00.000Z", .takes = 1 },
                                        { .received_at = "2021-10-02T09:00:00.000Z", .takes = 1 } };
  gint64                 points[] = { 5 };
  const LepRankSheet     sheets[] = { { 0, points }, { 1, points }, { 2, points } };
  const LepRankCriterion criterion = { .max_points = 10, .weight = 1 };
  guint                  order[3];

  lep_ranking_make (entries, 3, &criterion, 1, sheets, 3, 0, 1, order);
  g_assert_cmpuint (order[0], ==, 0);
  g_assert_cmpuint (order[1], ==, 1);
  g_assert_true (entries[0].tied && entries[1].tied && entries[2].tied);
  g_assert_true (entries[0].alike && entries[1].alike);
  g_assert_false (entries[2].alike);
  for (guint i = 0; i < 3; i++)
    lep_rank_entry_clear (&entries[i]);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ranking/ties_thresholds_and_envelope", test_ties_thresholds_and_envelope);
  g_test_add_func ("/ranking/amounts_do_not_wrap", test_amounts_do_not_wrap);
  g_test_add_func ("/ranking/what_was_chosen_is_taken_off_first", test_what_was_chosen_is_taken_off_first);
  g_test_add_func ("/ranking/averages_are_exact", test_averages_are_exact);
  g_test_add_func ("/ranking/more_than_a_fifth_apart_diverges", test_more_than_a_fifth_apart_diverges);
  g_test_add_func ("/ranking/threshold_takes_exact_averages", test_threshold_takes_exact_averages);
  g_test_add_func ("/ranking/full_tie_is_told", test_full_tie_is_told);
  g_test_add_func ("/ranking/late_ones_are_not_ranked", test_late_ones_are_not_ranked);

  return g_test_run ();
}
