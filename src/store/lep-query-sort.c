/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sorting the rows of a query. SQLite hands out row number and column; what a
 * person sorts by (folded texts, titles of references, order of a code list)
 * is turned into 64-bit keys here, so that a million rows sort in a fraction
 * of a second without an index for every column. */

#include <stdlib.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "lep-collate.h"

#include "lep-query-private.h"
#include "lep-record-private.h"

/* Sorts before all others as a number: after them it is moved. */
typedef struct
{
  guint64     key;
  const char *text; /* the folded text when the key alone cannot tell, or NULL */
  gint64      rid;
} SortItem;

typedef struct
{
  const LepQuery *query;
  const LepField *field; /* NULL: another column */
  LepWorkspace   *workspace;
  GHashTable     *ranks; /* of references: id → rank + 1 */
  GStringChunk   *texts;
  GString        *buffer;
  GArray         *items; /* SortItem */
  GArray         *empty; /* gint64 */
} Sorter;

static guint64
number_key (gint64 number)
{
  return (guint64) number ^ (G_GUINT64_CONSTANT (1) << 63);
}

/* The first eight bytes, so that comparing keys compares texts. */
static guint64
text_key (const char *text)
{
  guint64 key = 0;
  int     i;

  for (i = 0; i < 8 && text[i] != '\0'; i++)
    key = key << 8 | (guint8) text[i];
  return i < 8 ? key << (8 * (8 - i)) : key;
}

/* Dates and times of the stored form: their digits as one number. */
static guint64
digits_key (const char *text)
{
  guint64 key = 0;

  for (; *text != '\0'; text++)
    if (g_ascii_isdigit (*text))
      key = key * 10 + (guint64) (*text - '0');
  return key;
}

static guint64
code_key (const char *list_name,
          const char *code)
{
  const LepCodeList *list = list_name != NULL ? lep_schema_code_list (list_name) : NULL;

  for (guint i = 0; list != NULL && i < list->n_codes; i++)
    if (g_str_equal (list->codes[i].code, code))
      return i;
  return G_MAXUINT32;
}

static void
set_text (Sorter     *self,
          SortItem   *item,
          const char *text)
{
  g_string_truncate (self->buffer, 0);
  lep_collate_append (self->buffer, text);
  item->key = text_key (self->buffer->str);
  item->text = self->buffer->len > 8
                 ? g_string_chunk_insert_len (self->texts, self->buffer->str, (gssize) self->buffer->len)
                 : NULL;
}

static void
set_key (Sorter   *self,
         SortItem *item,
         LepStmt  *stmt)
{
  const char *text;

  if (self->field == NULL)
    {
      set_text (self, item, lep_stmt_text (stmt, 1));
      return;
    }

  switch (self->field->type)
    {
    case LEP_TYPE_INT:
    case LEP_TYPE_MONEY:
    case LEP_TYPE_PERCENT:
    case LEP_TYPE_BOOL:
      item->key = number_key (lep_stmt_int64 (stmt, 1));
      break;

    case LEP_TYPE_DATE:
    case LEP_TYPE_TIME:
      item->key = digits_key (lep_stmt_text (stmt, 1));
      break;

    case LEP_TYPE_CODE:
      text = lep_stmt_text (stmt, 1);
      item->key = code_key (self->field->target, text);
      if (item->key == G_MAXUINT32)
        item->text = g_string_chunk_insert_const (self->texts, text);
      break;

    case LEP_TYPE_REF:
      item->key = GPOINTER_TO_UINT (g_hash_table_lookup (self->ranks, lep_stmt_text (stmt, 1)));
      if (item->key == 0)
        item->key = G_MAXUINT32;
      break;

    case LEP_TYPE_TEXT:
    case LEP_TYPE_NOTE:
    case LEP_TYPE_CODES:
    case LEP_TYPE_HASH:
    default:
      set_text (self, item, lep_stmt_text (stmt, 1));
      break;
    }
}

static int
compare_items (gconstpointer a,
               gconstpointer b)
{
  const SortItem *left = a;
  const SortItem *right = b;
  int             order;

  if (left->key != right->key)
    return left->key < right->key ? -1 : 1;

  order = g_strcmp0 (left->text, right->text);
  if (order != 0)
    return order;
  return left->rid < right->rid ? -1 : left->rid > right->rid;
}

