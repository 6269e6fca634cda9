/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What tests of a project's tabs share: a laptop with one project, its tab in a
 * window, and finding what that shows. */
#pragma once

#include "../store/lep-store-test.h"
#include "app-test.h"

#include "lep-tab.h"

typedef struct
{
  char      *dir;
  Laptop    *laptop;
  char      *project;
  LepRecord *record;
  GtkWidget *window;
  LepTab    *tab;
} Fixture;

static inline void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->dir = lep_test_dir ();
  fixture->laptop = laptop_new (fixture->dir, 1);
  g_free (laptop_put (fixture->laptop, NULL, "partnership", PARTNERSHIP, "name", "LEP", NULL));
  fixture->project = laptop_put (fixture->laptop, NULL, "project", NULL, "partnership", PARTNERSHIP, "title", "One",
                                 "activity", "retraining", "grant", "100000", "cofinancing", "50000", "currency", "BAM", NULL);
}

static inline void
refresh (Fixture *fixture)
{
  lep_tab_set_record (fixture->tab, fixture->laptop->workspace, fixture->record);
}

static inline void
open_tab (Fixture *fixture,
          GType    type)
{
  g_autoptr (GError) error = NULL;

  fixture->record = lep_workspace_get_record (fixture->laptop->workspace, "project", fixture->project, NULL, &error);
  g_assert_no_error (error);
  fixture->tab = g_object_new (type, NULL);
  fixture->window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->tab));
  refresh (fixture);
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static inline void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  if (fixture->window != NULL)
    gtk_window_destroy (GTK_WINDOW (fixture->window));
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_clear_object (&fixture->record);
  g_assert_finalize_object (g_steal_pointer (&fixture->laptop->workspace));
  laptop_free (fixture->laptop);
  g_free (fixture->project);
  lep_test_dir_free (fixture->dir);
}

/* The @index-th widget of the type below @widget, or NULL. */
static inline GtkWidget *
find (GtkWidget  *widget,
      GType       type,
      const char *name,
      guint      *index)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found;

      if (G_TYPE_CHECK_INSTANCE_TYPE (child, type))
        {
          g_autofree char *wrong = name != NULL ? gtk_test_accessible_check_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL, name) : NULL;

          if (wrong == NULL && (*index)-- == 0)
            return child;
        }
      found = find (child, type, name, index);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static inline GtkWidget *
named (Fixture    *fixture,
       GType       type,
       const char *name)
{
  guint      index = 0;
  GtkWidget *found = find (GTK_WIDGET (fixture->tab), type, name, &index);

  if (found == NULL)
    g_test_message ("There is no “%s”.", name);
  return found;
}

static inline void
click (Fixture    *fixture,
       const char *name)
{
  GtkWidget *button = named (fixture, GTK_TYPE_BUTTON, name);

  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  refresh (fixture);
}

static inline gboolean
shows (Fixture    *fixture,
       const char *text)
{
  GtkWidget *label;

  for (guint i = 0;; i++)
    {
      guint index = i;

      label = find (GTK_WIDGET (fixture->tab), GTK_TYPE_LABEL, NULL, &index);
      if (label == NULL)
        return FALSE;
      if (strstr (gtk_label_get_label (GTK_LABEL (label)), text) != NULL)
        return TRUE;
    }
}

/* Types into a cell and presses Return. */
static inline void
type (Fixture    *fixture,
      const char *cell,
      const char *text)
{
  GtkWidget *entry = named (fixture, GTK_TYPE_ENTRY, cell);

  g_assert_nonnull (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  g_signal_emit_by_name (entry, "activate");
  refresh (fixture);
}
