/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "How a total is made", claim by claim. */

#include "totals.h"

static void
test_sum_adds_live_outcomes (Fill         *fill,
                             gconstpointer data)
{
  g_autoptr (LepTotal) all = NULL;

  totals_add (fill, FIRST, PROJECT, TRAINED, "2025-03-31", "10", "claimed");
  totals_add (fill, FIRST + 1, PROJECT, TRAINED, "2025-06-30", "5", "verified");
  totals_add (fill, FIRST + 2, PROJECT, TRAINED, "2025-06-30", "100", "withdrawn");
  totals_add (fill, FIRST + 3, PROJECT, TRAINED, "2025-06-30", "1000", "claimed");
  fill_row_state (fill, FIRST + 3, "deleted = 1");

  all = totals_read (fill, "TRAINED", LEP_SCOPE_PROGRAMME, 0, NULL, NULL, NULL);
  g_assert_cmpint (all->total, ==, 15);
  g_assert_cmpint (all->verified, ==, 5);
  g_assert_cmpint (all->claimed, ==, 10);
  g_assert_false (all->provisional);
  g_assert_cmpuint (all->entries->len, ==, 2);
}

static void
test_proof_keeps_claimed_beside (Fill         *fill,
                                 gconstpointer data)
{
  g_autoptr (LepTotal) all = NULL;

  totals_add (fill, FIRST, PROJECT, EMPLOYED, "2025-03-31", "30", "verified");
  totals_add (fill, FIRST + 1, PROJECT, EMPLOYED, "2025-03-31", "12", "claimed");

  all = totals_read (fill, "EMPLOYED", LEP_SCOPE_PROGRAMME, 0, NULL, NULL, NULL);
  g_assert_cmpint (all->total, ==, 30);
  g_assert_cmpint (all->verified, ==, 30);
  g_assert_cmpint (all->claimed, ==, 12);
}

static void
test_range_looks_at_the_end (Fill         *fill,
                             gconstpointer data)
{
  g_autoptr (LepTotal) inside = NULL;

  totals_add (fill, FIRST, PROJECT, TRAINED, "2025-03-31", "1", "claimed");
  totals_add (fill, FIRST + 1, PROJECT, TRAINED, "2025-04-01", "2", "claimed");
  totals_add (fill, FIRST + 2, PROJECT, TRAINED, "2025-06-30", "4", "claimed");
  totals_add (fill, FIRST + 3, PROJECT, TRAINED, "2025-07-01", "8", "claimed");

  inside = totals_read (fill, "TRAINED", LEP_SCOPE_PROGRAMME, 0, "2025-04-01", "2025-06-30", NULL);
  g_assert_cmpint (inside->total, ==, 6);
}

static void
test_scope_follows_the_project (Fill         *fill,
                                gconstpointer data)
{
  g_autoptr (LepTotal) one = NULL;
  g_autoptr (LepTotal) partnership = NULL;
  g_autoptr (LepTotal) other = NULL;

  totals_add (fill, FIRST, PROJECT, TRAINED, "2025-03-31", "1", "claimed");
  totals_add (fill, FIRST + 1, PROJECT_2, TRAINED, "2025-03-31", "2", "claimed");
  totals_add (fill, FIRST + 2, PROJECT_3, TRAINED, "2025-03-31", "4", "claimed");

  one = totals_read (fill, "TRAINED", LEP_SCOPE_PROJECT, PROJECT, NULL, NULL, NULL);
  partnership = totals_read (fill, "TRAINED", LEP_SCOPE_PARTNERSHIP, PARTNERSHIP, NULL, NULL, NULL);
  other = totals_read (fill, fill_id (TRAINED), LEP_SCOPE_PARTNERSHIP, PARTNERSHIP_2, NULL, NULL, NULL);
  g_assert_cmpint (one->total, ==, 1);
  g_assert_cmpint (partnership->total, ==, 3);
  g_assert_cmpint (other->total, ==, 4);
}

