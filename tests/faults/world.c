/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Laptops with conflicts, forks, waiting changes and erased contacts. */

#include "lep-backup.h"
#include "lep-document.h"
#include "lep-for-good.h"
#include "lep-workspace-private.h"

#include "world.h"

#define PROJECT "0194c9e4-0000-7000-8000-0000000000c1"
#define CALL    "0194c9e4-0000-7000-8000-0000000000c2"
#define WINDOW  "0194c9e4-0000-7000-8000-0000000000c4"
#define SPLIT   "0194c9e4-0000-7000-8000-0000000000c5"
#define LATER   (START + G_GINT64_CONSTANT (2592000000))

static void
take_folder (GHashTable *files,
             const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        take_folder (files, path);
      else
        {
          char *data;
          gsize size;

          g_assert_true (g_file_get_contents (path, &data, &size, NULL));
          g_hash_table_insert (files, g_steal_pointer (&path), g_bytes_new_take (data, size));
        }
    }
}

GHashTable *
files_take (const char *folder)
{
  GHashTable *files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);

  take_folder (files, folder);
  return files;
}

/* In place, so that a file keeps its inode: it is part of who a laptop is. */
void
files_put_back (GHashTable *files,
                const char *folder)
{
  g_autoptr (GHashTable) now = files_take (folder);
  GHashTableIter iter;
  gpointer       path, bytes;

  g_hash_table_iter_init (&iter, now);
  while (g_hash_table_iter_next (&iter, &path, &bytes))
    if (!g_hash_table_contains (files, path))
      g_unlink (path);

  g_hash_table_iter_init (&iter, files);
  while (g_hash_table_iter_next (&iter, &path, &bytes))
    {
      GBytes          *old = g_hash_table_lookup (now, path);
      g_autofree char *parent = g_path_get_dirname (path);
      gsize            size;
      const void      *data = g_bytes_get_data (bytes, &size);

      if (old != NULL && g_bytes_equal (old, bytes))
        continue;
      g_mkdir_with_parents (parent, 0700);
      g_assert_true (g_file_set_contents_full (path, data, (gssize) size, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
    }
}

static void
open_laptop (Laptop *laptop,
             gint64  at)
{
  g_autoptr (LepClock) clock = lep_clock_new_fixed (at, (guint64) at);
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  lep_clock_unref (laptop->surroundings->clock);
  laptop->surroundings->clock = g_steal_pointer (&clock);
  laptop->workspace = lep_identity_open (laptop->surroundings, laptop->path, LEP_OPEN_WRITE, &sentence, &error);
  g_assert_no_error (error);
}

static void
change_row (Laptop     *laptop,
            const char *space,
            const char *kind,
            const char *id,
            LepLife     life)
{
  g_autoptr (LepEdit) edit = lep_edit_new (laptop->workspace);
  g_autoptr (GError) error = NULL;

  lep_edit_row (edit, space, kind, id, &error);
  g_assert_no_error (error);
  lep_edit_life (edit, life);
  lep_edit_commit (edit, &error);
  g_assert_no_error (error);
}

/* A new row of fields and values, ended by NULL. */
static void
make_row (Laptop            *laptop,
          const char        *space,
          const char        *kind,
          const char        *id,
          const char *const *sets)
{
  g_autoptr (LepEdit) edit = lep_edit_new (laptop->workspace);
  g_autoptr (GError) error = NULL;

  lep_edit_row (edit, space, kind, id, &error);
  g_assert_no_error (error);
  for (guint i = 0; sets[i] != NULL; i += 2)
    lep_edit_set (edit, sets[i], sets[i + 1]);
  lep_edit_commit (edit, &error);
  g_assert_no_error (error);
}

/* A document of the project, with a file of its own. */
static void
attach (Laptop     *laptop,
        const char *name,
        const char *content)
{
  g_autofree char *path = g_build_filename (laptop->folder, name, NULL);
  g_autoptr (LepEdit) edit = lep_edit_new (laptop->workspace);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, content, -1, NULL));
  lep_edit_row (edit, NULL, "document", NULL, &error);
  g_assert_no_error (error);
  lep_edit_set (edit, "owner", PROJECT);
  lep_edit_set (edit, "title", name);
  lep_edit_attach (edit, path, NULL, &error);
  g_assert_no_error (error);
  lep_edit_commit (edit, &error);
  g_assert_no_error (error);
}

