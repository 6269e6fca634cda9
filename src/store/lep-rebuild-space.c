/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes the records of one space anew by the letter of the merge rules: all
 * writers of each register are gathered, and those not covered by another one
 * are its heads. Slower than applying one by one, and needed only where a
 * change may come in after those that cover it: lost changes that were waived
 * and turn up again, and stubs that are replaced by their change. */

#include <string.h>

#include "lep-apply.h"
#include "lep-layout.h"
#include "lep-rebuild.h"

typedef struct
{
  LepRowKind *kind;
  LepUuid     id;
} RowKey;

/* Everything that was ever written to a row. */
typedef struct
{
  RowKey  key;
  GArray *writes; /* LepHead */
  char   *created_at;
  char   *changed_at;
} Writes;

typedef struct
{
  LepApply    *apply;
  LepLogSpace *space;
  GHashTable  *rows; /* Writes set */
} Rebuild;

static guint
writes_hash (gconstpointer data)
{
  return lep_uuid_hash (&((const Writes *) data)->key.id);
}

static gboolean
writes_equal (gconstpointer a,
              gconstpointer b)
{
  const Writes *left = a;
  const Writes *right = b;

  return left->key.kind == right->key.kind && lep_uuid_equal (&left->key.id, &right->key.id);
}

static void
writes_free (gpointer data)
{
  Writes *writes = data;

  g_array_unref (writes->writes);
  g_free (writes->created_at);
  g_free (writes->changed_at);
  g_free (writes);
}

static void
add_write (Writes *writes,
           guint32 reg,
           gint64  stream,
           gint64  n)
{
  LepHead head = { reg, (guint32) stream, n };

  for (guint i = writes->writes->len; i > 0; i--)
    {
      const LepHead *last = &g_array_index (writes->writes, LepHead, i - 1);

      if (last->stream != head.stream || last->n != head.n)
        break;
      if (last->reg == reg) /* a group, by another of its fields */
        return;
    }
  g_array_append_val (writes->writes, head);
}

static Writes *
get_writes (Rebuild       *self,
            LepRowKind    *kind,
            const LepUuid *id)
{
  Writes  key = { .key = { kind, *id } };
  Writes *writes = g_hash_table_lookup (self->rows, &key);

  if (writes == NULL)
    {
      writes = g_new0 (Writes, 1);
      writes->key = key.key;
      writes->writes = g_array_new (FALSE, FALSE, sizeof (LepHead));
      g_hash_table_add (self->rows, writes);
    }
  return writes;
}

static gboolean
gather_row (Rebuild         *self,
            const LepChange *change,
            const LepRowOp  *op,
            gint64           stream,
            GError         **error)
{
  LepRowKind *kind = lep_rows_get_kind (self->apply->rows, op->kind, error);
  Writes     *writes;

  if (kind == NULL)
    return FALSE;

  writes = get_writes (self, kind, &op->id);
  if (writes->created_at == NULL || strcmp (change->at, writes->created_at) < 0)
    {
      g_free (writes->created_at);
      writes->created_at = g_strdup (change->at);
    }
  if (writes->changed_at == NULL || strcmp (change->at, writes->changed_at) > 0)
    {
      g_free (writes->changed_at);
      writes->changed_at = g_strdup (change->at);
    }

  if (op->life != LEP_LIFE_NONE)
    add_write (writes, op->life == LEP_LIFE_DELETED ? LEP_REGISTER_DELETED : LEP_REGISTER_RESTORED, stream, change->n);
  for (guint i = 0; i < op->n_sets; i++)
    {
      const LepSet *set = &g_array_index (change->sets, LepSet, op->first_set + i);
      guint         field = GPOINTER_TO_UINT (g_hash_table_lookup (kind->fields, set->field));
      guint32       reg = field > 0 ? kind->field_no[field - 1]
                                    : lep_rows_get_register (self->apply->rows, set->field, NULL);

      g_assert (reg != 0); /* it has had its number since the change was applied */
      add_write (writes, reg, stream, change->n);
      if (field > 0 && kind->group_no[field - 1] != 0)
        add_write (writes, kind->group_no[field - 1], stream, change->n);
    }
  return TRUE;
}

static gboolean
gather (Rebuild *self,
        GError **error)
{
  g_autoptr (LepStmt) stmt =
    lep_db_prepare (self->apply->db,
                    "SELECT stream_no, body FROM change WHERE body IS NOT NULL"
                    " AND stream_no IN (SELECT no FROM stream WHERE space_no = :space) ORDER BY seq",
                    error);
  g_autoptr (LepChange) change = lep_change_new ();
  g_autoptr (GError) failure = NULL;

  if (stmt == NULL)
    return FALSE;
  lep_stmt_bind_int64 (stmt, ":space", self->space->no);
  while (lep_stmt_next (stmt, &failure))
    {
      gint64 stream = lep_stmt_int64 (stmt, 0);

      if (!lep_change_read (change, lep_stmt_text (stmt, 1), lep_stmt_size (stmt, 1), error))
        return FALSE;
      for (guint i = 0; i < change->rows->len; i++)
        {
          if (!gather_row (self, change, &g_array_index (change->rows, LepRowOp, i), stream, error))
            return FALSE;
        }
    }
  return lep_stmt_take_failure (&failure, error);
}

static guint32
register_of (guint32 reg)
{
  return reg == LEP_REGISTER_RESTORED ? LEP_REGISTER_DELETED : reg;
}

