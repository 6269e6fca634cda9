/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The papers of a call: what is asked for, who applied, how it was judged. */

#include "call-papers.h"

#include "lep-print.h"

static void
test_ranking_reads_sheets_and_envelope (Papers       *papers,
                                        gconstpointer data)
{
  Call call = add_call (papers);
  g_autoptr (GError) error = NULL;
  g_autoptr (LepCallRanking) ranking = lep_call_ranking_read (papers->laptop->workspace, call.call, NULL, &error);
  const LepLotRanking      *lot;
  const LepCallApplication *first, *second, *third;

  g_assert_no_error (error);
  g_assert_cmpstr (ranking->stage, ==, "full");
  g_assert_cmpint (ranking->max_points, ==, 100);
  g_assert_cmpuint (ranking->n_received, ==, 4);
  g_assert_cmpuint (ranking->n_on_time, ==, 3);
  g_assert_cmpuint (ranking->n_above, ==, 2);
  g_assert_cmpuint (ranking->n_selected, ==, 1);
  lot = g_ptr_array_index (ranking->lots, 0);
  first = g_ptr_array_index (lot->applications, 0);
  second = g_ptr_array_index (lot->applications, 1);
  third = g_ptr_array_index (lot->applications, 2);
  g_assert_cmpstr (first->id, ==, call.applications[0]);
  g_assert_true (first->rank.tied && second->rank.tied);
  g_assert_cmpint (second->rank.place, ==, LEP_PLACE_RESERVE);
  g_assert_cmpint (second->rank.cumulated, ==, 30000000);
  g_assert_cmpint (third->rank.place, ==, LEP_PLACE_BELOW);
  g_assert_true (third->rank.diverges);
  g_assert_true (lep_call_ranking_find (ranking, call.applications[3], &lot)->rank.rank == 0);
  call_free (&call);
}

/* Who only keeps the minutes has a sheet all the same. */
static void
test_who_does_not_vote_does_not_count (Papers       *papers,
                                       gconstpointer data)
{
  Call           call = add_call (papers);
  LepReportInput input = papers_input (papers, "en", call.applications[2]);
  g_autoptr (LepCallRanking) before = lep_call_ranking_read (papers->laptop->workspace, call.call, NULL, NULL);
  g_autoptr (LepCallRanking) after = NULL;
  g_autofree char *letter = NULL, *list = NULL, *all = NULL;
  LepReportInput   of_call = papers_input (papers, "en", call.call);

  all = papers_print ("ranking", &of_call);
  g_assert_null (strstr (all, "Has no vote"));
  laptop_edit (papers->laptop, NULL, "assessor", call.assessors[1], "votes", "0");
  list = papers_print ("ranking", &of_call);
  papers_expect (list, "Points by assessor", "Has no vote in the committee: these points do not count.", NULL);
  after = lep_call_ranking_read (papers->laptop->workspace, call.call, NULL, NULL);
  g_assert_cmpuint (lep_call_ranking_find (before, call.applications[0], NULL)->rank.n_sheets, ==, 2);
  g_assert_cmpuint (lep_call_ranking_find (after, call.applications[0], NULL)->rank.n_sheets, ==, 1);
  g_assert_cmpint (lep_call_ranking_find (after, call.applications[0], NULL)->rank.sum, ==, 70);

  /* Nor in the letter: of two sheets of 20 points one counts, and 25 are asked for. */
  laptop_edit (papers->laptop, NULL, "application", call.applications[2], "status", "verified");
  laptop_edit (papers->laptop, NULL, "application", call.applications[2], "status", "rejected");
  letter = papers_print ("letter", &input);
  papers_expect (letter, "“Fits the market” has 20.0 points; the call asks for 25 at least.", NULL);
  call_free (&call);
}

