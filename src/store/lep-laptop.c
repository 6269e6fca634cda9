/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a workspace knows of the laptops that it exchanges with: names, keys,
 * trust, and how far each had come. */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "lep-fold.h"
#include "lep-workspace-private.h"

#include "lep-laptop.h"

static const char sql_load[] =
  "SELECT id, CASE WHEN own THEN ifnull ((SELECT value FROM meta WHERE key = 'label'), label) ELSE label END,"
  " CASE WHEN own THEN ifnull ((SELECT value FROM meta WHERE key = 'person'), person) ELSE person END,"
  " CASE WHEN own THEN ifnull ((SELECT value FROM meta WHERE key = 'place'), place) ELSE place END,"
  " key, trusted_since, introducer, own, introduced_by FROM replica WHERE length (key) = " G_STRINGIFY (LEP_LAPTOP_KEY_SIZE) " ORDER BY id";

static const char sql_bind[] =
  "INSERT INTO replica (id, label, person, place, key, trusted_since, introducer, introduced_by, own, first_seen)"
  " VALUES (:id, :label, :person, :place, :key, :since, :introducer, :by, :own, :since)"
  " ON CONFLICT (id) DO UPDATE SET label = :label, person = :person, place = :place, key = :key,"
  " trusted_since = :since, introducer = :introducer, introduced_by = :by, own = :own,"
  " first_seen = ifnull (first_seen, :since) WHERE key IS NULL";

static const char sql_rename[] =
  "UPDATE replica SET label = :label, person = :person, place = :place, own = 0,"
  " trusted_since = ifnull (trusted_since, :since) WHERE id = :id";

static const char sql_set_introducer[] = "UPDATE replica SET introducer = :introducer WHERE id = :id";

static const char sql_confirm[] = "UPDATE replica SET introduced_by = NULL WHERE id = :id";

static const char sql_last_have[] =
  "SELECT max (at) FROM peer WHERE replica_no = (SELECT no FROM replica WHERE id = :id)";

static const char sql_load_haves[] =
  "SELECT space.id, peer.have FROM peer JOIN space ON space.no = peer.space_no"
  " JOIN replica ON replica.no = peer.replica_no WHERE replica.id = :id ORDER BY space.id";

static const char sql_set_have[] =
  "REPLACE INTO peer (replica_no, space_no, have, at) SELECT replica.no, space.no, :have, :at"
  " FROM replica, space WHERE replica.id = :id AND space.id = :space";

static gboolean
end_of_rows (GError  *failure,
             GError **error)
{
  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, failure);
  return FALSE;
}

/**
 * lep_laptops_load:
 *
 * Returns: (transfer container) (element-type LepLaptop): all whose key is
 *   known, this one among them, by id
 */
GPtrArray *
lep_laptops_load (LepWorkspace *workspace,
                  GError      **error)
{
  g_autoptr (GPtrArray) laptops = g_ptr_array_new_with_free_func ((GDestroyNotify) lep_laptop_free);
  g_autoptr (LepStmt) stmt = lep_db_prepare (lep_workspace_get_db (workspace), sql_load, error);
  GError *failure = NULL;

  if (stmt == NULL)
    return NULL;
  while (lep_stmt_next (stmt, &failure))
    {
      LepLaptop *laptop = g_new0 (LepLaptop, 1);

      memcpy (laptop->id.bytes, lep_stmt_blob (stmt, 0), LEP_UUID_SIZE);
      laptop->label = g_strdup (lep_stmt_text (stmt, 1));
      laptop->person = g_strdup (lep_stmt_text (stmt, 2));
      laptop->place = g_strdup (lep_stmt_text (stmt, 3));
      memcpy (laptop->key, lep_stmt_blob (stmt, 4), LEP_LAPTOP_KEY_SIZE);
      laptop->trusted_since = g_strdup (lep_stmt_text (stmt, 5));
      laptop->introducer = lep_stmt_int64 (stmt, 6) != 0;
      laptop->own = lep_stmt_int64 (stmt, 7) != 0;
      laptop->introduced = lep_stmt_size (stmt, 8) == LEP_UUID_SIZE;
      if (laptop->introduced)
        memcpy (laptop->introduced_by.bytes, lep_stmt_blob (stmt, 8), LEP_UUID_SIZE);
      g_ptr_array_add (laptops, laptop);
    }
  return end_of_rows (failure, error) ? g_steal_pointer (&laptops) : NULL;
}

/**
 * lep_laptops_find:
 *
 * Returns: (transfer none) (nullable): the one of this id
 */
