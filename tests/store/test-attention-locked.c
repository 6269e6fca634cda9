/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What came into a locked period unseen by the one who locked it: found by
 * contexts, whatever the clocks say. */

#include "lep-attention.h"
#include "lep-heads.h"

#include "lep-store-test.h"

typedef struct
{
  char   *dir;
  Laptop *early; /* its clock is a second behind */
  Laptop *late;
  char   *project;
  char   *inside;
  char   *spent;
  char   *period;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autofree char *indicator = NULL;

  fixture->dir = lep_test_dir ();
  fixture->early = laptop_new (fixture->dir, 1);
  fixture->late = laptop_new (fixture->dir, 2);
  g_free (laptop_put (fixture->early, PARTNERSHIP, "partnership", PARTNERSHIP, "name", "P", NULL));
  fixture->project = laptop_put (fixture->early, PARTNERSHIP, "project", NULL, "partnership", PARTNERSHIP, "title", "T",
                                 "activity", "retraining", "start", "2026-01-01", "end", "2026-12-31", NULL);
  indicator = laptop_put (fixture->early, PROGRAMME, "indicator", NULL, "code", "TRAINED", "name", "Trained",
                          "unit", "persons", "accumulation", "sum", NULL);
  fixture->inside = laptop_put (fixture->early, PARTNERSHIP, "outcome", NULL, "project", fixture->project, "indicator", indicator,
                                "from", "2026-01-01", "to", "2026-03-31", "value", "10", NULL);
  fixture->spent = laptop_put (fixture->early, PARTNERSHIP, "expenditure", NULL, "project", fixture->project,
                               "spent_on", "2026-02-01", "amount", "5", NULL);
  g_free (laptop_put (fixture->early, PARTNERSHIP, "breakdown", NULL, "outcome", fixture->inside, "dimension", "sex",
                      "category", "women", "value", "4", NULL));
  fixture->period = laptop_put (fixture->early, PARTNERSHIP, "period", NULL, "project", fixture->project, "from", "2026-01-01",
                                "to", "2026-03-31", "status", "approved", NULL);
  laptop_give (fixture->early, fixture->late);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  laptop_free (fixture->early);
  laptop_free (fixture->late);
  g_free (fixture->project);
  g_free (fixture->inside);
  g_free (fixture->spent);
  g_free (fixture->period);
  lep_test_dir_free (fixture->dir);
}

static void
meet (Fixture *fixture)
{
  laptop_give (fixture->early, fixture->late);
  laptop_give (fixture->late, fixture->early);
  laptops_agree (fixture->early, fixture->late);
}

static void
lock (Fixture *fixture,
      Laptop  *laptop)
{
  laptop_edit (laptop, PARTNERSHIP, "period", fixture->period, "status", "locked");
}

/* Opened with a reason, submitted and approved anew: it can be locked again. */
static void
open_again (Fixture *fixture,
            Laptop  *laptop)
{
  g_free (laptop_put (laptop, PARTNERSHIP, "period", fixture->period, "status", "open", "reopen_reason", "late news",
                      "reopened_until", "2026-12-01", NULL));
  laptop_edit (laptop, PARTNERSHIP, "period", fixture->period, "status", "submitted");
  laptop_edit (laptop, PARTNERSHIP, "period", fixture->period, "status", "approved");
}

/* On both laptops the same records are found, named as in "outcome expenditure". */
static void
assert_found (Fixture    *fixture,
              const char *expected)
{
  Laptop *laptops[] = { fixture->early, fixture->late };

  for (guint i = 0; i < G_N_ELEMENTS (laptops); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) findings = lep_attention (laptops[i]->workspace, "2026-06-30", NULL, &error);
      g_autoptr (GString) kinds = g_string_new (NULL);

      g_assert_no_error (error);
      for (guint j = 0; j < findings->len; j++)
        {
          const LepFinding *finding = g_ptr_array_index (findings, j);

          if (finding->rule != 14)
            continue;
          if (g_str_equal (finding->kind, "outcome") || g_str_equal (finding->kind, "expenditure"))
            g_assert_cmpstr (finding->id, ==, g_str_equal (finding->kind, "outcome") ? fixture->inside : fixture->spent);
          g_assert_nonnull (strstr (finding->text, "1 Jan 2026 to 31 Mar 2026"));
          g_string_append_printf (kinds, "%s%s", kinds->len > 0 ? " " : "", finding->kind);
        }
      g_assert_cmpstr (kinds->str, ==, expected);
    }
}

