/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Backups of a workspace: copies made page by page while it is in use, dated
 * ones beside it, and the way back. */

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "lep-backup.h"
#include "lep-check-private.h"
#include "lep-layout.h"
#include "lep-rows.h"
#include "lep-util.h"
#include "lep-workspace-private.h"

#define N_KEPT 10

/* Half a backup, and the end of its name when the program died over it. */
#define PART           ".part"
#define LEFT           ".lep" PART
#define SECONDS_IN_DAY (24 * 60 * 60)

/* The first 16 bytes of every database of SQLite, its zero among them. */
#define DATABASE "SQLite format 3"

/* Removes what a program that died left of a workspace of this name, which is gone
 * itself: SQLite would play it into the file that takes the place. */
static gboolean
remove_journals (const char *path,
                 GError    **error)
{
  static const char *const endings[] = { "-journal", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *journal = g_strconcat (path, endings[i], NULL);

      if (g_unlink (journal) == 0 || errno == ENOENT)
        continue;
      g_set_error (error, LEP_ERROR, LEP_ERROR_FAILED,
                   _ ("“%s” is left of a workspace that is no more and cannot be removed."), journal);
      return FALSE;
    }
  return TRUE;
}

/* Whether a file begins as a database, or is one whose first page was not written yet:
 * what other programs call so is not touched. */
static gboolean
begins_as_database (const char *path)
{
  static const char zeros[sizeof DATABASE] = "";
  char              start[sizeof DATABASE] = "";
  int               fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  gssize            n = fd < 0 ? -1 : read (fd, start, sizeof start);

  if (fd >= 0)
    close (fd);
  return n == 0 || (n == sizeof start && (memcmp (start, DATABASE, sizeof start) == 0 || memcmp (start, zeros, sizeof start) == 0));
}

/* Removes half a backup that nobody goes on writing: it is a day older than the newest
 * one, whose time was given by the same clock. */
static void
remove_left (const char     *path,
             const GStatBuf *newest)
{
  GStatBuf info;

  if (g_lstat (path, &info) == 0 && S_ISREG (info.st_mode) && info.st_mtime < newest->st_mtime - SECONDS_IN_DAY && begins_as_database (path))
    g_unlink (path);
}

/* Takes away what programs left that died over a backup into this folder: whole copies
 * under a name that nobody looks at. */
static void
remove_all_left (const char *newest)
{
  g_autofree char *folder = g_path_get_dirname (newest);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GStatBuf info;

  if (dir == NULL || g_stat (newest, &info) != 0)
    return;
  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_str_has_suffix (name, LEFT))
        remove_left (path, &info);
    }
}

/* @target: no database is there now */
static gboolean
copy_db (LepDb        *db,
         const char   *target,
         GCancellable *cancellable,
         GError      **error)
{
  g_autofree char *part = g_strconcat (target, PART, NULL);
  g_autoptr (LepDb) copy = NULL;
  gboolean done;

  g_unlink (part); /* of a copy that was interrupted */
  copy = lep_db_open (part, LEP_DB_CREATE, error);
  /* Half a copy is thrown away: it needs no journal. */
  done = copy != NULL && lep_db_exec (copy, "PRAGMA journal_mode = MEMORY", error) && lep_db_backup (db, copy, cancellable, error);
  g_clear_pointer (&copy, lep_db_close);
  done = done && remove_journals (target, error);
  if (!done)
    {
      g_unlink (part);
      return FALSE;
    }
  if (g_rename (part, target) == 0 && lep_sync_folder (target))
    return TRUE;

  g_set_error (error, LEP_ERROR, LEP_ERROR_FAILED, _ ("The backup could not be given its name “%s”."), target);
  g_unlink (part);
  g_unlink (target);
  return FALSE;
}

static gboolean
backup_to (LepWorkspace *workspace,
           const char   *target,
           GCancellable *cancellable,
           GError      **error)
{
  if (g_file_test (target, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID,
                   _ ("There is a file “%s” already. Choose another name."), target);
      return FALSE;
    }
  if (!lep_workspace_check_target (workspace, target, error) ||
      !copy_db (lep_workspace_get_db (workspace), target, cancellable, error))
    return FALSE;
  remove_all_left (target);
  return TRUE;
}

/**
 * lep_workspace_backup:
 * @target: a file that is not there yet
 *
 * Copies the workspace as it is now; nothing is left of a copy that is cancelled, and
 * what a killed program left in that folder more than a day ago goes.
 */
