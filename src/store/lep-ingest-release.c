/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When a change can be applied, and what else can be once it is. */

#include <glib/gi18n-lib.h>
#include <string.h>

#include "lep-ingest-private.h"

/**
 * lep_ingest_empty:
 *
 * Makes a change that writes an erased row the stub as which it counts: it needs
 * its predecessor, and its values are kept nowhere, also while it waits.
 */
gboolean
lep_ingest_empty (LepIngest   *self,
                  LepLogSpace *space,
                  LepReceived *received,
                  GError     **error)
{
  gboolean erased;

  if (received->body == NULL || space->kind != LEP_SPACE_CONTACTS)
    return TRUE;
  if (!lep_apply_find_eraser (self->apply, space, received->change, &erased, &received->gone_by, error))
    return FALSE;
  if (erased)
    {
      received->context = NULL;
      received->body = NULL;
      received->length = 0;
      received->change = NULL;
    }
  return TRUE;
}

/* Whether the change that erased what a stub held is here, waiting or in the log; there
 * it is the smallest of those that erased the row that counts. */
static gboolean
is_eraser_here (LepIngest   *self,
                LepLogSpace *space,
                LepHash     *eraser,
                gboolean    *here,
                GError     **error)
{
  const LepWaitingChange *waiting = lep_waiting_list_find (self->waiting, eraser);

  *here = waiting != NULL && waiting->erases && waiting->space == space;
  return *here || lep_apply_name_eraser (self->apply, space, eraser, here, error);
}

/* What the change needs besides its predecessor. */
static gboolean
find_missing (LepIngest      *self,
              LepLogSpace    *space,
              LepReceived    *received,
              LepLogContext **context,
              LepReadiness   *readiness,
              LepSeen        *missing,
              GError        **error)
{
  gboolean here;

  *readiness = LEP_READY;
  *context = NULL;
  if (received->body == NULL)
    {
      if (!is_eraser_here (self, space, &received->gone_by, &here, error))
        return FALSE;
      if (!here && !lep_log_is_waived (space, &received->replica, received->n))
        {
          *readiness = LEP_MISSING;
          *missing = (LepSeen){ received->replica, received->n, received->gone_by }; /* a waiver of the stub itself helps */
        }
      return TRUE;
    }

  *context = lep_log_context (self->apply->log, space, received->context, &received->context_hash, error);
  if (*context != NULL && !(*context)->is_ready)
    {
      *readiness = LEP_MISSING;
      *missing = (*context)->missing;
    }
  return *context != NULL;
}

/* Two changes of one replica with the same number: somebody works on a copy. */
static void
note_fork (LepIngest          *self,
           const LepPlace     *place,
           const LepLogStream *stream)
{
  if (place->kind != LEP_PLACE_BRANCH || stream->fork == 0 || (place->stream == NULL && stream->base > 0))
    return;
  for (guint i = 0; i < self->result.forks->len; i++)
    {
      if (lep_uuid_equal (&g_array_index (self->result.forks, LepUuid, i), &stream->replica))
        return;
    }
  g_array_append_val (self->result.forks, stream->replica);
}

static gboolean
apply_received (LepIngest         *self,
                LepLogSpace       *space,
                const LepReceived *received,
                const LepPlace    *place,
                LepLogContext     *context,
                GError           **error)
{
  LepLogEntry entry = {
    .n = received->n,
    .prev = received->prev,
    .hash = received->hash,
    .context = context,
    .at = received->change == NULL ? NULL : received->change->at,
    .by = received->change == NULL ? NULL : received->change->by,
    .body = received->body,
    .length = received->length,
    .gone_by = received->body == NULL ? &received->gone_by : NULL,
  };
  LepLogStream *stream =
    lep_apply_add (self->apply, space, &received->replica, place, &entry, received->change, error);

  if (stream == NULL)
    return FALSE;
  note_fork (self, place, stream);
  return TRUE;
}

/**
 * lep_ingest_replace_stub:
 *
 * The change itself came where the log has a stub: it counts. A relay cannot
 * censor.
 */
