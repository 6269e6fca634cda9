/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes a bundle: what the receiver lacks of the chosen spaces, what this
 * laptop has, signed by it. */

#include <string.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "lep-bundle-limits.h"
#include "lep-bundle-writer.h"
#include "lep-check.h"
#include "lep-export-plan.h"
#include "lep-file.h"
#include "lep-gap.h"
#include "lep-identity-state.h"
#include "lep-lack.h"
#include "lep-laptop.h"
#include "lep-receipt.h"
#include "lep-recipient.h"
#include "lep-share.h"
#include "lep-signatures.h"
#include "lep-util.h"

#include "lep-export.h"

/* Bytes of documents that go along with the changes: such a bundle can still be
 * sent by e-mail. The others go in bundles of their own, each of a size that a
 * reader takes in without keeping others waiting for long. Who names one file
 * gets one, as long as readers take it. */
#define ROOM_ALONG  (16LL * LEP_MIB)
#define ROOM_APART  (200LL * LEP_MIB)
#define ROOM_IN_ONE (1024LL * LEP_MIB)

/* A manifest stays far below its limit. */
#define MAX_WANTS 10000

/* Whose keys the receiver needs: those who wrote what goes along, and our own. */
static GHashTable *
find_signers (const LepExportPlan *plan)
{
  GHashTable *ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_hash_table_add (ids, lep_uuid_to_string (&plan->own->id));
  for (guint s = 0; s < plan->lacks->len; s++)
    {
      GPtrArray *lacks = g_ptr_array_index (plan->lacks, s);

      for (guint i = 0; i < lacks->len; i++)
        g_hash_table_add (ids, lep_uuid_to_string (&((LepLack *) g_ptr_array_index (lacks, i))->replica));
    }
  return ids;
}

static gboolean
add_signers (const LepExportPlan *plan,
             LepManifest         *manifest,
             LepKey              *key,
             GError             **error)
{
  g_autoptr (GHashTable) ids = find_signers (plan);
  GHashTableIter iter;
  gpointer       missing;

  for (guint i = 0; i < plan->laptops->len; i++)
    {
      const LepLaptop *laptop = g_ptr_array_index (plan->laptops, i);
      g_autofree char *id = lep_uuid_to_string (&laptop->id);
      LepPublicKey public;

      if (!g_hash_table_remove (ids, id))
        continue;
      G_STATIC_ASSERT (LEP_LAPTOP_KEY_SIZE == LEP_PUBLIC_KEY_SIZE);
      memcpy (public.bytes, laptop->key, LEP_PUBLIC_KEY_SIZE);
      lep_manifest_add_signer (manifest, &laptop->id, laptop == plan->own ? lep_key_get_public (key) : &public, laptop->label,
                               laptop->person, laptop->place);
    }
  g_hash_table_iter_init (&iter, ids);
  if (!g_hash_table_iter_next (&iter, &missing, NULL))
    return TRUE;

  g_set_error (error, LEP_ERROR, LEP_ERROR_CORRUPT, _ ("The key of the laptop “%s” is missing in this workspace."),
               (const char *) missing);
  return FALSE;
}

static gboolean
add_haves (const LepExportPlan *plan,
           LepManifest         *manifest,
           GError             **error)
{
  for (guint i = 0; i < plan->chosen->len; i++)
    {
      const LepSpaceInfo *space = g_ptr_array_index (plan->chosen, i);
      g_autoptr (GArray) seen = lep_lacks_own_have (plan->workspace, &space->id, error);
      g_autoptr (GArray) gaps = seen != NULL ? lep_gaps_find_all (plan->workspace, &space->id, error) : NULL;
      LepHave *have;

      if (gaps == NULL)
        return FALSE;
      have = lep_manifest_add_have (manifest, &space->id);
      g_array_append_vals (have->seen, seen->data, seen->len);
      for (guint k = 0; k < MIN (gaps->len, LEP_BUNDLE_MAX_MISSING); k++)
        {
          const LepGap *gap = &g_array_index (gaps, LepGap, k);
          LepMissing    missing = { gap->replica, gap->from, gap->to };

          g_array_append_val (have->missing, missing);
        }
    }
  return TRUE;
}

