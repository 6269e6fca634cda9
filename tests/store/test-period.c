/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reporting periods: what is submitted is written down, whatever changes later. */

#include "lep-store-test.h"

#include "lep-attention.h"
#include "lep-period-figures.h"
#include "lep-undo.h"

typedef struct
{
  char   *dir;
  Laptop *laptop;
  char   *project;
  char   *trained;
  char   *employed;
  char   *period;
  char   *outcome;
} Fixture;

#define N_SNAPSHOTS "SELECT count (*) FROM k_snapshot k CROSS JOIN row r ON r.rid = k.rid AND r.deleted = 0"
#define N_CHANGES   "SELECT count (*) FROM change"
#define STATE       "SELECT k.status FROM k_period k"

static char *
put_outcome (Fixture    *fixture,
             const char *indicator,
             const char *value,
             const char *state,
             const char *proof)
{
  return laptop_put (fixture->laptop, PARTNERSHIP, "outcome", NULL, "project", fixture->project, "indicator", indicator,
                     "from", "2026-01-01", "to", "2026-03-31", "value", value, "state", state, "proof_no", proof, NULL);
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->dir = lep_test_dir ();
  fixture->laptop = laptop_new (fixture->dir, 1);
  g_free (laptop_put (fixture->laptop, PARTNERSHIP, "partnership", PARTNERSHIP, "name", "P", NULL));
  fixture->project = laptop_put (fixture->laptop, PARTNERSHIP, "project", NULL, "partnership", PARTNERSHIP, "title", "T",
                                 "activity", "retraining", NULL);
  fixture->trained = laptop_put (fixture->laptop, PROGRAMME, "indicator", NULL, "code", "TRAINED", "name", "Trained",
                                 "unit", "persons", "accumulation", "sum", NULL);
  fixture->employed = laptop_put (fixture->laptop, PROGRAMME, "indicator", NULL, "code", "EMPLOYED", "name", "Employed",
                                  "unit", "persons", "accumulation", "sum", "needs_proof", "1", NULL);
  fixture->period = laptop_put (fixture->laptop, PARTNERSHIP, "period", NULL, "project", fixture->project,
                                "from", "2026-01-01", "to", "2026-03-31", "status", "open", NULL);
  fixture->outcome = put_outcome (fixture, fixture->trained, "60", "claimed", NULL);
  g_free (laptop_put (fixture->laptop, PARTNERSHIP, "breakdown", NULL, "outcome", fixture->outcome, "dimension", "sex",
                      "category", "women", "value", "14", NULL));
  g_free (laptop_put (fixture->laptop, PARTNERSHIP, "breakdown", NULL, "outcome", fixture->outcome, "dimension", "sex",
                      "category", "men", "value", "46", NULL));
  g_free (put_outcome (fixture, fixture->employed, "42", "verified", "1/26"));
  g_free (put_outcome (fixture, fixture->employed, "3", "claimed", NULL));
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  laptop_free (fixture->laptop);
  g_free (fixture->project);
  g_free (fixture->trained);
  g_free (fixture->employed);
  g_free (fixture->period);
  g_free (fixture->outcome);
  lep_test_dir_free (fixture->dir);
}

static void
move_period (Fixture    *fixture,
             const char *status)
{
  laptop_edit (fixture->laptop, PARTNERSHIP, "period", fixture->period, "status", status);
}

/* The figures of the period by code. */
static GHashTable *
read_figures (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepRecord) period = lep_workspace_get_record (fixture->laptop->workspace, "period", fixture->period, NULL, &error);
  g_autoptr (GPtrArray) figures = lep_period_figures (fixture->laptop->workspace, period, &error);
  GHashTable *by_code = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) lep_period_figure_free);

  g_assert_no_error (error);
  while (figures->len > 0)
    {
      LepPeriodFigure *figure = g_ptr_array_steal_index (figures, 0);

      g_hash_table_insert (by_code, figure->indicator, figure);
    }
  return by_code;
}

/* Goes on after so many milliseconds. */
static void
let_time_pass (Fixture *fixture,
               gint64   ms)
{
  gint64 now = lep_clock_now (fixture->laptop->clock);

  lep_clock_unref (fixture->laptop->clock);
  fixture->laptop->clock = lep_clock_new_fixed (now + ms, 7);
  laptop_reopen (fixture->laptop, LEP_OPEN_WRITE);
}

