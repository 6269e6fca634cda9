/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A heading of the budget: its sums, and spent against budget as a bar. */

#include <glib/gi18n.h>

#include "lep-budget-row.h"
#include "lep-format.h"
#include "lep-language.h"
#include "lep-total.h"

#include "lep-budget-heading.h"

static GtkLabel *
add_label (GtkGrid    *grid,
           const char *text,
           const char *css_class,
           float       xalign,
           int         column,
           int         y)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_widget_add_css_class (label, css_class);
  gtk_grid_attach (grid, label, column, y, 1, 1);

  return GTK_LABEL (label);
}

/* The titles of the columns, in the first row. */
void
lep_budget_heading_add_titles (GtkGrid *grid)
{
  static const char *const titles[] = { N_ ("Item"), N_ ("Unit"), N_ ("Quantity"), N_ ("Cost of a unit"), N_ ("Budgeted"), N_ ("Spent"), N_ ("of budget") };

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      GtkLabel *title = add_label (grid, _ (titles[i]), "mhead", i < LEP_BUDGET_QUANTITY ? 0 : 1, (int) i, 0);

      /* Where there is no line yet, too, the sums stand at the right. */
      gtk_widget_set_hexpand (GTK_WIDGET (title), i == LEP_BUDGET_ITEM);
    }
}

static void
add_share (LepBudgetHeading *self,
           GtkGrid          *grid,
           int               y)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_widget_set_hexpand (box, FALSE); /* what is to spare is for the items, whatever stands in it */
  self->bar = gtk_level_bar_new_for_interval (0, 10000);
  gtk_widget_set_valign (self->bar, GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (self->bar, 44, -1);
  gtk_widget_add_css_class (self->bar, "slim");
  gtk_box_append (GTK_BOX (box), self->bar);
  self->percent = GTK_LABEL (gtk_label_new (LEP_NOTHING));
  gtk_label_set_xalign (self->percent, 1);
  gtk_widget_set_hexpand (GTK_WIDGET (self->percent), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->percent), "cell");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->percent));
  gtk_grid_attach (grid, box, LEP_BUDGET_COLUMN_SHARE, y, 1, 1);
}

/**
 * lep_budget_heading_add:
 * @is_sum: whether it is the sum of others
 *
 * Returns: (transfer none): the box of its name
 */
GtkBox *
lep_budget_heading_add (LepBudgetHeading *self,
                        GtkGrid          *grid,
                        int               y,
                        const char       *label,
                        gboolean          is_sum)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *name = gtk_label_new (label);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (name, "cell");
  gtk_widget_add_css_class (name, "sum");
  gtk_box_append (GTK_BOX (box), name);
  gtk_grid_attach (grid, box, 0, y, LEP_N_BUDGET_CELLS, 1);
  self->budgeted = add_label (grid, LEP_NOTHING, "cell", 1, LEP_BUDGET_COLUMN_AMOUNT, y);
  self->spent = add_label (grid, LEP_NOTHING, "cell", 1, LEP_BUDGET_COLUMN_SPENT, y);
  gtk_widget_add_css_class (GTK_WIDGET (self->budgeted), "sum");
  gtk_widget_add_css_class (GTK_WIDGET (self->spent), "sum");
  add_share (self, grid, y);
  for (int x = 0; is_sum && x <= LEP_BUDGET_COLUMN_SHARE; x++)
    if (gtk_grid_get_child_at (grid, x, y) != NULL)
      gtk_widget_add_css_class (gtk_grid_get_child_at (grid, x, y), "total");

  return GTK_BOX (box);
}

/* A mark beyond the budget is told by weight too, not by colour alone. */
static void
mark (GtkWidget *label,
      gboolean   is_over)
{
  static const char *const classes[] = { "error", "sum" };

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    if (is_over)
      gtk_widget_add_css_class (label, classes[i]);
    else
      gtk_widget_remove_css_class (label, classes[i]);
}

/* Shows the sums of the heading, and whether it is overspent. A level bar stops at
 * 100 %, so the per cent stands beside it. */
void
lep_budget_heading_fill (LepBudgetHeading   *self,
                         const LepBudgetSum *sum,
                         const char         *currency,
                         gboolean            is_over)
{
  g_autofree char *budgeted = lep_budget_amount (sum->budgeted, currency);
  g_autofree char *spent = lep_budget_amount (sum->spent, currency);
  g_autofree char *share = NULL;
  gint64           percent = 0;
  gboolean         has_share = lep_ratio (sum->spent, sum->budgeted, &percent);

  if (has_share)
    share = lep_format_percent (lep_language_locale (), percent, 0);
  else
    /* Translators: in place of a share: something was spent, and the budget has nothing */
    share = g_strdup (is_over ? _ ("over") : LEP_NOTHING);
  gtk_label_set_label (self->budgeted, budgeted);
  gtk_label_set_label (self->spent, spent);
  gtk_label_set_label (self->percent, share);
  gtk_widget_set_visible (self->bar, has_share);
  gtk_level_bar_set_value (GTK_LEVEL_BAR (self->bar), (double) MIN (percent, 10000));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_LABEL, share, -1);
  mark (GTK_WIDGET (self->percent), is_over);
}