typedef struct
{
  char *id;
  char *key;
} TitleRank;

static void
clear_title_rank (gpointer data)
{
  TitleRank *rank = data;

  g_free (rank->id);
  g_free (rank->key);
}

static int
compare_title_ranks (gconstpointer a,
                     gconstpointer b)
{
  return strcmp (((const TitleRank *) a)->key, ((const TitleRank *) b)->key);
}

/* Ranks what the rows refer to by title: there are far fewer of them than rows. */
static gboolean
rank_references (Sorter  *self,
                 GError **error)
{
  g_autoptr (LepSql) sql = lep_sql_new ();
  g_autoptr (LepStmt) stmt = NULL;
  g_autoptr (GArray) ranks = g_array_new (FALSE, FALSE, sizeof (TitleRank));
  guint    rank = 0;
  gboolean has_row;

  g_array_set_clear_func (ranks, clear_title_rank);
  g_string_append_printf (sql->sql, "SELECT DISTINCT k.\"%s\"", self->field->name);
  if (!lep_query_add_from (self->query, sql, self->workspace, error))
    return FALSE;
  stmt = lep_sql_prepare (sql, self->workspace, error);
  if (stmt == NULL)
    return FALSE;

  while (lep_stmt_step (stmt, &has_row, error) && has_row)
    {
      TitleRank        item = { lep_stmt_dup_text (stmt, 0), NULL };
      g_autofree char *title = item.id != NULL ? lep_workspace_find_title (self->workspace, self->field->target, item.id) : NULL;

      /* What is not on this laptop comes after what is. */
      item.key = title != NULL ? lep_collate_key (title) : g_strdup ("\xff");
      if (item.id != NULL)
        g_array_append_val (ranks, item);
      else
        clear_title_rank (&item);
    }
  if (has_row)
    return FALSE;

  g_array_sort (ranks, compare_title_ranks);
  self->ranks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < ranks->len; i++)
    {
      const TitleRank *item = &g_array_index (ranks, TitleRank, i);

      if (i == 0 || compare_title_ranks (item - 1, item) != 0)
        rank++;
      g_hash_table_insert (self->ranks, g_strdup (item->id), GUINT_TO_POINTER (rank));
    }
  return TRUE;
}

