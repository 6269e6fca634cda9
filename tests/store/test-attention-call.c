/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What needs attention of a call and its applications: deadlines, limits, the
 * office's answers and points. */

#include "attention.h"

static void
test_application (Fill         *fill,
                  gconstpointer data)
{
  fill_row (fill, PARTNERSHIP, "application", 100, "call", fill_id (CALL), "title", "A", "status", "received",
            "received_at", "2026-05-01T12:00:00.001Z", "requested", "5001", "total", "6000", NULL);
  fill_row (fill, PARTNERSHIP, "application", 101, "call", fill_id (CALL), "title", "B", "status", "late",
            "received_at", "2026-05-01T12:00:00.001Z", "requested", "5000", "total", "6250", NULL);
  assert_findings (fill, "2 application.received_at 100\n5 application.requested 100\n5 application.total 100\n");
}

/* The project of an application is held to the same as the application. */
static void
test_project_of_a_call (Fill         *fill,
                        gconstpointer data)
{
  g_autofree char *of_application = g_strdup_printf ("application = '%s', \"grant\" = 5000, cofinancing = 1250", fill_id (100));

  fill_row (fill, PARTNERSHIP, "application", 100, "call", fill_id (CALL), "title", "A", "requested", "5000", "total", "6250", NULL);
  fill_update (fill, "project", PROJECT, of_application);
  assert_findings (fill, "");
  fill_update (fill, "project", PROJECT, "\"grant\" = 5001, cofinancing = 2000");
  assert_findings (fill, "5 project.grant 020\n5 project.grant 020\n");
  fill_update (fill, "call", CALL, "max_grant = 5001");
  assert_findings (fill, "5 project.grant 020\n");
  fill_update (fill, "call", CALL, "max_grant = 5000");
  fill_update (fill, "project", PROJECT, "\"grant\" = 5000, cofinancing = 1249");
  assert_findings (fill, "5 project.cofinancing 020\n");
  fill_update (fill, "project", PROJECT, "\"grant\" = NULL, cofinancing = NULL");
  assert_findings (fill, "");
}

/* Before the second stage is noted, the state tells which deadline holds; but what is
 * said to be a concept note is not ranked as it is, and not contracted. */
static void
test_deadline_of_the_second_stage (Fill         *fill,
                                   gconstpointer data)
{
  fill_update (fill, "call", CALL, "full_deadline = '2026-06-01T12:00:00.000Z'");
  fill_row (fill, PARTNERSHIP, "application", 100, "call", fill_id (CALL), "title", "A", "stage", "concept",
            "received_at", "2026-06-01T12:00:00.000Z", NULL);
  fill_update (fill, "application", 100, "status = 'full_received'");
  assert_findings (fill, "23 application.stage 100\n");
  fill_update (fill, "application", 100, "status = 'contracted'");
  assert_findings (fill, "23 application.stage 100\n");
  fill_update (fill, "application", 100, "stage = NULL");
  assert_findings (fill, "");
  fill_update (fill, "application", 100, "status = 'admin_ok'");
  assert_findings (fill, "2 application.received_at 100\n");
  fill_update (fill, "application", 100, "status = 'full_scored', received_at = '2026-06-01T12:00:00.001Z'");
  assert_findings (fill, "2 application.received_at 100\n");
}

/* What names no stage in a call of two is a concept note until it is invited: it is not
 * asked for what the full application has to bring. */
static void
test_stage_that_nobody_wrote (Fill         *fill,
                              gconstpointer data)
{
  fill_update (fill, "call", CALL, "stages = 'two'");
  fill_row (fill, PARTNERSHIP, "application", 100, "call", fill_id (CALL), "title", "A", "status", "reserve", NULL);
  fill_row (fill, PROGRAMME, "requirement", 110, "call", fill_id (CALL), "text", "Signed", "stage", "concept", NULL);
  fill_row (fill, PROGRAMME, "requirement", 111, "call", fill_id (CALL), "text", "Budget", "stage", "full", NULL);
  fill_row (fill, OFFICE, "check", 120, "application", fill_id (100), "requirement", fill_id (110), "answer", "yes", NULL);
  assert_findings (fill, "");
  fill_update (fill, "application", 100, "stage = 'full'");
  assert_findings (fill, "23 application.status 100\n");
}

