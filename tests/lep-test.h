/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What tests share: a fresh folder each, and stock programs run beside ours. */
#pragma once

#include <string.h>
#include <sys/wait.h>

#include <gio/gio.h>
#include <glib/gstdio.h>

static inline void
lep_test_remove (const char *path)
{
  g_autoptr (GDir) dir = NULL;

  if (!g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    dir = g_dir_open (path, 0, NULL);
  if (dir != NULL)
    for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
      {
        g_autofree char *child = g_build_filename (path, name, NULL);

        lep_test_remove (child);
      }
  g_remove (path);
}

/* A fresh folder; lep_test_dir_free () removes it with all that is in it. */
static inline char *
lep_test_dir (void)
{
  g_autoptr (GError) error = NULL;
  char *path = g_dir_make_tmp ("lep-test-XXXXXX", &error);

  g_assert_no_error (error);
  return path;
}

static inline void
lep_test_dir_free (char *path)
{
  lep_test_remove (path);
  g_free (path);
}

static inline guint
lep_test_count_files (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  guint n = 0;

  g_assert_nonnull (dir);
  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

/* Whether a stock program is here; if not, the test says so and is skipped. */
static inline gboolean
lep_test_has_program (const char *name)
{
  g_autofree char *found = g_find_program_in_path (name);

  if (found == NULL)
    {
      g_autofree char *why = g_strdup_printf ("%s is not installed", name);

      g_test_skip (why);
    }
  return found != NULL;
}

/* Runs a program in a folder and returns its exit code; @output may be NULL. */
static inline int
lep_test_run (const char *folder,
              char      **output,
              ...)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;
  int              status = 0;
  va_list          list;

  va_start (list, output);
  for (char *arg = va_arg (list, char *); arg != NULL; arg = va_arg (list, char *))
    g_ptr_array_add (argv, arg);
  va_end (list);
  g_ptr_array_add (argv, NULL);

  g_spawn_sync (folder, (char **) argv->pdata, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &out, &err, &status, &error);
  g_assert_no_error (error);
  if (output != NULL)
    *output = g_steal_pointer (&out);
  if (!WIFEXITED (status))
    return -1;
  if (WEXITSTATUS (status) != 0)
    g_test_message ("%s: %s", (char *) argv->pdata[0], err);
  return WEXITSTATUS (status);
}
