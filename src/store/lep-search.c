/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Searching everything: a full-text index over folded texts, which follows the
 * data in the background; what it has not reached yet is looked through row by
 * row, so that an answer is never short of what was just written. */

#include <string.h>

#include "lep-clock.h"
#include "lep-fold.h"

#include "lep-record-private.h"
#include "lep-search-private.h"

#include "lep-search.h"

/* Rows indexed in one transaction. */
#define BATCH 2000

/* Of a kind with no more rows than this, each one is looked at; of one with
 * more, all that the index finds among the records of every kind. */
#define FEW 10000

/**
 * lep_search_has_field:
 *
 * Returns: whether the index has the texts of the field
 */
gboolean
lep_search_has_field (const LepField *field)
{
  return (field->type == LEP_TYPE_TEXT || field->type == LEP_TYPE_NOTE) && (field->flags & LEP_FIELD_INTERNAL) == 0;
}

/**
 * lep_search_words:
 *
 * Returns: (transfer full): the words of a search text, folded; empty when
 *   there is nothing to look for
 */
char **
lep_search_words (const char *text)
{
  g_autofree char *key = lep_fold_key (text, -1);

  return g_strsplit (key, " ", *key == '\0' ? 0 : -1);
}

/**
 * lep_search_expression:
 * @text: as typed
 *
 * Returns: (transfer full) (nullable): the full-text query for "each of these
 *   words begins a word"; %NULL when @text has no letter or digit
 */
char *
lep_search_expression (const char *text)
{
  g_auto (GStrv) words = lep_search_words (text);
  GString *expression;

  if (words[0] == NULL)
    return NULL;

  expression = g_string_new (NULL);
  for (guint i = 0; words[i] != NULL; i++)
    g_string_append_printf (expression, "%s\"%s\" *", i > 0 ? " " : "", words[i]);
  return g_string_free (expression, FALSE);
}

/* All searched texts of a row, one a line. */
static char *
dup_row_text (LepWorkspace *workspace,
              const char   *kind_name,
              gint64        rid,
              GError      **error)
{
  const LepKind *kind = lep_schema_kind (kind_name);
  g_autoptr (LepSql) sql = lep_sql_new ();
  g_autoptr (LepStmt) stmt = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  int      n_columns = 0;
  gboolean has_row;

  if (kind == NULL)
    return g_strdup ("");

  lep_sql_add (sql, "SELECT 0");
  for (guint i = 0; i < kind->n_fields; i++)
    if (lep_search_has_field (&kind->fields[i]))
      {
        lep_sql_add (sql, ", ");
        lep_sql_add_column (sql, "k", kind->fields[i].name);
        n_columns++;
      }
  lep_sql_add (sql, " FROM k_");
  lep_sql_add (sql, kind->name);
  lep_sql_add (sql, " k WHERE k.rid = ?");
  lep_sql_bind_number (sql, rid);

  stmt = lep_sql_prepare (sql, workspace, error);
  if (stmt == NULL || !lep_stmt_step (stmt, &has_row, error))
    return NULL;
  for (int i = 1; has_row && i <= n_columns; i++)
    if (!lep_stmt_is_null (stmt, i))
      {
        g_string_append (text, lep_stmt_text (stmt, i));
        g_string_append_c (text, '\n');
      }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Whether a word of a folded text begins with @word. */
static gboolean
has_word (const char *folded,
          const char *word)
{
  for (const char *found = strstr (folded, word); found != NULL; found = strstr (found + 1, word))
    if (found == folded || !g_unichar_isalnum (g_utf8_get_char (g_utf8_prev_char (found))))
      return TRUE;
  return FALSE;
}

/**
 * lep_search_text_has:
 * @folded: a text as the index has it
 * @words: of lep_search_words ()
 *
 * Returns: whether each of @words begins a word of the text
 */
gboolean
lep_search_text_has (const char        *folded,
                     const char *const *words)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (!has_word (folded, words[i]))
      return FALSE;
  return TRUE;
}

/**
 * lep_search_look_through:
 * @kind: (nullable): %NULL = all kinds
 * @limit: how many are read at most; 0 = all of them
 *
 * Looks through the newest rows that the index has not reached.
 *
 * Returns: (transfer full) (element-type gint64): those that have the words
 */
