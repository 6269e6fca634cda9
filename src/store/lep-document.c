/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Attached documents as records, and which files they name. */

#include <string.h>

#include "lep-document.h"
#include "lep-heads.h"
#include "lep-workspace-private.h"

/* Documents of erased contacts name nothing any more. */
#define NOT_ERASED \
  " AND NOT EXISTS (SELECT 1 FROM erased e WHERE e.space_no = r.space_no AND e.id = lep_id (k.owner))"

static const char sql_list[] =
  "SELECT lep_id_text (r.id), lep_id_text (s.id), k.owner, k.title, k.file_name, k.media_type, k.dated_on, k.sha256,"
  " r.created_at, ifnull (f.size, ifnull (k.size, -1)), f.no IS NOT NULL"
  " FROM k_document k CROSS JOIN row r ON r.rid = k.rid CROSS JOIN space s ON s.no = r.space_no LEFT JOIN file f ON f.sha256 = k.sha256"
  " WHERE r.deleted = 0 AND (?1 IS NULL OR k.owner = ?1)" NOT_ERASED " ORDER BY r.created_at DESC, r.id";

static const char sql_named[] =
  "SELECT r.rid, r.clock, k.sha256, f.size FROM k_document k CROSS JOIN row r ON r.rid = k.rid CROSS JOIN space s ON s.no = r.space_no"
  " LEFT JOIN file f ON f.sha256 = k.sha256 WHERE s.id = ?1 AND r.deleted = 0 AND k.sha256 IS NOT NULL" NOT_ERASED;

/* Values of the field that lost against the shown one for the time being. */
static const char sql_siblings[] =
  "SELECT b.value, b.stream_no, b.n, f.size FROM sibling b JOIN k_document k ON k.rid = b.rid JOIN row r ON r.rid = k.rid"
  " JOIN space s ON s.no = r.space_no LEFT JOIN file f ON f.sha256 = b.value"
  " WHERE b.field = 'sha256' AND length (b.value) = 64 AND s.id = ?1 AND r.deleted = 0" NOT_ERASED;

static gboolean
took_all (GError  *failure,
          GError **error)
{
  if (failure != NULL)
    g_propagate_error (error, failure);
  return failure == NULL;
}

void
lep_document_free (LepDocument *self)
{
  g_free (self->id);
  g_free (self->space);
  g_free (self->owner);
  g_free (self->title);
  g_free (self->file_name);
  g_free (self->media_type);
  g_free (self->dated_on);
  g_free (self->sha256);
  g_free (self->created_at);
  g_free (self);
}

static LepDocument *
read_document (LepStmt *stmt)
{
  LepDocument *document = g_new0 (LepDocument, 1);
  char       **texts[] = { &document->id, &document->space, &document->owner, &document->title, &document->file_name,
                           &document->media_type, &document->dated_on, &document->sha256, &document->created_at };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    *texts[i] = g_strdup (lep_stmt_text (stmt, (int) i));
  document->size = lep_stmt_int64 (stmt, G_N_ELEMENTS (texts));
  document->is_here = lep_stmt_int64 (stmt, G_N_ELEMENTS (texts) + 1) != 0;
  return document;
}

/**
 * lep_documents_list:
 * @owner: (nullable): id of the record that they belong to; %NULL = all
 *
 * Returns: (transfer full) (element-type LepDocument): live documents, the
 *   newest first
 */
GPtrArray *
lep_documents_list (LepWorkspace *workspace,
                    const char   *owner,
                    GError      **error)
{
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) lep_document_free);
  g_autoptr (LepStmt) stmt = lep_db_prepare (lep_workspace_get_db (workspace), sql_list, error);
  GError *failure = NULL;

  if (stmt == NULL)
    return NULL;
  if (owner != NULL)
    lep_stmt_set_text (stmt, 1, owner, -1);
  while (lep_stmt_next (stmt, &failure))
    g_ptr_array_add (documents, read_document (stmt));
  return took_all (failure, error) ? g_steal_pointer (&documents) : NULL;
}

static void
add_named (GArray     *files,
           LepStmt    *stmt,
           int         size_column,
           const char *sha256,
           gint64      stream,
           gint64      n)
{
  LepNamedFile file = { .stream = stream, .n = n };

  g_strlcpy (file.sha256, sha256, sizeof file.sha256);
  file.is_here = !lep_stmt_is_null (stmt, size_column);
  file.size = file.is_here ? lep_stmt_int64 (stmt, size_column) : -1;
  g_array_append_val (files, file);
}

static gboolean
add_siblings (LepDb         *db,
              const LepUuid *space,
              GArray        *files,
              GError       **error)
{
  g_autoptr (LepStmt) stmt = lep_db_prepare (db, sql_siblings, error);
  GError *failure = NULL;

  if (stmt == NULL)
    return FALSE;
  lep_stmt_set_blob (stmt, 1, space->bytes, LEP_UUID_SIZE);
  while (lep_stmt_next (stmt, &failure))
    add_named (files, stmt, 3, lep_stmt_text (stmt, 0), lep_stmt_int64 (stmt, 1), lep_stmt_int64 (stmt, 2));
  return took_all (failure, error);
}

/* Of each document the changes that are heads of its hash. Where there are
 * several, the shown value is taken for all of them: that sends too much, never
 * too little. */
static gboolean
add_shown (LepDb         *db,
           const LepUuid *space,
           guint32        reg,
           GArray        *files,
           GError       **error)
{
  g_autoptr (LepStmt) stmt = lep_db_prepare (db, sql_named, error);
  g_autoptr (GArray) heads = g_array_new (FALSE, FALSE, sizeof (LepHead));
  GError *failure = NULL;

  if (stmt == NULL)
    return FALSE;
  lep_stmt_set_blob (stmt, 1, space->bytes, LEP_UUID_SIZE);
  while (lep_stmt_next (stmt, &failure))
    {
      g_array_set_size (heads, 0);
      lep_heads_decode (lep_stmt_blob (stmt, 1), lep_stmt_size (stmt, 1), heads);
      for (guint i = 0; i < heads->len; i++)
        {
          const LepHead *head = &g_array_index (heads, LepHead, i);

          if (head->reg == reg)
            add_named (files, stmt, 3, lep_stmt_text (stmt, 2), head->stream, head->n);
        }
    }
  return took_all (failure, error);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (((const LepNamedFile *) a)->sha256, ((const LepNamedFile *) b)->sha256);
}

/**
 * lep_documents_named:
 *
 * Returns: (transfer full) (element-type LepNamedFile): the files that live
 *   documents of a space name, every value of a conflict counted, by hash; one
 *   that several changes name stands there several times
 */
GArray *
lep_documents_named (LepWorkspace  *workspace,
                     const LepUuid *space,
                     GError       **error)
{
  LepDb *db = lep_workspace_get_db (workspace);
  g_autoptr (GArray) files = g_array_new (FALSE, FALSE, sizeof (LepNamedFile));
  gint64 reg;

  if (!lep_db_get_int64 (db, "SELECT no FROM name WHERE name = 'sha256'", &reg, error) ||
      !add_shown (db, space, (guint32) reg, files, error) || !add_siblings (db, space, files, error))
    return NULL;
  g_array_sort (files, compare_names);
  return g_steal_pointer (&files);
}
