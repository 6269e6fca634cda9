/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A project's budget by its twelve headings, typed into as into a spreadsheet. */

#include <glib/gi18n.h>
#include <string.h>

#include "lep-budget-heading.h"
#include "lep-budget-row.h"
#include "lep-format.h"
#include "lep-language.h"
#include "lep-record-dialog.h"
#include "lep-wheel.h"

#include "lep-budget-grid.h"

struct _LepBudgetGrid
{
  AdwBin           parent_instance;

  GtkLabel        *error_label;
  GtkGrid         *grid;
  GtkLabel        *note_label;

  LepWorkspace    *workspace;
  LepRecord       *project;
  LepBudget       *budget;
  GPtrArray       *rows; /* LepBudgetRow, as they stand */
  LepBudgetHeading headings[LEP_N_BUDGET_HEADINGS + 1];
  guint            draft; /* heading in which a new line was begun, or 0 */
  gboolean         is_writable;
  gboolean         is_filling; /* cells are taken away: leaving them saves nothing */
};

G_DEFINE_FINAL_TYPE (LepBudgetGrid, lep_budget_grid, ADW_TYPE_BIN)

static GQuark row_quark;
static GQuark cell_quark;
static GQuark heading_quark;

static void   rebuild (LepBudgetGrid *self);
static void   rebuild_around_focus (LepBudgetGrid *self);

static void
show_error (LepBudgetGrid *self,
            const char    *text)
{
  gtk_label_set_label (self->error_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), text != NULL);
}

static LepBudgetRow *
row_of (GtkWidget *cell)
{
  return g_object_get_qdata (G_OBJECT (cell), row_quark);
}

static guint
cell_of (GtkWidget *cell)
{
  return GPOINTER_TO_UINT (g_object_get_qdata (G_OBJECT (cell), cell_quark));
}

static LepRecord *
read_line (LepBudgetGrid *self,
           GtkWidget     *button)
{
  const LepBudgetRow *row = row_of (button);

  return row->id != NULL ? lep_workspace_get_record (self->workspace, "budget_line", row->id, NULL, NULL) : NULL;
}

static void
more_clicked_cb (LepBudgetGrid *self,
                 GtkWidget     *button)
{
  g_autoptr (LepRecord) line = read_line (self, button);

  if (line != NULL)
    lep_record_dialog_open (GTK_WIDGET (self), self->workspace, line, NULL);
}

static void
remove_clicked_cb (LepBudgetGrid *self,
                   GtkWidget     *button)
{
  g_autoptr (LepRecord) line = read_line (self, button);

  if (line != NULL)
    lep_record_delete (GTK_WIDGET (self), self->workspace, line);
}

static void
add_row_button (LepBudgetGrid *self,
                LepBudgetRow  *row,
                const char    *icon_name,
                const char    *tooltip,
                GCallback      clicked_cb)
{
  GtkWidget *button = lep_budget_button_new (icon_name, tooltip, gtk_editable_get_text (GTK_EDITABLE (row->cells[LEP_BUDGET_ITEM])));

  g_object_set_qdata (G_OBJECT (button), row_quark, row);
  g_signal_connect_object (button, "clicked", clicked_cb, self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (row->buttons), button);
}

static void
add_buttons (LepBudgetGrid *self,
             LepBudgetRow  *row)
{
  add_row_button (self, row, "document-edit-symbolic", _ ("Source and partner"), G_CALLBACK (more_clicked_cb));
  if (self->is_writable)
    add_row_button (self, row, "user-trash-symbolic", _ ("Remove"), G_CALLBACK (remove_clicked_cb));
}

/* The row begins to exist with its item; what was typed beside it comes along. */
static gboolean
create_line (LepBudgetGrid *self,
             LepBudgetRow  *row,
             GError       **error)
{
  g_autoptr (LepEdit) edit = lep_edit_new (self->workspace);
  g_autofree char *heading = g_strdup_printf ("%u", row->heading);

  if (!lep_edit_row (edit, lep_record_get_space (self->project), "budget_line", NULL, error))
    return FALSE;

  lep_edit_set (edit, "project", lep_record_get_id (self->project));
  lep_edit_set (edit, "heading", heading);
  for (guint i = 0; i < LEP_N_BUDGET_CELLS; i++)
    if (lep_budget_row_is_changed (row, i) && !lep_budget_row_set (row, i, self->budget->currency, edit, error))
      return FALSE;
  if (!lep_edit_commit (edit, error))
    return FALSE;

  row->id = g_strdup (lep_edit_last_id (edit));
  add_buttons (self, row);
  self->draft = 0;
  return TRUE;
}

