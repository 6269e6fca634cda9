/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The papers of meetings: who is invited, who signs, what was decided and what
 * became of it. */

#include "lep-assessment-facts.h"

#include "papers.h"

typedef struct
{
  char *first, *second;
} Meetings;

static void
attend (Papers     *papers,
        const char *meeting,
        const char *organisation,
        const char *side,
        const char *persons)
{
  g_free (laptop_put (papers->laptop, NULL, "attendance", NULL, "meeting", meeting, "organisation", organisation, "side", side, "persons", persons, NULL));
}

static Meetings
add_meetings (Papers *papers)
{
  Laptop          *laptop = papers->laptop;
  g_autofree char *guest = laptop_put (laptop, NULL, "organisation", NULL, "name", "Union", "actor_group", "ngo", NULL);
  Meetings         made;

  made.first = laptop_put (laptop, NULL, "meeting", NULL, "partnership", PARTNERSHIP, "kind", "quarterly", "held_on", "2018-12-14", NULL);
  made.second = laptop_put (laptop, NULL, "meeting", NULL, "partnership", PARTNERSHIP, "kind", "council", "held_on", "2019-03-20", "place", "Town hall",
                            "agenda", "Labour market\nNew programmes", "minutes", "It was said.\nAnd answered.", "next_on", "2019-09-18", NULL);
  g_free (laptop_put (laptop, NULL, "decision", NULL, "meeting", made.first, "text", "Share the vacancies", "status", "partly", "due_on", "2019-01-31",
                      "addressed_to", papers->lead, "response", "Began with three", NULL));
  g_free (laptop_put (laptop, NULL, "decision", NULL, "meeting", made.first, "text", "Settled long ago", "status", "done", "closed_on", "2019-01-10", NULL));
  g_free (laptop_put (laptop, NULL, "decision", NULL, "meeting", made.second, "text", "Open a youth desk", "kind", "recommendation", "status", "open",
                      "due_on", "2019-06-30", NULL));
  attend (papers, made.second, papers->lead, "government", "2");
  attend (papers, made.second, guest, "workers", "3");
  return made;
}

static void
meetings_free (Meetings *made)
{
  g_free (made->first);
  g_free (made->second);
}

static void
test_minutes_have_sides_decisions_and_follow_up (Papers       *papers,
                                                 gconstpointer data)
{
  Meetings         made = add_meetings (papers);
  LepReportInput   input = papers_input (papers, "en", made.second);
  g_autofree char *text = papers_print ("meeting", &input);

  papers_expect (text, "01-117/19", "<h1>Council, 20 March 2019</h1>", "Partnership Prnjavor · Town hall", "18 Sep 2019", "1. Labour market", "2. New programmes",
                 "Government", "Development Agency", "<td class=\"f\">2</td>", "Workers", "Union", "<td class=\"f\">3</td>", "<td class=\"f\">5</td>",
                 "It was said.", "And answered.", "Open a youth desk", "30 Jun 2019", "What became of earlier decisions", "Share the vacancies", "Partly done",
                 "Began with three", "Minutes taken by", NULL);
  g_assert_null (strstr (text, "Settled long ago"));
  meetings_free (&made);
}

static void
test_empty_minutes_say_so (Papers       *papers,
                           gconstpointer data)
{
  Meetings         made = add_meetings (papers);
  LepReportInput   input = papers_input (papers, "en", made.first);
  g_autofree char *text = papers_print ("meeting", &input);

  papers_expect (text, "Nobody wrote down who was there.", "No minutes were written.", "Settled long ago", NULL);
  meetings_free (&made);
}

