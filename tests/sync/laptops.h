/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Laptops that give each other bundles, for tests. */
#pragma once

#include "lep-commit.h"
#include "lep-digest.h"
#include "lep-error.h"
#include "lep-exchange.h"
#include "lep-export.h"
#include "lep-import.h"
#include "lep-lack.h"
#include "lep-laptop.h"
#include "lep-peers.h"
#include "lep-receipt.h"
#include "lep-record.h"
#include "lep-test.h"

#define START        G_GINT64_CONSTANT (1795255200000) /* 2026-11-21T10:00:00Z */
#define PARTNERSHIP  "0194c9e4-0000-7000-8000-0000000000b1"
#define ORGANISATION "0194c9e4-0000-7000-8000-0000000000e1"
#define CONTACT      "0194c9e4-0000-7000-8000-0000000000f1"

typedef struct
{
  char            *folder; /* holds everything of this laptop */
  char            *path;
  LepSurroundings *surroundings;
  LepWorkspace    *workspace;
} Laptop;

typedef struct
{
  char   *folder;
  char   *stick; /* where bundles are */
  Laptop *a, *b, *c;
} Fixture;

static inline Laptop *
laptop_new (Fixture    *fixture,
            const char *name)
{
  Laptop          *self = g_new0 (Laptop, 1);
  g_autofree char *state = NULL;
  g_autofree char *temp = NULL;
  g_autoptr (LepClock) clock = lep_clock_new_fixed (START + *name * 100000, (guint64) *name);

  self->folder = g_build_filename (fixture->folder, name, NULL);
  self->path = g_build_filename (self->folder, "workspace.lep", NULL);
  state = g_build_filename (self->folder, "state", NULL);
  temp = g_build_filename (self->folder, "tmp", NULL);
  g_assert_cmpint (g_mkdir_with_parents (temp, 0700), ==, 0);
  self->surroundings = lep_surroundings_new (state, name, temp, clock);
  return self;
}

static inline void
laptop_free (Laptop *self)
{
  g_clear_object (&self->workspace);
  /* Private copies leave nothing. */
  g_assert_cmpuint (lep_test_count_files (self->surroundings->temp_dir), ==, 0);
  lep_surroundings_free (self->surroundings);
  g_free (self->folder);
  g_free (self->path);
  g_free (self);
}

static inline void
set_field (Laptop     *self,
           const char *space,
           const char *kind,
           const char *id,
           const char *field,
           const char *value)
{
  g_autoptr (LepEdit) edit = lep_edit_new (self->workspace);
  g_autoptr (GError) error = NULL;

  lep_edit_row (edit, space, kind, id, &error);
  g_assert_no_error (error);
  lep_edit_set (edit, field, value);
  lep_edit_commit (edit, &error);
  g_assert_no_error (error);
}

/* The founder of the programme, with one partnership, organisation and contact. */
static inline void
found (Laptop *self)
{
  LepWho who = { "Office", "Officer", "Sarajevo" };
  g_autoptr (LepEdit) edit = NULL;
  g_autoptr (GError) error = NULL;

  self->workspace = lep_identity_create (self->surroundings, self->path, &who, &error);
  g_assert_no_error (error);
  lep_programme_create (self->workspace, "LEP Bosna", "BAM", NULL, &error);
  g_assert_no_error (error);
  lep_workspace_add_space (self->workspace, LEP_SPACE_PARTNERSHIP, PARTNERSHIP, "LEP Žepče", &error);
  g_assert_no_error (error);
  set_field (self, PARTNERSHIP, "partnership", PARTNERSHIP, "name", "LEP Žepče");
  edit = lep_edit_new (self->workspace);
  lep_edit_row (edit, "programme", "organisation", ORGANISATION, &error);
  g_assert_no_error (error);
  lep_edit_set (edit, "name", "Employment office");
  lep_edit_set (edit, "actor_group", "pes");
  lep_edit_commit (edit, &error);
  g_assert_no_error (error);
  lep_edit_free (g_steal_pointer (&edit));
  edit = lep_edit_new (self->workspace);
  lep_edit_row (edit, "contacts", "contact", CONTACT, &error);
  g_assert_no_error (error);
  lep_edit_set (edit, "organisation", ORGANISATION);
  lep_edit_set (edit, "name", "Contact person");
  lep_edit_commit (edit, &error);
  g_assert_no_error (error);
}

