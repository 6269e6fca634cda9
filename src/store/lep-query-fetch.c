/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading the rows of a query by their numbers, a page at a time, with the
 * related columns that were asked for. */

#include <glib/gi18n-lib.h>

#include "lep-total.h"

#include "lep-currency.h"
#include "lep-project.h"
#include "lep-query-private.h"
#include "lep-record-private.h"

/* Rows read by one statement. */
#define PAGE 64

static void
add_numbers (LepSql       *sql,
             const gint64 *rids,
             guint         n_rids)
{
  lep_sql_add (sql, " IN (");
  for (guint i = 0; i < n_rids; i++)
    {
      lep_sql_add (sql, i > 0 ? ",?" : "?");
      lep_sql_bind_number (sql, rids[i]);
    }
  lep_sql_add (sql, ")");
}

static LepStmt *
prepare_page (LepWorkspace   *workspace,
              const LepQuery *self,
              const gint64   *rids,
              guint           n_rids,
              GError        **error)
{
  const LepKind *kind = lep_schema_kind (self->kind);
  g_autoptr (LepSql) sql = lep_sql_new ();

  lep_sql_add (sql, "SELECT " LEP_RECORD_COLUMNS);
  if (kind == NULL)
    {
      lep_sql_add (sql, " FROM row r JOIN space s ON s.no = r.space_no WHERE r.rid");
    }
  else
    {
      for (guint i = 0; i < kind->n_fields; i++)
        {
          lep_sql_add (sql, ", ");
          lep_sql_add_column (sql, "k", kind->fields[i].name);
        }
      g_string_append_printf (sql->sql,
                              " FROM k_%s k JOIN row r ON r.rid = k.rid"
                              " JOIN space s ON s.no = r.space_no WHERE k.rid",
                              kind->name);
    }
  add_numbers (sql, rids, n_rids);
  return lep_sql_prepare (sql, workspace, error);
}

