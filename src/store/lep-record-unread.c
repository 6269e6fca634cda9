/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values of a record that this version cannot read as what their field is:
 * kept and passed on word for word, and shown as they stand. */

#include "lep-query-private.h"
#include "lep-workspace-private.h"

#include "lep-record.h"

/**
 * lep_record_read_unread:
 *
 * Returns: (transfer full) (nullable): what stands in fields whose value is of
 *   another form than it must be, by the field's name; %NULL if there is none,
 *   or on an error
 */
GHashTable *
lep_record_read_unread (LepRecord    *self,
                        LepWorkspace *workspace,
                        GError      **error)
{
  g_autoptr (GHashTable) values = NULL;
  g_autoptr (LepStmt) stmt = NULL;
  gboolean has_row = TRUE;

  g_return_val_if_fail (LEP_IS_RECORD (self), NULL);

  stmt = lep_db_prepare (lep_workspace_get_db (workspace),
                         "SELECT field, value FROM unknown WHERE rid = :rid AND value IS NOT NULL", error);
  if (stmt == NULL)
    return NULL;
  lep_stmt_bind_int64 (stmt, ":rid", lep_record_get_rid (self));

  while (lep_stmt_step (stmt, &has_row, error) && has_row)
    {
      if (values == NULL)
        values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
      g_hash_table_insert (values, lep_stmt_dup_text (stmt, 0), lep_stmt_dup_text (stmt, 1));
    }

  return has_row ? NULL : g_steal_pointer (&values);
}
