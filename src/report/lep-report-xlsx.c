/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A report as a spreadsheet: the frame on the first sheet, each table and each
 * chart's values on one of its own. Texts are text cells, so none can become a
 * formula; figures are numbers, dates are dates. */

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <xlsxwriter.h>

#include "lep-error.h"

#include "lep-report-file.h"

#define MAX_NAME              31    /* characters of a sheet's name */
#define MAX_TEXT              32767 /* characters of a cell */
#define N_SCALES              5
#define DATE_LIKE_THE_READERS 14
#define TIME_LIKE_THE_READERS 22    /* day and hour */
#define LARGE_TABLE           10000 /* rows */

typedef struct
{
  const LepReport *report;
  lxw_workbook    *book;
  lxw_format      *title, *heading, *strong, *head, *wrapped, *date, *time;
  lxw_format      *number[2][N_SCALES], *percent[2]; /* plain and strong */
  GHashTable      *names;                            /* of the sheets, in small letters */
} Book;

static lxw_format *
add_format (Book       *book,
            gboolean    bold,
            double      size,
            const char *number)
{
  lxw_format *format = workbook_add_format (book->book);

  if (bold)
    format_set_bold (format);
  if (size > 0)
    format_set_font_size (format, size);
  if (number != NULL)
    format_set_num_format (format, number);
  format_set_align (format, LXW_ALIGN_VERTICAL_TOP);
  return format;
}

static void
add_formats (Book *book)
{
  static const char *const numbers[N_SCALES] = { "#,##0", "#,##0.0", "#,##0.00", "#,##0.000", "#,##0.0000" };

  book->title = add_format (book, TRUE, 16, NULL);
  book->heading = add_format (book, TRUE, 12, NULL);
  book->strong = add_format (book, TRUE, 0, NULL);
  book->head = add_format (book, TRUE, 0, NULL);
  format_set_bottom (book->head, LXW_BORDER_THIN);
  format_set_text_wrap (book->head);
  book->wrapped = add_format (book, FALSE, 0, NULL);
  format_set_text_wrap (book->wrapped);
  book->date = add_format (book, FALSE, 0, NULL);
  format_set_num_format_index (book->date, DATE_LIKE_THE_READERS);
  book->time = add_format (book, FALSE, 0, NULL);
  format_set_num_format_index (book->time, TIME_LIKE_THE_READERS);
  for (int strong = 0; strong < 2; strong++)
    {
      for (guint scale = 0; scale < N_SCALES; scale++)
        book->number[strong][scale] = add_format (book, strong, 0, numbers[scale]);
      book->percent[strong] = add_format (book, strong, 0, "0.0%");
    }
}

/* A text cell; the library refuses what is longer than a cell can hold. */
static void
write_text (lxw_worksheet *sheet,
            lxw_row_t      row,
            lxw_col_t      column,
            const char    *text,
            lxw_format    *format)
{
  g_autofree char *head = NULL;

  if (text == NULL || *text == '\0')
    return;
  if (g_utf8_strlen (text, -1) > MAX_TEXT)
    text = head = g_utf8_substring (text, 0, MAX_TEXT);
  worksheet_write_string (sheet, row, column, text, format);
}

/* Sheet names: 31 characters, some forbidden, no two alike in small letters. */
static gboolean
claim_name (Book       *book,
            const char *name)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);

  return g_hash_table_add (book->names, g_steal_pointer (&folded));
}

static lxw_worksheet *
add_sheet (Book       *book,
           const char *wanted)
{
  const char      *text = wanted == NULL || *wanted == '\0' ? book->report->values_text : wanted;
  g_autofree char *head = g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), MAX_NAME - 4));
  g_autofree char *clean = g_strstrip (g_strdelimit (g_strdup (head), "[]:*?/\\'", ' '));
  g_autofree char *name = g_strdup (*clean == '\0' ? "1" : clean);
  lxw_worksheet   *sheet;

  for (guint i = 2; !claim_name (book, name); i++)
    {
      g_free (name);
      name = g_strdup_printf ("%s %u", *clean == '\0' ? "1" : clean, i);
    }
  sheet = workbook_add_worksheet (book->book, name);
  worksheet_set_paper (sheet, 9); /* A4 */
  worksheet_fit_to_pages (sheet, 1, 0);
  return sheet;
}

