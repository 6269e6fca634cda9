/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small files that hold a secret: readable by their owner alone, and wiped
 * from memory after use. */

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <sodium.h>

#include "lep-error.h"

#include "lep-secret-file.h"

/**
 * lep_sodium_init:
 *
 * Makes libsodium ready; every function that needs it calls this first. It may
 * be called from any thread and any number of times.
 */
void
lep_sodium_init (void)
{
  if (sodium_init () < 0)
    g_error ("libsodium cannot be made ready");
}

static gboolean
is_private (const char        *path,
            const struct stat *info,
            GError           **error)
{
  if (!S_ISREG (info->st_mode))
    {
      g_set_error (error, LEP_ERROR, LEP_ERROR_FAILED, _ ("The key file “%s” is not a plain file."), path);
      return FALSE;
    }
  if ((info->st_mode & 077) != 0)
    {
      g_set_error (error, LEP_ERROR, LEP_ERROR_CORRUPT,
                   _ ("Other people on this computer can read the key file “%s”. "
                      "Take that right away (chmod 600) and start again."),
                   path);
      return FALSE;
    }
  if (info->st_size > LEP_SECRET_FILE_MAX)
    {
      g_set_error (error, LEP_ERROR, LEP_ERROR_CORRUPT, _ ("The file “%s” is too long for a key file."), path);
      return FALSE;
    }
  return TRUE;
}

static char *
read_all (int         fd,
          const char *path,
          GError    **error)
{
  char *text = g_malloc0 (LEP_SECRET_FILE_MAX + 1);
  gsize length = 0;

  while (length < LEP_SECRET_FILE_MAX)
    {
      ssize_t got = read (fd, text + length, LEP_SECRET_FILE_MAX - length);

      if (got < 0 && errno == EINTR)
        continue;
      if (got < 0)
        {
          g_set_error (error, LEP_ERROR, LEP_ERROR_FAILED, _ ("The key file “%s” cannot be read: %s"), path,
                       g_strerror (errno));
          lep_secret_free (text);
          return NULL;
        }
      if (got == 0)
        break;
      length += (gsize) got;
    }

  return text;
}

/**
 * lep_secret_file_load:
 *
 * Reads a key file. Fails with %LEP_ERROR_NOT_FOUND if there is none, and with
 * %LEP_ERROR_CORRUPT if it is none, or others than its owner may read it: what
 * they read is a secret no more.
 *
 * Returns: (transfer full): its text; free with lep_secret_free ()
 */
char *
lep_secret_file_load (const char *path,
                      GError    **error)
{
  struct stat info;
  char       *text = NULL;
  int         fd = open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);

  if (fd < 0)
    {
      int code = errno == ENOENT || errno == ENOTDIR ? LEP_ERROR_NOT_FOUND : LEP_ERROR_FAILED;

      g_set_error (error, LEP_ERROR, code, _ ("The key file “%s” cannot be read: %s"), path, g_strerror (errno));
      return NULL;
    }

  if (fstat (fd, &info) < 0)
    g_set_error (error, LEP_ERROR, LEP_ERROR_FAILED, _ ("The key file “%s” cannot be read: %s"), path,
                 g_strerror (errno));
  else if (is_private (path, &info, error))
    text = read_all (fd, path, error);

  close (fd);
  return text;
}

/**
 * lep_secret_file_save:
 *
 * Writes a key file that its owner alone can read, in one step; its folder is
 * made with the same care if it is missing.
 */
gboolean
lep_secret_file_save (const char *path,
                      const char *text,
                      GError    **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) local_error = NULL;

  if (g_mkdir_with_parents (folder, 0700) < 0)
    {
      g_set_error (error, LEP_ERROR, LEP_ERROR_FAILED, _ ("The folder “%s” cannot be made: %s"), folder,
                   g_strerror (errno));
      return FALSE;
    }
  if (!g_file_set_contents_full (path, text, (gssize) strlen (text),
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                 0600, &local_error))
    {
      g_set_error (error, LEP_ERROR, LEP_ERROR_FAILED, _ ("The key file “%s” cannot be written: %s"), path,
                   local_error->message);
      return FALSE;
    }

  return TRUE;
}

/**
 * lep_secret_free:
 * @text: (nullable):
 *
 * Wipes a text before its memory is given back.
 */
void
lep_secret_free (char *text)
{
  if (text == NULL)
    return;

  sodium_memzero (text, strlen (text));
  g_free (text);
}
