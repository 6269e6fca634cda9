/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The papers about money, and the form of a result. */

#include "papers.h"

static void
add_money (Papers *papers)
{
  Laptop          *laptop = papers->laptop;
  g_autofree char *grant = laptop_put (laptop, NULL, "funding", NULL, "project", papers->project, "kind", "grant", "amount", "20000000", NULL);
  g_autofree char *own = laptop_put (laptop, NULL, "funding", NULL, "project", papers->project, "kind", "municipal", "amount", "1000000", NULL);
  g_autofree char *trainers = laptop_put (laptop, NULL, "budget_line", NULL, "project", papers->project, "heading", "1", "item", "Trainers", "unit", "hour",
                                          "quantity", "1200500", "unit_cost", "2533", "source", grant, NULL);
  g_autofree char *office = laptop_put (laptop, NULL, "budget_line", NULL, "project", papers->project, "heading", "8", "item", "Overheads", "quantity", "1000",
                                        "unit_cost", "500000", NULL);

  g_free (laptop_put (laptop, NULL, "expenditure", NULL, "project", papers->project, "budget_line", trainers, "spent_on", "2017-06-30", "document_no", "F-18/17",
                      "supplier", "Sample school", "amount", "1520010", NULL));
  g_free (laptop_put (laptop, NULL, "expenditure", NULL, "project", papers->project, "budget_line", office, "spent_on", "2017-09-30", "document_no", "R-9",
                      "supplier", "Sample rent", "amount", "195583", "currency", "BAM", NULL));
}

static void
test_budget_adds_up (Papers       *papers,
                     gconstpointer data)
{
  LepReportInput   input = papers_input (papers, "bs", papers->project);
  g_autofree char *text = NULL;

  add_money (papers);
  text = papers_print ("budget", &input);
  papers_expect (text, "35.408,67 EUR</span>", "16.200,10 EUR</span>", "19.208,57 EUR</span>", "30.408,67", "15.200,10", "50,0 %", "15.208,57",
                 "30.408,67", "5.000,00", "35.408,67", "200.000,00", "95,24 %", "10.000,00", "4,76 %", "210.000,00", "Trainers", "1.200,5", "25,33",
                 "30.408,67", "Overheads", NULL);
}

/* Two of one kind pay: each has its own lines, and is named. */
static void
test_budget_knows_funders_of_one_kind_apart (Papers       *papers,
                                             gconstpointer data)
{
  Laptop          *laptop = papers->laptop;
  LepReportInput   input = papers_input (papers, "en", papers->project);
  g_autofree char *text = NULL;

  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *town = laptop_put (laptop, NULL, "organisation", NULL, "name", i == 0 ? "Town One" : "Town Two", "actor_group", "municipality", NULL);
      g_autofree char *source = laptop_put (laptop, NULL, "funding", NULL, "project", papers->project, "organisation", town, "kind", "municipal", "amount", i == 0 ? "40000" : "60000", NULL);

      g_free (laptop_put (laptop, NULL, "budget_line", NULL, "project", papers->project, "heading", "1", "item", i == 0 ? "Trainers" : "Room", "quantity", "1000",
                          "unit_cost", i == 0 ? "1000" : "500", "source", source, NULL));
      if (i == 1)
        laptop_life (laptop, PROGRAMME, "organisation", town, LEP_LIFE_DELETED);
    }
  text = papers_print ("budget", &input);
  papers_expect (text, "By source", "Town One", "400.00", ">10.00</td></tr>", "Town Two (deleted)", "600.00", ">5.00</td></tr>", "Budget lines", "Trainers", "Town One", "Room", "Town Two (deleted)", NULL);
}