static void
write_date (Book          *book,
            lxw_worksheet *sheet,
            lxw_row_t      row,
            lxw_col_t      column,
            const LepCell *cell)
{
  g_autofree char *text = g_strndup (cell->second, LEP_DATE_TEXT_SIZE);
  gboolean         has_time = strlen (cell->second) > LEP_DATE_TEXT_SIZE;
  int              hour = 0, minute = 0, second = 0;
  GDate            day;

  g_date_clear (&day, 1);
  if (strlen (text) == LEP_DATE_TEXT_SIZE && strspn (text, "0123456789-") == LEP_DATE_TEXT_SIZE)
    g_date_set_parse (&day, text);
  if (has_time && sscanf (cell->second + LEP_DATE_TEXT_SIZE, " %2d:%2d:%2d", &hour, &minute, &second) != 3)
    g_date_clear (&day, 1);
  if (g_date_valid (&day) && g_date_get_year (&day) >= 1900)
    {
      lxw_datetime date = { .year = g_date_get_year (&day), .month = (int) g_date_get_month (&day), .day = g_date_get_day (&day), .hour = hour, .min = minute, .sec = second };

      worksheet_write_datetime (sheet, row, column, &date, has_time ? book->time : book->date);
    }
  else
    write_text (sheet, row, column, cell->text, NULL);
}

static void
write_cell (Book          *book,
            lxw_worksheet *sheet,
            lxw_row_t      row,
            lxw_col_t      column,
            const LepCell *cell,
            gboolean       strong)
{
  double value = (double) cell->number / pow (10, cell->scale);

  if (cell->type == LEP_CELL_NUMBER)
    worksheet_write_number (sheet, row, column, value, book->number[strong][MIN (cell->scale, N_SCALES - 1)]);
  else if (cell->type == LEP_CELL_PERCENT)
    worksheet_write_number (sheet, row, column, value, book->percent[strong]);
  else if (cell->type == LEP_CELL_DATE)
    write_date (book, sheet, row, column, cell);
  else if (cell->type == LEP_CELL_TEXT && cell->second != NULL)
    {
      g_autofree char *both = g_strdup_printf ("%s\n%s", cell->text, cell->second);

      write_text (sheet, row, column, both, book->wrapped);
    }
  else if (cell->text != NULL && (cell->type == LEP_CELL_TEXT || cell->type == LEP_CELL_BOX))
    write_text (sheet, row, column, cell->text, strong ? book->strong : book->wrapped);
}

static double
width_of (const LepTable *table,
          guint           column)
{
  double width = 8;

  for (guint r = 0; r < table->rows->len; r++)
    {
      const LepRow  *row = lep_table_row (table, r);
      const LepCell *cell = lep_row_cell (row, column);

      if (!lep_row_is_divider (row) && cell->text != NULL)
        width = fmax (width, (double) g_utf8_strlen (cell->text, -1) + 2);
    }
  return fmin (width, 60);
}

/* Titles, and the width that the contents ask for; beside marked numbers there is a
 * column for the marks, without a title. */
static void
write_head (Book           *book,
            lxw_worksheet  *sheet,
            const LepTable *table,
            gboolean       *is_marked)
{
  for (guint i = 0, column = 0; i < table->columns->len; i++)
    {
      const LepColumn *info = lep_table_column (table, i);
      g_autofree char *title = info->group == NULL ? g_strdup (info->title) : g_strdup_printf ("%s: %s", info->group, info->title);
      g_auto (GStrv) parts = g_strsplit (title, "\302\255", -1); /* no soft hyphens here */
      g_autofree char *plain = g_strjoinv ("", parts);

      if (info->flags & LEP_COLUMN_BAR)
        continue;
      worksheet_set_column (sheet, (lxw_col_t) column, (lxw_col_t) column, width_of (table, i), NULL);
      write_text (sheet, 0, (lxw_col_t) column++, plain, book->head);
      is_marked[i] = lep_table_get_mark (table, i) != NULL;
      column += is_marked[i];
    }
}