static void
add_sheet (Fill       *fill,
           guint       assessor,
           const char *concept,
           const char *full)
{
  fill_row (fill, OFFICE, "assessor", assessor, "name", "A", NULL);
  fill_row (fill, OFFICE, "assessment", assessor + 10, "application", fill_id (100), "assessor", fill_id (assessor), "status", "final", "interest", "none",
            "impartial_on", "2026-03-01", NULL);
  fill_row (fill, OFFICE, "score", assessor + 20, "application", fill_id (100), "assessor", fill_id (assessor),
            "criterion", fill_id (110), "points", concept, NULL);
  fill_row (fill, OFFICE, "score", assessor + 30, "application", fill_id (100), "assessor", fill_id (assessor),
            "criterion", fill_id (111), "points", full, NULL);
}

/* An application in the second stage, and a criterion of each. */
static void
add_scored_application (Fill *fill)
{
  fill_row (fill, PARTNERSHIP, "application", 100, "call", fill_id (CALL), "title", "A", "stage", "full", NULL);
  fill_row (fill, PROGRAMME, "criterion", 110, "call", fill_id (CALL), "text", "C", "stage", "concept", "max_points", "50", NULL);
  fill_row (fill, PROGRAMME, "criterion", 111, "call", fill_id (CALL), "text", "F", "stage", "full", "max_points", "50", NULL);
}

static void
test_more_points_than_count (Fill         *fill,
                             gconstpointer data)
{
  add_scored_application (fill);
  fill_update (fill, "criterion", 110, "max_points = 1000000, weight = 1000000, minimum = 1000000");
  assert_findings (fill, "");
  fill_update (fill, "criterion", 110, "weight = 1000001");
  assert_findings (fill, "8 criterion.max_points 110\n");
}

static void
test_threshold_out_of_reach (Fill         *fill,
                             gconstpointer data)
{
  fill_update (fill, "call", CALL, "full_threshold = 101, concept_threshold = 1");
  assert_findings (fill, "");
  add_scored_application (fill);
  fill_update (fill, "criterion", 111, "weight = 2");
  assert_findings (fill, "8 call.full_threshold 030\n");
  fill_update (fill, "call", CALL, "full_threshold = 100");
  assert_findings (fill, "");
}

/* Totals by stage, of assessments that stand, each once. */
static void
test_assessors_apart (Fill         *fill,
                      gconstpointer data)
{
  add_scored_application (fill);
  add_sheet (fill, 200, "50", "40");
  add_sheet (fill, 201, "10", "50");
  assert_findings (fill, "");
  fill_update (fill, "score", 230, "points = 39");
  assert_findings (fill, "8 application. 100\n");
  /* Who has no vote does not count; and a third sheet is what was to be done. */
  fill_update (fill, "assessor", 201, "votes = 0");
  assert_findings (fill, "");
  fill_update (fill, "assessor", 201, "votes = 1");
  add_sheet (fill, 202, "30", "45");
  assert_findings (fill, "");
  fill_row_state (fill, 212, "deleted = 1");
  fill_update (fill, "score", 222, "points = NULL");
  fill_update (fill, "score", 232, "points = NULL");
  fill_update (fill, "application", 100, "stage = 'concept'");
  assert_findings (fill, "8 application. 100\n");
  fill_update (fill, "application", 100, "stage = NULL");
  assert_findings (fill, "8 application. 100\n8 application. 100\n");

  /* The same assessment twice is still one; one that is deleted is none. */
  fill_update (fill, "application", 100, "stage = 'full'");
  fill_update (fill, "score", 230, "points = 40");
  fill_row (fill, OFFICE, "assessment", 250, "application", fill_id (100), "assessor", fill_id (201), "status", "final", "interest", "none", "impartial_on", "2026-03-01", NULL);
  assert_findings (fill, "");
  fill_update (fill, "score", 230, "points = 39");
  fill_row_state (fill, 210, "deleted = 1");
  assert_findings (fill, "23 score.assessor 220\n");
}

