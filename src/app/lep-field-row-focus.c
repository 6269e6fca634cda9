/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the keyboard comes to a row of a form: cursor, list, and what is typed. */

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

/* Something was typed: a refusal stands no longer than until there is a value. */
void
lep_field_row_typed (LepFieldRow *self)
{
  g_autofree char *value = NULL;

  g_return_if_fail (LEP_IS_FIELD_ROW (self));

  if (lep_field_row_get_error (self) != NULL && lep_field_row_read (self, &value, NULL) && value != NULL)
    lep_field_row_set_error (self, NULL);
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
