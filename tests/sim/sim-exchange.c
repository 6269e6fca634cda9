/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes from laptop to laptop, and what laptops go through: bundles,
 * clocks, backups that come back, copied files. */

#include <string.h>
#include <sys/stat.h>

#include <glib/gstdio.h>

#include "lep-backup.h"
#include "lep-bundle.h"
#include "lep-check.h"
#include "lep-error.h"
#include "lep-exchange.h"
#include "lep-lack.h"
#include "lep-laptop.h"
#include "lep-rebuild.h"

#include "sim-life.h"

void
sim_bundle_free (gpointer data)
{
  SimBundle *self = data;

  g_free (self->file);
  g_array_unref (self->changes);
  g_array_unref (self->stubs);
  g_free (self);
}

typedef struct
{
  SimLife   *life;
  SimBundle *bundle;
} Reading;

static gboolean
note_file_cb (const LepHash *sha256,
              const void    *data,
              gsize          size,
              gpointer       user_data,
              GError       **error)
{
  Reading *reading = user_data;
  char     hex[LEP_HASH_HEX_SIZE + 1];
  int      file;

  if (data != NULL)
    return TRUE;
  lep_hash_format (sha256, hex);
  file = sim_model_file (reading->life->model, hex);
  if (file < 0)
    sim_model_fail (reading->life->model, "%s: holds a file that nobody attached", reading->bundle->file);
  else
    reading->bundle->files |= 1u << file;
  return TRUE;
}

/* Of whom the maker has something behind what it misses. */
static void
note_holes (SimModel      *model,
            SimTold       *says,
            const LepHave *have)
{
  for (guint i = 0; i < have->missing->len; i++)
    {
      const LepMissing *missing = &g_array_index (have->missing, LepMissing, i);

      for (guint k = 0; k < have->seen->len; k++)
        {
          const LepSeen *seen = &g_array_index (have->seen, LepSeen, k);

          if (lep_uuid_equal (&seen->replica, &missing->replica) && seen->n > missing->to)
            says->lacking[sim_model_space (model, &have->space)] |= G_GUINT64_CONSTANT (1) << sim_model_replica (model, &seen->replica);
        }
    }
}

/* What the maker says to have and to miss. */
static void
note_manifest (SimLife           *self,
               SimBundle         *bundle,
               const LepManifest *manifest)
{
  SimTold *says = &bundle->says;

  says->counter = manifest->counter;
  for (guint i = 0; i < manifest->haves->len; i++)
    {
      const LepHave *have = g_ptr_array_index (manifest->haves, i);

      says->spaces |= 1u << sim_model_space (self->model, &have->space);
      g_strlcpy (says->at[sim_model_space (self->model, &have->space)], manifest->made, sizeof says->at[0]);
      for (guint k = 0; k < have->seen->len; k++)
        {
          SimChange *head = sim_model_find (self->model, &g_array_index (have->seen, LepSeen, k).head);

          if (head == NULL)
            sim_model_fail (self->model, "%s: its maker has what nobody wrote", bundle->file);
          else
            sim_set_add (&says->heads, head->index);
        }
      note_holes (self->model, says, have);
    }
  for (guint i = 0; i < manifest->wants->len; i++)
    {
      char hex[LEP_HASH_HEX_SIZE + 1];
      int  file;

      lep_hash_format (&g_array_index (manifest->wants, LepHash, i), hex);
      file = sim_model_file (self->model, hex);
      if (file < 0)
        sim_model_fail (self->model, "%s: its maker misses what nobody attached", bundle->file);
      else
        says->wants |= 1u << file;
    }
}

static gboolean
note_cb (const LepReceivedChange *received,
         gpointer                 user_data,
         GError                 **error)
{
  Reading   *reading = user_data;
  SimChange *change = sim_model_find (reading->life->model, &received->hash);

  if (change == NULL)
    sim_model_fail (reading->life->model, "%s: holds a change that nobody wrote", reading->bundle->file);
  else
    g_array_append_val (received->change == NULL ? reading->bundle->stubs : reading->bundle->changes, change->index);
  return TRUE;
}

