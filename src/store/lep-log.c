/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The change log: its spaces, and the streams of each with their branches. */

#include <glib/gi18n-lib.h>
#include <string.h>

#include "lep-log-private.h"
#include "lep-log.h"

static void
space_free (gpointer data)
{
  LepLogSpace *space = data;

  g_ptr_array_unref (space->streams);
  g_hash_table_unref (space->branches);
  g_hash_table_unref (space->waivers);
  g_free (space->name);
  g_free (space);
}

static void
keep_space (LepLog       *self,
            gint64        no,
            gconstpointer id,
            LepSpaceKind  kind,
            const char   *name)
{
  LepLogSpace *space = g_new0 (LepLogSpace, 1);

  space->no = no;
  memcpy (space->id.bytes, id, LEP_UUID_SIZE);
  space->kind = kind;
  space->name = g_strdup (name);
  space->streams = g_ptr_array_new ();
  space->branches = g_hash_table_new_full (lep_uuid_hash, lep_uuid_equal_func, g_free, lep_log_branches_free);
  space->waivers = lep_log_waivers_new ();
  g_ptr_array_add (self->spaces, space);
  g_hash_table_insert (self->space_by_id, &space->id, space);
}

static gboolean
load_spaces (LepLog  *self,
             GError **error)
{
  g_autoptr (LepStmt) stmt = lep_db_prepare (self->db, "SELECT no, id, kind, name FROM space ORDER BY id", error);
  g_autoptr (GError) failure = NULL;

  if (stmt == NULL)
    return FALSE;

  while (lep_stmt_next (stmt, &failure))
    {
      LepSpaceKind kind = LEP_SPACE_ANY;

      lep_space_kind_parse (lep_stmt_text (stmt, 2), &kind);
      keep_space (self, lep_stmt_int64 (stmt, 0), lep_stmt_blob (stmt, 1), kind, lep_stmt_text (stmt, 3));
    }
  return lep_stmt_take_failure (&failure, error);
}

/**
 * lep_log_new:
 *
 * Returns: (transfer full): the log, for the transaction that is open
 */
