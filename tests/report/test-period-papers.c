/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The papers of reporting: a period and its restatement, the register of
 * partners, the self-assessment, the programme. */

#include "papers.h"

#include "lep-period-figures.h"

static char *
add_outcome (Papers     *papers,
             const char *indicator,
             const char *from,
             const char *to,
             const char *value)
{
  return laptop_put (papers->laptop, NULL, "outcome", NULL, "project", papers->project, "indicator", indicator, "from", from, "to", to, "value", value, "state", "verified",
                     "proof_no", "1/17", NULL);
}

/* Two half-years; the first was reported with 35 instead of 40. */
static char *
add_periods (Papers *papers)
{
  Laptop          *laptop = papers->laptop;
  g_autofree char *trained = laptop_put (laptop, NULL, "indicator", NULL, "code", "TRAINED", "name", "Persons trained", "unit", "persons", "level", "output",
                                         "accumulation", "sum", NULL);
  g_autofree char *first = laptop_put (laptop, NULL, "period", NULL, "project", papers->project, "from", "2017-05-01", "to", "2017-12-31", "kind", "interim",
                                       "status", "submitted", "submitted_on", "2018-01-15", "narrative", "Eight courses were held.", NULL);
  g_autofree char *half = add_outcome (papers, trained, "2017-05-01", "2017-12-31", "40");

  g_free (laptop_put (laptop, NULL, "breakdown", NULL, "outcome", half, "dimension", "sex", "category", "women", "value", "14", NULL));
  g_free (laptop_put (laptop, NULL, "breakdown", NULL, "outcome", half, "dimension", "sex", "category", "men", "value", "26", NULL));
  g_free (add_outcome (papers, trained, "2018-01-01", "2018-06-30", "20"));
  g_free (laptop_put (laptop, NULL, "target", NULL, "indicator", trained, "project", papers->project, "value", "50", "status", "agreed", NULL));
  g_free (laptop_put (laptop, NULL, "snapshot", NULL, "period", first, "indicator", trained, "value", "35", "taken_on", "2018-01-15", NULL));
  return laptop_put (laptop, NULL, "period", NULL, "project", papers->project, "from", "2018-01-01", "to", "2018-06-30", "kind", "interim", "status", "open", NULL);
}

static char *
first_period (Papers *papers)
{
  return laptop_ask (papers->laptop, "SELECT lep_id_text (r.id) FROM k_period k CROSS JOIN row r ON r.rid = k.rid ORDER BY k.\"from\"");
}

static void
test_figures_of_a_period (Papers       *papers,
                          gconstpointer data)
{
  g_autofree char *second = add_periods (papers);
  g_autoptr (GError) error = NULL;
  g_autoptr (LepRecord) period = lep_workspace_get_record (papers->laptop->workspace, "period", second, NULL, &error);
  g_autoptr (GPtrArray) figures = lep_period_figures (papers->laptop->workspace, period, &error);
  const LepPeriodFigure *figure;

  g_assert_no_error (error);
  g_assert_cmpuint (figures->len, ==, 1);
  figure = g_ptr_array_index (figures, 0);
  g_assert_cmpstr (figure->indicator, ==, "TRAINED");
  g_assert_cmpint (figure->now, ==, 20);
  g_assert_cmpint (figure->so_far, ==, 60);
  g_assert_false (figure->has_reported);
  g_assert_false (lep_period_figure_differs (figure));
}

static void
test_period_report_has_words_results_and_money (Papers       *papers,
                                                gconstpointer data)
{
  g_autofree char *second = add_periods (papers);
  g_autofree char *first = first_period (papers);
  LepReportInput   input = papers_input (papers, "en", first);
  g_autofree char *text = papers_print ("period-report", &input);

  papers_expect (text, "Interim report", "LEP1-PRN · 1 May 2017 – 31 Dec 2017", "Submitted", "15 Jan 2018", "Eight courses were held.", "Persons trained", "50", "40", "14", "26", "40", "80 %",
                 "see the restatement sheet", "No budget and no expenditure were entered.", "Approved by the programme office", NULL);
}

static void
test_restatement_tells_the_difference_and_why (Papers       *papers,
                                               gconstpointer data)
{
  g_autofree char *second = add_periods (papers);
  LepReportInput   input = papers_input (papers, "en", papers->project);
  g_autofree char *all = papers_print ("restatement", &input);
  g_autofree char *none = NULL;

  papers_expect (all, "Persons trained", "1 May 2017 – 31 Dec 2017", "15 Jan 2018", "35", "40", "5", "1 entry was changed or added later, last on 21 Nov 2026", NULL);
  input.id = second;
  none = papers_print ("restatement", &input);
  papers_expect (none, "Nothing was reported so far.", NULL);
}

