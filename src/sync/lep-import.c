/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes a bundle in, step by step (design, "An import, step by step"): all of it
 * or nothing, after everything about it was checked. */

#include <string.h>

#include "lep-backup.h"
#include "lep-bundle-limits.h"
#include "lep-document.h"
#include "lep-exchange.h"
#include "lep-export-plan.h"
#include "lep-receipt.h"
#include "lep-revocation.h"
#include "lep-util.h"
#include "lep-workspace-private.h"

#include "lep-import-private.h"

void
lep_import_clear (LepImport *self)
{
  g_clear_pointer (&self->file, lep_file_writer_free);
  g_clear_pointer (&self->files, g_hash_table_unref);
  g_clear_pointer (&self->ingest, lep_ingest_free);
  g_clear_pointer (&self->bundle, lep_bundle_free);
  g_clear_pointer (&self->laptops, g_ptr_array_unref);
  g_clear_pointer (&self->trust, lep_trust_free);
  g_clear_pointer (&self->report, lep_import_report_free);
}

static LepBundle *
open_bundle (LepImport    *self,
             GCancellable *cancellable,
             GError      **error)
{
  const LepUnlock unlock = { self->surroundings->state_dir, self->passphrase };

  return lep_bundle_open (self->report->file, self->surroundings->temp_dir, &unlock, cancellable, error);
}

/**
 * lep_import_open:
 * @self: with workspace (%NULL: nobody is known yet) and surroundings
 * @sender_introduces: whether the sender becomes an introducer
 *
 * Opens a bundle as far as it needs to know who signed it. Unknown signers are
 * listed in the report; then no more may be read of it.
 */
gboolean
lep_import_open (LepImport         *self,
                 const char        *file,
                 const char *const *trust,
                 gboolean           sender_introduces,
                 GCancellable      *cancellable,
                 GError           **error)
{
  g_autoptr (GHashTable) revocations = NULL;

  self->report = lep_import_report_new (file);
  self->trust = lep_trust_new ();
  if (self->workspace != NULL)
    {
      self->laptops = lep_laptops_load (self->workspace, error);
      revocations = self->laptops != NULL ? lep_revocations_load (self->workspace, error) : NULL;
    }
  else
    {
      self->laptops = g_ptr_array_new ();
      revocations = g_hash_table_new (g_str_hash, g_str_equal);
    }
  if (revocations == NULL)
    return FALSE;

  self->bundle = open_bundle (self, cancellable, error);
  if (self->bundle == NULL || !lep_trust_check_sender (self->workspace, self->laptops, revocations, self->bundle, error))
    return FALSE;
  self->manifest = lep_bundle_read_manifest (self->bundle, error);
  if (self->manifest == NULL ||
      !lep_trust_decide (self->trust, self->laptops, self->manifest, trust, sender_introduces, error))
    return FALSE;

  lep_import_report_manifest (self->report, self->laptops, self->manifest);
  g_ptr_array_extend_and_steal (self->report->untrusted, g_steal_pointer (&self->trust->untrusted));
  g_ptr_array_extend_and_steal (self->report->introduced, g_steal_pointer (&self->trust->introduced));
  return TRUE;
}

static gboolean
segment_cb (const LepSegment *segment,
            gboolean         *skip,
            gpointer          user_data,
            GError          **error)
{
  LepImport *self = user_data;

  if (!lep_ingest_knows (self->ingest, &segment->space, &segment->replica, segment->to, &segment->head, skip, error))
    return FALSE;

  /* Stubs here may be replaced by what stands in the bundle. */
  *skip = *skip && !g_str_equal (lep_manifest_space (self->manifest, &segment->space)->kind,
                                 lep_space_kind_name (LEP_SPACE_CONTACTS));
  if (*skip)
    lep_ingest_add_known (self->ingest, segment->to - segment->from + 1);
  return TRUE;
}

