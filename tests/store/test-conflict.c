/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Conflicts are listed with all their values and settled by ordinary changes. */

#include <sqlite3.h>

#include "lep-conflict.h"
#include "lep-receipt.h"
#include "lep-undo.h"

#include "say.h"

typedef struct
{
  char   *dir;
  Laptop *a, *b;
  char   *project;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->dir = lep_test_dir ();
  fixture->a = laptop_new (fixture->dir, 1);
  fixture->b = laptop_new (fixture->dir, 2);
  fixture->project = laptop_put (fixture->a, PARTNERSHIP, "project", NULL, "partnership", PARTNERSHIP, "title", "Welders",
                                 "activity", "retraining", "start", "2026-01-01", "end", "2026-06-30", NULL);
  laptop_give (fixture->a, fixture->b);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  laptop_free (fixture->a);
  laptop_free (fixture->b);
  g_free (fixture->project);
  lep_test_dir_free (fixture->dir);
}

static void
exchange (Fixture *fixture)
{
  laptop_give (fixture->a, fixture->b);
  laptop_give (fixture->b, fixture->a);
  laptops_agree (fixture->a, fixture->b);
}

static void
disagree (Fixture    *fixture,
          const char *field,
          const char *a,
          const char *b)
{
  laptop_edit (fixture->a, NULL, "project", fixture->project, field, a);
  laptop_edit (fixture->b, NULL, "project", fixture->project, field, b);
  exchange (fixture);
}

static GPtrArray *
list (Laptop *laptop)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *found = lep_conflicts_list (laptop->workspace, NULL, NULL, 20, &error);

  g_assert_no_error (error);
  g_assert_cmpint (lep_conflicts_count (laptop->workspace, NULL), ==, found->len);
  return found;
}

static const char *
text_of (const LepConflict *conflict,
         guint              value,
         guint              field)
{
  return g_ptr_array_index (((LepConflictValue *) g_ptr_array_index (conflict->values, value))->texts, field);
}

static void
test_all_values_are_listed (Fixture      *fixture,
                            gconstpointer data)
{
  g_autoptr (GPtrArray) found = NULL;
  const LepConflict      *conflict;
  const LepConflictValue *shown;

  disagree (fixture, "title", "From a", "From b");
  found = list (fixture->a);
  g_assert_cmpuint (found->len, ==, 1);
  conflict = g_ptr_array_index (found, 0);
  g_assert_cmpstr (conflict->id, ==, fixture->project);
  g_assert_cmpstr (conflict->kind, ==, "project");
  g_assert_cmpstr (conflict->space, ==, PARTNERSHIP);
  g_assert_cmpstr (conflict->field, ==, "title");
  g_assert_cmpuint (conflict->values->len, ==, 2);
  g_assert_cmpstr (text_of (conflict, 0, 0), ==, "From b");
  g_assert_cmpstr (text_of (conflict, 1, 0), ==, "From a");
  g_assert_cmpstr (g_ptr_array_index (conflict->before, 0), ==, "Welders");
  shown = g_ptr_array_index (conflict->values, 0);
  g_assert_true (shown->shown);
  g_assert_false (shown->own);
  g_assert_cmpstr (shown->label, ==, "Laptop 2");
  g_assert_cmpstr (shown->by, ==, "Coordinator");
}

static int n_scanned;

/* Counts the lines that were looked at without an index for a receipt. */
static int
scan_cb (unsigned kind,
         void    *user_data,
         void    *stmt,
         void    *time)
{
  if (strstr (sqlite3_sql (stmt), "FROM receipt WHERE EXISTS") != NULL)
    n_scanned += sqlite3_stmt_status (stmt, SQLITE_STMTSTATUS_FULLSCAN_STEP, 1);
  return 0;
}

static int
trace_cb (sqlite3                    *handle,
          char                      **message,
          const sqlite3_api_routines *routines)
{
  return sqlite3_trace_v2 (handle, SQLITE_TRACE_PROFILE, scan_cb, NULL);
}