/* Submitted again twice: once returned, once opened again. Each time is told, though
 * what was reported last is what is counted now. */
static void
test_restatement_tells_each_submission (Papers       *papers,
                                        gconstpointer data)
{
  Laptop          *laptop = papers->laptop;
  g_autofree char *period = add_periods (papers);
  g_autofree char *outcome = laptop_ask (laptop, "SELECT lep_id_text (id) FROM row JOIN k_outcome USING (rid) WHERE value = 20");
  LepReportInput   input = papers_input (papers, "en", period);
  g_autofree char *text = NULL, *open = NULL, *decided = NULL;

  g_free (laptop_put (laptop, NULL, "period", period, "status", "submitted", "submitted_on", "2018-01-14", NULL));
  laptop_edit (laptop, NULL, "period", period, "status", "returned");
  laptop_edit (laptop, NULL, "outcome", outcome, "value", "21");
  laptop_edit (laptop, NULL, "period", period, "status", "submitted");
  laptop_edit (laptop, NULL, "period", period, "status", "approved");
  laptop_edit (laptop, NULL, "period", period, "status", "locked");
  decided = papers_print ("period-report", &input);
  papers_expect (decided, "Locked", "Submitted on", "Decided on", NULL);
  g_free (laptop_put (laptop, NULL, "period", period, "status", "open", "reopen_reason", "Late proof", "reopened_until", "2099-01-31", NULL));
  open = papers_print ("period-report", &input);
  papers_expect (open, "Open", "Opened again", "on 21 Nov 2026 by Coordinator, until 31 Jan 2099: Late proof", NULL);
  g_assert_null (strstr (open, "Decided on"));
  laptop_edit (laptop, NULL, "outcome", outcome, "value", "24");
  g_free (laptop_put (laptop, NULL, "breakdown", NULL, "outcome", outcome, "dimension", "sex", "category", "women", "value", "9", NULL));
  laptop_edit (laptop, NULL, "period", period, "status", "submitted");
  text = papers_print ("restatement", &input);
  papers_expect (text, ">14 Jan 2018<", "20", "21", "1", "returned, and submitted again", "21", "24", "3", "Late proof (opened again on 21 Nov 2026 by Coordinator)", NULL);
  g_assert_null (strstr (text, ">now<"));
}

/* What each value says alone is not added up: no paper has a sum of it. */
static void
test_what_is_only_listed_is_not_added_up (Papers       *papers,
                                          gconstpointer data)
{
  Laptop          *laptop = papers->laptop;
  g_autofree char *listed = laptop_put (laptop, NULL, "indicator", NULL, "code", "NEEDS", "name", "Needs found", "unit", "persons", "accumulation", "none", "common_code", "EECO01", NULL);
  g_autofree char *period = laptop_put (laptop, NULL, "period", NULL, "project", papers->project, "from", "2017-05-01", "to", "2017-12-31", "kind", "interim", "status", "submitted", "submitted_on", "2018-01-15", NULL);
  g_autofree char *outcome = add_outcome (papers, listed, "2017-05-01", "2017-12-31", "7");
  LepReportInput   input = papers_input (papers, "en", papers->project);
  g_autofree char *esf = NULL, *results = NULL, *report = NULL, *restated = NULL;

  g_free (laptop_put (laptop, NULL, "target", NULL, "indicator", listed, "project", papers->project, "value", "10", "status", "agreed", NULL));
  g_free (laptop_put (laptop, NULL, "breakdown", NULL, "outcome", outcome, "dimension", "sex", "category", "women", "value", "3", NULL));
  g_free (laptop_put (laptop, NULL, "breakdown", NULL, "outcome", outcome, "dimension", "target_group", "category", "neet", "value", "3", NULL));
  g_free (laptop_put (laptop, NULL, "snapshot", NULL, "period", period, "indicator", listed, "value", "5", "taken_on", "2018-01-15", NULL));
  esf = papers_print ("esf-plus", &input);
  papers_expect (esf, "EECO01", "only listed, not added up", "EECO02", NULL);
  results = papers_print ("results", &input);
  papers_expect (results, "Needs found", ">10</td><td class=\"f s\">–</td><td class=\"f\">–</td>", "Entries and their sources", "7</td>", NULL);
  g_assert_null (strstr (results, "0 %"));
  g_assert_null (strstr (results, "By target group"));
  restated = papers_print ("restatement", &input);
  papers_expect (restated, "Everything is counted now as it was reported.", NULL);
  input.id = period;
  report = papers_print ("period-report", &input);
  papers_expect (report, "Needs found", ">10</td><td class=\"f s\">–</td><td class=\"f\">–</td><td class=\"f\">–</td><td class=\"f\">–</td><td class=\"f\">–</td>", NULL);
  g_assert_null (strstr (report, "see the restatement sheet"));
}

