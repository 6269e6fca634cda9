/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of documents: attached, asked for, given, saved, damaged and cleaned up;
 * and what each laptop has, misses and says of others, against the model. */

#include <string.h>

#include <glib/gstdio.h>

#include "lep-error.h"
#include "lep-exchange.h"
#include "lep-file.h"
#include "lep-laptop.h"
#include "lep-share.h"
#include "lep-workspace-private.h"

#include "sim-life.h"

/* Few, so that two laptops may attach the same. */
static const gsize sizes[] = { 0, 1, 40, 500, 900, 1400, 2500, 5000 };

static char *
path_of (SimLife *self,
         guint    file)
{
  return g_strdup_printf ("%s/file %u", self->folder, file);
}

/* Makes the files that can be attached. */
void
sim_files_begin (SimLife *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree guint8 *data = g_malloc (sizes[i] + 1);
      g_autofree char   *path = path_of (self, i);
      char               hex[LEP_HASH_HEX_SIZE + 1];
      LepHash            hash;

      for (gsize k = 0; k < sizes[i]; k++)
        data[k] = (guint8) (k * k * 31 + i * 7) | 1;
      g_assert_true (g_file_set_contents (path, (char *) data, (gssize) sizes[i], NULL));
      lep_hash_data (data, (gssize) sizes[i], &hash);
      lep_hash_format (&hash, hex);
      g_ptr_array_add (self->model->files, g_strdup (hex));
    }
}

static void
attach_file (SimLife   *self,
             SimLaptop *laptop,
             LepEdit   *edit,
             guint      file)
{
  g_autofree char *path = path_of (self, file);
  g_autoptr (GError) error = NULL;

  sim_say (self, " file %u", file);
  if (lep_edit_attach (edit, path, NULL, &error))
    self->attached |= 1u << file;
  sim_fine (self, laptop, "attaching", &error);
}

/* A document with a file for a record. */
static void
attach_new (SimLife    *self,
            SimLaptop  *laptop,
            const char *space,
            const char *owner,
            guint       file)
{
  g_autoptr (LepEdit) edit = lep_edit_new (laptop->workspace);

  if (!lep_edit_row (edit, space, "document", NULL, NULL))
    return;
  lep_edit_set (edit, "owner", owner);
  lep_edit_set (edit, "title", "Document");
  attach_file (self, laptop, edit, file);
  if (sim_commit (self, laptop, edit) && self->ids->len < SIM_MAX_IDS)
    g_ptr_array_add (self->ids, g_strdup_printf ("document %s", lep_edit_last_id (edit)));
}

/* What all lives begin with: a file of a project, and one of a contact. */
void
sim_attach_first (SimLife   *self,
                  SimLaptop *laptop,
                  guint      file)
{
  const char *what = g_ptr_array_index (self->ids, self->ids->len - 1);
  g_auto (GStrv) words = g_strsplit (what, " ", 2);

  attach_new (self, laptop, g_str_equal (words[0], "contact") ? "contacts" : SIM_PARTNERSHIP, words[1], file);
}

/* A document as often as all else. */
static LepRecord *
pick_owner (SimLife   *self,
            SimLaptop *laptop,
            char     **kind,
            char     **id)
{
  gboolean is_document = sim_pick (self, 2) == 0;

  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (LepRecord) record = NULL;

      g_clear_pointer (kind, g_free);
      g_clear_pointer (id, g_free);
      record = sim_pick_record (self, laptop, kind, id);
      if (record != NULL && g_str_equal (*kind, "document") == is_document)
        return g_steal_pointer (&record);
    }
  return NULL;
}

/* A file for any record; or another, or the same, for a document. */
void
sim_attach (SimLife   *self,
            SimLaptop *laptop)
{
  g_autoptr (LepEdit) edit = lep_edit_new (laptop->workspace);
  g_autofree char *kind = NULL;
  g_autofree char *id = NULL;
  g_autoptr (LepRecord) record = pick_owner (self, laptop, &kind, &id);
  guint file = sim_pick (self, self->model->files->len);

  if (record == NULL)
    return;
  sim_say (self, "attaches to %s %s", kind, id);
  if (!g_str_equal (kind, "document"))
    attach_new (self, laptop, lep_record_get_space (record), id, file);
  else if (lep_edit_row (edit, lep_record_get_space (record), "document", id, NULL))
    {
      attach_file (self, laptop, edit, file);
      sim_commit (self, laptop, edit);
    }
}