/* Nothing entered is not an amount of nothing. */
static void
test_no_grant_is_a_dash (Papers       *papers,
                         gconstpointer data)
{
  Laptop          *laptop = papers->laptop;
  LepReportInput   input = papers_input (papers, "en", papers->project);
  g_autofree char *bare = NULL, *budget = NULL, *request = NULL, *summary = NULL;

  laptop_edit (laptop, NULL, "project", papers->project, "grant", NULL);
  g_free (laptop_put (laptop, NULL, "tranche", NULL, "project", papers->project, "number", "1", "condition", "signature", "amount", "500000", "status", "paid", "paid_on", "2018-01-31", NULL));
  request = papers_print ("tranches", &input);
  papers_expect (request, ">–</span>", "grant", "5,000.00 EUR", "paid so far", "The tranches add up to 5,000.00 EUR; no grant was entered.", "Paid 5,000.00 EUR.", NULL);
  g_assert_null (strstr (request, "outstanding"));
  summary = papers_print ("project-summary", &input);
  papers_expect (summary, "Grant</", ">–<", "no grant was entered", NULL);
  bare = papers_print ("budget", &input);
  papers_expect (bare, ">–</span>", "budget", "0.00 EUR</span>", "spent so far", ">–</span>", "left", NULL);

  add_money (papers);
  budget = papers_print ("budget", &input);
  papers_expect (budget, "35,408.67 EUR</span>", "budget", "19,208.57 EUR</span>", "left", NULL);
}

static void
test_what_is_deleted_is_not_printed (Papers       *papers,
                                     gconstpointer data)
{
  static const char *const names[] = { "project-summary", "tranches", "results", "restatement" };
  LepReportInput           input = papers_input (papers, "en", papers->project);

  laptop_life (papers->laptop, NULL, "project", papers->project, LEP_LIFE_DELETED);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    papers_refuse (names[i], &input, "“Prvo zapošljavanje” was deleted. Restore it");
  laptop_life (papers->laptop, NULL, "project", papers->project, LEP_LIFE_RESTORED);
  g_free (papers_print ("project-summary", &input));
}

static void
test_expenditure_names_rate_and_period (Papers       *papers,
                                        gconstpointer data)
{
  LepReportInput   input = papers_input (papers, "en", papers->project);
  g_autofree char *text = NULL;

  add_money (papers);
  input.from = "2017-07-01";
  input.to = "2017-12-31";
  text = papers_print ("expenditure", &input);
  papers_expect (text, "LEP1-PRN · 1 Jul 2017 – 31 Dec 2017", "Spent in the period", "30,408.67</td><td class=\"f\">0.00</td><td class=\"f\">15,200.10",
                 "5,000.00</td><td class=\"f\">1,000.00</td><td class=\"f\">1,000.00", "R-9", "Sample rent", "Overheads", "1,955.83 KM", "1,000.00", "1 EUR = 1.95583 KM", NULL);
  g_assert_null (strstr (text, "F-18/17"));
}

static void
test_request_asks_for_the_next_tranche (Papers       *papers,
                                        gconstpointer data)
{
  LepReportInput   input = papers_input (papers, "en", papers->project);
  Laptop          *laptop = papers->laptop;
  g_autofree char *none = papers_print ("tranches", &input);
  g_autofree char *text = NULL;

  papers_expect (none, "No tranches were agreed.", NULL);
  g_free (laptop_put (laptop, NULL, "tranche", NULL, "project", papers->project, "number", "1", "amount", "10000000", "condition", "signature", "status", "paid",
                      "paid_on", "2017-05-15", NULL));
  g_free (laptop_put (laptop, NULL, "tranche", NULL, "project", papers->project, "number", "2", "amount", "8000000", "condition", "interim_report", NULL));
  text = papers_print ("tranches", &input);
  papers_expect (text, "100,000.00 EUR</span>", "paid so far", "Request", "“Prvo zapošljavanje” we ask for payment of tranche 2, 80,000.00 EUR. Its condition: Interim report.", "195,583.00",
                 "15 May 2017", "156,466.40", "Tranches, total", "180,000.00", "The tranches add up to 180,000.00 EUR; the grant is 200,000.00 EUR.", "Approved by the programme office", NULL);
}

static void
test_sum_of_tranches_that_are_the_grant (Papers       *papers,
                                         gconstpointer data)
{
  LepReportInput   input = papers_input (papers, "en", papers->project);
  g_autofree char *text = NULL;

  g_free (laptop_put (papers->laptop, NULL, "tranche", NULL, "project", papers->project, "number", "1", "amount", "20000000", "status", "requested", "requested_on", "2019-04-03", NULL));
  text = papers_print ("tranches", &input);
  papers_expect (text, "Payment requested", "3 Apr 2019", "Grant, total", "200,000.00", NULL);
  g_assert_null (strstr (text, "The tranches add up"));
}