/* Which bundle brought a value is found at once, however long the log is. */
static void
test_bundle_is_found_at_once (Fixture      *fixture,
                              gconstpointer data)
{
  g_autofree char        *hash = g_strnfill (LEP_HASH_HEX_SIZE, 'a');
  LepReceipt              receipt = { .hash = hash, .at = (char *) "2026-11-21T10:00:00.000Z", .file = (char *) "one.lepx", .label = (char *) "Laptop 3" };
  const LepConflictValue *shown;
  g_autoptr (GPtrArray) found = NULL;

  for (guint i = 0; i < 100; i++)
    laptop_edit (fixture->a, NULL, "project", fixture->project, "summary", i % 2 == 0 ? "One" : "Two");
  laptop_edit (fixture->a, NULL, "project", fixture->project, "title", "From a");
  laptop_edit (fixture->b, NULL, "project", fixture->project, "title", "From b");
  receipt.step = laptop_give (fixture->b, fixture->a).step;
  g_assert_true (lep_receipt_add (fixture->a->workspace, &receipt, NULL));

  sqlite3_auto_extension ((void (*) (void)) trace_cb);
  laptop_reopen (fixture->a, LEP_OPEN_READ);
  sqlite3_reset_auto_extension ();
  found = list (fixture->a);
  shown = g_ptr_array_index (((LepConflict *) g_ptr_array_index (found, 0))->values, 0);
  g_assert_cmpint (shown->receipt, ==, 1);
  g_assert_cmpstr (shown->through, ==, "Laptop 3");
  g_clear_object (&fixture->a->workspace);
  g_assert_cmpint (n_scanned, <, 10);
}

/* What all values replaced, as far as it is one value. */
static void
expect_before (Fixture    *fixture,
               guint       limit,
               const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = lep_conflicts_list (fixture->a->workspace, NULL, NULL, limit, &error);
  const LepConflict *conflict;

  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 1);
  conflict = g_ptr_array_index (found, 0);
  if (expected == NULL)
    g_assert_null (conflict->before);
  else
    g_assert_cmpstr (g_ptr_array_index (conflict->before, 0), ==, expected);
}

static void
test_what_was_replaced_is_told (Fixture      *fixture,
                                gconstpointer data)
{
  g_autoptr (GPtrArray) of_one = NULL;

  disagree (fixture, "title", "From a", "From b");
  expect_before (fixture, 20, "Welders");
  expect_before (fixture, 21, NULL); /* too many to look each up */
  disagree (fixture, "title", "Later, a", "Later, b");
  expect_before (fixture, 20, NULL); /* two values */
  disagree (fixture, "title", "Agreed", "Agreed");
  disagree (fixture, "title", "Anew, a", "Anew, b");
  expect_before (fixture, 20, "Agreed");
  of_one = lep_conflicts_list (fixture->a->workspace, "project", fixture->project, 50, NULL); /* of one record, always */
  g_assert_cmpuint (of_one->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (((LepConflict *) g_ptr_array_index (of_one, 0))->before, 0), ==, "Agreed");
}

static void
test_pick_and_type (Fixture      *fixture,
                    gconstpointer data)
{
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError) error = NULL;

  disagree (fixture, "title", "From a", "From b");
  lep_conflict_pick (fixture->b->workspace, NULL, NULL, fixture->project, "title", 2, &error);
  g_assert_no_error (error);
  exchange (fixture);
  laptop_expect (fixture->a, "SELECT title FROM k_project", "From a");
  found = list (fixture->a);
  g_assert_cmpuint (found->len, ==, 0);

  disagree (fixture, "title", "One", "Two");
  g_assert_false (lep_conflict_pick (fixture->a->workspace, NULL, NULL, fixture->project, "title", 3, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_INVALID);
  g_clear_error (&error);
  lep_conflict_settle (fixture->a->workspace, PARTNERSHIP, "project", fixture->project, "title", "Three", &error);
  g_assert_no_error (error);
  exchange (fixture);
  laptop_expect (fixture->b, "SELECT title FROM k_project", "Three");
  g_assert_false (lep_conflict_settle (fixture->b->workspace, NULL, NULL, fixture->project, "title", "Four", &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_NOT_FOUND);
}

static void
test_both_settle_differently (Fixture      *fixture,
                              gconstpointer data)
{
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError) error = NULL;

  disagree (fixture, "title", "From a", "From b");
  lep_conflict_pick (fixture->a->workspace, NULL, NULL, fixture->project, "title", 1, &error);
  g_assert_no_error (error);
  lep_conflict_pick (fixture->b->workspace, NULL, NULL, fixture->project, "title", 2, &error);
  g_assert_no_error (error);
  exchange (fixture);
  found = list (fixture->a);
  g_assert_cmpuint (found->len, ==, 1);
}

