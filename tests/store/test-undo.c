/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was done can be taken back, also after a restart, and never at the cost
 * of what somebody did since. */

#include <sqlite3.h>

#include "lep-check.h"
#include "lep-conflict.h"
#include "lep-undo.h"

#include "say.h"

typedef struct
{
  char   *dir;
  Laptop *a, *b, *c;
  char   *project;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->dir = lep_test_dir ();
  fixture->a = laptop_new (fixture->dir, 1);
  fixture->b = laptop_new (fixture->dir, 2);
  fixture->c = laptop_new (fixture->dir, 3);
  fixture->project = laptop_put (fixture->a, PARTNERSHIP, "project", NULL, "partnership", PARTNERSHIP, "title", "Welders",
                                 "activity", "retraining", "status", "active", "start", "2026-01-01", "end", "2026-06-30", NULL);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  laptop_free (fixture->a);
  laptop_free (fixture->b);
  laptop_free (fixture->c);
  g_free (fixture->project);
  lep_test_dir_free (fixture->dir);
}

static LepUndone
undo (Laptop *laptop)
{
  g_autoptr (GError) error = NULL;
  LepUndone undone;

  lep_undo_last (laptop->workspace, &undone, &error);
  g_assert_no_error (error);
  return undone;
}

static void
test_one_after_the_other (Fixture      *fixture,
                          gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  LepUndone undone;

  laptop_edit (fixture->a, NULL, "project", fixture->project, "title", "Two");
  laptop_edit (fixture->a, NULL, "project", fixture->project, "end", "2026-12-31");
  laptop_edit (fixture->a, NULL, "project", fixture->project, "status", "completed");
  laptop_reopen (fixture->a, LEP_OPEN_WRITE);

  undone = undo (fixture->a); /* though no life-cycle goes that way */
  g_assert_cmpuint (undone.n_settled, ==, 0);
  g_assert_cmpstr (undone.kind->name, ==, "project");
  g_assert_cmpstr (undone.id, ==, fixture->project);
  g_assert_cmpuint (undone.n_records, ==, 1);
  laptop_expect (fixture->a, "SELECT status FROM k_project", "active");
  undo (fixture->a);
  laptop_expect (fixture->a, "SELECT start || ' ' || \"end\" FROM k_project", "2026-01-01 2026-06-30");
  undo (fixture->a);
  laptop_expect (fixture->a, "SELECT title FROM k_project", "Welders");
  undone = undo (fixture->a);
  g_assert_cmpuint (undone.n_rows, ==, 1);
  laptop_expect (fixture->a, "SELECT deleted FROM row JOIN k_project USING (rid)", "1");
  g_assert_false (lep_undo_last (fixture->a->workspace, &undone, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_NOT_FOUND);
}

static void
test_newer_work_stays (Fixture      *fixture,
                       gconstpointer data)
{
  LepUndone        undone;
  g_autofree char *id = laptop_put (fixture->a, NULL, "project", fixture->project, "title", "Mine", "summary", "Mine", NULL);

  laptop_give (fixture->a, fixture->b);
  laptop_edit (fixture->b, NULL, "project", fixture->project, "title", "Theirs");
  laptop_give (fixture->b, fixture->a);
  undone = undo (fixture->a);
  g_assert_cmpuint (undone.n_skipped, ==, 1);
  g_assert_cmpuint (undone.n_fields, ==, 1);
  laptop_expect (fixture->a, "SELECT title || ifnull (summary, '-') FROM k_project", "Theirs-");
}

/* What an edit cuts into several changes, undo does too: none is too large for a bundle. */
static void
test_long_texts_make_several_changes (Fixture      *fixture,
                                      gconstpointer data)
{
  g_autoptr (LepEdit) first = lep_edit_new (fixture->a->workspace);
  g_autoptr (LepEdit) second = lep_edit_new (fixture->a->workspace);
  g_autofree char *one = g_strnfill (60000, 'a'), *two = g_strnfill (60000, 'b');
  g_autoptr (GError) error = NULL;
  LepUndone undone;

  for (guint i = 0; i < 2; i++)
    {
      for (guint k = 0; k < 100; k++)
        {
          g_autofree char *id = g_strdup_printf ("0194ca00-0000-7000-8000-%012u", k);
          LepEdit         *edit = i == 0 ? first : second;

          g_assert_true (lep_edit_row (edit, PARTNERSHIP, "project", id, &error));
          if (i == 0)
            lep_edit_set (edit, "partnership", PARTNERSHIP);
          lep_edit_set (edit, "title", "Long");
          lep_edit_set (edit, "activity", "retraining");
          lep_edit_set (edit, "next_steps", i == 0 ? one : two);
        }
      lep_edit_commit (i == 0 ? first : second, &error);
      g_assert_no_error (error);
    }
  undone = undo (fixture->a);
  g_assert_cmpuint (undone.n_records, ==, 100);
  laptop_expect (fixture->a, "SELECT count (*) FROM k_project WHERE next_steps = (SELECT next_steps FROM k_project WHERE next_steps LIKE 'a%' LIMIT 1)", "100");
  laptop_expect (fixture->a, "SELECT max (length (body)) < 2200000 FROM change", "1");
  laptop_expect (fixture->a, "SELECT count (*) FROM change WHERE length (body) > 1000000", "9");
}

/* C goes on from its first change in a copy, after B gave up the second for lost
 * and deleted the project; the copy has seen that and restores it. Each of the
 * two replaced the other: neither counts, now and taken back. */
static void
test_lives_that_replaced_each_other (Fixture      *fixture,
                                     gconstpointer data)
{
  g_autofree char *project = laptop_put (fixture->c, PARTNERSHIP, "project", NULL, "partnership", PARTNERSHIP, "title", "One",
                                         "activity", "other", NULL);
  LepChange       *waiver = lep_change_new ();
  g_autoptr (LepChange) restore = lep_change_new ();
  g_autoptr (GString) body = g_string_new (NULL);
  g_autoptr (GPtrArray) of_c = NULL, of_b = NULL;
  g_autoptr (GError) error = NULL;
  Parcel         *copy;
  LepSeen         seen;
  LepUuid         id;
  LepIngestResult result;
  LepUndone       undone;

  laptop_give (fixture->c, fixture->a);
  laptop_edit (fixture->c, NULL, "project", project, "title", "Two");
  laptop_edit (fixture->c, NULL, "project", project, "title", "Three");
  of_c = laptop_pack (fixture->c);
  copy = g_ptr_array_steal_index (of_c, 1);
  laptop_take (fixture->b, of_c);
  lep_change_add_waive (waiver, &fixture->c->replica, 2, 2);
  laptop_say (fixture->b, PARTNERSHIP, waiver);
  laptop_take (fixture->b, of_c);
  laptop_expect (fixture->b, "SELECT title FROM k_project", "Three");
  laptop_life (fixture->b, NULL, "project", project, LEP_LIFE_DELETED);
  of_b = laptop_pack (fixture->b);

  g_assert_true (lep_uuid_parse (project, -1, &id));
  lep_change_set_head (restore, 2, "2026-11-21T11:00:00.000Z", "Coordinator");
  lep_change_add_row (restore, "project", &id, LEP_LIFE_RESTORED);
  lep_change_write (restore, body);
  seen = (LepSeen){ fixture->b->replica, 2, parcel_find (of_b, fixture->b, PARTNERSHIP, 2)->received.hash };
  g_array_append_val (copy->context, seen);
  lep_context_hash (copy->context, &copy->received.context_hash);
  lep_chain_next (&copy->received.prev, &copy->received.context_hash, body->str, body->len, &copy->received.hash);
  copy->received.body = body->str;
  copy->received.length = body->len;
  copy->received.change = restore;
  g_ptr_array_add (of_b, copy);

  result = laptop_take (fixture->a, of_b);
  laptop_expect (fixture->a, "SELECT count (*) FROM pending", "0");
  laptop_expect (fixture->a, "SELECT deleted || ' ' || conflicts FROM row JOIN k_project USING (rid) WHERE title = 'Three'", "0 0");
  g_assert_true (lep_workspace_check (fixture->a->workspace, NULL, NULL, &error));
  lep_undo_step (fixture->a->workspace, result.step, &undone, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (undone.n_rows, ==, 0);
  g_assert_cmpuint (undone.n_fields, ==, 1);
  laptop_expect (fixture->a, "SELECT deleted FROM row JOIN k_project USING (rid) WHERE title = 'One'", "0");
}

/* Cancels as soon as it is looked up what a change has seen: the first row is under way then. */
static int
cancel_cb (unsigned int kind,
           void        *cancellable,
           void        *stmt,
           void        *sql)
{
  if (g_str_has_prefix (sql, "SELECT context_no FROM change"))
    g_cancellable_cancel (cancellable);
  return 0;
}

static GCancellable *traced;

static int
trace_cb (sqlite3                    *handle,
          char                      **message,
          const sqlite3_api_routines *routines)
{
  return sqlite3_trace_v2 (handle, SQLITE_TRACE_STMT, cancel_cb, traced);
}

static void
test_cancelled_half_way (Fixture      *fixture,
                         gconstpointer data)
{
  g_autofree char *other = laptop_put (fixture->a, PARTNERSHIP, "project", NULL, "partnership", PARTNERSHIP, "title", "Bakers",
                                       "activity", "other", NULL);
  const char      *ids[] = { fixture->project, other };
  g_autofree char *before = NULL;
  g_autoptr (LepEdit) edit = NULL;
  g_autoptr (GError) error = NULL;
  LepUndone undone;
  gint64    step;

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    laptop_edit (fixture->a, NULL, "project", ids[i], "title", "Two");
  edit = lep_edit_new (fixture->a->workspace);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      lep_edit_row (edit, NULL, "project", ids[i], &error);
      lep_edit_set (edit, "title", "Three");
    }
  lep_edit_commit (edit, &error);
  g_assert_no_error (error);

  traced = g_cancellable_new ();
  sqlite3_auto_extension ((void (*) (void)) trace_cb);
  laptop_reopen (fixture->a, LEP_OPEN_WRITE);
  sqlite3_reset_auto_extension ();
  before = laptop_ask (fixture->a, "SELECT count (*) || ' ' || sum (undone) FROM change, step");
  lep_undo_find (fixture->a->workspace, &step, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (lep_undo_step (fixture->a->workspace, step, &undone, traced, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  laptop_expect (fixture->a, "SELECT count (*) || ' ' || sum (undone) FROM change, step", before);
  laptop_expect (fixture->a, "SELECT group_concat (title) FROM k_project", "Three,Three");
  undo (fixture->a);
  laptop_expect (fixture->a, "SELECT group_concat (title) FROM k_project", "Two,Two");
  g_clear_object (&traced);
}

/* Two laptops are renamed in one step where no programme is known yet, so that nobody's
 * word on laptops counts: taken back, neither has that name. */
static void
test_laptops_without_a_programme (Fixture      *fixture,
                                  gconstpointer data)
{
  static const char        renamed[] = "SELECT count (*) FROM k_replica WHERE label = 'Renamed'";
  static const char *const ids[] = { "0194c9e2-0000-7000-8000-000000000021", "0194c9e2-0000-7000-8000-000000000022" };
  g_autofree char         *first = laptop_put (fixture->a, PROGRAMME, "organisation", NULL, "name", "O", "actor_group", "pes", NULL);
  g_autoptr (LepEdit) edit = lep_edit_new (fixture->a->workspace);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      lep_edit_row (edit, PROGRAMME, "replica", ids[i], &error);
      g_assert_no_error (error);
      lep_edit_set (edit, "label", "Renamed");
    }
  lep_edit_commit (edit, &error);
  g_assert_no_error (error);
  laptop_expect (fixture->a, renamed, "2");
  undo (fixture->a);
  laptop_expect (fixture->a, renamed, "0");
}

static void
test_nothing_to_undo (Fixture      *fixture,
                      gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *at = NULL;
  gint64           step = -1;

  g_assert_true (lep_db_exec (lep_workspace_get_db (fixture->a->workspace), "UPDATE step SET undone = 1", &error));
  g_assert_true (lep_undo_find (fixture->a->workspace, &step, &at, &error));
  g_assert_no_error (error);
  g_assert_cmpint (step, ==, 0);
  g_assert_null (at);
}

/* Of values that did not know each other the one that was shown comes back,
 * whichever came first. */
static void
test_conflict_comes_back (Fixture      *fixture,
                          gconstpointer data)
{
  Laptop *b = fixture->b, *c = fixture->c;

  laptop_give (fixture->a, b);
  laptop_give (fixture->a, c);
  laptop_edit (b, NULL, "project", fixture->project, "title", "Earlier");
  laptop_edit (c, NULL, "project", fixture->project, "title", "Later");
  laptop_give (b, c);
  laptop_give (c, b);
  for (guint i = 0; i < 2; i++)
    {
      Laptop *laptop = i == 0 ? b : c;

      laptop_expect (laptop, "SELECT title || conflicts FROM k_project JOIN row USING (rid)", "Later1");
      laptop_edit (laptop, NULL, "project", fixture->project, "title", "Settled");
      g_assert_cmpuint (undo (laptop).n_settled, ==, 1);
      laptop_expect (laptop, "SELECT title || conflicts FROM k_project JOIN row USING (rid)", "Later0");

      /* From now on there is one. */
      laptop_edit (laptop, NULL, "project", fixture->project, "title", "Changed");
      g_assert_cmpuint (undo (laptop).n_settled, ==, 0);
      laptop_expect (laptop, "SELECT title || conflicts FROM k_project JOIN row USING (rid)", "Later0");
    }
}

static guint n_looked_up; /* how often it was asked what a change has seen */

static int
look_up_cb (unsigned int kind,
            void        *user_data,
            void        *stmt,
            void        *sql)
{
  n_looked_up += g_str_has_prefix (sql, "SELECT context_no FROM change");
  return 0;
}

static int
trace_look_up_cb (sqlite3                    *handle,
                  char                      **message,
                  const sqlite3_api_routines *routines)
{
  return sqlite3_trace_v2 (handle, SQLITE_TRACE_STMT, look_up_cb, NULL);
}

/* Of a conflict of many values each change is looked at once, not once for each other. */
static void
test_each_value_is_looked_up_once (Fixture      *fixture,
                                   gconstpointer data)
{
  Laptop *laptops[] = { fixture->a, fixture->b, fixture->c };

  laptop_give (fixture->a, fixture->b);
  laptop_give (fixture->a, fixture->c);
  for (guint i = 0; i < G_N_ELEMENTS (laptops); i++)
    {
      g_autofree char *title = g_strdup_printf ("Title %u", i);

      laptop_edit (laptops[i], NULL, "project", fixture->project, "title", title);
    }
  laptop_give (fixture->b, fixture->a);
  laptop_give (fixture->c, fixture->a);
  laptop_expect (fixture->a, "SELECT title || conflicts FROM k_project JOIN row USING (rid)", "Title 21");
  laptop_edit (fixture->a, NULL, "project", fixture->project, "title", "Settled");
  sqlite3_auto_extension ((void (*) (void)) trace_look_up_cb);
  laptop_reopen (fixture->a, LEP_OPEN_WRITE);
  sqlite3_reset_auto_extension ();
  n_looked_up = 0;
  g_assert_cmpuint (undo (fixture->a).n_settled, ==, 1);
  g_assert_cmpuint (n_looked_up, ==, 4); /* the first title, and the three that replaced it */
  laptop_expect (fixture->a, "SELECT title || conflicts FROM k_project JOIN row USING (rid)", "Title 20");
}

/* What another program left out of fields that belong together was not answered. */
static void
test_half_of_a_group (Fixture      *fixture,
                      gconstpointer data)
{
  static const char show[] = "SELECT ifnull (start, '-') || ' ' || ifnull (\"end\", '-') FROM k_project";
  LepChange        *half = lep_change_new ();

  laptop_give (fixture->a, fixture->b);
  change_add_row (half, "project", fixture->project, "end", "2026-12-31");
  laptop_say (fixture->b, PARTNERSHIP, half);
  laptop_expect (fixture->b, show, "- 2026-12-31");
  laptop_edit (fixture->b, NULL, "project", fixture->project, "start", "2026-02-01");
  laptop_expect (fixture->b, show, "2026-02-01 2026-12-31");
  undo (fixture->b);
  laptop_expect (fixture->b, show, "- 2026-12-31");
}

/* Records of two spaces may have one id; they are different records. */
static void
test_one_id_in_two_spaces (Fixture      *fixture,
                           gconstpointer data)
{
  static const char show[] = "SELECT group_concat (name, ', ') FROM (SELECT name FROM k_organisation JOIN row USING (rid)"
                             " WHERE NOT deleted ORDER BY name)";
  g_autoptr (GError) error = NULL;
  LepIngestResult result;
  LepUndone       undone;
  LepChange      *change;

  laptop_give (fixture->a, fixture->b);
  change = lep_change_new ();
  change_add_row (change, "organisation", fixture->project, "name", "Here");
  laptop_say (fixture->a, PROGRAMME, change);
  change = lep_change_new ();
  change_add_row (change, "organisation", fixture->project, "name", "There");
  laptop_say (fixture->a, PARTNERSHIP, change);
  result = laptop_give (fixture->a, fixture->b);
  laptop_expect (fixture->b, show, "Here, There");
  lep_undo_step (fixture->b->workspace, result.step, &undone, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (undone.n_rows, ==, 2);
  laptop_expect (fixture->b, show, NULL);
  laptop_expect (fixture->b, "SELECT title FROM k_project JOIN row USING (rid) WHERE NOT deleted", "Welders");
}

static void
test_import_is_taken_back (Fixture      *fixture,
                           gconstpointer data)
{
  g_autofree char *other = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  LepIngestResult result;
  LepUndone       undone;

  laptop_give (fixture->a, fixture->b);
  laptop_edit (fixture->a, NULL, "project", fixture->project, "title", "Changed");
  for (guint i = 0; i < 12; i++)
    {
      g_free (other);
      other = laptop_put (fixture->a, PARTNERSHIP, "project", NULL, "partnership", PARTNERSHIP, "title", "New",
                          "activity", "other", NULL);
    }
  result = laptop_give (fixture->a, fixture->b);
  g_assert_cmpint (result.step, >, 0);
  laptop_edit (fixture->b, NULL, "project", other, "title", "Taken up");

  g_cancellable_cancel (cancellable);
  g_assert_false (lep_undo_step (fixture->b->workspace, result.step, &undone, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  laptop_expect (fixture->b, "SELECT count (*) FROM k_project JOIN row USING (rid) WHERE NOT deleted", "13");

  lep_undo_step (fixture->b->workspace, result.step, &undone, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (undone.n_rows, ==, 11);
  g_assert_cmpuint (undone.n_skipped, ==, 1);
  laptop_expect (fixture->b, "SELECT group_concat (title) FROM (SELECT title FROM k_project JOIN row USING (rid)"
                             " WHERE NOT deleted ORDER BY title)",
                 "Taken up,Welders");
  g_assert_false (lep_undo_step (fixture->b->workspace, result.step, &undone, NULL, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_NOT_FOUND);
}

/* A result of the project inside a period that is approved. */
static char *
add_result (Fixture *fixture,
            char   **period)
{
  g_autofree char *indicator = laptop_put (fixture->a, PROGRAMME, "indicator", NULL, "code", "TRAINED", "name", "Trained",
                                           "unit", "persons", "accumulation", "sum", NULL);

  *period = laptop_put (fixture->a, PARTNERSHIP, "period", NULL, "project", fixture->project, "from", "2026-01-01",
                        "to", "2026-06-30", "status", "approved", NULL);
  return laptop_put (fixture->a, PARTNERSHIP, "outcome", NULL, "project", fixture->project, "indicator", indicator,
                     "from", "2026-01-01", "to", "2026-03-31", "value", "10", NULL);
}

static void
assert_closed (Laptop *laptop)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = laptop_ask (laptop, "SELECT count (*) FROM change");
  LepUndone        undone;

  g_assert_false (lep_undo_last (laptop->workspace, &undone, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "rule 14"));
  laptop_expect (laptop, "SELECT count (*) FROM change", before);
}

/* Somebody else locked the period meanwhile; reopened, it can be taken back. */
static void
test_locked_period_is_closed (Fixture      *fixture,
                              gconstpointer data)
{
  g_autofree char *period = NULL;
  g_autofree char *result = add_result (fixture, &period);

  laptop_give (fixture->a, fixture->b);
  laptop_edit (fixture->a, NULL, "outcome", result, "value", "12");
  laptop_give (fixture->a, fixture->b);
  laptop_edit (fixture->b, NULL, "period", period, "status", "locked");
  laptop_give (fixture->b, fixture->a);
  assert_closed (fixture->a);
  laptop_expect (fixture->a, "SELECT value FROM k_outcome", "12");

  g_free (laptop_put (fixture->b, NULL, "period", period, "status", "open", "reopen_reason", "a wrong sum",
                      "reopened_until", "2026-12-31", NULL));
  laptop_give (fixture->b, fixture->a);
  undo (fixture->a);
  laptop_expect (fixture->a, "SELECT value FROM k_outcome", "10");
}

/* One laptop locked a period, another deleted it, and the deletion was chosen. */
static char *
choose_deletion (Fixture *fixture)
{
  char            *period = NULL;
  g_autofree char *result = add_result (fixture, &period);
  g_autoptr (GError) error = NULL;

  laptop_give (fixture->a, fixture->b);
  laptop_life (fixture->b, PARTNERSHIP, "period", period, LEP_LIFE_DELETED);
  laptop_edit (fixture->a, NULL, "period", period, "status", "locked");
  laptop_give (fixture->b, fixture->a);
  lep_conflict_settle_life (fixture->a->workspace, PARTNERSHIP, "period", period, FALSE, &error);
  g_assert_no_error (error);
  laptop_expect (fixture->a, "SELECT deleted FROM row JOIN k_period USING (rid)", "1");
  return period;
}

/* It comes back as it was, and stays locked. */
static void
test_deleted_locked_period_comes_back (Fixture      *fixture,
                                       gconstpointer data)
{
  g_autofree char *period = choose_deletion (fixture);
  g_autoptr (LepEdit) edit = lep_edit_new (fixture->a->workspace);
  g_autoptr (GError) error = NULL;

  if (data != NULL)
    undo (fixture->a);
  else
    laptop_life (fixture->a, PARTNERSHIP, "period", period, LEP_LIFE_RESTORED);
  laptop_expect (fixture->a, "SELECT deleted || status FROM row JOIN k_period USING (rid)", "0locked");
  g_assert_true (lep_edit_row (edit, PARTNERSHIP, "period", period, &error));
  lep_edit_life (edit, LEP_LIFE_DELETED);
  g_assert_false (lep_edit_commit (edit, &error));
  g_assert_nonnull (strstr (error->message, "rule 14"));
}

/* One's own lock is taken back as any other step, and so is what was before it. */
static void
test_own_lock_is_taken_back (Fixture      *fixture,
                             gconstpointer data)
{
  g_autofree char *period = NULL;
  g_autofree char *result = add_result (fixture, &period);

  laptop_edit (fixture->a, NULL, "outcome", result, "value", "12");
  laptop_edit (fixture->a, NULL, "period", period, "status", "locked");
  undo (fixture->a);
  laptop_expect (fixture->a, "SELECT status FROM k_period", "approved");
  undo (fixture->a);
  laptop_expect (fixture->a, "SELECT value FROM k_outcome", "10");

  /* Moving a result out of the way of a lock is no way in again. */
  g_free (laptop_put (fixture->a, NULL, "outcome", result, "from", "2026-07-01", "to", "2026-07-31", NULL));
  laptop_give (fixture->a, fixture->b);
  laptop_edit (fixture->b, NULL, "period", period, "status", "locked");
  laptop_give (fixture->b, fixture->a);
  assert_closed (fixture->a);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add ("/undo/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("one-after-the-other", test_one_after_the_other);
  ADD ("newer-work-stays", test_newer_work_stays);
  ADD ("long-texts-make-several-changes", test_long_texts_make_several_changes);
  ADD ("lives-that-replaced-each-other", test_lives_that_replaced_each_other);
  ADD ("cancelled-half-way", test_cancelled_half_way);
  ADD ("laptops-without-a-programme", test_laptops_without_a_programme);
  ADD ("nothing-to-undo", test_nothing_to_undo);
  ADD ("conflict-comes-back", test_conflict_comes_back);
  ADD ("each-value-is-looked-up-once", test_each_value_is_looked_up_once);
  ADD ("half-of-a-group", test_half_of_a_group);
  ADD ("one-id-in-two-spaces", test_one_id_in_two_spaces);
  ADD ("import-is-taken-back", test_import_is_taken_back);
  ADD ("deleted-locked-period-is-restored", test_deleted_locked_period_comes_back);
  g_test_add ("/undo/deletion-of-a-locked-period-is-taken-back", Fixture, "undo", set_up, test_deleted_locked_period_comes_back, tear_down);
  ADD ("locked-period-is-closed", test_locked_period_is_closed);
  ADD ("own-lock-is-taken-back", test_own_lock_is_taken_back);
  return g_test_run ();
}
