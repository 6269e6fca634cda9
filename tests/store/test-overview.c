/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The numbers of the first page, and a partnership's members on a day. */

#include "fill.h"

#include "lep-overview.h"
#include "lep-partnership.h"

enum
{
  PROGRAMME = 1,
  PARTNERSHIP,
  PARTNERSHIP_2,
  TRAINED = 10,
  EMPLOYED,
  PROJECT = 20,
  PROJECT_2,
};

static void
set_up (Fill         *fill,
        gconstpointer data)
{
  fill_set_up (fill, data);
  fill_space (fill, PROGRAMME, "programme");
  fill_space (fill, PARTNERSHIP, "partnership");
  fill_space (fill, PARTNERSHIP_2, "partnership");
  fill_row (fill, PROGRAMME, "programme", 5, "name", "P", "currency", "BAM", NULL);
  fill_row (fill, PROGRAMME, "indicator", TRAINED, "code", "TRAINED", "name", "People trained", "accumulation", "sum", NULL);
  fill_row (fill, PROGRAMME, "indicator", EMPLOYED, "code", "EMPLOYED", "name", "Employed", "accumulation", "sum",
            "needs_proof", "1", NULL);
  fill_row (fill, PARTNERSHIP, "project", PROJECT, "partnership", fill_id (PARTNERSHIP), "title", "One", "status", "active",
            "grant", "15875613", "currency", "EUR", "end", "2026-12-31", NULL);
  fill_row (fill, PARTNERSHIP_2, "project", PROJECT_2, "partnership", fill_id (PARTNERSHIP_2), "title", "Two", "status", "closed",
            "grant", "100", "currency", "BAM", NULL);
}

static void
add_outcome (Fill       *fill,
             guint       id,
             guint       indicator,
             const char *to,
             const char *value,
             const char *state)
{
  fill_row (fill, PARTNERSHIP, "outcome", id, "project", fill_id (PROJECT), "indicator", fill_id (indicator),
            "from", "2025-01-01", "to", to, "value", value, "state", state, NULL);
}

static void
test_counters_and_quarters (Fill         *fill,
                            gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepOverview) overview = NULL;
  g_autoptr (LepOverview) other = NULL;
  const LepCounter *counter;
  const LepQuarter *quarter;

  add_outcome (fill, 100, TRAINED, "2025-03-31", "60", "verified");
  add_outcome (fill, 101, TRAINED, "2025-10-01", "5", "claimed");
  add_outcome (fill, 102, EMPLOYED, "2025-12-31", "42", "verified");
  add_outcome (fill, 103, EMPLOYED, "2025-12-31", "3", "claimed");
  fill_row (fill, PARTNERSHIP, "target", 104, "indicator", fill_id (TRAINED), "project", fill_id (PROJECT), "value", "75", NULL);

  overview = lep_overview (fill->workspace, NULL, "2026-06-30", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (overview->counters->len, ==, 5);
  counter = g_ptr_array_index (overview->counters, 0);
  g_assert_cmpstr (counter->indicator, ==, "TRAINED");
  g_assert_cmpstr (counter->name, ==, "People trained");
  g_assert_cmpint (counter->actual, ==, 65);
  g_assert_cmpint (counter->target, ==, 75);
  counter = g_ptr_array_index (overview->counters, 1);
  g_assert_cmpint (counter->actual, ==, 42);
  g_assert_cmpint (counter->claimed, ==, 3);

  g_assert_cmpuint (overview->quarters->len, ==, 4);
  quarter = &g_array_index (overview->quarters, LepQuarter, 0);
  g_assert_cmpint (quarter->year, ==, 2025);
  g_assert_cmpint (quarter->quarter, ==, 1);
  g_assert_cmpint (quarter->trained, ==, 60);
  quarter = &g_array_index (overview->quarters, LepQuarter, 3);
  g_assert_cmpint (quarter->quarter, ==, 4);
  g_assert_cmpint (quarter->trained, ==, 5);
  g_assert_cmpint (quarter->employed, ==, 42);

  other = lep_overview (fill->workspace, fill_id (PARTNERSHIP_2), "2026-06-30", &error);
  g_assert_no_error (error);
  g_assert_cmpint (((LepCounter *) g_ptr_array_index (other->counters, 0))->actual, ==, 0);
  g_assert_cmpuint (other->quarters->len, ==, 0);
}