/* From top to bottom: a large book keeps no row that is behind it. */
static void
add_table (Book           *book,
           const LepTable *table)
{
  lxw_worksheet       *sheet = add_sheet (book, table->caption);
  g_autofree gboolean *is_marked = g_new0 (gboolean, table->columns->len + 1);

  write_head (book, sheet, table, is_marked);
  for (guint r = 0; r < table->rows->len; r++)
    {
      const LepRow *row = lep_table_row (table, r);

      for (guint i = 0, column = 0; i < table->columns->len; i++)
        {
          if (lep_table_column (table, i)->flags & LEP_COLUMN_BAR)
            continue;
          write_cell (book, sheet, r + 1, (lxw_col_t) column++, lep_row_cell (row, i), row->type != LEP_ROW_BODY);
          if (is_marked[i])
            write_text (sheet, r + 1, (lxw_col_t) column++, lep_row_cell (row, i)->mark, NULL);
        }
    }
  worksheet_freeze_panes (sheet, 1, 0);
  worksheet_repeat_rows (sheet, 0, 0);
}

static void
add_chart (Book           *book,
           const LepChart *chart)
{
  lxw_worksheet *sheet = add_sheet (book, chart->title);

  worksheet_set_column (sheet, 0, 0, 24, NULL);
  for (guint s = 0; s < chart->series->len; s++)
    write_text (sheet, 0, (lxw_col_t) (s + 1), ((LepSeries *) g_ptr_array_index (chart->series, s))->name, book->head);
  for (guint i = 0; i < chart->labels->len; i++)
    {
      write_text (sheet, i + 1, 0, g_ptr_array_index (chart->labels, i), NULL);
      for (guint s = 0; s < chart->series->len; s++)
        {
          gint64 value = lep_series_value (g_ptr_array_index (chart->series, s), i);

          if (value != LEP_CHART_MISSING)
            worksheet_write_number (sheet, i + 1, (lxw_col_t) (s + 1), (double) value, book->number[0][0]);
        }
    }
}

static void
write_items (Book            *book,
             lxw_worksheet   *sheet,
             lxw_row_t       *row,
             const GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++, (*row)++)
    {
      const LepReportItem *item = g_ptr_array_index (items, i);

      write_text (sheet, *row, 0, item->label, NULL);
      write_text (sheet, *row, 1, item->value, book->wrapped);
      write_text (sheet, *row, 2, item->note, NULL);
    }
}

static void
add_frame (Book *book)
{
  const LepReport *report = book->report;
  lxw_worksheet   *sheet = add_sheet (book, report->kicker != NULL ? report->kicker : report->title);
  lxw_row_t        row = 0;

  worksheet_set_column (sheet, 0, 0, 28, NULL);
  worksheet_set_column (sheet, 1, 1, 60, NULL);
  write_text (sheet, row++, 0, report->sender, NULL);
  write_text (sheet, row++, 0, report->title, book->title);
  write_text (sheet, row++, 0, report->subtitle, NULL);
  write_items (book, sheet, &row, report->frame);
  for (guint i = 0; i < report->blocks->len; i++)
    {
      const LepBlock *block = lep_report_block (report, i);

      if (block->type == LEP_BLOCK_HEADING)
        row++;
      if (block->text != NULL)
        write_text (sheet, row++, 0, block->text, block->type == LEP_BLOCK_HEADING ? book->heading : NULL);
      if (block->items != NULL)
        write_items (book, sheet, &row, block->items);
    }
  row++;
  for (guint i = 0; i < report->footer->len; i++)
    write_text (sheet, row++, 0, g_ptr_array_index (report->footer, i), NULL);
}

/* Whether some table is so long that its rows are written as they come, with
 * their texts inside, instead of being kept until the end. */