/* Looks at what is in a bundle, whoever made it. */
static SimBundle *
read_bundle (SimLife    *self,
             const char *file)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepBundle) bundle = lep_bundle_open (file, self->stick, NULL, NULL, &error);
  SimBundle         *made = g_new0 (SimBundle, 1);
  LepBundleHandler   handler = { .change = note_cb, .document = note_file_cb };
  Reading            reading = { self, made };
  const LepManifest *manifest = NULL;

  made->file = g_strdup (file);
  made->changes = g_array_new (FALSE, FALSE, sizeof (guint));
  made->stubs = g_array_new (FALSE, FALSE, sizeof (guint));
  if (bundle != NULL)
    made->sender = *lep_bundle_get_sender (bundle);
  manifest = bundle == NULL ? NULL : lep_bundle_read_manifest (bundle, &error);
  if (manifest == NULL || !lep_bundle_read_changes (bundle, &handler, &reading, NULL, NULL, &error))
    sim_model_fail (self->model, "%s: cannot be read: %s", file, error->message);
  else
    note_manifest (self, made, manifest);
  return made;
}

static gboolean
is_of_office (GPtrArray     *spaces,
              const LepUuid *id)
{
  for (guint i = 0; i < spaces->len; i++)
    {
      const LepSpaceInfo *space = g_ptr_array_index (spaces, i);

      if (lep_uuid_equal (&space->id, id))
        return space->kind == LEP_SPACE_OFFICE;
    }
  return FALSE;
}

/* What is passed on ends at a change that its author signed: if that one waits here, it
 * goes along with what counts. */
static gboolean
goes_behind_what_counts (SimLife         *self,
                         const SimHeld   *held,
                         const SimSet    *in,
                         const SimChange *change)
{
  for (guint i = 0; sim_set_has (&held->received, change->index) && i < self->model->changes->len; i++)
    {
      const SimChange *other = g_ptr_array_index (self->model->changes, i);

      if (sim_set_has (in, i) && sim_set_has (&held->applied, i) && sim_set_has (&change->past, i) &&
          lep_uuid_equal (&other->space, &change->space) && lep_uuid_equal (&other->replica, &change->replica))
        return TRUE;
    }
  return FALSE;
}

/* Nothing goes out that does not count at home, but for what is signed behind that; and
 * all that counts does, if all was asked for (the office's own space stays at home). */
static void
look_into (SimLife   *self,
           SimLaptop *laptop,
           SimBundle *bundle,
           gboolean   all)
{
  g_autoptr (GPtrArray) spaces = lep_exchange_spaces (laptop->workspace, NULL);
  SimSet in = { 0 };

  for (guint pass = 0; pass < 2; pass++)
    {
      GArray *indices = pass == 0 ? bundle->changes : bundle->stubs;

      for (guint i = 0; i < indices->len; i++)
        sim_set_add (&in, g_array_index (indices, guint, i));
    }
  for (guint i = 0; i < self->model->changes->len; i++)
    if (sim_set_has (&in, i) && !sim_set_has (&laptop->held.applied, i) &&
        !goes_behind_what_counts (self, &laptop->held, &in, g_ptr_array_index (self->model->changes, i)))
      sim_model_fail (self->model, "%s: gives away what does not count here", laptop->name);
  for (guint i = 0; all && i < self->model->changes->len; i++)
    {
      const SimChange *change = g_ptr_array_index (self->model->changes, i);

      if (sim_set_has (&laptop->held.applied, i) && !sim_set_has (&in, i) && !is_of_office (spaces, &change->space))
        {
          g_autofree char *space = lep_uuid_to_string (&change->space);
          g_autofree char *replica = lep_uuid_to_string (&change->replica);

          sim_model_fail (self->model, "%s: a full bundle lacks change %" G_GINT64_FORMAT " of %s in %s", laptop->name, change->n,
                          replica, space);
        }
    }
}

