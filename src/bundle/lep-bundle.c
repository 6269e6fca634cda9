/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a bundle file (bundle format, 4-bundle.md): the steps, in the order in
 * which they make the next one safe. */

#include <string.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "lep-bundle-error.h"
#include "lep-bundle-limits.h"
#include "lep-bundle-seal.h"
#include "lep-bundle-sums.h"
#include "lep-clock.h"
#include "lep-minisig.h"
#include "lep-private-copy.h"
#include "lep-read-ahead.h"
#include "lep-util.h"
#include "lep-xml-reader.h"
#include "lep-zip-reader.h"

#include "lep-bundle.h"

#define MANIFEST_MEMBER "manifest.xml"

struct _LepBundle
{
  int           fd;
  gint64        size; /* as it came */
  LepHash       hash; /* as it came */
  gboolean      is_sealed;
  GPtrArray    *entries;
  LepZipReader *reader;
  GHashTable   *sums;
  LepMinisig   *minisig;
  LepUuid       sender; /* as the trusted comment says */
  LepManifest  *manifest;
};

/* Loads the next member and compares it with the list of hashes, if there is one. */
static GByteArray *
load_next (LepBundle *self,
           gsize      limit,
           LepHash   *hash,
           GError   **error)
{
  const LepZipEntry *entry = lep_zip_reader_next (self->reader, error);
  g_autoptr (GByteArray) bytes = NULL;

  if (entry != NULL)
    bytes = lep_zip_reader_load (self->reader, limit, hash, error);
  if (bytes == NULL)
    return NULL;

  if (self->sums != NULL && !lep_hash_equal (hash, g_hash_table_lookup (self->sums, entry->name)))
    {
      lep_bundle_refuse (error, entry->name, 0, _ ("the member is not the one that was signed"));
      return NULL;
    }
  return g_steal_pointer (&bytes);
}

static gboolean
check_structure (LepBundle *self,
                 GError   **error)
{
  g_autoptr (GMappedFile) mapped = g_mapped_file_new_from_fd (self->fd, FALSE, NULL);
  const char *bytes = mapped != NULL ? g_mapped_file_get_contents (mapped) : NULL;
  gsize       size = mapped != NULL ? g_mapped_file_get_length (mapped) : 0;

  if (bytes == NULL)
    size = 0;
  self->entries = lep_zip_check ((const guint8 *) bytes, size, error);
  return self->entries != NULL;
}

/* "replica:<uuid> counter:<n> made:<time>" */
static gboolean
read_comment (LepBundle *self,
              GError   **error)
{
  g_auto (GStrv) words = g_strsplit (self->minisig->comment, " ", 4);
  gint64 counter;

  if (g_strv_length (words) == 3 && g_str_has_prefix (words[0], "replica:") &&
      lep_uuid_parse (words[0] + strlen ("replica:"), -1, &self->sender) && g_str_has_prefix (words[1], "counter:") &&
      lep_number_parse (words[1] + strlen ("counter:"), &counter) && g_str_has_prefix (words[2], "made:") &&
      lep_time_parse (words[2] + strlen ("made:"), -1, NULL))
    return TRUE;

  lep_bundle_refuse (error, LEP_MINISIG_MEMBER, 3, _ ("the trusted comment does not say who made the bundle and when"));
  return FALSE;
}

static gboolean
check_signature (LepBundle  *self,
                 GByteArray *sums,
                 GError    **error)
{
  LepHash hash;
  g_autoptr (GByteArray) text = load_next (self, LEP_MINISIG_MAX, &hash, error);
  g_autoptr (GError) local_error = NULL;
  guint line = 1;

  if (text == NULL)
    return FALSE;

  self->minisig = lep_minisig_parse ((const char *) text->data, text->len, &line, &local_error);
  if (self->minisig != NULL)
    {
      line = 2;
      lep_minisig_check (self->minisig, sums->data, sums->len, &local_error);
    }
  if (local_error != NULL)
    {
      lep_bundle_refuse (error, LEP_MINISIG_MEMBER, line, "%s", local_error->message);
      return FALSE;
    }
  return read_comment (self, error);
}

