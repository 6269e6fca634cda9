/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the programme office does with a call as one action each: the grid of an
 * earlier call, the committee, the steps that the points say. */

#include "lep-attention.h"
#include "lep-query.h"
#include "lep-undo.h"

#include "call-office.h"

static void
test_grid_of_an_earlier_call (Fixture      *fixture,
                              gconstpointer data)
{
  g_autofree char *next = laptop_put (fixture->laptop, NULL, "call", NULL, "programme", PROGRAMME, "reference", "C-2", "title", "Second call", NULL);
  g_autoptr (GError) error = NULL;
  LepUndone undone;
  guint     n_copied = 0;

  g_assert_true (lep_call_copy_grid (fixture->laptop->workspace, fixture->call, next, &n_copied, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_copied, ==, 2);
  laptop_expect (fixture->laptop, "SELECT group_concat (section || ' ' || text || ' ' || max_points) FROM k_criterion JOIN k_call c"
                                  " ON c.reference = 'C-2' WHERE call = (SELECT lep_id_text (id) FROM row WHERE rid = c.rid)",
                 "Relevance Fits 100");
  laptop_expect (fixture->laptop, "SELECT full_threshold FROM k_call WHERE reference = 'C-2'", "70");

  /* What is there is not copied twice; and it is one action. */
  g_assert_true (lep_call_copy_grid (fixture->laptop->workspace, fixture->call, next, &n_copied, &error));
  g_assert_cmpuint (n_copied, ==, 0);
  g_assert_true (lep_undo_last (fixture->laptop->workspace, &undone, &error));
  laptop_expect (fixture->laptop, "SELECT count (*) FROM k_criterion JOIN row USING (rid) WHERE deleted = 0", "1");
  laptop_expect (fixture->laptop, "SELECT full_threshold FROM k_call WHERE reference = 'C-2'", NULL);
}

static void
test_committee_gets_sheets_once (Fixture      *fixture,
                                 gconstpointer data)
{
  g_autoptr (LepCallRanking) ranking = read_ranking (fixture);
  g_autoptr (GError) error = NULL;
  guint n_made = 0;

  laptop_edit (fixture->laptop, NULL, "application", fixture->applications[3], "status", "withdrawn");
  g_free (laptop_put (fixture->laptop, NULL, "assessment", NULL, "application", fixture->applications[0], "assessor", fixture->assessors[0],
                      "interest", "declared", "status", "excluded", NULL));
  g_clear_pointer (&ranking, lep_call_ranking_free);
  ranking = read_ranking (fixture);
  g_assert_true (lep_call_assign (fixture->laptop->workspace, ranking, (const char *const *) fixture->assessors, &n_made, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_made, ==, 3 * 3 - 1);
  g_assert_true (lep_call_assign (fixture->laptop->workspace, ranking, (const char *const *) fixture->assessors, &n_made, &error));
  g_assert_cmpuint (n_made, ==, 0);
}

/* A final sheet was given by the grid without what would be added. */
static void
expect_no_more_lines (Fixture *fixture)
{
  g_autoptr (LepEdit) edit = lep_edit_new (fixture->laptop->workspace);
  g_autoptr (GError) error = NULL;

  lep_edit_row (edit, NULL, "criterion", NULL, &error);
  lep_edit_set (edit, "call", fixture->call);
  lep_edit_set (edit, "stage", "full");
  lep_edit_set (edit, "text", "More");
  lep_edit_set (edit, "max_points", "10");
  g_assert_false (lep_edit_commit (edit, &error));
  g_assert_nonnull (strstr (error->message, "the score sheet of One is final and was given by the grid without this line"));
}

/* By which points were given stays with them. */
static void
test_grid_stays_under_final_sheets (Fixture      *fixture,
                                    gconstpointer data)
{
  static const char *const fields[] = { "max_points", "weight", "minimum", "stage", NULL };
  static const char *const values[] = { "120", "2", "5", "concept" };
  g_autofree char         *other = NULL;

  give (fixture, 0, 0, "90");
  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (LepEdit) edit = lep_edit_new (fixture->laptop->workspace);
      g_autoptr (GError) error = NULL;

      lep_edit_row (edit, NULL, "criterion", fixture->criterion, &error);
      g_assert_no_error (error);
      if (fields[i] != NULL)
        lep_edit_set (edit, fields[i], values[i]);
      else
        lep_edit_life (edit, LEP_LIFE_DELETED);
      g_assert_false (lep_edit_commit (edit, &error));
      g_assert_error (error, LEP_ERROR, LEP_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, "the score sheet of One is final and was given by this grid; remove the final sheets of the call first"));
    }
  laptop_edit (fixture->laptop, NULL, "criterion", fixture->criterion, "text", "Fits well");

  expect_no_more_lines (fixture);

  /* The way out, and another stage or another call is none of its business. */
  other = laptop_put (fixture->laptop, NULL, "criterion", NULL, "call", fixture->call, "stage", "concept", "text", "Idea", "max_points", "10", NULL);
  laptop_expect (fixture->laptop, "SELECT count (*) FROM k_criterion", "2");
  {
    g_autofree char *sheet = NULL;
    g_autoptr (LepQuery) query = lep_query_new ("assessment");
    g_autoptr (GPtrArray) sheets = lep_query_run (fixture->laptop->workspace, query, NULL);

    sheet = g_strdup (lep_record_get_id (g_ptr_array_index (sheets, 0)));
    laptop_life (fixture->laptop, NULL, "assessment", sheet, LEP_LIFE_DELETED);
  }
  laptop_edit (fixture->laptop, NULL, "criterion", fixture->criterion, "max_points", "120");
  laptop_life (fixture->laptop, NULL, "criterion", fixture->criterion, LEP_LIFE_DELETED);
}

