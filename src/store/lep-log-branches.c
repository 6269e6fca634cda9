/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The branches of a replica: which of them has a change, or ends with it. */

#include <string.h>

#include "lep-log-private.h"
#include "lep-log.h"

/* With more branches than this, which only a broken or hostile program makes, the
 * hashes of all their changes are kept in memory. */
#define FEW_BRANCHES 16

void
lep_log_branches_free (gpointer branches)
{
  LepLogBranches *self = branches;

  g_ptr_array_unref (self->streams);
  g_clear_pointer (&self->changes, g_hash_table_unref);
  g_free (self);
}

/**
 * lep_log_branches_of:
 *
 * Returns: (transfer none): the branches of the replica in the space, none at first
 */
LepLogBranches *
lep_log_branches_of (LepLogSpace   *space,
                     const LepUuid *replica)
{
  LepLogBranches *branches = g_hash_table_lookup (space->branches, replica);

  if (branches == NULL)
    {
      branches = g_new0 (LepLogBranches, 1);
      branches->streams = g_ptr_array_new ();
      g_hash_table_insert (space->branches, g_memdup2 (replica, sizeof *replica), branches);
    }
  return branches;
}

/**
 * lep_log_branches_note:
 * @hash: of a change that is in the branch now
 */
void
lep_log_branches_note (LepLogStream  *stream,
                       const LepHash *hash)
{
  if (stream->branches->changes != NULL)
    g_hash_table_insert (stream->branches->changes, g_memdup2 (hash, sizeof *hash), stream);
}

static gboolean
note_all (LepLog         *self,
          LepLogBranches *branches,
          GError        **error)
{
  g_autoptr (LepStmt) stmt = lep_db_prepare (self->db, "SELECT hash FROM change WHERE stream_no = ?1", error);
  g_autoptr (GError) failure = NULL;

  if (stmt == NULL)
    return FALSE;
  branches->changes = g_hash_table_new_full (lep_hash_key, lep_hash_equal_func, g_free, NULL);
  for (guint i = 0; i < branches->streams->len && failure == NULL; i++)
    {
      LepLogStream *stream = g_ptr_array_index (branches->streams, i);

      lep_stmt_set_int64 (stmt, 1, stream->no);
      while (lep_stmt_next (stmt, &failure))
        {
          LepHash hash;

          memcpy (hash.bytes, lep_stmt_blob (stmt, 0), LEP_HASH_SIZE);
          lep_log_branches_note (stream, &hash);
        }
      lep_stmt_reset (stmt);
    }
  return lep_stmt_take_failure (&failure, error);
}

/* Whether a branch has the change. */
static gboolean
look_in (LepLog        *self,
         LepLogStream  *stream,
         gint64         n,
         const LepHash *hash,
         gboolean      *found,
         LepLogged     *logged,
         GError       **error)
{
  g_autoptr (GError) failure = NULL;

  if (n <= stream->base || n > stream->last)
    return TRUE;
  lep_stmt_set_int64 (self->find, 1, stream->no);
  lep_stmt_set_int64 (self->find, 2, n);
  lep_stmt_set_blob (self->find, 3, hash->bytes, LEP_HASH_SIZE);
  *found = lep_stmt_next (self->find, &failure);
  if (*found)
    *logged = (LepLogged){ stream, lep_stmt_int64 (self->find, 0) != 0 };
  lep_stmt_reset (self->find);
  return lep_stmt_take_failure (&failure, error);
}

/**
 * lep_log_find:
 * @space: with its streams
 * @found: (out): whether the change @n of @replica with that hash is in the log
 * @logged: (out): where
 *
 * Hashes have no index, which each change of an import would have to be put
 * into at a random place: who asks for one knows whose it is.
 */
gboolean
lep_log_find (LepLog        *self,
              LepLogSpace   *space,
              const LepUuid *replica,
              gint64         n,
              const LepHash *hash,
              gboolean      *found,
              LepLogged     *logged,
              GError       **error)
{
  LepLogBranches *branches = g_hash_table_lookup (space->branches, replica);
  LepLogStream   *stream;

  *found = FALSE;
  if (branches == NULL)
    return TRUE;
  if (branches->changes == NULL && branches->streams->len > FEW_BRANCHES && !note_all (self, branches, error))
    return FALSE;

  if (branches->changes != NULL)
    {
      stream = g_hash_table_lookup (branches->changes, hash);
      return stream == NULL || look_in (self, stream, n, hash, found, logged, error);
    }
  for (guint i = 0; i < branches->streams->len && !*found; i++)
    if (!look_in (self, g_ptr_array_index (branches->streams, i), n, hash, found, logged, error))
      return FALSE;
  return TRUE;
}

static gboolean
ends_with (const LepLogStream *stream,
           gint64              n,
           const LepHash      *head)
{
  return stream->last == n && lep_hash_equal (&stream->head, head);
}

/**
 * lep_log_find_end:
 *
 * Returns: (transfer none) (nullable): the branch of @replica whose last change is
 *   that one
 */
LepLogStream *
lep_log_find_end (const LepLogSpace *space,
                  const LepUuid     *replica,
                  gint64             n,
                  const LepHash     *head)
{
  const LepLogBranches *branches = g_hash_table_lookup (space->branches, replica);

  if (branches != NULL && branches->changes != NULL)
    {
      LepLogStream *stream = g_hash_table_lookup (branches->changes, head);

      return stream != NULL && ends_with (stream, n, head) ? stream : NULL;
    }
  for (guint i = 0; branches != NULL && i < branches->streams->len; i++)
    {
      LepLogStream *stream = g_ptr_array_index (branches->streams, i);

      if (ends_with (stream, n, head))
        return stream;
    }
  return NULL;
}