static void
test_ranking_list_has_lines_rules_and_committee (Papers       *papers,
                                                 gconstpointer data)
{
  Call             call = add_call (papers);
  LepReportInput   input = papers_input (papers, "en", call.call);
  g_autofree char *text = papers_print ("ranking", &input);

  papers_expect (text, "Call &lt;one&gt;", "3 of 4 received applications were scored · KM", "Lot 1: Known employers", "250,000.00 KM", "Relev. 50", "Means 50", "Total 100",
                 "First works", "40.5", "30.0", "¹ 70.5", "100,000.00", "100,000.00", "Selected", "class=\"group cut\"", "left: 150,000.00 KM", "Second works", "30.5", "40.0", "¹ 70.5",
                 "200,000.00", "300,000.00", "Reserve", "1</td>", "threshold", "Third works", "² 55.0", "Rejected", "¹ Equal points", "third one is needed", "Not scored: Late works (Late).",
                 "Points by assessor", "70", "71", "70.5", "1. Assessor One", "Chair", "2. Assessor Two", NULL);
  call_free (&call);
}

/* Whose sheets are missing is in the state that the register says. */
static void
test_what_is_not_scored_has_its_state (Papers       *papers,
                                       gconstpointer data)
{
  Call             call = add_call (papers);
  LepReportInput   input = papers_input (papers, "en", call.call);
  g_autofree char *text = NULL;

  g_free (laptop_put (papers->laptop, NULL, "application", NULL, "call", call.call, "lot", call.lot, "partnership", PARTNERSHIP, "lead", papers->lead, "title", "Checked works",
                      "received_at", "2019-01-30T09:00:00.000Z", "status", "full_admin_ok", "stage", "full", NULL));
  text = papers_print ("ranking", &input);
  papers_expect (text, "Checked works (Full application in order)", NULL);
  call_free (&call);
}

static void
test_call_has_dates_lots_and_grid (Papers       *papers,
                                   gconstpointer data)
{
  Call             call = add_call (papers);
  LepReportInput   input = papers_input (papers, "en", call.call);
  g_autofree char *text = papers_print ("call", &input);

  papers_expect (text, "JP-2/19", "1 February 2019", "12:00 (UTC)", "50,000.00 KM to 391,166.00 KM", "12.50 %", "Known employers", "250,000.00", "1. Signed and stamped", "Relevance", "50",
                 "Fits the market", "with a comment", "25", "Means", "Costs are sound", "100", NULL);
  call_free (&call);
}

/* Under two headings in the call and one after the other in the check, by one number. */
static void
test_requirements_have_one_number (Papers       *papers,
                                   gconstpointer data)
{
  Laptop          *laptop = papers->laptop;
  Call             call = add_call (papers);
  LepReportInput   input = papers_input (papers, "en", call.call);
  g_autofree char *announced = NULL, *check = NULL, *both = NULL;

  g_free (laptop_put (laptop, NULL, "requirement", NULL, "call", call.call, "position", "2", "text", "Sent as a concept", "stage", "concept", NULL));
  g_free (laptop_put (laptop, NULL, "requirement", NULL, "call", call.call, "position", "3", "text", "A legal person", "kind", "eligibility", "stage", "full", NULL));
  g_free (laptop_put (laptop, NULL, "requirement", NULL, "call", call.call, "position", "4", "text", "In two copies", "stage", "full", NULL));
  g_free (laptop_put (laptop, NULL, "requirement", NULL, "call", call.call, "position", "5", "text", "In time", NULL));
  announced = papers_print ("call", &input);
  papers_expect (announced, "Who may apply", "2. A legal person</p>", "What must be handed in", "1. Signed and stamped", "2. Sent as a concept", "3. In two copies", "4. In time", NULL);
  input.id = call.applications[0];
  check = papers_print ("admin-check", &input);
  papers_expect (check, ">1</td>", "Signed and stamped", ">2</td>", "A legal person", ">3</td>", "In two copies", ">4</td>", "In time", NULL);
  g_assert_null (strstr (check, "Sent as a concept"));
  input.id = call.call;
  laptop_edit (laptop, NULL, "call", call.call, "stages", "two");
  both = papers_print ("call", &input);
  papers_expect (both, "Who may apply", "2. A legal person", "What must be handed in", "1. Signed and stamped", "2. Sent as a concept", "3/4. In time", "3. In two copies",
                 "Each has the number that it has in the administrative check of its stage.", NULL);
  call_free (&call);
}