gboolean
lep_ingest_replace_stub (LepIngest       *self,
                         LepLogSpace     *space,
                         LepReceived     *received,
                         const LepLogged *logged,
                         LepReadiness    *readiness,
                         LepSeen         *missing,
                         GError         **error)
{
  LepLogContext *context;
  g_autoptr (LepStmt) stmt = NULL;

  if (!find_missing (self, space, received, &context, readiness, missing, error))
    return FALSE;
  if (*readiness != LEP_READY)
    return TRUE;

  stmt = lep_db_prepare (self->db,
                         "UPDATE change SET body = ?1, at = ?2, author = ?3, context_no = ?4, gone_by = NULL"
                         " WHERE stream_no = ?5 AND n = ?6",
                         error);
  if (stmt == NULL || !lep_log_enter_context (self->apply->log, context, error))
    return FALSE;
  /* The body is a piece of what was read: it does not end by itself. */
  lep_stmt_set_text (stmt, 1, received->body, (gssize) received->length);
  lep_stmt_set_text (stmt, 2, received->change->at, -1);
  lep_stmt_set_text (stmt, 3, received->change->by, -1);
  lep_stmt_set_int64 (stmt, 4, context->no);
  lep_stmt_set_int64 (stmt, 5, logged->stream->no);
  lep_stmt_set_int64 (stmt, 6, received->n);
  space->is_stale = TRUE; /* later changes may cover it */
  return lep_stmt_run (stmt, error) &&
         lep_apply_logged (self->apply, logged->stream, &received->hash, context, received->change, error);
}

/**
 * lep_ingest_try:
 * @readiness: (out): whether it was applied
 * @missing: (out): if not, the first thing that is missing
 *
 * Applies a change that is not in the log, but maybe as a stub, if everything it
 * needs is. Fails with %LEP_ERROR_CORRUPT if it can never have a place there.
 */
gboolean
lep_ingest_try (LepIngest    *self,
                LepLogSpace  *space,
                LepReceived  *received,
                LepReadiness *readiness,
                LepSeen      *missing,
                GError      **error)
{
  LepLogContext *context;
  LepLogged      logged;
  LepPlace       place;
  gboolean       found = FALSE;

  if (space->kind == LEP_SPACE_CONTACTS &&
      !lep_log_find (self->apply->log, space, &received->replica, received->n, &received->hash, &found, &logged, error))
    return FALSE;
  if (found && received->body == NULL)
    {
      *readiness = LEP_KNOWN;
      return TRUE;
    }
  if (found)
    return lep_ingest_replace_stub (self, space, received, &logged, readiness, missing, error);

  if (!lep_log_place (self->apply->log, space, &received->replica, received->n, &received->prev, &place, error))
    return FALSE;
  if (place.kind == LEP_PLACE_REFUSED)
    return lep_ingest_refuse (error, _ ("A change does not begin where its laptop's changes begin."));
  if (place.kind == LEP_PLACE_WAITS)
    {
      *readiness = LEP_MISSING;
      *missing = (LepSeen){ received->replica, received->n - 1, received->prev };
      return TRUE;
    }
  return find_missing (self, space, received, &context, readiness, missing, error) &&
         (*readiness != LEP_READY || apply_received (self, space, received, &place, context, error));
}

/* What waited is tried without its values: they were erased meanwhile. */
static void
note_emptied (LepWaitingChange  *waiting,
              const LepReceived *received)
{
  if (waiting->body == NULL || received->body != NULL)
    return;
  g_clear_pointer (&waiting->body, g_free);
  waiting->length = 0;
  waiting->gone_by = received->gone_by;
  g_array_set_size (waiting->context, 0);
  waiting->has_context_hash = FALSE;
  waiting->has_row = FALSE;
  waiting->has_stub = FALSE;
  waiting->is_changed = TRUE;
}

/* Queues what a waiver may have freed since the last time, and what waits to write what
 * was erased since: that needs its predecessor alone from now on. */
static void
queue_freed (LepIngest *self,
             GTree     *queue)
{
  for (; self->n_waived < self->apply->waived->len; self->n_waived++)
    {
      const LepGivenUp *waived = &g_array_index (self->apply->waived, LepGivenUp, self->n_waived);

      lep_waiting_list_queue_waived (self->waiting, waived->space, &waived->waive, queue);
    }
  for (; self->n_erased < self->apply->erased->len; self->n_erased++)
    lep_waiting_list_queue_writers (self->waiting, &g_array_index (self->apply->erased, LepUuid, self->n_erased), queue);
}

/* Queues what may be ready since the change with that hash came in. */
static void
queue_behind (LepIngest     *self,
              const LepHash *hash,
              GTree         *queue)
{
  lep_waiting_list_queue_behind (self->waiting, hash, queue);
  if (self->n_waived < self->apply->waived->len)
    queue_freed (self, queue);
}

/**
 * lep_ingest_place_stub:
 * @waiting: waits with its values, and is taken from the list; a stub of it came, too
 * @placed: (out): whether the stub was applied
 *
 * Applies the stub of a change that waits for others, as if it had come first: what
 * hangs on it goes on. The change itself still waits.
 */
gboolean
lep_ingest_place_stub (LepIngest        *self,
                       LepWaitingChange *waiting,
                       gboolean         *placed,
                       GError          **error)
{
  LepReceived stub = {
    .space = waiting->space->id,
    .replica = waiting->replica,
    .n = waiting->n,
    .prev = waiting->prev,
    .hash = waiting->hash,
    .gone_by = waiting->gone_by,
  };
  LepReadiness readiness;
  LepSeen      missing;

  *placed = FALSE;
  if (!lep_ingest_try (self, waiting->space, &stub, &readiness, &missing, error))
    return FALSE;
  *placed = readiness == LEP_READY;
  if (readiness != LEP_MISSING)
    {
      waiting->has_stub = FALSE;
      waiting->is_changed = TRUE;
    }
  return TRUE;
}