/* Points without a sheet count nowhere: told once for each assessor. */
static void
test_points_without_a_sheet (Fill         *fill,
                             gconstpointer data)
{
  add_scored_application (fill);
  add_sheet (fill, 200, "50", "40");
  assert_findings (fill, "");
  fill_row_state (fill, 210, "deleted = 1");
  assert_findings (fill, "23 score.assessor 220\n");
  fill_update (fill, "score", 220, "points = NULL");
  assert_findings (fill, "23 score.assessor 230\n");

  /* A sheet of one stage does not take the points of the other. */
  fill_update (fill, "score", 220, "points = 1");
  fill_row_state (fill, 210, "deleted = 0");
  fill_update (fill, "assessment", 210, "stage = 'full'");
  assert_findings (fill, "23 score.assessor 220\n");
  fill_update (fill, "assessment", 210, "stage = 'concept'");
  assert_findings (fill, "23 score.assessor 230\n");
}

/* A final sheet has its declaration. */
static void
test_final_without_declaration (Fill         *fill,
                                gconstpointer data)
{
  add_scored_application (fill);
  add_sheet (fill, 200, "50", "40");
  assert_findings (fill, "");
  fill_update (fill, "assessment", 210, "impartial_on = NULL");
  assert_findings (fill, "8 assessment.impartial_on 210\n");
  fill_update (fill, "assessment", 210, "status = 'open'");
  assert_findings (fill, "");
}

/* What the office answered for its requirements, in the stage of the application. */
static void
test_in_order_without_the_answers (Fill         *fill,
                                   gconstpointer data)
{
  g_autoptr (GPtrArray) found = NULL;

  fill_row (fill, PARTNERSHIP, "application", 100, "call", fill_id (CALL), "title", "A", "stage", "concept", "status", "received", NULL);
  fill_row (fill, PROGRAMME, "requirement", 110, "call", fill_id (CALL), "text", "Signed", "position", "2", NULL);
  fill_row (fill, PROGRAMME, "requirement", 111, "call", fill_id (CALL), "text", "On time", "stage", "concept", "position", "1", NULL);
  fill_row (fill, PROGRAMME, "requirement", 112, "call", fill_id (CALL), "text", "Budget", "stage", "full", NULL);
  assert_findings (fill, "");
  fill_update (fill, "application", 100, "status = 'admin_ok'");
  assert_findings (fill, "23 application.status 100\n");

  fill_row (fill, OFFICE, "check", 120, "application", fill_id (100), "requirement", fill_id (110), "answer", "yes", NULL);
  fill_row (fill, OFFICE, "check", 121, "application", fill_id (100), "requirement", fill_id (111), "answer", "pending", NULL);
  assert_findings (fill, "23 application.status 100\n");
  fill_update (fill, "check", 121, "answer = 'not_applicable'");
  assert_findings (fill, "");
  fill_update (fill, "check", 120, "answer = 'no'");
  fill_update (fill, "check", 121, "answer = 'no'");
  found = lep_attention (fill->workspace, TODAY, NULL, NULL);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpstr (((LepFinding *) g_ptr_array_index (found, 0))->text, ==, "It counts as in order, but is answered with “no”: On time; Signed.");
  fill_update (fill, "application", 100, "status = 'admin_rejected'");
  assert_findings (fill, "");

  /* The second stage has a check of its own, which comes after its receipt. */
  fill_update (fill, "application", 100, "status = 'full_received', stage = 'full'");
  fill_update (fill, "check", 120, "answer = 'yes'");
  assert_findings (fill, "");
  fill_update (fill, "application", 100, "status = 'contracted'");
  assert_findings (fill, "23 application.status 100\n");

  /* Who does not say the stage is asked for that of the state. */
  fill_update (fill, "check", 121, "answer = 'yes'");
  fill_update (fill, "application", 100, "status = 'scored', stage = NULL");
  assert_findings (fill, "");
  fill_update (fill, "application", 100, "status = 'verified'");
  assert_findings (fill, "23 application.status 100\n");

  /* Elsewhere than at the office nobody knows the answers. */
  fill_sql (fill, "UPDATE space SET kind = 'partnership' WHERE kind = 'office'");
  assert_findings (fill, "8 check.answer 120\n8 check.answer 121\n");
}

