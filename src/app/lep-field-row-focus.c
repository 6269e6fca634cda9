/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How keyboard and mouse come to a row of a form: cursor and list. */

#include "lep-field-row.h"

/* Opens the list of a row that has one; FALSE when it has none. */
gboolean
lep_field_row_open_list (LepFieldRow *self)
{
  GtkWidget *editor;

  g_return_val_if_fail (LEP_IS_FIELD_ROW (self), FALSE);

  editor = LEP_FIELD_ROW_GET_CLASS (self)->get_editor (self);
  if (GTK_IS_MENU_BUTTON (editor))
    gtk_menu_button_popup (GTK_MENU_BUTTON (editor));
  else if (GTK_IS_DROP_DOWN (editor))
    gtk_widget_activate (editor);
  else
    return FALSE;

  return TRUE;
}

/* Puts the cursor behind what stands in the row already. */
void
lep_field_row_focus_end (LepFieldRow *self)
{
  GtkWidget *editor;

  g_return_if_fail (LEP_IS_FIELD_ROW (self));

  editor = LEP_FIELD_ROW_GET_CLASS (self)->get_editor (self);
  if (!GTK_IS_ENTRY (editor) || !gtk_entry_grab_focus_without_selecting (GTK_ENTRY (editor)))
    gtk_widget_grab_focus (editor);
}

void
lep_field_row_focus (LepFieldRow *self)
{
  GtkWidget *editor;

  g_return_if_fail (LEP_IS_FIELD_ROW (self));

  editor = LEP_FIELD_ROW_GET_CLASS (self)->get_editor (self);
  gtk_widget_grab_focus (editor);
}

/* For rows whose editor is a button: what it stands at, for screen readers. */
void
lep_field_row_set_value_text (LepFieldRow *self,
                              const char  *text)
{
  GtkWidget *editor;

  g_return_if_fail (LEP_IS_FIELD_ROW (self));

  editor = LEP_FIELD_ROW_GET_CLASS (self)->get_editor (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (editor), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text, -1);
}

/* For the row's template: the whole row is the target of a click. */
void
lep_field_row_clicked (GtkGestureClick *gesture,
                       int              n_press,
                       double           x,
                       double           y,
                       LepFieldRow     *self)
{
  GtkWidget *editor = LEP_FIELD_ROW_GET_CLASS (self)->get_editor (self);
  GtkWidget *hit = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);

  if (!lep_field_row_is_editable (self) || (hit != NULL && (hit == editor || gtk_widget_is_ancestor (hit, editor))))
    return;

  if (hit != NULL && gtk_widget_get_ancestor (hit, GTK_TYPE_BUTTON) != NULL)
    return;

  lep_field_row_focus (self);
  lep_field_row_open_list (self);
}