static const char *
name_of (SimLife *self,
         guint    file)
{
  return g_ptr_array_index (self->model->files, file);
}

/* Saves a file: its very bytes, or @code. */
static void
save (SimLife   *self,
      SimLaptop *laptop,
      guint      file,
      int        code)
{
  g_autofree char *path = g_build_filename (laptop->folder, "saved", NULL);
  g_autofree char *source = path_of (self, file);
  g_autofree char *data = NULL;
  g_autofree char *expected = NULL;
  gsize            size = 0, expected_size = 0;
  g_autoptr (GError) error = NULL;
  gboolean saved = lep_file_save (laptop->workspace, name_of (self, file), path, NULL, &error);

  if (code != 0)
    {
      if (saved || !g_error_matches (error, LEP_ERROR, code))
        sim_model_fail (self->model, "%s: file %u: %s", laptop->name, file, saved ? "was saved" : error->message);
      if (g_file_test (path, G_FILE_TEST_EXISTS))
        sim_model_fail (self->model, "%s: file %u: half of it was saved", laptop->name, file);
      return;
    }
  if (!sim_fine (self, laptop, "saving a file", &error))
    return;
  g_file_get_contents (source, &expected, &expected_size, NULL);
  if (!g_file_get_contents (path, &data, &size, NULL) || size != expected_size || memcmp (data, expected, size) != 0)
    sim_model_fail (self->model, "%s: file %u is another when it is saved", laptop->name, file);
  g_unlink (path);
}

void
sim_save (SimLife   *self,
          SimLaptop *laptop)
{
  guint file = sim_pick (self, self->model->files->len);

  sim_say (self, "saves file %u", file);
  save (self, laptop, file, laptop->held.files >> file & 1 ? 0 : LEP_ERROR_NOT_FOUND);
}

/* The disk gives back other bytes. */
static void
damage (SimLife   *self,
        SimLaptop *laptop,
        guint      file)
{
  g_autofree char *sql = g_strdup_printf ("UPDATE file_piece SET data = zeroblob (length (data))"
                                          " WHERE file_no = (SELECT no FROM file WHERE sha256 = '%s')",
                                          name_of (self, file));
  g_autoptr (GError) error = NULL;

  sim_say (self, "finds file %u damaged, ", file);
  lep_db_exec (lep_workspace_get_db (laptop->workspace), sql, &error);
  if (sim_fine (self, laptop, "damaging a file", &error))
    save (self, laptop, file, LEP_ERROR_CORRUPT);
}

/* What no change here ever named goes, and what is damaged. */
void
sim_clean_up (SimLife   *self,
              SimLaptop *laptop)
{
  guint           file = sim_pick (self, self->model->files->len);
  gboolean        damages = laptop->held.files >> file & 1 && sizes[file] > 0;
  SimFiles        damaged = damages ? 1u << file : 0;
  SimFiles        unnamed = laptop->held.files & ~sim_ever_named (self->model, &laptop->held);
  LepFileCleaning cleaning = { 0 };
  g_autoptr (GError) error = NULL;

  if (damages)
    damage (self, laptop, file);
  sim_say (self, "cleans up");
  lep_files_clean_up (laptop->workspace, &cleaning, NULL, &error);
  if (!sim_fine (self, laptop, "cleaning up", &error))
    return;
  laptop->held.files &= ~(unnamed | damaged);
  self->lost |= unnamed | damaged;
  if (cleaning.n_unnamed != __builtin_popcount (unnamed) || cleaning.n_damaged != __builtin_popcount (damaged & ~unnamed))
    sim_model_fail (self->model, "%s: %" G_GINT64_FORMAT " files without a name and %" G_GINT64_FORMAT " damaged ones went", laptop->name,
                    cleaning.n_unnamed, cleaning.n_damaged);
}

