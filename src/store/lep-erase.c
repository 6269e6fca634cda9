/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Erasure of contacts: the row keeps its place and nothing else, and every
 * change that wrote it becomes a stub, also one that waits. The chain still holds. */

#include <string.h>

#include "lep-apply.h"

#define ERASABLE_KIND "contact"

static gboolean
find_smallest (LepApply      *self,
               LepLogSpace   *space,
               const LepUuid *id,
               gboolean      *found,
               LepHash       *eraser,
               GError       **error)
{
  g_autoptr (LepStmt) stmt =
    lep_db_prepare (self->db, "SELECT min (hash) FROM erased WHERE space_no = ?1 AND id = ?2", error);

  if (stmt == NULL)
    return FALSE;
  lep_stmt_set_int64 (stmt, 1, space->no);
  lep_stmt_set_blob (stmt, 2, id->bytes, LEP_UUID_SIZE);
  if (!lep_stmt_one (stmt, error))
    return FALSE;
  *found = !lep_stmt_is_null (stmt, 0);
  if (*found)
    memcpy (eraser->bytes, lep_stmt_blob (stmt, 0), LEP_HASH_SIZE);
  return TRUE;
}

/**
 * lep_apply_find_eraser:
 * @change: of contacts, so that it names one record at most
 * @found: (out): whether @change writes an erased row
 * @eraser: (out): then the smallest hash of the changes that erased it
 */
gboolean
lep_apply_find_eraser (LepApply        *self,
                       LepLogSpace     *space,
                       const LepChange *change,
                       gboolean        *found,
                       LepHash         *eraser,
                       GError         **error)
{
  for (guint i = 0; i < change->rows->len; i++)
    {
      const LepRowOp *row = &g_array_index (change->rows, LepRowOp, i);

      if (strcmp (row->kind, ERASABLE_KIND) == 0)
        return find_smallest (self, space, &row->id, found, eraser, error);
    }
  *found = FALSE;
  return TRUE;
}

/* Where changes are kept: those that may write an erased row, by what finds them again;
 * and how one of them becomes a stub. */
typedef struct
{
  const char *find, *empty;
} Kept;

static const Kept in_log = {
  "SELECT seq, c.hash, body, space_no FROM change c JOIN stream ON stream.no = stream_no"
  " WHERE instr (body, ?1) > 0 AND stream_no IN (SELECT s.no FROM stream s JOIN space ON space.no = space_no WHERE kind = 'contacts')",
  "UPDATE change SET body = NULL, at = NULL, author = NULL, context_no = NULL, gone_by = ?3 WHERE seq = ?1 AND hash = ?2",
};

static const Kept in_waiting = {
  "SELECT 0, hash, body, space_no FROM pending WHERE instr (body, ?1) > 0",
  "UPDATE pending SET body = NULL, context = '', gone_by = ?3 WHERE ?1 = 0 AND hash = ?2",
};

typedef struct
{
  gint64  seq; /* 0: it waits */
  LepHash hash;
  LepHash eraser;
} Writer;

/* Changes that write what was erased since the last time: all in one look through the
 * bodies, as an import may erase thousands. One record alone is searched by its text. */
static gboolean
find_writers (LepApply   *self,
              const Kept *kept,
              GArray     *writers,
              GError    **error)
{
  g_autoptr (LepChange) change = lep_change_new ();
  g_autoptr (LepStmt) stmt = lep_db_prepare (self->db, kept->find, error);
  g_autoptr (GError) failure = NULL;
  char text[LEP_UUID_TEXT_SIZE + 1] = "";

  if (stmt == NULL)
    return FALSE;
  if (self->erased->len == 1)
    lep_uuid_format (&g_array_index (self->erased, LepUuid, 0), text);
  lep_stmt_set_text (stmt, 1, text, -1);
  while (lep_stmt_next (stmt, &failure))
    {
      Writer       writer = { .seq = lep_stmt_int64 (stmt, 0) };
      LepLogSpace *space = lep_log_get_space_by_no (self->log, lep_stmt_int64 (stmt, 3), error);
      gboolean     found;

      memcpy (writer.hash.bytes, lep_stmt_blob (stmt, 1), LEP_HASH_SIZE);
      if (space == NULL || !lep_change_read (change, lep_stmt_text (stmt, 2), lep_stmt_size (stmt, 2), error) ||
          !lep_apply_find_eraser (self, space, change, &found, &writer.eraser, error))
        return FALSE;
      if (found)
        g_array_append_val (writers, writer);
    }
  return lep_stmt_take_failure (&failure, error);
}

static gboolean
make_stubs (LepApply   *self,
            const Kept *kept,
            GError    **error)
{
  g_autoptr (GArray) writers = g_array_new (FALSE, FALSE, sizeof (Writer));
  g_autoptr (LepStmt) stub = NULL;

  if (!find_writers (self, kept, writers, error))
    return FALSE;
  stub = lep_db_prepare (self->db, kept->empty, error);
  if (stub == NULL)
    return FALSE;
  for (guint i = 0; i < writers->len; i++)
    {
      const Writer *writer = &g_array_index (writers, Writer, i);

      lep_stmt_set_int64 (stub, 1, writer->seq);
      lep_stmt_set_blob (stub, 2, writer->hash.bytes, LEP_HASH_SIZE);
      lep_stmt_set_blob (stub, 3, writer->eraser.bytes, LEP_HASH_SIZE);
      if (!lep_stmt_run (stub, error))
        return FALSE;
    }
  return TRUE;
}

/* Stubs that name another eraser of their row than the smallest. A change erases one
 * record at most, so that the join finds one name. */
