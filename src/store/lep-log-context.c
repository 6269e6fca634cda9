/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Contexts of changes, and which changes a change covers: its predecessors in
 * the chain and what its context names, literally. */

#include <string.h>

#include "lep-log-private.h"
#include "lep-log.h"

typedef struct
{
  gint64  space_no;
  LepHash hash;
} ContextKey;

static guint
context_key_hash (gconstpointer data)
{
  const ContextKey *key = data;
  guint             value;

  memcpy (&value, key->hash.bytes, sizeof value);
  return value ^ (guint) key->space_no;
}

static gboolean
context_key_equal (gconstpointer a,
                   gconstpointer b)
{
  const ContextKey *left = a;
  const ContextKey *right = b;

  return left->space_no == right->space_no && lep_hash_equal (&left->hash, &right->hash);
}

void
lep_log_context_free (gpointer data)
{
  LepLogContext *context = data;

  g_array_unref (context->seen);
  g_array_unref (context->covers);
  g_free (context);
}

/**
 * lep_log_forget_contexts:
 *
 * What contexts cover is looked up anew from now on. Contexts handed out
 * before stay valid, but as they were.
 */
void
lep_log_forget_contexts (LepLog *self)
{
  g_clear_pointer (&self->context_by_hash, g_hash_table_unref);
  g_clear_pointer (&self->context_by_no, g_hash_table_unref);
  self->context_by_hash = g_hash_table_new_full (context_key_hash, context_key_equal, g_free, NULL);
  self->context_by_no = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->cover_stream = NULL;
}

static void
add_reach (GArray       *covers,
           LepLogStream *stream,
           gint64        n)
{
  LepReach reach = { stream, NULL, n };

  g_array_append_val (covers, reach);
}

/* All branches of a replica up to @n: a lost change is known by number only. */
static void
add_lost (GArray        *covers,
          LepLogSpace   *space,
          const LepUuid *replica,
          gint64         n)
{
  LepReach reach = { NULL, lep_log_branches_of (space, replica), n };

  g_array_append_val (covers, reach);
}

/* The change @n of a branch and its predecessors. */
static void
add_chain (GArray       *covers,
           LepLogStream *stream,
           gint64        n)
{
  while (stream->parent != NULL)
    {
      add_reach (covers, stream, n);
      n = stream->base;
      stream = stream->parent;
    }
  add_reach (covers, stream, n);
  if (stream->base > 0)
    add_lost (covers, stream->space, &stream->replica, stream->base);
}

static gboolean
resolve_seen (LepLog        *self,
              LepLogContext *context,
              const LepSeen *seen,
              GError       **error)
{
  LepLogSpace  *space = context->space;
  LepLogStream *stream = lep_log_find_end (space, &seen->replica, seen->n, &seen->head);
  gboolean      found = FALSE;
  LepLogged     logged;

  if (stream == NULL)
    {
      if (!lep_log_find (self, space, &seen->replica, seen->n, &seen->head, &found, &logged, error))
        return FALSE;
      if (found)
        stream = logged.stream;
    }

  if (stream != NULL)
    add_chain (context->covers, stream, seen->n);
  else if (lep_log_is_waived (space, &seen->replica, seen->n))
    add_lost (context->covers, space, &seen->replica, seen->n);
  else
    {
      context->is_ready = FALSE;
      context->missing = *seen;
    }
  return TRUE;
}

/* Looks for what the context names, up to the first that is missing. */
static gboolean
resolve_from (LepLog        *self,
              LepLogContext *context,
              guint          first,
              GError       **error)
{
  if (first == 0)
    g_array_set_size (context->covers, 0);
  for (guint i = first; i < context->seen->len && context->is_ready; i++)
    {
      if (!resolve_seen (self, context, &g_array_index (context->seen, LepSeen, i), error))
        return FALSE;
      context->n_found = i + 1;
    }
  return TRUE;
}

/* Goes on with what was missing when the context was looked up last: all that stands
 * before it is here since, and a change may wait for thousands, one after the other. What
 * it covers is gathered at once when nothing is missing: of losses that were waived it
 * covers what came meanwhile, too. */
static gboolean
resolve (LepLog        *self,
         LepLogContext *context,
         GError       **error)
{
  guint first = context->n_found > 0 ? context->n_found - 1 : 0;

  context->is_ready = TRUE;
  return resolve_from (self, context, first, error) &&
         (first == 0 || !context->is_ready || resolve_from (self, context, 0, error));
}

