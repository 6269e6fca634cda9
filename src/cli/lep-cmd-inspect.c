/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `lepctl inspect`: what is in a bundle, and whether it is sound. */

#include <glib/gi18n.h>

#include "lep-bundle.h"
#include "lep-secret-file.h"

#include "lep-cli-input.h"
#include "lep-commands.h"

static char              *passphrase_file;

static const GOptionEntry options[] = {
  { "passphrase-file", 0, 0, G_OPTION_ARG_FILENAME, &passphrase_file, N_ ("the first line of this file opens what is sealed with a pass-phrase"), "F" },
  { NULL },
};

typedef struct
{
  GHashTable *rows; /* kind → number of rows written */
  gint64      n_changes;
  gint64      n_documents;
} Content;

static void
content_clear (Content *self)
{
  g_hash_table_unref (self->rows);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Content, content_clear)

static gboolean
change_cb (const LepReceivedChange *received,
           gpointer                 user_data,
           GError                 **error)
{
  Content *content = user_data;

  content->n_changes++;
  for (guint i = 0; received->change != NULL && i < received->change->rows->len; i++)
    {
      const char *kind = g_array_index (received->change->rows, LepRowOp, i).kind;
      guint       n = GPOINTER_TO_UINT (g_hash_table_lookup (content->rows, kind));

      g_hash_table_replace (content->rows, g_strdup (kind), GUINT_TO_POINTER (n + 1));
    }
  return TRUE;
}

static gboolean
document_cb (const LepHash *sha256,
             const void    *data,
             gsize          size,
             gpointer       user_data,
             GError       **error)
{
  ((Content *) user_data)->n_documents += data == NULL;
  return TRUE;
}

