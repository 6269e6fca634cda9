/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an import brought: the rows that its changes write, which of them were
 * not here before, and whose changes they are. */

#include <string.h>

#include "lep-log.h"
#include "lep-query-private.h"
#include "lep-row-ref.h"
#include "lep-workspace-private.h"

#include "lep-receipt-contents.h"

static const char sql_range[] =
  "SELECT first_seq, last_seq FROM step WHERE no = (SELECT step FROM receipt WHERE no = :no AND NOT given)";

static const char sql_changes[] =
  "SELECT change.n, body, stream.space_no, replica.id FROM change JOIN stream ON stream.no = stream_no"
  " JOIN replica ON replica.no = stream.replica_no"
  " WHERE seq BETWEEN :first AND :last AND body IS NOT NULL ORDER BY seq";

typedef struct
{
  LepWorkspace       *workspace;
  LepDb              *db;
  GHashTable         *rows;    /* "space kind id" -> LepReceiptRow */
  GHashTable         *authors; /* replica -> LepReceiptAuthor */
  LepReceiptContents *contents;
  GHashTable         *spaces; /* number -> id */
} Reading;

typedef void (*EachFunc) (Reading         *self,
                          const char      *space,
                          const LepUuid   *replica,
                          const LepChange *change);

static void
kind_free (gpointer data)
{
  LepReceiptKind *self = data;

  g_free (self->kind);
  g_free (self);
}

static void
row_free (gpointer data)
{
  LepReceiptRow *self = data;

  g_free (self->kind);
  g_free (self->id);
  g_free (self->space);
  g_free (self);
}

static void
author_free (gpointer data)
{
  LepReceiptAuthor *self = data;

  g_free (self->replica);
  g_free (self->label);
  g_free (self->by);
  g_free (self->first_at);
  g_free (self->last_at);
  g_free (self);
}

void
lep_receipt_contents_free (LepReceiptContents *self)
{
  g_ptr_array_unref (self->kinds);
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->authors);
  g_free (self);
}

static char *
row_key (const char     *space,
         const LepRowOp *op)
{
  char id[LEP_UUID_TEXT_SIZE + 1];

  lep_uuid_format (&op->id, id);
  return g_strjoin (" ", space, op->kind, id, NULL);
}

static void
collect_author (Reading         *self,
                const LepUuid   *replica,
                const LepChange *change)
{
  g_autofree char  *id = lep_uuid_to_string (replica);
  LepReceiptAuthor *author = g_hash_table_lookup (self->authors, id);

  if (author == NULL)
    {
      author = g_new0 (LepReceiptAuthor, 1);
      author->replica = g_strdup (id);
      author->label = lep_replica_dup_label (self->workspace, replica, NULL);
      author->first_at = g_strdup (change->at);
      author->last_at = g_strdup (change->at);
      g_hash_table_insert (self->authors, author->replica, author);
      g_ptr_array_add (self->contents->authors, author);
    }
  author->n++;
  g_free (author->by);
  author->by = g_strdup (change->by);
  if (strcmp (change->at, author->first_at) < 0)
    {
      g_free (author->first_at);
      author->first_at = g_strdup (change->at);
    }
  if (strcmp (change->at, author->last_at) > 0)
    {
      g_free (author->last_at);
      author->last_at = g_strdup (change->at);
    }
}

static void
collect (Reading         *self,
         const char      *space,
         const LepUuid   *replica,
         const LepChange *change)
{
  collect_author (self, replica, change);
  for (guint i = 0; i < change->rows->len; i++)
    {
      const LepRowOp  *op = &g_array_index (change->rows, LepRowOp, i);
      g_autofree char *key = row_key (space, op);
      LepReceiptRow   *row = g_hash_table_lookup (self->rows, key);

      /* Who a laptop is stands first in its stream: no record of the work. */
      if (strcmp (op->kind, "replica") == 0)
        continue;
      if (row == NULL)
        {
          row = g_new0 (LepReceiptRow, 1);
          row->kind = g_strdup (op->kind);
          row->id = lep_uuid_to_string (&op->id);
          row->space = g_strdup (space);
          row->is_new = TRUE;
          g_hash_table_insert (self->rows, g_steal_pointer (&key), row);
          g_ptr_array_add (self->contents->rows, row);
        }
      if (op->life != LEP_LIFE_NONE)
        row->is_deleted = op->life == LEP_LIFE_DELETED;
    }
}

/* A row that an earlier change wrote was here before. */
static void
mark_known (Reading         *self,
            const char      *space,
            const LepUuid   *replica,
            const LepChange *change)
{
  for (guint i = 0; i < change->rows->len; i++)
    {
      g_autofree char *key = row_key (space, &g_array_index (change->rows, LepRowOp, i));
      LepReceiptRow   *row = g_hash_table_lookup (self->rows, key);

      if (row != NULL)
        row->is_new = FALSE;
    }
}