/* The files that this laptop misses. */
static gboolean
add_wants (const LepExportPlan *plan,
           LepManifest         *manifest,
           GError             **error)
{
  g_autoptr (GArray) wants = g_array_new (FALSE, FALSE, sizeof (LepSharedFile));

  for (guint i = 0; i < plan->chosen->len; i++)
    if (!lep_share_wants (plan->workspace, &((LepSpaceInfo *) g_ptr_array_index (plan->chosen, i))->id, wants, error))
      return FALSE;

  lep_share_sort (wants);
  for (guint i = 0; i < MIN (wants->len, MAX_WANTS); i++)
    g_array_append_val (manifest->wants, g_array_index (wants, LepSharedFile, i).hash);
  return TRUE;
}

/* Everything but the segments. */
static LepManifest *
make_manifest (const LepExportPlan   *plan,
               const LepSurroundings *surroundings,
               LepKey                *key,
               gint64                 counter,
               GError               **error)
{
  g_autoptr (LepManifest) manifest = lep_manifest_new ();
  char  made[LEP_TIME_TEXT_SIZE + 1];
  guint format; /* of what is passed on */

  if (!lep_exchange_format (plan->workspace, &format, error))
    return NULL;
  lep_clock_now_text (surroundings->clock, made);
  manifest->format = MAX (format, LEP_BUNDLE_FORMAT);
  manifest->min_reader = LEP_BUNDLE_FORMAT;
  manifest->schema = LEP_SCHEMA_VERSION;
  manifest->program = g_strdup (LEP_VERSION);
  manifest->replica = plan->own->id;
  manifest->label = g_strdup (plan->own->label);
  manifest->person = g_strdup (plan->own->person);
  manifest->counter = counter;
  manifest->made = g_strdup (made);
  manifest->has_to = plan->peer != NULL;
  if (manifest->has_to)
    {
      manifest->to_replica = plan->peer->id;
      manifest->to_label = g_strdup (plan->peer->label);
    }
  for (guint i = 0; i < plan->chosen->len; i++)
    {
      const LepSpaceInfo *space = g_ptr_array_index (plan->chosen, i);

      lep_manifest_add_space (manifest, &space->id, lep_space_kind_name (space->kind), space->name);
    }
  return add_signers (plan, manifest, key, error) && add_haves (plan, manifest, error) && add_wants (plan, manifest, error)
           ? g_steal_pointer (&manifest)
           : NULL;
}

typedef struct
{
  LepBundleWriter *writer;
  GArray          *context;
  LepHash          context_hash; /* of @context */
  LepProgress     *progress;
  GCancellable    *cancellable;
  gint64           n_done, n_all;
  GPtrArray       *laptops;
  const LepLack   *lack; /* the run that is being written */
  LepHash          prev; /* hash of its change before */
} Writing;

static gboolean
no_bundle (GError **error)
{
  g_prefix_error (error, "%s ", _ ("This workspace is damaged, and no bundle was made."));
  return FALSE;
}

/* Nobody takes a bundle with what the log does not prove. Whose change it is stands in
 * the manifest, which is written before. */
static gboolean
damaged (const Writing *self,
         gint64         n,
         GError       **error)
{
  const LepLaptop *laptop = lep_laptops_find (self->laptops, &self->lack->replica);

  lep_check_set_damaged (&self->lack->replica, laptop->label, n, lep_check_advice (), error);
  return no_bundle (error);
}

/* Whether the change is what its hash says. */
static gboolean
check_change (Writing               *self,
              const LepLoggedChange *change,
              GError               **error)
{
  LepHash hash;

  if (change->body != NULL)
    {
      lep_chain_next (&self->prev, &self->context_hash, change->body, change->length, &hash);
      if (!lep_hash_equal (&hash, &change->hash))
        return damaged (self, change->n, error);
    }
  self->prev = change->hash;
  return TRUE;
}

