/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes a changed row: its clock, the columns that changed, and the values
 * that no column takes. One statement for each set of columns. */

#include "lep-layout.h"
#include "lep-rows-private.h"
#include "lep-rows.h"
#include "lep-value.h"
#include "lep-tally.h"

static LepStmt *
prepare_insert (LepRows          *self,
                const LepRowKind *kind,
                guint64           mask,
                GError          **error)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autoptr (GString) marks = g_string_new ("?1");
  int index = 2;

  g_string_printf (sql, "INSERT INTO \"k_%s\" (rid", kind->name);
  for (guint i = 0; i < kind->kind->n_fields; i++)
    {
      if ((mask >> i & 1) == 0)
        continue;
      g_string_append_printf (sql, ", \"%s\"", kind->kind->fields[i].name);
      g_string_append_printf (marks, ", ?%d", index++);
    }
  g_string_append_printf (sql, ") VALUES (%s)", marks->str);
  return lep_db_prepare (self->db, sql->str, error);
}

static LepStmt *
prepare_update (LepRows          *self,
                const LepRowKind *kind,
                guint64           mask,
                GError          **error)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  int index = 2;

  g_string_printf (sql, "UPDATE \"k_%s\" SET ", kind->name);
  for (guint i = 0; i < kind->kind->n_fields; i++)
    {
      if ((mask >> i & 1) == 0)
        continue;
      g_string_append_printf (sql, "%s\"%s\" = ?%d", index == 2 ? "" : ", ", kind->kind->fields[i].name, index);
      index++;
    }
  g_string_append (sql, " WHERE rid = ?1");
  return lep_db_prepare (self->db, sql->str, error);
}

/* The statement that writes the columns of @mask; kept by the kind. */
static LepStmt *
get_statement (LepRows    *self,
               LepRowKind *kind,
               guint64     mask,
               gboolean    is_new,
               GError    **error)
{
  GHashTable *statements = is_new ? kind->inserts : kind->updates;
  LepStmt    *stmt = g_hash_table_lookup (statements, &mask);

  if (stmt == NULL)
    {
      stmt = is_new ? prepare_insert (self, kind, mask, error) : prepare_update (self, kind, mask, error);
      if (stmt != NULL)
        g_hash_table_insert (statements, g_memdup2 (&mask, sizeof mask), stmt);
    }
  return stmt;
}

/* Binds a value; one that cannot be read as what the field is goes to the odd
 * values, and the column shows nothing. */
static void
bind_value (LepRow  *row,
            LepStmt *stmt,
            int      index,
            guint    field)
{
  const LepField *of = &row->kind->kind->fields[field];
  const char     *value = row->values[field];
  gint64          number;

  if (value == NULL)
    lep_stmt_set_null (stmt, index);
  else if (!lep_value_is_canonical (of->type, value))
    {
      lep_stmt_set_null (stmt, index);
      lep_rows_set_odd_value (row, row->kind->field_no[field], of->name, value);
    }
  else if (lep_layout_column_is_integer (of))
    {
      number = g_ascii_strtoll (value, NULL, 10);
      lep_stmt_set_int64 (stmt, index, number);
    }
  else
    lep_stmt_set_text (stmt, index, value, -1);
}

static gboolean
write_columns (LepRows *self,
               LepRow  *row,
               gboolean is_new,
               GError **error)
{
  LepStmt *stmt;
  int      index = 2;

  if (row->kind->kind == NULL || (row->mask == 0 && !is_new))
    return TRUE;

  stmt = get_statement (self, row->kind, row->mask, is_new, error);
  if (stmt == NULL)
    return FALSE;
  lep_stmt_set_int64 (stmt, 1, row->rid);
  for (guint i = 0; i < row->kind->kind->n_fields; i++)
    {
      if ((row->mask >> i & 1) != 0)
        bind_value (row, stmt, index++, i);
    }
  return lep_stmt_run (stmt, error);
}

/* @n_shown: (inout): grows by the columns that show something else than will be written */
static gboolean
count_other (LepRows *self,
             LepRow  *row,
             guint   *n_shown,
             GError **error)
{
  g_autoptr (GString) sql = g_string_new ("SELECT rid");
  g_autoptr (LepStmt) stmt = NULL;
  int column = 1;

  for (guint i = 0; i < row->kind->kind->n_fields; i++)
    if ((row->mask >> i & 1) != 0)
      g_string_append_printf (sql, ", \"%s\"", row->kind->kind->fields[i].name);
  g_string_append_printf (sql, " FROM \"k_%s\" WHERE rid = ?1", row->kind->name);
  stmt = lep_db_prepare (self->db, sql->str, error);
  if (stmt == NULL)
    return FALSE;

  lep_stmt_set_int64 (stmt, 1, row->rid);
  if (!lep_stmt_one (stmt, error))
    return FALSE;
  for (guint i = 0; i < row->kind->kind->n_fields; i++)
    if ((row->mask >> i & 1) != 0 && g_strcmp0 (lep_stmt_text (stmt, column++), row->values[i]) != 0)
      (*n_shown)++;
  return TRUE;
}