static void
expect_xml (Papers     *papers,
            const char *part,
            gboolean    there)
{
  LepReportInput input = papers_input (papers, "en", papers->project);
  g_autoptr (GError) error = NULL;
  g_autoptr (LepReport) report = lep_report_make (lep_report_kind ("iati"), &input, &error);
  g_autofree char *xml = NULL;

  g_assert_no_error (error);
  xml = g_strndup (g_bytes_get_data (report->xml, NULL), g_bytes_get_size (report->xml));
  g_assert_true ((strstr (xml, part) != NULL) == there);
}

/* Each paper that has a figure says when two laptops differ about what it counts. */
static void
test_figures_that_are_not_settled_are_told (Papers       *papers,
                                            gconstpointer data)
{
  static const char *const names[] = { "period-report", "restatement", "programme", "esf-plus", "partnership-profile", "iati", "results" };
  Laptop                  *laptop = papers->laptop;
  g_autofree char         *second = add_periods (papers);
  g_autofree char         *first = first_period (papers);
  g_autofree char         *outcome = laptop_ask (laptop, "SELECT lep_id_text (id) FROM row JOIN k_outcome USING (rid) WHERE value = 40");
  const char              *ids[] = { first, papers->project, NULL, papers->project, PARTNERSHIP, papers->project, papers->project };
  Laptop                  *other = laptop_new (papers->dir, 2);

  laptop_give (laptop, other);
  laptop_edit (laptop, NULL, "project", papers->project, "status", "contracting");
  for (guint turn = 0; turn < 2; turn++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (names); i++)
        {
          LepReportInput   input = papers_input (papers, "en", ids[i]);
          g_autofree char *text = papers_print (names[i], &input);
          const char      *told = strstr (text, "Persons trained: provisional, two laptops differ.");

          g_test_message ("%s", names[i]);
          g_assert_true ((told != NULL) == (turn == 1));
          g_assert_true (told == NULL || strstr (told + strlen ("Persons trained: provisional"), ": provisional") == NULL);
        }
      expect_xml (papers, "<comment>", turn == 1);
      laptop_edit (laptop, NULL, "outcome", outcome, "value", "41");
      laptop_edit (other, NULL, "outcome", outcome, "value", "42");
      laptop_give (other, laptop);
    }
  laptop_free (other);
}

/* An age group that fits none of the common ones, and came without its name. */
static void
test_common_indicators_name_what_does_not_fit (Papers       *papers,
                                               gconstpointer data)
{
  Laptop          *laptop = papers->laptop;
  g_autofree char *period = add_periods (papers);
  g_autofree char *outcome = laptop_ask (laptop, "SELECT lep_id_text (id) FROM row JOIN k_outcome USING (rid) WHERE value = 20");
  LepReportInput   input = papers_input (papers, "en", papers->project);
  g_autofree char *text = NULL;

  g_free (laptop_put (laptop, NULL, "category", NULL, "dimension", "age", "code", "25_60", "label", "25 to 60", "from_age", "25", "to_age", "60", NULL));
  g_free (laptop_put (laptop, NULL, "breakdown", NULL, "outcome", outcome, "dimension", "age", "category", "25_60", "value", "3", NULL));
  laptop_damage (laptop, "UPDATE k_category SET label = NULL");
  text = papers_print ("esf-plus", &input);
  papers_expect (text, "the age groups of the register do not fit (25_60)", NULL);
}

