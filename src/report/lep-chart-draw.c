/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws a chart: the one function for screen, print, PDF and HTML. */

#include <math.h>

#include <pango/pangocairo.h>

#include "lep-sum.h"

#include "lep-chart-canvas.h"

#include "lep-chart.h"

#define N_GRID_LINES 3

/* The room of the bars themselves, and what stands for its height. */
typedef struct
{
  double left, right, top, base;
  double slot;    /* width of a label's share */
  LepSum maximum; /* value at the top */
} Plot;

static LepSum
total_of (const LepChart *chart,
          guint           index)
{
  LepSum total = LEP_CHART_MISSING;

  for (guint s = 0; s < chart->series->len; s++)
    {
      gint64 value = lep_series_value (g_ptr_array_index (chart->series, s), index);

      if (value >= 0)
        total = total == LEP_CHART_MISSING ? value : total + value;
    }
  return total;
}

static LepSum
greatest_value (const LepChart *chart)
{
  LepSum greatest = 1;

  for (guint i = 0; i < chart->labels->len; i++)
    {
      if (chart->type == LEP_CHART_STACKED)
        greatest = MAX (greatest, total_of (chart, i));
      for (guint s = 0; s < chart->series->len; s++)
        greatest = MAX (greatest, lep_series_value (g_ptr_array_index (chart->series, s), i));
    }
  return greatest;
}

/* The smallest round number that three steps reach the greatest value with. */
static LepSum
grid_step (LepSum greatest)
{
  static const gint64 nice[] = { 1, 2, 3, 4, 5, 6, 8, 10 };
  LepSum              wanted = (greatest + N_GRID_LINES - 1) / N_GRID_LINES, power = 1;

  while (wanted > 10 * power)
    power *= 10;
  for (guint i = 0; i < G_N_ELEMENTS (nice); i++)
    if (nice[i] * power >= wanted)
      return nice[i] * power;
  return wanted;
}

static double
y_of (const Plot *plot,
      LepSum      value)
{
  return plot->base - (plot->base - plot->top) * (double) value / (double) plot->maximum;
}

/* Begins the next line of the legend where an entry would not fit. */
static void
place_entry (LepCanvas  *canvas,
             const char *name,
             double      width,
             double     *x,
             double     *y)
{
  double                         w, h, unit = canvas->theme->unit;
  g_autoptr (PangoLayout) layout G_GNUC_UNUSED = lep_canvas_layout (canvas, name, LEP_CANVAS_TEXT, FALSE, &w, &h);

  if (*x > 2 * unit && *x + 20 * unit + w > width)
    {
      *x = 2 * unit;
      *y += canvas->line_height * 1.2;
    }
}

/* Legend: a box and a word for each series. Returns where
 * the room below it begins. */
static double
draw_legend (LepCanvas      *canvas,
             const LepChart *chart,
             double          width)
{
  double unit = canvas->theme->unit, box_height = canvas->line_height * 0.7, box_width = 15 * unit;
  double x = 2 * unit, y = 0, inset = canvas->line_height * 0.15;

  for (guint s = 0; s < chart->series->len; s++)
    {
      const LepSeries *series = g_ptr_array_index (chart->series, s);

      place_entry (canvas, series->name, width, &x, &y);
      lep_canvas_fill (canvas, s, series->is_rest, x, y + inset, box_width, box_height);
      x += box_width + 5 * unit;
      x += lep_canvas_text (canvas, series->name, x, y, LEP_TEXT_LEFT, &canvas->theme->text, FALSE) + 18 * unit;
    }
  return y + canvas->line_height;
}

/* Faint lines with their values at the left; on paper each bar has its own. */
static void
draw_grid (LepCanvas      *canvas,
           const LepChart *chart,
           Plot           *plot)
{
  LepSum step = grid_step (plot->maximum);
  double widest = 0;

  plot->maximum = step * N_GRID_LINES;
  for (gint64 i = 0; i <= N_GRID_LINES; i++)
    {
      g_autofree char               *text = lep_format_count (chart->locale, lep_sum_cut (i * step));
      double                         width, height;
      g_autoptr (PangoLayout) layout G_GNUC_UNUSED = lep_canvas_layout (canvas, text, LEP_CANVAS_TEXT, FALSE, &width, &height);

      widest = fmax (widest, width);
    }

  plot->left += widest + 6 * canvas->theme->unit;
  for (gint64 i = 0; i <= N_GRID_LINES; i++)
    {
      g_autofree char *text = lep_format_count (chart->locale, lep_sum_cut (i * step));
      double           y = y_of (plot, i * step);

      if (i > 0)
        lep_canvas_line (canvas, plot->left, y, plot->right, y, 1, &canvas->theme->grid);
      lep_canvas_text (canvas, text, plot->left - 6 * canvas->theme->unit, y - canvas->line_height / 2,
                       LEP_TEXT_RIGHT, &canvas->theme->dim, TRUE);
    }
}

