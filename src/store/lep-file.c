/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files kept in the workspace: finding, reading, saving and removing them. */

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "lep-check-private.h"
#include "lep-util.h"
#include "lep-workspace-private.h"

#include "lep-file.h"

/* Files that documents of erased contacts name or named earlier, and no other
 * document does or did; each value of a conflict counts. What another named earlier
 * can come back by undo, and must not go with the next erasure or rebuild. */
static const char sql_forget_erased[] =
  "WITH of_erased (rid) AS (SELECT r.rid FROM erased e CROSS JOIN k_document k ON k.owner = lep_id_text (e.id)"
  " CROSS JOIN row r ON r.rid = k.rid AND r.space_no = e.space_no),"
  " theirs (sha256) AS (SELECT k.sha256 FROM of_erased o CROSS JOIN k_document k ON k.rid = o.rid"
  " UNION SELECT b.value FROM of_erased o CROSS JOIN sibling b ON b.rid = o.rid WHERE b.field = 'sha256'"
  " UNION SELECT f.sha256 FROM of_erased o CROSS JOIN row r ON r.rid = o.rid CROSS JOIN stream s ON s.space_no = r.space_no"
  " CROSS JOIN change c ON c.stream_no = s.no AND instr (c.body, lep_id_text (r.id)) > 0"
  " CROSS JOIN file f ON instr (c.body, f.sha256) > 0)"
  "SELECT f.sha256 FROM theirs t CROSS JOIN file f ON f.sha256 = t.sha256"
  " WHERE NOT EXISTS (SELECT 1 FROM k_document k WHERE k.sha256 = f.sha256 AND k.rid NOT IN of_erased)"
  " AND NOT EXISTS (SELECT 1 FROM sibling b CROSS JOIN k_document k ON k.rid = b.rid"
  " WHERE b.field = 'sha256' AND b.value = f.sha256 AND b.rid NOT IN of_erased)"
  " AND NOT EXISTS (SELECT 1 FROM change c WHERE instr (c.body, f.sha256) > 0"
  " AND NOT EXISTS (SELECT 1 FROM of_erased o CROSS JOIN row r ON r.rid = o.rid WHERE instr (c.body, lep_id_text (r.id)) > 0))";

/* Files that nothing in the log names, shown or earlier. */
static const char sql_unnamed[] =
  "SELECT f.sha256 FROM file f WHERE NOT EXISTS (SELECT 1 FROM k_document k WHERE k.sha256 = f.sha256)"
  " AND NOT EXISTS (SELECT 1 FROM change WHERE instr (body, f.sha256) > 0)"
  " AND NOT EXISTS (SELECT 1 FROM pending WHERE instr (body, f.sha256) > 0)";

static const char sql_named[] =
  "SELECT sha256 FROM k_document WHERE sha256 IS NOT NULL"
  " UNION SELECT b.value FROM sibling b CROSS JOIN k_document k ON k.rid = b.rid WHERE b.field = 'sha256' AND b.value IS NOT NULL";

/* What people call a file; of one that only earlier changes name, its hash. */
static const char sql_name[] =
  "SELECT coalesce ((SELECT coalesce (title, file_name) FROM k_document WHERE sha256 = ?1 LIMIT 1), ?1)";

static gboolean
took_all (GError  *failure,
          GError **error)
{
  if (failure != NULL)
    g_propagate_error (error, failure);
  return failure == NULL;
}

static gboolean
find (LepDb      *db,
      const char *sha256,
      gint64     *no,
      gint64     *size,
      GError    **error)
{
  g_autoptr (LepStmt) stmt = lep_db_prepare (db, "SELECT no, size FROM file WHERE sha256 = ?1", error);
  GError *failure = NULL;

  if (stmt == NULL)
    return FALSE;
  lep_stmt_set_text (stmt, 1, sha256, -1);
  *no = *size = 0;
  if (lep_stmt_next (stmt, &failure))
    {
      *no = lep_stmt_int64 (stmt, 0);
      *size = lep_stmt_int64 (stmt, 1);
    }
  return took_all (failure, error);
}

/**
 * lep_file_find:
 * @sha256: hex
 * @found: (out): whether its bytes are here
 * @size: (out) (optional): then how many they are
 */