static void
test_edits_unseen_by_who_locked (Fixture      *fixture,
                                 gconstpointer data)
{
  laptop_edit (fixture->early, PARTNERSHIP, "outcome", fixture->inside, "value", "12");
  laptop_edit (fixture->early, PARTNERSHIP, "expenditure", fixture->spent, "amount", "6");
  lock (fixture, fixture->late); /* later by the clock too */
  meet (fixture);
  assert_found (fixture, "outcome expenditure");

  /* Opened, looked at and locked again: now it was seen. */
  open_again (fixture, fixture->early);
  lock (fixture, fixture->early);
  meet (fixture);
  assert_found (fixture, "");
}

static void
test_split_unseen_by_who_locked (Fixture      *fixture,
                                 gconstpointer data)
{
  static const char *const categories[] = { "women", "men" };

  for (guint i = 0; i < G_N_ELEMENTS (categories); i++)
    g_free (laptop_put (fixture->early, PARTNERSHIP, "breakdown", NULL, "outcome", fixture->inside, "dimension", "sex",
                        "category", categories[i], "value", "5", NULL));
  lock (fixture, fixture->late);
  meet (fixture);
  assert_found (fixture, "outcome");
}

/* What was spent there stands under another heading of the report than the one that
 * was locked; what else is written on the line does not matter to the period. */
static void
test_heading_moved_unseen_by_who_locked (Fixture      *fixture,
                                         gconstpointer data)
{
  g_autofree char *line = laptop_put (fixture->early, PARTNERSHIP, "budget_line", NULL, "project", fixture->project, "heading", "1", "item", "Trainers", NULL);

  laptop_edit (fixture->early, PARTNERSHIP, "expenditure", fixture->spent, "budget_line", line);
  meet (fixture);
  laptop_edit (fixture->early, PARTNERSHIP, "budget_line", line, "item", "Trainers and rooms");
  lock (fixture, fixture->late);
  meet (fixture);
  assert_found (fixture, "");

  open_again (fixture, fixture->late);
  meet (fixture);
  laptop_edit (fixture->early, PARTNERSHIP, "budget_line", line, "heading", "2");
  lock (fixture, fixture->late);
  meet (fixture);
  assert_found (fixture, "budget_line");
}

static void
test_service_unseen_by_who_locked (Fixture      *fixture,
                                   gconstpointer data)
{
  g_autofree char *service = laptop_put (fixture->early, PARTNERSHIP, "service", NULL, "partnership", PARTNERSHIP, "name", "Career centre",
                                         "project", fixture->project, "started_on", "2026-03-31", NULL);
  g_autofree char *after = laptop_put (fixture->early, PARTNERSHIP, "service", NULL, "partnership", PARTNERSHIP, "name", "Later",
                                       "project", fixture->project, "started_on", "2026-04-01", NULL);

  lock (fixture, fixture->late);
  meet (fixture);
  assert_found (fixture, "service");
}

/* A clock that runs ahead is no sign of an edit after the lock. */
static void
test_clocks_say_nothing (Fixture      *fixture,
                         gconstpointer data)
{
  laptop_edit (fixture->late, PARTNERSHIP, "outcome", fixture->inside, "value", "12");
  laptop_edit (fixture->late, PARTNERSHIP, "expenditure", fixture->spent, "amount", "6");
  laptop_give (fixture->late, fixture->early);
  lock (fixture, fixture->early);
  meet (fixture);
  assert_found (fixture, "");
}

/* Two who lock: it is enough that one of them had seen the edit. */
static void
test_two_lock (Fixture      *fixture,
               gconstpointer data)
{
  laptop_edit (fixture->early, PARTNERSHIP, "outcome", fixture->inside, "value", "12");
  lock (fixture, fixture->early);
  lock (fixture, fixture->late);
  meet (fixture);
  assert_found (fixture, "");
}