static void
draw_labels (LepCanvas      *canvas,
             const LepChart *chart,
             const Plot     *plot)
{
  lep_canvas_line (canvas, plot->left, plot->base, plot->right, plot->base, 1, &canvas->theme->text);
  for (guint i = 0; i < chart->labels->len; i++)
    lep_canvas_text (canvas, g_ptr_array_index (chart->labels, i), plot->left + (i + 0.5) * plot->slot,
                     plot->base + 3 * canvas->theme->unit, LEP_TEXT_CENTRE, &canvas->theme->dim, TRUE);
}

/* The value above its bar. */
static void
draw_value (LepCanvas      *canvas,
            const LepChart *chart,
            gint64          value,
            double          x,
            double          y)
{
  g_autofree char *text = value == LEP_CHART_MISSING ? g_strdup (LEP_NOTHING) : lep_format_count (chart->locale, value);

  lep_canvas_text (canvas, text, x, y - canvas->line_height - canvas->theme->unit, LEP_TEXT_CENTRE,
                   &canvas->theme->text, TRUE);
}

/* A bar of the chart and where its value belongs. */
typedef struct
{
  const LepSeries *series;
  guint            index; /* of the series */
  gint64           value;
  double           x, width;
} Bar;

static Bar
get_bar (LepCanvas      *canvas,
         const LepChart *chart,
         const Plot     *plot,
         guint           i,
         guint           s)
{
  double unit = canvas->theme->unit, gap = 2 * unit;
  guint  n = chart->series->len;
  Bar    bar = { .series = g_ptr_array_index (chart->series, s), .index = s };

  bar.value = lep_series_value (bar.series, i);
  bar.width = fmin (canvas->theme->bar_width * unit, fmin (0.4 * plot->slot, (0.84 * plot->slot - (n - 1) * gap) / n));
  bar.x = plot->left + (i + 0.5) * plot->slot - (n * bar.width + (n - 1) * gap) / 2 + s * (bar.width + gap);
  return bar;
}

static void
draw_bar (LepCanvas  *canvas,
          const Plot *plot,
          const Bar  *bar)
{
  double y = y_of (plot, MAX (bar->value, 0));

  if (bar->value > 0)
    {
      lep_canvas_fill (canvas, bar->index, bar->series->is_rest, bar->x, y, bar->width, plot->base - y);
      lep_canvas_take (canvas, bar->x, y, bar->width, plot->base - y);
    }
}

static void
draw_bars (LepCanvas      *canvas,
           const LepChart *chart,
           const Plot     *plot)
{
  for (int values = 0; values < 2; values++)
    for (guint i = 0; i < chart->labels->len; i++)
      for (guint s = 0; s < chart->series->len; s++)
        {
          Bar bar = get_bar (canvas, chart, plot, i, s);

          if (values)
            draw_value (canvas, chart, bar.value, bar.x + bar.width / 2, y_of (plot, MAX (bar.value, 0)));
          else
            draw_bar (canvas, plot, &bar);
        }
}

static void
draw_stacks (LepCanvas      *canvas,
             const LepChart *chart,
             const Plot     *plot)
{
  double width = fmin (canvas->theme->bar_width * canvas->theme->unit, 0.4 * plot->slot);

  for (guint i = 0; i < chart->labels->len; i++)
    {
      double x = plot->left + (i + 0.5) * plot->slot - width / 2;
      LepSum below = 0;

      for (guint s = 0; s < chart->series->len; s++)
        {
          const LepSeries *series = g_ptr_array_index (chart->series, s);
          gint64           value = lep_series_value (series, i);

          if (value <= 0)
            continue;
          lep_canvas_fill (canvas, s, series->is_rest, x, y_of (plot, below + value), width,
                           y_of (plot, below) - y_of (plot, below + value));
          below += value;
        }
      draw_value (canvas, chart, lep_sum_cut (total_of (chart, i)), x + width / 2, y_of (plot, below));
    }
}

/* A mark of its own for each series: disc, square, triangle, diamond. */
static void
draw_mark (LepCanvas *canvas,
           guint      series,
           double     x,
           double     y)
{
  double r = 3.2 * canvas->theme->unit;
  guint  corners = series == 2 ? 3 : 4;
  double turn = series == 1 ? G_PI / 4 : -G_PI / 2;

  cairo_new_path (canvas->cr);
  if (series == 0)
    cairo_arc (canvas->cr, x, y, r, 0, 2 * G_PI);
  else
    for (guint i = 0; i < corners; i++)
      cairo_line_to (canvas->cr, x + 1.25 * r * cos (turn + i * 2 * G_PI / corners), y + 1.25 * r * sin (turn + i * 2 * G_PI / corners));
  cairo_close_path (canvas->cr);
  lep_canvas_source (canvas, &canvas->theme->line[series]);
  cairo_fill (canvas->cr);
}