/* Each: the edit is refused, with the rule, and names the way out. */
static void
expect_refused (Fixture    *fixture,
                const char *kind,
                const char *id,
                LepLife     life,
                const char *first_field,
                ...)
{
  g_autoptr (LepEdit) edit = lep_edit_new (fixture->laptop->workspace);
  g_autoptr (GError) error = NULL;
  va_list     args;
  const char *field = first_field;

  lep_edit_row (edit, NULL, kind, id, &error);
  g_assert_no_error (error);
  if (life != LEP_LIFE_NONE)
    lep_edit_life (edit, life);
  va_start (args, first_field);
  for (; field != NULL; field = va_arg (args, const char *))
    lep_edit_set (edit, field, va_arg (args, const char *));
  va_end (args);
  g_assert_false (lep_edit_commit (edit, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "the score sheet of One is final and stays as it is; if it is wrong, delete the whole sheet and hand out a new one."));
  g_assert_nonnull (strstr (error->message, ", rule 8)"));
}

static void
test_final_sheet_stays (Fixture      *fixture,
                        gconstpointer data)
{
  Laptop          *laptop = fixture->laptop;
  g_autofree char *second = laptop_put (laptop, NULL, "criterion", NULL, "call", fixture->call, "text", "Pays", "max_points", "10", NULL);
  g_autofree char *other = NULL;
  g_autofree char *score = NULL;
  g_autofree char *sheet = NULL;
  g_autoptr (GError) error = NULL;
  LepUndone undone;

  g_free (laptop_put (laptop, NULL, "score", NULL, "application", fixture->applications[0], "criterion", second, "assessor", fixture->assessors[0],
                      "points", "5", NULL));
  give (fixture, 0, 0, "90");
  score = laptop_ask (laptop, "SELECT lep_id_text (id) FROM row JOIN k_score USING (rid) WHERE points = 90");
  sheet = laptop_ask (laptop, "SELECT lep_id_text (id) FROM row JOIN k_assessment USING (rid)");
  other = laptop_put (laptop, NULL, "criterion", NULL, "call", fixture->call, "stage", "concept", "text", "Late", "max_points", "10", NULL);

  expect_refused (fixture, "score", score, LEP_LIFE_NONE, "points", "91", NULL);
  expect_refused (fixture, "score", score, LEP_LIFE_NONE, "comment", "No", NULL);
  expect_refused (fixture, "score", score, LEP_LIFE_DELETED, NULL);
  expect_refused (fixture, "score", NULL, LEP_LIFE_NONE, "application", fixture->applications[0], "criterion", other, "assessor", fixture->assessors[0],
                  "points", "5", NULL);
  expect_refused (fixture, "assessment", sheet, LEP_LIFE_NONE, "comment", "No", NULL);
  expect_refused (fixture, "assessment", sheet, LEP_LIFE_NONE, "assessor", fixture->assessors[1], NULL);

  /* The step that closed it goes back the way it came. */
  laptop_life (laptop, NULL, "criterion", other, LEP_LIFE_DELETED);
  for (guint i = 0; i < 3; i++)
    g_assert_true (lep_undo_last (laptop->workspace, &undone, &error));
  laptop_expect (laptop, "SELECT status FROM k_assessment", "open");
  laptop_edit (laptop, NULL, "score", score, "points", "91");
  laptop_edit (laptop, NULL, "assessment", sheet, "status", "final");

  /* The whole sheet may go; a new one is filled in then. */
  laptop_life (laptop, NULL, "assessment", sheet, LEP_LIFE_DELETED);
  laptop_edit (laptop, NULL, "score", score, "points", "92");
  give (fixture, 0, 0, "93");
  laptop_expect (laptop, "SELECT count (*) FROM k_assessment JOIN row USING (rid) WHERE NOT deleted AND status = 'final'", "1");
}

