/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reports of a workspace: the right figures in the right words. */

#include <string.h>

#include "lep-attention.h"
#include "lep-report-kinds.h"

#include "lep-store-test.h"

/* 2019-04-03T08:42:00Z */
#define PRINTED_AT G_GINT64_CONSTANT (1554280920000)

typedef struct
{
  char   *dir;
  Laptop *laptop;
  char   *partnership, *project, *lead;
} Fixture;

/* A member organisation of one of the five groups. */
static char *
add_member (Fixture    *fixture,
            const char *group,
            const char *name,
            const char *role)
{
  char            *organisation = laptop_put (fixture->laptop, NULL, "organisation", NULL, "name", name, "actor_group", group, NULL);
  g_autofree char *membership = laptop_put (fixture->laptop, NULL, "membership", NULL, "partnership", fixture->partnership,
                                            "organisation", organisation, "role", role, "joined_on", "2017-04-30", NULL);

  return organisation;
}

static void
add_result (Fixture    *fixture,
            const char *indicator,
            const char *to,
            const char *value,
            const char *state,
            const char *women,
            const char *men)
{
  Laptop          *laptop = fixture->laptop;
  g_autofree char *outcome = laptop_put (laptop, NULL, "outcome", NULL, "project", fixture->project, "indicator", indicator,
                                         "from", "2017-05-01", "to", to, "value", value, "state", state,
                                         "proof", "contract", "proof_no", "U-12/18", NULL);

  if (women != NULL)
    {
      g_autofree char *first = laptop_put (laptop, NULL, "breakdown", NULL, "outcome", outcome, "dimension", "sex", "category", "women", "value", women, NULL);
      g_autofree char *second = laptop_put (laptop, NULL, "breakdown", NULL, "outcome", outcome, "dimension", "sex", "category", "men", "value", men, NULL);
    }
}

static void
add_tranches (Fixture *fixture)
{
  static const char *const rows[][4] = {
    { "1", "5000", "10000000", "signature" },
    { "2", "4000", "8000000", "interim_report" },
    { "3", "1000", "2000000", "final_report" },
  };
  g_autoptr (LepEdit) edit = lep_edit_new (fixture->laptop->workspace);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_assert_true (lep_edit_row (edit, NULL, "tranche", NULL, &error));
      lep_edit_set (edit, "project", fixture->project);
      lep_edit_set (edit, "number", rows[i][0]);
      lep_edit_set (edit, "percent", rows[i][1]);
      lep_edit_set (edit, "amount", rows[i][2]);
      lep_edit_set (edit, "condition", rows[i][3]);
    }
  lep_edit_commit (edit, &error);
  g_assert_no_error (error);
}

