/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file: who may write it, what damages are found, backups, and what a
 * newer program brought. */

#include <glib/gstdio.h>
#include <utime.h>

#include "lep-backup.h"
#include "lep-check.h"
#include "lep-layout.h"
#include "lep-rebuild.h"
#include "lep-store-test.h"

typedef struct
{
  char   *dir;
  Laptop *a;
  char   *organisation;
} Fixture;

/* What a thread reads, and how. */
typedef struct
{
  const char   *path;
  LepClock     *clock;
  GCancellable *cancellable;
  GAsyncQueue  *begun;
  gboolean      gives_way;
  gboolean      gave_way;
} Reading;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->dir = lep_test_dir ();
  fixture->a = laptop_new (fixture->dir, 1);
  fixture->organisation = laptop_put (fixture->a, NULL, "organisation", NULL, "name", "One", "actor_group", "employer", NULL);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  laptop_free (fixture->a);
  g_free (fixture->organisation);
  lep_test_dir_free (fixture->dir);
}

static void
test_foreign_files_are_refused (Fixture      *fixture,
                                gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->dir, "foreign", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (lep_workspace_open (path, LEP_OPEN_WRITE, fixture->a->clock, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (g_file_set_contents (path, "This is no database, though it is long enough to be one. ", -1, NULL));
  g_assert_null (lep_workspace_open (path, LEP_OPEN_READ, fixture->a->clock, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_CORRUPT);
  g_clear_error (&error);
  g_assert_null (lep_workspace_create (path, fixture->a->clock, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_INVALID);
}

static void
test_newer_is_read_only (Fixture      *fixture,
                         gconstpointer data)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA user_version = %d", (int) lep_layout_user_version () + 1);
  g_autoptr (LepEdit) edit = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (lep_db_exec (lep_workspace_get_db (fixture->a->workspace), sql, NULL));
  g_clear_object (&fixture->a->workspace);
  fixture->a->workspace = lep_workspace_open (fixture->a->path, LEP_OPEN_WRITE, fixture->a->clock, &error);
  g_assert_no_error (error);
  g_assert_true (lep_workspace_is_read_only (fixture->a->workspace));
  g_assert_nonnull (strstr (lep_workspace_get_notice (fixture->a->workspace), "newer version"));
  laptop_expect (fixture->a, "SELECT name FROM k_organisation", "One");

  edit = lep_edit_new (fixture->a->workspace);
  lep_edit_row (edit, NULL, "organisation", fixture->organisation, &error);
  lep_edit_set (edit, "name", "Two");
  g_assert_false (lep_edit_commit (edit, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_READ_ONLY);
}

static void
test_older_is_brought_up_to_date (Fixture      *fixture,
                                  gconstpointer data)
{
  g_autofree char *folder = g_build_filename (fixture->dir, "1-backups", NULL);
  g_autofree char *before = laptop_digest (fixture->a);
  g_autofree char *after = NULL;
  LepDb           *db = lep_workspace_get_db (fixture->a->workspace);

  /* As if a field and a kind had come with this version. */
  lep_db_set_engine_writing (db, TRUE);
  g_assert_true (lep_db_exec (db,
                              "ALTER TABLE k_organisation DROP COLUMN name; DROP TABLE k_project;"
                              "UPDATE meta SET value = 'older' WHERE key = 'layout'",
                              NULL));
  lep_db_set_engine_writing (db, FALSE);
  laptop_reopen (fixture->a, LEP_OPEN_READ);
  laptop_expect (fixture->a, "SELECT name FROM k_organisation", "One");
  laptop_expect (fixture->a, "SELECT count (*) FROM k_project", "0");
  g_assert_cmpuint (lep_test_count_files (folder), ==, 1);
  after = laptop_digest (fixture->a);
  g_assert_cmpstr (before, ==, after);
}

/* A new file of the first layout, with the log and the records of @from. */
static void
write_first_layout (LepDb      *from,
                    const char *path)
{
  g_autofree char *attach = g_strdup_printf ("ATTACH '%s' AS old", path);
  g_autofree char *stamp = g_strdup_printf ("PRAGMA user_version = %d; UPDATE meta SET value = 'older' WHERE key = 'layout'",
                                            LEP_LAYOUT_FACTOR + LEP_SCHEMA_VERSION);
  g_autoptr (LepDb) db = lep_db_open (path, LEP_DB_CREATE, NULL);

  g_assert_true (lep_layout_create (db, 1, NULL));
  g_clear_pointer (&db, lep_db_close);
  lep_db_set_engine_writing (from, TRUE);
  g_assert_true (lep_db_exec (from, attach, NULL));
  g_assert_true (lep_db_exec (from,
                              "DELETE FROM old.meta; INSERT INTO old.meta SELECT * FROM main.meta;"
                              "INSERT INTO old.space SELECT * FROM main.space;"
                              "INSERT INTO old.replica SELECT * FROM main.replica;"
                              "INSERT INTO old.stream SELECT * FROM main.stream;"
                              "INSERT INTO old.context SELECT * FROM main.context;"
                              "INSERT INTO old.change SELECT * FROM main.change;"
                              "INSERT INTO old.step SELECT * FROM main.step; DETACH old",
                              NULL));
  lep_db_set_engine_writing (from, FALSE);
  db = lep_db_open (path, LEP_DB_WRITE, NULL);
  g_assert_true (lep_db_exec (db, stamp, NULL));
}

static void
test_first_layout_is_brought_up_to_date (Fixture      *fixture,
                                         gconstpointer data)
{
  g_autofree char *old = g_build_filename (fixture->dir, "old.lep", NULL);
  g_autofree char *again = g_build_filename (fixture->dir, "again.lep", NULL);
  g_autofree char *before = laptop_digest (fixture->a);
  g_autofree char *changes = laptop_ask (fixture->a, "SELECT group_concat (seq || hex (hash) || body) FROM change");
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  write_first_layout (lep_workspace_get_db (fixture->a->workspace), old);
  g_clear_object (&fixture->a->workspace);
  lep_backup_restore (fixture->a->path, old, fixture->a->clock, &error);
  g_assert_no_error (error);

  laptop_reopen (fixture->a, LEP_OPEN_WRITE);
  after = laptop_digest (fixture->a);
  g_assert_cmpstr (before, ==, after);
  laptop_expect (fixture->a, "SELECT group_concat (seq || hex (hash) || body) FROM change", changes);
  g_assert_true (lep_workspace_check (fixture->a->workspace, NULL, NULL, &error));
  laptop_edit (fixture->a, NULL, "organisation", fixture->organisation, "name", "Two");
  lep_backup_restore (again, fixture->a->path, fixture->a->clock, &error); /* its layout is today's */
  g_assert_no_error (error);
}

static void
test_busy_names_the_holder (Fixture      *fixture,
                            gconstpointer data)
{
  g_autoptr (LepDb) other = lep_db_open (fixture->a->path, LEP_DB_WRITE, NULL);
  g_autofree char *self = g_strdup_printf ("%d", getpid ());
  g_autoptr (LepEdit) edit = lep_edit_new (fixture->a->workspace);
  g_autoptr (GError) error = NULL;
  gint64 start;

  g_assert_true (lep_db_begin (other, NULL));
  lep_edit_row (edit, NULL, "organisation", fixture->organisation, &error);
  lep_edit_set (edit, "name", "Two");
  start = g_get_monotonic_time ();
  g_assert_false (lep_edit_commit (edit, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_BUSY);
  g_assert_nonnull (strstr (error->message, self));
  g_assert_cmpint (g_get_monotonic_time () - start, >, 4 * G_USEC_PER_SEC);
  g_clear_error (&error);
  lep_db_rollback (other);
  g_assert_true (lep_edit_commit (edit, &error));
}

/* Counts without end, and in between says that it has begun. */
static gpointer
read_without_end (gpointer data)
{
  Reading *reading = data;
  g_autoptr (LepWorkspace) workspace = lep_workspace_open (reading->path, LEP_OPEN_READ, reading->clock, NULL);
  LepDb *db = lep_workspace_get_db (workspace);
  gint64 n;

  lep_workspace_set_cancellable (workspace, reading->cancellable);
  if (reading->gives_way)
    lep_workspace_set_giving_way (workspace);
  g_assert_true (lep_db_begin_read (db, NULL));
  g_assert_true (lep_db_get_int64 (db, "SELECT count(*) FROM k_organisation", &n, NULL));
  g_async_queue_push (reading->begun, reading);
  g_assert_false (lep_db_get_int64 (db, "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n", &n, NULL));
  reading->gave_way = lep_workspace_gave_way (workspace);
  lep_db_rollback (db);
  return NULL;
}

/* Who saves does not wait for a list that is read beside it; for other reading as long
 * as for everybody, and is told then. */
static void
check_save_beside_reader (Fixture    *fixture,
                          gboolean    gives_way,
                          const char *name)
{
  g_autoptr (GAsyncQueue) begun = g_async_queue_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (LepEdit) edit = lep_edit_new (fixture->a->workspace);
  g_autoptr (GError) error = NULL;
  Reading  reading = { fixture->a->path, fixture->a->clock, cancellable, begun, gives_way, FALSE };
  GThread *thread = g_thread_new ("reader", read_without_end, &reading);

  g_async_queue_pop (begun);
  lep_edit_row (edit, NULL, "organisation", fixture->organisation, &error);
  lep_edit_set (edit, "name", name);
  g_assert_true (lep_edit_commit (edit, &error) == gives_way);
  g_cancellable_cancel (cancellable);
  g_thread_join (thread);
  g_assert_true (reading.gave_way == gives_way);
  if (!gives_way)
    g_assert_error (error, LEP_ERROR, LEP_ERROR_BUSY);
  laptop_expect (fixture->a, "SELECT name FROM k_organisation", gives_way ? name : "One");
}

static void
test_readers_give_way_to_a_save (Fixture      *fixture,
                                 gconstpointer data)
{
  check_save_beside_reader (fixture, FALSE, "Two");
  check_save_beside_reader (fixture, TRUE, "Three");
}

static void
changed_cb (LepWorkspace *workspace,
            guint        *count)
{
  (*count)++;
}

static void
test_others_commits_are_announced (Fixture      *fixture,
                                   gconstpointer data)
{
  g_autoptr (LepWorkspace) watcher = lep_workspace_open (fixture->a->path, LEP_OPEN_READ, fixture->a->clock, NULL);
  guint count = 0;

  g_signal_connect (watcher, "changed", G_CALLBACK (changed_cb), &count);
  lep_workspace_set_watching (watcher, TRUE);
  laptop_edit (fixture->a, NULL, "organisation", fixture->organisation, "name", "Two");
  while (count == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (count, ==, 1);
}

static void
expect_check (Laptop     *laptop,
              const char *word)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (lep_workspace_check (laptop->workspace, NULL, NULL, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_CORRUPT);
  g_assert_nonnull (strstr (error->message, word));
}

static void
test_only_the_engine_writes_records (Fixture      *fixture,
                                     gconstpointer data)
{
  static const char *const refused[] = {
    "UPDATE k_organisation SET name = 'Forged'",
    "INSERT INTO k_project (rid) VALUES (99)",
    "DELETE FROM row",
    "DELETE FROM sibling",
    "INSERT INTO unknown VALUES (1, 'a', 'b')",
  };
  LepDb *db = lep_workspace_get_db (fixture->a->workspace);

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    g_assert_false (lep_db_exec (db, refused[i], NULL));
  laptop_edit (fixture->a, NULL, "organisation", fixture->organisation, "name", "Two");
  laptop_expect (fixture->a, "SELECT name FROM k_organisation", "Two");
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    g_assert_false (lep_db_exec (db, refused[i], NULL));
}

static void
test_check_finds_damage (Fixture      *fixture,
                         gconstpointer data)
{
  LepDb *db = lep_workspace_get_db (fixture->a->workspace);
  g_autoptr (GError) error = NULL;

  lep_workspace_check (fixture->a->workspace, NULL, NULL, &error);
  g_assert_no_error (error);

  lep_db_set_engine_writing (db, TRUE);
  g_assert_true (lep_db_exec (db, "UPDATE k_organisation SET name = 'Forged'", NULL));
  lep_db_set_engine_writing (db, FALSE);
  expect_check (fixture->a, fixture->organisation);
  lep_workspace_rebuild (fixture->a->workspace, NULL, NULL, &error);
  g_assert_no_error (error);
  laptop_expect (fixture->a, "SELECT name FROM k_organisation", "One");
  lep_workspace_check (fixture->a->workspace, NULL, NULL, &error);
  g_assert_no_error (error);

  g_assert_true (lep_db_exec (db, "UPDATE change SET body = replace (body, 'One', 'Two')", NULL));
  expect_check (fixture->a, "Change 1");
}

static void
test_backup_and_back (Fixture      *fixture,
                      gconstpointer data)
{
  g_autofree char *target = g_build_filename (fixture->dir, "backup.lep", NULL);
  g_autofree char *again = g_build_filename (fixture->dir, "again.lep", NULL);
  g_autofree char *part = g_strconcat (target, ".part", NULL);
  g_autofree char *folder = g_build_filename (fixture->dir, "1-backups", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (lep_workspace_backup (fixture->a->workspace, target, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_false (g_file_test (target, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (part, G_FILE_TEST_EXISTS));

  lep_workspace_backup (fixture->a->workspace, target, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (lep_workspace_backup (fixture->a->workspace, target, NULL, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_INVALID);
  g_clear_error (&error);
  laptop_edit (fixture->a, NULL, "organisation", fixture->organisation, "name", "Two");
  g_clear_object (&fixture->a->workspace);

  lep_backup_restore (fixture->a->path, target, fixture->a->clock, &error);
  g_assert_no_error (error);
  laptop_reopen (fixture->a, LEP_OPEN_WRITE);
  laptop_expect (fixture->a, "SELECT name FROM k_organisation", "One");
  g_assert_cmpuint (lep_test_count_files (folder), ==, 1);

  /* Foreign triggers have no way in. */
  g_assert_true (lep_db_exec (lep_workspace_get_db (fixture->a->workspace),
                              "CREATE TRIGGER evil AFTER INSERT ON change BEGIN DELETE FROM change; END", NULL));
  g_assert_false (lep_backup_restore (again, fixture->a->path, fixture->a->clock, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_CORRUPT);
}

/* The workspace goes away, and the journal of a program that died over it stays. */
static void
leave_journal (Fixture    *fixture,
               const char *journal)
{
  LepDb           *db = lep_workspace_get_db (fixture->a->workspace);
  g_autofree char *kept = NULL;
  gsize            length;

  g_assert_true (lep_db_exec (db, "PRAGMA cache_size = 2; PRAGMA synchronous = FULL", NULL));
  g_assert_true (lep_db_begin (db, NULL));
  g_assert_true (lep_db_exec (db,
                              "CREATE TABLE big (a); INSERT INTO big SELECT zeroblob (4000) FROM"
                              " (WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 50) SELECT i FROM n)",
                              NULL));
  g_assert_true (g_file_get_contents (journal, &kept, &length, NULL));
  lep_db_rollback (db);
  g_clear_object (&fixture->a->workspace);
  g_assert_cmpint (g_unlink (fixture->a->path), ==, 0);
  g_assert_true (g_file_set_contents (journal, kept, (gssize) length, NULL));
}

static void
test_journals_are_not_played_into_backups (Fixture      *fixture,
                                           gconstpointer data)
{
  g_autofree char *target = g_build_filename (fixture->dir, "copy.lep", NULL);
  g_autofree char *journal = g_strconcat (fixture->a->path, "-journal", NULL);
  g_autofree char *digest = laptop_digest (fixture->a);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (lep_workspace_backup (fixture->a->workspace, target, NULL, NULL));
  for (guint i = 0; i < 40; i++)
    g_free (laptop_put (fixture->a, NULL, "organisation", NULL, "name", "Later", "actor_group", "employer", NULL));
  leave_journal (fixture, journal);

  lep_backup_restore (fixture->a->path, target, fixture->a->clock, &error);
  g_assert_no_error (error);
  g_assert_false (g_file_test (journal, G_FILE_TEST_EXISTS));
  laptop_reopen (fixture->a, LEP_OPEN_WRITE);
  g_assert_true (lep_workspace_check (fixture->a->workspace, NULL, NULL, &error));
  after = laptop_digest (fixture->a);
  g_assert_cmpstr (digest, ==, after);

  /* One that cannot go away: nothing is put beside it. */
  leave_journal (fixture, journal);
  g_assert_cmpint (g_unlink (journal), ==, 0);
  g_assert_cmpint (g_mkdir (journal, 0700), ==, 0);
  g_assert_false (lep_backup_restore (fixture->a->path, target, fixture->a->clock, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_FAILED);
  g_assert_false (g_file_test (fixture->a->path, G_FILE_TEST_EXISTS));
}

static void
test_dated_backups_are_thinned (Fixture      *fixture,
                                gconstpointer data)
{
  g_autofree char *folder = g_build_filename (fixture->dir, "1-backups", NULL);
  g_autofree char *first = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 14; i++)
    {
      g_autofree char *path = lep_workspace_backup_dated (fixture->a->workspace, &error);

      g_assert_no_error (error);
      if (i == 0)
        first = g_steal_pointer (&path);
    }
  g_assert_cmpuint (lep_test_count_files (folder), ==, 11);
  g_assert_false (g_file_test (first, G_FILE_TEST_EXISTS));
}

/* Of a program that died over a backup half a copy is left: it is told where a person
 * was erased, and goes with the next backup once it is a day old. */
static void
test_half_backups_go (Fixture      *fixture,
                      gconstpointer data)
{
  g_autofree char *folder = g_build_filename (fixture->dir, "1-backups", NULL);
  g_autofree char *stick = g_build_filename (fixture->dir, "stick.lep", NULL);
  g_autofree char *on_stick = g_build_filename (fixture->dir, "earlier.lep.part", NULL);
  g_autofree char *first = NULL, *second = NULL, *left = NULL, *of_others = NULL;
  g_autoptr (GPtrArray) holding = NULL;
  g_autoptr (GError) error = NULL;
  struct utimbuf old = { 0 };
  LepUuid        id;

  first = lep_workspace_backup_dated (fixture->a->workspace, &error);
  g_assert_no_error (error);
  left = g_strconcat (first, ".part", NULL);
  of_others = g_build_filename (folder, "mine.lep.part", NULL);
  g_assert_true (g_file_set_contents (left, "", 0, NULL) && g_file_set_contents (of_others, "half", -1, NULL));
  g_assert_true (g_file_set_contents (on_stick, "SQLite format 3\0and so on", 26, NULL));
  g_free (lep_workspace_backup_dated (fixture->a->workspace, &error));
  g_assert_true (g_file_test (left, G_FILE_TEST_EXISTS));

  g_assert_true (lep_uuid_parse (fixture->organisation, -1, &id));
  holding = lep_backups_holding (fixture->a->workspace, &id);
  g_assert_true (g_ptr_array_find_with_equal_func (holding, left, g_str_equal, NULL));

  g_assert_cmpint (utime (left, &old) | utime (of_others, &old) | utime (on_stick, &old), ==, 0);
  second = lep_workspace_backup_dated (fixture->a->workspace, &error);
  g_assert_no_error (error);
  g_assert_false (g_file_test (left, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (of_others, G_FILE_TEST_EXISTS) && g_file_test (first, G_FILE_TEST_EXISTS));

  /* In whatever folder the copy is to be, a stick say. */
  g_assert_true (lep_workspace_backup (fixture->a->workspace, stick, NULL, &error));
  g_assert_no_error (error);
  g_assert_false (g_file_test (on_stick, G_FILE_TEST_EXISTS));
}

static gpointer
remove_soon (gpointer journal)
{
  g_usleep (20000);
  g_assert_cmpint (g_unlink (journal), ==, 0);
  return NULL;
}

/* Who may only read can meet the journal of somebody who ends a moment later. */
static void
test_reading_waits_for_a_journal_to_go (Fixture      *fixture,
                                        gconstpointer data)
{
  g_autofree char *journal = g_strconcat (fixture->a->path, "-journal", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (LepWorkspace) reader = lep_workspace_open (fixture->a->path, LEP_OPEN_READ, fixture->a->clock, &error);
  gint64   n = 0;
  GThread *thread;

  g_assert_true (g_file_set_contents (journal, "a journal", -1, NULL));
  thread = g_thread_new ("journal", remove_soon, journal);
  g_assert_true (lep_db_get_int64 (lep_workspace_get_db (reader), "SELECT count (*) FROM k_organisation", &n, &error));
  g_assert_cmpint (n, ==, 1);
  g_thread_join (thread);
  /* One that stays is told. */
  g_assert_true (g_file_set_contents (journal, "a journal", -1, NULL));
  g_assert_false (lep_db_get_int64 (lep_workspace_get_db (reader), "SELECT count (*) FROM k_organisation", &n, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_READ_ONLY);
}

/* What a newer program writes is kept and passed on word for word. */
static void
test_unknown_parts_are_kept (Fixture      *fixture,
                             gconstpointer data)
{
  Laptop *b = laptop_new (fixture->dir, 2);
  Laptop *c = laptop_new (fixture->dir, 3);
  g_autoptr (GPtrArray) parcels = laptop_pack (fixture->a);
  Parcel *parcel = g_ptr_array_index (parcels, parcels->len - 1);
  g_autoptr (GPtrArray) newer = g_ptr_array_new_with_free_func (parcel_free);
  g_autofree char *body = g_strdup_printf (
    "<change n=\"2\" at=\"2026-12-01T00:00:00.000Z\" by=\"\" mood=\"good\"><sign/>"
    "<row kind=\"organisation\" id=\"%s\"><set f=\"wings\">2</set><set f=\"size\">not a code!</set></row>"
    "<row kind=\"dragon\" id=\"%s\"><set f=\"name\">Zmaj</set></row></change>",
    fixture->organisation, OFFICE);
  Parcel *next = g_new0 (Parcel, 1);

  next->context = lep_context_new ();
  next->body = g_strdup (body);
  next->change = lep_change_new ();
  g_assert_true (lep_change_read (next->change, body, strlen (body), NULL));
  next->received = parcel->received;
  next->received.n = 2;
  next->received.prev = parcel->received.hash;
  next->received.context = next->context;
  next->received.body = next->body;
  next->received.length = strlen (body);
  next->received.change = next->change;
  lep_chain_next (&next->received.prev, &next->received.context_hash, body, strlen (body), &next->received.hash);
  g_ptr_array_add (newer, next);

  laptop_take (b, parcels);
  laptop_take (b, newer);
  laptop_expect (b, "SELECT group_concat (field || '=' || value, ';') FROM unknown", "size=not a code!;wings=2;name=Zmaj");
  laptop_expect (b, "SELECT ifnull (size, '-') FROM k_organisation", "-");
  laptop_give (b, c);
  laptops_agree (b, c);
  laptop_expect (c, "SELECT body FROM change WHERE n = 2", body);
  g_assert_true (lep_workspace_check (c->workspace, NULL, NULL, NULL));

  laptop_edit (c, NULL, "organisation", fixture->organisation, "size", "small");
  laptop_expect (c, "SELECT group_concat (field, ';') FROM unknown", "wings;name");
  g_assert_true (lep_workspace_check (c->workspace, NULL, NULL, NULL));
  laptop_free (b);
  laptop_free (c);
}

/* SQLite takes the lowest byte of the number for on or off. */
static void
test_much_goes_to_the_disk (Fixture      *fixture,
                            gconstpointer data)
{
  LepDb *db = lep_workspace_get_db (fixture->a->workspace);

  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *late = NULL;
      g_autofree char *soon = NULL;

      lep_db_set_spilling (db, FALSE);
      late = laptop_ask (fixture->a, "PRAGMA cache_spill");
      g_assert_cmpstr (late, ==, "28673");
      lep_db_set_spilling (db, TRUE);
      soon = laptop_ask (fixture->a, "PRAGMA cache_spill");
      g_assert_cmpint (atoi (soon), >, 0);
      g_assert_cmpint (atoi (soon), <, 28673);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add ("/workspace/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("foreign-files-are-refused", test_foreign_files_are_refused);
  ADD ("newer-is-read-only", test_newer_is_read_only);
  ADD ("older-is-brought-up-to-date", test_older_is_brought_up_to_date);
  ADD ("first-layout-is-brought-up-to-date", test_first_layout_is_brought_up_to_date);
  ADD ("busy-names-the-holder", test_busy_names_the_holder);
  ADD ("readers-give-way-to-a-save", test_readers_give_way_to_a_save);
  ADD ("others-commits-are-announced", test_others_commits_are_announced);
  ADD ("only-the-engine-writes-records", test_only_the_engine_writes_records);
  ADD ("check-finds-damage", test_check_finds_damage);
  ADD ("backup-and-back", test_backup_and_back);
  ADD ("journals-are-not-played-into-backups", test_journals_are_not_played_into_backups);
  ADD ("dated-backups-are-thinned", test_dated_backups_are_thinned);
  ADD ("half-backups-go", test_half_backups_go);
  ADD ("reading-waits-for-a-journal-to-go", test_reading_waits_for_a_journal_to_go);
  ADD ("unknown-parts-are-kept", test_unknown_parts_are_kept);
  ADD ("much-goes-to-the-disk", test_much_goes_to_the_disk);
  return g_test_run ();
}
