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

static gboolean
writes_row (const LepChange *change,
            const LepUuid   *id)
{
  for (guint i = 0; i < change->rows->len; i++)
    {
      const LepRowOp *row = &g_array_index (change->rows, LepRowOp, i);

      if (lep_uuid_equal (&row->id, id) && strcmp (row->kind, ERASABLE_KIND) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Where changes are kept: those that may write a row, by what finds them again; and
 * how one of them becomes a stub. */
typedef struct
{
  const char *find, *empty;
} Kept;

static const Kept in_log = {
  "SELECT seq, hash, body FROM change WHERE instr (body, ?2) > 0 AND stream_no IN (SELECT no FROM stream WHERE space_no = ?1)",
  "UPDATE change SET body = NULL, at = NULL, author = NULL, context_no = NULL, gone_by = ?3 WHERE seq = ?1 AND hash = ?2",
};

static const Kept in_waiting = {
  "SELECT 0, hash, body FROM pending WHERE instr (body, ?2) > 0 AND space_no = ?1",
  "UPDATE pending SET body = NULL, context = '', gone_by = ?3 WHERE ?1 = 0 AND hash = ?2",
};

typedef struct
{
  gint64  seq; /* 0: it waits */
  LepHash hash;
} Writer;

static gboolean
find_writers (LepApply      *self,
              const Kept    *kept,
              LepLogSpace   *space,
              const LepUuid *id,
              GArray        *writers,
              GError       **error)
{
  g_autoptr (LepChange) change = lep_change_new ();
  g_autoptr (LepStmt) stmt = lep_db_prepare (self->db, kept->find, error);
  g_autoptr (GError) failure = NULL;
  char text[LEP_UUID_TEXT_SIZE + 1];

  if (stmt == NULL)
    return FALSE;
  lep_uuid_format (id, text);
  lep_stmt_set_int64 (stmt, 1, space->no);
  lep_stmt_set_text (stmt, 2, text, -1);
  while (lep_stmt_next (stmt, &failure))
    {
      Writer writer = { .seq = lep_stmt_int64 (stmt, 0) };

      memcpy (writer.hash.bytes, lep_stmt_blob (stmt, 1), LEP_HASH_SIZE);
      if (!lep_change_read (change, lep_stmt_text (stmt, 2), lep_stmt_size (stmt, 2), error))
        return FALSE;
      if (writes_row (change, id))
        g_array_append_val (writers, writer);
    }
  return lep_stmt_take_failure (&failure, error);
}

static gboolean
make_stubs (LepApply      *self,
            const Kept    *kept,
            LepLogSpace   *space,
            const LepUuid *id,
            const LepHash *eraser,
            GError       **error)
{
  g_autoptr (GArray) writers = g_array_new (FALSE, FALSE, sizeof (Writer));
  g_autoptr (LepStmt) stub = NULL;

  if (!find_writers (self, kept, space, id, writers, error))
    return FALSE;
  stub = lep_db_prepare (self->db, kept->empty, error);
  if (stub == NULL)
    return FALSE;
  for (guint i = 0; i < writers->len; i++)
    {
      const Writer *writer = &g_array_index (writers, Writer, i);

      lep_stmt_set_int64 (stub, 1, writer->seq);
      lep_stmt_set_blob (stub, 2, writer->hash.bytes, LEP_HASH_SIZE);
      lep_stmt_set_blob (stub, 3, eraser->bytes, LEP_HASH_SIZE);
      if (!lep_stmt_run (stub, error))
        return FALSE;
    }
  return TRUE;
}

/* Stubs of the row that name another of its erasers. */
static gboolean
name_smallest (LepApply      *self,
               LepLogSpace   *space,
               const LepUuid *id,
               const LepHash *eraser,
               GError       **error)
{
  g_autoptr (LepStmt) older =
    lep_db_prepare (self->db,
                    "UPDATE change SET gone_by = ?3 WHERE body IS NULL AND gone_by <> ?3 AND gone_by IN"
                    " (SELECT hash FROM erased WHERE space_no = ?1 AND id = ?2)",
                    error);

  if (older == NULL)
    return FALSE;
  lep_stmt_set_int64 (older, 1, space->no);
  lep_stmt_set_blob (older, 2, id->bytes, LEP_UUID_SIZE);
  lep_stmt_set_blob (older, 3, eraser->bytes, LEP_HASH_SIZE);
  return lep_stmt_run (older, error);
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
 * From now on the row has no registers, and no change brings them back.
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
  gboolean    found;
  LepHash     eraser;

  if (row == NULL || !enter_erasure (self, space, &erase->id, hash, error) ||
      !find_smallest (self, space, &erase->id, &found, &eraser, error) ||
      !make_stubs (self, &in_log, space, &erase->id, &eraser, error) ||
      !make_stubs (self, &in_waiting, space, &erase->id, &eraser, error) ||
      !name_smallest (self, space, &erase->id, &eraser, error) ||
      !drop_unknown (self, row->rid, error))
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
