/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A report as a PDF and the text of its sheets, for tests of what stands where. */
#pragma once

#include <string.h>

#include <glib/gstdio.h>

#include "lep-report-file.h"

typedef struct
{
  char *dir;
} Fixture;

static inline void
fixture_set_up (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->dir = g_dir_make_tmp ("lep-report-XXXXXX", &error);
  g_assert_no_error (error);
}

static inline guint
count_files (const char *dir)
{
  g_autoptr (GDir) entries = g_dir_open (dir, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (entries) != NULL)
    n++;
  return n;
}

static inline void
fixture_tear_down (Fixture      *fixture,
                   gconstpointer data)
{
  g_autoptr (GDir) entries = g_dir_open (fixture->dir, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (entries)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->dir, name, NULL);

      g_unlink (path);
    }
  g_rmdir (fixture->dir);
  g_free (fixture->dir);
}

static inline char *
save (Fixture         *fixture,
      const LepReport *report,
      const char      *name)
{
  char *path = g_build_filename (fixture->dir, name, NULL);
  g_autoptr (GError) error = NULL;

  lep_report_save (report, path, LEP_PAPER_A4, &error);
  g_assert_no_error (error);
  return path;
}

/* Output of a program, or NULL if it is not installed: the test is skipped. */
static inline char *
run (const char *program,
     ...)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autofree char *found = g_find_program_in_path (program);
  g_autoptr (GError) error = NULL;
  char   *output = NULL;
  int     status;
  va_list args;

  if (found == NULL)
    {
      g_test_skip (program);
      return NULL;
    }
  g_ptr_array_add (argv, found);
  va_start (args, program);
  for (char *arg = va_arg (args, char *); arg != NULL; arg = va_arg (args, char *))
    g_ptr_array_add (argv, arg);
  va_end (args);
  g_ptr_array_add (argv, NULL);

  g_spawn_sync (NULL, (char **) argv->pdata, NULL, G_SPAWN_DEFAULT, NULL, NULL, &output, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, &error));
  return output;
}

static inline void
assert_together (char      **sheets,
                 const char *first,
                 const char *second)
{
  for (guint i = 0; sheets[i] != NULL; i++)
    if (strstr (sheets[i], first) != NULL)
      {
        g_test_message ("%s and %s on page %u", first, second, i + 1);
        g_assert_nonnull (strstr (sheets[i], second));
        return;
      }
  g_assert_not_reached ();
}

/* Returns: (transfer full) (nullable): the text of each sheet, and of what follows the
 * last; NULL where poppler's tools are not at hand */
static inline char **
print_sheets (Fixture         *fixture,
              const LepReport *report)
{
  g_autofree char *path = save (fixture, report, "sheets.pdf");
  g_autofree char *text = run ("pdftotext", "-layout", path, "-", NULL);

  return text == NULL ? NULL : g_strsplit (text, "\f", -1);
}