/* @to: (nullable): what it lacks, as far as is known; else everything */
void
sim_export (SimLife   *self,
            SimLaptop *laptop,
            SimLaptop *to,
            SimHow     how)
{
  g_autofree char *peer = to == NULL ? NULL : sim_laptop_id (to);
  LepExportOptions options = { .peer = peer, .full = to == NULL && how != SIM_REQUEST, .request = how == SIM_REQUEST, .target = self->stick, .with_contacts = to == NULL || sim_pick (self, 2) == 0, .room = how == SIM_IN_PARTS || how == SIM_IN_ONE ? 1 + sim_pick (self, 1000) : 0, .in_one = how == SIM_IN_ONE };
  guint            first = self->bundles->len;
  g_autoptr (GError) error = NULL;
  g_autoptr (LepExportResult) result = lep_export (laptop->workspace, laptop->surroundings, &options, NULL, NULL, &error);

  if (result == NULL && g_error_matches (error, LEP_ERROR, LEP_ERROR_NOT_FOUND))
    {
      g_clear_error (&error); /* it does not know that one yet */
      options.peer = NULL;
      to = NULL;
      result = lep_export (laptop->workspace, laptop->surroundings, &options, NULL, NULL, &error);
    }
  if (!sim_fine (self, laptop, "an export", &error))
    return;
  g_ptr_array_add (self->bundles, read_bundle (self, result->file));
  for (guint i = 0; result->more != NULL && result->more[i] != NULL; i++)
    g_ptr_array_add (self->bundles, read_bundle (self, result->more[i]));
  look_into (self, laptop, g_ptr_array_index (self->bundles, first), options.full);
  sim_look_into_files (self, laptop, first, to, how);
  sim_say (self, "writes %s %u", how == SIM_REQUEST ? "request" : "bundle", first);
  if (self->bundles->len > first + 1)
    sim_say (self, "–%u", self->bundles->len - 1);
  sim_say (self, "%s%s of %" G_GINT64_FORMAT " changes and %u files", to == NULL ? "" : " for ", to == NULL ? "" : to->name,
           result->changes, result->n_documents);
}

static void
note_received (SimLife   *self,
               SimLaptop *laptop,
               SimBundle *bundle)
{
  for (guint pass = 0; pass < 2; pass++)
    {
      GArray *indices = pass == 0 ? bundle->changes : bundle->stubs;

      for (guint i = 0; i < indices->len; i++)
        sim_held_receive (self->model, &laptop->held,
                          g_ptr_array_index (self->model->changes, g_array_index (indices, guint, i)), pass == 1);
    }
  sim_held_settle (self->model, &laptop->held);
  sim_files_received (self, laptop, bundle);
}

/* Whether the bundle's sender is blocked here, which must be why it was refused,
 * and then it must be. */
static gboolean
is_blocked (SimLife   *self,
            SimLaptop *laptop,
            SimBundle *bundle,
            GError   **error)
{
  gboolean blocked = sim_is_blocked (self->model, &laptop->held, &self->founder, &bundle->sender);
  gboolean refused = g_error_matches (*error, LEP_ERROR, LEP_ERROR_UNTRUSTED);

  if (blocked && *error == NULL)
    sim_model_fail (self->model, "%s: took a bundle of a laptop that is blocked", laptop->name);
  if (!blocked || !refused)
    return FALSE;
  g_clear_error (error);
  self->n_blocked++;
  sim_say (self, ", which is refused");
  return TRUE;
}

/* Takes a bundle and trusts whoever signed it. */
void
sim_import (SimLife      *self,
            SimLaptop    *laptop,
            SimBundle    *bundle,
            LepImportMode mode)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) trust = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (LepImportReport) report = NULL;

  for (guint round = 0; round < 3 && (report == NULL || report->untrusted->len > 0); round++)
    {
      g_ptr_array_set_size (trust, 0);
      for (guint i = 0; report != NULL && i < report->untrusted->len; i++)
        g_ptr_array_add (trust, g_strdup (((LepSigner *) g_ptr_array_index (report->untrusted, i))->number));
      g_ptr_array_add (trust, NULL);
      g_clear_pointer (&report, lep_import_report_free);
      report = lep_import (laptop->workspace, laptop->surroundings, bundle->file, mode, (const char *const *) trust->pdata,
                           NULL, NULL, NULL, &error);
      if (is_blocked (self, laptop, bundle, &error) || !sim_fine (self, laptop, "an import", &error))
        return;
    }
  if (report->untrusted->len > 0)
    sim_model_fail (self->model, "%s: trusted signers are asked for again", laptop->name);
  if (mode == LEP_IMPORT_APPLY)
    note_received (self, laptop, bundle);
  self->n_forks_seen += report->notice != NULL ? 1 : 0;
  sim_laptop_notice (self, laptop);
}