static void
test_group_settles_as_a_whole (Fixture      *fixture,
                               gconstpointer data)
{
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError) error = NULL;
  const LepConflict *conflict;

  laptop_edit (fixture->a, NULL, "project", fixture->project, "start", "2026-02-01");
  laptop_edit (fixture->b, NULL, "project", fixture->project, "end", "2026-09-30");
  exchange (fixture);
  found = list (fixture->b);
  g_assert_cmpuint (found->len, ==, 1);
  conflict = g_ptr_array_index (found, 0);
  g_assert_cmpstr (conflict->field, ==, "start");
  g_assert_cmpuint (conflict->fields->len, ==, 2);
  g_assert_cmpstr (text_of (conflict, 1, 0), ==, "2026-02-01");
  g_assert_cmpstr (text_of (conflict, 1, 1), ==, "2026-06-30");

  g_assert_false (lep_conflict_settle (fixture->b->workspace, NULL, NULL, fixture->project, "start", "2026-01-01", &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_INVALID);
  g_clear_error (&error);
  lep_conflict_pick (fixture->b->workspace, NULL, NULL, fixture->project, "end", 2, &error);
  g_assert_no_error (error);
  exchange (fixture);
  laptop_expect (fixture->a, "SELECT start || ' ' || \"end\" FROM k_project", "2026-02-01 2026-06-30");
}

static void
test_life_is_kept_or_not (Fixture      *fixture,
                          gconstpointer data)
{
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError) error = NULL;
  const LepConflict *conflict;

  for (guint keep = 0; keep < 2; keep++)
    {
      laptop_life (fixture->a, NULL, "project", fixture->project, LEP_LIFE_DELETED);
      laptop_edit (fixture->b, NULL, "project", fixture->project, "title", keep ? "Wanted" : "Still wanted");
      exchange (fixture);
      g_clear_pointer (&found, g_ptr_array_unref);
      found = list (fixture->a);
      g_assert_cmpuint (found->len, ==, 1);
      conflict = g_ptr_array_index (found, 0);
      g_assert_cmpstr (conflict->field, ==, "life");
      g_assert_cmpstr (text_of (conflict, 0, 0), ==, "kept");
      g_assert_cmpstr (text_of (conflict, 1, 0), ==, "deleted");
      lep_conflict_settle_life (fixture->a->workspace, NULL, NULL, fixture->project, keep, &error);
      g_assert_no_error (error);
      exchange (fixture);
      laptop_expect (fixture->b, "SELECT deleted || ' ' || conflicts FROM row JOIN k_project USING (rid)", keep ? "0 0" : "1 0");
      if (!keep)
        laptop_life (fixture->a, NULL, "project", fixture->project, LEP_LIFE_RESTORED);
      exchange (fixture);
    }
}

/* Where there is no conflict the same value is nothing new; in one it decides. */
static void
test_same_value_settles (Fixture      *fixture,
                         gconstpointer data)
{
  g_autofree char *shown = NULL;

  disagree (fixture, "title", "From a", "From b");
  shown = laptop_ask (fixture->a, "SELECT title FROM k_project");
  laptop_edit (fixture->a, NULL, "project", fixture->project, "title", shown);
  exchange (fixture);
  laptop_expect (fixture->b, "SELECT sum (conflicts) FROM row", "0");
  laptop_expect (fixture->b, "SELECT title FROM k_project", shown);

  disagree (fixture, "start", "2026-02-01", "2026-03-01");
  laptop_edit (fixture->b, NULL, "project", fixture->project, "end", "2026-06-30");
  exchange (fixture);
  laptop_expect (fixture->a, "SELECT sum (conflicts) FROM row", "0");

  for (guint keep = 0; keep < 2; keep++)
    {
      laptop_life (fixture->a, NULL, "project", fixture->project, keep ? LEP_LIFE_RESTORED : LEP_LIFE_NONE);
      exchange (fixture);
      laptop_life (fixture->a, NULL, "project", fixture->project, LEP_LIFE_DELETED);
      laptop_edit (fixture->b, NULL, "project", fixture->project, "title", keep ? "Wanted" : "Still wanted");
      exchange (fixture);
      laptop_expect (fixture->a, "SELECT conflicts FROM row JOIN k_project USING (rid)", "1");
      laptop_life (fixture->a, NULL, "project", fixture->project, keep ? LEP_LIFE_RESTORED : LEP_LIFE_DELETED);
      exchange (fixture);
      laptop_expect (fixture->b, "SELECT deleted || ' ' || conflicts FROM row JOIN k_project USING (rid)", keep ? "0 0" : "1 0");
    }
}