static void
test_latest_takes_one_a_project (Fill         *fill,
                                 gconstpointer data)
{
  g_autoptr (LepTotal) all = NULL;
  g_autoptr (LepTotal) early = NULL;

  totals_add (fill, FIRST, PROJECT, ACTIVE_NOW, "2025-06-30", "7", "claimed");
  totals_add (fill, FIRST + 1, PROJECT, ACTIVE_NOW, "2025-03-31", "90", "claimed");
  totals_add (fill, FIRST + 2, PROJECT, ACTIVE_NOW, "2025-06-30", "8", "claimed"); /* created later */
  totals_add (fill, FIRST + 3, PROJECT_3, ACTIVE_NOW, "2025-01-31", "100", "verified");

  all = totals_read (fill, "ACTIVE", LEP_SCOPE_PROGRAMME, 0, NULL, NULL, NULL);
  g_assert_cmpint (all->total, ==, 108);
  g_assert_cmpuint (all->entries->len, ==, 2);
  early = totals_read (fill, "ACTIVE", LEP_SCOPE_PROJECT, PROJECT, NULL, "2025-04-30", NULL);
  g_assert_cmpint (early->total, ==, 90);
}

static void
test_maximum_takes_the_greatest (Fill         *fill,
                                 gconstpointer data)
{
  g_autoptr (LepTotal) all = NULL;

  totals_add (fill, FIRST, PROJECT, BEST, "2025-03-31", "90", "claimed");
  totals_add (fill, FIRST + 1, PROJECT, BEST, "2025-06-30", "7", "claimed");
  totals_add (fill, FIRST + 2, PROJECT_3, BEST, "2025-06-30", "5", "claimed");

  all = totals_read (fill, "BEST", LEP_SCOPE_PROGRAMME, 0, NULL, NULL, NULL);
  g_assert_cmpint (all->total, ==, 95);
}

/* What counts of a total of greatest values, after each kind of change: the one that
 * is kept by value, and that of all records. */
static void
assert_best (Fill       *fill,
             LepScope    scope,
             guint       scope_id,
             const char *from,
             const char *to,
             gint64      verified,
             gint64      claimed)
{
  g_autoptr (LepTotal) best = totals_read (fill, "BEST", scope, scope_id, from, to, NULL);

  g_assert_cmpint (best->verified, ==, verified);
  g_assert_cmpint (best->claimed, ==, claimed);
}

static void
test_maximum_in_ranges_and_scopes (Fill         *fill,
                                   gconstpointer data)
{
  totals_add (fill, FIRST, PROJECT, BEST, "2025-03-31", "90", "claimed");
  totals_add (fill, FIRST + 1, PROJECT, BEST, "2025-06-30", "70", "verified");
  totals_add (fill, FIRST + 2, PROJECT_2, BEST, "2025-09-30", "8", "claimed");
  totals_add (fill, FIRST + 3, PROJECT_3, BEST, "2025-12-31", "5", "verified");
  totals_add (fill, FIRST + 4, PROJECT_3, BEST, "2025-12-31", "400", "withdrawn");
  totals_add (fill, FIRST + 5, PROJECT_3, BEST, "2025-12-31", "500", "claimed");
  fill_row_state (fill, FIRST + 5, "deleted = 1");
  totals_add (fill, FIRST + 6, PROJECT_3, TRAINED, "2025-12-31", "600", "verified");

  assert_best (fill, LEP_SCOPE_PROGRAMME, 0, NULL, NULL, 5, 98);
  assert_best (fill, LEP_SCOPE_PARTNERSHIP, PARTNERSHIP, NULL, NULL, 0, 98);
  assert_best (fill, LEP_SCOPE_PARTNERSHIP, PARTNERSHIP_2, NULL, NULL, 5, 0);
  assert_best (fill, LEP_SCOPE_PROJECT, PROJECT, NULL, NULL, 0, 90);
  assert_best (fill, LEP_SCOPE_PROJECT, PROJECT, "2025-04-01", NULL, 70, 0);
  assert_best (fill, LEP_SCOPE_PROGRAMME, 0, "2025-04-01", "2025-09-30", 70, 8);
  assert_best (fill, LEP_SCOPE_PROGRAMME, 0, NULL, "2025-01-31", 0, 0);

  fill_update (fill, "indicator", BEST, "needs_proof = 1"); /* the greatest of each state */
  assert_best (fill, LEP_SCOPE_PROGRAMME, 0, NULL, NULL, 75, 98);
  assert_best (fill, LEP_SCOPE_PROJECT, PROJECT, "2025-06-30", NULL, 70, 0);
}