static void
test_money_by_currency_and_together (Fill         *fill,
                                     gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepOverview) overview = NULL;
  const LepMoneySum *sum;

  fill_row (fill, PARTNERSHIP, "tranche", 100, "project", fill_id (PROJECT), "number", "1", "amount", "100", "status", "paid", NULL);
  fill_row (fill, PARTNERSHIP, "expenditure", 101, "project", fill_id (PROJECT), "spent_on", "2026-01-01", "amount", "50", NULL);
  /* As in the budget, taxes stand below the total. */
  fill_row (fill, PARTNERSHIP, "budget_line", 102, "project", fill_id (PROJECT), "heading", "12", "item", "VAT", NULL);
  fill_row (fill, PARTNERSHIP, "expenditure", 103, "project", fill_id (PROJECT), "budget_line", fill_id (102), "spent_on", "2026-01-01", "amount", "7", NULL);
  /* A line of another project is none, as in the budget: what names it counts. */
  fill_row (fill, PARTNERSHIP, "project", 104, "partnership", fill_id (PARTNERSHIP), "title", "Other", "status", "active", "activity", "retraining", "grant", "0", "currency", "BAM", NULL);
  fill_row (fill, PARTNERSHIP, "budget_line", 105, "project", fill_id (104), "heading", "12", "item", "VAT", NULL);
  fill_row (fill, PARTNERSHIP, "expenditure", 106, "project", fill_id (PROJECT), "budget_line", fill_id (105), "spent_on", "2026-01-01", "amount", "9", NULL);

  overview = lep_overview (fill->workspace, NULL, "2026-06-30", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (overview->money->len, ==, 2);
  g_assert_cmpint (overview->money_all->granted, ==, 31050000 + 100);
  g_assert_cmpstr (overview->money_all->currency, ==, "BAM");
  g_assert_nonnull (strstr (overview->rate_text, "1.95583"));
  for (guint i = 0; i < 2; i++)
    {
      sum = g_ptr_array_index (overview->money, i);
      g_assert_cmpint (sum->granted, ==, g_str_equal (sum->currency, "EUR") ? 15875613 : 100);
      g_assert_cmpint (sum->paid, ==, g_str_equal (sum->currency, "EUR") ? 100 : 0);
      g_assert_cmpint (sum->spent, ==, g_str_equal (sum->currency, "EUR") ? 59 : 0);
    }
}

static void
expect_disputed (Fill       *fill,
                 const char *partnership,
                 gboolean    expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepOverview) overview = lep_overview (fill->workspace, partnership, "2026-06-30", &error);

  g_assert_no_error (error);
  g_assert_cmpint (overview->money_disputed, ==, expected);
}

static void
test_disputed_grants_and_tranches_are_told (Fill         *fill,
                                            gconstpointer data)
{
  fill_row (fill, PARTNERSHIP, "tranche", 100, "project", fill_id (PROJECT), "number", "1", "amount", "100", "status", "paid", NULL);
  fill_dispute (fill, PROJECT, "title");
  fill_dispute (fill, 100, "due_on");
  expect_disputed (fill, NULL, FALSE);
  fill_dispute (fill, 100, "amount");
  expect_disputed (fill, NULL, TRUE);
  expect_disputed (fill, fill_id (PARTNERSHIP), TRUE);
  expect_disputed (fill, fill_id (999), FALSE);

  fill_row_state (fill, 100, "deleted = 1");
  expect_disputed (fill, NULL, FALSE);
  fill_dispute (fill, PROJECT, "grant");
  expect_disputed (fill, fill_id (PARTNERSHIP), TRUE);
  fill_update (fill, "project", PROJECT, "status = 'pipeline'");
  expect_disputed (fill, NULL, FALSE);
}