gboolean
lep_workspace_backup (LepWorkspace *workspace,
                      const char   *target,
                      GCancellable *cancellable,
                      GError      **error)
{
  g_autoptr (GError) failure = NULL;

  if (backup_to (workspace, target, cancellable, &failure))
    return TRUE;
  if (g_error_matches (failure, G_FILE_ERROR, G_FILE_ERROR_NOSPC)) /* it may be a stick, and not the disk of the workspace */
    lep_set_not_written (error, target, G_FILE_ERROR_NOSPC, failure->message);
  else
    g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* The folder of the dated backups of a workspace, there or not. */
static char *
backup_folder_name (const char *path)
{
  g_autofree char *stem = g_str_has_suffix (path, ".lep") ? g_strndup (path, strlen (path) - 4) : g_strdup (path);

  return g_strconcat (stem, "-backups", NULL);
}

/* The same, made if it is not there. */
static char *
backup_folder (const char *path,
               GError    **error)
{
  g_autofree char *folder = backup_folder_name (path);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, LEP_ERROR, LEP_ERROR_FAILED, _ ("The folder “%s” for backups cannot be made."), folder);
      return NULL;
    }
  return g_steal_pointer (&folder);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return -strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Keeps the newest ones, and of the older ones the last of each month. Names
 * begin with the date, so their order is that of time. */