static gboolean
write_change_cb (const LepLoggedChange *change,
                 gpointer               user_data,
                 GError               **error)
{
  Writing *self = user_data;

  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  self->n_done++;
  if (self->progress != NULL && self->n_done % 256 == 0)
    lep_progress_report (self->progress, self->n_done, self->n_all);

  if (change->body != NULL && !lep_hash_equal (&change->context_hash, &self->context_hash))
    {
      lep_context_parse (change->context, strlen (change->context), self->context);
      lep_context_hash (self->context, &self->context_hash);
    }
  if (!check_change (self, change, error))
    return FALSE;
  if (change->body == NULL)
    return lep_bundle_writer_add_gone (self->writer, &change->hash, &change->gone_by, error);
  return lep_bundle_writer_add (self->writer, self->context, change->body, change->length, &change->hash, error);
}

static gboolean
write_lacks (const LepExportPlan *plan,
             Writing             *writing,
             GError             **error)
{
  for (guint s = 0; s < plan->lacks->len; s++)
    {
      GPtrArray *lacks = g_ptr_array_index (plan->lacks, s);

      if (!lep_signatures_check_short (plan->workspace, plan->laptops, &((LepSpaceInfo *) g_ptr_array_index (plan->chosen, s))->id, error))
        return no_bundle (error);
      for (guint i = 0; i < lacks->len; i++)
        {
          const LepLack *lack = g_ptr_array_index (lacks, i);

          writing->lack = lack;
          writing->prev = lack->prev;
          lep_bundle_writer_begin (writing->writer, &lack->space, &lack->replica, lack->from, &lack->prev);
          for (guint p = 0; p < lack->pieces->len; p++)
            {
              const LepLackPiece *piece = &g_array_index (lack->pieces, LepLackPiece, p);

              if (!(piece->waiting != NULL
                      ? lep_exchange_waiting_changes (plan->workspace, &lack->replica, piece->from, piece->waiting, write_change_cb, writing, error)
                      : lep_exchange_changes (plan->workspace, piece->stream, piece->from, piece->to, write_change_cb, writing, error)))
                return FALSE;
            }
          /* The signature proves the head first, and the head the change. */
          if (!lep_signature_check (writing->laptops, &lack->space, &lack->replica, lack->to, &lack->head, lack->signature, error))
            return no_bundle (error);
          if (!lep_hash_equal (&writing->prev, &lack->head))
            return damaged (writing, lack->to, error);
          if (!lep_bundle_writer_end (writing->writer, lack->signature, error))
            return FALSE;
        }
    }
  return TRUE;
}

static gboolean
find_recipients (LepExportPlan          *plan,
                 const LepExportOptions *options,
                 GError                **error)
{
  if (options->seal != NULL)
    plan->recipients = lep_recipients_of (plan->workspace, plan->laptops, options->seal, error);
  return options->seal == NULL || plan->recipients != NULL;
}

/* One bundle on its way. */
typedef struct
{
  const LepSurroundings  *surroundings;
  const LepExportOptions *options;
  LepKey                 *key;
  const LepAgeLock       *lock;
  LepProgress            *progress;
  GCancellable           *cancellable;
  GPtrArray              *done; /* Made */
  guint                   n_documents;
} Exporting;

typedef struct
{
  char   *path;
  char   *made;
  LepHash hash;
  gint64  counter, changes, bytes;
} Made;

static void
made_free (gpointer data)
{
  Made *self = data;

  g_free (self->path);
  g_free (self->made);
  g_free (self);
}

static gboolean
source_cb (const LepHash *sha256,
           LepByteSink    sink,
           gpointer       sink_data,
           gpointer       user_data,
           GError       **error)
{
  char hex[LEP_HASH_HEX_SIZE + 1];

  lep_hash_format (sha256, hex);
  return lep_file_read (user_data, hex, sink, sink_data, error);
}