static void
test_another_currency_than_the_call (Fill         *fill,
                                     gconstpointer data)
{
  fill_row (fill, PARTNERSHIP, "application", 100, "call", fill_id (CALL), "title", "A", "requested", "5000", "currency", "EUR", NULL);
  assert_findings (fill, "");
  fill_update (fill, "call", CALL, "currency = 'BAM'");
  assert_findings (fill, "5 application.currency 100\n");
  fill_update (fill, "application", 100, "currency = 'BAM'");
  assert_findings (fill, "");
}

/* Chosen by hand or by two offices, they may take more than there is. */
static void
test_lot_is_overspent (Fill         *fill,
                       gconstpointer data)
{
  g_autoptr (GPtrArray) found = NULL;

  fill_row (fill, PROGRAMME, "lot", 90, "call", fill_id (CALL), "number", "1", "title", "L", "envelope", "9000", NULL);
  for (guint i = 0; i < 2; i++)
    fill_row (fill, PARTNERSHIP, "application", 100 + i, "call", fill_id (CALL), "lot", fill_id (90), "title", "A", "status", "verified",
              "requested", i == 0 ? "5000" : "4001", NULL);
  fill_update (fill, "application", 100, "status = 'contracted'");
  assert_findings (fill, "");
  fill_update (fill, "application", 101, "status = 'selected'");
  found = lep_attention (fill->workspace, TODAY, NULL, NULL);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpstr (((LepFinding *) g_ptr_array_index (found, 0))->text, ==, "What was selected and contracted takes 90.01; the lot has 90.00.");

  /* A grant that is less than what was asked for takes less. */
  fill_row (fill, PARTNERSHIP, "project", 120, "partnership", fill_id (PARTNERSHIP), "application", fill_id (100), "title", "T", "status", "contracting",
            "grant", "4999", NULL);
  assert_findings (fill, "");
}

/* Somebody may write the state without any points behind it. */
static void
test_selected_without_points (Fill         *fill,
                              gconstpointer data)
{
  fill_row (fill, PARTNERSHIP, "application", 100, "call", fill_id (CALL), "title", "A", "stage", "full", "status", "contracted", NULL);
  assert_findings (fill, "");
  fill_row (fill, PROGRAMME, "criterion", 110, "call", fill_id (CALL), "text", "C", "stage", "concept", "max_points", "50", NULL);
  fill_row (fill, PROGRAMME, "criterion", 111, "call", fill_id (CALL), "text", "F", "stage", "full", "max_points", "50", NULL);
  assert_findings (fill, "23 application.status 100\n");
  fill_update (fill, "application", 100, "status = 'rejected'");
  assert_findings (fill, "");
  fill_update (fill, "application", 100, "status = 'selected'");
  add_sheet (fill, 200, "50", "40");
  assert_findings (fill, "");
  fill_update (fill, "assessment", 210, "status = 'open'");
  assert_findings (fill, "23 application.status 100\n");
  fill_sql (fill, "UPDATE space SET kind = 'partnership' WHERE kind = 'office'");
  {
    g_autofree char *text = findings (fill);

    g_assert_null (strstr (text, "23 application"));
  }
}

