/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the log holds, for those who pass it on: spaces, branches with their
 * signed heads, changes as they were written, and what is missing. */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "lep-exchange.h"
#include "lep-heads.h"
#include "lep-log.h"
#include "lep-waiting.h"
#include "lep-workspace-private.h"

/* Ids go before names, and names before kinds; the programme's name, which the spaces
 * of its office and contacts bear as well, means its own. */
static const char sql_space_meant[] =
  "SELECT id, kind, (id IS NOT :id) + (id IS NOT :id AND name <> :text) AS rank FROM space"
  " WHERE id = :id OR name = :text OR kind = :text ORDER BY rank, kind <> 'programme', no";

void
lep_space_info_free (LepSpaceInfo *self)
{
  g_free (self->name);
  g_free (self);
}

/**
 * lep_exchange_spaces:
 *
 * Returns: (transfer full) (element-type LepSpaceInfo): sorted by id
 */
GPtrArray *
lep_exchange_spaces (LepWorkspace *workspace,
                     GError      **error)
{
  g_autoptr (GPtrArray) spaces = g_ptr_array_new_with_free_func ((GDestroyNotify) lep_space_info_free);
  g_autoptr (LepStmt) stmt =
    lep_db_prepare (lep_workspace_get_db (workspace), "SELECT id, kind, name FROM space ORDER BY id", error);
  g_autoptr (GError) failure = NULL;

  if (stmt == NULL)
    return NULL;
  while (lep_stmt_next (stmt, &failure))
    {
      LepSpaceInfo *space = g_new0 (LepSpaceInfo, 1);

      memcpy (space->id.bytes, lep_stmt_blob (stmt, 0), LEP_UUID_SIZE);
      lep_space_kind_parse (lep_stmt_text (stmt, 1), &space->kind);
      space->name = g_strdup (lep_stmt_text (stmt, 2));
      g_ptr_array_add (spaces, space);
    }
  return lep_stmt_take_failure (&failure, error) ? g_steal_pointer (&spaces) : NULL;
}

/**
 * lep_exchange_find_space:
 * @text: id, name or kind of a space
 *
 * Fails with %LEP_ERROR_NOT_FOUND if there is none, and if it may be several of
 * which some are partnerships': each of them goes to other laptops.
 */
gboolean
lep_exchange_find_space (LepWorkspace *workspace,
                         const char   *text,
                         LepUuid      *space,
                         GError      **error)
{
  g_autoptr (LepStmt) stmt = lep_db_prepare (lep_workspace_get_db (workspace), sql_space_meant, error);
  g_autoptr (GError) failure = NULL;
  gboolean is_partnership = FALSE;
  gint64   rank = 0;
  guint    n = 0;
  LepUuid  id;

  if (stmt == NULL)
    return FALSE;
  if (lep_uuid_parse (text, -1, &id))
    lep_stmt_bind_blob (stmt, ":id", id.bytes, LEP_UUID_SIZE);
  lep_stmt_bind_text (stmt, ":text", text);
  while (lep_stmt_next (stmt, &failure) && (n == 0 || lep_stmt_int64 (stmt, 2) == rank))
    {
      if (n++ == 0)
        memcpy (space->bytes, lep_stmt_blob (stmt, 0), LEP_UUID_SIZE);
      rank = lep_stmt_int64 (stmt, 2);
      is_partnership = is_partnership || g_str_equal (lep_stmt_text (stmt, 1), lep_space_kind_name (LEP_SPACE_PARTNERSHIP));
    }
  if (!lep_stmt_take_failure (&failure, error))
    return FALSE;

  if (n == 0)
    g_set_error (error, LEP_ERROR, LEP_ERROR_NOT_FOUND, _ ("There is no space “%s” here."), text);
  else if (n == 1 || !is_partnership)
    return TRUE;
  else
    g_set_error (error, LEP_ERROR, LEP_ERROR_NOT_FOUND, _ ("Several spaces may be meant by “%s”. Name the id of one."), text);
  return FALSE;
}