/* The target of the bundle with this index: a folder takes all of them; beside
 * a file stand further ones with a number before the ending. */
static char *
target_of (const char *target,
           guint       index)
{
  static const char *const endings[] = { ".lepx.age", ".lepx", "" };
  guint                    i = 0;

  if (index == 0 || lep_is_folder (target))
    return g_strdup (target);
  while (!g_str_has_suffix (target, endings[i]))
    i++;
  return g_strdup_printf ("%.*s-%u%s", (int) (strlen (target) - strlen (endings[i])), target, index + 1, endings[i]);
}

/* Writes one bundle: the plan's changes, and these files. */
static gboolean
write_bundle (const LepExportPlan *plan,
              Exporting           *exporting,
              const GArray        *files,
              GError             **error)
{
  g_autoptr (LepManifest) manifest = NULL;
  g_autoptr (LepBundleWriter) writer = NULL;
  g_autoptr (LepBundleFile) file = NULL;
  g_autoptr (GArray) context = lep_context_new ();
  g_autofree char *target = target_of (exporting->options->target, exporting->done->len);
  Writing          writing = { .context = context, .laptops = plan->laptops, .progress = exporting->progress, .cancellable = exporting->cancellable };
  Made            *made;
  gint64           counter;

  if (!lep_workspace_check_target (plan->workspace, target, error) ||
      !lep_receipt_next_counter (plan->workspace, &counter, error))
    return FALSE;
  manifest = make_manifest (plan, exporting->surroundings, exporting->key, counter, error);
  if (manifest == NULL)
    return FALSE;
  made = g_new0 (Made, 1);
  made->made = g_strdup (manifest->made);
  made->counter = counter;
  g_ptr_array_add (exporting->done, made);

  writer = lep_bundle_writer_new (g_steal_pointer (&manifest), exporting->surroundings->temp_dir, error);
  writing.writer = writer;
  writing.n_all = lep_export_plan_count (plan);
  lep_context_hash (context, &writing.context_hash);
  if (writer == NULL || !write_lacks (plan, &writing, error))
    return FALSE;
  lep_bundle_writer_set_source (writer, source_cb, plan->workspace);
  for (guint i = 0; i < files->len; i++)
    lep_bundle_writer_add_file (writer, &g_array_index (files, LepSharedFile, i).hash, g_array_index (files, LepSharedFile, i).size);
  file = lep_bundle_writer_finish (writer, exporting->key, exporting->lock, target, exporting->cancellable, error);
  if (file == NULL)
    return FALSE;

  made->path = g_steal_pointer (&file->path);
  made->hash = file->hash;
  made->bytes = file->size;
  made->changes = writing.n_done;
  exporting->n_documents += files->len;
  return TRUE;
}

