/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A laptop that writes bundles of one space, for tests of what the writer takes. */
#pragma once

#include "lep-bundle-writer.h"
#include "lep-error.h"

#include "craft.h"
#include "lep-test.h"

typedef struct
{
  char   *folder;
  char   *path; /* of the bundle */
  LepKey *key;
  LepUuid space, replica;
} Writing;

static inline void
set_up (Writing      *self,
        gconstpointer data)
{
  self->folder = lep_test_dir ();
  self->path = g_build_filename (self->folder, "bundle.lepx", NULL);
  self->key = lep_key_generate ();
  lep_uuid_parse (CRAFT_SPACE, -1, &self->space);
  lep_uuid_parse (CRAFT_REPLICA, -1, &self->replica);
}

static inline void
tear_down (Writing      *self,
           gconstpointer data)
{
  lep_key_free (self->key);
  g_free (self->path);
  lep_test_dir_free (self->folder);
}

static inline LepManifest *
manifest_new (Writing *self)
{
  LepManifest *manifest = lep_manifest_new ();

  manifest->format = manifest->min_reader = manifest->schema = 1;
  manifest->program = g_strdup ("0.1.0");
  manifest->replica = self->replica;
  manifest->label = g_strdup ("Konjic 1");
  manifest->person = g_strdup ("Coordinator");
  manifest->counter = 57;
  manifest->made = g_strdup (CRAFT_TIME);
  lep_manifest_add_space (manifest, &self->space, "partnership", "LEP Konjic");
  lep_manifest_add_signer (manifest, &self->replica, lep_key_get_public (self->key), "Konjic 1", "Coordinator", "Konjic");
  return manifest;
}

static inline LepBundleWriter *
writer_new (Writing *self)
{
  g_autoptr (GError) error = NULL;
  LepBundleWriter *writer = lep_bundle_writer_new (manifest_new (self), self->folder, &error);

  g_assert_no_error (error);
  return writer;
}

/* Adds a run of one change, which is any text; its hash is told by @n alone. */
static inline gboolean
write_run (Writing         *self,
           LepBundleWriter *writer,
           gint64           n,
           const char      *text,
           gsize            length,
           GError         **error)
{
  g_autoptr (GArray) nothing = lep_context_new ();
  LepHash          prev = { { 0 } }, hash = { { 1 } };
  guint8           signature[LEP_SIGNATURE_SIZE];
  g_autofree char *head = NULL;

  memcpy (hash.bytes + 1, &n, sizeof n);
  head = lep_chain_head_text (&self->space, &self->replica, n, &hash);
  lep_key_sign (self->key, head, strlen (head), signature);
  lep_bundle_writer_begin (writer, &self->space, &self->replica, n, &prev);
  return lep_bundle_writer_add (writer, nothing, text, length, &hash, error) &&
         lep_bundle_writer_end (writer, signature, error);
}

/* What cannot be written leaves nothing behind. */
static inline void
assert_not_written (Writing         *self,
                    LepBundleWriter *writer,
                    GCancellable    *cancellable,
                    GQuark           domain,
                    int              code,
                    const char      *reason)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (lep_bundle_writer_finish (writer, self->key, NULL, self->path, cancellable, &error));
  g_assert_error (error, domain, code);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, reason));
  g_assert_cmpuint (lep_test_count_files (self->folder), ==, 0);
}
