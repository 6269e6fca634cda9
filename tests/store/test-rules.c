/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules across fields and rows that refuse an edit, and that they let
 * people enter things step by step. */

#include "rules.h"

#include "lep-check.h"
#include "lep-rebuild.h"
#include "lep-tally.h"

#define NBSP "\302\240"

static char *
put_outcome (Fixture    *fixture,
             const char *to,
             const char *value)
{
  return laptop_put (fixture->laptop, PARTNERSHIP, "outcome", NULL, "project", fixture->project, "indicator", fixture->trained,
                     "from", "2026-01-01", "to", to, "value", value, NULL);
}

static void
add_member (Fixture    *fixture,
            const char *group)
{
  g_autofree char *organisation =
    laptop_put (fixture->laptop, PROGRAMME, "organisation", NULL, "name", group, "actor_group", group, NULL);

  g_free (laptop_put (fixture->laptop, PARTNERSHIP, "membership", NULL, "partnership", PARTNERSHIP, "organisation", organisation,
                      NULL));
}

static void
test_establishing_needs_five_groups (Fixture      *fixture,
                                     gconstpointer data)
{
  static const char *const groups[] = { "municipality", "pes", "employer", "education" };

  for (gsize i = 0; i < G_N_ELEMENTS (groups); i++)
    add_member (fixture, groups[i]);
  refused (fixture, "partnership.status, rule 1", PARTNERSHIP, "partnership", PARTNERSHIP, "status", "established", NULL);
  add_member (fixture, "ngo");
  laptop_edit (fixture->laptop, PARTNERSHIP, "partnership", PARTNERSHIP, "status", "established");
}

static void
test_plan_of_tranches (Fixture      *fixture,
                       gconstpointer data)
{
  Laptop          *laptop = fixture->laptop;
  g_autofree char *first = laptop_put (laptop, PARTNERSHIP, "tranche", NULL, "project", fixture->project, "number", "1",
                                       "percent", "5000", "amount", "50000", "status", "planned", NULL);
  g_autofree char *second = NULL;

  refused (fixture, "tranche.percent, rule 3", PARTNERSHIP, "tranche", first, "status", "due", NULL);
  refused (fixture, "tranche.percent, rule 3", PARTNERSHIP, "tranche", NULL, "project", fixture->project, "number", "2",
           "percent", "5001", "amount", "50000", NULL);
  refused (fixture, "tranche.amount, rule 3", PARTNERSHIP, "tranche", NULL, "project", fixture->project, "number", "2",
           "percent", "5000", "amount", "50001", NULL);
  second = laptop_put (laptop, PARTNERSHIP, "tranche", NULL, "project", fixture->project, "number", "2", "percent", "5000",
                       "amount", "50000", NULL);
  laptop_edit (laptop, PARTNERSHIP, "tranche", first, "status", "due");
  refused (fixture, "tranche.paid, rule 3", PARTNERSHIP, "tranche", first, "paid", "50001", NULL);
  refused (fixture, "tranche.paid, rule 3", PARTNERSHIP, "tranche", first, "paid", "50000", NULL);

  /* What is approved counts as well as what is paid. */
  laptop_edit (laptop, PARTNERSHIP, "project", fixture->project, "grant", "100001");
  laptop_edit (laptop, PARTNERSHIP, "project", fixture->project, "grant", "100000");
  laptop_edit (laptop, PARTNERSHIP, "tranche", first, "status", "requested");
  laptop_edit (laptop, PARTNERSHIP, "tranche", first, "status", "approved");
  refused (fixture, "project.grant, rule 3", PARTNERSHIP, "project", fixture->project, "grant", "49999", NULL);
  laptop_edit (laptop, PARTNERSHIP, "tranche", first, "paid", "50000");
  laptop_edit (laptop, PARTNERSHIP, "tranche", first, "status", "paid");
  refused (fixture, "project.grant, rule 3", PARTNERSHIP, "project", fixture->project, "grant", "49999", NULL);
  laptop_edit (laptop, PARTNERSHIP, "project", fixture->project, "grant", "50000");
}