/* Says to somebody what it misses, and mostly gets it. */
void
sim_ask (SimLife   *self,
         SimLaptop *laptop)
{
  SimLaptop *other = g_ptr_array_index (self->laptops, sim_pick (self, self->laptops->len));
  guint      before = self->bundles->len;

  if (other == laptop)
    return;
  sim_export (self, laptop, sim_pick (self, 2) == 0 ? NULL : other, SIM_REQUEST);
  if (self->model->failure != NULL || self->bundles->len == before)
    return;
  sim_say (self, ", %s takes it", other->name);
  sim_import (self, other, g_ptr_array_index (self->bundles, before), LEP_IMPORT_APPLY);
  sim_say (self, " and ");
  before = self->bundles->len;
  if (self->model->failure == NULL)
    sim_export (self, other, laptop, sim_pick (self, 2) == 0 ? SIM_WHOLE : SIM_IN_PARTS);
  for (guint i = self->bundles->len; i > before && self->model->failure == NULL; i--)
    if (sim_pick (self, 4) != 0)
      {
        sim_say (self, ", taken");
        sim_import (self, laptop, g_ptr_array_index (self->bundles, i - 1), LEP_IMPORT_APPLY);
      }
}

/* A laptop heard that another has all of a space that it has. */
void
sim_believed (SimLife       *self,
              SimLaptop     *laptop,
              const LepUuid *id,
              const LepUuid *space,
              const GArray  *have,
              const char    *at)
{
  g_autoptr (GPtrArray) laptops = lep_laptops_load (laptop->workspace, NULL);
  SimTold *told = &laptop->held.told[sim_model_replica (self->model, id)];
  guint    number = sim_model_space (self->model, space);

  if (lep_laptops_find (laptops, id) == NULL)
    return;
  told->spaces |= 1u << number;
  g_strlcpy (told->at[number], at, sizeof told->at[number]);
  told->lacking[number] = 0;
  for (guint i = 0; i < self->model->changes->len; i++)
    if (lep_uuid_equal (&((SimChange *) g_ptr_array_index (self->model->changes, i))->space, space))
      sim_set_remove (&told->heads, i);
  for (guint i = 0; i < have->len; i++)
    sim_set_add (&told->heads, sim_model_find (self->model, &g_array_index (have, LepSeen, i).head)->index);
}

/* Something was written, or taken in. */
void
sim_files_notice (SimLife   *self,
                  SimLaptop *laptop)
{
  g_autofree char *id = sim_laptop_id (laptop);
  SimHeld         *held = &laptop->held;
  guint            n_erasures = 0;
  LepUuid          own;

  if (id != NULL && lep_uuid_parse (id, -1, &own))
    held->own |= G_GUINT64_CONSTANT (1) << sim_model_replica (self->model, &own);
  for (guint i = 0; i < self->model->changes->len; i++)
    if (sim_set_has (&held->applied, i))
      n_erasures += ((SimChange *) g_ptr_array_index (self->model->changes, i))->erases->len;
  if (n_erasures != held->n_erasures)
    {
      SimFiles before = held->files;

      sim_held_forget (self->model, held);
      held->n_erasures = n_erasures;
      self->lost |= before & ~held->files;
    }
}

/* A bundle was taken: its files are here, even before their records. */
void
sim_files_received (SimLife   *self,
                    SimLaptop *laptop,
                    SimBundle *bundle)
{
  SimFiles before = laptop->held.files | bundle->files;

  laptop->held.files = before;
  sim_held_hear (self->model, &laptop->held, sim_model_replica (self->model, &bundle->sender), &bundle->says);
  sim_held_forget (self->model, &laptop->held);
  self->lost |= before & ~laptop->held.files;
}

