/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changes that wait for others: kept in memory while an import runs, in the
 * table `pending` between imports, until whatever is missing comes with any
 * bundle by anybody. */

#include <glib/gi18n-lib.h>
#include <string.h>

#include "lep-waiting.h"

struct _LepWaitingList
{
  LepLog     *log;
  LepDb      *db;
  GHashTable *by_hash;    /* LepHash -> LepWaitingChange, owns it */
  GTree      *by_missing; /* LepWaitingChange, by the hash of what it waits for */
  GTree      *by_lost;    /* the same, by its laptop and number */
  GTree      *by_row;     /* those of contacts, by the row they write */
  GTree      *by_eraser;  /* those that have a stub, too, by the hash of what erased them */
};

/* The order in which they are tried. */
static int
compare_changes (gconstpointer a,
                 gconstpointer b)
{
  const LepWaitingChange *left = a;
  const LepWaitingChange *right = b;

  if (left->n != right->n)
    return left->n < right->n ? -1 : 1;
  return lep_hash_compare (&left->hash, &right->hash);
}

static int
compare_changes_cb (gconstpointer a,
                    gconstpointer b)
{
  return compare_changes (*(LepWaitingChange *const *) a, *(LepWaitingChange *const *) b);
}

static int
compare_missing (gconstpointer a,
                 gconstpointer b)
{
  int order = lep_hash_compare (&((const LepWaitingChange *) a)->missing.head, &((const LepWaitingChange *) b)->missing.head);

  return order != 0 ? order : compare_changes (a, b);
}

static int
compare_lost (gconstpointer a,
              gconstpointer b)
{
  const LepWaitingChange *left = a;
  const LepWaitingChange *right = b;
  int                     order = (left->space->no > right->space->no) - (left->space->no < right->space->no);

  if (order == 0)
    order = lep_uuid_compare (&left->missing.replica, &right->missing.replica);
  if (order == 0)
    order = (left->missing.n > right->missing.n) - (left->missing.n < right->missing.n);
  return order != 0 ? order : compare_changes (a, b);
}

static int
compare_rows (gconstpointer a,
              gconstpointer b)
{
  int order = lep_uuid_compare (&((const LepWaitingChange *) a)->row, &((const LepWaitingChange *) b)->row);

  return order != 0 ? order : compare_changes (a, b);
}

static int
compare_erasers (gconstpointer a,
                 gconstpointer b)
{
  int order = lep_hash_compare (&((const LepWaitingChange *) a)->gone_by, &((const LepWaitingChange *) b)->gone_by);

  return order != 0 ? order : compare_changes (a, b);
}

static void
note_change (LepWaitingChange *self,
             const LepChange  *change)
{
  self->erases = change->erases->len > 0;
  self->has_row = self->space->kind == LEP_SPACE_CONTACTS && change->rows->len > 0;
  if (self->has_row)
    self->row = g_array_index (change->rows, LepRowOp, 0).id;
}

/**
 * lep_waiting_change_new:
 *
 * Returns: (transfer full): a copy of what was received
 */
LepWaitingChange *
lep_waiting_change_new (LepLogSpace       *space,
                        const LepReceived *received)
{
  LepWaitingChange *self = g_new0 (LepWaitingChange, 1);

  self->space = space;
  self->replica = received->replica;
  self->n = received->n;
  self->prev = received->prev;
  self->hash = received->hash;
  self->context = lep_context_new ();
  if (received->context != NULL)
    g_array_append_vals (self->context, received->context->data, received->context->len);
  self->body = received->body == NULL ? NULL : g_strndup (received->body, received->length);
  self->length = received->length;
  self->gone_by = received->gone_by;
  if (received->change != NULL)
    note_change (self, received->change);
  self->is_new = TRUE;
  self->is_changed = TRUE;
  return self;
}

void
lep_waiting_change_free (LepWaitingChange *self)
{
  g_array_unref (self->context);
  g_free (self->body);
  g_free (self);
}