static void
test_plan_in_one_edit_is_whole (Fixture      *fixture,
                                gconstpointer data)
{
  static const char *const amounts[] = { "50000", "40000", "9999" };
  g_autoptr (LepEdit) edit = lep_edit_new (fixture->laptop->workspace);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (amounts); i++)
    {
      char number[2] = { (char) ('1' + i), '\0' };

      g_assert_true (lep_edit_row (edit, NULL, "tranche", NULL, &error));
      lep_edit_set (edit, "project", fixture->project);
      lep_edit_set (edit, "number", number);
      lep_edit_set (edit, "amount", amounts[i]);
    }
  g_assert_false (lep_edit_commit (edit, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "tranche.amount, rule 3"));
}

static void
test_sources_make_the_total (Fixture      *fixture,
                             gconstpointer data)
{
  Laptop          *laptop = fixture->laptop;
  g_autofree char *grant = NULL;
  g_autofree char *own = NULL;

  refused (fixture, "funding.amount, rule 4", PARTNERSHIP, "funding", NULL, "project", fixture->project, "kind", "grant",
           "amount", "100001", NULL);
  laptop_edit (laptop, PARTNERSHIP, "project", fixture->project, "cofinancing", "20000");
  grant = laptop_put (laptop, PARTNERSHIP, "funding", NULL, "project", fixture->project, "kind", "grant", "amount", "100000", NULL);
  refused (fixture, "project.status, rule 4", PARTNERSHIP, "project", fixture->project, "status", "active", NULL);
  refused (fixture, "funding.amount, rule 4", PARTNERSHIP, "funding", NULL, "project", fixture->project, "kind", "municipal",
           "amount", "20001", NULL);
  own = laptop_put (laptop, PARTNERSHIP, "funding", NULL, "project", fixture->project, "kind", "municipal", "amount", "20000", NULL);
  refused (fixture, "project.cofinancing, rule 4", PARTNERSHIP, "project", fixture->project, "cofinancing", "19999", NULL);
  laptop_edit (laptop, PARTNERSHIP, "project", fixture->project, "status", "active");
}

static void
test_call_sets_limits (Fixture      *fixture,
                       gconstpointer data)
{
  Laptop          *laptop = fixture->laptop;
  g_autofree char *programme =
    laptop_put (laptop, PROGRAMME, "programme", NULL, "name", "P", "currency", "BAM", NULL);
  g_autofree char *call = laptop_put (laptop, PROGRAMME, "call", NULL, "programme", programme, "reference", "C", "title", "C",
                                      "min_grant", "1000", "max_grant", "5000", "min_cofinancing", "2000", "currency", "BAM",
                                      "concept_deadline", "2026-06-30T12:00:00.000Z", NULL);
  g_autofree char *lead = laptop_put (laptop, PROGRAMME, "organisation", NULL, "name", "O", "actor_group", "ngo", NULL);
  g_autofree char *application =
    laptop_put (laptop, PARTNERSHIP, "application", NULL, "call", call, "lead", lead, "title", "A", "status", "draft",
                "received_at", "2026-06-30T12:00:00.001Z", NULL);

  refused (fixture, "application.requested, rule 5", PARTNERSHIP, "application", application, "requested", "5001", "currency", "BAM", NULL);
  refused (fixture, "application.requested, rule 5", PARTNERSHIP, "application", application, "requested", "999", "currency", "BAM", NULL);
  g_free (laptop_put (laptop, PARTNERSHIP, "application", application, "requested", "4000", "currency", "BAM", NULL));
  refused (fixture, "application.total, rule 5", PARTNERSHIP, "application", application, "total", "4999", NULL);
  laptop_edit (laptop, PARTNERSHIP, "application", application, "total", "5000");
  /* A share that is short by less than a hundredth does not read as the one asked for. */
  refused (fixture, "the applicant brings 19.99 percent, the call asks for 20.00", PARTNERSHIP, "application", application, "requested", "40000001", "total", "50000000", "currency", "EUR", NULL);

  refused (fixture, "project.grant, rule 5", PARTNERSHIP, "project", fixture->project, "application", application, NULL);
  g_free (laptop_put (laptop, PARTNERSHIP, "project", fixture->project, "application", application, "grant", "4000", NULL));
  refused (fixture, "project.cofinancing, rule 5", PARTNERSHIP, "project", fixture->project, "cofinancing", "999", NULL);
  laptop_edit (laptop, PARTNERSHIP, "project", fixture->project, "cofinancing", "1000");
  refused (fixture, "project.cofinancing, rule 5", PARTNERSHIP, "project", fixture->project, "grant", "4001", NULL);

  refused (fixture, "application.status, rule 2", PARTNERSHIP, "application", application, "status", "received", NULL);
  g_free (laptop_put (laptop, PARTNERSHIP, "application", application, "status", "received", "received_at",
                      "2026-06-30T12:00:00.000Z", NULL));

  /* The second stage has a deadline of its own, also before it is noted. */
  laptop_edit (laptop, PROGRAMME, "call", call, "full_deadline", "2026-09-30T12:00:00.000Z");
  g_free (laptop_put (laptop, PARTNERSHIP, "application", NULL, "call", call, "lead", lead, "title", "B", "status", "full_received",
                      "received_at", "2026-09-30T12:00:00.000Z", NULL));
  refused (fixture, "application.status, rule 2", PARTNERSHIP, "application", NULL, "call", call, "lead", lead, "title", "C",
           "status", "full_received", "received_at", "2026-09-30T12:00:00.001Z", NULL);
}

