/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Charts as data, and the three looks they are drawn in. */

#include "lep-chart.h"

#define RGB(hex)                                                                     \
  {                                                                                  \
    ((hex) >> 16 & 255) / 255.0, ((hex) >> 8 & 255) / 255.0, ((hex) &255) / 255.0, 1 \
  }
#define RGBA(hex, a)                                                                   \
  {                                                                                    \
    ((hex) >> 16 & 255) / 255.0, ((hex) >> 8 & 255) / 255.0, ((hex) &255) / 255.0, (a) \
  }
#define GREY(level, a)             \
  {                                \
    (level), (level), (level), (a) \
  }

/* Colours are chosen to stay apart for red-, green- and blue-blind eyes, each
 * at least 3.4 : 1 against its ground; from the third on the pattern decides. */
static const LepChartTheme themes[] = {
  [LEP_CHART_LIGHT] = {
    .fill = { RGB (0x1f5fa8), RGBA (0xc65a00, 0.22), RGBA (0x1a9c82, 0.22), RGBA (0x8a4a8f, 0.22) },
    .line = { RGB (0x1f5fa8), RGB (0xc65a00), RGB (0x1a9c82), RGB (0x8a4a8f) },
    .text = GREY (0.0, 0.87),
    .dim = GREY (0.0, 0.7),
    .grid = GREY (0.0, 0.12),
    .rest = RGB (0x6f7378),
    .unit = 1,
    .bar_width = 28,
    .tile = 8,
    .stroke = 2.2,
    .has_grid = TRUE,
  },
  [LEP_CHART_DARK] = {
    .fill = { RGB (0x78aeed), RGBA (0xffa348, 0.22), RGBA (0x5fd0b4, 0.22), RGBA (0xd69adb, 0.22) },
    .line = { RGB (0x78aeed), RGB (0xffa348), RGB (0x5fd0b4), RGB (0xd69adb) },
    .text = GREY (1.0, 1),
    .dim = GREY (1.0, 0.75),
    .grid = GREY (1.0, 0.15),
    .rest = RGB (0xb0b4b8),
    .unit = 1,
    .bar_width = 28,
    .tile = 8,
    .stroke = 2.2,
    .has_grid = TRUE,
  },
  [LEP_CHART_PRINT] = {
    .fill = { GREY (0.3, 1), GREY (1, 1), GREY (1, 1), GREY (0.7, 1) },
    .line = { GREY (0, 1), GREY (0, 1), GREY (0, 1), GREY (0, 1) },
    .text = GREY (0, 1),
    .dim = GREY (0.3, 1),
    .grid = GREY (0.8, 1),
    .rest = GREY (0.55, 1),
    .figure_family = "Noto Serif, DejaVu Serif, Liberation Serif, serif",
    .unit = 0.75,
    .bar_width = 21,
    .tile = 4.4,
    .stroke = 0.9,
    .has_grid = FALSE,
  },
};

static void
series_free (LepSeries *series)
{
  g_free (series->name);
  g_array_unref (series->values);
  g_free (series);
}

/**
 * lep_chart_new:
 * @title: (nullable): what is counted, for readers that see no pictures
 *
 * Returns: (transfer full): a chart without labels and series
 */
LepChart *
lep_chart_new (LepChartType     type,
               const LepLocale *locale,
               const char      *title)
{
  LepChart *self = g_new0 (LepChart, 1);

  self->type = type;
  self->locale = locale;
  self->title = g_strdup (title);
  self->labels = g_ptr_array_new_with_free_func (g_free);
  self->series = g_ptr_array_new_with_free_func ((GDestroyNotify) series_free);
  return self;
}

void
lep_chart_free (LepChart *self)
{
  if (self == NULL)
    return;
  g_free (self->title);
  g_ptr_array_unref (self->labels);
  g_ptr_array_unref (self->series);
  g_free (self);
}

/**
 * lep_chart_add_label:
 *
 * Adds a category: a quarter, a partnership, a step of a funnel.
 */
void
lep_chart_add_label (LepChart   *self,
                     const char *label)
{
  g_ptr_array_add (self->labels, g_strdup (label));
}

/**
 * lep_chart_add_series:
 *
 * Begins a series; its values follow. The first four are told apart.
 */
void
lep_chart_add_series (LepChart   *self,
                      const char *name)
{
  LepSeries *series = g_new0 (LepSeries, 1);

  series->name = g_strdup (name);
  series->values = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_ptr_array_add (self->series, series);
}

/**
 * lep_chart_add_rest:
 *
 * Begins the series of what belongs to none of the others, in plain grey.
 */
void
lep_chart_add_rest (LepChart   *self,
                    const char *name)
{
  LepSeries *series;

  lep_chart_add_series (self, name);
  series = g_ptr_array_index (self->series, self->series->len - 1);
  series->is_rest = TRUE;
}

static LepSeries *
last_series (LepChart *self)
{
  return g_ptr_array_index (self->series, self->series->len - 1);
}

/**
 * lep_chart_add_value:
 * @value: of the next label; negative ones are not drawn
 */
void
lep_chart_add_value (LepChart *self,
                     gint64    value)
{
  g_return_if_fail (self->series->len > 0);

  g_array_append_val (last_series (self)->values, value);
}

gint64
lep_series_value (const LepSeries *self,
                  guint            index)
{
  return index < self->values->len ? g_array_index (self->values, gint64, index) : LEP_CHART_MISSING;
}

/**
 * lep_chart_is_empty:
 *
 * Returns: whether there is no value at all
 */
gboolean
lep_chart_is_empty (const LepChart *self)
{
  for (guint s = 0; s < self->series->len; s++)
    for (guint i = 0; i < self->labels->len; i++)
      if (lep_series_value (g_ptr_array_index (self->series, s), i) > 0)
        return FALSE;
  return TRUE;
}

/**
 * lep_chart_describe:
 *
 * Returns: (transfer full): every value in words, a line a series
 */
char *
lep_chart_describe (const LepChart *self)
{
  GString *out = g_string_new (self->title);

  for (guint s = 0; s < self->series->len; s++)
    {
      const LepSeries *series = g_ptr_array_index (self->series, s);

      g_string_append_printf (out, "%s%s: ", out->len > 0 ? "\n" : "", series->name);
      for (guint i = 0; i < self->labels->len; i++)
        {
          gint64           value = lep_series_value (series, i);
          g_autofree char *text = value == LEP_CHART_MISSING ? g_strdup (LEP_NOTHING) : lep_format_count (self->locale, value);

          g_string_append_printf (out, "%s%s %s", i > 0 ? ", " : "", (const char *) g_ptr_array_index (self->labels, i), text);
        }
    }
  return g_string_free (out, FALSE);
}

/**
 * lep_chart_theme:
 *
 * Returns: the colours and measures of a look
 */
const LepChartTheme *
lep_chart_theme (LepChartLook look)
{
  return &themes[look];
}

/**
 * lep_chart_print_height:
 *
 * Returns: the height in points that the chart wants on paper
 */
double
lep_chart_print_height (const LepChart *self)
{
  return self->type == LEP_CHART_FUNNEL ? 42 : 116;
}