static void
expect_calls_stage (Fixture    *fixture,
                    const char *stage)
{
  g_autoptr (LepCallRanking) ranking = read_ranking (fixture);

  g_assert_cmpstr (ranking->stage, ==, stage);
}

/* Hands out the sheets of the stage to one assessor, and makes them final. */
static void
score_stage (Fixture    *fixture,
             const char *stage,
             const char *criterion,
             guint       n_expected)
{
  const char *const assessors[] = { fixture->assessors[0], NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (LepCallRanking) ranking = lep_call_ranking_read (fixture->laptop->workspace, fixture->call, stage, &error);
  g_autoptr (LepQuery) query = lep_query_new ("assessment");
  g_autoptr (GPtrArray) sheets = NULL;
  guint n_made = 0;

  g_assert_no_error (error);
  g_assert_true (lep_call_assign (fixture->laptop->workspace, ranking, assessors, &n_made, &error));
  g_assert_cmpuint (n_made, ==, n_expected);
  lep_query_add_filter (query, "stage", stage);
  sheets = lep_query_run (fixture->laptop->workspace, query, &error);
  g_assert_cmpuint (sheets->len, ==, n_expected);
  for (guint i = 0; i < sheets->len; i++)
    {
      LepRecord *sheet = g_ptr_array_index (sheets, i);

      g_free (laptop_put (fixture->laptop, NULL, "score", NULL, "application", lep_record_get (sheet, "application"), "criterion", criterion,
                          "assessor", fixture->assessors[0], "points", "90", NULL));
      g_free (laptop_put (fixture->laptop, NULL, "assessment", lep_record_get_id (sheet), "status", "open", "interest", "none", "impartial_on", "2026-01-15", NULL));
      laptop_edit (fixture->laptop, NULL, "assessment", lep_record_get_id (sheet), "status", "final");
    }
  g_clear_pointer (&ranking, lep_call_ranking_free);
  ranking = lep_call_ranking_read (fixture->laptop->workspace, fixture->call, stage, &error);
  {
    g_autoptr (GArray) steps = lep_call_next_steps (ranking);

    g_assert_true (lep_call_take_steps (fixture->laptop->workspace, steps, "2026-02-01", &error));
  }
}

static void
test_both_stages (Fixture      *fixture,
                  gconstpointer data)
{
  Laptop          *laptop = fixture->laptop;
  const char      *id;
  g_autofree char *concept = NULL;
  g_autofree char *call = laptop_put (laptop, NULL, "call", NULL, "programme", PROGRAMME, "reference", "C-2", "title", "Two stages", "stages", "two", "currency", "BAM",
                                      "concept_deadline", "2026-01-10T12:00:00.000Z", "full_deadline", "2026-03-01T12:00:00.000Z", "status", "concept_closed", NULL);
  g_autofree char *full = laptop_put (laptop, NULL, "criterion", NULL, "call", call, "stage", "full", "text", "Fits", "max_points", "100", NULL);
  g_autoptr (LepRecord) record = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_late = TRUE;

  concept = laptop_put (laptop, NULL, "criterion", NULL, "call", call, "stage", "concept", "text", "Idea", "max_points", "100", NULL);
  g_free (g_steal_pointer (&fixture->call));
  fixture->call = g_strdup (call);
  for (guint i = 0; i < N_APPLICATIONS; i++)
    laptop_life (laptop, NULL, "application", fixture->applications[i], LEP_LIFE_DELETED);
  g_free (g_steal_pointer (&fixture->applications[0]));
  id = fixture->applications[0] = laptop_put (laptop, NULL, "application", NULL, "call", call, "partnership", PARTNERSHIP, "lead", fixture->lead, "title", "Idea",
                                              "stage", "concept", "status", "admin_ok", "copies", "3", "received_at", "2026-01-09T09:00:00.000Z", NULL);
  expect_calls_stage (fixture, "concept");
  score_stage (fixture, "concept", concept, 1);
  expect_status (fixture, 0, "scored");
  laptop_edit (laptop, NULL, "application", id, "status", "preselected");
  laptop_edit (laptop, NULL, "application", id, "decided_on", "2026-01-20");

  /* Invited: the other stage, though the concept notes are still what is ranked. */
  laptop_edit (laptop, NULL, "application", id, "status", "full_draft");
  laptop_expect (laptop, "SELECT stage || coalesce (decided_on, ' ') || coalesce (copies, '-') FROM k_application WHERE title = 'Idea'", "full -");
  expect_calls_stage (fixture, "concept");
  laptop_edit (laptop, NULL, "application", id, "channel", "email");

  /* Received at its own hour, by the other deadline, and not taken for one that is not in order. */
  record = lep_workspace_get_record (laptop->workspace, "application", id, NULL, &error);
  g_assert_true (lep_application_receive (laptop->workspace, record, &(LepArrival){ NULL }, "2026-02-20T10:00:00.000Z", &is_late, &error));
  g_assert_no_error (error);
  g_assert_false (is_late);
  laptop_expect (laptop, "SELECT received_at || coalesce (copies, ' -') || channel FROM k_application WHERE title = 'Idea'", "2026-02-20T10:00:00.000Z -email");
  expect_calls_stage (fixture, "full");
  laptop_edit (laptop, NULL, "application", id, "status", "full_admin_ok");

  /* The same assessor has a sheet of its own for the second stage. */
  score_stage (fixture, "full", full, 1);
  expect_status (fixture, 0, "full_scored");
  {
    g_autoptr (LepCallRanking) ranking = lep_call_ranking_read (laptop->workspace, call, "concept", &error);

    g_assert_cmpuint (lep_call_ranking_find (ranking, id, NULL)->rank.n_sheets, ==, 1);
    g_assert_cmpuint (ranking->n_in_order, ==, 1);
  }
}

/* Without a stage a criterion has one score for both: who has the points of the
 * concept note is not asked for others. */
static void
test_criterion_without_a_stage (Fixture      *fixture,
                                gconstpointer data)
{
  Laptop          *laptop = fixture->laptop;
  const char      *id = fixture->applications[0];
  g_autofree char *sheet = NULL;
  g_autoptr (LepEdit) edit = lep_edit_new (laptop->workspace);
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (GError) error = NULL;

  laptop_edit (laptop, NULL, "call", fixture->call, "stages", "two");
  g_free (laptop_put (laptop, NULL, "assessment", NULL, "application", id, "assessor", fixture->assessors[0], "status", "assigned",
                      "stage", "concept", NULL));
  g_assert_true (lep_edit_row (edit, NULL, "assessment", NULL, &error));
  lep_edit_set (edit, "application", id);
  lep_edit_set (edit, "assessor", fixture->assessors[0]);
  lep_edit_set (edit, "stage", "full");
  g_assert_false (lep_edit_commit (edit, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "the criterion “Fits” names no stage"));

  /* Another assessor has nothing to lose; nor has this one once it names its stage. */
  g_free (laptop_put (laptop, NULL, "assessment", NULL, "application", id, "assessor", fixture->assessors[1], "stage", "full", NULL));
  laptop_edit (laptop, NULL, "criterion", fixture->criterion, "stage", "full");
  sheet = laptop_put (laptop, NULL, "assessment", NULL, "application", id, "assessor", fixture->assessors[0], "stage", "full", NULL);

  /* What a merge brings together is told. */
  laptop_edit (laptop, NULL, "criterion", fixture->criterion, "stage", NULL);
  findings = lep_attention (laptop->workspace, "2026-06-30", NULL, NULL);
  for (guint i = findings->len; i > 0; i--)
    if (strcmp (((LepFinding *) g_ptr_array_index (findings, i - 1))->kind, "assessment") != 0)
      g_ptr_array_remove_index (findings, i - 1);
  g_assert_cmpuint (findings->len, ==, 1);
  g_assert_cmpstr (((LepFinding *) g_ptr_array_index (findings, 0))->id, ==, sheet);
  g_assert_cmpstr (((LepFinding *) g_ptr_array_index (findings, 0))->field, ==, "stage");
}

/* One came in time, one an hour late; both get the next free number. */
static void
test_receipt_is_late_by_the_rule (Fixture      *fixture,
                                  gconstpointer data)
{
  static const char *const hours[] = { "2026-03-01T12:00:00.000Z", "2026-03-01T13:00:00.000Z" };
  static const char *const states[] = { "full_received", "late" };
  static const char *const numbers[] = { "C-1-02", "C-1-03", "C-1-04", "C-1-05" };

  laptop_edit (fixture->laptop, NULL, "application", fixture->applications[0], "reference", "C-1-01");
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (LepRecord) record = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *lead = laptop_ask (fixture->laptop, "SELECT lead FROM k_application LIMIT 1");
      g_autofree char *id = laptop_put (fixture->laptop, NULL, "application", NULL, "call", fixture->call, "partnership", PARTNERSHIP, "lead", fixture->lead, "title", "New", i < 2 ? NULL : "status", "draft", NULL);
      gboolean         is_late = FALSE;

      record = lep_workspace_get_record (fixture->laptop->workspace, "application", id, NULL, NULL);
      g_assert_true (lep_application_receive (fixture->laptop->workspace, record, &(LepArrival){ NULL }, hours[i % 2], &is_late, &error));
      g_assert_no_error (error);
      g_assert_cmpint (is_late, ==, i % 2 == 1);
      lep_record_refresh (record, fixture->laptop->workspace, NULL);
      g_assert_cmpstr (lep_record_get (record, "status"), ==, states[i % 2]);
      g_assert_cmpstr (lep_record_get (record, "stage"), ==, "full");
      g_assert_cmpstr (lep_record_get (record, "received_at"), ==, hours[i % 2]);
      g_assert_cmpstr (lep_record_get (record, "reference"), ==, numbers[i]);
      if (i % 2 == 0)
        continue;

      /* An hour that was wrong is put right with the state, when it was in time. */
      for (guint wrong = 3; wrong-- > 0;)
        {
          g_autoptr (LepEdit) edit = lep_edit_new (fixture->laptop->workspace);
          g_autoptr (GError) refusal = NULL;

          lep_edit_row (edit, NULL, "application", id, NULL);
          lep_edit_set (edit, "status", "full_received");
          if (wrong < 2)
            lep_edit_set (edit, "received_at", wrong == 1 ? "2026-03-01T12:00:00.001Z" : hours[0]);
          g_assert_true (lep_edit_commit (edit, &refusal) == (wrong == 0));
          g_assert_true (refusal == NULL || strstr (refusal->message, wrong == 2 ? "(received_at); fill it in together with the step" : "it came after the deadline") != NULL);
        }
    }
}