static void
test_spending_inside_the_dates (Fixture      *fixture,
                                gconstpointer data)
{
  refused (fixture, "expenditure.spent_on, rule 6", PARTNERSHIP, "expenditure", NULL, "project", fixture->project,
           "spent_on", "2025-12-31", "amount", "1", NULL);
  g_free (laptop_put (fixture->laptop, PARTNERSHIP, "expenditure", NULL, "project", fixture->project,
                      "spent_on", "2026-12-31", "amount", "-1", NULL));
}

static void
test_scores (Fixture      *fixture,
             gconstpointer data)
{
  Laptop          *laptop = fixture->laptop;
  g_autofree char *programme = laptop_put (laptop, PROGRAMME, "programme", NULL, "name", "P", "currency", "BAM", NULL);
  g_autofree char *call = laptop_put (laptop, PROGRAMME, "call", NULL, "programme", programme, "reference", "C", "title", "C", NULL);
  g_autofree char *criterion = laptop_put (laptop, PROGRAMME, "criterion", NULL, "call", call, "text", "Quality",
                                           "max_points", "5", "comment_required", "1", NULL);
  g_autofree char *lead = laptop_put (laptop, PROGRAMME, "organisation", NULL, "name", "O", "actor_group", "ngo", NULL);
  g_autofree char *application =
    laptop_put (laptop, PARTNERSHIP, "application", NULL, "call", call, "lead", lead, "title", "A", NULL);
  g_autofree char *assessor = laptop_put (laptop, OFFICE, "assessor", NULL, "name", "Assessor one", NULL);
  g_autofree char *assessment = laptop_put (laptop, OFFICE, "assessment", NULL, "application", application,
                                            "assessor", assessor, "status", "open", NULL);

  refused (fixture, "score.points, rule 8", OFFICE, "score", NULL, "application", application, "criterion", criterion,
           "assessor", assessor, "points", "6", "comment", "c", NULL);
  refused (fixture, "score.points, rule 8", OFFICE, "score", NULL, "application", application, "criterion", criterion,
           "assessor", assessor, "points", "5", NULL);
  refused (fixture, "assessment.status, rule 8", OFFICE, "assessment", assessment, "status", "final", NULL);
  g_free (laptop_put (laptop, OFFICE, "score", NULL, "application", application, "criterion", criterion,
                      "assessor", assessor, "points", "5", "comment", "c", NULL));
  laptop_edit (laptop, OFFICE, "assessment", assessment, "interest", "declared");
  refused (fixture, "assessment.status, rule 8", OFFICE, "assessment", assessment, "status", "final", NULL);
  refused (fixture, "score.points, rule 8", OFFICE, "score", NULL, "application", application, "criterion", criterion,
           "assessor", assessor, "points", "4", "comment", "c", NULL);

  laptop_edit (laptop, OFFICE, "assessment", assessment, "interest", "none");
  laptop_edit (laptop, OFFICE, "assessment", assessment, "status", "final");
}