/* Keeps of all writes those that no other write of the same register covers. */
static gboolean
keep_heads (Rebuild *self,
            Writes  *writes,
            LepRow  *row,
            GError **error)
{
  g_autofree gboolean *covered = g_new0 (gboolean, writes->writes->len + 1);

  for (guint i = 0; i < writes->writes->len; i++)
    {
      const LepHead *later = &g_array_index (writes->writes, LepHead, i);

      if (!lep_log_set_cover_of (self->apply->log, later->stream, later->n, error))
        return FALSE;
      for (guint j = 0; j < writes->writes->len; j++)
        {
          const LepHead *head = &g_array_index (writes->writes, LepHead, j);

          covered[j] = covered[j] ||
                       (j != i && register_of (head->reg) == register_of (later->reg) &&
                        lep_log_covers (self->apply->log, head->stream, head->n));
        }
    }

  g_array_set_size (row->heads, 0);
  for (guint i = 0; i < writes->writes->len; i++)
    {
      if (!covered[i])
        g_array_append_val (row->heads, g_array_index (writes->writes, LepHead, i));
    }
  return TRUE;
}

static gboolean
rebuild_row (Rebuild *self,
             Writes  *writes,
             GError **error)
{
  LepRow *row = lep_rows_get (self->apply->rows, self->space, writes->key.kind, &writes->key.id, error);

  if (row == NULL)
    return FALSE;

  lep_rows_mark (self->apply->rows, row);
  row->created_at = lep_rows_keep_text (self->apply->rows, writes->created_at);
  row->changed_at = lep_rows_keep_text (self->apply->rows, writes->changed_at);
  return keep_heads (self, writes, row, error) &&
         lep_rows_show_heads (self->apply->rows, row, error) &&
         lep_rows_flush_if_many (self->apply->rows, error);
}

/* Hangs the branch @no on the change it follows, which is in @stream now. */
static gboolean
hang_branch (LepDb   *db,
             gint64   no,
             gint64   stream,
             gboolean is_head,
             GError **error)
{
  static const char *const join[] = {
    "UPDATE change SET stream_no = :stream WHERE stream_no = :no",
    "UPDATE stream SET (last, head, signed_n, signed_head, signature) ="
    " (SELECT d.last, d.head, ifnull (d.signed_n, s.signed_n), ifnull (d.signed_head, s.signed_head),"
    " ifnull (d.signature, s.signature) FROM stream d, stream s WHERE d.no = :no AND s.no = :stream)"
    " WHERE no = :stream",
    "UPDATE stream SET parent = :stream WHERE parent = :no",
    "DELETE FROM stream WHERE no = :no",
  };
  static const char *const hang[] = { "UPDATE stream SET parent = :stream WHERE no = :no" };
  const char *const       *steps = is_head ? join : hang;
  guint                    n_steps = is_head ? G_N_ELEMENTS (join) : G_N_ELEMENTS (hang);

  for (guint i = 0; i < n_steps; i++)
    {
      g_autoptr (LepStmt) stmt = lep_db_prepare (db, steps[i], error);

      if (stmt == NULL)
        return FALSE;
      lep_stmt_bind_int64 (stmt, ":no", no);
      if (strstr (steps[i], ":stream") != NULL)
        lep_stmt_bind_int64 (stmt, ":stream", stream);
      if (!lep_stmt_run (stmt, error))
        return FALSE;
    }
  return TRUE;
}

/* Branches that hung on a lost change are joined to it when it is here. */
static gboolean
join_branches (LepDb   *db,
               gint64   space_no,
               GError **error)
{
  while (TRUE)
    {
      g_autoptr (LepStmt) stmt =
        lep_db_prepare (db,
                        "SELECT d.no, s.no, s.last = d.base FROM stream d"
                        " CROSS JOIN stream s ON s.space_no = d.space_no AND s.replica_no = d.replica_no AND s.no <> d.no"
                        " CROSS JOIN change c ON c.stream_no = s.no AND c.n = d.base AND c.hash = d.prev"
                        " WHERE d.space_no = :space AND d.parent IS NULL AND d.base > 0 LIMIT 1",
                        error);
      g_autoptr (GError) failure = NULL;
      gint64   no, stream;
      gboolean is_head;

      if (stmt == NULL)
        return FALSE;
      lep_stmt_bind_int64 (stmt, ":space", space_no);
      if (!lep_stmt_next (stmt, &failure))
        {
          return lep_stmt_take_failure (&failure, error);
        }
      no = lep_stmt_int64 (stmt, 0);
      stream = lep_stmt_int64 (stmt, 1);
      is_head = lep_stmt_int64 (stmt, 2) != 0;
      lep_stmt_reset (stmt);
      if (!hang_branch (db, no, stream, is_head, error))
        return FALSE;
    }
}

/**
 * lep_rebuild_space:
 *
 * In the transaction that is open; everything applied before must be flushed.
 */
gboolean
lep_rebuild_space (LepDb   *db,
                   gint64   space_no,
                   GError **error)
{
  g_autoptr (LepApply) apply = NULL;
  g_autoptr (GHashTable) rows = g_hash_table_new_full (writes_hash, writes_equal, writes_free, NULL);
  Rebuild        self;
  GHashTableIter iter;
  gpointer       writes;

  if (!join_branches (db, space_no, error))
    return FALSE;
  apply = lep_apply_new (db, error);
  if (apply == NULL)
    return FALSE;

  self = (Rebuild){ apply, lep_log_get_space_by_no (apply->log, space_no, error), rows };
  if (self.space == NULL || !gather (&self, error))
    return FALSE;

  g_hash_table_iter_init (&iter, rows);
  while (g_hash_table_iter_next (&iter, &writes, NULL))
    {
      if (!rebuild_row (&self, writes, error))
        return FALSE;
    }
  return lep_rows_flush (apply->rows, error);
}
