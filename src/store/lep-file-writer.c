/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes the bytes of a file into the workspace, piece by piece: however long it
 * is, no more than one piece is in memory. */

#include <glib/gi18n-lib.h>
#include <string.h>

#include "lep-workspace-private.h"

#include "lep-file.h"

#define PIECE_SIZE (256 * 1024)

struct _LepFileWriter
{
  LepDb     *db;
  LepHash    expected;
  LepHasher *sum;
  gint64     no; /* of the file; 0 = it was here before */
  gint64     size;
  gint64     n_pieces;
  gsize      n_held;
  guint8     held[PIECE_SIZE]; /* not written yet */
};

static gboolean
enter_file (LepFileWriter *self,
            const char    *sha256,
            GError       **error)
{
  g_autoptr (LepStmt) stmt = lep_db_prepare (self->db, "INSERT INTO file (sha256, size) VALUES (?1, 0)", error);

  if (stmt == NULL)
    return FALSE;
  lep_stmt_set_text (stmt, 1, sha256, -1);
  if (!lep_stmt_run (stmt, error))
    return FALSE;

  /* Pieces wait in memory only as far as the cache reaches. */
  lep_db_set_spilling (self->db, TRUE);
  self->no = lep_db_last_rowid (self->db);
  return TRUE;
}

/**
 * lep_file_writer_new:
 * @workspace: in a transaction that writes
 *
 * Begins to take in a file. One that is here already is not written again.
 * Whoever frees the writer before it is finished rolls the transaction back.
 */
LepFileWriter *
lep_file_writer_new (LepWorkspace  *workspace,
                     const LepHash *sha256,
                     GError       **error)
{
  g_autoptr (LepFileWriter) self = g_new0 (LepFileWriter, 1);
  char     hex[LEP_HASH_HEX_SIZE + 1];
  gboolean found;

  self->db = lep_workspace_get_db (workspace);
  self->expected = *sha256;
  self->sum = lep_hasher_new ();
  lep_hash_format (sha256, hex);
  if (!lep_file_find (workspace, hex, &found, NULL, error) || (!found && !enter_file (self, hex, error)))
    return NULL;
  return g_steal_pointer (&self);
}

void
lep_file_writer_free (LepFileWriter *self)
{
  lep_hasher_free (self->sum);
  g_free (self);
}

/**
 * lep_file_writer_is_new:
 *
 * Returns: whether the file was not here before
 */
gboolean
lep_file_writer_is_new (LepFileWriter *self)
{
  return self->no != 0;
}

static gboolean
write_piece (LepFileWriter *self,
             GError       **error)
{
  g_autoptr (LepStmt) stmt = NULL;

  if (self->n_held == 0)
    return TRUE;

  stmt = lep_db_prepare (self->db, "INSERT INTO file_piece (file_no, i, data) VALUES (?1, ?2, ?3)", error);
  if (stmt == NULL)
    return FALSE;
  lep_stmt_set_int64 (stmt, 1, self->no);
  lep_stmt_set_int64 (stmt, 2, self->n_pieces++);
  lep_stmt_set_blob (stmt, 3, self->held, self->n_held);
  self->n_held = 0;
  return lep_stmt_run (stmt, error);
}

gboolean
lep_file_writer_add (LepFileWriter *self,
                     const void    *data,
                     gsize          size,
                     GError       **error)
{
  const guint8 *from = data;

  if (self->no == 0)
    return TRUE;

  lep_hasher_add (self->sum, data, size);
  self->size += (gint64) size;
  while (size > 0)
    {
      gsize part = MIN (size, PIECE_SIZE - self->n_held);

      memcpy (self->held + self->n_held, from, part);
      self->n_held += part;
      from += part;
      size -= part;
      if (self->n_held == PIECE_SIZE && !write_piece (self, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * lep_file_writer_finish:
 *
 * Ends the file. Fails with %LEP_ERROR_CORRUPT if its bytes are not those that
 * its hash promised.
 */
gboolean
lep_file_writer_finish (LepFileWriter *self,
                        GError       **error)
{
  g_autoptr (LepStmt) stmt = NULL;
  LepHash hash;

  if (self->no == 0)
    return TRUE;

  lep_hasher_finish (self->sum, &hash);
  if (!lep_hash_equal (&hash, &self->expected))
    {
      g_set_error_literal (error, LEP_ERROR, LEP_ERROR_CORRUPT, _ ("The file changed while it was read. Try again."));
      return FALSE;
    }
  if (!write_piece (self, error))
    return FALSE;

  stmt = lep_db_prepare (self->db, "UPDATE file SET size = ?2 WHERE no = ?1", error);
  if (stmt == NULL)
    return FALSE;
  lep_stmt_set_int64 (stmt, 1, self->no);
  lep_stmt_set_int64 (stmt, 2, self->size);
  return lep_stmt_run (stmt, error);
}