static gboolean
check_sums (LepBundle *self,
            GError   **error)
{
  LepHash type_hash, sums_hash;
  g_autoptr (GByteArray) type = load_next (self, LEP_XML_MAX_TAG, &type_hash, error);
  g_autoptr (GByteArray) sums = NULL;

  if (type == NULL)
    return FALSE;
  if (type->len != strlen (LEP_BUNDLE_TYPE) || memcmp (type->data, LEP_BUNDLE_TYPE, type->len) != 0)
    {
      lep_bundle_refuse (error, "mimetype", 1, _ ("this is another kind of file"));
      return FALSE;
    }

  sums = load_next (self, LEP_BUNDLE_MAX_SUMS, &sums_hash, error);
  if (sums == NULL || !check_signature (self, sums, error))
    return FALSE;

  self->sums = lep_sums_read ((const char *) sums->data, sums->len, self->entries, error);
  if (self->sums == NULL)
    return FALSE;
  if (!lep_hash_equal (&type_hash, g_hash_table_lookup (self->sums, "mimetype")))
    {
      lep_bundle_refuse (error, "mimetype", 0, _ ("the member is not the one that was signed"));
      return FALSE;
    }
  return TRUE;
}

/* What is large and no bundle is not even copied: whoever fills the exchange folder
 * does not fill the disk, too. */
static gboolean
looks_like_one (int      fd,
                gint64   size,
                GError **error)
{
  char first[4] = ""; /* stays so where it cannot be read */

  if (size <= LEP_BUNDLE_MAX_XML)
    return TRUE;
  lep_read_at (fd, 0, first, sizeof first);
  return memcmp (first, "age-", sizeof first) == 0 || lep_zip_check_end (fd, size, error);
}

/**
 * lep_bundle_open:
 * @temp_dir: where a private copy is made; nothing is left there
 * @unlock: (nullable): what it may be opened with if it is sealed
 *
 * Opens a bundle and checks its seal, its ZIP, the list of hashes and the
 * signature of that list by the key it names. Whether that key is to be trusted
 * is the caller's question. Fails with %LEP_ERROR_LOCKED if it takes a
 * pass-phrase other than the one given, %LEP_ERROR_SEALED if it is for others, %LEP_ERROR_CORRUPT, %LEP_ERROR_TOO_NEW,
 * %LEP_ERROR_NOT_FOUND or %LEP_ERROR_FAILED.
 */