/* 20 by June and 40 by December are 40: the later one takes in the earlier. */
static void
test_milestones_are_not_added_up (Fill         *fill,
                                  gconstpointer data)
{
  fill_row (fill, PARTNERSHIP, "target", 100, "indicator", fill_id (TRAINED), "project", fill_id (PROJECT), "value", "20", "due_on", "2026-06-30", "status", "agreed", NULL);
  fill_expect_target (fill, "project", fill_id (PROJECT), 20);
  fill_row (fill, PARTNERSHIP, "target", 101, "indicator", fill_id (TRAINED), "project", fill_id (PROJECT), "value", "40", "due_on", "2026-12-31", "status", "agreed", NULL);
  fill_row (fill, PARTNERSHIP, "target", 102, "indicator", fill_id (TRAINED), "project", fill_id (PROJECT), "value", "90", "due_on", "2027-12-31", "status", "proposed", NULL);
  fill_expect_target (fill, "project", fill_id (PROJECT), 40);
  fill_expect_target (fill, "partnership", fill_id (PARTNERSHIP), 40);
  fill_expect_target (fill, NULL, NULL, 40);
  /* Two for the same day are parts of one; without a day it is that of the end. */
  fill_row (fill, PARTNERSHIP, "target", 103, "indicator", fill_id (TRAINED), "project", fill_id (PROJECT), "value", "5", "due_on", "2026-12-31", NULL);
  fill_expect_target (fill, "project", fill_id (PROJECT), 45);
  fill_row (fill, PARTNERSHIP, "target", 104, "indicator", fill_id (TRAINED), "project", fill_id (PROJECT), "value", "50", NULL);
  fill_expect_target (fill, "project", fill_id (PROJECT), 50);
}

/* Spending in a third currency comes in by its own rates, which are named; what has
 * none stays out, and that is told. */
static void
test_dated_rates_come_into_the_sum (Fill         *fill,
                                    gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepOverview) before = NULL, after = NULL, unrated = NULL;
  const LepMoneyRate *rate;

  fill_row (fill, PARTNERSHIP, "expenditure", 101, "project", fill_id (PROJECT), "spent_on", "2026-01-01", "amount", "10000000", NULL);
  before = lep_overview (fill->workspace, NULL, "2026-06-30", &error);
  g_assert_no_error (error);
  g_assert_cmpint (before->money_all->spent, ==, 19558300);
  g_assert_cmpuint (before->rates->len, ==, 0);
  g_assert_false (before->has_unrated);

  fill_row (fill, PARTNERSHIP, "expenditure", 102, "project", fill_id (PROJECT), "spent_on", "2026-01-01", "amount", "5000000", "currency", "CHF", "rate", "900000", NULL);
  fill_row (fill, PARTNERSHIP, "expenditure", 103, "project", fill_id (PROJECT), "spent_on", "2026-01-02", "amount", "5000000", "currency", "CHF", "rate", "1100000", NULL);
  after = lep_overview (fill->workspace, NULL, "2026-06-30", &error);
  g_assert_cmpint (after->money_all->spent, ==, 2 * 19558300);
  g_assert_cmpuint (after->rates->len, ==, 1);
  rate = g_ptr_array_index (after->rates, 0);
  g_assert_cmpstr (rate->from, ==, "CHF");
  g_assert_cmpstr (rate->to, ==, "EUR");
  g_assert_cmpint (rate->lowest, ==, 900000);
  g_assert_cmpint (rate->highest, ==, 1100000);
  g_assert_false (after->has_unrated);

  fill_row (fill, PARTNERSHIP, "expenditure", 104, "project", fill_id (PROJECT), "spent_on", "2026-01-03", "amount", "777", "currency", "USD", NULL);
  unrated = lep_overview (fill->workspace, NULL, "2026-06-30", &error);
  g_assert_cmpint (unrated->money_all->spent, ==, 2 * 19558300);
  g_assert_cmpuint (unrated->rates->len, ==, 1);
  g_assert_true (unrated->has_unrated);
}