/* Points that came to a final sheet unseen by the one who made it final. */
static void
test_points_on_a_final_sheet (Fixture      *fixture,
                              gconstpointer data)
{
  g_autofree char *call = laptop_put (fixture->early, NULL, "call", NULL, "programme", PROGRAMME, "reference", "C", "title", "C", NULL);
  g_autofree char *lead = laptop_put (fixture->early, NULL, "organisation", NULL, "name", "O", "actor_group", "ngo", NULL);
  g_autofree char *criterion = laptop_put (fixture->early, NULL, "criterion", NULL, "call", call, "text", "Fits", "max_points", "10", NULL);
  g_autofree char *application = laptop_put (fixture->early, PARTNERSHIP, "application", NULL, "call", call, "lead", lead, "title", "A", NULL);
  g_autofree char *assessor = laptop_put (fixture->early, NULL, "assessor", NULL, "name", "One", NULL);
  g_autofree char *sheet = laptop_put (fixture->early, NULL, "assessment", NULL, "application", application, "assessor", assessor, "status", "open", "interest", "none", "impartial_on", "2026-03-01", NULL);
  g_autofree char *score = laptop_put (fixture->early, NULL, "score", NULL, "application", application, "criterion", criterion, "assessor", assessor,
                                       "points", "7", NULL);
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (GError) error = NULL;
  guint n_found = 0;

  meet (fixture);
  laptop_edit (fixture->late, NULL, "score", score, "points", "9");
  laptop_edit (fixture->early, NULL, "assessment", sheet, "status", "final");
  meet (fixture);
  findings = lep_attention (fixture->early->workspace, "2026-06-30", NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < findings->len; i++)
    {
      const LepFinding *finding = g_ptr_array_index (findings, i);

      if (finding->rule != 8)
        continue;
      n_found++;
      g_assert_cmpstr (finding->id, ==, score);
      g_assert_nonnull (strstr (finding->text, "the score sheet of One final had not seen"));
    }
  g_assert_cmpuint (n_found, ==, 1);

  /* The import kept what the other wrote. */
  laptop_expect (fixture->early, "SELECT points FROM k_score", "9");
}

/* Where the disk changed who locked it, nothing is known of that, and nothing else goes wrong. */
static void
test_who_locked_is_damaged (Fixture      *fixture,
                            gconstpointer data)
{
  g_autoptr (GArray) heads = g_array_new (FALSE, FALSE, sizeof (LepHead));
  g_autoptr (GByteArray) damaged = g_byte_array_new ();
  g_autoptr (GString) sql = g_string_new ("UPDATE row SET clock = X'");
  g_autoptr (GError) error = NULL;
  g_autoptr (LepStmt) stmt = NULL;
  g_autoptr (GPtrArray) findings = NULL;

  laptop_edit (fixture->early, PARTNERSHIP, "outcome", fixture->inside, "value", "12");
  lock (fixture, fixture->late);
  meet (fixture);
  stmt = lep_db_prepare (lep_workspace_get_db (fixture->early->workspace), "SELECT clock FROM row JOIN k_period USING (rid)", &error);
  g_assert_true (lep_stmt_next (stmt, &error));
  g_assert_true (lep_heads_decode (lep_stmt_blob (stmt, 0), lep_stmt_size (stmt, 0), heads));
  g_clear_pointer (&stmt, lep_stmt_free);
  for (guint i = 0; i < heads->len; i++)
    g_array_index (heads, LepHead, i).stream = 1000;
  lep_heads_encode (heads, damaged);
  for (guint i = 0; i < damaged->len; i++)
    g_string_append_printf (sql, "%02x", damaged->data[i]);
  g_string_append (sql, "' WHERE rid IN (SELECT rid FROM k_period)");
  laptop_damage (fixture->early, sql->str);

  findings = lep_attention (fixture->early->workspace, "2026-06-30", NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < findings->len; i++)
    g_assert_cmpint (((LepFinding *) g_ptr_array_index (findings, i))->rule, !=, 14);
}

#define ADD(path, function) g_test_add ("/attention-locked/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("edits-unseen-by-who-locked", test_edits_unseen_by_who_locked);
  ADD ("split-unseen-by-who-locked", test_split_unseen_by_who_locked);
  ADD ("heading-moved-unseen-by-who-locked", test_heading_moved_unseen_by_who_locked);
  ADD ("service-unseen-by-who-locked", test_service_unseen_by_who_locked);
  ADD ("clocks-say-nothing", test_clocks_say_nothing);
  ADD ("two-lock", test_two_lock);
  ADD ("points-on-a-final-sheet", test_points_on_a_final_sheet);
  ADD ("who-locked-is-damaged", test_who_locked_is_damaged);

  return g_test_run ();
}