/* What nobody entered is no reason to ask for money, and no tranche is asked for that a
 * later one was paid after. */
static void
test_no_tranche_is_asked_for_blindly (Papers       *papers,
                                      gconstpointer data)
{
  Laptop          *laptop = papers->laptop;
  LepReportInput   input = papers_input (papers, "en", papers->project);
  g_autofree char *first = laptop_put (laptop, NULL, "tranche", NULL, "project", papers->project, "number", "1", "amount", "10000000", NULL);
  g_autofree char *second = laptop_put (laptop, NULL, "tranche", NULL, "project", papers->project, "number", "2", "amount", "8000000", NULL);
  g_autofree char *third = laptop_put (laptop, NULL, "tranche", NULL, "project", papers->project, "number", "3", "amount", "2000000", NULL);
  g_autofree char *unknown = papers_print ("tranches", &input);
  g_autofree char *text = NULL, *ended = NULL;

  papers_expect (unknown, "–</span>", "paid so far", "No state of a tranche was entered", NULL);
  g_assert_null (strstr (unknown, "we ask for payment"));
  laptop_edit (laptop, NULL, "tranche", second, "status", "paid");
  text = papers_print ("tranches", &input);
  papers_expect (text, "we ask for payment of tranche 3, 20,000.00 EUR", NULL);
  laptop_edit (laptop, NULL, "project", papers->project, "status", "contracting");
  laptop_edit (laptop, NULL, "project", papers->project, "status", "active");
  g_free (laptop_put (laptop, NULL, "project", papers->project, "status", "terminated", "status_reason", "No money", NULL));
  ended = papers_print ("tranches", &input);
  papers_expect (ended, "The project was closed or terminated: no payment is asked for.", NULL);
  g_assert_null (strstr (ended, "we ask for payment"));
}

/* A part of a tranche was paid: rows, foot and sentence agree. */
static void
test_rows_tell_what_was_paid (Papers       *papers,
                              gconstpointer data)
{
  static const char *const names[] = { "tranches", "project-summary", "period-report" };
  Laptop                  *laptop = papers->laptop;
  LepReportInput           input = papers_input (papers, "en", papers->project);
  g_autofree char         *period = laptop_put (laptop, NULL, "period", NULL, "project", papers->project, "from", "2017-05-01", "to", "2017-12-31", NULL);
  g_autofree char         *first = laptop_put (laptop, NULL, "tranche", NULL, "project", papers->project, "number", "1", "amount", "12000000", "status", "paid", NULL);
  g_autofree char         *whole = NULL;

  g_free (laptop_put (laptop, NULL, "tranche", NULL, "project", papers->project, "number", "2", "amount", "8000000", "status", "planned", NULL));
  whole = papers_print ("tranches", &input);
  g_assert_null (strstr (whole, "Paid, EUR"));
  laptop_edit (laptop, NULL, "tranche", first, "paid", "6000000");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *text = NULL;

      input.id = i == 2 ? period : papers->project;
      text = papers_print (names[i], &input);
      papers_expect (text, "Paid, EUR", "120,000.00", "234,699.60", "60,000.00", "80,000.00", "156,466.40", ">0.00<", "Grant, total", "200,000.00", "391,166.00", "60,000.00",
                     "Paid 60,000.00 EUR, outstanding 140,000.00 EUR.", NULL);
    }
}

/* Lines under headings that are sums of others are one group with one sum. */
static void
test_lines_without_a_heading_stand_together (Papers       *papers,
                                             gconstpointer data)
{
  static const char *const headings[] = { "7", "1", "9", "11" };
  LepReportInput           input = papers_input (papers, "en", papers->project);
  g_autofree char         *text = NULL;
  const char              *lines, *group;

  for (guint i = 0; i < G_N_ELEMENTS (headings); i++)
    g_free (laptop_put (papers->laptop, NULL, "budget_line", NULL, "project", papers->project, "heading", headings[i], "item", headings[i], "quantity", "1000",
                        "unit_cost", "1000", NULL));
  text = papers_print ("budget", &input);
  lines = strstr (text, "Budget lines");
  group = strstr (lines, "Without a heading");
  papers_expect (group, "30.00", ">7<", ">9<", ">11<", "Human resources", ">1<", NULL);
  g_assert_null (strstr (group + 1, "Without a heading"));
}