static gboolean
change_cb (const LepReceivedChange *change,
           gpointer                 user_data,
           GError                 **error)
{
  LepImport  *self = user_data;
  LepReceived received = {
    .space = *change->space,
    .replica = *change->replica,
    .n = change->n,
    .prev = change->prev,
    .hash = change->hash,
    .context = change->context,
    .context_hash = change->context_hash,
    .body = change->body,
    .length = change->length,
    .change = change->change,
    .gone_by = change->gone_by,
  };

  gint64 n_before = lep_ingest_get_result (self->ingest)->n_new;

  if (!lep_ingest_add_change (self->ingest, &received, error))
    return FALSE;
  if (change->change != NULL && strcmp (change->change->at, self->latest) > 0 &&
      lep_ingest_get_result (self->ingest)->n_new > n_before)
    {
      g_strlcpy (self->latest, change->change->at, sizeof self->latest);
      self->latest_by = *change->replica;
    }
  return TRUE;
}

static gboolean
segment_end_cb (const LepSegment *segment,
                gpointer          user_data,
                GError          **error)
{
  LepImport *self = user_data;

  return !segment->has_signature || lep_ingest_add_signature (self->ingest, &segment->space, &segment->replica, segment->to,
                                                              &segment->head, segment->signature, error);
}

/* Notes a file that was not here. */
static gboolean
note_file (LepImport     *self,
           const LepHash *sha256,
           GError       **error)
{
  char     hex[LEP_HASH_HEX_SIZE + 1];
  gboolean found;

  lep_hash_format (sha256, hex);
  if (!lep_file_find (self->workspace, hex, &found, NULL, error))
    return FALSE;
  if (!found)
    g_hash_table_add (self->files, g_strdup (hex));
  return TRUE;
}

/* A document's file comes behind all changes; its hash was checked when the
 * last piece, which has no bytes, is told. A preview only notes it. A file that
 * no document names yet is kept: its record may come with a later bundle. */
static gboolean
document_cb (const LepHash *sha256,
             const void    *data,
             gsize          size,
             gpointer       user_data,
             GError       **error)
{
  LepImport *self = user_data;

  self->report->is_request = FALSE;
  if (self->mode == LEP_IMPORT_PREVIEW)
    return data != NULL || note_file (self, sha256, error);

  if (self->file == NULL)
    self->file = note_file (self, sha256, error) ? lep_file_writer_new (self->workspace, sha256, error) : NULL;
  if (self->file == NULL || (data != NULL && !lep_file_writer_add (self->file, data, size, error)) ||
      (data == NULL && !lep_file_writer_finish (self->file, error)))
    return FALSE;
  if (data != NULL)
    return TRUE;

  g_clear_pointer (&self->file, lep_file_writer_free);
  return TRUE;
}

/* Whether the sender itself entered something there. */
static gboolean
is_of_sender (const LepManifest *manifest,
              const LepUuid     *space)
{
  for (guint i = 0; i < manifest->segments->len; i++)
    {
      const LepSegment *segment = &g_array_index (manifest->segments, LepSegment, i);

      if (lep_uuid_equal (&segment->space, space) && lep_uuid_equal (&segment->replica, &manifest->replica))
        return TRUE;
    }
  return FALSE;
}

/* The first programme that comes here is the one that this laptop works in. Where a
 * bundle brings several, it is one that the sender works in: their ids, by which a
 * manifest sorts them, anybody may choose. */
