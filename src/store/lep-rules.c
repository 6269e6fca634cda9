/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules that refuse a local edit. They see its result, inside the edit's
 * transaction; a refusal takes all of it back. */

#include <glib/gi18n-lib.h>

#include "lep-rules.h"
#include "lep-workspace-private.h"

/* The fields that must be answered, for one kind of record. */
static GString *
required_sql (const LepKind *kind)
{
  g_autoptr (GString) fields = g_string_new (NULL);
  GString *sql;

  for (guint i = 0; i < kind->n_fields; i++)
    {
      if ((kind->fields[i].flags & LEP_FIELD_REQUIRED) != 0)
        g_string_append_printf (fields, "%sifnull (k.\"%s\", '') = ''", fields->len == 0 ? "" : ", ",
                                kind->fields[i].name);
    }
  if (fields->len == 0)
    return NULL;

  sql = g_string_new (NULL);
  g_string_printf (sql,
                   "SELECT %s FROM \"k_%s\" k JOIN row ON row.rid = k.rid JOIN space ON space.no = row.space_no"
                   " WHERE row.id = :id AND space.id = :space AND NOT row.deleted"
                   " AND row.kind_no = (SELECT no FROM kind WHERE name = :kind)",
                   fields->str, kind->name);
  return sql;
}

static gboolean
writes_field (const LepChange *change,
              const LepRowOp  *row,
              const char      *field)
{
  for (guint i = 0; i < row->n_sets; i++)
    {
      if (g_str_equal (g_array_index (change->sets, LepSet, row->first_set + i).field, field))
        return TRUE;
    }
  return FALSE;
}

/* What a merge left empty is listed under attention; it does not stand in the
 * way of an edit of other fields. */
static gboolean
check_required (LepDb           *db,
                const LepChange *change,
                const LepRowOp  *row,
                const LepUuid   *space,
                LepRefused      *refused,
                GError         **error)
{
  const LepKind *kind = lep_schema_kind (row->kind);
  g_autoptr (GString) sql = kind == NULL ? NULL : required_sql (kind);
  g_autoptr (LepStmt) stmt = NULL;
  g_autoptr (GError) failure = NULL;
  int column = 0;

  if (sql == NULL)
    return TRUE;
  stmt = lep_db_prepare (db, sql->str, error);
  if (stmt == NULL)
    return FALSE;
  lep_stmt_bind_blob (stmt, ":id", row->id.bytes, LEP_UUID_SIZE);
  lep_stmt_bind_blob (stmt, ":space", space->bytes, LEP_UUID_SIZE);
  lep_stmt_bind_text (stmt, ":kind", row->kind);
  if (!lep_stmt_next (stmt, &failure))
    {
      return lep_stmt_take_failure (&failure, error);
    }

  for (guint i = 0; i < kind->n_fields; i++)
    {
      if ((kind->fields[i].flags & LEP_FIELD_REQUIRED) == 0 || lep_stmt_int64 (stmt, column++) == 0 ||
          !writes_field (change, row, kind->fields[i].name))
        continue;
      *refused = (LepRefused){ kind->name, kind->fields[i].name, row->id };
      g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID, _ ("%s is required; fill it in."),
                   lep_schema_label (kind->fields[i].label));
      return FALSE;
    }
  return TRUE;
}

/**
 * lep_rules_check:
 * @change: a local change that is applied already
 * @space: where
 * @refused: (out): what a rule refused, with the error
 *
 * Fails with %LEP_ERROR_INVALID and the rule that the result breaks.
 */
gboolean
lep_rules_check (LepWorkspace    *workspace,
                 const LepChange *change,
                 const LepUuid   *space,
                 LepRefused      *refused,
                 GError         **error)
{
  for (guint i = 0; i < change->rows->len; i++)
    {
      if (!check_required (lep_workspace_get_db (workspace), change, &g_array_index (change->rows, LepRowOp, i), space, refused, error))
        return FALSE;
    }
  return TRUE;
}