/* Of the sources that differ from grant and co-financing the shares are those of what
 * they promise; lines without a source stand below, so that both columns add up. */
static void
test_sources_add_up_to_what_they_promise (Papers       *papers,
                                          gconstpointer data)
{
  static const char note[] = "Grant and co-financing together differ from the sources by 9,999.50 EUR.";
  Laptop           *laptop = papers->laptop;
  LepReportInput    input = papers_input (papers, "en", papers->project);
  g_autofree char  *grant = laptop_put (laptop, NULL, "funding", NULL, "project", papers->project, "kind", "grant", "amount", "15000037", NULL);
  g_autofree char  *budget = NULL, *summary = NULL;

  g_free (laptop_put (laptop, NULL, "funding", NULL, "project", papers->project, "kind", "municipal", "amount", "5000013", NULL));
  g_free (laptop_put (laptop, NULL, "budget_line", NULL, "project", papers->project, "heading", "1", "item", "Trainers", "quantity", "1000", "unit_cost", "20000", "source", grant, NULL));
  g_free (laptop_put (laptop, NULL, "budget_line", NULL, "project", papers->project, "heading", "5", "item", "Reserve", "quantity", "1000", "unit_cost", "938892", NULL));
  budget = papers_print ("budget", &input);
  papers_expect (budget, "By source", "150,000.37", ">75.00 %<", ">200.00<", "50,000.13", ">25.00 %<", "Lines without a source", ">9,388.92<", "Total", ">200,000.50<", ">100.00 %<", ">9,588.92<", note, NULL);
  summary = papers_print ("project-summary", &input);
  papers_expect (summary, ">200,000.00<", ">10,000.00<", "of which: Municipality", ">50,000.13<", "Total", note, NULL);
}

/* A budget that is larger than the money promised is told wherever it stands. */
static void
test_budget_beyond_the_money_is_told (Papers       *papers,
                                      gconstpointer data)
{
  static const char *const names[] = { "budget", "expenditure", "tranches", "project-summary" };
  static const char        note[] = "The budget lines are 10,000.00 EUR more than grant and co-financing together.";
  LepReportInput           input = papers_input (papers, "en", papers->project);
  g_autofree char         *line = laptop_put (papers->laptop, NULL, "budget_line", NULL, "project", papers->project, "heading", "1", "item", "Trainers", "quantity", "1000",
                                              "unit_cost", "21000000", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *text = papers_print (names[i], &input);

      g_assert_null (strstr (text, "The budget lines are"));
    }
  laptop_edit (papers->laptop, NULL, "budget_line", line, "unit_cost", "22000000");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *text = papers_print (names[i], &input);

      papers_expect (text, note, NULL);
      g_assert_null (strstr (strstr (text, note) + 1, note));
    }
}

/* An award makes a co-financing whose kind nobody told: it has one name. */
static void
test_cofinancing_without_a_kind_has_one_name (Papers       *papers,
                                              gconstpointer data)
{
  Laptop          *laptop = papers->laptop;
  LepReportInput   input = papers_input (papers, "en", papers->project);
  g_autofree char *source = laptop_put (laptop, NULL, "funding", NULL, "project", papers->project, "organisation", papers->lead, "amount", "1000000", NULL);
  g_autofree char *summary = papers_print ("project-summary", &input);
  g_autofree char *budget = NULL;

  g_free (laptop_put (laptop, NULL, "budget_line", NULL, "project", papers->project, "heading", "1", "item", "Trainers", "quantity", "1000", "unit_cost", "1000", "source", source, NULL));
  budget = papers_print ("budget", &input);
  papers_expect (summary, "Amount, EUR", "Co-financing", "10,000.00", "of which: Development Agency", "10,000.00", "Total", NULL);
  g_assert_null (strstr (summary, "Funding"));
  papers_expect (budget, "By source", "Co-financing", "Development Agency", "Budget lines", "Trainers", "Co-financing", "Development Agency", NULL);
}

/* Of 99.99 in three parts the last takes the rounding; a plan that is not the grant
 * says that it is rounded. */