/* What is told of who decided, and by what, as "kind.field". */
static void
expect_regraded (Fixture    *fixture,
                 const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = lep_attention (fixture->laptop->workspace, "2026-06-30", NULL, &error);
  g_autoptr (GString) told = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < findings->len; i++)
    {
      const LepFinding *finding = g_ptr_array_index (findings, i);

      if (strstr (finding->text, "after applications had been decided") != NULL)
        g_string_append_printf (told, "%s.%s ", finding->kind, finding->field);
    }
  g_assert_cmpstr (told->str, ==, expected);
}

static void
test_changed_after_the_decision_is_told (Fixture      *fixture,
                                         gconstpointer data)
{
  give_all (fixture);
  laptop_edit (fixture->laptop, NULL, "call", fixture->call, "status", "published");
  laptop_edit (fixture->laptop, NULL, "assessor", fixture->assessors[0], "votes", "1");
  laptop_edit (fixture->laptop, NULL, "call", fixture->call, "full_threshold", "60");
  expect_regraded (fixture, "");
  laptop_edit (fixture->laptop, NULL, "application", fixture->applications[0], "status", "full_scored");
  laptop_edit (fixture->laptop, NULL, "application", fixture->applications[0], "status", "verified");
  laptop_edit (fixture->laptop, NULL, "application", fixture->applications[0], "status", "selected");
  expect_regraded (fixture, "");
  laptop_edit (fixture->laptop, NULL, "call", fixture->call, "full_threshold", "99");
  laptop_edit (fixture->laptop, NULL, "call", fixture->call, "concept_threshold", "9");
  expect_regraded (fixture, "call.full_threshold ");
  g_free (laptop_put (fixture->laptop, NULL, "assessor", NULL, "name", "Later", "votes", "1", NULL));
  laptop_edit (fixture->laptop, NULL, "assessor", fixture->assessors[0], "votes", "0");
  expect_regraded (fixture, "call.full_threshold assessor.votes ");
}

