/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of forms share: a project, its form, typing and what is shown. */
#pragma once

#include <string.h>

#include "../store/lep-store-test.h"

#include "lep-form-build.h"

typedef struct
{
  char   *dir;
  Laptop *laptop;
  char   *project;
} Fixture;

static inline void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autofree char *partnership = NULL;

  fixture->dir = lep_test_dir ();
  fixture->laptop = laptop_new (fixture->dir, 1);
  partnership = laptop_put (fixture->laptop, NULL, "partnership", PARTNERSHIP, "name", "LEP Zenica", "status", "forming", NULL);
  fixture->project = laptop_put (fixture->laptop, NULL, "project", NULL, "partnership", PARTNERSHIP, "title", "iSKOraK",
                                 "activity", "retraining", "start", "2022-01-01", "end", "2023-12-31",
                                 "grant", "31293280", "currency", "BAM", "status", "active",
                                 "target_groups", "women youth", NULL);
}

static inline void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_assert_finalize_object (g_steal_pointer (&fixture->laptop->workspace));
  laptop_free (fixture->laptop);
  g_free (fixture->project);
  lep_test_dir_free (fixture->dir);
}

static inline LepRecord *
get_record (Fixture    *fixture,
            const char *kind,
            const char *id)
{
  g_autoptr (GError) error = NULL;
  LepRecord *record = lep_workspace_get_record (fixture->laptop->workspace, kind, id, NULL, &error);

  g_assert_no_error (error);

  return record;
}

static inline LepForm *
new_form (Fixture *fixture)
{
  LepForm *form = LEP_FORM (g_object_ref_sink (lep_form_build (lep_schema_kind ("project"), FALSE)));
  g_autoptr (LepRecord) record = get_record (fixture, "project", fixture->project);

  lep_form_set_record (form, fixture->laptop->workspace, record);

  return form;
}

static inline void
refresh (Fixture *fixture,
         LepForm *form)
{
  g_autoptr (LepRecord) record = get_record (fixture, "project", fixture->project);

  lep_form_set_record (form, fixture->laptop->workspace, record);
}

static inline GtkEditable *
get_entry (LepForm    *form,
           const char *field)
{
  LepFieldRow *row = lep_form_get_row (form, field);

  return GTK_EDITABLE (LEP_FIELD_ROW_GET_CLASS (row)->get_editor (row));
}

/* Types @text into a row and leaves it. */
static inline void
type_in (LepForm    *form,
         const char *field,
         const char *text)
{
  gtk_editable_set_text (get_entry (form, field), text);
  lep_field_row_leave (lep_form_get_row (form, field));
}

static inline void
expect_stored (Fixture    *fixture,
               const char *field,
               const char *value)
{
  g_autoptr (LepRecord) record = get_record (fixture, "project", fixture->project);

  g_assert_cmpstr (lep_record_get (record, field), ==, value);
}

static inline gboolean
is_shown_line (GtkWidget  *widget,
               const char *part)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_visible (widget) && strstr (gtk_label_get_label (GTK_LABEL (widget)), part) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_get_visible (child) && is_shown_line (child, part))
      return TRUE;

  return FALSE;
}