/* Who is of an age that nobody has been entered for is not none while ages are missing. */
static void
test_common_indicators_do_not_make_zero_of_unknown_ages (Papers       *papers,
                                                         gconstpointer data)
{
  Laptop          *laptop = papers->laptop;
  g_autofree char *period = add_periods (papers);
  g_autofree char *outcome = laptop_ask (laptop, "SELECT lep_id_text (id) FROM row JOIN k_outcome USING (rid) WHERE value = 20");
  LepReportInput   input = papers_input (papers, "en", papers->project);
  g_autofree char *text = NULL;

  g_free (laptop_put (laptop, NULL, "category", NULL, "dimension", "age", "code", "18_29", "label", "18 to 29", "from_age", "18", "to_age", "29", NULL));
  g_free (laptop_put (laptop, NULL, "breakdown", NULL, "outcome", outcome, "dimension", "age", "category", "18_29", "value", "3", NULL));
  text = papers_print ("esf-plus", &input);
  papers_expect (text, "EECO07", "3", "age not known: ", "EECO08", "cannot be told: nobody of this age was entered, and the age of ", NULL);
}

/* Only a category of one's own changed: the value stands, its part is told. */
static void
test_restatement_tells_a_split (Papers       *papers,
                                gconstpointer data)
{
  Laptop          *laptop = papers->laptop;
  g_autofree char *period = add_periods (papers);
  g_autofree char *outcome = laptop_ask (laptop, "SELECT lep_id_text (id) FROM row JOIN k_outcome USING (rid) WHERE value = 20");
  g_autofree char *part = NULL;
  LepReportInput   input = papers_input (papers, "en", period);
  g_autofree char *text = NULL;

  g_free (laptop_put (laptop, NULL, "category", NULL, "dimension", "age", "code", "25_60", "label", "25 to 60", NULL));
  part = laptop_put (laptop, NULL, "breakdown", NULL, "outcome", outcome, "dimension", "age", "category", "25_60", "value", "3", NULL);
  laptop_edit (laptop, NULL, "period", period, "status", "submitted");
  laptop_edit (laptop, NULL, "breakdown", part, "value", "8");
  text = papers_print ("restatement", &input);
  papers_expect (text, "20", "20", "0", "the value is the same; how it splits was changed later", "25_60", "3", "8", "5", NULL);
}

/* Nothing counted, and what was claimed is withdrawn: that is a difference, too. */
static void
test_restatement_tells_what_was_claimed (Papers       *papers,
                                         gconstpointer data)
{
  Laptop          *laptop = papers->laptop;
  g_autofree char *employed = laptop_put (laptop, NULL, "indicator", NULL, "code", "EMPLOYED", "name", "Persons employed", "unit", "persons", "level", "outcome",
                                          "accumulation", "sum", "needs_proof", "1", NULL);
  g_autofree char *outcome = laptop_put (laptop, NULL, "outcome", NULL, "project", papers->project, "indicator", employed, "from", "2017-06-01", "to", "2017-09-30",
                                         "value", "2", "state", "claimed", NULL);
  g_autofree char *period = laptop_put (laptop, NULL, "period", NULL, "project", papers->project, "from", "2017-05-01", "to", "2017-12-31", "kind", "interim", "status", "open", NULL);
  LepReportInput   input = papers_input (papers, "en", period);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *report = NULL;
  g_autofree char *waiting = papers_print ("period-report", &input);

  papers_expect (waiting, "Persons employed: counted only with proof; 2 more are claimed, wait for proof", NULL);
  laptop_edit (laptop, NULL, "period", period, "status", "submitted");
  before = papers_print ("restatement", &input);
  papers_expect (before, "Everything is counted now as it was reported.", NULL);
  g_free (laptop_put (laptop, NULL, "outcome", outcome, "state", "withdrawn", "note", "Left the job", NULL));
  after = papers_print ("restatement", &input);
  papers_expect (after, "Persons employed", "claimed, waits for proof", "2", "0", "2", NULL);
  report = papers_print ("period-report", &input);
  papers_expect (report, "see the restatement sheet", NULL);
}

