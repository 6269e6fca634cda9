/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mends the names that GTK 4.8 gives its own widgets, for every widget as it is
 * shown: a button "_Save" would be read as "_Save Save", the button inside a
 * drop-down as "GtkToggleButton". */

#include <adwaita.h>
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

/* What is labelled by a text on the screen, and has a name besides, would be read
 * twice. A button's name may be its raw label: there the text is enough. An icon
 * alone is called what its tooltip says. */
static void
mend_name (GtkWidget *widget)
{
  gboolean    named = gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL);
  gboolean    labelled = gtk_test_accessible_has_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  const char *tooltip = gtk_widget_get_tooltip_text (widget);

  if (GTK_IS_BUTTON (widget) && gtk_button_get_icon_name (GTK_BUTTON (widget)) != NULL)
    {
      if (!named && tooltip != NULL)
        set_name (widget, tooltip);
    }
  else if (GTK_IS_BUTTON (widget) && named && labelled)
    gtk_accessible_reset_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL);
  else if (named && labelled)
    gtk_accessible_reset_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
}

/* A new text brings the raw label back. */
static void
watch_button (GtkWidget *button)
{
  g_signal_handlers_disconnect_by_func (button, mend_name, NULL);
  g_signal_connect_after (button, "notify::label", G_CALLBACK (mend_name), NULL);
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

/* The list inside a group without a title is labelled by that empty title. */
static void
name_list_of_group (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      if (GTK_IS_LIST_BOX (child))
        set_name (child, _ ("Entries"));
      else
        name_list_of_group (child);
    }
}

static void
mend (GtkWidget *widget)
{
  GtkWidget *parent = gtk_widget_get_parent (widget);

  mend_name (widget);
  if (GTK_IS_BUTTON (widget))
    watch_button (widget);
  else if (GTK_IS_PANED (widget))
    set_name (widget, _ ("Divider"));
  else if ((GTK_IS_LIST_BOX (widget) || GTK_IS_FLOW_BOX (widget)) && !has_name (widget))
    set_name (widget, _ ("Entries"));
  else if (ADW_IS_PREFERENCES_GROUP (widget) && *adw_preferences_group_get_title (ADW_PREFERENCES_GROUP (widget)) == '\0')
    name_list_of_group (widget);
  else if (g_str_equal (G_OBJECT_TYPE_NAME (widget), "GtkListItemWidget"))
    mend_row (widget);

  /* Parts of a whole that has a name. */
  if (GTK_IS_DROP_DOWN (parent) || GTK_IS_COLUMN_VIEW (parent))
    label_by (widget, parent);
}

static void
set_hidden (GtkWidget *widget,
            gboolean   hidden)
{
  gtk_accessible_update_state (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_STATE_HIDDEN, hidden, -1);
}

/* A page of a stack that is not on top would stand before screen readers as if
 * it were: that is what "child visible" tells, and GTK does not pass on. */
static gboolean
mapped_cb (GSignalInvocationHint *hint,
           guint                  n_values,
           const GValue          *values,
           gpointer               user_data)
{
  GtkWidget *widget = g_value_get_object (&values[0]);

  mend (widget);
  set_hidden (widget, FALSE);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      if (!gtk_widget_get_child_visible (child))
        set_hidden (child, TRUE);
    }

  return TRUE;
}

static gboolean
unmapped_cb (GSignalInvocationHint *hint,
             guint                  n_values,
             const GValue          *values,
             gpointer               user_data)
{
  GtkWidget *widget = g_value_get_object (&values[0]);

  if (!gtk_widget_get_child_visible (widget))
    set_hidden (widget, TRUE);

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
  g_signal_add_emission_hook (g_signal_lookup ("unmap", GTK_TYPE_WIDGET), 0, unmapped_cb, NULL, NULL);
}
