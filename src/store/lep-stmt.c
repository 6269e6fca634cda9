/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Prepared statements, kept by their connection between uses. */

#include <glib/gi18n-lib.h>

#include "lep-db.h"
#include "lep-db-private.h"

/* As long as a journal is looked at again: a tenth of a second. */
#define MAX_TRIES    100
#define TRY_AGAIN_US 1000

struct _LepStmt
{
  LepDb        *db;
  sqlite3_stmt *handle;
  int           unbound; /* why a parameter could not be bound, or SQLITE_OK */
};

void
lep_stmt_destroy (gpointer stmt)
{
  LepStmt *self = stmt;

  sqlite3_finalize (self->handle);
  g_free (self);
}

/* Where one may only read, SQLite can take the journal of somebody who ends just now for
 * one that a dead program left and that it may not play back (its ticket 3883). It is gone
 * a moment later. */
static gboolean
is_just_ending (int    code,
                guint *n_tries)
{
  if (code != SQLITE_READONLY_ROLLBACK || ++*n_tries > MAX_TRIES)
    return FALSE;
  g_usleep (TRY_AGAIN_US);
  return TRUE;
}

/**
 * lep_db_prepare:
 * @sql: one statement with named or numbered parameters
 *
 * Returns: (transfer full): the statement, all parameters NULL
 */
LepStmt *
lep_db_prepare (LepDb      *self,
                const char *sql,
                GError    **error)
{
  LepStmt      *stmt;
  sqlite3_stmt *handle = NULL;
  guint         n_tries = 0;
  int           code;

  g_assert (self->thread == g_thread_self ());

  stmt = g_hash_table_lookup (self->statements, sql);
  if (stmt != NULL)
    {
      g_hash_table_steal (self->statements, sql);
      return stmt;
    }

  do
    code = sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, NULL);
  while (is_just_ending (code, &n_tries));
  if (code != SQLITE_OK)
    {
      g_debug ("%s", sql);
      lep_db_set_error (self, code, error);
      return NULL;
    }

  stmt = g_new0 (LepStmt, 1);
  stmt->db = self;
  stmt->handle = handle;
  return stmt;
}

/**
 * lep_stmt_free:
 *
 * Gives the statement back to its connection.
 */
void
lep_stmt_free (LepStmt *self)
{
  sqlite3_reset (self->handle);
  sqlite3_clear_bindings (self->handle);
  self->unbound = SQLITE_OK;
  g_hash_table_replace (self->db->statements, (gpointer) sqlite3_sql (self->handle), self);
}

/**
 * lep_stmt_reset:
 *
 * Makes the statement ready to run again; what was bound stays.
 */
void
lep_stmt_reset (LepStmt *self)
{
  sqlite3_reset (self->handle);
}

/* Binding copies, and may lack the memory: the next step tells, for SQLite itself
 * would go on with NULL in its place. */
static void
note (LepStmt *self,
      int      code)
{
  if (code != SQLITE_OK)
    self->unbound = code;
}

static int
step (LepStmt *self)
{
  int   code = self->unbound;
  guint n_tries = 0;

  self->unbound = SQLITE_OK;
  if (code != SQLITE_OK)
    return code;
  if (lep_db_is_rolled_back (self->db))
    return SQLITE_ABORT_ROLLBACK;
  for (code = sqlite3_step (self->handle); is_just_ending (code, &n_tries); code = sqlite3_step (self->handle))
    sqlite3_reset (self->handle);
  return code;
}

static int
parameter (LepStmt    *self,
           const char *name)
{
  int index = sqlite3_bind_parameter_index (self->handle, name);

  g_assert (index > 0);
  return index;
}

/**
 * lep_stmt_bind_text:
 * @name: ":name" of the parameter
 * @text: (nullable): copied
 */
void
lep_stmt_bind_text (LepStmt    *self,
                    const char *name,
                    const char *text)
{
  note (self, sqlite3_bind_text (self->handle, parameter (self, name), text, -1, SQLITE_TRANSIENT));
}

void
lep_stmt_bind_int64 (LepStmt    *self,
                     const char *name,
                     gint64      value)
{
  note (self, sqlite3_bind_int64 (self->handle, parameter (self, name), value));
}

/**
 * lep_stmt_bind_blob:
 * @data: copied
 */
void
lep_stmt_bind_blob (LepStmt      *self,
                    const char   *name,
                    gconstpointer data,
                    gsize         size)
{
  note (self, sqlite3_bind_blob64 (self->handle, parameter (self, name), data, size, SQLITE_TRANSIENT));
}