LepLog *
lep_log_new (LepDb   *db,
             GError **error)
{
  g_autoptr (LepLog) self = g_new0 (LepLog, 1);

  self->db = db;
  self->spaces = g_ptr_array_new_with_free_func (space_free);
  self->space_by_id = g_hash_table_new (lep_uuid_hash, lep_uuid_equal_func);
  self->streams = g_ptr_array_new_with_free_func (g_free);
  self->contexts = g_ptr_array_new_with_free_func (lep_log_context_free);
  lep_log_forget_contexts (self);

  self->find = lep_db_prepare (db,
                               "SELECT body IS NULL FROM change WHERE stream_no = ?1 AND n = ?2 AND hash = ?3", error);
  if (self->find == NULL || !load_spaces (self, error))
    return NULL;
  self->append = lep_db_prepare (db,
                                 "INSERT INTO change (stream_no, n, context_no, at, author, hash, body, gone_by)"
                                 " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                                 error);
  self->read = self->append == NULL ? NULL
                                    : lep_db_prepare (db, "SELECT hash, body FROM change WHERE stream_no = ?1 AND n = ?2", error);
  return self->read == NULL ? NULL : g_steal_pointer (&self);
}

void
lep_log_free (LepLog *self)
{
  g_clear_pointer (&self->find, lep_stmt_free);
  g_clear_pointer (&self->append, lep_stmt_free);
  g_clear_pointer (&self->read, lep_stmt_free);
  g_clear_pointer (&self->context_no, lep_stmt_free);
  g_clear_pointer (&self->kept, g_hash_table_unref);
  g_hash_table_unref (self->context_by_hash);
  g_hash_table_unref (self->context_by_no);
  g_ptr_array_unref (self->contexts);
  g_hash_table_unref (self->space_by_id);
  g_ptr_array_unref (self->streams);
  g_ptr_array_unref (self->spaces);
  g_free (self);
}

LepDb *
lep_log_get_db (LepLog *self)
{
  return self->db;
}

/**
 * lep_log_get_spaces:
 *
 * Returns: (element-type LepLogSpace): sorted by id
 */
GPtrArray *
lep_log_get_spaces (LepLog *self)
{
  return self->spaces;
}

/**
 * lep_log_get_stream:
 * @no: of a stream in a space that was asked for
 */
LepLogStream *
lep_log_get_stream (LepLog *self,
                    gint64  no)
{
  return no < (gint64) self->streams->len ? g_ptr_array_index (self->streams, (guint) no) : NULL;
}

/**
 * lep_log_keep_stream:
 * @stream: (transfer full): of a space that is loaded
 */
void
lep_log_keep_stream (LepLog       *self,
                     LepLogStream *stream)
{
  if (stream->no >= (gint64) self->streams->len)
    g_ptr_array_set_size (self->streams, (int) stream->no + 1);
  self->streams->pdata[stream->no] = stream;
  g_ptr_array_add (stream->space->streams, stream);
  stream->branches = lep_log_branches_of (stream->space, &stream->replica);
  g_ptr_array_add (stream->branches->streams, stream);
  stream->branches->next_fork = MAX (stream->branches->next_fork, stream->fork + 1);
}

static gboolean
load_streams (LepLog      *self,
              LepLogSpace *space,
              GError     **error)
{
  g_autoptr (LepStmt) stmt =
    lep_db_prepare (self->db,
                    "SELECT stream.no, replica.id, fork, parent, base, prev, last, head FROM stream"
                    " JOIN replica ON replica.no = replica_no WHERE space_no = :space ORDER BY stream.no",
                    error);
  g_autoptr (GArray) parents = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) failure = NULL;

  if (stmt == NULL)
    return FALSE;

  lep_stmt_bind_int64 (stmt, ":space", space->no);
  while (lep_stmt_next (stmt, &failure))
    {
      LepLogStream *stream = g_new0 (LepLogStream, 1);
      gint64        parent = lep_stmt_int64 (stmt, 3);

      stream->no = lep_stmt_int64 (stmt, 0);
      stream->space = space;
      memcpy (stream->replica.bytes, lep_stmt_blob (stmt, 1), LEP_UUID_SIZE);
      stream->fork = lep_stmt_int64 (stmt, 2);
      stream->base = lep_stmt_int64 (stmt, 4);
      memcpy (stream->prev.bytes, lep_stmt_blob (stmt, 5), LEP_HASH_SIZE);
      stream->last = lep_stmt_int64 (stmt, 6);
      memcpy (stream->head.bytes, lep_stmt_blob (stmt, 7), LEP_HASH_SIZE);
      lep_log_keep_stream (self, stream);
      g_array_append_val (parents, parent);
    }
  /* What a branch hangs on may have come later than it, and have a higher number. */
  for (guint i = 0; i < parents->len; i++)
    ((LepLogStream *) g_ptr_array_index (space->streams, i))->parent = lep_log_get_stream (self, g_array_index (parents, gint64, i));
  return lep_stmt_take_failure (&failure, error);
}

static gboolean
load_waivers (LepLog      *self,
              LepLogSpace *space,
              GError     **error)
{
  g_autoptr (LepStmt) stmt =
    lep_db_prepare (self->db, "SELECT DISTINCT replica, first, last FROM waiver WHERE space_no = :space", error);
  g_autoptr (GError) failure = NULL;

  if (stmt == NULL)
    return FALSE;

  lep_stmt_bind_int64 (stmt, ":space", space->no);
  while (lep_stmt_next (stmt, &failure))
    {
      LepWaive waive;

      memcpy (waive.replica.bytes, lep_stmt_blob (stmt, 0), LEP_UUID_SIZE);
      waive.from = lep_stmt_int64 (stmt, 1);
      waive.to = lep_stmt_int64 (stmt, 2);
      lep_log_add_waive (space, &waive);
    }
  return lep_stmt_take_failure (&failure, error);
}

