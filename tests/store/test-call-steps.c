/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ranking of a call, and the steps that the points say for its applications:
 * how far the money reaches, and when a lot can be decided. */

#include "call-office.h"

#include "lep-attention.h"

static void
test_threshold_of_the_call_counts (Fixture      *fixture,
                                   gconstpointer data)
{
  g_autoptr (LepCallRanking) ranking = NULL;
  const LepCallApplication *third, *fourth;

  give_all (fixture);
  ranking = read_ranking (fixture);
  third = lep_call_ranking_find (ranking, fixture->applications[2], NULL);
  fourth = lep_call_ranking_find (ranking, fixture->applications[3], NULL);
  g_assert_cmpint (ranking->threshold, ==, 70);
  g_assert_cmpint (third->rank.place, ==, LEP_PLACE_RESERVE);
  g_assert_cmpuint (third->rank.reserve_no, ==, 1);
  /* 69.5 is not 70. */
  g_assert_cmpint (fourth->rank.place, ==, LEP_PLACE_BELOW);
  g_assert_false (fourth->rank.below_minimum);
}

/* Numbers that no grid has, as a merge can bring them, do not turn the order round. */
static void
test_greatest_numbers_stay_in_order (Fixture      *fixture,
                                     gconstpointer data)
{
  static const char most[] = "9223372036854775807";
  g_autoptr (LepCallRanking) ranking = NULL;
  const LepCallApplication *first, *second;

  g_free (laptop_put (fixture->laptop, NULL, "criterion", fixture->criterion, "max_points", most, "weight", most, NULL));
  give (fixture, 0, 0, most);
  give (fixture, 0, 1, most);
  give (fixture, 1, 0, "2");
  laptop_edit (fixture->laptop, NULL, "call", fixture->call, "full_threshold", most);
  ranking = read_ranking (fixture);
  first = lep_call_ranking_find (ranking, fixture->applications[0], NULL);
  second = lep_call_ranking_find (ranking, fixture->applications[1], NULL);
  g_assert_cmpint (first->rank.sum, ==, (gint64) 2 * LEP_MOST_POINTS * LEP_MOST_POINTS);
  g_assert_cmpint (ranking->max_points, ==, (gint64) LEP_MOST_POINTS * LEP_MOST_POINTS);
  g_assert_cmpuint (first->rank.rank, ==, 1);
  g_assert_cmpint (first->rank.place, ==, LEP_PLACE_SELECTED);
  g_assert_cmpint (second->rank.sum, ==, 2 * LEP_MOST_POINTS);
  g_assert_cmpint (second->rank.place, ==, LEP_PLACE_BELOW);
}

static void
test_steps_follow_the_points (Fixture      *fixture,
                              gconstpointer data)
{
  static const char *const decisions[] = { "selected", "selected", "reserve", "rejected" };
  g_autoptr (LepCallRanking) ranking = NULL;
  g_autoptr (GArray) steps = NULL;

  give_all (fixture);
  take_steps (fixture);
  for (guint i = 0; i < N_APPLICATIONS; i++)
    expect_status (fixture, i, "full_scored");

  /* Verifying is a person's own act. */
  ranking = read_ranking (fixture);
  steps = lep_call_next_steps (ranking);
  g_assert_cmpuint (steps->len, ==, N_APPLICATIONS);
  g_assert_null (g_array_index (steps, LepCallStep, 0).to);
  g_assert_nonnull (g_array_index (steps, LepCallStep, 0).why);

  for (guint i = 0; i < N_APPLICATIONS; i++)
    laptop_edit (fixture->laptop, NULL, "application", fixture->applications[i], "status", "verified");
  take_steps (fixture);
  for (guint i = 0; i < N_APPLICATIONS; i++)
    expect_status (fixture, i, decisions[i]);
  laptop_expect (fixture->laptop, "SELECT count (*) FROM k_application WHERE decided_on = '2026-04-01'", "4");
}

