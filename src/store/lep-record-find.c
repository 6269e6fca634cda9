/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding single records, and the titles of what references name. */

#include <glib/gi18n-lib.h>

#include "lep-error.h"
#include "lep-uuid.h"

#include "lep-query-private.h"
#include "lep-record-private.h"
#include "lep-same.h"

#include "lep-record.h"

/* Those in a space where records of the kind belong come first. */
static LepStmt *
prepare_find (LepWorkspace *workspace,
              const char   *kind,
              const char   *id,
              const char   *space,
              GError      **error)
{
  const LepKind *known = kind != NULL ? lep_schema_kind (kind) : NULL;
  g_autoptr (LepSql) sql = lep_sql_new ();

  lep_sql_add (sql, "SELECT r.rid, k.name, s.kind = ? FROM row r JOIN kind k ON k.no = r.kind_no"
                    " JOIN space s ON s.no = r.space_no WHERE r.id = ?");
  lep_sql_bind (sql, LEP_TYPE_TEXT, lep_space_kind_name (known != NULL ? known->space : LEP_SPACE_ANY));
  lep_sql_bind_id (sql, id);
  if (kind != NULL)
    {
      lep_sql_add (sql, " AND k.name = ?");
      lep_sql_bind (sql, LEP_TYPE_TEXT, kind);
    }
  if (space != NULL)
    {
      lep_sql_add (sql, " AND s.id = ?");
      lep_sql_bind_id (sql, space);
    }
  lep_sql_add (sql, " ORDER BY 3 DESC LIMIT 2");
  return lep_sql_prepare (sql, workspace, error);
}

/* @kind: (nullable): that was asked for; of another kind the record may be here */
static void
refuse_missing (LepWorkspace *workspace,
                const char   *kind,
                const char   *id,
                GError      **error)
{
  g_autoptr (LepStmt) other = kind != NULL ? prepare_find (workspace, NULL, id, NULL, NULL) : NULL;
  const LepKind *asked = kind != NULL ? lep_schema_kind (kind) : NULL;
  const LepKind *there = other != NULL && lep_stmt_next (other, NULL) ? lep_schema_kind (lep_stmt_text (other, 1)) : NULL;

  if (asked != NULL && there != NULL && asked != there)
    /* Translators: the kinds of records, such as Project */
    g_set_error (error, LEP_ERROR, LEP_ERROR_NOT_FOUND, _ ("The record with the id “%s” is of the kind “%s”; what is needed here is of the kind “%s”."),
                 id, lep_schema_label (there->label), lep_schema_label (asked->label));
  else
    g_set_error (error, LEP_ERROR, LEP_ERROR_NOT_FOUND, _ ("There is no record with the id “%s” on this laptop."), id);
}

/**
 * lep_workspace_get_record:
 * @kind: (nullable): its kind, when known
 * @id: its id
 * @space: (nullable): id of its space, when known
 *
 * Of several with one id, that in the kind's own space is meant: a call is the
 * programme's, whatever a partnership's laptop wrote under its id.
 *
 * Returns: (transfer full): the record, deleted or not. %LEP_ERROR_NOT_FOUND
 *   if there is none, or more than one that fits.
 */