LepBundle *
lep_bundle_open (const char      *path,
                 const char      *temp_dir,
                 const LepUnlock *unlock,
                 GCancellable    *cancellable,
                 GError         **error)
{
  g_autoptr (LepBundle) self = g_new0 (LepBundle, 1);

  self->fd = lep_private_copy (path, temp_dir, LEP_BUNDLE_MAX_WITH_DOCUMENTS, looks_like_one, cancellable, &self->size, &self->hash, error);
  if (self->fd < 0 || !lep_bundle_unseal (&self->fd, temp_dir, unlock, &self->is_sealed, cancellable, error) ||
      !check_structure (self, error))
    return NULL;

  self->reader = lep_zip_reader_new (self->fd, self->entries, LEP_BUNDLE_MAX_INFLATED, error);
  if (self->reader == NULL || !check_sums (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
lep_bundle_free (LepBundle *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->reader, lep_zip_reader_free);
  if (self->fd >= 0)
    close (self->fd);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->sums, g_hash_table_unref);
  lep_minisig_free (self->minisig);
  lep_manifest_free (self->manifest);
  g_free (self);
}

/**
 * lep_bundle_get_hash:
 *
 * Returns: SHA-256 of the whole file
 */
const LepHash *
lep_bundle_get_hash (LepBundle *self)
{
  return &self->hash;
}

/**
 * lep_bundle_is_sealed:
 *
 * Returns: whether only who had a key could open the file
 */
gboolean
lep_bundle_is_sealed (LepBundle *self)
{
  return self->is_sealed;
}

gint64
lep_bundle_get_size (LepBundle *self)
{
  return self->size;
}

/**
 * lep_bundle_get_key:
 *
 * Returns: the key that signed the bundle
 */
const LepPublicKey *
lep_bundle_get_key (LepBundle *self)
{
  return &self->minisig->key;
}

/**
 * lep_bundle_get_sender:
 *
 * Returns: the replica that the signature names as its maker
 */
const LepUuid *
lep_bundle_get_sender (LepBundle *self)
{
  return &self->sender;
}

static guint
count_changes (LepBundle *self)
{
  guint n = 0;

  for (guint i = 0; i < self->entries->len; i++)
    if (g_str_has_prefix (((LepZipEntry *) g_ptr_array_index (self->entries, i))->name, "changes/"))
      n++;
  return n;
}

/**
 * lep_bundle_read_manifest:
 *
 * Reads who signed, for whom, and what is announced. The caller then decides
 * about every signer of lep_manifest_dup_needed ().
 *
 * Returns: (transfer none): the manifest; it lives as long as the bundle
 */
const LepManifest *
lep_bundle_read_manifest (LepBundle *self,
                          GError   **error)
{
  LepHash hash;
  g_autoptr (GByteArray) text = NULL;
  g_autoptr (LepManifest) manifest = NULL;
  const LepManifestSigner *sender;
  g_autofree char         *comment = NULL;

  if (self->manifest != NULL)
    return self->manifest;

  text = load_next (self, LEP_BUNDLE_MAX_MANIFEST, &hash, error);
  if (text == NULL)
    return NULL;
  manifest = lep_manifest_read ((const char *) text->data, text->len, error);
  if (manifest == NULL)
    return NULL;

  sender = lep_manifest_signer (manifest, &manifest->replica);
  comment = lep_manifest_comment (manifest);
  if (strcmp (comment, self->minisig->comment) != 0)
    lep_bundle_refuse (error, MANIFEST_MEMBER, manifest->line, _ ("its sender, counter or time is not that of the signature"));
  else if (!lep_public_key_equal (&sender->key, &self->minisig->key))
    lep_bundle_refuse (error, MANIFEST_MEMBER, sender->line, _ ("the sender's key is not the one that signed the bundle"));
  else if (manifest->segments->len != count_changes (self))
    lep_bundle_refuse (error, MANIFEST_MEMBER, 0, _ ("the segments that it announces are not those that are there"));
  else
    self->manifest = g_steal_pointer (&manifest);
  return self->manifest;
}

/* A laptop without a name is told by its number. */
static gboolean
refuse_signature (const char              *member,
                  const LepManifestSigner *signer,
                  GError                 **error)
{
  g_autofree char *id = lep_uuid_to_string (&signer->replica);
  g_autofree char *label = lep_bundle_quote (*signer->label != '\0' ? signer->label : id);

  lep_bundle_refuse (error, member, 0, _ ("the changes are not signed by the laptop “%s”, from which they are said to come"), label);
  return FALSE;
}

static gboolean
check_segment_signatures (LepBundle *self,
                          GError   **error)
{
  for (guint i = 0; i < self->manifest->segments->len; i++)
    {
      const LepSegment        *segment = &g_array_index (self->manifest->segments, LepSegment, i);
      const LepManifestSigner *signer = lep_manifest_signer (self->manifest, &segment->replica);
      g_autofree char         *member = lep_segment_member (i);
      g_autofree char         *text = NULL;

      if (!segment->has_signature)
        continue;
      text = lep_chain_head_text (&segment->space, &segment->replica, segment->to, &segment->head);
      if (!lep_public_key_check (&signer->key, text, strlen (text), segment->signature))
        return refuse_signature (member, signer, error);
    }
  return TRUE;
}

/* What passes between a segment's changes and the caller. */
typedef struct
{
  const LepBundleHandler *handler;
  gpointer                user_data;
  GCancellable           *cancellable;
  GHashTable             *seen; /* hashes of the stream's changes, if it has several runs */
} Passing;

static gboolean
pass_change (Passing                 *self,
             const LepReceivedChange *change,
             GError                 **error)
{
  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  if (self->seen != NULL && !g_hash_table_add (self->seen, g_memdup2 (&change->hash, sizeof change->hash)))
    {
      lep_bundle_refuse (error, NULL, 0, _ ("this change stands in another segment too"));
      return FALSE;
    }
  return self->handler->change (change, self->user_data, error);
}

/* Passes on what is there of a segment. */
static gboolean
pass_batch (Passing            *self,
            const LepReadBatch *batch,
            const LepSegment   *segment,
            GError            **error)
{
  const LepBundleHandler *handler = self->handler;

  for (guint i = 0; i < batch->n_changes; i++)
    {
      GError *local_error = NULL;

      if (pass_change (self, &batch->changes[i], &local_error))
        continue;
      if (g_error_matches (local_error, LEP_ERROR, LEP_ERROR_CORRUPT))
        {
          g_autofree char *member = lep_segment_member (batch->segment);

          g_prefix_error (&local_error, "%s:%u: ", member, batch->changes[i].line);
        }
      g_propagate_error (error, local_error);
      return FALSE;
    }
  if (batch->error != NULL)
    {
      g_propagate_error (error, g_error_copy (batch->error));
      return FALSE;
    }
  return !batch->is_last || handler->segment_end == NULL || handler->segment_end (segment, self->user_data, error);
}

static gboolean
is_same_stream (const LepSegment *a,
                const LepSegment *b)
{
  return lep_uuid_equal (&a->space, &b->space) && lep_uuid_equal (&a->replica, &b->replica);
}

/* Only forks of one stream could hold a change twice. */
static gboolean
has_forks (const LepSegment *segments,
           guint             first,
           guint             n)
{
  for (guint i = first + 1; i < n && is_same_stream (&segments[first], &segments[i]); i++)
    if (!lep_segment_continues (&segments[i], &segments[i - 1]))
      return TRUE;
  return FALSE;
}

static gboolean *
ask_for_skips (LepBundle *self,
               Passing   *passing,
               GError   **error)
{
  guint                n = self->manifest->segments->len;
  g_autofree gboolean *skips = g_new0 (gboolean, n + 1);

  for (guint i = 0; passing->handler->segment != NULL && i < n; i++)
    if (!passing->handler->segment (&g_array_index (self->manifest->segments, LepSegment, i), &skips[i],
                                    passing->user_data, error))
      return NULL;
  return g_steal_pointer (&skips);
}

static GByteArray *
load_segment_cb (gpointer user_data,
                 GError **error)
{
  LepHash hash;

  return load_next (user_data, LEP_BUNDLE_MAX_XML, &hash, error);
}

/* Takes one segment from the thread that reads ahead. */
static gboolean
take_segment (LepReadAhead     *ahead,
              Passing          *passing,
              const LepSegment *segment,
              GError          **error)
{
  const LepReadBatch *batch;

  do
    {
      if (g_cancellable_set_error_if_cancelled (passing->cancellable, error))
        return FALSE;
      batch = lep_read_ahead_next (ahead);
      if (!pass_batch (passing, batch, segment, error))
        return FALSE;
    }
  while (!batch->is_last);
  return TRUE;
}

static gboolean
read_segments (LepBundle   *self,
               Passing     *passing,
               LepProgress *progress,
               GError     **error)
{
  const LepSegment    *segments = (const LepSegment *) (void *) self->manifest->segments->data;
  guint                n = self->manifest->segments->len;
  g_autofree gboolean *skips = ask_for_skips (self, passing, error);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (lep_hash_key, lep_hash_equal_func, g_free, NULL);
  g_autoptr (LepReadAhead) ahead = NULL;

  if (skips != NULL && n > 0)
    ahead = lep_read_ahead_new (self->manifest, skips, load_segment_cb, self, error);
  if (skips == NULL || (n > 0 && ahead == NULL))
    return FALSE;

  for (guint i = 0; i < n; i++)
    {
      if (i == 0 || !is_same_stream (&segments[i], &segments[i - 1]))
        {
          g_hash_table_remove_all (seen);
          passing->seen = has_forks (segments, i, n) ? seen : NULL;
        }
      if (!take_segment (ahead, passing, &segments[i], error))
        return FALSE;
      lep_progress_report (progress, i + 1, n);
    }
  return TRUE;
}

typedef struct
{
  Passing *passing;
  LepHash  name;
} Document;

static gboolean
document_cb (const void *data,
             gsize       size,
             gpointer    user_data,
             GError    **error)
{
  Document *self = user_data;

  return !g_cancellable_set_error_if_cancelled (self->passing->cancellable, error) &&
         (self->passing->handler->document == NULL ||
          self->passing->handler->document (&self->name, data, size, self->passing->user_data, error));
}

static gboolean
read_documents (LepBundle *self,
                Passing   *passing,
                GError   **error)
{
  guint first = self->entries->len;

  /* The documents stand behind all others, of which there are some. */
  while (g_str_has_prefix (((LepZipEntry *) g_ptr_array_index (self->entries, first - 1))->name, "files/"))
    first--;
  for (guint i = first; i < self->entries->len; i++)
    {
      const LepZipEntry *entry = lep_zip_reader_next (self->reader, error);
      Document           document = { passing };
      LepHash            hash;

      if (entry == NULL)
        return FALSE;
      lep_hash_parse (entry->name + strlen ("files/"), -1, &document.name);
      if (!lep_zip_reader_pass (self->reader, &hash, document_cb, &document, error))
        return FALSE;
      if (!lep_hash_equal (&hash, &document.name) ||
          !lep_hash_equal (&hash, g_hash_table_lookup (self->sums, entry->name)))
        {
          lep_bundle_refuse (error, entry->name, 0, _ ("the document is not the one that was signed"));
          return FALSE;
        }
      if (!document_cb (NULL, 0, &document, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * lep_bundle_read_changes:
 * @handler: (scope call): what to do with what is read
 *
 * Reads everything behind the manifest, once. Call it only when every signer of
 * lep_manifest_dup_needed () is trusted. What was handed out before an error
 * must be undone by the caller.
 */
gboolean
lep_bundle_read_changes (LepBundle              *self,
                         const LepBundleHandler *handler,
                         gpointer                user_data,
                         LepProgress            *progress,
                         GCancellable           *cancellable,
                         GError                **error)
{
  Passing passing = { handler, user_data, cancellable };

  g_return_val_if_fail (self->manifest != NULL, FALSE);

  return check_segment_signatures (self, error) && read_segments (self, &passing, progress, error) &&
         read_documents (self, &passing, error);
}