/* What was tried and is not ready goes back into the list. The stub that came of it, too,
 * may be ready already. */
static gboolean
wait_on (LepIngest         *self,
         LepWaitingChange  *waiting,
         const LepReceived *tried,
         const LepSeen     *missing,
         GTree             *queue,
         GError           **error)
{
  gboolean placed = FALSE;

  note_emptied (waiting, tried);
  waiting->is_changed = waiting->is_changed || !lep_hash_equal (&waiting->missing.head, &missing->head);
  waiting->missing = *missing;
  if (waiting->has_stub && !lep_ingest_place_stub (self, waiting, &placed, error))
    return FALSE;
  lep_waiting_list_add (self->waiting, waiting);
  if (placed)
    queue_behind (self, &waiting->hash, queue);
  return TRUE;
}

/* Tries one change again that waited, and was taken from the list; queues what waited
 * for it. */
static gboolean
try_waiting (LepIngest        *self,
             LepWaitingChange *waiting,
             GTree            *queue,
             GError          **error)
{
  LepReceived received = {
    .space = waiting->space->id,
    .replica = waiting->replica,
    .n = waiting->n,
    .prev = waiting->prev,
    .hash = waiting->hash,
    .context = waiting->context,
    .body = waiting->body,
    .length = waiting->length,
    .change = waiting->body == NULL ? NULL : self->scratch,
    .gone_by = waiting->gone_by,
  };
  LepReadiness readiness;
  LepSeen      missing;
  LepLogged    logged;
  gboolean     found;

  if (!waiting->has_context_hash)
    lep_context_hash (waiting->context, &waiting->context_hash);
  waiting->has_context_hash = TRUE;
  received.context_hash = waiting->context_hash;
  if (waiting->body != NULL) /* it was read once before it had to wait */
    lep_change_read (self->scratch, waiting->body, waiting->length, NULL);
  if (!lep_ingest_empty (self, waiting->space, &received, error) ||
      !lep_ingest_try (self, waiting->space, &received, &readiness, &missing, error))
    return FALSE;

  if (readiness == LEP_MISSING)
    return wait_on (self, waiting, &received, &missing, queue, error);

  queue_behind (self, &waiting->hash, queue);
  if (readiness == LEP_READY && waiting->is_new)
    self->result.n_new++;
  else if (readiness == LEP_READY)
    self->result.n_released++;
  if (waiting->has_signature &&
      (!lep_log_find (self->apply->log, waiting->space, &waiting->replica, waiting->n, &waiting->hash, &found, &logged, error) ||
       !lep_ingest_keep_signature (self, logged.stream->no, waiting->n, &waiting->hash, waiting->signature, error)))
    return FALSE;
  return lep_waiting_list_forget (self->waiting, waiting, error);
}

static gboolean
try_queued (LepIngest *self,
            GTree     *queue,
            GError   **error)
{
  for (GTreeNode *node; (node = g_tree_node_first (queue)) != NULL;)
    {
      LepWaitingChange *waiting = g_tree_node_value (node);

      g_tree_remove (queue, waiting);
      lep_waiting_list_take (self->waiting, waiting);
      if (!try_waiting (self, waiting, queue, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * lep_ingest_release:
 * @hash: of a change that came in
 *
 * Applies what waited for it, and what waited for those; the first time, all that waits
 * is tried.
 */
gboolean
lep_ingest_release (LepIngest     *self,
                    const LepHash *hash,
                    GError       **error)
{
  g_autoptr (GTree) queue = NULL;

  if (lep_waiting_list_is_empty (self->waiting))
    return TRUE;
  queue = lep_waiting_queue_new ();
  if (self->tries_all)
    lep_waiting_list_queue_all (self->waiting, queue);
  self->tries_all = FALSE;
  queue_behind (self, hash, queue);
  return try_queued (self, queue, error);
}

/**
 * lep_ingest_release_all:
 *
 * Applies what can be now, also where something was erased, until nothing more is.
 */
gboolean
lep_ingest_release_all (LepIngest *self,
                        GError   **error)
{
  g_autoptr (GTree) queue = lep_waiting_queue_new ();
  LepHash none = { { 0 } };

  if (!lep_ingest_release (self, &none, error))
    return FALSE;
  do
    {
      queue_freed (self, queue);
      if (!try_queued (self, queue, error))
        return FALSE;
    }
  while (self->n_erased < self->apply->erased->len);
  return TRUE;
}