static gboolean
change_cell (LepBudgetGrid *self,
             LepBudgetRow  *row,
             guint          cell,
             GError       **error)
{
  g_autoptr (LepEdit) edit = lep_edit_new (self->workspace);

  return lep_edit_row (edit, lep_record_get_space (self->project), "budget_line", row->id, error) &&
         lep_budget_row_set (row, cell, self->budget->currency, edit, error) && lep_edit_commit (edit, error);
}

/* Stores what stands in a cell; FALSE = it was refused and stays there. */
static gboolean
store_cell (LepBudgetGrid *self,
            GtkWidget     *widget)
{
  LepBudgetRow *row = row_of (widget);
  guint         cell = cell_of (widget);
  g_autoptr (GError) error = NULL;

  if (row->id == NULL ? create_line (self, row, &error) : change_cell (self, row, cell, &error))
    {
      for (guint i = 0; i < LEP_N_BUDGET_CELLS; i++)
        if (i == cell || row->saved[i] == NULL)
          {
            gtk_widget_remove_css_class (row->cells[i], "error");
            g_free (row->saved[i]);
            row->saved[i] = g_strdup (gtk_editable_get_text (GTK_EDITABLE (row->cells[i])));
          }
      show_error (self, NULL);
      return TRUE;
    }

  gtk_widget_add_css_class (widget, "error");
  show_error (self, error->message);
  return FALSE;
}

/* Saves what was typed into a cell; FALSE = it was refused and stays there. */
static gboolean
save_cell (LepBudgetGrid *self,
           GtkWidget     *widget)
{
  LepBudgetRow *row = row_of (widget);

  if (row == NULL || !self->is_writable || !lep_budget_row_is_changed (row, cell_of (widget)))
    return TRUE;
  if (row->id == NULL && !lep_budget_row_is_changed (row, LEP_BUDGET_ITEM))
    return TRUE; /* waits for its item */

  return store_cell (self, widget);
}

/* Saves whatever stands there unsaved. Returns: (transfer none) (nullable): the
 * first cell that was refused; its reason is told */
static GtkWidget *
save_all (LepBudgetGrid *self)
{
  GtkWidget *refused = NULL;

  for (guint i = 0; self->is_writable && i < self->rows->len * LEP_N_BUDGET_CELLS; i++)
    {
      const LepBudgetRow *row = g_ptr_array_index (self->rows, i / LEP_N_BUDGET_CELLS);
      guint               cell = i % LEP_N_BUDGET_CELLS;

      if (!lep_budget_row_is_changed (row, cell))
        continue;
      if (row->id == NULL && !lep_budget_row_is_changed (row, LEP_BUDGET_ITEM))
        cell = LEP_BUDGET_ITEM;
      if (!store_cell (self, row->cells[cell]) && refused == NULL)
        refused = row->cells[cell];
    }

  /* What was saved after it took its reason away. */
  return refused == NULL || store_cell (self, refused) ? NULL : refused;
}

static void
left_cb (GtkEventControllerFocus *controller,
         LepBudgetGrid           *self)
{
  if (!self->is_filling)
    save_cell (self, gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller)));
}

static guint
index_of (LepBudgetGrid      *self,
          const LepBudgetRow *row)
{
  guint index = 0;

  g_ptr_array_find (self->rows, row, &index);
  return index;
}

static gboolean
focus_cell (LepBudgetGrid *self,
            guint          index,
            guint          cell)
{
  if (index >= self->rows->len)
    return FALSE;

  return gtk_widget_grab_focus (((LepBudgetRow *) g_ptr_array_index (self->rows, index))->cells[cell]);
}