/* Of several that are equal the earliest is split. */
static void
test_maximum_is_the_earliest (Fill         *fill,
                              gconstpointer data)
{
  g_autoptr (LepTotal) best = NULL;
  gint64 value;

  totals_add (fill, FIRST, PROJECT, BEST, "2025-06-30", "9", "claimed");
  totals_add (fill, FIRST + 1, PROJECT, BEST, "2025-03-31", "9", "verified");
  totals_add (fill, FIRST + 2, PROJECT, BEST, "2025-03-31", "9", "claimed"); /* created later */
  for (guint i = 0; i < 3; i++)
    fill_row (fill, PARTNERSHIP, "breakdown", FIRST + 10 + i, "outcome", fill_id (FIRST + i), "dimension", "sex", "category", "women",
              "value", i == 1 ? "4" : "7", NULL);

  best = totals_read (fill, "BEST", LEP_SCOPE_PROGRAMME, 0, NULL, NULL, "sex");
  g_assert_cmpint (best->verified, ==, 9);
  g_assert_true (lep_total_part (best, "women", &value));
  g_assert_cmpint (value, ==, 4);
}

/* Without a project or a day it counts once, and in no range that ends. */
static void
test_maximum_of_what_is_not_filled_in (Fill         *fill,
                                       gconstpointer data)
{
  totals_add (fill, FIRST, PROJECT, BEST, "2025-06-30", "3", "claimed");
  totals_add (fill, FIRST + 1, PROJECT, BEST, "2025-06-30", "4", "claimed");
  totals_add (fill, FIRST + 2, PROJECT, BEST, "2025-06-30", "20", "claimed");
  fill_update (fill, "outcome", FIRST, "value = NULL");
  fill_update (fill, "outcome", FIRST + 1, "project = NULL");
  fill_update (fill, "outcome", FIRST + 2, "\"to\" = NULL, state = NULL");

  assert_best (fill, LEP_SCOPE_PROGRAMME, 0, NULL, NULL, 0, 24);
  assert_best (fill, LEP_SCOPE_PROGRAMME, 0, NULL, "2025-12-31", 0, 4);
  assert_best (fill, LEP_SCOPE_PROGRAMME, 0, "2025-01-01", NULL, 0, 4);
}

/* Two laptops may have made the indicator; while they differ, all records are
 * looked at, and what says how to count is that of the earlier one. */
static void
test_maximum_of_two_indicators (Fill         *fill,
                                gconstpointer data)
{
  totals_add (fill, FIRST, PROJECT, BEST, "2025-03-31", "90", "claimed");
  fill_row (fill, PROGRAMME, "indicator", FIRST + 9, "code", "BEST", "name", "Best", "accumulation", "sum", NULL);
  totals_add (fill, FIRST + 1, PROJECT, FIRST + 9, "2025-06-30", "95", "claimed");
  totals_add (fill, FIRST + 2, PROJECT_3, FIRST + 9, "2025-06-30", "5", "claimed");
  assert_best (fill, LEP_SCOPE_PROGRAMME, 0, NULL, NULL, 0, 100);
  fill_update (fill, "indicator", FIRST + 9, "accumulation = 'maximum'");
  assert_best (fill, LEP_SCOPE_PROGRAMME, 0, NULL, NULL, 0, 100);
}

