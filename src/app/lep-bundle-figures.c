/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The figures of a bundle that is looked at: how many entries it changes, and what
 * it does to the headline counters. */

#include <adwaita.h>
#include <glib/gi18n.h>

#include "lep-format.h"

#include "lep-language.h"

#include "lep-bundle-figures.h"

/**
 * lep_bundle_figure_row_new:
 * @action: (nullable): what opens what is counted, as a detailed action name
 * @pill: (nullable): a word beside a figure that is not zero
 *
 * Returns: a row of what will change
 */
GtkWidget *
lep_bundle_figure_row_new (gint64      count,
                           const char *title,
                           const char *subtitle,
                           const char *action,
                           const char *pill)
{
  g_autofree char *figure = lep_format_count (lep_language_locale (), count);
  GtkWidget       *row = adw_action_row_new ();
  GtkWidget       *number = gtk_label_new (figure);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_label_set_xalign (GTK_LABEL (number), 1);
  gtk_widget_set_size_request (number, 44, -1);
  gtk_widget_add_css_class (number, "title-3");
  gtk_widget_add_css_class (number, "num");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), number);

  if (pill != NULL && count > 0)
    {
      GtkWidget *label = gtk_label_new (pill);

      gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
      gtk_widget_add_css_class (label, "pill-status");
      gtk_widget_add_css_class (label, "bad");
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
    }

  if (action != NULL && count > 0)
    {
      GtkWidget *image = gtk_image_new_from_icon_name ("go-next-symbolic");

      gtk_widget_add_css_class (image, "dim-label");
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), image);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (row), action);
    }

  return row;
}

static void
attach_cell (GtkGrid    *grid,
             const char *text,
             int         column,
             int         row,
             const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), column == 0 ? 0 : 1);
  gtk_widget_set_hexpand (label, column == 0);
  gtk_widget_add_css_class (label, "num");
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_grid_attach (grid, label, column, row, 1, 1);
}

/* The name of a headline counter, as on the overview. */
static const char *
counter_name (const char *indicator)
{
  static const char *const names[][2] = {
    { "TRAINED", N_ ("Trained") },
    { "EMPLOYED", N_ ("Employed, proved") },
    { "SERVICES", N_ ("New services") },
    { "BUSINESSES", N_ ("Businesses") },
    { "ORGANISATIONS", N_ ("Organisations") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i][0], indicator))
      return _ (names[i][1]);
  return indicator;
}

/**
 * lep_bundle_totals_show:
 * @totals: (nullable): lines "INDICATOR\tbefore\tafter" of an import's report
 * @applied: the bundle was taken in; else it is what would be
 *
 * Fills the grid with one line a counter: before, after, and the difference.
 */
void
lep_bundle_totals_show (GtkGrid    *grid,
                        const char *totals,
                        gboolean    applied)
{
  g_auto (GStrv) lines = g_strsplit (totals != NULL ? totals : "", "\n", -1);
  GtkWidget *old;

  while ((old = gtk_widget_get_first_child (GTK_WIDGET (grid))) != NULL)
    gtk_grid_remove (grid, old);

  attach_cell (grid, applied ? _ ("Before") : _ ("Now"), 1, 0, "caption-heading");
  attach_cell (grid, applied ? _ ("Now") : _ ("After"), 2, 0, "caption-heading");
  for (int i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], "\t", 3);
      g_autofree char *before = NULL, *after = NULL, *change = NULL;
      gint64           difference;

      if (g_strv_length (cells) != 3)
        continue;

      difference = g_ascii_strtoll (cells[2], NULL, 10) - g_ascii_strtoll (cells[1], NULL, 10);
      before = lep_format_count (lep_language_locale (), g_ascii_strtoll (cells[1], NULL, 10));
      after = lep_format_count (lep_language_locale (), g_ascii_strtoll (cells[2], NULL, 10));
      change = lep_format_count (lep_language_locale (), difference);
      if (difference > 0)
        {
          g_autofree char *plain = g_steal_pointer (&change);
          change = g_strdup_printf ("+%s", plain);
        }

      attach_cell (grid, counter_name (cells[0]), 0, i + 1, NULL);
      attach_cell (grid, before, 1, i + 1, NULL);
      attach_cell (grid, after, 2, i + 1, "heading");
      attach_cell (grid, difference == 0 ? LEP_NOTHING : change, 3, i + 1, NULL);
    }
}