/* Two laptops gave the next number each. */
static void
test_same_number_twice (Fill         *fill,
                        gconstpointer data)
{
  fill_row (fill, PARTNERSHIP, "application", 100, "call", fill_id (CALL), "title", "A", "reference", "C-01", NULL);
  fill_row (fill, PARTNERSHIP, "application", 101, "call", fill_id (31), "title", "B", "reference", "C-01", NULL);
  fill_row (fill, PARTNERSHIP, "application", 102, "call", fill_id (CALL), "title", "C", NULL);
  fill_row (fill, PARTNERSHIP, "application", 103, "call", fill_id (CALL), "title", "D", NULL);
  fill_row (fill, PROGRAMME, "lot", 90, "call", fill_id (CALL), "number", "1", "title", "L", NULL);
  fill_row (fill, PROGRAMME, "lot", 91, "call", fill_id (CALL), "number", "2", "title", "M", NULL);
  fill_row (fill, PROGRAMME, "call", 31, "programme", fill_id (PROGRAMME), "title", "C", "reference", "D", "status", "draft", NULL);
  assert_findings (fill, "");
  fill_update (fill, "application", 101, "call = (SELECT call FROM k_application LIMIT 1)");
  fill_update (fill, "lot", 91, "number = 1");
  fill_update (fill, "call", CALL, "programme = (SELECT programme FROM k_call WHERE programme IS NOT NULL)");
  fill_update (fill, "call", 31, "reference = 'C'");
  assert_findings (fill, "23 call.reference 031\n23 lot.number 091\n23 application.reference 101\n");
}

/* It would be in no list: not with the concept notes, not with the others. */
static void
test_state_of_the_other_stage (Fill         *fill,
                               gconstpointer data)
{
  fill_row (fill, PARTNERSHIP, "application", 100, "call", fill_id (CALL), "title", "A", "stage", "concept", "status", "received", NULL);
  assert_findings (fill, "");
  fill_update (fill, "application", 100, "stage = 'full'");
  assert_findings (fill, "23 application.stage 100\n");
  fill_update (fill, "application", 100, "status = 'full_received'");
  assert_findings (fill, "");
  fill_update (fill, "call", CALL, "stages = 'one'");
  fill_update (fill, "call", CALL, "full_deadline = '2026-05-01T12:00:00.000Z'");
  fill_update (fill, "application", 100, "stage = NULL, status = 'scored'");
  assert_findings (fill, "23 application.stage 100\n");
}

/* A merge can bring together what no edit may. */
static void
test_of_another_call (Fill         *fill,
                      gconstpointer data)
{
  fill_row (fill, PROGRAMME, "call", 31, "programme", fill_id (PROGRAMME), "title", "D", "reference", "D", "status", "draft", NULL);
  fill_row (fill, PROGRAMME, "lot", 90, "call", fill_id (CALL), "number", "1", "title", "L", NULL);
  fill_row (fill, PROGRAMME, "criterion", 40, "call", fill_id (CALL), "text", "K", "max_points", "10", NULL);
  fill_row (fill, OFFICE, "assessor", 60, "name", "A", NULL);
  fill_row (fill, PARTNERSHIP, "application", 100, "call", fill_id (CALL), "title", "A", "lot", fill_id (90), NULL);
  fill_row (fill, OFFICE, "assessment", 61, "application", fill_id (100), "assessor", fill_id (60), "status", "open", NULL);
  fill_row (fill, OFFICE, "score", 62, "application", fill_id (100), "assessor", fill_id (60), "criterion", fill_id (40), "points", "5", NULL);
  assert_findings (fill, "");
  fill_sql (fill, "UPDATE k_application SET call = (SELECT lep_id_text (r.id) FROM k_call c JOIN row r ON r.rid = c.rid WHERE c.title = 'D')");
  assert_findings (fill, "5 application.lot 100\n8 score.criterion 062\n");
}

