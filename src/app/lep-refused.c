/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was refused in a form, and where it stands: often in a tab or a line that is
 * out of sight when somebody wants to go on. */

#include "lep-field-row.h"
#include "lep-unsaved.h"

#include "lep-refused.h"

static gboolean
is_refused (GtkWidget *widget)
{
  return (LEP_IS_FIELD_ROW (widget) && lep_field_row_get_error (LEP_FIELD_ROW (widget)) != NULL) ||
         (GTK_IS_EDITABLE (widget) && gtk_widget_has_css_class (widget, "error"));
}

static gboolean
is_reason (GtkWidget *widget)
{
  return GTK_IS_LABEL (widget) && gtk_widget_has_css_class (widget, "error") && gtk_widget_get_visible (widget) &&
         *gtk_label_get_text (GTK_LABEL (widget)) != '\0';
}

/* Returns: (nullable): the first widget from @root down that is meant */
static GtkWidget *
find (GtkWidget *root,
      gboolean (*is_meant) (GtkWidget *widget))
{
  if (is_meant (root))
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, is_meant);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Brings the tabs to the front that it stands in. */
static void
turn_to (GtkWidget *widget)
{
  for (GtkWidget *child = widget, *parent; (parent = gtk_widget_get_parent (child)) != NULL; child = parent)
    if (GTK_IS_STACK (parent))
      gtk_stack_set_visible_child (GTK_STACK (parent), child);
}

/* The reason stands beside a cell of a table, or above it. */
static char *
dup_reason (GtkWidget *root,
            GtkWidget *refused)
{
  GtkWidget  *reason = NULL;
  const char *name, *text;

  if (LEP_IS_FIELD_ROW (refused))
    return g_strdup_printf ("%s: %s", lep_field_row_get_label (LEP_FIELD_ROW (refused)), lep_field_row_get_error (LEP_FIELD_ROW (refused)));

  for (GtkWidget *around = gtk_widget_get_parent (refused); reason == NULL && around != NULL; around = gtk_widget_get_parent (around))
    {
      reason = find (around, is_reason);
      if (around == root)
        break;
    }
  name = lep_unsaved_name (GTK_EDITABLE (refused));
  text = reason != NULL ? gtk_label_get_text (GTK_LABEL (reason)) : gtk_editable_get_text (GTK_EDITABLE (refused));
  return name != NULL ? g_strdup_printf ("%s: %s", name, text) : g_strdup (text);
}

/**
 * lep_refused_show:
 * @root: what holds the form
 *
 * Brings the first value that was refused into view, with the cursor in it.
 *
 * Returns: (transfer full) (nullable): what it is and why; %NULL = there is none
 */
char *
lep_refused_show (GtkWidget *root)
{
  GtkWidget *refused;

  g_return_val_if_fail (GTK_IS_WIDGET (root), NULL);

  refused = find (root, is_refused);
  if (refused == NULL)
    return NULL;

  turn_to (refused);
  if (LEP_IS_FIELD_ROW (refused))
    lep_field_row_focus (LEP_FIELD_ROW (refused));
  else
    gtk_widget_grab_focus (refused);
  return dup_reason (root, refused);
}