/* What has no day counts without a range, and in one that begins or ends does not. */
static void
test_sum_of_what_has_no_day (Fill         *fill,
                             gconstpointer data)
{
  g_autoptr (LepTotal) all = NULL;
  g_autoptr (LepTotal) ended = NULL;

  totals_add (fill, FIRST, PROJECT, TRAINED, "2025-06-30", "3", "claimed");
  fill_update (fill, "outcome", FIRST, "\"to\" = NULL");
  all = totals_read (fill, "TRAINED", LEP_SCOPE_PROGRAMME, 0, NULL, NULL, NULL);
  ended = totals_read (fill, "TRAINED", LEP_SCOPE_PROGRAMME, 0, NULL, "2025-12-31", NULL);
  g_assert_cmpint (all->total, ==, 3);
  g_assert_cmpint (ended->total, ==, 0);
}

static void
test_none_only_lists (Fill         *fill,
                      gconstpointer data)
{
  g_autoptr (LepTotal) all = NULL;

  totals_add (fill, FIRST, PROJECT, LISTED, "2025-03-31", "33", "claimed");
  all = totals_read (fill, "LISTED", LEP_SCOPE_PROGRAMME, 0, NULL, NULL, NULL);
  g_assert_false (all->has_total);
  g_assert_cmpint (all->total, ==, 0);
  g_assert_cmpuint (all->entries->len, ==, 1);
}

static void
test_breakdown_tells_what_is_not_split (Fill         *fill,
                                        gconstpointer data)
{
  g_autoptr (LepTotal) by_sex = NULL;
  g_autoptr (LepTotal) by_group = NULL;
  gint64 value;

  totals_add (fill, FIRST, PROJECT, TRAINED, "2025-03-31", "60", "verified");
  fill_row (fill, PARTNERSHIP, "breakdown", FIRST + 1, "outcome", fill_id (FIRST), "dimension", "sex", "category", "women",
            "value", "14", NULL);
  fill_row (fill, PARTNERSHIP, "breakdown", FIRST + 2, "outcome", fill_id (FIRST), "dimension", "sex", "category", "men",
            "value", "40", NULL);
  fill_row (fill, PARTNERSHIP, "breakdown", FIRST + 3, "outcome", fill_id (FIRST), "dimension", "sex", "category", "undisclosed",
            "value", "99", NULL);
  fill_row_state (fill, FIRST + 3, "deleted = 1");
  fill_row (fill, PARTNERSHIP, "breakdown", FIRST + 4, "outcome", fill_id (FIRST), "dimension", "target_group", "category", "youth",
            "value", "50", NULL);
  fill_row (fill, PARTNERSHIP, "breakdown", FIRST + 5, "outcome", fill_id (FIRST), "dimension", "target_group", "category", "women",
            "value", "50", NULL);

  by_sex = totals_read (fill, "TRAINED", LEP_SCOPE_PROGRAMME, 0, NULL, NULL, "sex");
  g_assert_cmpuint (by_sex->by->len, ==, 3);
  g_assert_cmpstr (((LepTotalPart *) g_ptr_array_index (by_sex->by, 0))->category, ==, "women");
  g_assert_true (lep_total_part (by_sex, "women", &value));
  g_assert_cmpint (value, ==, 14);
  g_assert_true (lep_total_part (by_sex, NULL, &value));
  g_assert_cmpint (value, ==, 6);

  by_group = totals_read (fill, "TRAINED", LEP_SCOPE_PROGRAMME, 0, NULL, NULL, "target_group");
  g_assert_cmpuint (by_group->by->len, ==, 2); /* they overlap: nothing is left over */
}

static gint64
too_many_by_sex (Fill *fill)
{
  g_autoptr (LepTotal) by_sex = totals_read (fill, "TRAINED", LEP_SCOPE_PARTNERSHIP, PARTNERSHIP, NULL, NULL, "sex");

  return by_sex->too_many;
}

/* What one result is split into too many does not take away from what another one is
 * not split into. */
