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

  g_array_append_val (writes->writes, head);
}

/* A change may name a group by several of its fields. */
static void
add_group_write (Writes *writes,
                 guint32 reg,
                 gint64  stream,
                 gint64  n)
{
  for (guint i = writes->writes->len; i > 0; i--)
    {
      const LepHead *last = &g_array_index (writes->writes, LepHead, i - 1);

      if (last->stream != stream || last->n != n)
        break;
      if (last->reg == reg)
        return;
    }
  add_write (writes, reg, stream, n);
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
        add_group_write (writes, kind->group_no[field - 1], stream, change->n);
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

/* Takes the writes that one covers out of those of its register that none covered yet. */
static void
drop_covered (Rebuild      *self,
              const Writes *writes,
              GArray       *open,
              guint         later,
              gboolean     *covered)
{
  for (guint i = open->len; i > 0; i--)
    {
      guint          index = g_array_index (open, guint, i - 1);
      const LepHead *head = &g_array_index (writes->writes, LepHead, index);

      if (index == later || !lep_log_covers (self->apply->log, head->stream, head->n))
        continue;
      covered[index] = TRUE;
      g_array_remove_index_fast (open, i - 1);
    }
}

/* Returns: (transfer full): register -> GArray of the numbers of its writes */
static GHashTable *
group_by_register (const Writes *writes)
{
  GHashTable *registers = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_array_unref);

  for (guint i = 0; i < writes->writes->len; i++)
    {
      gpointer reg = GUINT_TO_POINTER (register_of (g_array_index (writes->writes, LepHead, i).reg));
      GArray  *open = g_hash_table_lookup (registers, reg);

      if (open == NULL)
        {
          open = g_array_new (FALSE, FALSE, sizeof (guint));
          g_hash_table_insert (registers, reg, open);
        }
      g_array_append_val (open, i);
    }
  return registers;
}

/* Keeps of all writes those that no other write of the same register covers. What came
 * last covers most, so it is asked first; each change is asked once for all it wrote. */
static gboolean
keep_heads (Rebuild *self,
            Writes  *writes,
            LepRow  *row,
            GError **error)
{
  g_autofree gboolean *covered = g_new0 (gboolean, writes->writes->len + 1);
  g_autoptr (GHashTable) registers = group_by_register (writes);
  const LepHead *asked = NULL;

  for (guint i = writes->writes->len; i > 0; i--)
    {
      const LepHead *later = &g_array_index (writes->writes, LepHead, i - 1);
      GArray        *open = g_hash_table_lookup (registers, GUINT_TO_POINTER (register_of (later->reg)));

      if ((asked == NULL || asked->stream != later->stream || asked->n != later->n) &&
          !lep_log_set_cover_of (self->apply->log, later->stream, later->n, error))
        return FALSE;
      asked = later;
      drop_covered (self, writes, open, i - 1, covered);
    }

  lep_row_forget_heads (row);
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

  if (!lep_rebuild_join_branches (db, space_no, error))
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
