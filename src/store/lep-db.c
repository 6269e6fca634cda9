/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The connection to a workspace file: its settings, its transactions, and what
 * SQLite's errors mean to the person at the screen. */

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "lep-db-functions.h"
#include "lep-db.h"
#include "lep-db-private.h"
#include "lep-layout.h"

#define N_BACKUP_PAGES 4096 /* copied between two looks at Cancel: 16 MiB */

/**
 * lep_db_set_error:
 * @code: of SQLite
 *
 * Says in @error what @code means to the person at the screen; SQLite's own
 * words go to the developer's log.
 */
void
lep_db_set_error (LepDb   *self,
                  int      code,
                  GError **error)
{
  g_autofree char *name = g_path_get_basename (self->path);
  g_autofree char *holder = NULL;

  g_debug ("SQLite: %d %s", code, self->handle == NULL ? "" : sqlite3_errmsg (self->handle));
  switch (code & 0xff)
    {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      holder = lep_db_holder (self->path);
      g_set_error (error, LEP_ERROR, LEP_ERROR_BUSY,
                   /* Translators: the second is who holds it: "lepctl (process 1234)" */
                   _ ("The workspace “%s” is in use by %s. Wait until it is done and try again."),
                   name, holder);
      break;
    case SQLITE_READONLY:
    case SQLITE_PERM:
      g_set_error (error, LEP_ERROR, LEP_ERROR_READ_ONLY,
                   _ ("The workspace “%s” can only be read here. Copy it to a place that can be written."),
                   name);
      break;
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
      g_set_error (error, LEP_ERROR, LEP_ERROR_CORRUPT,
                   _ ("The workspace “%s” is damaged or is not a workspace. Restore a backup."), name);
      break;
    case SQLITE_CANTOPEN:
      g_set_error (error, LEP_ERROR, LEP_ERROR_FAILED,
                   _ ("The workspace “%s” cannot be opened. Check that the file and its folder can be used."),
                   name);
      break;
    case SQLITE_FULL:
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC,
                   _ ("The disk is full; nothing was changed. Free some space and try again."));
      break;
    case SQLITE_NOMEM:
      g_set_error (error, LEP_ERROR, LEP_ERROR_FAILED, _ ("There is not enough memory for this."));
      break;
    default:
      g_set_error (error, LEP_ERROR, LEP_ERROR_FAILED,
                   _ ("The workspace “%s” could not be read or written: %s."), name,
                   sqlite3_errstr (code));
    }
}

static gboolean
check (LepDb   *self,
       int      code,
       GError **error)
{
  if (code == SQLITE_OK)
    return TRUE;

  lep_db_set_error (self, code, error);
  return FALSE;
}

/* SQLite asks about each table when it prepares a statement. */
static int
authorize_cb (void       *user_data,
              int         action,
              const char *table,
              const char *column,
              const char *database,
              const char *trigger)
{
  const LepDb *self = user_data;
  gboolean     writes = action == SQLITE_INSERT || action == SQLITE_UPDATE || action == SQLITE_DELETE;

  return writes && !self->is_engine && lep_layout_is_guarded (table) ? SQLITE_DENY : SQLITE_OK;
}

/* A window has several connections, and each keeps what it read once. */
#define CACHE_USUAL "PRAGMA cache_size = -8192;"
#define CACHE_BULK  "PRAGMA cache_size = -65536;"

/* Pages that a large piece of work keeps in memory before its commit: 112 MiB.
 * With what else an import of a million changed fields needs that is below 200 MB; the
 * rest, and hostile contents, go to the disk. SQLite reads the lowest byte of the number
 * as on or off, too. */
#define SPILL_LATE "PRAGMA cache_spill = 28673;"
#define SPILL_SOON "PRAGMA cache_spill = 1;"

static gboolean
configure (LepDb   *self,
           GError **error)
{
  static const char settings[] =
    "PRAGMA journal_mode = DELETE;"
    "PRAGMA synchronous = EXTRA;" /* the folder too: else a cut of the power brings the journal back */
    "PRAGMA foreign_keys = OFF;"
    "PRAGMA trusted_schema = OFF;"
    "PRAGMA secure_delete = ON;"
    "PRAGMA temp_store = MEMORY;" CACHE_USUAL;

  sqlite3_extended_result_codes (self->handle, 1);
  lep_db_wait_for_others (self);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
  sqlite3_set_authorizer (self->handle, authorize_cb, self);

  return check (self, lep_db_add_functions (self->handle), error) &&
         lep_db_exec (self, settings, error);
}