/**
 * lep_stmt_set_text:
 * @index: number of the parameter, from 1
 * @text: (nullable): not copied; must live until the statement is reset
 * @length: of @text, or -1 if it ends with NUL
 *
 * The quick way for statements that run very often.
 */
void
lep_stmt_set_text (LepStmt    *self,
                   int         index,
                   const char *text,
                   gssize      length)
{
  note (self, sqlite3_bind_text (self->handle, index, text, (int) length, SQLITE_STATIC));
}

void
lep_stmt_set_int64 (LepStmt *self,
                    int      index,
                    gint64   value)
{
  note (self, sqlite3_bind_int64 (self->handle, index, value));
}

/**
 * lep_stmt_set_blob:
 * @data: not copied; must live until the statement is reset
 */
void
lep_stmt_set_blob (LepStmt      *self,
                   int           index,
                   gconstpointer data,
                   gsize         size)
{
  note (self, sqlite3_bind_blob64 (self->handle, index, size == 0 ? "" : data, size, SQLITE_STATIC));
}

void
lep_stmt_set_null (LepStmt *self,
                   int      index)
{
  note (self, sqlite3_bind_null (self->handle, index));
}

/**
 * lep_stmt_next:
 *
 * Returns: %TRUE on a row; %FALSE after the last one, or with @error set
 */
gboolean
lep_stmt_next (LepStmt *self,
               GError **error)
{
  int code = step (self);

  if (code == SQLITE_ROW)
    return TRUE;

  sqlite3_reset (self->handle);
  if (code != SQLITE_DONE)
    lep_db_set_error (self->db, code, error);
  return FALSE;
}

/**
 * lep_stmt_step:
 * @has_row: (out): %FALSE after the last row
 *
 * Goes to the next row, telling the end from an error.
 */
gboolean
lep_stmt_step (LepStmt  *self,
               gboolean *has_row,
               GError  **error)
{
  GError *problem = NULL;

  *has_row = lep_stmt_next (self, &problem);
  if (problem == NULL)
    return TRUE;

  g_propagate_error (error, problem);
  return FALSE;
}

/**
 * lep_stmt_one:
 *
 * Reads the row that is there in every sound workspace.
 *
 * Returns: %FALSE with @error set, %LEP_ERROR_CORRUPT when there is none
 */
gboolean
lep_stmt_one (LepStmt *self,
              GError **error)
{
  gboolean has_row;

  if (!lep_stmt_step (self, &has_row, error))
    return FALSE;
  if (!has_row)
    g_set_error_literal (error, LEP_ERROR, LEP_ERROR_CORRUPT,
                         _ ("A part of the workspace is missing. Rebuild the workspace or restore a backup."));
  return has_row;
}

/**
 * lep_stmt_run:
 *
 * Runs a statement whose rows, if any, nobody wants.
 */
gboolean
lep_stmt_run (LepStmt *self,
              GError **error)
{
  int code = step (self);

  sqlite3_reset (self->handle);
  if (code == SQLITE_ROW || code == SQLITE_DONE)
    return TRUE;

  lep_db_set_error (self->db, code, error);
  return FALSE;
}

/**
 * lep_stmt_take_failure:
 * @failure: (inout): what lep_stmt_next () said when it ended a loop
 *
 * Hands the error on, if there is one.
 *
 * Returns: whether there was none
 */
gboolean
lep_stmt_take_failure (GError **failure,
                       GError **error)
{
  if (*failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (failure));
  return FALSE;
}

gint64
lep_stmt_int64 (LepStmt *self,
                int      column)
{
  return sqlite3_column_int64 (self->handle, column);
}

/**
 * lep_stmt_text:
 *
 * Returns: (nullable): valid until the statement goes on
 */
const char *
lep_stmt_text (LepStmt *self,
               int      column)
{
  return (const char *) sqlite3_column_text (self->handle, column);
}

/**
 * lep_stmt_size:
 *
 * Returns: bytes of a text or blob
 */
gsize
lep_stmt_size (LepStmt *self,
               int      column)
{
  return (gsize) sqlite3_column_bytes (self->handle, column);
}

/**
 * lep_stmt_blob:
 *
 * Returns: (nullable): valid until the statement goes on
 */
gconstpointer
lep_stmt_blob (LepStmt *self,
               int      column)
{
  return sqlite3_column_blob (self->handle, column);
}

gboolean
lep_stmt_is_null (LepStmt *self,
                  int      column)
{
  return sqlite3_column_type (self->handle, column) == SQLITE_NULL;
}
