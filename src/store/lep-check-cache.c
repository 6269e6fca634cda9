/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Compares what the records show before and after they were made anew. */

#include <glib/gi18n-lib.h>
#include <string.h>

#include "lep-check-private.h"
#include "lep-hash.h"
#include "lep-heads.h"
#include "lep-schema.h"
#include "lep-uuid.h"

static const char sql_snapshot[] =
  "CREATE TEMP TABLE snapshot (space_no INTEGER, kind TEXT, id BLOB, hash BLOB, PRIMARY KEY (id, kind, space_no))"
  " WITHOUT ROWID";

/* What to do with a row's hash. */
typedef gboolean (*RowFunc) (LepStmt       *stmt,
                             gint64         space_no,
                             const char    *kind,
                             const LepUuid *id,
                             const LepHash *hash,
                             GError       **error);

static void
add_text (LepHasher  *sum,
          const char *text)
{
  lep_hasher_add (sum, text == NULL ? "-" : "+", 1);
  if (text != NULL)
    lep_hasher_add (sum, text, strlen (text) + 1);
}

/* All columns of all rows of a query about one row. */
static gboolean
add_query (LepDb      *db,
           LepHasher  *sum,
           const char *sql,
           int         n_columns,
           gint64      rid,
           GError    **error)
{
  g_autoptr (LepStmt) stmt = lep_db_prepare (db, sql, error);
  g_autoptr (GError) failure = NULL;

  if (stmt == NULL)
    return FALSE;
  lep_stmt_set_int64 (stmt, 1, rid);
  while (lep_stmt_next (stmt, &failure))
    {
      for (int i = 0; i < n_columns; i++)
        add_text (sum, lep_stmt_text (stmt, i));
    }
  return lep_stmt_take_failure (&failure, error);
}

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The clock by the names of its registers: numbers may differ. */
static gboolean
add_clock (LepStmt    *stmt,
           int         column,
           GHashTable *names,
           LepHasher  *sum)
{
  g_autoptr (GArray) heads = g_array_new (FALSE, FALSE, sizeof (LepHead));
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  if (!lep_heads_decode (lep_stmt_blob (stmt, column), lep_stmt_size (stmt, column), heads))
    return FALSE;
  for (guint i = 0; i < heads->len; i++)
    {
      const LepHead *head = &g_array_index (heads, LepHead, i);
      const char    *name = g_hash_table_lookup (names, GUINT_TO_POINTER (head->reg));

      if (name == NULL)
        return FALSE;
      g_ptr_array_add (lines, g_strdup_printf ("%s %u %" G_GINT64_FORMAT, name, head->stream, head->n));
    }
  g_ptr_array_sort (lines, compare_texts);
  for (guint i = 0; i < lines->len; i++)
    add_text (sum, g_ptr_array_index (lines, i));
  return TRUE;
}

static GHashTable *
load_names (LepDb   *db,
            GError **error)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  g_autoptr (LepStmt) stmt = lep_db_prepare (db, "SELECT no, name FROM name", error);
  g_autoptr (GError) failure = NULL;

  if (stmt == NULL)
    return NULL;
  while (lep_stmt_next (stmt, &failure))
    g_hash_table_insert (names, GUINT_TO_POINTER ((guint) lep_stmt_int64 (stmt, 0)), g_strdup (lep_stmt_text (stmt, 1)));
  return lep_stmt_take_failure (&failure, error) ? g_steal_pointer (&names) : NULL;
}

static gboolean
hash_row (LepDb      *db,
          LepStmt    *row,
          GHashTable *names,
          LepHash    *hash,
          GError    **error)
{
  g_autoptr (LepHasher) sum = lep_hasher_new ();
  const char    *name = lep_stmt_text (row, 2);
  const LepKind *kind = lep_schema_kind (name);
  gint64         rid = lep_stmt_int64 (row, 0);

  for (int i = 5; i < 10; i++)
    add_text (sum, lep_stmt_text (row, i));
  if (!add_clock (row, 4, names, sum))
    {
      g_set_error_literal (error, LEP_ERROR, LEP_ERROR_CORRUPT,
                           _ ("A record of the workspace is damaged. Rebuild the workspace."));
      return FALSE;
    }
  if (kind != NULL)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT * FROM \"k_%s\" WHERE rid = ?1", name);
      g_autoptr (LepStmt) columns = lep_db_prepare (db, sql, error);
      gboolean has_row;

      if (columns == NULL)
        return FALSE;
      lep_stmt_set_int64 (columns, 1, rid);
      if (!lep_stmt_step (columns, &has_row, error))
        return FALSE;
      for (guint i = 0; has_row && i < kind->n_fields; i++)
        add_text (sum, lep_stmt_text (columns, (int) i + 1));
    }
  if (!add_query (db, sum, "SELECT field, value FROM unknown WHERE rid = ?1 ORDER BY field", 2, rid, error) ||
      !add_query (db, sum, "SELECT field, stream_no, n, value FROM sibling WHERE rid = ?1 ORDER BY field, stream_no, n",
                  4, rid, error))
    return FALSE;
  lep_hasher_finish (sum, hash);
  return TRUE;
}