static void
add_signers (JsonBuilder       *builder,
             const LepManifest *manifest)
{
  json_builder_set_member_name (builder, "signers");
  json_builder_begin_array (builder);
  for (guint i = 0; i < manifest->signers->len; i++)
    {
      const LepManifestSigner *signer = g_ptr_array_index (manifest->signers, i);
      g_autofree char         *number = lep_public_key_number (&signer->key);

      json_builder_begin_object (builder);
      lep_json_id (builder, "replica", &signer->replica);
      lep_json_string (builder, "label", signer->label);
      lep_json_string (builder, "person", signer->person);
      lep_json_string (builder, "place", signer->place);
      lep_json_string (builder, "number", number);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_segments (JsonBuilder       *builder,
              const LepManifest *manifest)
{
  json_builder_set_member_name (builder, "spaces");
  json_builder_begin_array (builder);
  for (guint i = 0; i < manifest->spaces->len; i++)
    {
      const LepManifestSpace *space = g_ptr_array_index (manifest->spaces, i);

      json_builder_begin_object (builder);
      lep_json_id (builder, "id", &space->id);
      lep_json_string (builder, "kind", space->kind);
      lep_json_string (builder, "name", space->name);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);

  json_builder_set_member_name (builder, "segments");
  json_builder_begin_array (builder);
  for (guint i = 0; i < manifest->segments->len; i++)
    {
      const LepSegment *segment = &g_array_index (manifest->segments, LepSegment, i);

      json_builder_begin_object (builder);
      lep_json_id (builder, "space", &segment->space);
      lep_json_id (builder, "replica", &segment->replica);
      lep_json_int (builder, "from", segment->from);
      lep_json_int (builder, "to", segment->to);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
print_as_json (const char        *file,
               const LepManifest *manifest,
               const Content     *content,
               gboolean           is_sealed)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  GHashTableIter iter;
  gpointer       kind, n;

  json_builder_begin_object (builder);
  lep_json_string (builder, "file", file);
  lep_json_id (builder, "from", &manifest->replica);
  lep_json_string (builder, "label", manifest->label);
  lep_json_string (builder, "person", manifest->person);
  lep_json_string (builder, "to", manifest->has_to ? manifest->to_label : NULL);
  lep_json_int (builder, "counter", manifest->counter);
  lep_json_string (builder, "made", manifest->made);
  lep_json_int (builder, "format", manifest->format);
  lep_json_int (builder, "schema", manifest->schema);
  lep_json_string (builder, "program", manifest->program);
  add_signers (builder, manifest);
  add_segments (builder, manifest);
  lep_json_int (builder, "changes", content->n_changes);
  lep_json_int (builder, "documents", content->n_documents);
  lep_json_bool (builder, "sealed", is_sealed);

  json_builder_set_member_name (builder, "rows");
  json_builder_begin_object (builder);
  g_hash_table_iter_init (&iter, content->rows);
  while (g_hash_table_iter_next (&iter, &kind, &n))
    lep_json_int (builder, kind, GPOINTER_TO_UINT (n));
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  lep_cli_print_json (builder);
}

static void
print_for_people (const char        *file,
                  const LepManifest *manifest,
                  const Content     *content,
                  gboolean           is_sealed)
{
  g_autoptr (LepGrid) spaces = lep_grid_new (_ ("Space"), _ ("Name"), NULL);
  g_autoptr (LepGrid) signers = lep_grid_new (_ ("Laptop"), _ ("Person"), _ ("Place"), _ ("Number"), NULL);
  g_autofree char *label = lep_cli_visible_name (manifest->label);
  g_autofree char *person = lep_cli_visible_name (manifest->person);
  g_autofree char *name = lep_cli_visible (file);

  lep_cli_print (_ ("%s: sound. Bundle %jd of %s, %s, made %s\n"), name, manifest->counter, label, person, manifest->made);
  lep_cli_print (_ ("Changes: %jd, documents: %jd\n"), content->n_changes, content->n_documents);
  if (is_sealed)
    lep_cli_print (_ ("Sealed: nobody else can read it on its way\n"));
  for (guint i = 0; i < manifest->spaces->len; i++)
    {
      const LepManifestSpace *space = g_ptr_array_index (manifest->spaces, i);

      lep_grid_add (spaces, space->kind, space->name, NULL);
    }
  for (guint i = 0; i < manifest->signers->len; i++)
    {
      const LepManifestSigner *signer = g_ptr_array_index (manifest->signers, i);
      g_autofree char         *number = lep_public_key_number (&signer->key);

      lep_grid_add (signers, signer->label, signer->person, signer->place, number, NULL);
    }
  lep_grid_print (spaces);
  lep_grid_print (signers);
}

static LepBundle *
open_bundle (LepCli     *cli,
             const char *file,
             GError    **error)
{
  LepUnlock  unlock = { .key_dir = cli->surroundings->state_dir };
  LepBundle *bundle;
  char      *passphrase;

  if (!lep_cli_read_passphrase (passphrase_file, &passphrase, error))
    return NULL;

  unlock.passphrase = passphrase;
  bundle = lep_bundle_open (file, cli->surroundings->temp_dir, &unlock, NULL, error);
  lep_secret_free (passphrase);
  return bundle;
}

static gboolean
run_inspect (LepCli  *cli,
             GError **error)
{
  const LepBundleHandler handler = { .change = change_cb, .document = document_cb };
  const char            *file = cli->args[0];
  g_auto (Content) content = { g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL) };
  g_autoptr (LepBundle) bundle = open_bundle (cli, file, error);
  const LepManifest *manifest = bundle != NULL ? lep_bundle_read_manifest (bundle, error) : NULL;
  gboolean           sound = manifest != NULL && lep_bundle_read_changes (bundle, &handler, &content, lep_cli_progress (cli), NULL, error);

  lep_cli_progress_end (cli);
  if (!sound)
    {
      g_prefix_error (error, "%s: ", file);
      return FALSE;
    }

  if (cli->json)
    print_as_json (file, manifest, &content, lep_bundle_is_sealed (bundle));
  else
    print_for_people (file, manifest, &content, lep_bundle_is_sealed (bundle));
  return TRUE;
}

const LepCommand lep_cmd_inspect = {
  .name = "inspect",
  .arguments = "FILE [--passphrase-file F]",
  .summary = N_ ("Shows what is in a bundle and whether it is sound."),
  .description = N_ ("Needs no workspace and changes nothing. Whether the signers are trusted is not asked; their numbers are shown "
                     "to compare by phone. A sealed bundle is opened with a key of this laptop or with --passphrase-file. A file that is damaged is refused as by “lepctl import” (exit 4)."),
  .options = options,
  .min_args = 1,
  .max_args = 1,
  .run = run_inspect,
};