/* Reads one line of the table. */
static LepWaitingChange *
read_change (LepLog  *log,
             LepStmt *stmt,
             GError **error)
{
  g_autoptr (LepWaitingChange) self = g_new0 (LepWaitingChange, 1);

  self->context = lep_context_new ();
  self->space = lep_log_get_space_by_no (log, lep_stmt_int64 (stmt, 1), error);
  if (self->space == NULL)
    return NULL;
  memcpy (self->hash.bytes, lep_stmt_blob (stmt, 0), LEP_HASH_SIZE);
  memcpy (self->replica.bytes, lep_stmt_blob (stmt, 2), LEP_UUID_SIZE);
  self->n = lep_stmt_int64 (stmt, 3);
  memcpy (self->prev.bytes, lep_stmt_blob (stmt, 4), LEP_HASH_SIZE);
  lep_context_parse (lep_stmt_text (stmt, 5), lep_stmt_size (stmt, 5), self->context);
  self->has_signature = !lep_stmt_is_null (stmt, 6);
  if (self->has_signature)
    memcpy (self->signature, lep_stmt_blob (stmt, 6), sizeof self->signature);
  if (!lep_stmt_is_null (stmt, 7))
    memcpy (self->gone_by.bytes, lep_stmt_blob (stmt, 7), LEP_HASH_SIZE);
  memcpy (self->missing.head.bytes, lep_stmt_blob (stmt, 8), LEP_HASH_SIZE);
  self->length = lep_stmt_size (stmt, 9);
  self->body = g_strdup (lep_stmt_text (stmt, 9));
  self->has_stub = self->body != NULL && !lep_stmt_is_null (stmt, 7);
  self->is_stored = TRUE;

  if (self->body != NULL)
    {
      g_autoptr (LepChange) change = lep_change_new ();

      if (!lep_change_read (change, self->body, self->length, error))
        return NULL;
      note_change (self, change);
    }
  return g_steal_pointer (&self);
}

/**
 * lep_waiting_list_load:
 *
 * Returns: (transfer full): what waits, as the table has it
 */
