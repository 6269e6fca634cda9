/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The wheel over a wide table that stands in a page. As long as it has a bar below,
 * a GtkScrolledWindow keeps all turns of the wheel for itself, also those that
 * cannot move it: the page under the pointer would stand still. */

#include <math.h>

#include "lep-wheel.h"

#define SURFACE_FACTOR 2.5 /* what a scrolled window of GTK 4.8 takes a touchpad's movement times */

static GtkWidget *
find_page (GtkWidget *table)
{
  GtkWidget    *page = gtk_widget_get_ancestor (gtk_widget_get_parent (table), GTK_TYPE_SCROLLED_WINDOW);
  GtkPolicyType policy = GTK_POLICY_NEVER;

  if (page != NULL)
    gtk_scrolled_window_get_policy (GTK_SCROLLED_WINDOW (page), NULL, &policy);
  return policy == GTK_POLICY_NEVER ? NULL : page;
}

/**
 * lep_wheel_pass_on:
 * @controller: a vertical one, of the scrolled window that the table is in
 *
 * The handler of its "scroll": turns move the page as far as they would have beside
 * the table. With Shift they move the table sideways, as everywhere.
 *
 * Returns: whether they went to the page
 */
gboolean
lep_wheel_pass_on (GtkEventControllerScroll *controller,
                   double                    dx,
                   double                    dy)
{
  GtkEventController *own = GTK_EVENT_CONTROLLER (controller);
  GtkWidget          *page = find_page (gtk_event_controller_get_widget (own));
  GtkAdjustment      *adjustment;
  double              step;

  if (page == NULL || (gtk_event_controller_get_current_event_state (own) & GDK_SHIFT_MASK) != 0)
    return GDK_EVENT_PROPAGATE;

  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (page));
  step = gtk_event_controller_scroll_get_unit (controller) == GDK_SCROLL_UNIT_SURFACE ? SURFACE_FACTOR
                                                                                      : pow (gtk_adjustment_get_page_size (adjustment), 2.0 / 3.0);
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + dy * step);
  return GDK_EVENT_STOP;
}
