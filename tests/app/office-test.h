/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of the programme office share: finding records of the sample,
 * and the tabs of an application. */
#pragma once

#include "app-test.h"

#include "lep-query.h"
#include "lep-record-panel.h"

/* The record of @kind whose @field is @value. */
static inline LepRecord *
find (AppTest    *test,
      const char *kind,
      const char *field,
      const char *value)
{
  g_autoptr (LepQuery) query = lep_query_new (kind);
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError) error = NULL;

  lep_query_add_filter (query, field, value);
  found = lep_query_run (test->workspace, query, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 1);
  return g_object_ref (g_ptr_array_index (found, 0));
}

static inline void
expect_field (AppTest    *test,
              LepRecord  *record,
              const char *field,
              const char *value)
{
  lep_record_refresh (record, test->workspace, NULL);
  g_assert_cmpstr (lep_record_get (record, field), ==, value);
}

static inline void
collect (GtkWidget *widget,
         GType      type,
         GPtrArray *found)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    g_ptr_array_add (found, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    collect (child, type, found);
}

static inline GPtrArray *
find_all (GtkWidget *root,
          GType      type)
{
  GPtrArray *found = g_ptr_array_new ();

  collect (root, type, found);
  return found;
}

/* Whether some label that can be seen below @root holds @text. */
static inline gboolean
shows (GtkWidget  *root,
       const char *text)
{
  g_autoptr (GPtrArray) labels = find_all (root, GTK_TYPE_LABEL);

  for (guint i = 0; i < labels->len; i++)
    if (gtk_widget_get_mapped (g_ptr_array_index (labels, i)) && strstr (gtk_label_get_label (g_ptr_array_index (labels, i)), text) != NULL)
      return TRUE;
  return FALSE;
}

static inline LepRecordPanel *
open_tab (LepWindow  *window,
          LepRecord  *application,
          const char *tab)
{
  const LepTarget target = { .kind = "application", .id = lep_record_get_id (application), .tab = tab };
  LepRecordPanel *panel;

  lep_window_go (window, "applications", &target);
  app_settle ();
  panel = LEP_RECORD_PANEL (app_find_type (GTK_WIDGET (lep_window_get_page (window)), LEP_TYPE_RECORD_PANEL));
  g_assert_cmpstr (lep_record_get_id (lep_record_panel_get_record (panel)), ==, lep_record_get_id (application));
  g_assert_cmpstr (lep_record_panel_get_tab (panel), ==, tab);
  return panel;
}

static inline GtkWidget *
tab_of (LepRecordPanel *panel)
{
  g_autoptr (GPtrArray) stacks = find_all (GTK_WIDGET (panel), GTK_TYPE_STACK);

  for (guint i = 0; i < stacks->len; i++)
    {
      GtkWidget *child = gtk_stack_get_child_by_name (g_ptr_array_index (stacks, i), lep_record_panel_get_tab (panel));

      if (child != NULL)
        return adw_bin_get_child (ADW_BIN (child));
    }
  g_assert_not_reached ();
}

static inline GtkWidget *
child_of_row (GtkWidget  *row,
              GType       type,
              const char *name)
{
  return GTK_WIDGET (gtk_widget_get_template_child (row, type, name));
}

/* What of @kind, sheet or points, an assessor wrote about an application. */
static inline GPtrArray *
find_of_assessor (AppTest    *test,
                  const char *kind,
                  LepRecord  *application,
                  const char *name)
{
  g_autoptr (LepRecord) assessor = find (test, "assessor", "name", name);
  g_autoptr (LepQuery) query = lep_query_new (kind);

  lep_query_add_filter (query, "application", lep_record_get_id (application));
  lep_query_add_filter (query, "assessor", lep_record_get_id (assessor));
  return lep_query_run (test->workspace, query, NULL);
}