/* It heard, from whomever, that another one has all of this: what it writes for
 * that one leaves out what may not be there. */
void
sim_believe (SimLife   *self,
             SimLaptop *laptop)
{
  SimLaptop       *other = g_ptr_array_index (self->laptops, sim_pick (self, self->laptops->len));
  g_autofree char *id_text = sim_laptop_id (other);
  g_autoptr (GPtrArray) spaces = lep_exchange_spaces (laptop->workspace, NULL);
  LepUuid id;

  if (other == laptop || !lep_uuid_parse (id_text, -1, &id))
    return;
  sim_say (self, "hears that %s has all that it has", other->name);
  for (guint i = 0; i < spaces->len; i++)
    {
      const LepSpaceInfo *space = g_ptr_array_index (spaces, i);
      g_autoptr (GArray) have = lep_lacks_own_have (laptop->workspace, &space->id, NULL);

      /* Of one that it does not know it can hear nothing. */
      sim_believed (self, laptop, &id, &space->id, have, "2026-11-21T10:00:00.000Z");
      lep_laptop_set_have (laptop->workspace, &id, &space->id, have, "2026-11-21T10:00:00.000Z", NULL);
    }
  if (sim_pick (self, 2) != 0)
    return;
  sim_say (self, ", ");
  sim_edit (self, laptop);
  sim_say (self, ", ");
  if (self->model->failure == NULL)
    sim_export (self, laptop, other, SIM_WHOLE);
}

/* Years off, in either direction. */
void
sim_set_clock (SimLife   *self,
               SimLaptop *laptop)
{
  static const gint64 years[] = { -25, -3, -1, 0, 0, 0, 1, 12 };
  gint64              start = G_GINT64_CONSTANT (1795255200000) + years[sim_pick (self, G_N_ELEMENTS (years))] * G_GINT64_CONSTANT (31557600000);

  sim_say (self, "has its clock at %" G_GINT64_FORMAT, start);
  g_clear_object (&laptop->workspace);
  lep_clock_unref (laptop->surroundings->clock);
  self->made++;
  laptop->surroundings->clock = lep_clock_new_fixed (start + self->made * 1000, (guint64) self->made);
  sim_laptop_open (self, laptop);
}

static void
copy_file (SimLife    *self,
           const char *from,
           const char *to,
           gboolean    same_file)
{
  g_autofree char *data = NULL;
  gsize            size;

  if (!g_file_get_contents (from, &data, &size, NULL) ||
      !g_file_set_contents_full (to, data, (gssize) size,
                                 same_file ? G_FILE_SET_CONTENTS_NONE : G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL))
    sim_model_fail (self->model, "%s could not be copied to %s", from, to);
}

void
sim_keep_backup (SimLife   *self,
                 SimLaptop *laptop)
{
  sim_say (self, "is copied to a stick as a backup");
  if (laptop->backup == NULL)
    laptop->backup = g_build_filename (laptop->folder, "backup", NULL);
  copy_file (self, laptop->path, laptop->backup, FALSE);
  laptop->backup_held = laptop->held;
}

/* Whether an id wrote something that went with the laptop's last hours. */
static gboolean
wrote_what_is_gone (SimLife       *self,
                    const SimHeld *before,
                    const SimHeld *after,
                    const char    *id)
{
  LepUuid replica;

  if (id == NULL || !lep_uuid_parse (id, -1, &replica))
    return FALSE;
  for (guint i = 0; i < self->model->changes->len; i++)
    if (lep_uuid_equal (&((SimChange *) g_ptr_array_index (self->model->changes, i))->replica, &replica) &&
        sim_set_has (&before->received, i) && !sim_set_has (&after->received, i))
      return TRUE;
  return FALSE;
}

