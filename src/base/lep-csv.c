/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads and writes tables of comma-separated values (RFC 4180): cells with separators,
 * quotes and line ends in double quotes; lines end in LF or CRLF. */

#include <string.h>
#include <glib/gi18n-lib.h>

#include "lep-error.h"

#include "lep-csv.h"

typedef struct
{
  const char *position;
  char        separator;
  guint       line;
  guint       n_cells;
  GString    *cell;
} Reader;

static gboolean
is_line_end (const char *text)
{
  return *text == '\n' || (text[0] == '\r' && text[1] == '\n');
}

static gboolean
ends_cell (const Reader *reader)
{
  return *reader->position == '\0' || *reader->position == reader->separator || is_line_end (reader->position);
}

static gboolean
read_quoted (Reader  *reader,
             GError **error)
{
  guint start = reader->line;

  for (reader->position++; *reader->position != '\0'; reader->position++)
    {
      if (*reader->position == '\n')
        reader->line++;
      if (*reader->position != '"')
        {
          g_string_append_c (reader->cell, *reader->position);
          continue;
        }
      if (*++reader->position == '"')
        {
          g_string_append_c (reader->cell, '"');
          continue;
        }
      if (ends_cell (reader))
        return TRUE;

      g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID,
                   _ ("Line %u: text follows a closing quote; double the quotes inside of quotes."), reader->line);
      return FALSE;
    }

  g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID,
               _ ("Line %u: the quote that starts here is never closed; close it."), start);
  return FALSE;
}

static gboolean
read_plain (Reader  *reader,
            GError **error)
{
  for (; !ends_cell (reader); reader->position++)
    {
      if (*reader->position == '"')
        {
          g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID,
                       _ ("Line %u: a quote stands inside a cell without quotes; put the cell in quotes."), reader->line);
          return FALSE;
        }
      g_string_append_c (reader->cell, *reader->position);
    }

  return TRUE;
}

static LepCsvRow *
read_row (Reader  *reader,
          GError **error)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  LepCsvRow *row;
  guint      line = reader->line;

  while (TRUE)
    {
      g_string_truncate (reader->cell, 0);
      if (!(*reader->position == '"' ? read_quoted : read_plain) (reader, error))
        return NULL;
      g_ptr_array_add (cells, g_strdup (reader->cell->str));
      if (++reader->n_cells > LEP_CSV_MAX_CELLS)
        {
          g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID, _ ("Line %u: the table has more than %d cells up to here; divide it."), line, LEP_CSV_MAX_CELLS);
          return NULL;
        }
      if (*reader->position != reader->separator)
        break;
      reader->position++;
    }

  if (*reader->position == '\r')
    reader->position++;
  if (*reader->position == '\n')
    {
      reader->position++;
      reader->line++;
    }

  g_ptr_array_add (cells, NULL);
  row = g_new (LepCsvRow, 1);
  row->cells = (char **) g_ptr_array_free (g_steal_pointer (&cells), FALSE);
  row->line = line;
  return row;
}

void
lep_csv_row_free (LepCsvRow *self)
{
  g_strfreev (self->cells);
  g_free (self);
}

/**
 * lep_csv_parse:
 * @text: UTF-8, with or without a byte order mark
 * @separator: usually ',' or ';'
 *
 * Reads a whole table, up to %LEP_CSV_MAX_ROWS rows and %LEP_CSV_MAX_CELLS cells.
 * Empty lines are left out; rows may differ in length.
 *
 * Returns: (transfer full) (element-type LepCsvRow): the rows, or %NULL with
 *   %LEP_ERROR_INVALID naming the line
 */
GPtrArray *
lep_csv_parse (const char *text,
               char        separator,
               GError    **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) lep_csv_row_free);
  g_autoptr (GString) cell = g_string_new (NULL);
  Reader reader = { .position = text, .separator = separator, .line = 1, .cell = cell };

  if (!g_utf8_validate (text, -1, NULL))
    {
      g_set_error_literal (error, LEP_ERROR, LEP_ERROR_INVALID, _ ("The table is not UTF-8 text; save it as UTF-8."));
      return NULL;
    }

  if (g_str_has_prefix (text, "\357\273\277"))
    reader.position += 3;

  while (*reader.position != '\0')
    {
      LepCsvRow *row = read_row (&reader, error);

      if (row == NULL)
        return NULL;
      if (row->cells[1] == NULL && *row->cells[0] == '\0')
        {
          lep_csv_row_free (row);
          continue;
        }
      g_ptr_array_add (rows, row);
      if (rows->len > LEP_CSV_MAX_ROWS)
        {
          g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID, _ ("Line %u: the table has more than %d lines; divide it."), row->line, LEP_CSV_MAX_ROWS);
          return NULL;
        }
    }

  return g_steal_pointer (&rows);
}

/**
 * lep_csv_guess_separator:
 *
 * Spreadsheets of countries with a decimal comma write semicolons.
 *
 * Returns: the one of ',', ';' and tab that stands most often in the first line,
 *   outside of quotes
 */
char
lep_csv_guess_separator (const char *text)
{
  static const char separators[] = ",;\t";
  guint             n[G_N_ELEMENTS (separators)] = { 0 };
  gboolean          quoted = FALSE;
  guint             best = 0;

  for (const char *p = text; *p != '\0' && (quoted || *p != '\n'); p++)
    {
      const char *found = strchr (separators, *p);

      if (*p == '"')
        quoted = !quoted;
      else if (found != NULL && !quoted)
        n[found - separators]++;
    }
  for (guint i = 1; separators[i] != '\0'; i++)
    if (n[i] > n[best])
      best = i;

  return separators[best];
}

/* Whether a spreadsheet would run the text as a formula. A number or a phone
 * number with a sign before it does no harm. */
static gboolean
is_formula (const char *text)
{
  if (*text == '\0' || strchr ("=@\t\r", *text) != NULL)
    return *text != '\0';

  return (*text == '+' || *text == '-') && text[strspn (text, "+-0123456789 ()/.,")] != '\0';
}

/**
 * lep_csv_append_text:
 * @text: (nullable): what the cell holds
 *
 * Writes one cell, in quotes. What a spreadsheet would run as a formula gets an
 * apostrophe before it, which lep_csv_plain_text () takes off again.
 */
void
lep_csv_append_text (GString    *out,
                     const char *text)
{
  const char *value = text != NULL ? text : "";

  g_string_append_c (out, '"');
  if (is_formula (value + strspn (value, "'")))
    g_string_append_c (out, '\'');
  for (const char *p = value; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *p);
    }
  g_string_append_c (out, '"');
}

/**
 * lep_csv_plain_text:
 *
 * Returns: (transfer full): the cell's text without the apostrophe that kept a
 *   spreadsheet from running it
 */
char *
lep_csv_plain_text (const char *cell)
{
  return g_strdup (*cell == '\'' && is_formula (cell + strspn (cell, "'")) ? cell + 1 : cell);
}