static void
add_results (Fixture *fixture)
{
  Laptop          *laptop = fixture->laptop;
  g_autofree char *trained = laptop_put (laptop, NULL, "indicator", NULL, "code", "TRAINED", "name", "Persons trained", "unit", "persons",
                                         "level", "output", "accumulation", "sum", NULL);
  g_autofree char *employed = laptop_put (laptop, NULL, "indicator", NULL, "code", "EMPLOYED", "name", "Persons employed", "unit", "persons",
                                          "level", "outcome", "accumulation", "sum", "needs_proof", "1", NULL);
  g_autofree char *target = laptop_put (laptop, NULL, "target", NULL, "indicator", trained, "project", fixture->project, "value", "55",
                                        "status", "agreed", NULL);

  add_result (fixture, trained, "2018-06-30", "40", "verified", "10", "30");
  add_result (fixture, trained, "2018-12-31", "20", "verified", "4", "16");
  add_result (fixture, employed, "2018-12-31", "42", "verified", NULL, NULL);
  add_result (fixture, employed, "2018-12-31", "3", "claimed", NULL, NULL);
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  Laptop *laptop;

  fixture->dir = lep_test_dir ();
  laptop = fixture->laptop = laptop_new (fixture->dir, 1);
  g_free (laptop_put (laptop, "programme", "programme", PROGRAMME, "name", "Programme <of> partnerships", "currency", "BAM", NULL));
  fixture->partnership = laptop_put (laptop, NULL, "partnership", PARTNERSHIP, "name", "Partnership Prnjavor", "status", "forming", "places", "Prnjavor",
                                     "agreement_on", "2017-04-30", NULL);
  fixture->lead = add_member (fixture, "ngo", "Development Agency", "lead");
  laptop_edit (laptop, NULL, "partnership", fixture->partnership, "lead", fixture->lead);
  g_free (add_member (fixture, "municipality", "Municipality Prnjavor", "member"));
  g_free (add_member (fixture, "pes", "Employment Service", "member"));
  g_free (add_member (fixture, "employer", "First Works", "member"));
  g_free (add_member (fixture, "employer", "Second Works", "member"));
  g_free (add_member (fixture, "education", "Secondary School", "member"));
  fixture->project = laptop_put (laptop, NULL, "project", NULL, "partnership", fixture->partnership, "title", "Prvo zapošljavanje", "reference", "LEP1-PRN",
                                 "activity", "retraining", "status", "active", "start", "2017-05-01", "end", "2018-12-31",
                                 "target_groups", "women youth", "grant", "20000000", "currency", "EUR", "next_steps", "Ask for the third tranche.", NULL);
  add_tranches (fixture);
  add_results (fixture);
  g_free (laptop_put (laptop, NULL, "service", NULL, "partnership", fixture->partnership, "project", fixture->project, "name", "Advice for employers",
                      "started_on", "2018-03-01", "still_running", "1", "checked_on", "2019-03-01", NULL));
  {
    g_autofree char *meeting = laptop_put (laptop, NULL, "meeting", NULL, "partnership", fixture->partnership, "kind", "quarterly", "held_on", "2019-03-20", NULL);

    g_free (laptop_put (laptop, NULL, "decision", NULL, "meeting", meeting, "text", "Share the list of vacancies", "status", "open", NULL));
    g_free (laptop_put (laptop, NULL, "decision", NULL, "meeting", meeting, "text", "An old decision", "status", "done", NULL));
  }
  g_free (laptop_put (laptop, NULL, "contact", NULL, "organisation", fixture->lead, "name", "Emir Uzorak", "phone", "+387 00 000 001", NULL));
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_free (fixture->partnership);
  g_free (fixture->project);
  g_free (fixture->lead);
  laptop_free (fixture->laptop);
  lep_test_dir_free (fixture->dir);
}

static LepReportInput
make_input (Fixture    *fixture,
            const char *language,
            const char *id)
{
  return (LepReportInput){ .workspace = fixture->laptop->workspace, .locale = lep_locale_find (language), .now = PRINTED_AT, .digest = "7c41e90b00", .id = id };
}

/* The whole report as HTML, and as pages: both must be made without a word. */
static char *
print (const char           *name,
       const LepReportInput *input)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepReport) report = lep_report_make (lep_report_kind (name), input, &error);
  g_autoptr (GBytes) html = NULL;
  g_autoptr (GBytes) pdf = NULL;

  g_assert_no_error (error);
  html = lep_report_make_html (report);
  pdf = lep_report_make_pdf (report, LEP_PAPER_A4, &error);
  g_assert_no_error (error);
  return g_strndup (g_bytes_get_data (html, NULL), g_bytes_get_size (html));
}

static void
assert_has (const char        *text,
            const char *const *parts)
{
  for (; *parts != NULL; parts++)
    {
      g_test_message ("%s", *parts);
      g_assert_nonnull (strstr (text, *parts));
    }
}