/* An amount that cannot be put into the call's currency is not lost. */
static void
test_register_names_other_currencies (Papers       *papers,
                                      gconstpointer data)
{
  Call             call = add_call (papers);
  LepReportInput   input = papers_input (papers, "en", call.call);
  g_autofree char *swiss = NULL, *none = NULL;

  laptop_edit (papers->laptop, NULL, "application", call.applications[0], "currency", "CHF");
  swiss = papers_print ("application-register", &input);
  papers_expect (swiss, "100,000.00 CHF", "Amounts in KM.", NULL);
  laptop_edit (papers->laptop, NULL, "call", call.call, "currency", NULL);
  none = papers_print ("application-register", &input);
  papers_expect (none, "200,000.00 KM", "100,000.00 CHF", NULL);
  g_assert_null (strstr (none, "Amounts in"));
  call_free (&call);
}

/* In the minute of the deadline a second decides, and the register has it. */
static void
test_register_has_the_seconds_that_decide (Papers       *papers,
                                           gconstpointer data)
{
  Call             call = add_call (papers);
  LepReportInput   input = papers_input (papers, "en", call.call);
  g_autofree char *list = NULL;

  laptop_edit (papers->laptop, NULL, "application", call.applications[3], "received_at", "2019-02-01T12:00:01.000Z");
  list = papers_print ("application-register", &input);
  papers_expect (list, "28 Jan 2019, 09:00<", "Late works", "1 Feb 2019, 12:00:01<", "Late", NULL);
  call_free (&call);
}

/* A letter tells what was decided; points that say something else since do not stand
 * beside it without a word. */
static void
test_letter_says_that_points_changed_since (Papers       *papers,
                                            gconstpointer data)
{
  static const char word[] = "This letter says what was decided.";
  Call              call = add_call (papers);
  LepReportInput    input = papers_input (papers, "en", call.applications[0]);
  g_autofree char  *before = NULL, *since = NULL, *rejected = NULL;

  for (guint i = 0; i < 2; i++)
    laptop_edit (papers->laptop, NULL, "application", call.applications[i], "status", "verified");
  laptop_edit (papers->laptop, NULL, "application", call.applications[0], "status", "reserve");
  laptop_edit (papers->laptop, NULL, "application", call.applications[1], "status", "rejected");
  before = papers_print ("letter", &input);
  g_assert_null (strstr (before, word));
  laptop_edit (papers->laptop, NULL, "call", call.call, "full_threshold", "90");
  since = papers_print ("letter", &input);
  papers_expect (since, "is good enough", word, "It has 70.5 points; the call asks for 90 at least.", NULL);
  input.id = call.applications[1];
  rejected = papers_print ("letter", &input);
  papers_expect (rejected, "It has 70.5 points; the call asks for 90 at least.", NULL);
  g_assert_null (strstr (rejected, word));
  call_free (&call);
}

static void
test_register_receipt_and_check (Papers       *papers,
                                 gconstpointer data)
{
  Call             call = add_call (papers);
  LepReportInput   input = papers_input (papers, "en", call.call);
  g_autofree char *list = papers_print ("application-register", &input);
  g_autofree char *slip = NULL;
  g_autofree char *check = NULL;
  g_autofree char *blank = NULL;

  papers_expect (list, "Third works", "Partnership Prnjavor", "Development Agency", "28 Jan 2019, 09:00<", "By hand", "50,000.00", "First works", "Late works", "Late", "Amounts in KM.", NULL);
  input.id = call.applications[3];
  slip = papers_print ("receipt", &input);
  papers_expect (slip, "JP-2/19-7", "Late works", "2 February 2019", "the deadline was 1 February 2019", NULL);
  input.id = call.applications[0];
  g_free (laptop_put (papers->laptop, NULL, "check", NULL, "application", call.applications[0], "requirement", call.requirement, "answer", "no", "note", "No stamp", NULL));
  check = papers_print ("admin-check", &input);
  papers_expect (check, "Signed and stamped", "<td class=\"box\"></td><td class=\"box\">×</td>", "No stamp", "1 requirement is not met.", "Checked by", "Confirmed by", NULL);
  input.blank = TRUE;
  blank = papers_print ("admin-check", &input);
  papers_expect (blank, "Signed and stamped", NULL);
  g_assert_null (strstr (blank, "No stamp"));
  call_free (&call);
}