static gboolean
add_spaces (LepImport *self,
            GError   **error)
{
  guint n = self->manifest->spaces->len;

  for (guint i = 0; i < 2 * n; i++)
    {
      const LepManifestSpace *space = g_ptr_array_index (self->manifest->spaces, i % n);
      LepSpaceKind            kind = LEP_SPACE_ANY;

      if (i < n && !is_of_sender (self->manifest, &space->id))
        continue;
      lep_space_kind_parse (space->kind, &kind); /* the manifest's reader knows all of them */
      if (!lep_ingest_add_space (self->ingest, &space->id, kind, space->name, error))
        {
          g_prefix_error (error, "manifest.xml:%u: ", space->line);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
bind_keys (LepImport *self,
           GError   **error)
{
  const LepManifestSigner *sender = lep_manifest_signer (self->manifest, &self->manifest->replica);
  const LepLaptop         *known = lep_laptops_find (self->laptops, &sender->replica);
  LepUuid                  own;
  char                     now[LEP_TIME_TEXT_SIZE + 1];

  if (!lep_workspace_get_own (self->workspace, &own, error))
    return FALSE;
  lep_clock_now_text (self->surroundings->clock, now);
  for (guint i = 0; i < self->trust->to_bind->len; i++)
    {
      LepLaptop *laptop = g_ptr_array_index (self->trust->to_bind, i);
      gboolean   is_sender = lep_uuid_equal (&laptop->id, &sender->replica);

      lep_set_str (&laptop->trusted_since, now);
      if (!lep_laptop_bind (self->workspace, laptop, is_sender ? NULL : &sender->replica, error))
        return FALSE;
    }
  /* Only a laptop itself says what it is called now. */
  return known == NULL || lep_uuid_equal (&own, &sender->replica) ||
         lep_laptop_rename (self->workspace, &sender->replica, sender->label, sender->person, sender->place, now, error);
}

/* What is passed on keeps the greatest format that it came in. */
static gboolean
keep_format (LepImport *self,
             GError   **error)
{
  g_autofree char *value = NULL;
  guint            format;

  if (self->manifest->segments->len == 0)
    return TRUE;
  if (!lep_exchange_format (self->workspace, &format, error))
    return FALSE;
  if (self->manifest->format <= MAX (format, LEP_BUNDLE_FORMAT))
    return TRUE;

  value = g_strdup_printf ("%u", self->manifest->format);
  return lep_workspace_set_meta (self->workspace, LEP_META_FORMAT, value, error);
}

/* Whether the bundle tells how far its sender is now. The counter of a laptop that
 * was set back begins again at a smaller number, so what was made later than the
 * last that counted is news as well. */
static gboolean
is_news (LepImport *self,
         gboolean  *news,
         GError   **error)
{
  g_autofree char *made = NULL;
  gint64           counter = 0;

  if (!lep_receipt_last (self->workspace, self->report->sender->replica, FALSE, NULL, &counter, error) ||
      !lep_laptop_last_have (self->workspace, &self->manifest->replica, &made, error))
    return FALSE;
  *news = self->manifest->counter > counter || g_strcmp0 (self->manifest->made, made) > 0;
  return TRUE;
}

/* What the sender has of a space, and the changes that it misses there, each as the end
 * of a range: if it went on behind one, a waiver gave that up. */
static GArray *
dup_seen (const LepHave *have)
{
  GArray *seen = lep_context_new ();
  guint   n = 0;

  for (guint i = 0; i < have->seen->len; i++)
    if (!lep_laptop_misses (&g_array_index (have->seen, LepSeen, i))) /* only a range tells that */
      g_array_append_val (seen, g_array_index (have->seen, LepSeen, i));
  for (guint i = 0; i < MIN (have->missing->len, LEP_BUNDLE_MAX_MISSING); i++)
    {
      const LepMissing *missing = &g_array_index (have->missing, LepMissing, i);
      const LepSeen     none = { .replica = missing->replica, .n = missing->to };

      g_array_append_val (seen, none);
    }
  g_array_sort (seen, lep_seen_compare);
  for (guint i = 0; i < seen->len; i++)
    if (n == 0 || lep_seen_compare (&g_array_index (seen, LepSeen, n - 1), &g_array_index (seen, LepSeen, i)) != 0)
      g_array_index (seen, LepSeen, n++) = g_array_index (seen, LepSeen, i);
  g_array_set_size (seen, n);
  return seen;
}

/* What the sender has, in each space that it speaks of. */
static gboolean
keep_haves (LepImport *self,
            GError   **error)
{
  for (guint i = 0; i < self->manifest->haves->len; i++)
    {
      const LepHave *have = g_ptr_array_index (self->manifest->haves, i);
      g_autoptr (GArray) seen = dup_seen (have);

      if (!lep_laptop_set_have (self->workspace, &self->manifest->replica, &have->space, seen, self->manifest->made, error))
        return FALSE;
    }
  return TRUE;
}

/* The documents that the sender misses, of the spaces that it spoke of. */
static gboolean
keep_wants (LepImport *self,
            GError   **error)
{
  const LepUuid *sender = &self->manifest->replica;

  for (guint i = 0; i < self->manifest->haves->len; i++)
    if (!lep_wants_forget (self->workspace, sender, &((LepHave *) g_ptr_array_index (self->manifest->haves, i))->space, error))
      return FALSE;
  for (guint i = 0; i < self->manifest->wants->len; i++)
    if (!lep_wants_add (self->workspace, sender, &g_array_index (self->manifest->wants, LepHash, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
keep_receipt (LepImport             *self,
              const LepIngestResult *result,
              GError               **error)
{
  g_autofree char *name = g_path_get_basename (self->report->file);
  char             now[LEP_TIME_TEXT_SIZE + 1], hash[LEP_HASH_HEX_SIZE + 1];
  LepReceipt       receipt = {
          .at = now,
          .file = name,
          .hash = hash,
          .peer = self->report->sender->replica,
          .label = self->report->sender->label,
          .counter = self->report->counter,
          .n_new = self->report->n_new,
          .n_known = self->report->n_known,
          .n_waiting = self->report->n_waiting,
          .n_conflicts = self->report->n_conflicts,
          .step = result->step,
  };

  lep_clock_now_text (self->surroundings->clock, now);
  lep_hash_format (lep_bundle_get_hash (self->bundle), hash);
  return lep_receipt_add (self->workspace, &receipt, error);
}

static gboolean
look_cb (const LepReceivedChange *change,
         gpointer                 user_data,
         GError                 **error)
{
  return TRUE;
}

/* Reads the bundle through without taking anything. */
static gboolean
look_through (LepImport    *self,
              GCancellable *cancellable,
              GError      **error)
{
  static const LepBundleHandler handler = { .change = look_cb };
  g_autoptr (LepBundle) bundle = open_bundle (self, cancellable, error);

  return bundle != NULL && lep_bundle_read_manifest (bundle, error) != NULL &&
         lep_bundle_read_changes (bundle, &handler, NULL, NULL, cancellable, error);
}

/* A dated copy before the first bundle of somebody is taken; a bundle that will
 * be refused is worth none. */
static gboolean
backup_before_first (LepImport    *self,
                     GCancellable *cancellable,
                     GError      **error)
{
  g_autofree char *last = NULL;
  g_autofree char *copy = NULL;
  g_autoptr (GArray) streams = NULL;

  if (!lep_receipt_last (self->workspace, self->report->sender->replica, FALSE, &last, NULL, error))
    return FALSE;
  streams = last == NULL ? lep_exchange_streams (self->workspace, NULL, error) : NULL;
  if (last == NULL && streams == NULL)
    return FALSE;
  if (last != NULL || streams->len == 0)
    return TRUE;
  if (!look_through (self, cancellable, error))
    return FALSE;

  copy = lep_workspace_backup_dated (self->workspace, error);
  return copy != NULL;
}

static gboolean
take (LepImport    *self,
      LepProgress  *progress,
      GCancellable *cancellable,
      GError      **error)
{
  static const LepBundleHandler handler = { .segment = segment_cb, .change = change_cb, .segment_end = segment_end_cb, .document = document_cb };
  const LepIngestResult        *result;
  gboolean                      news = FALSE;

  self->files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->ingest = lep_ingest_begin (self->workspace, error);
  if (self->ingest == NULL || !add_spaces (self, error) || !bind_keys (self, error) || !keep_format (self, error) ||
      !lep_bundle_read_changes (self->bundle, &handler, self, progress, cancellable, error) || !is_news (self, &news, error) ||
      (news && !keep_haves (self, error)))
    return FALSE;

  result = lep_ingest_finish (self->ingest, error);
  return result != NULL && (!news || keep_wants (self, error)) && lep_files_forget_erased (lep_workspace_get_db (self->workspace), error) &&
         lep_files_count_named (self->workspace, self->files, &self->report->n_documents, error) &&
         lep_import_report_result (self, result, error) && keep_receipt (self, result, error);
}

/* What a request asks for. One of our own asks ourselves for nothing. */
static gboolean
count_asked (LepImport *self,
             GError   **error)
{
  const LepExportOptions options = { .peer = self->report->sender->replica };
  const LepLaptop       *sender = lep_laptops_find (self->laptops, &self->manifest->replica);
  g_autoptr (LepStock) stock = NULL;
  g_auto (LepExportPlan) plan = { 0 };

  if (!self->report->is_request || (sender != NULL && sender->own))
    return TRUE;
  stock = lep_stock_load (self->workspace, error);
  if (stock == NULL || !lep_export_plan_make (&plan, stock, &options, error) || !lep_export_plan_find_files (&plan, FALSE, error))
    return FALSE;
  self->report->asks = lep_export_plan_count (&plan);
  self->report->asks_documents = plan.files->len;
  return TRUE;
}

/* Makes it last, or, of a preview, only looks at what it would be. */
static gboolean
conclude (LepImport  *self,
          const char *before,
          GError    **error)
{
  const LepIngestResult *result = lep_ingest_get_result (self->ingest);
  g_autoptr (GPtrArray) waiting = lep_waiting_list (self->workspace, error);
  gboolean         renew = FALSE;
  g_autofree char *after = NULL;

  /* What can fail comes first: after the commit it would be said too late. The new id
   * comes with what told of it, or neither does. */
  if (waiting == NULL || !lep_import_must_renew (self, result, &renew, error) ||
      !lep_import_report_late (self, result, error) || !count_asked (self, error))
    return FALSE;
  lep_import_report_clock (self);
  g_ptr_array_unref (self->report->waiting);
  self->report->waiting = g_steal_pointer (&waiting);
  if (self->mode == LEP_IMPORT_APPLY)
    {
      if ((renew && !lep_identity_renew (self->workspace, self->surroundings, error)) || !lep_ingest_commit (self->ingest, error))
        return FALSE;
      g_clear_pointer (&self->ingest, lep_ingest_free);
    }
  else
    {
      after = lep_import_totals (self->workspace, self->surroundings->clock, error);
      if (after == NULL)
        return FALSE;
      self->report->totals = lep_import_join_totals (before, after);
    }

  return TRUE;
}

/**
 * lep_import_run:
 * @self: opened, and all its signers trusted
 *
 * Reads the changes and takes them in, or looks what would happen.
 */
gboolean
lep_import_run (LepImport    *self,
                LepProgress  *progress,
                GCancellable *cancellable,
                GError      **error)
{
  g_autofree char *before = NULL;

  if (self->mode == LEP_IMPORT_PREVIEW)
    {
      before = lep_import_totals (self->workspace, self->surroundings->clock, error);
      if (before == NULL)
        return FALSE;
    }
  else if (!backup_before_first (self, cancellable, error))
    return FALSE;

  return take (self, progress, cancellable, error) && conclude (self, before, error);
}

/**
 * lep_import:
 * @trust: (nullable): numbers of unknown signers that the user has compared
 * @passphrase: (nullable): of a bundle that is locked with one
 * @progress: (nullable): segments read
 * @cancellable: (nullable):
 *
 * Takes a bundle in. Fails with %LEP_ERROR_CORRUPT, %LEP_ERROR_UNTRUSTED,
 * %LEP_ERROR_LOCKED, %LEP_ERROR_SEALED or %LEP_ERROR_TOO_NEW if it is refused, and
 * then, as with every error, not one byte of the workspace is another.
 *
 * Returns: (transfer full): what it did; with unknown signers: only who they are
 */
LepImportReport *
lep_import (LepWorkspace          *workspace,
            const LepSurroundings *surroundings,
            const char            *file,
            LepImportMode          mode,
            const char *const     *trust,
            const char            *passphrase,
            LepProgress           *progress,
            GCancellable          *cancellable,
            GError               **error)
{
  g_auto (LepImport) import = { .workspace = workspace, .surroundings = surroundings, .mode = mode, .passphrase = passphrase };

  if (!lep_import_open (&import, file, trust, FALSE, cancellable, error))
    return NULL;
  if (import.report->untrusted->len == 0 && !lep_import_run (&import, progress, cancellable, error))
    return NULL;
  return g_steal_pointer (&import.report);
}