LepWaitingList *
lep_waiting_list_load (LepLog  *log,
                       GError **error)
{
  g_autoptr (LepWaitingList) self = g_new0 (LepWaitingList, 1);
  g_autoptr (LepStmt) stmt = NULL;
  g_autoptr (GError) failure = NULL;

  self->log = log;
  self->db = lep_log_get_db (log);
  self->by_hash = g_hash_table_new_full (lep_hash_key, lep_hash_equal_func, NULL, (GDestroyNotify) lep_waiting_change_free);
  self->by_missing = g_tree_new (compare_missing);
  self->by_lost = g_tree_new (compare_lost);
  self->by_row = g_tree_new (compare_rows);
  self->by_eraser = g_tree_new (compare_erasers);

  stmt = lep_db_prepare (self->db,
                         "SELECT hash, space_no, replica, n, prev, context, signature, gone_by, waits_for, body"
                         " FROM pending ORDER BY space_no, replica, n, hash",
                         error);
  if (stmt == NULL)
    return NULL;
  while (lep_stmt_next (stmt, &failure))
    {
      LepWaitingChange *change = read_change (log, stmt, error);

      if (change == NULL)
        return NULL;
      lep_waiting_list_add (self, change);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
lep_waiting_list_free (LepWaitingList *self)
{
  g_tree_unref (self->by_missing);
  g_tree_unref (self->by_lost);
  g_tree_unref (self->by_row);
  g_tree_unref (self->by_eraser);
  g_hash_table_unref (self->by_hash);
  g_free (self);
}

/**
 * lep_waiting_list_add:
 * @change: (transfer full): with what it waits for first
 */
void
lep_waiting_list_add (LepWaitingList   *self,
                      LepWaitingChange *change)
{
  g_tree_insert (self->by_missing, change, change);
  g_tree_insert (self->by_lost, change, change);
  if (change->has_row)
    g_tree_insert (self->by_row, change, change);
  if (change->has_stub)
    g_tree_insert (self->by_eraser, change, change);
  if (g_hash_table_lookup (self->by_hash, &change->hash) != change)
    g_hash_table_insert (self->by_hash, &change->hash, change);
}

/**
 * lep_waiting_list_find:
 *
 * Returns: (nullable) (transfer none): the change with that hash, if it waits
 */
LepWaitingChange *
lep_waiting_list_find (LepWaitingList *self,
                       const LepHash  *hash)
{
  return g_hash_table_lookup (self->by_hash, hash);
}

/**
 * lep_waiting_list_take:
 * @change: in the list. It must be added again or forgotten
 */
void
lep_waiting_list_take (LepWaitingList   *self,
                       LepWaitingChange *change)
{
  g_tree_remove (self->by_missing, change);
  g_tree_remove (self->by_lost, change);
  if (change->has_row)
    g_tree_remove (self->by_row, change);
  if (change->has_stub)
    g_tree_remove (self->by_eraser, change);
}

/**
 * lep_waiting_list_get_all:
 *
 * Returns: (transfer container) (element-type LepWaitingChange): everything that
 *   waits, in the order in which it is tried
 */
GPtrArray *
lep_waiting_list_get_all (LepWaitingList *self)
{
  GPtrArray     *all = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer       change;

  g_hash_table_iter_init (&iter, self->by_hash);
  while (g_hash_table_iter_next (&iter, NULL, &change))
    g_ptr_array_add (all, change);
  g_ptr_array_sort (all, compare_changes_cb);
  return all;
}

/**
 * lep_waiting_queue_new:
 *
 * Returns: (transfer full) (element-type LepWaitingChange): nothing yet
 */
GTree *
lep_waiting_queue_new (void)
{
  return g_tree_new (compare_changes);
}

/* Queues those from @from to @to, of which the hash is not looked at. */
static void
queue_range (GTree                  *tree,
             LepWaitingChange       *from,
             const LepWaitingChange *to,
             GCompareFunc            compare,
             GTree                  *queue)
{
  from->n = 0; /* before all of its place */
  for (GTreeNode *node = g_tree_lower_bound (tree, from); node != NULL; node = g_tree_node_next (node))
    {
      LepWaitingChange *change = g_tree_node_value (node);
      LepWaitingChange  place = *to;

      place.n = change->n;
      place.hash = change->hash;
      if (compare (change, &place) > 0)
        return;
      g_tree_insert (queue, change, change);
    }
}

/**
 * lep_waiting_list_queue_all:
 * @queue: gets everything that waits
 */
void
lep_waiting_list_queue_all (LepWaitingList *self,
                            GTree          *queue)
{
  GHashTableIter iter;
  gpointer       change;

  g_hash_table_iter_init (&iter, self->by_hash);
  while (g_hash_table_iter_next (&iter, NULL, &change))
    g_tree_insert (queue, change, change);
}

/**
 * lep_waiting_list_queue_behind:
 * @queue: gets what waits for @missing, itself or as a stub
 */
void
lep_waiting_list_queue_behind (LepWaitingList *self,
                               const LepHash  *missing,
                               GTree          *queue)
{
  LepWaitingChange place = { .missing = { .head = *missing }, .gone_by = *missing };

  queue_range (self->by_missing, &place, &place, compare_missing, queue);
  queue_range (self->by_eraser, &place, &place, compare_erasers, queue);
}

/**
 * lep_waiting_list_queue_waived:
 * @queue: gets what waits for something that @waive gives up
 */
void
lep_waiting_list_queue_waived (LepWaitingList    *self,
                               const LepLogSpace *space,
                               const LepWaive    *waive,
                               GTree             *queue)
{
  LepWaitingChange from = { .space = (LepLogSpace *) space, .missing = { .replica = waive->replica, .n = waive->from } };
  LepWaitingChange to = { .space = (LepLogSpace *) space, .missing = { .replica = waive->replica, .n = waive->to } };

  queue_range (self->by_lost, &from, &to, compare_lost, queue);
  for (GTreeNode *node = g_tree_node_first (self->by_eraser); node != NULL; node = g_tree_node_next (node))
    {
      LepWaitingChange *change = g_tree_node_value (node);

      if (change->space == space && lep_uuid_equal (&change->replica, &waive->replica) && change->n >= waive->from && change->n <= waive->to)
        g_tree_insert (queue, change, change); /* a stub needs its eraser no more */
    }
}

/**
 * lep_waiting_list_queue_writers:
 * @queue: gets what waits to write the contact @row
 */
void
lep_waiting_list_queue_writers (LepWaitingList *self,
                                const LepUuid  *row,
                                GTree          *queue)
{
  LepWaitingChange place = { .row = *row };

  queue_range (self->by_row, &place, &place, compare_rows, queue);
}

static gboolean
run_for_hash (LepWaitingList *self,
              const char     *sql,
              const LepHash  *hash,
              GError        **error)
{
  g_autoptr (LepStmt) stmt = lep_db_prepare (self->db, sql, error);

  if (stmt == NULL)
    return FALSE;
  lep_stmt_bind_blob (stmt, ":hash", hash->bytes, LEP_HASH_SIZE);
  return lep_stmt_run (stmt, error);
}

/**
 * lep_waiting_list_forget:
 * @change: (transfer full): taken from the list; it is in the log now
 */
gboolean
lep_waiting_list_forget (LepWaitingList   *self,
                         LepWaitingChange *change,
                         GError          **error)
{
  gboolean done = !change->is_stored ||
                  run_for_hash (self, "DELETE FROM pending WHERE hash = :hash", &change->hash, error);

  g_hash_table_remove (self->by_hash, &change->hash);
  return done;
}

/**
 * lep_waiting_list_drop:
 * @change: (transfer full): in the list; something better came in its place
 */
gboolean
lep_waiting_list_drop (LepWaitingList   *self,
                       LepWaitingChange *change,
                       GError          **error)
{
  lep_waiting_list_take (self, change);
  return lep_waiting_list_forget (self, change, error);
}

gboolean
lep_waiting_list_is_empty (LepWaitingList *self)
{
  return g_hash_table_size (self->by_hash) == 0;
}

/**
 * lep_waiting_list_count_new:
 *
 * Returns: how many of those that wait came with this import
 */
gint64
lep_waiting_list_count_new (LepWaitingList *self)
{
  gint64         count = 0;
  GHashTableIter iter;
  gpointer       change;

  g_hash_table_iter_init (&iter, self->by_hash);
  while (g_hash_table_iter_next (&iter, NULL, &change))
    count += ((LepWaitingChange *) change)->is_new;
  return count;
}

static gboolean
store_change (LepStmt          *stmt,
              LepWaitingChange *change,
              GError          **error)
{
  g_autoptr (GString) context = g_string_new (NULL);

  lep_context_text (change->context, context);
  lep_stmt_set_blob (stmt, 1, change->hash.bytes, LEP_HASH_SIZE);
  lep_stmt_set_int64 (stmt, 2, change->space->no);
  lep_stmt_set_blob (stmt, 3, change->replica.bytes, LEP_UUID_SIZE);
  lep_stmt_set_int64 (stmt, 4, change->n);
  lep_stmt_set_blob (stmt, 5, change->prev.bytes, LEP_HASH_SIZE);
  lep_stmt_set_text (stmt, 6, context->str, (gssize) context->len);
  if (change->has_signature)
    lep_stmt_set_blob (stmt, 7, change->signature, sizeof change->signature);
  else
    lep_stmt_set_null (stmt, 7);
  if (change->body == NULL || change->has_stub)
    lep_stmt_set_blob (stmt, 8, change->gone_by.bytes, LEP_HASH_SIZE);
  else
    lep_stmt_set_null (stmt, 8);
  lep_stmt_set_blob (stmt, 9, change->missing.head.bytes, LEP_HASH_SIZE);
  lep_stmt_set_text (stmt, 10, change->body, (gssize) change->length);
  change->is_stored = TRUE;
  change->is_changed = FALSE;
  return lep_stmt_run (stmt, error);
}

/**
 * lep_waiting_list_store:
 *
 * Writes into the table what it does not have yet.
 */
gboolean
lep_waiting_list_store (LepWaitingList *self,
                        GError        **error)
{
  g_autoptr (LepStmt) stmt =
    lep_db_prepare (self->db,
                    "REPLACE INTO pending (hash, space_no, replica, n, prev, context, signature, gone_by, waits_for, body)"
                    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
                    error);
  GHashTableIter iter;
  gpointer       change;

  if (stmt == NULL)
    return FALSE;
  g_hash_table_iter_init (&iter, self->by_hash);
  while (g_hash_table_iter_next (&iter, NULL, &change))
    {
      if (((LepWaitingChange *) change)->is_changed && !store_change (stmt, change, error))
        return FALSE;
    }
  return TRUE;
}