static void
test_split_stays_inside_the_value (Fixture      *fixture,
                                   gconstpointer data)
{
  Laptop          *laptop = fixture->laptop;
  g_autofree char *outcome = put_outcome (fixture, "2026-03-31", "60");
  g_autofree char *women =
    laptop_put (laptop, PARTNERSHIP, "breakdown", NULL, "outcome", outcome, "dimension", "sex", "category", "women", "value", "14", NULL);

  refused (fixture, "breakdown.value, rule 10", PARTNERSHIP, "breakdown", NULL, "outcome", outcome, "dimension", "sex",
           "category", "men", "value", "47", NULL);
  g_free (laptop_put (laptop, PARTNERSHIP, "breakdown", NULL, "outcome", outcome, "dimension", "sex", "category", "men", "value", "46", NULL));
  g_free (laptop_put (laptop, PARTNERSHIP, "breakdown", NULL, "outcome", outcome, "dimension", "target_group", "category", "youth",
                      "value", "60", NULL));
  g_free (laptop_put (laptop, PARTNERSHIP, "breakdown", NULL, "outcome", outcome, "dimension", "target_group", "category", "women",
                      "value", "60", NULL));
  refused (fixture, "breakdown.value, rule 10", PARTNERSHIP, "breakdown", NULL, "outcome", outcome, "dimension", "target_group",
           "category", "neet", "value", "61", NULL);
  refused (fixture, "outcome.value, rule 10", PARTNERSHIP, "outcome", outcome, "value", "59", NULL);
  laptop_edit (laptop, PARTNERSHIP, "outcome", outcome, "value", "61");
}

static void
test_end_is_not_before_the_start (Fixture      *fixture,
                                  gconstpointer data)
{
  refused (fixture, "project.end, rule 12", PARTNERSHIP, "project", fixture->project, "start", "2026-01-01", "end", "2025-12-31", NULL);
  refused (fixture, "outcome.to, rule 12", PARTNERSHIP, "outcome", NULL, "project", fixture->project, "indicator", fixture->trained,
           "from", "2026-02-01", "to", "2026-01-31", "value", "1", NULL);
}

static void
test_locked_period_is_closed (Fixture      *fixture,
                              gconstpointer data)
{
  Laptop          *laptop = fixture->laptop;
  g_autofree char *inside = put_outcome (fixture, "2026-03-31", "10");
  g_autofree char *outside = put_outcome (fixture, "2026-04-30", "10");
  g_autofree char *period = laptop_put (laptop, PARTNERSHIP, "period", NULL, "project", fixture->project, "from", "2026-01-01",
                                        "to", "2026-03-31", "status", "locked", NULL);

  refused (fixture, "outcome.value, rule 14", PARTNERSHIP, "outcome", inside, "value", "11", NULL);
  refused (fixture, "outcome.value, rule 14", PARTNERSHIP, "outcome", inside, "from", "2026-01-01", "to", "2026-04-30", NULL);
  refused (fixture, "outcome.value, rule 14", PARTNERSHIP, "outcome", outside, "from", "2026-01-01", "to", "2026-03-30", NULL);
  refused (fixture, "breakdown.value, rule 14", PARTNERSHIP, "breakdown", NULL, "outcome", inside, "dimension", "sex",
           "category", "men", "value", "1", NULL);
  refused (fixture, "expenditure.amount, rule 14", PARTNERSHIP, "expenditure", NULL, "project", fixture->project,
           "spent_on", "2026-02-01", "amount", "1", NULL);
  refused (fixture, "period.status, rule 14", PARTNERSHIP, "period", period, "narrative", "x", NULL);
  refused_life (fixture, "outcome.value, rule 14", "outcome", inside, LEP_LIFE_DELETED);

  laptop_edit (laptop, PARTNERSHIP, "outcome", outside, "value", "11");
  g_free (laptop_put (laptop, PARTNERSHIP, "period", period, "status", "open", "reopen_reason", "an error", "reopened_until",
                      "2026-12-01", NULL));
  laptop_edit (laptop, PARTNERSHIP, "outcome", inside, "value", "11");
  g_free (laptop_put (laptop, PARTNERSHIP, "period", period, "reopened_until", "2026-11-01", NULL)); /* before today */
  refused (fixture, "outcome.value, rule 14", PARTNERSHIP, "outcome", inside, "value", "12", NULL);
}