static gboolean
name_smallest (LepApply *self,
               GError  **error)
{
  static const char sql[] =
    "WITH other (hash, smallest) AS MATERIALIZED (SELECT e.hash, s.hash FROM (SELECT space_no, id, min (hash) AS hash"
    "  FROM erased GROUP BY space_no, id HAVING count (*) > 1) s JOIN erased e USING (space_no, id) WHERE e.hash <> s.hash)"
    " UPDATE change SET gone_by = other.smallest FROM other"
    " WHERE change.body IS NULL AND change.gone_by = other.hash AND EXISTS (SELECT 1 FROM other)";

  return lep_db_exec (self->db, sql, error);
}

/**
 * lep_apply_empty_erased:
 *
 * What wrote the rows that were erased since the last time becomes stubs.
 */
gboolean
lep_apply_empty_erased (LepApply *self,
                        GError  **error)
{
  if (self->erased->len == 0)
    return TRUE;
  if (!make_stubs (self, &in_log, error) || !make_stubs (self, &in_waiting, error) || !name_smallest (self, error))
    return FALSE;
  g_array_set_size (self->erased, 0);
  return TRUE;
}

/* What a change erased: one row at most. */
typedef struct
{
  gint64  space; /* its number */
  LepUuid id;
} Erased;

static void
note_eraser (LepApply      *self,
             const LepHash *hash,
             gint64         space,
             const LepUuid *id)
{
  Erased erased = { space, *id };

  g_hash_table_insert (self->erasers, g_memdup2 (hash, sizeof *hash), g_memdup2 (&erased, sizeof erased));
}

static gboolean
load_erasers (LepApply *self,
              GError  **error)
{
  g_autoptr (LepStmt) stmt = lep_db_prepare (self->db, "SELECT space_no, id, hash FROM erased", error);
  g_autoptr (GError) failure = NULL;

  if (stmt == NULL)
    return FALSE;
  self->erasers = g_hash_table_new_full (lep_hash_key, lep_hash_equal_func, g_free, g_free);
  while (lep_stmt_next (stmt, &failure))
    {
      LepHash hash;
      LepUuid id;

      memcpy (id.bytes, lep_stmt_blob (stmt, 1), LEP_UUID_SIZE);
      memcpy (hash.bytes, lep_stmt_blob (stmt, 2), LEP_HASH_SIZE);
      note_eraser (self, &hash, lep_stmt_int64 (stmt, 0), &id);
    }
  return lep_stmt_take_failure (&failure, error);
}

/**
 * lep_apply_name_eraser:
 * @eraser: (inout): of a stub; of those that erased the same row the smallest counts
 * @found: (out): whether it erased a row of @space
 */
gboolean
lep_apply_name_eraser (LepApply    *self,
                       LepLogSpace *space,
                       LepHash     *eraser,
                       gboolean    *found,
                       GError     **error)
{
  const Erased *erased;

  *found = FALSE;
  if (self->erasers == NULL && !load_erasers (self, error))
    return FALSE;
  erased = g_hash_table_lookup (self->erasers, eraser);
  return erased == NULL || erased->space != space->no || find_smallest (self, space, &erased->id, found, eraser, error);
}

static gboolean
enter_erasure (LepApply      *self,
               LepLogSpace   *space,
               const LepUuid *id,
               const LepHash *hash,
               GError       **error)
{
  g_autoptr (LepStmt) stmt = lep_db_prepare (self->db, "INSERT OR IGNORE INTO erased VALUES (?1, ?2, ?3)", error);

  if (stmt == NULL)
    return FALSE;
  lep_stmt_set_int64 (stmt, 1, space->no);
  lep_stmt_set_blob (stmt, 2, id->bytes, LEP_UUID_SIZE);
  lep_stmt_set_blob (stmt, 3, hash->bytes, LEP_HASH_SIZE);
  g_array_append_vals (self->erased, id, 1);
  if (self->erasers != NULL)
    note_eraser (self, hash, space->no, id);
  return lep_stmt_run (stmt, error);
}

static gboolean
drop_unknown (LepApply *self,
              gint64    rid,
              GError  **error)
{
  g_autoptr (LepStmt) stmt = NULL;
  gboolean done = FALSE;

  lep_db_set_engine_writing (self->db, TRUE);
  stmt = lep_db_prepare (self->db, "DELETE FROM unknown WHERE rid = ?1", error);
  if (stmt != NULL)
    {
      lep_stmt_set_int64 (stmt, 1, rid);
      done = lep_stmt_run (stmt, error);
    }
  lep_db_set_engine_writing (self->db, FALSE);
  return done;
}

/**
 * lep_apply_erase:
 * @hash: of the change that erases
 *
 * From now on the row has no registers, and no change brings them back. What wrote it
 * becomes stubs when the applying is finished.
 */
gboolean
lep_apply_erase (LepApply       *self,
                 LepLogSpace    *space,
                 const LepErase *erase,
                 const LepHash  *hash,
                 GError        **error)
{
  LepRowKind *kind = lep_rows_get_kind (self->rows, erase->kind, error);
  LepRow     *row = kind == NULL ? NULL : lep_rows_get (self->rows, space, kind, &erase->id, error);

  if (row == NULL || !enter_erasure (self, space, &erase->id, hash, error) || !drop_unknown (self, row->rid, error))
    return FALSE;

  lep_rows_mark (self->rows, row);
  lep_row_forget_heads (row);
  lep_row_forget_odd (row);
  row->state = LEP_ROW_ERASED;
  row->created_at = "";
  row->changed_at = "";
  for (guint i = 0; i < kind->kind->n_fields; i++)
    lep_rows_set_value (row, i, NULL);
  self->n_erased++;
  return TRUE;
}
