/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mends the names that GTK 4.8 gives its own widgets, for every widget as it is
 * shown: a button "_Save" would be read as "_Save Save", the button inside a
 * drop-down as "GtkToggleButton". */

#include <glib/gi18n.h>

#include "lep-accessible.h"

static gboolean
has_name (GtkWidget *widget)
{
  return gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL) ||
         gtk_test_accessible_has_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
}

static void
set_name (GtkWidget  *widget,
          const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* A button with a text is labelled by it, and may have a name besides, its raw
 * label at least: the text is enough, both would be read. One with an icon
 * alone is called what its tooltip says. */
static void
mend_button (GtkWidget *button)
{
  gboolean    named = gtk_test_accessible_has_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL);
  gboolean    labelled = gtk_test_accessible_has_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  const char *tooltip = gtk_widget_get_tooltip_text (button);

  if (gtk_button_get_icon_name (GTK_BUTTON (button)) != NULL)
    {
      if (!named && tooltip != NULL)
        set_name (button, tooltip);
    }
  else if (named && labelled)
    gtk_accessible_reset_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL);
}

/* A new text brings the raw label back. */
static void
watch_button (GtkWidget *button)
{
  mend_button (button);
  g_signal_handlers_disconnect_by_func (button, mend_button, NULL);
  g_signal_connect_after (button, "notify::label", G_CALLBACK (mend_button), NULL);
}

static void
label_by (GtkWidget *part,
          GtkWidget *whole)
{
  gtk_accessible_update_relation (GTK_ACCESSIBLE (part),
                                  GTK_ACCESSIBLE_RELATION_LABELLED_BY, whole, NULL,
                                  -1);
}

/* Returns: (nullable): the first text that is shown inside */
static GtkWidget *
first_label (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *label = GTK_IS_LABEL (child) ? child : first_label (child);

      if (label != NULL)
        return label;
    }

  return NULL;
}

/* A row of a list or table is called what its first cell says. */
static void
mend_row (GtkWidget *row)
{
  GtkWidget *label = first_label (row);

  if (label != NULL)
    label_by (row, label);
}

static gboolean
mapped_cb (GSignalInvocationHint *hint,
           guint                  n_values,
           const GValue          *values,
           gpointer               user_data)
{
  GtkWidget *widget = g_value_get_object (&values[0]);
  GtkWidget *parent = gtk_widget_get_parent (widget);

  if (GTK_IS_BUTTON (widget))
    watch_button (widget);
  else if (GTK_IS_PANED (widget))
    set_name (widget, _ ("Divider"));
  else if (GTK_IS_LIST_BOX (widget) && !has_name (widget))
    set_name (widget, _ ("Entries"));
  else if (g_str_equal (G_OBJECT_TYPE_NAME (widget), "GtkListItemWidget"))
    mend_row (widget);

  /* Parts of a whole that has a name. */
  if (GTK_IS_DROP_DOWN (parent) || GTK_IS_COLUMN_VIEW (parent))
    label_by (widget, parent);

  return TRUE;
}

/**
 * lep_accessible_mend_names:
 *
 * To be called once, before the first window.
 */
void
lep_accessible_mend_names (void)
{
  g_autoptr (GTypeClass) widget_class = g_type_class_ref (GTK_TYPE_WIDGET); /* brings the signal */

  g_signal_add_emission_hook (g_signal_lookup ("map", GTK_TYPE_WIDGET), 0, mapped_cb, NULL, NULL);
}
