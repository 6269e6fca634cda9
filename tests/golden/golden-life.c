/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Three laptops with something of everything that a log can hold: conflicts, one
 * of them settled, a deletion with and without work beside it, an organisation
 * merged into another, an erased contact, a waiver, kinds and fields of a newer
 * program, letters of all sorts, and a copied workspace that wrote on both sides. */

#include "lep-backup.h"
#include "lep-commit.h"
#include "lep-conflict.h"

#include "golden-life.h"

#define PROJECT "0194ca00-0000-7000-8000-0000000000c1"
#define OTHER   "0194ca00-0000-7000-8000-0000000000c2"
#define TWIN    "0194c9e4-0000-7000-8000-0000000000e2"
#define LOST    "0194c9e2-0000-7000-8000-0000000000ff"

int
lep_golden_compare (const char *const *a,
                    const char *const *b)
{
  return strcmp (*a, *b);
}

static void
put (Laptop     *self,
     const char *space,
     const char *kind,
     const char *id,
     ...)
{
  g_autoptr (LepEdit) edit = lep_edit_new (self->workspace);
  g_autoptr (GError) error = NULL;
  va_list list;

  lep_edit_row (edit, space, kind, id, &error);
  g_assert_no_error (error);
  va_start (list, id);
  for (const char *field = va_arg (list, const char *); field != NULL; field = va_arg (list, const char *))
    lep_edit_set (edit, field, va_arg (list, const char *));
  va_end (list);
  lep_edit_commit (edit, &error);
  g_assert_no_error (error);
}

static void
remove_row (Laptop     *self,
            const char *space,
            const char *kind,
            const char *id)
{
  g_autoptr (LepEdit) edit = lep_edit_new (self->workspace);
  g_autoptr (GError) error = NULL;

  lep_edit_row (edit, space, kind, id, &error);
  lep_edit_life (edit, LEP_LIFE_DELETED);
  lep_edit_commit (edit, &error);
  g_assert_no_error (error);
}

/* What no form makes. */
static void
commit (Laptop      *self,
        LepSpaceKind kind,
        LepChange   *change)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepCommit) made = lep_commit_begin (self->workspace, &error);
  GPtrArray   *spaces = lep_log_get_spaces (made->apply->log);
  LepLogSpace *space = NULL;

  for (guint i = 0; i < spaces->len; i++)
    if (((LepLogSpace *) g_ptr_array_index (spaces, i))->kind == kind)
      space = lep_log_get_space (made->apply->log, &((LepLogSpace *) g_ptr_array_index (spaces, i))->id, &error);
  g_assert_no_error (error);
  lep_commit_add (made, space, change, &error);
  g_assert_no_error (error);
  lep_commit_finish (made, LEP_STEP_EDIT, &error);
  g_assert_no_error (error);
}

static void
write_of_tomorrow (Laptop *self)
{
  LepChange *change = lep_change_new ();
  LepUuid    id;

  lep_uuid_parse (ORGANISATION, -1, &id);
  lep_change_add_row (change, "organisation", &id, LEP_LIFE_NONE);
  lep_change_add_set (change, "of_tomorrow", "kept", -1);
  lep_change_add_row (change, "tomorrow", &id, LEP_LIFE_NONE);
  lep_change_add_set (change, "some_field", "kept too", -1);
  commit (self, LEP_SPACE_PROGRAMME, change);
}

static void
waive_and_erase (Laptop *self)
{
  LepChange *change = lep_change_new ();
  LepUuid    id;

  lep_uuid_parse (LOST, -1, &id);
  lep_change_add_waive (change, &id, 3, 5);
  commit (self, LEP_SPACE_PARTNERSHIP, change);
  change = lep_change_new ();
  lep_uuid_parse (CONTACT, -1, &id);
  lep_change_add_erase (change, "contact", &id);
  commit (self, LEP_SPACE_CONTACTS, change);
}