static void
test_rates (void)
{
  gint64 converted = 0;

  /* The known numbers of Prnjavor and Krajina. */
  g_assert_true (lep_money_convert (10000000, "EUR", "BAM", &converted));
  g_assert_cmpint (converted, ==, 19558300);
  g_assert_true (lep_money_convert (2000000, "EUR", "BAM", &converted));
  g_assert_cmpint (converted, ==, 3911660);
  g_assert_true (lep_money_convert (15875613, "EUR", "BAM", &converted));
  g_assert_cmpint (converted, ==, 31050000);
  g_assert_true (lep_money_convert (-195583, "BAM", "EUR", &converted));
  g_assert_cmpint (converted, ==, -100000);
  g_assert_true (lep_money_convert (5, "USD", "USD", &converted));
  g_assert_cmpint (converted, ==, 5);
  g_assert_false (lep_money_convert (5, "USD", "EUR", &converted));
}

static void
test_next_dates (Fill         *fill,
                 gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepOverview) overview = NULL;
  const LepNextDate *date;

  fill_row (fill, PARTNERSHIP, "tranche", 100, "project", fill_id (PROJECT), "number", "2", "amount", "100", "due_on",
            "2026-07-01", NULL);
  fill_row (fill, PARTNERSHIP, "tranche", 101, "project", fill_id (PROJECT), "number", "1", "amount", "100", "due_on",
            "2026-07-01", "status", "paid", NULL);
  fill_row (fill, PARTNERSHIP, "meeting", 102, "partnership", fill_id (PARTNERSHIP), "kind", "council", "held_on", "2026-06-29",
            "next_on", "2026-09-01", NULL);

  overview = lep_overview (fill->workspace, NULL, "2026-06-30", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (overview->next_dates->len, ==, 3);
  date = g_ptr_array_index (overview->next_dates, 0);
  g_assert_cmpstr (date->date, ==, "2026-07-01");
  g_assert_cmpstr (date->id, ==, fill_id (100));
  g_assert_cmpstr (date->field, ==, "due_on");
  date = g_ptr_array_index (overview->next_dates, 2);
  g_assert_cmpstr (date->kind, ==, "project");
  g_assert_cmpstr (date->field, ==, "end");
}

static void
expect_dates (Fill       *fill,
              GTimeZone  *zone,
              const char *today,
              const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepOverview) overview = NULL;
  g_autoptr (GString) seen = g_string_new (NULL);

  lep_workspace_set_reader (fill->workspace, lep_locale_find ("en"), zone);
  overview = lep_overview (fill->workspace, NULL, today, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < overview->next_dates->len; i++)
    {
      const LepNextDate *date = g_ptr_array_index (overview->next_dates, i);

      g_string_append_printf (seen, "%s %s\n", date->date, date->field);
    }
  g_assert_cmpstr (seen->str, ==, expected);
}

