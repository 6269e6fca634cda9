/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list as a print: the columns and rows that the list page shows, with
 * figures and dates as values, so that a spreadsheet can reckon with them. */

#include <glib/gi18n.h>

#include "lep-list-cells.h"
#include "lep-print.h"
#include "lep-provisional.h"

#include "lep-list-report.h"

/* Records that are read at once. */
#define AT_A_TIME 1000

LepListPrint *
lep_list_print_copy (const LepListPrint *self)
{
  LepListPrint *copy = g_new0 (LepListPrint, 1);

  copy->query = lep_query_copy (self->query);
  copy->columns = g_array_copy (self->columns);

  return copy;
}

void
lep_list_print_free (LepListPrint *self)
{
  lep_query_free (self->query);
  g_array_unref (self->columns);
  g_free (self);
}

/* What the mark before a figure means. */
static void
add_provisional_note (const LepReportInput *input,
                      LepReport            *report)
{
  g_autofree char *note = g_strconcat (LEP_PROVISIONAL_MARK " ", lep_print_text (input, lep_provisional_english ()), NULL);

  lep_report_add_note (report, note);
}

/* Returns: whether the cell holds a day or a number that a spreadsheet can work with */
static gboolean
add_figure (LepTable            *table,
            const LepListColumn *column,
            LepRecord           *record)
{
  const char *value = column->field != NULL ? lep_record_get (record, column->name) : NULL;
  gint64      number;

  if (value == NULL)
    return FALSE;
  if (column->field->type == LEP_TYPE_DATE)
    lep_table_add_date (table, value);
  else if (!lep_record_get_int64 (record, column->name, &number))
    return FALSE;
  else if (column->field->type == LEP_TYPE_MONEY)
    lep_table_add_money (table, number, lep_list_cell_currency (record));
  else if (column->field->type == LEP_TYPE_PERCENT)
    lep_table_add_percent (table, number, 2);
  else if (column->field->type == LEP_TYPE_INT)
    lep_table_add_count (table, number);
  else
    return FALSE;
  return TRUE;
}

/* Words in the print's own language where they are the register's: states, kinds,
 * answers. What a related column says is names and figures. */
static char *
cell_text (const LepReportInput *input,
           const LepListColumn  *column,
           LepRecord            *record)
{
  const char *value = column->field != NULL && column->cell != LEP_LIST_CELL_PAIR ? lep_record_get (record, column->name) : NULL;

  if (value == NULL || *value == '\0' || column->field->type == LEP_TYPE_NOTE || g_str_equal (column->name, "paid"))
    return lep_list_cell_text (input->locale, column, record);

  return lep_print_value (input, record, column->field, value);
}

static void
add_cell (const LepReportInput *input,
          LepTable             *table,
          const LepListColumn  *column,
          LepRecord            *record)
{
  g_autofree char *text = NULL;

  if (add_figure (table, column, record))
    {
      if (lep_list_cell_is_provisional (column, record))
        lep_table_mark (table, LEP_PROVISIONAL_MARK);
      return;
    }

  text = cell_text (input, column, record);
  if (g_str_equal (text, LEP_NOTHING))
    lep_table_add_nothing (table);
  else if (column->field != NULL && column->field->type == LEP_TYPE_TIME && lep_record_get (record, column->name) != NULL)
    lep_table_add_time (table, text, lep_record_get (record, column->name), input->zone);
  else
    lep_table_add_text (table, text, NULL);
}

/* Where amounts are in several currencies a column after them says in which, so that
 * a spreadsheet has it too. Returns: the place of the last amount, or G_MAXUINT: the
 * currency is not told, or shown already */
static guint
find_mixed (const LepListPrint *self,
            const LepSums      *sums)
{
  guint last = G_MAXUINT;

  if (sums->currency != NULL || lep_kind_field (lep_schema_kind (lep_query_get_kind (self->query)), "currency") == NULL)
    return G_MAXUINT;
  for (guint i = 0; i < self->columns->len; i++)
    {
      const LepListColumn *column = &g_array_index (self->columns, LepListColumn, i);

      if (g_str_equal (column->name, "currency"))
        return G_MAXUINT;
      last = lep_list_column_is_money (column) ? i : last;
    }
  return last;
}