/* What must be in bundles for somebody, and what may be. */
static void
find_bounds (SimLife         *self,
             const SimLaptop *laptop,
             const SimBundle *bundle,
             const SimTold   *told,
             SimFiles        *least,
             SimFiles        *most)
{
  SimSet in = { 0 };

  for (guint i = 0; i < bundle->changes->len; i++)
    sim_set_add (&in, g_array_index (bundle->changes, guint, i));
  for (guint i = 0; i < self->model->spaces->len; i++)
    {
      gboolean is_known = told != NULL && told->spaces >> i & 1;
      g_autoptr (GArray) namings = NULL;

      if ((bundle->says.spaces >> i & 1) == 0)
        continue;
      namings = sim_namings (self->model, &laptop->held, &g_array_index (self->model->spaces, LepUuid, i));
      for (guint j = 0; j < namings->len; j++)
        {
          const SimNaming *naming = &g_array_index (namings, SimNaming, j);
          SimFiles         file = 1u << naming->file;

          *most |= file;
          if (!is_known || (naming->is_its_word && sim_set_has (&in, naming->change)) || (told->wants & file) != 0)
            *least |= file;
        }
    }
  *least &= laptop->held.files;
  *most &= laptop->held.files;
}

/**
 * sim_look_into_files:
 * @first: the first of the bundles that were made at once
 * @to: (nullable): for whom; %NULL = everybody
 *
 * Looks which files go along and what is said to be missing.
 */
void
sim_look_into_files (SimLife   *self,
                     SimLaptop *laptop,
                     guint      first,
                     SimLaptop *to,
                     SimHow     how)
{
  const SimBundle *with_changes = g_ptr_array_index (self->bundles, first);
  g_autofree char *id = to == NULL ? NULL : sim_laptop_id (to);
  const SimTold   *told = NULL;
  SimFiles         in = 0, twice = 0, least = 0, most = 0;
  LepUuid          peer;

  if (id != NULL && lep_uuid_parse (id, -1, &peer))
    told = &laptop->held.told[sim_model_replica (self->model, &peer)];
  if (how != SIM_REQUEST)
    find_bounds (self, laptop, with_changes, told, &least, &most);
  for (guint i = first; i < self->bundles->len; i++)
    {
      const SimBundle *bundle = g_ptr_array_index (self->bundles, i);

      twice |= in & bundle->files;
      in |= bundle->files;
      if (bundle->says.wants != sim_wants (self->model, &laptop->held, bundle->says.spaces))
        sim_model_fail (self->model, "%s: says that it misses files %x, not %x", laptop->name, bundle->says.wants,
                        sim_wants (self->model, &laptop->held, bundle->says.spaces));
    }
  if (how != SIM_IN_ONE && (least & ~in) != 0)
    sim_model_fail (self->model, "%s: keeps back files %x", laptop->name, least & ~in);
  if ((in & ~most) != 0 || twice != 0)
    sim_model_fail (self->model, "%s: gives files %x without need, %x twice", laptop->name, in & ~most, twice);
  self->n_files += (guint) __builtin_popcount (in);
}

static void
look_at_held (SimLife   *self,
              SimLaptop *laptop)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepStmt) stmt = lep_db_prepare (lep_workspace_get_db (laptop->workspace), "SELECT sha256 FROM file", &error);
  SimFiles files = 0;

  while (stmt != NULL && lep_stmt_next (stmt, &error))
    {
      int file = sim_model_file (self->model, lep_stmt_text (stmt, 0));

      if (file < 0)
        sim_model_fail (self->model, "%s: has a file that nobody attached", laptop->name);
      else
        files |= 1u << file;
    }
  if (sim_fine (self, laptop, "the files", &error) && files != laptop->held.files)
    sim_model_fail (self->model, "%s: has files %x, not %x", laptop->name, files, laptop->held.files);
}

static gboolean
is_listed (GPtrArray  *holders,
           const char *id)
{
  for (guint i = 0; holders != NULL && i < holders->len; i++)
    if (strcmp (((LepFileHolder *) g_ptr_array_index (holders, i))->replica, id) == 0)
      return TRUE;
  return FALSE;
}

