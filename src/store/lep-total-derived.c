/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Indicators that are counted from records instead of outcomes. */

#include "lep-util.h"

#include "lep-record-private.h"
#include "lep-same.h"
#include "lep-total-private.h"

#include "lep-total.h"

gboolean
lep_total_is_derived (const char *code)
{
  return g_str_equal (code, "ORGANISATIONS") || g_str_equal (code, "INITIATIVES") || g_str_equal (code, "SERVICES");
}

/* Only what decides whether a row is counted, and where, makes its count unsettled. */
#define SQL_UNSETTLED(fields) "EXISTS (SELECT 1 FROM sibling b WHERE b.rid = r.rid AND b.field IN ('life', " fields "))"

/* ORGANISATIONS: memberships that are valid on some day of the range; those of
 * a project are its partnership's. Organisations found to be the same count once.
 * A membership counts as long as it stands itself: that its organisation was
 * deleted is listed under attention (rule 18), and takes nobody out of a total. */
static void
add_organisations (LepSql              *sql,
                   const LepTotalQuery *query)
{
  lep_sql_add (sql, "SELECT lep_id_text (r.id), lep_id_text (s.id), k.organisation, k.joined_on, k.left_on, " SQL_UNSETTLED ("'partnership', 'organisation', 'joined_on', 'left_on'") ", k.partnership, 'organisation'"
                                                                                                                                                                                      " FROM k_membership k CROSS JOIN row r ON r.rid = k.rid AND r.deleted = 0 CROSS JOIN space s ON s.no = r.space_no"
                                                                                                                                                                                      " WHERE k.organisation IS NOT NULL");
  if (query->to != NULL)
    {
      lep_sql_add (sql, " AND (k.joined_on IS NULL OR k.joined_on <= ?)");
      lep_sql_bind (sql, LEP_TYPE_DATE, query->to);
    }
  if (query->from != NULL)
    {
      lep_sql_add (sql, " AND (k.left_on IS NULL OR k.left_on >= ?)");
      lep_sql_bind (sql, LEP_TYPE_DATE, query->from);
    }
  if (query->scope == LEP_SCOPE_PARTNERSHIP)
    g_string_append_printf (sql->sql, " AND k.partnership%s", LEP_TOTAL_ONE_OF (query));
  else if (query->scope == LEP_SCOPE_PROJECT)
    g_string_append_printf (sql->sql, " AND k.partnership IN (SELECT p.partnership FROM row pr CROSS JOIN k_project p ON p.rid = pr.rid WHERE pr.id%s)", LEP_TOTAL_ROW_OF (query));
}

/* INITIATIVES: projects but those in preparation, being contracted or terminated.
 * One whose state nobody noted is none of these. */
static void
add_initiatives (LepSql              *sql,
                 const LepTotalQuery *query)
{
  lep_sql_add (sql, "SELECT lep_id_text (r.id), lep_id_text (s.id), NULL, k.start, k.\"end\", " SQL_UNSETTLED ("'partnership', 'status'") ", lep_id_text (r.id), 'project'"
                                                                                                                                          " FROM k_project k CROSS JOIN row r ON r.rid = k.rid AND r.deleted = 0 CROSS JOIN space s ON s.no = r.space_no"
                                                                                                                                          " WHERE (k.status IS NULL OR k.status NOT IN ('pipeline', 'contracting', 'terminated'))");
  if (query->scope == LEP_SCOPE_PARTNERSHIP)
    g_string_append_printf (sql->sql, " AND k.partnership%s", LEP_TOTAL_ONE_OF (query));
  else if (query->scope == LEP_SCOPE_PROJECT)
    g_string_append_printf (sql->sql, " AND r.id%s", LEP_TOTAL_ROW_OF (query));
}

