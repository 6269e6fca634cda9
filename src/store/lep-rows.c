/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows that a transaction works on: each is read when it is first named
 * and written once, when all changes are applied. */

#include <glib/gi18n-lib.h>
#include <string.h>

#include "lep-layout.h"
#include "lep-rows-private.h"
#include "lep-rows.h"
#include "lep-tally.h"

/* More rows than this are written and forgotten before going on. */
#define MAX_ROWS 1000

/* So are they when their texts take more memory than this. */
#define MAX_TEXTS (16 * 1024 * 1024)

static void
kind_free (gpointer data)
{
  LepRowKind *kind = data;

  g_hash_table_unref (kind->fields);
  g_hash_table_unref (kind->inserts);
  g_hash_table_unref (kind->updates);
  g_free (kind->field_no);
  g_free (kind->group_no);
  g_free (kind->name);
  g_free (kind);
}

static void
row_free (gpointer data)
{
  LepRow *row = data;

  g_array_unref (row->heads);
  g_clear_pointer (&row->index, lep_head_index_free);
  lep_row_forget_odd (row);
  g_clear_pointer (&row->siblings, g_array_unref);
  g_free (row->values);
  g_free (row);
}

static guint
row_hash (gconstpointer data)
{
  return lep_uuid_hash (&((const LepRow *) data)->id);
}

static gboolean
row_equal (gconstpointer a,
           gconstpointer b)
{
  const LepRow *left = a;
  const LepRow *right = b;

  return left->kind == right->kind && left->space == right->space && lep_uuid_equal (&left->id, &right->id);
}

static gboolean
load_names (LepRows *self,
            GError **error)
{
  g_autoptr (LepStmt) stmt = lep_db_prepare (self->db, "SELECT no, name FROM name", error);
  g_autoptr (GError) failure = NULL;

  if (stmt == NULL)
    return FALSE;
  while (lep_stmt_next (stmt, &failure))
    {
      gpointer number = GUINT_TO_POINTER ((guint) lep_stmt_int64 (stmt, 0));
      char    *name = g_strdup (lep_stmt_text (stmt, 1));

      g_hash_table_insert (self->numbers, name, number);
      g_hash_table_insert (self->names, number, name);
    }
  return lep_stmt_take_failure (&failure, error);
}

static gboolean
prepare (LepRows *self,
         GError **error)
{
  self->load = lep_db_prepare (self->db,
                               "SELECT rid, clock, deleted, conflicts, state, created_at, changed_at"
                               " FROM row WHERE id = ?1 AND kind_no = ?2 AND space_no = ?3",
                               error);
  if (self->load == NULL)
    return FALSE;
  self->insert = lep_db_prepare (self->db,
                                 "INSERT INTO row (clock, deleted, conflicts, state, created_at, changed_at,"
                                 " id, kind_no, space_no) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                                 error);
  if (self->insert == NULL)
    return FALSE;
  self->update = lep_db_prepare (self->db,
                                 "UPDATE row SET clock = ?1, deleted = ?2, conflicts = ?3, state = ?4,"
                                 " changed_at = ?6 WHERE rid = ?7",
                                 error);
  if (self->update == NULL)
    return FALSE;
  /* By itself: it has an index, and hardly ever becomes another. */
  self->update_created = lep_db_prepare (self->db, "UPDATE row SET created_at = ?2 WHERE rid = ?1", error);
  if (self->update_created == NULL)
    return FALSE;
  self->mark = lep_db_prepare (self->db, "INSERT OR IGNORE INTO dirty_search VALUES (?1)", error);
  if (self->mark == NULL)
    return FALSE;
  self->mark_new = lep_db_prepare (self->db, "INSERT OR IGNORE INTO dirty_search SELECT rid FROM row WHERE rid >= ?1", error);
  return self->mark_new != NULL && load_names (self, error);
}

/**
 * lep_rows_new:
 * @log: of the same transaction
 */
LepRows *
lep_rows_new (LepLog  *log,
              GError **error)
{
  g_autoptr (LepRows) self = g_new0 (LepRows, 1);
  gboolean done;

  self->log = log;
  self->db = lep_log_get_db (log);
  self->kinds = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, kind_free);
  self->numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->names = g_hash_table_new (NULL, NULL);
  self->rows = g_hash_table_new_full (row_hash, row_equal, row_free, NULL);
  self->dirty = g_ptr_array_new ();
  self->texts = g_string_chunk_new (1 << 16);
  self->touched = g_array_new (FALSE, FALSE, sizeof (LepTouched));
  self->touched_by_rid = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->clock = g_byte_array_new ();
  lep_db_set_engine_writing (self->db, TRUE);
  done = prepare (self, error);
  lep_db_set_engine_writing (self->db, FALSE);
  return done ? g_steal_pointer (&self) : NULL;
}

