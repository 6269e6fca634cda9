/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes a bundle: what the receiver lacks of the chosen spaces, what this
 * laptop has, signed by it. */

#include <string.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "lep-bundle-limits.h"
#include "lep-bundle-writer.h"
#include "lep-fold.h"
#include "lep-gap.h"
#include "lep-identity-state.h"
#include "lep-lack.h"
#include "lep-laptop.h"
#include "lep-receipt.h"
#include "lep-recipient.h"

#include "lep-export.h"

/* What is known before anything is written. */
typedef struct
{
  LepWorkspace *workspace;
  GPtrArray    *laptops;
  LepUuid       own;
  LepLaptop    *peer;       /* NULL = for everybody */
  GPtrArray    *haves;      /* LepLaptopHave of the peer; NULL = unknown */
  GPtrArray    *spaces;     /* LepSpaceInfo: all of them */
  GPtrArray    *chosen;     /* of them, in order */
  GPtrArray    *lacks;      /* GPtrArray of LepLack, one a chosen space */
  char        **recipients; /* keys that it is sealed for */
} Plan;

static void
plan_clear (Plan *self)
{
  g_clear_pointer (&self->laptops, g_ptr_array_unref);
  g_clear_pointer (&self->haves, g_ptr_array_unref);
  g_clear_pointer (&self->spaces, g_ptr_array_unref);
  g_clear_pointer (&self->chosen, g_ptr_array_unref);
  g_clear_pointer (&self->lacks, g_ptr_array_unref);
  g_clear_pointer (&self->recipients, g_strfreev);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Plan, plan_clear)

static const LepLaptopHave *
find_have (const Plan    *plan,
           const LepUuid *space)
{
  for (guint i = 0; plan->haves != NULL && i < plan->haves->len; i++)
    {
      const LepLaptopHave *have = g_ptr_array_index (plan->haves, i);

      if (lep_uuid_equal (&have->space, space))
        return have;
    }
  return NULL;
}

/* Whether the peer is known to share a space: it said so, or wrote in it. */
static gboolean
is_shared (const Plan         *plan,
           const LepSpaceInfo *space,
           gboolean           *shared,
           GError            **error)
{
  g_autoptr (GArray) streams = NULL;

  *shared = plan->peer == NULL || find_have (plan, &space->id) != NULL;
  if (*shared)
    return TRUE;

  streams = lep_exchange_streams (plan->workspace, &space->id, error);
  if (streams == NULL)
    return FALSE;
  for (guint i = 0; i < streams->len; i++)
    if (lep_uuid_equal (&g_array_index (streams, LepStreamInfo, i).replica, &plan->peer->id))
      *shared = TRUE;
  return TRUE;
}

static gboolean
is_named (const LepSpaceInfo *space,
          const char         *name)
{
  g_autofree char *id = lep_uuid_to_string (&space->id);
  g_autofree char *folded = lep_fold_key (name, -1);
  g_autofree char *own = lep_fold_key (space->name, -1);

  return strcmp (id, name) == 0 || strcmp (lep_space_kind_name (space->kind), name) == 0 || strcmp (own, folded) == 0;
}

