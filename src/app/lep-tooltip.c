/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two troubles that GTK 4.8 has with tooltips: it lays that of a menu button over the
 * first choice of its open menu as soon as the mouse moves, and asks the display
 * where the mouse is whenever a text is set, be it the same. */

#include "lep-tooltip.h"

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
 * lep_tooltip_mend_menus:
 *
 * For every menu button of the program. To be called once, before the first
 * window.
 */
void
lep_tooltip_mend_menus (void)
{
  g_autoptr (GTypeClass) widget_class = g_type_class_ref (GTK_TYPE_WIDGET); /* brings the signals */

  g_signal_add_emission_hook (g_signal_lookup ("map", GTK_TYPE_WIDGET), 0, mapped_cb, NULL, NULL);
  g_signal_add_emission_hook (g_signal_lookup ("unmap", GTK_TYPE_WIDGET), 0, unmapped_cb, NULL, NULL);
}

/**
 * lep_tooltip_set:
 * @text: (nullable)
 *
 * As gtk_widget_set_tooltip_text (), at no cost where the text is shown already:
 * for the cells of a list, which are filled again and again.
 */
void
lep_tooltip_set (GtkWidget  *widget,
                 const char *text)
{
  if (g_strcmp0 (gtk_widget_get_tooltip_text (widget), text) != 0)
    gtk_widget_set_tooltip_text (widget, text);
}