static void
test_split_too_far_hides_nothing (Fill         *fill,
                                  gconstpointer data)
{
  gint64 value;

  totals_add (fill, FIRST, PROJECT, TRAINED, "2025-03-31", "12", "claimed");
  fill_row (fill, PARTNERSHIP, "breakdown", FIRST + 1, "outcome", fill_id (FIRST), "dimension", "sex", "category", "women", "value", "5", NULL);
  fill_row (fill, PARTNERSHIP, "breakdown", FIRST + 2, "outcome", fill_id (FIRST), "dimension", "sex", "category", "men", "value", "15", NULL);
  totals_add (fill, FIRST + 3, PROJECT, TRAINED, "2025-03-31", "14", "claimed");

  for (guint scope = LEP_SCOPE_PROGRAMME; scope <= LEP_SCOPE_PROJECT; scope++)
    {
      g_autoptr (LepTotal) by_sex = totals_read (fill, "TRAINED", scope, scope == LEP_SCOPE_PROJECT ? PROJECT : PARTNERSHIP, NULL, NULL, "sex");
      g_autoptr (LepTotal) by_age = totals_read (fill, "TRAINED", scope, scope == LEP_SCOPE_PROJECT ? PROJECT : PARTNERSHIP, NULL, NULL, "age");

      g_assert_true (lep_total_part (by_sex, NULL, &value));
      g_assert_cmpint (value, ==, 14);
      g_assert_cmpint (by_sex->too_many, ==, 8);
      g_assert_true (by_sex->provisional);
      g_assert_false (by_age->provisional);
    }

  fill_update (fill, "outcome", FIRST, "value = 20");
  g_assert_cmpint (too_many_by_sex (fill), ==, 0);
  fill_update (fill, "outcome", FIRST, "value = 18, state = 'verified'");
  g_assert_cmpint (too_many_by_sex (fill), ==, 2);
  fill_row_state (fill, FIRST + 2, "deleted = 1");
  g_assert_cmpint (too_many_by_sex (fill), ==, 0);

  /* What a merge may bring, up to where a number ends. */
  fill_update (fill, "outcome", FIRST, "value = -5");
  g_assert_cmpint (too_many_by_sex (fill), ==, 10);
  fill_update (fill, "breakdown", FIRST + 1, "value = 9223372036854775807");
  g_assert_cmpint (too_many_by_sex (fill), ==, G_MAXINT64);
}

static void
test_kept_sums_follow_every_change (Fill         *fill,
                                    gconstpointer data)
{
  g_autoptr (LepTotal) before = NULL;
  g_autoptr (LepTotal) moved = NULL;
  g_autoptr (LepTotal) away = NULL;
  g_autoptr (LepTotal) split = NULL;
  g_autoptr (LepTotal) gone = NULL;
  g_autofree char *to_other = g_strdup_printf ("partnership = '%s'", fill_id (PARTNERSHIP_2));
  gint64           value;

  totals_add (fill, FIRST, PROJECT, TRAINED, "2025-03-31", "10", "claimed");
  totals_add (fill, FIRST + 9, PROJECT, TRAINED, "2025-03-31", "1", "claimed");
  fill_row (fill, PARTNERSHIP, "breakdown", FIRST + 1, "outcome", fill_id (FIRST), "dimension", "sex", "category", "women",
            "value", "4", NULL);
  before = totals_read (fill, "TRAINED", LEP_SCOPE_PARTNERSHIP, PARTNERSHIP, NULL, NULL, "sex");
  g_assert_cmpint (before->total, ==, 11);

  fill_update (fill, "outcome", FIRST, "value = 20, state = 'verified', \"to\" = '2025-06-30'");
  fill_update (fill, "breakdown", FIRST + 1, "value = 5");
  split = totals_read (fill, "TRAINED", LEP_SCOPE_PARTNERSHIP, PARTNERSHIP, "2025-04-01", NULL, "sex");
  g_assert_cmpint (split->verified, ==, 20);
  g_assert_true (lep_total_part (split, "women", &value));
  g_assert_cmpint (value, ==, 5);

  fill_update (fill, "project", PROJECT, to_other);
  moved = totals_read (fill, "TRAINED", LEP_SCOPE_PARTNERSHIP, PARTNERSHIP_2, NULL, NULL, "sex");
  away = totals_read (fill, "TRAINED", LEP_SCOPE_PARTNERSHIP, PARTNERSHIP, NULL, NULL, "sex");
  g_assert_cmpint (moved->total, ==, 21);
  g_assert_cmpint (away->total, ==, 0);

  fill_row_state (fill, FIRST + 1, "deleted = 1");
  fill_row_state (fill, FIRST + 9, "deleted = 1");
  gone = totals_read (fill, "TRAINED", LEP_SCOPE_PROGRAMME, 0, NULL, NULL, "sex");
  g_assert_cmpint (gone->total, ==, 20);
  g_assert_false (lep_total_part (gone, "women", &value));
}

