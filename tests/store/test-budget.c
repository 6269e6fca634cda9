/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A budget by headings: rounded lines, sums of rounded lines, spending by rate. */

#include "lep-attention.h"
#include "lep-budget.h"
#include "lep-project.h"

#include "lep-store-test.h"

typedef struct
{
  char   *dir;
  Laptop *laptop;
  char   *project;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->dir = lep_test_dir ();
  fixture->laptop = laptop_new (fixture->dir, 1);
  g_free (laptop_put (fixture->laptop, NULL, "partnership", PARTNERSHIP, "name", "LEP Zenica", NULL));
  fixture->project = laptop_put (fixture->laptop, NULL, "project", NULL, "partnership", PARTNERSHIP, "title", "iSKOraK", "activity", "retraining",
                                 "currency", "BAM", "start", "2022-01-01", "end", "2023-12-31", NULL);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_free (fixture->project);
  laptop_free (fixture->laptop);
  lep_test_dir_free (fixture->dir);
}

static char *
add_line (Fixture    *fixture,
          const char *heading,
          const char *quantity,
          const char *unit_cost)
{
  return laptop_put (fixture->laptop, NULL, "budget_line", NULL, "project", fixture->project, "heading", heading, "item", "Item", "quantity", quantity,
                     "unit_cost", unit_cost, NULL);
}

static void
spend (Fixture    *fixture,
       const char *line,
       const char *day,
       const char *amount,
       const char *currency,
       const char *rate)
{
  g_free (laptop_put (fixture->laptop, NULL, "expenditure", NULL, "project", fixture->project, "budget_line", line, "spent_on", day, "amount", amount,
                      "currency", currency, "rate", rate, NULL));
}