static gboolean
check_names (const Plan        *plan,
             const char *const *names,
             GError           **error)
{
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      gboolean found = FALSE;

      for (guint j = 0; j < plan->spaces->len; j++)
        found = found || is_named (g_ptr_array_index (plan->spaces, j), names[i]);
      if (!found)
        {
          g_set_error (error, LEP_ERROR, LEP_ERROR_NOT_FOUND, _ ("There is no space “%s” here."), names[i]);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
is_chosen (const Plan             *plan,
           const LepExportOptions *options,
           const LepSpaceInfo     *space,
           gboolean               *chosen,
           GError                **error)
{
  *chosen = space->kind == LEP_SPACE_CONTACTS && options->with_contacts;
  if (*chosen)
    return TRUE;

  if (options->spaces != NULL && options->spaces[0] != NULL)
    {
      for (guint i = 0; options->spaces[i] != NULL; i++)
        *chosen = *chosen || is_named (space, options->spaces[i]);
      return TRUE;
    }

  *chosen = space->kind == LEP_SPACE_PROGRAMME;
  return space->kind != LEP_SPACE_PARTNERSHIP || is_shared (plan, space, chosen, error);
}

static gboolean
choose_spaces (Plan                   *plan,
               const LepExportOptions *options,
               GError                **error)
{
  plan->spaces = lep_exchange_spaces (plan->workspace, error);
  if (plan->spaces == NULL || !check_names (plan, options->spaces, error))
    return FALSE;

  plan->chosen = g_ptr_array_new ();
  for (guint i = 0; i < plan->spaces->len; i++)
    {
      LepSpaceInfo *space = g_ptr_array_index (plan->spaces, i);
      gboolean      chosen;

      if (!is_chosen (plan, options, space, &chosen, error))
        return FALSE;
      if (chosen)
        g_ptr_array_add (plan->chosen, space);
    }
  return TRUE;
}

static gboolean
find_lacks (Plan    *plan,
            gboolean full,
            GError **error)
{
  plan->lacks = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  for (guint i = 0; i < plan->chosen->len; i++)
    {
      const LepSpaceInfo  *space = g_ptr_array_index (plan->chosen, i);
      const LepLaptopHave *have = full ? NULL : find_have (plan, &space->id);
      GPtrArray           *lacks = lep_lacks_find (plan->workspace, &space->id, have != NULL ? have->seen : NULL, error);

      if (lacks == NULL)
        return FALSE;
      g_ptr_array_add (plan->lacks, lacks);
    }
  return TRUE;
}

static gboolean
plan_make (Plan                   *plan,
           LepWorkspace           *workspace,
           const LepExportOptions *options,
           GError                **error)
{
  g_autofree char *own = NULL;

  plan->workspace = workspace;
  plan->laptops = lep_laptops_load (workspace, error);
  if (plan->laptops == NULL || !lep_workspace_get_meta (workspace, LEP_META_REPLICA, &own, error))
    return FALSE;
  if (own == NULL || !lep_uuid_parse (own, -1, &plan->own))
    {
      g_set_error_literal (error, LEP_ERROR, LEP_ERROR_FAILED, _ ("This workspace has no identity yet. Open it for writing first."));
      return FALSE;
    }

  if (options->peer != NULL)
    {
      plan->peer = lep_laptops_find_named (plan->laptops, options->peer, error);
      plan->haves = plan->peer != NULL ? lep_laptop_load_haves (workspace, &plan->peer->id, error) : NULL;
      if (plan->haves == NULL)
        return FALSE;
    }
  return choose_spaces (plan, options, error) && find_lacks (plan, options->full, error);
}

static gint64
plan_count (const Plan *plan)
{
  gint64 n = 0;

  for (guint i = 0; i < plan->lacks->len; i++)
    n += lep_lacks_count (g_ptr_array_index (plan->lacks, i));
  return n;
}

static gboolean
add_signers (const Plan  *plan,
             LepManifest *manifest,
             LepKey      *key,
             GError     **error)
{
  for (guint i = 0; i < plan->laptops->len; i++)
    {
      const LepLaptop *laptop = g_ptr_array_index (plan->laptops, i);
      gboolean         is_own = lep_uuid_equal (&laptop->id, &plan->own);
      gboolean         needed = is_own;
      LepPublicKey public;

      for (guint s = 0; s < plan->lacks->len && !needed; s++)
        {
          GPtrArray *lacks = g_ptr_array_index (plan->lacks, s);

          for (guint k = 0; k < lacks->len && !needed; k++)
            needed = lep_uuid_equal (&((LepLack *) g_ptr_array_index (lacks, k))->replica, &laptop->id);
        }
      if (!needed)
        continue;

      if (!is_own && !laptop->has_key)
        {
          g_set_error (error, LEP_ERROR, LEP_ERROR_CORRUPT, _ ("The key of the laptop “%s” is missing in this workspace."),
                       laptop->label);
          return FALSE;
        }
      G_STATIC_ASSERT (LEP_LAPTOP_KEY_SIZE == LEP_PUBLIC_KEY_SIZE);
      memcpy (public.bytes, laptop->key, LEP_PUBLIC_KEY_SIZE);
      lep_manifest_add_signer (manifest, &laptop->id, is_own ? lep_key_get_public (key) : &public, laptop->label,
                               laptop->person, laptop->place);
    }
  return TRUE;
}

static gboolean
add_haves (const Plan  *plan,
           LepManifest *manifest,
           GError     **error)
{
  for (guint i = 0; i < plan->chosen->len; i++)
    {
      const LepSpaceInfo *space = g_ptr_array_index (plan->chosen, i);
      g_autoptr (GArray) seen = lep_lacks_own_have (plan->workspace, &space->id, error);
      g_autoptr (GArray) gaps = seen != NULL ? lep_gaps_find (plan->workspace, &space->id, error) : NULL;
      LepHave *have;

      if (gaps == NULL)
        return FALSE;
      have = lep_manifest_add_have (manifest, &space->id);
      g_array_append_vals (have->seen, seen->data, seen->len);
      for (guint k = 0; k < gaps->len; k++)
        {
          const LepGap *gap = &g_array_index (gaps, LepGap, k);
          LepMissing    missing = { gap->replica, gap->from, gap->to };

          g_array_append_val (have->missing, missing);
        }
    }
  return TRUE;
}

/* Everything but the segments. */
static LepManifest *
make_manifest (const Plan            *plan,
               const LepSurroundings *surroundings,
               LepKey                *key,
               gint64                 counter,
               GError               **error)
{
  g_autoptr (LepManifest) manifest = lep_manifest_new ();
  const LepLaptop *own = lep_laptops_find (plan->laptops, &plan->own);
  char             made[LEP_TIME_TEXT_SIZE + 1];

  lep_clock_now_text (surroundings->clock, made);
  manifest->format = manifest->min_reader = LEP_BUNDLE_FORMAT;
  manifest->schema = LEP_SCHEMA_VERSION;
  manifest->program = g_strdup (LEP_VERSION);
  manifest->replica = plan->own;
  manifest->label = g_strdup (own != NULL ? own->label : "");
  manifest->person = g_strdup (own != NULL ? own->person : "");
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
  return add_signers (plan, manifest, key, error) && add_haves (plan, manifest, error) ? g_steal_pointer (&manifest)
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
} Writing;

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

  if (change->body == NULL)
    return lep_bundle_writer_add_gone (self->writer, &change->hash, &change->gone_by, error);

  if (!lep_hash_equal (&change->context_hash, &self->context_hash))
    {
      lep_context_parse (change->context, strlen (change->context), self->context);
      self->context_hash = change->context_hash;
    }
  return lep_bundle_writer_add (self->writer, self->context, change->body, change->length, &change->hash, error);
}

static gboolean
write_lacks (const Plan *plan,
             Writing    *writing,
             GError    **error)
{
  for (guint s = 0; s < plan->lacks->len; s++)
    {
      GPtrArray *lacks = g_ptr_array_index (plan->lacks, s);

      for (guint i = 0; i < lacks->len; i++)
        {
          const LepLack *lack = g_ptr_array_index (lacks, i);

          lep_bundle_writer_begin (writing->writer, &lack->space, &lack->replica, lack->from, &lack->prev);
          for (guint p = 0; p < lack->pieces->len; p++)
            {
              const LepLackPiece *piece = &g_array_index (lack->pieces, LepLackPiece, p);

              if (!lep_exchange_changes (plan->workspace, piece->stream, piece->from, piece->to, write_change_cb,
                                         writing, error))
                return FALSE;
            }
          if (!lep_bundle_writer_end (writing->writer, lack->signature, error))
            return FALSE;
        }
    }
  return TRUE;
}

static gboolean
find_recipients (Plan                   *plan,
                 const LepExportOptions *options,
                 GError                **error)
{
  if (options->seal != NULL)
    plan->recipients = lep_recipients_of (plan->workspace, plan->laptops, options->seal, error);
  return options->seal == NULL || plan->recipients != NULL;
}

static gboolean
keep_receipt (const Plan      *plan,
              const char      *made,
              LepExportResult *result,
              GError         **error)
{
  g_autofree char *name = g_path_get_basename (result->file);
  g_autofree char *peer = plan->peer != NULL ? lep_uuid_to_string (&plan->peer->id) : NULL;
  LepReceipt       receipt = { .given = TRUE, .at = (char *) made, .file = name, .hash = result->hash, .peer = peer, .label = plan->peer != NULL ? plan->peer->label : NULL, .counter = result->counter, .changes = result->changes };

  return lep_receipt_add (plan->workspace, &receipt, error);
}

/**
 * lep_export:
 * @progress: (nullable): changes written
 * @cancellable: (nullable):
 *
 * Makes a bundle. Fails with %LEP_ERROR_NOT_FOUND if the receiver or a space is
 * not known, or the key to seal with for somebody; %LEP_ERROR_FAILED if it cannot
 * be written; then no file is left.
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
  g_auto (Plan) plan = { 0 };
  g_autoptr (LepKey) key = lep_identity_load_key (workspace, surroundings, error);
  g_autoptr (LepManifest) manifest = NULL;
  g_autoptr (LepBundleWriter) writer = NULL;
  g_autoptr (LepBundleFile) file = NULL;
  g_autoptr (LepExportResult) result = g_new0 (LepExportResult, 1);
  g_autoptr (GArray) context = lep_context_new ();
  g_autofree char *made = NULL;
  LepAgeLock       lock = { .passphrase = options->passphrase };
  gboolean         is_sealed = options->passphrase != NULL || options->seal != NULL;
  Writing          writing = { .context = context, .progress = progress, .cancellable = cancellable };

  if (key == NULL || !plan_make (&plan, workspace, options, error) || !find_recipients (&plan, options, error) ||
      !lep_receipt_next_counter (workspace, &result->counter, error))
    return NULL;

  manifest = make_manifest (&plan, surroundings, key, result->counter, error);
  if (manifest == NULL)
    return NULL;
  made = g_strdup (manifest->made);
  writer = lep_bundle_writer_new (g_steal_pointer (&manifest), surroundings->temp_dir, error);
  writing.writer = writer;
  writing.n_all = plan_count (&plan);
  lep_context_hash (context, &writing.context_hash);
  if (writer == NULL || !write_lacks (&plan, &writing, error))
    return NULL;
  lock.recipients = (const char *const *) plan.recipients;
  file = lep_bundle_writer_finish (writer, key, is_sealed ? &lock : NULL, options->target, cancellable, error);
  if (file == NULL)
    return NULL;

  result->file = g_steal_pointer (&file->path);
  result->hash = g_malloc (LEP_HASH_HEX_SIZE + 1);
  lep_hash_format (&file->hash, result->hash);
  result->bytes = file->size;
  result->changes = writing.n_done;
  if (!keep_receipt (&plan, made, result, error))
    {
      g_unlink (result->file);
      return NULL;
    }
  return g_steal_pointer (&result);
}

/**
 * lep_export_count:
 *
 * Returns: how many changes a bundle made now would have, or -1
 */
gint64
lep_export_count (LepWorkspace           *workspace,
                  const LepExportOptions *options,
                  GError                **error)
{
  g_auto (Plan) plan = { 0 };

  return plan_make (&plan, workspace, options, error) ? plan_count (&plan) : -1;
}

void
lep_export_result_free (LepExportResult *self)
{
  g_free (self->file);
  g_free (self->hash);
  g_free (self);
}