/* Takes a bundle and trusts everybody in it. */
void
lep_golden_take (Laptop     *laptop,
                 const char *file)
{
  g_autoptr (GPtrArray) numbers = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (LepImportReport) report = NULL;
  g_autoptr (LepImportReport) again = NULL;
  g_autoptr (GError) error = NULL;

  report = lep_import (laptop->workspace, laptop->surroundings, file, LEP_IMPORT_APPLY, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  if (report->untrusted->len == 0)
    return;
  for (guint i = 0; i < report->untrusted->len; i++)
    g_ptr_array_add (numbers, g_strdup (((LepSigner *) g_ptr_array_index (report->untrusted, i))->number));
  g_ptr_array_add (numbers, NULL);
  again = lep_import (laptop->workspace, laptop->surroundings, file, LEP_IMPORT_APPLY, (const char *const *) numbers->pdata, NULL, NULL,
                      NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->untrusted->len, ==, 0);
}

static const char *
keep (Fixture    *fixture,
      GPtrArray  *files,
      Laptop     *self,
      const char *seal)
{
  const char *const seals[] = { seal, NULL };
  LepExportOptions  options = {
     .full = TRUE, .with_contacts = TRUE, .seal = seal == NULL ? NULL : seals, .target = fixture->stick
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (LepExportResult) result = lep_export (self->workspace, self->surroundings, &options, NULL, NULL, &error);

  g_assert_no_error (error);
  g_ptr_array_add (files, g_strdup (result->file));
  return result == NULL ? NULL : g_ptr_array_index (files, files->len - 1);
}

static char *
state_of (Laptop *self)
{
  g_autofree char *id = own_id (self);

  return g_build_filename (self->surroundings->state_dir, id, "state", NULL);
}

/* It writes the same numbers twice: file and sidecar are put back as they were. */
static void
fork_off (Fixture   *fixture,
          GPtrArray *files,
          Laptop    *self)
{
  g_autofree char *state = state_of (self);
  g_autofree char *data = NULL, *told = NULL;
  gsize            size;
  g_autoptr (GError) error = NULL;

  g_clear_object (&self->workspace);
  g_assert_true (g_file_get_contents (self->path, &data, &size, NULL));
  g_assert_true (g_file_get_contents (state, &told, NULL, NULL));
  self->workspace = lep_identity_open (self->surroundings, self->path, LEP_OPEN_WRITE, NULL, &error);
  g_assert_no_error (error);
  put (self, PARTNERSHIP, "project", OTHER, "summary", "On this side", NULL);
  keep (fixture, files, self, NULL);
  lep_golden_take (fixture->a, g_ptr_array_index (files, files->len - 1));
  g_clear_object (&self->workspace);
  g_assert_true (g_file_set_contents_full (self->path, data, (gssize) size, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  g_assert_true (g_file_set_contents_full (state, told, -1, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  self->workspace = lep_identity_open (self->surroundings, self->path, LEP_OPEN_WRITE, NULL, &error);
  g_assert_no_error (error);
  put (self, PARTNERSHIP, "project", OTHER, "summary", "On that side", NULL);
}

static void
settle_one (Laptop *self)
{
  g_autoptr (GError) error = NULL;

  lep_conflict_pick (self->workspace, NULL, "project", PROJECT, "title", 2, &error);
  g_assert_no_error (error);
}

/**
 * lep_golden_live:
 *
 * Returns: (transfer full): files: five bundles, and one that is sealed for
 *   laptop b and has all
 */
GPtrArray *
lep_golden_live (Fixture *fixture)
{
  GPtrArray *files = g_ptr_array_new_with_free_func (g_free);
  Laptop    *a = fixture->a, *b = fixture->b, *c = fixture->c;

  put (a, PARTNERSHIP, "project", PROJECT, "partnership", PARTNERSHIP, "title", "Zavarivači", "activity", "retraining", NULL);
  put (a, PARTNERSHIP, "project", OTHER, "partnership", PARTNERSHIP, "title", "Кувари", "activity", "other", NULL);
  put (a, "programme", "organisation", TWIN, "name", "Employment office (again)", "actor_group", "pes", NULL);
  keep (fixture, files, a, NULL);
  join (fixture, b, "Žepče 1", g_ptr_array_index (files, 0));
  join (fixture, c, "Žepče 2", g_ptr_array_index (files, 0));
  put (b, PARTNERSHIP, "project", PROJECT, "title", "By b", "summary", "a & b < c > \"d\"\ne", "start", "2026-01-31", "end", "2026-12-31", NULL);
  remove_row (b, "programme", "organisation", ORGANISATION);
  keep (fixture, files, b, NULL);
  put (c, PARTNERSHIP, "project", PROJECT, "title", "By c", "summary", "By c too", NULL);
  put (c, "programme", "organisation", ORGANISATION, "notes", "Still needed", NULL);
  put (c, "contacts", "contact", CONTACT, "phone", "000", NULL);
  write_of_tomorrow (c);
  keep (fixture, files, c, NULL);
  lep_golden_take (a, g_ptr_array_index (files, 1));
  lep_golden_take (a, g_ptr_array_index (files, 2));
  settle_one (a);
  put (a, "programme", "organisation", TWIN, "merged_into", ORGANISATION, NULL);
  waive_and_erase (a);
  fork_off (fixture, files, c);
  keep (fixture, files, c, NULL);
  lep_golden_take (a, g_ptr_array_index (files, 4));
  g_free (g_ptr_array_steal_index (files, 3)); /* a passes on what it holds */
  keep (fixture, files, a, NULL);
  keep (fixture, files, a, "Žepče 1");
  return files;
}

/* The key that the sealed one is for. */
void
lep_golden_keep_key (Fixture    *fixture,
                     const char *folder)
{
  g_autofree char *id = own_id (fixture->b);
  g_autofree char *from = g_build_filename (fixture->b->surroundings->state_dir, id, "seal.key", NULL);
  g_autofree char *to = g_build_filename (folder, "seal.key", NULL);
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (from, &text, NULL, NULL));
  g_assert_true (g_file_set_contents (to, text, -1, NULL));
}

/* A copy, packed. */
void
lep_golden_keep_workspace (Laptop     *laptop,
                           const char *path)
{
  g_autoptr (GError) error = NULL;

  lep_workspace_backup (laptop->workspace, path, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (lep_test_run (NULL, NULL, "gzip", "-9nf", path, NULL), ==, 0);
}