static void
test_summary_has_the_figures (Fixture      *fixture,
                              gconstpointer data)
{
  LepReportInput   input = make_input (fixture, "en", fixture->project);
  g_autofree char *text = print ("project-summary", &input);

  assert_has (text, (const char *const[]){ "<h1>Prvo zapošljavanje</h1>", "LEP1-PRN · Training and retraining for employers · 1 May 2017 – 31 Dec 2018 · Active",
                                           ">60</span>", "target 55 · 109.1\302\240%", ">42</span>", ">70.0\302\240%</span>", "42 of 60",
                                           "100,000.00", "195,583.00", "156,466.40", "39,116.60", "391,166.00", "Rate: 1 EUR = 1.95583 KM (fixed).",
                                           "<td class=\"f\">14</td><td class=\"f\">46</td>", "First Works · Second Works", "All five groups are represented.",
                                           "counted only with proof; 3 more are claimed", "Advice for employers – still running (checked 1 Mar 2019)",
                                           "Women, Young people (15–29)", "Ask for the third tranche.", "Development Agency, lead organisation",
                                           "As of 3 Apr 2019 · Printed 3 Apr 2019, 08:42 · Workspace Programme &lt;of&gt; partnerships", "Digest of the contents 7c41 e90b",
                                           "trained: Q2 2018 40, Q3 –, Q4 20", "employed, with proof: Q2 2018 –, Q3 –, Q4 42", NULL });
  g_assert_null (strstr (text, "Emir Uzorak"));
  g_assert_null (strstr (text, ">45</span>"));
}

static void
test_foot_says_what_was_digested (Fixture      *fixture,
                                  gconstpointer data)
{
  LepReportInput   input = make_input (fixture, "en", fixture->project);
  g_autofree char *text = NULL;

  input.of_changes = TRUE;
  text = print ("project-summary", &input);
  assert_has (text, (const char *const[]){ "Digest of the changes 7c41 e90b", NULL });
}

static void
test_contacts_only_when_wanted (Fixture      *fixture,
                                gconstpointer data)
{
  LepReportInput   input = make_input (fixture, "en", fixture->project);
  g_autofree char *text = NULL;

  input.with_contacts = TRUE;
  text = print ("project-summary", &input);
  assert_has (text, (const char *const[]){ "Emir Uzorak", "+387 00 000 001", NULL });
}

static void
test_language_is_that_of_the_print (Fixture      *fixture,
                                    gconstpointer data)
{
  LepReportInput   input = make_input (fixture, "bs", fixture->project);
  g_autofree char *text = print ("project-summary", &input);

  assert_has (text, (const char *const[]){ "<html lang=\"bs\">", "1. 5. 2017. – 31. 12. 2018.", "391.166,00", "1,95583 KM", "70,0\302\240%", NULL });
}

static void
test_profile_has_members_and_open_decisions (Fixture      *fixture,
                                             gconstpointer data)
{
  LepReportInput   input = make_input (fixture, "en", fixture->partnership);
  g_autofree char *text = print ("partnership-profile", &input);

  assert_has (text, (const char *const[]){ "<h1>Partnership Prnjavor</h1>", ">6</span>", "member organisations", ">60</span>", "+ 3 to prove",
                                           "Second Works", "All five groups are represented.", "signed on 30 Apr 2017", "Quarterly meeting", "20 Mar 2019",
                                           "Share the list of vacancies", "200,000.00", NULL });
  g_assert_null (strstr (text, "An old decision"));
}

static void
test_results_of_every_scope (Fixture      *fixture,
                             gconstpointer data)
{
  const char *const ids[] = { fixture->project, fixture->partnership, NULL };
  const char *const titles[] = { "<h1>Prvo zapošljavanje</h1>", "<h1>Partnership Prnjavor</h1>", "<h1>The whole programme</h1>" };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      LepReportInput   input = make_input (fixture, "en", ids[i]);
      g_autofree char *text = print ("results", &input);

      assert_has (text, (const char *const[]){ titles[i], "Persons trained", "Contract, U-12/18", "<td class=\"f s\">60</td>", "Verified", "Claimed", NULL });
    }
}

