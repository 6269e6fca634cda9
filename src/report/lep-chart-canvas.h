/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-chart.h"

G_BEGIN_DECLS

#define LEP_CANVAS_TEXT 0.82 /* size of a chart's text, times that of the surroundings */

/* What the parts of a chart are drawn on: measures are in units of the theme. */
typedef struct
{
  cairo_t             *cr;
  PangoContext        *context;
  const LepChartTheme *theme;
  GArray              *taken; /* cairo_rectangle_t of the texts drawn so far */
  double               line_height;
} LepCanvas;

typedef enum
{
  LEP_TEXT_LEFT,
  LEP_TEXT_CENTRE,
  LEP_TEXT_RIGHT,
} LepTextPlace;

void         lep_canvas_init (LepCanvas           *self,
                              cairo_t             *cr,
                              PangoContext        *context,
                              const LepChartTheme *theme);
void         lep_canvas_finish (LepCanvas *self);
PangoLayout *lep_canvas_layout (LepCanvas  *self,
                                const char *text,
                                double      size_factor,
                                gboolean    figure,
                                double     *width,
                                double     *height);
double       lep_canvas_text (LepCanvas       *self,
                              const char      *text,
                              double           x,
                              double           top,
                              LepTextPlace     place,
                              const LepColour *colour,
                              gboolean         only_if_free);
void         lep_canvas_line (LepCanvas       *self,
                              double           x1,
                              double           y1,
                              double           x2,
                              double           y2,
                              double           width,
                              const LepColour *colour);
void         lep_canvas_fill (LepCanvas *self,
                              guint      series,
                              gboolean   is_rest,
                              double     x,
                              double     y,
                              double     width,
                              double     height);
void         lep_canvas_source (LepCanvas       *self,
                                const LepColour *colour);

void         lep_canvas_take (LepCanvas *self,
                              double     x,
                              double     y,
                              double     width,
                              double     height);

G_END_DECLS
