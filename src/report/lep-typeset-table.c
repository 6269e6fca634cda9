/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lays out tables: widths from the contents, rows that are never split, a head
 * that every page repeats. */

#include <math.h>
#include <string.h>

#include "lep-typeset.h"

#define PADDING    2.0  /* at the table's edges */
#define GAP        9.0  /* between columns; between figures also where room lacks, or two read as one */
#define WIDE_GAP   17.0 /* between a right-aligned and a left-aligned one */
#define TIGHT_GAP  7.0  /* from a text on, where room lacks */
#define LESS_WIDE  11.0 /* WIDE_GAP where room lacks */
#define WHOLE      32.0 /* a figure column's title up to this width is not wrapped, unless room lacks */
#define ROW_SPACE  1.8  /* above and below a row's text */
#define BAR_WIDTH  54.0
#define LEAST_BAR  30.0  /* where room lacks, the bar gives way first */
#define NAME_WIDTH 107.0 /* 38 mm: a row's name is not crushed below this, unless room lacks */
#define TEXT_WIDTH 62.0  /* 22 mm: the same of another text */
#define WHOLE_ROWS 4     /* so few rows are never divided */
#define BOX_WIDTH  26.0  /* of a box to tick */
#define HAND_WIDTH 72.0  /* a name written by hand */

typedef struct
{
  LepTypeset     *layout;
  const LepTable *table;
  guint           n;
  double         *x, *width; /* of each column's text */
  double         *least, *wanted;
  double          scale; /* of the type */
  double          bar;   /* how wide one is */
  gboolean        tight; /* some text has to be wrapped: columns stand closer */
  gboolean        roomy; /* texts have the least width that is good to read */
  double          measures[];
} Grid;

static gboolean
is_figure (const Grid *grid,
           guint       column)
{
  return (lep_table_column (grid->table, column)->flags & LEP_COLUMN_FIGURE) != 0;
}

static double
gap_after (const Grid *grid,
           guint       column)
{
  if (column + 1 < grid->n && is_figure (grid, column) && !is_figure (grid, column + 1))
    return grid->tight ? LESS_WIDE : WIDE_GAP;
  return grid->tight && !is_figure (grid, column) ? TIGHT_GAP : GAP;
}