void
lep_rows_free (LepRows *self)
{
  g_hash_table_unref (self->rows);
  g_hash_table_unref (self->kinds);
  g_hash_table_unref (self->names);
  g_hash_table_unref (self->numbers);
  g_hash_table_unref (self->touched_by_rid);
  g_ptr_array_unref (self->dirty);
  g_array_unref (self->touched);
  g_byte_array_unref (self->clock);
  g_string_chunk_free (self->texts);
  g_clear_pointer (&self->load, lep_stmt_free);
  g_clear_pointer (&self->insert, lep_stmt_free);
  g_clear_pointer (&self->update, lep_stmt_free);
  g_clear_pointer (&self->update_created, lep_stmt_free);
  g_clear_pointer (&self->mark, lep_stmt_free);
  g_clear_pointer (&self->mark_new, lep_stmt_free);
  g_free (self);
}

/**
 * lep_rows_get_register:
 *
 * Returns: the number of the register of that name, new if need be; 0 on error
 */
guint32
lep_rows_get_register (LepRows    *self,
                       const char *name,
                       GError    **error)
{
  guint32 number = GPOINTER_TO_UINT (g_hash_table_lookup (self->numbers, name));
  g_autoptr (LepStmt) stmt = NULL;
  char *copy;

  if (number != 0)
    return number;

  stmt = lep_db_prepare (self->db, "INSERT INTO name (name) VALUES (:name)", error);
  if (stmt == NULL)
    return 0;
  lep_stmt_bind_text (stmt, ":name", name);
  if (!lep_stmt_run (stmt, error))
    return 0;

  number = (guint32) lep_db_last_rowid (self->db);
  copy = g_strdup (name);
  g_hash_table_insert (self->numbers, copy, GUINT_TO_POINTER (number));
  g_hash_table_insert (self->names, GUINT_TO_POINTER (number), copy);
  return number;
}

const char *
lep_rows_get_name (LepRows *self,
                   guint32  reg)
{
  return g_hash_table_lookup (self->names, GUINT_TO_POINTER (reg));
}

static gboolean
find_kind_no (LepRows    *self,
              LepRowKind *kind,
              GError    **error)
{
  g_autoptr (LepStmt) find = lep_db_prepare (self->db, "SELECT no FROM kind WHERE name = :name", error);
  g_autoptr (GError) failure = NULL;

  if (find == NULL)
    return FALSE;
  lep_stmt_bind_text (find, ":name", kind->name);
  kind->no = lep_stmt_next (find, &failure) ? lep_stmt_int64 (find, 0) : 0;
  return lep_stmt_take_failure (&failure, error);
}

/* Those of the schema are there from the start, others come with their first
 * record. */
static gboolean
read_kind_no (LepRows    *self,
              LepRowKind *kind,
              GError    **error)
{
  g_autoptr (LepStmt) add = NULL;

  if (!find_kind_no (self, kind, error))
    return FALSE;
  if (kind->no != 0)
    return TRUE;

  add = lep_db_prepare (self->db, "INSERT INTO kind (name) VALUES (:name)", error);
  if (add == NULL)
    return FALSE;
  lep_stmt_bind_text (add, ":name", kind->name);
  if (!lep_stmt_run (add, error))
    return FALSE;
  kind->no = lep_db_last_rowid (self->db);
  return TRUE;
}

static gboolean
read_kind_fields (LepRows    *self,
                  LepRowKind *kind,
                  GError    **error)
{
  guint n = kind->kind == NULL ? 0 : kind->kind->n_fields;

  g_assert (n <= 64); /* a field is a bit of LepRow.mask */
  kind->field_no = g_new0 (guint32, n + 1);
  kind->group_no = g_new0 (guint32, n + 1);
  for (guint i = 0; i < n; i++)
    {
      const LepField  *field = &kind->kind->fields[i];
      g_autofree char *group = field->group == NULL ? NULL : g_strconcat ("\x01", field->group, NULL);

      g_hash_table_insert (kind->fields, (gpointer) field->name, GUINT_TO_POINTER (i + 1));
      kind->field_no[i] = lep_rows_get_register (self, field->name, error);
      if (kind->field_no[i] == 0)
        return FALSE;
      kind->group_no[i] = group == NULL ? 0 : lep_rows_get_register (self, group, error);
      if (group != NULL && kind->group_no[i] == 0)
        return FALSE;
    }
  return TRUE;
}

