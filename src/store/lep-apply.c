/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one function that applies a change, for local edits, imports and
 * rebuilding alike. Each field (or group of fields) of a row is a register; a
 * change becomes a head of those that it writes, and replaces the heads that
 * its author had seen. */

#include <string.h>

#include "lep-apply.h"
#include "lep-file.h"
#include "lep-layout.h"
#include "lep-rebuild.h"

/**
 * lep_apply_new:
 *
 * Returns: (transfer full): ready for the transaction that is open
 */
LepApply *
lep_apply_new (LepDb   *db,
               GError **error)
{
  g_autoptr (LepApply) self = g_new0 (LepApply, 1);

  self->db = db;
  self->waived = g_array_new (FALSE, FALSE, sizeof (LepGivenUp));
  self->erased = g_array_new (FALSE, FALSE, sizeof (LepUuid));
  self->log = lep_log_new (db, error);
  if (self->log == NULL)
    return NULL;
  self->rows = lep_rows_new (self->log, error);
  return self->rows == NULL ? NULL : g_steal_pointer (&self);
}

void
lep_apply_free (LepApply *self)
{
  g_clear_pointer (&self->rows, lep_rows_free);
  g_clear_pointer (&self->log, lep_log_free);
  g_clear_pointer (&self->erasers, g_hash_table_unref);
  g_array_unref (self->waived);
  g_array_unref (self->erased);
  g_free (self);
}

/* The change that lep_log_covers () knows of becomes a head of the register. */
static void
write_register (LepApply     *self,
                LepRow       *row,
                guint32       reg,
                LepLogStream *stream,
                gint64        n)
{
  lep_row_drop_heads (row, self->log, reg);
  lep_row_add_head (row, reg, stream, n);
}

/* Both values of a row's life share one register. */
static void
write_life (LepApply     *self,
            LepRow       *row,
            LepLife       life,
            LepLogStream *stream,
            gint64        n)
{
  guint32 reg = life == LEP_LIFE_DELETED ? LEP_REGISTER_DELETED : LEP_REGISTER_RESTORED;
  guint32 other = life == LEP_LIFE_DELETED ? LEP_REGISTER_RESTORED : LEP_REGISTER_DELETED;

  write_register (self, row, reg, stream, n);
  lep_row_drop_heads (row, self->log, other);
}

/* Fields of a group that the change did not name count as not answered. */
static void
write_groups (LepApply     *self,
              LepRow       *row,
              guint64       named,
              LepLogStream *stream,
              gint64        n)
{
  const LepRowKind *kind = row->kind;
  guint64           done = 0;

  for (guint i = 0; i < kind->kind->n_fields; i++)
    {
      if (kind->group_no[i] == 0 || (named >> i & 1) == 0 || (done >> i & 1) != 0)
        continue;
      write_register (self, row, kind->group_no[i], stream, n);
      for (guint j = 0; j < kind->kind->n_fields; j++)
        {
          if (kind->group_no[j] != kind->group_no[i])
            continue;
          done |= G_GUINT64_CONSTANT (1) << j;
          if ((named >> j & 1) == 0)
            lep_rows_set_value (row, j, NULL);
        }
    }
}

static gboolean
write_sets (LepApply        *self,
            LepRow          *row,
            const LepChange *change,
            const LepRowOp  *op,
            LepLogStream    *stream,
            GError         **error)
{
  guint64 named = 0;

  for (guint i = 0; i < op->n_sets; i++)
    {
      const LepSet *set = &g_array_index (change->sets, LepSet, op->first_set + i);
      const char   *value = lep_rows_keep_text (self->rows, set->value);
      guint         field = GPOINTER_TO_UINT (g_hash_table_lookup (row->kind->fields, set->field));
      guint32       reg;

      if (field > 0)
        {
          reg = row->kind->field_no[field - 1];
          named |= G_GUINT64_CONSTANT (1) << (field - 1);
          lep_rows_set_value (row, field - 1, value);
        }
      else
        {
          reg = lep_rows_get_register (self->rows, set->field, error);
          if (reg == 0)
            return FALSE;
          lep_rows_set_odd_value (row, reg, lep_rows_get_name (self->rows, reg), value);
        }
      write_register (self, row, reg, stream, change->n);
    }
  if (named != 0)
    write_groups (self, row, named, stream, change->n);
  return TRUE;
}

static gboolean
write_row (LepApply        *self,
           LepLogStream    *stream,
           const LepChange *change,
           const LepRowOp  *op,
           const char      *at,
           GError         **error)
{
  LepRowKind *kind = lep_rows_get_kind (self->rows, op->kind, error);
  LepRow     *row = kind == NULL ? NULL : lep_rows_get (self->rows, stream->space, kind, &op->id, error);

  if (row == NULL)
    return FALSE;

  lep_rows_mark (self->rows, row);
  if (row->created_at == NULL || strcmp (at, row->created_at) < 0)
    row->created_at = at;
  if (row->changed_at == NULL || strcmp (at, row->changed_at) > 0)
    row->changed_at = at;

  if (op->life != LEP_LIFE_NONE)
    write_life (self, row, op->life, stream, change->n);
  return write_sets (self, row, change, op, stream, error);
}

