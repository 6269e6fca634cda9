/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What turned up after it had been given up, and does not show: who went on without
 * it counts as having seen it (merge rules, "Out of order, missing, duplicated"), so
 * it is no conflict. People are told all the same. */

#include <string.h>

#include "lep-ingest-private.h"
#include "lep-voices.h"

/* A row of which something came late, and all that was ever said about it. */
typedef struct
{
  LepLogSpace *space;
  LepUuid      id;
  char        *kind;
  LepVoices   *voices;
} LateRow;

typedef struct
{
  LepIngest  *ingest;
  LepLog     *log;
  GHashTable *rows; /* LateRow set */
} Late;

static void
row_free (gpointer data)
{
  LateRow *row = data;

  g_clear_pointer (&row->voices, lep_voices_free);
  g_free (row->kind);
  g_free (row);
}

static guint
row_hash (gconstpointer data)
{
  return lep_uuid_hash (&((const LateRow *) data)->id);
}

static gboolean
row_equal (gconstpointer a,
           gconstpointer b)
{
  const LateRow *left = a;
  const LateRow *right = b;

  return left->space == right->space && lep_uuid_equal (&left->id, &right->id) && strcmp (left->kind, right->kind) == 0;
}

/* Whether a waiver said that the change is lost, or one behind it. */
static gboolean
was_given_up (const LepLogSpace *space,
              const LepUuid     *replica,
              gint64             n)
{
  for (guint i = 0; i < space->waivers->len; i++)
    {
      const LepWaive *waive = &g_array_index (space->waivers, LepWaive, i);

      if (n <= waive->to && lep_uuid_equal (&waive->replica, replica))
        return TRUE;
    }
  return FALSE;
}

static void
note_rows (Late            *self,
           LepLogSpace     *space,
           const LepChange *change)
{
  for (guint i = 0; i < change->rows->len; i++)
    {
      const LepRowOp *op = &g_array_index (change->rows, LepRowOp, i);
      LateRow        *row = g_new0 (LateRow, 1);

      row->space = space;
      row->id = op->id;
      row->kind = g_strdup (op->kind);
      row->voices = lep_voices_new (self->log, row->kind, &row->id);
      if (g_hash_table_contains (self->rows, row))
        row_free (row);
      else
        g_hash_table_add (self->rows, row);
    }
}

static void
hear (Late            *self,
      LepLogSpace     *space,
      LepStmt         *stmt,
      const LepChange *change)
{
  for (guint i = 0; i < change->rows->len; i++)
    {
      const LepRowOp *op = &g_array_index (change->rows, LepRowOp, i);
      LateRow         key = { .space = space, .kind = (char *) op->kind, .id = op->id };
      LateRow        *row = g_hash_table_lookup (self->rows, &key);

      if (row != NULL)
        lep_voices_add (row->voices, lep_stmt_int64 (stmt, 0), (guint32) lep_stmt_int64 (stmt, 1), lep_stmt_int64 (stmt, 2),
                        lep_stmt_blob (stmt, 3), change, i);
    }
}

/* Goes through the log from @first_seq on: once for the rows of what came late,
 * and once for all that was said about those. */
static gboolean
each_change (Late    *self,
             gint64   first_seq,
             gboolean late_only,
             GError **error)
{
  g_autoptr (LepStmt) stmt =
    lep_db_prepare (self->ingest->db,
                    "SELECT seq, stream_no, n, hash, body, space_no FROM change JOIN stream ON stream.no = stream_no"
                    " WHERE seq >= ?1 AND body IS NOT NULL AND space_no IN (SELECT space_no FROM waiver) ORDER BY seq",
                    error);
  g_autoptr (LepChange) change = lep_change_new ();
  g_autoptr (GError) failure = NULL;

  if (stmt == NULL)
    return FALSE;
  lep_stmt_set_int64 (stmt, 1, first_seq);
  while (lep_stmt_next (stmt, &failure))
    {
      LepLogSpace *space = lep_log_get_space_by_no (self->log, lep_stmt_int64 (stmt, 5), error);

      if (space == NULL || !lep_change_read (change, lep_stmt_text (stmt, 4), lep_stmt_size (stmt, 4), error))
        return FALSE;
      if (!late_only)
        hear (self, space, stmt, change);
      else if (was_given_up (space, &lep_log_get_stream (self->log, lep_stmt_int64 (stmt, 1))->replica, lep_stmt_int64 (stmt, 2)))
        note_rows (self, space, change);
    }
  return lep_stmt_take_failure (&failure, error);
}