/* An indicator that the workspace does not have, or that does not add up, has no figure. */
static gboolean
take_total (LepRecord    *record,
            LepWorkspace *workspace,
            const char   *column,
            const char   *indicator,
            GError      **error)
{
  const LepTotalQuery query = { .indicator = indicator, .scope = lep_query_scope_of (lep_record_get_kind_name (record)), .scope_id = lep_record_get_id (record) };
  g_autoptr (GError) problem = NULL;
  g_autoptr (LepTotal) total = lep_total (workspace, &query, &problem);
  g_autofree char *provisional = g_strconcat (indicator, LEP_COLUMN_PROVISIONAL, NULL);
  gboolean         has_total = total != NULL && total->has_total;

  if (total == NULL && !g_error_matches (problem, LEP_ERROR, LEP_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  lep_record_take_column (record, column, has_total ? g_strdup_printf ("%" G_GINT64_FORMAT, total->total) : NULL);
  lep_record_take_column (record, provisional, has_total && total->provisional ? g_strdup ("1") : NULL);
  return TRUE;
}

static gboolean
take_paid (LepRecord    *record,
           LepWorkspace *workspace,
           const char   *column,
           GError      **error)
{
  g_autoptr (LepProjectMoney) money = lep_project_grant (workspace, record, error);
  g_autofree char *provisional = g_strconcat (column, LEP_COLUMN_PROVISIONAL, NULL);
  gint64           percent;

  if (money == NULL)
    return FALSE;
  lep_record_take_column (record, provisional, money->disputed & (LEP_MONEY_GRANT | LEP_MONEY_PAID) ? g_strdup ("1") : NULL);
  lep_record_take_column (record, column, lep_ratio (money->paid, money->grant, &percent) ? g_strdup_printf ("%" G_GINT64_FORMAT, percent) : NULL);
  return TRUE;
}

static gboolean
take_target (LepRecord    *record,
             LepWorkspace *workspace,
             const char   *column,
             const char   *indicator,
             GError      **error)
{
  gboolean has_target;
  gint64   value;

  if (!lep_target_sum (workspace, indicator, lep_record_get_kind_name (record), lep_record_get_id (record), &has_target, &value, error))
    return FALSE;
  lep_record_take_column (record, column, has_target ? g_strdup_printf ("%" G_GINT64_FORMAT, value) : NULL);
  return TRUE;
}

static gboolean
is_scope_kind (const char *kind)
{
  return g_str_equal (kind, "project") || g_str_equal (kind, "partnership");
}

/* The scope of what belongs to a record of that kind, one that has figures. */
LepScope
lep_query_scope_of (const char *kind)
{
  return g_str_equal (kind, "project") ? LEP_SCOPE_PROJECT : LEP_SCOPE_PARTNERSHIP;
}

/* Whether it is one of an indicator that is counted for each row. */
gboolean
lep_query_is_figure (const char *column)
{
  return g_str_has_suffix (column, LEP_COLUMN_ACTUAL) || g_str_has_suffix (column, LEP_COLUMN_TARGET);
}

/**
 * lep_query_has_column:
 *
 * Tells if the kind of the query has this related column.
 */
gboolean
lep_query_has_column (const LepQuery *self,
                      const char     *column)
{
  const LepKind   *kind = lep_schema_kind (self->kind);
  const char      *dot = strrchr (column, '.');
  g_autofree char *name = NULL;
  const LepField  *field;

  if (kind == NULL)
    return FALSE;
  if (g_str_equal (column, LEP_COLUMN_CURRENCY))
    return TRUE;
  if (dot == NULL)
    return g_str_equal (column, "paid") && g_str_equal (self->kind, "project");
  if (lep_query_is_figure (column))
    return is_scope_kind (self->kind);

  name = g_strndup (column, (gsize) (dot - column));
  field = lep_kind_field (kind, name);
  return (g_str_equal (dot, ".title") || g_str_equal (dot, ".short")) && field != NULL && field->type == LEP_TYPE_REF;
}

/* What another record that a field names is called. */
static char *
dup_name (LepWorkspace *workspace,
          LepRecord    *record,
          const char   *reference,
          gboolean      is_short)
{
  const LepField *field = lep_kind_field (lep_record_get_kind (record), reference);
  const char     *id = lep_record_get (record, reference);

  if (id != NULL && is_short)
    return lep_workspace_dup_short (workspace, field->target, id);
  return id != NULL ? lep_workspace_dup_title (workspace, field->target, id) : NULL;
}

/* Reads a related column of one record. */
static gboolean
take_column (LepRecord    *record,
             LepWorkspace *workspace,
             const char   *column,
             GError      **error)
{
  const char      *dot = strrchr (column, '.');
  g_autofree char *name = NULL;

  if (g_str_equal (column, LEP_COLUMN_CURRENCY))
    {
      lep_record_take_column (record, column, lep_currency_of_record (workspace, record));
      return TRUE;
    }
  if (dot == NULL)
    return take_paid (record, workspace, column, error);

  name = g_strndup (column, (gsize) (dot - column));
  if (g_str_equal (dot, LEP_COLUMN_ACTUAL))
    return take_total (record, workspace, column, name, error);
  if (g_str_equal (dot, LEP_COLUMN_TARGET))
    return take_target (record, workspace, column, name, error);
  lep_record_take_column (record, column, dup_name (workspace, record, name, g_str_equal (dot, ".short")));
  return TRUE;
}

static gboolean
fetch_page (LepWorkspace   *workspace,
            const LepQuery *self,
            const gint64   *rids,
            guint           n_rids,
            GHashTable     *found,
            GError        **error)
{
  g_autoptr (LepStmt) stmt = prepare_page (workspace, self, rids, n_rids, error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;

  while (TRUE)
    {
      LepRecord *record;

      if (!lep_stmt_step (stmt, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;

      record = lep_record_new_from_row (self->kind, stmt);
      g_hash_table_insert (found, g_memdup2 (&(gint64){ lep_record_get_rid (record) }, sizeof (gint64)), record);
      if (!lep_record_load_details (record, workspace, error))
        return FALSE;
      for (guint i = 0; i < self->columns->len; i++)
        if (!take_column (record, workspace, g_ptr_array_index (self->columns, i), error))
          return FALSE;
    }
}

/* In one transaction: a row may need a dozen statements, each of which would
 * lock the file anew. */
static gboolean
fetch_pages (LepWorkspace   *workspace,
             const LepQuery *self,
             const gint64   *rids,
             guint           n_rids,
             GHashTable     *found,
             GError        **error)
{
  LepDb   *db = lep_workspace_get_db (workspace);
  gboolean own = n_rids > 0 && !lep_db_in_transaction (db);
  gboolean done = !own || lep_db_begin_read (db, error);

  for (guint start = 0; done && start < n_rids; start += PAGE)
    done = fetch_page (workspace, self, rids + start, MIN (PAGE, n_rids - start), found, error);
  if (own && lep_db_in_transaction (db))
    lep_db_rollback (db);
  return done;
}

/**
 * lep_query_fetch:
 * @rids: row numbers as lep_query_run_ids () gave them
 *
 * Returns: (transfer full) (element-type LepRecord): the rows in the order
 *   asked for; one that is no longer there is left out
 */
GPtrArray *
lep_query_fetch (LepWorkspace   *workspace,
                 const LepQuery *self,
                 const gint64   *rids,
                 guint           n_rids,
                 GError        **error)
{
  g_autoptr (GHashTable) found = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
  GPtrArray *records;

  for (guint i = 0; i < self->columns->len; i++)
    if (!lep_query_has_column (self, g_ptr_array_index (self->columns, i)))
      {
        g_set_error (error, LEP_ERROR, LEP_ERROR_NOT_FOUND, _ ("“%s” has no column “%s”."),
                     self->kind, (const char *) g_ptr_array_index (self->columns, i));
        return NULL;
      }

  if (!fetch_pages (workspace, self, rids, n_rids, found, error))
    return NULL;

  records = g_ptr_array_new_full (n_rids, g_object_unref);
  for (guint i = 0; i < n_rids; i++)
    {
      LepRecord *record = g_hash_table_lookup (found, &rids[i]);

      if (record != NULL)
        g_ptr_array_add (records, g_object_ref (record));
    }
  return records;
}