gboolean
lep_file_find (LepWorkspace *workspace,
               const char   *sha256,
               gboolean     *found,
               gint64       *size,
               GError      **error)
{
  gint64 no, bytes;

  if (!find (lep_workspace_get_db (workspace), sha256, &no, &bytes, error))
    return FALSE;
  *found = no != 0;
  if (size != NULL)
    *size = bytes;
  return TRUE;
}

/* Hands out the pieces of a file; whether they are what they should be is told
 * behind the last one. */
static gboolean
pass (LepDb      *db,
      const char *sha256,
      gint64      no,
      gint64      size,
      LepByteSink sink,
      gpointer    user_data,
      gboolean   *sound,
      GError    **error)
{
  g_autoptr (LepStmt) stmt = lep_db_prepare (db, "SELECT data FROM file_piece WHERE file_no = ?1 ORDER BY i", error);
  g_autoptr (LepHasher) sum = lep_hasher_new ();
  GError *failure = NULL;
  LepHash hash;
  char    hex[LEP_HASH_HEX_SIZE + 1];
  gint64  left = size;

  if (stmt == NULL)
    return FALSE;
  lep_stmt_set_int64 (stmt, 1, no);
  while (lep_stmt_next (stmt, &failure))
    {
      gsize length = lep_stmt_size (stmt, 0);

      lep_hasher_add (sum, lep_stmt_blob (stmt, 0), length);
      left -= (gint64) length;
      if (sink != NULL && !sink (lep_stmt_blob (stmt, 0), length, user_data, error))
        return FALSE;
    }
  lep_hasher_finish (sum, &hash);
  lep_hash_format (&hash, hex);
  *sound = left == 0 && strcmp (hex, sha256) == 0;
  return took_all (failure, error);
}

/* Says which document's file it is, and what helps. */
static gboolean
refuse_damaged (LepDb      *db,
                const char *sha256,
                GError    **error)
{
  g_autoptr (LepStmt) stmt = lep_db_prepare (db, sql_name, error);

  if (stmt == NULL)
    return FALSE;
  lep_stmt_set_text (stmt, 1, sha256, -1);
  if (lep_stmt_one (stmt, error))
    g_set_error (error, LEP_ERROR, LEP_ERROR_CORRUPT,
                 /* Translators: the title of a document */
                 _ ("The file of “%s” is damaged on this laptop. Let “lepctl documents clean-up” take it away, then ask for it again."),
                 lep_stmt_text (stmt, 0));
  return FALSE;
}

/**
 * lep_file_read:
 * @sha256: hex
 * @sink: (scope call): is given its bytes
 *
 * Reads a file piece by piece. Fails with %LEP_ERROR_NOT_FOUND if it is not
 * here, and with %LEP_ERROR_CORRUPT, behind the last piece, if it is damaged.
 */
gboolean
lep_file_read (LepWorkspace *workspace,
               const char   *sha256,
               LepByteSink   sink,
               gpointer      user_data,
               GError      **error)
{
  LepDb   *db = lep_workspace_get_db (workspace);
  gint64   no, size;
  gboolean sound;

  if (!find (db, sha256, &no, &size, error))
    return FALSE;
  if (no == 0)
    {
      g_set_error_literal (error, LEP_ERROR, LEP_ERROR_NOT_FOUND,
                           _ ("The file of this document is not on this laptop. Ask for it with a bundle."));
      return FALSE;
    }
  if (!pass (db, sha256, no, size, sink, user_data, &sound, error))
    return FALSE;
  return sound || refuse_damaged (db, sha256, error);
}

typedef struct
{
  int           fd;
  const char   *path;
  GCancellable *cancellable;
} Saving;

static gboolean
fail (const char *path,
      GError    **error)
{
  g_set_error (error, LEP_ERROR, LEP_ERROR_FAILED, _ ("The file “%s” cannot be written: %s"), path, g_strerror (errno));
  return FALSE;
}

static gboolean
save_cb (const void *data,
         gsize       size,
         gpointer    user_data,
         GError    **error)
{
  const Saving *self = user_data;

  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  return lep_write_all (self->fd, data, size) || fail (self->path, error);
}

/**
 * lep_file_save:
 * @sha256: hex
 * @path: where to; what is there is replaced
 *
 * Writes a file beside its place and renames it when it is whole and on the
 * disk; on an error nothing is left. Fails with %LEP_ERROR_INVALID if that is
 * the workspace.
 */