static void
test_period_limits_results (Fixture      *fixture,
                            gconstpointer data)
{
  LepReportInput   input = make_input (fixture, "en", fixture->project);
  g_autofree char *text = NULL;

  input.from = "2018-01-01";
  input.to = "2018-06-30";
  text = print ("results", &input);
  assert_has (text, (const char *const[]){ "1 Jan 2018 – 30 Jun 2018", "<td class=\"f s\">40</td>", "As of 30 Jun 2018", NULL });
  g_assert_null (strstr (text, "<td class=\"f s\">60</td>"));
}

/* A service without a day is in the total and in no period: each paper that counts it says
 * so, and it needs attention until the day is there. */
static void
test_service_without_a_day_is_told (Fixture      *fixture,
                                    gconstpointer data)
{
  static const char        told[] = "SERVICES: 1 has no day of start: it is in the total, in no period.";
  static const char *const papers[] = { "project-summary", "results", "period-report" };
  g_autofree char         *indicator = laptop_put (fixture->laptop, NULL, "indicator", NULL, "code", "SERVICES", "name", "SERVICES", "unit", "services", "level", "output", "accumulation", "sum", NULL);
  g_autofree char         *target = laptop_put (fixture->laptop, NULL, "target", NULL, "indicator", indicator, "project", fixture->project, "value", "2", "status", "agreed", NULL);
  g_autofree char         *service = laptop_put (fixture->laptop, NULL, "service", NULL, "partnership", fixture->partnership, "project", fixture->project, "name", "A course", NULL);
  g_autofree char         *period = laptop_put (fixture->laptop, NULL, "period", NULL, "project", fixture->project, "from", "2018-01-01", "to", "2018-06-30", "status", "open", NULL);

  for (guint dated = 0; dated < 2; dated++)
    {
      g_autoptr (GPtrArray) findings = lep_attention (fixture->laptop->workspace, "2019-04-03", NULL, NULL);
      guint n_found = 0;

      for (guint i = 0; i < G_N_ELEMENTS (papers); i++)
        {
          LepReportInput   input = make_input (fixture, "en", i == 2 ? period : fixture->project);
          g_autofree char *text = print (papers[i], &input);

          g_test_message ("%s", papers[i]);
          g_assert_true ((strstr (text, told) == NULL) == (dated == 1));
        }
      for (guint i = 0; i < findings->len; i++)
        {
          const LepFinding *finding = g_ptr_array_index (findings, i);

          n_found += finding->rule == LEP_ATTENTION_RULE_UNDATED && g_strcmp0 (finding->id, service) == 0 && g_strcmp0 (finding->field, "started_on") == 0;
        }
      g_assert_cmpuint (n_found, ==, 1 - dated);
      laptop_edit (fixture->laptop, NULL, "service", service, "started_on", "2018-04-01");
    }
}

/* In a table of bare numbers the sign of a target that is the least is not lost. */
static void
test_least_targets_are_marked_in_tables (Fixture      *fixture,
                                         gconstpointer data)
{
  LepReportInput   input = make_input (fixture, "en", fixture->project);
  g_autofree char *target = laptop_ask (fixture->laptop, "SELECT lep_id_text (r.id) FROM k_target k CROSS JOIN row r ON r.rid = k.rid");

  for (guint is_least = 0; is_least < 2; is_least++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (LepReport) report = lep_report_make (lep_report_kind ("results"), &input, &error);
      g_autoptr (GBytes) csv = NULL;
      g_autofree char *text = NULL;

      g_assert_no_error (error);
      csv = lep_report_make_csv (report);
      text = g_strndup (g_bytes_get_data (csv, NULL), g_bytes_get_size (csv));
      g_assert_nonnull (strstr (text, is_least ? "\"Target\",,\"Reached\"" : "\"Target\",\"Reached\""));
      g_assert_nonnull (strstr (text, is_least ? ",55,\"≥\",60," : ",55,60,"));
      laptop_edit (fixture->laptop, NULL, "target", target, "qualifier", "at_least");
    }
}

