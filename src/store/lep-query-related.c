/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the related figures of all rows of a query come to together: by a few
 * statements, however many rows there are. */

#include "lep-total.h"

#include "lep-query-private.h"

static void
related_sum_free (gpointer data)
{
  LepRelatedSum *self = data;

  g_free (self->column);
  g_free (self);
}

/**
 * lep_query_has_figures:
 *
 * Returns: whether lep_query_related_sums () has something to add up
 */
gboolean
lep_query_has_figures (const LepQuery *self)
{
  for (guint i = 0; i < self->columns->len; i++)
    if (lep_query_is_figure (g_ptr_array_index (self->columns, i)))
      return TRUE;
  return FALSE;
}

/* The ids of all rows, as an array of JSON. */
static char *
dup_ids (LepWorkspace   *workspace,
         const LepQuery *self,
         GError        **error)
{
  g_autoptr (LepSql) sql = lep_sql_new ();
  g_autoptr (LepStmt) stmt = NULL;
  gboolean has_row;

  lep_sql_add (sql, "SELECT json_group_array (lep_id_text (r.id)) FROM row r WHERE r.rid IN (SELECT k.rid");
  if (!lep_query_add_from (self, sql, workspace, error))
    return NULL;
  lep_sql_add (sql, ")");
  stmt = lep_sql_prepare (sql, workspace, error);
  if (stmt == NULL || !lep_stmt_step (stmt, &has_row, error))
    return NULL;
  return lep_stmt_dup_text (stmt, 0);
}

/* An indicator that the workspace does not have counts nothing. */
static gboolean
add_up (LepWorkspace  *workspace,
        const char    *kind,
        const char    *ids,
        LepRelatedSum *sum,
        GError       **error)
{
  g_autofree char    *code = g_strndup (sum->column, (gsize) (strrchr (sum->column, '.') - sum->column));
  const LepTotalQuery query = { .indicator = code, .scope = lep_query_scope_of (kind), .scope_ids = ids };
  g_autoptr (LepTotal) total = NULL;
  g_autoptr (GError) problem = NULL;

  if (g_str_has_suffix (sum->column, LEP_COLUMN_TARGET))
    return lep_target_sum_of (workspace, code, kind, ids, &sum->has_sum, &sum->value, error);

  total = lep_total (workspace, &query, &problem);
  if (total != NULL)
    {
      sum->has_sum = total->has_total;
      sum->value = total->total;
      sum->provisional = total->provisional && total->has_total;
    }
  else if (!g_error_matches (problem, LEP_ERROR, LEP_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  return TRUE;
}

/**
 * lep_query_related_sums:
 *
 * Counts each indicator of the columns "CODE.actual" and "CODE.target" for all
 * rows of the query together, without regard to its limit.
 *
 * Returns: (transfer full) (element-type LepRelatedSum): one for each such column
 */
GPtrArray *
lep_query_related_sums (LepWorkspace   *workspace,
                        const LepQuery *self,
                        GError        **error)
{
  g_autoptr (GPtrArray) sums = g_ptr_array_new_with_free_func (related_sum_free);
  g_autofree char *ids = NULL;

  for (guint i = 0; i < self->columns->len; i++)
    {
      const char    *column = g_ptr_array_index (self->columns, i);
      LepRelatedSum *sum;

      if (!lep_query_is_figure (column))
        continue;
      if (ids == NULL)
        ids = dup_ids (workspace, self, error);
      if (ids == NULL)
        return NULL;

      sum = g_new0 (LepRelatedSum, 1);
      sum->column = g_strdup (column);
      g_ptr_array_add (sums, sum);
      if (!add_up (workspace, self->kind, ids, sum, error))
        return NULL;
    }
  return g_steal_pointer (&sums);
}

/**
 * lep_related_sum_find:
 * @sums: (nullable) (element-type LepRelatedSum):
 *
 * Returns: (transfer none) (nullable): that of the column
 */
const LepRelatedSum *
lep_related_sum_find (const GPtrArray *sums,
                      const char      *column)
{
  for (guint i = 0; sums != NULL && i < sums->len; i++)
    {
      const LepRelatedSum *sum = g_ptr_array_index (sums, i);

      if (g_str_equal (sum->column, column))
        return sum;
    }
  return NULL;
}