/* With one condition for both, a single space would be looked for among all branches. */
#define SQL_STREAMS(which)                                                   \
  "SELECT s.no, space.id, replica.id, ifnull (parent, 0), base, prev, last," \
  " head, signed_n, signed_head, signature FROM stream s"                    \
  " JOIN space ON space.no = space_no JOIN replica ON replica.no = replica_no" which " ORDER BY space.id, replica.id, base, prev, head"

static const char sql_streams[] = SQL_STREAMS ("");
static const char sql_streams_of[] = SQL_STREAMS (" WHERE space_no = (SELECT no FROM space WHERE id = :space)");

static void
read_stream (LepStmt       *stmt,
             LepStreamInfo *stream)
{
  stream->no = lep_stmt_int64 (stmt, 0);
  memcpy (stream->space.bytes, lep_stmt_blob (stmt, 1), LEP_UUID_SIZE);
  memcpy (stream->replica.bytes, lep_stmt_blob (stmt, 2), LEP_UUID_SIZE);
  stream->parent = lep_stmt_int64 (stmt, 3);
  stream->base = lep_stmt_int64 (stmt, 4);
  memcpy (stream->prev.bytes, lep_stmt_blob (stmt, 5), LEP_HASH_SIZE);
  stream->last = lep_stmt_int64 (stmt, 6);
  memcpy (stream->head.bytes, lep_stmt_blob (stmt, 7), LEP_HASH_SIZE);
  stream->has_signature = !lep_stmt_is_null (stmt, 10);
  if (!stream->has_signature)
    return;
  stream->signed_n = lep_stmt_int64 (stmt, 8);
  memcpy (stream->signed_head.bytes, lep_stmt_blob (stmt, 9), LEP_HASH_SIZE);
  memcpy (stream->signature, lep_stmt_blob (stmt, 10), sizeof stream->signature);
}

/**
 * lep_exchange_streams:
 * @space: (nullable): of this space only
 *
 * Returns: (transfer full) (element-type LepStreamInfo): every branch, sorted
 *   by space, replica, base, prev, head
 */
GArray *
lep_exchange_streams (LepWorkspace  *workspace,
                      const LepUuid *space,
                      GError       **error)
{
  g_autoptr (GArray) streams = g_array_new (FALSE, FALSE, sizeof (LepStreamInfo));
  g_autoptr (LepStmt) stmt =
    lep_db_prepare (lep_workspace_get_db (workspace), space != NULL ? sql_streams_of : sql_streams, error);
  g_autoptr (GError) failure = NULL;

  if (stmt == NULL)
    return NULL;
  if (space != NULL)
    lep_stmt_bind_blob (stmt, ":space", space->bytes, LEP_UUID_SIZE);
  while (lep_stmt_next (stmt, &failure))
    {
      LepStreamInfo stream = { 0 };

      read_stream (stmt, &stream);
      g_array_append_val (streams, stream);
    }
  return lep_stmt_take_failure (&failure, error) ? g_steal_pointer (&streams) : NULL;
}

static void
read_change (LepStmt         *stmt,
             LepLoggedChange *change)
{
  change->n = lep_stmt_int64 (stmt, 0);
  memcpy (change->hash.bytes, lep_stmt_blob (stmt, 1), LEP_HASH_SIZE);
  change->body = lep_stmt_text (stmt, 2);
  change->length = lep_stmt_size (stmt, 2);
  change->context = "";
  if (!lep_stmt_is_null (stmt, 3))
    memcpy (change->gone_by.bytes, lep_stmt_blob (stmt, 3), LEP_HASH_SIZE);
  if (!lep_stmt_is_null (stmt, 4))
    {
      change->context = lep_stmt_text (stmt, 4);
      memcpy (change->context_hash.bytes, lep_stmt_blob (stmt, 5), LEP_HASH_SIZE);
    }
}

/**
 * lep_exchange_changes:
 * @stream: number of a branch
 * @from: first number
 * @to: last number
 * @each: called for each change in order; what it gets is valid during the call
 */