void
sim_restore (SimLife   *self,
             SimLaptop *laptop)
{
  guint            how = sim_pick (self, 3);
  SimHeld          before = laptop->held;
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;

  if (laptop->backup == NULL)
    return;
  sim_say (self, "has its backup put back, %s", how == 0 ? "by the program" : how == 1 ? "into the same file"
                                                                                       : "as another file");
  g_clear_object (&laptop->workspace);
  if (how == 0)
    lep_backup_restore (laptop->path, laptop->backup, laptop->surroundings->clock, &error);
  else
    copy_file (self, laptop->backup, laptop->path, how == 1);
  if (!sim_fine (self, laptop, "restoring", &error))
    return;
  laptop->held = laptop->backup_held;
  self->lost |= before.files & ~laptop->held.files;
  sim_laptop_open (self, laptop);
  id = self->model->failure == NULL ? sim_laptop_id (laptop) : NULL;
  if (wrote_what_is_gone (self, &before, &laptop->held, id))
    sim_model_fail (self->model, "%s goes on under its id after it was restored", laptop->name);
}

/* An imaged home: the sidecar says that all is as it was. */
static void
forge_state (SimLife   *self,
             SimLaptop *from,
             SimLaptop *to)
{
  g_autofree char         *id = sim_laptop_id (from);
  static const char *const files[] = { "state", "sign.key", "seal.key" };
  g_autofree char         *folder = g_build_filename (to->surroundings->state_dir, id, NULL);
  g_autofree char         *state = g_build_filename (folder, "state", NULL);
  g_autofree char         *text = NULL;
  g_autofree char         *place = NULL;
  g_auto (GStrv) lines = NULL;
  GStatBuf info;

  g_mkdir_with_parents (folder, 0700);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *source = g_build_filename (from->surroundings->state_dir, id, files[i], NULL);
      g_autofree char *target = g_build_filename (folder, files[i], NULL);

      copy_file (self, source, target, FALSE);
    }
  if (!g_file_get_contents (state, &text, NULL, NULL) || g_stat (to->path, &info) != 0)
    return;
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], "file "))
      {
        g_free (lines[i]);
        lines[i] = g_strdup_printf ("file %" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT, (guint64) info.st_dev, (guint64) info.st_ino);
      }
  place = g_strjoinv ("\n", lines);
  g_file_set_contents (state, place, -1, NULL);
}

/* The file goes on on another laptop, with or without what lies beside it. */
void
sim_copy (SimLife   *self,
          SimLaptop *laptop)
{
  gboolean         with_state = sim_pick (self, 2) == 0;
  g_autofree char *own = sim_laptop_id (laptop);
  g_autofree char *id = NULL;
  SimLaptop       *copy;

  if (self->laptops->len == SIM_MAX_LAPTOPS)
    return;
  copy = sim_laptop_new (self, with_state ? laptop->surroundings->machine_id : NULL);
  sim_say (self, "is copied %s: %s", with_state ? "with all that lies beside it" : "as a file alone", copy->name);
  copy_file (self, laptop->path, copy->path, FALSE);
  if (with_state)
    forge_state (self, laptop, copy);
  copy->held = laptop->held;
  sim_laptop_open (self, copy);
  id = sim_laptop_id (copy);
  if ((g_strcmp0 (own, id) == 0) != with_state)
    sim_model_fail (self->model, "%s: a copy %s its id", copy->name, with_state ? "was found out by" : "goes on under");
}

void
sim_rebuild (SimLife   *self,
             SimLaptop *laptop)
{
  g_autoptr (GError) error = NULL;

  sim_say (self, "makes its records anew");
  lep_workspace_check (laptop->workspace, NULL, NULL, &error);
  if (sim_fine (self, laptop, "a check", &error))
    lep_workspace_rebuild (laptop->workspace, NULL, NULL, &error);
  sim_fine (self, laptop, "a rebuild", &error);
}
