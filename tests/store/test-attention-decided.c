/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who decided: states that the office gives, written by other laptops than those
 * of the programme's officers. */

#include "lep-attention.h"

#include "lep-store-test.h"

typedef struct
{
  char   *dir;
  Laptop *founder, *officer, *partner;
  char   *application, *tranche, *period;
} Fixture;

static char *
dup_replica (Laptop *laptop)
{
  return lep_uuid_to_string (&laptop->replica);
}

static void
name_officer (Laptop *by,
              Laptop *whom)
{
  g_autofree char *id = dup_replica (whom);

  laptop_edit (by, PROGRAMME, "programme", PROGRAMME, "officers", id);
}

static void
share (Fixture *fixture)
{
  Laptop *laptops[] = { fixture->founder, fixture->officer, fixture->partner };

  for (guint i = 0; i < 9; i++)
    if (i % 3 != i / 3)
      laptop_give (laptops[i / 3], laptops[i % 3]);
  laptops_agree (fixture->founder, fixture->partner);
  laptops_agree (fixture->founder, fixture->officer);
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  Laptop          *founder;
  g_autofree char *organisation = NULL, *call = NULL, *project = NULL;

  fixture->dir = lep_test_dir ();
  fixture->founder = founder = laptop_new (fixture->dir, 1);
  fixture->officer = laptop_new (fixture->dir, 2);
  fixture->partner = laptop_new (fixture->dir, 3);
  g_free (laptop_put (founder, PROGRAMME, "programme", PROGRAMME, "name", "P", "currency", "BAM", NULL));
  organisation = laptop_put (founder, PROGRAMME, "organisation", NULL, "name", "O", "actor_group", "ngo", NULL);
  call = laptop_put (founder, PROGRAMME, "call", NULL, "programme", PROGRAMME, "reference", "C", "title", "C", NULL);
  g_free (laptop_put (founder, PARTNERSHIP, "partnership", PARTNERSHIP, "name", "P", NULL));
  project = laptop_put (founder, PARTNERSHIP, "project", NULL, "partnership", PARTNERSHIP, "title", "T", "activity", "retraining",
                        "grant", "100", "start", "2026-01-01", "end", "2026-12-31", NULL);
  fixture->application = laptop_put (founder, PARTNERSHIP, "application", NULL, "call", call, "partnership", PARTNERSHIP, "lead", organisation,
                                     "title", "A", "status", "received", NULL);
  fixture->tranche = laptop_put (founder, PARTNERSHIP, "tranche", NULL, "project", project, "number", "1", "amount", "100", "percent", "10000",
                                 "status", "requested", NULL);
  fixture->period = laptop_put (founder, PARTNERSHIP, "period", NULL, "project", project, "from", "2026-01-01", "to", "2026-03-31",
                                "status", "submitted", "submitted_on", "2026-04-01", NULL);
  share (fixture);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  laptop_free (fixture->founder);
  laptop_free (fixture->officer);
  laptop_free (fixture->partner);
  g_free (fixture->application);
  g_free (fixture->tranche);
  g_free (fixture->period);
  lep_test_dir_free (fixture->dir);
}

/* Returns: (transfer full): those of the rule */
static GPtrArray *
find (Laptop *laptop,
      guint   rule)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *findings = lep_attention (laptop->workspace, "2026-12-01", NULL, &error);

  g_assert_no_error (error);
  for (guint i = findings->len; i > 0; i--)
    if (((LepFinding *) g_ptr_array_index (findings, i - 1))->rule != rule)
      g_ptr_array_remove_index (findings, i - 1);
  return findings;
}

/* On each laptop the same records are found, as in "application tranche". */
static void
assert_told (Fixture    *fixture,
             const char *kinds)
{
  Laptop *laptops[] = { fixture->founder, fixture->officer, fixture->partner };

  share (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (laptops); i++)
    {
      g_autoptr (GPtrArray) findings = find (laptops[i], LEP_ATTENTION_RULE_DECIDED);
      g_autoptr (GString) text = g_string_new (NULL);

      for (guint j = 0; j < findings->len; j++)
        {
          const LepFinding *finding = g_ptr_array_index (findings, j);

          g_assert_cmpstr (finding->field, ==, "status");
          g_assert_nonnull (strstr (finding->text, "on 21 Nov 2026 by Coordinator on the laptop “Laptop 3”"));
          g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", finding->kind);
        }
      g_assert_cmpstr (text->str, ==, kinds);
    }
}

