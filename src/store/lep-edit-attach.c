/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Attaching a file to a document: it is read twice, once to know its hash and
 * once, in the transaction of the edit, to be kept. So record and file come
 * into the workspace together, and never a large file into memory. */

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "lep-document.h"
#include "lep-edit-private.h"
#include "lep-file.h"
#include "lep-util.h"
#include "lep-value.h"

#define BLOCK_SIZE 65536
#define GUESS_SIZE 4096

struct _LepEditFile
{
  int           fd;
  char         *path;
  LepHash       hash;
  GCancellable *cancellable;
};

void
lep_edit_file_free (LepEditFile *self)
{
  if (self == NULL)
    return;

  if (self->fd >= 0)
    close (self->fd);
  g_free (self->path);
  g_clear_object (&self->cancellable);
  g_free (self);
}

static gboolean
fail (LepEditFile *self,
      int          code,
      GError     **error)
{
  g_set_error (error, LEP_ERROR, LEP_ERROR_FAILED, _ ("The file “%s” cannot be read: %s"), self->path, g_strerror (code));
  return FALSE;
}

static gboolean
open_file (LepEditFile *self,
           GError     **error)
{
  struct stat info;

  self->fd = open (self->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (self->fd < 0 || fstat (self->fd, &info) < 0)
    return fail (self, errno, error);
  if (S_ISREG (info.st_mode))
    return TRUE;

  g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID, _ ("“%s” is not a file. Choose a single file to attach."), self->path);
  return FALSE;
}

/* Hands out the file from its beginning. */
static gboolean
pass (LepEditFile *self,
      LepByteSink  sink,
      gpointer     user_data,
      GError     **error)
{
  g_autofree guint8 *block = g_malloc (BLOCK_SIZE);
  gint64             offset = 0;

  for (;;)
    {
      gssize got = lep_read_at (self->fd, offset, block, BLOCK_SIZE);

      if (got < 0)
        return fail (self, errno, error);
      if (got == 0)
        return TRUE;
      offset += got;
      if (offset > LEP_FILE_MAX_SIZE)
        {
          g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID,
                       _ ("The file “%s” is larger than a bundle can carry (%d MB). Attach it in parts."), self->path,
                       (int) (LEP_FILE_MAX_SIZE / (1024 * 1024)));
          return FALSE;
        }
      if (g_cancellable_set_error_if_cancelled (self->cancellable, error) || !sink (block, (gsize) got, user_data, error))
        return FALSE;
    }
}

/* What is learnt of a file before it is kept. */
typedef struct
{
  LepHasher  *sum;
  GByteArray *start;
  gint64      size;
} Look;

static gboolean
look_cb (const void *data,
         gsize       size,
         gpointer    user_data,
         GError    **error)
{
  Look *look = user_data;

  lep_hasher_add (look->sum, data, size);
  look->size += (gint64) size;
  if (look->start->len < GUESS_SIZE)
    g_byte_array_append (look->start, data, (guint) MIN (size, GUESS_SIZE));
  return TRUE;
}

/* Sets a field in its stored form, if it can stand there. */
static void
set_tidy (LepEdit    *edit,
          const char *name,
          const char *value)
{
  const LepField  *field = lep_kind_field (lep_schema_kind ("document"), name);
  g_autofree char *tidy = lep_value_tidy (field, value);

  lep_edit_set (edit, name, lep_value_check (field, tidy, NULL) ? tidy : NULL);
}

static void
set_fields (LepEdit     *edit,
            LepEditFile *file,
            const Look  *look)
{
  g_autofree char *name = g_filename_display_basename (file->path);
  g_autofree char *type = g_content_type_guess (name, look->start->data, look->start->len, NULL);
  g_autofree char *media_type = g_content_type_get_mime_type (type);
  g_autofree char *size = g_strdup_printf ("%" G_GINT64_FORMAT, look->size);
  char             hex[LEP_HASH_HEX_SIZE + 1];

  lep_hash_format (&file->hash, hex);
  lep_edit_set (edit, "sha256", hex);
  lep_edit_set (edit, "size", size);
  set_tidy (edit, "media_type", media_type != NULL ? media_type : "application/octet-stream");
  if (lep_edit_row_get (edit->last, "file_name") == NULL)
    set_tidy (edit, "file_name", name);
}

/**
 * lep_edit_attach:
 * @edit: the row named last is a document
 * @path: of the file
 * @cancellable: (nullable): stops the edit as long as it reads the file
 *
 * Attaches a file: sets its hash, size and media type, and its name unless one
 * is set; the commit keeps its bytes. Fails with %LEP_ERROR_FAILED if it cannot
 * be read, and with %LEP_ERROR_INVALID if it is too large or no file.
 */
gboolean
lep_edit_attach (LepEdit      *edit,
                 const char   *path,
                 GCancellable *cancellable,
                 GError      **error)
{
  LepEditFile *file = g_new0 (LepEditFile, 1);
  g_autoptr (LepHasher) sum = lep_hasher_new ();
  g_autoptr (GByteArray) start = g_byte_array_new ();
  Look look = { sum, start, 0 };

  g_return_val_if_fail (edit->last != NULL && g_str_equal (edit->last->kind->name, "document"), FALSE);

  lep_edit_file_free (edit->last->file);
  edit->last->file = file;
  file->fd = -1;
  file->path = g_strdup (path);
  g_set_object (&file->cancellable, cancellable);
  if (!open_file (file, error) || !pass (file, look_cb, &look, error))
    return FALSE;

  lep_hasher_finish (sum, &file->hash);
  set_fields (edit, file, &look);
  return TRUE;
}

static gboolean
keep_cb (const void *data,
         gsize       size,
         gpointer    user_data,
         GError    **error)
{
  return lep_file_writer_add (user_data, data, size, error);
}

/**
 * lep_edit_row_keep_file:
 *
 * Keeps the file that is attached to the row, if one is, in the transaction of
 * the edit.
 */
gboolean
lep_edit_row_keep_file (LepEdit    *self,
                        LepEditRow *row,
                        GError    **error)
{
  g_autoptr (LepFileWriter) writer = NULL;

  if (row->file == NULL)
    return TRUE;

  writer = lep_file_writer_new (self->workspace, &row->file->hash, error);
  return writer != NULL && (!lep_file_writer_is_new (writer) || pass (row->file, keep_cb, writer, error)) &&
         lep_file_writer_finish (writer, error);
}
