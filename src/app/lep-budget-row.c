/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line of the budget: its cells, what they say and how that is read. */

#include <glib/gi18n.h>

#include "lep-field-text.h"
#include "lep-format.h"
#include "lep-language.h"
#include "lep-tooltip.h"
#include "lep-util.h"

#include "lep-budget-row.h"

/* What an item is given where there is room, in letters. */
#define WIDE 60

/* Thousandths. */
#define QUANTITY_SCALE 3

static const char *const fields[LEP_N_BUDGET_CELLS] = { "item", "unit", "quantity", "unit_cost" };

static const char *
cell_label (guint cell)
{
  static const char *const labels[LEP_N_BUDGET_CELLS] = { N_ ("Item"), N_ ("Unit"), N_ ("Quantity"), N_ ("Cost of a unit") };

  return _ (labels[cell]);
}

static GtkLabel *
add_amount (GtkGrid *grid,
            int      column,
            int      y)
{
  GtkWidget *label = gtk_label_new (LEP_NOTHING);

  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_widget_add_css_class (label, "cell");
  gtk_grid_attach (grid, label, column, y, 1, 1);

  return GTK_LABEL (label);
}

/* Cells are named with their line and column. */
static void
name_cells (LepBudgetRow *self)
{
  const char *item = self->saved[LEP_BUDGET_ITEM];

  for (guint i = 0; i < LEP_N_BUDGET_CELLS; i++)
    {
      g_autofree char *name = NULL;

      /* Translators: a cell of a table for screen readers: "Quantity: Trainers" */
      name = g_strdup_printf (_ ("%s: %s"), cell_label (i), item != NULL && *item != '\0' ? item : _ ("new line"));
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->cells[i]), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
    }
}

/**
 * lep_budget_button_new:
 * @tooltip: what it does
 * @of: to what
 *
 * Returns: (transfer floating): a flat button that is named with both
 */
GtkWidget *
lep_budget_button_new (const char *icon_name,
                       const char *tooltip,
                       const char *of)
{
  GtkWidget       *button = gtk_button_new_from_icon_name (icon_name);
  /* Translators: the name of a button for screen readers: what it does, and to what */
  g_autofree char *name = g_strdup_printf (_ ("%s: %s"), tooltip, of);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return button;
}

/**
 * lep_budget_row_new:
 * @y: in which row of the grid
 * @id: (nullable): of the budget line; %NULL = a new one
 *
 * Returns: (transfer full): its cells belong to the grid
 */
LepBudgetRow *
lep_budget_row_new (GtkGrid    *grid,
                    int         y,
                    guint       heading,
                    const char *id)
{
  static const int widths[LEP_N_BUDGET_CELLS] = { 16, 12, 7, 10 };
  LepBudgetRow    *self = g_new0 (LepBudgetRow, 1);

  self->id = g_strdup (id);
  self->heading = heading;
  for (guint i = 0; i < LEP_N_BUDGET_CELLS; i++)
    {
      GtkWidget *entry = gtk_entry_new ();

      gtk_entry_set_has_frame (GTK_ENTRY (entry), FALSE);
      gtk_entry_set_max_length (GTK_ENTRY (entry), 500);
      gtk_editable_set_width_chars (GTK_EDITABLE (entry), widths[i]);
      gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), i == LEP_BUDGET_ITEM ? WIDE : widths[i]);
      gtk_widget_set_hexpand (entry, i == LEP_BUDGET_ITEM);
      if (i >= LEP_BUDGET_QUANTITY)
        {
          gtk_editable_set_alignment (GTK_EDITABLE (entry), 1);
          gtk_entry_set_input_purpose (GTK_ENTRY (entry), GTK_INPUT_PURPOSE_NUMBER);
        }
      if (i == LEP_BUDGET_ITEM)
        gtk_widget_set_margin_start (entry, 12);
      gtk_grid_attach (grid, entry, (int) i, y, 1, 1);
      self->cells[i] = entry;
    }
  self->amount = add_amount (grid, LEP_BUDGET_COLUMN_AMOUNT, y);
  self->spent = add_amount (grid, LEP_BUDGET_COLUMN_SPENT, y);
  self->buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_grid_attach (grid, self->buttons, LEP_BUDGET_COLUMN_SHARE, y, 1, 1);
  name_cells (self);

  return self;
}

void
lep_budget_row_free (LepBudgetRow *self)
{
  for (guint i = 0; i < LEP_N_BUDGET_CELLS; i++)
    g_free (self->saved[i]);
  g_free (self->id);
  g_free (self);
}

/* No more decimals than there are. */
static char *
format_quantity (gint64 quantity)
{
  guint decimals = QUANTITY_SCALE;

  while (decimals > 0 && quantity % 10 == 0)
    {
      quantity /= 10;
      decimals--;
    }
  return lep_format_decimal (lep_language_locale (), quantity, decimals, decimals);
}

static char *
format_amount (gint64      amount,
               const char *currency)
{
  guint digits = lep_currency_digits (currency);

  return lep_format_decimal (lep_language_locale (), amount, digits, digits);
}