static void
thin_out (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *month = "";

  for (const char *name = dir == NULL ? NULL : g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    if (g_ascii_isdigit (name[0]) && g_str_has_suffix (name, ".lep"))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  for (guint i = N_KEPT; i < names->len; i++)
    {
      const char      *name = g_ptr_array_index (names, i);
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (strncmp (month, name, strlen ("2026-11")) == 0)
        g_unlink (path);
      month = name;
    }
}

static char *
dated_name (const char *folder,
            LepClock   *clock)
{
  char  at[LEP_TIME_TEXT_SIZE + 1];

  char *path;

  /* No colons: the backup may go to a stick. */
  lep_clock_now_text (clock, at);
  g_strdelimit (at, ":.", '-');
  path = g_strdup_printf ("%s" G_DIR_SEPARATOR_S "%s.lep", folder, at);
  for (guint i = 2; g_file_test (path, G_FILE_TEST_EXISTS); i++) /* of the same moment */
    {
      g_free (path);
      path = g_strdup_printf ("%s" G_DIR_SEPARATOR_S "%s_%02u.lep", folder, at, i);
    }
  return path;
}

/**
 * lep_workspace_backup_dated:
 *
 * Makes a backup in the folder beside the workspace. The last ten are kept,
 * then one a month.
 *
 * Returns: (transfer full): its path
 */
char *
lep_workspace_backup_dated (LepWorkspace *workspace,
                            GError      **error)
{
  g_autofree char *folder = backup_folder (lep_workspace_get_path (workspace), error);
  g_autofree char *target = folder == NULL ? NULL : dated_name (folder, lep_workspace_get_clock (workspace));

  if (target == NULL || !backup_to (workspace, target, NULL, error))
    return NULL;
  thin_out (folder);
  return g_steal_pointer (&target);
}

/* Whether a backup has the record; one that cannot be read may. */
static gboolean
holds (const char    *path,
       const LepUuid *id)
{
  g_autoptr (LepDb) db = lep_db_open (path, LEP_DB_READ, NULL);
  g_autoptr (LepStmt) stmt =
    db == NULL ? NULL : lep_db_prepare (db, "SELECT EXISTS (SELECT 1 FROM row WHERE id = ?1 AND state & 2 = 0)", NULL);

  G_STATIC_ASSERT (LEP_ROW_ERASED == 2);
  if (stmt == NULL)
    return TRUE;
  lep_stmt_set_blob (stmt, 1, id->bytes, LEP_UUID_SIZE);
  return !lep_stmt_one (stmt, NULL) || lep_stmt_int64 (stmt, 0) != 0;
}

/**
 * lep_backups_holding:
 * @id: of a record that was erased
 *
 * Returns: (transfer full) (element-type filename): the dated backups that still
 *   hold it, the newest first, and what is left of one that was never finished
 */
GPtrArray *
lep_backups_holding (LepWorkspace  *workspace,
                     const LepUuid *id)
{
  g_autofree char *folder = backup_folder_name (lep_workspace_get_path (workspace));
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

  for (const char *name = dir == NULL ? NULL : g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if ((g_str_has_suffix (name, ".lep") || g_str_has_suffix (name, LEFT)) && holds (path, id))
        g_ptr_array_add (paths, g_steal_pointer (&path));
    }
  g_ptr_array_sort (paths, compare_names);
  return g_steal_pointer (&paths);
}

/* Everything that is in a database, in a fixed order. */
static char *
schema_text (LepDb   *db,
             GError **error)
{
  g_autoptr (LepStmt) stmt =
    lep_db_prepare (db, "SELECT type || ' ' || name || ' ' || ifnull (sql, '') FROM sqlite_schema ORDER BY 1", error);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) failure = NULL;

  if (stmt == NULL)
    return NULL;
  while (lep_stmt_next (stmt, &failure))
    g_string_append_printf (text, "%s\n", lep_stmt_text (stmt, 0));
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Whether it is a workspace and nothing else: its mark, the text of its schema, its
 * pages, the chains of its changes. */
static gboolean
check_db (LepDb   *db,
          GError **error)
{
  g_autoptr (LepDb) model = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *found = NULL;
  gint64           application, version;

  if (!lep_db_get_int64 (db, "PRAGMA application_id", &application, error) ||
      !lep_db_get_int64 (db, "PRAGMA user_version", &version, error))
    return FALSE;
  if (application == LEP_APPLICATION_ID_NUMBER && version > lep_layout_user_version ())
    {
      g_set_error_literal (error, LEP_ERROR, LEP_ERROR_TOO_NEW,
                           _ ("This backup was made by a newer version of the program. Install that version first."));
      return FALSE;
    }

  model = lep_db_open_scratch (TRUE, error);
  if (model == NULL || !lep_layout_create (model, version / LEP_LAYOUT_FACTOR, error))
    return FALSE;
  expected = schema_text (model, error);
  found = expected == NULL ? NULL : schema_text (db, error);
  if (found == NULL)
    return FALSE;
  if (application != LEP_APPLICATION_ID_NUMBER || strcmp (expected, found) != 0)
    {
      g_set_error_literal (error, LEP_ERROR, LEP_ERROR_CORRUPT, _ ("This file is not a backup of a workspace."));
      return FALSE;
    }
  return lep_check_pages (db, error) && lep_check_chains (db, _ ("Take another backup."), NULL, error);
}

/* Whether a program wrote in it that keeps SQLite's journal as a write-ahead log:
 * byte 18 of a database says so (https://www.sqlite.org/fileformat.html, 1.3). */
static gboolean
has_other_journal (const char *path)
{
  guint8   wanted = 0;
  int      fd = open (path, O_RDONLY | O_CLOEXEC);
  gboolean found = lep_read_at (fd, 18, &wanted, 1) == 1 && wanted == 2;

  if (fd >= 0)
    close (fd);
  return found;
}

/* Looks at the file before SQLite does, which would wait for ever at a pipe, and for
 * itself at the workspace. One that is not there is told when it is opened. */
static gboolean
check_source (const char *path,
              const char *backup,
              GError    **error)
{
  GStatBuf of_path, of_backup;

  if (g_stat (backup, &of_backup) != 0)
    return TRUE;
  if (!S_ISREG (of_backup.st_mode))
    g_set_error_literal (error, LEP_ERROR, LEP_ERROR_CORRUPT, _ ("This file is not a backup of a workspace."));
  else if (g_stat (path, &of_path) == 0 && of_path.st_dev == of_backup.st_dev && of_path.st_ino == of_backup.st_ino)
    g_set_error_literal (error, LEP_ERROR, LEP_ERROR_INVALID, _ ("This is the workspace itself. Take one of its backups."));
  else if (has_other_journal (backup))
    g_set_error_literal (error, LEP_ERROR, LEP_ERROR_CORRUPT,
                         _ ("Another program opened this backup and changed how it is kept. Take another backup."));
  else
    return TRUE;
  return FALSE;
}

/* Puts a damaged workspace out of the way. */
static gboolean
move_away (const char *path,
           LepClock   *clock,
           GError    **error)
{
  g_autofree char *folder = backup_folder (path, error);
  g_autofree char *target = folder == NULL ? NULL : dated_name (folder, clock);

  if (target == NULL)
    return FALSE;
  if (g_rename (path, target) == 0)
    return TRUE;
  g_set_error (error, LEP_ERROR, LEP_ERROR_FAILED, _ ("The damaged workspace could not be moved to “%s”."), target);
  return FALSE;
}

/* Writes the pages of @from over the workspace, in one transaction. */
static gboolean
overwrite (LepDb      *from,
           const char *path,
           LepClock   *clock,
           GError    **error)
{
  g_autoptr (LepWorkspace) workspace = lep_workspace_open (path, LEP_OPEN_WRITE, clock, error);
  g_autofree char *kept = workspace == NULL ? NULL : lep_workspace_backup_dated (workspace, error);

  return kept != NULL && lep_db_backup (from, lep_workspace_get_db (workspace), NULL, error);
}

/**
 * lep_backup_restore:
 * @path: the workspace; it is kept as a dated backup. It need not be there
 * @backup: what it becomes
 *
 * Fails with %LEP_ERROR_CORRUPT or %LEP_ERROR_TOO_NEW where that is no sound workspace,
 * and with %LEP_ERROR_INVALID where it is the workspace itself.
 * The restored workspace must take a new replica id before its first change;
 * that is the caller's.
 */
gboolean
lep_backup_restore (const char *path,
                    const char *backup,
                    LepClock   *clock,
                    GError    **error)
{
  g_autoptr (LepDb) from = check_source (path, backup, error) ? lep_db_open (backup, LEP_DB_READ, error) : NULL;
  g_autoptr (GError) failure = NULL;

  if (from == NULL || !check_db (from, error))
    return FALSE;
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return copy_db (from, path, NULL, error);
  if (overwrite (from, path, clock, &failure))
    return TRUE;
  if (!g_error_matches (failure, LEP_ERROR, LEP_ERROR_CORRUPT))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  return move_away (path, clock, error) && copy_db (from, path, NULL, error);
}