gboolean
lep_exchange_changes (LepWorkspace       *workspace,
                      gint64              stream,
                      gint64              from,
                      gint64              to,
                      LepLoggedChangeFunc each,
                      gpointer            user_data,
                      GError            **error)
{
  g_autoptr (LepStmt) stmt =
    lep_db_prepare (lep_workspace_get_db (workspace),
                    "SELECT n, c.hash, body, gone_by, text, context.hash FROM change c"
                    " LEFT JOIN context ON no = context_no"
                    " WHERE stream_no = ?1 AND n BETWEEN ?2 AND ?3 ORDER BY n",
                    error);
  g_autoptr (GError) failure = NULL;

  if (stmt == NULL)
    return FALSE;
  lep_stmt_set_int64 (stmt, 1, stream);
  lep_stmt_set_int64 (stmt, 2, from);
  lep_stmt_set_int64 (stmt, 3, to);
  while (lep_stmt_next (stmt, &failure))
    {
      LepLoggedChange change = { 0 };

      read_change (stmt, &change);
      if (!each (&change, user_data, error))
        return FALSE;
    }
  return lep_stmt_take_failure (&failure, error);
}

/**
 * lep_exchange_last_writer:
 * @stream: number of a branch
 * @field: of no group, of the record @kind @id in the branch's space
 * @n: (out): number of the branch's last change that wrote the field; 0 = nothing
 *   here shows it, because it never did or somebody who had seen it wrote since
 *
 * Looks at the record alone: to look through the changes is not quick.
 */
gboolean
lep_exchange_last_writer (LepWorkspace  *workspace,
                          gint64         stream,
                          const char    *kind,
                          const LepUuid *id,
                          const char    *field,
                          gint64        *n,
                          GError       **error)
{
  g_autoptr (LepStmt) stmt =
    lep_db_prepare (lep_workspace_get_db (workspace),
                    "SELECT r.clock, name.no FROM stream s CROSS JOIN row r ON r.id = :id AND r.space_no = s.space_no"
                    " CROSS JOIN kind ON kind.no = r.kind_no CROSS JOIN name"
                    " WHERE s.no = :stream AND kind.name = :kind AND name.name = :field",
                    error);
  g_autoptr (GArray) heads = g_array_new (FALSE, FALSE, sizeof (LepHead));
  gboolean has_row;

  *n = 0;
  if (stmt == NULL)
    return FALSE;
  lep_stmt_bind_int64 (stmt, ":stream", stream);
  lep_stmt_bind_text (stmt, ":kind", kind);
  lep_stmt_bind_blob (stmt, ":id", id, LEP_UUID_SIZE);
  lep_stmt_bind_text (stmt, ":field", field);
  if (!lep_stmt_step (stmt, &has_row, error))
    return FALSE;
  if (!has_row)
    return TRUE;

  lep_heads_decode (lep_stmt_blob (stmt, 0), lep_stmt_size (stmt, 0), heads);
  for (guint i = 0; i < heads->len; i++)
    {
      const LepHead *head = &g_array_index (heads, LepHead, i);

      if (head->reg == (guint32) lep_stmt_int64 (stmt, 1) && head->stream == (guint32) stream)
        *n = head->n;
    }
  return TRUE;
}

/**
 * lep_exchange_find:
 * @seen: a change, in any space
 * @stream: (out): number of its branch; 0 = it is not in the log
 */
gboolean
lep_exchange_find (LepWorkspace  *workspace,
                   const LepSeen *seen,
                   gint64        *stream,
                   GError       **error)
{
  g_autoptr (LepStmt) stmt =
    lep_db_prepare (lep_workspace_get_db (workspace),
                    "SELECT stream_no FROM replica r CROSS JOIN stream s ON s.replica_no = r.no"
                    " CROSS JOIN change c ON c.stream_no = s.no AND c.n = ?2 WHERE r.id = ?1 AND c.hash = ?3",
                    error);
  g_autoptr (GError) failure = NULL;

  if (stmt == NULL)
    return FALSE;
  lep_stmt_set_blob (stmt, 1, seen->replica.bytes, LEP_UUID_SIZE);
  lep_stmt_set_int64 (stmt, 2, seen->n);
  lep_stmt_set_blob (stmt, 3, seen->head.bytes, LEP_HASH_SIZE);
  *stream = lep_stmt_next (stmt, &failure) ? lep_stmt_int64 (stmt, 0) : 0;
  return lep_stmt_take_failure (&failure, error);
}

