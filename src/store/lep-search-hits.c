/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Searching everything: which records a text finds, and the words around. */

#include <string.h>

#include "lep-fold.h"

#include "lep-others-sheets.h"
#include "lep-record-private.h"
#include "lep-search-private.h"

#include "lep-search.h"

/* Rows outside the index that one keystroke looks through. */
#define MAX_LOOKED_THROUGH 2000

/* Of what the index has, so many are looked at before it must merge all that
 * begin with a word. */
#define MAX_TRIED 4000

/* Beginnings of words of up to so many letters stand in the index (lep-layout.c);
 * for longer ones it puts all records together that have one, each time. */
#define MAX_KEPT 3

/* Words around a hit. */
#define WORDS_BEFORE 4
#define WORDS_AFTER  8

void
lep_search_hit_free (LepSearchHit *self)
{
  if (self == NULL)
    return;

  g_free (self->kind);
  g_free (self->id);
  g_free (self->space);
  g_free (self->title);
  g_free (self->snippet);
  g_free (self->changed_at);
  g_free (self);
}

/* The words around the first one that a search word begins, or NULL. */
static char *
cut_snippet (const char *value,
             char      **words)
{
  g_auto (GStrv) has = g_strsplit_set (value, " \n\t", -1);
  guint    n = g_strv_length (has);
  guint    hit, start, end;
  GString *snippet;

  for (hit = 0; hit < n; hit++)
    {
      g_autofree char *key = lep_fold_key (has[hit], -1);
      gboolean         found = FALSE;

      for (guint i = 0; !found && words[i] != NULL; i++)
        found = g_str_has_prefix (key, words[i]);
      if (found)
        break;
    }
  if (hit == n)
    return NULL;

  start = hit > WORDS_BEFORE ? hit - WORDS_BEFORE : 0;
  end = MIN (n, hit + WORDS_AFTER);
  snippet = g_string_new (start > 0 ? "… " : NULL);
  for (guint i = start; i < end; i++)
    if (*has[i] != '\0')
      g_string_append_printf (snippet, "%s%s", i > start ? " " : "", has[i]);
  if (end < n)
    g_string_append (snippet, " …");
  return g_string_free (snippet, FALSE);
}

static char *
dup_snippet (LepRecord *record,
             char     **words)
{
  const LepKind *kind = lep_record_get_kind (record);

  for (guint i = 0; i < lep_record_get_n_fields (record); i++)
    {
      const char *value = lep_record_get_value (record, i);
      char       *snippet;

      if (value == NULL || kind == NULL || !lep_search_has_field (&kind->fields[i]))
        continue;
      snippet = cut_snippet (value, words);
      if (snippet != NULL)
        return snippet;
    }
  return g_strdup ("");
}

