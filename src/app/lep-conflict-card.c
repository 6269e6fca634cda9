/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One of several values of a field: who wrote it, when, what it says, and what
 * differs from the value before. Signal "picked" when the user chooses it. */

#include <glib/gi18n.h>

#include "lep-conflict-card.h"

struct _LepConflictCard
{
  GtkBox          parent_instance;

  GtkWidget      *head;
  GtkCheckButton *pick_button;
  GtkLabel       *title_label;
  GtkLabel       *who_label;
  GtkLabel       *time_label;
  GtkLabel       *key_label;
  GtkWidget      *shown_label;
  GtkButton      *through_button;
  GtkLabel       *through_label;
  GtkLabel       *text_label;

  guint           key;  /* that picks it */
  guint           pick; /* which value it is */
};

enum
{
  SIGNAL_PICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LepConflictCard, lep_conflict_card, GTK_TYPE_BOX)

static void
pick_button_toggled_cb (GtkCheckButton  *button,
                        LepConflictCard *self)
{
  if (gtk_check_button_get_active (button))
    {
      gtk_widget_add_css_class (GTK_WIDGET (self), "picked");
      g_signal_emit (self, signals[SIGNAL_PICKED], 0);
    }
  else
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self), "picked");
    }
}

static void
lep_conflict_card_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), LEP_TYPE_CONFLICT_CARD);

  G_OBJECT_CLASS (lep_conflict_card_parent_class)->dispose (object);
}

static void
lep_conflict_card_class_init (LepConflictCardClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = lep_conflict_card_dispose;

  signals[SIGNAL_PICKED] =
    g_signal_new ("picked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-conflict-card.ui");
  gtk_widget_class_bind_template_child (widget_class, LepConflictCard, head);
  gtk_widget_class_bind_template_child (widget_class, LepConflictCard, pick_button);
  gtk_widget_class_bind_template_child (widget_class, LepConflictCard, title_label);
  gtk_widget_class_bind_template_child (widget_class, LepConflictCard, who_label);
  gtk_widget_class_bind_template_child (widget_class, LepConflictCard, time_label);
  gtk_widget_class_bind_template_child (widget_class, LepConflictCard, key_label);
  gtk_widget_class_bind_template_child (widget_class, LepConflictCard, shown_label);
  gtk_widget_class_bind_template_child (widget_class, LepConflictCard, through_button);
  gtk_widget_class_bind_template_child (widget_class, LepConflictCard, through_label);
  gtk_widget_class_bind_template_child (widget_class, LepConflictCard, text_label);
  gtk_widget_class_bind_template_callback (widget_class, pick_button_toggled_cb);
}

static void
lep_conflict_card_init (LepConflictCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * lep_conflict_card_new:
 * @title: "Before", "Yours", or whose value it is
 * @who: person and laptop
 * @time: when it was written, for people
 */
LepConflictCard *
lep_conflict_card_new (const char *title,
                       const char *who,
                       const char *time)
{
  LepConflictCard *self = g_object_new (LEP_TYPE_CONFLICT_CARD, NULL);

  gtk_label_set_label (self->title_label, title);
  gtk_label_set_label (self->who_label, who);
  gtk_label_set_label (self->time_label, time);
  return self;
}

/**
 * lep_conflict_card_set_text:
 * @text: the value, for people; empty or missing is said in words
 * @markup: (nullable): the same with marks for what differs
 */
void
lep_conflict_card_set_text (LepConflictCard *self,
                            const char      *text,
                            const char      *markup)
{
  g_autofree char *empty = g_markup_printf_escaped ("<i>%s</i>", _ ("(empty)"));
  g_autofree char *title = NULL;
  gboolean         is_empty = text == NULL || *text == '\0';

  g_return_if_fail (LEP_IS_CONFLICT_CARD (self));

  if (markup != NULL || is_empty)
    gtk_label_set_markup (self->text_label, is_empty ? empty : markup);
  else
    gtk_label_set_text (self->text_label, text);

  /* A screen reader says the value with the button that picks it. */
  title = g_strdup_printf ("%s: %s", gtk_label_get_label (self->title_label), is_empty ? _ ("(empty)") : text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->pick_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}

/**
 * lep_conflict_card_set_through:
 * @text: how the value came here
 * @receipt: number of the receipt that tells more
 */
void
lep_conflict_card_set_through (LepConflictCard *self,
                               const char      *text,
                               gint64           receipt)
{
  g_return_if_fail (LEP_IS_CONFLICT_CARD (self));

  gtk_label_set_label (self->through_label, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->through_button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->through_button), "x", receipt);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->through_button), "conflict.show-receipt");
  gtk_widget_set_visible (GTK_WIDGET (self->through_button), TRUE);
}