static GArray *
choose (const GPtrArray *found,
        guint            pick)
{
  GArray *choices = g_array_new (FALSE, FALSE, sizeof (LepConflictChoice));

  for (guint i = 0; i < found->len; i++)
    {
      LepConflictChoice choice = { g_ptr_array_index (found, i), pick };

      g_array_append_val (choices, choice);
    }
  return choices;
}

/* Title and dates of one project, the title of another, one deleted by a and changed by b. */
static void
disagree_about_many (Fixture *fixture)
{
  g_autofree char *other = laptop_put (fixture->a, PARTNERSHIP, "project", NULL, "partnership", PARTNERSHIP, "title", "Bakers",
                                       "activity", "retraining", NULL);
  g_autofree char *gone = laptop_put (fixture->a, PARTNERSHIP, "project", NULL, "partnership", PARTNERSHIP, "title", "Weavers",
                                      "activity", "retraining", NULL);

  exchange (fixture);
  laptop_edit (fixture->a, NULL, "project", fixture->project, "start", "2026-02-01");
  laptop_edit (fixture->b, NULL, "project", fixture->project, "end", "2026-09-30");
  laptop_edit (fixture->a, NULL, "project", other, "title", "Bakers a");
  laptop_edit (fixture->b, NULL, "project", other, "title", "Bakers b");
  laptop_life (fixture->a, NULL, "project", gone, LEP_LIFE_DELETED);
  laptop_edit (fixture->b, NULL, "project", gone, "title", "Weavers b");
  disagree (fixture, "title", "Welders a", "Welders b");
}

static void
test_many_settle_as_one_step (Fixture      *fixture,
                              gconstpointer data)
{
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GArray) choices = NULL;
  g_autoptr (GError) error = NULL;
  LepUndone undone;
  guint     n_settled = 0;

  disagree_about_many (fixture);
  found = list (fixture->a);
  g_assert_cmpuint (found->len, ==, 4);
  choices = choose (found, 2);
  lep_conflicts_settle (fixture->a->workspace, choices, &n_settled, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_settled, ==, 4);
  exchange (fixture);
  laptop_expect (fixture->b, "SELECT group_concat (title, ',') FROM (SELECT title FROM k_project JOIN row USING (rid) WHERE NOT deleted ORDER BY 1)",
                 "Bakers a,Welders a");
  laptop_expect (fixture->b, "SELECT start || ' ' || \"end\" FROM k_project WHERE title = 'Welders a'", "2026-02-01 2026-06-30");
  none = list (fixture->b);
  g_assert_cmpuint (none->len, ==, 0);

  lep_undo_last (fixture->a->workspace, &undone, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (undone.n_skipped, ==, 0);
  laptop_expect (fixture->a, "SELECT group_concat (title, ',') FROM (SELECT title FROM k_project JOIN row USING (rid) WHERE NOT deleted ORDER BY 1)",
                 "Bakers b,Weavers b,Welders b");
}

static void
test_what_was_settled_meanwhile_stays (Fixture      *fixture,
                                       gconstpointer data)
{
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GArray) choices = NULL;
  g_autoptr (GError) error = NULL;
  guint n_settled = 0;

  disagree_about_many (fixture);
  found = list (fixture->b);
  choices = choose (found, 1);
  lep_conflict_settle (fixture->b->workspace, NULL, NULL, fixture->project, "title", "Welders, settled", &error);
  g_assert_no_error (error);
  lep_conflicts_settle (fixture->b->workspace, choices, &n_settled, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_settled, ==, 3);
  laptop_expect (fixture->b, "SELECT count (*) FROM k_project WHERE title = 'Welders, settled'", "1");
  g_assert_cmpint (lep_conflicts_count (fixture->b->workspace, NULL), ==, 0);
}