static void
stmt_free_cb (gpointer data)
{
  lep_stmt_free (data);
}

/**
 * lep_rows_get_kind:
 * @name: of any kind, also of one that this version does not know
 */
LepRowKind *
lep_rows_get_kind (LepRows    *self,
                   const char *name,
                   GError    **error)
{
  LepRowKind *kind = g_hash_table_lookup (self->kinds, name);

  if (kind != NULL)
    return kind;

  kind = g_new0 (LepRowKind, 1);
  kind->name = g_strdup (name);
  kind->kind = lep_schema_kind (name);
  kind->fields = g_hash_table_new (g_str_hash, g_str_equal);
  kind->inserts = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, stmt_free_cb);
  kind->updates = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, stmt_free_cb);
  if (!read_kind_no (self, kind, error) || !read_kind_fields (self, kind, error))
    {
      kind_free (kind);
      return NULL;
    }
  g_hash_table_insert (self->kinds, kind->name, kind);
  return kind;
}

/**
 * lep_rows_mark:
 *
 * The row will be written by the next flush.
 */
void
lep_rows_mark (LepRows *self,
               LepRow  *row)
{
  if (row->is_dirty)
    return;

  row->is_dirty = TRUE;
  g_ptr_array_add (self->dirty, row);
}

const char *
lep_rows_keep_text (LepRows    *self,
                    const char *text)
{
  gsize size;

  if (text == NULL)
    return NULL;
  size = strlen (text);
  self->size_of_texts += size;
  return g_string_chunk_insert_len (self->texts, text, (gssize) size);
}

static gboolean
load_row (LepRows *self,
          LepRow  *row,
          GError **error)
{
  g_autoptr (GError) failure = NULL;
  gboolean sound = TRUE;

  lep_stmt_set_blob (self->load, 1, row->id.bytes, LEP_UUID_SIZE);
  lep_stmt_set_int64 (self->load, 2, row->kind->no);
  lep_stmt_set_int64 (self->load, 3, row->space->no);
  if (lep_stmt_next (self->load, &failure))
    {
      row->rid = lep_stmt_int64 (self->load, 0);
      sound = lep_heads_decode (lep_stmt_blob (self->load, 1), lep_stmt_size (self->load, 1), row->heads);
      row->deleted = lep_stmt_int64 (self->load, 2) != 0;
      row->conflicts = (guint) lep_stmt_int64 (self->load, 3);
      row->state = (guint) lep_stmt_int64 (self->load, 4);
      row->created_at = row->created_there = lep_rows_keep_text (self, lep_stmt_text (self->load, 5));
      row->changed_at = lep_rows_keep_text (self, lep_stmt_text (self->load, 6));
    }
  lep_stmt_reset (self->load);
  if (!lep_stmt_take_failure (&failure, error))
    return FALSE;
  if (!sound)
    g_set_error_literal (error, LEP_ERROR, LEP_ERROR_CORRUPT,
                         _ ("A record of the workspace is damaged. Rebuild the workspace."));
  return sound;
}

/**
 * lep_rows_get:
 *
 * Returns: (transfer none): the row, which need not be in the workspace yet;
 *   valid until the next flush
 */
LepRow *
lep_rows_get (LepRows       *self,
              LepLogSpace   *space,
              LepRowKind    *kind,
              const LepUuid *id,
              GError       **error)
{
  LepRow  key = { .space = space, .kind = kind, .id = *id };
  LepRow *row = g_hash_table_lookup (self->rows, &key);

  if (row != NULL)
    return row;

  row = g_new0 (LepRow, 1);
  row->space = space;
  row->kind = kind;
  row->id = *id;
  row->heads = g_array_sized_new (FALSE, FALSE, sizeof (LepHead), 8);
  if (!load_row (self, row, error))
    {
      row_free (row);
      return NULL;
    }
  g_hash_table_add (self->rows, row);
  return row;
}

