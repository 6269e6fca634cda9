/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes a bundle file (bundle format, 4-bundle.md). The same content, receiver,
 * counter and time give the same bytes. */

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "lep-bundle-error.h"
#include "lep-bundle-limits.h"
#include "lep-bundle-name.h"
#include "lep-bundle-put.h"
#include "lep-bundle-sums.h"
#include "lep-minisig.h"
#include "lep-private-copy.h"
#include "lep-util.h"
#include "lep-xml-scan.h"
#include "lep-zip-check.h"
#include "lep-zip-file.h"

#include "lep-bundle-writer.h"

#define END_TAG "</changes>"

struct _LepBundleWriter
{
  LepManifest  *manifest;
  char         *temp_dir;
  int           spool;  /* the segments' XML, one after the other */
  GArray       *sizes;  /* gint64, of each segment's XML */
  GHashTable   *stored; /* members that deflate packs more tightly than readers trust */
  GArray       *files;  /* LepBundleAttachment */
  LepFileSource source; /* of their bytes */
  gpointer      source_data;
  GHashTable   *sums;

  GString      *xml;      /* of the segment being written */
  const char   *line_end; /* before and behind its changes */
  LepSegment    segment;
  gint64        n_changes; /* in it */
  GArray       *context;   /* as written last in it */
};

typedef struct
{
  LepHash sha256;
  gint64  size;
} LepBundleAttachment;

/**
 * lep_bundle_writer_new:
 * @manifest: (transfer full): everything but the segments
 * @temp_dir: where the segments are kept meanwhile, without a name
 */
LepBundleWriter *
lep_bundle_writer_new (LepManifest *manifest,
                       const char  *temp_dir,
                       GError     **error)
{
  g_autoptr (LepBundleWriter) self = g_new0 (LepBundleWriter, 1);

  self->manifest = manifest;
  self->temp_dir = g_strdup (temp_dir);
  self->sizes = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->stored = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->files = g_array_new (FALSE, FALSE, sizeof (LepBundleAttachment));
  self->sums = lep_sums_new ();
  self->xml = g_string_new (NULL);
  self->context = lep_context_new ();
  self->spool = lep_private_file (temp_dir, error);
  return self->spool < 0 ? NULL : g_steal_pointer (&self);
}

void
lep_bundle_writer_free (LepBundleWriter *self)
{
  if (self == NULL)
    return;

  if (self->spool >= 0)
    close (self->spool);
  lep_manifest_free (self->manifest);
  g_free (self->temp_dir);
  g_array_unref (self->sizes);
  g_array_unref (self->files);
  g_hash_table_unref (self->stored);
  g_hash_table_unref (self->sums);
  g_string_free (self->xml, TRUE);
  g_array_unref (self->context);
  g_free (self);
}

static void
open_segment (LepBundleWriter *self)
{
  char space[LEP_UUID_TEXT_SIZE + 1];
  char replica[LEP_UUID_TEXT_SIZE + 1];
  char prev[LEP_HASH_HEX_SIZE + 1];

  lep_uuid_format (&self->segment.space, space);
  lep_uuid_format (&self->segment.replica, replica);
  lep_hash_format (&self->segment.prev, prev);
  g_string_printf (self->xml,
                   LEP_XML_DECLARATION "<changes xmlns=\"urn:lep:changes:1\" space=\"%s\" replica=\"%s\""
                                       " from=\"%" G_GINT64_FORMAT "\" prev=\"%s\">",
                   space, replica, self->segment.from, prev);
  self->line_end = "\n";
  g_array_set_size (self->context, 0);
  self->n_changes = 0;
}

/**
 * lep_bundle_writer_begin:
 *
 * Begins a run of consecutive changes of one branch; runs come in the order of
 * space, replica, @from, @prev.
 */
void
lep_bundle_writer_begin (LepBundleWriter *self,
                         const LepUuid   *space,
                         const LepUuid   *replica,
                         gint64           from,
                         const LepHash   *prev)
{
  memset (&self->segment, 0, sizeof self->segment);
  self->segment.space = *space;
  self->segment.replica = *replica;
  self->segment.from = from;
  self->segment.prev = *prev;
  self->segment.head = *prev;
  open_segment (self);
}

static gboolean
spool_out (LepBundleWriter *self,
           GError         **error)
{
  if (lep_write_all (self->spool, self->xml->str, self->xml->len))
    return TRUE;

  return lep_zip_writer_fail (self->temp_dir, errno, error);
}

