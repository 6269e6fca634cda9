/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The SQL of a query, made from the schema: names come from the schema's
 * tables, values are always bound. */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "lep-uuid.h"

#include "lep-others-sheets.h"
#include "lep-same.h"
#include "lep-search-private.h"

#include "lep-query-private.h"

/* Reads every record of a kind that is the given organisation or was merged
 * into it. */
static const char sql_merged_into[] =
  " IN (WITH RECURSIVE same (id) AS (VALUES (?) UNION"
  " SELECT lep_id_text (r.id) FROM same CROSS JOIN k_organisation o ON o.merged_into = same.id"
  " CROSS JOIN row r ON r.rid = o.rid) SELECT id FROM same)";

static void
lep_sql_value_free (gpointer data)
{
  LepSqlValue *value = data;

  g_free (value->text);
  g_free (value);
}

LepSql *
lep_sql_new (void)
{
  LepSql *self = g_new0 (LepSql, 1);

  self->sql = g_string_new (NULL);
  self->values = g_ptr_array_new_with_free_func (lep_sql_value_free);
  return self;
}

void
lep_sql_free (LepSql *self)
{
  if (self == NULL)
    return;

  g_string_free (self->sql, TRUE);
  g_ptr_array_unref (self->values);
  g_free (self);
}

void
lep_sql_add (LepSql     *self,
             const char *text)
{
  g_string_append (self->sql, text);
}

/* Adds TABLE."COLUMN"; both are names of our own schema. */
void
lep_sql_add_column (LepSql     *self,
                    const char *table,
                    const char *column)
{
  g_string_append_printf (self->sql, "%s.\"%s\"", table, column);
}

static void
add_value (LepSql     *self,
           LepSqlType  type,
           const char *text,
           gint64      number)
{
  LepSqlValue *value = g_new0 (LepSqlValue, 1);

  value->type = type;
  value->text = g_strdup (text);
  value->number = number;
  g_ptr_array_add (self->values, value);
}

/* Notes the value of the next "?" of the text, in the column type of the field. */
void
lep_sql_bind (LepSql      *self,
              LepFieldType type,
              const char  *text)
{
  switch (type)
    {
    case LEP_TYPE_INT:
    case LEP_TYPE_MONEY:
    case LEP_TYPE_PERCENT:
    case LEP_TYPE_BOOL:
      add_value (self, LEP_SQL_NUMBER, NULL, g_ascii_strtoll (text, NULL, 10));
      break;

    case LEP_TYPE_REF:
    case LEP_TYPE_TEXT:
    case LEP_TYPE_NOTE:
    case LEP_TYPE_DATE:
    case LEP_TYPE_TIME:
    case LEP_TYPE_CODE:
    case LEP_TYPE_CODES:
    case LEP_TYPE_HASH:
    default:
      add_value (self, LEP_SQL_TEXT, text, 0);
      break;
    }
}

/* The same for the id column of a row or a space. */
void
lep_sql_bind_id (LepSql     *self,
                 const char *id)
{
  add_value (self, LEP_SQL_ID, id, 0);
}

void
lep_sql_bind_number (LepSql *self,
                     gint64  number)
{
  add_value (self, LEP_SQL_NUMBER, NULL, number);
}

/* Statements bind by name: gives each "?" its number. */
static char *
number_parameters (const char *sql)
{
  GString *numbered = g_string_sized_new (strlen (sql) + 64);
  guint    n = 0;

  for (; *sql != '\0'; sql++)
    {
      g_string_append_c (numbered, *sql);
      if (*sql == '?')
        g_string_append_printf (numbered, "%u", ++n);
    }
  return g_string_free (numbered, FALSE);
}

LepStmt *
lep_sql_prepare (LepSql       *self,
                 LepWorkspace *workspace,
                 GError      **error)
{
  g_autofree char *numbered = number_parameters (self->sql->str);
  g_autoptr (LepStmt) stmt = lep_db_prepare (lep_workspace_get_db (workspace), numbered, error);

  if (stmt == NULL)
    return NULL;

  for (guint i = 0; i < self->values->len; i++)
    {
      const LepSqlValue *value = g_ptr_array_index (self->values, i);
      char               name[16];

      g_snprintf (name, sizeof name, "?%u", i + 1);
      if (value->type == LEP_SQL_NUMBER)
        lep_stmt_bind_int64 (stmt, name, value->number);
      else if (value->type == LEP_SQL_ID)
        lep_stmt_bind_id (stmt, name, value->text);
      else
        lep_stmt_bind_text (stmt, name, value->text);
    }
  return g_steal_pointer (&stmt);
}

