/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of the table as somebody sees them: which are in view, and which has the
 * keys. GTK 4.8 tells its rows to nobody but by their actions. */

#include "lep-list-table-private.h"

double
lep_list_table_get_scroll (LepListTable *self)
{
  g_return_val_if_fail (LEP_IS_LIST_TABLE (self), 0.0);

  return gtk_adjustment_get_value (gtk_scrolled_window_get_vadjustment (self->scroller));
}

void
lep_list_table_set_scroll (LepListTable *self,
                           double        value)
{
  g_return_if_fail (LEP_IS_LIST_TABLE (self));

  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), value);
}

/* Rows have no place before the list was laid out. */
static gboolean
show_wanted_cb (GtkWidget     *widget,
                GdkFrameClock *clock,
                gpointer       user_data)
{
  LepListTable *self = LEP_LIST_TABLE (widget);
  GtkWidget    *rows = gtk_widget_get_last_child (GTK_WIDGET (self->view));

  if (gtk_widget_get_height (rows) == 0)
    return G_SOURCE_CONTINUE;

  gtk_widget_activate_action (rows, "list.scroll-to-item", "u", self->wanted);
  self->wanted = GTK_INVALID_LIST_POSITION;
  return G_SOURCE_REMOVE;
}

/* Brings the row into view; the keys come to it first. */
void
lep_list_table_show_row (LepListTable *self,
                         guint         position)
{
  g_return_if_fail (LEP_IS_LIST_TABLE (self));

  if (self->wanted == GTK_INVALID_LIST_POSITION)
    gtk_widget_add_tick_callback (GTK_WIDGET (self), show_wanted_cb, NULL, NULL);
  self->wanted = position;
}

/* Chooses the row that has the keys, as a click on it would. */
void
lep_list_table_choose_focused (LepListTable *self)
{
  GtkWidget *focus;

  g_return_if_fail (LEP_IS_LIST_TABLE (self));

  focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  if (focus != NULL && gtk_widget_get_parent (focus) == gtk_widget_get_last_child (GTK_WIDGET (self->view)))
    gtk_widget_activate_action (focus, "listitem.select", "(bb)", FALSE, FALSE);
}