/* The one deadline that there is holds, and the call says that it stands elsewhere. */
static void
test_deadline_of_the_only_stage (Fill         *fill,
                                 gconstpointer data)
{
  fill_update (fill, "call", CALL, "stages = 'one', status = 'draft'");
  fill_row (fill, PARTNERSHIP, "application", 100, "call", fill_id (CALL), "title", "A", "stage", "full", "status", "full_received",
            "received_at", "2026-05-01T12:00:00.001Z", NULL);
  assert_findings (fill, "2 application.received_at 100\n");
  fill_update (fill, "call", CALL, "status = 'published'");
  assert_findings (fill, "2 call.full_deadline 030\n2 application.received_at 100\n");
  fill_update (fill, "call", CALL, "full_deadline = '2026-05-01T12:00:00.001Z'");
  assert_findings (fill, "");

  fill_update (fill, "call", CALL, "stages = 'two', concept_deadline = NULL");
  assert_findings (fill, "2 call.concept_deadline 030\n");
  fill_update (fill, "call", CALL, "full_deadline = NULL, concept_deadline = '2026-05-01T12:00:00.000Z'");
  assert_findings (fill, "");
  fill_update (fill, "call", CALL, "status = 'invited'");
  assert_findings (fill, "2 call.full_deadline 030\n");
}

#define ADD(path, function) g_test_add ("/attention-call/" path, Fill, NULL, set_up, function, fill_tear_down)

static void
test_points_that_weigh_nothing (Fill         *fill,
                                gconstpointer data)
{
  fill_row (fill, PROGRAMME, "criterion", 110, "call", fill_id (CALL), "text", "A", "max_points", "10", "weight", "1", NULL);
  fill_row (fill, PROGRAMME, "criterion", 111, "call", fill_id (CALL), "text", "B", "max_points", "10", NULL); /* counts once */
  assert_findings (fill, "");
  fill_update (fill, "criterion", 110, "weight = 0");
  assert_findings (fill, "8 criterion.weight 110\n");
}

/* Whoever ends on the day of the month on which they began is not told. */
static void
test_project_longer_than_its_call_allows (Fill         *fill,
                                          gconstpointer data)
{
  g_autofree char *of_application = g_strdup_printf ("application = '%s', \"grant\" = 5000, cofinancing = 1250", fill_id (100));

  fill_row (fill, PARTNERSHIP, "application", 100, "call", fill_id (CALL), "title", "A", "requested", "5000", "total", "6250", NULL);
  fill_update (fill, "project", PROJECT, of_application);
  fill_update (fill, "call", CALL, "max_months = 18");
  fill_update (fill, "project", PROJECT, "start = '2026-01-01', \"end\" = '2027-07-01'");
  assert_findings (fill, "");
  fill_update (fill, "project", PROJECT, "\"end\" = '2027-07-02'");
  assert_findings (fill, "5 project.end 020\n");
  fill_update (fill, "project", PROJECT, "start = '2026-08-31', \"end\" = '2028-02-29'");
  assert_findings (fill, "");
  fill_update (fill, "call", CALL, "max_months = NULL");
  fill_update (fill, "project", PROJECT, "\"end\" = '2090-01-01'");
  assert_findings (fill, "");
}

static void
test_a_target_is_of_one (Fill         *fill,
                         gconstpointer data)
{
  g_autofree char *of_project = g_strdup_printf ("project = '%s'", fill_id (PROJECT));
  g_autofree char *of_both = g_strdup_printf ("partnership = '%s'", fill_id (PARTNERSHIP));

  fill_row (fill, PARTNERSHIP, "target", 100, "indicator", fill_id (TRAINED), "value", "5", NULL);
  assert_findings (fill, "9 target.project 100\n");
  fill_update (fill, "target", 100, of_project);
  assert_findings (fill, "");
  fill_update (fill, "target", 100, of_both);
  assert_findings (fill, "9 target.project 100\n");
  fill_update (fill, "target", 100, "project = NULL");
  assert_findings (fill, "");
}