/**
 * lep_stmt_bind_id:
 * @id: (nullable): 36 characters; bound as the 16 bytes of a row or space,
 *   NULL for what is no id
 */
void
lep_stmt_bind_id (LepStmt    *stmt,
                  const char *name,
                  const char *id)
{
  LepUuid uuid;

  if (id != NULL && lep_uuid_parse (id, -1, &uuid))
    lep_stmt_bind_blob (stmt, name, uuid.bytes, LEP_UUID_SIZE);
}

/**
 * lep_stmt_dup_text:
 *
 * Returns: (transfer full) (nullable): the column as text
 */
char *
lep_stmt_dup_text (LepStmt *stmt,
                   int      column)
{
  return g_strdup (lep_stmt_text (stmt, column));
}

static gboolean
unknown_name (GError    **error,
              const char *kind,
              const char *field)
{
  g_set_error (error, LEP_ERROR, LEP_ERROR_NOT_FOUND,
               _ ("“%s” has no field “%s”."), kind, field);
  return FALSE;
}

static void
add_filter (LepSql          *sql,
            const LepField  *field,
            const LepFilter *filter)
{
  lep_sql_add (sql, " AND ");
  if (filter->value == NULL)
    {
      lep_sql_add_column (sql, "k", field->name);
      lep_sql_add (sql, " IS NULL");
    }
  else if (field->type == LEP_TYPE_CODES)
    {
      lep_sql_add (sql, "instr (' ' || ");
      lep_sql_add_column (sql, "k", field->name);
      lep_sql_add (sql, " || ' ', ' ' || ? || ' ') > 0");
      lep_sql_bind (sql, field->type, filter->value);
    }
  else
    {
      lep_sql_add_column (sql, "k", field->name);
      lep_sql_add (sql, field->type == LEP_TYPE_REF && g_strcmp0 (field->target, "organisation") == 0
                          ? sql_merged_into
                          : " = ?");
      lep_sql_bind (sql, field->type, filter->value);
    }
}

static gboolean
add_filters (const LepQuery *self,
             const LepKind  *kind,
             LepSql         *sql,
             GError        **error)
{
  for (guint i = 0; i < self->filters->len; i++)
    {
      const LepFilter *filter = g_ptr_array_index (self->filters, i);
      const LepField  *field = lep_kind_field (kind, filter->field);

      if (field != NULL)
        {
          add_filter (sql, field, filter);
        }
      else if (g_str_equal (filter->field, "id") && filter->value != NULL)
        {
          lep_sql_add (sql, " AND k.rid IN (SELECT rid FROM row WHERE id = ?)");
          lep_sql_bind_id (sql, filter->value);
        }
      else
        {
          return unknown_name (error, self->kind, filter->field);
        }
    }
  return TRUE;
}

static gboolean
filters_by (const LepQuery *self,
            const char     *field)
{
  for (guint i = 0; i < self->filters->len; i++)
    if (g_str_equal (((LepFilter *) g_ptr_array_index (self->filters, i))->field, field))
      return TRUE;
  return FALSE;
}

/* The reference of @kind through which it belongs to a @to: its own field of
 * that name, else a reference to a kind that has one. */
const LepField *
lep_query_find_way (const LepKind *kind,
                    const char    *to)
{
  for (guint i = 0; i < kind->n_fields; i++)
    {
      const LepField *field = &kind->fields[i];
      const LepKind  *target;

      if (field->type != LEP_TYPE_REF || field->target == NULL)
        continue;
      target = lep_schema_kind (field->target);
      if (target != NULL && target != kind && lep_kind_field (target, to) != NULL)
        return field;
    }
  return NULL;
}

static void
add_scope (const LepQuery *self,
           const LepKind  *kind,
           LepSql         *sql)
{
  const LepField *way = lep_query_find_way (kind, self->scope_kind);

  if (g_str_equal (kind->name, self->scope_kind))
    {
      lep_sql_add (sql, " AND k.rid IN (SELECT rid FROM row WHERE id = lep_id (?))");
    }
  else if (lep_kind_field (kind, self->scope_kind) != NULL)
    {
      lep_sql_add (sql, " AND ");
      lep_sql_add_column (sql, "k", self->scope_kind);
      lep_sql_add (sql, " = ?");
    }
  else if (g_str_equal (self->scope_kind, "partnership") && kind->space == LEP_SPACE_PARTNERSHIP)
    {
      lep_sql_add (sql, " AND (SELECT r.space_no FROM row r WHERE r.rid = k.rid) = (SELECT no FROM space WHERE id = lep_id (?))");
    }
  else if (g_str_equal (self->scope_kind, "partnership") && g_str_equal (kind->name, "organisation"))
    {
      lep_sql_add (sql, " AND k.rid IN (SELECT o.rid FROM k_membership m CROSS JOIN row mr ON mr.rid = m.rid AND mr.deleted = 0"
                        " CROSS JOIN row o ON o.id = lep_id (m.organisation) WHERE m.partnership = ?)");
    }
  else if (way != NULL)
    {
      g_string_append_printf (sql->sql,
                              " AND k.\"%s\" IN (SELECT lep_id_text (r.id) FROM k_%s t CROSS JOIN row r ON r.rid = t.rid WHERE t.\"%s\" = ?)",
                              way->name, way->target, self->scope_kind);
    }
  else
    {
      return;
    }
  lep_sql_bind (sql, LEP_TYPE_REF, self->scope_id);
}

