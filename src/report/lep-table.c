/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of a report as data: page, HTML, CSV and spreadsheet are made of it. */

#include "lep-table.h"

static void
column_clear (LepColumn *column)
{
  g_free (column->title);
  g_free (column->group);
}

static void
cell_clear (LepCell *cell)
{
  g_free (cell->text);
  g_free (cell->second);
}

static void
row_free (LepRow *row)
{
  g_array_unref (row->cells);
  g_free (row);
}

/**
 * lep_table_new:
 * @caption: (nullable): what the table is, in a word or two
 *
 * Returns: (transfer full): a table without columns and rows
 */
LepTable *
lep_table_new (const LepLocale *locale,
               const char      *caption)
{
  LepTable *self = g_new0 (LepTable, 1);

  self->locale = locale;
  self->caption = g_strdup (caption);
  self->columns = g_array_new (FALSE, TRUE, sizeof (LepColumn));
  g_array_set_clear_func (self->columns, (GDestroyNotify) column_clear);
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) row_free);
  return self;
}

void
lep_table_free (LepTable *self)
{
  if (self == NULL)
    return;
  g_free (self->caption);
  g_array_unref (self->columns);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

/**
 * lep_table_add_column:
 * @title: may hold soft hyphens where it can be broken
 * @group: (nullable): title above this and the neighbours that have the same
 */
void
lep_table_add_column (LepTable      *self,
                      const char    *title,
                      const char    *group,
                      LepColumnFlags flags)
{
  LepColumn column = { .title = g_strdup (title), .group = g_strdup (group), .flags = flags };

  g_return_if_fail (self->rows->len == 0);

  g_array_append_val (self->columns, column);
}

/**
 * lep_table_add_row:
 *
 * Begins a row; cells that are not filled stay empty.
 */
void
lep_table_add_row (LepTable  *self,
                   LepRowType type)
{
  LepRow *row = g_new0 (LepRow, 1);

  row->type = type;
  row->cells = g_array_new (FALSE, TRUE, sizeof (LepCell));
  g_array_set_clear_func (row->cells, (GDestroyNotify) cell_clear);
  g_ptr_array_add (self->rows, row);
}

/**
 * lep_table_set_room:
 * @points: least height of the last row, so that one can write there by hand
 */
void
lep_table_set_room (LepTable *self,
                    double    points)
{
  g_return_if_fail (self->rows->len > 0);

  ((LepRow *) g_ptr_array_index (self->rows, self->rows->len - 1))->room = points;
}

static void
add_cell (LepTable *self,
          LepCell   cell)
{
  LepRow *row;

  g_return_if_fail (self->rows->len > 0);

  row = g_ptr_array_index (self->rows, self->rows->len - 1);
  g_return_if_fail (row->cells->len < self->columns->len);

  g_array_append_val (row->cells, cell);
}

void
lep_table_add_empty (LepTable *self)
{
  add_cell (self, (LepCell){ .type = LEP_CELL_EMPTY });
}

/**
 * lep_table_add_nothing:
 *
 * A value that there is none of, as opposed to a cell that means nothing here.
 */
void
lep_table_add_nothing (LepTable *self)
{
  add_cell (self, (LepCell){ .type = LEP_CELL_EMPTY, .text = g_strdup (LEP_NOTHING) });
}

/**
 * lep_table_add_text:
 * @text: (nullable): %NULL or "" shows as no value
 * @second: (nullable): smaller line below
 */
void
lep_table_add_text (LepTable   *self,
                    const char *text,
                    const char *second)
{
  if (text == NULL || *text == '\0')
    lep_table_add_nothing (self);
  else
    add_cell (self, (LepCell){ .type = LEP_CELL_TEXT, .text = g_strdup (text), .second = g_strdup (second) });
}

void
lep_table_add_count (LepTable *self,
                     gint64    value)
{
  add_cell (self, (LepCell){ .type = LEP_CELL_NUMBER, .text = lep_format_count (self->locale, value), .number = value });
}

/**
 * lep_table_add_difference:
 *
 * A count with its sign, which tells the direction of what grew, too.
 */
void
lep_table_add_difference (LepTable *self,
                          gint64    value)
{
  g_autofree char *text = lep_format_count (self->locale, value);

  add_cell (self, (LepCell){ .type = LEP_CELL_NUMBER, .text = g_strconcat (value > 0 ? "+" : "", text, NULL), .number = value });
}

/**
 * lep_table_add_money:
 * @minor: amount in minor units; the column's title names the currency
 * @currency: (nullable): ISO 4217 code, for the number of decimals
 */
void
lep_table_add_money (LepTable   *self,
                     gint64      minor,
                     const char *currency)
{
  guint digits = lep_currency_digits (currency);

  add_cell (self, (LepCell){ .type = LEP_CELL_NUMBER,
                             .text = lep_format_decimal (self->locale, minor, digits, digits),
                             .number = minor,
                             .scale = digits });
}

/**
 * lep_table_add_decimal:
 * @scale: how many of the digits are decimals; those that are zero at the end
 *   are not shown
 */
void
lep_table_add_decimal (LepTable *self,
                       gint64    value,
                       guint     scale)
{
  while (scale > 0 && value % 10 == 0)
    {
      value /= 10;
      scale--;
    }
  lep_table_add_fixed (self, value, scale);
}

/**
 * lep_table_add_fixed:
 * @scale: how many of the digits are decimals; all of them are shown
 */
void
lep_table_add_fixed (LepTable *self,
                     gint64    value,
                     guint     scale)
{
  add_cell (self, (LepCell){ .type = LEP_CELL_NUMBER, .text = lep_format_decimal (self->locale, value, scale, scale), .number = value, .scale = scale });
}

/**
 * lep_table_mark:
 *
 * Puts a mark before the last cell's text, so that digits stay in line.
 */
void
lep_table_mark (LepTable   *self,
                const char *mark)
{
  LepRow  *row = g_ptr_array_index (self->rows, self->rows->len - 1);
  LepCell *cell = &g_array_index (row->cells, LepCell, row->cells->len - 1);
  char    *text = g_strdup_printf ("%s %s", mark, cell->text);

  g_free (cell->text);
  cell->text = text;
  cell->mark = mark;
}

/**
 * lep_table_get_mark:
 * @column: index
 *
 * Returns: (nullable): a mark of the column's numbers, where some have one: in a table of
 *   bare numbers it stands in a column of its own
 */
const char *
lep_table_get_mark (const LepTable *self,
                    guint           column)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      const LepCell *cell = lep_row_cell (lep_table_row (self, i), column);

      if (cell->type == LEP_CELL_NUMBER && cell->mark != NULL)
        return cell->mark;
    }
  return NULL;
}