static char *
give_all_sealed (World             *self,
                 Laptop            *from,
                 const char *const *seal)
{
  LepExportOptions options = { .target = self->base.stick, .full = TRUE, .with_contacts = TRUE, .seal = seal };
  g_autoptr (GError) error = NULL;
  g_autoptr (LepExportResult) result = lep_export (from->workspace, from->surroundings, &options, NULL, NULL, &error);

  g_assert_no_error (error);
  return g_strdup (result->file);
}

static char *
give_all (World  *self,
          Laptop *from)
{
  return give_all_sealed (self, from, NULL);
}

static void
erase_contact (Laptop     *laptop,
               const char *id)
{
  LepUuid space = space_of (laptop, LEP_SPACE_CONTACTS);
  LepUuid contact;
  g_autoptr (GError) error = NULL;

  lep_uuid_parse (id, -1, &contact);
  lep_workspace_erase (laptop->workspace, &space, &contact, &error);
  g_assert_no_error (error);
}

/* What everybody has before they part. */
static void
begin (World *self)
{
  Fixture         *base = &self->base;
  LepUuid          programme_id = space_of (base->a, LEP_SPACE_PROGRAMME);
  g_autofree char *programme = lep_uuid_to_string (&programme_id);
  g_autofree char *for_c = NULL;
  g_autofree char *for_b = NULL;
  g_autofree char *from_c = NULL;

  make_two (base);
  make_row (base->a, PARTNERSHIP, "project", PROJECT,
            (const char *const[]){ "partnership", PARTNERSHIP, "title", "Welders", "activity", "retraining", NULL });
  make_row (base->a, PARTNERSHIP, "project", REVIVED,
            (const char *const[]){ "partnership", PARTNERSHIP, "title", "Bakers", "activity", "retraining", NULL });
  make_row (base->a, "programme", "call", CALL, (const char *const[]){ "programme", programme, "reference", "1/2026", "title", "Call 1", NULL });
  attach (base->a, "contract", "");
  for_c = give_all (self, base->a);
  join (base, base->c, "Konjic 1", for_c);
  set_field (base->c, PARTNERSHIP, "partnership", PARTNERSHIP, "territory", "Konjic");
  from_c = give_all (self, base->c);
  take_all (base->a, from_c);
  for_b = give_all (self, base->a);
  take_all (base->b, for_b);
}

static void
write_in_both (Laptop     *laptop,
               const char *address,
               const char *name)
{
  set_field (laptop, "programme", "organisation", ORGANISATION, "address", address);
  set_field (laptop, PARTNERSHIP, "partnership", PARTNERSHIP, "short_name", name);
}

/* B writes twice under the same numbers, the first of all and later ones; A takes the
 * one now, the other later. */
static void
fork_b (World *self)
{
  Laptop *b = self->base.b;
  g_autoptr (GHashTable) before = NULL;
  g_autofree char *file = NULL;

  g_clear_object (&b->workspace);
  before = files_take (b->folder);
  open_laptop (b, LATER + 1000);
  write_in_both (b, "Trg 1, Zenica", "Zenica");
  file = give_all (self, b);
  take_all (self->base.a, file);
  g_clear_object (&b->workspace);
  files_put_back (before, b->folder);
  open_laptop (b, LATER + 2000);
  write_in_both (b, "Trg 1, Tuzla", "Tuzla");
}