static void
test_converted_tranches_add_up (Papers       *papers,
                                gconstpointer data)
{
  Laptop          *laptop = papers->laptop;
  LepReportInput   input = papers_input (papers, "en", papers->project);
  g_autofree char *text = NULL, *other = NULL;

  laptop_edit (laptop, NULL, "project", papers->project, "grant", "9999");
  for (guint i = 1; i <= 3; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i);

      g_free (laptop_put (laptop, NULL, "tranche", NULL, "project", papers->project, "number", number, "amount", "3333", "status", "planned", NULL));
    }
  text = papers_print ("tranches", &input);
  papers_expect (text, "33.33", "65.19", "33.33", "65.19", "33.33", "65.18", "99.99", "195.56", NULL);
  g_assert_null (strstr (text, "rounded"));
  laptop_edit (laptop, NULL, "project", papers->project, "grant", "9998");
  other = papers_print ("tranches", &input);
  papers_expect (other, "65.19", "65.19", "65.19", "195.56", "Each converted amount is rounded", NULL);
}

/* The currency is optional, and may be known later than the amounts. */
static void
test_money_without_a_currency_is_printed (Papers       *papers,
                                          gconstpointer data)
{
  LepReportInput   input = papers_input (papers, "en", papers->project);
  Laptop          *laptop = papers->laptop;
  g_autofree char *period = laptop_put (laptop, NULL, "period", NULL, "project", papers->project, "from", "2017-05-01", "to", "2017-12-31", NULL);
  g_autofree char *text = NULL, *summary = NULL, *profile = NULL, *of_period = NULL;

  laptop_edit (laptop, NULL, "project", papers->project, "currency", NULL);
  g_free (laptop_put (laptop, NULL, "tranche", NULL, "project", papers->project, "number", "1", "amount", "10000000", "status", "planned", NULL));
  text = papers_print ("tranches", &input);
  papers_expect (text, "200,000.00</span>", "tranche 1, 100,000.00.", ">Amount</th>", "100,000.00", "The tranches add up to 100,000.00; the grant is 200,000.00.", NULL);
  summary = papers_print ("project-summary", &input);
  papers_expect (summary, "Money", "200,000.00", ">Amount</th>", "100,000.00", NULL);
  input.id = PARTNERSHIP;
  profile = papers_print ("partnership-profile", &input);
  papers_expect (profile, "LEP1-PRN", "200,000.00", "0 %", NULL);
  input.id = period;
  of_period = papers_print ("period-report", &input);
  papers_expect (of_period, ">Amount</th>", "100,000.00", NULL);
}

/* What nobody wrote down is not nothing paid. */
static void
test_profile_tells_no_share_of_unknown_payments (Papers       *papers,
                                                 gconstpointer data)
{
  LepReportInput   input = papers_input (papers, "en", PARTNERSHIP);
  g_autofree char *text = NULL;

  g_free (laptop_put (papers->laptop, NULL, "tranche", NULL, "project", papers->project, "number", "1", "amount", "20000000", NULL));
  text = papers_print ("partnership-profile", &input);
  papers_expect (text, "LEP1-PRN", "200,000.00", NULL);
  g_assert_null (strstr (text, "0 %"));
}

static void
test_entry_form_has_the_fields_of_the_dialog (Papers       *papers,
                                              gconstpointer data)
{
  LepReportInput   input = papers_input (papers, "en", papers->project);
  g_autofree char *text = papers_print ("entry-form", &input);
  g_autofree char *empty = NULL;
  g_autoptr (LepReport) report = lep_report_make (lep_report_kind ("entry-form"), &input, NULL);
  g_autoptr (LepPages) pages = lep_pages_new (report, LEP_PAPER_A4, NULL);

  papers_expect (text, "Partnership Prnjavor", "no names of persons", ">Project</span>", "Prvo zapošljavanje</b>", ">Indicator</span>", ">From</span>", ">To</span>", "How many persons", "Split by sex and age",
                 "15–29", "Age unknown", "Sum", "Women", "<td class=\"box\"></td>", "Not disclosed", "How many are also …", "Long-term unemployed", "Groups overlap",
                 "Kind of proof", "Proof number", "Proof dated", NULL);
  g_assert_cmpuint (lep_pages_get_count (pages), ==, 1);
  input.id = NULL;
  empty = papers_print ("entry-form", &input);
  papers_expect (empty, "Programme &lt;of&gt; partnerships", "European Union", NULL);
  g_assert_null (strstr (empty, "Prvo"));
}

