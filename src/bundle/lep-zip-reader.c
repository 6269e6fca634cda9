/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the members of a ZIP through libarchive, which has no limits of its
 * own: what comes out is counted here. */

#include <archive.h>
#include <archive_entry.h>
#include <string.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "lep-bundle-error.h"
#include "lep-bundle-limits.h"

#include "lep-zip-reader.h"

#define BLOCK_SIZE 65536

struct _LepZipReader
{
  struct archive *archive;
  GPtrArray      *entries;
  guint           next;
  gint64          room; /* bytes that may still come out */
};

/**
 * lep_zip_reader_new:
 * @fd: stays the caller's and must stay open
 * @entries: what lep_zip_check () found in it
 * @limit: how many bytes may come out of all members together
 */
LepZipReader *
lep_zip_reader_new (int        fd,
                    GPtrArray *entries,
                    gint64     limit,
                    GError   **error)
{
  g_autoptr (LepZipReader) self = g_new0 (LepZipReader, 1);

  self->archive = archive_read_new ();
  self->entries = g_ptr_array_ref (entries);
  self->room = limit;
  if (lseek (fd, 0, SEEK_SET) < 0 ||
      archive_read_support_format_zip_seekable (self->archive) != ARCHIVE_OK ||
      archive_read_open_fd (self->archive, fd, BLOCK_SIZE) != ARCHIVE_OK)
    {
      lep_bundle_refuse (error, NULL, 0, _ ("the ZIP cannot be read"));
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
lep_zip_reader_free (LepZipReader *self)
{
  if (self == NULL)
    return;

  archive_read_free (self->archive);
  g_ptr_array_unref (self->entries);
  g_free (self);
}

/**
 * lep_zip_reader_next:
 *
 * Goes to the next member; there must be one.
 *
 * Returns: (transfer none): what was checked of it
 */
const LepZipEntry *
lep_zip_reader_next (LepZipReader *self,
                     GError      **error)
{
  struct archive_entry *header = NULL;
  const LepZipEntry    *entry;

  g_return_val_if_fail (self->next < self->entries->len, NULL);

  entry = g_ptr_array_index (self->entries, self->next++);
  if (archive_read_next_header (self->archive, &header) != ARCHIVE_OK ||
      g_strcmp0 (archive_entry_pathname_utf8 (header), entry->name) != 0 ||
      archive_entry_filetype (header) != AE_IFREG)
    {
      lep_bundle_refuse (error, entry->name, 0, _ ("the member cannot be read"));
      return NULL;
    }
  return entry;
}

static gboolean
count (LepZipReader      *self,
       const LepZipEntry *entry,
       gint64             out,
       gsize              more,
       GError           **error)
{
  self->room -= (gint64) more;
  if (self->room < 0)
    lep_bundle_refuse (error, entry->name, 0, _ ("the bundle unpacks to more than 2 GiB"));
  else if (out > LEP_BUNDLE_RATIO_FROM && out > (gint64) entry->compressed * LEP_BUNDLE_MAX_RATIO)
    lep_bundle_refuse (error, entry->name, 0, _ ("the member unpacks to more than %d times its size"),
                       LEP_BUNDLE_MAX_RATIO);
  else if (out > (gint64) entry->size)
    lep_bundle_refuse (error, entry->name, 0, _ ("the member unpacks to more than it declares"));
  else
    return TRUE;
  return FALSE;
}

/**
 * lep_zip_reader_pass:
 * @hash: (out caller-allocates): SHA-256 of what came out
 * @sink: (scope call): is given it piece by piece
 *
 * Unpacks the member gone to last. libarchive compares what comes out with the
 * size and the sum that are declared; nothing comes out of a member that takes no
 * room, of which lep_zip_check () has seen that it declares no bytes.
 */
gboolean
lep_zip_reader_pass (LepZipReader *self,
                     LepHash      *hash,
                     LepByteSink   sink,
                     gpointer      user_data,
                     GError      **error)
{
  const LepZipEntry *entry = g_ptr_array_index (self->entries, self->next - 1);
  g_autoptr (LepHasher) sum = lep_hasher_new ();
  gint64 out = 0;

  for (;;)
    {
      const void *data = NULL;
      size_t      size = 0;
      la_int64_t  offset = 0;
      int         status = archive_read_data_block (self->archive, &data, &size, &offset);

      if (status == ARCHIVE_EOF)
        break;
      if (status != ARCHIVE_OK)
        {
          lep_bundle_refuse (error, entry->name, 0, _ ("the member is damaged"));
          return FALSE;
        }
      out += (gint64) size;
      if (!count (self, entry, out, size, error))
        return FALSE;
      lep_hasher_add (sum, data, size);
      if (size > 0 && !sink (data, size, user_data, error))
        return FALSE;
    }

  lep_hasher_finish (sum, hash);
  return TRUE;
}

typedef struct
{
  GByteArray *bytes;
  gsize       limit;
  const char *name;
} Load;

static gboolean
load_cb (const void *data,
         gsize       size,
         gpointer    user_data,
         GError    **error)
{
  Load *load = user_data;

  if (size > load->limit - load->bytes->len)
    {
      lep_bundle_refuse (error, load->name, 0, _ ("the member is larger than such a member may be (%u MiB)"),
                         (guint) (load->limit / LEP_MIB));
      return FALSE;
    }
  g_byte_array_append (load->bytes, data, (guint) size);
  return TRUE;
}

/**
 * lep_zip_reader_load:
 * @limit: how many bytes it may have at most
 * @hash: (out caller-allocates): its SHA-256
 *
 * Returns: (transfer full): the member gone to last, unpacked, with a NUL
 *   behind its last byte
 */
GByteArray *
lep_zip_reader_load (LepZipReader *self,
                     gsize         limit,
                     LepHash      *hash,
                     GError      **error)
{
  const LepZipEntry *entry = g_ptr_array_index (self->entries, self->next - 1);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  Load load = { bytes, limit, entry->name };

  if (!lep_zip_reader_pass (self, hash, load_cb, &load, error))
    return NULL;

  g_byte_array_append (bytes, (const guint8 *) "", 1);
  g_byte_array_set_size (bytes, bytes->len - 1);
  return g_steal_pointer (&bytes);
}