/* @field: a field, by itself or as one of its group; %NULL = the row's life */
static gboolean
is_about (const LepVoice *voice,
          const LepKind  *kind,
          const char     *field)
{
  const LepRowOp *op = &g_array_index (voice->change->rows, LepRowOp, voice->row);
  const LepField *of = kind == NULL || field == NULL ? NULL : lep_kind_field (kind, field);

  if (field == NULL)
    return op->life != LEP_LIFE_NONE;
  for (guint i = 0; i < op->n_sets; i++)
    {
      const char     *name = g_array_index (voice->change->sets, LepSet, op->first_set + i).field;
      const LepField *other = of == NULL || of->group == NULL ? NULL : lep_kind_field (kind, name);

      if (strcmp (name, field) == 0 || (other != NULL && g_strcmp0 (other->group, of->group) == 0))
        return TRUE;
    }
  return FALSE;
}

static gboolean
says_the_same (const LepVoice *a,
               const LepVoice *b,
               const char     *field)
{
  if (field == NULL)
    return g_array_index (a->change->rows, LepRowOp, a->row).life == g_array_index (b->change->rows, LepRowOp, b->row).life;
  return g_strcmp0 (lep_voice_value (a, field), lep_voice_value (b, field)) == 0;
}

/* Whether what was here before stands in the place of what the voice says; not so
 * if the laptop that it came from replaced it itself. */
static gboolean
is_replaced (Late           *self,
             const LateRow  *row,
             const LepVoice *voice,
             const char     *field,
             gboolean       *replaced,
             GError        **error)
{
  const LepUuid *replica = &lep_log_get_stream (self->log, voice->stream)->replica;
  const LepKind *kind = lep_schema_kind (row->kind);

  *replaced = FALSE;
  for (guint i = 0; i < row->voices->voices->len; i++)
    {
      const LepVoice *other = g_ptr_array_index (row->voices->voices, i);
      gboolean        is_own = lep_uuid_equal (&lep_log_get_stream (self->log, other->stream)->replica, replica);

      if (other == voice || !is_about (other, kind, field) || (!is_own && other->seq >= self->ingest->first_seq))
        continue;
      if (!lep_log_set_cover_of (self->log, other->stream, other->n, error))
        return FALSE;
      if (!lep_log_covers (self->log, voice->stream, voice->n))
        continue;
      *replaced = !is_own && !says_the_same (voice, other, field) ? TRUE : *replaced;
      if (is_own)
        {
          *replaced = FALSE;
          return TRUE;
        }
    }
  return TRUE;
}

static gboolean
look_at_voice (Late           *self,
               const LateRow  *row,
               const LepVoice *voice,
               gboolean       *replaced,
               GError        **error)
{
  const LepRowOp *op = &g_array_index (voice->change->rows, LepRowOp, voice->row);

  *replaced = FALSE;
  if (op->life != LEP_LIFE_NONE && !is_replaced (self, row, voice, NULL, replaced, error))
    return FALSE;
  for (guint i = 0; !*replaced && i < op->n_sets; i++)
    if (!is_replaced (self, row, voice, g_array_index (voice->change->sets, LepSet, op->first_set + i).field, replaced, error))
      return FALSE;
  return TRUE;
}

static gboolean
look_at_row (Late          *self,
             const LateRow *row,
             GError       **error)
{
  for (guint i = 0; i < row->voices->voices->len; i++)
    {
      const LepVoice *voice = g_ptr_array_index (row->voices->voices, i);
      const LepUuid  *replica = &lep_log_get_stream (self->log, voice->stream)->replica;
      LepLateRow      late = { .kind = g_intern_string (row->kind), .id = row->id, .space = row->space->id, .replica = *replica };
      gboolean        replaced = FALSE;

      if (voice->seq < self->ingest->first_seq || !was_given_up (row->space, replica, voice->n))
        continue;
      if (!look_at_voice (self, row, voice, &replaced, error))
        return FALSE;
      if (!replaced)
        continue;
      g_array_append_val (self->ingest->result.late, late);
      return TRUE;
    }
  return TRUE;
}

/**
 * lep_ingest_find_late:
 *
 * Finds the rows whose late words do not show, when everything is applied.
 */
gboolean
lep_ingest_find_late (LepIngest *self,
                      GError   **error)
{
  g_autoptr (LepLog) log = lep_log_new (self->db, error);
  g_autoptr (GHashTable) rows = g_hash_table_new_full (row_hash, row_equal, row_free, NULL);
  Late           late = { self, log, rows };
  GHashTableIter iter;
  gpointer       row;

  if (log == NULL || !each_change (&late, self->first_seq, TRUE, error) ||
      (g_hash_table_size (rows) > 0 && !each_change (&late, 0, FALSE, error)))
    return FALSE;
  g_hash_table_iter_init (&iter, rows);
  while (g_hash_table_iter_next (&iter, &row, NULL))
    if (!look_at_row (&late, row, error))
      return FALSE;
  return TRUE;
}
