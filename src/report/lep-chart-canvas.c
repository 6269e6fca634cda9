/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts that never overlap, patterns that need no colour: what all charts are
 * drawn with. */

#include <math.h>

#include <pango/pangocairo.h>

#include "lep-chart-canvas.h"

void
lep_canvas_init (LepCanvas           *self,
                 cairo_t             *cr,
                 PangoContext        *context,
                 const LepChartTheme *theme)
{
  double width;
  g_autoptr (PangoLayout) layout = NULL;

  self->cr = cr;
  self->context = context;
  self->theme = theme;
  self->taken = g_array_new (FALSE, FALSE, sizeof (cairo_rectangle_t));
  layout = lep_canvas_layout (self, "0", LEP_CANVAS_TEXT, FALSE, &width, &self->line_height);
}

void
lep_canvas_finish (LepCanvas *self)
{
  g_array_unref (self->taken);
}

void
lep_canvas_source (LepCanvas       *self,
                   const LepColour *colour)
{
  cairo_set_source_rgba (self->cr, colour->red, colour->green, colour->blue, colour->alpha);
}

/**
 * lep_canvas_layout:
 * @size_factor: times the size of the surroundings' text
 * @figure: bold, in the theme's family of figures
 *
 * The font size of a widget's context is absolute: it is set the way it was
 * found, or the text would grow by a third.
 */
PangoLayout *
lep_canvas_layout (LepCanvas  *self,
                   const char *text,
                   double      size_factor,
                   gboolean    figure,
                   double     *width,
                   double     *height)
{
  const PangoFontDescription *base = pango_context_get_font_description (self->context);
  PangoFontDescription       *font = pango_font_description_copy (base);
  PangoLayout                *layout = pango_layout_new (self->context);
  PangoAttrList              *attributes = pango_attr_list_new ();
  double                      size = pango_font_description_get_size (base) * size_factor;
  int                         w, h;

  if (pango_font_description_get_size_is_absolute (base))
    pango_font_description_set_absolute_size (font, size);
  else
    pango_font_description_set_size (font, (int) size);
  if (figure)
    {
      pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);
      if (self->theme->figure_family != NULL)
        pango_font_description_set_family (font, self->theme->figure_family);
    }

  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_text (layout, text, -1);
  pango_layout_get_size (layout, &w, &h);
  *width = (double) w / PANGO_SCALE;
  *height = (double) h / PANGO_SCALE;

  pango_attr_list_unref (attributes);
  pango_font_description_free (font);
  return layout;
}

static gboolean
is_free (LepCanvas               *self,
         const cairo_rectangle_t *box)
{
  double gap = 2 * self->theme->unit;

  for (guint i = 0; i < self->taken->len; i++)
    {
      const cairo_rectangle_t *other = &g_array_index (self->taken, cairo_rectangle_t, i);

      if (box->x < other->x + other->width + gap && other->x < box->x + box->width + gap &&
          box->y < other->y + other->height * 0.8 && other->y < box->y + box->height * 0.8)
        return FALSE;
    }
  return TRUE;
}

/**
 * lep_canvas_text:
 * @only_if_free: leave it out rather than write over another text
 *
 * Returns: the width of the text, also of one that was left out
 */
double
lep_canvas_text (LepCanvas       *self,
                 const char      *text,
                 double           x,
                 double           top,
                 LepTextPlace     place,
                 const LepColour *colour,
                 gboolean         only_if_free)
{
  double width, height;
  g_autoptr (PangoLayout) layout = lep_canvas_layout (self, text, LEP_CANVAS_TEXT, FALSE, &width, &height);
  cairo_rectangle_t box;

  if (place == LEP_TEXT_CENTRE)
    x -= width / 2;
  else if (place == LEP_TEXT_RIGHT)
    x -= width;
  box = (cairo_rectangle_t){ x, top, width, height };
  if (only_if_free && !is_free (self, &box))
    return width;

  g_array_append_val (self->taken, box);
  lep_canvas_source (self, colour);
  cairo_new_path (self->cr);
  cairo_move_to (self->cr, x, top);
  pango_cairo_show_layout (self->cr, layout);
  cairo_new_path (self->cr);
  return width;
}