/**
 * lep_exchange_each_change:
 * @each: called for each change of @replica in the log, in whatever space, with the number of
 *   its branch
 */
gboolean
lep_exchange_each_change (LepWorkspace  *workspace,
                          const LepUuid *replica,
                          LepFoundFunc   each,
                          gpointer       user_data,
                          GError       **error)
{
  g_autoptr (LepStmt) stmt =
    lep_db_prepare (lep_workspace_get_db (workspace),
                    "SELECT stream_no, n, hash FROM replica r CROSS JOIN stream s ON s.replica_no = r.no"
                    " CROSS JOIN change c ON c.stream_no = s.no WHERE r.id = ?1",
                    error);
  g_autoptr (GError) failure = NULL;

  if (stmt == NULL)
    return FALSE;
  lep_stmt_set_blob (stmt, 1, replica->bytes, LEP_UUID_SIZE);
  while (lep_stmt_next (stmt, &failure))
    {
      LepSeen seen = { *replica, lep_stmt_int64 (stmt, 1), { { 0 } } };

      memcpy (seen.head.bytes, lep_stmt_blob (stmt, 2), LEP_HASH_SIZE);
      each (&seen, lep_stmt_int64 (stmt, 0), user_data);
    }
  return lep_stmt_take_failure (&failure, error);
}

/* Adds what a waiting change needs and is neither here nor waiting itself. */
static gboolean
add_missing (LepLog           *log,
             LepWaitingList   *list,
             LepWaitingChange *change,
             GArray           *missing,
             GError          **error)
{
  LepSeen prev = { change->replica, change->n - 1, change->prev };
  g_autoptr (GArray) needs = lep_context_new ();
  guint before = missing->len;

  if (change->n > 1)
    g_array_append_val (needs, prev);
  g_array_append_vals (needs, change->context->data, change->context->len);
  for (guint i = 0; i < needs->len; i++)
    {
      const LepSeen   *need = &g_array_index (needs, LepSeen, i);
      LepMissingChange entry = { change->space->id, change->replica, change->n, need->replica, need->n };
      LepLogged        logged;
      gboolean         found;

      if (!lep_log_find (log, change->space, &need->replica, need->n, &need->head, &found, &logged, error))
        return FALSE;
      if (!found && lep_waiting_list_find (list, &need->head) == NULL &&
          !lep_log_is_waived (change->space, &need->replica, need->n))
        g_array_append_val (missing, entry);
    }
  if (change->body == NULL && missing->len == before && lep_waiting_list_find (list, &change->gone_by) == NULL)
    {
      LepMissingChange entry = { change->space->id, change->replica, change->n, change->replica, 0 };

      g_array_append_val (missing, entry);
    }
  return TRUE;
}

/**
 * lep_exchange_first_time:
 * @stream: number of a branch
 * @from: first number
 * @to: last number
 * @at: (out) (nullable): when the first of these changes was made of which that is
 *   known; %NULL = all of them are stubs
 */
gboolean
lep_exchange_first_time (LepWorkspace *workspace,
                         gint64        stream,
                         gint64        from,
                         gint64        to,
                         char        **at,
                         GError      **error)
{
  g_autoptr (LepStmt) stmt = lep_db_prepare (lep_workspace_get_db (workspace),
                                             "SELECT at FROM change WHERE stream_no = :stream AND n BETWEEN :from AND :to"
                                             " AND at IS NOT NULL ORDER BY n LIMIT 1",
                                             error);
  g_autoptr (GError) failure = NULL;

  *at = NULL;
  if (stmt == NULL)
    return FALSE;
  lep_stmt_bind_int64 (stmt, ":stream", stream);
  lep_stmt_bind_int64 (stmt, ":from", from);
  lep_stmt_bind_int64 (stmt, ":to", to);
  if (lep_stmt_next (stmt, &failure))
    *at = g_strdup (lep_stmt_text (stmt, 0));
  return lep_stmt_take_failure (&failure, error);
}