static LepLogContext *
new_context (LepLog        *self,
             LepLogSpace   *space,
             const GArray  *seen,
             const LepHash *hash)
{
  LepLogContext *context = g_new0 (LepLogContext, 1);
  ContextKey    *key = g_new (ContextKey, 1);

  context->space = space;
  context->hash = *hash;
  context->seen = lep_context_new ();
  g_array_append_vals (context->seen, seen->data, seen->len);
  context->covers = g_array_new (FALSE, FALSE, sizeof (LepReach));
  *key = (ContextKey){ space->no, *hash };
  g_ptr_array_add (self->contexts, context);
  g_hash_table_insert (self->context_by_hash, key, context);
  return context;
}

/**
 * lep_log_context:
 * @seen: (element-type LepSeen): what an author had seen
 * @hash: of its text
 *
 * Returns: (transfer none): the context, looked up in what is applied now
 */
LepLogContext *
lep_log_context (LepLog        *self,
                 LepLogSpace   *space,
                 const GArray  *seen,
                 const LepHash *hash,
                 GError       **error)
{
  ContextKey     key = { space->no, *hash };
  LepLogContext *context = g_hash_table_lookup (self->context_by_hash, &key);

  if (context == NULL)
    context = new_context (self, space, seen, hash);
  if (!context->is_ready && !resolve (self, context, error))
    return NULL;
  return context;
}

/**
 * lep_log_context_now:
 * @own: the author; never named in the context
 *
 * Returns: (transfer none): what a change made here and now has seen
 */
LepLogContext *
lep_log_context_now (LepLog        *self,
                     LepLogSpace   *space,
                     const LepUuid *own)
{
  g_autoptr (GArray) seen = lep_context_new ();
  LepLogContext *context;
  LepHash        hash;

  for (guint i = 0; i < space->streams->len; i++)
    {
      const LepLogStream *stream = g_ptr_array_index (space->streams, i);
      LepSeen             head = { stream->replica, stream->last, stream->head };

      if (!lep_uuid_equal (&stream->replica, own))
        g_array_append_val (seen, head);
    }
  g_array_sort (seen, lep_seen_compare);
  lep_context_hash (seen, &hash);
  context = lep_log_context (self, space, seen, &hash, NULL);
  g_assert (context != NULL); /* it names nothing but the heads of the streams */
  return context;
}

/**
 * lep_log_enter_context:
 *
 * Gives the context its number in the log.
 */
gboolean
lep_log_enter_context (LepLog        *self,
                       LepLogContext *context,
                       GError       **error)
{
  g_autoptr (LepStmt) find = NULL;
  g_autoptr (LepStmt) add = NULL;
  g_autoptr (GString) text = NULL;
  g_autoptr (GError) failure = NULL;

  if (context->no != 0)
    return TRUE;

  find = lep_db_prepare (self->db, "SELECT no FROM context WHERE space_no = :space AND hash = :hash", error);
  if (find == NULL)
    return FALSE;
  lep_stmt_bind_int64 (find, ":space", context->space->no);
  lep_stmt_bind_blob (find, ":hash", context->hash.bytes, LEP_HASH_SIZE);
  if (lep_stmt_next (find, &failure))
    context->no = lep_stmt_int64 (find, 0);
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else if (context->no == 0)
    {
      add = lep_db_prepare (self->db, "INSERT INTO context (space_no, hash, text) VALUES (:space, :hash, :text)", error);
      if (add == NULL)
        return FALSE;
      text = g_string_new (NULL);
      lep_context_text (context->seen, text);
      lep_stmt_bind_int64 (add, ":space", context->space->no);
      lep_stmt_bind_blob (add, ":hash", context->hash.bytes, LEP_HASH_SIZE);
      lep_stmt_bind_text (add, ":text", text->str);
      if (lep_stmt_run (add, error))
        context->no = lep_db_last_rowid (self->db);
    }

  if (context->no != 0)
    g_hash_table_insert (self->context_by_no, &context->no, context);
  return context->no != 0;
}

/**
 * lep_log_context_of_number:
 *
 * Returns: (transfer none): the context with that number in the log
 */
