/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A query: what to list, as plain data. */

#include "lep-util.h"

#include "lep-query-private.h"

#include "lep-query.h"

static void
lep_filter_free (gpointer data)
{
  LepFilter *filter = data;

  g_free (filter->field);
  g_free (filter->value);
  g_free (filter);
}

/**
 * lep_query_new:
 * @kind: name of a kind; also one that this version does not know
 *
 * A query for all live records of the kind, in the order they were made.
 */
LepQuery *
lep_query_new (const char *kind)
{
  LepQuery *self = g_new0 (LepQuery, 1);

  g_return_val_if_fail (kind != NULL, NULL);

  self->kind = g_strdup (kind);
  self->filters = g_ptr_array_new_with_free_func (lep_filter_free);
  self->columns = g_ptr_array_new_with_free_func (g_free);
  return self;
}

LepQuery *
lep_query_copy (const LepQuery *self)
{
  LepQuery *copy = lep_query_new (self->kind);

  for (guint i = 0; i < self->filters->len; i++)
    {
      const LepFilter *filter = g_ptr_array_index (self->filters, i);

      lep_query_add_filter (copy, filter->field, filter->value);
    }
  for (guint i = 0; i < self->columns->len; i++)
    lep_query_add_column (copy, g_ptr_array_index (self->columns, i));
  lep_query_set_text (copy, self->text);
  lep_query_set_scope (copy, self->scope_kind, self->scope_id);
  lep_query_set_space (copy, self->space);
  lep_query_set_sort (copy, self->sort, self->descending);
  copy->rows = self->rows;
  copy->limit = self->limit;
  return copy;
}

void
lep_query_free (LepQuery *self)
{
  if (self == NULL)
    return;

  g_free (self->kind);
  g_ptr_array_unref (self->filters);
  g_ptr_array_unref (self->columns);
  g_free (self->text);
  g_free (self->scope_kind);
  g_free (self->scope_id);
  g_free (self->space);
  g_free (self->sort);
  g_free (self);
}

const char *
lep_query_get_kind (const LepQuery *self)
{
  return self->kind;
}

/**
 * lep_query_add_filter:
 * @field: a field of the kind
 * @value: (nullable): canonical value; %NULL = not answered
 *
 * Keeps only the records that have this value; several filters must all hold.
 * A set of codes matches when it contains @value; a reference to an
 * organisation also matches those that were merged into it. An unknown field
 * makes the query fail when it runs.
 */
void
lep_query_add_filter (LepQuery   *self,
                      const char *field,
                      const char *value)
{
  LepFilter *filter = g_new0 (LepFilter, 1);

  g_return_if_fail (field != NULL);

  filter->field = g_strdup (field);
  filter->value = g_strdup (value);
  g_ptr_array_add (self->filters, filter);
}

/**
 * lep_query_set_text:
 * @text: (nullable): words as typed; %NULL or blank = no text filter
 *
 * Keeps the records whose texts contain a word that starts with each of these,
 * whatever the script and the diacritics.
 */
void
lep_query_set_text (LepQuery   *self,
                    const char *text)
{
  lep_set_str (&self->text, text);
}

/**
 * lep_query_set_scope:
 * @kind: (nullable): "partnership" or "project"; %NULL = everything
 * @id: its id
 *
 * Keeps what belongs to one partnership or project. Kinds that know neither
 * (calls, indicators) are listed whole.
 */
void
lep_query_set_scope (LepQuery   *self,
                     const char *kind,
                     const char *id)
{
  lep_set_str (&self->scope_kind, kind);
  lep_set_str (&self->scope_id, id);
}

/**
 * lep_query_set_space:
 * @space: (nullable): id of the space to look in; %NULL = all
 */
void
lep_query_set_space (LepQuery   *self,
                     const char *space)
{
  lep_set_str (&self->space, space);
}

/**
 * lep_query_set_sort:
 * @column: (nullable): a field, "created_at", "changed_at", "space", or a
 *   related column (lep_query_add_column ()); %NULL = as they were made
 *
 * Texts sort by their folded form, so that both scripts stand together;
 * references by the title of what they name, codes in the order of their list.
 * What is not answered comes last, whatever the direction. Rows that are alike
 * go as they were made: no list depends on what came here first.
 */
void
lep_query_set_sort (LepQuery   *self,
                    const char *column,
                    gboolean    descending)
{
  lep_set_str (&self->sort, column);
  self->descending = descending;
}

void
lep_query_set_rows (LepQuery    *self,
                    LepShownRows rows)
{
  self->rows = rows;
}