/* A number that nobody gave is not nobody. */
static void
test_nothing_known_adds_up_to_nothing (Papers       *papers,
                                       gconstpointer data)
{
  Laptop          *laptop = papers->laptop;
  LepReportInput   input = papers_input (papers, "en", NULL);
  g_autofree char *meeting = laptop_put (laptop, NULL, "meeting", NULL, "partnership", PARTNERSHIP, "kind", "council", "held_on", "2019-03-20", NULL);
  g_autofree char *there = laptop_put (laptop, NULL, "attendance", NULL, "meeting", meeting, "organisation", papers->lead, NULL);
  g_autofree char *call = laptop_put (laptop, NULL, "call", NULL, "programme", PROGRAMME, "reference", "JP-3/19", "title", "Call", "status", "draft", "currency", "BAM", NULL);
  g_autofree char *lot = laptop_put (laptop, NULL, "lot", NULL, "call", call, "number", "1", "title", "All", NULL);
  g_autofree char *minutes = NULL, *counted = NULL, *announced = NULL, *priced = NULL;

  input.id = meeting;
  minutes = papers_print ("meeting", &input);
  papers_expect (minutes, "Total</td><td></td><td class=\"f\">–</td>", NULL);
  laptop_edit (laptop, NULL, "attendance", there, "persons", "0");
  counted = papers_print ("meeting", &input);
  papers_expect (counted, "Total</td><td></td><td class=\"f\">0</td>", NULL);

  input.id = call;
  announced = papers_print ("call", &input);
  papers_expect (announced, "Envelope, KM", "Total</td><td></td><td class=\"f\">–</td>", NULL);
  laptop_edit (laptop, NULL, "lot", lot, "envelope", "0");
  priced = papers_print ("call", &input);
  papers_expect (priced, "Total</td><td></td><td class=\"f\">0.00</td>", NULL);
}

static void
test_invitation_names_members_and_agenda (Papers       *papers,
                                          gconstpointer data)
{
  Meetings         made = add_meetings (papers);
  LepReportInput   input = papers_input (papers, "en", made.second);
  g_autofree char *text = papers_print ("meeting-invitation", &input);

  papers_expect (text, "Development Agency", "Municipality Prnjavor", "Employment Service", "“Partnership Prnjavor” on 20 March 2019 in Town hall.", "2. New programmes",
                 "Share the vacancies", "Coordinator Sample", NULL);
  g_assert_null (strstr (text, "Union"));
  meetings_free (&made);
}

static gint64
count_members (Papers *papers)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) facts = lep_assessment_facts (papers->laptop->workspace, PARTNERSHIP, "2019-03-20", &error);

  g_assert_no_error (error);
  return lep_assessment_fact (facts, "key_stakeholders")->b;
}

/* What W 21 tells for the office to mend is not asked twice meanwhile. */
static void
test_a_member_entered_twice_is_asked_once (Papers       *papers,
                                           gconstpointer data)
{
  Meetings         made = add_meetings (papers);
  LepReportInput   input = papers_input (papers, "en", made.second);
  g_autofree char *once_asked = papers_print ("meeting-invitation", &input);
  g_autofree char *once_signed = papers_print ("attendance-list", &input);
  LepReportInput   of_partnership = papers_input (papers, "en", PARTNERSHIP);
  g_autofree char *once_listed = papers_print ("partnership-profile", &of_partnership);
  g_autofree char *asked = NULL, *signs = NULL, *listed = NULL;
  gint64           once_counted = count_members (papers);

  for (guint i = 0; i < 3; i++)
    g_free (laptop_put (papers->laptop, NULL, "membership", NULL, "partnership", PARTNERSHIP, "organisation", papers->lead, NULL));
  asked = papers_print ("meeting-invitation", &input);
  signs = papers_print ("attendance-list", &input);
  listed = papers_print ("partnership-profile", &of_partnership);
  g_assert_cmpstr (listed, ==, once_listed);
  g_assert_cmpstr (asked, ==, once_asked);
  g_assert_cmpstr (signs, ==, once_signed);
  g_assert_cmpint (count_members (papers), ==, once_counted);
  meetings_free (&made);
}

static void
test_attendance_list_has_lines_to_sign (Papers       *papers,
                                        gconstpointer data)
{
  Meetings         made = add_meetings (papers);
  LepReportInput   input = papers_input (papers, "sr-Cyrl", made.second);
  g_autofree char *text = papers_print ("attendance-list", &input);

  papers_expect (text, "<tr style=\"height:25pt\"><td class=\"f\">1</td>", "<td class=\"f\">3</td><td>", "<td class=\"f\">20</td><td></td>", NULL);
  g_assert_null (strstr (text, "<td class=\"f\">21</td>"));
  meetings_free (&made);
}