LepLogContext *
lep_log_context_of_number (LepLog  *self,
                           gint64   no,
                           GError **error)
{
  LepLogContext *context = g_hash_table_lookup (self->context_by_no, &no);
  g_autoptr (GArray) seen = lep_context_new ();
  g_autoptr (LepStmt) stmt = NULL;
  LepLogSpace *space;
  LepHash      hash;

  if (context != NULL)
    return context;

  stmt = lep_db_prepare (self->db, "SELECT space_no, hash, text FROM context WHERE no = :no", error);
  if (stmt == NULL)
    return NULL;
  lep_stmt_bind_int64 (stmt, ":no", no);
  if (!lep_stmt_one (stmt, error))
    return NULL;

  space = lep_log_get_space_by_no (self, lep_stmt_int64 (stmt, 0), error);
  if (space == NULL)
    return NULL;
  memcpy (hash.bytes, lep_stmt_blob (stmt, 1), LEP_HASH_SIZE);
  lep_context_parse (lep_stmt_text (stmt, 2), lep_stmt_size (stmt, 2), seen);
  context = lep_log_context (self, space, seen, &hash, error);
  if (context != NULL)
    {
      context->no = no;
      g_hash_table_insert (self->context_by_no, &context->no, context);
    }
  return context;
}

static void
cover_reach (LepLog         *self,
             const LepReach *reach)
{
  LepLogStream   *stream = reach->stream;
  LepLogBranches *lost = reach->lost;

  if (stream == NULL)
    {
      lost->lost = lost->lost_in == self->cover ? MAX (lost->lost, reach->n) : reach->n;
      lost->lost_in = self->cover;
      return;
    }
  stream->covered = stream->covered_in == self->cover ? MAX (stream->covered, reach->n) : reach->n;
  stream->covered_in = self->cover;
}

/**
 * lep_log_set_cover:
 * @stream: the branch of a change
 * @n: its number
 * @context: its context
 *
 * lep_log_covers () asks about this change from now on. For the next change of
 * a branch with the same context this costs nothing.
 */
void
lep_log_set_cover (LepLog        *self,
                   LepLogStream  *stream,
                   gint64         n,
                   LepLogContext *context)
{
  if (self->cover_stream != stream || self->cover_context != context)
    {
      g_autoptr (GArray) chain = g_array_new (FALSE, FALSE, sizeof (LepReach));

      self->cover++;
      add_chain (chain, stream, n - 1);
      for (guint i = 0; i < chain->len; i++)
        cover_reach (self, &g_array_index (chain, LepReach, i));
      for (guint i = 0; i < context->covers->len; i++)
        cover_reach (self, &g_array_index (context->covers, LepReach, i));
      self->cover_stream = stream;
      self->cover_context = context;
    }

  stream->covered = n - 1;
  stream->covered_in = self->cover;
}

/**
 * lep_log_set_cover_of:
 *
 * As lep_log_set_cover (), for a change of the log that is no stub.
 */
gboolean
lep_log_set_cover_of (LepLog  *self,
                      gint64   stream_no,
                      gint64   n,
                      GError **error)
{
  LepLogContext *context;
  gint64         no;

  if (self->context_no == NULL)
    self->context_no = lep_db_prepare (self->db, "SELECT context_no FROM change WHERE stream_no = ?1 AND n = ?2", error);
  if (self->context_no == NULL)
    return FALSE;
  lep_stmt_set_int64 (self->context_no, 1, stream_no);
  lep_stmt_set_int64 (self->context_no, 2, n);
  if (!lep_stmt_one (self->context_no, error))
    return FALSE;
  no = lep_stmt_int64 (self->context_no, 0);
  lep_stmt_reset (self->context_no);
  context = lep_log_context_of_number (self, no, error);
  if (context == NULL)
    return FALSE;
  lep_log_set_cover (self, lep_log_get_stream (self, stream_no), n, context);
  return TRUE;
}

/**
 * lep_log_covers:
 *
 * Returns: whether the change given last to lep_log_set_cover () covers that
 *   change
 */
gboolean
lep_log_covers (LepLog *self,
                gint64  stream_no,
                gint64  n)
{
  const LepLogStream *stream = lep_log_get_stream (self, stream_no);

  return (stream->covered_in == self->cover && n <= stream->covered) ||
         (stream->branches->lost_in == self->cover && n <= stream->branches->lost);
}