gboolean
lep_file_save (LepWorkspace *workspace,
               const char   *sha256,
               const char   *path,
               GCancellable *cancellable,
               GError      **error)
{
  g_autofree char *part = NULL;
  Saving           saving = { -1, path, cancellable };
  gboolean         saved;

  if (!lep_workspace_check_target (workspace, path, error))
    return FALSE;
  saving.fd = lep_open_part (path, &part);
  if (saving.fd < 0)
    return fail (path, error);

  saved = lep_file_read (workspace, sha256, save_cb, &saving, error) && (fsync (saving.fd) == 0 || fail (path, error));
  if (close (saving.fd) < 0 && saved)
    saved = fail (path, error);
  saved = saved && (g_rename (part, path) == 0 || fail (path, error));
  if (!saved)
    g_unlink (part);
  if (saved && !lep_sync_folder (path))
    {
      saved = fail (path, error);
      g_unlink (path);
    }
  return saved;
}

/**
 * lep_files_count_named:
 * @files: (element-type utf8 utf8): a set of hashes (hex)
 * @n_named: (out): how many of them a document names, shown or in a conflict
 */
gboolean
lep_files_count_named (LepWorkspace *workspace,
                       GHashTable   *files,
                       gint64       *n_named,
                       GError      **error)
{
  g_autoptr (LepStmt) stmt = NULL;
  GError *failure = NULL;

  *n_named = 0;
  if (g_hash_table_size (files) == 0)
    return TRUE;

  stmt = lep_db_prepare (lep_workspace_get_db (workspace), sql_named, error);
  if (stmt == NULL)
    return FALSE;
  while (lep_stmt_next (stmt, &failure))
    *n_named += g_hash_table_contains (files, lep_stmt_text (stmt, 0));
  return took_all (failure, error);
}

static gboolean
remove_file (LepDb      *db,
             const char *sha256,
             gint64     *bytes,
             GError    **error)
{
  g_autoptr (LepStmt) pieces = NULL;
  g_autoptr (LepStmt) file = NULL;
  gint64 no, size;

  if (!find (db, sha256, &no, &size, error))
    return FALSE;
  *bytes += size;
  pieces = lep_db_prepare (db, "DELETE FROM file_piece WHERE file_no = ?1", error);
  file = pieces == NULL ? NULL : lep_db_prepare (db, "DELETE FROM file WHERE no = ?1", error);
  if (file == NULL)
    return FALSE;
  lep_stmt_set_int64 (pieces, 1, no);
  lep_stmt_set_int64 (file, 1, no);
  return lep_stmt_run (pieces, error) && lep_stmt_run (file, error);
}

/* Removes every file that @sql finds. */
static gboolean
remove_found (LepDb      *db,
              const char *sql,
              gint64     *n_removed,
              gint64     *bytes,
              GError    **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (LepStmt) stmt = lep_db_prepare (db, sql, error);
  GError *failure = NULL;

  if (stmt == NULL)
    return FALSE;
  while (lep_stmt_next (stmt, &failure))
    g_ptr_array_add (names, g_strdup (lep_stmt_text (stmt, 0)));
  if (!took_all (failure, error))
    return FALSE;

  for (guint i = 0; i < names->len; i++)
    if (!remove_file (db, g_ptr_array_index (names, i), bytes, error))
      return FALSE;
  *n_removed += names->len;
  return TRUE;
}

/**
 * lep_files_forget_erased:
 * @db: in a transaction that writes
 *
 * Removes the files of documents that belonged to erased contacts: SQLite
 * overwrites their bytes. One that another document names, or named, stays.
 */
gboolean
lep_files_forget_erased (LepDb   *db,
                         GError **error)
{
  gint64 n_removed = 0, bytes = 0;

  return remove_found (db, sql_forget_erased, &n_removed, &bytes, error);
}

typedef struct
{
  char  *sha256;
  gint64 no, size;
} Kept;

static void
kept_clear (gpointer data)
{
  g_free (((Kept *) data)->sha256);
}

