/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <pango/pango.h>

#include "lep-format.h"

G_BEGIN_DECLS

/* A category without a value: "–", never 0. */
#define LEP_CHART_MISSING G_MININT64

#define LEP_CHART_MAX_SERIES 4

typedef enum
{
  LEP_CHART_BARS,
  LEP_CHART_STACKED,
  LEP_CHART_LINES,
  LEP_CHART_FUNNEL, /* the first series, from left to right */
} LepChartType;

typedef enum
{
  LEP_CHART_LIGHT,
  LEP_CHART_DARK,
  LEP_CHART_PRINT,
} LepChartLook;

typedef struct
{
  double red, green, blue, alpha;
} LepColour;

/* How a chart looks. A unit is a pixel on the screen, 0.75 pt on paper. */
typedef struct
{
  LepColour   fill[LEP_CHART_MAX_SERIES]; /* ground below the pattern */
  LepColour   line[LEP_CHART_MAX_SERIES]; /* pattern and outline */
  LepColour   text, dim, grid, rest;
  const char *figure_family; /* of a funnel's numbers; NULL = that of the text */
  double      unit;
  double      bar_width;    /* at most, in units */
  double      tile, stroke; /* of the patterns, in units */
  gboolean    has_grid;
} LepChartTheme;

typedef struct
{
  char    *name;
  GArray  *values;  /* gint64, one a label */
  gboolean is_rest; /* "not split": plain grey */
} LepSeries;

/* A chart as data; the same function draws it on screen, paper and in files. */
typedef struct
{
  LepChartType     type;
  const LepLocale *locale;
  char            *title; /* says what is counted; for readers that see no pictures */
  GPtrArray       *labels;
  GPtrArray       *series; /* LepSeries, four at most */
} LepChart;

LepChart            *lep_chart_new (LepChartType     type,
                                    const LepLocale *locale,
                                    const char      *title);
void                 lep_chart_free (LepChart *self);
void                 lep_chart_add_label (LepChart   *self,
                                          const char *label);
void                 lep_chart_add_series (LepChart   *self,
                                           const char *name);
void                 lep_chart_add_rest (LepChart   *self,
                                         const char *name);
void                 lep_chart_add_value (LepChart *self,
                                          gint64    value);
gboolean             lep_chart_is_empty (const LepChart *self);
char                *lep_chart_describe (const LepChart *self);

gint64               lep_series_value (const LepSeries *self,
                                       guint            index);

const LepChartTheme *lep_chart_theme (LepChartLook look);
void                 lep_chart_draw (const LepChart      *self,
                                     cairo_t             *cr,
                                     PangoContext        *context,
                                     const LepChartTheme *theme,
                                     double               width,
                                     double               height);
double               lep_chart_print_height (const LepChart *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepChart, lep_chart_free)

G_END_DECLS