/* Contracted without a sheet: its money is gone all the same. */
static void
test_promised_money_is_taken (Fixture      *fixture,
                              gconstpointer data)
{
  g_autoptr (LepCallRanking) ranking = NULL;
  const LepLotRanking *lot;

  for (guint i = 0; i < 2; i++)
    give (fixture, i, 0, i == 0 ? "90" : "80");
  give (fixture, 2, 0, "10");
  for (guint i = 2; i < N_APPLICATIONS; i++)
    {
      laptop_edit (fixture->laptop, NULL, "application", fixture->applications[i], "status", "full_scored");
      laptop_edit (fixture->laptop, NULL, "application", fixture->applications[i], "status", "verified");
    }
  laptop_edit (fixture->laptop, NULL, "application", fixture->applications[3], "status", "selected");
  laptop_edit (fixture->laptop, NULL, "application", fixture->applications[3], "status", "contracted");
  ranking = read_ranking (fixture);
  g_assert_cmpint (lep_call_ranking_find (ranking, fixture->applications[0], &lot)->rank.place, ==, LEP_PLACE_SELECTED);
  g_assert_cmpint (lep_call_ranking_find (ranking, fixture->applications[1], NULL)->rank.place, ==, LEP_PLACE_RESERVE);
  g_assert_cmpint (lot->committed, ==, 12345678);
  g_assert_cmpint (lep_lot_ranking_used (lot), ==, 2 * 12345678);

  /* So is that of one below the threshold. */
  g_clear_pointer (&ranking, lep_call_ranking_free);
  laptop_edit (fixture->laptop, NULL, "application", fixture->applications[2], "status", "selected");
  ranking = read_ranking (fixture);
  g_assert_cmpint (lep_call_ranking_find (ranking, fixture->applications[0], &lot)->rank.place, ==, LEP_PLACE_RESERVE);
  g_assert_cmpint (lot->committed, ==, 2 * 12345678);
  g_assert_cmpint (lep_lot_ranking_used (lot), ==, 2 * 12345678);
}

/* The best comes last: until it is scored nobody of its lot is decided. */
static void
test_lot_is_decided_as_a_whole (Fixture      *fixture,
                                gconstpointer data)
{
  for (guint i = 1; i < N_APPLICATIONS; i++)
    {
      give (fixture, i, 0, "80");
      laptop_edit (fixture->laptop, NULL, "application", fixture->applications[i], "status", "full_scored");
      laptop_edit (fixture->laptop, NULL, "application", fixture->applications[i], "status", "verified");
    }
  {
    g_autoptr (LepCallRanking) ranking = read_ranking (fixture);
    g_autoptr (GArray) steps = lep_call_next_steps (ranking);

    g_assert_cmpuint (steps->len, ==, N_APPLICATIONS);
    for (guint i = 0; i < steps->len; i++)
      {
        const LepCallStep *step = &g_array_index (steps, LepCallStep, i);

        g_assert_null (step->to);
        g_assert_nonnull (strstr (step->why, g_str_equal (step->application->id, fixture->applications[0]) ? "no assessor" : "another application of its lot"));
      }
  }
  take_steps (fixture);
  expect_status (fixture, 1, "verified");

  /* Scored, but not verified yet: its points are known, so the places are. */
  give (fixture, 0, 0, "90");
  take_steps (fixture);
  expect_status (fixture, 0, "full_scored");
  take_steps (fixture);
  expect_status (fixture, 0, "full_scored");
  expect_status (fixture, 1, "selected");
  expect_status (fixture, 2, "reserve");
  expect_status (fixture, 3, "reserve");
}

static void
test_far_apart_waits_for_a_third (Fixture      *fixture,
                                  gconstpointer data)
{
  give (fixture, 0, 0, "90");
  give (fixture, 0, 1, "60");
  take_steps (fixture);
  expect_status (fixture, 0, "full_admin_ok");
  give (fixture, 0, 2, "80");
  take_steps (fixture);
  expect_status (fixture, 0, "full_scored");
}

/* What was contracted is what was asked for then. */
static void
test_amounts_of_a_contract_are_told (Fixture      *fixture,
                                     gconstpointer data)
{
  static const char *const steps[] = { "full_scored", "verified", "selected", "contracted" };
  const char              *id = fixture->applications[0];
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (GString) told = g_string_new (NULL);

  laptop_edit (fixture->laptop, NULL, "application", id, "total", "16000000");
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    laptop_edit (fixture->laptop, NULL, "application", id, "status", steps[i]);
  laptop_edit (fixture->laptop, NULL, "application", id, "requested", "12345677");
  findings = lep_attention (fixture->laptop->workspace, "2026-06-30", NULL, NULL);
  for (guint i = 0; i < findings->len; i++)
    if (strstr (((LepFinding *) g_ptr_array_index (findings, i))->text, "after the application had been contracted") != NULL)
      g_string_append_printf (told, "%s ", ((LepFinding *) g_ptr_array_index (findings, i))->field);
  g_assert_cmpstr (told->str, ==, "requested ");
}

#define ADD(name, function) g_test_add ("/call-steps/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("threshold_of_the_call_counts", test_threshold_of_the_call_counts);
  ADD ("amounts-of-a-contract-are-told", test_amounts_of_a_contract_are_told);
  ADD ("greatest_numbers_stay_in_order", test_greatest_numbers_stay_in_order);
  ADD ("steps_follow_the_points", test_steps_follow_the_points);
  ADD ("promised-money-is-taken", test_promised_money_is_taken);
  ADD ("lot-is-decided-as-a-whole", test_lot_is_decided_as_a_whole);
  ADD ("far_apart_waits_for_a_third", test_far_apart_waits_for_a_third);

  return g_test_run ();
}
