/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <pango/pangocairo.h>

#include "lep-chart.h"

G_BEGIN_DECLS

typedef enum
{
  LEP_INK_LAYOUT, /* object: PangoLayout, x and y its upper left corner */
  LEP_INK_LINE,   /* object: PangoLayoutLine, x and y its start on the base line */
  LEP_INK_RULE,   /* from x, y over width and height */
  LEP_INK_FILL,
  LEP_INK_CIRCLE, /* in the box, dashed */
  LEP_INK_IMAGE,  /* object: cairo_surface_t, fitted into the box */
  LEP_INK_CHART,  /* object: LepChart, borrowed */
} LepInkType;

/* One thing drawn, in points from the corner of its strip. */
typedef struct
{
  LepInkType type;
  double     x, y, width, height;
  double     grey; /* 0 = black, 1 = white */
  double     thickness;
  gboolean   dashed;
  gpointer   object;
} LepInk;

/* A strip across the page that is never split. */
typedef struct _LepStrip LepStrip;

/* Makes what a strip holds when it is drawn. */
typedef LepStrip *(*LepStripFunc) (gconstpointer maker,
                                   gconstpointer data);

struct _LepStrip
{
  GArray       *inks;  /* LepInk */
  double        space; /* above, left out at the head of a page */
  double        height;
  gboolean      keep_with_next;
  gboolean      breaks_page; /* begins a new page */
  LepStrip     *head;        /* repeated where a page begins with this strip; borrowed */
  const char   *outline;     /* title in the outline, borrowed; or NULL */

  /* Of the rows of a long table only the height is kept: borrowed, or NULL. */
  LepStripFunc  make;
  gconstpointer maker, data;
};

LepStrip *lep_strip_new (double space,
                         double height);
void      lep_strip_free (LepStrip *self);
double    lep_strip_layout (LepStrip    *self,
                            PangoLayout *layout,
                            double       x,
                            double       y,
                            double       grey);
void      lep_strip_line (LepStrip        *self,
                          PangoLayoutLine *line,
                          double           x,
                          double           baseline,
                          double           grey);
void      lep_strip_rule (LepStrip *self,
                          double    x1,
                          double    y1,
                          double    x2,
                          double    y2,
                          double    thickness,
                          double    grey);
LepInk   *lep_strip_add (LepStrip  *self,
                         LepInkType type,
                         double     x,
                         double     y,
                         double     width,
                         double     height,
                         double     grey);
void      lep_strip_draw (const LepStrip *self,
                          cairo_t        *cr,
                          PangoContext   *context);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepStrip, lep_strip_free)

G_END_DECLS
