/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Puts a finished ZIP where it is wanted, sealed or as it is: beside its name until all
 * of it is there. What stands there others can cut, and a stick can be pulled out: it is
 * read and written, and never mapped into memory, where that would end the program. */

#include <errno.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "lep-error.h"
#include "lep-util.h"

#include "lep-bundle-put.h"

#define BLOCK_SIZE 65536

static gboolean
fail (const char *path,
      GError    **error)
{
  int number = errno;

  lep_set_not_written (error, path, g_file_error_from_errno (number), g_strerror (number));
  return FALSE;
}

/* Who seals knows no name. */
static gboolean
seal (int               from,
      int               to,
      const char       *path,
      const LepAgeLock *lock,
      GCancellable     *cancellable,
      GError          **error)
{
  g_autoptr (GError) failure = NULL;

  if (lep_age_seal (from, to, lock, cancellable, &failure))
    return TRUE;
  if (failure->domain == G_FILE_ERROR)
    lep_set_not_written (error, path, (GFileError) failure->code, failure->message);
  else
    g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* Its name says by whom it is written: the last digits of the replica's id. */
static int
open_part (const char    *path,
           const LepUuid *replica,
           char         **part)
{
  char             id[LEP_UUID_TEXT_SIZE + 1];
  g_autofree char *base = NULL;

  lep_uuid_format (replica, id);
  base = g_strconcat (path, ".", id + LEP_UUID_TEXT_SIZE - LEP_BUNDLE_PART_DIGITS, NULL);
  return lep_open_part (base, part);
}

static gboolean
copy (int           from,
      int           to,
      const char   *path,
      GCancellable *cancellable,
      GError      **error)
{
  g_autofree guint8 *block = g_malloc (BLOCK_SIZE);
  gint64             at = 0;

  for (;;)
    {
      gssize got = lep_read_at (from, at, block, BLOCK_SIZE);

      if (got == 0)
        return TRUE;
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (got < 0 || !lep_write_all (to, block, (gsize) got))
        return fail (path, error);
      at += got;
    }
}

/* Brings the file to the disk, and reads from there its size and hash. */
static gboolean
measure (int            fd,
         LepBundleFile *file,
         GError       **error)
{
  g_autofree guint8 *block = g_malloc (BLOCK_SIZE);
  g_autoptr (LepHasher) sum = lep_hasher_new ();
  gssize got;

  if (fsync (fd) < 0)
    return fail (file->path, error);
  while ((got = lep_read_at (fd, file->size, block, BLOCK_SIZE)) > 0)
    {
      lep_hasher_add (sum, block, (gsize) got);
      file->size += got;
    }
  lep_hasher_finish (sum, &file->hash);
  if (got < 0)
    return fail (file->path, error);
  return TRUE;
}

/**
 * lep_bundle_put:
 * @zip: the whole ZIP
 * @lock: (nullable): what it is sealed with
 * @path: of the file that is made or replaced
 * @replica: who makes it
 *
 * Returns: (transfer full): the file; %NULL if nothing was left there
 */
LepBundleFile *
lep_bundle_put (int               zip,
                const LepAgeLock *lock,
                const char       *path,
                const LepUuid    *replica,
                GCancellable     *cancellable,
                GError          **error)
{
  g_autoptr (LepBundleFile) file = g_new0 (LepBundleFile, 1);
  g_autofree char *part = NULL;
  int              fd = open_part (path, replica, &part);
  gboolean         ok;

  if (fd < 0)
    {
      fail (path, error);
      return NULL;
    }

  file->path = g_strdup (path);
  ok = (lock != NULL ? seal (zip, fd, path, lock, cancellable, error) : copy (zip, fd, path, cancellable, error)) &&
       measure (fd, file, error);
  if (close (fd) < 0 && ok)
    ok = fail (path, error);
  if (ok && g_rename (part, path) < 0)
    ok = fail (path, error);
  if (!ok)
    g_unlink (part);
  if (ok && !lep_sync_folder (path))
    {
      ok = fail (path, error);
      g_unlink (path);
    }
  return ok ? g_steal_pointer (&file) : NULL;
}

void
lep_bundle_file_free (LepBundleFile *self)
{
  if (self == NULL)
    return;

  g_free (self->path);
  g_free (self);
}