/* A and B write the same fields, delete what the other writes, and B erases. */
static void
part (World *self)
{
  Laptop *a = self->base.a, *b = self->base.b;

  set_field (a, "programme", "organisation", ORGANISATION, "name", "Employment office 1");
  set_field (a, "programme", "organisation", ORGANISATION, "short_name", "EO");
  set_field (b, "programme", "organisation", ORGANISATION, "name", "Employment office 2");
  set_field (a, "programme", "call", CALL, "min_grant", "100");
  set_field (b, "programme", "call", CALL, "max_grant", "200");
  change_row (a, PARTNERSHIP, "project", PROJECT, LEP_LIFE_DELETED);
  set_field (b, PARTNERSHIP, "project", PROJECT, "next_steps", "One more course");
  attach (b, "evaluation", "Everybody found work.");
  change_row (b, PARTNERSHIP, "project", REVIVED, LEP_LIFE_DELETED);
  change_row (b, PARTNERSHIP, "project", REVIVED, LEP_LIFE_RESTORED);
  make_row (b, "contacts", "contact", OTHER_CONTACT, (const char *const[]){ "organisation", ORGANISATION, "name", "Other", NULL });
  make_row (b, "contacts", "contact", ERASED_CONTACT, (const char *const[]){ "organisation", ORGANISATION, "name", "Gone", NULL });
  erase_contact (b, ERASED_CONTACT);
  erase_contact (b, CONTACT);
}

/* B has seen what C wrote, and stands before it in the bundle; both forget it. */
static void
relay (World *self)
{
  Laptop          *some[] = { self->base.b, self->base.c };
  GHashTable      *before[G_N_ELEMENTS (some)];
  g_autofree char *file = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (some); i++)
    {
      g_clear_object (&some[i]->workspace);
      before[i] = files_take (some[i]->folder);
      open_laptop (some[i], LATER + 3000);
    }
  set_field (self->base.c, PARTNERSHIP, "partnership", PARTNERSHIP, "territory", "Jablanica");
  file = give_all (self, self->base.c);
  take_all (self->base.b, file);
  set_field (self->base.b, PARTNERSHIP, "partnership", PARTNERSHIP, "agreement_no", "5/2027");
  self->relayed = give_all (self, self->base.b);
  for (guint i = 0; i < G_N_ELEMENTS (some); i++)
    {
      g_clear_object (&some[i]->workspace);
      files_put_back (before[i], some[i]->folder);
      g_hash_table_unref (before[i]);
      open_laptop (some[i], LATER + 4000);
    }
}

/* A has seen more of B and C than it will remember: what C then gives it has to wait. */
static void
forget (World *self)
{
  Laptop *a = self->base.a, *c = self->base.c;
  g_autoptr (GHashTable) before = NULL;
  g_autofree char *to_c = NULL;
  g_autofree char *back = NULL;

  g_clear_object (&a->workspace);
  before = files_take (a->folder);
  open_laptop (a, LATER + 5000);
  take_all (a, self->missing);
  to_c = give (&self->base, a, c);
  take_all (c, to_c);
  set_field (c, PARTNERSHIP, "partnership", PARTNERSHIP, "agreement_no", "3/2027");
  change_row (c, PARTNERSHIP, "project", REVIVED, LEP_LIFE_DELETED);
  self->early = give (&self->base, c, a);
  take_all (a, self->early);
  back = give (&self->base, a, c);
  take_all (c, back);
  set_field (c, PARTNERSHIP, "partnership", PARTNERSHIP, "agreement_no", "4/2027");
  self->later = give (&self->base, c, a);
  set_field (a, "programme", "organisation", ORGANISATION, "phone", "+387 33 111 111");
  self->own = give_all (self, a);
  g_clear_object (&a->workspace);
  files_put_back (before, a->folder);
  open_laptop (a, LATER + 6000);
}

