/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When something last came from a laptop, and who brought it: bundles pass on
 * what others wrote. */

#include "lep-util.h"
#include "lep-workspace-private.h"

#include "lep-heard.h"

/* The newest change of each of its streams is the last of that stream; the
 * import that brought the one that came last was a bundle of this receipt. */
static const char sql_heard[] =
  "WITH newest AS (SELECT c.seq AS seq, c.at AS at FROM replica r CROSS JOIN stream s ON s.replica_no = r.no"
  " CROSS JOIN change c ON c.stream_no = s.no AND c.n = s.last WHERE r.id = :id ORDER BY c.seq DESC LIMIT 1)"
  " SELECT (SELECT at FROM newest), b.at, b.label, b.peer = :id FROM receipt b"
  " LEFT JOIN step t ON t.no = b.step"
  " WHERE NOT b.given AND (b.peer = :id OR (SELECT seq FROM newest) BETWEEN t.first_seq AND t.last_seq)"
  " ORDER BY b.no DESC LIMIT 1";

void
lep_heard_clear (LepHeard *self)
{
  g_clear_pointer (&self->at, g_free);
  g_clear_pointer (&self->through, g_free);
  g_clear_pointer (&self->wrote, g_free);
}

/**
 * lep_heard_find:
 * @replica: id of another laptop
 * @heard: (out caller-allocates): freed with lep_heard_clear ()
 *
 * Looks for the last bundle that it made itself, or that brought its newest
 * change, whichever came later.
 */
gboolean
lep_heard_find (LepWorkspace *workspace,
                const char   *replica,
                LepHeard     *heard,
                GError      **error)
{
  g_autoptr (LepStmt) stmt = lep_db_prepare (lep_workspace_get_db (workspace), sql_heard, error);
  GError *failure = NULL;
  LepUuid id;

  *heard = (LepHeard){ 0 };
  if (stmt == NULL)
    return FALSE;
  if (!lep_uuid_parse (replica, -1, &id))
    return TRUE;

  lep_stmt_bind_blob (stmt, ":id", id.bytes, LEP_UUID_SIZE);
  if (lep_stmt_next (stmt, &failure))
    {
      heard->wrote = g_strdup (lep_stmt_text (stmt, 0));
      heard->at = g_strdup (lep_stmt_text (stmt, 1));
      if (lep_stmt_int64 (stmt, 3) == 0)
        heard->through = g_strdup (lep_stmt_text (stmt, 2));
    }
  if (failure != NULL)
    g_propagate_error (error, failure);
  return failure == NULL;
}