static void
draw_line_series (LepCanvas      *canvas,
                  const LepChart *chart,
                  const Plot     *plot,
                  guint           s)
{
  static const double dashes[LEP_CHART_MAX_SERIES][2] = { { 0, 0 }, { 6, 3 }, { 2, 2 }, { 9, 2 } };
  const LepSeries    *series = g_ptr_array_index (chart->series, s);
  double              unit = canvas->theme->unit, dash[2] = { dashes[s][0] * unit, dashes[s][1] * unit };

  cairo_save (canvas->cr);
  cairo_new_path (canvas->cr);
  for (guint i = 0; i < chart->labels->len; i++)
    {
      gint64 value = lep_series_value (series, i);

      if (value < 0)
        cairo_new_sub_path (canvas->cr);
      else
        cairo_line_to (canvas->cr, plot->left + (i + 0.5) * plot->slot, y_of (plot, value));
    }
  lep_canvas_source (canvas, &canvas->theme->line[s]);
  cairo_set_line_width (canvas->cr, 1.8 * unit);
  cairo_set_dash (canvas->cr, dash, s == 0 ? 0 : 2, 0);
  cairo_stroke (canvas->cr);
  cairo_restore (canvas->cr);

  for (guint i = 0; i < chart->labels->len; i++)
    {
      gint64 value = lep_series_value (series, i);
      double x = plot->left + (i + 0.5) * plot->slot, y = y_of (plot, MAX (value, 0));

      if (value >= 0)
        {
          draw_mark (canvas, s, x, y);
          draw_value (canvas, chart, value, x, y - 3 * unit);
        }
    }
}

/* Numbers from left to right, a sign between, each with its word below. */
static void
draw_funnel (LepCanvas      *canvas,
             const LepChart *chart,
             double          width,
             double          height)
{
  const LepSeries *series = g_ptr_array_index (chart->series, 0);
  double           slot = width / chart->labels->len, unit = canvas->theme->unit, end = 0;

  for (guint i = 0; i < chart->labels->len; i++)
    {
      g_autofree char *text = lep_format_count (chart->locale, MAX (lep_series_value (series, i), 0));
      double           w, h, x = i * slot, arrow = x - 24 * unit, middle = height / 2;
      g_autoptr (PangoLayout) number = lep_canvas_layout (canvas, text, 1.8, TRUE, &w, &h);
      double top = fmax ((height - h - canvas->line_height) / 2, 0);

      lep_canvas_source (canvas, &canvas->theme->text);
      cairo_new_path (canvas->cr);
      cairo_move_to (canvas->cr, x, top);
      pango_cairo_show_layout (canvas->cr, number);
      lep_canvas_text (canvas, g_ptr_array_index (chart->labels, i), x, top + h - 2 * unit, LEP_TEXT_LEFT, &canvas->theme->dim, TRUE);
      arrow = fmax (arrow, end + 6 * unit);
      end = x + w;
      if (i > 0 && arrow + 10 * unit < x)
        {
          lep_canvas_line (canvas, arrow, middle - 8 * unit, arrow + 8 * unit, middle, 1, &canvas->theme->text);
          lep_canvas_line (canvas, arrow + 8 * unit, middle, arrow, middle + 8 * unit, 1, &canvas->theme->text);
        }
    }
}

/**
 * lep_chart_draw:
 * @cr: where the chart's upper left corner is the origin
 * @context: with the font of the surroundings; its resolution and options count
 * @width: in user units of @cr
 *
 * Draws the chart. Texts that do not fit are left out: who prints or shows a
 * chart has its table of values too.
 */
void
lep_chart_draw (const LepChart      *self,
                cairo_t             *cr,
                PangoContext        *context,
                const LepChartTheme *theme,
                double               width,
                double               height)
{
  LepCanvas canvas;
  Plot      plot = { .right = width };

  g_return_if_fail (self->series->len <= LEP_CHART_MAX_SERIES);

  if (self->labels->len == 0 || self->series->len == 0)
    return;

  lep_canvas_init (&canvas, cr, context, theme);
  if (self->type == LEP_CHART_FUNNEL)
    draw_funnel (&canvas, self, width, height);
  else
    {
      plot.top = draw_legend (&canvas, self, width) + canvas.line_height * 1.4;
      plot.base = height - canvas.line_height - 4 * theme->unit;
      plot.maximum = greatest_value (self);
      if (theme->has_grid)
        draw_grid (&canvas, self, &plot);
      plot.slot = (plot.right - plot.left) / self->labels->len;
      draw_labels (&canvas, self, &plot);
      if (self->type == LEP_CHART_BARS)
        draw_bars (&canvas, self, &plot);
      else if (self->type == LEP_CHART_STACKED)
        draw_stacks (&canvas, self, &plot);
      else
        for (guint s = 0; s < self->series->len; s++)
          draw_line_series (&canvas, self, &plot, s);
    }
  lep_canvas_finish (&canvas);
}
