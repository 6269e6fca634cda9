/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Criteria by assessors: the points of the final sheets, sums by section, the
 * average, and which criterion is below its least points. */

#include <glib/gi18n.h>

#include "lep-format.h"
#include "lep-language.h"

#include "lep-score-matrix.h"

struct _LepScoreMatrix
{
  AdwBin   parent_instance;

  GtkGrid *grid;
};

G_DEFINE_FINAL_TYPE (LepScoreMatrix, lep_score_matrix, ADW_TYPE_BIN)

static void
lep_score_matrix_class_init (LepScoreMatrixClass *klass)
{
}

static void
lep_score_matrix_init (LepScoreMatrix *self)
{
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->grid), "matrix");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->grid));
}

static GtkWidget *
add_cell (LepScoreMatrix *self,
          const char     *text,
          const char     *css_class,
          float           xalign,
          int             x,
          int             y)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_widget_add_css_class (label, css_class);
  gtk_grid_attach (self->grid, label, x, y, 1, 1);
  return label;
}

/* The average of final sheets, to one decimal. */
static char *
format_average (gint64 sum,
                guint  n_sheets)
{
  if (n_sheets == 0)
    return g_strdup (LEP_NOTHING);
  return lep_format_decimal (lep_language_locale (), (sum * 20 + n_sheets) / (2 * (gint64) n_sheets), 1, 1);
}

static void
add_heads (LepScoreMatrix       *self,
           const LepCallRanking *ranking,
           GPtrArray            *sheets)
{
  int x = 1;

  gtk_widget_set_hexpand (add_cell (self, _ ("Criterion"), "mhead", 0, 0, 0), TRUE);
  for (guint i = 0; i < sheets->len; i++, x++)
    {
      const LepCallSheet    *sheet = g_ptr_array_index (sheets, i);
      const LepCallAssessor *assessor = g_ptr_array_index (ranking->assessors, sheet->assessor);
      GtkWidget             *label = add_cell (self, assessor->name, "mhead", 1, x, 0);

      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_RIGHT);
      gtk_label_set_max_width_chars (GTK_LABEL (label), 12);
    }
  gtk_widget_add_css_class (add_cell (self, _ ("Average"), "mhead", 1, x, 0), "total");
}

static void
add_line (LepScoreMatrix    *self,
          const LepGridLine *line,
          guint              index,
          GPtrArray         *sheets,
          int                y)
{
  g_autofree char *max = lep_format_count (lep_language_locale (), line->rule.max_points);
  g_autofree char *weight = lep_format_count (lep_language_locale (), line->rule.weight);
  g_autofree char *title = g_strdup_printf (line->rule.weight != 1 ? "%s / %s × %s" : "%s / %s", line->text, max, weight);
  GtkWidget       *label = add_cell (self, title, "cell", 0, 0, y);
  GtkWidget       *average;
  g_autofree char *text = NULL;
  gint64           sum = 0;
  int              x = 1;

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), 20);
  gtk_widget_set_tooltip_text (label, title);
  for (guint i = 0; i < sheets->len; i++, x++)
    {
      const LepCallSheet *sheet = g_ptr_array_index (sheets, i);
      g_autofree char    *points = sheet->points[index] < 0 ? g_strdup (LEP_NOTHING) : lep_format_count (lep_language_locale (), sheet->points[index]);

      sum += MAX (sheet->points[index], 0);
      add_cell (self, points, "cell", 1, x, y);
    }
  text = format_average (sum, sheets->len);
  if (sum < line->rule.minimum * sheets->len)
    {
      /* Translators: an average of points that is too low: "5.0 ↓" */
      g_autofree char *low = g_strdup_printf (_ ("%s ↓"), text);

      average = add_cell (self, low, "cell", 1, x, y);
      gtk_widget_add_css_class (average, "error");
      gtk_widget_set_tooltip_text (average, _ ("Below the least points of this criterion"));
    }
  else
    average = add_cell (self, text, "cell", 1, x, y);
  gtk_widget_add_css_class (average, "total");
}

static gint64
sum_of_section (const LepCallRanking *ranking,
                const LepCallSheet   *sheet,
                guint                 section)
{
  gint64 sum = 0;

  for (guint i = 0; i < ranking->lines->len; i++)
    {
      const LepGridLine *line = g_ptr_array_index (ranking->lines, i);

      if (line->rule.section == section)
        sum += MAX (sheet->points[i], 0) * line->rule.weight;
    }
  return sum;
}

/* @section: -1 = the whole sheet */
static void
add_sums (LepScoreMatrix       *self,
          const LepCallRanking *ranking,
          GPtrArray            *sheets,
          int                   section,
          int                   y)
{
  const LepGridSection *of = section < 0 ? NULL : g_ptr_array_index (ranking->sections, section);
  g_autofree char      *max = lep_format_count (lep_language_locale (), of != NULL ? of->max_points : ranking->max_points);
  g_autofree char      *title = g_strdup_printf ("%s / %s", of == NULL ? _ ("Total") : *of->title != '\0' ? of->title
                                                                                                          : _ ("Criteria"),
                                                 max);
  g_autofree char      *average = NULL;
  GtkWidget            *cell;
  gint64                sum = 0;
  int                   x = 1;

  gtk_widget_add_css_class (add_cell (self, title, "cell", 0, 0, y), "sum");
  for (guint i = 0; i < sheets->len; i++, x++)
    {
      const LepCallSheet *sheet = g_ptr_array_index (sheets, i);
      gint64              own = section < 0 ? sheet->total : sum_of_section (ranking, sheet, (guint) section);
      g_autofree char    *text = lep_format_count (lep_language_locale (), own);

      sum += own;
      gtk_widget_add_css_class (add_cell (self, text, "cell", 1, x, y), "sum");
    }
  average = format_average (sum, sheets->len);
  cell = add_cell (self, average, "cell", 1, x, y);
  gtk_widget_add_css_class (cell, "sum");
  gtk_widget_add_css_class (cell, "total");
}

static void
clear (LepScoreMatrix *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
}

static int
add_rule (LepScoreMatrix *self,
          guint           n_columns,
          int             y)
{
  GtkWidget *rule = gtk_separator_new (GTK_ORIENTATION_HORIZONTAL);

  gtk_widget_add_css_class (rule, "rule");
  gtk_grid_attach (self->grid, rule, 0, y, (int) n_columns, 1);
  return y + 1;
}

/* Shows the final sheets of @application. */
void
lep_score_matrix_fill (LepScoreMatrix           *self,
                       const LepCallRanking     *ranking,
                       const LepCallApplication *application)
{
  g_autoptr (GPtrArray) sheets = g_ptr_array_new ();
  int y = 1;

  g_return_if_fail (LEP_IS_SCORE_MATRIX (self));

  clear (self);
  for (guint i = 0; i < application->sheets->len; i++)
    if (((const LepCallSheet *) g_ptr_array_index (application->sheets, i))->is_final)
      g_ptr_array_add (sheets, g_ptr_array_index (application->sheets, i));
  add_heads (self, ranking, sheets);
  for (guint s = 0; s < ranking->sections->len; s++)
    {
      y = add_rule (self, sheets->len + 2, y);
      add_sums (self, ranking, sheets, (int) s, y++);
      for (guint i = 0; i < ranking->lines->len; i++)
        if (((const LepGridLine *) g_ptr_array_index (ranking->lines, i))->rule.section == s)
          add_line (self, g_ptr_array_index (ranking->lines, i), i, sheets, y++);
    }
  y = add_rule (self, sheets->len + 2, y);
  add_sums (self, ranking, sheets, -1, y);
}
