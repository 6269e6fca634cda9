/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One of several values of a field: who wrote it, when, what it says, and what
 * differs from the value before. Signal "picked" when the user chooses it. */

#include <glib/gi18n.h>

#include "lep-diff.h"

#include "lep-conflict-card.h"

struct _LepConflictCard
{
  GtkBox          parent_instance;

  GtkCheckButton *pick_button;
  GtkLabel       *who_label;
  GtkLabel       *time_label;
  GtkLabel       *text_label;
};

enum
{
  SIGNAL_PICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LepConflictCard, lep_conflict_card, GTK_TYPE_BOX)

/* Added words are underlined and bold, those taken out are struck through, so
 * that the difference is seen without colours too. */
static char *
format_difference (const char *before,
                   const char *text)
{
  g_autoptr (GArray) runs = lep_diff_words (before, text);
  GString *markup = g_string_new (NULL);

  for (guint i = 0; i < runs->len; i++)
    {
      const LepDiffRun *run = &g_array_index (runs, LepDiffRun, i);
      g_autofree char  *escaped = g_markup_escape_text (run->text, (gssize) run->length);

      if (run->kind == LEP_DIFF_SAME)
        g_string_append (markup, escaped);
      else if (run->kind == LEP_DIFF_ADDED)
        g_string_append_printf (markup, "<span background=\"#1b7f4d\" background_alpha=\"20%%\" underline=\"single\" weight=\"bold\">%s</span>", escaped);
      else
        g_string_append_printf (markup, "<span background=\"#c01c28\" background_alpha=\"16%%\" strikethrough=\"true\">%s</span>", escaped);
    }

  return g_string_free (markup, FALSE);
}

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
  gtk_widget_class_bind_template_child (widget_class, LepConflictCard, pick_button);
  gtk_widget_class_bind_template_child (widget_class, LepConflictCard, who_label);
  gtk_widget_class_bind_template_child (widget_class, LepConflictCard, time_label);
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

  gtk_check_button_set_label (self->pick_button, title);
  gtk_label_set_label (self->who_label, who);
  gtk_label_set_label (self->time_label, time);
  return self;
}

/**
 * lep_conflict_card_set_text:
 * @text: the value, for people; empty or missing is said in words
 * @before: (nullable): the value that @text is compared with
 */
void
lep_conflict_card_set_text (LepConflictCard *self,
                            const char      *text,
                            const char      *before)
{
  g_autofree char *markup = NULL;
  g_autofree char *title = NULL;

  g_return_if_fail (LEP_IS_CONFLICT_CARD (self));

  if (text == NULL || *text == '\0')
    markup = g_markup_printf_escaped ("<i>%s</i>", _ ("(empty)"));
  else if (before != NULL)
    markup = format_difference (before, text);
  else
    markup = g_markup_escape_text (text, -1);
  gtk_label_set_markup (self->text_label, markup);

  /* A screen reader says the value with the button that picks it. */
  title = g_strdup_printf ("%s: %s", gtk_check_button_get_label (self->pick_button),
                           text == NULL || *text == '\0' ? _ ("(empty)") : text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->pick_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
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