/* However large, whatever the order and way of counting, and again when some of
 * it is gone. */
static void
test_sums_are_exact_beyond_64_bits (Fill         *fill,
                                    gconstpointer data)
{
  static const char *const values[] = { "9223372036854775807", "9223372036854775800", "-9223372036854775807", "9223372036854775807", "5" };
  g_autoptr (LepTotal) all = NULL;
  g_autoptr (LepTotal) rest = NULL;
  g_autoptr (LepTotal) small = NULL;
  gint64 value;

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      totals_add (fill, FIRST + i, i < 3 ? PROJECT : PROJECT_3, TRAINED, "2025-03-31", values[i], i % 2 == 0 ? "verified" : "claimed");
      fill_row (fill, i < 3 ? PARTNERSHIP : PARTNERSHIP_2, "breakdown", FIRST + 20 + i, "outcome", fill_id (FIRST + i),
                "dimension", "sex", "category", "women", "value", values[i], NULL);
    }
  all = totals_read (fill, "TRAINED", LEP_SCOPE_PROGRAMME, 0, NULL, NULL, "sex");
  g_assert_cmpint (all->verified, ==, 5);
  g_assert_cmpint (all->claimed, ==, G_MAXINT64);
  g_assert_cmpint (all->total, ==, G_MAXINT64);
  g_assert_true (lep_total_part (all, "women", &value));
  g_assert_cmpint (value, ==, G_MAXINT64);

  fill_row_state (fill, FIRST + 3, "deleted = 1");
  rest = totals_read (fill, "TRAINED", LEP_SCOPE_PROGRAMME, 0, NULL, NULL, "sex");
  g_assert_cmpint (rest->claimed, ==, G_GINT64_CONSTANT (9223372036854775800));
  g_assert_cmpint (rest->total, ==, G_GINT64_CONSTANT (9223372036854775805));
  fill_row_state (fill, FIRST + 1, "deleted = 1");
  small = totals_read (fill, "TRAINED", LEP_SCOPE_PARTNERSHIP, PARTNERSHIP, NULL, NULL, "sex");
  g_assert_cmpint (small->total, ==, 0);
}

static void
test_conflict_makes_provisional (Fill         *fill,
                                 gconstpointer data)
{
  g_autoptr (LepTotal) one = NULL;
  g_autoptr (LepTotal) other = NULL;

  totals_add (fill, FIRST, PROJECT, TRAINED, "2025-03-31", "10", "claimed");
  totals_add (fill, FIRST + 1, PROJECT_3, TRAINED, "2025-03-31", "20", "claimed");
  fill_row_state (fill, FIRST, "conflicts = 1");

  one = totals_read (fill, "TRAINED", LEP_SCOPE_PROJECT, PROJECT, NULL, NULL, NULL);
  other = totals_read (fill, "TRAINED", LEP_SCOPE_PROJECT, PROJECT_3, NULL, NULL, NULL);
  g_assert_true (one->provisional);
  g_assert_cmpint (one->total, ==, 10);
  g_assert_false (other->provisional);
}

