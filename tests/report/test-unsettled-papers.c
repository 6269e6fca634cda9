/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What papers say of values that two laptops wrote differently. */

#include "call-papers.h"

/* Both laptops write the field of the record, neither having seen the other. */
static void
differ (Papers     *papers,
        const char *kind,
        const char *id,
        const char *field,
        const char *ours,
        const char *theirs)
{
  static guint number = 1;
  Laptop      *other = laptop_new (papers->dir, ++number);

  laptop_give (papers->laptop, other);
  laptop_edit (papers->laptop, NULL, kind, id, field, ours);
  laptop_edit (other, NULL, kind, id, field, theirs);
  laptop_give (other, papers->laptop);
  laptop_free (other);
}

static void
expect_note (Papers     *papers,
             const char *paper,
             const char *id,
             const char *note)
{
  LepReportInput   input = papers_input (papers, "en", id);
  g_autofree char *text = papers_print (paper, &input);

  if (note == NULL)
    g_assert_null (strstr (text, "Provisional"));
  else
    papers_expect (text, note, NULL);
}

static void
test_amounts_that_differ_are_told_on_papers_about_money (Papers       *papers,
                                                         gconstpointer data)
{
  static const char *const with_grant[] = { "budget", "expenditure", "tranches", "project-summary" };
  Laptop                  *laptop = papers->laptop;
  g_autofree char         *tranche = laptop_put (laptop, NULL, "tranche", NULL, "project", papers->project, "number", "1", "amount", "20000000", "status", "planned", NULL);
  g_autofree char         *line = laptop_put (laptop, NULL, "budget_line", NULL, "project", papers->project, "heading", "1", "item", "Trainers", "quantity", "1000", "unit_cost", "100", NULL);
  g_autofree char         *period = laptop_put (laptop, NULL, "period", NULL, "project", papers->project, "from", "2017-05-01", "to", "2017-12-31", "status", "open", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (with_grant); i++)
    expect_note (papers, with_grant[i], papers->project, NULL);
  differ (papers, "project", papers->project, "grant", "20000100", "20000200");
  for (guint i = 0; i < G_N_ELEMENTS (with_grant); i++)
    expect_note (papers, with_grant[i], papers->project, "Provisional, two laptops differ: Grant.");
  expect_note (papers, "period-report", period, "Provisional, two laptops differ: Grant.");

  laptop_edit (laptop, NULL, "project", papers->project, "grant", "20000000");
  expect_note (papers, "tranches", papers->project, NULL);
  differ (papers, "tranche", tranche, "amount", "100", "200");
  differ (papers, "budget_line", line, "unit_cost", "300", "400");
  expect_note (papers, "tranches", papers->project, "Provisional, two laptops differ: Amount (Tranche 1); Cost of a unit (Budget line · Trainers).");
  expect_note (papers, "budget", papers->project, "Provisional, two laptops differ: Cost of a unit (Budget line · Trainers).");
}

static void
test_targets_that_differ_are_told (Papers       *papers,
                                   gconstpointer data)
{
  Laptop          *laptop = papers->laptop;
  g_autofree char *trained = laptop_put (laptop, NULL, "indicator", NULL, "code", "TRAINED", "name", "Persons trained", "unit", "persons", "accumulation", "sum", NULL);
  g_autofree char *target = laptop_put (laptop, NULL, "target", NULL, "project", papers->project, "indicator", trained, "value", "60", NULL);

  expect_note (papers, "results", papers->project, NULL);
  differ (papers, "target", target, "value", "70", "80");
  expect_note (papers, "results", papers->project, "Provisional, two laptops differ: Value (Target · Persons trained).");
  expect_note (papers, "project-summary", papers->project, "Provisional, two laptops differ: Value (Target · Persons trained).");
}

static void
test_a_lot_and_an_application_that_differ_are_told (Papers       *papers,
                                                    gconstpointer data)
{
  Call             call = add_call (papers);
  g_autofree char *lot = laptop_put (papers->laptop, NULL, "lot", NULL, "call", call.call, "number", "3", "title", "Rural women", "envelope", "100", NULL);

  differ (papers, "lot", lot, "envelope", "200", "300");
  expect_note (papers, "call", call.call, "Provisional, two laptops differ: Envelope (Lot · Rural women).");
  expect_note (papers, "ranking", call.call, "Provisional, two laptops differ: Envelope (Lot · Rural women).");
  expect_note (papers, "application-register", call.call, NULL);
  differ (papers, "application", call.applications[0], "requested", "9000000", "8000000");
  expect_note (papers, "application-register", call.call, "Provisional, two laptops differ: Requested (Application · First works).");
  expect_note (papers, "receipt", call.applications[0], NULL);
  differ (papers, "application", call.applications[0], "copies", "1", "2");
  expect_note (papers, "receipt", call.applications[0], "Provisional, two laptops differ: Copies.");
  call_free (&call);
}