static const char *
find_space (Reading *self,
            gint64   no,
            GError **error)
{
  char *id = g_hash_table_lookup (self->spaces, GINT_TO_POINTER ((int) no));
  g_autoptr (LepStmt) stmt = NULL;
  gboolean has_row;

  if (id != NULL)
    return id;
  stmt = lep_db_prepare (self->db, "SELECT id FROM space WHERE no = :no", error);
  if (stmt == NULL)
    return NULL;
  lep_stmt_bind_int64 (stmt, ":no", no);
  if (!lep_stmt_step (stmt, &has_row, error))
    return NULL;
  id = has_row ? lep_uuid_to_string (lep_stmt_blob (stmt, 0)) : g_strdup ("");
  g_hash_table_insert (self->spaces, GINT_TO_POINTER ((int) no), id);
  return id;
}

static gboolean
each_change (Reading *self,
             gint64   first,
             gint64   last,
             EachFunc each,
             GError **error)
{
  g_autoptr (LepStmt) stmt = lep_db_prepare (self->db, sql_changes, error);
  g_autoptr (LepChange) change = lep_change_new ();
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;
  lep_stmt_bind_int64 (stmt, ":first", first);
  lep_stmt_bind_int64 (stmt, ":last", last);
  while (TRUE)
    {
      const char *space;

      if (!lep_stmt_step (stmt, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      space = find_space (self, lep_stmt_int64 (stmt, 2), error);
      if (space == NULL || !lep_change_read (change, lep_stmt_text (stmt, 1), lep_stmt_size (stmt, 1), error))
        return FALSE;
      each (self, space, lep_stmt_blob (stmt, 3), change);
    }
}

static int
compare_kinds (gconstpointer a,
               gconstpointer b)
{
  return strcmp ((*(LepReceiptKind *const *) a)->kind, (*(LepReceiptKind *const *) b)->kind);
}

static void
count_kinds (LepReceiptContents *contents)
{
  g_autoptr (GHashTable) kinds = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < contents->rows->len; i++)
    {
      const LepReceiptRow *row = g_ptr_array_index (contents->rows, i);
      LepReceiptKind      *kind = g_hash_table_lookup (kinds, row->kind);

      if (kind == NULL)
        {
          kind = g_new0 (LepReceiptKind, 1);
          kind->kind = g_strdup (row->kind);
          g_hash_table_insert (kinds, kind->kind, kind);
          g_ptr_array_add (contents->kinds, kind);
        }
      if (row->is_deleted)
        kind->n_deleted++;
      else if (row->is_new)
        kind->n_new++;
      else
        kind->n_changed++;
    }
  g_ptr_array_sort (contents->kinds, compare_kinds);
}

static gboolean
read_range (Reading *self,
            gint64   no,
            gint64  *first,
            gint64  *last,
            GError **error)
{
  g_autoptr (LepStmt) stmt = lep_db_prepare (self->db, sql_range, error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;
  lep_stmt_bind_int64 (stmt, ":no", no);
  if (!lep_stmt_step (stmt, &has_row, error))
    return FALSE;
  *first = has_row ? lep_stmt_int64 (stmt, 0) : 0;
  *last = has_row ? lep_stmt_int64 (stmt, 1) : -1;
  return TRUE;
}

/**
 * lep_receipt_contents:
 * @no: number of a receipt
 *
 * Reads the log up to the import, so do it in a thread.
 *
 * Returns: (transfer full): what it brought; nothing for a bundle made here
 */
LepReceiptContents *
lep_receipt_contents (LepWorkspace *workspace,
                      gint64        no,
                      GError      **error)
{
  g_autoptr (LepReceiptContents) contents = g_new0 (LepReceiptContents, 1);
  g_autoptr (GHashTable) rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) authors = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) spaces = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  Reading self = { .workspace = workspace, .db = lep_workspace_get_db (workspace), .rows = rows, .authors = authors, .contents = contents, .spaces = spaces };
  gint64  first, last;

  contents->kinds = g_ptr_array_new_with_free_func (kind_free);
  contents->rows = g_ptr_array_new_with_free_func (row_free);
  contents->authors = g_ptr_array_new_with_free_func (author_free);
  if (!read_range (&self, no, &first, &last, error) ||
      !each_change (&self, first, last, collect, error) ||
      !each_change (&self, 0, first - 1, mark_known, error))
    return NULL;

  count_kinds (contents);
  return g_steal_pointer (&contents);
}