LepLaptop *
lep_laptops_find (GPtrArray     *laptops,
                  const LepUuid *id)
{
  for (guint i = 0; i < laptops->len; i++)
    {
      LepLaptop *laptop = g_ptr_array_index (laptops, i);

      if (lep_uuid_equal (&laptop->id, id))
        return laptop;
    }
  return NULL;
}

/**
 * lep_laptops_find_named:
 * @name: a replica id or a label
 *
 * Finds one of the others. Fails with %LEP_ERROR_NOT_FOUND if there is none of
 * that name or there are several.
 *
 * Returns: (transfer none): it
 */
LepLaptop *
lep_laptops_find_named (GPtrArray  *laptops,
                        const char *name,
                        GError    **error)
{
  g_autofree char *folded = lep_fold_key (name, -1);
  LepLaptop       *found = NULL;
  gboolean         is_ambiguous = FALSE, is_own = FALSE;
  LepUuid          id;

  if (lep_uuid_parse (name, -1, &id))
    found = lep_laptops_find (laptops, &id);
  else
    for (guint i = 0; i < laptops->len; i++)
      {
        LepLaptop       *laptop = g_ptr_array_index (laptops, i);
        g_autofree char *label = lep_fold_key (laptop->label, -1);

        if (*label == '\0' || strcmp (label, folded) != 0)
          continue;
        if (laptop->own)
          {
            is_own = TRUE;
            continue;
          }
        is_ambiguous = found != NULL;
        found = laptop;
      }
  if (found != NULL && !is_ambiguous)
    return found;

  g_set_error (error, LEP_ERROR, LEP_ERROR_NOT_FOUND,
               found != NULL ? _ ("Several laptops are called “%s”: name one by its id.")
               : is_own      ? _ ("“%s” is this laptop itself. Name another one.")
                             : _ ("No laptop “%s” is known here."),
               name);
  return NULL;
}

void
lep_laptop_free (LepLaptop *self)
{
  g_free (self->label);
  g_free (self->person);
  g_free (self->place);
  g_free (self->trusted_since);
  g_free (self);
}

/**
 * lep_laptop_bind:
 * @laptop: has a key; its number is not looked at
 * @introduced_by: (nullable): whose bundle brought it
 *
 * Binds a key to a replica that has none yet. One that has a key is left alone.
 */
gboolean
lep_laptop_bind (LepWorkspace    *workspace,
                 const LepLaptop *laptop,
                 const LepUuid   *introduced_by,
                 GError         **error)
{
  g_autoptr (LepStmt) stmt = lep_db_prepare (lep_workspace_get_db (workspace), sql_bind, error);

  if (stmt == NULL)
    return FALSE;
  lep_stmt_bind_blob (stmt, ":id", laptop->id.bytes, LEP_UUID_SIZE);
  lep_stmt_bind_text (stmt, ":label", laptop->label);
  lep_stmt_bind_text (stmt, ":person", laptop->person);
  lep_stmt_bind_text (stmt, ":place", laptop->place);
  lep_stmt_bind_blob (stmt, ":key", laptop->key, LEP_LAPTOP_KEY_SIZE);
  lep_stmt_bind_text (stmt, ":since", laptop->trusted_since);
  lep_stmt_bind_int64 (stmt, ":introducer", laptop->introducer);
  if (introduced_by != NULL)
    lep_stmt_bind_blob (stmt, ":by", introduced_by->bytes, LEP_UUID_SIZE);
  lep_stmt_bind_int64 (stmt, ":own", laptop->own);
  return lep_workspace_run (workspace, stmt, error);
}

/**
 * lep_laptop_rename:
 *
 * Keeps what a laptop says of itself now. If it goes under an id that this
 * workspace had before, it is where this one was copied from.
 */
gboolean
lep_laptop_rename (LepWorkspace  *workspace,
                   const LepUuid *id,
                   const char    *label,
                   const char    *person,
                   const char    *place,
                   const char    *since,
                   GError       **error)
{
  g_autoptr (LepStmt) stmt = lep_db_prepare (lep_workspace_get_db (workspace), sql_rename, error);

  if (stmt == NULL)
    return FALSE;
  lep_stmt_bind_blob (stmt, ":id", id->bytes, LEP_UUID_SIZE);
  lep_stmt_bind_text (stmt, ":label", label);
  lep_stmt_bind_text (stmt, ":person", person);
  lep_stmt_bind_text (stmt, ":place", place);
  lep_stmt_bind_text (stmt, ":since", since);
  return lep_workspace_run (workspace, stmt, error);
}

