/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the papers of a call tell of what is open, and what they refuse to say. */

#include "call-papers.h"

/* Points that two laptops wrote differently are no fact for the applicant; whose they are
 * stays in the office. */
static void
test_letter_tells_that_points_differ (Papers       *papers,
                                      gconstpointer data)
{
  Laptop          *laptop = papers->laptop;
  Call             call = add_call (papers);
  LepReportInput   input = papers_input (papers, "en", call.applications[0]);
  Laptop          *other = laptop_new (papers->dir, 2);
  g_autofree char *third = NULL, *sheet = NULL, *score = NULL, *before = NULL, *text = NULL;

  laptop_edit (laptop, NULL, "application", call.applications[0], "status", "verified");
  laptop_edit (laptop, NULL, "application", call.applications[0], "status", "selected");
  before = papers_print ("letter", &input);
  papers_expect (before, "We will send you the agreement to sign.", "Points", "Total", NULL);
  g_assert_null (strstr (before, "Provisional"));
  third = laptop_put (laptop, NULL, "assessor", NULL, "name", "Assessor Three", "votes", "1", NULL);
  sheet = laptop_put (laptop, NULL, "assessment", NULL, "application", call.applications[0], "assessor", third, "status", "open", "interest", "none", "impartial_on", "2019-02-20", NULL);
  g_free (laptop_put (laptop, NULL, "score", NULL, "application", call.applications[0], "criterion", call.criteria[1], "assessor", third, "points", "15", NULL));
  score = laptop_put (laptop, NULL, "score", NULL, "application", call.applications[0], "criterion", call.criteria[0], "assessor", third, "points", "40", "comment", "Well argued", NULL);
  laptop_give (laptop, other);
  laptop_edit (laptop, NULL, "score", score, "points", "39");
  laptop_edit (other, NULL, "score", score, "points", "38");
  laptop_give (other, laptop);
  laptop_edit (laptop, NULL, "assessment", sheet, "status", "final");
  laptop_edit (laptop, NULL, "application", call.applications[0], "status", "contracted");
  text = papers_print ("letter", &input);
  papers_expect (text, "as the agreement says.", "Points", "Provisional, two laptops differ: Points.", NULL);
  g_assert_null (strstr (text, "Assessor One"));
  laptop_free (other);
  call_free (&call);
}

/* What was scored and is not in the list is not called unscored; what two laptops
 * differ about is told to who signs. */
static void
test_ranking_tells_what_is_out_and_what_is_open (Papers       *papers,
                                                 gconstpointer data)
{
  Laptop          *laptop = papers->laptop;
  Call             call = add_call (papers);
  LepReportInput   input = papers_input (papers, "en", call.call);
  Laptop          *other = laptop_new (papers->dir, 2);
  g_autofree char *before = papers_print ("ranking", &input);
  g_autofree char *text = NULL;

  papers_expect (before, "Not scored: Late works (Late).", NULL);
  g_assert_null (strstr (before, "not ranked"));
  g_assert_null (strstr (before, "Provisional"));
  laptop_give (laptop, other);
  laptop_edit (laptop, NULL, "application", call.applications[0], "requested", "9000000");
  laptop_edit (other, NULL, "application", call.applications[0], "requested", "8000000");
  laptop_give (other, laptop);
  laptop_edit (laptop, NULL, "application", call.applications[1], "status", "withdrawn");
  text = papers_print ("ranking", &input);
  papers_expect (text, "Not scored: Late works (Late).", "Scored, but not ranked: Second works (Withdrawn).", "Provisional, two laptops differ: First works.", NULL);
  laptop_free (other);
  call_free (&call);
}

