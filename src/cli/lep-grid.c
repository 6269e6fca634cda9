/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table for people on a terminal: as wide as its content, columns two spaces
 * apart, nothing invisible in it. */

#include <string.h>

#include "lep-cli.h"

#define MAX_CELL 60 /* columns of a terminal; longer cells are cut, but for the last */

struct _LepGrid
{
  GPtrArray *cells; /* of all rows, the headings first */
  guint      n_columns;
  guint64    right; /* bit i: column i holds numbers */
};

static int
character_width (gunichar character)
{
  if (g_unichar_iszerowidth (character))
    return 0;
  return g_unichar_iswide (character) ? 2 : 1;
}

static int
text_width (const char *text)
{
  int width = 0;

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    width += character_width (g_utf8_get_char (c));
  return width;
}

static char *
make_cell (const char *text)
{
  g_autofree char *line = g_strdelimit (g_strdup (text != NULL ? text : ""), "\r\n\t", ' ');

  return lep_cli_visible (line);
}

/**
 * lep_grid_cell:
 * @text: (nullable): the cell
 *
 * Adds a cell to the row begun with lep_grid_start ().
 */
void
lep_grid_cell (LepGrid    *self,
               const char *text)
{
  g_ptr_array_add (self->cells, make_cell (text));
}

/**
 * lep_grid_start:
 *
 * Begins a row that is filled cell by cell. The row before gets the cells it lacks.
 */
void
lep_grid_start (LepGrid *self)
{
  while (self->cells->len % self->n_columns != 0)
    lep_grid_cell (self, NULL);
}

/**
 * lep_grid_new:
 * @first_heading: and the others, ended by %NULL
 */
LepGrid *
lep_grid_new (const char *first_heading,
              ...)
{
  LepGrid *self = g_new0 (LepGrid, 1);
  va_list  headings;

  self->cells = g_ptr_array_new_with_free_func (g_free);
  va_start (headings, first_heading);
  for (const char *heading = first_heading; heading != NULL; heading = va_arg (headings, const char *))
    {
      g_ptr_array_add (self->cells, g_utf8_strup (heading, -1));
      self->n_columns++;
    }
  va_end (headings);

  return self;
}

void
lep_grid_free (LepGrid *self)
{
  g_ptr_array_unref (self->cells);
  g_free (self);
}

/**
 * lep_grid_add:
 * @first_cell: and the others, ended by %NULL
 *
 * Adds a row.
 */
void
lep_grid_add (LepGrid    *self,
              const char *first_cell,
              ...)
{
  va_list cells;

  lep_grid_start (self);
  va_start (cells, first_cell);
  for (const char *cell = first_cell; cell != NULL; cell = va_arg (cells, const char *))
    lep_grid_cell (self, cell);
  va_end (cells);
  lep_grid_start (self);
}

/**
 * lep_grid_right:
 *
 * Aligns a column to the right: it holds numbers.
 */
void
lep_grid_right (LepGrid *self,
                guint    column)
{
  self->right |= G_GUINT64_CONSTANT (1) << column;
}

/* A cell of at most MAX_CELL columns; what is cut ends with an ellipsis. */
static char *
cut_cell (const char *text)
{
  const char *cut = NULL; /* where the ellipsis has room */
  int         width = 0;

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      width += character_width (g_utf8_get_char (c));
      if (cut == NULL && width >= MAX_CELL)
        cut = c;
      if (width > MAX_CELL)
        return g_strdup_printf ("%.*s…", (int) (cut - text), text);
    }
  return g_strdup (text);
}

static void
print_cell (GString    *out,
            const char *text,
            int         width,
            gboolean    right,
            gboolean    last)
{
  int padding = width - text_width (text);

  if (right)
    g_string_append_printf (out, "%*s", MAX (padding, 0), "");
  g_string_append (out, text);
  if (!right && !last)
    g_string_append_printf (out, "%*s", MAX (padding, 0), "");
  if (!last)
    g_string_append (out, "  ");
}

/* Of each column, whether something stands below its heading. */
static gboolean *
find_filled (const LepGrid *self)
{
  gboolean *filled = g_new0 (gboolean, self->n_columns);

  for (guint i = self->n_columns; i < self->cells->len; i++)
    if (*(const char *) g_ptr_array_index (self->cells, i) != '\0')
      filled[i % self->n_columns] = TRUE;
  return filled;
}

/**
 * lep_grid_print:
 *
 * Writes the table to standard output, without columns that are empty; a table
 * without rows writes nothing.
 */
void
lep_grid_print (LepGrid *self)
{
  g_autofree int      *widths = g_new0 (int, self->n_columns);
  g_autofree gboolean *filled = NULL;
  guint                last;

  lep_grid_start (self);
  if (self->cells->len == self->n_columns)
    return;

  for (guint i = 0; i < self->cells->len; i++)
    {
      char **cell = (char **) &self->cells->pdata[i];
      guint  column = i % self->n_columns;

      if (column + 1 < self->n_columns)
        {
          char *cut = cut_cell (*cell);

          g_free (*cell);
          *cell = cut;
        }
      widths[column] = MAX (widths[column], text_width (*cell));
    }

  filled = find_filled (self);
  for (last = self->n_columns - 1; last > 0 && !filled[last];)
    last--;
  for (guint row = 0; row < self->cells->len; row += self->n_columns)
    {
      g_autoptr (GString) line = g_string_new (NULL);

      for (guint i = 0; i <= last; i++)
        if (filled[i])
          print_cell (line, g_ptr_array_index (self->cells, row + i), widths[i], (self->right >> i) & 1, i == last);
      lep_cli_print ("%s\n", line->str);
    }
}