/* Receives a new application of the call as it is. Returns: (transfer full): state,
 * stage and number */
static char *
receive (Fixture    *fixture,
         const char *stage,
         const char *status,
         const char *hour)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = laptop_put (fixture->laptop, NULL, "application", NULL, "call", fixture->call, "partnership", PARTNERSHIP, "lead", fixture->lead, "title", "New",
                                    "stage", stage, "status", status, status != NULL && strcmp (status, "received") == 0 ? "received_at" : NULL, hour, NULL);
  g_autoptr (LepRecord) record = lep_workspace_get_record (fixture->laptop->workspace, "application", id, NULL, NULL);
  gboolean is_late;

  g_assert_true (lep_application_is_to_receive (fixture->laptop->workspace, record));
  g_assert_true (lep_application_receive (fixture->laptop->workspace, record, &(LepArrival){ NULL }, hour, &is_late, &error));
  g_assert_no_error (error);
  lep_record_refresh (record, fixture->laptop->workspace, NULL);
  g_assert_cmpint (is_late, ==, strcmp (lep_record_get (record, "status"), "late") == 0);
  g_assert_cmpstr (lep_record_get (record, "received_at"), ==, hour);
  g_assert_false (lep_application_is_to_receive (fixture->laptop->workspace, record));
  return g_strdup_printf ("%s %s", lep_record_get (record, "status"), lep_record_get (record, "stage"));
}