/* Of organisations those that are read as no other one. Where people joined them in a
 * circle, one of it stands for all. */
static gboolean
add_standing (LepSql       *sql,
              LepWorkspace *workspace,
              GError      **error)
{
  g_autoptr (GHashTable) merged = lep_merged_organisations (workspace, error);
  g_autoptr (GString) ids = g_string_new ("[");
  GHashTableIter iter;
  gpointer       id, root;

  if (merged == NULL)
    return FALSE;
  g_hash_table_iter_init (&iter, merged);
  while (g_hash_table_iter_next (&iter, &id, &root))
    if (g_str_equal (id, root))
      g_string_append_printf (ids, "%s\"%s\"", ids->len > 1 ? "," : "", (const char *) id);
  g_string_append_c (ids, ']');
  lep_sql_add (sql, " AND (k.merged_into IS NULL OR k.rid IN"
                    " (SELECT rid FROM row WHERE id IN (SELECT lep_id (value) FROM json_each (?))))");
  lep_sql_bind (sql, LEP_TYPE_TEXT, ids->str);
  return TRUE;
}

static gboolean
add_rows (const LepQuery *self,
          LepSql         *sql,
          LepWorkspace   *workspace,
          GError        **error)
{
  if (self->rows == LEP_ROWS_LIVE || self->rows == LEP_ROWS_STANDING)
    lep_sql_add (sql, " AND k.rid NOT IN (SELECT rid FROM row WHERE deleted = 1)");
  else if (self->rows == LEP_ROWS_DELETED)
    lep_sql_add (sql, " AND k.rid IN (SELECT rid FROM row WHERE deleted = 1)");
  return self->rows != LEP_ROWS_STANDING || !g_str_equal (self->kind, "organisation") || add_standing (sql, workspace, error);
}

/* Whether an index finds the rows, so that there are few of them beside all of the kind. */
static gboolean
is_narrow (const LepQuery *self,
           const LepKind  *kind)
{
  g_autofree char *expression = self->text != NULL ? lep_search_expression (self->text) : NULL;
  gboolean         narrow = self->scope_kind != NULL || expression != NULL || self->rows == LEP_ROWS_DELETED;

  for (guint i = 0; i < self->filters->len && !narrow; i++)
    {
      const LepFilter *filter = g_ptr_array_index (self->filters, i);
      const LepField  *field = lep_kind_field (kind, filter->field);

      narrow = filter->value != NULL && (field == NULL || field->type == LEP_TYPE_REF);
    }
  return narrow;
}

static gboolean
add_where (const LepQuery *self,
           const LepKind  *kind,
           LepSql         *sql,
           LepWorkspace   *workspace,
           GError        **error)
{
  if (kind != NULL && !add_filters (self, kind, sql, error))
    return FALSE;
  if (kind != NULL && self->scope_kind != NULL)
    add_scope (self, kind, sql);
  if (kind == NULL && self->filters->len > 0)
    return unknown_name (error, self->kind, ((LepFilter *) g_ptr_array_index (self->filters, 0))->field);
  if (!add_rows (self, sql, workspace, error))
    return FALSE;
  if (g_str_equal (self->kind, "score"))
    lep_sql_add (sql, " AND NOT " LEP_SQL_WITHHELD_SCORE ("k.rid"));
  else if (g_str_equal (self->kind, "assessment") && (self->text != NULL || filters_by (self, "comment")))
    lep_sql_add (sql, " AND NOT " LEP_SQL_WITHHELD_SHEET ("k.rid"));
  if (self->space != NULL)
    {
      lep_sql_add (sql, " AND (SELECT r.space_no FROM row r WHERE r.rid = k.rid) = (SELECT no FROM space WHERE id = ?)");
      lep_sql_bind_id (sql, self->space);
    }
  return lep_search_add_condition (workspace, self->kind, self->text, sql, error);
}