static PangoLayout *
make_title (const Grid *grid,
            guint       column,
            double      width)
{
  return lep_typeset_text (grid->layout, lep_table_column (grid->table, column)->title, LEP_STYLE_TABLE_TITLE, grid->scale,
                           width, is_figure (grid, column) ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
}

static PangoLayout *
make_cell (const Grid    *grid,
           const LepCell *cell,
           guint          column,
           LepRowType     row,
           double         width)
{
  gboolean strong = row != LEP_ROW_BODY || (lep_table_column (grid->table, column)->flags & LEP_COLUMN_STRONG);

  return lep_typeset_text (grid->layout, cell->text, strong ? LEP_STYLE_TABLE_STRONG : LEP_STYLE_TABLE, grid->scale, width,
                           cell->type == LEP_CELL_BOX ? PANGO_ALIGN_CENTER : is_figure (grid, column) ? PANGO_ALIGN_RIGHT
                                                                                                      : PANGO_ALIGN_LEFT);
}

static PangoLayout *
make_second (const Grid    *grid,
             const LepCell *cell,
             double         width)
{
  return lep_typeset_text (grid->layout, cell->second, LEP_STYLE_TABLE_SECOND, grid->scale, width, PANGO_ALIGN_LEFT);
}

/* Letters of a number that stays whole; what is longer would crush the other columns. */
#define LONGEST_NUMBER 40

/* Whether it is the number of an application, a document, or a range of years: these
 * are read as one and not divided at their hyphens. */
static gboolean
is_number (const char *text)
{
  return g_utf8_strlen (text, -1) <= LONGEST_NUMBER && strpbrk (text, "0123456789") != NULL && strpbrk (text, " \t\n") == NULL;
}

/* What the text would like, and the least: its longest word. Figures never wrap. */
static void
measure (PangoLayout *layout,
         gboolean     wraps,
         double      *wanted,
         double      *least)
{
  double width, height;

  lep_typeset_size (layout, &width, &height);
  *wanted = fmax (*wanted, width);
  if (wraps)
    {
      pango_layout_set_wrap (layout, PANGO_WRAP_WORD);
      pango_layout_set_width (layout, 0);
      lep_typeset_size (layout, &width, &height);
    }
  *least = fmax (*least, width);
}

static void
measure_cell (Grid          *grid,
              const LepCell *cell,
              guint          column,
              LepRowType     row)
{
  if (cell->type == LEP_CELL_BAR)
    grid->wanted[column] = grid->least[column] = grid->bar;
  if (cell->type == LEP_CELL_BOX)
    {
      grid->wanted[column] = fmax (grid->wanted[column], BOX_WIDTH);
      grid->least[column] = fmax (grid->least[column], BOX_WIDTH);
    }
  if (cell->text != NULL)
    {
      g_autoptr (PangoLayout) text = make_cell (grid, cell, column, row, -1);

      measure (text, (cell->type == LEP_CELL_TEXT || cell->type == LEP_CELL_BOX) && !is_number (cell->text), &grid->wanted[column], &grid->least[column]);
    }
  if (cell->second != NULL && cell->type == LEP_CELL_TEXT)
    {
      g_autoptr (PangoLayout) second = make_second (grid, cell, -1);

      measure (second, TRUE, &grid->wanted[column], &grid->least[column]);
    }
}

static guint
hash_cell (gconstpointer data)
{
  const LepCell *cell = data;

  return cell->text != NULL ? g_str_hash (cell->text) : cell->type;
}

static gboolean
cells_are_alike (gconstpointer a,
                 gconstpointer b)
{
  const LepCell *left = a, *right = b;

  return left->type == right->type && g_strcmp0 (left->text, right->text) == 0 && g_strcmp0 (left->second, right->second) == 0;
}

/* In long lists the same days, states and names stand again and again: of rows of the
 * same type one such cell is measured. */
static void
measure_cells (Grid *grid,
               guint column)
{
  g_autoptr (GHashTable) measured = g_hash_table_new (hash_cell, cells_are_alike);
  guint n_rows = grid->table->rows->len;

  for (guint i = 0; i < n_rows && !g_cancellable_is_cancelled (grid->layout->cancellable); i++)
    {
      const LepRow  *row = lep_table_row (grid->table, i);
      const LepCell *cell;

      if (lep_row_is_divider (row))
        continue;
      cell = lep_row_cell (row, column);
      if (row->type != LEP_ROW_BODY || g_hash_table_add (measured, (gpointer) cell))
        measure_cell (grid, cell, column, row->type);
    }
}

static void
measure_columns (Grid *grid)
{
  for (guint column = 0; column < grid->n; column++)
    {
      g_autoptr (PangoLayout) title = make_title (grid, column, -1);
      const LepColumnFlags flags = lep_table_column (grid->table, column)->flags;
      double               wanted = 0, least = 0;

      measure (title, !is_number (lep_table_column (grid->table, column)->title), &wanted, &least);
      grid->least[column] = grid->tight ? least : fmax (least, fmin (wanted, WHOLE));
      grid->wanted[column] = is_figure (grid, column) ? grid->least[column] : wanted;
      measure_cells (grid, column);
      if (flags & LEP_COLUMN_WIDE)
        grid->least[column] = grid->wanted[column] = fmax (grid->wanted[column], HAND_WIDTH);
      else if (grid->roomy && !is_figure (grid, column))
        grid->least[column] = fmax (grid->least[column], fmin (grid->wanted[column], flags & LEP_COLUMN_STRONG ? NAME_WIDTH : TEXT_WIDTH));
    }
}

static double
sum (const double *values,
     guint         n)
{
  double total = 0;

  for (guint i = 0; i < n; i++)
    total += values[i];
  return total;
}

/* Room that is left goes to all columns by their size, bars excepted; room that
 * lacks is taken from what can be wrapped. */
static void
share_width (Grid  *grid,
             double room)
{
  double wanted = sum (grid->wanted, grid->n), least = sum (grid->least, grid->n), stretch = 0;

  for (guint i = 0; i < grid->n; i++)
    if (!(lep_table_column (grid->table, i)->flags & LEP_COLUMN_BAR))
      stretch += grid->wanted[i];

  for (guint i = 0; i < grid->n; i++)
    {
      if (wanted <= room)
        grid->width[i] = grid->wanted[i] +
                         ((lep_table_column (grid->table, i)->flags & LEP_COLUMN_BAR) || stretch <= 0 ? 0 : (room - wanted) * grid->wanted[i] / stretch);
      else if (least <= room)
        grid->width[i] = grid->least[i] + (wanted > least ? (room - least) * (grid->wanted[i] - grid->least[i]) / (wanted - least) : 0);
      else
        grid->width[i] = grid->least[i] * room / least;
    }
}

static double
room_of (const Grid *grid)
{
  double room = grid->layout->width - 2 * PADDING;

  for (guint i = 0; i + 1 < grid->n; i++)
    room -= gap_after (grid, i);
  return room;
}

/* Finds the widths. Where texts have to be wrapped, columns move closer to leave
 * them more room, then bars get shorter; a table that is too wide gets smaller type,
 * down to 7 pt, and at last its texts are wrapped wherever they can be. */
static void
place_columns (Grid *grid)
{
  static const struct
  {
    double   scale, bar;
    gboolean roomy;
  } tries[] = {
    { 1, BAR_WIDTH, TRUE }, { 1, LEAST_BAR, TRUE }, { 0.93, LEAST_BAR, TRUE }, { 0.93, LEAST_BAR, FALSE }, { 0.86, LEAST_BAR, FALSE }, { 0.79, LEAST_BAR, FALSE }
  };
  double room = room_of (grid), x = PADDING;

  for (guint i = 0; i < G_N_ELEMENTS (tries); i++)
    {
      grid->scale = tries[i].scale;
      grid->bar = tries[i].bar;
      grid->roomy = tries[i].roomy;
      measure_columns (grid);
      if (i == 0 && sum (grid->wanted, grid->n) <= room)
        break;
      if (i == 0)
        {
          grid->tight = TRUE;
          room = room_of (grid);
          measure_columns (grid);
        }
      if (sum (grid->least, grid->n) <= room)
        break;
    }
  share_width (grid, room);

  for (guint i = 0; i < grid->n; i++)
    {
      grid->x[i] = x;
      x += grid->width[i] + gap_after (grid, i);
    }
}

/* Titles that stand above several columns; returns their lower edge. */
static double
add_group_titles (const Grid *grid,
                  LepStrip   *strip)
{
  double bottom = 0;

  for (guint first = 0, next; first < grid->n; first = next)
    {
      const char *group = lep_table_column (grid->table, first)->group;
      double      right;

      for (next = first + 1; next < grid->n && g_strcmp0 (group, lep_table_column (grid->table, next)->group) == 0;)
        next++;
      if (group == NULL)
        continue;

      right = grid->x[next - 1] + grid->width[next - 1];
      {
        g_autoptr (PangoLayout) title = lep_typeset_text (grid->layout, group, LEP_STYLE_TABLE_TITLE, grid->scale,
                                                          right - grid->x[first], PANGO_ALIGN_CENTER);
        double y = lep_strip_layout (strip, title, grid->x[first], ROW_SPACE, 0) + 1;

        lep_strip_rule (strip, grid->x[first], y, right, y, LEP_RULE_ROW, 0);
        bottom = fmax (bottom, y);
      }
    }
  return bottom;
}

static LepStrip *
make_head (const Grid *grid)
{
  LepStrip *strip = lep_strip_new (4, 0);
  double    top, bottom = 0, width, height;

  lep_strip_rule (strip, 0, 0, grid->layout->width, 0, LEP_RULE_STRONG, 0);
  top = add_group_titles (grid, strip) + ROW_SPACE;
  for (guint i = 0; i < grid->n; i++)
    {
      g_autoptr (PangoLayout) title = make_title (grid, i, grid->width[i]);

      lep_typeset_size (title, &width, &height);
      bottom = fmax (bottom, top + height);
    }
  for (guint i = 0; i < grid->n; i++)
    {
      g_autoptr (PangoLayout) title = make_title (grid, i, grid->width[i]);

      lep_typeset_size (title, &width, &height);
      lep_strip_layout (strip, title, grid->x[i], bottom - height, 0.1);
    }
  strip->height = bottom + ROW_SPACE + 0.5;
  lep_strip_rule (strip, 0, strip->height, grid->layout->width, strip->height, LEP_RULE_HEAD, 0);
  strip->keep_with_next = TRUE;
  return strip;
}

/* Grey = reached on a pale ground, black stroke = target; the longer of the two
 * has the whole width. */
static void
add_bar (LepStrip      *strip,
         const LepCell *cell,
         double         x,
         double         middle,
         double         width)
{
  double whole = (double) MAX (cell->number, cell->target);

  if (whole <= 0)
    return;
  lep_strip_add (strip, LEP_INK_FILL, x, middle - 2.5, width + 1, 5, 0.9);
  lep_strip_add (strip, LEP_INK_FILL, x, middle - 2.5, width * (double) cell->number / whole, 5, 0.5);
  if (cell->target > 0)
    {
      double mark = x + width * (double) cell->target / whole;

      lep_strip_rule (strip, mark, middle - 5, mark, middle + 5, 1.8, 0);
    }
}

/* A cell that alone would not fit on a page ends in "…". */
static void
add_cell (const Grid    *grid,
          LepStrip      *strip,
          const LepCell *cell,
          guint          column,
          LepRowType     row)
{
  double y = ROW_SPACE, limit = grid->layout->page_body * 0.7;

  if (cell->type == LEP_CELL_BAR)
    {
      add_bar (strip, cell, grid->x[column], y + 6.2, grid->bar - 3);
      return;
    }
  if (cell->text != NULL)
    {
      g_autoptr (PangoLayout) text = make_cell (grid, cell, column, row, grid->width[column]);

      pango_layout_set_height (text, (int) (limit * PANGO_SCALE));
      pango_layout_set_ellipsize (text, cell->type == LEP_CELL_TEXT ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
      y = lep_strip_layout (strip, text, grid->x[column], y, 0);
    }
  if (cell->second != NULL && cell->type == LEP_CELL_TEXT)
    {
      g_autoptr (PangoLayout) second = make_second (grid, cell, grid->width[column]);

      pango_layout_set_height (second, (int) (limit * 0.3 * PANGO_SCALE));
      pango_layout_set_ellipsize (second, PANGO_ELLIPSIZE_END);
      lep_strip_layout (strip, second, grid->x[column], y - 1.5, LEP_GREY_SECOND);
    }
}

static LepStrip *
make_row (const Grid   *grid,
          const LepRow *row)
{
  LepStrip *strip = lep_strip_new (0, 0);

  for (guint i = 0; i < grid->n; i++)
    add_cell (grid, strip, lep_row_cell (row, i), i, row->type);
  strip->height = fmax (strip->height + ROW_SPACE, row->room);
  for (guint i = 0; i < grid->n; i++)
    if (lep_row_cell (row, i)->type == LEP_CELL_BOX)
      lep_typeset_box (strip, grid->x[i], 2, grid->width[i], strip->height - 4);
  return strip;
}

static LepStrip *
make_row_again (gconstpointer maker,
                gconstpointer data)
{
  return make_row (maker, data);
}

/* The row as it will be drawn: its texts are laid out for its height and given up,
 * so that long tables fit into memory. */
static LepStrip *
measure_row (const Grid   *grid,
             const LepRow *row)
{
  g_autoptr (LepStrip) whole = make_row (grid, row);
  LepStrip *strip = lep_strip_new (0, whole->height);

  strip->make = make_row_again;
  strip->maker = grid;
  strip->data = row;
  return strip;
}

/* One text across the table on grey, a second one at its right edge. */
static LepStrip *
make_divider (const Grid   *grid,
              const LepRow *row)
{
  LepStrip      *strip = lep_strip_new (0, 0);
  double         width = grid->layout->width, edge;
  const LepCell *last = row->cells->len > 1 ? lep_row_cell (row, row->cells->len - 1) : NULL;
  LepInk        *ground = lep_strip_add (strip, LEP_INK_FILL, 0, 0, width, 0, 0.91);

  if (lep_row_cell (row, 0)->text != NULL)
    lep_typeset_put (grid->layout, strip, lep_row_cell (row, 0)->text, LEP_STYLE_TABLE_STRONG, PADDING + 1, 0.8, width - 6, 0);
  if (last != NULL && last->text != NULL)
    {
      g_autoptr (PangoLayout) right = lep_typeset_text (grid->layout, last->text, LEP_STYLE_TABLE_STRONG, 1, width - 6, PANGO_ALIGN_RIGHT);

      lep_strip_layout (strip, right, PADDING + 1, 0.8, 0);
    }

  strip->height += 1;
  ground = &g_array_index (strip->inks, LepInk, 0);
  ground->height = strip->height;
  edge = row->type == LEP_ROW_GROUP ? LEP_RULE_ROW : 1.4;
  lep_strip_rule (strip, 0, 0, width, 0, edge, 0);
  g_array_index (strip->inks, LepInk, strip->inks->len - 1).dashed = row->type == LEP_ROW_CUT;
  strip->keep_with_next = TRUE;
  return strip;
}

static void
add_rows (Grid     *grid,
          LepStrip *head)
{
  guint n_rows = grid->table->rows->len, first = grid->layout->strips->len;

  for (guint i = 0; i < n_rows && !g_cancellable_is_cancelled (grid->layout->cancellable); i++)
    {
      const LepRow *row = lep_table_row (grid->table, i);
      const LepRow *next = i + 1 < n_rows ? lep_table_row (grid->table, i + 1) : NULL;
      LepStrip     *strip = lep_row_is_divider (row) ? make_divider (grid, row) : measure_row (grid, row);

      strip->head = head;
      if (next == NULL)
        lep_strip_rule (strip, 0, strip->height, grid->layout->width, strip->height, LEP_RULE_STRONG, 0);
      else if (!lep_row_is_divider (row) && !lep_row_is_divider (next))
        lep_strip_rule (strip, 0, strip->height, grid->layout->width, strip->height, LEP_RULE_ROW, 0.45);
      if (next == NULL)
        strip->keep_with_next = FALSE;
      else if (next->type == LEP_ROW_FOOT || next->type == LEP_ROW_SUM)
        strip->keep_with_next = TRUE;
      lep_typeset_append (grid->layout, strip);
    }
  lep_typeset_keep_ends (grid->layout, first, WHOLE_ROWS);
}

void
lep_typeset_table (LepTypeset     *self,
                   const LepTable *table)
{
  guint     n = table->columns->len;
  Grid     *grid;
  LepStrip *head;

  if (n == 0)
    return;

  grid = g_malloc0 (sizeof *grid + 4 * n * sizeof (double));
  g_ptr_array_add (self->grids, grid);
  grid->layout = self;
  grid->table = table;
  grid->n = n;
  grid->x = grid->measures;
  grid->width = grid->measures + n;
  grid->least = grid->measures + 2 * n;
  grid->wanted = grid->measures + 3 * n;
  place_columns (grid);

  lep_typeset_append (self, make_head (grid))->space = 2;
  head = make_head (grid);
  g_ptr_array_add (self->heads, head);
  add_rows (grid, head);
}