static gboolean
each_row (LepDb   *db,
          LepStmt *stmt,
          RowFunc  each,
          GError **error)
{
  g_autoptr (LepStmt) rows =
    lep_db_prepare (db,
                    "SELECT rid, space_no, kind.name, id, clock, deleted, conflicts, state, created_at, changed_at"
                    " FROM row JOIN kind ON kind.no = kind_no ORDER BY rid",
                    error);
  g_autoptr (GHashTable) names = rows == NULL ? NULL : load_names (db, error);
  g_autoptr (GError) failure = NULL;

  if (names == NULL)
    return FALSE;
  while (lep_stmt_next (rows, &failure))
    {
      LepHash hash;

      if (!hash_row (db, rows, names, &hash, error) ||
          !each (stmt, lep_stmt_int64 (rows, 1), lep_stmt_text (rows, 2), lep_stmt_blob (rows, 3), &hash, error))
        return FALSE;
    }
  return lep_stmt_take_failure (&failure, error);
}

static gboolean
keep_row (LepStmt       *stmt,
          gint64         space_no,
          const char    *kind,
          const LepUuid *id,
          const LepHash *hash,
          GError       **error)
{
  lep_stmt_set_int64 (stmt, 1, space_no);
  lep_stmt_set_text (stmt, 2, kind, -1);
  lep_stmt_set_blob (stmt, 3, id, LEP_UUID_SIZE);
  lep_stmt_set_blob (stmt, 4, hash, LEP_HASH_SIZE);
  return lep_stmt_run (stmt, error);
}

/**
 * lep_check_take_snapshot:
 *
 * Remembers what every record shows, in a temporary table.
 */
gboolean
lep_check_take_snapshot (LepDb   *db,
                         GError **error)
{
  g_autoptr (LepStmt) stmt = NULL;

  if (!lep_db_exec (db, sql_snapshot, error))
    return FALSE;
  stmt = lep_db_prepare (db, "INSERT INTO snapshot VALUES (?1, ?2, ?3, ?4)", error);
  return stmt != NULL && each_row (db, stmt, keep_row, error);
}

static gboolean
differs (const char    *kind,
         const LepUuid *id,
         GError       **error)
{
  g_autofree char *text = lep_uuid_to_string (id);

  g_set_error (error, LEP_ERROR, LEP_ERROR_CORRUPT,
               /* Translators: a kind of record and its id */
               _ ("The record %s %s is not what the log says. Rebuild the workspace."), kind, text);
  return FALSE;
}

static gboolean
compare_row (LepStmt       *stmt,
             gint64         space_no,
             const char    *kind,
             const LepUuid *id,
             const LepHash *hash,
             GError       **error)
{
  g_autoptr (GError) failure = NULL;
  gboolean same;

  lep_stmt_set_int64 (stmt, 1, space_no);
  lep_stmt_set_text (stmt, 2, kind, -1);
  lep_stmt_set_blob (stmt, 3, id, LEP_UUID_SIZE);
  same = lep_stmt_next (stmt, &failure) && memcmp (lep_stmt_blob (stmt, 0), hash, LEP_HASH_SIZE) == 0;
  lep_stmt_reset (stmt);
  if (!lep_stmt_take_failure (&failure, error))
    return FALSE;
  return same || differs (kind, id, error);
}

/**
 * lep_check_compare_snapshot:
 *
 * Fails with %LEP_ERROR_CORRUPT and the first record that shows something else
 * now, or is new, or missing.
 */
gboolean
lep_check_compare_snapshot (LepDb   *db,
                            GError **error)
{
  g_autoptr (LepStmt) stmt =
    lep_db_prepare (db, "SELECT hash FROM snapshot WHERE space_no = ?1 AND kind = ?2 AND id = ?3", error);
  g_autoptr (LepStmt) lost =
    stmt == NULL ? NULL : lep_db_prepare (db, "SELECT s.kind, s.id FROM snapshot s LEFT JOIN (row r JOIN kind k ON k.no = r.kind_no)"
                                              " ON r.id = s.id AND k.name = s.kind AND r.space_no = s.space_no WHERE r.rid IS NULL LIMIT 1",
                                          error);
  g_autoptr (GError) failure = NULL;

  if (lost == NULL || !each_row (db, stmt, compare_row, error))
    return FALSE;
  if (lep_stmt_next (lost, &failure))
    return differs (lep_stmt_text (lost, 0), lep_stmt_blob (lost, 1), error);
  return lep_stmt_take_failure (&failure, error);
}
