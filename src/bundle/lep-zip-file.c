/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes an attached document into a bundle's ZIP as it comes, piece by piece:
 * packed where that makes it smaller, stored where it is packed already (most
 * documents are). Its first piece decides, so the same file always gives the
 * same bytes. */

#include <glib/gi18n-lib.h>

#include "lep-error.h"

#include "lep-zip-file.h"

#define SAMPLE_SIZE 65536

/**
 * lep_zip_file_member:
 *
 * Returns: (transfer full): the name of the member that holds the file
 */
char *
lep_zip_file_member (const LepHash *sha256)
{
  char hex[LEP_HASH_HEX_SIZE + 1];

  lep_hash_format (sha256, hex);
  return g_strconcat ("files/", hex, NULL);
}

/* Whether deflate takes at least a tenth away. */
static gboolean
packs_well (const void *data,
            gsize       size)
{
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_RAW, 6);
  gsize              room = size - size / 10;
  g_autofree guint8 *out = g_malloc (MAX (room, 1));
  gsize              n_in, n_out;

  return size > 0 &&
         g_converter_convert (G_CONVERTER (compressor), data, size, out, room, G_CONVERTER_INPUT_AT_END, &n_in, &n_out,
                              NULL) == G_CONVERTER_FINISHED;
}

static gboolean
start (LepZipFile *self,
       const void *data,
       gsize       size,
       GError    **error)
{
  self->started = TRUE;
  return lep_zip_writer_start (self->zip, self->member, !self->stored && packs_well (data, MIN (size, SAMPLE_SIZE)),
                               self->size, error);
}

/**
 * lep_zip_file_cb:
 * @user_data: a #LepZipFile
 *
 * Is given the file piece by piece; the first one is large enough to judge by.
 */
gboolean
lep_zip_file_cb (const void *data,
                 gsize       size,
                 gpointer    user_data,
                 GError    **error)
{
  LepZipFile *self = user_data;

  if (!self->started && !start (self, data, size, error))
    return FALSE;
  self->written += (gint64) size;
  if (self->written <= self->size)
    return lep_zip_writer_write (self->zip, data, size, error);

  g_set_error_literal (error, LEP_ERROR, LEP_ERROR_CORRUPT, _ ("A document is longer than it was said to be."));
  return FALSE;
}

/**
 * lep_zip_file_end:
 *
 * Ends the member; a file without bytes is one, too.
 */
gboolean
lep_zip_file_end (LepZipFile *self,
                  GError    **error)
{
  if (!self->started && !start (self, "", 0, error))
    return FALSE;
  if (self->written == self->size)
    return TRUE;

  g_set_error_literal (error, LEP_ERROR, LEP_ERROR_CORRUPT, _ ("A document is shorter than it was said to be."));
  return FALSE;
}