static void
test_totals_are_counted_in_the_commit (Fixture      *fixture,
                                       gconstpointer data)
{
  g_autofree char *outcome = put_outcome (fixture, "2026-03-31", "10");
  g_autoptr (GError) error = NULL;
  gint64 n_wrong = -1;

  laptop_expect (fixture->laptop, "SELECT count (*) FROM dirty_tally", "0");
  laptop_expect (fixture->laptop, "SELECT sum (low) FROM tally WHERE level = '' AND dimension = ''", "10");
  laptop_edit (fixture->laptop, PARTNERSHIP, "outcome", outcome, "value", "12");
  laptop_expect (fixture->laptop, "SELECT sum (low) FROM tally WHERE level = '' AND dimension = ''", "12");
  g_assert_true (lep_tally_check (lep_workspace_get_db (fixture->laptop->workspace), &n_wrong, &error));
  g_assert_no_error (error);
  g_assert_cmpint (n_wrong, ==, 0);
}

/* What the sums kept say of a level and category, after every way to change
 * what is counted; nothing waits, and all is as the records are. */
static void
assert_kept (Fixture    *fixture,
             const char *level,
             const char *dimension,
             const char *expected)
{
  g_autofree char *sql = g_strdup_printf ("SELECT coalesce (sum (low), 0) FROM tally WHERE level = '%s' AND dimension = '%s'",
                                          level, dimension);
  g_autoptr (GError) error = NULL;
  gint64 n_wrong = -1;

  laptop_expect (fixture->laptop, "SELECT count (*) FROM dirty_tally", "0");
  laptop_expect (fixture->laptop, sql, expected);
  g_assert_true (lep_tally_check (lep_workspace_get_db (fixture->laptop->workspace), &n_wrong, &error));
  g_assert_no_error (error);
  g_assert_cmpint (n_wrong, ==, 0);
}

static void
test_edits_of_all_that_is_counted (Fixture      *fixture,
                                   gconstpointer data)
{
  Laptop          *laptop = fixture->laptop;
  g_autofree char *outcome = put_outcome (fixture, "2026-03-31", "10");
  g_autofree char *other = put_outcome (fixture, "2026-06-30", "5");
  g_autofree char *women =
    laptop_put (laptop, PARTNERSHIP, "breakdown", NULL, "outcome", outcome, "dimension", "sex", "category", "women", "value", "4", NULL);
  g_autofree char *elsewhere = laptop_put (laptop, NULL, "partnership", NULL, "name", "Elsewhere", NULL);

  assert_kept (fixture, PARTNERSHIP, "", "15");
  assert_kept (fixture, "", "sex", "4");
  laptop_edit (laptop, PARTNERSHIP, "breakdown", women, "value", "6");
  assert_kept (fixture, "", "sex", "6");
  laptop_life (laptop, PARTNERSHIP, "breakdown", women, LEP_LIFE_DELETED);
  assert_kept (fixture, "", "sex", "0");
  laptop_life (laptop, PARTNERSHIP, "breakdown", women, LEP_LIFE_RESTORED);
  assert_kept (fixture, "", "sex", "6");

  laptop_life (laptop, PARTNERSHIP, "outcome", other, LEP_LIFE_DELETED);
  assert_kept (fixture, "", "", "10");
  laptop_edit (laptop, PARTNERSHIP, "project", fixture->project, "partnership", elsewhere);
  assert_kept (fixture, PARTNERSHIP, "", "0");
  assert_kept (fixture, elsewhere, "", "10");
  g_free (laptop_put (laptop, PARTNERSHIP, "outcome", outcome, "state", "withdrawn", "note", "an error", NULL));
  assert_kept (fixture, "", "", "0");
  assert_kept (fixture, "", "sex", "0");
}