/* A target that nobody agreed yet, or that is the least, is told so. */
static void
test_targets_say_what_they_are (Papers       *papers,
                                gconstpointer data)
{
  Laptop                  *laptop = papers->laptop;
  g_autofree char         *trained = laptop_put (laptop, NULL, "indicator", NULL, "code", "TRAINED", "name", "Persons trained", "unit", "persons", "level", "output", "accumulation", "sum", NULL);
  g_autofree char         *target = laptop_put (laptop, NULL, "target", NULL, "indicator", trained, "project", papers->project, "value", "55", "status", "proposed", "qualifier", "at_least", NULL);
  g_autofree char         *period = laptop_put (laptop, NULL, "period", NULL, "project", papers->project, "from", "2017-05-01", "to", "2017-12-31", "kind", "interim", "status", "open", NULL);
  static const char *const papers_of[] = { "results", "project-summary", "period-report" };

  for (guint agreed = 0; agreed < 2; agreed++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (papers_of); i++)
        {
          LepReportInput   input = papers_input (papers, "en", strcmp (papers_of[i], "period-report") == 0 ? period : papers->project);
          g_autofree char *text = papers_print (papers_of[i], &input);

          papers_expect (text, "Persons trained", "≥ 55", NULL);
          g_assert_true ((strstr (text, "only proposed") != NULL) == (agreed == 0));
          g_assert_true (strcmp (papers_of[i], "project-summary") != 0 || (strstr (text, "proposed target 55") != NULL) == (agreed == 0));
        }
      laptop_edit (laptop, NULL, "target", target, "status", "agreed");
    }
}

/* A published figure that the register does not reach tells what it can of why. */
static void
test_published_figures_have_their_reason (Papers       *papers,
                                          gconstpointer data)
{
  static const char *const subjects[] = { "LEP1-PRN", "LEP1-PRN: women", "Partnership Prnjavor" };
  Laptop                  *laptop = papers->laptop;
  LepReportInput           input = papers_input (papers, "en", NULL);
  g_autofree char         *employed = laptop_put (laptop, NULL, "indicator", NULL, "code", "EMPLOYED", "name", "Persons employed", "unit", "persons", "level", "outcome",
                                                  "accumulation", "sum", "needs_proof", "1", NULL);
  g_autofree char         *text = NULL;

  g_free (laptop_put (laptop, NULL, "outcome", NULL, "project", papers->project, "indicator", employed, "from", "2018-06-01", "to", "2018-09-30", "value", "2", "state", "claimed", NULL));
  for (guint i = 0; i < G_N_ELEMENTS (subjects); i++)
    g_free (laptop_put (laptop, NULL, "published_figure", NULL, "indicator", employed, "subject", subjects[i], "qualifier", "exactly", "publisher", "Office",
                        "cut_off_on", i == 2 ? "2017-12-31" : "2018-12-31", "value", "5", NULL));
  text = papers_print ("results", &input);
  papers_expect (text, "Published and held", "Partnership Prnjavor", "nothing was entered up to that day", "LEP1-PRN", "beside the project · 2 more are claimed and wait for proof",
                 "LEP1-PRN: women", "no split was entered", NULL);
}

static void
test_register_lists_groups_and_roles (Papers       *papers,
                                      gconstpointer data)
{
  LepReportInput   input = papers_input (papers, "en", NULL);
  g_autofree char *text = NULL;
  g_autofree char *of_one = NULL;

  g_free (laptop_put (papers->laptop, NULL, "contact", NULL, "organisation", papers->lead, "name", "Emir Uzorak", "phone", "+387 00 000 001", NULL));
  g_free (laptop_put (papers->laptop, NULL, "organisation", NULL, "name", "Stands alone", "actor_group", "employer", NULL));
  text = papers_print ("partner-register", &input);
  papers_expect (text, "Municipality Prnjavor", "Partnership Prnjavor (Member)", "Employment Service", "Stands alone", "Development Agency", "Partnership Prnjavor (Lead)",
                 "Not all five groups are represented.", NULL);
  g_assert_null (strstr (text, "Emir Uzorak"));
  g_assert_null (strstr (text, "Reached by"));
  input.id = PARTNERSHIP;
  input.with_contacts = TRUE;
  of_one = papers_print ("partner-register", &input);
  papers_expect (of_one, "Reached by", "Development Agency", "Emir Uzorak, +387 00 000 001", "Lead", NULL);
  g_assert_null (strstr (of_one, "Stands alone"));
}