static gboolean
add_waiver (LepApply       *self,
            LepLogSpace    *space,
            const LepWaive *waive,
            const LepHash  *hash,
            GError        **error)
{
  LepGivenUp waived = { space, *waive };
  g_autoptr (LepStmt) stmt =
    lep_db_prepare (self->db, "INSERT OR IGNORE INTO waiver VALUES (?1, ?2, ?3, ?4, ?5)", error);

  if (stmt == NULL)
    return FALSE;
  lep_stmt_set_int64 (stmt, 1, space->no);
  lep_stmt_set_blob (stmt, 2, waive->replica.bytes, LEP_UUID_SIZE);
  lep_stmt_set_int64 (stmt, 3, waive->from);
  lep_stmt_set_int64 (stmt, 4, waive->to);
  lep_stmt_set_blob (stmt, 5, hash->bytes, LEP_HASH_SIZE);
  lep_log_add_waive (space, waive);
  g_array_append_val (self->waived, waived);
  return lep_stmt_run (stmt, error);
}

/**
 * lep_apply_logged:
 * @hash: of the change
 * @context: its context
 * @change: what it says
 *
 * Applies a change that is in the log already.
 */
gboolean
lep_apply_logged (LepApply        *self,
                  LepLogStream    *stream,
                  const LepHash   *hash,
                  LepLogContext   *context,
                  const LepChange *change,
                  GError         **error)
{
  const char *at = lep_rows_keep_text (self->rows, change->at);

  lep_log_set_cover (self->log, stream, change->n, context);
  for (guint i = 0; i < change->waives->len; i++)
    {
      if (!add_waiver (self, stream->space, &g_array_index (change->waives, LepWaive, i), hash, error))
        return FALSE;
    }
  for (guint i = 0; i < change->erases->len; i++)
    {
      if (!lep_apply_erase (self, stream->space, &g_array_index (change->erases, LepErase, i), hash, error))
        return FALSE;
    }
  for (guint i = 0; i < change->rows->len; i++)
    {
      if (!write_row (self, stream, change, &g_array_index (change->rows, LepRowOp, i), at, error))
        return FALSE;
    }
  self->n_applied++;
  return lep_rows_flush_if_many (self->rows, error);
}

/**
 * lep_apply_add:
 * @place: where it belongs
 * @change: (nullable): what it says; %NULL for a stub, as which one counts that
 *   writes an erased row
 *
 * Enters a change whose predecessor and context are applied into the log, and
 * applies it.
 *
 * Returns: (transfer none): its branch
 */
LepLogStream *
lep_apply_add (LepApply          *self,
               LepLogSpace       *space,
               const LepUuid     *replica,
               const LepPlace    *place,
               const LepLogEntry *entry,
               const LepChange   *change,
               GError           **error)
{
  LepLogStream *stream;

  if (entry->context != NULL && !lep_log_enter_context (self->log, entry->context, error))
    return NULL;
  stream = lep_log_append (self->log, space, replica, place, entry, error);
  if (stream == NULL)
    return NULL;
  if (change == NULL)
    {
      self->n_applied++;
      return stream;
    }
  return lep_apply_logged (self, stream, &entry->hash, entry->context, change, error) ? stream : NULL;
}

/* The words of erased contacts leave the index of the search too, and the files
 * of their documents go. */
static gboolean
wipe_erased (LepApply *self,
             GError  **error)
{
  static const char wipe[] =
    "DELETE FROM search WHERE rowid IN (SELECT rid FROM row WHERE state & 2);"
    "INSERT INTO search (search) VALUES ('optimize');";

  G_STATIC_ASSERT (LEP_ROW_ERASED == 2);
  return self->n_erased == 0 || (lep_db_exec (self->db, wipe, error) && lep_files_forget_erased (self->db, error));
}

/**
 * lep_apply_finish:
 *
 * Writes what was applied so far: heads of the streams and rows. Spaces in
 * which something rare happened are made anew from their log.
 */
gboolean
lep_apply_finish (LepApply *self,
                  GError  **error)
{
  GPtrArray *spaces = lep_log_get_spaces (self->log);

  if (!lep_rows_flush (self->rows, error) || !lep_apply_empty_erased (self, error) || !wipe_erased (self, error))
    return FALSE;
  for (guint i = 0; i < spaces->len; i++)
    {
      LepLogSpace *space = g_ptr_array_index (spaces, i);

      if (space->is_stale && !lep_rebuild_space (self->db, space->no, error))
        return FALSE;
      self->has_rebuilt = self->has_rebuilt || space->is_stale;
      space->is_stale = FALSE;
    }
  return TRUE;
}