GArray *
lep_search_look_through (LepWorkspace *workspace,
                         const char   *kind,
                         char        **words,
                         guint         limit,
                         GError      **error)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (LepSql) sql = lep_sql_new ();
  g_autoptr (LepStmt) stmt = NULL;
  gboolean has_row;

  lep_sql_add (sql, "SELECT d.rid, n.name FROM dirty_search d JOIN row r ON r.rid = d.rid JOIN kind n ON n.no = r.kind_no");
  if (kind != NULL)
    {
      lep_sql_add (sql, " WHERE n.name = ?");
      lep_sql_bind (sql, LEP_TYPE_TEXT, kind);
    }
  lep_sql_add (sql, " ORDER BY d.rid DESC LIMIT ?");
  lep_sql_bind_number (sql, limit > 0 ? (gint64) limit : -1);

  stmt = lep_sql_prepare (sql, workspace, error);
  if (stmt == NULL)
    return NULL;
  while (TRUE)
    {
      g_autofree char *text = NULL;
      g_autofree char *folded = NULL;
      gint64           rid;

      if (!lep_stmt_step (stmt, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&found);

      rid = lep_stmt_int64 (stmt, 0);
      text = dup_row_text (workspace, lep_stmt_text (stmt, 1), rid, error);
      if (text == NULL)
        return NULL;
      folded = lep_fold (text, -1);
      if (lep_search_text_has (folded, (const char *const *) words))
        g_array_append_val (found, rid);
    }
}

/**
 * lep_search_dup_numbers:
 *
 * Returns: (transfer full): a JSON array, so that any number of rows is one
 *   bound value
 */
char *
lep_search_dup_numbers (GArray *rids)
{
  GString *text = g_string_new ("[");

  for (guint i = 0; i < rids->len; i++)
    g_string_append_printf (text, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "", g_array_index (rids, gint64, i));
  g_string_append_c (text, ']');
  return g_string_free (text, FALSE);
}

/**
 * lep_search_add_condition:
 * @text: (nullable): as typed
 *
 * Adds " AND …" to a statement about rows k of one kind: that they contain the
 * words of @text. Complete, however far the index has come.
 */
gboolean
lep_search_add_condition (LepWorkspace *workspace,
                          const char   *kind,
                          const char   *text,
                          LepSql       *sql,
                          GError      **error)
{
  g_autofree char *expression = text != NULL ? lep_search_expression (text) : NULL;
  g_autofree char *numbers = NULL;
  g_autoptr (GArray) found = NULL;
  g_auto (GStrv) words = NULL;
  gboolean many;

  if (expression == NULL)
    return TRUE;

  words = lep_search_words (text);
  found = lep_search_look_through (workspace, kind, words, 0, error);
  if (found == NULL)
    return FALSE;

  if (!lep_kind_has_more_rows (workspace, kind, FEW, &many, error))
    return FALSE;
  if (!many && lep_schema_kind (kind) != NULL)
    {
      g_autofree char *joined = g_strjoinv (" ", words);

      lep_sql_add (sql, " AND (lep_has_words ((SELECT text FROM search WHERE rowid = k.rid), ?)"
                        " AND k.rid NOT IN (SELECT rid FROM dirty_search)");
      lep_sql_bind (sql, LEP_TYPE_TEXT, joined);
    }
  else
    {
      lep_sql_add (sql, " AND (k.rid IN (SELECT rowid FROM search WHERE search MATCH ? EXCEPT SELECT rid FROM dirty_search)");
      lep_sql_bind (sql, LEP_TYPE_TEXT, expression);
    }
  lep_sql_add (sql, " OR k.rid IN (SELECT value FROM json_each (?)))");
  numbers = lep_search_dup_numbers (found);
  lep_sql_bind (sql, LEP_TYPE_TEXT, numbers);
  return TRUE;
}

