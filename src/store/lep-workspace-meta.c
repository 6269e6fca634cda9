/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a workspace keeps of itself: its own id and names, and its spaces. */

#include <glib/gi18n-lib.h>

#include "lep-workspace-private.h"
#include "lep-workspace.h"

/**
 * lep_workspace_run:
 *
 * Runs @stmt in the transaction that is open, or in one of its own.
 */
gboolean
lep_workspace_run (LepWorkspace *self,
                   LepStmt      *stmt,
                   GError      **error)
{
  LepDb *db = lep_workspace_get_db (self);

  if (lep_db_in_transaction (db))
    return lep_stmt_run (stmt, error);

  if (!lep_workspace_begin (self, error))
    return FALSE;
  if (!lep_stmt_run (stmt, error))
    {
      lep_db_rollback (db);
      return FALSE;
    }
  return lep_db_commit (db, error);
}

/**
 * lep_workspace_get_meta:
 * @key: such as %LEP_META_LABEL
 * @value: (out) (nullable) (transfer full): %NULL if nothing is kept under it
 */
gboolean
lep_workspace_get_meta (LepWorkspace *self,
                        const char   *key,
                        char        **value,
                        GError      **error)
{
  g_autoptr (LepStmt) stmt = NULL;
  g_autoptr (GError) failure = NULL;

  g_return_val_if_fail (LEP_IS_WORKSPACE (self), FALSE);

  stmt = lep_db_prepare (lep_workspace_get_db (self), "SELECT value FROM meta WHERE key = :key", error);
  if (stmt == NULL)
    return FALSE;

  lep_stmt_bind_text (stmt, ":key", key);
  *value = lep_stmt_next (stmt, &failure) ? g_strdup (lep_stmt_text (stmt, 0)) : NULL;
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  return TRUE;
}

/**
 * lep_workspace_set_meta:
 * @value: (nullable): what is kept under @key from now on
 *
 * Inside a transaction of the caller it is part of that; else it stands for
 * itself.
 */
gboolean
lep_workspace_set_meta (LepWorkspace *self,
                        const char   *key,
                        const char   *value,
                        GError      **error)
{
  g_autoptr (LepStmt) stmt = NULL;

  g_return_val_if_fail (LEP_IS_WORKSPACE (self), FALSE);

  stmt = lep_db_prepare (lep_workspace_get_db (self), "REPLACE INTO meta VALUES (:key, :value)", error);
  if (stmt == NULL)
    return FALSE;

  lep_stmt_bind_text (stmt, ":key", key);
  lep_stmt_bind_text (stmt, ":value", value);
  return lep_workspace_run (self, stmt, error);
}

/**
 * lep_workspace_set_own:
 * @replica: the id under which new changes are made from now on
 * @sign_key: public key of its signatures, as it stands in its record
 * @seal_key: its age recipient
 */
gboolean
lep_workspace_set_own (LepWorkspace  *self,
                       const LepUuid *replica,
                       const char    *sign_key,
                       const char    *seal_key,
                       GError       **error)
{
  g_autoptr (LepStmt) stmt = NULL;
  char id[LEP_UUID_TEXT_SIZE + 1];

  g_return_val_if_fail (LEP_IS_WORKSPACE (self), FALSE);

  lep_uuid_format (replica, id);
  stmt = lep_db_prepare (lep_workspace_get_db (self),
                         "REPLACE INTO meta VALUES ('" LEP_META_REPLICA "', :replica),"
                         " ('" LEP_META_SIGN_KEY "', :sign_key), ('" LEP_META_SEAL_KEY "', :seal_key)",
                         error);
  if (stmt == NULL)
    return FALSE;

  lep_stmt_bind_text (stmt, ":replica", id);
  lep_stmt_bind_text (stmt, ":sign_key", sign_key);
  lep_stmt_bind_text (stmt, ":seal_key", seal_key);
  return lep_workspace_run (self, stmt, error);
}

/**
 * lep_workspace_get_own:
 * @replica: (out): the id under which changes are made now; nothing but zeros,
 *   which is nobody's, if there is none yet or it cannot be read
 */
gboolean
lep_workspace_get_own (LepWorkspace *self,
                       LepUuid      *replica,
                       GError      **error)
{
  g_autofree char *text = NULL;

  if (!lep_workspace_get_meta (self, LEP_META_REPLICA, &text, error))
    return FALSE;
  if (text == NULL || !lep_uuid_parse (text, -1, replica))
    *replica = (LepUuid){ 0 };
  return TRUE;
}

/**
 * lep_workspace_add_space:
 * @id: of the space; that of its programme or partnership where it has one
 *
 * Adds a space if it is not there. Fails with %LEP_ERROR_INVALID if it is
 * there with another kind.
 */
gboolean
lep_workspace_add_space (LepWorkspace *self,
                         LepSpaceKind  kind,
                         const char   *id,
                         const char   *name,
                         GError      **error)
{
  g_autoptr (LepStmt) find = NULL;
  g_autoptr (LepStmt) add = NULL;
  g_autoptr (GError) failure = NULL;
  LepUuid uuid;

  g_return_val_if_fail (LEP_IS_WORKSPACE (self), FALSE);

  if (!lep_uuid_parse (id, -1, &uuid))
    {
      g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID, _ ("“%s” is not an id."), id);
      return FALSE;
    }
  find = lep_db_prepare (lep_workspace_get_db (self), "SELECT kind FROM space WHERE id = :id", error);
  add = find == NULL ? NULL : lep_db_prepare (lep_workspace_get_db (self), "INSERT INTO space (id, kind, name) VALUES (:id, :kind, :name)", error);
  if (add == NULL)
    return FALSE;

  lep_stmt_bind_blob (find, ":id", uuid.bytes, LEP_UUID_SIZE);
  if (lep_stmt_next (find, &failure))
    {
      gboolean same = g_strcmp0 (lep_stmt_text (find, 0), lep_space_kind_name (kind)) == 0;

      if (!same)
        g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID,
                     _ ("The space “%s” is of another kind here."), name);
      return same;
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  lep_stmt_bind_blob (add, ":id", uuid.bytes, LEP_UUID_SIZE);
  lep_stmt_bind_text (add, ":kind", lep_space_kind_name (kind));
  lep_stmt_bind_text (add, ":name", name);
  return lep_workspace_run (self, add, error);
}