static inline void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->folder = lep_test_dir ();
  fixture->stick = g_build_filename (fixture->folder, "stick", NULL);
  g_assert_cmpint (g_mkdir_with_parents (fixture->stick, 0700), ==, 0);
  fixture->a = laptop_new (fixture, "a");
  fixture->b = laptop_new (fixture, "b");
  fixture->c = laptop_new (fixture, "c");
  found (fixture->a);
}

static inline void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  laptop_free (fixture->a);
  laptop_free (fixture->b);
  laptop_free (fixture->c);
  g_free (fixture->stick);
  lep_test_dir_free (fixture->folder);
}

static inline char *
own_id (Laptop *self)
{
  char *id = NULL;

  g_assert_true (lep_workspace_get_meta (self->workspace, LEP_META_REPLICA, &id, NULL));
  return id;
}

static inline char *
digest (Laptop *self)
{
  LepHash total;
  char   *text = g_malloc (LEP_HASH_HEX_SIZE + 1);
  g_autoptr (GArray) spaces = g_array_new (FALSE, FALSE, sizeof (LepSpaceDigest));
  g_autoptr (GError) error = NULL;

  lep_workspace_digest (self->workspace, NULL, &total, spaces, &error);
  g_assert_no_error (error);
  lep_hash_format (&total, text);
  return text;
}

/* Of one space only: not everybody has all of them. */
static inline char *
space_digest (Laptop     *self,
              const char *space)
{
  LepUuid id;
  LepHash total;
  char   *text = g_malloc (LEP_HASH_HEX_SIZE + 1);
  g_autoptr (GArray) spaces = g_array_new (FALSE, FALSE, sizeof (LepSpaceDigest));

  lep_uuid_parse (space, -1, &id);
  g_assert_true (lep_workspace_digest (self->workspace, &id, &total, spaces, NULL));
  lep_hash_format (&total, text);
  return text;
}

static inline void
assert_same (Laptop *one,
             Laptop *other)
{
  g_autoptr (GPtrArray) spaces = lep_exchange_spaces (other->workspace, NULL);

  for (guint i = 0; i < spaces->len; i++)
    {
      const LepSpaceInfo *space = g_ptr_array_index (spaces, i);
      g_autofree char    *id = lep_uuid_to_string (&space->id);
      g_autofree char    *a = space_digest (one, id);
      g_autofree char    *b = space_digest (other, id);

      g_assert_cmpstr (a, ==, b);
    }
}

static inline char *
give (Fixture *fixture,
      Laptop  *from,
      Laptop  *to)
{
  g_autofree char *peer = to != NULL ? own_id (to) : NULL;
  LepExportOptions options = { .peer = peer, .target = fixture->stick };
  g_autoptr (GError) error = NULL;
  g_autoptr (LepExportResult) result = lep_export (from->workspace, from->surroundings, &options, NULL, NULL, &error);

  g_assert_no_error (error);
  return g_strdup (result->file);
}