static void
test_register_is_of_the_time_asked_for (Papers       *papers,
                                        gconstpointer data)
{
  Laptop          *laptop = papers->laptop;
  LepReportInput   input = papers_input (papers, "en", PARTNERSHIP);
  g_autofree char *left = laptop_put (laptop, NULL, "organisation", NULL, "name", "Left in spring", "actor_group", "employer", NULL);
  g_autofree char *now = NULL, *then = NULL, *year = NULL, *to_come = NULL, *before = NULL;

  g_free (laptop_put (laptop, NULL, "membership", NULL, "partnership", PARTNERSHIP, "organisation", left, "joined_on", "2018-01-01", "left_on", "2018-04-30", NULL));
  now = papers_print ("partner-register", &input);
  papers_expect (now, "As of 3 Apr 2019", NULL);
  g_assert_null (strstr (now, "Left in spring"));
  input.to = "2018-12-31";
  then = papers_print ("partner-register", &input);
  g_assert_null (strstr (then, "Left in spring"));
  input.from = "2018-01-01";
  year = papers_print ("partner-register", &input);
  papers_expect (year, "1 Jan 2018 – 31 Dec 2018", "Left in spring", "As of 31 Dec 2018", NULL);
  input.to = "2019-12-31";
  to_come = papers_print ("partner-register", &input);
  papers_expect (to_come, "1 Jan 2018 – 31 Dec 2019", "As of 3 Apr 2019", NULL);
  input.from = input.to = "2001-12-31";
  before = papers_print ("partner-register", &input);
  papers_expect (before, "No organisation is a member at this time", NULL);
}

/* One of two partnerships has two lines in a cell; what is small below has no empty one. */
static void
test_lines_of_a_cell_stand_below_each_other (Papers       *papers,
                                             gconstpointer data)
{
  static const char other[] = "0194c9e4-0000-7000-8000-0000000000b2";
  Laptop           *laptop = papers->laptop;
  LepReportInput    input = papers_input (papers, "en", NULL);
  g_autofree char  *text = NULL;

  g_free (laptop_put (laptop, NULL, "partnership", other, "name", "Other", "status", "forming", NULL));
  g_free (laptop_put (laptop, NULL, "membership", NULL, "partnership", other, "organisation", papers->lead, "role", "member", NULL));
  laptop_edit (laptop, NULL, "organisation", papers->lead, "short_name", "DA");
  text = papers_print ("partner-register", &input);
  papers_expect (text, "td{white-space:pre-line}", "Partnership Prnjavor (Lead)\nOther (Member)</td>", NULL);
  g_assert_null (strstr (text, "</span>\n</td>"));
}

/* What is written to a record that was found to be the same stands with the other,
 * also where people joined them in a circle. */
static void
test_organisations_that_are_the_same_are_one (Papers       *papers,
                                              gconstpointer data)
{
  Laptop          *laptop = papers->laptop;
  LepReportInput   input = papers_input (papers, "en", PARTNERSHIP);
  g_autofree char *whole = laptop_put (laptop, NULL, "organisation", NULL, "name", "Agency of Prnjavor", "actor_group", "ngo", "address", "Square 1", NULL);
  g_autofree char *summary = NULL, *circle = NULL, *partners = NULL, *all = NULL;

  g_free (laptop_put (laptop, NULL, "contact", NULL, "organisation", papers->lead, "name", "Emir Uzorak", NULL));
  g_free (laptop_put (laptop, NULL, "membership", NULL, "partnership", PARTNERSHIP, "organisation", whole, "role", "lead", NULL));
  laptop_edit (laptop, NULL, "organisation", papers->lead, "merged_into", whole);
  input.with_contacts = TRUE;
  partners = papers_print ("partner-register", &input);
  papers_expect (partners, "Agency of Prnjavor", "Emir Uzorak", "<td>Lead</td>", NULL);
  g_assert_null (strstr (partners, "Development Agency"));
  input.id = NULL;
  all = papers_print ("partner-register", &input);
  papers_expect (all, "Agency of Prnjavor", "Partnership Prnjavor (Lead)</td>", NULL);
  input.id = papers->project;
  summary = papers_print ("project-summary", &input);
  papers_expect (summary, "Agency of Prnjavor, lead organisation", "Square 1", "Agency of Prnjavor", "Emir Uzorak", NULL);
  g_assert_null (strstr (summary, "Development Agency"));

  laptop_edit (laptop, NULL, "organisation", whole, "merged_into", papers->lead);
  input.id = PARTNERSHIP;
  circle = papers_print ("partner-register", &input);
  papers_expect (circle, "Emir Uzorak", NULL);
}

