/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One headline counter of the overview: a button to its entries. */

#include <glib/gi18n.h>

#include "lep-format.h"
#include "lep-language.h"
#include "lep-provisional.h"
#include "lep-util.h"

#include "lep-counter-button.h"

struct _LepCounterButton
{
  GtkButton    parent_instance;

  char        *indicator;
  GtkLabel    *name_label;
  GtkLabel    *figure_label;
  GtkWidget   *provisional_label;
  GtkLevelBar *bar;
  GtkLabel    *target_label;
  GtkLabel    *note_label;
};

G_DEFINE_FINAL_TYPE (LepCounterButton, lep_counter_button, GTK_TYPE_BUTTON)

static void
lep_counter_button_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), LEP_TYPE_COUNTER_BUTTON);

  G_OBJECT_CLASS (lep_counter_button_parent_class)->dispose (object);
}

static void
lep_counter_button_finalize (GObject *object)
{
  g_free (LEP_COUNTER_BUTTON (object)->indicator);

  G_OBJECT_CLASS (lep_counter_button_parent_class)->finalize (object);
}

static void
lep_counter_button_class_init (LepCounterButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lep_counter_button_dispose;
  G_OBJECT_CLASS (klass)->finalize = lep_counter_button_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-counter-button.ui");
  gtk_widget_class_bind_template_child (widget_class, LepCounterButton, name_label);
  gtk_widget_class_bind_template_child (widget_class, LepCounterButton, figure_label);
  gtk_widget_class_bind_template_child (widget_class, LepCounterButton, provisional_label);
  gtk_widget_class_bind_template_child (widget_class, LepCounterButton, bar);
  gtk_widget_class_bind_template_child (widget_class, LepCounterButton, target_label);
  gtk_widget_class_bind_template_child (widget_class, LepCounterButton, note_label);
}

static void
lep_counter_button_init (LepCounterButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* The short name on the counter; that of the indicator where it is not one of the five. */
static const char *
short_name (const LepCounter *counter)
{
  static const struct
  {
    const char *indicator;
    const char *name;
  } names[] = {
    { "TRAINED", N_ ("Trained") },
    { "EMPLOYED", N_ ("Employed") },
    { "SERVICES", N_ ("New services") },
    { "BUSINESSES", N_ ("Businesses") },
    { "ORGANISATIONS", N_ ("Organisations") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (g_strcmp0 (names[i].indicator, counter->indicator) == 0)
        return _ (names[i].name);
    }

  return counter->name;
}

/**
 * lep_counter_button_set:
 * @note: (nullable): the one thing to know besides, "612 women"
 */
void
lep_counter_button_set (LepCounterButton *self,
                        const LepCounter *counter,
                        const char       *note)
{
  const LepLocale *locale = lep_language_locale ();
  g_autofree char *figure = NULL;
  g_autofree char *target = NULL;
  g_autofree char *share = NULL;
  g_autofree char *share_of = NULL;
  g_autofree char *name = NULL;

  g_return_if_fail (LEP_IS_COUNTER_BUTTON (self));
  g_return_if_fail (counter != NULL);

  lep_set_str (&self->indicator, counter->indicator);
  figure = lep_format_count (locale, counter->actual);
  gtk_label_set_label (self->name_label, short_name (counter));
  gtk_label_set_label (self->figure_label, figure);
  gtk_label_set_label (self->note_label, note != NULL ? note : "");

  if (counter->target > 0)
    {
      target = lep_format_count (locale, counter->target);
      share = lep_format_ratio (locale, counter->actual, counter->target, 0);
      /* Translators: per cent of a target, "86 % of 600". */
      share_of = g_strdup_printf (_ ("%s of %s"), share, target);
      /* Translators: name of a counter, its figure, its target: "Employed: 517 of 600". */
      name = g_strdup_printf (_ ("%s: %s of %s"), short_name (counter), figure, target);
      gtk_level_bar_set_value (self->bar, CLAMP ((double) counter->actual / (double) counter->target, 0.0, 1.0));
    }
  else
    {
      share_of = g_strdup (_ ("no target yet"));
      /* Translators: name of a counter and its figure: "Employed: 517". */
      name = g_strdup_printf (_ ("%s: %s"), short_name (counter), figure);
      gtk_level_bar_set_value (self->bar, 0.0);
    }

  gtk_label_set_label (self->target_label, share_of);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_visible (self->provisional_label, counter->provisional);
  lep_provisional_mark (GTK_WIDGET (self), counter->provisional);
}

/* Returns: (nullable): the code of the indicator that is counted */
const char *
lep_counter_button_get_indicator (LepCounterButton *self)
{
  g_return_val_if_fail (LEP_IS_COUNTER_BUTTON (self), NULL);

  return self->indicator;
}
