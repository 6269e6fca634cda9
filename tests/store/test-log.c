/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The log keeps apart what only looks alike, and a damaged workspace says so
 * instead of showing what nobody wrote. */

#include <sqlite3.h>

#include "lep-conflict.h"
#include "lep-history.h"
#include "lep-rebuild.h"
#include "lep-row-ref.h"
#include "lep-undo.h"

#include "say.h"

/* Another id hashes alike. */
#define TWIN_1 "0194c9e4-0000-7000-8000-00000000aaaa"

typedef struct
{
  char   *dir;
  Laptop *a, *b;
  char   *project; /* known to both */
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->dir = lep_test_dir ();
  fixture->a = laptop_new (fixture->dir, 1);
  fixture->b = laptop_new (fixture->dir, 2);
  fixture->project = laptop_put (fixture->a, PARTNERSHIP, "project", NULL, "partnership", PARTNERSHIP, "title", "Welders",
                                 "activity", "retraining", NULL);
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

/* Hashes that begin alike, in one space and in two. */
static void
test_contexts_are_kept_apart (Fixture      *fixture,
                              gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepLog) log = lep_log_new (lep_workspace_get_db (fixture->a->workspace), &error);
  GPtrArray   *spaces = lep_log_get_spaces (log);
  LepLogSpace *space = g_ptr_array_index (spaces, 0);
  LepLogSpace *other = g_ptr_array_index (spaces, 1);
  g_autoptr (GArray) seen = lep_context_new ();
  LepHash        hash = { { 1, 2, 3, 4, 5 } };
  LepHash        alike = { { 1, 2, 3, 4, 6 } };
  guint32        begin;
  LepLogContext *first, *context;

  g_assert_no_error (error);
  first = lep_log_context (log, space, seen, &hash, &error);
  g_assert_true (first == lep_log_context (log, space, seen, &hash, &error));
  context = lep_log_context (log, space, seen, &alike, &error);
  g_assert_true (context != first);
  g_assert_true (lep_hash_equal (&context->hash, &alike));

  memcpy (&begin, hash.bytes, sizeof begin);
  begin ^= (guint32) space->no ^ (guint32) other->no;
  memcpy (alike.bytes, &begin, sizeof begin);
  alike.bytes[4] = hash.bytes[4];
  context = lep_log_context (log, other, seen, &alike, &error);
  g_assert_true (context->space == other);
  g_assert_no_error (error);
}

/* Ids that hash alike, and one id for records of two kinds, also of one that this program does not know. */
static void
test_twins_are_kept_apart (Fixture      *fixture,
                           gconstpointer data)
{
  static const char count[] = "SELECT group_concat (title, ',') || (SELECT count (*) FROM unknown)"
                              " FROM (SELECT title FROM k_project JOIN row USING (rid) WHERE NOT deleted ORDER BY title)";
  LepChange        *change = lep_change_new ();
  g_autoptr (GError) error = NULL;
  LepIngestResult result;
  LepUndone       undone;

  change_add_row (change, "window", say_twin_of (TWIN_1), "title", "Zero");
  laptop_say (fixture->a, PARTNERSHIP, change);
  laptop_give (fixture->a, fixture->b);
  change = lep_change_new ();
  change_add_row (change, "project", TWIN_1, "title", "One");
  change_add_row (change, "project", say_twin_of (TWIN_1), "title", "Two");
  change_add_row (change, "window", TWIN_1, "title", "Three");
  change_add_row (change, "window", say_twin_of (TWIN_1), "title", "Four");
  change_add_row (change, "project", fixture->project, "colour", "green");
  laptop_say (fixture->a, PARTNERSHIP, change);
  result = laptop_give (fixture->a, fixture->b);
  laptop_expect (fixture->b, count, "One,Two,Welders3");
  laptops_agree (fixture->a, fixture->b);
  lep_workspace_rebuild (fixture->b->workspace, NULL, NULL, &error);
  g_assert_no_error (error);
  laptop_expect (fixture->b, count, "One,Two,Welders3");

  lep_undo_step (fixture->b->workspace, result.step, &undone, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (undone.n_records, ==, 5);
  g_assert_cmpuint (undone.n_rows, ==, 3);
  g_assert_cmpuint (undone.n_fields, ==, 2);
  laptop_expect (fixture->b, "SELECT title FROM k_project JOIN row USING (rid) WHERE NOT deleted", "Welders");
  laptop_expect (fixture->b, "SELECT value || count (*) FROM unknown JOIN row USING (rid) WHERE NOT deleted AND field = 'title'",
                 "Zero1");
  laptop_expect (fixture->b, "SELECT ifnull (value, 'none') FROM unknown WHERE field = 'colour'", "none");
}

/* Whoever names a record wrongly is told so. */
static void
test_wrong_names_are_told (Fixture      *fixture,
                           gconstpointer data)
{
  static const char *const ids[][2] = {
    { NULL, "project 1" },
    { "Zenica", PARTNERSHIP },
    { PROGRAMME, PARTNERSHIP },
  };
  LepUuid          nobody = { { 1 } };
  gboolean         own = TRUE;
  g_autofree char *label = lep_replica_dup_label (fixture->a->workspace, &nobody, &own);

  g_assert_cmpstr (label, ==, "");
  g_assert_false (own);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (lep_history (fixture->a->workspace, ids[i][0], "project", ids[i][1], &error));
      g_assert_error (error, LEP_ERROR, LEP_ERROR_NOT_FOUND);
      g_assert_nonnull (strstr (error->message, ids[i][1]));
    }
}