/* What the record is refused: to be deleted, or what is set, if a field is named. */
static void
expect_refused (Fixture    *fixture,
                const char *kind,
                const char *id,
                const char *field,
                const char *value,
                const char *reason)
{
  g_autoptr (LepEdit) edit = lep_edit_new (fixture->laptop->workspace);
  g_autoptr (GError) error = NULL;

  if (field == NULL)
    g_assert_true (lep_edit_delete (edit, NULL, kind, id, NULL));
  else
    {
      g_assert_true (lep_edit_row (edit, NULL, kind, id, NULL));
      lep_edit_set (edit, field, value);
    }
  g_assert_false (lep_edit_commit (edit, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_INVALID);
  if (strstr (error->message, reason) == NULL)
    g_error ("not refused for this reason: %s", error->message);
}

static void
delete_record (Fixture    *fixture,
               const char *kind,
               const char *id)
{
  g_autoptr (LepEdit) edit = lep_edit_new (fixture->laptop->workspace);
  g_autoptr (GError) error = NULL;

  g_assert_true (lep_edit_delete (edit, NULL, kind, id, NULL));
  lep_edit_commit (edit, &error);
  g_assert_no_error (error);
}

static void
test_paid_tranche_stays (Fixture      *fixture,
                         gconstpointer data)
{
  g_autofree char *tranche = laptop_put (fixture->laptop, NULL, "tranche", NULL, "project", fixture->project, "number", "1", "amount", "2166450",
                                         "status", "paid", "paid", "2166450", NULL);

  expect_refused (fixture, "tranche", tranche, NULL, NULL, "of this tranche are paid, so it cannot be deleted; if they were not, empty what is paid first. (tranche.paid, rule 3)");
  laptop_edit (fixture->laptop, NULL, "tranche", tranche, "paid", NULL);
  delete_record (fixture, "tranche", tranche);
  laptop_life (fixture->laptop, NULL, "tranche", tranche, LEP_LIFE_RESTORED);
  laptop_edit (fixture->laptop, NULL, "tranche", tranche, "paid", "2166450");
  delete_record (fixture, "project", fixture->project);
}

/* The report of a locked period says the same by heading whatever comes later. */
static void
test_line_of_a_locked_period_stays (Fixture      *fixture,
                                    gconstpointer data)
{
  static const char reason[] = "expenditures of the locked period 1 Jan 2022 to 31 Mar 2022 stand under this line";
  g_autofree char  *line = add_line (fixture, "1", "1000", "50000"), *other = add_line (fixture, "1", "1000", "50000");
  g_autofree char  *period = laptop_put (fixture->laptop, NULL, "period", NULL, "project", fixture->project, "from", "2022-01-01", "to", "2022-03-31", "status", "approved", NULL);

  spend (fixture, line, "2022-03-31", "10000", "BAM", NULL);
  spend (fixture, other, "2022-04-01", "10000", "BAM", NULL);
  laptop_edit (fixture->laptop, NULL, "budget_line", line, "heading", "2");
  laptop_edit (fixture->laptop, NULL, "period", period, "status", "locked");
  expect_refused (fixture, "budget_line", line, "heading", "1", reason);
  expect_refused (fixture, "budget_line", line, NULL, NULL, reason);
  laptop_edit (fixture->laptop, NULL, "budget_line", line, "unit_cost", "60000");
  laptop_edit (fixture->laptop, NULL, "budget_line", other, "heading", "2");
  delete_record (fixture, "budget_line", other);
}

static LepBudget *
read_budget (Fixture    *fixture,
             const char *from,
             const char *to)
{
  g_autoptr (GError) error = NULL;
  LepBudget *budget = lep_budget_read (fixture->laptop->workspace, fixture->project, from, to, &error);

  g_assert_no_error (error);
  return budget;
}

static void
test_lines_are_rounded_before_they_are_added (Fixture      *fixture,
                                              gconstpointer data)
{
  static const char *const lines[][3] = { { "1", "1500", "333" }, { "1", "500", "1" }, { "3", "333", "100" }, { "8", "1000", "7000" }, { "10", "1000", "500" }, { "12", "1000", "9900" } };
  g_autoptr (LepBudget) budget = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    g_free (add_line (fixture, lines[i][0], lines[i][1], lines[i][2]));
  budget = read_budget (fixture, NULL, NULL);

  g_assert_cmpint (budget->headings[1].budgeted, ==, 500 + 1);
  g_assert_cmpint (budget->headings[3].budgeted, ==, 33);
  g_assert_cmpint (budget->headings[7].budgeted, ==, 534);
  g_assert_cmpint (budget->headings[9].budgeted, ==, 7534);
  g_assert_cmpint (budget->headings[11].budgeted, ==, 8034);
  g_assert_cmpint (budget->headings[12].budgeted, ==, 9900);
  g_assert_cmpuint (budget->lines->len, ==, 6);
}

static void
test_spending_counts_by_its_rate_and_day (Fixture      *fixture,
                                          gconstpointer data)
{
  g_autofree char *line = add_line (fixture, "3", "1000", "50000000");
  g_autoptr (LepBudget) budget = NULL;
  const LepSpending *spending;

  spend (fixture, line, "2022-01-31", "1000", "BAM", NULL);
  spend (fixture, line, "2022-07-31", "15875613", "EUR", NULL);
  spend (fixture, NULL, "2022-08-31", "10000", "USD", "1850000");
  spend (fixture, line, "2022-09-30", "777", "CHF", NULL);
  spend (fixture, line, "2023-01-31", "4000", NULL, NULL);
  budget = read_budget (fixture, "2022-07-01", "2022-12-31");

  g_assert_cmpint (budget->headings[3].spent, ==, 1000 + 31050000);
  g_assert_cmpint (budget->headings[3].spent_now, ==, 31050000);
  g_assert_cmpint (budget->headings[0].spent_now, ==, 18500);
  g_assert_cmpint (budget->headings[11].spent, ==, 1000 + 31050000 + 18500);
  g_assert_true (budget->has_uncounted);
  g_assert_cmpuint (budget->spendings->len, ==, 3);
  spending = g_ptr_array_index (budget->spendings, 2);
  g_assert_false (spending->counts);
  g_assert_cmpint (((LepBudgetLine *) g_ptr_array_index (budget->lines, 0))->spent, ==, 31051000);
}

/* A rate tells what one yen costs; amounts are in the smallest unit of each currency. */
static void
test_rate_is_that_of_whole_units (Fixture      *fixture,
                                  gconstpointer data)
{
  g_autoptr (LepBudget) marks = NULL;
  g_autoptr (LepBudget) yen = NULL;

  spend (fixture, NULL, "2022-01-31", "10000", "JPY", "12000");
  marks = read_budget (fixture, NULL, NULL);
  g_assert_cmpint (marks->headings[0].spent, ==, 12000); /* 10,000 yen at 0.012 are 120.00 KM */
  spend (fixture, NULL, "2022-02-28", "1000", "KWD", "5900000");
  spend (fixture, NULL, "2022-03-31", "-15", "KWD", "1000000");
  g_clear_pointer (&marks, lep_budget_free);
  marks = read_budget (fixture, NULL, NULL);
  g_assert_cmpint (marks->headings[0].spent, ==, 12000 + 590 - 2);

  laptop_edit (fixture->laptop, NULL, "project", fixture->project, "currency", "JPY");
  spend (fixture, NULL, "2022-04-30", "1050", "BAM", "83500000");
  yen = read_budget (fixture, NULL, NULL);
  g_assert_cmpint (yen->headings[0].spent, ==, 10000 + 6 + 877); /* 10.50 KM at 83.5 */
}

static void
test_sum_headings_take_no_lines (Fixture      *fixture,
                                 gconstpointer data)
{
  g_autofree char *line = add_line (fixture, "7", "1000", "100");
  g_autoptr (LepBudget) budget = read_budget (fixture, NULL, NULL);

  g_assert_cmpint (budget->headings[0].budgeted, ==, 100);
  g_assert_cmpint (budget->headings[7].budgeted, ==, 100);
  g_assert_cmpint (budget->headings[11].budgeted, ==, 100);
}

static void
test_unknown_project_is_told (Fixture      *fixture,
                              gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (lep_budget_read (fixture->laptop->workspace, PARTNERSHIP, NULL, NULL, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_NOT_FOUND);
}

/* Zenica's figures: grant and co-financing, half of the grant paid. */
static void
test_money_of_a_project (Fixture      *fixture,
                         gconstpointer data)
{
  Laptop          *laptop = fixture->laptop;
  g_autofree char *first = NULL;
  g_autofree char *line = add_line (fixture, "1", "2500", "1001"), *taxes = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (LepProjectMoney) money = NULL;
  g_autoptr (LepBudget) budget = NULL;

  g_free (laptop_put (laptop, NULL, "project", fixture->project, "grant", "31293280", "cofinancing", "16628134", NULL));
  first = laptop_put (laptop, NULL, "tranche", NULL, "project", fixture->project, "number", "1", "percent", "5000", "amount", "15646640", NULL);
  g_free (laptop_put (laptop, NULL, "tranche", NULL, "project", fixture->project, "number", "2", "percent", "5000", "amount", "15646640",
                      "status", "planned", NULL));
  laptop_edit (laptop, NULL, "tranche", first, "status", "paid");
  spend (fixture, line, "2022-02-01", "10000", "EUR", NULL);
  spend (fixture, NULL, "2022-02-01", "5", NULL, NULL);
  /* Taxes stand below the total everywhere. */
  taxes = add_line (fixture, "12", "1000", "700");
  spend (fixture, taxes, "2022-02-02", "300", NULL, NULL);

  money = lep_project_money (laptop->workspace, fixture->project, &error);
  g_assert_no_error (error);
  g_assert_cmpint (money->total, ==, 47921414);
  g_assert_cmpint (money->cofinancing_percent, ==, 3470);
  g_assert_cmpint (money->paid, ==, 15646640);
  g_assert_cmpint (money->paid_percent, ==, 5000);
  g_assert_cmpint (money->approved, ==, 15646640);
  g_assert_cmpint (money->budgeted, ==, 2503); /* 2.5 × 10.01, half up */
  g_assert_cmpint (money->spent, ==, 19558 + 5);

  budget = lep_budget_read (laptop->workspace, fixture->project, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (budget->headings[1].spent, ==, 19558);
  g_assert_cmpint (budget->headings[0].spent, ==, 5);
}

/* What needs attention is what grid and papers mark, in every currency, to the cent. */
static void
expect_overspent (Fixture    *fixture,
                  const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepBudget) budget = read_budget (fixture, NULL, NULL);
  g_autoptr (GPtrArray) findings = lep_attention (fixture->laptop->workspace, "2023-06-30", NULL, &error);
  g_autoptr (GString) marked = g_string_new (NULL);
  g_autoptr (GString) found = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 1; i <= LEP_N_BUDGET_HEADINGS; i++)
    if (lep_budget_is_overspent (budget, i))
      g_string_append_printf (marked, "%u ", i);
  for (guint i = 0; i < findings->len; i++)
    {
      const LepFinding *finding = g_ptr_array_index (findings, i);

      if (finding->rule == 6 && g_str_equal (finding->kind, "project"))
        g_string_append_printf (found, "%s; ", finding->text);
    }
  g_assert_cmpstr (found->str, ==, expected);
  g_assert_cmpint (*marked->str == '\0', ==, *found->str == '\0');
}

static void
test_overspent_is_told_alike (Fixture      *fixture,
                              gconstpointer data)
{
  g_autofree char *people = add_line (fixture, "1", "1000", "100000000");
  g_autofree char *nothing = add_line (fixture, "3", "1000", "0");
  g_autofree char *contingency = NULL;

  expect_overspent (fixture, "");
  spend (fixture, people, "2022-05-01", "51129189", "EUR", NULL); /* 1,000,000.02 KM: 100.00 % */
  expect_overspent (fixture, "Heading 1 is overspent: 1,000,000.02\302\240KM of 1,000,000.00\302\240KM.; ");
  contingency = add_line (fixture, "10", "1000", "500");
  spend (fixture, contingency, "2022-05-02", "500", "BAM", NULL);
  spend (fixture, contingency, "2022-05-02", "500", "USD", NULL); /* without a rate it is not counted */
  spend (fixture, nothing, "2022-05-03", "1", "BAM", NULL);
  expect_overspent (fixture, "Heading 1 is overspent: 1,000,000.02\302\240KM of 1,000,000.00\302\240KM.; Heading 3 is overspent: 0.01\302\240KM of 0.00\302\240KM.; ");
}

/* Without a line nothing is overspent but the sums. */
static void
test_overspent_without_a_line (Fixture      *fixture,
                               gconstpointer data)
{
  g_autofree char *people = add_line (fixture, "1", "1000", "1000");

  spend (fixture, NULL, "2022-05-01", "1000", "BAM", NULL);
  expect_overspent (fixture, "");
  spend (fixture, NULL, "2022-05-02", "1", "BAM", NULL);
  expect_overspent (fixture, "10.01\302\240KM were spent without a budget line: with them 10.01\302\240KM of 10.00\302\240KM direct costs are spent. Choose the line of each document.; ");
}

/* What rule 7 finds, as it is told. */
static void
expect_currency (Fixture    *fixture,
                 const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = lep_attention (fixture->laptop->workspace, "2023-06-30", NULL, &error);
  g_autoptr (GString) found = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < findings->len; i++)
    if (((LepFinding *) g_ptr_array_index (findings, i))->rule == 7)
      g_string_append_printf (found, "%s\n", ((LepFinding *) g_ptr_array_index (findings, i))->text);
  g_assert_cmpstr (found->str, ==, expected);
}