/* Begins a new line at the end of a heading, once all that was typed is saved. */
static void
begin_line (LepBudgetGrid *self,
            guint          heading)
{
  GtkWidget *refused = save_all (self);

  if (refused != NULL)
    {
      gtk_widget_grab_focus (refused);
      return;
    }

  self->draft = heading;
  rebuild (self);
  for (guint i = 0; i < self->rows->len; i++)
    if (((const LepBudgetRow *) g_ptr_array_index (self->rows, i))->id == NULL && focus_cell (self, i, LEP_BUDGET_ITEM))
      lep_wheel_show_once_placed (((const LepBudgetRow *) g_ptr_array_index (self->rows, i))->cells[LEP_BUDGET_ITEM]);
}

/* Return: down, and below the last line of a heading a new one. */
static void
activate_cb (LepBudgetGrid *self,
             GtkWidget     *widget)
{
  LepBudgetRow       *row = row_of (widget);
  guint               cell = cell_of (widget);
  guint               index = index_of (self, row);
  guint               heading = row->heading;
  gboolean            was_empty = row->id == NULL && !lep_budget_row_is_changed (row, LEP_BUDGET_ITEM);
  const LepBudgetRow *next = index + 1 < self->rows->len ? g_ptr_array_index (self->rows, index + 1) : NULL;

  if (!save_cell (self, widget))
    return;

  if (next != NULL && (next->heading == heading || was_empty))
    focus_cell (self, index + 1, cell);
  else if (!was_empty)
    begin_line (self, heading);
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint                  key,
        guint                  code,
        GdkModifierType        state,
        LepBudgetGrid         *self)
{
  GtkWidget    *widget = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
  LepBudgetRow *row = row_of (widget);
  guint         index = index_of (self, row);

  switch (key)
    {
    case GDK_KEY_Down:
      return focus_cell (self, index + 1, cell_of (widget));
    case GDK_KEY_Up:
      return index > 0 && focus_cell (self, index - 1, cell_of (widget));
    case GDK_KEY_Escape:
      if (row->id != NULL && !lep_budget_row_is_changed (row, cell_of (widget)))
        return FALSE;
      lep_budget_row_restore (row, cell_of (widget));
      show_error (self, NULL);
      if (row->id == NULL)
        {
          self->draft = 0;
          rebuild_around_focus (self);
          focus_cell (self, index > 0 ? index - 1 : 0, LEP_BUDGET_ITEM);
        }
      return TRUE;
    default:
      return FALSE;
    }
}

static void
add_row (LepBudgetGrid       *self,
         guint                heading,
         const LepBudgetLine *line,
         int                  y)
{
  LepBudgetRow *row = lep_budget_row_new (self->grid, y, heading, line != NULL ? line->id : NULL);

  g_ptr_array_add (self->rows, row);
  if (line != NULL)
    lep_budget_row_fill (row, line, self->budget->currency);
  for (guint i = 0; i < LEP_N_BUDGET_CELLS; i++)
    {
      GtkEventController *focus = gtk_event_controller_focus_new ();
      GtkEventController *keys = gtk_event_controller_key_new ();

      g_object_set_qdata (G_OBJECT (row->cells[i]), row_quark, row);
      g_object_set_qdata (G_OBJECT (row->cells[i]), cell_quark, GUINT_TO_POINTER (i));
      gtk_editable_set_editable (GTK_EDITABLE (row->cells[i]), self->is_writable);
      gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
      g_signal_connect_object (focus, "leave", G_CALLBACK (left_cb), self, 0);
      g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, 0);
      g_signal_connect_object (row->cells[i], "activate", G_CALLBACK (activate_cb), self, G_CONNECT_SWAPPED);
      gtk_widget_add_controller (row->cells[i], focus);
      gtk_widget_add_controller (row->cells[i], keys);
    }
  if (line != NULL)
    add_buttons (self, row);
}

static void
begin_clicked_cb (LepBudgetGrid *self,
                  GtkWidget     *button)
{
  begin_line (self, GPOINTER_TO_UINT (g_object_get_qdata (G_OBJECT (button), heading_quark)));
}