/* What one deleted and another changed was alive before it was settled. */
static void
test_a_settled_life_is_taken_back (Fixture      *fixture,
                                   gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  LepUndone undone;

  laptop_life (fixture->a, NULL, "project", fixture->project, LEP_LIFE_DELETED);
  laptop_edit (fixture->b, NULL, "project", fixture->project, "title", "Still wanted");
  exchange (fixture);
  lep_conflict_settle_life (fixture->a->workspace, NULL, NULL, fixture->project, FALSE, &error);
  g_assert_no_error (error);
  laptop_expect (fixture->a, "SELECT deleted FROM row JOIN k_project USING (rid)", "1");
  lep_undo_last (fixture->a->workspace, &undone, &error);
  g_assert_no_error (error);
  laptop_expect (fixture->a, "SELECT deleted || ' ' || title FROM row JOIN k_project USING (rid)", "0 Still wanted");
}

static void
test_a_record_that_was_kept_stays_when_taken_back (Fixture      *fixture,
                                                   gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  LepUndone undone;

  laptop_life (fixture->a, NULL, "project", fixture->project, LEP_LIFE_DELETED);
  laptop_edit (fixture->b, NULL, "project", fixture->project, "title", "Still wanted");
  exchange (fixture);
  lep_conflict_settle_life (fixture->a->workspace, NULL, NULL, fixture->project, TRUE, &error);
  g_assert_no_error (error);
  lep_undo_last (fixture->a->workspace, &undone, &error);
  g_assert_no_error (error);
  laptop_expect (fixture->a, "SELECT deleted || ' ' || title FROM row JOIN k_project USING (rid)", "0 Still wanted");
}

/* One of a table's changes: so many records, and a long text. */
static void
say_table (Laptop     *laptop,
           guint       no,
           const char *title,
           const char *text)
{
  LepChange *change = lep_change_new ();

  for (guint i = 0; i < 20; i++)
    {
      LepUuid id = { { 1, 2, 3, 4, 5, 6, 0x70, 8, 0x80, 0, 0, 0, 0, 0, (guint8) no, (guint8) i } };

      lep_change_add_row (change, "project", &id, LEP_LIFE_NONE);
      lep_change_add_set (change, "title", title, -1);
    }
  lep_change_add_set (change, "summary", text, -1);
  laptop_say (laptop, PARTNERSHIP, change);
}

/* Two laptops took in the same long tables, each with its own words: more text than is
 * kept at once while the values are looked for. */
static void
test_long_tables_in_conflict (Fixture      *fixture,
                              gconstpointer data)
{
  g_autofree char *text = g_strnfill (900 * 1024, 'x');
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = NULL;

  for (guint no = 0; no < 10; no++)
    {
      say_table (fixture->a, no, "Of A", text);
      say_table (fixture->b, no, "Of B", text);
    }
  exchange (fixture);
  found = lep_conflicts_list (fixture->a->workspace, NULL, NULL, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 200);
  for (guint i = 0; i < found->len; i++)
    g_assert_cmpuint (((const LepConflict *) g_ptr_array_index (found, i))->values->len, ==, 2);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add ("/conflict/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("all-values-are-listed", test_all_values_are_listed);
  ADD ("bundle-is-found-at-once", test_bundle_is_found_at_once);
  ADD ("what-was-replaced-is-told", test_what_was_replaced_is_told);
  ADD ("pick-and-type", test_pick_and_type);
  ADD ("both-settle-differently", test_both_settle_differently);
  ADD ("group-settles-as-a-whole", test_group_settles_as_a_whole);
  ADD ("life-is-kept-or-not", test_life_is_kept_or_not);
  ADD ("same-value-settles", test_same_value_settles);
  ADD ("many-settle-as-one-step", test_many_settle_as_one_step);
  ADD ("what-was-settled-meanwhile-stays", test_what_was_settled_meanwhile_stays);
  ADD ("a-settled-life-is-taken-back", test_a_settled_life_is_taken_back);
  ADD ("a-record-that-was-kept-stays-when-taken-back", test_a_record_that_was_kept_stays_when_taken_back);
  ADD ("long-tables-in-conflict", test_long_tables_in_conflict);
  return g_test_run ();
}
