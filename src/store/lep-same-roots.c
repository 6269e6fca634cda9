/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which organisation stands for each that was found to be the same as another: looked
 * up once for all of them, and kept for as long as nothing is written. */

#include <string.h>

#include "lep-query-private.h"

#include "lep-same.h"

/* What a workspace keeps. */
typedef struct
{
  GHashTable *merged;
  LepDbMoment at; /* when it was read */
} Kept;

static void
kept_free (gpointer data)
{
  Kept *kept = data;

  g_hash_table_unref (kept->merged);
  g_free (kept);
}

static GHashTable *
read_links (LepWorkspace *workspace,
            GError      **error)
{
  static const char sql[] =
    "SELECT lep_id_text (r.id), o.merged_into FROM k_organisation o CROSS JOIN row r ON r.rid = o.rid"
    " WHERE o.merged_into IS NOT NULL";
  g_autoptr (GHashTable) links = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (LepStmt) stmt = lep_db_prepare (lep_workspace_get_db (workspace), sql, error);
  gboolean has_row;

  if (stmt == NULL)
    return NULL;
  while (TRUE)
    {
      if (!lep_stmt_step (stmt, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&links);
      g_hash_table_insert (links, lep_stmt_dup_text (stmt, 0), lep_stmt_dup_text (stmt, 1));
    }
}

/* The smallest of those that lead to one another, from the first of @way on that is @id. */
static const char *
smallest_of_circle (GPtrArray  *way,
                    const char *id)
{
  const char *smallest = id;

  for (guint i = way->len; i > 0; i--)
    {
      const char *step = g_ptr_array_index (way, i - 1);

      if (strcmp (step, smallest) < 0)
        smallest = step;
      if (strcmp (step, id) == 0)
        break;
    }
  return smallest;
}

/* Finds for all on the way from @id on whom they stand for. @roots: those that were
 * found before, which no way goes on from; %NULL for what is on this way */
static void
find_root (GHashTable *links,
           GHashTable *roots,
           const char *id)
{
  g_autoptr (GPtrArray) way = g_ptr_array_new ();
  gpointer own, next, found;

  while (!g_hash_table_lookup_extended (roots, id, NULL, &found))
    {
      found = (gpointer) id;
      if (!g_hash_table_lookup_extended (links, id, &own, &next))
        break;
      g_hash_table_insert (roots, own, NULL);
      g_ptr_array_add (way, own);
      id = next;
    }
  if (found == NULL)
    found = (gpointer) smallest_of_circle (way, id);
  for (guint i = 0; i < way->len; i++)
    g_hash_table_insert (roots, g_ptr_array_index (way, i), g_strdup (found));
}

/* Puts in the place of each link where it leads to in the end. */
static void
follow_links (GHashTable *links)
{
  g_autoptr (GHashTable) roots = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  GHashTableIter iter;
  gpointer       id;

  g_hash_table_iter_init (&iter, links);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    find_root (links, roots, id);
  g_hash_table_iter_init (&iter, links);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_hash_table_iter_replace (&iter, g_strdup (g_hash_table_lookup (roots, id)));
}

/**
 * lep_merged_organisations:
 *
 * Returns: (transfer full) (element-type utf8 utf8): organisation → the one it
 *   stands for, for those that were merged into another; a double that was deleted
 *   afterwards is still the same
 */
GHashTable *
lep_merged_organisations (LepWorkspace *workspace,
                          GError      **error)
{
  static const char key[] = "lep-merged-organisations";
  const Kept       *kept = g_object_get_data (G_OBJECT (workspace), key);
  g_autoptr (GHashTable) merged = NULL;
  LepDbMoment now;
  gboolean    has_moment = lep_db_get_moment (lep_workspace_get_db (workspace), &now);

  if (has_moment && kept != NULL && now.own == kept->at.own && now.others == kept->at.others)
    return g_hash_table_ref (kept->merged);
  merged = read_links (workspace, error);
  if (merged == NULL)
    return NULL;

  follow_links (merged);
  if (has_moment)
    {
      Kept *fresh = g_new0 (Kept, 1);

      fresh->merged = g_hash_table_ref (merged);
      fresh->at = now;
      g_object_set_data_full (G_OBJECT (workspace), key, fresh, kept_free);
    }
  return g_steal_pointer (&merged);
}

/**
 * lep_merged_root:
 * @merged: of lep_merged_organisations ()
 *
 * Returns: (transfer none): the organisation that @id stands for: the one that
 *   people chose, at the end of the chain. When they joined them in a circle,
 *   each choosing another, the smallest id of the circle.
 */
const char *
lep_merged_root (GHashTable *merged,
                 const char *id)
{
  const char *root = g_hash_table_lookup (merged, id);

  return root != NULL ? root : id;
}
