/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Charts: one drawing for all looks, told apart without colour. */

#include <string.h>

#include <pango/pangocairo.h>

#include "lep-chart.h"

#define WIDTH  420
#define HEIGHT 200

static LepChart *
make_chart (LepChartType type,
            guint        n_series)
{
  LepChart *chart = lep_chart_new (type, lep_locale_find ("bs"), "Rezultati");

  for (guint i = 0; i < 6; i++)
    {
      g_autofree char *label = g_strdup_printf ("%u", 2013 + i);

      lep_chart_add_label (chart, label);
    }
  for (guint s = 0; s < n_series; s++)
    {
      g_autofree char *name = g_strdup_printf ("Niz %u", s + 1);

      if (s == 3)
        lep_chart_add_rest (chart, name);
      else
        lep_chart_add_series (chart, name);
      for (guint i = 0; i < 6; i++)
        lep_chart_add_value (chart, i == 2 ? LEP_CHART_MISSING : (gint64) (1200 + 100 * i * (s + 1)));
    }
  return chart;
}

static cairo_surface_t *
draw (const LepChart *chart,
      LepChartLook    look,
      int             width,
      int             height)
{
  cairo_surface_t      *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_t              *cr = cairo_create (surface);
  PangoContext         *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  PangoFontDescription *font = pango_font_description_from_string ("sans-serif");
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (context, options);
  pango_font_description_set_absolute_size (font, 14 * PANGO_SCALE);
  pango_context_set_font_description (context, font);
  lep_chart_draw (chart, cr, context, lep_chart_theme (look), width, height);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);

  cairo_font_options_destroy (options);
  pango_font_description_free (font);
  g_object_unref (context);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

/* Counts painted pixels, and those of them that are no grey. */
static void
count_pixels (cairo_surface_t *surface,
              guint           *n_painted,
              guint           *n_coloured)
{
  const guint8 *data = cairo_image_surface_get_data (surface);
  int           stride = cairo_image_surface_get_stride (surface);

  *n_painted = *n_coloured = 0;
  for (int y = 0; y < cairo_image_surface_get_height (surface); y++)
    for (int x = 0; x < cairo_image_surface_get_width (surface); x++)
      {
        guint32 pixel;
        int     red, green, blue;

        memcpy (&pixel, data + y * stride + x * 4, sizeof pixel);
        red = pixel >> 16 & 255;
        green = pixel >> 8 & 255;
        blue = pixel & 255;
        *n_painted += pixel >> 24 > 0;
        *n_coloured += ABS (red - green) > 2 || ABS (green - blue) > 2;
      }
}

static void
test_every_chart_in_every_look (void)
{
  for (int type = LEP_CHART_BARS; type <= LEP_CHART_FUNNEL; type++)
    for (int look = LEP_CHART_LIGHT; look <= LEP_CHART_PRINT; look++)
      for (guint n = 1; n <= LEP_CHART_MAX_SERIES; n++)
        {
          g_autoptr (LepChart) chart = make_chart ((LepChartType) type, n);
          cairo_surface_t *surface = draw (chart, (LepChartLook) look, WIDTH, HEIGHT);
          guint            painted, coloured;

          count_pixels (surface, &painted, &coloured);
          g_assert_cmpuint (painted, >, 500);
          if (look == LEP_CHART_PRINT)
            g_assert_cmpuint (coloured, ==, 0);
          else if (type != LEP_CHART_FUNNEL)
            g_assert_cmpuint (coloured, >, 100);
          cairo_surface_destroy (surface);
        }
}

/* The series' boxes in the print's legend differ pixel by pixel. */
static void
test_patterns_differ_on_paper (void)
{
  guint ink[LEP_CHART_MAX_SERIES];

  for (guint s = 0; s < LEP_CHART_MAX_SERIES; s++)
    {
      g_autoptr (LepChart) chart = lep_chart_new (LEP_CHART_BARS, lep_locale_find ("en"), NULL);
      cairo_surface_t *surface;
      const guint8    *data;
      int              stride;

      lep_chart_add_label (chart, "x");
      for (guint i = 0; i <= s; i++)
        {
          lep_chart_add_series (chart, "");
          lep_chart_add_value (chart, i == s ? 1000 : 0);
        }
      surface = draw (chart, LEP_CHART_PRINT, WIDTH, HEIGHT);
      data = cairo_image_surface_get_data (surface);
      stride = cairo_image_surface_get_stride (surface);
      ink[s] = 0;
      for (int y = HEIGHT / 2; y < HEIGHT / 2 + 40; y++)
        for (int x = 0; x < WIDTH; x++)
          if (data[y * stride + x * 4 + 3] > 0)
            ink[s] += 255u - data[y * stride + x * 4];
      cairo_surface_destroy (surface);
    }
  for (guint a = 0; a < LEP_CHART_MAX_SERIES; a++)
    for (guint b = a + 1; b < LEP_CHART_MAX_SERIES; b++)
      g_assert_cmpuint (ABS ((int) ink[a] - (int) ink[b]), >, 2000);
}

static void
test_extremes_do_no_harm (void)
{
  for (int type = LEP_CHART_BARS; type <= LEP_CHART_FUNNEL; type++)
    {
      g_autoptr (LepChart) chart = lep_chart_new ((LepChartType) type, lep_locale_find ("en"), NULL);
      cairo_surface_t *surface = draw (chart, LEP_CHART_LIGHT, 10, 10);

      g_assert_true (lep_chart_is_empty (chart));
      cairo_surface_destroy (surface);

      for (guint i = 0; i < 300; i++)
        lep_chart_add_label (chart, "A label that never fits beside its neighbours");
      lep_chart_add_series (chart, "Huge");
      for (guint i = 0; i < 300; i++)
        lep_chart_add_value (chart, i % 3 == 0 ? G_MAXINT64 / 4 : -5);
      g_assert_false (lep_chart_is_empty (chart));
      surface = draw (chart, LEP_CHART_LIGHT, 300, 40);
      cairo_surface_destroy (surface);
    }
}

static void
test_description_holds_every_value (void)
{
  g_autoptr (LepChart) chart = make_chart (LEP_CHART_BARS, 2);
  g_autofree char *text = lep_chart_describe (chart);

  g_assert_cmpstr (text, ==,
                   "Rezultati\n"
                   "Niz 1: 2013 1.200, 2014 1.300, 2015 –, 2016 1.500, 2017 1.600, 2018 1.700\n"
                   "Niz 2: 2013 1.200, 2014 1.400, 2015 –, 2016 1.800, 2017 2.000, 2018 2.200");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/chart/every_chart_in_every_look", test_every_chart_in_every_look);
  g_test_add_func ("/chart/patterns_differ_on_paper", test_patterns_differ_on_paper);
  g_test_add_func ("/chart/extremes_do_no_harm", test_extremes_do_no_harm);
  g_test_add_func ("/chart/description_holds_every_value", test_description_holds_every_value);

  return g_test_run ();
}
