/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A report as CSV (RFC 4180, UTF-8): for other programs, so numbers and dates
 * are written the same in every language: 1234.50, 2019-04-03. */

#include "lep-csv.h"

#include "lep-report-file.h"

#define SOFT_HYPHEN "\302\255"

/* Where a word may be broken is of no use in a table. */
static void
append_text (GString    *out,
             const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text == NULL ? "" : text, SOFT_HYPHEN, -1);
  g_autofree char *whole = g_strjoinv ("", parts);

  lep_csv_append_text (out, whole);
}

static void
append_row (GString    *out,
            const char *first,
            const char *second,
            const char *third)
{
  append_text (out, first);
  for (int i = 0; i < 2; i++)
    {
      const char *text = i == 0 ? second : third;

      if (text == NULL)
        break;
      g_string_append_c (out, ',');
      append_text (out, text);
    }
  g_string_append (out, "\r\n");
}

static void
append_number (GString *out,
               gint64   value,
               guint    scale)
{
  char    digits[32];
  guint64 magnitude = value < 0 ? 0 - (guint64) value : (guint64) value;
  int     n = g_snprintf (digits, sizeof digits, "%0*" G_GUINT64_FORMAT, (int) scale + 1, magnitude);

  if (value < 0)
    g_string_append_c (out, '-');
  g_string_append_len (out, digits, n - (int) scale);
  if (scale > 0)
    g_string_append_printf (out, ".%s", digits + n - (int) scale);
}

static void
append_cell (GString       *out,
             const LepCell *cell)
{
  if (cell->type == LEP_CELL_NUMBER || cell->type == LEP_CELL_PERCENT)
    append_number (out, cell->number, cell->scale);
  else if (cell->type == LEP_CELL_DATE)
    append_text (out, cell->second);
  else if (cell->type == LEP_CELL_TEXT && cell->second != NULL)
    {
      g_autofree char *both = g_strdup_printf ("%s (%s)", cell->text, cell->second);

      append_text (out, both);
    }
  else if (cell->text != NULL && (cell->type == LEP_CELL_TEXT || cell->type == LEP_CELL_BOX))
    append_text (out, cell->text);
}

/* Marks of numbers stand in the next column, which has no title. */
static void
append_table (GString        *out,
              const LepTable *table)
{
  g_autofree gboolean *is_marked = g_new0 (gboolean, table->columns->len + 1);

  for (guint i = 0, n = 0; i < table->columns->len; i++)
    {
      const LepColumn *column = lep_table_column (table, i);
      g_autofree char *title = column->group == NULL ? g_strdup (column->title) : g_strdup_printf ("%s: %s", column->group, column->title);

      if (column->flags & LEP_COLUMN_BAR)
        continue;
      if (n++ > 0)
        g_string_append_c (out, ',');
      append_text (out, title);
      is_marked[i] = lep_table_get_mark (table, i) != NULL;
      if (is_marked[i])
        g_string_append_c (out, ',');
    }
  g_string_append (out, "\r\n");

  for (guint r = 0; r < table->rows->len; r++)
    {
      const LepRow *row = lep_table_row (table, r);

      for (guint i = 0, n = 0; i < table->columns->len; i++)
        {
          if (lep_table_column (table, i)->flags & LEP_COLUMN_BAR)
            continue;
          if (n++ > 0)
            g_string_append_c (out, ',');
          append_cell (out, lep_row_cell (row, i));
          if (is_marked[i])
            {
              g_string_append_c (out, ',');
              append_text (out, lep_row_cell (row, i)->mark != NULL ? lep_row_cell (row, i)->mark : "");
            }
        }
      g_string_append (out, "\r\n");
    }
}

static void
append_chart (GString        *out,
              const LepChart *chart)
{
  append_text (out, chart->title);
  for (guint s = 0; s < chart->series->len; s++)
    {
      g_string_append_c (out, ',');
      append_text (out, ((LepSeries *) g_ptr_array_index (chart->series, s))->name);
    }
  g_string_append (out, "\r\n");

  for (guint i = 0; i < chart->labels->len; i++)
    {
      append_text (out, g_ptr_array_index (chart->labels, i));
      for (guint s = 0; s < chart->series->len; s++)
        {
          gint64 value = lep_series_value (g_ptr_array_index (chart->series, s), i);

          g_string_append_c (out, ',');
          if (value != LEP_CHART_MISSING)
            append_number (out, value, 0);
        }
      g_string_append (out, "\r\n");
    }
}

static void
append_block (GString        *out,
              const LepBlock *block)
{
  if (block->type == LEP_BLOCK_HEADING)
    g_string_append (out, "\r\n");
  if (block->text != NULL)
    append_row (out, block->text, NULL, NULL);
  if (block->items != NULL)
    for (guint i = 0; i < block->items->len; i++)
      {
        const LepReportItem *item = g_ptr_array_index (block->items, i);

        append_row (out, item->label, item->value == NULL ? "" : item->value, item->note);
      }
  if (block->table != NULL)
    append_table (out, block->table);
  if (block->chart != NULL)
    append_chart (out, block->chart);
}

/**
 * lep_report_make_csv:
 *
 * Returns: (transfer full): the whole report as lines of cells
 */
GBytes *
lep_report_make_csv (const LepReport *self)
{
  GString *out = g_string_new (NULL);

  append_row (out, self->title, NULL, NULL);
  if (self->subtitle != NULL && *self->subtitle != '\0')
    append_row (out, self->subtitle, NULL, NULL);
  for (guint i = 0; i < self->frame->len; i++)
    {
      const LepReportItem *item = g_ptr_array_index (self->frame, i);

      append_row (out, item->label, item->value, NULL);
    }
  for (guint i = 0; i < self->blocks->len; i++)
    append_block (out, lep_report_block (self, i));
  g_string_append (out, "\r\n");
  for (guint i = 0; i < self->footer->len; i++)
    append_row (out, g_ptr_array_index (self->footer, i), NULL, NULL);
  return g_string_free_to_bytes (out);
}
