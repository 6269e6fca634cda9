/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What tests of list pages share: how one is opened, and what it shows. */
#pragma once

#include "app-test.h"

#include "lep-query.h"

static inline LepPage *
open_list (LepWindow  *window,
           const char *page)
{
  lep_window_go_top (window, page);
  app_settle ();

  return lep_window_get_page (window);
}

static inline GtkColumnView *
view_of (LepPage *page)
{
  return GTK_COLUMN_VIEW (app_find_type (GTK_WIDGET (page), GTK_TYPE_COLUMN_VIEW));
}

static inline guint
count_of (LepPage *page)
{
  return g_list_model_get_n_items (G_LIST_MODEL (gtk_column_view_get_model (view_of (page))));
}

static inline char *
id_of (AppTest    *test,
       const char *kind,
       const char *field,
       const char *value)
{
  g_autoptr (LepQuery) query = lep_query_new (kind);
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GError) error = NULL;

  records = lep_query_run (test->workspace, query, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < records->len; i++)
    if (g_strcmp0 (lep_record_get (g_ptr_array_index (records, i), field), value) == 0)
      return g_strdup (lep_record_get_id (g_ptr_array_index (records, i)));

  g_assert_not_reached ();
}

static inline void
delete_project (AppTest   *test,
                LepRecord *project)
{
  g_autoptr (LepEdit) edit = lep_edit_new (test->workspace);
  g_autoptr (GError) error = NULL;

  lep_edit_delete (edit, lep_record_get_space (project), "project", lep_record_get_id (project), &error);
  g_assert_no_error (error);
  lep_edit_commit (edit, &error);
  g_assert_no_error (error);
}
