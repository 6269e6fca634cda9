/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keys of a long list. */

#include "lep-list-keys.h"

/**
 * lep_list_keys_leave:
 * @controller: of a list whose rows hold nothing that takes the focus by itself
 *
 * The handler of its "key-pressed": the arrows go from row to row; Tab leaves the list,
 * where GTK 4.8 goes through all of its rows before it comes to what stands below.
 */
gboolean
lep_list_keys_leave (GtkEventControllerKey *controller,
                     guint                  keyval,
                     guint                  keycode,
                     GdkModifierType        state)
{
  GtkWidget *list = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
  gboolean   is_back = keyval == GDK_KEY_ISO_Left_Tab || (state & GDK_SHIFT_MASK) != 0;
  gboolean   moved;

  if ((keyval != GDK_KEY_Tab && keyval != GDK_KEY_ISO_Left_Tab) || (state & GDK_CONTROL_MASK) != 0)
    return GDK_EVENT_PROPAGATE;

  gtk_widget_set_can_focus (list, FALSE);
  moved = gtk_widget_child_focus (GTK_WIDGET (gtk_widget_get_root (list)), is_back ? GTK_DIR_TAB_BACKWARD : GTK_DIR_TAB_FORWARD);
  gtk_widget_set_can_focus (list, TRUE);
  return moved;
}
