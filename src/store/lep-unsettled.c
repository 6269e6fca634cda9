/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which of the values that a paper or a file tells are not settled: laptops wrote
 * different ones, and what is shown won only for the time being. */

#include <string.h>

#include "lep-query-private.h"
#include "lep-row-ref.h"

#include "lep-unsettled.h"

void
lep_unsettled_free (LepUnsettled *self)
{
  if (self == NULL)
    return;

  g_object_unref (self->record);
  g_free (self->field);
  g_free (self);
}

/* Whether the query asks for @field, or for another one of its group. */
static gboolean
is_asked (const LepUnsettledQuery *query,
          const char              *field)
{
  const LepKind  *kind = lep_schema_kind (query->kind);
  const LepField *own = lep_kind_field (kind, field);
  g_auto (GStrv) names = query->fields == NULL ? NULL : g_strsplit (query->fields, " ", -1);

  if (names == NULL || strcmp (field, "life") == 0)
    return TRUE;
  for (guint i = 0; names[i] != NULL; i++)
    {
      const LepField *asked = lep_kind_field (kind, names[i]);

      g_assert (asked != NULL);
      if (own != NULL && (asked == own || (own->group != NULL && g_strcmp0 (asked->group, own->group) == 0)))
        return TRUE;
    }
  return FALSE;
}

/* From the few conflicts there are to the records, not the other way round. */
static LepStmt *
prepare (LepWorkspace            *workspace,
         const LepUnsettledQuery *query,
         const char              *id,
         GError                 **error)
{
  g_autoptr (LepSql) sql = lep_sql_new ();

  lep_sql_add (sql, "SELECT DISTINCT lep_id_text (r.id), lep_id_text (s.id) FROM (SELECT DISTINCT rid FROM sibling) b CROSS JOIN row r ON r.rid = b.rid AND r.deleted = 0 CROSS JOIN space s ON s.no = r.space_no CROSS JOIN k_");
  lep_sql_add (sql, query->kind);
  lep_sql_add (sql, " k ON k.rid = r.rid WHERE ");
  if (id == NULL)
    {
      lep_sql_add (sql, "1");
    }
  else if (query->owner == NULL)
    {
      lep_sql_add (sql, "r.id = ?");
      lep_sql_bind_id (sql, id);
    }
  else
    {
      lep_sql_add_column (sql, "k", query->owner);
      lep_sql_add (sql, " = ?");
      lep_sql_bind (sql, LEP_TYPE_REF, id);
    }
  lep_sql_add (sql, " ORDER BY r.id");
  return lep_sql_prepare (sql, workspace, error);
}

static gboolean
add_fields (LepWorkspace            *workspace,
            const LepUnsettledQuery *query,
            LepStmt                 *row,
            GPtrArray               *found,
            GError                 **error)
{
  g_autofree char *id = lep_stmt_dup_text (row, 0), *space = lep_stmt_dup_text (row, 1);
  g_autoptr (LepRecord) record = lep_workspace_get_record (workspace, query->kind, id, space, error);
  const char *const *fields = record == NULL ? NULL : lep_record_get_conflicts (record);

  for (guint i = 0; fields != NULL && fields[i] != NULL; i++)
    if (is_asked (query, fields[i]))
      {
        LepUnsettled *unsettled = g_new0 (LepUnsettled, 1);

        unsettled->record = g_object_ref (record);
        unsettled->field = g_strdup (fields[i]);
        g_ptr_array_add (found, unsettled);
      }
  return record != NULL;
}

/**
 * lep_unsettled_read:
 * @id: (nullable): of the record that the queries start from; %NULL = all records of
 *   these kinds
 * @found: (element-type LepUnsettled): gets what is not settled, in the order of the
 *   queries and by the age of the records
 */
gboolean
lep_unsettled_read (LepWorkspace            *workspace,
                    const LepUnsettledQuery *queries,
                    guint                    n_queries,
                    const char              *id,
                    GPtrArray               *found,
                    GError                 **error)
{
  for (guint i = 0; i < n_queries; i++)
    {
      g_autoptr (LepStmt) stmt = prepare (workspace, &queries[i], id, error);
      g_autoptr (GError) failure = NULL;

      if (stmt == NULL)
        return FALSE;
      while (lep_stmt_next (stmt, &failure))
        if (!add_fields (workspace, &queries[i], stmt, found, error))
          return FALSE;
      if (!lep_stmt_take_failure (&failure, error))
        return FALSE;
    }
  return TRUE;
}
