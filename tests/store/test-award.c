/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The award: a project with its money and targets out of an application that was selected. */

#include "lep-project.h"
#include "lep-undo.h"

#include "call-office.h"

static void
test_award_is_one_action (Fixture      *fixture,
                          gconstpointer data)
{
  const gint64   percents[] = { 5000, 4000, 1000 };
  const LepAward award = { fixture->applications[0], "retraining", "2026-05-01", "2027-04-30", "U-1", "2026-04-20", 12345678, percents, 3 };
  g_autoptr (GError) error = NULL;
  g_autofree char *project = NULL;
  g_autoptr (LepProjectMoney) money = NULL;
  LepUndone undone;

  laptop_edit (fixture->laptop, NULL, "application", fixture->applications[0], "status", "full_scored");
  g_assert_null (lep_award_make (fixture->laptop->workspace, &award, NULL, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "decide on it first"));
  g_clear_error (&error);

  laptop_edit (fixture->laptop, NULL, "application", fixture->applications[0], "status", "verified");
  laptop_edit (fixture->laptop, NULL, "application", fixture->applications[0], "status", "selected");
  project = lep_award_make (fixture->laptop->workspace, &award, NULL, &error);
  g_assert_no_error (error);
  expect_status (fixture, 0, "contracted");
  money = lep_project_money (fixture->laptop->workspace, project, &error);
  g_assert_cmpint (money->grant, ==, 12345678);
  g_assert_cmpint (money->cofinancing, ==, 2654322);
  g_assert_cmpuint (money->funding->len, ==, 2);
  g_assert_cmpuint (money->tranches->len, ==, 3);
  /* The last tranche takes the rounding. */
  g_assert_cmpint (((LepTranche *) g_ptr_array_index (money->tranches, 0))->amount, ==, 6172839);
  g_assert_cmpint (((LepTranche *) g_ptr_array_index (money->tranches, 1))->amount, ==, 4938271);
  g_assert_cmpint (((LepTranche *) g_ptr_array_index (money->tranches, 2))->amount, ==, 1234568);
  g_assert_cmpstr (((LepTranche *) g_ptr_array_index (money->tranches, 2))->condition, ==, "final_report");
  laptop_expect (fixture->laptop, "SELECT status || value FROM k_target", "proposed40");
  laptop_expect (fixture->laptop, "SELECT status || target_groups || agreement_no FROM k_project", "contractingyouthU-1");

  g_assert_true (lep_undo_last (fixture->laptop->workspace, &undone, &error));
  g_assert_no_error (error);
  expect_status (fixture, 0, "selected");
  laptop_expect (fixture->laptop, "SELECT count (*) FROM row WHERE deleted = 0 AND kind_no IN"
                                  " (SELECT no FROM kind WHERE name IN ('project', 'funding', 'tranche', 'target'))",
                 "0");
}

/* An application that names no currency asks in that of its call. */
static void
test_award_has_the_currency_of_the_call (Fixture      *fixture,
                                         gconstpointer data)
{
  const gint64     percents[] = { 10000 };
  const LepAward   award = { fixture->applications[0], "retraining", "2026-05-01", "2027-04-30", NULL, NULL, 12345678, percents, 1 };
  g_autofree char *project = NULL;
  g_autoptr (GError) error = NULL;

  laptop_edit (fixture->laptop, NULL, "call", fixture->call, "currency", "EUR");
  laptop_edit (fixture->laptop, NULL, "application", fixture->applications[0], "currency", NULL);
  laptop_edit (fixture->laptop, NULL, "application", fixture->applications[0], "status", "full_scored");
  laptop_edit (fixture->laptop, NULL, "application", fixture->applications[0], "status", "verified");
  laptop_edit (fixture->laptop, NULL, "application", fixture->applications[0], "status", "selected");
  project = lep_award_make (fixture->laptop->workspace, &award, NULL, &error);
  g_assert_no_error (error);
  laptop_expect (fixture->laptop, "SELECT currency FROM k_project", "EUR");
}

static void
test_award_is_made_once (Fixture      *fixture,
                         gconstpointer data)
{
  const gint64     percents[] = { 5000, 5000 };
  LepAward         award = { fixture->applications[0], "retraining", "2026-05-01", "2027-04-30", NULL, NULL, 12345678, percents, 2 };
  g_autofree char *project = NULL;
  g_autoptr (GError) error = NULL;

  laptop_edit (fixture->laptop, NULL, "application", fixture->applications[0], "status", "full_scored");
  laptop_edit (fixture->laptop, NULL, "application", fixture->applications[0], "status", "verified");
  laptop_edit (fixture->laptop, NULL, "application", fixture->applications[0], "status", "reserve");

  award.n_tranches = 1;
  g_assert_null (lep_award_make (fixture->laptop->workspace, &award, NULL, &error));
  g_assert_nonnull (strstr (error->message, "50.00"));
  g_clear_error (&error);
  award.n_tranches = 2;
  award.grant = 0;
  g_assert_null (lep_award_make (fixture->laptop->workspace, &award, NULL, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_INVALID);
  g_clear_error (&error);
  award.grant = 12345679;
  g_assert_null (lep_award_make (fixture->laptop->workspace, &award, NULL, &error));
  g_assert_cmpstr (error->message, ==, "Project, Grant “123,456.79\302\240KM”: the application asks for 123,456.78\302\240KM; grant that or less.");
  g_clear_error (&error);
  award.grant = 12345678;
  award.end = "2026-04-30";
  g_assert_null (lep_award_make (fixture->laptop->workspace, &award, NULL, &error));
  g_assert_nonnull (strstr (error->message, "rule 12"));
  g_clear_error (&error);
  expect_status (fixture, 0, "reserve");

  award.end = "2027-04-30";
  project = lep_award_make (fixture->laptop->workspace, &award, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (lep_award_make (fixture->laptop->workspace, &award, NULL, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_INVALID);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name) g_test_add ("/award/" #name, Fixture, NULL, set_up, test_##name, tear_down)
  ADD (award_is_one_action);
  ADD (award_has_the_currency_of_the_call);
  ADD (award_is_made_once);
#undef ADD

  return g_test_run ();
}
