/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Organisations that are one and the same: said by the field `merged_into`,
 * which can be taken back. Nothing is moved; references are read through it.
 *
 * People choose which record stands for all: the one at the end of the chain.
 * Everybody sees the same one, whatever the order in which the changes came. Only
 * where the choices go round in a circle does the smallest id decide. */

#include <string.h>

#include "lep-fold.h"
#include "lep-query-private.h"
#include "lep-record.h"

#include "lep-same.h"

static const char sql_others[] =
  "SELECT lep_id_text (r.id), coalesce (k.name, ''), coalesce (k.place, ''), coalesce (k.legal_id, '')"
  " FROM k_organisation k CROSS JOIN row r ON r.rid = k.rid AND r.deleted = 0 ORDER BY k.name, r.id";

/**
 * lep_same_group:
 * @id: of an organisation
 *
 * Returns: (transfer full) (element-type utf8): ids of all that are the same,
 *   the one that stands for them first; just @id if there is no other
 */
GPtrArray *
lep_same_group (LepWorkspace *workspace,
                const char   *id,
                GError      **error)
{
  g_autoptr (GHashTable) merged = lep_merged_organisations (workspace, error);
  GPtrArray     *group = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer       other;
  const char    *root;

  if (merged == NULL)
    {
      g_ptr_array_unref (group);
      return NULL;
    }
  root = lep_merged_root (merged, id);
  g_ptr_array_add (group, g_strdup (root));
  g_hash_table_iter_init (&iter, merged);
  while (g_hash_table_iter_next (&iter, &other, NULL))
    if (strcmp (other, root) != 0 && strcmp (lep_merged_root (merged, other), root) == 0)
      g_ptr_array_add (group, g_strdup (other));
  return group;
}

static gboolean
is_same_text (const char *a,
              const char *b)
{
  g_autofree char *left = lep_fold_key (a, -1);
  g_autofree char *right = lep_fold_key (b, -1);

  return *left != '\0' && strcmp (left, right) == 0;
}

/**
 * lep_same_candidates:
 *
 * Returns: (transfer full) (element-type utf8): ids of organisations that have
 *   the same number, or the same name in whatever script, and are not known to
 *   be the same yet
 */
GPtrArray *
lep_same_candidates (LepWorkspace *workspace,
                     const char   *id,
                     GError      **error)
{
  g_autoptr (LepRecord) record = lep_workspace_get_record (workspace, "organisation", id, NULL, error);
  g_autoptr (GPtrArray) group = record != NULL ? lep_same_group (workspace, id, error) : NULL;
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (LepStmt) stmt = group != NULL ? lep_db_prepare (lep_workspace_get_db (workspace), sql_others, error) : NULL;
  const char *name, *legal;
  gboolean    has_row;

  if (stmt == NULL)
    return NULL;
  name = lep_record_get (record, "name");
  legal = lep_record_get (record, "legal_id");
  while (TRUE)
    {
      const char *other;

      if (!lep_stmt_step (stmt, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&found);
      other = lep_stmt_text (stmt, 0);
      if (strcmp (other, id) == 0 || g_ptr_array_find_with_equal_func (group, other, g_str_equal, NULL))
        continue;
      if ((name != NULL && is_same_text (name, lep_stmt_text (stmt, 1))) ||
          (legal != NULL && is_same_text (legal, lep_stmt_text (stmt, 3))))
        g_ptr_array_add (found, g_strdup (other));
    }
}

static gboolean
count_field (LepDb         *db,
             const LepKind *kind,
             const char    *field,
             const char    *id,
             gint64        *n,
             GError       **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM \"k_%s\" k CROSS JOIN row r ON r.rid = k.rid AND r.deleted = 0"
                                          " WHERE k.\"%s\" = :id",
                                          kind->name, field);
  g_autoptr (LepStmt) stmt = lep_db_prepare (db, sql, error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;
  lep_stmt_bind_text (stmt, ":id", id);
  if (!lep_stmt_step (stmt, &has_row, error))
    return FALSE;
  *n += has_row ? lep_stmt_int64 (stmt, 0) : 0;
  return TRUE;
}

/**
 * lep_same_links:
 *
 * Returns: (transfer full) (element-type LepSameLinks): what names this
 *   organisation itself, by kind; kinds with nothing are left out
 */
GArray *
lep_same_links (LepWorkspace *workspace,
                const char   *id,
                GError      **error)
{
  guint          n_kinds;
  const LepKind *kinds = lep_schema_kinds (&n_kinds);
  g_autoptr (GArray) links = g_array_new (FALSE, FALSE, sizeof (LepSameLinks));

  for (guint i = 0; i < n_kinds; i++)
    {
      LepSameLinks link = { &kinds[i], 0 };

      for (guint k = 0; k < kinds[i].n_fields; k++)
        {
          const LepField *field = &kinds[i].fields[k];

          if (field->type == LEP_TYPE_REF && (field->flags & LEP_FIELD_INTERNAL) == 0 &&
              g_strcmp0 (field->target, "organisation") == 0 &&
              !count_field (lep_workspace_get_db (workspace), link.kind, field->name, id, &link.n, error))
            return NULL;
        }
      if (link.n > 0)
        g_array_append_val (links, link);
    }
  return g_steal_pointer (&links);
}

static gboolean
add_row (LepEdit      *edit,
         LepWorkspace *workspace,
         const char   *id,
         const char   *merged_into,
         GError      **error)
{
  g_autoptr (LepRecord) record = lep_workspace_get_record (workspace, "organisation", id, NULL, error);

  if (record == NULL || !lep_edit_row (edit, lep_record_get_space (record), "organisation", id, error))
    return FALSE;
  lep_edit_set (edit, "merged_into", merged_into);
  return TRUE;
}

/**
 * lep_same_join:
 * @keep: the organisation that stands for both from now on
 * @other: the one that is the same
 *
 * Says that they are the same, with all that are known to be the same as
 * @other.
 */
gboolean
lep_same_join (LepWorkspace *workspace,
               const char   *keep,
               const char   *other,
               GError      **error)
{
  g_autoptr (GHashTable) merged = lep_merged_organisations (workspace, error);
  g_autoptr (LepEdit) edit = lep_edit_new (workspace);
  g_autofree char *keep_root = NULL;
  g_autofree char *other_root = NULL;

  if (merged == NULL)
    return FALSE;
  keep_root = g_strdup (lep_merged_root (merged, keep));
  other_root = g_strdup (lep_merged_root (merged, other));
  /* One that stood behind another comes to the front. */
  if (strcmp (keep_root, keep) != 0 &&
      (!add_row (edit, workspace, keep, NULL, error) || !add_row (edit, workspace, keep_root, keep, error)))
    return FALSE;
  if (strcmp (other_root, keep_root) != 0 && !add_row (edit, workspace, other_root, keep, error))
    return FALSE;
  return lep_edit_commit (edit, error);
}

/**
 * lep_same_part:
 * @id: of an organisation that stands behind another
 *
 * Says that it is one of its own again.
 */
gboolean
lep_same_part (LepWorkspace *workspace,
               const char   *id,
               GError      **error)
{
  g_autoptr (LepEdit) edit = lep_edit_new (workspace);

  return add_row (edit, workspace, id, NULL, error) && lep_edit_commit (edit, error);
}