static gboolean
index_row (LepWorkspace *workspace,
           gint64        rid,
           const char   *kind,
           GError      **error)
{
  LepDb           *db = lep_workspace_get_db (workspace);
  g_autofree char *text = dup_row_text (workspace, kind, rid, error);
  g_autofree char *folded = NULL;
  g_autoptr (LepStmt) remove = NULL;
  g_autoptr (LepStmt) insert = NULL;
  g_autoptr (LepStmt) clean = NULL;

  if (text == NULL)
    return FALSE;

  folded = lep_fold (text, -1);
  remove = lep_db_prepare (db, "DELETE FROM search WHERE rowid = :rid", error);
  insert = remove == NULL ? NULL : lep_db_prepare (db, "INSERT INTO search (rowid, text) VALUES (:rid, :text)", error);
  clean = insert == NULL ? NULL : lep_db_prepare (db, "DELETE FROM dirty_search WHERE rid = :rid", error);
  if (clean == NULL)
    return FALSE;

  lep_stmt_bind_int64 (remove, ":rid", rid);
  lep_stmt_bind_int64 (insert, ":rid", rid);
  lep_stmt_bind_text (insert, ":text", folded);
  lep_stmt_bind_int64 (clean, ":rid", rid);
  return lep_stmt_run (remove, error) &&
         (*folded == '\0' || lep_stmt_run (insert, error)) &&
         lep_stmt_run (clean, error);
}

typedef struct
{
  gint64 rid;
  char  *kind;
} DirtyRow;

static void
clear_dirty_row (gpointer data)
{
  g_free (((DirtyRow *) data)->kind);
}

static GArray *
read_dirty (LepWorkspace *workspace,
            GError      **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (DirtyRow));
  g_autoptr (LepStmt) stmt =
    lep_db_prepare (lep_workspace_get_db (workspace),
                    "SELECT d.rid, n.name FROM dirty_search d LEFT JOIN row r ON r.rid = d.rid"
                    " LEFT JOIN kind n ON n.no = r.kind_no ORDER BY d.rid DESC LIMIT :limit",
                    error);
  gboolean has_row;

  if (stmt == NULL)
    return NULL;

  g_array_set_clear_func (rows, clear_dirty_row);
  lep_stmt_bind_int64 (stmt, ":limit", BATCH);
  while (TRUE)
    {
      DirtyRow row;

      if (!lep_stmt_step (stmt, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&rows);
      row.rid = lep_stmt_int64 (stmt, 0);
      row.kind = g_strdup (lep_stmt_is_null (stmt, 1) ? "" : lep_stmt_text (stmt, 1));
      g_array_append_val (rows, row);
    }
}

static gboolean
index_batch (LepWorkspace *workspace,
             guint        *n_done,
             GError      **error)
{
  LepDb *db = lep_workspace_get_db (workspace);
  g_autoptr (GArray) rows = NULL;

  if (!lep_db_begin (db, error))
    return FALSE;

  rows = read_dirty (workspace, error);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const DirtyRow *row = &g_array_index (rows, DirtyRow, i);

      if (!index_row (workspace, row->rid, row->kind, error))
        g_clear_pointer (&rows, g_array_unref);
    }

  if (rows == NULL)
    {
      lep_db_rollback (db);
      return FALSE;
    }
  *n_done = rows->len;
  return lep_db_commit (db, error);
}

/**
 * lep_search_index_some:
 * @max_ms: stop after the batch in which this is over; 0 = after all
 * @n_left: (out) (optional): rows still to do
 *
 * Brings the index up to what was written, newest rows first. Meant for the
 * moments when nobody waits; a read-only workspace stays as it is.
 */
gboolean
lep_search_index_some (LepWorkspace *workspace,
                       guint         max_ms,
                       gint64       *n_left,
                       GError      **error)
{
  LepDb *db = lep_workspace_get_db (workspace);
  gint64 end = g_get_monotonic_time () + (gint64) max_ms * 1000;
  gint64 left = 0;

  if (!lep_db_get_int64 (db, "SELECT count (*) FROM dirty_search", &left, error))
    return FALSE;

  while (left > 0 && !lep_workspace_is_read_only (workspace))
    {
      guint n_done = 0;

      if (!index_batch (workspace, &n_done, error))
        return FALSE;
      left -= MIN (left, n_done);
      if (n_done == 0 || (max_ms > 0 && g_get_monotonic_time () >= end))
        break;
    }
  if (n_left != NULL)
    *n_left = left;
  return TRUE;
}