/* What is damaged, what is tried then, and how the error begins. */
typedef struct
{
  const char *sql;
  gboolean (*deed) (Fixture *fixture,
                    GError **error);
  const char *words;
} Damage;

static gboolean
rebuild (Fixture *fixture,
         GError **error)
{
  return lep_workspace_rebuild (fixture->a->workspace, NULL, NULL, error);
}

static gboolean
undo (Fixture *fixture,
      GError **error)
{
  LepUndone undone;

  return lep_undo_last (fixture->a->workspace, &undone, error);
}

static gboolean
list (Fixture *fixture,
      GError **error)
{
  g_autoptr (GPtrArray) found = lep_conflicts_list (fixture->a->workspace, NULL, NULL, 20, error);

  return found != NULL;
}

static gboolean
settle (Fixture *fixture,
        GError **error)
{
  return lep_conflict_settle (fixture->a->workspace, NULL, NULL, fixture->project, "title", "Agreed", error);
}

static gboolean
edit (Fixture *fixture,
      GError **error)
{
  g_autoptr (LepEdit) edit = lep_edit_new (fixture->a->workspace);

  if (!lep_edit_row (edit, NULL, "project", fixture->project, error))
    return FALSE;
  lep_edit_set (edit, "summary", "Sixty people");
  return lep_edit_commit (edit, error);
}

static const Damage damages[] = {
  { "UPDATE stream SET space_no = 99", rebuild, "The workspace names a space that it does not have." },
  { "UPDATE context SET space_no = 99", rebuild, "The workspace names a space that it does not have." },
  { "UPDATE change SET context_no = NULL", rebuild, "Change 1 of the laptop “" },
  { "UPDATE change SET context_no = NULL", list, "A part of the workspace is missing." },
  { "UPDATE change SET body = '<change/>'", rebuild, "Change 1 of the laptop “" },
  { "UPDATE change SET body = '<change/>'", undo, "A stored change cannot be read" },
  { "UPDATE stream SET space_no = 99", undo, "The workspace names a space that it does not have." },
  { "UPDATE change SET body = NULL WHERE body LIKE '%From b%'", list, "A change that the records need is not in the log." },
  { "UPDATE change SET body = NULL WHERE body LIKE '%From b%'", settle, "A change that the records need is not in the log." },
  { "UPDATE row SET clock = x'ff'", list, "A record of the workspace is damaged." },
  { "UPDATE row SET clock = x'ff'", edit, "A record of the workspace is damaged." },
};

static void
test_damage_is_told (Fixture      *fixture,
                     gconstpointer data)
{
  laptop_edit (fixture->a, NULL, "project", fixture->project, "title", "From a");
  laptop_edit (fixture->b, NULL, "project", fixture->project, "title", "From b");
  laptop_give (fixture->b, fixture->a);
  for (guint i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_autofree char *whole = NULL;
      g_autoptr (GError) error = NULL;
      gsize size;

      g_test_message ("%s", damages[i].sql);
      g_assert_true (g_file_get_contents (fixture->a->path, &whole, &size, NULL));
      laptop_damage (fixture->a, damages[i].sql);
      g_assert_false (damages[i].deed (fixture, &error));
      g_assert_error (error, LEP_ERROR, LEP_ERROR_CORRUPT);
      g_assert_true (g_str_has_prefix (error->message, damages[i].words));
      laptop_expect (fixture->a, "SELECT title FROM k_project", "From b");
      laptop_expect (fixture->a, "SELECT count (*) FROM step", "3");

      g_clear_object (&fixture->a->workspace);
      g_assert_true (g_file_set_contents (fixture->a->path, whole, (gssize) size, NULL));
      laptop_reopen (fixture->a, LEP_OPEN_WRITE);
    }
}

