/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes a bundle's ZIP through libarchive: no times (libarchive would write
 * local ones), mode 0644, deflate level 6. */

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>

#include <glib/gi18n-lib.h>

#include "lep-error.h"
#include "lep-util.h"

#include "lep-zip-writer.h"

#define BLOCK_SIZE 65536

struct _LepZipWriter
{
  struct archive *archive;
  char           *folder;
};

/**
 * lep_zip_writer_fail:
 * @folder: of the file
 * @code: an errno
 *
 * Returns: %FALSE, with @error saying where there may be no room
 */
gboolean
lep_zip_writer_fail (const char *folder,
                     int         code,
                     GError    **error)
{
  g_set_error (error, LEP_ERROR, LEP_ERROR_FAILED, _ ("The bundle cannot be made in the folder for temporary files, “%s”: %s"), folder, g_strerror (code));
  return FALSE;
}

static gboolean
fail (LepZipWriter *self,
      GError      **error)
{
  return lep_zip_writer_fail (self->folder, archive_errno (self->archive), error);
}

/**
 * lep_zip_writer_new:
 * @fd: an empty file; stays the caller's
 * @folder: where it is
 */
LepZipWriter *
lep_zip_writer_new (int         fd,
                    const char *folder,
                    GError    **error)
{
  g_autoptr (LepZipWriter) self = g_new0 (LepZipWriter, 1);

  self->archive = archive_write_new ();
  self->folder = g_strdup (folder);
  if (archive_write_set_format_zip (self->archive) != ARCHIVE_OK ||
      archive_write_set_format_option (self->archive, "zip", "compression-level", "6") != ARCHIVE_OK ||
      archive_write_set_bytes_in_last_block (self->archive, 1) != ARCHIVE_OK ||
      archive_write_open_fd (self->archive, fd) != ARCHIVE_OK)
    {
      fail (self, error);
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
lep_zip_writer_free (LepZipWriter *self)
{
  if (self == NULL)
    return;

  archive_write_free (self->archive);
  g_free (self->folder);
  g_free (self);
}

/**
 * lep_zip_writer_start:
 * @size: how many bytes will follow by lep_zip_writer_write ()
 */
gboolean
lep_zip_writer_start (LepZipWriter *self,
                      const char   *name,
                      gboolean      deflate,
                      gint64        size,
                      GError      **error)
{
  struct archive_entry *entry = archive_entry_new ();
  int                   status;

  archive_entry_set_pathname_utf8 (entry, name);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  archive_entry_set_size (entry, size);
  status = deflate ? archive_write_zip_set_compression_deflate (self->archive)
                   : archive_write_zip_set_compression_store (self->archive);
  if (status == ARCHIVE_OK)
    status = archive_write_header (self->archive, entry);
  archive_entry_free (entry);
  if (status != ARCHIVE_OK)
    return fail (self, error);
  return TRUE;
}

gboolean
lep_zip_writer_write (LepZipWriter *self,
                      const void   *data,
                      gsize         size,
                      GError      **error)
{
  const guint8 *from = data;

  while (size > 0)
    {
      la_ssize_t done = archive_write_data (self->archive, from, size);

      if (done <= 0)
        return fail (self, error);
      from += done;
      size -= (gsize) done;
    }
  return TRUE;
}

/**
 * lep_zip_writer_add:
 * @deflate: whether to pack it; else it is stored
 */
gboolean
lep_zip_writer_add (LepZipWriter *self,
                    const char   *name,
                    gboolean      deflate,
                    const void   *data,
                    gsize         size,
                    GError      **error)
{
  return lep_zip_writer_start (self, name, deflate, (gint64) size, error) &&
         lep_zip_writer_write (self, data, size, error);
}

/**
 * lep_zip_writer_add_fd:
 * @from: a file, read from @offset on for @size bytes, which are there
 */
gboolean
lep_zip_writer_add_fd (LepZipWriter *self,
                       const char   *name,
                       gboolean      deflate,
                       int           from,
                       gint64        offset,
                       gint64        size,
                       GError      **error)
{
  g_autofree guint8 *block = g_malloc (BLOCK_SIZE);

  if (!lep_zip_writer_start (self, name, deflate, size, error))
    return FALSE;

  while (size > 0)
    {
      gint64 part = MIN (size, BLOCK_SIZE);

      if (lep_read_at (from, offset, block, (gsize) part) < part)
        return lep_zip_writer_fail (self->folder, errno, error);
      if (!lep_zip_writer_write (self, block, (gsize) part, error))
        return FALSE;
      offset += part;
      size -= part;
    }
  return TRUE;
}

/**
 * lep_zip_writer_close:
 *
 * Writes what comes behind the members. Only after this is the file whole.
 */
gboolean
lep_zip_writer_close (LepZipWriter *self,
                      GError      **error)
{
  if (archive_write_close (self->archive) != ARCHIVE_OK)
    return fail (self, error);
  return TRUE;
}