/* It may be emptied while money is only planned, and a merge may take it away from money
 * that moved already: told once. */
static void
test_money_without_a_currency (Fill         *fill,
                               gconstpointer data)
{
  fill_update (fill, "project", PROJECT, "\"grant\" = NULL, currency = NULL");
  assert_findings (fill, "");
  fill_row (fill, PARTNERSHIP, "budget_line", 101, "project", fill_id (PROJECT), "heading", "1", "item", "I", "unit_cost", "100000", NULL);
  assert_findings (fill, "7 project.currency 020\n");
  fill_row (fill, PARTNERSHIP, "expenditure", 100, "project", fill_id (PROJECT), "spent_on", "2026-03-01", "amount", "100", "currency", "EUR", "rate", "1000000", "budget_line", fill_id (101), NULL);
  assert_findings (fill, "7 project.currency 020\n");
  fill_update (fill, "expenditure", 100, "currency = NULL");
  assert_findings (fill, "7 project.currency 020\n");
  fill_update (fill, "project", PROJECT, "currency = 'BAM'");
  assert_findings (fill, "7 expenditure.currency 100\n"); /* the rate is that of another one */
  fill_update (fill, "expenditure", 100, "rate = NULL");
  assert_findings (fill, "");
}

/* Two weeks from the 30th of June end with the 14th of July of who reads. */
static void
test_two_weeks_end_where_the_reader_is (Fill         *fill,
                                        gconstpointer data)
{
  g_autoptr (GTimeZone) east = g_time_zone_new_identifier ("+05");
  g_autoptr (GTimeZone) west = g_time_zone_new_identifier ("-05");

  fill_update (fill, "call", CALL, "concept_deadline = '2026-07-14T23:30:00.000Z'");
  assert_findings (fill, "17 call.concept_deadline 030\n");
  lep_workspace_set_reader (fill->workspace, lep_locale_find ("en"), east); /* the 15th, 4:30 */
  assert_findings (fill, "");
  fill_update (fill, "call", CALL, "concept_deadline = '2026-07-15T04:59:59.999Z'");
  lep_workspace_set_reader (fill->workspace, lep_locale_find ("en"), west);
  assert_findings (fill, "17 call.concept_deadline 030\n");
  fill_update (fill, "call", CALL, "concept_deadline = '2026-07-15T05:00:00.000Z'");
  assert_findings (fill, "");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("application", test_application);
  ADD ("project-of-a-call", test_project_of_a_call);
  ADD ("deadline-of-the-second-stage", test_deadline_of_the_second_stage);
  ADD ("stage-that-nobody-wrote", test_stage_that_nobody_wrote);
  ADD ("more-points-than-count", test_more_points_than_count);
  ADD ("threshold-out-of-reach", test_threshold_out_of_reach);
  ADD ("assessors-apart", test_assessors_apart);
  ADD ("final-without-declaration", test_final_without_declaration);
  ADD ("points-without-a-sheet", test_points_without_a_sheet);
  ADD ("in-order-without-the-answers", test_in_order_without_the_answers);
  ADD ("another-currency-than-the-call", test_another_currency_than_the_call);
  ADD ("selected-without-points", test_selected_without_points);
  ADD ("points-that-weigh-nothing", test_points_that_weigh_nothing);
  ADD ("project-longer-than-its-call-allows", test_project_longer_than_its_call_allows);
  ADD ("a-target-is-of-one", test_a_target_is_of_one);
  ADD ("money-without-a-currency", test_money_without_a_currency);
  ADD ("two-weeks-end-where-the-reader-is", test_two_weeks_end_where_the_reader_is);
  ADD ("same-number-twice", test_same_number_twice);
  ADD ("state-of-the-other-stage", test_state_of_the_other_stage);
  ADD ("of-another-call", test_of_another_call);
  ADD ("deadline-of-the-only-stage", test_deadline_of_the_only_stage);
  ADD ("lot-is-overspent", test_lot_is_overspent);

  return g_test_run ();
}