/* Points of one assessor stand on that sheet alone; a threshold on the letter that names it. */
static void
test_points_and_thresholds_that_differ_are_told (Papers       *papers,
                                                 gconstpointer data)
{
  Call             call = add_call (papers);
  Laptop          *laptop = papers->laptop;
  g_autofree char *other = laptop_ask (laptop, "SELECT lep_id_text (r.id) FROM row r JOIN k_assessment k USING (rid) WHERE k.application = (SELECT application FROM k_assessment ORDER BY rid LIMIT 1) ORDER BY rid LIMIT 1");
  g_autofree char *third = laptop_put (laptop, NULL, "assessor", NULL, "name", "Assessor Three", "votes", "1", NULL);
  g_autofree char *sheet = laptop_put (laptop, NULL, "assessment", NULL, "application", call.applications[0], "assessor", third, "status", "open",
                                       "interest", "none", "impartial_on", "2019-02-20", NULL);
  g_autofree char *score = laptop_put (laptop, NULL, "score", NULL, "application", call.applications[0], "criterion", call.criteria[0], "assessor", third,
                                       "points", "40", "comment", "Well argued", NULL);

  g_free (laptop_put (laptop, NULL, "score", NULL, "application", call.applications[0], "criterion", call.criteria[1], "assessor", third, "points", "15", NULL));
  laptop_edit (papers->laptop, NULL, "application", call.applications[0], "status", "verified");
  laptop_edit (papers->laptop, NULL, "application", call.applications[0], "status", "rejected");
  expect_note (papers, "letter", call.applications[0], NULL);
  expect_note (papers, "score-sheet", sheet, NULL);
  differ (papers, "score", score, "comment", "Good", "Bad");
  expect_note (papers, "score-sheet", sheet, "Provisional, two laptops differ: Comment (Score");
  expect_note (papers, "score-sheet", other, NULL);
  differ (papers, "call", call.call, "full_threshold", "50", "60");
  expect_note (papers, "letter", call.applications[0], "Provisional, two laptops differ: ");
  call_free (&call);
}

static void
test_sums_of_money_that_differ_are_told (Papers       *papers,
                                         gconstpointer data)
{
  Laptop          *laptop = papers->laptop;
  g_autofree char *tranche = laptop_put (laptop, NULL, "tranche", NULL, "project", papers->project, "number", "1", "amount", "100000", "status", "planned", NULL);
  g_autofree char *spent = laptop_put (laptop, NULL, "expenditure", NULL, "project", papers->project, "spent_on", "2018-03-01", "amount", "500", "currency", "USD",
                                       "rate", "1700000", NULL);

  laptop_damage (laptop, "UPDATE k_project SET status = 'active'"); /* only then is its money the programme's */
  expect_note (papers, "programme", NULL, NULL);
  expect_note (papers, "partnership-profile", PARTNERSHIP, NULL);
  differ (papers, "expenditure", spent, "rate", "1710000", "1720000");
  expect_note (papers, "programme", NULL, "Provisional, two laptops differ: ");
  expect_note (papers, "partnership-profile", PARTNERSHIP, NULL);
  differ (papers, "tranche", tranche, "amount", "110000", "120000");
  expect_note (papers, "partnership-profile", PARTNERSHIP, "Provisional, two laptops differ: Amount (Tranche 1).");
}

