/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds a row by what people say of it. */

#include <glib/gi18n-lib.h>
#include <string.h>

#include "lep-row-ref.h"
#include "lep-workspace-private.h"

void
lep_row_ref_clear (LepRowRef *self)
{
  g_clear_pointer (&self->kind, g_free);
}

/**
 * lep_row_ref_find:
 * @space: (nullable): id of its space; %NULL: any
 * @kind: (nullable): its kind; %NULL: any
 * @ref: (out caller-allocates): to be cleared
 *
 * Fails with %LEP_ERROR_NOT_FOUND. Of several rows one that is not deleted and
 * in the space that is here longest is taken.
 */
gboolean
lep_row_ref_find (LepWorkspace *workspace,
                  const char   *space,
                  const char   *kind,
                  const char   *id,
                  LepRowRef    *ref,
                  GError      **error)
{
  g_autoptr (LepStmt) stmt =
    lep_db_prepare (lep_workspace_get_db (workspace),
                    "SELECT rid, space_no, space.id, kind.name FROM row JOIN kind ON kind.no = kind_no"
                    " JOIN space ON space.no = space_no WHERE row.id = :id AND (:kind IS NULL OR kind.name = :kind)"
                    " AND (:space IS NULL OR space.id = :space) ORDER BY deleted, space_no, kind_no LIMIT 1",
                    error);
  g_autoptr (GError) failure = NULL;
  LepUuid space_id;

  if (stmt == NULL)
    return FALSE;
  if (!lep_uuid_parse (id, -1, &ref->id) || (space != NULL && !lep_uuid_parse (space, -1, &space_id)))
    {
      g_set_error (error, LEP_ERROR, LEP_ERROR_NOT_FOUND, _ ("There is no record %s here."), id);
      return FALSE;
    }
  lep_stmt_bind_blob (stmt, ":id", ref->id.bytes, LEP_UUID_SIZE);
  lep_stmt_bind_text (stmt, ":kind", kind);
  if (space != NULL)
    lep_stmt_bind_blob (stmt, ":space", space_id.bytes, LEP_UUID_SIZE);
  if (!lep_stmt_next (stmt, &failure))
    {
      if (failure != NULL)
        g_propagate_error (error, g_steal_pointer (&failure));
      else
        g_set_error (error, LEP_ERROR, LEP_ERROR_NOT_FOUND, _ ("There is no record %s here."), id);
      return FALSE;
    }

  ref->rid = lep_stmt_int64 (stmt, 0);
  ref->space_no = lep_stmt_int64 (stmt, 1);
  memcpy (ref->space.bytes, lep_stmt_blob (stmt, 2), LEP_UUID_SIZE);
  ref->kind = g_strdup (lep_stmt_text (stmt, 3));
  return TRUE;
}

/**
 * lep_replica_dup_label:
 * @own: (out) (optional): whether it is, or was, this laptop
 *
 * Returns: (transfer full): what the laptop is called: in its newest record,
 *   else as first heard of; "" if nobody knows
 */
char *
lep_replica_dup_label (LepWorkspace  *workspace,
                       const LepUuid *replica,
                       gboolean      *own)
{
  g_autoptr (LepStmt) stmt =
    lep_db_prepare (lep_workspace_get_db (workspace),
                    "SELECT ifnull ((SELECT k.label FROM k_replica k JOIN row ON row.rid = k.rid"
                    " WHERE row.id = :id AND k.label <> '' ORDER BY row.changed_at DESC LIMIT 1), label), own"
                    " FROM replica WHERE id = :id",
                    NULL);

  if (own != NULL)
    *own = FALSE;
  if (stmt == NULL)
    return g_strdup ("");
  lep_stmt_bind_blob (stmt, ":id", replica->bytes, LEP_UUID_SIZE);
  if (!lep_stmt_next (stmt, NULL))
    return g_strdup ("");
  if (own != NULL)
    *own = lep_stmt_int64 (stmt, 1) != 0;
  return g_strdup (lep_stmt_text (stmt, 0));
}