gboolean
lep_laptop_set_introducer (LepWorkspace  *workspace,
                           const LepUuid *id,
                           gboolean       introducer,
                           GError       **error)
{
  g_autoptr (LepStmt) stmt = lep_db_prepare (lep_workspace_get_db (workspace), sql_set_introducer, error);

  if (stmt == NULL)
    return FALSE;
  lep_stmt_bind_blob (stmt, ":id", id->bytes, LEP_UUID_SIZE);
  lep_stmt_bind_int64 (stmt, ":introducer", introducer);
  return lep_workspace_run (workspace, stmt, error);
}

/**
 * lep_laptop_confirm:
 *
 * Its number was compared: it is trusted for itself, not by the word of another.
 */
gboolean
lep_laptop_confirm (LepWorkspace  *workspace,
                    const LepUuid *id,
                    GError       **error)
{
  g_autoptr (LepStmt) stmt = lep_db_prepare (lep_workspace_get_db (workspace), sql_confirm, error);

  if (stmt == NULL)
    return FALSE;
  lep_stmt_bind_blob (stmt, ":id", id->bytes, LEP_UUID_SIZE);
  return lep_workspace_run (workspace, stmt, error);
}

static void
have_free (gpointer data)
{
  LepLaptopHave *self = data;

  g_array_unref (self->seen);
  g_free (self);
}

/**
 * lep_laptop_misses:
 * @seen: of what a laptop said to have
 *
 * Returns: whether it says that the change of that number is missed there: it has a
 *   hash of zeros then
 */
gboolean
lep_laptop_misses (const LepSeen *seen)
{
  static const LepHash none = { { 0 } };

  return lep_hash_equal (&seen->head, &none);
}

/**
 * lep_laptop_load_haves:
 *
 * Returns: (transfer container) (element-type LepLaptopHave): what a laptop
 *   said last, one entry a space, by its id
 */
GPtrArray *
lep_laptop_load_haves (LepWorkspace  *workspace,
                       const LepUuid *id,
                       GError       **error)
{
  g_autoptr (GPtrArray) haves = g_ptr_array_new_with_free_func (have_free);
  g_autoptr (LepStmt) stmt = lep_db_prepare (lep_workspace_get_db (workspace), sql_load_haves, error);
  GError *failure = NULL;

  if (stmt == NULL)
    return NULL;
  lep_stmt_bind_blob (stmt, ":id", id->bytes, LEP_UUID_SIZE);
  while (lep_stmt_next (stmt, &failure))
    {
      LepLaptopHave *have = g_new0 (LepLaptopHave, 1);

      memcpy (have->space.bytes, lep_stmt_blob (stmt, 0), LEP_UUID_SIZE);
      have->seen = lep_context_new ();
      lep_context_parse (lep_stmt_text (stmt, 1), lep_stmt_size (stmt, 1), have->seen);
      g_ptr_array_add (haves, have);
    }
  return end_of_rows (failure, error) ? g_steal_pointer (&haves) : NULL;
}

/**
 * lep_laptop_last_have:
 * @at: (out) (nullable): when a laptop last said what it has, by its own clock
 */
gboolean
lep_laptop_last_have (LepWorkspace  *workspace,
                      const LepUuid *id,
                      char         **at,
                      GError       **error)
{
  g_autoptr (LepStmt) stmt = lep_db_prepare (lep_workspace_get_db (workspace), sql_last_have, error);

  *at = NULL;
  if (stmt == NULL)
    return FALSE;
  lep_stmt_bind_blob (stmt, ":id", id->bytes, LEP_UUID_SIZE);
  if (!lep_stmt_one (stmt, error))
    return FALSE;
  *at = g_strdup (lep_stmt_text (stmt, 0));
  return TRUE;
}

/**
 * lep_laptop_set_have:
 * @seen: of #LepSeen, sorted
 * @at: when it said so
 */
gboolean
lep_laptop_set_have (LepWorkspace  *workspace,
                     const LepUuid *id,
                     const LepUuid *space,
                     const GArray  *seen,
                     const char    *at,
                     GError       **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (LepStmt) stmt = lep_db_prepare (lep_workspace_get_db (workspace), sql_set_have, error);

  if (stmt == NULL)
    return FALSE;
  lep_context_text (seen, text);
  lep_stmt_bind_blob (stmt, ":id", id->bytes, LEP_UUID_SIZE);
  lep_stmt_bind_blob (stmt, ":space", space->bytes, LEP_UUID_SIZE);
  lep_stmt_bind_text (stmt, ":have", text->str);
  lep_stmt_bind_text (stmt, ":at", at);
  return lep_workspace_run (workspace, stmt, error);
}