static void
test_organisations_are_counted_once (Fill         *fill,
                                     gconstpointer data)
{
  g_autoptr (LepTotal) all = NULL;
  g_autoptr (LepTotal) early = NULL;
  g_autoptr (LepTotal) one = NULL;

  fill_row (fill, PROGRAMME, "organisation", 200, "name", "A", NULL);
  fill_row (fill, PROGRAMME, "organisation", 201, "name", "A again", "merged_into", fill_id (200), NULL);
  fill_row (fill, PROGRAMME, "organisation", 202, "name", "B", NULL);
  fill_row (fill, PARTNERSHIP, "membership", 210, "partnership", fill_id (PARTNERSHIP), "organisation", fill_id (200), NULL);
  fill_row (fill, PARTNERSHIP_2, "membership", 211, "partnership", fill_id (PARTNERSHIP_2), "organisation", fill_id (201), NULL);
  fill_row (fill, PARTNERSHIP_2, "membership", 212, "partnership", fill_id (PARTNERSHIP_2), "organisation", fill_id (202),
            "joined_on", "2025-05-01", "left_on", "2025-08-01", NULL);

  all = totals_read (fill, "ORGANISATIONS", LEP_SCOPE_PROGRAMME, 0, NULL, NULL, NULL);
  early = totals_read (fill, "ORGANISATIONS", LEP_SCOPE_PROGRAMME, 0, NULL, "2025-04-30", NULL);
  one = totals_read (fill, "ORGANISATIONS", LEP_SCOPE_PARTNERSHIP, PARTNERSHIP_2, "2025-08-02", NULL, NULL);
  g_assert_cmpint (all->total, ==, 2);
  g_assert_cmpint (early->total, ==, 1);
  g_assert_cmpint (one->total, ==, 1);
}

static void
test_initiatives_and_services (Fill         *fill,
                               gconstpointer data)
{
  g_autoptr (LepTotal) initiatives = NULL;
  g_autoptr (LepTotal) services = NULL;

  fill_row (fill, PARTNERSHIP, "service", 220, "partnership", fill_id (PARTNERSHIP), "name", "S", "started_on", "2025-05-01", NULL);
  fill_row (fill, PARTNERSHIP, "service", 221, "partnership", fill_id (PARTNERSHIP), "name", "T", "started_on", "2025-07-01", NULL);

  initiatives = totals_read (fill, "INITIATIVES", LEP_SCOPE_PROGRAMME, 0, NULL, NULL, NULL);
  services = totals_read (fill, "SERVICES", LEP_SCOPE_PROGRAMME, 0, "2025-01-01", "2025-06-30", NULL);
  g_assert_cmpint (initiatives->total, ==, 2); /* one is in the pipeline */
  g_assert_cmpint (services->total, ==, 1);

  fill_update (fill, "project", PROJECT_2, "status = NULL"); /* not noted is none of the states that do not count */
  g_clear_pointer (&initiatives, lep_total_free);
  initiatives = totals_read (fill, "INITIATIVES", LEP_SCOPE_PROGRAMME, 0, NULL, NULL, NULL);
  g_assert_cmpint (initiatives->total, ==, 3);
}

