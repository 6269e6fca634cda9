/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks why something is done, and where it matters until which day. */

#include <glib/gi18n.h>

#include "lep-reason-popover.h"

struct _LepReasonPopover
{
  GtkPopover   parent_instance;

  GtkLabel    *title_label;
  GtkLabel    *reason_label;
  GtkEditable *reason_entry;
  GtkWidget   *day_box;
  GtkLabel    *day_label;
  GtkEditable *day_entry;
  GtkLabel    *error_label;
  GtkButton   *give_button;
};

enum
{
  SIGNAL_GIVEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LepReasonPopover, lep_reason_popover, GTK_TYPE_POPOVER)

/* Unparented when idle: the popover is still at work while it says "closed". */
static gboolean
unparent_cb (gpointer user_data)
{
  if (gtk_widget_get_parent (user_data) != NULL)
    gtk_widget_unparent (GTK_WIDGET (user_data));

  return G_SOURCE_REMOVE;
}

static void
closed_cb (LepReasonPopover *self)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, unparent_cb, g_object_ref (self), g_object_unref);
}

static void
give_cb (LepReasonPopover *self)
{
  g_autofree char *reason = g_strstrip (g_strdup (gtk_editable_get_text (self->reason_entry)));
  g_autofree char *day = g_strstrip (g_strdup (gtk_editable_get_text (self->day_entry)));

  if (*reason == '\0')
    {
      lep_reason_popover_refuse (self, _ ("Write the reason first."));
      gtk_widget_grab_focus (GTK_WIDGET (self->reason_entry));
      return;
    }
  lep_reason_popover_refuse (self, NULL);
  g_signal_emit (self, signals[SIGNAL_GIVEN], 0, reason, day);
}

static void
lep_reason_popover_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), LEP_TYPE_REASON_POPOVER);

  G_OBJECT_CLASS (lep_reason_popover_parent_class)->dispose (object);
}

static void
lep_reason_popover_class_init (LepReasonPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lep_reason_popover_dispose;

  signals[SIGNAL_GIVEN] =
    g_signal_new ("given", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-reason-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, LepReasonPopover, title_label);
  gtk_widget_class_bind_template_child (widget_class, LepReasonPopover, reason_label);
  gtk_widget_class_bind_template_child (widget_class, LepReasonPopover, reason_entry);
  gtk_widget_class_bind_template_child (widget_class, LepReasonPopover, day_box);
  gtk_widget_class_bind_template_child (widget_class, LepReasonPopover, day_label);
  gtk_widget_class_bind_template_child (widget_class, LepReasonPopover, day_entry);
  gtk_widget_class_bind_template_child (widget_class, LepReasonPopover, error_label);
  gtk_widget_class_bind_template_child (widget_class, LepReasonPopover, give_button);
  gtk_widget_class_bind_template_callback (widget_class, closed_cb);
  gtk_widget_class_bind_template_callback (widget_class, give_cb);
}

static void
lep_reason_popover_init (LepReasonPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * lep_reason_popover_open:
 * @parent: what was pressed
 * @title: what will be done
 * @reason_label: what to write
 * @day_label: (nullable): what day is needed besides
 * @button_label: of the button that does it
 *
 * Returns: (transfer none): the popover, until it is closed; who takes @parent
 *   away before has to unparent it
 */
GtkWidget *
lep_reason_popover_open (GtkWidget  *parent,
                         const char *title,
                         const char *reason_label,
                         const char *day_label,
                         const char *button_label)
{
  LepReasonPopover *self = g_object_new (LEP_TYPE_REASON_POPOVER, NULL);

  gtk_label_set_label (self->title_label, title);
  gtk_label_set_label (self->reason_label, reason_label);
  gtk_label_set_label (self->day_label, day_label != NULL ? day_label : "");
  gtk_widget_set_visible (self->day_box, day_label != NULL);
  gtk_button_set_label (self->give_button, button_label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->reason_entry), GTK_ACCESSIBLE_PROPERTY_LABEL, reason_label, -1);
  if (day_label != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->day_entry), GTK_ACCESSIBLE_PROPERTY_LABEL, day_label, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->give_button), GTK_ACCESSIBLE_PROPERTY_LABEL, button_label, -1);

  gtk_widget_set_parent (GTK_WIDGET (self), parent);
  gtk_popover_popup (GTK_POPOVER (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->reason_entry));

  return GTK_WIDGET (self);
}

/**
 * lep_reason_popover_refuse:
 * @why: (nullable): what was wrong with what was given; %NULL = nothing
 */
void
lep_reason_popover_refuse (LepReasonPopover *self,
                           const char       *why)
{
  g_return_if_fail (LEP_IS_REASON_POPOVER (self));

  gtk_label_set_label (self->error_label, why != NULL ? why : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), why != NULL);
}