static void
test_score_sheets_blank_and_filled (Papers       *papers,
                                    gconstpointer data)
{
  Call             call = add_call (papers);
  LepReportInput   input = papers_input (papers, "en", call.applications[0]);
  g_autofree char *filled = papers_print ("score-sheet", &input);
  g_autofree char *blank = NULL;

  papers_expect (filled, "Assessor One", "I declare that I have no interest", "20 Feb 2019", "Fits the market", "40", "Well argued", "counts 2 times", "15", "70", "break-after:page", "Assessor Two", "41", "71", NULL);
  input.id = call.call;
  blank = papers_print ("score-sheet", &input);
  papers_expect (blank, "<b style=\"min-height:2em\"></b>", "Fits the market", "at least 25 on average · a comment is needed", "<td class=\"box\"></td>", "counts 2 times", NULL);
  g_assert_null (strstr (blank, "Assessor One"));
  call_free (&call);
}

/* Who has an own sheet that is not final does not read those of others on paper. */
static void
test_own_sheet_first_on_paper_too (Papers       *papers,
                                   gconstpointer data)
{
  Call             call = add_call (papers);
  LepReportInput   input = papers_input (papers, "en", call.applications[0]);
  g_autofree char *own = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  own = laptop_put (papers->laptop, NULL, "assessor", NULL, "name", "Assessor Three", NULL);
  g_free (laptop_put (papers->laptop, NULL, "assessment", NULL, "application", call.applications[0], "assessor", own, "status", "open", NULL));
  lep_workspace_set_meta (papers->laptop->workspace, LEP_META_PERSON, "ASSESSOR THREE", &error);
  g_assert_no_error (error);
  text = papers_print ("score-sheet", &input);
  papers_expect (text, "Assessor Three", NULL);
  g_assert_null (strstr (text, "Assessor One"));
  g_assert_null (strstr (text, "Well argued"));
  input.id = call.call;
  g_assert_null (lep_report_make (lep_report_kind ("ranking"), &input, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "First works"));
  call_free (&call);
}

static void
test_a_letter_goes_to_the_organisation_that_is_meant (Papers       *papers,
                                                      gconstpointer data)
{
  Call             call = add_call (papers);
  LepReportInput   input = papers_input (papers, "en", call.applications[2]);
  g_autofree char *meant = laptop_put (papers->laptop, NULL, "organisation", NULL, "name", "Agency of Prnjavor", "actor_group", "ngo", "address", "Square 1", NULL);
  g_autofree char *letter = NULL;

  laptop_edit (papers->laptop, NULL, "organisation", papers->lead, "merged_into", meant);
  letter = papers_print ("letter", &input);
  papers_expect (letter, "Agency of Prnjavor", "Square 1", NULL);
  g_assert_null (strstr (letter, "Development Agency"));
  call_free (&call);
}

static void
test_letters_say_what_was_decided (Papers       *papers,
                                   gconstpointer data)
{
  Call             call = add_call (papers);
  LepReportInput   input = papers_input (papers, "en", call.applications[2]);
  g_autofree char *pending = papers_print ("letter", &input);
  g_autofree char *rejected = NULL;
  g_autofree char *late = NULL, *second = NULL;

  papers_expect (pending, "Your application is being assessed", "Development Agency", "Prnjavor", NULL);
  g_assert_null (strstr (pending, "Relevance"));
  laptop_edit (papers->laptop, NULL, "application", call.applications[2], "status", "verified");
  laptop_edit (papers->laptop, NULL, "application", call.applications[2], "status", "rejected");
  laptop_edit (papers->laptop, NULL, "application", call.applications[2], "decision_note", "The need was not shown.");
  rejected = papers_print ("letter", &input);
  papers_expect (rejected, "Your application was not selected", "“Third works” for the call “Call &lt;one&gt;”", "The need was not shown.", "Relevance", "50", "20.0", "Means", "35.0", "55.0",
                 "“Fits the market” has 20.0 points; the call asks for 25 at least.", NULL);
  g_assert_null (strstr (rejected, "Assessor One"));
  input.id = call.applications[3];
  late = papers_print ("letter", &input);
  papers_expect (late, "came too late", "It was received 2 February 2019, 09:00 (UTC); the deadline was 1 February 2019, 12:00 (UTC).", NULL);
  laptop_edit (papers->laptop, NULL, "application", call.applications[3], "received_at", "2019-02-01T12:00:01.000Z");
  second = papers_print ("receipt", &input);
  papers_expect (second, "It came 1 second after the deadline, 1 February 2019, 12:00 (UTC).", NULL);
  call_free (&call);
}

