/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sorting the rows of a query. SQLite hands out row number and column; what a
 * person sorts by (folded texts, titles of references, order of a code list)
 * is turned into 64-bit keys here, so that a million rows sort in a fraction
 * of a second without an index for every column. A second connection reads the
 * second half of a long list at the same time. */

#include <stdlib.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "lep-collate.h"

#include "lep-query-private.h"
#include "lep-record-private.h"
#include "lep-sort-items.h"

typedef struct Sorter Sorter;

struct Sorter
{
  const LepQuery *query;
  const LepField *field; /* NULL: another column */
  LepWorkspace   *workspace;
  LepHalf         half;       /* what is read of it */
  GHashTable     *references; /* id → its place in ids */
  GPtrArray      *ids;
  GStringChunk   *texts;
  GString        *buffer;
  GArray         *items;  /* LepSortItem; their rows are places in rids */
  GArray         *rids;   /* gint64, of the items, as they were made */
  GArray         *empty;  /* gint64; all rows of what is not sorted */
  Sorter         *second; /* whose texts the items borrow, too; or NULL */
};

static Sorter *
sorter_new (const LepQuery *query,
            LepWorkspace   *workspace)
{
  const LepKind *kind = lep_schema_kind (query->kind);
  Sorter        *self = g_new0 (Sorter, 1);

  self->query = query;
  self->workspace = workspace;
  self->field = kind != NULL && query->sort != NULL ? lep_kind_field (kind, query->sort) : NULL;
  self->references = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->ids = g_ptr_array_new ();
  self->texts = g_string_chunk_new (64 * 1024);
  self->buffer = g_string_sized_new (256);
  self->items = g_array_new (FALSE, FALSE, sizeof (LepSortItem));
  self->rids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->empty = g_array_new (FALSE, FALSE, sizeof (gint64));
  return self;
}

static void
sorter_free (Sorter *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->items);
  g_array_unref (self->rids);
  g_array_unref (self->empty);
  g_string_chunk_free (self->texts);
  g_string_free (self->buffer, TRUE);
  g_ptr_array_unref (self->ids);
  g_hash_table_unref (self->references);
  sorter_free (self->second);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Sorter, sorter_free)