#define CHANGED(from, to, n)                                                                                                                            \
  "The currency was changed from " from " to " to " on 21 Nov 2026. Amounts of tranches, sources, budget lines and spending that were written before, " \
  "and count as " to " now: " n ". Correct them, or say why it is not a problem.\n"

static void
test_changed_currency_is_told (Fixture      *fixture,
                               gconstpointer data)
{
  Laptop          *laptop = fixture->laptop;
  g_autofree char *line = add_line (fixture, "1", "1000", "1000");
  g_autofree char *source = laptop_put (laptop, NULL, "funding", NULL, "project", fixture->project, "amount", "0", NULL);

  /* A grant that comes later changes no currency, and what has its own keeps it. */
  laptop_edit (laptop, NULL, "project", fixture->project, "grant", "1000");
  expect_currency (fixture, "");
  spend (fixture, line, "2022-05-01", "500", "BAM", NULL);
  laptop_edit (laptop, NULL, "project", fixture->project, "currency", "EUR");
  expect_currency (fixture, CHANGED ("KM", "EUR", "2"));
  laptop_edit (laptop, NULL, "project", fixture->project, "grant", "900");
  expect_currency (fixture, CHANGED ("KM", "EUR", "2"));

  /* What is written anew, or deleted, is no longer of before. */
  laptop_edit (laptop, NULL, "budget_line", line, "unit_cost", "511");
  expect_currency (fixture, CHANGED ("KM", "EUR", "1"));
  laptop_life (laptop, NULL, "funding", source, LEP_LIFE_DELETED);
  expect_currency (fixture, "");

  /* Changed back, amounts are again in the currency that they were written in. */
  spend (fixture, line, "2022-05-03", "700", NULL, NULL);
  laptop_edit (laptop, NULL, "project", fixture->project, "currency", "BAM");
  expect_currency (fixture, CHANGED ("EUR", "KM", "2"));
  laptop_edit (laptop, NULL, "project", fixture->project, "currency", "EUR");
  expect_currency (fixture, "");
}

