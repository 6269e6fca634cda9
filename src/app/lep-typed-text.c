/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in the entries of a dialog, to tell whether anything of it would be
 * lost. */

#include "lep-typed-text.h"

static void
add_texts (GtkWidget *widget,
           GString   *typed)
{
  if (GTK_IS_TEXT (widget) && *gtk_editable_get_text (GTK_EDITABLE (widget)) != '\0')
    g_string_append_printf (typed, "%s\n", gtk_editable_get_text (GTK_EDITABLE (widget)));

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    add_texts (child, typed);
}

/**
 * lep_typed_text_dup:
 *
 * Returns: (transfer full): the texts of all entries below @widget, a line each;
 *   compared with what stood there before it tells whether something was typed
 */
char *
lep_typed_text_dup (GtkWidget *widget)
{
  GString *typed = g_string_new (NULL);

  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);

  add_texts (widget, typed);
  return g_string_free (typed, FALSE);
}