/**
 * lep_query_add_from:
 *
 * Adds the FROM and WHERE of a query: the kind's table as k.
 */
gboolean
lep_query_add_from (const LepQuery *self,
                    LepSql         *sql,
                    LepWorkspace   *workspace,
                    GError        **error)
{
  const LepKind *kind = lep_schema_kind (self->kind);

  if (kind != NULL)
    {
      g_string_append_printf (sql->sql, " FROM k_%s k WHERE 1", kind->name);
    }
  else
    {
      lep_sql_add (sql, " FROM row k WHERE k.kind_no = (SELECT no FROM kind WHERE name = ?)");
      lep_sql_bind (sql, LEP_TYPE_TEXT, self->kind);
    }
  return add_where (self, kind, sql, workspace, error);
}

/* What one action makes many of, and whose ids come of their natural key and so do
 * not tell in which order. */
static const struct
{
  const char *kind;
  const char *order;
} of_key[] = {
  { "indicator", "lep_indicator_place (k.code), " },
  { "category", "k.dimension, k.position, " },
};

static const char *
place_within_moment (const LepKind *kind)
{
  for (guint i = 0; kind != NULL && i < G_N_ELEMENTS (of_key); i++)
    if (g_str_equal (kind->name, of_key[i].kind))
      return of_key[i].order;
  return NULL;
}

/**
 * lep_query_find_middle:
 * @middle: (out): row number of a record with about as many of the kind before as
 *   after it; 0 where the list is not read as they were made, one after the other
 */
gboolean
lep_query_find_middle (const LepQuery *self,
                       LepWorkspace   *workspace,
                       gint64         *middle,
                       GError        **error)
{
  const LepKind   *kind = lep_schema_kind (self->kind);
  g_autofree char *sql = NULL;

  *middle = 0;
  if (kind == NULL || is_narrow (self, kind) || place_within_moment (kind) != NULL || self->limit > 0)
    return TRUE;

  /* The middle one of a few from all over the table. */
  sql = g_strdup_printf ("WITH RECURSIVE place (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM place WHERE i < 31),"
                         " ends (a, b) AS (SELECT (SELECT min (rid) FROM k_%s), (SELECT max (rid) FROM k_%s))"
                         " SELECT made.rid FROM place CROSS JOIN ends CROSS JOIN row made"
                         " ON made.rid = (SELECT min (rid) FROM k_%s WHERE rid >= a + (b - a) * i / 32)"
                         " ORDER BY made.created_at, made.id LIMIT 1 OFFSET 15",
                         kind->name, kind->name, kind->name);
  return lep_db_get_int64 (lep_workspace_get_db (workspace), sql, middle, error);
}

/**
 * lep_query_add_from_as_made:
 * @half: which of them
 *
 * Adds the FROM, WHERE and ORDER BY of a query: the kind's table as k, and made,
 * the table of all records, whose rows go by the time at which they were made
 * and then by their ids. Not by the number of the row: that is the order in
 * which they came here, another one on each laptop.
 */
gboolean
lep_query_add_from_as_made (const LepQuery *self,
                            const LepHalf  *half,
                            LepSql         *sql,
                            LepWorkspace   *workspace,
                            GError        **error)
{
  const LepKind *kind = lep_schema_kind (self->kind);
  const char    *place = place_within_moment (kind);

  if (kind != NULL && is_narrow (self, kind))
    {
      g_string_append_printf (sql->sql, " FROM k_%s k CROSS JOIN row made ON made.rid = k.rid WHERE 1", kind->name);
    }
  else
    {
      g_string_append_printf (sql->sql,
                              " FROM row made CROSS JOIN %s%s k ON k.rid = made.rid"
                              " WHERE made.kind_no = (SELECT no FROM kind WHERE name = ?)",
                              kind != NULL ? "k_" : "row", kind != NULL ? kind->name : "");
      lep_sql_bind (sql, LEP_TYPE_TEXT, self->kind);
    }
  if (!add_where (self, kind, sql, workspace, error))
    return FALSE;
  if (half->middle != 0)
    {
      g_string_append_printf (sql->sql, " AND (made.created_at, made.id) %s (SELECT created_at, id FROM row WHERE rid = ?)",
                              half->is_second ? ">=" : "<");
      lep_sql_bind_number (sql, half->middle);
    }
  g_string_append_printf (sql->sql, " ORDER BY made.created_at, %smade.id", place != NULL ? place : "");
  return TRUE;
}