static gboolean
close_segment (LepBundleWriter *self,
               const guint8    *signature,
               GError         **error)
{
  guint            index = self->manifest->segments->len;
  g_autofree char *member = lep_segment_member (index);
  gint64           size;
  LepHash          hash;

  g_string_append_printf (self->xml, "%s" END_TAG "%s", self->line_end, self->line_end);
  size = (gint64) self->xml->len;
  if (size > LEP_BUNDLE_MAX_XML || index == LEP_BUNDLE_MAX_SEGMENTS)
    {
      g_set_error_literal (error, LEP_ERROR, LEP_ERROR_FAILED,
                           _ ("There are too many changes for one bundle. Choose fewer spaces."));
      return FALSE;
    }

  self->segment.to = self->segment.from + self->n_changes - 1;
  self->segment.has_signature = signature != NULL;
  if (signature != NULL)
    memcpy (self->segment.signature, signature, LEP_SIGNATURE_SIZE);
  g_array_append_val (self->manifest->segments, self->segment);
  g_array_append_val (self->sizes, size);
  lep_hash_data (self->xml->str, (gssize) self->xml->len, &hash);
  lep_sums_add (self->sums, member, &hash);
  return spool_out (self, error);
}

/* Starts the next file of the run if this one has no room for @size bytes. */
static gboolean
make_room (LepBundleWriter *self,
           gsize            size,
           GError         **error)
{
  if (self->n_changes == 0 || self->xml->len + size + strlen ("\n" END_TAG "\n") <= LEP_BUNDLE_SEGMENT_SIZE)
    return TRUE;

  if (!close_segment (self, NULL, error))
    return FALSE;
  self->segment.from = self->segment.to + 1;
  self->segment.prev = self->segment.head;
  open_segment (self);
  return TRUE;
}

static gboolean
is_same_context (const GArray *a,
                 const GArray *b)
{
  G_STATIC_ASSERT (sizeof (LepSeen) == LEP_UUID_SIZE + sizeof (gint64) + LEP_HASH_SIZE); /* no gaps */
  return a->len == b->len && (a->len == 0 || memcmp (a->data, b->data, a->len * sizeof (LepSeen)) == 0);
}

static void
write_context (LepBundleWriter *self,
               const GArray    *context)
{
  g_string_append (self->xml, self->line_end);
  g_string_append (self->xml, context->len > 0 ? "<context>" : "<context/>");
  for (guint i = 0; i < context->len; i++)
    {
      const LepSeen *seen = &g_array_index (context, LepSeen, i);
      char           replica[LEP_UUID_TEXT_SIZE + 1];
      char           head[LEP_HASH_HEX_SIZE + 1];

      lep_uuid_format (&seen->replica, replica);
      lep_hash_format (&seen->head, head);
      g_string_append_printf (self->xml, "<seen replica=\"%s\" n=\"%" G_GINT64_FORMAT "\" head=\"%s\"/>", replica,
                              seen->n, head);
    }
  if (context->len > 0)
    g_string_append (self->xml, "</context>");

  g_array_set_size (self->context, 0);
  if (context->len > 0)
    g_array_append_vals (self->context, context->data, context->len);
}

/**
 * lep_bundle_writer_add:
 * @context: of #LepSeen
 * @body: the canonical text of the change, @length bytes
 * @hash: of the change
 *
 * Adds the next change of the run.
 */
gboolean
lep_bundle_writer_add (LepBundleWriter *self,
                       const GArray    *context,
                       const char      *body,
                       gsize            length,
                       const LepHash   *hash,
                       GError         **error)
{
  /* A line of a context is shorter than twice its hash and id. */
  gsize size = length + context->len * 2 * (LEP_HASH_HEX_SIZE + LEP_UUID_TEXT_SIZE);

  if (!make_room (self, size, error))
    return FALSE;

  /* Somebody else's may fill a file to its last byte, and so it has to go on. */
  if (self->xml->len + size + strlen ("\n\n\n" END_TAG "\n") > LEP_BUNDLE_MAX_XML)
    self->line_end = "";
  if (!is_same_context (self->context, context))
    write_context (self, context);
  g_string_append (self->xml, self->line_end);
  g_string_append_len (self->xml, body, (gssize) length);
  self->segment.head = *hash;
  self->n_changes++;
  return TRUE;
}

/**
 * lep_bundle_writer_add_gone:
 * @hash: of the change that was here
 * @by: of the change that erased its values
 *
 * Adds a stub as the next change of the run.
 */