/* What is kept of outcomes by their values, of which indicator. */
static void
test_edits_of_the_way_to_add_up (Fixture      *fixture,
                                 gconstpointer data)
{
  static const char kept[] = "SELECT coalesce (group_concat (value), '') FROM (SELECT value FROM tally_greatest ORDER BY value)";
  Laptop           *laptop = fixture->laptop;
  g_autofree char  *first = put_outcome (fixture, "2026-03-31", "10");
  g_autofree char  *second = put_outcome (fixture, "2026-06-30", "5");

  laptop_expect (laptop, kept, "");
  laptop_edit (laptop, PROGRAMME, "indicator", fixture->trained, "accumulation", "maximum");
  laptop_expect (laptop, kept, "5,10");
  laptop_edit (laptop, PARTNERSHIP, "outcome", second, "value", "12");
  laptop_expect (laptop, kept, "10,12");
  laptop_life (laptop, PARTNERSHIP, "outcome", first, LEP_LIFE_DELETED);
  laptop_expect (laptop, kept, "12");
  laptop_edit (laptop, PROGRAMME, "indicator", fixture->trained, "name", "Another name");
  laptop_expect (laptop, kept, "12");
  assert_kept (fixture, "", "", "12");
  laptop_edit (laptop, PROGRAMME, "indicator", fixture->trained, "accumulation", "sum");
  laptop_expect (laptop, kept, "");
  assert_kept (fixture, "", "", "12");
}

/* check tells sums that are not those of the records; rebuild makes them anew. */
static void
test_check_adds_up (Fixture      *fixture,
                    gconstpointer data)
{
  static const char *const damages[] = {
    "UPDATE tally SET low = low + 1 WHERE level = ''",
    "INSERT INTO tally_greatest VALUES (1, 'x', 'x', 'claimed', 5, '')",
  };
  Laptop          *laptop = fixture->laptop;
  g_autofree char *outcome = put_outcome (fixture, "2026-03-31", "10");

  for (guint i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (lep_workspace_check (laptop->workspace, NULL, NULL, &error));
      g_assert_no_error (error);
      laptop_damage (laptop, damages[i]);
      g_assert_false (lep_workspace_check (laptop->workspace, NULL, NULL, &error));
      g_assert_error (error, LEP_ERROR, LEP_ERROR_CORRUPT);
      g_assert_nonnull (strstr (error->message, "sums"));
      g_clear_error (&error);
      g_assert_true (lep_workspace_rebuild (laptop->workspace, NULL, NULL, &error));
      g_assert_no_error (error);
      g_assert_true (lep_tally_refresh_some (laptop->workspace, 0, NULL, &error));
      g_assert_no_error (error);
    }
}

/* A lot, a criterion and a state belong to one call; a rate is more than nothing; a
 * service counts in the period in which it started. */
static void
test_belongs_to_its_call_or_period (Fixture      *fixture,
                                    gconstpointer data)
{
  Laptop          *laptop = fixture->laptop;
  g_autofree char *programme = laptop_put (laptop, PROGRAMME, "programme", NULL, "name", "P", "currency", "BAM", NULL);
  g_autofree char *call = laptop_put (laptop, PROGRAMME, "call", NULL, "programme", programme, "title", "First", "reference", "C", "stages", "one", "status", "published", NULL);
  g_autofree char *other = laptop_put (laptop, PROGRAMME, "call", NULL, "programme", programme, "title", "Second", "reference", "D", NULL);
  g_autofree char *lot = laptop_put (laptop, PROGRAMME, "lot", NULL, "call", other, "number", "1", "title", "L", NULL);
  g_autofree char *lead = laptop_put (laptop, PROGRAMME, "organisation", NULL, "name", "O", "actor_group", "ngo", NULL);
  g_autofree char *criterion = laptop_put (laptop, PROGRAMME, "criterion", NULL, "call", other, "text", "K", "max_points", "10", NULL);
  g_autofree char *assessor = laptop_put (laptop, NULL, "assessor", NULL, "name", "A", NULL);
  g_autofree char *application = laptop_put (laptop, PARTNERSHIP, "application", NULL, "call", call, "title", "T", "lead", lead, NULL);
  g_autofree char *service = NULL;

  assert_refusal (fixture, "application", application, "lot", lot, "Application, Lot “L”: this lot is of another call; choose one of “First”. (application.lot, rule 5)");
  refused (fixture, "score.criterion, rule 8", NULL, "score", NULL, "application", application, "criterion", criterion, "assessor", assessor, "points", "5", NULL);
  refused (fixture, "call.status, rule 2", PROGRAMME, "call", call, "status", "concept_closed", NULL);
  refused (fixture, "Exchange rate", PARTNERSHIP, "expenditure", NULL, "project", fixture->project, "spent_on", "2026-02-01", "amount", "5", "currency", "CHF", "rate", "0", NULL);

  g_free (laptop_put (laptop, PARTNERSHIP, "period", NULL, "project", fixture->project, "from", "2026-01-01", "to", "2026-03-31", "status", "locked", NULL));
  refused (fixture, "service.started_on, rule 14", PARTNERSHIP, "service", NULL, "partnership", PARTNERSHIP, "project", fixture->project, "name", "S", "started_on", "2026-02-01", NULL);
  service = laptop_put (laptop, PARTNERSHIP, "service", NULL, "partnership", PARTNERSHIP, "project", fixture->project, "name", "S", "started_on", "2026-04-01", NULL);
  refused (fixture, "service.started_on, rule 14", PARTNERSHIP, "service", service, "started_on", "2026-03-31", NULL);
}