static void
test_unknown_indicator_is_not_found (Fill         *fill,
                                     gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  LepTotalQuery query = { .indicator = "NOTHING" };

  g_assert_null (lep_total (fill->workspace, &query, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_NOT_FOUND);
}

static void
test_targets_agreed_before_proposed (Fill         *fill,
                                     gconstpointer data)
{
  fill_expect_target (fill, "project", fill_id (PROJECT), -1);
  fill_row (fill, PARTNERSHIP, "target", 240, "indicator", fill_id (TRAINED), "project", fill_id (PROJECT), "value", "50",
            "status", "proposed", NULL);
  fill_expect_target (fill, "project", fill_id (PROJECT), 50);
  fill_row (fill, PARTNERSHIP, "target", 241, "indicator", fill_id (TRAINED), "project", fill_id (PROJECT), "value", "40",
            "status", "agreed", NULL);
  fill_row (fill, PARTNERSHIP_2, "target", 242, "indicator", fill_id (TRAINED), "project", fill_id (PROJECT_3), "value", "7", NULL);
  fill_expect_target (fill, "partnership", fill_id (PARTNERSHIP), 40);
  fill_expect_target (fill, NULL, NULL, 47);
}

static void
test_project_results (Fill         *fill,
                      gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) results = NULL;
  const LepProjectResult *result;

  fill_update (fill, "indicator", TRAINED, "level = 'output'");
  totals_add (fill, FIRST, PROJECT, EMPLOYED, "2025-03-31", "42", "verified");
  fill_row (fill, PARTNERSHIP, "target", 240, "indicator", fill_id (TRAINED), "project", fill_id (PROJECT), "value", "60",
            "baseline", "0", "qualifier", "at_least", NULL);

  results = lep_project_results (fill->workspace, fill_id (PROJECT), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (results->len, ==, 2);
  result = g_ptr_array_index (results, 0);
  g_assert_cmpstr (result->indicator, ==, "TRAINED");
  g_assert_true (result->has_target);
  g_assert_cmpint (result->target, ==, 60);
  g_assert_cmpstr (result->qualifier, ==, "at_least");
  g_assert_cmpint (result->by_sex->total, ==, 0);
  result = g_ptr_array_index (results, 1);
  g_assert_cmpint (result->by_age->total, ==, 42);
}

/* What was deleted, or is not of the result's own space, splits nothing. */
static void
test_dimensions_of_live_splits (Fill         *fill,
                                gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) dimensions = NULL;

  totals_add (fill, FIRST, PROJECT, TRAINED, "2025-12-31", "10", "verified");
  fill_row (fill, PARTNERSHIP, "breakdown", FIRST + 1, "outcome", fill_id (FIRST), "dimension", "sex", "category", "women", "value", "4", NULL);
  fill_row (fill, PARTNERSHIP, "breakdown", FIRST + 2, "outcome", fill_id (FIRST), "dimension", "age", "category", "15_29", "value", "4", NULL);
  fill_row_state (fill, FIRST + 2, "deleted = 1");
  fill_row (fill, PARTNERSHIP_2, "breakdown", FIRST + 3, "outcome", fill_id (FIRST), "dimension", "residence", "category", "rural", "value", "4", NULL);
  dimensions = lep_project_dimensions (fill->workspace, fill_id (PROJECT), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (dimensions), ==, 1);
  g_assert_cmpstr (dimensions[0], ==, "sex");
}

#define ADD(path, function) g_test_add ("/total/" path, Fill, NULL, totals_set_up, function, fill_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("sum-adds-live-outcomes", test_sum_adds_live_outcomes);
  ADD ("dimensions-of-live-splits", test_dimensions_of_live_splits);
  ADD ("proof-keeps-claimed-beside", test_proof_keeps_claimed_beside);
  ADD ("range-looks-at-the-end", test_range_looks_at_the_end);
  ADD ("scope-follows-the-project", test_scope_follows_the_project);
  ADD ("latest-takes-one-a-project", test_latest_takes_one_a_project);
  ADD ("maximum-takes-the-greatest", test_maximum_takes_the_greatest);
  ADD ("maximum-in-ranges-and-scopes", test_maximum_in_ranges_and_scopes);
  ADD ("maximum-is-the-earliest", test_maximum_is_the_earliest);
  ADD ("maximum-of-what-is-not-filled-in", test_maximum_of_what_is_not_filled_in);
  ADD ("maximum-of-two-indicators", test_maximum_of_two_indicators);
  ADD ("sum-of-what-has-no-day", test_sum_of_what_has_no_day);
  ADD ("none-only-lists", test_none_only_lists);
  ADD ("breakdown-tells-what-is-not-split", test_breakdown_tells_what_is_not_split);
  ADD ("split-too-far-hides-nothing", test_split_too_far_hides_nothing);
  ADD ("kept-sums-follow-every-change", test_kept_sums_follow_every_change);
  ADD ("sums-are-exact-beyond-64-bits", test_sums_are_exact_beyond_64_bits);
  ADD ("conflict-makes-provisional", test_conflict_makes_provisional);
  ADD ("organisations-are-counted-once", test_organisations_are_counted_once);
  ADD ("initiatives-and-services", test_initiatives_and_services);
  ADD ("unknown-indicator-is-not-found", test_unknown_indicator_is_not_found);
  ADD ("targets-agreed-before-proposed", test_targets_agreed_before_proposed);
  ADD ("project-results", test_project_results);

  return g_test_run ();
}
