/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A menu button keeps its tooltip to itself while its menu is open: GTK 4.8 lays it
 * over the first choice as soon as the mouse moves. */

#include <gtk/gtk.h>

#include "lep-menu-tooltip.h"

/* Returns: (nullable): the button whose menu the widget is, if it has a tooltip's text */
static GtkWidget *
find_button (const GValue *value)
{
  GtkWidget *widget = g_value_get_object (value);
  GtkWidget *parent = GTK_IS_POPOVER (widget) ? gtk_widget_get_parent (widget) : NULL;

  return parent != NULL && GTK_IS_MENU_BUTTON (parent) && gtk_widget_get_tooltip_text (parent) != NULL ? parent : NULL;
}

static gboolean
mapped_cb (GSignalInvocationHint *hint,
           guint                  n_values,
           const GValue          *values,
           gpointer               user_data)
{
  GtkWidget *button = find_button (&values[0]);

  if (button != NULL)
    {
      gtk_widget_set_has_tooltip (button, FALSE);
      gtk_widget_trigger_tooltip_query (button);
    }
  return TRUE;
}

static gboolean
unmapped_cb (GSignalInvocationHint *hint,
             guint                  n_values,
             const GValue          *values,
             gpointer               user_data)
{
  GtkWidget *button = find_button (&values[0]);

  if (button != NULL)
    gtk_widget_set_has_tooltip (button, TRUE);
  return TRUE;
}

/**
 * lep_menu_tooltip_mend:
 *
 * For every menu button of the program. To be called once, before the first
 * window.
 */
void
lep_menu_tooltip_mend (void)
{
  g_autoptr (GTypeClass) widget_class = g_type_class_ref (GTK_TYPE_WIDGET); /* brings the signals */

  g_signal_add_emission_hook (g_signal_lookup ("map", GTK_TYPE_WIDGET), 0, mapped_cb, NULL, NULL);
  g_signal_add_emission_hook (g_signal_lookup ("unmap", GTK_TYPE_WIDGET), 0, unmapped_cb, NULL, NULL);
}
