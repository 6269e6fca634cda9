/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads single changes from the log, by themselves or for one of their rows. */

#include <glib/gi18n-lib.h>
#include <string.h>

#include "lep-log-private.h"
#include "lep-log.h"

/* A change with more rows than this, which a whole table makes, is asked for again for
 * most of them, and kept. */
#define MANY_ROWS 16

/* Those that are kept may take so much text; then the keeping begins anew. */
#define MAX_KEPT (16 * 1024 * 1024)

/* A change that is kept, with its rows. */
typedef struct
{
  gint64      stream_no;
  gint64      n;
  LepHash     hash;
  LepChange  *change;
  GHashTable *rows; /* LepRowOp set, in @change */
} Kept;

static guint
kept_key (gconstpointer data)
{
  const Kept *kept = data;

  return (guint) kept->stream_no * 31 + (guint) kept->n;
}

static gboolean
kept_equal (gconstpointer a,
            gconstpointer b)
{
  G_STATIC_ASSERT (G_STRUCT_OFFSET (Kept, hash) == 2 * sizeof (gint64));

  return memcmp (a, b, G_STRUCT_OFFSET (Kept, hash)) == 0; /* its branch and number */
}

static void
kept_free (gpointer data)
{
  Kept *kept = data;

  g_hash_table_unref (kept->rows);
  lep_change_free (kept->change);
  g_free (kept);
}

static guint
row_key (gconstpointer data)
{
  return lep_uuid_hash (&((const LepRowOp *) data)->id);
}

static gboolean
row_equal (gconstpointer a,
           gconstpointer b)
{
  const LepRowOp *left = a;
  const LepRowOp *right = b;

  return lep_uuid_equal (&left->id, &right->id) && strcmp (left->kind, right->kind) == 0;
}

/* @length: (out) (optional): of its text */
static gboolean
read_change (LepLog    *self,
             gint64     stream_no,
             gint64     n,
             LepChange *change,
             LepHash   *hash,
             gsize     *length,
             GError   **error)
{
  g_autoptr (GError) failure = NULL;
  gboolean done = FALSE;

  lep_stmt_set_int64 (self->read, 1, stream_no);
  lep_stmt_set_int64 (self->read, 2, n);
  if (lep_stmt_next (self->read, &failure) && !lep_stmt_is_null (self->read, 1))
    {
      memcpy (hash->bytes, lep_stmt_blob (self->read, 0), LEP_HASH_SIZE);
      *length = lep_stmt_size (self->read, 1);
      done = lep_change_read (change, lep_stmt_text (self->read, 1), *length, error);
    }
  else if (lep_stmt_take_failure (&failure, error))
    g_set_error_literal (error, LEP_ERROR, LEP_ERROR_CORRUPT,
                         _ ("A change that the records need is not in the log. Rebuild the workspace or restore a backup."));
  lep_stmt_reset (self->read);
  return done;
}

/**
 * lep_log_read:
 * @change: filled
 * @hash: (out): its hash
 *
 * Reads a change whose body is here.
 */
gboolean
lep_log_read (LepLog    *self,
              gint64     stream_no,
              gint64     n,
              LepChange *change,
              LepHash   *hash,
              GError   **error)
{
  gsize length;

  return read_change (self, stream_no, n, change, hash, &length, error);
}

/* @change: (transfer full) */
static const Kept *
keep (LepLog        *self,
      gint64         stream_no,
      gint64         n,
      const LepHash *hash,
      LepChange     *change,
      gsize          length)
{
  Kept *kept = g_new0 (Kept, 1);

  kept->stream_no = stream_no;
  kept->n = n;
  kept->hash = *hash;
  kept->change = change;
  kept->rows = g_hash_table_new (row_key, row_equal);
  for (guint i = 0; i < change->rows->len; i++)
    g_hash_table_add (kept->rows, &g_array_index (change->rows, LepRowOp, i));

  if (self->kept == NULL)
    self->kept = g_hash_table_new_full (kept_key, kept_equal, NULL, kept_free);
  if (self->size_of_kept + length > MAX_KEPT)
    {
      g_hash_table_remove_all (self->kept);
      self->size_of_kept = 0;
    }
  self->size_of_kept += length;
  g_hash_table_add (self->kept, kept);
  return kept;
}

/**
 * lep_change_copy_row:
 * @change: a change
 * @row: one of its rows
 *
 * Returns: (transfer full): a change by the same author that says this alone
 */
LepChange *
lep_change_copy_row (const LepChange *change,
                     const LepRowOp  *row)
{
  LepChange *copy = lep_change_new ();

  lep_change_set_head (copy, change->n, change->at, change->by);
  lep_change_add_row (copy, row->kind, &row->id, row->life);
  for (guint i = 0; i < row->n_sets; i++)
    {
      const LepSet *set = &g_array_index (change->sets, LepSet, row->first_set + i);

      lep_change_add_set (copy, set->field, set->value, -1);
    }
  return copy;
}

/**
 * lep_log_read_row:
 * @kind: and @id: the row
 * @hash: (out): hash of the change
 *
 * Reads what a change whose body is here says about a row.
 *
 * Returns: (transfer full): a change that says this, maybe among others;
 *   %LEP_ERROR_CORRUPT if it says nothing of it
 */
LepChange *
lep_log_read_row (LepLog        *self,
                  gint64         stream_no,
                  gint64         n,
                  const char    *kind,
                  const LepUuid *id,
                  LepHash       *hash,
                  GError       **error)
{
  const Kept      key = { .stream_no = stream_no, .n = n };
  const LepRowOp  wanted = { .kind = kind, .id = *id };
  const Kept     *kept = self->kept == NULL ? NULL : g_hash_table_lookup (self->kept, &key);
  const LepRowOp *found;

  if (kept == NULL)
    {
      g_autoptr (LepChange) change = lep_change_new ();
      gsize length;

      if (!read_change (self, stream_no, n, change, hash, &length, error))
        return NULL;
      for (guint i = 0; change->rows->len <= MANY_ROWS && i < change->rows->len; i++)
        if (row_equal (&g_array_index (change->rows, LepRowOp, i), &wanted))
          return g_steal_pointer (&change);
      kept = keep (self, stream_no, n, hash, g_steal_pointer (&change), length);
    }

  *hash = kept->hash;
  found = g_hash_table_lookup (kept->rows, &wanted);
  if (found != NULL)
    return lep_change_copy_row (kept->change, found);
  g_set_error_literal (error, LEP_ERROR, LEP_ERROR_CORRUPT, _ ("The records do not fit the log. Rebuild the workspace."));
  return NULL;
}