static void
decide_all (Fixture *fixture,
            Laptop  *by)
{
  laptop_edit (by, PARTNERSHIP, "application", fixture->application, "status", "admin_ok");
  laptop_edit (by, PARTNERSHIP, "tranche", fixture->tranche, "status", "approved");
  laptop_edit (by, PARTNERSHIP, "period", fixture->period, "status", "approved");
}

/* Where no officer is named the founder is one: what another laptop decides is told
 * once two of them do. */
static void
test_founder_is_an_officer (Fixture      *fixture,
                            gconstpointer data)
{
  decide_all (fixture, fixture->partner);
  assert_told (fixture, "");
  laptop_edit (fixture->founder, PARTNERSHIP, "period", fixture->period, "status", "locked");
  assert_told (fixture, "application tranche");
}

static void
test_decisions_of_a_partner_are_told (Fixture      *fixture,
                                      gconstpointer data)
{
  name_officer (fixture->founder, fixture->officer);
  share (fixture);
  decide_all (fixture, fixture->partner);
  assert_told (fixture, "application tranche period");

  /* The officer goes on with two of them: now it is the officer's. */
  laptop_edit (fixture->officer, PARTNERSHIP, "application", fixture->application, "status", "scored");
  laptop_edit (fixture->founder, PARTNERSHIP, "period", fixture->period, "status", "locked");
  assert_told (fixture, "tranche");
  laptop_edit (fixture->partner, PARTNERSHIP, "application", fixture->application, "summary", "B");
  assert_told (fixture, "tranche");
}

/* To ask, to hand in and to withdraw is everybody's. */
static void
test_what_is_no_decision (Fixture      *fixture,
                          gconstpointer data)
{
  name_officer (fixture->founder, fixture->officer);
  share (fixture);
  laptop_edit (fixture->partner, PARTNERSHIP, "application", fixture->application, "status", "withdrawn");
  laptop_edit (fixture->officer, PARTNERSHIP, "period", fixture->period, "status", "returned");
  share (fixture);
  laptop_edit (fixture->partner, PARTNERSHIP, "period", fixture->period, "status", "submitted");
  assert_told (fixture, "");
}

/* Of two that wrote at the same time the one that is shown was decided by the
 * officer, or by both. */
static void
test_values_side_by_side (Fixture      *fixture,
                          gconstpointer data)
{
  name_officer (fixture->founder, fixture->officer);
  share (fixture);
  laptop_edit (fixture->partner, PARTNERSHIP, "tranche", fixture->tranche, "status", "approved");
  laptop_edit (fixture->officer, PARTNERSHIP, "tranche", fixture->tranche, "status", "approved");
  laptop_edit (fixture->officer, PARTNERSHIP, "application", fixture->application, "status", "admin_rejected");
  laptop_edit (fixture->partner, PARTNERSHIP, "application", fixture->application, "status", "admin_ok"); /* later by the clock: shown */
  assert_told (fixture, "application");
}

/* What the applicant writes into an application that is received is told, with what
 * stood there. */
static void
test_changed_after_the_receipt (Fixture      *fixture,
                                gconstpointer data)
{
  g_autofree char *call = laptop_ask (fixture->founder, "SELECT lep_id_text (id) FROM row JOIN k_call USING (rid)");
  g_autofree char *lead = laptop_ask (fixture->founder, "SELECT lep_id_text (id) FROM row JOIN k_organisation USING (rid)");

  laptop_edit (fixture->partner, PARTNERSHIP, "application", fixture->application, "summary", "More");
  share (fixture);
  g_free (laptop_put (fixture->partner, PARTNERSHIP, "application", NULL, "call", call,
                      "partnership", PARTNERSHIP, "lead", lead,
                      "title", "Draft", "status", "draft", "requested", "100", NULL));
  assert_told (fixture, "");
  laptop_edit (fixture->partner, PARTNERSHIP, "application", fixture->application, "requested", "19000000");
  share (fixture);
  laptop_edit (fixture->founder, PARTNERSHIP, "application", fixture->application, "status", "admin_ok");
  share (fixture);
  {
    g_autoptr (GPtrArray) findings = find (fixture->officer, LEP_ATTENTION_RULE_DECIDED);

    g_assert_cmpuint (findings->len, ==, 1);
    g_assert_cmpstr (((LepFinding *) g_ptr_array_index (findings, 0))->field, ==, "requested");
    g_assert_cmpstr (((LepFinding *) g_ptr_array_index (findings, 0))->text, ==,
                     "After it was received, “Requested” was changed from – to 190,000.00, on 21 Nov 2026 by Coordinator on the laptop “Laptop 3”, which is none of the programme's officers.");
  }

  /* The office enters what holds. */
  laptop_edit (fixture->founder, PARTNERSHIP, "application", fixture->application, "requested", "9100000");
  assert_told (fixture, "");
}