static void
add_columns (const LepListPrint   *self,
             const LepReportInput *input,
             LepTable             *table,
             const LepSums        *sums,
             guint                 mixed)
{
  const LepField *currency = lep_kind_field (lep_schema_kind (lep_query_get_kind (self->query)), "currency");

  for (guint i = 0; i < self->columns->len; i++)
    {
      const LepListColumn *column = &g_array_index (self->columns, LepListColumn, i);
      gboolean             figure = column->cell == LEP_LIST_CELL_FIGURE || column->cell == LEP_LIST_CELL_PAIR;
      const char          *unit = lep_list_column_is_money (column) && sums->currency != NULL ? lep_currency_symbol (input->locale, sums->currency) : "";
      g_autofree char     *title = lep_print_join (", ", lep_print_text (input, lep_list_column_english (column)), unit, NULL);

      lep_table_add_column (table, title, NULL, figure ? LEP_COLUMN_FIGURE : LEP_COLUMN_TEXT);
      if (i == mixed)
        lep_table_add_column (table, lep_print_text (input, currency->label), NULL, LEP_COLUMN_TEXT);
    }
}

static char *
count_text (const LepReportInput *input,
            guint                 n_rows)
{
  g_autofree char *count = lep_format_count (input->locale, n_rows);

  return lep_fill (lep_catalogue_plural (input->catalogue, "{count} entry", "{count} entries", n_rows), "count", count, NULL);
}

/* @mixed: the column whose amounts name their currency, in one of its own
 * Returns: whether some figure is provisional */
static gboolean
add_record (const LepListPrint   *self,
            const LepReportInput *input,
            LepTable             *table,
            LepRecord            *record,
            guint                 mixed)
{
  gboolean provisional = FALSE;

  lep_table_add_row (table, LEP_ROW_BODY);
  for (guint i = 0; i < self->columns->len; i++)
    {
      const LepListColumn *column = &g_array_index (self->columns, LepListColumn, i);

      add_cell (input, table, column, record);
      if (i == mixed)
        lep_table_add_text (table, lep_currency_symbol (input->locale, lep_list_cell_currency (record)), NULL);
      provisional |= lep_list_cell_is_provisional (column, record);
    }
  return provisional;
}

/* Some records at a time: a long list of them takes more memory than what is printed. */
static gboolean
add_records (const LepListPrint   *self,
             const LepReportInput *input,
             LepTable             *table,
             const GArray         *rids,
             guint                 mixed,
             gboolean             *provisional,
             GError              **error)
{
  for (guint start = 0; start < rids->len; start += AT_A_TIME)
    {
      g_autoptr (GPtrArray) records = lep_query_fetch (input->workspace, self->query, &g_array_index (rids, gint64, start),
                                                       MIN (AT_A_TIME, rids->len - start), error);

      if (records == NULL)
        return FALSE;
      for (guint i = 0; i < records->len; i++)
        *provisional |= add_record (self, input, table, g_ptr_array_index (records, i), mixed);
    }
  return TRUE;
}

/**
 * lep_list_print_make:
 *
 * Returns: (transfer full): the list as a report across the page
 */
LepReport *
lep_list_print_make (const LepListPrint   *self,
                     const LepReportInput *input,
                     GError              **error)
{
  g_autoptr (GArray) rids = lep_query_run_ids (input->workspace, self->query, error);
  g_autoptr (LepSums) sums = rids == NULL ? NULL : lep_query_sums (input->workspace, self->query, error);
  g_autoptr (LepReport) report = NULL;
  const char      *title = lep_print_text (input, lep_schema_kind (lep_query_get_kind (self->query))->plural);
  g_autofree char *count = NULL;
  gboolean         provisional = FALSE;
  guint            mixed;
  LepTable        *table;

  if (sums == NULL)
    return NULL;

  mixed = find_mixed (self, sums);
  count = count_text (input, rids->len);
  report = lep_print_begin (input, N_ ("List"), title, count, NULL);
  report->landscape = TRUE;
  if (!lep_print_programme_sender (input, report, error))
    return NULL;

  table = lep_report_add_table (report, title);
  add_columns (self, input, table, sums, mixed);
  if (!add_records (self, input, table, rids, mixed, &provisional, error))
    return NULL;
  if (provisional)
    add_provisional_note (input, report);
  return g_steal_pointer (&report);
}