static void
add_services (LepSql              *sql,
              const LepTotalQuery *query)
{
  lep_sql_add (sql, "SELECT lep_id_text (r.id), lep_id_text (s.id), NULL, k.started_on, NULL, " SQL_UNSETTLED ("'partnership', 'project', 'started_on'") ", k.project, 'service'"
                                                                                                                                                         " FROM k_service k CROSS JOIN row r ON r.rid = k.rid AND r.deleted = 0 CROSS JOIN space s ON s.no = r.space_no"
                                                                                                                                                         " WHERE 1");
  if (query->from != NULL)
    {
      lep_sql_add (sql, " AND k.started_on >= ?");
      lep_sql_bind (sql, LEP_TYPE_DATE, query->from);
    }
  if (query->to != NULL)
    {
      lep_sql_add (sql, " AND k.started_on <= ?");
      lep_sql_bind (sql, LEP_TYPE_DATE, query->to);
    }
  if (query->scope == LEP_SCOPE_PARTNERSHIP)
    g_string_append_printf (sql->sql, " AND k.partnership%s", LEP_TOTAL_ONE_OF (query));
  else if (query->scope == LEP_SCOPE_PROJECT)
    g_string_append_printf (sql->sql, " AND k.project%s", LEP_TOTAL_ONE_OF (query));
}

static gboolean
count_undated (LepWorkspace        *workspace,
               const LepTotalQuery *query,
               LepTotal            *total,
               GError             **error)
{
  g_autoptr (LepSql) sql = lep_sql_new ();
  g_autoptr (LepStmt) stmt = NULL;
  LepTotalQuery all = *query;

  all.from = all.to = NULL;
  lep_sql_add (sql, "SELECT count (*) FROM (");
  add_services (sql, &all);
  lep_sql_add (sql, " AND k.started_on IS NULL)");
  if (query->scope != LEP_SCOPE_PROGRAMME)
    lep_sql_bind (sql, LEP_TYPE_REF, LEP_TOTAL_SCOPE (query));
  stmt = lep_sql_prepare (sql, workspace, error);
  if (stmt == NULL || !lep_stmt_one (stmt, error))
    return FALSE;
  total->undated = lep_stmt_int64 (stmt, 0);
  return TRUE;
}

static LepTotalEntry *
read_entry (LepWorkspace *workspace,
            LepStmt      *stmt,
            const char   *counted,
            gboolean      with_title)
{
  LepTotalEntry *entry = g_new0 (LepTotalEntry, 1);
  const char    *kind = lep_stmt_text (stmt, 7);

  entry->kind = g_strdup (kind);
  entry->id = counted != NULL ? g_strdup (counted) : lep_stmt_dup_text (stmt, 0);
  entry->space = lep_stmt_dup_text (stmt, 1);
  entry->from = lep_stmt_dup_text (stmt, 3);
  entry->to = lep_stmt_dup_text (stmt, 4);
  entry->provisional = lep_stmt_int64 (stmt, 5) != 0;
  if (counted == NULL)
    entry->project = lep_stmt_dup_text (stmt, 6);
  entry->value = 1;
  if (with_title)
    entry->title = lep_workspace_dup_title (workspace, kind, entry->id);
  return entry;
}

/**
 * lep_total_count_derived:
 *
 * Counts ORGANISATIONS, INITIATIVES or SERVICES into @total.
 */
gboolean
lep_total_count_derived (LepWorkspace        *workspace,
                         const LepTotalQuery *query,
                         LepTotal            *total,
                         GError             **error)
{
  g_autoptr (LepSql) sql = lep_sql_new ();
  g_autoptr (LepStmt) stmt = NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) merged = lep_merged_organisations (workspace, error);
  gboolean has_row;

  if (merged == NULL)
    return FALSE;

  if (g_str_equal (total->indicator, "ORGANISATIONS"))
    add_organisations (sql, query);
  else if (g_str_equal (total->indicator, "INITIATIVES"))
    add_initiatives (sql, query);
  else
    add_services (sql, query);
  if (g_str_equal (total->indicator, "SERVICES") && !count_undated (workspace, query, total, error))
    return FALSE;
  if (query->scope != LEP_SCOPE_PROGRAMME)
    lep_sql_bind (sql, LEP_TYPE_REF, LEP_TOTAL_SCOPE (query));
  lep_sql_add (sql, " ORDER BY 4, r.created_at, r.id");

  stmt = lep_sql_prepare (sql, workspace, error);
  if (stmt == NULL)
    return FALSE;
  while (TRUE)
    {
      g_autofree char *counted = NULL;

      if (!lep_stmt_step (stmt, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;

      counted = lep_stmt_dup_text (stmt, 2);
      if (counted != NULL)
        lep_set_str (&counted, lep_merged_root (merged, counted));
      if (counted != NULL && !g_hash_table_add (seen, g_strdup (counted)))
        continue;
      total->total++;
      lep_total_take_entry (total, read_entry (workspace, stmt, counted, total->entries != NULL));
    }
}