/* Nobody approves what is not asked for. */
static void
test_a_closed_project_asks_for_no_payment (Papers       *papers,
                                           gconstpointer data)
{
  Laptop          *laptop = papers->laptop;
  LepReportInput   input = papers_input (papers, "en", papers->project);
  g_autofree char *before = NULL, *after = NULL;

  g_free (laptop_put (laptop, NULL, "tranche", NULL, "project", papers->project, "number", "1", "amount", "20000000", "condition", "signature", "status", "due", NULL));
  before = papers_print ("tranches", &input);
  papers_expect (before, "Request for payment", "Approved by the programme office", NULL);
  for (const char *const *status = (const char *const[]){ "contracting", "active", "completed", "closed", NULL }; *status != NULL; status++)
    laptop_edit (laptop, NULL, "project", papers->project, "status", *status);
  after = papers_print ("tranches", &input);
  papers_expect (after, "Tranches", "no payment is asked for", NULL);
  g_assert_null (strstr (after, "Request for payment"));
  g_assert_null (strstr (after, "Approved by the programme office"));
}

/* What lacks a rate says so where it stands, and its sum says that it lacks it. */
static void
test_spending_without_a_rate_is_marked_at_the_row_and_the_sum (Papers       *papers,
                                                               gconstpointer data)
{
  LepReportInput   input = papers_input (papers, "en", papers->project);
  g_autofree char *text = NULL;

  g_free (laptop_put (papers->laptop, NULL, "expenditure", NULL, "project", papers->project, "spent_on", "2017-06-30", "document_no", "F-1", "supplier", "Sample shop", "amount", "310000", "currency", "CHF", NULL));
  text = papers_print ("expenditure", &input);
  papers_expect (text, "Documents", "* 3,100.00", "no rate: not counted", "* 0.00", "* Some spending in another currency has no rate and is not in the sums.", NULL);
}

/* The pad is copied one by one: a second sheet would get lost. */
static void
test_entry_form_is_one_sheet_however_long_the_names (Papers       *papers,
                                                     gconstpointer data)
{
  static const char *const languages[] = { "en", "bs", "sr-Cyrl" };

  for (guint i = 0; i < 12; i++)
    {
      g_autofree char *name = g_strdup_printf ("Предузећа која су покренута или подржана уз помоћ партнерства %u", i);
      g_autofree char *code = g_strdup_printf ("OWN%u", i);

      g_free (laptop_put (papers->laptop, NULL, "indicator", NULL, "code", code, "name", name, "unit", "businesses", "level", "output", "accumulation", "sum", NULL));
    }
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      LepReportInput input = papers_input (papers, languages[i], papers->project);
      g_autoptr (LepReport) report = lep_report_make (lep_report_kind ("entry-form"), &input, NULL);
      g_autoptr (LepPages) pages = lep_pages_new (report, LEP_PAPER_A4, NULL);

      g_assert_cmpuint (lep_pages_get_count (pages), ==, 1);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name) g_test_add ("/money-papers/" #name, Papers, NULL, papers_set_up, test_##name, papers_tear_down)
  ADD (budget_adds_up);
  ADD (budget_knows_funders_of_one_kind_apart);
  ADD (no_grant_is_a_dash);
  ADD (what_is_deleted_is_not_printed);
  ADD (no_tranche_is_asked_for_blindly);
  ADD (converted_tranches_add_up);
  ADD (rows_tell_what_was_paid);
  ADD (lines_without_a_heading_stand_together);
  ADD (sources_add_up_to_what_they_promise);
  ADD (budget_beyond_the_money_is_told);
  ADD (cofinancing_without_a_kind_has_one_name);
  ADD (expenditure_names_rate_and_period);
  ADD (request_asks_for_the_next_tranche);
  ADD (sum_of_tranches_that_are_the_grant);
  ADD (money_without_a_currency_is_printed);
  ADD (profile_tells_no_share_of_unknown_payments);
  ADD (entry_form_has_the_fields_of_the_dialog);
  ADD (a_closed_project_asks_for_no_payment);
  ADD (spending_without_a_rate_is_marked_at_the_row_and_the_sum);
  ADD (entry_form_is_one_sheet_however_long_the_names);
#undef ADD

  return g_test_run ();
}
