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

/* Whether the table is wider than its place. */
static gboolean
has_bar (GtkWidget *table)
{
  GtkAdjustment *sideways = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (table));

  return gtk_adjustment_get_upper (sideways) - gtk_adjustment_get_lower (sideways) > gtk_adjustment_get_page_size (sideways);
}

/**
 * lep_wheel_pass_on:
 * @controller: of both axes, of the scrolled window that the table is in
 *
 * The handler of its "scroll": turns move the page as far as they would have beside
 * the table. With Shift they move the table sideways, as everywhere; and so does what
 * a touchpad moves sideways, also in the same stroke.
 *
 * Returns: whether all of it went to the page
 */
gboolean
lep_wheel_pass_on (GtkEventControllerScroll *controller,
                   double                    dx,
                   double                    dy)
{
  GtkEventController *own = GTK_EVENT_CONTROLLER (controller);
  GtkWidget          *table = gtk_event_controller_get_widget (own);
  GtkWidget          *page = find_page (table);
  GtkAdjustment      *adjustment;
  gboolean            sideways = fabs (dx) > 0;
  double              step;

  if (page == NULL || (gtk_event_controller_get_current_event_state (own) & GDK_SHIFT_MASK) != 0)
    return GDK_EVENT_PROPAGATE;
  /* The page gets what the table has no use for. */
  if (sideways && !has_bar (table))
    return GDK_EVENT_PROPAGATE;

  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (page));
  step = gtk_event_controller_scroll_get_unit (controller) == GDK_SCROLL_UNIT_SURFACE ? SURFACE_FACTOR
                                                                                      : pow (gtk_adjustment_get_page_size (adjustment), 2.0 / 3.0);
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + dy * step);
  return sideways ? GDK_EVENT_PROPAGATE : GDK_EVENT_STOP;
}

/* Moves the page as far as it takes to see the widget. */
static void
placed_cb (GtkWidget     *widget,
           GdkFrameClock *clock)
{
  GtkWidget      *table = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);
  GtkWidget      *page = table != NULL ? find_page (table) : NULL;
  graphene_rect_t place;
  GtkAdjustment  *adjustment;
  double          top, bottom, value;

  g_signal_handlers_disconnect_by_func (clock, placed_cb, widget);
  if (page == NULL || !gtk_widget_compute_bounds (widget, page, &place))
    return;

  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (page));
  value = gtk_adjustment_get_value (adjustment);
  top = value + (double) place.origin.y;
  bottom = top + (double) place.size.height;
  /* Setting it ends the movement to where GTK took it to be. */
  gtk_adjustment_set_value (adjustment, CLAMP (value, bottom - gtk_adjustment_get_page_size (adjustment), top));
}

/**
 * lep_wheel_show_once_placed:
 * @widget: of a table, made just now
 *
 * The page shows it as soon as it has its place. GTK itself shows what gets the focus
 * where it stood when it got it, and this one stood nowhere.
 */
void
lep_wheel_show_once_placed (GtkWidget *widget)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);

  if (clock == NULL)
    return;
  g_signal_connect_object (clock, "after-paint", G_CALLBACK (placed_cb), widget, G_CONNECT_SWAPPED);
  gtk_widget_queue_draw (widget);
}
