/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small helpers that GLib 2.74 does not have. */

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "lep-error.h"

#include "lep-util.h"

/**
 * lep_set_str:
 * @target: (inout) (nullable): a string that the caller owns
 * @value: (nullable): what it shall be
 *
 * Replaces a string by a copy of another one.
 *
 * Returns: whether the text changed
 */
gboolean
lep_set_str (char      **target,
             const char *value)
{
  char *copy;

  if (g_strcmp0 (*target, value) == 0)
    return FALSE;

  copy = g_strdup (value); /* @value may lie inside the old text */
  g_free (*target);
  *target = copy;
  return TRUE;
}

/**
 * lep_hex_encode:
 *
 * Returns: (transfer full): the bytes as lower-case hex digits
 */
char *
lep_hex_encode (const guint8 *bytes,
                gsize         n_bytes)
{
  static const char digits[] = "0123456789abcdef";
  char             *text = g_malloc (2 * n_bytes + 1);

  for (gsize i = 0; i < n_bytes; i++)
    {
      text[2 * i] = digits[bytes[i] >> 4];
      text[2 * i + 1] = digits[bytes[i] & 15];
    }

  text[2 * n_bytes] = '\0';
  return text;
}

static int
hex_value (char c)
{
  if (c >= '0' && c <= '9')
    return c - '0';
  if (c >= 'a' && c <= 'f')
    return c - 'a' + 10;
  return -1;
}

/**
 * lep_hex_decode:
 * @n_chars: length of @text; must be even
 * @bytes: (out caller-allocates): room for @n_chars / 2 bytes
 *
 * Reads lower-case hex digits; upper case is not one of our forms.
 *
 * Returns: whether every character was a digit
 */
gboolean
lep_hex_decode (const char *text,
                gsize       n_chars,
                guint8     *bytes)
{
  if (n_chars % 2 != 0)
    return FALSE;

  for (gsize i = 0; i < n_chars; i += 2)
    {
      int high = hex_value (text[i]);
      int low = high < 0 ? -1 : hex_value (text[i + 1]);

      if (low < 0)
        return FALSE;
      bytes[i / 2] = (guint8) (high << 4 | low);
    }

  return TRUE;
}

/**
 * lep_open_part:
 * @path: of a file that shall be written as a whole or not at all
 * @part: (out) (transfer full): where its bytes go meanwhile: beside it, under
 *   a name that ends in ".part" and that no other file has
 *
 * The part is locked (flock) as long as it is open, where locks are known: who
 * finds one that is not can take it away, since nobody goes on writing it.
 *
 * Returns: a descriptor to write and read; -1 with errno set if that failed
 */
int
lep_open_part (const char *path,
               char      **part)
{
  struct stat info;
  int         fd;

  for (;;)
    {
      *part = g_strconcat (path, ".XXXXXX.part", NULL);
      fd = g_mkstemp_full (*part, O_RDWR | O_CLOEXEC, 0666);
      if (fd < 0)
        return fd;
      if (flock (fd, LOCK_EX | LOCK_NB) == 0 ? fstat (fd, &info) != 0 || info.st_nlink > 0 : errno != EWOULDBLOCK)
        return fd;

      /* Somebody sweeps it away, or did, before it was locked. */
      close (fd);
      g_free (*part);
    }
}

/**
 * lep_write_all:
 *
 * Writes @size bytes, however often a signal comes in between or a part of them
 * only is taken.
 *
 * Returns: %FALSE with errno set if that failed
 */
gboolean
lep_write_all (int         fd,
               const void *data,
               gsize       size)
{
  const guint8 *from = data;

  while (size > 0)
    {
      ssize_t done = TEMP_FAILURE_RETRY (write (fd, from, size));

      if (done < 0)
        return FALSE;
      from += done;
      size -= (gsize) done;
    }
  return TRUE;
}

/**
 * lep_read_at:
 * @data: (out caller-allocates): room for @size bytes
 *
 * Returns: how many bytes stand there: fewer than @size only at the end of the
 *   file; -1 with errno set if reading failed
 */
gssize
lep_read_at (int    fd,
             gint64 offset,
             void  *data,
             gsize  size)
{
  gsize length = 0;

  while (length < size)
    {
      ssize_t got = TEMP_FAILURE_RETRY (pread (fd, (guint8 *) data + length, size - length, offset + (gint64) length));

      if (got < 0)
        return -1;
      if (got == 0)
        break;
      length += (gsize) got;
    }
  return (gssize) length;
}

/**
 * lep_is_folder:
 * @target: what something is to be written to
 *
 * Returns: whether it is a folder to write into. One that ends with a slash is
 *   meant as a folder even if it is not there (any more)
 */
gboolean
lep_is_folder (const char *target)
{
  return g_str_has_suffix (target, "/") || g_file_test (target, G_FILE_TEST_IS_DIR);
}

/**
 * lep_sync_folder:
 * @path: of a file that got its name
 *
 * Waits until the names in the file's folder are on the disk: before, a cut of
 * the power can take a new file away again.
 *
 * Returns: %FALSE with errno set if that failed
 */
gboolean
lep_sync_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int              fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean         done = fd >= 0 && (fsync (fd) == 0 || errno == EINVAL); /* some file systems cannot */
  int              code = errno;

  if (fd >= 0)
    close (fd);
  errno = code;
  return done;
}

/**
 * lep_set_not_written:
 * @path: of the file that was asked for
 * @why: of the system
 * @reason: the same in words, for where no sentence of ours fits
 *
 * Sets %LEP_ERROR_FAILED: that nothing was written there, why, and what to do.
 */
void
lep_set_not_written (GError    **error,
                     const char *path,
                     GFileError  why,
                     const char *reason)
{
  if (why == G_FILE_ERROR_NOSPC)
    g_set_error (error, LEP_ERROR, LEP_ERROR_FAILED, _ ("“%s” was not written: the disk is full there. Free some space, or choose another place."), path);
  else if (why == G_FILE_ERROR_ACCES || why == G_FILE_ERROR_PERM || why == G_FILE_ERROR_ROFS)
    g_set_error (error, LEP_ERROR, LEP_ERROR_FAILED, _ ("“%s” was not written: nothing can be written there. Choose another place."), path);
  else if (why == G_FILE_ERROR_NOENT)
    g_set_error (error, LEP_ERROR, LEP_ERROR_FAILED, _ ("“%s” was not written: there is no such folder. Make it, or choose another place."), path);
  else
    g_set_error (error, LEP_ERROR, LEP_ERROR_FAILED, _ ("“%s” was not written: %s"), path, reason);
}

/**
 * lep_write_file:
 * @size: of @data, in bytes
 *
 * Writes a file for people, as a whole or not at all.
 *
 * Returns: %FALSE with %LEP_ERROR_FAILED, which names the file that was asked for
 */
gboolean
lep_write_file (const char *path,
                const char *data,
                gsize       size,
                GError    **error)
{
  g_autoptr (GError) failure = NULL;

  if (g_file_set_contents_full (path, data, (gssize) size, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0666, &failure))
    return TRUE;

  lep_set_not_written (error, path, failure->domain == G_FILE_ERROR ? (GFileError) failure->code : G_FILE_ERROR_FAILED, failure->message);
  return FALSE;
}

/**
 * lep_give_memory_back:
 *
 * What a thread took and freed stays with its arena: much, on an old laptop, after a
 * large piece of work.
 */
void
lep_give_memory_back (void)
{
#ifdef __GLIBC__
  malloc_trim (0);
#endif
}
