/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All lives begin alike: with an office and two laptops that joined it. That is
 * made once, kept, and put back before each life, with the workspaces in the
 * very files that their laptops know (design: a file is known by its inode). */

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lep-test.h"

#include "sim-start.h"

typedef struct
{
  char  *path;
  char  *data; /* NULL = a folder */
  gsize  size;
  mode_t mode;
  char  *link; /* another name of the same file; of workspaces */
} Kept;

struct _SimStart
{
  char      *folder;
  char      *links;
  GPtrArray *kept; /* Kept: folders before what is in them */
};

static void
kept_free (gpointer data)
{
  Kept *self = data;

  g_free (self->path);
  g_free (self->data);
  g_free (self->link);
  g_free (self);
}

static void
keep_all (SimStart   *self,
          const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);

  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    {
      Kept    *kept = g_new0 (Kept, 1);
      GStatBuf info;

      kept->path = g_build_filename (folder, name, NULL);
      g_assert_cmpint (g_lstat (kept->path, &info), ==, 0);
      kept->mode = info.st_mode & 07777;
      g_ptr_array_add (self->kept, kept);
      if (S_ISDIR (info.st_mode))
        {
          keep_all (self, kept->path);
          continue;
        }
      g_assert_true (g_file_get_contents (kept->path, &kept->data, &kept->size, NULL));
      if (!g_str_has_suffix (kept->path, "/workspace.lep"))
        continue;
      kept->link = g_strdup_printf ("%s/%u", self->links, self->kept->len);
      g_assert_cmpint (link (kept->path, kept->link), ==, 0);
    }
}

/**
 * sim_start_keep:
 * @folder: with all that a life began with, and nothing open in it
 */
SimStart *
sim_start_keep (const char *folder)
{
  SimStart *self = g_new0 (SimStart, 1);

  self->folder = g_strdup (folder);
  self->links = g_strconcat (folder, ".links", NULL);
  self->kept = g_ptr_array_new_with_free_func (kept_free);
  g_assert_cmpint (g_mkdir (self->links, 0700), ==, 0);
  keep_all (self, folder);
  return self;
}

void
sim_start_free (SimStart *self)
{
  lep_test_remove (self->links);
  g_ptr_array_unref (self->kept);
  g_free (self->links);
  g_free (self->folder);
  g_free (self);
}

static void
put_back (const Kept *kept)
{
  const char *path = kept->link != NULL ? kept->link : kept->path;
  int         fd = open (path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, kept->mode);

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (write (fd, kept->data, kept->size), ==, (gssize) kept->size);
  close (fd);
  if (kept->link != NULL)
    g_assert_cmpint (link (kept->link, kept->path), ==, 0);
}

/**
 * sim_start_put_back:
 *
 * Makes the folder what it was.
 */
void
sim_start_put_back (SimStart *self)
{
  lep_test_remove (self->folder);
  g_assert_cmpint (g_mkdir (self->folder, 0700), ==, 0);
  for (guint i = 0; i < self->kept->len; i++)
    {
      const Kept *kept = g_ptr_array_index (self->kept, i);

      if (kept->data == NULL)
        g_assert_cmpint (g_mkdir (kept->path, kept->mode), ==, 0);
      else
        put_back (kept);
    }
}