static void
test_no_letter_without_a_decision_to_come (Papers       *papers,
                                           gconstpointer data)
{
  Call             call = add_call (papers);
  LepReportInput   input = papers_input (papers, "en", NULL);
  g_autofree char *draft = laptop_put (papers->laptop, NULL, "application", NULL, "call", call.call, "lead", papers->lead, "title", "Never sent", "status", "draft", "stage", "full", NULL);

  input.id = draft;
  papers_refuse ("letter", &input, "“Never sent” was not received yet");
  laptop_edit (papers->laptop, NULL, "application", call.applications[1], "status", "withdrawn");
  input.id = call.applications[1];
  papers_refuse ("letter", &input, "“Second works” was withdrawn");
  call_free (&call);
}

/* A blank sheet with a declaration to sign is not what was asked for. */
static void
test_no_sheet_of_who_may_not_assess (Papers       *papers,
                                     gconstpointer data)
{
  Laptop          *laptop = papers->laptop;
  Call             call = add_call (papers);
  LepReportInput   input = papers_input (papers, "en", NULL);
  g_autofree char *third = laptop_put (laptop, NULL, "assessor", NULL, "name", "Assessor Three", NULL);
  g_autofree char *own = laptop_put (laptop, NULL, "assessor", NULL, "name", "Coordinator", NULL);
  g_autofree char *off = laptop_put (laptop, NULL, "assessment", NULL, "application", call.applications[0], "assessor", third, "status", "assigned", NULL);
  g_autofree char *other = laptop_ask (laptop, "SELECT lep_id_text (id) FROM row JOIN k_assessment USING (rid) ORDER BY rid LIMIT 1");
  g_autofree char *text = NULL, *blank = NULL;

  input.id = off;
  text = papers_print ("score-sheet", &input);
  papers_expect (text, "Assessor Three", "Declaration of impartiality", NULL);
  g_free (laptop_put (laptop, NULL, "assessment", off, "status", "excluded", "interest", "declared", NULL));
  papers_refuse ("score-sheet", &input, "The assessor has an interest in this application");
  input.blank = TRUE;
  blank = papers_print ("score-sheet", &input);
  papers_expect (blank, "Declaration of impartiality", NULL);

  input.blank = FALSE;
  input.id = other;
  g_free (papers_print ("score-sheet", &input));
  g_free (laptop_put (laptop, NULL, "assessment", NULL, "application", call.applications[0], "assessor", own, "status", "assigned", NULL));
  papers_refuse ("score-sheet", &input, "once your sheet is final");
  call_free (&call);
}

/* A call of one stage has one list, under whatever name it is asked for, and one
 * application is counted as one. */
static void
test_one_list_of_one_stage (Papers       *papers,
                            gconstpointer data)
{
  Laptop          *laptop = papers->laptop;
  Call             call = add_call (papers);
  LepReportInput   input = papers_input (papers, "en", call.call);
  g_autofree char *many = papers_print ("ranking", &input), *same = papers_print ("ranking-concept", &input);
  g_autofree char *one = NULL, *concept = NULL;

  g_assert_cmpstr (strstr (many, "<h2>"), ==, strstr (same, "<h2>")); /* behind the drawing, whose names count on */
  papers_expect (many, "received applications were scored", "<h2>", NULL);
  for (guint i = 1; i < G_N_ELEMENTS (call.applications); i++)
    laptop_life (laptop, NULL, "application", call.applications[i], LEP_LIFE_DELETED);
  one = papers_print ("ranking", &input);
  papers_expect (one, "1 of 1 received application was scored", NULL);

  laptop_edit (laptop, NULL, "call", call.call, "stages", "two");
  concept = papers_print ("ranking-concept", &input);
  papers_expect (concept, "Concept note", "1 of 1 received application was scored", NULL);
  call_free (&call);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name) g_test_add ("/call-doubts/" #name, Papers, NULL, papers_set_up, test_##name, papers_tear_down)
  ADD (letter_tells_that_points_differ);
  ADD (ranking_tells_what_is_out_and_what_is_open);
  ADD (no_letter_without_a_decision_to_come);
  ADD (no_sheet_of_who_may_not_assess);
  ADD (one_list_of_one_stage);
#undef ADD

  return g_test_run ();
}