static GArray *
load_kept (LepDb   *db,
           GError **error)
{
  g_autoptr (GArray) files = g_array_new (FALSE, FALSE, sizeof (Kept));
  g_autoptr (LepStmt) stmt = lep_db_prepare (db, "SELECT sha256, no, size FROM file ORDER BY no", error);
  GError *failure = NULL;

  if (stmt == NULL)
    return NULL;
  g_array_set_clear_func (files, kept_clear);
  while (lep_stmt_next (stmt, &failure))
    {
      Kept kept = { g_strdup (lep_stmt_text (stmt, 0)), lep_stmt_int64 (stmt, 1), lep_stmt_int64 (stmt, 2) };

      g_array_append_val (files, kept);
    }
  return took_all (failure, error) ? g_steal_pointer (&files) : NULL;
}

static gboolean
is_sound (LepDb        *db,
          const Kept   *kept,
          GCancellable *cancellable,
          gboolean     *sound,
          GError      **error)
{
  return !g_cancellable_set_error_if_cancelled (cancellable, error) &&
         pass (db, kept->sha256, kept->no, kept->size, NULL, NULL, sound, error);
}

static char *
title_of (LepDb      *db,
          const char *sha256)
{
  g_autoptr (LepStmt) stmt = lep_db_prepare (db, "SELECT title FROM k_document WHERE sha256 = ?1 AND title IS NOT NULL", NULL);

  if (stmt == NULL)
    return NULL;
  lep_stmt_set_text (stmt, 1, sha256, -1);
  return lep_stmt_next (stmt, NULL) ? g_strdup (lep_stmt_text (stmt, 0)) : NULL;
}

/**
 * lep_check_files:
 *
 * Compares the bytes of every file with its hash. Fails with
 * %LEP_ERROR_CORRUPT and the title of the document.
 */
gboolean
lep_check_files (LepDb        *db,
                 GCancellable *cancellable,
                 GError      **error)
{
  g_autoptr (GArray) files = load_kept (db, error);
  gint64 n_loose = 0;

  for (guint i = 0; files != NULL && i < files->len; i++)
    {
      const Kept      *kept = &g_array_index (files, Kept, i);
      g_autofree char *title = NULL;
      gboolean         sound;

      if (!is_sound (db, kept, cancellable, &sound, error))
        return FALSE;
      if (sound)
        continue;
      title = title_of (db, kept->sha256);
      g_set_error (error, LEP_ERROR, LEP_ERROR_CORRUPT,
                   _ ("The file of the document “%s” is damaged. Clean up the documents, then ask for it again."),
                   title != NULL ? title : kept->sha256);
      return FALSE;
    }
  if (files == NULL ||
      !lep_db_get_int64 (db, "SELECT count (*) FROM file_piece WHERE file_no NOT IN (SELECT no FROM file)", &n_loose, error))
    return FALSE;
  if (n_loose > 0)
    g_set_error_literal (error, LEP_ERROR, LEP_ERROR_CORRUPT, _ ("The file is damaged. Restore a backup."));
  return n_loose == 0;
}

static gboolean
remove_damaged (LepDb           *db,
                LepFileCleaning *cleaning,
                GCancellable    *cancellable,
                GError         **error)
{
  g_autoptr (GArray) files = load_kept (db, error);

  for (guint i = 0; files != NULL && i < files->len; i++)
    {
      const Kept *kept = &g_array_index (files, Kept, i);
      gboolean    sound;

      if (!is_sound (db, kept, cancellable, &sound, error) ||
          (!sound && !remove_file (db, kept->sha256, &cleaning->bytes, error)))
        return FALSE;
      cleaning->n_damaged += !sound;
    }
  return files != NULL;
}

/**
 * lep_files_clean_up:
 * @cleaning: (out caller-allocates): what was taken away
 *
 * Removes files that no change here has ever named, and damaged ones: those
 * are wanted again, and come with a bundle from whoever has them.
 */
gboolean
lep_files_clean_up (LepWorkspace    *workspace,
                    LepFileCleaning *cleaning,
                    GCancellable    *cancellable,
                    GError         **error)
{
  LepDb *db = lep_workspace_get_db (workspace);

  *cleaning = (LepFileCleaning){ 0 };
  if (!lep_workspace_begin (workspace, error))
    return FALSE;
  if (!remove_found (db, sql_unnamed, &cleaning->n_unnamed, &cleaning->bytes, error) ||
      !remove_damaged (db, cleaning, cancellable, error))
    {
      lep_db_rollback (db);
      return FALSE;
    }
  return lep_workspace_commit (workspace, error);
}