/**
 * lep_query_set_limit:
 * @limit: how many records at most; 0 = all
 */
void
lep_query_set_limit (LepQuery *self,
                     guint     limit)
{
  self->limit = limit;
}

/**
 * lep_query_add_column:
 * @column: "REFERENCE.title" for the title of what a reference field names,
 *   "REFERENCE.short" for its short name, where it has one;
 *   for projects and partnerships also "CODE.actual" and "CODE.target" of an
 *   indicator, and "paid" (hundredths of a percent of the grant), both with
 *   "CODE.provisional" and "paid.provisional"; of any kind
 *   %LEP_COLUMN_CURRENCY, of its amounts: lep_currency_of_record ()
 *
 * Asks for a related column; read it with lep_record_get_column ().
 */
void
lep_query_add_column (LepQuery   *self,
                      const char *column)
{
  g_return_if_fail (column != NULL);

  if (!g_ptr_array_find_with_equal_func (self->columns, column, g_str_equal, NULL))
    g_ptr_array_add (self->columns, g_strdup (column));
}

static gboolean
same_filters (const LepQuery *a,
              const LepQuery *b)
{
  if (a->filters->len != b->filters->len)
    return FALSE;

  for (guint i = 0; i < a->filters->len; i++)
    {
      const LepFilter *left = g_ptr_array_index (a->filters, i);
      const LepFilter *right = g_ptr_array_index (b->filters, i);

      if (!g_str_equal (left->field, right->field) || g_strcmp0 (left->value, right->value) != 0)
        return FALSE;
    }
  return TRUE;
}

/**
 * lep_query_finds_same:
 *
 * Returns: whether both find the same rows, in whatever order and however many
 *   of them
 */
gboolean
lep_query_finds_same (const LepQuery *self,
                      const LepQuery *other)
{
  return g_str_equal (self->kind, other->kind) && same_filters (self, other) && self->rows == other->rows &&
         g_strcmp0 (self->text, other->text) == 0 && g_strcmp0 (self->space, other->space) == 0 &&
         g_strcmp0 (self->scope_kind, other->scope_kind) == 0 && g_strcmp0 (self->scope_id, other->scope_id) == 0;
}

/* Returns: whether both are of one kind, and ask for the same related columns */
gboolean
lep_query_has_same_columns (const LepQuery *self,
                            const LepQuery *other)
{
  if (!g_str_equal (self->kind, other->kind) || self->columns->len != other->columns->len)
    return FALSE;

  for (guint i = 0; i < self->columns->len; i++)
    if (!g_str_equal (g_ptr_array_index (self->columns, i), g_ptr_array_index (other->columns, i)))
      return FALSE;
  return TRUE;
}

/**
 * lep_query_run_ids:
 *
 * Returns: (transfer full) (element-type gint64): the row numbers of this
 *   file that the query finds, sorted and limited
 */
GArray *
lep_query_run_ids (LepWorkspace   *workspace,
                   const LepQuery *self,
                   GError        **error)
{
  GArray *rids = lep_query_sort_ids (workspace, NULL, self, error);

  if (rids != NULL && self->limit > 0 && rids->len > self->limit)
    g_array_set_size (rids, self->limit);
  return rids;
}

/**
 * lep_query_run:
 *
 * Returns: (transfer full) (element-type LepRecord): all records that the
 *   query finds. %LEP_ERROR_NOT_FOUND for an unknown field or kind.
 */
GPtrArray *
lep_query_run (LepWorkspace   *workspace,
               const LepQuery *self,
               GError        **error)
{
  g_autoptr (GArray) rids = lep_query_run_ids (workspace, self, error);

  if (rids == NULL)
    return NULL;
  return lep_query_fetch (workspace, self, (const gint64 *) (void *) rids->data, rids->len, error);
}

/**
 * lep_kind_has_more_rows:
 * @more: (out): whether there are more than @n records of the kind; never of
 *   one that this program does not know
 */
gboolean
lep_kind_has_more_rows (LepWorkspace *workspace,
                        const char   *kind,
                        guint         n,
                        gboolean     *more,
                        GError      **error)
{
  g_autofree char *sql = NULL;
  gint64           found = 0;

  *more = FALSE;
  if (lep_schema_kind (kind) == NULL)
    return TRUE;

  sql = g_strdup_printf ("SELECT 1 FROM \"k_%s\" LIMIT 1 OFFSET %u", kind, n);
  if (!lep_db_get_int64 (lep_workspace_get_db (workspace), sql, &found, error))
    return FALSE;
  *more = found != 0;
  return TRUE;
}