static void
test_submission_writes_the_figures_down (Fixture      *fixture,
                                         gconstpointer data)
{
  g_autoptr (GHashTable) figures = NULL;
  const LepPeriodFigure *trained;
  const LepPeriodFigure *employed;
  gint64                 value = 0;

  move_period (fixture, "submitted");
  laptop_expect (fixture->laptop, N_SNAPSHOTS, "2");
  laptop_expect (fixture->laptop, "SELECT submitted_on FROM k_period", "2026-11-21");
  laptop_expect (fixture->laptop, "SELECT value || taken_on FROM k_snapshot WHERE indicator IN"
                                  " (SELECT lep_id_text (r.id) FROM k_indicator i JOIN row r USING (rid) WHERE i.code = 'EMPLOYED')",
                 "422026-11-21");

  figures = read_figures (fixture);
  trained = g_hash_table_lookup (figures, "TRAINED");
  employed = g_hash_table_lookup (figures, "EMPLOYED");
  g_assert_true (trained->has_reported);
  g_assert_cmpint (trained->reported, ==, 60);
  g_assert_true (lep_split_part (trained->reported_split, "sex", "women", &value));
  g_assert_cmpint (value, ==, 14);
  g_assert_true (lep_split_part (trained->reported_split, "sex", "men", &value));
  g_assert_cmpint (value, ==, 46);
  g_assert_false (lep_split_part (trained->reported_split, "age", "15_29", &value));
  g_assert_true (lep_split_part (employed->reported_split, "state", "claimed", &value));
  g_assert_cmpint (value, ==, 3);
  g_assert_false (lep_period_figure_differs (trained));
  g_assert_cmpuint (trained->n_changed, ==, 0);
}

static void
test_undo_takes_the_submission_back_whole (Fixture      *fixture,
                                           gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  LepUndone undone;

  move_period (fixture, "submitted");
  lep_undo_last (fixture->laptop->workspace, &undone, &error);
  g_assert_no_error (error);
  laptop_expect (fixture->laptop, STATE, "open");
  laptop_expect (fixture->laptop, N_SNAPSHOTS, "0");
  laptop_expect (fixture->laptop, "SELECT count (*) FROM k_period WHERE submitted_on IS NULL", "1");
}

static void
test_later_changes_stand_beside_what_was_reported (Fixture      *fixture,
                                                   gconstpointer data)
{
  g_autoptr (GHashTable) figures = NULL;
  const LepPeriodFigure *trained;

  move_period (fixture, "submitted");
  let_time_pass (fixture, 60 * 1000);
  laptop_edit (fixture->laptop, PARTNERSHIP, "outcome", fixture->outcome, "value", "61");
  figures = read_figures (fixture);
  trained = g_hash_table_lookup (figures, "TRAINED");
  g_assert_cmpint (trained->reported, ==, 60);
  g_assert_cmpint (trained->now, ==, 61);
  g_assert_true (lep_period_figure_differs (trained));
  g_assert_cmpuint (trained->n_changed, ==, 1);
  laptop_expect (fixture->laptop, N_SNAPSHOTS, "2");
}

static void
test_a_second_submission_is_reported_too (Fixture      *fixture,
                                          gconstpointer data)
{
  g_autoptr (GHashTable) figures = NULL;
  const LepPeriodFigure *trained;

  laptop_edit (fixture->laptop, PARTNERSHIP, "period", fixture->period, "submitted_on", "2026-04-10");
  move_period (fixture, "submitted");
  laptop_expect (fixture->laptop, "SELECT submitted_on FROM k_period", "2026-04-10");
  move_period (fixture, "returned");
  laptop_expect (fixture->laptop, "SELECT decided_on FROM k_period", "2026-11-21");
  let_time_pass (fixture, G_GINT64_CONSTANT (86400000));
  laptop_edit (fixture->laptop, PARTNERSHIP, "outcome", fixture->outcome, "value", "62");
  move_period (fixture, "submitted");
  laptop_expect (fixture->laptop, "SELECT submitted_on || coalesce (decided_on, ' -') FROM k_period", "2026-11-22 -");
  laptop_expect (fixture->laptop, N_SNAPSHOTS, "4");
  figures = read_figures (fixture);
  trained = g_hash_table_lookup (figures, "TRAINED");
  g_assert_cmpint (trained->reported, ==, 62);
  g_assert_false (lep_period_figure_differs (trained));
}

