/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Temporary files that have no name, so that nobody else can change them and
 * none is left behind, whatever happens to the program. */

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "lep-bundle-error.h"
#include "lep-util.h"

#include "lep-private-copy.h"

#define BLOCK_SIZE 65536

/**
 * lep_private_file:
 * @temp_dir: an existing folder
 *
 * Returns: an empty file that vanishes when it is closed, or -1
 */
int
lep_private_file (const char *temp_dir,
                  GError    **error)
{
  g_autofree char *path = g_build_filename (temp_dir, ".lep-XXXXXX", NULL);
  int              fd = open (temp_dir, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);

  if (fd >= 0)
    return fd;

  /* Not every file system makes files without a name. */
  fd = mkostemp (path, O_CLOEXEC);
  if (fd < 0)
    g_set_error (error, LEP_ERROR, LEP_ERROR_FAILED, _ ("No temporary file can be made in “%s”: %s"), temp_dir,
                 g_strerror (errno));
  else
    g_unlink (path);
  return fd;
}

static int
open_source (const char *path,
             gint64      limit,
             gint64     *size,
             GError    **error)
{
  struct stat info;
  int         fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);

  if (fd < 0)
    {
      gboolean gone = errno == ENOENT || errno == ENOTDIR;

      g_set_error (error, gone ? LEP_ERROR : G_IO_ERROR, gone ? LEP_ERROR_NOT_FOUND : (int) g_io_error_from_errno (errno),
                   _ ("The file cannot be opened: %s; name another one."), g_strerror (errno));
      return -1;
    }
  if (fstat (fd, &info) != 0 || !S_ISREG (info.st_mode))
    lep_bundle_refuse_as (error, LEP_ERROR_CORRUPT, NULL, 0, _ ("this is a folder or a device, not a bundle"), _ ("name the file itself"));
  else if (info.st_size > limit)
    lep_bundle_refuse (error, NULL, 0, _ ("the file is larger than any bundle may be (2 GiB)"));
  else
    {
      *size = info.st_size;
      return fd;
    }
  close (fd);
  return -1;
}

static gboolean
copy (int           from,
      int           to,
      gint64        limit,
      GCancellable *cancellable,
      gint64       *size,
      LepHasher    *sum,
      GError      **error)
{
  g_autofree guint8 *block = g_malloc (BLOCK_SIZE);

  *size = 0;
  for (;;)
    {
      gssize got = lep_read_at (from, *size, block, BLOCK_SIZE);

      if (got == 0)
        return TRUE;
      if (got < 0)
        {
          g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), _ ("The file cannot be read: %s"), g_strerror (errno));
          return FALSE;
        }
      *size += got;
      if (*size > limit)
        {
          lep_bundle_refuse (error, NULL, 0, _ ("the file is larger than any bundle may be (2 GiB)"));
          return FALSE;
        }
      lep_hasher_add (sum, block, (gsize) got);
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (!lep_write_all (to, block, (gsize) got))
        {
          g_set_error (error, LEP_ERROR, LEP_ERROR_FAILED, _ ("The temporary copy cannot be written: %s"), g_strerror (errno));
          return FALSE;
        }
    }
}

/**
 * lep_private_copy:
 * @limit: how many bytes the file may have
 * @accept: (nullable): looks at the file before it is copied
 * @size: (out): how many it has
 * @hash: (out caller-allocates): SHA-256 of it
 *
 * Copies a file that others can change into one that nobody can. Fails with a
 * #GIOError if it is there and cannot be opened or read.
 *
 * Returns: the copy, or -1
 */
int
lep_private_copy (const char   *path,
                  const char   *temp_dir,
                  gint64        limit,
                  LepAcceptFunc accept,
                  GCancellable *cancellable,
                  gint64       *size,
                  LepHash      *hash,
                  GError      **error)
{
  g_autoptr (LepHasher) sum = lep_hasher_new ();
  int from = open_source (path, limit, size, error);
  int to = from >= 0 && (accept == NULL || accept (from, *size, error)) ? lep_private_file (temp_dir, error) : -1;

  if (to >= 0 && !copy (from, to, limit, cancellable, size, sum, error))
    {
      close (to);
      to = -1;
    }
  if (from >= 0)
    close (from);
  if (to >= 0)
    lep_hasher_finish (sum, hash);
  return to;
}