/**
 * lep_table_add_share:
 * @text: of it, one of lep_format_shares ()
 *
 * A share in per cent, of the parts of a whole; no value where @whole is 0.
 */
void
lep_table_add_share (LepTable   *self,
                     gint64      part,
                     gint64      whole,
                     const char *text)
{
  double share;

  if (whole == 0)
    {
      lep_table_add_nothing (self);
      return;
    }

  share = (double) part / (double) whole;
  add_cell (self, (LepCell){ .type = LEP_CELL_PERCENT,
                             .text = g_strdup (text),
                             .number = (gint64) (share * 1e8 + (share < 0 ? -0.5 : 0.5)),
                             .scale = 8 });
}

/**
 * lep_table_add_ratio:
 *
 * A share in per cent, alone; no value where @whole is 0.
 */
void
lep_table_add_ratio (LepTable *self,
                     gint64    part,
                     gint64    whole,
                     guint     decimals)
{
  g_autofree char *text = lep_format_ratio (self->locale, part, whole, decimals);

  lep_table_add_share (self, part, whole, text);
}

void
lep_table_add_percent (LepTable *self,
                       gint64    hundredths,
                       guint     decimals)
{
  add_cell (self, (LepCell){ .type = LEP_CELL_PERCENT,
                             .text = lep_format_percent (self->locale, hundredths, decimals),
                             .number = hundredths,
                             .scale = 4 });
}

/**
 * lep_table_add_date:
 * @date: (nullable): YYYY-MM-DD
 */
void
lep_table_add_date (LepTable   *self,
                    const char *date)
{
  if (date == NULL || *date == '\0')
    lep_table_add_nothing (self);
  else
    add_cell (self, (LepCell){ .type = LEP_CELL_DATE,
                               .text = lep_format_date (self->locale, date, LEP_DATE_SHORT),
                               .second = g_strdup (date) });
}

/**
 * lep_table_add_time:
 * @text: as shown
 * @time: as stored
 * @zone: (nullable): that @text is in; a spreadsheet, which knows no zones, gets the same hour
 */
void
lep_table_add_time (LepTable   *self,
                    const char *text,
                    const char *time,
                    GTimeZone  *zone)
{
  g_autoptr (GDateTime) moment = g_date_time_new_from_iso8601 (time, NULL);
  g_autoptr (GTimeZone) there = zone == NULL ? g_time_zone_new_utc () : g_time_zone_ref (zone);
  g_autoptr (GDateTime) local = moment == NULL ? NULL : g_date_time_to_timezone (moment, there);

  if (local == NULL)
    lep_table_add_text (self, text, NULL);
  else
    add_cell (self, (LepCell){ .type = LEP_CELL_DATE, .text = g_strdup (text), .second = g_date_time_format (local, "%Y-%m-%d %H:%M:%S") });
}

/**
 * lep_table_add_bar:
 * @target: 0 = none
 */
void
lep_table_add_bar (LepTable *self,
                   gint64    reached,
                   gint64    target)
{
  add_cell (self, (LepCell){ .type = LEP_CELL_BAR, .number = MAX (reached, 0), .target = MAX (target, 0) });
}

/**
 * lep_table_add_box:
 * @text: (nullable): what is known already
 */
void
lep_table_add_box (LepTable   *self,
                   const char *text)
{
  add_cell (self, (LepCell){ .type = LEP_CELL_BOX, .text = g_strdup (text) });
}

const LepColumn *
lep_table_column (const LepTable *self,
                  guint           index)
{
  return &g_array_index (self->columns, LepColumn, index);
}

const LepRow *
lep_table_row (const LepTable *self,
               guint           index)
{
  return g_ptr_array_index (self->rows, index);
}

/**
 * lep_row_cell:
 *
 * Returns: the cell; an empty one where the row was not filled
 */
const LepCell *
lep_row_cell (const LepRow *self,
              guint         index)
{
  static const LepCell empty = { .type = LEP_CELL_EMPTY };

  return index < self->cells->len ? &g_array_index (self->cells, LepCell, index) : &empty;
}

/**
 * lep_row_is_divider:
 *
 * Returns: whether the row is one text across the table
 */
gboolean
lep_row_is_divider (const LepRow *self)
{
  return self->type == LEP_ROW_GROUP || self->type == LEP_ROW_CUT || self->type == LEP_ROW_THRESHOLD;
}