/* Reads all rows: what has an answer into items, the rest into empty. */
static gboolean
read_items (Sorter     *self,
            const char *column,
            GError    **error)
{
  g_autoptr (LepSql) sql = lep_sql_new ();
  g_autoptr (LepStmt) stmt = NULL;
  gboolean has_row;

  lep_sql_add (sql, "SELECT k.rid, ");
  lep_sql_add (sql, column);
  if (!lep_query_add_from (self->query, sql, self->workspace, error))
    return FALSE;
  stmt = lep_sql_prepare (sql, self->workspace, error);
  if (stmt == NULL)
    return FALSE;

  while (TRUE)
    {
      SortItem item = { 0 };

      if (!lep_stmt_step (stmt, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;

      item.rid = lep_stmt_int64 (stmt, 0);
      if (lep_stmt_is_null (stmt, 1))
        {
          g_array_append_val (self->empty, item.rid);
          continue;
        }
      set_key (self, &item, stmt);
      g_array_append_val (self->items, item);
    }
}

/* Related columns are made from whole records: for kinds of few rows. */
static gboolean
read_related_items (Sorter     *self,
                    const char *column,
                    GError    **error)
{
  g_autoptr (LepQuery) query = lep_query_copy (self->query);
  g_autoptr (GPtrArray) records = NULL;

  lep_query_set_sort (query, NULL, FALSE);
  lep_query_set_limit (query, 0);
  g_ptr_array_set_size (query->columns, 0);
  lep_query_add_column (query, column);
  records = lep_query_run (self->workspace, query, error);
  if (records == NULL)
    return FALSE;

  for (guint i = 0; i < records->len; i++)
    {
      LepRecord  *record = g_ptr_array_index (records, i);
      SortItem    item = { .rid = lep_record_get_rid (record) };
      const char *text = lep_record_get_column (record, column);
      gint64      number;

      if (text == NULL)
        {
          g_array_append_val (self->empty, item.rid);
          continue;
        }
      if (lep_record_get_column_int64 (record, column, &number))
        item.key = number_key (number);
      else
        set_text (self, &item, text);
      g_array_append_val (self->items, item);
    }
  return TRUE;
}

static gboolean
read_by_column (Sorter     *self,
                const char *column,
                GError    **error)
{
  const LepKind   *kind = lep_schema_kind (self->query->kind);
  g_autofree char *quoted = NULL;

  self->field = kind != NULL ? lep_kind_field (kind, column) : NULL;
  if (self->field != NULL)
    {
      if (self->field->type == LEP_TYPE_REF && !rank_references (self, error))
        return FALSE;
      quoted = g_strdup_printf ("k.\"%s\"", column);
      return read_items (self, quoted, error);
    }
  if (g_str_equal (column, "created_at") || g_str_equal (column, "changed_at"))
    {
      quoted = g_strdup_printf ("(SELECT r.%s FROM row r WHERE r.rid = k.rid)", column);
      return read_items (self, quoted, error);
    }
  if (g_str_equal (column, "space"))
    return read_items (self,
                       "(SELECT coalesce (s.name, '') FROM row r JOIN space s ON s.no = r.space_no WHERE r.rid = k.rid)",
                       error);
  if (lep_query_has_column (self->query, column))
    return read_related_items (self, column, error);

  g_set_error (error, LEP_ERROR, LEP_ERROR_NOT_FOUND, _ ("“%s” has no field “%s”."), self->query->kind, column);
  return FALSE;
}

static GArray *
read_unsorted (LepWorkspace   *workspace,
               const LepQuery *query,
               GError        **error)
{
  g_autoptr (GArray) rids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (LepSql) sql = lep_sql_new ();
  g_autoptr (LepStmt) stmt = NULL;
  gboolean has_row;

  lep_sql_add (sql, "SELECT k.rid");
  if (!lep_query_add_from (query, sql, workspace, error))
    return NULL;
  lep_sql_add (sql, " ORDER BY k.rid");
  if (query->limit > 0)
    {
      lep_sql_add (sql, " LIMIT ?");
      lep_sql_bind_number (sql, query->limit);
    }
  stmt = lep_sql_prepare (sql, workspace, error);
  if (stmt == NULL)
    return NULL;

  while (TRUE)
    {
      gint64 rid;

      if (!lep_stmt_step (stmt, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&rids);
      rid = lep_stmt_int64 (stmt, 0);
      g_array_append_val (rids, rid);
    }
}

/**
 * lep_query_sort_ids:
 *
 * Returns: (transfer full) (element-type gint64): the numbers of all rows that
 *   the query finds, in its order
 */
GArray *
lep_query_sort_ids (LepWorkspace   *workspace,
                    const LepQuery *self,
                    GError        **error)
{
  Sorter  sorter = { .query = self, .workspace = workspace };
  GArray *rids = NULL;

  if (self->sort == NULL)
    return read_unsorted (workspace, self, error);

  sorter.texts = g_string_chunk_new (64 * 1024);
  sorter.buffer = g_string_sized_new (256);
  sorter.items = g_array_new (FALSE, FALSE, sizeof (SortItem));
  sorter.empty = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (read_by_column (&sorter, self->sort, error))
    {
      guint n = sorter.items->len;

      if (n > 1)
        qsort (sorter.items->data, n, sizeof (SortItem), compare_items);
      rids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n + sorter.empty->len);
      for (guint i = 0; i < n; i++)
        g_array_append_val (rids, g_array_index (sorter.items, SortItem, self->descending ? n - 1 - i : i).rid);
      g_array_append_vals (rids, sorter.empty->data, sorter.empty->len);
    }

  g_array_unref (sorter.items);
  g_array_unref (sorter.empty);
  g_string_chunk_free (sorter.texts);
  g_string_free (sorter.buffer, TRUE);
  g_clear_pointer (&sorter.ranks, g_hash_table_unref);
  return rids;
}