/* An hour is of the day that it is where the reader is. */
static void
test_deadlines_are_of_the_day_here (Fill         *fill,
                                    gconstpointer data)
{
  g_autoptr (GTimeZone) sarajevo = g_time_zone_new_identifier ("Europe/Sarajevo");
  g_autoptr (GTimeZone) west = g_time_zone_new_identifier ("-05:00");

  fill_row (fill, PROGRAMME, "call", 100, "programme", fill_id (5), "title", "Call", "status", "published", "questions_until", "2026-05-10T21:59:00.000Z",
            "concept_deadline", "2026-05-10T22:00:00.000Z", "full_deadline", "2026-05-10T22:30:00.000Z", NULL);
  fill_row (fill, PARTNERSHIP, "tranche", 101, "project", fill_id (PROJECT), "number", "1", "amount", "100", "due_on", "2026-05-11", NULL);

  expect_dates (fill, sarajevo, "2026-05-10", "2026-05-10 questions_until\n2026-05-11 concept_deadline\n2026-05-11 full_deadline\n2026-05-11 due_on\n2026-12-31 end\n");
  expect_dates (fill, sarajevo, "2026-05-11", "2026-05-11 concept_deadline\n2026-05-11 full_deadline\n2026-05-11 due_on\n2026-12-31 end\n");
  expect_dates (fill, sarajevo, "2026-05-12", "2026-12-31 end\n");
  expect_dates (fill, NULL, "2026-05-11", "2026-05-11 due_on\n2026-12-31 end\n");

  fill_update (fill, "call", 100, "full_deadline = '2026-05-11T03:00:00.000Z'");
  expect_dates (fill, west, "2026-05-10", "2026-05-10 questions_until\n2026-05-10 concept_deadline\n2026-05-10 full_deadline\n2026-05-11 due_on\n2026-12-31 end\n");
}

static void
test_members_on_a_day (Fill         *fill,
                       gconstpointer data)
{
  static const char *const groups[] = { "ngo", "education", "employer", "pes", "municipality" };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) later = NULL;
  LepGroupCheck check;

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      fill_row (fill, PROGRAMME, "organisation", 200 + i, "name", groups[i], "actor_group", groups[i], "place", "Doboj", NULL);
      fill_row (fill, PARTNERSHIP, "membership", 210 + i, "partnership", fill_id (PARTNERSHIP), "organisation", fill_id (200 + i),
                "role", i == 4 ? "lead" : "member", "joined_on", "2025-01-01", "left_on", i == 0 ? "2025-12-31" : "2030-01-01", NULL);
    }
  fill_row (fill, PARTNERSHIP, "membership", 220, "partnership", fill_id (PARTNERSHIP), "organisation", fill_id (999), NULL);

  all = lep_partnership_members (fill->workspace, fill_id (PARTNERSHIP), "2025-12-31", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (all->len, ==, 6);
  g_assert_cmpstr (((LepMember *) g_ptr_array_index (all, 0))->actor_group, ==, "municipality");
  g_assert_cmpstr (((LepMember *) g_ptr_array_index (all, 0))->role, ==, "lead");
  g_assert_cmpstr (((LepMember *) g_ptr_array_index (all, 5))->name, ==, "not on this laptop");
  g_assert_true (lep_partnership_check_groups (fill->workspace, fill_id (PARTNERSHIP), "2025-12-31", &check, &error));
  g_assert_true (check.complete);

  later = lep_partnership_members (fill->workspace, fill_id (PARTNERSHIP), "2026-01-01", &error);
  g_assert_cmpuint (later->len, ==, 5);
  g_assert_true (lep_partnership_check_groups (fill->workspace, fill_id (PARTNERSHIP), "2026-01-01", &check, &error));
  g_assert_false (check.complete);
  g_assert_cmpuint (check.n_members[LEP_N_ACTOR_GROUPS - 1], ==, 0);
  g_assert_cmpstr (check.groups[LEP_N_ACTOR_GROUPS - 1], ==, "ngo");
}

#define ADD(path, function) g_test_add ("/overview/" path, Fill, NULL, set_up, function, fill_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("counters-and-quarters", test_counters_and_quarters);
  ADD ("money-by-currency-and-together", test_money_by_currency_and_together);
  ADD ("disputed-grants-and-tranches-are-told", test_disputed_grants_and_tranches_are_told);
  ADD ("milestones-are-not-added-up", test_milestones_are_not_added_up);
  ADD ("dated-rates-come-into-the-sum", test_dated_rates_come_into_the_sum);
  g_test_add_func ("/overview/rates", test_rates);
  ADD ("next-dates", test_next_dates);
  ADD ("deadlines-are-of-the-day-here", test_deadlines_are_of_the_day_here);
  ADD ("members-on-a-day", test_members_on_a_day);

  return g_test_run ();
}
