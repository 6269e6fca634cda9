/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the numbers of all rows of a query come to, by a few statements however
 * many rows there are. */

#include <glib/gi18n-lib.h>

#include "lep-query-private.h"

static gboolean
is_summed (const LepField *field)
{
  return field->type == LEP_TYPE_INT || field->type == LEP_TYPE_MONEY;
}

static LepSums *
read_sums (LepStmt       *stmt,
           const LepKind *kind)
{
  LepSums *sums = g_new0 (LepSums, 1);
  gboolean one_currency = lep_stmt_int64 (stmt, 1) <= 1;
  int      column = 3;

  sums->count = lep_stmt_int64 (stmt, 0);
  sums->n_fields = kind->n_fields;
  sums->sums = g_new0 (gint64, kind->n_fields);
  sums->has_sum = g_new0 (gboolean, kind->n_fields);
  sums->provisional = g_new0 (gboolean, kind->n_fields);
  if (one_currency)
    sums->currency = g_strdup (lep_stmt_text (stmt, 2));

  for (guint i = 0; i < kind->n_fields; i++)
    {
      if (!is_summed (&kind->fields[i]))
        continue;
      sums->sums[i] = lep_stmt_int64 (stmt, column);
      sums->has_sum[i] = !lep_stmt_is_null (stmt, column) &&
                         (one_currency || kind->fields[i].type != LEP_TYPE_MONEY);
      column++;
    }
  return sums;
}

/* The currency of a row with money: its own, else that of the record it must belong
 * to, as an application is in the currency of its call; '' where neither names one. */
static void
add_currency (const LepKind *kind,
              LepSql        *sql)
{
  const LepField *way = lep_query_find_way (kind, "currency");

  lep_sql_add (sql, "CASE WHEN coalesce (NULL");
  for (guint i = 0; i < kind->n_fields; i++)
    if (kind->fields[i].type == LEP_TYPE_MONEY)
      {
        lep_sql_add (sql, ", ");
        lep_sql_add_column (sql, "k", kind->fields[i].name);
      }
  lep_sql_add (sql, ", NULL) IS NOT NULL THEN coalesce (k.currency, ");
  if (way != NULL && (way->flags & LEP_FIELD_REQUIRED))
    g_string_append_printf (sql->sql,
                            "(SELECT o.currency FROM row r CROSS JOIN k_%s o ON o.rid = r.rid WHERE r.id = lep_id (k.\"%s\")), ",
                            way->target, way->name);
  lep_sql_add (sql, "'') END");
}

/* Which sums hold what laptops differ about: the number itself or its group
 * (told under its first field), or whether the row is there at all. From the few conflicts there are to the
 * rows, not the other way round. */
static gboolean
read_provisional (const LepQuery *self,
                  const LepKind  *kind,
                  LepWorkspace   *workspace,
                  LepSums        *sums,
                  GError        **error)
{
  g_autoptr (LepSql) sql = lep_sql_new ();
  g_autoptr (LepStmt) stmt = NULL;
  g_autoptr (GError) failure = NULL;

  lep_sql_add (sql, "SELECT DISTINCT b.field FROM sibling b WHERE EXISTS (SELECT 1");
  if (!lep_query_add_from (self, sql, workspace, error))
    return FALSE;
  lep_sql_add (sql, " AND k.rid = b.rid)");
  stmt = lep_sql_prepare (sql, workspace, error);
  if (stmt == NULL)
    return FALSE;

  while (lep_stmt_next (stmt, &failure))
    {
      const char *in_conflict = lep_stmt_text (stmt, 0);

      for (guint i = 0; i < kind->n_fields; i++)
        {
          const LepField *field = &kind->fields[i];

          sums->provisional[i] = sums->provisional[i] || g_str_equal (in_conflict, "life") ||
                                 g_str_equal (in_conflict, field->group != NULL ? field->group : field->name);
        }
    }
  return lep_stmt_take_failure (&failure, error);
}

void
lep_sums_free (LepSums *self)
{
  if (self == NULL)
    return;

  g_free (self->sums);
  g_free (self->has_sum);
  g_free (self->provisional);
  g_free (self->currency);
  g_free (self);
}

/**
 * lep_query_sums:
 *
 * Counts the rows of a query and adds up its numbers, without regard to its
 * limit. Money is added up only when all rows that have some are in the same
 * currency.
 */
LepSums *
lep_query_sums (LepWorkspace   *workspace,
                const LepQuery *self,
                GError        **error)
{
  const LepKind *kind = lep_schema_kind (self->kind);
  g_autoptr (LepSql) sql = lep_sql_new ();
  g_autoptr (LepStmt) stmt = NULL;
  g_autoptr (LepSums) sums = NULL;
  gboolean has_row;

  if (kind == NULL)
    {
      g_set_error (error, LEP_ERROR, LEP_ERROR_NOT_FOUND, _ ("There is no kind “%s”."), self->kind);
      return NULL;
    }

  lep_sql_add (sql, "SELECT count (*), ");
  if (lep_kind_field (kind, "currency") != NULL)
    {
      lep_sql_add (sql, "count (DISTINCT ");
      add_currency (kind, sql);
      lep_sql_add (sql, "), nullif (min (");
      add_currency (kind, sql);
      lep_sql_add (sql, "), '')");
    }
  else
    {
      lep_sql_add (sql, "0, NULL");
    }
  for (guint i = 0; i < kind->n_fields; i++)
    if (is_summed (&kind->fields[i]))
      {
        lep_sql_add (sql, ", lep_sum (");
        lep_sql_add_column (sql, "k", kind->fields[i].name);
        lep_sql_add (sql, ")");
      }
  if (!lep_query_add_from (self, sql, workspace, error))
    return NULL;

  stmt = lep_sql_prepare (sql, workspace, error);
  if (stmt == NULL || !lep_stmt_step (stmt, &has_row, error))
    return NULL;
  sums = read_sums (stmt, kind);
  return read_provisional (self, kind, workspace, sums, error) ? g_steal_pointer (&sums) : NULL;
}