/* What cannot be read when a newer program opens the file stops it, and the file
 * stays as it was. */
static void
test_damage_stops_an_upgrade (Fixture      *fixture,
                              gconstpointer data)
{
  g_autofree char *before = NULL, *after = NULL;
  g_autoptr (GError) error = NULL;
  gsize size_before, size_after;

  laptop_damage (fixture->a, "UPDATE meta SET value = 'older' WHERE key = 'layout'; UPDATE change SET body = '<change/>'");
  g_clear_object (&fixture->a->workspace);
  g_assert_true (g_file_get_contents (fixture->a->path, &before, &size_before, NULL));
  g_assert_null (lep_workspace_open (fixture->a->path, LEP_OPEN_WRITE, fixture->a->clock, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_CORRUPT);
  g_assert_true (g_str_has_prefix (error->message, "A stored change cannot be read"));
  g_assert_true (g_file_get_contents (fixture->a->path, &after, &size_after, NULL));
  g_assert_cmpmem (before, size_before, after, size_after);
}

/* Cancels when the records begin to be made anew. */
static int
cancel_cb (unsigned int kind,
           void        *cancellable,
           void        *stmt,
           void        *sql)
{
  if (g_str_has_prefix (sql, "SELECT stream_no, context_no, hash, body"))
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
expect_cancelled (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = laptop_digest (fixture->a);
  g_autofree char *after = NULL;

  g_assert_false (lep_workspace_rebuild (fixture->a->workspace, NULL, traced, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  after = laptop_digest (fixture->a);
  g_assert_cmpstr (before, ==, after);
}

/* Before anything is done, and half way. */
static void
test_a_rebuild_can_be_cancelled (Fixture      *fixture,
                                 gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 120; i++)
    {
      LepChange *change = lep_change_new ();

      change_add_row (change, "project", fixture->project, "title", "Again");
      laptop_say (fixture->a, PARTNERSHIP, change);
    }
  traced = g_cancellable_new ();
  g_cancellable_cancel (traced);
  expect_cancelled (fixture);
  g_cancellable_reset (traced);
  sqlite3_auto_extension ((void (*) (void)) trace_cb);
  laptop_reopen (fixture->a, LEP_OPEN_WRITE);
  sqlite3_reset_auto_extension ();
  expect_cancelled (fixture);
  lep_workspace_rebuild (fixture->a->workspace, NULL, NULL, &error);
  g_assert_no_error (error);
  g_clear_object (&traced);
}

/* Runs that meet, hold one another, or stand apart, given in any order. */
static void
test_what_was_given_up_is_what_any_waiver_names (Fixture      *fixture,
                                                 gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepLog) log = lep_log_new (lep_workspace_get_db (fixture->a->workspace), &error);
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  LepLogSpace *space = g_ptr_array_index (lep_log_get_spaces (log), 0);
  gboolean     named[101] = { FALSE };
  gint64       last = 0;

  g_assert_no_error (error);
  g_assert_false (lep_log_is_given_up (space, &fixture->b->replica, 0));
  for (guint i = 0; i < 40; i++)
    {
      gint64   from = g_rand_int_range (rand, 1, 100);
      LepWaive waive = { fixture->b->replica, from, MIN (100, from + g_rand_int_range (rand, 0, i % 10 == 9 ? 40 : 4)) };

      lep_log_add_waive (space, &waive);
      for (gint64 n = waive.from; n <= waive.to; n++)
        named[n] = TRUE;
      last = MAX (last, waive.to);
      for (gint64 n = 0; n <= 100; n++)
        {
          g_assert_cmpint (lep_log_is_waived (space, &fixture->b->replica, n), ==, named[n]);
          g_assert_cmpint (lep_log_is_given_up (space, &fixture->b->replica, n), ==, n <= last);
          g_assert_false (lep_log_is_waived (space, &fixture->a->replica, n));
        }
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add ("/log/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("contexts-are-kept-apart", test_contexts_are_kept_apart);
  ADD ("twins-are-kept-apart", test_twins_are_kept_apart);
  ADD ("wrong-names-are-told", test_wrong_names_are_told);
  ADD ("what-was-given-up-is-what-any-waiver-names", test_what_was_given_up_is_what_any_waiver_names);
  ADD ("damage-is-told", test_damage_is_told);
  ADD ("damage-stops-an-upgrade", test_damage_stops_an_upgrade);
  ADD ("a-rebuild-can-be-cancelled", test_a_rebuild_can_be_cancelled);
  return g_test_run ();
}