static void
test_decisions_are_counted_and_dated (Papers       *papers,
                                      gconstpointer data)
{
  Meetings         made = add_meetings (papers);
  LepReportInput   input = papers_input (papers, "en", PARTNERSHIP);
  g_autofree char *all = papers_print ("decisions", &input);
  g_autofree char *late = NULL;
  g_autofree char *none = NULL;

  papers_expect (all, "number\">3</span>", "number\">1</span>", "done", "number\">2</span>", "still open", "number\">1</span>", "of them overdue", "Council · 20 Mar 2019", "Open a youth desk",
                 "Quarterly meeting · 14 Dec 2018", "Share the vacancies", "overdue", "Settled long ago", "10 Jan 2019", NULL);
  input.id = NULL;
  input.from = "2019-01-01";
  late = papers_print ("decisions", &input);
  papers_expect (late, "The whole programme", "Council · 20 Mar 2019 · Partnership Prnjavor", NULL);
  g_assert_null (strstr (late, "Share the vacancies"));
  input.to = "2019-02-01";
  none = papers_print ("decisions", &input);
  papers_expect (none, "No decisions are of this time.", NULL);
  meetings_free (&made);
}

/* Decisions come from meetings, peer reviews, evaluations of whatever, or from none. */
static void
test_no_decision_is_left_out (Papers       *papers,
                              gconstpointer data)
{
  Laptop          *laptop = papers->laptop;
  Meetings         made = add_meetings (papers);
  LepReportInput   input = papers_input (papers, "en", PARTNERSHIP);
  g_autofree char *review = laptop_put (laptop, NULL, "peer_review", NULL, "partnership", PARTNERSHIP, "subject", "Peers of Prnjavor", "from", "2018-10-01", NULL);
  g_autofree char *evaluation = laptop_put (laptop, NULL, "document", NULL, "owner", papers->project, "title", "Evaluation of the project", "dated_on", "2019-02-01", NULL);
  g_autofree char *sheet = NULL, *profile = NULL, *of_time = NULL;

  g_free (laptop_put (laptop, NULL, "decision", NULL, "peer_review", review, "text", "Meet more often", "kind", "recommendation", NULL));
  g_free (laptop_put (laptop, NULL, "decision", NULL, "evaluation", evaluation, "text", "Look for employers first", NULL));
  g_free (laptop_put (laptop, PARTNERSHIP, "decision", NULL, "text", "Nobody wrote where", "due_on", "2019-01-01", NULL));
  sheet = papers_print ("decisions", &input);
  papers_expect (sheet, "number\">6</span>", "number\">5</span>", "still open", "number\">2</span>", "of them overdue", "Council · 20 Mar 2019", "Quarterly meeting · 14 Dec 2018",
                 "Peers of Prnjavor · 1 Oct 2018", "Meet more often", "Evaluation of the project · 1 Feb 2019", "Look for employers first", "Without a source", "Nobody wrote where", NULL);
  g_free (laptop_put (papers->laptop, NULL, "meeting", NULL, "partnership", PARTNERSHIP, "kind", "council", "held_on", "2099-03-20", "place", "Not held yet", NULL));
  profile = papers_print ("partnership-profile", &input);
  g_assert_null (strstr (profile, "Not held yet"));
  papers_expect (profile, "Last meetings", "Town hall", NULL);
  papers_expect (profile, "Meet more often", NULL);
  papers_expect (profile, "Look for employers first", NULL);
  papers_expect (profile, "Nobody wrote where", NULL);
  g_assert_null (strstr (profile, "Settled long ago"));

  laptop_life (laptop, NULL, "peer_review", review, LEP_LIFE_DELETED);
  input.from = "2019-01-01";
  of_time = papers_print ("decisions", &input);
  papers_expect (of_time, "number\">2</span>", "Open a youth desk", "Look for employers first", "Decisions that come from nothing with a day are not listed for a time.", NULL);
  g_assert_null (strstr (of_time, "Without a source"));
  input.from = NULL;
  g_free (of_time);
  of_time = papers_print ("decisions", &input);
  papers_expect (of_time, "Peers of Prnjavor (deleted)", "Meet more often", NULL);
  meetings_free (&made);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name) g_test_add ("/meeting-papers/" #name, Papers, NULL, papers_set_up, test_##name, papers_tear_down)
  ADD (minutes_have_sides_decisions_and_follow_up);
  ADD (empty_minutes_say_so);
  ADD (nothing_known_adds_up_to_nothing);
  ADD (invitation_names_members_and_agenda);
  ADD (a_member_entered_twice_is_asked_once);
  ADD (attendance_list_has_lines_to_sign);
  ADD (decisions_are_counted_and_dated);
  ADD (no_decision_is_left_out);
#undef ADD

  return g_test_run ();
}