/**
 * lep_exchange_last_of:
 * @n: (out): number of the change of @replica that came into the log last,
 *   of any space; 0 = it has none
 * @hash: (out): and its hash
 */
gboolean
lep_exchange_last_of (LepWorkspace  *workspace,
                      const LepUuid *replica,
                      gint64        *n,
                      LepHash       *hash,
                      GError       **error)
{
  g_autoptr (LepStmt) stmt =
    lep_db_prepare (lep_workspace_get_db (workspace),
                    "SELECT c.n, c.hash FROM replica r CROSS JOIN stream s ON s.replica_no = r.no"
                    " CROSS JOIN change c ON c.stream_no = s.no AND c.n = s.last WHERE r.id = :id"
                    " ORDER BY c.seq DESC LIMIT 1",
                    error);
  g_autoptr (GError) failure = NULL;

  *n = 0;
  if (stmt == NULL)
    return FALSE;
  lep_stmt_bind_blob (stmt, ":id", replica->bytes, LEP_UUID_SIZE);
  if (lep_stmt_next (stmt, &failure))
    {
      *n = lep_stmt_int64 (stmt, 0);
      memcpy (hash->bytes, lep_stmt_blob (stmt, 1), LEP_HASH_SIZE);
    }
  return lep_stmt_take_failure (&failure, error);
}

/* Whether anything waits, which it seldom does: there is no need to look further. */
static gboolean
is_waiting (LepDb         *db,
            const LepUuid *space,
            gboolean      *any,
            GError       **error)
{
  g_autoptr (LepStmt) stmt =
    lep_db_prepare (db,
                    "SELECT EXISTS (SELECT 1 FROM pending WHERE ?1 IS NULL OR space_no = (SELECT no FROM space WHERE id = ?1))",
                    error);

  if (stmt == NULL)
    return FALSE;
  if (space == NULL)
    lep_stmt_set_null (stmt, 1);
  else
    lep_stmt_set_blob (stmt, 1, space->bytes, LEP_UUID_SIZE);
  if (!lep_stmt_one (stmt, error))
    return FALSE;
  *any = lep_stmt_int64 (stmt, 0) != 0;
  return TRUE;
}

/**
 * lep_exchange_missing:
 * @space: (nullable): in this space only
 *
 * Returns: (transfer full) (element-type LepMissingChange): for each waiting
 *   change what it needs and nobody brought yet, sorted by number within a
 *   replica; a change that waits only for other waiting ones is not named
 */
GArray *
lep_exchange_missing (LepWorkspace  *workspace,
                      const LepUuid *space,
                      GError       **error)
{
  LepDb *db = lep_workspace_get_db (workspace);
  g_autoptr (GArray) missing = g_array_new (FALSE, FALSE, sizeof (LepMissingChange));
  g_autoptr (LepLog) log = NULL;
  g_autoptr (LepWaitingList) list = NULL;
  g_autoptr (GPtrArray) changes = NULL;
  gboolean any;

  if (!is_waiting (db, space, &any, error))
    return NULL;
  if (!any)
    return g_steal_pointer (&missing);
  log = lep_log_new (db, error);
  list = log == NULL ? NULL : lep_waiting_list_load (log, error);
  if (list == NULL)
    return NULL;
  changes = lep_waiting_list_get_all (list);
  for (guint i = 0; i < changes->len; i++)
    {
      LepWaitingChange *change = g_ptr_array_index (changes, i);

      if ((space == NULL || lep_uuid_equal (&change->space->id, space)) &&
          !add_missing (log, list, change, missing, error))
        return NULL;
    }
  return g_steal_pointer (&missing);
}

/**
 * lep_exchange_waiting:
 *
 * Returns: (transfer full) (element-type LepWaitingInfo): everything that
 *   waits, sorted by space, replica and number
 */
