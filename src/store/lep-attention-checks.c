/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules that take more than one statement: those made from the schema for
 * every kind, and those about names in two scripts. */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "lep-fold.h"

#include "lep-attention-private.h"
#include "lep-partnership.h"
#include "lep-total-private.h"

const LepOrderedPair lep_ordered_pairs[LEP_N_ORDERED_PAIRS] = {
  { "start", "end" },
  { "from", "to" },
  { "joined_on", "left_on" },
  { "from_age", "to_age" },
  { "min_grant", "max_grant" },
  { "min_months", "max_months" },
  { "minimum", "max_points" },
};

/* Rule 1: a partnership that stands must keep all five groups. */
gboolean
lep_attention_groups (LepWorkspace *workspace,
                      const char   *today,
                      GPtrArray    *findings,
                      GError      **error)
{
  static const char            sql[] =
    "SELECT " LEP_ID_AND_SPACE LEP_LIVE ("partnership") " WHERE k.status IN ('established', 'active')";
  g_autoptr (LepStmt) stmt = lep_db_prepare (lep_workspace_get_db (workspace), sql, error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;
  while (TRUE)
    {
      g_autoptr (GString) missing = g_string_new (NULL);
      g_autoptr (GString) codes = g_string_new (NULL);
      LepGroupCheck check;

      if (!lep_stmt_step (stmt, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      if (!lep_partnership_check_groups (workspace, lep_stmt_text (stmt, 0), today, &check, error))
        return FALSE;
      if (check.complete)
        continue;

      for (guint i = 0; i < LEP_N_ACTOR_GROUPS; i++)
        if (check.n_members[i] == 0)
          {
            g_string_append_printf (missing, "%s%s", missing->len > 0 ? ", " : "",
                                    lep_code_label ("actor_group", check.groups[i]));
            g_string_append_printf (codes, " %s", check.groups[i]);
          }
      lep_attention_add (findings, 1, "partnership", lep_stmt_text (stmt, 0), lep_stmt_text (stmt, 1), "status",
                         g_strdup_printf (_ ("It has no member from: %s."), missing->str), g_strdup (codes->str));
    }
}

/* Reports a record whose key another had before; remembers the first of each. */
static void
meet (GHashTable *first,
      GHashTable *reported,
      GPtrArray  *findings,
      LepStmt    *stmt,
      char       *key,
      const char *field)
{
  const char *id = lep_stmt_text (stmt, 0);
  const char *name = g_hash_table_lookup (first, key);

  if (name == NULL)
    {
      g_hash_table_insert (first, key, lep_stmt_dup_text (stmt, 2));
      return;
    }
  if (g_hash_table_add (reported, g_strdup (id)))
    lep_attention_add (findings, 16, "organisation", id, lep_stmt_text (stmt, 1), field,
                       g_strdup_printf (_ ("“%s” is probably the same organisation as “%s”."), lep_stmt_text (stmt, 2), name),
                       g_strdup (key));
  g_free (key);
}

/* Rule 16: organisations entered twice, also in two scripts. */
gboolean
lep_attention_doubles (LepWorkspace *workspace,
                       GPtrArray    *findings,
                       GError      **error)
{
  static const char sql[] =
    "SELECT " LEP_ID_AND_SPACE ", coalesce (k.name, ''), k.place, k.legal_id" LEP_LIVE ("organisation") " WHERE k.merged_into IS NULL OR lep_id (k.merged_into) = r.id ORDER BY r.created_at, r.id";
  g_autoptr (GHashTable) first = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GHashTable) reported = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (LepStmt) stmt = lep_db_prepare (lep_workspace_get_db (workspace), sql, error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;
  while (TRUE)
    {
      g_autofree char *name = NULL;
      g_autofree char *place = NULL;
      g_autofree char *legal = NULL;

      if (!lep_stmt_step (stmt, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;

      name = lep_fold_key (lep_stmt_text (stmt, 2), -1);
      place = lep_fold_key (lep_stmt_is_null (stmt, 3) ? "" : lep_stmt_text (stmt, 3), -1);
      legal = lep_fold_key (lep_stmt_is_null (stmt, 4) ? "" : lep_stmt_text (stmt, 4), -1);
      if (*legal != '\0')
        meet (first, reported, findings, stmt, g_strconcat ("legal\n", legal, NULL), "legal_id");
      if (*name != '\0')
        meet (first, reported, findings, stmt, g_strconcat ("name\n", name, "\n", place, NULL), "name");
    }
}

/* Rule 9: values that cannot be read as what their field is. They came from
 * elsewhere and are kept, but not shown. */
gboolean
lep_attention_broken (LepWorkspace *workspace,
                      GPtrArray    *findings,
                      GError      **error)
{
  static const char sql[] =
    "SELECT " LEP_ID_AND_SPACE ", n.name, u.field, substr (u.value, 1, 60) FROM unknown u"
    " CROSS JOIN row r ON r.rid = u.rid AND r.deleted = 0 CROSS JOIN space s ON s.no = r.space_no CROSS JOIN kind n ON n.no = r.kind_no";
  g_autoptr (LepStmt) stmt = lep_db_prepare (lep_workspace_get_db (workspace), sql, error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;
  while (TRUE)
    {
      const LepKind  *kind;
      const LepField *field;

      if (!lep_stmt_step (stmt, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;

      kind = lep_schema_kind (lep_stmt_text (stmt, 2));
      field = kind != NULL ? lep_kind_field (kind, lep_stmt_text (stmt, 3)) : NULL;
      if (field != NULL)
        lep_attention_add (findings, 9, kind->name, lep_stmt_text (stmt, 0), lep_stmt_text (stmt, 1), field->name,
                           g_strdup_printf (_ ("“%s” cannot be read as a value of this field."),
                                            lep_stmt_is_null (stmt, 4) ? "" : lep_stmt_text (stmt, 4)),
                           lep_stmt_is_null (stmt, 4) ? g_strdup ("") : lep_stmt_dup_text (stmt, 4));
    }
}

/* Runs a statement that selects id and space of records of @kind, the number of
 * a field of it, and what was found there, and reports each with @text. */
static gboolean
report_rows (LepWorkspace  *workspace,
             LepSql        *sql,
             guint          rule,
             const LepKind *kind,
             const char    *text,
             GPtrArray     *findings,
             GError       **error)
{
  g_autoptr (LepStmt) stmt = lep_sql_prepare (sql, workspace, error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;
  while (TRUE)
    {
      if (!lep_stmt_step (stmt, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      lep_attention_add (findings, rule, kind->name, lep_stmt_text (stmt, 0), lep_stmt_text (stmt, 1),
                         kind->fields[lep_stmt_int64 (stmt, 2)].name, g_strdup (text),
                         lep_stmt_is_null (stmt, 3) ? g_strdup ("") : lep_stmt_dup_text (stmt, 3));
    }
}

static gboolean
has_range (const LepField *field)
{
  return (field->minimum != 0 || field->maximum != 0) &&
         (field->type == LEP_TYPE_INT || field->type == LEP_TYPE_MONEY || field->type == LEP_TYPE_PERCENT);
}

/* Rule 11: numbers outside what their field can mean. */
gboolean
lep_attention_ranges (LepWorkspace *workspace,
                      GPtrArray    *findings,
                      GError      **error)
{
  guint          n_kinds;
  const LepKind *kinds = lep_schema_kinds (&n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    {
      g_autoptr (LepSql) sql = lep_sql_new ();
      g_autoptr (GString) values = g_string_new ("''");
      gboolean found = FALSE;

      lep_sql_add (sql, "SELECT " LEP_ID_AND_SPACE ", w.field, w.found FROM (SELECT rid, CASE");
      for (guint j = 0; j < kinds[i].n_fields; j++)
        if (has_range (&kinds[i].fields[j]))
          {
            g_string_append_printf (values, ", \"%s\"", kinds[i].fields[j].name);
            g_string_append_printf (sql->sql, " WHEN \"%s\" NOT BETWEEN ? AND ? THEN %u", kinds[i].fields[j].name, j);
            lep_sql_bind_number (sql, kinds[i].fields[j].minimum);
            lep_sql_bind_number (sql, kinds[i].fields[j].maximum);
            found = TRUE;
          }
      if (!found)
        continue;

      g_string_append_printf (sql->sql, " END AS field, json_array (%s) AS found FROM k_%s) w CROSS JOIN row r ON r.rid = w.rid AND r.deleted = 0"
                                        " CROSS JOIN space s ON s.no = r.space_no WHERE w.field IS NOT NULL",
                              values->str, kinds[i].name);
      if (!report_rows (workspace, sql, 11, &kinds[i], _ ("The number is outside what this field can hold."), findings, error))
        return FALSE;
    }
  return TRUE;
}

/* Rule 12: an end before its start. */
gboolean
lep_attention_orders (LepWorkspace *workspace,
                      GPtrArray    *findings,
                      GError      **error)
{
  guint          n_kinds;
  const LepKind *kinds = lep_schema_kinds (&n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    for (guint j = 0; j < LEP_N_ORDERED_PAIRS; j++)
      {
        g_autoptr (LepSql) sql = lep_sql_new ();
        int second = lep_kind_field_index (&kinds[i], lep_ordered_pairs[j].end);

        if (second < 0 || lep_kind_field_index (&kinds[i], lep_ordered_pairs[j].start) < 0)
          continue;
        g_string_append_printf (sql->sql, "SELECT " LEP_ID_AND_SPACE ", %d, k.\"%s\" || ' ' || k.\"%s\" FROM k_%s k CROSS JOIN row r ON r.rid = k.rid"
                                          " AND r.deleted = 0 CROSS JOIN space s ON s.no = r.space_no WHERE k.\"%s\" < k.\"%s\"",
                                second, lep_ordered_pairs[j].start, lep_ordered_pairs[j].end, kinds[i].name, lep_ordered_pairs[j].end, lep_ordered_pairs[j].start);
        if (!report_rows (workspace, sql, 12, &kinds[i], kinds[i].fields[second].type == LEP_TYPE_DATE ? _ ("The end is before the start.") : _ ("The most is less than the least."), findings, error))
          return FALSE;
      }
  return TRUE;
}

static gboolean
check_reference (LepWorkspace  *workspace,
                 const LepKind *kind,
                 guint          field,
                 GPtrArray     *findings,
                 GError       **error)
{
  g_autoptr (LepSql) sql = lep_sql_new ();
  const char *name = kind->fields[field].name;

  g_string_append_printf (sql->sql,
                          "SELECT " LEP_ID_AND_SPACE ", %u, k.\"%s\" FROM k_%s k CROSS JOIN row r ON r.rid = k.rid AND r.deleted = 0"
                          " CROSS JOIN space s ON s.no = r.space_no WHERE k.\"%s\" IN (SELECT lep_id_text (d.id) FROM row d"
                          " WHERE d.deleted = 1) AND NOT EXISTS (SELECT 1 FROM row a WHERE a.id = lep_id (k.\"%s\") AND a.deleted = 0)",
                          field, name, kind->name, name, name);
  return report_rows (workspace, sql, 18, kind, _ ("It belongs to a deleted record: restore that one, or move or delete this one."),
                      findings, error);
}

/* Rule 18: references to deleted records. */
gboolean
lep_attention_deleted (LepWorkspace *workspace,
                       GPtrArray    *findings,
                       GError      **error)
{
  guint          n_kinds;
  const LepKind *kinds = lep_schema_kinds (&n_kinds);
  gint64         has_deleted = 0;

  if (!lep_db_get_int64 (lep_workspace_get_db (workspace), "SELECT EXISTS (SELECT 1 FROM row WHERE deleted = 1)",
                         &has_deleted, error))
    return FALSE;
  if (!has_deleted)
    return TRUE;

  for (guint i = 0; i < n_kinds; i++)
    for (guint j = 0; j < kinds[i].n_fields; j++)
      if (kinds[i].fields[j].type == LEP_TYPE_REF && !g_str_equal (kinds[i].name, "explanation") && !check_reference (workspace, &kinds[i], j, findings, error))
        return FALSE;
  return TRUE;
}