static gboolean
is_large (const LepReport *report)
{
  for (guint i = 0; i < report->blocks->len; i++)
    {
      const LepBlock *block = lep_report_block (report, i);

      if (block->table != NULL && block->table->rows->len > LARGE_TABLE)
        return TRUE;
    }
  return FALSE;
}

static gboolean
write_book (const LepReport *report,
            const char      *path,
            const char      *temporary_dir)
{
  lxw_workbook_options options = { .tmpdir = (char *) temporary_dir, .constant_memory = is_large (report) };
  lxw_doc_properties   properties = { .title = report->title, .author = report->author, .created = (time_t) (report->printed_at / 1000) };
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Book book = { .report = report, .names = names };

  book.book = workbook_new_opt (path, &options);
  if (book.book == NULL)
    return FALSE;
  workbook_set_properties (book.book, &properties);
  add_formats (&book);
  add_frame (&book);
  for (guint i = 0; i < report->blocks->len; i++)
    {
      const LepBlock *block = lep_report_block (report, i);

      if (block->table != NULL)
        add_table (&book, block->table);
      if (block->chart != NULL)
        add_chart (&book, block->chart);
    }
  return workbook_close (book.book) == LXW_NO_ERROR;
}

/* A whole ZIP file ends in its directory's end record without a comment. */
static gboolean
is_whole (const char *data,
          gsize       size)
{
  return size > 22 && memcmp (data + size - 22, "PK\005\006", 4) == 0;
}

/* What the library will write at most, its temporary files and the result. */
static gsize
needed_room (const LepReport *report)
{
  gsize room = 256 * 1024;

  for (guint i = 0; i < report->blocks->len; i++)
    {
      const LepTable *table = lep_report_block (report, i)->table;

      for (guint r = 0; table != NULL && r < table->rows->len; r++)
        for (guint column = 0; column < table->columns->len; column++)
          {
            const LepCell *cell = lep_row_cell (lep_table_row (table, r), column);

            room += 200 + (cell->text == NULL ? 0 : 12 * strlen (cell->text));
          }
    }
  return room;
}

/* The library does not look whether its temporary files were written, so the
 * room is claimed first: better no spreadsheet than half a sheet. */
static gboolean
claim_room (const LepReport *report,
            int              fd,
            GError         **error)
{
  int result = posix_fallocate (fd, 0, (off_t) needed_room (report));

  if (result == 0 && ftruncate (fd, 0) == 0)
    return TRUE;
  g_set_error (error, LEP_ERROR, LEP_ERROR_FAILED, _ ("The print could not be written: %s"),
               g_strerror (result == 0 ? errno : result));
  return FALSE;
}

/**
 * lep_report_make_xlsx:
 * @temporary_dir: where the library may write; nothing stays there
 *
 * Returns: (transfer full): the whole file
 */
GBytes *
lep_report_make_xlsx (const LepReport *self,
                      const char      *temporary_dir,
                      GError         **error)
{
  g_autofree char *path = g_build_filename (temporary_dir, ".lep-print-XXXXXX", NULL);
  g_autofree char *data = NULL;
  gsize            size = 0;
  gboolean         ok, has_room;
  int              fd = g_mkstemp (path);

  if (fd < 0)
    {
      g_set_error (error, LEP_ERROR, LEP_ERROR_FAILED, _ ("The print could not be written: %s"), g_strerror (errno));
      return NULL;
    }

  has_room = claim_room (self, fd, error);
  close (fd);
  ok = has_room && write_book (self, path, temporary_dir) && g_file_get_contents (path, &data, &size, NULL) && is_whole (data, size);
  g_unlink (path);
  if (!has_room)
    return NULL;
  if (!ok)
    {
      g_set_error_literal (error, LEP_ERROR, LEP_ERROR_FAILED,
                           _ ("The spreadsheet could not be written. Is there room on the disk?"));
      return NULL;
    }
  return g_bytes_new_take (g_steal_pointer (&data), size);
}