static LepLogSpace *
load_space (LepLog      *self,
            LepLogSpace *space,
            GError     **error)
{
  if (!space->loaded &&
      (!load_streams (self, space, error) || !load_waivers (self, space, error)))
    return NULL;

  space->loaded = TRUE;
  return space;
}

/**
 * lep_log_get_space:
 *
 * Returns: (transfer none): the space with its streams; %LEP_ERROR_NOT_FOUND
 *   if it is not here
 */
LepLogSpace *
lep_log_get_space (LepLog        *self,
                   const LepUuid *id,
                   GError       **error)
{
  LepLogSpace *space = g_hash_table_lookup (self->space_by_id, id);

  if (space == NULL)
    {
      g_autofree char *text = lep_uuid_to_string (id);

      g_set_error (error, LEP_ERROR, LEP_ERROR_NOT_FOUND, _ ("There is no space %s here."), text);
      return NULL;
    }
  return load_space (self, space, error);
}

/**
 * lep_log_add_space:
 *
 * Enters a space if it is not here. The kind of a space never changes: fails
 * with %LEP_ERROR_CORRUPT if it is here with another one.
 */
gboolean
lep_log_add_space (LepLog        *self,
                   const LepUuid *id,
                   LepSpaceKind   kind,
                   const char    *name,
                   GError       **error)
{
  const LepLogSpace *space = g_hash_table_lookup (self->space_by_id, id);
  g_autoptr (LepStmt) stmt = NULL;

  if (space != NULL && space->kind == kind)
    return TRUE;
  if (space != NULL)
    {
      g_set_error (error, LEP_ERROR, LEP_ERROR_CORRUPT, _ ("The space “%s” is of another kind here."), name);
      return FALSE;
    }

  stmt = lep_db_prepare (self->db, "INSERT INTO space (id, kind, name) VALUES (:id, :kind, :name)", error);
  if (stmt == NULL)
    return FALSE;
  lep_stmt_bind_blob (stmt, ":id", id->bytes, LEP_UUID_SIZE);
  lep_stmt_bind_text (stmt, ":kind", lep_space_kind_name (kind));
  lep_stmt_bind_text (stmt, ":name", name);
  if (!lep_stmt_run (stmt, error))
    return FALSE;
  keep_space (self, lep_db_last_rowid (self->db), id->bytes, kind, name);
  return TRUE;
}

LepLogSpace *
lep_log_get_space_by_no (LepLog  *self,
                         gint64   no,
                         GError **error)
{
  for (guint i = 0; i < self->spaces->len; i++)
    {
      LepLogSpace *space = g_ptr_array_index (self->spaces, i);

      if (space->no == no)
        return load_space (self, space, error);
    }
  g_set_error_literal (error, LEP_ERROR, LEP_ERROR_CORRUPT,
                       _ ("The workspace names a space that it does not have. Restore a backup."));
  return NULL;
}

/**
 * lep_log_flush:
 *
 * Writes the heads of the streams that grew.
 */
gboolean
lep_log_flush (LepLog  *self,
               GError **error)
{
  g_autoptr (LepStmt) stmt =
    lep_db_prepare (self->db, "UPDATE stream SET last = ?1, head = ?2 WHERE no = ?3", error);

  if (stmt == NULL)
    return FALSE;
  for (guint i = 0; i < self->streams->len; i++)
    {
      LepLogStream *stream = g_ptr_array_index (self->streams, i);

      if (stream == NULL || !stream->is_dirty)
        continue;
      lep_stmt_set_int64 (stmt, 1, stream->last);
      lep_stmt_set_blob (stmt, 2, stream->head.bytes, LEP_HASH_SIZE);
      lep_stmt_set_int64 (stmt, 3, stream->no);
      if (!lep_stmt_run (stmt, error))
        return FALSE;
      stream->is_dirty = FALSE;
    }
  return TRUE;
}