/**
 * lep_budget_amount:
 * @currency: (nullable): whose decimals it has
 *
 * Returns: (transfer full): minor units as a figure; the currency stands above
 */
char *
lep_budget_amount (gint64      amount,
                   const char *currency)
{
  return amount == 0 ? g_strdup (LEP_NOTHING) : format_amount (amount, currency);
}

static void
say (LepBudgetRow *self,
     guint         cell,
     char         *text)
{
  gboolean is_busy = lep_budget_row_is_changed (self, cell);

  g_free (self->saved[cell]);
  self->saved[cell] = text;
  /* What is half typed stays. */
  if (!is_busy && g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->cells[cell])), text) != 0)
    lep_editable_show (GTK_EDITABLE (self->cells[cell]), text);
  /* A narrow window shows the beginning of a long one. */
  lep_tooltip_set (self->cells[cell], cell <= LEP_BUDGET_UNIT ? text : NULL);
}

/* Shows a line as it is saved now. */
void
lep_budget_row_fill (LepBudgetRow        *self,
                     const LepBudgetLine *line,
                     const char          *currency)
{
  g_autofree char *amount = lep_budget_amount (line->amount, currency);
  g_autofree char *spent = lep_budget_amount (line->spent, currency);

  say (self, LEP_BUDGET_ITEM, g_strdup (line->item != NULL ? line->item : ""));
  say (self, LEP_BUDGET_UNIT, g_strdup (line->unit != NULL ? line->unit : ""));
  say (self, LEP_BUDGET_QUANTITY, format_quantity (line->quantity));
  say (self, LEP_BUDGET_COST, line->unit_cost == 0 ? g_strdup ("") : format_amount (line->unit_cost, currency));
  gtk_label_set_label (self->amount, amount);
  gtk_label_set_label (self->spent, spent);
  name_cells (self);
}

/* Returns: whether something else was typed than is saved */
gboolean
lep_budget_row_is_changed (const LepBudgetRow *self,
                           guint               cell)
{
  const char *saved = self->saved[cell] != NULL ? self->saved[cell] : "";

  return g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->cells[cell])), saved) != 0;
}

/* Puts back what is saved. */
void
lep_budget_row_restore (LepBudgetRow *self,
                        guint         cell)
{
  lep_editable_show (GTK_EDITABLE (self->cells[cell]), self->saved[cell] != NULL ? self->saved[cell] : "");
  gtk_widget_remove_css_class (self->cells[cell], "error");
}

/**
 * lep_budget_row_set:
 * @currency: (nullable): of the project
 * @edit: at the row of the line
 *
 * Sets what was typed into a cell. Fails with %LEP_ERROR_INVALID and a sentence
 * for the user.
 */
gboolean
lep_budget_row_set (const LepBudgetRow *self,
                    guint               cell,
                    const char         *currency,
                    LepEdit            *edit,
                    GError            **error)
{
  const LepField  *field = lep_kind_field (lep_schema_kind ("budget_line"), fields[cell]);
  g_autofree char *value = NULL;

  if (!lep_field_parse_in (field, currency, gtk_editable_get_text (GTK_EDITABLE (self->cells[cell])), &value, error))
    return FALSE;

  lep_edit_set (edit, field->name, value);
  return TRUE;
}

/* What is typed and not saved: it stays through a rebuild. */
typedef struct
{
  char    *id;
  guint    cell;
  char    *text;
  gboolean is_wrong;
} Pending;

static void
pending_clear (gpointer data)
{
  Pending *self = data;

  g_free (self->id);
  g_free (self->text);
}

/**
 * lep_budget_rows_collect_pending:
 * @rows: (element-type LepBudgetRow)
 *
 * Returns: (transfer full): what is typed and not saved, for
 *   lep_budget_row_put_pending ()
 */
GArray *
lep_budget_rows_collect_pending (GPtrArray *rows)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (Pending));

  g_array_set_clear_func (all, pending_clear);
  for (guint i = 0; i < rows->len * LEP_N_BUDGET_CELLS; i++)
    {
      const LepBudgetRow *row = g_ptr_array_index (rows, i / LEP_N_BUDGET_CELLS);
      guint               cell = i % LEP_N_BUDGET_CELLS;
      Pending             pending = { NULL, cell, NULL, gtk_widget_has_css_class (row->cells[cell], "error") };

      if (!lep_budget_row_is_changed (row, cell))
        continue;
      pending.id = g_strdup (row->id);
      pending.text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (row->cells[cell])));
      g_array_append_val (all, pending);
    }
  return all;
}

/* Puts back what was typed into the row's line and not saved. */
void
lep_budget_row_put_pending (LepBudgetRow *self,
                            const GArray *pending)
{
  for (guint i = 0; i < pending->len; i++)
    {
      const Pending *typed = &g_array_index (pending, Pending, i);

      if (g_strcmp0 (self->id, typed->id) != 0)
        continue;
      gtk_editable_set_text (GTK_EDITABLE (self->cells[typed->cell]), typed->text);
      if (typed->is_wrong)
        gtk_widget_add_css_class (self->cells[typed->cell], "error");
    }
}