static void
add_heading (LepBudgetGrid *self,
             guint          number,
             const char    *label,
             int            y)
{
  GtkBox    *box = lep_budget_heading_add (&self->headings[number], self->grid, y, label, lep_budget_is_sum (number));
  GtkWidget *button;

  if (lep_budget_is_sum (number) || number == 0 || !self->is_writable)
    return;

  button = lep_budget_button_new ("list-add-symbolic", _ ("Add a line"), label);
  g_object_set_qdata (G_OBJECT (button), heading_quark, GUINT_TO_POINTER (number));
  g_signal_connect_object (button, "clicked", G_CALLBACK (begin_clicked_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (box, button);
}

static void
show_sums (LepBudgetGrid *self)
{
  g_autofree char *note = NULL;

  for (guint i = 0; i <= LEP_N_BUDGET_HEADINGS; i++)
    if (self->headings[i].budgeted != NULL)
      lep_budget_heading_fill (&self->headings[i], &self->budget->headings[i], self->budget->currency, i > 0 && lep_budget_is_overspent (self->budget, i));

  /* Translators: below the budget; %s is a currency */
  note = g_strdup_printf (_ ("Amounts in %s. Each line is rounded to the smallest unit, and sums are those of the rounded lines. Heading 12 is not in the total."),
                          self->budget->currency != NULL ? lep_currency_symbol (lep_language_locale (), self->budget->currency) : LEP_NOTHING);
  gtk_label_set_label (self->note_label, note);
}

/* Lines and the place to type a new one, heading by heading. */
static void
rebuild (LepBudgetGrid *self)
{
  const LepCodeList *list = lep_schema_code_list ("budget_heading");
  GtkWidget         *child;
  int                y = 1;

  self->is_filling = TRUE;
  for (guint i = 0; i < self->rows->len; i++)
    for (guint j = 0; j < LEP_N_BUDGET_CELLS; j++)
      g_object_set_qdata (G_OBJECT (((LepBudgetRow *) g_ptr_array_index (self->rows, i))->cells[j]), row_quark, NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
  g_ptr_array_set_size (self->rows, 0);
  memset (self->headings, 0, sizeof self->headings);
  self->is_filling = FALSE;

  lep_budget_heading_add_titles (self->grid);
  for (guint number = 1; number <= LEP_N_BUDGET_HEADINGS; number++)
    {
      if (number == 7 && self->budget->headings[0].spent != 0)
        add_heading (self, 0, _ ("Spent without a budget line"), y++);
      add_heading (self, number, lep_schema_label (list->codes[number - 1].label), y++);
      for (guint i = 0; i < self->budget->lines->len; i++)
        {
          const LepBudgetLine *line = g_ptr_array_index (self->budget->lines, i);

          if (line->heading == number)
            add_row (self, number, line, y++);
        }
      if (self->draft == number)
        add_row (self, number, NULL, y++);
    }
  show_sums (self);
}

/* Whether the grid has a row for each line, in this order, and no others. */
static gboolean
has_same_lines (LepBudgetGrid *self)
{
  guint next = 0;

  if ((self->headings[0].budgeted != NULL) != (self->budget->headings[0].spent != 0))
    return FALSE;
  for (guint i = 0; i < self->rows->len; i++)
    {
      const LepBudgetRow  *row = g_ptr_array_index (self->rows, i);
      const LepBudgetLine *line = NULL;

      if (row->id == NULL)
        continue;
      while (next < self->budget->lines->len && line == NULL)
        {
          line = g_ptr_array_index (self->budget->lines, next++);
          if (line->heading == 0)
            line = NULL;
        }
      if (line == NULL || line->heading != row->heading || g_strcmp0 (line->id, row->id) != 0)
        return FALSE;
    }
  for (; next < self->budget->lines->len; next++)
    if (((const LepBudgetLine *) g_ptr_array_index (self->budget->lines, next))->heading != 0)
      return FALSE;
  return self->headings[1].budgeted != NULL;
}

/* Which cell has the focus: its line's id (NULL: a new line) and its column. */
static gboolean
find_focus (LepBudgetGrid *self,
            char         **id,
            guint         *cell)
{
  GtkRoot   *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  for (; focus != NULL && focus != GTK_WIDGET (self); focus = gtk_widget_get_parent (focus))
    if (GTK_IS_ENTRY (focus) && row_of (focus) != NULL)
      {
        *id = g_strdup (row_of (focus)->id);
        *cell = cell_of (focus);
        return TRUE;
      }
  return FALSE;
}

static void
rebuild_around_focus (LepBudgetGrid *self)
{
  g_autofree char *id = NULL;
  guint            cell = 0;
  gboolean         had_focus = find_focus (self, &id, &cell);
  g_autoptr (GArray) pending = lep_budget_rows_collect_pending (self->rows);

  rebuild (self);
  for (guint i = 0; i < self->rows->len; i++)
    {
      LepBudgetRow *row = g_ptr_array_index (self->rows, i);

      lep_budget_row_put_pending (row, pending);
      if (had_focus && g_strcmp0 (row->id, id) == 0)
        focus_cell (self, i, cell);
    }
}

static void
lep_budget_grid_dispose (GObject *object)
{
  LepBudgetGrid *self = LEP_BUDGET_GRID (object);

  self->is_filling = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (self), LEP_TYPE_BUDGET_GRID);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->budget, lep_budget_free);
  g_clear_object (&self->workspace);
  g_clear_object (&self->project);

  G_OBJECT_CLASS (lep_budget_grid_parent_class)->dispose (object);
}

static void
lep_budget_grid_class_init (LepBudgetGridClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  row_quark = g_quark_from_static_string ("lep-budget-row");
  cell_quark = g_quark_from_static_string ("lep-budget-cell");
  heading_quark = g_quark_from_static_string ("lep-budget-heading");
  G_OBJECT_CLASS (klass)->dispose = lep_budget_grid_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-budget-grid.ui");
  gtk_widget_class_bind_template_child (widget_class, LepBudgetGrid, error_label);
  gtk_widget_class_bind_template_child (widget_class, LepBudgetGrid, grid);
  gtk_widget_class_bind_template_child (widget_class, LepBudgetGrid, note_label);
  gtk_widget_class_bind_template_callback (widget_class, lep_wheel_pass_on);
}

static void
lep_budget_grid_init (LepBudgetGrid *self)
{
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) lep_budget_row_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * lep_budget_grid_show:
 * @budget: (transfer full): of @project, all of it
 *
 * Shows a project's budget, or the same one anew; what is half typed stays.
 */
void
lep_budget_grid_show (LepBudgetGrid *self,
                      LepWorkspace  *workspace,
                      LepRecord     *project,
                      LepBudget     *budget)
{
  gboolean is_same;

  g_return_if_fail (LEP_IS_BUDGET_GRID (self));
  g_return_if_fail (LEP_IS_RECORD (project));

  is_same = self->project != NULL && g_strcmp0 (lep_record_get_id (self->project), lep_record_get_id (project)) == 0;
  if (!is_same)
    self->draft = 0;
  g_set_object (&self->workspace, workspace);
  g_set_object (&self->project, project);
  self->is_writable = !lep_workspace_is_read_only (workspace) && !lep_record_is_deleted (project);

  g_clear_pointer (&self->budget, lep_budget_free);
  self->budget = budget;
  if (!is_same)
    rebuild (self);
  else if (!has_same_lines (self))
    rebuild_around_focus (self);

  for (guint i = 0, next = 0; i < self->rows->len; i++)
    {
      LepBudgetRow *row = g_ptr_array_index (self->rows, i);

      if (row->id == NULL)
        continue;
      while (((const LepBudgetLine *) g_ptr_array_index (budget->lines, next))->heading == 0)
        next++;
      lep_budget_row_fill (row, g_ptr_array_index (budget->lines, next++), budget->currency);
    }
  show_sums (self);
}

/**
 * lep_budget_grid_flush:
 *
 * Saves what was typed and not left yet. A new line that has no item is refused.
 *
 * Returns: %FALSE = something was refused; it stands in its cell with the reason
 */
gboolean
lep_budget_grid_flush (LepBudgetGrid *self)
{
  g_return_val_if_fail (LEP_IS_BUDGET_GRID (self), FALSE);

  return save_all (self) == NULL;
}