/* Writes the bundle with the changes, and those for which it had no room. */
static gboolean
write_bundles (const LepExportPlan *plan,
               Exporting           *exporting,
               GError             **error)
{
  gboolean is_folder = lep_is_folder (exporting->options->target);
  gint64   room = exporting->options->room;
  gint64   apart = room > 0 ? room : is_folder ? ROOM_APART
                                               : LEP_FILE_MAX_SIZE;
  gboolean can_wait = lep_export_plan_count (plan) == 0 || exporting->options->in_one;
  gint64   along = can_wait || room > 0 ? apart : is_folder ? ROOM_ALONG
                                                            : ROOM_IN_ONE;
  g_autoptr (GPtrArray) parts = lep_share_split (plan->files, along, apart, can_wait);
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();
  LepExportPlan rest = *plan;

  rest.lacks = nothing;
  if (exporting->options->in_one)
    g_ptr_array_set_size (parts, 1);
  for (guint i = 0; i < parts->len; i++)
    if (!write_bundle (i == 0 ? plan : &rest, exporting, g_ptr_array_index (parts, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
keep_receipts (const LepExportPlan *plan,
               const Exporting     *exporting,
               GError             **error)
{
  g_autofree char *peer = plan->peer != NULL ? lep_uuid_to_string (&plan->peer->id) : NULL;

  for (guint i = 0; i < exporting->done->len; i++)
    {
      const Made      *made = g_ptr_array_index (exporting->done, i);
      g_autofree char *name = g_path_get_basename (made->path);
      char             hash[LEP_HASH_HEX_SIZE + 1];
      LepReceipt       receipt = { .given = TRUE, .at = made->made, .file = name, .hash = hash, .peer = peer, .label = plan->peer != NULL ? plan->peer->label : NULL, .counter = made->counter, .changes = made->changes };

      lep_hash_format (&made->hash, hash);
      if (!lep_receipt_add (plan->workspace, &receipt, error))
        return FALSE;
    }
  return TRUE;
}

static LepExportResult *
make_result (const Exporting *exporting)
{
  const Made      *first = g_ptr_array_index (exporting->done, 0);
  LepExportResult *result = g_new0 (LepExportResult, 1);

  result->file = g_strdup (first->path);
  result->hash = g_malloc (LEP_HASH_HEX_SIZE + 1);
  lep_hash_format (&first->hash, result->hash);
  result->counter = first->counter;
  result->bytes = first->bytes;
  result->changes = first->changes;
  result->n_documents = exporting->n_documents;
  if (exporting->done->len > 1)
    {
      result->more = g_new0 (char *, exporting->done->len);
      for (guint i = 1; i < exporting->done->len; i++)
        result->more[i - 1] = g_strdup (((Made *) g_ptr_array_index (exporting->done, i))->path);
    }
  return result;
}

/**
 * lep_export:
 * @progress: (nullable): changes written
 * @cancellable: (nullable):
 *
 * Makes a bundle, and further ones for documents that are too large to go
 * along. Fails with %LEP_ERROR_NOT_FOUND if the receiver or a space is not
 * known, or the key to seal with for somebody; %LEP_ERROR_INVALID if the target
 * is the workspace; %LEP_ERROR_CORRUPT if a change or a document is damaged here; %LEP_ERROR_FAILED if it cannot be written; then
 * no file is left.
 *
 * Returns: (transfer full): what was made
 */
LepExportResult *
lep_export (LepWorkspace           *workspace,
            const LepSurroundings  *surroundings,
            const LepExportOptions *options,
            LepProgress            *progress,
            GCancellable           *cancellable,
            GError                **error)
{
  g_autoptr (LepStock) stock = NULL;
  g_auto (LepExportPlan) plan = { 0 };
  g_autoptr (LepKey) key = lep_identity_load_key (workspace, surroundings, error);
  g_autoptr (GPtrArray) done = g_ptr_array_new_with_free_func (made_free);
  LepAgeLock lock = { .passphrase = options->passphrase };
  gboolean   is_sealed = options->passphrase != NULL || options->seal != NULL;
  Exporting  exporting = { surroundings, options, key, is_sealed ? &lock : NULL, progress, cancellable, done };

  if (key == NULL)
    return NULL;
  stock = lep_stock_load (workspace, error);
  if (stock == NULL || !lep_export_plan_make (&plan, stock, options, error) || !lep_export_plan_find_files (&plan, options->full, error) ||
      !find_recipients (&plan, options, error))
    return NULL;

  lock.recipients = (const char *const *) plan.recipients;
  if (write_bundles (&plan, &exporting, error) && keep_receipts (&plan, &exporting, error))
    return make_result (&exporting);

  for (guint i = 0; i < done->len; i++)
    if (((Made *) g_ptr_array_index (done, i))->path != NULL)
      g_unlink (((Made *) g_ptr_array_index (done, i))->path);
  return NULL;
}

void
lep_export_result_free (LepExportResult *self)
{
  g_free (self->file);
  g_free (self->hash);
  g_strfreev (self->more);
  g_free (self);
}