/* Value and reason alike, as the reader writes them. */
static void
test_told_as_the_reader_writes (Fixture      *fixture,
                                gconstpointer data)
{
  Laptop *laptop = fixture->laptop;
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("+02");
  g_autofree char *tranche = laptop_put (laptop, PARTNERSHIP, "tranche", NULL, "project", fixture->project, "number", "1", "percent", "10000",
                                         "amount", "100000", NULL);
  g_autofree char *programme = laptop_put (laptop, PROGRAMME, "programme", NULL, "name", "P", "currency", "BAM", NULL);
  g_autofree char *call = laptop_put (laptop, PROGRAMME, "call", NULL, "programme", programme, "title", "C", "reference", "C",
                                      "concept_deadline", "2026-06-30T22:00:00.000Z", NULL);
  g_autofree char *lead = laptop_put (laptop, PROGRAMME, "organisation", NULL, "name", "O", "actor_group", "ngo", NULL);
  g_autofree char *application = laptop_put (laptop, PARTNERSHIP, "application", NULL, "call", call, "title", "A", "lead", lead,
                                             "received_at", "2026-06-30T22:00:01.000Z", "status", "draft", NULL);

  lep_workspace_set_reader (laptop->workspace, lep_locale_find ("bs"), zone);
  assert_refusal (fixture, "tranche", tranche, "amount", "100001",
                  "Tranche, Amount “1.000,01" NBSP "KM”: the tranches would add up to 1.000,01" NBSP "KM, more than the grant of 1.000,00" NBSP
                  "KM; lower one of them. (tranche.amount, rule 3)");
  assert_refusal (fixture, "project", fixture->project, "end", "2025-12-31",
                  "Project, End “31. 12. 2025.”: this is before the start, 1. 1. 2026.; correct one of the two. (project.end, rule 12)");
  assert_refusal (fixture, "application", application, "status", "received",
                  "Application, Status “Received”: it came after the deadline of 1. jula 2026. u 00:00; set the status to “late”. (application.status, rule 2)");
}

#define ADD(path, function) g_test_add ("/rules/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("establishing-needs-five-groups", test_establishing_needs_five_groups);
  ADD ("plan-of-tranches", test_plan_of_tranches);
  ADD ("plan-in-one-edit-is-whole", test_plan_in_one_edit_is_whole);
  ADD ("sources-make-the-total", test_sources_make_the_total);
  ADD ("call-sets-limits", test_call_sets_limits);
  ADD ("spending-inside-the-dates", test_spending_inside_the_dates);
  ADD ("scores", test_scores);
  ADD ("split-stays-inside-the-value", test_split_stays_inside_the_value);
  ADD ("end-is-not-before-the-start", test_end_is_not_before_the_start);
  ADD ("locked-period-is-closed", test_locked_period_is_closed);
  ADD ("edits-of-all-that-is-counted", test_edits_of_all_that_is_counted);
  ADD ("edits-of-the-way-to-add-up", test_edits_of_the_way_to_add_up);
  ADD ("check-adds-up", test_check_adds_up);
  ADD ("belongs-to-its-call-or-period", test_belongs_to_its_call_or_period);
  ADD ("told-as-the-reader-writes", test_told_as_the_reader_writes);
  ADD ("totals-are-counted-in-the-commit", test_totals_are_counted_in_the_commit);

  return g_test_run ();
}