LepRecord *
lep_workspace_get_record (LepWorkspace *workspace,
                          const char   *kind,
                          const char   *id,
                          const char   *space,
                          GError      **error)
{
  g_autoptr (LepStmt) stmt = NULL;
  g_autoptr (LepQuery) query = NULL;
  g_autoptr (GPtrArray) records = NULL;
  gboolean has_row;
  gint64   rid;
  gint64   at_home;
  LepUuid  uuid;

  g_return_val_if_fail (LEP_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  if (!lep_uuid_parse (id, -1, &uuid))
    {
      g_set_error (error, LEP_ERROR, LEP_ERROR_NOT_FOUND, _ ("“%s” is not an id."), id);
      return NULL;
    }

  stmt = prepare_find (workspace, kind, id, space, error);
  if (stmt == NULL || !lep_stmt_step (stmt, &has_row, error))
    return NULL;
  if (!has_row)
    {
      refuse_missing (workspace, kind, id, error);
      return NULL;
    }

  rid = lep_stmt_int64 (stmt, 0);
  at_home = lep_stmt_int64 (stmt, 2);
  query = lep_query_new (lep_stmt_text (stmt, 1));
  if (!lep_stmt_step (stmt, &has_row, error))
    return NULL;
  if (has_row && lep_stmt_int64 (stmt, 2) == at_home)
    {
      g_set_error (error, LEP_ERROR, LEP_ERROR_NOT_FOUND,
                   _ ("More than one record has the id “%s”. Name its kind and its space."), id);
      return NULL;
    }

  records = lep_query_fetch (workspace, query, &rid, 1, error);
  if (records == NULL)
    return NULL;
  /* Another process may have made the tables anew between the two statements. */
  if (records->len == 0)
    {
      refuse_missing (workspace, kind, id, error);
      return NULL;
    }
  return g_object_ref (g_ptr_array_index (records, 0));
}

/**
 * lep_workspace_get_named:
 * @kind: (nullable): the kind that @id names, when known
 * @id: as a reference has it
 *
 * Returns: (transfer full): the record that a reference means: organisations that
 *   were found to be the same are read through. Fails as lep_workspace_get_record ().
 */
LepRecord *
lep_workspace_get_named (LepWorkspace *workspace,
                         const char   *kind,
                         const char   *id,
                         GError      **error)
{
  g_autoptr (LepRecord) record = lep_workspace_get_record (workspace, kind, id, NULL, error);
  g_autoptr (GHashTable) merged = NULL;

  if (record == NULL || lep_record_get (record, "merged_into") == NULL)
    return g_steal_pointer (&record);

  merged = lep_merged_organisations (workspace, error);
  return merged != NULL ? lep_workspace_get_record (workspace, kind, lep_merged_root (merged, id), NULL, error) : NULL;
}

/* As lep_workspace_dup_title (), but %NULL for what is not here. */
char *
lep_workspace_find_title (LepWorkspace *workspace,
                          const char   *kind,
                          const char   *id)
{
  g_autoptr (LepRecord) record = NULL;
  g_auto (GStrv) kinds = g_strsplit (kind != NULL && !g_str_equal (kind, "*") ? kind : "", "|", -1);
  g_autofree char *title = NULL;

  if (kinds[0] == NULL)
    record = lep_workspace_get_named (workspace, NULL, id, NULL);
  for (guint i = 0; record == NULL && kinds[i] != NULL; i++)
    record = lep_workspace_get_named (workspace, kinds[i], id, NULL);
  if (record == NULL)
    return NULL;

  title = lep_record_dup_title (record);
  if (lep_record_is_deleted (record))
    return g_strdup_printf (_ ("%s (deleted)"), title);
  return g_steal_pointer (&title);
}

/**
 * lep_workspace_dup_title:
 * @kind: (nullable): the kind that @id names; several joined by '|'; "*" or
 *   %NULL = any
 * @id: (nullable): of a record
 *
 * Returns: (transfer full): the title of what a reference names. Organisations
 *   that were found to be the same are read through; what lives in a space
 *   that this laptop does not have is “not on this laptop”.
 */
char *
lep_workspace_dup_title (LepWorkspace *workspace,
                         const char   *kind,
                         const char   *id)
{
  char *title;

  g_return_val_if_fail (LEP_IS_WORKSPACE (workspace), NULL);

  if (id == NULL)
    return g_strdup ("");

  title = lep_workspace_find_title (workspace, kind, id);
  return title != NULL ? title : g_strdup (_ ("not on this laptop"));
}

/**
 * lep_workspace_dup_short:
 * @kind: the kind that @id names
 * @id: of a record
 *
 * Returns: (transfer full): the short name of what a reference names, where it has
 *   one; else its title
 */
char *
lep_workspace_dup_short (LepWorkspace *workspace,
                         const char   *kind,
                         const char   *id)
{
  g_autoptr (LepRecord) record = lep_workspace_get_record (workspace, kind, id, NULL, NULL);
  const char *name = record != NULL ? lep_record_get (record, "short_name") : NULL;

  return name != NULL && *name != '\0' ? g_strdup (name) : lep_workspace_dup_title (workspace, kind, id);
}