/* An applicant who is turned away by the check reads which requirement is not met. */
static void
test_a_letter_names_what_is_not_met (Papers       *papers,
                                     gconstpointer data)
{
  Call             call = add_call (papers);
  g_autofree char *refused = laptop_put (papers->laptop, NULL, "application", NULL, "call", call.call, "partnership", PARTNERSHIP, "lead", papers->lead,
                                         "title", "Not signed", "status", "full_received", "stage", "full", "decided_on", "2019-02-10", NULL);
  LepReportInput   input = papers_input (papers, "en", refused);
  g_autofree char *letter = NULL;

  g_free (laptop_put (papers->laptop, NULL, "check", NULL, "application", refused, "requirement", call.requirement, "answer", "no", "note", "No stamp", NULL));
  letter = papers_print ("letter", &input);
  papers_expect (letter, "Your application is not in order", "Not met: “Signed and stamped” – No stamp", NULL);
  call_free (&call);
}

/* What was decided on the concept note is no reason for what is decided on the
 * full application; what is written afterwards is. */
static void
test_reasons_are_those_of_the_stage (Papers       *papers,
                                     gconstpointer data)
{
  static const char *const steps[] = { "received", "admin_ok", "scored", "preselected", "full_draft", "full_received", "full_admin_ok", "full_scored", "verified", "selected" };
  Laptop                  *laptop = papers->laptop;
  Call                     call = add_call (papers);
  g_autofree char         *application = NULL;
  g_autofree char         *invited = NULL, *award = NULL, *again = NULL, *reserve = NULL, *waits = NULL;
  LepReportInput           input;

  g_free (laptop_put (laptop, NULL, "call", call.call, "stages", "two", "concept_deadline", "2019-01-31T12:00:00.000Z", "full_deadline", "2019-06-01T12:00:00.000Z", NULL));
  application = laptop_put (laptop, NULL, "application", NULL, "call", call.call, "partnership", PARTNERSHIP, "lead", papers->lead, "title", "Twice judged",
                            "requested", "10000000", "currency", "BAM", "status", "draft", "stage", "concept", NULL);
  input = papers_input (papers, "en", application);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      laptop_edit (laptop, NULL, "application", application, "status", steps[i]);
      if (strcmp (steps[i], "preselected") == 0)
        {
          laptop_edit (laptop, NULL, "application", application, "decision_note", "The concept is clear.");
          invited = papers_print ("letter", &input);
        }
    }
  papers_expect (invited, "You are invited", "Reasons", "The concept is clear.", NULL);
  award = papers_print ("letter", &input);
  papers_expect (award, "Award of a grant", NULL);
  g_assert_null (strstr (award, "The concept is clear."));
  laptop_edit (laptop, NULL, "application", application, "decision_note", "The best of its lot.");
  again = papers_print ("letter", &input);
  papers_expect (again, "Award of a grant", "Reasons", "The best of its lot.", NULL);

  reserve = laptop_put (laptop, NULL, "application", NULL, "call", call.call, "partnership", PARTNERSHIP, "lead", papers->lead, "title", "Next in line", "status", "reserve", "stage",
                        "concept", NULL);
  input.id = reserve;
  waits = papers_print ("letter", &input);
  papers_expect (waits, "Your concept note is on the reserve list", "invited to hand in the full application if a place becomes free", NULL);
  call_free (&call);
}

