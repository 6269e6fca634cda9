/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What Enter takes in the list of a drop-down. GTK 4.8 takes the row under the
 * pointer: a mouse that lies where the list opens would choose in place of the
 * arrow keys. Here it is the row with the focus, unless the mouse was moved last;
 * and the focus begins at the row that stands, wherever it was before. */

#include "lep-open-list.h"

typedef struct
{
  double   x; /* where the pointer was seen last */
  double   y;
  gboolean pointed; /* the mouse was moved since the last key */
} LepOpenList;

static const char data_key[] = "lep-open-list";

/* The list comes to lie under the pointer, which is not moved by that. */
static void
entered_cb (GtkEventControllerMotion *controller,
            double                    x,
            double                    y,
            LepOpenList              *self)
{
  self->x = x;
  self->y = y;
}

static void
moved_cb (GtkEventControllerMotion *controller,
          double                    x,
          double                    y,
          LepOpenList              *self)
{
  self->pointed = self->pointed || ABS (x - self->x) > 0.5 || ABS (y - self->y) > 0.5;
  self->x = x;
  self->y = y;
}

/* What has the focus becomes what is selected, which is what Enter takes. */
static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                LepOpenList           *self)
{
  GtkWidget *list = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (list));

  if (keyval != GDK_KEY_Return && keyval != GDK_KEY_KP_Enter && keyval != GDK_KEY_ISO_Enter)
    self->pointed = FALSE;
  else if (!self->pointed && focus != NULL)
    gtk_widget_activate_action (focus, "listitem.select", "(bb)", FALSE, FALSE);

  return GDK_EVENT_PROPAGATE;
}

/* The list was painted once, so that its rows have their places. */
static void
painted_cb (GtkWidget     *list,
            GdkFrameClock *clock)
{
  GtkDropDown       *drop_down = GTK_DROP_DOWN (gtk_widget_get_ancestor (list, GTK_TYPE_DROP_DOWN));
  GtkSelectionModel *model = gtk_list_view_get_model (GTK_LIST_VIEW (list));
  guint              position = drop_down != NULL ? gtk_drop_down_get_selected (drop_down) : GTK_INVALID_LIST_POSITION;

  g_signal_handlers_disconnect_by_func (clock, painted_cb, list);
  if (position == GTK_INVALID_LIST_POSITION || !gtk_widget_get_mapped (list))
    return;

  gtk_selection_model_select_item (model, position, TRUE);
  gtk_widget_activate_action (list, "list.scroll-to-item", "u", position);
  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL; row = gtk_widget_get_next_sibling (row))
    if ((gtk_widget_get_state_flags (row) & GTK_STATE_FLAG_SELECTED) != 0)
      gtk_widget_grab_focus (row);
}

static void
mend (GtkWidget *list)
{
  LepOpenList        *self = g_new0 (LepOpenList, 1);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_object_set_data_full (G_OBJECT (list), data_key, self, g_free);
  g_signal_connect (motion, "enter", G_CALLBACK (entered_cb), self);
  g_signal_connect (motion, "motion", G_CALLBACK (moved_cb), self);
  gtk_widget_add_controller (list, motion);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (list, keys);
}

static gboolean
mapped_cb (GSignalInvocationHint *hint,
           guint                  n_values,
           const GValue          *values,
           gpointer               user_data)
{
  GtkWidget   *widget = g_value_get_object (&values[0]);
  LepOpenList *known;

  if (!GTK_IS_LIST_VIEW (widget) || gtk_widget_get_ancestor (widget, GTK_TYPE_DROP_DOWN) == NULL)
    return TRUE;

  known = g_object_get_data (G_OBJECT (widget), data_key);
  if (known == NULL)
    mend (widget);
  else
    known->pointed = FALSE;
  g_signal_connect_object (gtk_widget_get_frame_clock (widget), "after-paint", G_CALLBACK (painted_cb), widget, G_CONNECT_SWAPPED);

  return TRUE;
}

/**
 * lep_open_list_mend_enter:
 *
 * For every drop-down of the program. To be called once, before the first
 * window.
 */
void
lep_open_list_mend_enter (void)
{
  g_autoptr (GTypeClass) widget_class = g_type_class_ref (GTK_TYPE_WIDGET); /* brings the signal */

  g_signal_add_emission_hook (g_signal_lookup ("map", GTK_TYPE_WIDGET), 0, mapped_cb, NULL, NULL);
}