gboolean
lep_bundle_writer_add_gone (LepBundleWriter *self,
                            const LepHash   *hash,
                            const LepHash   *by,
                            GError         **error)
{
  char hash_text[LEP_HASH_HEX_SIZE + 1];
  char by_text[LEP_HASH_HEX_SIZE + 1];

  if (!make_room (self, LEP_XML_MAX_TAG, error))
    return FALSE;

  lep_hash_format (hash, hash_text);
  lep_hash_format (by, by_text);
  g_string_append_printf (self->xml, "\n<gone n=\"%" G_GINT64_FORMAT "\" hash=\"%s\" by=\"%s\"/>",
                          self->segment.from + self->n_changes, hash_text, by_text);
  self->segment.head = *hash;
  self->n_changes++;
  return TRUE;
}

/**
 * lep_bundle_writer_end:
 * @signature: of the head by the stream's own laptop
 *
 * Ends a run, which has at least one change.
 */
gboolean
lep_bundle_writer_end (LepBundleWriter *self,
                       const guint8     signature[LEP_SIGNATURE_SIZE],
                       GError         **error)
{
  g_return_val_if_fail (self->n_changes > 0, FALSE);

  return close_segment (self, signature, error);
}

/**
 * lep_bundle_writer_set_source:
 * @source: hands out the bytes of the files, at the end, and maybe twice
 */
void
lep_bundle_writer_set_source (LepBundleWriter *self,
                              LepFileSource    source,
                              gpointer         user_data)
{
  self->source = source;
  self->source_data = user_data;
}

/**
 * lep_bundle_writer_add_file:
 *
 * Announces an attached document; they come in the order of their hashes, each
 * once, and have to fit into the limits.
 */
void
lep_bundle_writer_add_file (LepBundleWriter *self,
                            const LepHash   *sha256,
                            gint64           size)
{
  LepBundleAttachment file = { *sha256, size };
  g_autofree char    *member = lep_zip_file_member (sha256);

  g_array_append_val (self->files, file);
  lep_sums_add (self->sums, member, sha256);
}

static gboolean
write_text (LepBundleWriter *self,
            LepZipWriter    *zip,
            const char      *name,
            const char      *text,
            GError         **error)
{
  gboolean deflate = !g_hash_table_contains (self->stored, name);

  return lep_zip_writer_add (zip, name, deflate, text, strlen (text), error);
}