/* Beside others, so that what they say begins at one height. */
void
lep_conflict_card_align (LepConflictCard *self,
                         GtkSizeGroup    *heads)
{
  g_return_if_fail (LEP_IS_CONFLICT_CARD (self));

  gtk_size_group_add_widget (heads, self->head);
}

/* Whether the value is the one that the record shows until this is settled. */
void
lep_conflict_card_set_shown (LepConflictCard *self,
                             gboolean         shown)
{
  g_return_if_fail (LEP_IS_CONFLICT_CARD (self));

  gtk_widget_set_visible (self->shown_label, shown);
}

/* The number key that picks the card, and that the card shows. */
void
lep_conflict_card_set_key (LepConflictCard *self,
                           guint            key)
{
  g_autofree char *text = g_strdup_printf ("%u", key);

  g_return_if_fail (LEP_IS_CONFLICT_CARD (self));

  self->key = key;
  if (key > 9 || !lep_conflict_card_is_pickable (self))
    return;

  gtk_label_set_label (self->key_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->key_label), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->pick_button), GTK_ACCESSIBLE_PROPERTY_KEY_SHORTCUTS, text, -1);
}

guint
lep_conflict_card_get_key (LepConflictCard *self)
{
  g_return_val_if_fail (LEP_IS_CONFLICT_CARD (self), 0);

  return self->key;
}

/* Which value it is, for whoever shows it. */
void
lep_conflict_card_set_pick (LepConflictCard *self,
                            guint            pick)
{
  g_return_if_fail (LEP_IS_CONFLICT_CARD (self));

  self->pick = pick;
}

guint
lep_conflict_card_get_pick (LepConflictCard *self)
{
  g_return_val_if_fail (LEP_IS_CONFLICT_CARD (self), 0);

  return self->pick;
}

void
lep_conflict_card_pick (LepConflictCard *self)
{
  g_return_if_fail (LEP_IS_CONFLICT_CARD (self));

  gtk_check_button_set_active (self->pick_button, TRUE);
  lep_conflict_card_focus (self);
}

/* Returns: whether it took the focus; one that can not be picked does not */
gboolean
lep_conflict_card_focus (LepConflictCard *self)
{
  g_return_val_if_fail (LEP_IS_CONFLICT_CARD (self), FALSE);

  return lep_conflict_card_is_pickable (self) && gtk_widget_grab_focus (GTK_WIDGET (self->pick_button));
}

gboolean
lep_conflict_card_is_pickable (LepConflictCard *self)
{
  g_return_val_if_fail (LEP_IS_CONFLICT_CARD (self), FALSE);

  return gtk_widget_get_sensitive (GTK_WIDGET (self->pick_button));
}

void
lep_conflict_card_set_group (LepConflictCard *self,
                             GtkCheckButton  *group)
{
  gtk_check_button_set_group (self->pick_button, group);
}

/**
 * lep_conflict_card_set_pickable:
 *
 * A value that is only there to compare with can not be picked.
 */
void
lep_conflict_card_set_pickable (LepConflictCard *self,
                                gboolean         pickable)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->pick_button), pickable);
}

gboolean
lep_conflict_card_is_picked (LepConflictCard *self)
{
  return gtk_check_button_get_active (self->pick_button);
}