/* A registry takes what the file says for agreed. */
static void
test_amounts_that_differ_stay_out_of_the_activity_file (Papers       *papers,
                                                        gconstpointer data)
{
  Laptop          *laptop = papers->laptop;
  g_autofree char *first = laptop_put (laptop, NULL, "tranche", NULL, "project", papers->project, "number", "1", "amount", "15000000", "status", "planned", "due_on", "2017-06-01", NULL);
  g_autofree char *second = laptop_put (laptop, NULL, "tranche", NULL, "project", papers->project, "number", "2", "amount", "5000000", "status", "planned", "due_on", "2018-06-01", NULL);

  for (guint step = 0; step < 3; step++)
    {
      LepReportInput input = papers_input (papers, "en", papers->project);
      g_autoptr (GError) error = NULL;
      g_autoptr (LepReport) report = NULL;
      g_autofree char *xml = NULL;

      if (step == 1)
        differ (papers, "tranche", first, "amount", "14000000", "13000000");
      if (step == 2)
        differ (papers, "project", papers->project, "grant", "20000100", "20000200");
      report = lep_report_make (lep_report_kind ("iati"), &input, &error);
      g_assert_no_error (error);
      xml = g_strndup (g_bytes_get_data (report->xml, NULL), g_bytes_get_size (report->xml));
      g_assert_true ((strstr (xml, "2017-06-01\"/>") != NULL) == (step == 0));
      g_assert_true ((strstr (xml, ">50000.00<") != NULL) == (step < 2));
      expect_note (papers, "iati", papers->project, NULL);
      {
        g_autofree char *text = papers_print ("iati", &input);

        g_assert_true ((strstr (text, "Two laptops differ about amounts") != NULL) == (step > 0));
      }
    }
}

static char *
make_activity (Papers *papers)
{
  LepReportInput input = papers_input (papers, "en", papers->project);
  g_autoptr (GError) error = NULL;
  g_autoptr (LepReport) report = lep_report_make (lep_report_kind ("iati"), &input, &error);

  g_assert_no_error (error);
  return g_strndup (g_bytes_get_data (report->xml, NULL), g_bytes_get_size (report->xml));
}

/* By year the grant goes only where both laptops know which years. */
static void
test_years_that_differ_have_no_budgets_in_the_activity_file (Papers       *papers,
                                                             gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  g_free (laptop_put (papers->laptop, NULL, "tranche", NULL, "project", papers->project, "number", "1", "amount", "20000000", "status", "planned", "due_on", "2017-06-01", NULL));
  before = make_activity (papers);
  g_assert_nonnull (strstr (before, "<budget "));
  differ (papers, "project", papers->project, "end", "2019-12-31", "2020-12-31");
  after = make_activity (papers);
  g_assert_null (strstr (after, "<budget "));
  g_assert_nonnull (strstr (after, "<planned-disbursement "));
}

/* Two targets for one day are one value, which either of them may put in doubt. */
static void
test_a_target_is_provisional_when_any_of_its_parts_is (Papers       *papers,
                                                       gconstpointer data)
{
  Laptop          *laptop = papers->laptop;
  g_autofree char *indicator = laptop_put (laptop, NULL, "indicator", NULL, "code", "TRAINED", "name", "Trained", "unit", "persons", "accumulation", "sum", NULL);
  char            *targets[2];

  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    targets[i] = laptop_put (laptop, NULL, "target", NULL, "project", papers->project, "indicator", indicator, "value", i == 0 ? "20" : "30", "status", "agreed", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    {
      g_autofree char *settled = make_activity (papers);
      g_autofree char *differing = NULL;

      g_assert_nonnull (strstr (settled, "<target value=\"50\"/>"));
      differ (papers, "target", targets[i], "value", "21", "22");
      differing = make_activity (papers);
      g_assert_null (strstr (differing, "<target value=\"50\"/>"));
      g_assert_nonnull (strstr (strstr (differing, "<target value=\""), "Provisional"));
      laptop_edit (laptop, NULL, "target", targets[i], "value", i == 0 ? "20" : "30");
      g_free (targets[i]);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name) g_test_add ("/unsettled-papers/" #name, Papers, NULL, papers_set_up, test_##name, papers_tear_down)
  ADD (amounts_that_differ_are_told_on_papers_about_money);
  ADD (targets_that_differ_are_told);
  ADD (a_lot_and_an_application_that_differ_are_told);
  ADD (points_and_thresholds_that_differ_are_told);
  ADD (sums_of_money_that_differ_are_told);
  ADD (amounts_that_differ_stay_out_of_the_activity_file);
  ADD (years_that_differ_have_no_budgets_in_the_activity_file);
  ADD (a_target_is_provisional_when_any_of_its_parts_is);
#undef ADD

  return g_test_run ();
}
