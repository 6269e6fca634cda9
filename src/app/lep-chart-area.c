/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chart on the screen, or the table of its values: the same drawing as in
 * print, in the colours of the screen. */

#include <glib/gi18n.h>

#include "lep-chart-area.h"

struct _LepChartArea
{
  AdwBin          parent_instance;

  LepChart       *chart;
  GtkStack       *stack;
  GtkDrawingArea *drawing;
  GtkGrid        *grid;
};

G_DEFINE_FINAL_TYPE (LepChartArea, lep_chart_area, ADW_TYPE_BIN)

static void
draw_cb (GtkDrawingArea *area,
         cairo_t        *cr,
         int             width,
         int             height,
         gpointer        user_data)
{
  LepChartArea *self = user_data;
  gboolean      dark = adw_style_manager_get_dark (adw_style_manager_get_default ());

  if (self->chart != NULL)
    lep_chart_draw (self->chart, cr, gtk_widget_get_pango_context (GTK_WIDGET (area)),
                    lep_chart_theme (dark ? LEP_CHART_DARK : LEP_CHART_LIGHT), width, height);
}

static GtkWidget *
add_cell (LepChartArea *self,
          const char   *text,
          int           column,
          int           row,
          const char   *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), column == 0 ? 0.0f : 1.0f);
  gtk_widget_add_css_class (label, "num");
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_grid_attach (self->grid, label, column, row, 1, 1);

  return label;
}

static char *
dup_figure (LepChartArea *self,
            gint64        value)
{
  return value == LEP_CHART_MISSING ? g_strdup (LEP_NOTHING) : lep_format_count (self->chart->locale, value);
}

/* One row a label, one column a series. */
static void
fill_table (LepChartArea *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);

  for (guint i = 0; i < self->chart->labels->len; i++)
    add_cell (self, g_ptr_array_index (self->chart->labels, i), 0, (int) i + 1, NULL);

  for (guint i = 0; i < self->chart->series->len; i++)
    {
      const LepSeries *series = g_ptr_array_index (self->chart->series, i);

      add_cell (self, series->name, (int) i + 1, 0, "caption-heading");
      for (guint j = 0; j < self->chart->labels->len; j++)
        {
          g_autofree char *value = dup_figure (self, lep_series_value (series, j));

          add_cell (self, value, (int) i + 1, (int) j + 1, NULL);
        }
    }
}

static void
lep_chart_area_dispose (GObject *object)
{
  LepChartArea *self = LEP_CHART_AREA (object);

  g_clear_pointer (&self->chart, lep_chart_free);

  G_OBJECT_CLASS (lep_chart_area_parent_class)->dispose (object);
}

static void
lep_chart_area_class_init (LepChartAreaClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lep_chart_area_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-chart-area.ui");
  gtk_widget_class_bind_template_child (widget_class, LepChartArea, stack);
  gtk_widget_class_bind_template_child (widget_class, LepChartArea, drawing);
  gtk_widget_class_bind_template_child (widget_class, LepChartArea, grid);
}

static void
lep_chart_area_init (LepChartArea *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  gtk_drawing_area_set_draw_func (self->drawing, draw_cb, self, NULL);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (gtk_widget_queue_draw), self->drawing, G_CONNECT_SWAPPED);
}

/**
 * lep_chart_area_set_chart:
 * @chart: (transfer full): what to draw
 */
void
lep_chart_area_set_chart (LepChartArea *self,
                          LepChart     *chart)
{
  g_autofree char *description = NULL;

  g_return_if_fail (LEP_IS_CHART_AREA (self));
  g_return_if_fail (chart != NULL);

  g_clear_pointer (&self->chart, lep_chart_free);
  self->chart = chart;
  description = lep_chart_describe (chart);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->drawing),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, chart->title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
  fill_table (self);
  gtk_widget_queue_draw (GTK_WIDGET (self->drawing));
}

/* Shows the table of the values in place of the drawing. */
void
lep_chart_area_set_table (LepChartArea *self,
                          gboolean      table)
{
  g_return_if_fail (LEP_IS_CHART_AREA (self));

  gtk_stack_set_visible_child_name (self->stack, table ? "table" : "chart");
}

gboolean
lep_chart_area_is_table (LepChartArea *self)
{
  g_return_val_if_fail (LEP_IS_CHART_AREA (self), FALSE);

  return g_str_equal (gtk_stack_get_visible_child_name (self->stack), "table");
}