static void
test_self_assessment_compares_with_last_time (Papers       *papers,
                                              gconstpointer data)
{
  Laptop          *laptop = papers->laptop;
  g_autofree char *before = laptop_put (laptop, NULL, "assessment_round", NULL, "partnership", PARTNERSHIP, "instrument", "box43", "held_on", "2017-10-01", NULL);
  g_autofree char *now = laptop_put (laptop, NULL, "assessment_round", NULL, "partnership", PARTNERSHIP, "instrument", "box43", "held_on", "2018-10-01", NULL);
  LepReportInput   input = papers_input (papers, "en", now);
  g_autofree char *text = NULL;
  g_autofree char *blank = NULL;

  g_free (laptop_put (laptop, NULL, "assessment_answer", NULL, "assessment_round", before, "item", "resources", "answer", "planned", NULL));
  g_free (laptop_put (laptop, NULL, "assessment_answer", NULL, "assessment_round", now, "item", "resources", "answer", "in_place", "evidence", "Budget line", NULL));
  g_free (laptop_put (laptop, NULL, "assessment_answer", NULL, "assessment_round", before, "item", "feedback", "answer", "partly", NULL));
  g_free (laptop_put (laptop, NULL, "assessment_answer", NULL, "assessment_round", now, "item", "feedback", "answer", "no", NULL));
  text = papers_print ("self-assessment", &input);
  papers_expect (text, "Does the partnership work?", "number\">1</span>", "In place", "of 9 questions", "number\">0</span>", "last time", "1 Oct 2017", "Are people and money set aside", "In place", "Planned",
                 "better", "Budget line", "Can partners say", "No", "Partly", "worse", NULL);
  input.blank = TRUE;
  blank = papers_print ("self-assessment", &input);
  papers_expect (blank, "Partly", "In place", "<td class=\"box\"></td>", NULL);
  g_assert_null (strstr (blank, "Budget line"));
}

static void
test_self_assessment_has_what_is_planned (Papers       *papers,
                                          gconstpointer data)
{
  Laptop          *laptop = papers->laptop;
  g_autofree char *round = laptop_put (laptop, NULL, "assessment_round", NULL, "partnership", PARTNERSHIP, "instrument", "box44", "held_on", "2018-10-01", NULL);
  g_autofree char *other = laptop_put (laptop, NULL, "assessment_round", NULL, "partnership", PARTNERSHIP, "instrument", "box43", "held_on", "2018-10-01", NULL);
  LepReportInput   input = papers_input (papers, "en", round);
  g_autofree char *text = NULL;
  g_autofree char *blank = NULL;
  g_autofree char *without = NULL;
  g_autofree char *with = NULL;

  g_free (laptop_put (laptop, NULL, "assessment_answer", NULL, "assessment_round", round, "item", "coverage", "answer", "4", "actions", "Invite the youth association", NULL));
  text = papers_print ("self-assessment", &input);
  papers_expect (text, "What shows it", "What is planned", "Responsible", "Invite the youth association", NULL);
  input.blank = TRUE;
  blank = papers_print ("self-assessment", &input);
  papers_expect (blank, "What is planned", NULL);
  g_assert_null (strstr (blank, "Invite the youth association"));

  input = papers_input (papers, "en", other);
  without = papers_print ("self-assessment", &input);
  g_assert_null (strstr (without, "What is planned"));
  g_free (laptop_put (laptop, NULL, "assessment_answer", NULL, "assessment_round", other, "item", "feedback", "answer", "planned", "actions", "Ask twice a year", NULL));
  with = papers_print ("self-assessment", &input);
  papers_expect (with, "What is planned", "Ask twice a year", NULL);
}

static void
test_programme_adds_up_partnerships (Papers       *papers,
                                     gconstpointer data)
{
  g_autofree char *second = add_periods (papers);
  LepReportInput   input = papers_input (papers, "en", NULL);
  g_autofree char *text = papers_print ("programme", &input);
  g_autofree char *half = NULL;

  papers_expect (text, "Programme &lt;of&gt; partnerships", "number\">60</span>", "Partnership Prnjavor", "Forming", "3</td>", "60</td>", "Total", "3</td>", "60</td>", "States", "Partnerships", "Forming", "100 %",
                 "Projects", "In preparation", NULL);
  laptop_edit (papers->laptop, NULL, "project", papers->project, "status", "contracting");
  g_free (laptop_put (papers->laptop, NULL, "project", NULL, "partnership", PARTNERSHIP, "title", "Not begun", "activity", "retraining", NULL));
  input.to = "2017-12-31";
  half = papers_print ("programme", &input);
  papers_expect (half, "number\">40</span>", "money and states are those of 3 Apr 2019.", "Money", "200,000.00", "Projects", "Being contracted", "50 %", "No state yet", "50 %", NULL);
  g_assert_null (strstr (text, "money and states are those of"));
}