/* The rate of the law, and none, need no rate of one's own. */
static void
test_rate_that_is_not_used_is_told (Fixture      *fixture,
                                    gconstpointer data)
{
  spend (fixture, NULL, "2022-05-01", "500", "EUR", "1955830");
  spend (fixture, NULL, "2022-05-01", "500", "USD", "1800000");
  expect_currency (fixture, "");
  spend (fixture, NULL, "2022-05-02", "500", "EUR", "1900000");
  expect_currency (fixture, "Between EUR and KM the rate of the law counts, 1.95583; the rate 1.900000 that is written here is not used.\n");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name) g_test_add ("/budget/" #name, Fixture, NULL, set_up, test_##name, tear_down)
  ADD (lines_are_rounded_before_they_are_added);
  ADD (spending_counts_by_its_rate_and_day);
  ADD (rate_is_that_of_whole_units);
  ADD (sum_headings_take_no_lines);
  ADD (overspent_is_told_alike);
  ADD (overspent_without_a_line);
  ADD (unknown_project_is_told);
  ADD (money_of_a_project);
  ADD (changed_currency_is_told);
  ADD (rate_that_is_not_used_is_told);
  ADD (paid_tranche_stays);
  ADD (line_of_a_locked_period_stays);
#undef ADD

  return g_test_run ();
}