static LepDb *
open_handle (const char *path,
             int         flags,
             GError    **error)
{
  g_autoptr (LepDb) self = g_new0 (LepDb, 1);
  static gsize once = 0;

  /* Nobody asks how much memory it has, and counting takes a lock each time. */
  if (g_once_init_enter (&once))
    {
      sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);
      g_once_init_leave (&once, 1);
    }

  self->path = g_strdup (path);
  self->thread = g_thread_self ();
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, lep_stmt_destroy);
  if (!check (self, sqlite3_open_v2 (path, &self->handle, flags | SQLITE_OPEN_NOMUTEX, NULL), error) ||
      !configure (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * lep_db_open:
 *
 * Opens the file with the settings of all workspaces. %LEP_DB_CREATE makes it
 * and fails if it is there. Whether it is a workspace is not looked at.
 */
LepDb *
lep_db_open (const char *path,
             LepDbMode   mode,
             GError    **error)
{
  static const int flags[] = {
    [LEP_DB_READ] = SQLITE_OPEN_READONLY,
    [LEP_DB_WRITE] = SQLITE_OPEN_READWRITE,
    [LEP_DB_CREATE] = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
  };
  gboolean there = g_file_test (path, G_FILE_TEST_EXISTS);
  LepDb   *self;

  if (mode == LEP_DB_CREATE ? there : !there)
    {
      g_autofree char *name = g_path_get_basename (path);

      if (there)
        g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID,
                     _ ("There is a file “%s” already. Choose another name."), name);
      else
        g_set_error (error, LEP_ERROR, LEP_ERROR_NOT_FOUND,
                     _ ("There is no workspace “%s”."), name);
      return NULL;
    }

  self = open_handle (path, flags[mode], error);
  if (self == NULL && mode == LEP_DB_CREATE)
    g_unlink (path);
  return self;
}

/**
 * lep_db_open_scratch:
 * @in_memory: for what is not large: it needs no room on a disk
 *
 * Returns: (transfer full): a private database in memory, or in a temporary file
 *   that goes when it is closed
 */
LepDb *
lep_db_open_scratch (gboolean in_memory,
                     GError **error)
{
  return open_handle (in_memory ? ":memory:" : "", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, error);
}

void
lep_db_close (LepDb *self)
{
  g_assert (self->thread == g_thread_self ());

  if (self->gives_way)
    lep_db_set_giving_way (self, FALSE);
  g_hash_table_unref (self->statements);
  sqlite3_close_v2 (self->handle);
  g_clear_object (&self->cancellable);
  g_free (self->path);
  g_free (self);
}

/**
 * lep_db_use_here:
 *
 * Hands the connection over to the thread that calls this; the other one no longer uses
 * it, and whoever handed it over waits until this one has done so.
 */
void
lep_db_use_here (LepDb *self)
{
  self->thread = g_thread_self ();
}

/**
 * lep_db_exec:
 * @sql: one or more statements without results
 */
gboolean
lep_db_exec (LepDb      *self,
             const char *sql,
             GError    **error)
{
  g_assert (self->thread == g_thread_self ());

  if (lep_db_is_rolled_back (self))
    return check (self, SQLITE_ABORT_ROLLBACK, error);
  return check (self, sqlite3_exec (self->handle, sql, NULL, NULL, NULL), error);
}

/**
 * lep_db_get_int64:
 * @value: (out): the first column of the first row; 0 if there is none
 */
gboolean
lep_db_get_int64 (LepDb      *self,
                  const char *sql,
                  gint64     *value,
                  GError    **error)
{
  g_autoptr (LepStmt) stmt = lep_db_prepare (self, sql, error);
  g_autoptr (GError) failure = NULL;

  if (stmt == NULL)
    return FALSE;

  *value = lep_stmt_next (stmt, &failure) ? lep_stmt_int64 (stmt, 0) : 0;
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  return TRUE;
}

gint64
lep_db_last_rowid (LepDb *self)
{
  return sqlite3_last_insert_rowid (self->handle);
}

/**
 * lep_db_get_moment:
 * @moment: (out caller-allocates): to be asked for before what is kept is read
 *
 * Returns: whether what is read now can be kept until the moment is another one; not
 *   while a transaction writes, which may be taken back
 */
gboolean
lep_db_get_moment (LepDb       *self,
                   LepDbMoment *moment)
{
  if (self->is_writing || !lep_db_get_int64 (self, "PRAGMA data_version", &moment->others, NULL))
    return FALSE;
  moment->own = sqlite3_total_changes64 (self->handle);
  return TRUE;
}

/**
 * lep_db_backup:
 * @target: becomes a copy of @self, page by page; half a copy when cancelled
 *
 * What others write in the meantime makes SQLite begin again.
 */
gboolean
lep_db_backup (LepDb        *self,
               LepDb        *target,
               GCancellable *cancellable,
               GError      **error)
{
  sqlite3_backup *backup = sqlite3_backup_init (target->handle, "main", self->handle, "main");
  int             code = SQLITE_OK;
  gboolean        cancelled = FALSE;

  if (backup == NULL)
    return check (target, sqlite3_errcode (target->handle), error);

  while (code == SQLITE_OK && !cancelled)
    {
      cancelled = g_cancellable_set_error_if_cancelled (cancellable, error);
      if (!cancelled)
        code = sqlite3_backup_step (backup, cancellable != NULL ? N_BACKUP_PAGES : -1);
    }
  sqlite3_backup_finish (backup);
  return !cancelled && check (self, code == SQLITE_DONE ? SQLITE_OK : code, error);
}

/**
 * lep_db_begin:
 *
 * Starts a transaction that writes; waits for another writer as long as all
 * connections do, then fails with %LEP_ERROR_BUSY and names it.
 */
gboolean
lep_db_begin (LepDb   *self,
              GError **error)
{
  g_assert (!lep_db_in_transaction (self));

  self->has_begun = lep_db_exec (self, "BEGIN IMMEDIATE", error);
  self->is_writing = self->has_begun;
  return self->has_begun;
}

/**
 * lep_db_begin_read:
 *
 * Starts a transaction in which everything read belongs to one moment.
 */
gboolean
lep_db_begin_read (LepDb   *self,
                   GError **error)
{
  g_assert (!lep_db_in_transaction (self));

  self->has_begun = lep_db_exec (self, "BEGIN", error);
  return self->has_begun;
}

/**
 * lep_db_commit:
 *
 * On failure nothing was written.
 */
gboolean
lep_db_commit (LepDb   *self,
               GError **error)
{
  if (lep_db_exec (self, "COMMIT", error))
    {
      self->has_begun = FALSE;
      self->is_writing = FALSE;
      return TRUE;
    }

  lep_db_rollback (self);
  return FALSE;
}

/**
 * lep_db_rollback:
 *
 * Takes back what the transaction did. On a full disk SQLite has done so
 * already: then there is nothing to do.
 */
void
lep_db_rollback (LepDb *self)
{
  self->has_begun = FALSE;
  self->is_writing = FALSE;
  lep_db_set_engine_writing (self, FALSE);
  if (lep_db_in_transaction (self) &&
      sqlite3_exec (self->handle, "ROLLBACK", NULL, NULL, NULL) != SQLITE_OK)
    g_debug ("SQLite could not roll back: %s", sqlite3_errmsg (self->handle));
}

/**
 * lep_db_is_rolled_back:
 *
 * Returns: whether SQLite itself ended the transaction that was begun, as it
 *   does for lack of memory or disk: nothing may be written before the owner of
 *   the transaction knows
 */
gboolean
lep_db_is_rolled_back (LepDb *self)
{
  return self->has_begun && sqlite3_get_autocommit (self->handle);
}

gboolean
lep_db_in_transaction (LepDb *self)
{
  return !sqlite3_get_autocommit (self->handle);
}

/**
 * lep_db_set_spilling:
 * @spilling: %FALSE: what is changed stays in memory until the commit, unless it
 *   is very much, so that readers are not locked out before
 */
void
lep_db_set_spilling (LepDb   *self,
                     gboolean spilling)
{
  sqlite3_exec (self->handle, spilling ? SPILL_SOON : SPILL_LATE, NULL, NULL, NULL);
}

/**
 * lep_db_set_bulk:
 * @bulk: %TRUE: much is written now, all over the tables, and is kept at hand
 */
void
lep_db_set_bulk (LepDb   *self,
                 gboolean bulk)
{
  sqlite3_exec (self->handle, bulk ? CACHE_BULK : CACHE_USUAL, NULL, NULL, NULL);
}

/**
 * lep_db_set_engine_writing:
 * @writing: whether what is prepared and run from now on may write the domain
 *   tables
 *
 * Opens the domain tables for the apply function, and closes them again. Other
 * programs are refused by the triggers of the tables, our own statements when
 * they are prepared: switching triggers would have SQLite prepare all anew.
 */
void
lep_db_set_engine_writing (LepDb   *self,
                           gboolean writing)
{
  self->is_engine = writing;
}
