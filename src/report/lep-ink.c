/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a page is drawn with: texts, rules and boxes, gathered into strips that
 * are laid out once and drawn on any cairo surface. */

#include "lep-ink.h"

static void
ink_clear (LepInk *ink)
{
  if (ink->type == LEP_INK_LAYOUT)
    g_clear_object (&ink->object);
  else if (ink->type == LEP_INK_LINE)
    g_clear_pointer ((PangoLayoutLine **) &ink->object, pango_layout_line_unref);
  else if (ink->type == LEP_INK_IMAGE)
    g_clear_pointer ((cairo_surface_t **) &ink->object, cairo_surface_destroy);
}

LepStrip *
lep_strip_new (double space,
               double height)
{
  LepStrip *self = g_new0 (LepStrip, 1);

  self->inks = g_array_new (FALSE, TRUE, sizeof (LepInk));
  g_array_set_clear_func (self->inks, (GDestroyNotify) ink_clear);
  self->space = space;
  self->height = height;
  return self;
}

void
lep_strip_free (LepStrip *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->inks);
  g_free (self);
}

/**
 * lep_strip_add:
 *
 * Returns: (transfer none): the new ink, valid until the next one is added
 */
LepInk *
lep_strip_add (LepStrip  *self,
               LepInkType type,
               double     x,
               double     y,
               double     width,
               double     height,
               double     grey)
{
  LepInk ink = { .type = type, .x = x, .y = y, .width = width, .height = height, .grey = grey };

  g_array_append_val (self->inks, ink);
  return &g_array_index (self->inks, LepInk, self->inks->len - 1);
}

/**
 * lep_strip_layout:
 *
 * Places a text; the strip keeps a reference and grows to hold it.
 *
 * Returns: the text's lower edge
 */
double
lep_strip_layout (LepStrip    *self,
                  PangoLayout *layout,
                  double       x,
                  double       y,
                  double       grey)
{
  int width, height;

  pango_layout_get_size (layout, &width, &height);
  lep_strip_add (self, LEP_INK_LAYOUT, x, y, 0, 0, grey)->object = g_object_ref (layout);
  self->height = MAX (self->height, y + (double) height / PANGO_SCALE);
  return y + (double) height / PANGO_SCALE;
}

void
lep_strip_line (LepStrip        *self,
                PangoLayoutLine *line,
                double           x,
                double           baseline,
                double           grey)
{
  lep_strip_add (self, LEP_INK_LINE, x, baseline, 0, 0, grey)->object = pango_layout_line_ref (line);
}

void
lep_strip_rule (LepStrip *self,
                double    x1,
                double    y1,
                double    x2,
                double    y2,
                double    thickness,
                double    grey)
{
  lep_strip_add (self, LEP_INK_RULE, x1, y1, x2 - x1, y2 - y1, grey)->thickness = thickness;
}

static void
draw_image (const LepInk *ink,
            cairo_t      *cr)
{
  int    width = cairo_image_surface_get_width (ink->object), height = cairo_image_surface_get_height (ink->object);
  double scale = MIN (ink->width / width, ink->height / height);

  cairo_save (cr);
  cairo_translate (cr, ink->x, ink->y);
  cairo_scale (cr, scale, scale);
  cairo_set_source_surface (cr, ink->object, 0, 0);
  cairo_paint (cr);
  cairo_restore (cr);
}

static void
draw_rule (const LepInk *ink,
           cairo_t      *cr)
{
  const double dash[] = { 3, 2 };

  cairo_set_line_width (cr, ink->thickness);
  if (ink->dashed)
    cairo_set_dash (cr, dash, G_N_ELEMENTS (dash), 0);
  if (ink->type == LEP_INK_CIRCLE)
    cairo_arc (cr, ink->x + ink->width / 2, ink->y + ink->height / 2, ink->width / 2, 0, 2 * G_PI);
  else
    {
      cairo_move_to (cr, ink->x, ink->y);
      cairo_line_to (cr, ink->x + ink->width, ink->y + ink->height);
    }
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
}

static void
draw_ink (const LepInk *ink,
          cairo_t      *cr,
          PangoContext *context)
{
  cairo_new_path (cr); /* or a stray line joins what follows to the last text */
  cairo_set_source_rgb (cr, ink->grey, ink->grey, ink->grey);
  switch (ink->type)
    {
    case LEP_INK_LAYOUT:
      cairo_move_to (cr, ink->x, ink->y);
      pango_cairo_show_layout (cr, ink->object);
      break;
    case LEP_INK_LINE:
      cairo_move_to (cr, ink->x, ink->y);
      pango_cairo_show_layout_line (cr, ink->object);
      break;
    case LEP_INK_RULE:
    case LEP_INK_CIRCLE:
      draw_rule (ink, cr);
      break;
    case LEP_INK_FILL:
      cairo_rectangle (cr, ink->x, ink->y, ink->width, ink->height);
      cairo_fill (cr);
      break;
    case LEP_INK_IMAGE:
      draw_image (ink, cr);
      break;
    case LEP_INK_CHART:
      cairo_save (cr);
      cairo_translate (cr, ink->x, ink->y);
      lep_chart_draw (ink->object, cr, context, lep_chart_theme (LEP_CHART_PRINT), ink->width, ink->height);
      cairo_restore (cr);
      break;
    default:
      g_assert_not_reached ();
    }
}

/**
 * lep_strip_draw:
 *
 * Draws the strip with its corner at the origin.
 */
void
lep_strip_draw (const LepStrip *self,
                cairo_t        *cr,
                PangoContext   *context)
{
  if (self->make != NULL)
    {
      g_autoptr (LepStrip) made = self->make (self->maker, self->data);

      lep_strip_draw (made, cr, context);
    }
  for (guint i = 0; i < self->inks->len; i++)
    draw_ink (&g_array_index (self->inks, LepInk, i), cr, context);
}
