/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A bundle in a few words, for the paper that goes with it. */

#include "lep-bundle-summary.h"

static void
space_free (LepBundleSpace *space)
{
  g_free (space->name);
  g_free (space);
}

void
lep_bundle_summary_free (LepBundleSummary *self)
{
  if (self == NULL)
    return;

  g_free (self->file_name);
  g_free (self->made);
  g_free (self->label);
  g_free (self->person);
  g_free (self->place);
  g_free (self->key_number);
  g_free (self->to_label);
  g_ptr_array_unref (self->spaces);
  g_free (self);
}

/* Numbers that nobody checked yet: what is more than can be counted is the most. */
static gint64
add_up (gint64 sum,
        gint64 n)
{
  return (gint64) MIN ((guint64) sum + (guint64) n, (guint64) G_MAXINT64);
}

static void
count_spaces (LepBundleSummary  *self,
              const LepManifest *manifest)
{
  for (guint i = 0; i < manifest->spaces->len; i++)
    {
      const LepManifestSpace *space = g_ptr_array_index (manifest->spaces, i);
      LepBundleSpace         *row = g_new0 (LepBundleSpace, 1);

      row->name = g_strdup (space->name);
      for (guint j = 0; j < manifest->segments->len; j++)
        {
          const LepSegment *segment = &g_array_index (manifest->segments, LepSegment, j);

          if (lep_uuid_equal (&segment->space, &space->id))
            row->n_changes = add_up (row->n_changes, segment->to - segment->from + 1);
        }
      self->n_changes = add_up (self->n_changes, row->n_changes);
      g_ptr_array_add (self->spaces, row);
    }
}

/**
 * lep_bundle_summary_read:
 * @temp_dir: where the bundle may be unpacked meanwhile
 * @unlock: (nullable): what it may be opened with if it is sealed
 *
 * Fails as lep_bundle_open () and lep_bundle_read_manifest () do.
 *
 * Returns: (transfer full): what the bundle at @path says of itself
 */
LepBundleSummary *
lep_bundle_summary_read (const char      *path,
                         const char      *temp_dir,
                         const LepUnlock *unlock,
                         GError         **error)
{
  g_autoptr (LepBundle) bundle = lep_bundle_open (path, temp_dir, unlock, NULL, error);
  const LepManifest       *manifest = bundle != NULL ? lep_bundle_read_manifest (bundle, error) : NULL;
  const LepManifestSigner *signer;
  LepBundleSummary        *self;

  if (manifest == NULL)
    return NULL;

  self = g_new0 (LepBundleSummary, 1);
  signer = lep_manifest_signer (manifest, &manifest->replica);
  self->file_name = g_path_get_basename (path);
  self->size = lep_bundle_get_size (bundle);
  lep_hash_format (lep_bundle_get_hash (bundle), self->hash);
  self->made = g_strdup (manifest->made);
  self->counter = manifest->counter;
  self->label = g_strdup (manifest->label);
  self->person = g_strdup (manifest->person);
  self->place = g_strdup (signer->place);
  self->key_number = lep_public_key_number (&signer->key);
  self->to_label = manifest->has_to ? g_strdup (manifest->to_label) : NULL;
  self->spaces = g_ptr_array_new_with_free_func ((GDestroyNotify) space_free);
  count_spaces (self, manifest);
  self->sealed = lep_bundle_is_sealed (bundle);

  return self;
}