/**
 * lep_rows_set_value:
 * @field: index of a field of the schema
 * @value: (nullable): what is shown from now on; must live until the flush
 */
void
lep_rows_set_value (LepRow     *row,
                    guint       field,
                    const char *value)
{
  if (row->values == NULL)
    row->values = g_new0 (const char *, row->kind->kind->n_fields);
  row->values[field] = value;
  row->mask |= G_GUINT64_CONSTANT (1) << field;
}

/* Remembers what became of the row; the first look at it counts as "before". */
static void
touch (LepRows *self,
       LepRow  *row,
       guint    conflicts,
       gboolean deleted,
       gboolean was_there,
       guint    n_shown)
{
  guint       index = GPOINTER_TO_UINT (g_hash_table_lookup (self->touched_by_rid, &row->rid));
  LepTouched *touched;

  if (index == 0)
    {
      LepTouched fresh = { row->rid, row->id, row->space, row->kind, was_there, row->deleted,
                           FALSE, 0, row->conflicts, 0 };

      g_array_append_val (self->touched, fresh);
      index = self->touched->len;
      g_hash_table_insert (self->touched_by_rid, g_memdup2 (&row->rid, sizeof row->rid), GUINT_TO_POINTER (index));
    }

  touched = &g_array_index (self->touched, LepTouched, index - 1);
  touched->is_deleted = deleted;
  touched->conflicts_after = conflicts;
  touched->n_fields += n_shown + (row->odd == NULL ? 0 : row->odd->len);
}

static gboolean
flush_row (LepRows *self,
           LepRow  *row,
           GError **error)
{
  gboolean was_there = row->rid != 0;
  gboolean deleted = row->deleted;
  guint    conflicts = 0;
  guint    n_shown = 0;

  lep_row_sort_heads (row);
  if (!lep_rows_settle (self, row, &conflicts, &deleted, error) ||
      !lep_rows_count_shown (self, row, conflicts, &n_shown, error) ||
      !lep_rows_write (self, row, conflicts, deleted, error))
    return FALSE;

  touch (self, row, conflicts, deleted, was_there, n_shown);
  row->conflicts = conflicts;
  row->deleted = deleted;
  row->mask = 0;
  row->is_dirty = FALSE;
  lep_row_forget_odd (row);
  g_clear_pointer (&row->siblings, g_array_unref);
  return TRUE;
}

/* Search and totals learn of new rows in one go: their rids are the greatest. */
static gboolean
mark_new_rows (LepRows *self,
               GError **error)
{
  gint64 first = self->first_new;

  if (first == 0)
    return TRUE;

  self->first_new = 0;
  lep_stmt_set_int64 (self->mark_new, 1, first);
  return lep_stmt_run (self->mark_new, error) && lep_tally_mark_new (self->db, first, error);
}

/**
 * lep_rows_flush:
 *
 * Writes all changed rows and forgets them.
 */
gboolean
lep_rows_flush (LepRows *self,
                GError **error)
{
  gboolean done = lep_log_flush (self->log, error);

  lep_db_set_engine_writing (self->db, TRUE);
  for (guint i = 0; done && i < self->dirty->len; i++)
    done = flush_row (self, g_ptr_array_index (self->dirty, i), error);
  lep_db_set_engine_writing (self->db, FALSE);
  done = done && mark_new_rows (self, error);

  g_ptr_array_set_size (self->dirty, 0);
  g_hash_table_remove_all (self->rows);
  g_string_chunk_clear (self->texts);
  self->size_of_texts = 0;
  return done;
}

gboolean
lep_rows_flush_if_many (LepRows *self,
                        GError **error)
{
  return (self->dirty->len < MAX_ROWS && self->size_of_texts < MAX_TEXTS) || lep_rows_flush (self, error);
}

/**
 * lep_rows_get_touched:
 *
 * Returns: (element-type LepTouched) (transfer none): what the flushes so far
 *   did, one element a row
 */
GArray *
lep_rows_get_touched (LepRows *self)
{
  return self->touched;
}

/**
 * lep_rows_forget_touched:
 *
 * What the flushes from now on do is told by itself.
 */
void
lep_rows_forget_touched (LepRows *self)
{
  g_array_set_size (self->touched, 0);
  g_hash_table_remove_all (self->touched_by_rid);
}