static GPtrArray *
make_hits (LepWorkspace *workspace,
           LepStmt      *stmt,
           char        **words,
           GError      **error)
{
  g_autoptr (GPtrArray) hits = g_ptr_array_new_with_free_func ((GDestroyNotify) lep_search_hit_free);
  gboolean has_row;

  while (TRUE)
    {
      g_autoptr (LepQuery) query = NULL;
      g_autoptr (GPtrArray) records = NULL;
      LepSearchHit *hit;
      LepRecord    *record;
      gint64        rid;

      if (!lep_stmt_step (stmt, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&hits);

      rid = lep_stmt_int64 (stmt, 0);
      query = lep_query_new (lep_stmt_text (stmt, 1));
      records = lep_query_fetch (workspace, query, &rid, 1, error);
      if (records == NULL)
        return NULL;
      if (records->len == 0)
        continue;

      record = g_ptr_array_index (records, 0);
      hit = g_new0 (LepSearchHit, 1);
      hit->kind = g_strdup (lep_record_get_kind_name (record));
      hit->id = g_strdup (lep_record_get_id (record));
      hit->space = g_strdup (lep_record_get_space (record));
      hit->title = lep_record_dup_title (record);
      hit->snippet = dup_snippet (record, words);
      hit->changed_at = g_strdup (lep_record_get_changed_at (record));
      g_ptr_array_add (hits, hit);
    }
}

/* What the index finds at once: the beginnings of @words as it keeps them.
 * *@whole: whether they are all that is looked for. */
static char *
dup_quick_expression (char    **words,
                      gboolean *whole)
{
  GString *expression = g_string_new (NULL);

  *whole = TRUE;
  for (guint i = 0; words[i] != NULL; i++)
    {
      glong            n_letters = g_utf8_strlen (words[i], -1);
      g_autofree char *start = g_utf8_substring (words[i], 0, MIN (n_letters, MAX_KEPT));

      *whole = *whole && n_letters <= MAX_KEPT;
      g_string_append_printf (expression, "%s\"%s\" *", i > 0 ? " " : "", start);
    }
  return g_string_free (expression, FALSE);
}

/* Reads what the index has, newest first. */
static LepStmt *
prepare_indexed (LepWorkspace *workspace,
                 const char   *expression,
                 gint64        limit,
                 GError      **error)
{
  LepStmt *stmt =
    lep_db_prepare (lep_workspace_get_db (workspace),
                    "SELECT rowid, text FROM search WHERE search MATCH :words AND rowid NOT IN (SELECT rid FROM dirty_search)"
                    " AND rowid NOT IN (SELECT rid FROM row WHERE deleted = 1) ORDER BY rowid DESC LIMIT :limit",
                    error);

  if (stmt != NULL)
    {
      lep_stmt_bind_text (stmt, ":words", expression);
      lep_stmt_bind_int64 (stmt, ":limit", limit);
    }
  return stmt;
}

/* Adds to @found up to @most rows of the statement that have the words, or all
 * of them if @words is NULL. *@n_read: how many it had. */
static gboolean
take_rows (LepStmt *stmt,
           char   **words,
           guint    most,
           GArray  *found,
           guint   *n_read,
           GError **error)
{
  guint    n_taken = 0;
  gboolean has_row;

  for (*n_read = 0; n_taken < most; (*n_read)++)
    {
      gint64 rid;

      if (!lep_stmt_step (stmt, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      if (words != NULL && !lep_search_text_has (lep_stmt_text (stmt, 1), (const char *const *) words))
        continue;
      rid = lep_stmt_int64 (stmt, 0);
      g_array_append_val (found, rid);
      n_taken++;
    }
  return TRUE;
}

/* Adds to @found the newest @most rows of the index that have the words. What
 * many records have is soon met among the newest of them; what few have is soon
 * put together. */
static gboolean
find_indexed (LepWorkspace *workspace,
              const char   *text,
              char        **words,
              guint         most,
              GArray       *found,
              GError      **error)
{
  gboolean         whole;
  g_autofree char *quick = dup_quick_expression (words, &whole);
  g_autofree char *expression = NULL;
  g_autoptr (LepStmt) stmt = prepare_indexed (workspace, quick, whole ? most : MAX_TRIED, error);
  g_autoptr (LepStmt) rest = NULL;
  guint n_before = found->len;
  guint n_read;

  if (stmt == NULL || !take_rows (stmt, whole ? NULL : words, most, found, &n_read, error))
    return FALSE;
  if (whole || n_read < MAX_TRIED || found->len - n_before == most)
    return TRUE;

  g_array_set_size (found, n_before);
  expression = lep_search_expression (text);
  rest = prepare_indexed (workspace, expression, most, error);
  return rest != NULL && take_rows (rest, NULL, most, found, &n_read, error);
}

/**
 * lep_search:
 * @text: as typed, in any script, with or without diacritics
 * @limit: how many hits at most
 *
 * Returns: (transfer full) (element-type LepSearchHit): the live records with a
 *   word that begins with each word of @text, the most recent first; empty when
 *   @text has no letter or digit
 */
GPtrArray *
lep_search (LepWorkspace *workspace,
            const char   *text,
            guint         limit,
            GError      **error)
{
  /* Row numbers grow as records come in: the newest of them are looked up, then
   * put in the order of their last change. */
  static const char sql[] =
    "SELECT r.rid, n.name FROM json_each (:found) d CROSS JOIN row r ON r.rid = d.value AND r.deleted = 0"
    " JOIN kind n ON n.no = r.kind_no WHERE CASE n.name WHEN 'score' THEN NOT " LEP_SQL_WITHHELD_SCORE ("r.rid") " WHEN 'assessment' THEN NOT " LEP_SQL_WITHHELD_SHEET ("r.rid") " ELSE 1 END ORDER BY r.changed_at DESC, r.id DESC LIMIT :limit";
  g_autofree char *numbers = NULL;
  g_auto (GStrv) words = NULL;
  g_autoptr (GArray) found = NULL;
  g_autoptr (LepStmt) stmt = NULL;

  g_return_val_if_fail (LEP_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (text != NULL, NULL);

  words = lep_search_words (text);
  if (words[0] == NULL)
    return g_ptr_array_new_with_free_func ((GDestroyNotify) lep_search_hit_free);

  found = lep_search_look_through (workspace, NULL, words, MAX_LOOKED_THROUGH, error);
  if (found == NULL || !find_indexed (workspace, text, words, limit * 4, found, error))
    return NULL;

  numbers = lep_search_dup_numbers (found);
  stmt = lep_db_prepare (lep_workspace_get_db (workspace), sql, error);
  if (stmt == NULL)
    return NULL;
  lep_stmt_bind_text (stmt, ":found", numbers);
  lep_stmt_bind_int64 (stmt, ":limit", limit);
  return make_hits (workspace, stmt, words, error);
}