static void
test_receipt_goes_by_the_stage (Fixture      *fixture,
                                gconstpointer data)
{
  static const char early[] = "2026-02-01T12:00:00.000Z", between[] = "2026-02-01T12:00:00.001Z", late[] = "2026-03-01T12:00:00.001Z";
  static const struct
  {
    const char *stages, *concept, *full, *stage, *status, *hour, *expected;
  } cases[] = {
    { "one", early, "2026-03-01T12:00:00.000Z", NULL, "draft", between, "full_received full" },
    { "one", early, NULL, NULL, "draft", between, "late full" },
    { "one", early, NULL, NULL, "draft", early, "full_received full" },
    { "one", NULL, "2026-03-01T12:00:00.000Z", NULL, "received", between, "full_received full" },
    { "two", early, "2026-03-01T12:00:00.000Z", "full", "draft", between, "full_received full" },
    { "two", early, "2026-03-01T12:00:00.000Z", "full", "draft", late, "late full" },
    { "two", early, "2026-03-01T12:00:00.000Z", "concept", "draft", between, "late concept" },
    { "two", NULL, "2026-03-01T12:00:00.000Z", "concept", "draft", late, "late concept" },
    { "two", early, NULL, "full", "draft", late, "full_received full" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *got = NULL;

      laptop_edit (fixture->laptop, NULL, "call", fixture->call, "stages", cases[i].stages);
      laptop_edit (fixture->laptop, NULL, "call", fixture->call, "concept_deadline", NULL);
      laptop_edit (fixture->laptop, NULL, "call", fixture->call, "full_deadline", cases[i].full);
      laptop_edit (fixture->laptop, NULL, "call", fixture->call, "concept_deadline", cases[i].concept);
      got = receive (fixture, cases[i].stage, cases[i].status, cases[i].hour);
      g_assert_cmpstr (got, ==, cases[i].expected);
    }
}

/* Makes an application to the fixture's call that says neither stage nor more than its state. */
static char *
put_plain (Fixture    *fixture,
           const char *status)
{
  return laptop_put (fixture->laptop, NULL, "application", NULL, "call", fixture->call, "partnership", PARTNERSHIP, "lead", fixture->lead, "title", "Plain", "status", status,
                     NULL);
}

static void
expect_stage (Fixture    *fixture,
              const char *id,
              const char *stage)
{
  g_autoptr (LepRecord) record = lep_workspace_get_record (fixture->laptop->workspace, "application", id, NULL, NULL);

  g_assert_cmpstr (lep_record_get (record, "stage"), ==, stage);
}

static void
expect_no_contract (Laptop     *laptop,
                    const char *id)
{
  g_autoptr (LepEdit) edit = lep_edit_new (laptop->workspace);
  g_autoptr (GError) error = NULL;

  g_assert_true (lep_edit_row (edit, NULL, "application", id, NULL));
  lep_edit_set (edit, "status", "contracted");
  g_assert_false (lep_edit_commit (edit, &error));
  g_assert_cmpstr (error->message, ==,
                   "Status cannot go from “Reserve list” to “Contracted”; allowed from here: Full application in draft (full_draft), Withdrawn (withdrawn).");
}

/* From the first day on an application is in the stage of its call. What the reserve
 * list of the first stage lacks before a contract is the full application. */
static void
test_new_ones_have_their_stage (Fixture      *fixture,
                                gconstpointer data)
{
  Laptop          *laptop = fixture->laptop;
  g_autofree char *one = put_plain (fixture, "draft"), *two = NULL, *late = NULL, *unknown = NULL;

  expect_stage (fixture, one, "full");
  laptop_edit (laptop, NULL, "call", fixture->call, "stages", "two");
  two = put_plain (fixture, "reserve");
  expect_stage (fixture, two, "concept");
  late = put_plain (fixture, "full_received");
  expect_stage (fixture, late, "full");
  laptop_edit (laptop, NULL, "call", fixture->call, "stages", NULL);
  unknown = put_plain (fixture, "received");
  expect_stage (fixture, unknown, NULL);
  laptop_edit (laptop, NULL, "call", fixture->call, "stages", "two");

  {
    g_autoptr (LepEdit) edit = lep_edit_new (laptop->workspace);
    g_autoptr (GError) error = NULL;
    g_autofree char *id = NULL;

    /* Also where the same action goes on to write something else of the call. */
    lep_edit_row (edit, NULL, "application", NULL, &error);
    lep_edit_set (edit, "call", fixture->call);
    lep_edit_set (edit, "lead", fixture->lead);
    lep_edit_set (edit, "partnership", PARTNERSHIP);
    lep_edit_set (edit, "title", "Beside its call");
    lep_edit_set (edit, "status", "draft");
    lep_edit_row (edit, NULL, "call", fixture->call, &error);
    lep_edit_set (edit, "title", "Renamed");
    g_assert_true (lep_edit_commit (edit, &error));
    g_assert_no_error (error);
    id = laptop_ask (laptop, "SELECT lep_id_text (r.id) FROM row r JOIN k_application k USING (rid) WHERE k.title = 'Beside its call'");
    expect_stage (fixture, id, "concept");
  }

  expect_no_contract (laptop, two);
  laptop_edit (laptop, NULL, "application", two, "stage", NULL);
  expect_no_contract (laptop, two);
  laptop_edit (laptop, NULL, "application", two, "status", "full_draft");
  expect_stage (fixture, two, "full");
}

/* Checks, sheets and points stand in the office's space and nowhere else. */
static void
test_scores_stand_in_the_office (Fixture      *fixture,
                                 gconstpointer data)
{
  give_all (fixture);
  laptop_expect (fixture->laptop, "SELECT group_concat (DISTINCT s.kind) FROM row r JOIN space s ON s.no = r.space_no JOIN kind k ON k.no = r.kind_no"
                                  " WHERE k.name IN ('check', 'assessor', 'assessment', 'score')",
                 "office");
  laptop_expect (fixture->laptop, "SELECT group_concat (DISTINCT k.name) FROM row r JOIN space s ON s.no = r.space_no JOIN kind k ON k.no = r.kind_no"
                                  " WHERE s.kind = 'partnership' AND k.name IN ('check', 'assessor', 'assessment', 'score')",
                 NULL);
}

#define ADD(name, function) g_test_add ("/call-office/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("grid_of_an_earlier_call", test_grid_of_an_earlier_call);
  ADD ("committee_gets_sheets_once", test_committee_gets_sheets_once);
  ADD ("grid-stays-under-final-sheets", test_grid_stays_under_final_sheets);
  ADD ("final-sheet-stays", test_final_sheet_stays);
  ADD ("both-stages", test_both_stages);
  ADD ("criterion-without-a-stage", test_criterion_without_a_stage);
  ADD ("receipt_is_late_by_the_rule", test_receipt_is_late_by_the_rule);
  ADD ("changed-after-the-decision-is-told", test_changed_after_the_decision_is_told);
  ADD ("receipt-goes-by-the-stage", test_receipt_goes_by_the_stage);
  ADD ("new-ones-have-their-stage", test_new_ones_have_their_stage);
  ADD ("scores_stand_in_the_office", test_scores_stand_in_the_office);

  return g_test_run ();
}