static void
test_figures_of_the_same_action_are_counted (Fixture      *fixture,
                                             gconstpointer data)
{
  g_autoptr (LepEdit) edit = lep_edit_new (fixture->laptop->workspace);
  g_autoptr (GHashTable) figures = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (lep_edit_row (edit, PARTNERSHIP, "period", fixture->period, &error));
  lep_edit_set (edit, "status", "submitted");
  g_assert_true (lep_edit_row (edit, PARTNERSHIP, "outcome", fixture->outcome, &error));
  lep_edit_set (edit, "value", "70");
  lep_edit_commit (edit, &error);
  g_assert_no_error (error);
  figures = read_figures (fixture);
  g_assert_cmpint (((LepPeriodFigure *) g_hash_table_lookup (figures, "TRAINED"))->reported, ==, 70);
}

static void
test_what_was_reported_is_not_edited (Fixture      *fixture,
                                      gconstpointer data)
{
  g_autoptr (LepEdit) edit = lep_edit_new (fixture->laptop->workspace);
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;

  move_period (fixture, "submitted");
  id = laptop_ask (fixture->laptop, "SELECT lep_id_text (r.id) FROM k_snapshot k JOIN row r USING (rid) WHERE k.value = 60");
  g_assert_true (lep_edit_row (edit, NULL, "snapshot", id, &error));
  lep_edit_set (edit, "value", "61");
  g_assert_false (lep_edit_commit (edit, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_INVALID);
  g_assert_cmpstr (lep_edit_get_refused_field (edit), ==, "value");
}

static void
test_a_period_of_long_ago_has_no_figures_of_today (Fixture      *fixture,
                                                   gconstpointer data)
{
  g_free (laptop_put (fixture->laptop, PARTNERSHIP, "period", NULL, "project", fixture->project, "from", "2026-01-01",
                      "to", "2026-03-31", "status", "submitted", "submitted_on", "2026-04-10", NULL));
  laptop_expect (fixture->laptop, N_SNAPSHOTS, "0");
  g_free (laptop_put (fixture->laptop, PARTNERSHIP, "period", NULL, "project", fixture->project, "from", "2026-01-01",
                      "to", "2026-03-31", "status", "submitted", NULL));
  laptop_expect (fixture->laptop, N_SNAPSHOTS, "2");
}

static void
test_a_refused_submission_leaves_nothing (Fixture      *fixture,
                                          gconstpointer data)
{
  g_autoptr (LepEdit) edit = lep_edit_new (fixture->laptop->workspace);
  g_autoptr (GError) error = NULL;
  g_autofree char *before = laptop_ask (fixture->laptop, N_CHANGES);

  g_assert_true (lep_edit_row (edit, PARTNERSHIP, "period", fixture->period, &error));
  lep_edit_set (edit, "status", "submitted");
  lep_edit_set (edit, "to", "2025-12-31");
  g_assert_false (lep_edit_commit (edit, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_INVALID);
  laptop_expect (fixture->laptop, N_CHANGES, before);
  laptop_expect (fixture->laptop, N_SNAPSHOTS, "0");
}

static void
test_the_snapshot_travels (Fixture      *fixture,
                           gconstpointer data)
{
  Laptop          *other = laptop_new (fixture->dir, 2);
  g_autofree char *here = NULL;
  g_autofree char *there = NULL;

  move_period (fixture, "submitted");
  laptop_give (fixture->laptop, other);
  laptop_expect (other, N_SNAPSHOTS, "2");
  here = laptop_digest (fixture->laptop);
  there = laptop_digest (other);
  g_assert_cmpstr (here, ==, there);
  laptop_free (other);
}

/* What is told of the period, and of nothing else. */
static void
expect_told (Fixture    *fixture,
             const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = lep_attention (fixture->laptop->workspace, "2026-12-01", NULL, &error);
  g_autoptr (GString) told = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < findings->len; i++)
    {
      const LepFinding *finding = g_ptr_array_index (findings, i);

      if (finding->rule == 14)
        g_string_append_printf (told, "%s.%s: %s\n", finding->kind, finding->field, finding->text);
    }
  g_assert_cmpstr (told->str, ==, expected);
}

/* Opened again until a day that is over it would be locked at once. */
static void
test_opened_again_for_days_to_come (Fixture      *fixture,
                                    gconstpointer data)
{
  static const char *const steps[] = { "submitted", "approved", "locked" };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    move_period (fixture, steps[i]);
  for (guint over = 2; over-- > 0;)
    {
      g_autoptr (LepEdit) edit = lep_edit_new (fixture->laptop->workspace);
      g_autoptr (GError) error = NULL;

      g_assert_true (lep_edit_row (edit, PARTNERSHIP, "period", fixture->period, &error));
      lep_edit_set (edit, "status", "open");
      lep_edit_set (edit, "reopen_reason", "one more");
      lep_edit_set (edit, "reopened_until", over ? "2026-11-20" : "2026-11-21");
      g_assert_true (lep_edit_commit (edit, &error) == !over);
      g_assert_true (!over || strstr (error->message, "This day is over") != NULL);
    }
}

/* Returns: (transfer full) (nullable): why the edit of the period is refused */
static char *
try_period (Fixture    *fixture,
            const char *until,
            const char *reason)
{
  g_autoptr (LepEdit) edit = lep_edit_new (fixture->laptop->workspace);
  g_autoptr (GError) error = NULL;

  g_assert_true (lep_edit_row (edit, PARTNERSHIP, "period", fixture->period, &error));
  lep_edit_set (edit, "reopened_until", until);
  if (reason != NULL)
    lep_edit_set (edit, "reopen_reason", reason);
  return lep_edit_commit (edit, &error) ? NULL : g_strdup (error->message);
}

/* A day on a period that never was locked is no reopening: it can be changed and cleared. */
static void
test_day_of_what_was_never_locked (Fixture      *fixture,
                                   gconstpointer data)
{
  g_assert_null (try_period (fixture, "2026-11-25", NULL));
  g_assert_null (try_period (fixture, "2026-11-27", NULL));
  g_assert_null (try_period (fixture, NULL, NULL));
  laptop_edit (fixture->laptop, PARTNERSHIP, "period", fixture->period, "narrative", "x");
}

/* After its day it is locked; a later one opens it as the lock was opened: with a reason. */
static void
test_open_longer_with_a_reason (Fixture      *fixture,
                                gconstpointer data)
{
  static const char *const steps[] = { "submitted", "approved", "locked" };
  g_autoptr (GError) error = NULL;
  g_autoptr (LepRecord) period = NULL;
  g_autoptr (GPtrArray) reopenings = NULL;
  g_autofree char *no_reason = NULL, *blank = NULL, *no_day = NULL, *over = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    move_period (fixture, steps[i]);
  g_free (laptop_put (fixture->laptop, PARTNERSHIP, "period", fixture->period, "status", "open", "reopen_reason", "one more", "reopened_until", "2026-11-22", NULL));
  /* An earlier day, and one that is longer while it is open. */
  g_assert_null (try_period (fixture, "2026-11-21", NULL));
  g_assert_null (try_period (fixture, "2026-11-23", "one day more"));
  let_time_pass (fixture, 6 * G_TIME_SPAN_DAY / 1000);

  no_reason = try_period (fixture, "2099-01-01", NULL);
  g_assert_nonnull (strstr (no_reason, "Give the reason together with it"));
  blank = try_period (fixture, "2099-01-01", " \n");
  g_assert_nonnull (strstr (blank, "Give the reason together with it"));
  no_day = try_period (fixture, NULL, "for ever");
  g_assert_nonnull (strstr (no_day, "Write a later day, with the reason"));
  over = try_period (fixture, "2026-11-25", "two more"); /* later than its day, and over too */
  g_assert_nonnull (strstr (over, "This day is over"));
  g_assert_null (try_period (fixture, "2099-01-01", "two more"));
  laptop_edit (fixture->laptop, PARTNERSHIP, "period", fixture->period, "narrative", "x");

  period = lep_workspace_get_record (fixture->laptop->workspace, "period", fixture->period, NULL, &error);
  reopenings = lep_period_reopenings (fixture->laptop->workspace, period, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (reopenings->len, ==, 2);
  g_assert_cmpstr (((LepReopening *) g_ptr_array_index (reopenings, 0))->reason, ==, "one more");
  g_assert_cmpstr (((LepReopening *) g_ptr_array_index (reopenings, 1))->reason, ==, "two more");
}

static void
read_in_the_east (Fixture *fixture)
{
  g_autoptr (GTimeZone) east = g_time_zone_new_identifier ("+14");

  lep_workspace_set_reader (fixture->laptop->workspace, lep_locale_find ("en"), east);
}

/* Past midnight, while it is yesterday at Greenwich: what is changed in the hours after
 * is changed after the report, on the day that it is here. */
static void
test_days_are_those_of_the_reader (Fixture      *fixture,
                                   gconstpointer data)
{
  g_autoptr (GHashTable) figures = NULL;
  g_autoptr (GPtrArray) reopenings = NULL;
  g_autoptr (LepRecord) period = NULL;
  g_autoptr (GError) error = NULL;
  const LepPeriodFigure *trained;

  read_in_the_east (fixture);
  move_period (fixture, "submitted");
  laptop_expect (fixture->laptop, "SELECT DISTINCT taken_on FROM k_snapshot", "2026-11-22");
  let_time_pass (fixture, G_TIME_SPAN_HOUR / 1000);
  read_in_the_east (fixture);
  laptop_edit (fixture->laptop, PARTNERSHIP, "outcome", fixture->outcome, "value", "61");
  figures = read_figures (fixture);
  trained = g_hash_table_lookup (figures, "TRAINED");
  g_assert_cmpuint (trained->n_changed, ==, 1);
  g_assert_cmpstr (trained->last_changed_on, ==, "2026-11-22");

  move_period (fixture, "approved");
  move_period (fixture, "locked");
  g_free (laptop_put (fixture->laptop, PARTNERSHIP, "period", fixture->period, "status", "open", "reopen_reason", "one more", "reopened_until", "2099-01-01", NULL));
  period = lep_workspace_get_record (fixture->laptop->workspace, "period", fixture->period, NULL, &error);
  reopenings = lep_period_reopenings (fixture->laptop->workspace, period, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (reopenings->len, ==, 1);
  g_assert_cmpstr (((LepReopening *) g_ptr_array_index (reopenings, 0))->on, ==, "2026-11-22");
}

/* It is approved as one number and locked as another: that is said, until it is
 * submitted as it is, or is again what was reported. */
static void
test_what_changed_after_the_report_is_told (Fixture      *fixture,
                                            gconstpointer data)
{
  static const char changed[] = "period.status: “Trained” was reported as 60 and counts 61 now. Reopen the period and submit it again, or say why it is not a problem.\n";

  move_period (fixture, "submitted");
  let_time_pass (fixture, 1000);
  laptop_edit (fixture->laptop, PARTNERSHIP, "outcome", fixture->outcome, "value", "61");
  expect_told (fixture, "");
  move_period (fixture, "approved");
  expect_told (fixture, changed);
  move_period (fixture, "locked");
  expect_told (fixture, changed);

  g_free (laptop_put (fixture->laptop, PARTNERSHIP, "period", fixture->period, "status", "open", "reopen_reason", "one more", "reopened_until", "2027-01-31", NULL));
  expect_told (fixture, "");
  move_period (fixture, "submitted");
  /* A note changes no figure. */
  laptop_edit (fixture->laptop, PARTNERSHIP, "outcome", fixture->outcome, "note", "counted twice");
  move_period (fixture, "approved");
  expect_told (fixture, "");
}

/* Neither deleted nor made up by hand; the period itself may go with all of it. */
static void
test_figures_are_neither_deleted_nor_invented (Fixture      *fixture,
                                               gconstpointer data)
{
  g_autofree char *snapshot = NULL;
  g_autoptr (LepEdit) removal = NULL;
  g_autoptr (LepEdit) invention = NULL;
  g_autoptr (LepEdit) whole = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *other = laptop_put (fixture->laptop, PROGRAMME, "indicator", NULL, "code", "SERVED", "name", "Served", "unit", "persons", "accumulation", "sum", NULL);

  move_period (fixture, "submitted");
  move_period (fixture, "approved");
  snapshot = laptop_ask (fixture->laptop, "SELECT lep_id_text (r.id) FROM k_snapshot k CROSS JOIN row r ON r.rid = k.rid WHERE k.value = 60");

  removal = lep_edit_new (fixture->laptop->workspace);
  g_assert_true (lep_edit_row (removal, PARTNERSHIP, "snapshot", snapshot, &error));
  lep_edit_life (removal, LEP_LIFE_DELETED);
  g_assert_false (lep_edit_commit (removal, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "stays as it was reported"));
  g_clear_error (&error);

  invention = lep_edit_new (fixture->laptop->workspace);
  g_assert_true (lep_edit_row (invention, PARTNERSHIP, "snapshot", NULL, &error));
  lep_edit_set (invention, "period", fixture->period);
  lep_edit_set (invention, "indicator", other);
  lep_edit_set (invention, "value", "999");
  g_assert_false (lep_edit_commit (invention, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_INVALID);
  g_clear_error (&error);

  /* What another program deleted is told. */
  laptop_damage (fixture->laptop, "UPDATE row SET deleted = 1 WHERE rid = (SELECT rid FROM k_snapshot WHERE value = 60)");
  expect_told (fixture, "period.status: A reported figure was deleted: “Trained”, 60. Restore it.\n");
  laptop_damage (fixture->laptop, "UPDATE row SET deleted = 0 WHERE rid = (SELECT rid FROM k_snapshot WHERE value = 60)");
  expect_told (fixture, "");

  whole = lep_edit_new (fixture->laptop->workspace);
  g_assert_true (lep_edit_delete (whole, PARTNERSHIP, "period", fixture->period, &error));
  g_assert_true (lep_edit_commit (whole, &error));
  g_assert_no_error (error);
  laptop_expect (fixture->laptop, N_SNAPSHOTS, "0");
}

/* A report that was given in the day before, where the reader is: its figures are entered
 * by hand, though it still was that day at Greenwich. */
static void
test_yesterday_is_that_of_the_reader (Fixture      *fixture,
                                      gconstpointer data)
{
  g_autofree char *period = NULL;
  g_autofree char *served = laptop_put (fixture->laptop, PROGRAMME, "indicator", NULL, "code", "SERVED", "name", "Served", "unit", "persons", "accumulation", "sum", NULL);

  read_in_the_east (fixture);
  period = laptop_put (fixture->laptop, PARTNERSHIP, "period", NULL, "project", fixture->project, "from", "2025-01-01", "to", "2025-03-31", "status", "submitted",
                       "submitted_on", "2026-11-21", NULL);
  g_free (laptop_put (fixture->laptop, PARTNERSHIP, "snapshot", NULL, "period", period, "indicator", served, "value", "5", NULL));
  laptop_expect (fixture->laptop, "SELECT count (*) FROM k_snapshot WHERE value = 5", "1");
}

#define ADD(name, function) g_test_add ("/period/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("submission-writes-the-figures-down", test_submission_writes_the_figures_down);
  ADD ("undo-takes-the-submission-back-whole", test_undo_takes_the_submission_back_whole);
  ADD ("later-changes-stand-beside-what-was-reported", test_later_changes_stand_beside_what_was_reported);
  ADD ("a-second-submission-is-reported-too", test_a_second_submission_is_reported_too);
  ADD ("figures-of-the-same-action-are-counted", test_figures_of_the_same_action_are_counted);
  ADD ("what-was-reported-is-not-edited", test_what_was_reported_is_not_edited);
  ADD ("a-period-of-long-ago-has-no-figures-of-today", test_a_period_of_long_ago_has_no_figures_of_today);
  ADD ("a-refused-submission-leaves-nothing", test_a_refused_submission_leaves_nothing);
  ADD ("what-changed-after-the-report-is-told", test_what_changed_after_the_report_is_told);
  ADD ("figures-are-neither-deleted-nor-invented", test_figures_are_neither_deleted_nor_invented);
  ADD ("opened-again-for-days-to-come", test_opened_again_for_days_to_come);
  ADD ("day-of-what-was-never-locked", test_day_of_what_was_never_locked);
  ADD ("open-longer-with-a-reason", test_open_longer_with_a_reason);
  ADD ("days-are-those-of-the-reader", test_days_are_those_of_the_reader);
  ADD ("yesterday-is-that-of-the-reader", test_yesterday_is_that_of_the_reader);
  ADD ("the-snapshot-travels", test_the_snapshot_travels);

  return g_test_run ();
}