/* What B writes with a program of its own. */
static void
say_odd_things (World *self)
{
  Laptop *b = self->base.b;

  say (b, LEP_SPACE_PROGRAMME, "call", CALL, "colour", "green");
  say (b, LEP_SPACE_PARTNERSHIP, "window", WINDOW, "name", "To the south");
  say (b, LEP_SPACE_PARTNERSHIP, "breakdown", SPLIT, "value", "3");
  self->odd = give_all (self, b);
  say (b, LEP_SPACE_PROGRAMME, "call", CALL, "min_months", "6");
  say (b, LEP_SPACE_PARTNERSHIP, "window", WINDOW, "name", "To the north");
  say (b, LEP_SPACE_PARTNERSHIP, "breakdown", SPLIT, "value", "4");
  say (b, LEP_SPACE_PARTNERSHIP, "partnership", PARTNERSHIP, "name", "LEP Zenica, renamed");
  self->odder = give_all (self, b);
}

/* B's files: one of several pieces, and then none any more. */
static void
lose_files (World *self)
{
  LepExportOptions options = { .target = self->base.stick, .request = TRUE };
  Laptop          *b = self->base.b;
  g_autofree char *content = g_strnfill (300000, 'x');
  g_autoptr (LepExportResult) result = NULL;
  g_autoptr (GError) error = NULL;

  make_row (b, "contacts", "contact", LATE_CONTACT, (const char *const[]){ "organisation", ORGANISATION, "name", "Late", NULL });
  attach (b, "minutes", content);
  self->large = give_all (self, b);
  g_assert_true (lep_db_exec (lep_workspace_get_db (b->workspace), "DELETE FROM file_piece; DELETE FROM file", NULL));
  result = lep_export (b->workspace, b->surroundings, &options, NULL, NULL, &error);
  g_assert_no_error (error);
  self->request = g_strdup (result->file);
}

World *
world_new (void)
{
  World  *self = g_new0 (World, 1);
  Laptop *b, *c;
  g_autoptr (GError) error = NULL;
  g_autofree char *own = NULL;

  set_up (&self->base, NULL);
  b = self->base.b;
  c = self->base.c;
  begin (self);
  fork_b (self);
  part (self);
  self->news = give_all (self, b);
  own = own_id (self->base.a);
  self->sealed = give_all_sealed (self, b, (const char *const[]){ own, NULL });
  set_field (b, PARTNERSHIP, "partnership", PARTNERSHIP, "agreement_no", "2/2027");
  self->missing = give_all (self, b);
  relay (self);
  forget (self);
  say_odd_things (self);
  lose_files (self);
  self->replica_a = own_id (self->base.a);
  self->replica_b = own_id (b);
  self->replica_c = own_id (c);
  self->backup = g_build_filename (self->base.stick, "backup.lep", NULL);
  lep_workspace_backup (self->base.a->workspace, self->backup, NULL, &error);
  g_assert_no_error (error);
  self->folder = g_build_filename (self->base.folder, "exchange", NULL);
  g_assert_cmpint (g_mkdir (self->folder, 0700), ==, 0);
  g_clear_object (&b->workspace);
  g_clear_object (&c->workspace);
  world_close (self);
  self->files = files_take (self->base.folder);
  return self;
}

void
world_open (World *self,
            guint  day)
{
  open_laptop (self->base.a, LATER + (day + 1) * G_GINT64_CONSTANT (86400000));
}

void
world_close (World *self)
{
  g_clear_object (&self->base.a->workspace);
}

void
world_restore (World *self)
{
  files_put_back (self->files, self->base.folder);
}

void
world_free (World *self)
{
  g_hash_table_unref (self->files);
  g_free (self->news);
  g_free (self->sealed);
  g_free (self->early);
  g_free (self->missing);
  g_free (self->later);
  g_free (self->odd);
  g_free (self->odder);
  g_free (self->large);
  g_free (self->request);
  g_free (self->relayed);
  g_free (self->own);
  g_free (self->backup);
  g_free (self->replica_a);
  g_free (self->replica_b);
  g_free (self->replica_c);
  g_free (self->folder);
  tear_down (&self->base, NULL);
  g_free (self);
}
