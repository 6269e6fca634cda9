/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The figures of a reporting period as a table: as reported, as counted now, the
 * difference, and from the beginning. */

#include <glib/gi18n.h>

#include "lep-format.h"
#include "lep-language.h"
#include "lep-period-figures.h"

#include "lep-period-figures-grid.h"

/* What a button of the table stands for. */
typedef struct
{
  char         *indicator;
  LepFigureFunc opened;
  GObject      *owner; /* outlives the table */
} Cell;

static void
cell_free (gpointer  data,
           GClosure *closure)
{
  Cell *cell = data;

  g_free (cell->indicator);
  g_free (cell);
}

static void
clicked_cb (GtkWidget  *button,
            const Cell *cell)
{
  cell->opened (button, cell->indicator, cell->owner);
}

static GtkWidget *
add_label (GtkGrid    *grid,
           const char *text,
           const char *css_class,
           gboolean    at_end,
           int         column,
           int         row)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), at_end ? 1 : 0);
  gtk_widget_add_css_class (label, css_class);
  gtk_grid_attach (grid, label, column, row, 1, 1);

  return label;
}

static void
add_heads (GtkGrid *grid,
           gboolean was_reported)
{
  gtk_widget_set_hexpand (add_label (grid, _ ("Indicator"), "mhead", FALSE, 0, 0), TRUE);
  if (was_reported)
    add_label (grid, _ ("Reported"), "mhead", TRUE, 1, 0);
  add_label (grid, _ ("Counted now"), "mhead", TRUE, 2, 0);
  if (was_reported)
    add_label (grid, _ ("Difference"), "mhead", TRUE, 3, 0);
  add_label (grid, _ ("From the beginning"), "mhead", TRUE, 4, 0);
}

static char *
format_number (gint64 number)
{
  return number == 0 ? g_strdup (LEP_NOTHING) : lep_format_count (lep_language_locale (), number);
}

static char *
format_difference (gint64 difference)
{
  g_autofree char *number = lep_format_count (lep_language_locale (), ABS (difference));

  /* The sign of the minus is that of figures, as wide as the plus. */
  return difference == 0 ? g_strdup (LEP_NOTHING) : g_strconcat (difference < 0 ? "\342\210\222" : "+", number, NULL);
}

/* The figure of now is a button to its entries. */
static void
add_now (GtkGrid               *grid,
         const LepPeriodFigure *figure,
         const char            *period,
         LepFigureFunc          opened,
         GObject               *owner,
         int                    row)
{
  g_autofree char *text = format_number (figure->now);
  g_autofree char *name = NULL;
  GtkWidget       *button;
  Cell            *cell;

  if (figure->now == 0)
    {
      gtk_widget_add_css_class (add_label (grid, text, "cell", TRUE, 2, row), "none");
      return;
    }

  button = gtk_button_new_with_label (text);
  gtk_label_set_xalign (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), 1);
  gtk_button_set_has_frame (GTK_BUTTON (button), FALSE);
  gtk_widget_add_css_class (button, "cell");
  /* Translators: a figure of a table for screen readers: "Trained, Q3 ’17: 12" */
  name = g_strdup_printf (_ ("%s, %s: %s"), figure->name, period, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);

  cell = g_new0 (Cell, 1);
  cell->indicator = g_strdup (figure->indicator);
  cell->opened = opened;
  cell->owner = owner;
  g_signal_connect_data (button, "clicked", G_CALLBACK (clicked_cb), cell, cell_free, 0);
  gtk_grid_attach (grid, button, 2, row, 1, 1);
}

/* "14 women · 46 men · 3 to prove · provisional": what the figure now consists of. */
static char *
describe_parts (const LepPeriodFigure *figure)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  const LepLocale *locale = lep_language_locale ();

  if (figure->is_split)
    {
      g_autofree char *women = lep_format_count (locale, figure->women);
      g_autofree char *men = lep_format_count (locale, figure->men);

      g_ptr_array_add (parts, g_strdup_printf (_ ("%s women"), women));
      g_ptr_array_add (parts, g_strdup_printf (_ ("%s men"), men));
    }
  if (figure->claimed > 0)
    {
      g_autofree char *claimed = lep_format_count (locale, figure->claimed);

      /* Translators: "3 to prove": claimed, but without a proof so far */
      g_ptr_array_add (parts, g_strdup_printf (_ ("%s to prove"), claimed));
    }
  if (figure->provisional)
    g_ptr_array_add (parts, g_strdup (_ ("provisional")));
  g_ptr_array_add (parts, NULL);

  return g_strjoinv (" \302\267 ", (char **) parts->pdata);
}

static int
add_figure (GtkGrid               *grid,
            const LepPeriodFigure *figure,
            const char            *period,
            LepFigureFunc          opened,
            GObject               *owner,
            int                    row)
{
  g_autofree char *parts = describe_parts (figure);
  g_autofree char *so_far = format_number (figure->so_far);
  GtkWidget       *name = add_label (grid, figure->name, "cell", FALSE, 0, row);

  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (name), 14);
  add_now (grid, figure, period, opened, owner, row);
  add_label (grid, so_far, "cell", TRUE, 4, row);
  if (figure->has_reported)
    {
      g_autofree char *reported = format_number (figure->reported);
      gint64           changed = figure->has_total ? figure->now - figure->reported : 0;
      g_autofree char *difference = format_difference (changed);

      add_label (grid, reported, "cell", TRUE, 1, row);
      gtk_widget_add_css_class (add_label (grid, difference, "cell", TRUE, 3, row), changed != 0 ? "sum" : "none");
    }
  if (*parts != '\0')
    {
      GtkWidget *label = gtk_label_new (parts);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_widget_add_css_class (label, "sub");
      gtk_grid_attach (grid, label, 0, ++row, 5, 1);
    }
  return row + 1;
}

/**
 * lep_period_figures_fill:
 * @figures: (element-type LepPeriodFigure)
 * @period: its dates, for screen readers
 * @opened: called when a figure is pressed, with @owner
 * @owner: outlives the contents of @grid
 */
void
lep_period_figures_fill (GtkGrid      *grid,
                         GPtrArray    *figures,
                         const char   *period,
                         LepFigureFunc opened,
                         GObject      *owner)
{
  gboolean was_reported = FALSE;
  int      row = 1;

  for (guint i = 0; i < figures->len; i++)
    was_reported |= ((const LepPeriodFigure *) g_ptr_array_index (figures, i))->has_reported;

  add_heads (grid, was_reported);
  for (guint i = 0; i < figures->len; i++)
    {
      GtkWidget *line = gtk_separator_new (GTK_ORIENTATION_HORIZONTAL);

      gtk_widget_add_css_class (line, "rule");
      gtk_grid_attach (grid, line, 0, row++, 5, 1);
      row = add_figure (grid, g_ptr_array_index (figures, i), period, opened, owner, row);
    }
}