static gboolean
write_files (LepBundleWriter *self,
             LepZipWriter    *zip,
             GCancellable    *cancellable,
             GError         **error)
{
  for (guint i = 0; i < self->files->len; i++)
    {
      const LepBundleAttachment *file = &g_array_index (self->files, LepBundleAttachment, i);
      g_autofree char           *member = lep_zip_file_member (&file->sha256);
      LepZipFile                 out = { zip, member, g_hash_table_contains (self->stored, member), file->size };

      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !self->source (&file->sha256, lep_zip_file_cb, &out, self->source_data, error) ||
          !lep_zip_file_end (&out, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_members (LepBundleWriter *self,
               LepZipWriter    *zip,
               const char      *sums,
               const char      *minisig,
               const char      *manifest,
               GCancellable    *cancellable,
               GError         **error)
{
  gint64 offset = 0;

  if (!lep_zip_writer_add (zip, "mimetype", FALSE, LEP_BUNDLE_TYPE, strlen (LEP_BUNDLE_TYPE), error) ||
      !write_text (self, zip, LEP_SUMS_MEMBER, sums, error) ||
      !write_text (self, zip, LEP_MINISIG_MEMBER, minisig, error) ||
      !write_text (self, zip, "manifest.xml", manifest, error))
    return FALSE;

  for (guint i = 0; i < self->sizes->len; i++)
    {
      g_autofree char *member = lep_segment_member (i);
      gboolean         deflate = !g_hash_table_contains (self->stored, member);
      gint64           size = g_array_index (self->sizes, gint64, i);

      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !lep_zip_writer_add_fd (zip, member, deflate, self->spool, offset, size, error))
        return FALSE;
      offset += size;
    }
  return write_files (self, zip, cancellable, error) && lep_zip_writer_close (zip, error);
}

/* Whether a reader will take the ZIP. */
static gboolean
check_zip (LepBundleWriter *self,
           int              fd,
           GError         **error)
{
  g_autoptr (GMappedFile) mapped = g_mapped_file_new_from_fd (fd, FALSE, error);
  g_autoptr (GPtrArray) entries = NULL;

  if (mapped == NULL)
    return FALSE;
  if (g_mapped_file_get_length (mapped) > (gsize) (self->files->len > 0 ? LEP_BUNDLE_MAX_WITH_DOCUMENTS : LEP_BUNDLE_MAX_FILE))
    {
      g_set_error_literal (error, LEP_ERROR, LEP_ERROR_FAILED,
                           _ ("The bundle would be larger than any may be. Choose fewer spaces."));
      return FALSE;
    }
  entries = lep_zip_check ((const guint8 *) g_mapped_file_get_contents (mapped), g_mapped_file_get_length (mapped), error);
  if (entries == NULL)
    return FALSE;

  for (guint i = 0; i < entries->len; i++)
    {
      const LepZipEntry *entry = g_ptr_array_index (entries, i);

      if (entry->size > LEP_BUNDLE_RATIO_FROM && entry->size / LEP_BUNDLE_MAX_RATIO >= entry->compressed)
        g_hash_table_add (self->stored, g_strdup (entry->name));
    }
  return TRUE;
}

/* Writes the ZIP; a second time if something in it is so repetitive that a
 * reader would take it for a bomb. */
static gboolean
write_zip (LepBundleWriter *self,
           int              fd,
           const char      *sums,
           const char      *minisig,
           const char      *manifest,
           GCancellable    *cancellable,
           GError         **error)
{
  guint n_stored;

  do
    {
      g_autoptr (LepZipWriter) zip = NULL;

      n_stored = g_hash_table_size (self->stored);
      if (ftruncate (fd, 0) < 0 || lseek (fd, 0, SEEK_SET) < 0)
        return lep_zip_writer_fail (self->temp_dir, errno, error);
      zip = lep_zip_writer_new (fd, self->temp_dir, error);
      if (zip == NULL || !write_members (self, zip, sums, minisig, manifest, cancellable, error) ||
          !check_zip (self, fd, error))
        return FALSE;
    }
  while (g_hash_table_size (self->stored) > n_stored);
  return TRUE;
}

/* Makes the ZIP in a file without a name: nobody changes it while it is looked at, and what is to be
 * sealed never stands open at the target. */
static int
make_zip (LepBundleWriter *self,
          LepKey          *key,
          const char      *sums,
          const char      *manifest,
          GCancellable    *cancellable,
          GError         **error)
{
  g_autofree char *comment = lep_manifest_comment (self->manifest);
  g_autofree char *minisig = lep_minisig_write (key, sums, strlen (sums), comment);
  int              zip = lep_private_file (self->temp_dir, error);

  if (zip >= 0 && !write_zip (self, zip, sums, minisig, manifest, cancellable, error))
    {
      close (zip);
      return -1;
    }
  return zip;
}

/**
 * lep_bundle_writer_finish:
 * @key: that of the manifest's sender
 * @lock: (nullable): for whom it is sealed; %NULL = it is not
 * @target: a file, or a folder in which the usual name is used
 *
 * Writes the file beside its place, as NAME.DIGITS.XXXXXX.part, and renames it when it is whole and on the
 * disk. Fails with %LEP_ERROR_FAILED, or %LEP_ERROR_INVALID if a recipient of
 * @lock is none; then nothing is left.
 */
LepBundleFile *
lep_bundle_writer_finish (LepBundleWriter  *self,
                          LepKey           *key,
                          const LepAgeLock *lock,
                          const char       *target,
                          GCancellable     *cancellable,
                          GError          **error)
{
  g_autofree char *manifest = lep_manifest_write (self->manifest);
  g_autofree char *sums = NULL, *name = NULL, *path = NULL;
  guint            line; /* it is not a text yet */
  const char      *fault = lep_manifest_fault (self->manifest, &line);
  LepBundleFile   *file;
  LepHash          hash;
  int              zip;

  if (fault != NULL || strlen (manifest) > LEP_BUNDLE_MAX_MANIFEST)
    {
      g_set_error (error, LEP_ERROR, LEP_ERROR_FAILED, _ ("The bundle's manifest cannot be written: %s."),
                   fault != NULL ? fault : _ ("it is too long"));
      return NULL;
    }

  lep_hash_data (LEP_BUNDLE_TYPE, -1, &hash);
  lep_sums_add (self->sums, "mimetype", &hash);
  lep_hash_data (manifest, -1, &hash);
  lep_sums_add (self->sums, "manifest.xml", &hash);
  sums = lep_sums_write (self->sums);

  zip = make_zip (self, key, sums, manifest, cancellable, error);
  if (zip < 0)
    return NULL;
  name = lep_bundle_name (self->manifest, sums, lock != NULL);
  path = lep_is_folder (target) ? g_build_filename (target, name, NULL) : g_strdup (target);
  file = lep_bundle_put (zip, lock, path, &self->manifest->replica, cancellable, error);
  close (zip);
  return file;
}