static void
test_wrong_input_is_refused (Fixture      *fixture,
                             gconstpointer data)
{
  static const struct
  {
    const char *name, *id;
    int         code;
  } cases[] = {
    { "project-summary", NULL, LEP_ERROR_INVALID },
    { "project-summary", "00000000-0000-7000-8000-00000000ffff", LEP_ERROR_NOT_FOUND },
    { "project-summary", PARTNERSHIP, LEP_ERROR_NOT_FOUND },
    { "partnership-profile", "nonsense", LEP_ERROR_NOT_FOUND },
    { "bundle-slip", NULL, LEP_ERROR_INVALID },
  };
  LepReportInput input = make_input (fixture, "en", fixture->lead);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      input.id = cases[i].id;
      g_test_message ("%s %s", cases[i].name, cases[i].id);
      g_assert_null (lep_report_make (lep_report_kind (cases[i].name), &input, &error));
      g_assert_error (error, LEP_ERROR, cases[i].code);
      g_clear_error (&error);
    }
  input.id = fixture->lead;
  g_assert_null (lep_report_make (lep_report_kind ("results"), &input, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_INVALID);
  g_assert_null (lep_report_kind ("no-such-report"));
}

static void
test_slip_needs_no_workspace (Fixture      *fixture,
                              gconstpointer data)
{
  const LepSlipSpace  spaces[] = { { "Programme", 1234 }, { "Partnership Prnjavor", 41 } };
  const LepBundleSlip slip = {
    .file_name = "prnjavor-7.lepb",
    .size = 48213,
    .hash = "7c41e90b4d2f11aa7c41e90b4d2f11aa7c41e90b4d2f11aa7c41e90b4d2f11aa",
    .made_at = "2019-04-03T08:42:00.000Z",
    .counter = 7,
    .from_label = "Laptop 1",
    .from_person = "Emir Uzorak",
    .key_number = "123456789012345678901234567890",
    .spaces = spaces,
    .n_spaces = 2,
    .n_changes = 1275,
  };
  const LepReportInput input = { .locale = lep_locale_find ("en"), .now = PRINTED_AT, .slip = &slip };
  g_autofree char     *text = print ("bundle-slip", &input);

  assert_has (text, (const char *const[]){ "<h1>Bundle 7 of Laptop 1</h1>", "prnjavor-7.lepb", "48,213 bytes", ">1,275</span>", "12345 67890 12345 67890 12345 67890",
                                           "7c41e90b 4d2f11aa", "whoever needs it", "signed, not sealed", "<td class=\"f\">1,234</td>", NULL });
}

static void
test_every_report_is_described (Fixture      *fixture,
                                gconstpointer data)
{
  guint                n;
  const LepReportKind *kinds = lep_report_kinds (&n);

  g_assert_cmpuint (n, ==, 31);
  for (guint i = 0; i < n; i++)
    {
      g_assert_true (lep_report_kind (kinds[i].name) == &kinds[i]);
      g_assert_true (g_str_has_suffix (kinds[i].about, "."));
      g_assert_cmpint (kinds[i].formats & LEP_REPORT_PDF, !=, 0);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name) g_test_add ("/report-kinds/" #name, Fixture, NULL, set_up, test_##name, tear_down)
  ADD (summary_has_the_figures);
  ADD (foot_says_what_was_digested);
  ADD (contacts_only_when_wanted);
  ADD (language_is_that_of_the_print);
  ADD (profile_has_members_and_open_decisions);
  ADD (results_of_every_scope);
  ADD (period_limits_results);
  ADD (service_without_a_day_is_told);
  ADD (least_targets_are_marked_in_tables);
  ADD (wrong_input_is_refused);
  ADD (slip_needs_no_workspace);
  ADD (every_report_is_described);
#undef ADD

  return g_test_run ();
}
