/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the papers of the first stage say once the second has begun. */

#include "call-papers.h"

/* The list of the first stage says what was decided then, with the amounts and hours
 * of then, also when the full application asks for more and came later. */
static void
test_first_stage_stays_as_decided (Papers       *papers,
                                   gconstpointer data)
{
  static const char *const steps[] = { "received", "admin_ok", "scored", "preselected", "full_draft", "full_received", "full_admin_ok", "full_scored", "verified", "rejected" };
  Call                     call = add_call (papers);
  Laptop                  *laptop = papers->laptop;
  LepReportInput           input = papers_input (papers, "en", call.call);
  g_autofree char         *concept = NULL, *later = NULL;
  g_autoptr (LepCallRanking) ranking = NULL;
  const LepCallApplication *application;

  g_free (laptop_put (laptop, NULL, "call", call.call, "stages", "two", "concept_deadline", "2019-02-01T12:00:00.000Z", "full_deadline", "2019-06-01T12:00:00.000Z", NULL));
  for (guint i = 0; i < G_N_ELEMENTS (call.applications); i++)
    laptop_life (laptop, NULL, "application", call.applications[i], LEP_LIFE_DELETED);
  g_free (call.applications[0]);
  call.applications[0] = laptop_put (laptop, NULL, "application", NULL, "call", call.call, "lot", call.lot, "partnership", PARTNERSHIP, "lead", papers->lead, "title", "Twice judged",
                                     "requested", "10000000", "currency", "BAM", "received_at", "2019-01-30T09:00:00.000Z", "status", "draft", "stage", "concept", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      laptop_edit (laptop, NULL, "application", call.applications[0], "status", steps[i]);
      if (strcmp (steps[i], "admin_ok") == 0)
        add_sheet (papers, &call, 0, 0, "40", "15");
      if (strcmp (steps[i], "preselected") == 0)
        concept = papers_print ("ranking-concept", &input);
      if (strcmp (steps[i], "full_draft") == 0)
        {
          laptop_edit (laptop, NULL, "application", call.applications[0], "requested", "30000000");
          laptop_edit (laptop, NULL, "application", call.applications[0], "received_at", "2019-05-30T09:00:00.000Z");
        }
    }
  papers_expect (concept, "Twice judged", "70.0", "100,000.00", "100,000.00", "Preselected", NULL);
  later = papers_print ("ranking-concept", &input);
  papers_expect (later, "1 of 1 received application was scored", "Twice judged", "70.0", "100,000.00", "100,000.00", "Preselected", NULL);
  g_assert_null (strstr (later, "300,000.00"));
  g_assert_null (strstr (later, "Reserve"));
  g_assert_null (strstr (later, "Rejected"));
  ranking = lep_call_ranking_read (laptop->workspace, call.call, "concept", NULL);
  application = lep_call_ranking_find (ranking, call.applications[0], NULL);
  g_assert_cmpstr (application->received_at, ==, "2019-01-30T09:00:00.000Z");
  g_assert_cmpuint (ranking->n_selected, ==, 1);
  call_free (&call);
}

/* Register, slip and check of the concept note say when it came, how, and what was
 * answered then, also when the full application has written over it. */
