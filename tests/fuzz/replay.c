/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gives every kept case of a fuzz target to it, whole and cut, without libFuzzer:
 * what was found once stays mended, and no memory is kept. Usage: TARGET FOLDER */

#include <malloc.h>
#include <stdint.h>

#include <gio/gio.h>

#define CUTS   32
#define ROUNDS 3

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

/* Every case, and the first part of it at several lengths. */
static guint
replay (const char *folder)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &error);
  const char *name;
  guint       n = 0;

  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *data = NULL;
      gsize            size;

      g_file_get_contents (path, &data, &size, &error);
      g_assert_no_error (error);
      for (gsize i = 0; i <= CUTS; i++)
        {
          /* A piece of its own, so that reading past its end is seen. */
          g_autofree uint8_t *piece = g_memdup2 (data, MAX (size * i / CUTS, 1));

          g_assert_cmpint (LLVMFuzzerTestOneInput (piece, size * i / CUTS), ==, 0);
        }
      n++;
    }
  return n;
}

static void
test_cases (gconstpointer data)
{
  g_assert_cmpuint (replay (data), >, 0);
}

/* What a case takes it gives back: after the first round nothing grows. */
static void
test_memory (gconstpointer data)
{
  size_t before;

  replay (data);
  before = mallinfo2 ().uordblks;
  for (guint i = 0; i < ROUNDS; i++)
    replay (data);
  g_assert_cmpuint (mallinfo2 ().uordblks, <=, before + 4096);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  g_test_add_data_func ("/replay/cases", argv[1], test_cases);
  g_test_add_data_func ("/replay/memory", argv[1], test_memory);
  return g_test_run ();
}