static guint64
number_key (gint64 number)
{
  return (guint64) number ^ (G_GUINT64_CONSTANT (1) << 63);
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
set_text (Sorter      *self,
          LepSortItem *item,
          const char  *text)
{
  g_string_truncate (self->buffer, 0);
  lep_collate_append (self->buffer, text);
  lep_sort_item_set_text (item, self->buffer->str);
  if (item->text != NULL)
    item->text = g_string_chunk_insert_len (self->texts, item->text, (gssize) (self->buffer->len - 8));
}

/* The number of what a row refers to, in the order in which they are met. */
static guint
reference_number (Sorter     *self,
                  const char *id)
{
  gpointer found;
  char    *own;

  if (g_hash_table_lookup_extended (self->references, id, NULL, &found))
    return GPOINTER_TO_UINT (found);

  own = g_strdup (id);
  g_hash_table_insert (self->references, own, GUINT_TO_POINTER (self->ids->len));
  g_ptr_array_add (self->ids, own);
  return self->ids->len - 1;
}

static void
set_key (Sorter      *self,
         LepSortItem *item,
         LepStmt     *stmt)
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
      item->key = reference_number (self, lep_stmt_text (stmt, 1));
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

typedef struct
{
  guint number;
  char *key;
} TitleRank;

static int
compare_title_ranks (gconstpointer a,
                     gconstpointer b)
{
  return strcmp (((const TitleRank *) a)->key, ((const TitleRank *) b)->key);
}

/* Puts ranks by title in place of the numbers: there are far fewer titles than
 * rows. What is not on this laptop comes after what is. */
static void
rank_references (Sorter *self)
{
  g_autofree TitleRank *titles = g_new (TitleRank, self->ids->len + 1);
  g_autofree guint     *ranks = g_new (guint, self->ids->len + 1);
  guint                 rank = 0;

  for (guint i = 0; i < self->ids->len; i++)
    {
      g_autofree char *title = lep_workspace_find_title (self->workspace, self->field->target, g_ptr_array_index (self->ids, i));

      titles[i].number = i;
      titles[i].key = title != NULL ? lep_collate_key (title) : g_strdup ("\xff");
    }
  qsort (titles, self->ids->len, sizeof *titles, compare_title_ranks);
  for (guint i = 0; i < self->ids->len; i++)
    {
      if (i > 0 && compare_title_ranks (&titles[i - 1], &titles[i]) != 0)
        rank++;
      ranks[titles[i].number] = rank;
    }
  for (guint i = 0; i < self->items->len; i++)
    {
      LepSortItem *item = &g_array_index (self->items, LepSortItem, i);

      item->key = ranks[item->key];
    }
  for (guint i = 0; i < self->ids->len; i++)
    g_free (titles[i].key);
}

/* Rows that are alike in what they are sorted by stay as they were made. */
static void
take_item (Sorter     *self,
           LepSortItem item,
           gint64      rid)
{
  item.rid = self->rids->len;
  g_array_append_val (self->rids, rid);
  g_array_append_val (self->items, item);
}

/* Reads the rows: what has an answer into items, the rest into empty. */
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
  if (!lep_query_add_from_as_made (self->query, &self->half, sql, self->workspace, error))
    return FALSE;
  if (self->query->sort == NULL && self->query->limit > 0)
    {
      lep_sql_add (sql, " LIMIT ?");
      lep_sql_bind_number (sql, self->query->limit);
    }
  stmt = lep_sql_prepare (sql, self->workspace, error);
  if (stmt == NULL)
    return FALSE;

  while (TRUE)
    {
      LepSortItem item = { 0 };
      gint64      rid;

      if (!lep_stmt_step (stmt, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;

      rid = lep_stmt_int64 (stmt, 0);
      if (lep_stmt_is_null (stmt, 1))
        {
          g_array_append_val (self->empty, rid);
          continue;
        }
      set_key (self, &item, stmt);
      take_item (self, item, rid);
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
      LepSortItem item = { 0 };
      const char *text = lep_record_get_column (record, column);
      gint64      rid = lep_record_get_rid (record);
      gint64      number;

      if (text == NULL)
        {
          g_array_append_val (self->empty, rid);
          continue;
        }
      if (lep_record_get_column_int64 (record, column, &number))
        item.key = number_key (number);
      else
        set_text (self, &item, text);
      take_item (self, item, rid);
    }
  return TRUE;
}

/* Returns: (transfer full) (nullable): what is read of each row, in SQL; %NULL for a
 * column that is made from whole records, or that there is not */
static char *
dup_column_sql (const Sorter *self)
{
  const char *sort = self->query->sort;

  if (sort == NULL)
    return g_strdup ("NULL");
  if (self->field != NULL)
    return g_strdup_printf ("k.\"%s\"", sort);
  if (g_str_equal (sort, "created_at") || g_str_equal (sort, "changed_at"))
    return g_strconcat ("made.", sort, NULL);
  if (g_str_equal (sort, "space"))
    return g_strdup ("(SELECT coalesce (s.name, '') FROM space s WHERE s.no = made.space_no)");
  return NULL;
}

/* --- Two halves at once --- */

/* What a thread of its own reads. */
typedef struct
{
  Sorter     *sorter;
  const char *column;
  gboolean    done;
} SecondHalf;

static gpointer
read_second_half (gpointer data)
{
  SecondHalf *self = data;

  lep_db_use_here (lep_workspace_get_db (self->sorter->workspace));
  self->done = read_items (self->sorter, self->column, NULL);
  return NULL;
}

/* What comes after ours, with places, numbers and texts of its own. */
static void
take_second (Sorter *self,
             Sorter *second)
{
  guint               n_before = self->rids->len;
  g_autofree guint64 *numbers = g_new (guint64, second->ids->len + 1);

  for (guint i = 0; i < second->ids->len; i++)
    numbers[i] = reference_number (self, g_ptr_array_index (second->ids, i));
  for (guint i = 0; i < second->items->len; i++)
    {
      LepSortItem *item = &g_array_index (second->items, LepSortItem, i);

      item->rid += n_before;
      if (second->ids->len > 0)
        item->key = numbers[item->key];
    }
  g_array_append_vals (self->items, second->items->data, second->items->len);
  g_array_append_vals (self->rids, second->rids->data, second->rids->len);
  g_array_append_vals (self->empty, second->empty->data, second->empty->len);
  self->second = second;
}

/* What could not be read beside, as somebody waits to save or there is no other thread to
 * be had, is read here. */
static gboolean
read_both_halves (Sorter       *self,
                  const char   *column,
                  LepWorkspace *beside,
                  GError      **error)
{
  g_autoptr (Sorter) second = sorter_new (self->query, beside);
  SecondHalf work = { second, column, FALSE };
  GThread   *thread;
  gboolean   done;

  second->half = (LepHalf){ self->half.middle, TRUE };
  thread = g_thread_try_new ("second-half", read_second_half, &work, NULL);
  done = read_items (self, column, error);
  if (thread != NULL)
    g_thread_join (thread);
  lep_db_use_here (lep_workspace_get_db (beside));
  if (!done)
    return FALSE;

  if (work.done)
    {
      take_second (self, g_steal_pointer (&second));
      return TRUE;
    }
  self->half.is_second = TRUE;
  return read_items (self, column, error);
}

static gboolean
read_rows (Sorter       *self,
           LepWorkspace *beside,
           GError      **error)
{
  const char      *sort = self->query->sort;
  g_autofree char *column = dup_column_sql (self);

  if (column == NULL && lep_query_has_column (self->query, sort))
    return read_related_items (self, sort, error);
  if (column == NULL)
    {
      g_set_error (error, LEP_ERROR, LEP_ERROR_NOT_FOUND, _ ("“%s” has no field “%s”."), self->query->kind, sort);
      return FALSE;
    }

  if (beside != NULL && !lep_query_find_middle (self->query, self->workspace, &self->half.middle, error))
    return FALSE;
  return self->half.middle != 0 ? read_both_halves (self, column, beside, error) : read_items (self, column, error);
}

static GArray *
in_order (Sorter *self)
{
  guint   n = self->items->len;
  GArray *rids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n + self->empty->len);

  if (self->field != NULL && self->field->type == LEP_TYPE_REF)
    rank_references (self);
  lep_sort_items ((LepSortItem *) (void *) self->items->data, n);
  for (guint i = 0; i < n; i++)
    {
      const LepSortItem *item = &g_array_index (self->items, LepSortItem, self->query->descending ? n - 1 - i : i);

      g_array_append_val (rids, g_array_index (self->rids, gint64, item->rid));
    }
  g_array_append_vals (rids, self->empty->data, self->empty->len);
  return rids;
}

/**
 * lep_query_sort_ids:
 * @workspace: with @beside one that began to read
 * @beside: (nullable): another connection to the same file, which waits for nobody; a
 *   thread reads the second half of a long list with it. Nobody can have saved between
 *   the two: that waits for @workspace.
 *
 * Returns: (transfer full) (element-type gint64): the numbers of all rows that
 *   the query finds, in its order
 */
GArray *
lep_query_sort_ids (LepWorkspace   *workspace,
                    LepWorkspace   *beside,
                    const LepQuery *self,
                    GError        **error)
{
  g_autoptr (Sorter) sorter = sorter_new (self, workspace);

  return read_rows (sorter, beside, error) ? in_order (sorter) : NULL;
}