static void
test_first_stage_keeps_its_papers (Papers       *papers,
                                   gconstpointer data)
{
  static const char *const steps[] = { "received", "admin_ok", "scored", "preselected", "full_draft", "full_received" };
  Laptop                  *laptop = papers->laptop;
  g_autofree char         *call = laptop_put (laptop, NULL, "call", NULL, "programme", PROGRAMME, "reference", "JP-3/19", "title", "Call of two", "stages", "two", "status", "published", "currency", "BAM",
                                              "concept_deadline", "2019-02-01T12:00:00.000Z", "full_deadline", "2019-06-01T12:00:00.000Z", NULL);
  g_autofree char         *both = laptop_put (laptop, NULL, "requirement", NULL, "call", call, "position", "1", "text", "Signed and stamped", NULL);
  g_autofree char         *note = laptop_put (laptop, NULL, "application", NULL, "call", call, "partnership", PARTNERSHIP, "lead", papers->lead, "title", "Twice in", "reference", "JP-3/19-01",
                                              "requested", "10000000", "currency", "BAM", "received_at", "2019-01-30T09:00:00.000Z", "channel", "hand", "copies", "3", "status", "draft", "stage", "concept", NULL);
  g_autofree char         *late = laptop_put (laptop, NULL, "application", NULL, "call", call, "partnership", PARTNERSHIP, "lead", papers->lead, "title", "Full from the start", "reference", "JP-3/19-02",
                                              "received_at", "2019-05-29T09:00:00.000Z", "status", "full_received", "stage", "full", NULL);
  g_autofree char         *direct = laptop_put (laptop, NULL, "application", NULL, "call", call, "partnership", PARTNERSHIP, "lead", papers->lead, "title", "Full, not handed in", "reference", "JP-3/19-03",
                                                "received_at", "2019-05-29T09:00:00.000Z", "status", "full_draft", "stage", "full", NULL);
  g_autofree char         *check = laptop_put (laptop, NULL, "check", NULL, "application", note, "requirement", both, "answer", "yes", "by", "Checker One", NULL);
  LepReportInput           input = papers_input (papers, "en", note);
  g_autofree char         *invited = NULL, *slip = NULL, *first = NULL, *second = NULL, *list = NULL, *now = NULL, *mixed = NULL, *own = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      if (strcmp (steps[i], "full_received") == 0)
        {
          invited = papers_print ("receipt", &input);
          laptop_edit (laptop, NULL, "application", note, "requested", "30000000");
          laptop_edit (laptop, NULL, "application", note, "received_at", "2019-05-30T09:00:00.000Z");
          laptop_edit (laptop, NULL, "check", check, "answer", "no");
        }
      laptop_edit (laptop, NULL, "application", note, "status", steps[i]);
    }
  papers_expect (invited, "Concept note", "30 Jan", "By hand", "Copies", "3", NULL);
  slip = papers_print ("receipt-concept", &input);
  papers_expect (slip, "Concept note", "30 Jan", "By hand", "Copies", "3", NULL);
  first = papers_print ("admin-check-concept", &input);
  second = papers_print ("admin-check", &input);
  papers_expect (first, "Concept note", "Signed and stamped", "All requirements are met", NULL);
  papers_expect (second, "Full application", "Signed and stamped", "1 requirement is not met", NULL);
  input.id = late;
  papers_refuse ("receipt-concept", &input, "entered as a full application");
  input.id = direct;
  own = papers_print ("receipt", &input);
  papers_expect (own, "Full application", "29 May", NULL);
  input.id = call;
  list = papers_print ("application-register-concept", &input);
  papers_expect (list, "Concept note", "Twice in", "30 Jan", "By hand", "3", "100,000.00", "Preselected", NULL);
  g_assert_null (strstr (list, "Full from the start"));
  now = papers_print ("application-register", &input);
  papers_expect (now, "Full from the start", "Twice in", "300,000.00", NULL);
  g_free (laptop_put (laptop, NULL, "application", NULL, "call", call, "partnership", PARTNERSHIP, "lead", papers->lead, "title", "First stage only", "status", "received", "stage", "concept",
                      "received_at", "2019-01-29T09:00:00.000Z", "channel", "hand", NULL));
  mixed = papers_print ("application-register", &input);
  papers_expect (mixed, "First stage only", "29 Jan 2019, 09:00", "Concept note · By hand", "Twice in", "30 May 2019, 09:00", NULL);
}

/* Who is invited from the reserve list was on it when the list was signed, and stands there. */
static void
test_invited_from_the_reserve_is_told (Papers       *papers,
                                       gconstpointer data)
{
  static const char *const steps[] = { "received", "admin_ok", "scored", "reserve", "full_draft" };
  Call                     call = add_call (papers);
  LepReportInput           input = papers_input (papers, "en", call.call);
  g_autofree char         *paper = NULL, *beyond = NULL;
  g_autoptr (LepCallRanking) ranking = NULL;

  laptop_edit (papers->laptop, NULL, "call", call.call, "stages", "two");
  for (guint i = 0; i < G_N_ELEMENTS (call.applications); i++)
    laptop_life (papers->laptop, NULL, "application", call.applications[i], LEP_LIFE_DELETED);
  g_free (call.applications[0]);
  call.applications[0] = laptop_put (papers->laptop, NULL, "application", NULL, "call", call.call, "lot", call.lot, "partnership", PARTNERSHIP, "lead", papers->lead, "title",
                                     "Next in line", "requested", "10000000", "currency", "BAM", "status", "draft", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      laptop_edit (papers->laptop, NULL, "application", call.applications[0], "status", steps[i]);
      if (strcmp (steps[i], "admin_ok") == 0)
        add_sheet (papers, &call, 0, 0, "40", "15");
    }
  laptop_edit (papers->laptop, NULL, "application", call.applications[0], "title", "Renamed since");
  paper = papers_print ("ranking-concept", &input);
  papers_expect (paper, "On the reserve list when this was decided, and invited later: Next in line.", NULL);
  papers_expect (paper, "100,000.00", "Reserve list", NULL);
  g_assert_null (strstr (paper, "Renamed since"));
  g_assert_null (strstr (paper, "Preselected"));
  laptop_edit (papers->laptop, NULL, "lot", call.lot, "envelope", "5000000");
  beyond = papers_print ("ranking-concept", &input);
  papers_expect (beyond, "Reserve list", "left: 50,000.00 KM", "Reserve", "1</td>", NULL);
  g_assert_null (strstr (beyond, "Preselected"));
  ranking = lep_call_ranking_read (papers->laptop->workspace, call.call, "concept", NULL);
  g_assert_cmpuint (ranking->n_above, ==, 1);
  g_assert_cmpuint (ranking->n_selected, ==, 0);
  call_free (&call);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name) g_test_add ("/call-stages/" #name, Papers, NULL, papers_set_up, test_##name, papers_tear_down)
  ADD (first_stage_stays_as_decided);
  ADD (first_stage_keeps_its_papers);
  ADD (invited_from_the_reserve_is_told);
#undef ADD

  return g_test_run ();
}
