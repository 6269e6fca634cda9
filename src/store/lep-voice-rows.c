/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Goes through the log for some rows: what a step is taken back from, or what came
 * late. */

#include <string.h>

#include "lep-voice-rows.h"

/* For more rows than this the log is read once, not once a row. */
#define MAX_ROWS_ONE_BY_ONE 8

static void
row_free (gpointer data)
{
  LepVoiceRow *row = data;

  lep_voices_free (row->voices);
  g_free (row->kind);
  g_free (row);
}

static guint
row_hash (gconstpointer data)
{
  return lep_uuid_hash (&((const LepVoiceRow *) data)->id);
}

static gboolean
row_equal (gconstpointer a,
           gconstpointer b)
{
  const LepVoiceRow *left = a;
  const LepVoiceRow *right = b;

  return left->space == right->space && lep_uuid_equal (&left->id, &right->id) && strcmp (left->kind, right->kind) == 0;
}

/**
 * lep_voice_rows_init:
 * @cancellable: (nullable): asked at each change
 */
void
lep_voice_rows_init (LepVoiceRows *self,
                     LepLog       *log,
                     GCancellable *cancellable)
{
  self->log = log;
  self->cancellable = cancellable;
  self->rows = g_ptr_array_new_with_free_func (row_free);
  self->set = g_hash_table_new (row_hash, row_equal);
  self->spaces = g_hash_table_new (NULL, NULL);
}

void
lep_voice_rows_clear (LepVoiceRows *self)
{
  g_clear_pointer (&self->set, g_hash_table_unref);
  g_clear_pointer (&self->spaces, g_hash_table_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
}

static LepVoiceRow *
find_row (LepVoiceRows   *self,
          LepLogSpace    *space,
          const LepRowOp *op)
{
  LepVoiceRow key = { .space = space, .kind = (char *) op->kind, .id = op->id };

  return g_hash_table_lookup (self->set, &key);
}

/**
 * lep_voice_rows_add:
 *
 * Adds the row once, however often it is named.
 */
void
lep_voice_rows_add (LepVoiceRows   *self,
                    LepLogSpace    *space,
                    const LepRowOp *op)
{
  LepVoiceRow *row;

  if (find_row (self, space, op) != NULL)
    return;
  row = g_new0 (LepVoiceRow, 1);
  row->space = space;
  row->kind = g_strdup (op->kind);
  row->id = op->id;
  row->voices = lep_voices_new (self->log, row->kind, &row->id);
  g_ptr_array_add (self->rows, row);
  g_hash_table_add (self->set, row);
  g_hash_table_add (self->spaces, space);
}

/* @spaces: (nullable): those whose changes are read */
static gboolean
go_through (LepVoiceRows *self,
            GHashTable   *spaces,
            gint64        first_seq,
            gint64        last_seq,
            LepCameFunc   each,
            gpointer      user_data,
            GError      **error)
{
  g_autoptr (LepStmt) stmt =
    lep_db_prepare (lep_log_get_db (self->log),
                    "SELECT seq, stream_no, n, hash, body, space_no FROM change JOIN stream ON stream.no = stream_no"
                    " WHERE seq BETWEEN ?1 AND ?2 AND body IS NOT NULL ORDER BY seq",
                    error);
  g_autoptr (LepChange) change = lep_change_new ();
  g_autoptr (GError) failure = NULL;

  if (stmt == NULL)
    return FALSE;
  lep_stmt_set_int64 (stmt, 1, first_seq);
  lep_stmt_set_int64 (stmt, 2, last_seq);
  while (lep_stmt_next (stmt, &failure))
    {
      LepCame came = { .seq = lep_stmt_int64 (stmt, 0), .stream = (guint32) lep_stmt_int64 (stmt, 1), .n = lep_stmt_int64 (stmt, 2), .hash = lep_stmt_blob (stmt, 3), .change = change };

      came.space = lep_log_get_space_by_no (self->log, lep_stmt_int64 (stmt, 5), error);
      if (came.space == NULL || g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return FALSE;
      if (spaces != NULL && !g_hash_table_contains (spaces, came.space))
        continue;
      if (!lep_change_read (change, lep_stmt_text (stmt, 4), lep_stmt_size (stmt, 4), error))
        return FALSE;
      each (self, &came, user_data);
    }
  return lep_stmt_take_failure (&failure, error);
}

/**
 * lep_voice_rows_each:
 *
 * Calls @each for every change of the log between two order numbers, without those
 * that were erased.
 */
gboolean
lep_voice_rows_each (LepVoiceRows *self,
                     gint64        first_seq,
                     gint64        last_seq,
                     LepCameFunc   each,
                     gpointer      user_data,
                     GError      **error)
{
  return go_through (self, NULL, first_seq, last_seq, each, user_data, error);
}

static void
hear (LepVoiceRows  *self,
      const LepCame *came,
      gpointer       user_data)
{
  for (guint i = 0; i < came->change->rows->len; i++)
    {
      LepVoiceRow *row = find_row (self, came->space, &g_array_index (came->change->rows, LepRowOp, i));

      if (row != NULL)
        lep_voices_add (row->voices, came->seq, came->stream, came->n, came->hash, came->change, i);
    }
}

/**
 * lep_voice_rows_load:
 *
 * Hears all that was ever said about the rows.
 */
gboolean
lep_voice_rows_load (LepVoiceRows *self,
                     GError      **error)
{
  if (self->rows->len > MAX_ROWS_ONE_BY_ONE)
    return go_through (self, self->spaces, 0, G_MAXINT64, hear, NULL, error);

  for (guint i = 0; i < self->rows->len; i++)
    {
      LepVoiceRow *row = g_ptr_array_index (self->rows, i);

      if (!lep_voices_load (row->voices, row->space->no, error))
        return FALSE;
    }
  return TRUE;
}
