/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether what stands in the entries of a dialog would be lost with it: nothing that
 * was typed goes before the user was told, and nothing that was typed after that. */

#include "lep-typed-text.h"

/* On the widget: what stood there when nothing was typed, and when it was told. */
#define UNTOUCHED "lep-typed-text-untouched"
#define TOLD      "lep-typed-text-told"

static void
add_texts (GtkWidget *widget,
           GString   *typed)
{
  if (GTK_IS_TEXT (widget) && *gtk_editable_get_text (GTK_EDITABLE (widget)) != '\0')
    g_string_append_printf (typed, "%s\n", gtk_editable_get_text (GTK_EDITABLE (widget)));

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    add_texts (child, typed);
}

/* Returns: (transfer full): the texts of all entries below @widget, a line each */
static char *
dup_typed (GtkWidget *widget)
{
  GString *typed = g_string_new (NULL);

  add_texts (widget, typed);
  return g_string_free (typed, FALSE);
}

/**
 * lep_typed_text_begin:
 *
 * What stands in the entries below @widget now is no loss.
 */
void
lep_typed_text_begin (GtkWidget *widget)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  g_object_set_data_full (G_OBJECT (widget), UNTOUCHED, dup_typed (widget), g_free);
}

/**
 * lep_typed_text_may_go:
 *
 * Returns: whether nothing was typed since the beginning, or since this was last
 *   asked; %FALSE = the user is to be told, and it may go the next time
 */
gboolean
lep_typed_text_may_go (GtkWidget *widget)
{
  g_autofree char *typed = NULL;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), TRUE);

  typed = dup_typed (widget);
  if (g_strcmp0 (typed, g_object_get_data (G_OBJECT (widget), UNTOUCHED)) == 0 ||
      g_strcmp0 (typed, g_object_get_data (G_OBJECT (widget), TOLD)) == 0)
    return TRUE;

  g_object_set_data_full (G_OBJECT (widget), TOLD, g_steal_pointer (&typed), g_free);
  return FALSE;
}

/**
 * lep_typed_text_goes_on:
 *
 * The user types on.
 *
 * Returns: whether it had been told, which does not count any more
 */
gboolean
lep_typed_text_goes_on (GtkWidget *widget)
{
  gboolean was_told;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), FALSE);

  was_told = g_object_get_data (G_OBJECT (widget), TOLD) != NULL;
  g_object_set_data (G_OBJECT (widget), TOLD, NULL);
  return was_told;
}