/**
 * lep_rows_count_shown:
 * @conflicts: that the row has from now on
 * @n_shown: (out): how many of its fields will show another value
 *
 * To be called before the row is written. Of a row with conflicts all that is in
 * dispute is written again, whatever changed: there the values are compared.
 */
gboolean
lep_rows_count_shown (LepRows *self,
                      LepRow  *row,
                      guint    conflicts,
                      guint   *n_shown,
                      GError **error)
{
  *n_shown = 0;
  if (row->mask != 0 && row->rid != 0 && (row->conflicts > 0 || conflicts > 0))
    return count_other (self, row, n_shown, error);

  *n_shown = (guint) __builtin_popcountll (row->mask);
  return TRUE;
}

/* Fields that have a readable value now have no odd one any more. */
static gboolean
drop_odd_values (LepRows *self,
                 LepRow  *row,
                 GError **error)
{
  g_autoptr (LepStmt) stmt = NULL;

  if ((row->state & LEP_ROW_HAS_UNKNOWN) == 0 || row->mask == 0)
    return TRUE;

  stmt = lep_db_prepare (self->db, "DELETE FROM unknown WHERE rid = ?1 AND field = ?2", error);
  if (stmt == NULL)
    return FALSE;
  for (guint i = 0; i < row->kind->kind->n_fields; i++)
    {
      if ((row->mask >> i & 1) == 0)
        continue;
      lep_stmt_set_int64 (stmt, 1, row->rid);
      lep_stmt_set_text (stmt, 2, row->kind->kind->fields[i].name, -1);
      if (!lep_stmt_run (stmt, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_odd_values (LepRows *self,
                  LepRow  *row,
                  GError **error)
{
  g_autoptr (LepStmt) stmt = NULL;

  if (row->odd == NULL)
    return TRUE;

  stmt = lep_db_prepare (self->db, "REPLACE INTO unknown (rid, field, value) VALUES (?1, ?2, ?3)", error);
  if (stmt == NULL)
    return FALSE;
  for (guint i = 0; i < row->odd->len; i++)
    {
      const LepOddValue *odd = &g_array_index (row->odd, LepOddValue, i);

      lep_stmt_set_int64 (stmt, 1, row->rid);
      lep_stmt_set_text (stmt, 2, odd->field, -1);
      lep_stmt_set_text (stmt, 3, odd->value, -1);
      if (!lep_stmt_run (stmt, error))
        return FALSE;
    }
  return TRUE;
}

/* Whether odd values belong to the row after this write. */
static gboolean
update_state (LepRows *self,
              LepRow  *row,
              GError **error)
{
  g_autoptr (LepStmt) stmt = NULL;
  guint state = row->state & ~(guint) LEP_ROW_HAS_UNKNOWN;

  if ((row->state & LEP_ROW_HAS_UNKNOWN) == 0 && row->odd == NULL)
    return TRUE;

  stmt = lep_db_prepare (self->db, "SELECT EXISTS (SELECT 1 FROM unknown WHERE rid = ?1)", error);
  if (stmt == NULL)
    return FALSE;
  lep_stmt_set_int64 (stmt, 1, row->rid);
  if (!lep_stmt_one (stmt, error))
    return FALSE;
  if (lep_stmt_int64 (stmt, 0) != 0)
    state |= LEP_ROW_HAS_UNKNOWN;
  lep_stmt_reset (stmt);

  row->state = state;
  g_clear_pointer (&stmt, lep_stmt_free);
  stmt = lep_db_prepare (self->db, "UPDATE row SET state = ?2 WHERE rid = ?1", error);
  if (stmt == NULL)
    return FALSE;
  lep_stmt_set_int64 (stmt, 1, row->rid);
  lep_stmt_set_int64 (stmt, 2, state);
  return lep_stmt_run (stmt, error);
}

static gboolean
write_created (LepRows *self,
               LepRow  *row,
               GError **error)
{
  if (g_strcmp0 (row->created_at, row->created_there) == 0)
    return TRUE;

  lep_stmt_set_int64 (self->update_created, 1, row->rid);
  lep_stmt_set_text (self->update_created, 2, row->created_at, -1);
  row->created_there = row->created_at;
  return lep_stmt_run (self->update_created, error);
}

static gboolean
write_row (LepRows *self,
           LepRow  *row,
           guint    conflicts,
           gboolean deleted,
           GError **error)
{
  LepStmt *stmt = row->rid == 0 ? self->insert : self->update;

  lep_heads_encode (row->heads, self->clock);
  lep_stmt_set_blob (stmt, 1, self->clock->data, self->clock->len);
  lep_stmt_set_int64 (stmt, 2, deleted);
  lep_stmt_set_int64 (stmt, 3, conflicts);
  lep_stmt_set_int64 (stmt, 4, row->state);
  lep_stmt_set_text (stmt, 6, row->changed_at, -1);
  if (row->rid != 0)
    {
      lep_stmt_set_int64 (stmt, 7, row->rid);
      return lep_stmt_run (stmt, error) && write_created (self, row, error);
    }

  lep_stmt_set_text (stmt, 5, row->created_at, -1);
  lep_stmt_set_blob (stmt, 7, row->id.bytes, LEP_UUID_SIZE);
  lep_stmt_set_int64 (stmt, 8, row->kind->no);
  lep_stmt_set_int64 (stmt, 9, row->space->no);
  if (!lep_stmt_run (stmt, error))
    return FALSE;
  row->rid = lep_db_last_rowid (self->db);
  row->created_there = row->created_at;
  return TRUE;
}

/* The conflicts' values that are not shown replace those of before. */
static gboolean
write_siblings (LepRows *self,
                LepRow  *row,
                GError **error)
{
  g_autoptr (LepStmt) drop = NULL;
  g_autoptr (LepStmt) add = NULL;

  if (row->conflicts > 0)
    {
      drop = lep_db_prepare (self->db, "DELETE FROM sibling WHERE rid = ?1", error);
      if (drop == NULL)
        return FALSE;
      lep_stmt_set_int64 (drop, 1, row->rid);
      if (!lep_stmt_run (drop, error))
        return FALSE;
    }
  if (row->siblings == NULL)
    return TRUE;

  add = lep_db_prepare (self->db, "INSERT INTO sibling VALUES (?1, ?2, ?3, ?4, ?5)", error);
  if (add == NULL)
    return FALSE;
  for (guint i = 0; i < row->siblings->len; i++)
    {
      const LepSibling *sibling = &g_array_index (row->siblings, LepSibling, i);

      lep_stmt_set_int64 (add, 1, row->rid);
      lep_stmt_set_text (add, 2, sibling->field, -1);
      lep_stmt_set_int64 (add, 3, sibling->stream);
      lep_stmt_set_int64 (add, 4, sibling->n);
      lep_stmt_set_text (add, 5, sibling->value, -1);
      if (!lep_stmt_run (add, error))
        return FALSE;
    }
  return TRUE;
}

/* A space is called as its programme or partnership is. */
static gboolean
name_space (LepRows *self,
            LepRow  *row,
            GError **error)
{
  g_autoptr (LepStmt) stmt = NULL;
  int field = row->kind->kind == NULL || !lep_uuid_equal (&row->id, &row->space->id)
                ? -1
                : lep_kind_field_index (row->kind->kind, "name");

  if (field < 0 || (row->mask >> field & 1) == 0 || row->values[field] == NULL || *row->values[field] == '\0' ||
      g_strcmp0 (row->kind->name, lep_space_kind_name (row->space->kind)) != 0)
    return TRUE;

  stmt = lep_db_prepare (self->db, "UPDATE space SET name = ?2 WHERE no = ?1", error);
  if (stmt == NULL)
    return FALSE;
  lep_stmt_set_int64 (stmt, 1, row->space->no);
  lep_stmt_set_text (stmt, 2, row->values[field], -1);
  return lep_stmt_run (stmt, error);
}

/* Whether totals depend on what is written: of some kinds on one field only. */
static gboolean
is_counted (const LepRow *row)
{
  static const struct
  {
    const char *kind, *field;
  } counted[] = { { "project", "partnership" }, { "indicator", "accumulation" } };

  for (guint i = 0; row->kind->kind != NULL && i < G_N_ELEMENTS (counted); i++)
    if (g_str_equal (row->kind->name, counted[i].kind))
      return (row->mask >> lep_kind_field_index (row->kind->kind, counted[i].field) & 1) != 0;
  return TRUE;
}

/**
 * lep_rows_write:
 * @row: with everything settled; gets its rid if it is new
 */
gboolean
lep_rows_write (LepRows *self,
                LepRow  *row,
                guint    conflicts,
                gboolean deleted,
                GError **error)
{
  gboolean is_new = row->rid == 0;

  /* A split may move to another outcome. */
  if ((!is_new && g_str_equal (row->kind->name, "breakdown") &&
       !lep_tally_mark (self->db, row->kind->name, row->rid, error)) ||
      !write_row (self, row, conflicts, deleted, error) ||
      !write_columns (self, row, is_new, error) ||
      !drop_odd_values (self, row, error) ||
      !write_odd_values (self, row, error) ||
      !update_state (self, row, error) ||
      !write_siblings (self, row, error) ||
      !name_space (self, row, error))
    return FALSE;

  if (is_new) /* the flush marks all of these in one go */
    {
      if (self->first_new == 0)
        self->first_new = row->rid;
      return TRUE;
    }
  lep_stmt_set_int64 (self->mark, 1, row->rid);
  return lep_stmt_run (self->mark, error) &&
         (!is_counted (row) || lep_tally_mark (self->db, row->kind->name, row->rid, error));
}