/* What is only listed is no sum of nothing, and what differs in it is not told. */
static void
test_programme_has_no_figure_of_what_is_listed (Papers       *papers,
                                                gconstpointer data)
{
  Laptop          *laptop = papers->laptop;
  Laptop          *other = laptop_new (papers->dir, 2);
  LepReportInput   input = papers_input (papers, "en", NULL);
  g_autofree char *indicator = laptop_put (laptop, NULL, "indicator", NULL, "code", "TRAINED", "name", "Persons trained", "unit", "persons", "level", "output",
                                           "accumulation", "sum", NULL);
  g_autofree char *outcome = laptop_put (laptop, NULL, "outcome", NULL, "project", papers->project, "indicator", indicator, "from", "2017-05-01", "to", "2017-06-30",
                                         "value", "60", NULL);
  g_autofree char *summed = NULL, *listed = NULL;

  laptop_give (laptop, other);
  laptop_edit (laptop, NULL, "outcome", outcome, "value", "61");
  laptop_edit (other, NULL, "outcome", outcome, "value", "62");
  laptop_give (other, laptop);
  summed = papers_print ("programme", &input);
  papers_expect (summed, "trained", "Persons trained: provisional, two laptops differ.", NULL);
  laptop_edit (laptop, NULL, "indicator", indicator, "accumulation", "none");
  listed = papers_print ("programme", &input);
  g_assert_null (strstr (listed, ">trained<"));
  g_assert_null (strstr (listed, "provisional"));
  laptop_free (other);
}

/* A title that two laptops write otherwise leaves open no count; whose project it is does. */
static void
test_only_what_counts_makes_a_count_provisional (Papers       *papers,
                                                 gconstpointer data)
{
  const LepTotalQuery query = { .indicator = "INITIATIVES", .scope = LEP_SCOPE_PROGRAMME };
  Laptop             *laptop = papers->laptop;
  Laptop             *other = laptop_new (papers->dir, 2);
  g_autofree char    *initiatives = laptop_put (laptop, NULL, "indicator", NULL, "code", "INITIATIVES", "name", "Initiatives", "unit", "organisations", "level", "output",
                                                "accumulation", "sum", NULL);
  g_autoptr (LepTotal) titled = NULL;
  g_autoptr (LepTotal) counted = NULL;

  laptop_edit (laptop, NULL, "project", papers->project, "status", "contracting");
  laptop_edit (laptop, NULL, "project", papers->project, "status", "active");
  laptop_give (laptop, other);
  laptop_edit (laptop, NULL, "project", papers->project, "title", "One");
  laptop_edit (other, NULL, "project", papers->project, "title", "Two");
  laptop_give (other, laptop);
  titled = lep_total (laptop->workspace, &query, NULL);
  g_assert_cmpint (titled->total, ==, 1);
  g_assert_false (titled->provisional);

  laptop_edit (laptop, NULL, "project", papers->project, "status", "completed");
  laptop_edit (other, NULL, "project", papers->project, "status", "suspended");
  laptop_give (other, laptop);
  counted = lep_total (laptop->workspace, &query, NULL);
  g_assert_cmpint (counted->total, ==, 1);
  g_assert_true (counted->provisional);
  laptop_free (other);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name) g_test_add ("/period-papers/" #name, Papers, NULL, papers_set_up, test_##name, papers_tear_down)
  ADD (figures_of_a_period);
  ADD (period_report_has_words_results_and_money);
  ADD (restatement_tells_the_difference_and_why);
  ADD (restatement_tells_each_submission);
  ADD (what_is_only_listed_is_not_added_up);
  ADD (figures_that_are_not_settled_are_told);
  ADD (common_indicators_name_what_does_not_fit);
  ADD (common_indicators_do_not_make_zero_of_unknown_ages);
  ADD (restatement_tells_a_split);
  ADD (restatement_tells_what_was_claimed);
  ADD (targets_say_what_they_are);
  ADD (published_figures_have_their_reason);
  ADD (register_lists_groups_and_roles);
  ADD (register_is_of_the_time_asked_for);
  ADD (lines_of_a_cell_stand_below_each_other);
  ADD (organisations_that_are_the_same_are_one);
  ADD (self_assessment_compares_with_last_time);
  ADD (self_assessment_has_what_is_planned);
  ADD (programme_adds_up_partnerships);
  ADD (programme_has_no_figure_of_what_is_listed);
  ADD (only_what_counts_makes_a_count_provisional);
#undef ADD

  return g_test_run ();
}