/* Of one missing file, who has it. */
static void
look_at_holders (SimLife   *self,
                 SimLaptop *laptop,
                 GArray    *namings,
                 guint      file,
                 GPtrArray *listed,
                 gboolean   at_most,
                 GPtrArray *possible)
{
  for (guint i = 0; i < self->model->replicas->len; i++)
    {
      g_autofree char *id = lep_uuid_to_string (&g_array_index (self->model->replicas, LepUuid, i));

      for (guint j = 0; j < namings->len; j++)
        {
          const SimNaming *naming = &g_array_index (namings, SimNaming, j);

          if (naming->file != file)
            continue;
          if (sim_is_holder (self->model, &laptop->held, naming, i, FALSE))
            g_ptr_array_add (possible, g_strdup (id));
          if (at_most && sim_is_holder (self->model, &laptop->held, naming, i, TRUE) && !is_listed (listed, id))
            sim_model_fail (self->model, "%s: does not know that %s has file %u", laptop->name, id, file);
        }
    }
}

static void
look_at_missing (SimLife    *self,
                 SimLaptop  *laptop,
                 guint       file,
                 GHashTable *holders)
{
  GPtrArray *listed = g_hash_table_lookup (holders, name_of (self, file));
  g_autoptr (GPtrArray) possible = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->model->spaces->len; i++)
    {
      g_autoptr (GArray) namings = sim_namings (self->model, &laptop->held, &g_array_index (self->model->spaces, LepUuid, i));

      look_at_holders (self, laptop, namings, file, listed, TRUE, possible);
    }
  for (guint i = 0; listed != NULL && i < listed->len; i++)
    {
      const LepFileHolder *holder = g_ptr_array_index (listed, i);

      if (!g_ptr_array_find_with_equal_func (possible, holder->replica, g_str_equal, NULL))
        sim_model_fail (self->model, "%s: says that %s has file %u", laptop->name, holder->replica, file);
    }
}

/* What is here; @at_all: also what is missed, and who is said to have it. */
void
sim_look_at_files (SimLife   *self,
                   SimLaptop *laptop,
                   gboolean   at_all)
{
  g_autoptr (GHashTable) holders = NULL;
  g_autoptr (GError) error = NULL;
  SimFiles missing = 0;

  look_at_held (self, laptop);
  for (guint i = 0; at_all && i < self->model->spaces->len; i++)
    {
      g_autoptr (GArray) wants = g_array_new (FALSE, FALSE, sizeof (LepSharedFile));
      SimFiles files = 0;

      lep_share_wants (laptop->workspace, &g_array_index (self->model->spaces, LepUuid, i), wants, &error);
      for (guint k = 0; k < wants->len; k++)
        {
          char hex[LEP_HASH_HEX_SIZE + 1];

          lep_hash_format (&g_array_index (wants, LepSharedFile, k).hash, hex);
          files |= 1u << sim_model_file (self->model, hex);
        }
      if (sim_fine (self, laptop, "what is missed", &error) && files != sim_wants (self->model, &laptop->held, 1u << i))
        sim_model_fail (self->model, "%s: misses files %x, not %x", laptop->name, files, sim_wants (self->model, &laptop->held, 1u << i));
      missing |= files;
    }
  holders = missing == 0 ? NULL : lep_share_holders (laptop->workspace, &error);
  for (guint i = 0; holders != NULL && i < self->model->files->len; i++)
    if (missing >> i & 1)
      look_at_missing (self, laptop, i, holders);
  sim_fine (self, laptop, "who has what is missed", &error);
  self->n_missing += (guint) __builtin_popcount (missing);
}

/* In the end: what went nowhere for a good reason is still with somebody, and
 * whole; and who misses one gets it from anybody who gives it. */
void
sim_look_for_all_files (SimLife *self)
{
  SimFiles here = 0, ever = 0;

  for (guint i = 0; i < self->laptops->len; i++)
    {
      SimLaptop *laptop = g_ptr_array_index (self->laptops, i);

      here |= laptop->held.files;
      ever |= sim_ever_named (self->model, &laptop->held);
      for (guint k = 0; k < self->model->files->len && self->model->failure == NULL; k++)
        if (laptop->held.files >> k & 1)
          save (self, laptop, k, 0);
    }
  if ((ever & ~here & ~self->lost) != 0)
    sim_model_fail (self->model, "nobody has files %x any more", ever & ~here & ~self->lost);
}