/**
 * lep_canvas_take:
 *
 * Keeps texts that are not needed away from a box that is drawn; they may reach
 * a little into it.
 */
void
lep_canvas_take (LepCanvas *self,
                 double     x,
                 double     y,
                 double     width,
                 double     height)
{
  double            inset = MIN (5 * self->theme->unit, width / 4);
  cairo_rectangle_t box = { x + inset, y, width - 2 * inset, height };

  if (box.width > 0 && box.height > 0)
    g_array_append_val (self->taken, box);
}

void
lep_canvas_line (LepCanvas       *self,
                 double           x1,
                 double           y1,
                 double           x2,
                 double           y2,
                 double           width,
                 const LepColour *colour)
{
  lep_canvas_source (self, colour);
  cairo_new_path (self->cr);
  cairo_set_line_width (self->cr, width * self->theme->unit);
  cairo_move_to (self->cr, x1, y1);
  cairo_line_to (self->cr, x2, y2);
  cairo_stroke (self->cr);
}

static void
draw_diagonals (LepCanvas *self,
                double     x,
                double     y,
                double     width,
                double     height,
                double     tile)
{
  for (double offset = tile / 2; offset < width + height; offset += tile)
    {
      cairo_move_to (self->cr, x + offset + tile, y - tile);
      cairo_line_to (self->cr, x + offset - height - tile, y + height + tile);
    }
  cairo_stroke (self->cr);
}

static void
draw_dots (LepCanvas *self,
           double     x,
           double     y,
           double     width,
           double     height,
           double     tile)
{
  double step = tile * 0.75;

  for (guint row = 0; row * step < height + step; row++)
    for (guint column = 0; column * step < width + step; column++)
      {
        cairo_new_sub_path (self->cr);
        cairo_arc (self->cr, x + (column + (row % 2) * 0.5) * step, y + height - row * step,
                   self->theme->stroke * self->theme->unit * 0.65, 0, 2 * G_PI);
      }
  cairo_fill (self->cr);
}

static void
draw_grid (LepCanvas *self,
           double     x,
           double     y,
           double     width,
           double     height,
           double     tile)
{
  for (double offset = tile / 2; offset < width; offset += tile)
    {
      cairo_move_to (self->cr, x + offset, y);
      cairo_line_to (self->cr, x + offset, y + height);
    }
  for (double offset = tile / 2; offset < height; offset += tile)
    {
      cairo_move_to (self->cr, x, y + height - offset);
      cairo_line_to (self->cr, x + width, y + height - offset);
    }
  cairo_stroke (self->cr);
}

/**
 * lep_canvas_fill:
 * @series: which of the four patterns
 *
 * Fills a box so that it can be told from the others without colour.
 */
void
lep_canvas_fill (LepCanvas *self,
                 guint      series,
                 gboolean   is_rest,
                 double     x,
                 double     y,
                 double     width,
                 double     height)
{
  static void (*const patterns[LEP_CHART_MAX_SERIES]) (LepCanvas *, double, double, double, double, double) = {
    NULL, draw_diagonals, draw_dots, draw_grid
  };
  const LepChartTheme *theme = self->theme;
  guint                slot = MIN (series, LEP_CHART_MAX_SERIES - 1);
  const LepColour     *line = is_rest ? &theme->rest : &theme->line[slot];
  double               inset = theme->unit / 2;

  if (width <= 0 || height <= 0)
    return;

  cairo_save (self->cr);
  cairo_new_path (self->cr);
  cairo_rectangle (self->cr, x, y, width, height);
  lep_canvas_source (self, is_rest ? &theme->rest : &theme->fill[slot]);
  cairo_fill_preserve (self->cr);
  cairo_clip (self->cr);

  lep_canvas_source (self, line);
  if (!is_rest && patterns[slot] != NULL)
    {
      cairo_set_line_width (self->cr, theme->stroke * theme->unit);
      patterns[slot](self, x, y, width, height, theme->tile * theme->unit);
    }
  cairo_set_line_width (self->cr, theme->unit);
  cairo_rectangle (self->cr, x + inset, y + inset, fmax (width - 2 * inset, 0), fmax (height - 2 * inset, 0));
  cairo_stroke (self->cr);
  cairo_restore (self->cr);
}