static inline LepImportReport *
take (Laptop     *to,
      const char *file,
      const char *number)
{
  const char *const trust[] = { number, NULL };
  g_autoptr (GError) error = NULL;
  LepImportReport *report = lep_import (to->workspace, to->surroundings, file, LEP_IMPORT_APPLY, trust, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return report;
}

/* Takes a bundle and trusts whoever signed it. */
static inline void
take_all (Laptop     *to,
          const char *file)
{
  g_autoptr (LepImportReport) report = take (to, file, NULL);

  for (guint i = 0; i < report->untrusted->len; i++)
    {
      g_autoptr (LepImportReport) again = take (to, file, ((LepSigner *) g_ptr_array_index (report->untrusted, i))->number);

      g_assert_cmpuint (again->untrusted->len, ==, report->untrusted->len - 1);
    }
}

static inline void
pass (Fixture *fixture,
      Laptop  *from,
      Laptop  *to)
{
  g_autofree char *file = give (fixture, from, NULL);

  take_all (to, file);
}

static inline void
join (Fixture    *fixture,
      Laptop     *laptop,
      const char *label,
      const char *file)
{
  LepWho who = { label, "Coordinator", "Žepče" };
  g_autoptr (LepImportReport) report = NULL;
  g_autoptr (LepImportReport) joined = NULL;
  g_autoptr (GError) error = NULL;
  const char *trust[] = { NULL, NULL };

  laptop->workspace = lep_join (laptop->surroundings, laptop->path, &who, file, NULL, NULL, NULL, NULL, &report, &error);
  g_assert_null (laptop->workspace);
  g_assert_error (error, LEP_ERROR, LEP_ERROR_UNTRUSTED);
  g_assert_cmpuint (report->untrusted->len, >=, 1);
  g_assert_false (g_file_test (laptop->path, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (laptop->surroundings->state_dir, G_FILE_TEST_EXISTS));
  g_clear_error (&error);

  trust[0] = ((LepSigner *) g_ptr_array_index (report->untrusted, 0))->number;
  laptop->workspace = lep_join (laptop->surroundings, laptop->path, &who, file, trust, NULL, NULL, NULL, &joined, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (joined->untrusted->len, ==, 0);
}

static inline LepUuid
space_of (Laptop      *laptop,
          LepSpaceKind kind)
{
  g_autoptr (GPtrArray) spaces = lep_exchange_spaces (laptop->workspace, NULL);

  for (guint i = 0; i < spaces->len; i++)
    if (((LepSpaceInfo *) g_ptr_array_index (spaces, i))->kind == kind)
      return ((LepSpaceInfo *) g_ptr_array_index (spaces, i))->id;
  g_assert_not_reached ();
}

/* Says one field of a record as a program would that knows other records, or
 * other rules. */
static inline void
say_in (Laptop        *laptop,
        const LepUuid *space,
        const char    *kind,
        const char    *id,
        const char    *field,
        const char    *value)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepCommit) commit = lep_commit_begin (laptop->workspace, &error);
  LepChange *change = lep_change_new ();
  LepUuid    row;

  g_assert_no_error (error);
  lep_uuid_parse (id, -1, &row);
  lep_change_add_row (change, kind, &row, LEP_LIFE_NONE);
  lep_change_add_set (change, field, value, -1);
  lep_commit_add (commit, lep_log_get_space (commit->apply->log, space, NULL), change, &error);
  g_assert_no_error (error);
  lep_commit_finish (commit, LEP_STEP_EDIT, &error);
  g_assert_no_error (error);
}

static inline void
say (Laptop      *laptop,
     LepSpaceKind space,
     const char  *kind,
     const char  *id,
     const char  *field,
     const char  *value)
{
  LepUuid of = space_of (laptop, space);

  say_in (laptop, &of, kind, id, field, value);
}

/* The office and a laptop that joined it, each knowing the other. */
static inline void
make_two (Fixture *fixture)
{
  g_autofree char *first = give (fixture, fixture->a, NULL);
  g_autofree char *back = NULL;

  join (fixture, fixture->b, "Žepče 1", first);
  set_field (fixture->b, PARTNERSHIP, "partnership", PARTNERSHIP, "short_name", "Žepče");
  back = give (fixture, fixture->b, fixture->a);
  take_all (fixture->a, back);
}

static inline char *
get_field (Laptop     *self,
           const char *kind,
           const char *id,
           const char *field)
{
  g_autoptr (LepRecord) record = lep_workspace_get_record (self->workspace, kind, id, NULL, NULL);

  g_assert_nonnull (record);
  return g_strdup (lep_record_get (record, field));
}

/* Who says that it has what waits here lacks nothing of what it wrote itself. */
static inline void
expect_no_own_lack (Laptop *at,
                    Laptop *peer)
{
  const LepUuid    space = space_of (at, LEP_SPACE_PROGRAMME);
  g_autofree char *text = own_id (peer);
  g_autoptr (LepStock) stock = lep_stock_load (at->workspace, NULL);
  g_autoptr (GPtrArray) haves = NULL;
  LepUuid id;
  guint   n_spaces = 0;

  lep_uuid_parse (text, -1, &id);
  haves = lep_laptop_load_haves (at->workspace, &id, NULL);
  for (guint i = 0; i < haves->len; i++)
    {
      const LepLaptopHave *have = g_ptr_array_index (haves, i);
      g_autoptr (GPtrArray) lacks = NULL;

      if (!lep_uuid_equal (&have->space, &space))
        continue;
      n_spaces++;
      lacks = lep_lacks_find (stock, &space, have->seen, NULL);
      for (guint k = 0; k < lacks->len; k++)
        g_assert_false (lep_uuid_equal (&((LepLack *) g_ptr_array_index (lacks, k))->replica, &id));
    }
  g_assert_cmpuint (n_spaces, ==, 1);
}