GArray *
lep_exchange_waiting (LepWorkspace *workspace,
                      GError      **error)
{
  g_autoptr (GArray) waiting = g_array_new (FALSE, FALSE, sizeof (LepWaitingInfo));
  g_autoptr (LepStmt) stmt =
    lep_db_prepare (lep_workspace_get_db (workspace),
                    "SELECT space.id, replica, n FROM pending JOIN space ON no = space_no"
                    " ORDER BY space.id, replica, n",
                    error);
  g_autoptr (GError) failure = NULL;

  if (stmt == NULL)
    return NULL;
  while (lep_stmt_next (stmt, &failure))
    {
      LepWaitingInfo info;

      memcpy (info.space.bytes, lep_stmt_blob (stmt, 0), LEP_UUID_SIZE);
      memcpy (info.replica.bytes, lep_stmt_blob (stmt, 1), LEP_UUID_SIZE);
      info.n = lep_stmt_int64 (stmt, 2);
      g_array_append_val (waiting, info);
    }
  return lep_stmt_take_failure (&failure, error) ? g_steal_pointer (&waiting) : NULL;
}

/**
 * lep_exchange_times_around:
 * @from: number of the first of some changes that are not here
 * @to: number of the last
 * @after: (out) (nullable) (transfer full): when the last one before them was made
 * @before: (out) (nullable) (transfer full): when the first one after them was
 *   made, which waits; or any change that waits in the space
 */
gboolean
lep_exchange_times_around (LepWorkspace  *workspace,
                           const LepUuid *space,
                           const LepUuid *replica,
                           gint64         from,
                           gint64         to,
                           char         **after,
                           char         **before,
                           GError       **error)
{
  LepDb *db = lep_workspace_get_db (workspace);
  g_autoptr (LepStmt) here =
    lep_db_prepare (db,
                    "SELECT at FROM change JOIN stream ON stream.no = stream_no JOIN space ON space.no = stream.space_no"
                    " JOIN replica ON replica.no = stream.replica_no"
                    " WHERE space.id = ?1 AND replica.id = ?2 AND n < ?3 ORDER BY n DESC LIMIT 1",
                    error);
  g_autoptr (LepStmt) waiting = here == NULL ? NULL : lep_db_prepare (db, "SELECT body FROM pending JOIN space ON space.no = space_no WHERE space.id = ?1 AND body IS NOT NULL"
                                                                          " ORDER BY replica = ?2 AND n > ?3 DESC, n LIMIT 1",
                                                                      error);
  g_autoptr (LepChange) change = lep_change_new ();
  GError *failure = NULL;

  *after = *before = NULL;
  if (waiting == NULL)
    return FALSE;
  lep_stmt_set_blob (here, 1, space->bytes, LEP_UUID_SIZE);
  lep_stmt_set_blob (here, 2, replica->bytes, LEP_UUID_SIZE);
  lep_stmt_set_int64 (here, 3, from);
  if (lep_stmt_next (here, &failure))
    *after = g_strdup (lep_stmt_text (here, 0));
  lep_stmt_set_blob (waiting, 1, space->bytes, LEP_UUID_SIZE);
  lep_stmt_set_blob (waiting, 2, replica->bytes, LEP_UUID_SIZE);
  lep_stmt_set_int64 (waiting, 3, to);
  if (failure == NULL && lep_stmt_next (waiting, &failure) &&
      lep_change_read (change, lep_stmt_text (waiting, 0), lep_stmt_size (waiting, 0), &failure))
    *before = g_strdup (change->at);
  if (failure != NULL)
    g_propagate_error (error, failure);
  return failure == NULL;
}

/**
 * lep_exchange_format:
 * @format: (out): the greatest format of a bundle that brought changes here, as
 *   far as it was kept; 0 = none
 */
gboolean
lep_exchange_format (LepWorkspace *workspace,
                     guint        *format,
                     GError      **error)
{
  g_autofree char *value = NULL;

  if (!lep_workspace_get_meta (workspace, LEP_META_FORMAT, &value, error))
    return FALSE;
  *format = value == NULL ? 0 : (guint) g_ascii_strtoull (value, NULL, 10);
  return TRUE;
}