/* Nobody makes himself an officer; an officer may name others. */
static void
test_who_names_officers (Fixture      *fixture,
                         gconstpointer data)
{
  g_autofree char *two = NULL, *three = NULL, *all = NULL;

  name_officer (fixture->founder, fixture->officer);
  share (fixture);
  decide_all (fixture, fixture->partner);
  name_officer (fixture->partner, fixture->partner);
  assert_told (fixture, "application tranche period");

  two = dup_replica (fixture->officer);
  three = dup_replica (fixture->partner);
  all = g_strdup_printf ("%s %s", two, three);
  laptop_edit (fixture->officer, PROGRAMME, "programme", PROGRAMME, "officers", all);
  assert_told (fixture, "");
}

static gboolean
put_away (Laptop  *laptop,
          GError **error)
{
  g_autoptr (GPtrArray) findings = find (laptop, LEP_ATTENTION_RULE_DECIDED);

  g_assert_cmpuint (findings->len, ==, 1);
  return lep_attention_put_away (laptop->workspace, findings, "Agreed by phone", error);
}

/* It is for an officer to say that a decision holds, and goes for everybody. */
static void
test_only_officers_put_it_away (Fixture      *fixture,
                                gconstpointer data)
{
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (GError) error = NULL;

  name_officer (fixture->founder, fixture->officer);
  share (fixture);
  laptop_edit (fixture->partner, PARTNERSHIP, "tranche", fixture->tranche, "status", "approved");
  assert_told (fixture, "tranche");
  g_assert_false (put_away (fixture->partner, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_INVALID);
  g_clear_error (&error);

  /* Written past that, it counts for nobody. */
  findings = find (fixture->partner, LEP_ATTENTION_RULE_DECIDED);
  g_free (laptop_put (fixture->partner, PARTNERSHIP, "explanation", NULL, "about", fixture->tranche, "rule", "20", "field", "status",
                      "facts", ((LepFinding *) g_ptr_array_index (findings, 0))->facts, "reason", "Mine", NULL));
  assert_told (fixture, "tranche");

  g_assert_true (put_away (fixture->officer, &error));
  g_assert_no_error (error);
  assert_told (fixture, "");
  laptop_edit (fixture->officer, PARTNERSHIP, "tranche", fixture->tranche, "status", "paid");
  share (fixture);
  assert_told (fixture, "");
}

static void
test_reopened_until_a_day_that_was_over (Fixture      *fixture,
                                         gconstpointer data)
{
  static const struct
  {
    const char *until;
    guint       n_told;
  } cases[] = { { "2026-11-20", 1 }, { "2026-11-21", 0 }, { "2026-12-24", 0 } };

  laptop_edit (fixture->founder, PARTNERSHIP, "period", fixture->period, "status", "approved");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) findings = NULL;

      laptop_edit (fixture->founder, PARTNERSHIP, "period", fixture->period, "status", "locked");
      g_free (laptop_put (fixture->founder, PARTNERSHIP, "period", fixture->period, "status", "open", "reopen_reason", "Late news",
                          "reopened_until", "2026-12-25", NULL));
      laptop_edit (fixture->founder, PARTNERSHIP, "period", fixture->period, "reopened_until", cases[i].until);
      findings = find (fixture->founder, 14);
      g_assert_cmpuint (findings->len, ==, cases[i].n_told);
      if (findings->len > 0)
        {
          g_assert_cmpstr (((LepFinding *) g_ptr_array_index (findings, 0))->field, ==, "reopened_until");
          g_assert_nonnull (strstr (((LepFinding *) g_ptr_array_index (findings, 0))->text, "on 21 Nov 2026 until 20 Nov 2026"));
        }

      /* A later day is the way out. */
      g_free (laptop_put (fixture->founder, PARTNERSHIP, "period", fixture->period, "reopened_until", "2026-12-25", "reopen_reason", "Later news", NULL));
      g_ptr_array_unref (findings);
      findings = find (fixture->founder, 14);
      g_assert_cmpuint (findings->len, ==, 0);
      laptop_edit (fixture->founder, PARTNERSHIP, "period", fixture->period, "status", "submitted");
      laptop_edit (fixture->founder, PARTNERSHIP, "period", fixture->period, "status", "approved");
    }
}