static void
test_third_sheet_is_asked_for_once (Papers       *papers,
                                    gconstpointer data)
{
  Call             call = add_call (papers);
  LepReportInput   input = papers_input (papers, "en", call.call);
  g_autofree char *before = papers_print ("ranking", &input);
  g_autofree char *after = NULL;

  papers_expect (before, "third one is needed", NULL);
  call.assessors[2] = laptop_put (papers->laptop, NULL, "assessor", NULL, "name", "Assessor Three", "votes", "1", NULL);
  add_sheet (papers, &call, 2, 2, "20", "15");
  after = papers_print ("ranking", &input);
  g_assert_null (strstr (after, "third one is needed"));
  g_assert_null (strstr (after, "²"));
  call_free (&call);
}

/* What is contracted counts with its grant, and the letter states no other amount;
 * a request in another currency names the rate. */
static void
test_grant_is_that_of_the_contract (Papers       *papers,
                                    gconstpointer data)
{
  Call             call = add_call (papers);
  LepReportInput   input = papers_input (papers, "en", call.call);
  g_autofree char *asked = NULL, *of_call = NULL, *list = NULL, *award = NULL, *rated = NULL, *received = NULL;

  g_free (laptop_put (papers->laptop, NULL, "application", call.applications[0], "status", "verified", NULL));
  laptop_edit (papers->laptop, NULL, "application", call.applications[0], "status", "selected");
  input.id = call.applications[0];
  asked = papers_print ("letter", &input);
  papers_expect (asked, "The grant is 100,000.00 KM.", NULL);
  laptop_edit (papers->laptop, NULL, "application", call.applications[0], "currency", NULL);
  of_call = papers_print ("letter", &input);
  papers_expect (of_call, "The grant is 100,000.00 KM.", NULL);
  g_free (laptop_put (papers->laptop, NULL, "project", NULL, "partnership", PARTNERSHIP, "title", "First works", "application", call.applications[0], "activity", "retraining", "start", "2019-05-01",
                      "grant", "9000000", "currency", "BAM", "status", "contracting", NULL));
  award = papers_print ("letter", &input);
  papers_expect (award, "The grant is 90,000.00 KM.", NULL);
  input.id = call.call;
  list = papers_print ("ranking", &input);
  papers_expect (list, "First works", "100,000.00", "90,000.00", "left: 160,000.00 KM", "200,000.00", "290,000.00",
                 "Counted with the grant of its contract, not with what was requested: First works (90,000.00 KM).", NULL);
  g_assert_null (strstr (list, "1.95583"));

  laptop_edit (papers->laptop, NULL, "application", call.applications[1], "currency", "EUR");
  rated = papers_print ("ranking", &input);
  papers_expect (rated, "asked for 200,000.00 EUR", "391,166.00", "EUR 1 = BAM 1.95583", NULL);
  received = papers_print ("application-register", &input);
  papers_expect (received, "asked for 200,000.00 EUR", "391,166.00", "EUR 1 = BAM 1.95583", NULL);
  call_free (&call);
}

/* Averages of thirds do not add up as printed, and an equal hour decides nothing:
 * the list and the letter say so. */
static void
test_rounding_and_full_ties_are_told (Papers       *papers,
                                      gconstpointer data)
{
  Call             call = add_call (papers);
  LepReportInput   input = papers_input (papers, "en", call.call);
  g_autofree char *before = papers_print ("ranking", &input);
  g_autofree char *tied = NULL, *rounded = NULL, *letter = NULL;

  g_assert_null (strstr (before, "Averages are rounded"));
  g_assert_null (strstr (before, "received at the same time"));
  for (guint i = 2; i < G_N_ELEMENTS (call.applications); i++)
    laptop_life (papers->laptop, NULL, "application", call.applications[i], LEP_LIFE_DELETED);
  g_free (call.applications[2]);
  call.applications[2] = laptop_put (papers->laptop, NULL, "application", NULL, "call", call.call, "lot", call.lot, "partnership", PARTNERSHIP, "lead", papers->lead, "title",
                                     "Twin works", "requested", "10000000", "currency", "BAM", "received_at", "2019-01-30T09:00:00.000Z", "status", "full_scored", "stage", "full", NULL);
  add_sheet (papers, &call, 2, 0, "40", "15");
  add_sheet (papers, &call, 2, 1, "41", "15");
  tied = papers_print ("ranking", &input);
  papers_expect (tied, "¹ 70.5", "¹ 70.5", "¹ Equal points, also in the first section, and received at the same time", NULL);

  call.assessors[2] = laptop_put (papers->laptop, NULL, "assessor", NULL, "name", "Assessor Three", "votes", "1", NULL);
  add_sheet (papers, &call, 0, 2, "40", "17");
  rounded = papers_print ("ranking", &input);
  papers_expect (rounded, "40.3", "31.3", "71.7", "Averages are rounded; the total is that of the exact points.", NULL);
  laptop_edit (papers->laptop, NULL, "application", call.applications[0], "status", "verified");
  laptop_edit (papers->laptop, NULL, "application", call.applications[0], "status", "rejected");
  input.id = call.applications[0];
  letter = papers_print ("letter", &input);
  papers_expect (letter, "40.3", "31.3", "71.7", "Averages are rounded; the total is that of the exact points.", NULL);
  call_free (&call);
}

