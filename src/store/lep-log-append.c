/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a change belongs in the log, and putting it there. */

#include <string.h>

#include "lep-log-private.h"
#include "lep-log.h"

/* A first change: it starts the stream, or a branch beside it. */
static void
place_first (LepLogSpace   *space,
             const LepUuid *replica,
             const LepHash *prev,
             LepPlace      *place)
{
  LepHash first;

  lep_chain_first (&space->id, replica, &first);
  place->kind = lep_hash_equal (&first, prev) ? LEP_PLACE_BRANCH : LEP_PLACE_REFUSED;
}

/**
 * lep_log_place:
 * @prev: hash of the change before
 * @place: (out caller-allocates)
 *
 * Finds where a change that is not in the log belongs: each belongs to the
 * branch that its predecessor names.
 */
gboolean
lep_log_place (LepLog        *self,
               LepLogSpace   *space,
               const LepUuid *replica,
               gint64         n,
               const LepHash *prev,
               LepPlace      *place,
               GError       **error)
{
  LepLogStream *stream;
  LepLogged     logged;
  gboolean      found;

  *place = (LepPlace){ LEP_PLACE_WAITS, NULL };
  if (n == 1)
    {
      place_first (space, replica, prev, place);
      return TRUE;
    }

  stream = lep_log_find_end (space, replica, n - 1, prev);
  if (stream != NULL)
    {
      *place = (LepPlace){ LEP_PLACE_NEXT, stream };
      return TRUE;
    }

  if (!lep_log_find (self, space, replica, n - 1, prev, &found, &logged, error))
    return FALSE;
  if (found)
    *place = (LepPlace){ LEP_PLACE_BRANCH, logged.stream };
  else if (lep_log_is_waived (space, replica, n - 1))
    place->kind = LEP_PLACE_BRANCH;
  return TRUE;
}

/**
 * lep_log_replica_no:
 * @no: (out): its number; it is entered if it was not known
 */
gboolean
lep_log_replica_no (LepLog        *self,
                    const LepUuid *replica,
                    gint64        *no,
                    GError       **error)
{
  g_autoptr (LepStmt) add = lep_db_prepare (self->db, "INSERT OR IGNORE INTO replica (id) VALUES (:id)", error);
  g_autoptr (LepStmt) find = NULL;

  if (add == NULL)
    return FALSE;
  lep_stmt_bind_blob (add, ":id", replica->bytes, LEP_UUID_SIZE);
  if (!lep_stmt_run (add, error))
    return FALSE;

  find = lep_db_prepare (self->db, "SELECT no FROM replica WHERE id = :id", error);
  if (find == NULL)
    return FALSE;
  lep_stmt_bind_blob (find, ":id", replica->bytes, LEP_UUID_SIZE);
  if (!lep_stmt_one (find, error))
    return FALSE;
  *no = lep_stmt_int64 (find, 0);
  return TRUE;
}

static LepLogStream *
start_branch (LepLog            *self,
              LepLogSpace       *space,
              const LepUuid     *replica,
              LepLogStream      *parent,
              const LepLogEntry *entry,
              GError           **error)
{
  g_autofree LepLogStream *stream = g_new0 (LepLogStream, 1);
  g_autoptr (LepStmt) stmt = NULL;
  gint64 replica_no;

  if (!lep_log_replica_no (self, replica, &replica_no, error))
    return NULL;
  stmt = lep_db_prepare (self->db,
                         "INSERT INTO stream (space_no, replica_no, fork, parent, base, prev, last, head)"
                         " VALUES (:space, :replica, :fork, nullif (:parent, 0), :base, :prev, :base, :prev)",
                         error);
  if (stmt == NULL)
    return NULL;

  stream->space = space;
  stream->replica = *replica;
  stream->fork = lep_log_branches_of (space, replica)->next_fork;
  stream->parent = parent;
  stream->base = entry->n - 1;
  stream->prev = entry->prev;

  lep_stmt_bind_int64 (stmt, ":space", space->no);
  lep_stmt_bind_int64 (stmt, ":replica", replica_no);
  lep_stmt_bind_int64 (stmt, ":fork", stream->fork);
  lep_stmt_bind_int64 (stmt, ":parent", parent == NULL ? 0 : parent->no);
  lep_stmt_bind_int64 (stmt, ":base", stream->base);
  lep_stmt_bind_blob (stmt, ":prev", stream->prev.bytes, LEP_HASH_SIZE);
  if (!lep_stmt_run (stmt, error))
    return NULL;

  stream->no = lep_db_last_rowid (self->db);
  lep_log_keep_stream (self, stream);
  if (g_hash_table_size (space->waivers) > 0)
    lep_log_forget_contexts (self); /* a lost number may mean this branch too */
  return g_steal_pointer (&stream);
}

static gboolean
insert_change (LepLog            *self,
               gint64             stream_no,
               const LepLogEntry *entry,
               GError           **error)
{
  lep_stmt_set_int64 (self->append, 1, stream_no);
  lep_stmt_set_int64 (self->append, 2, entry->n);
  if (entry->context == NULL)
    lep_stmt_set_null (self->append, 3);
  else
    lep_stmt_set_int64 (self->append, 3, entry->context->no);
  lep_stmt_set_text (self->append, 4, entry->at, -1);
  lep_stmt_set_text (self->append, 5, entry->by, -1);
  lep_stmt_set_blob (self->append, 6, entry->hash.bytes, LEP_HASH_SIZE);
  lep_stmt_set_text (self->append, 7, entry->body, (gssize) entry->length);
  if (entry->gone_by == NULL)
    lep_stmt_set_null (self->append, 8);
  else
    lep_stmt_set_blob (self->append, 8, entry->gone_by->bytes, LEP_HASH_SIZE);
  return lep_stmt_run (self->append, error);
}

/**
 * lep_log_append:
 * @place: where it belongs, as lep_log_place () said
 *
 * Returns: (transfer none): the branch that the change is in now
 */
LepLogStream *
lep_log_append (LepLog            *self,
                LepLogSpace       *space,
                const LepUuid     *replica,
                const LepPlace    *place,
                const LepLogEntry *entry,
                GError           **error)
{
  LepLogStream *stream = place->stream;

  g_assert (place->kind == LEP_PLACE_NEXT || place->kind == LEP_PLACE_BRANCH);

  if (place->kind == LEP_PLACE_BRANCH)
    stream = start_branch (self, space, replica, place->stream, entry, error);
  if (stream == NULL || !insert_change (self, stream->no, entry, error))
    return NULL;

  stream->last = entry->n;
  stream->head = entry->hash;
  stream->is_dirty = TRUE;
  lep_log_branches_note (stream, &entry->hash);
  /* It may be a lost one that has now come: changes applied before may cover it by its
   * number alone. */
  if (lep_log_is_given_up (space, replica, entry->n))
    space->is_stale = TRUE;
  return stream;
}