/* To open again what the office locked is the office's. */
static void
test_opened_again_by_another (Fixture      *fixture,
                              gconstpointer data)
{
  g_autoptr (GPtrArray) findings = NULL;

  decide_all (fixture, fixture->founder);
  laptop_edit (fixture->founder, PARTNERSHIP, "period", fixture->period, "status", "locked");
  share (fixture);
  findings = find (fixture->founder, LEP_ATTENTION_RULE_DECIDED);
  g_assert_cmpuint (findings->len, ==, 0);
  g_free (laptop_put (fixture->partner, PARTNERSHIP, "period", fixture->period, "status", "open", "reopen_reason", "Late news", "reopened_until", "2026-12-24", NULL));
  share (fixture);
  g_ptr_array_unref (findings);
  findings = find (fixture->founder, LEP_ATTENTION_RULE_DECIDED);
  g_assert_cmpuint (findings->len, ==, 1);
  g_assert_true (g_str_has_prefix (((LepFinding *) g_ptr_array_index (findings, 0))->text, "“Open” was entered on 21 Nov 2026 by"));
}

/* A later day after the one until which the office opened it opens it again. */
static void
test_opened_longer_by_another (Fixture      *fixture,
                               gconstpointer data)
{
  g_autoptr (GPtrArray) findings = NULL;

  decide_all (fixture, fixture->founder);
  laptop_edit (fixture->founder, PARTNERSHIP, "period", fixture->period, "status", "locked");
  g_free (laptop_put (fixture->founder, PARTNERSHIP, "period", fixture->period, "status", "open", "reopen_reason", "Late news", "reopened_until", "2026-12-01", NULL));
  share (fixture);
  findings = find (fixture->founder, LEP_ATTENTION_RULE_DECIDED);
  g_assert_cmpuint (findings->len, ==, 0);
  g_free (laptop_put (fixture->partner, PARTNERSHIP, "period", fixture->period, "reopen_reason", "More", "reopened_until", "2026-12-24", NULL));
  share (fixture);
  g_ptr_array_unref (findings);
  findings = find (fixture->founder, LEP_ATTENTION_RULE_DECIDED);
  g_assert_cmpuint (findings->len, ==, 1);
  g_assert_cmpstr (((LepFinding *) g_ptr_array_index (findings, 0))->field, ==, "reopened_until");
  g_assert_true (g_str_has_prefix (((LepFinding *) g_ptr_array_index (findings, 0))->text, "It was opened until 24 Dec 2026 on 21 Nov 2026 by"));
}

/* Before the tranche is approved its amount is a plan; afterwards somebody is told. */
static void
test_amount_after_the_approval (Fixture      *fixture,
                                gconstpointer data)
{
  g_autoptr (GPtrArray) findings = NULL;

  laptop_edit (fixture->founder, PARTNERSHIP, "tranche", fixture->tranche, "amount", "90");
  laptop_edit (fixture->founder, PARTNERSHIP, "tranche", fixture->tranche, "amount", "100");
  laptop_edit (fixture->founder, PARTNERSHIP, "tranche", fixture->tranche, "status", "approved");
  findings = find (fixture->founder, 3);
  for (guint i = 0; i < findings->len; i++)
    g_assert_null (strstr (((LepFinding *) g_ptr_array_index (findings, i))->text, "had been approved"));
  g_ptr_array_unref (findings);

  laptop_edit (fixture->founder, PARTNERSHIP, "tranche", fixture->tranche, "amount", "80");
  findings = find (fixture->founder, 3);
  for (guint i = findings->len; i > 0; i--)
    if (strstr (((LepFinding *) g_ptr_array_index (findings, i - 1))->text, "had been approved") == NULL)
      g_ptr_array_remove_index (findings, i - 1);
  g_assert_cmpuint (findings->len, ==, 1);
  g_assert_cmpstr (((LepFinding *) g_ptr_array_index (findings, 0))->id, ==, fixture->tranche);
  g_assert_cmpstr (((LepFinding *) g_ptr_array_index (findings, 0))->field, ==, "amount");
}

#define ADD(path, function) g_test_add ("/attention-decided/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("founder-is-an-officer", test_founder_is_an_officer);
  ADD ("decisions-of-a-partner-are-told", test_decisions_of_a_partner_are_told);
  ADD ("what-is-no-decision", test_what_is_no_decision);
  ADD ("values-side-by-side", test_values_side_by_side);
  ADD ("changed-after-the-receipt", test_changed_after_the_receipt);
  ADD ("who-names-officers", test_who_names_officers);
  ADD ("only-officers-put-it-away", test_only_officers_put_it_away);
  ADD ("opened-again-by-another", test_opened_again_by_another);
  ADD ("opened-longer-by-another", test_opened_longer_by_another);
  ADD ("reopened-until-a-day-that-was-over", test_reopened_until_a_day_that_was_over);
  ADD ("amount-after-the-approval", test_amount_after_the_approval);

  return g_test_run ();
}