/* What the committee decided counts, not what the money would allow. */
static void
test_funnel_counts_what_was_decided (Papers       *papers,
                                     gconstpointer data)
{
  Call call = add_call (papers);
  g_autoptr (LepCallRanking) before = lep_call_ranking_read (papers->laptop->workspace, call.call, NULL, NULL);
  g_autoptr (LepCallRanking) reserve = NULL;
  g_autoptr (LepCallRanking) selected = NULL;

  g_assert_cmpuint (before->n_selected, ==, 1);
  laptop_edit (papers->laptop, NULL, "application", call.applications[0], "status", "verified");
  laptop_edit (papers->laptop, NULL, "application", call.applications[0], "status", "reserve");
  reserve = lep_call_ranking_read (papers->laptop->workspace, call.call, NULL, NULL);
  g_assert_cmpuint (reserve->n_selected, ==, 0);
  g_assert_cmpuint (reserve->n_above, ==, 2);
  laptop_edit (papers->laptop, NULL, "application", call.applications[1], "status", "verified");
  laptop_edit (papers->laptop, NULL, "application", call.applications[1], "status", "selected");
  selected = lep_call_ranking_read (papers->laptop->workspace, call.call, NULL, NULL);
  g_assert_cmpuint (selected->n_selected, ==, 1);
  call_free (&call);
}

/* Others may have written an hour that is in no year of four digits here. */
static void
test_last_hour_of_the_calendar_is_printed (Papers       *papers,
                                           gconstpointer data)
{
  g_autoptr (GTimeZone) east = g_time_zone_new_identifier ("Europe/Sarajevo");
  const LepReportInput input = { .workspace = papers->laptop->workspace, .locale = lep_locale_find ("en"), .zone = east };
  g_autofree char     *moment = lep_print_moment (&input, "9999-12-31T23:59:00.000Z");

  g_assert_cmpstr (moment, ==, "9999-12-31T23:59:00.000Z");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name) g_test_add ("/call-papers/" #name, Papers, NULL, papers_set_up, test_##name, papers_tear_down)
  ADD (ranking_reads_sheets_and_envelope);
  ADD (who_does_not_vote_does_not_count);
  ADD (ranking_list_has_lines_rules_and_committee);
  ADD (what_is_not_scored_has_its_state);
  ADD (call_has_dates_lots_and_grid);
  ADD (register_receipt_and_check);
  ADD (score_sheets_blank_and_filled);
  ADD (own_sheet_first_on_paper_too);
  ADD (requirements_have_one_number);
  ADD (register_names_other_currencies);
  ADD (register_has_the_seconds_that_decide);
  ADD (letter_says_that_points_changed_since);
  ADD (a_letter_goes_to_the_organisation_that_is_meant);
  ADD (letters_say_what_was_decided);
  ADD (a_letter_names_what_is_not_met);
  ADD (reasons_are_those_of_the_stage);
  ADD (grant_is_that_of_the_contract);
  ADD (rounding_and_full_ties_are_told);
  ADD (funnel_counts_what_was_decided);
  ADD (third_sheet_is_asked_for_once);
  ADD (last_hour_of_the_calendar_is_printed);
#undef ADD

  return g_test_run ();
}
