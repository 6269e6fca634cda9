/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of the window share that need a second laptop. */
#pragma once

#include "app-test.h"

#include "lep-export.h"
#include "lep-import.h"

/* Another laptop of the same programme. */
typedef struct
{
  LepSurroundings *surroundings;
  LepWorkspace    *workspace;
  char            *id;
} Other;

static inline LepSurroundings *
surroundings_of (AppTest    *test,
                 const char *name)
{
  g_autofree char *state = g_build_filename (test->dir, name, NULL);

  return lep_surroundings_new (state, name, test->dir, test->clock);
}

static inline char *
export_from (AppTest               *test,
             LepWorkspace          *workspace,
             const LepSurroundings *surroundings,
             LepExportOptions       options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepExportResult) result = NULL;

  options.target = test->dir;
  result = lep_export (workspace, surroundings, &options, NULL, NULL, &error);
  g_assert_no_error (error);
  return g_strdup (result->file);
}

/* Imports, and trusts whoever signed. */
static inline void
import_into (LepWorkspace          *workspace,
             const LepSurroundings *surroundings,
             const char            *file)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepImportReport) first = lep_import (workspace, surroundings, file, LEP_IMPORT_APPLY, NULL, NULL, NULL, NULL, &error);
  g_autoptr (LepImportReport) second = NULL;
  g_autoptr (GPtrArray) numbers = g_ptr_array_new ();

  g_assert_no_error (error);
  for (guint i = 0; i < first->untrusted->len; i++)
    g_ptr_array_add (numbers, ((LepSigner *) g_ptr_array_index (first->untrusted, i))->number);
  if (numbers->len == 0)
    return;

  g_ptr_array_add (numbers, NULL);
  second = lep_import (workspace, surroundings, file, LEP_IMPORT_APPLY, (const char *const *) numbers->pdata, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (second->untrusted->len, ==, 0);
}

static inline void
write_organisation (LepWorkspace *workspace,
                    const char   *name)
{
  g_autoptr (LepEdit) edit = lep_edit_new (workspace);
  g_autoptr (GError) error = NULL;

  lep_edit_row (edit, NULL, "organisation", NULL, &error);
  lep_edit_set (edit, "name", name);
  lep_edit_set (edit, "actor_group", "education");
  lep_edit_commit (edit, &error);
  g_assert_no_error (error);
}

/* One that joined with a bundle of ours. @writes: it entered something, so that
 * its key is known once its bundle was opened; that is done, too. */
static inline void
other_init (Other      *self,
            AppTest    *test,
            const char *name,
            gboolean    writes)
{
  g_autoptr (LepSurroundings) own = surroundings_of (test, "state");
  g_autofree char *path = g_strdup_printf ("%s/%s.lep", test->dir, name);
  g_autofree char *file = export_from (test, test->workspace, own, (LepExportOptions){ .full = TRUE });
  g_autofree char *word = NULL;
  const LepWho     who = { name, "", "Jajce" };
  g_autoptr (LepImportReport) look = NULL;
  g_autoptr (LepImportReport) report = NULL;
  g_autoptr (GError) error = NULL;
  const char *numbers[] = { NULL, NULL };

  self->surroundings = surroundings_of (test, name);
  g_assert_null (lep_join (self->surroundings, path, &who, file, NULL, NULL, NULL, NULL, &look, NULL));
  numbers[0] = ((LepSigner *) g_ptr_array_index (look->untrusted, 0))->number;
  self->workspace = lep_join (self->surroundings, path, &who, file, numbers, NULL, NULL, NULL, &report, &error);
  g_assert_no_error (error);
  lep_workspace_get_meta (self->workspace, LEP_META_REPLICA, &self->id, &error);
  if (writes)
    write_organisation (self->workspace, name);
  word = export_from (test, self->workspace, self->surroundings, (LepExportOptions){ .full = TRUE });
  import_into (test->workspace, own, word);
}

static inline void
other_clear (Other *self)
{
  g_assert_finalize_object (self->workspace);
  lep_surroundings_free (self->surroundings);
  g_free (self->id);
}
