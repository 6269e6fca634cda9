/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an import did, in numbers and row by row. */

#include <string.h>

#include "lep-ingest-private.h"

static LepIngestKind *
kind_counts (LepIngest  *self,
             const char *name)
{
  LepIngestKind *kind;

  for (guint i = 0; i < self->result.kinds->len; i++)
    {
      kind = g_ptr_array_index (self->result.kinds, i);
      if (strcmp (kind->kind, name) == 0)
        return kind;
    }
  kind = g_new0 (LepIngestKind, 1);
  kind->kind = name;
  g_ptr_array_add (self->result.kinds, kind);
  return kind;
}

static int
compare_kinds (gconstpointer a,
               gconstpointer b)
{
  return strcmp ((*(LepIngestKind *const *) a)->kind, (*(LepIngestKind *const *) b)->kind);
}

/* What became of the rows where their space was made anew afterwards. */
static gboolean
look_again (LepIngest *self,
            GArray    *touched,
            GError   **error)
{
  g_autoptr (LepStmt) stmt = lep_db_prepare (self->db, "SELECT conflicts, deleted FROM row WHERE rid = ?1", error);

  if (stmt == NULL)
    return FALSE;
  for (guint i = 0; i < touched->len; i++)
    {
      LepTouched *row = &g_array_index (touched, LepTouched, i);

      lep_stmt_set_int64 (stmt, 1, row->rid);
      if (!lep_stmt_one (stmt, error))
        return FALSE;
      row->conflicts_after = (guint) lep_stmt_int64 (stmt, 0);
      row->is_deleted = lep_stmt_int64 (stmt, 1) != 0;
      lep_stmt_reset (stmt);
    }
  return TRUE;
}

/**
 * lep_ingest_count_rows:
 *
 * Fills the result with what became of each row.
 */
gboolean
lep_ingest_count_rows (LepIngest *self,
                       GError   **error)
{
  GArray *touched = lep_rows_get_touched (self->apply->rows);

  if (self->apply->has_rebuilt && !look_again (self, touched, error))
    return FALSE;

  for (guint i = 0; i < touched->len; i++)
    {
      const LepTouched *row = &g_array_index (touched, LepTouched, i);
      LepIngestKind    *kind = kind_counts (self, row->kind->name);
      LepIngestRow      effect = {
             .rid = row->rid,
             .kind = row->kind->name,
             .id = row->id,
             .space = row->space->id,
             .is_new = !row->was_there,
             .is_deleted = row->is_deleted && !row->was_deleted && row->was_there,
             .n_fields = row->n_fields,
             .conflicts = row->conflicts_after > row->conflicts_before ? row->conflicts_after - row->conflicts_before : 0,
      };

      kind->n_new += effect.is_new;
      kind->n_deleted += effect.is_deleted;
      kind->n_changed += !effect.is_new && !effect.is_deleted;
      self->result.n_conflicts += effect.conflicts;
      g_array_append_val (self->result.rows, effect);
    }
  g_ptr_array_sort (self->result.kinds, compare_kinds);
  return TRUE;
}
