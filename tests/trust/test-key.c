/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signing keys: files, numbers to compare by phone, signatures. */

#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "lep-error.h"
#include "lep-key.h"
#include "lep-secret-file.h"

#include "lep-test.h"

/* A key of the test alone, as minisign -W wrote it. */
#define STOCK_SECRET                                                                                 \
  "untrusted comment: minisign encrypted secret key\n"                                               \
  "RWQAAEIyAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAFHnFUF5+N32+Bm2nlisCvWVe" \
  "v/P3wB+JRpRNSdWaqh25mvaj85aR8wZLFFdawLSQ4mViyaUyQdVHBhj3ZF5kNWpNqmY7FKC2AAAAAAAAAAAAAAAAAAAAAAAA" \
  "AAAAAAAAAAAAAAAAAAA=\n"
#define STOCK_PUBLIC "RWQUecVQXn43fQZLFFdawLSQ4mViyaUyQdVHBhj3ZF5kNWpNqmY7FKC2"
/* By another program: sha256 of the last 32 bytes, as a decimal integer. */
#define STOCK_NUMBER "62982 68628 69754 08288 78464 40098"

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->folder = lep_test_dir ();
  fixture->path = g_build_filename (fixture->folder, "keys", "sign.key", NULL);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_free (fixture->path);
  lep_test_dir_free (fixture->folder);
}

static void
write_key_file (Fixture    *fixture,
                const char *text,
                int         mode)
{
  g_autofree char *folder = g_path_get_dirname (fixture->path);

  g_mkdir_with_parents (folder, 0700);
  g_assert_true (g_file_set_contents (fixture->path, text, -1, NULL));
  g_assert_cmpint (g_chmod (fixture->path, mode), ==, 0);
}

static void
test_saved_key_is_the_same (Fixture      *fixture,
                            gconstpointer data)
{
  g_autoptr (LepKey) key = lep_key_generate ();
  g_autoptr (LepKey) again = NULL;
  g_autoptr (GError) error = NULL;
  guint8 one[LEP_SIGNATURE_SIZE], two[LEP_SIGNATURE_SIZE];

  lep_key_save (key, fixture->path, &error);
  g_assert_no_error (error);
  again = lep_key_load (fixture->path, &error);
  g_assert_no_error (error);

  g_assert_true (lep_public_key_equal (lep_key_get_public (key), lep_key_get_public (again)));
  lep_key_sign (key, "text", 4, one);
  lep_key_sign (again, "text", 4, two);
  g_assert_cmpmem (one, sizeof one, two, sizeof two);
}

static void
test_file_is_private (Fixture      *fixture,
                      gconstpointer data)
{
  g_autoptr (LepKey) key = lep_key_generate ();
  g_autofree char *folder = g_path_get_dirname (fixture->path);
  GStatBuf         info;

  g_assert_true (lep_key_save (key, fixture->path, NULL));
  g_assert_cmpint (g_stat (fixture->path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_cmpint (g_stat (folder, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0700);
}

static void
test_stock_key_is_read (Fixture      *fixture,
                        gconstpointer data)
{
  g_autoptr (LepKey) key = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *number = NULL;
  char             text[LEP_PUBLIC_KEY_TEXT_SIZE + 1];

  write_key_file (fixture, STOCK_SECRET, 0600);
  key = lep_key_load (fixture->path, &error);
  g_assert_no_error (error);
  lep_public_key_format (lep_key_get_public (key), text);
  g_assert_cmpstr (text, ==, STOCK_PUBLIC);
  number = lep_public_key_number (lep_key_get_public (key));
  g_assert_cmpstr (number, ==, STOCK_NUMBER);
}

static void
test_readable_by_others_is_refused (Fixture      *fixture,
                                    gconstpointer data)
{
  static const int modes[] = { 0640, 0604, 0620, 0601 };

  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      g_autoptr (GError) error = NULL;

      write_key_file (fixture, STOCK_SECRET, modes[i]);
      g_assert_null (lep_key_load (fixture->path, &error));
      g_assert_error (error, LEP_ERROR, LEP_ERROR_CORRUPT);
    }
}

static void
test_missing_is_not_found (Fixture      *fixture,
                           gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (lep_key_load (fixture->path, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_NOT_FOUND);
}

static void
test_symlink_is_refused (Fixture      *fixture,
                         gconstpointer data)
{
  g_autofree char *other = g_build_filename (fixture->folder, "other", NULL);
  g_autoptr (GError) error = NULL;

  write_key_file (fixture, STOCK_SECRET, 0600);
  g_assert_cmpint (g_rename (fixture->path, other), ==, 0);
  g_assert_cmpint (symlink (other, fixture->path), ==, 0);
  g_assert_null (lep_key_load (fixture->path, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_FAILED);
}

/* Everything that is not such a key, by what was done to the good text. */
static void
test_damaged_is_refused (Fixture      *fixture,
                         gconstpointer data)
{
  static const struct
  {
    const char *start; /* of the bytes: "Ed", the derivation, "B2" */
    const char *reason;
  } swaps[] = {
    { "RUQAAEIy", "not a minisign secret key" }, /* a key of another kind */
    { "RWQAAEIz", "not a minisign secret key" }, /* another checksum */
    { "RWRTY0Iy", "password" },                  /* scrypt */
    { "RWQAAUIy", "password" },                  /* one that there will be */
  };
  g_autofree char *longest_text = g_strnfill (LEP_SECRET_FILE_MAX, 'x');
  g_autofree char *long_text = g_strnfill (LEP_SECRET_FILE_MAX + 1, 'x');
  const char      *texts[] = { "", "untrusted comment: x", "untrusted comment: x\n", "untrusted comment: x\nRWQ=\n", STOCK_SECRET + 1, longest_text, long_text };
  g_autofree char *other_half = g_strdup (STOCK_SECRET);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) local_error = NULL;

      write_key_file (fixture, texts[i], 0600);
      g_assert_null (lep_key_load (fixture->path, &local_error));
      g_assert_error (local_error, LEP_ERROR, LEP_ERROR_CORRUPT);
    }

  for (guint i = 0; i < G_N_ELEMENTS (swaps); i++)
    {
      g_autofree char *text = g_strdup (STOCK_SECRET);
      g_autoptr (GError) local_error = NULL;

      memcpy (strstr (text, "RWQAAEIy"), swaps[i].start, 8);
      write_key_file (fixture, text, 0600);
      g_assert_null (lep_key_load (fixture->path, &local_error));
      g_assert_error (local_error, LEP_ERROR, LEP_ERROR_CORRUPT);
      g_assert_nonnull (strstr (local_error->message, swaps[i].reason));
    }

  strstr (other_half, "wZLFFda")[3] = 'G'; /* a public half of another key */
  write_key_file (fixture, other_half, 0600);
  g_assert_null (lep_key_load (fixture->path, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_CORRUPT);
}

/* A folder, a pipe, a device: nothing is read from it, and nothing waited for. */
static void
test_what_is_no_file_is_refused (Fixture      *fixture,
                                 gconstpointer data)
{
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *folder = g_path_get_dirname (fixture->path);

      g_mkdir_with_parents (folder, 0700);
      g_assert_cmpint (i == 0 ? g_mkdir (fixture->path, 0700) : mkfifo (fixture->path, 0600), ==, 0);
      g_assert_null (lep_key_load (fixture->path, &error));
      g_assert_error (error, LEP_ERROR, LEP_ERROR_FAILED);
      g_assert_nonnull (strstr (error->message, "is not a plain file"));
      g_assert_cmpint (g_remove (fixture->path), ==, 0);
    }
}

static void
test_signature_covers_all (void)
{
  g_autoptr (LepKey) key = lep_key_generate ();
  g_autoptr (LepKey) other = lep_key_generate ();
  char   text[] = "lep-head-1\nspace\nreplica\n1\nhead\n";
  guint8 signature[LEP_SIGNATURE_SIZE];
  guint8 read[LEP_SIGNATURE_SIZE];
  char   written[LEP_SIGNATURE_TEXT_SIZE + 1];

  g_assert_true (lep_key_sign_text (text, signature, key, NULL));
  lep_signature_format (signature, written);
  g_assert_true (lep_signature_parse (written, -1, read));
  g_assert_cmpmem (read, sizeof read, signature, sizeof signature);
  g_assert_true (lep_public_key_check (lep_key_get_public (key), text, strlen (text), signature));
  g_assert_false (lep_public_key_check (lep_key_get_public (other), text, strlen (text), signature));
  for (gsize i = 0; i < strlen (text); i++)
    {
      text[i] ^= 1;
      g_assert_false (lep_public_key_check (lep_key_get_public (key), text, strlen (text), signature));
      text[i] ^= 1;
    }
  for (guint i = 0; i < 8 * sizeof signature; i++)
    {
      signature[i / 8] ^= 1 << i % 8;
      g_assert_false (lep_public_key_check (lep_key_get_public (key), text, strlen (text), signature));
      signature[i / 8] ^= 1 << i % 8;
    }
}

static void
test_public_key_text_is_strict (void)
{
  static const char *texts[] = {
    "",
    "RWQUecVQXn43fQZLFFdawLSQ4mViyaUyQdVHBhj3ZF5kNWpNqmY7FKC",
    "RWQUecVQXn43fQZLFFdawLSQ4mViyaUyQdVHBhj3ZF5kNWpNqmY7FKA=", /* a byte less */
    "RWQUecVQXn43fQZLFFdawLSQ4mViyaUyQdVHBhj3ZF5kNWpNqmY7FKC2=",
    "RUQUecVQXn43fQZLFFdawLSQ4mViyaUyQdVHBhj3ZF5kNWpNqmY7FKC2", /* not "Ed" */
    "RWQUecVQXn43fQZLFFdawLSQ4mViyaUyQdVHBhj3ZF5kNWpNqmY7FK-2",
    " WQUecVQXn43fQZLFFdawLSQ4mViyaUyQdVHBhj3ZF5kNWpNqmY7FKC2",
  };
  LepPublicKey     key;
  guint8           signature[LEP_SIGNATURE_SIZE];
  g_autofree char *stray = g_strnfill (LEP_SIGNATURE_TEXT_SIZE, 'A');

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_false (lep_public_key_parse (texts[i], -1, &key));
  g_assert_true (lep_public_key_parse (STOCK_PUBLIC, -1, &key));

  stray[86] = stray[87] = '=';
  g_assert_true (lep_signature_parse (stray, -1, signature));
  stray[85] = 'B'; /* bits that belong to no byte */
  g_assert_false (lep_signature_parse (stray, -1, signature));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/key/saved-key-is-the-same", Fixture, NULL, set_up, test_saved_key_is_the_same, tear_down);
  g_test_add ("/key/file-is-private", Fixture, NULL, set_up, test_file_is_private, tear_down);
  g_test_add ("/key/stock-key-is-read", Fixture, NULL, set_up, test_stock_key_is_read, tear_down);
  g_test_add ("/key/readable-by-others-is-refused", Fixture, NULL, set_up, test_readable_by_others_is_refused, tear_down);
  g_test_add ("/key/missing-is-not-found", Fixture, NULL, set_up, test_missing_is_not_found, tear_down);
  g_test_add ("/key/symlink-is-refused", Fixture, NULL, set_up, test_symlink_is_refused, tear_down);
  g_test_add ("/key/damaged-is-refused", Fixture, NULL, set_up, test_damaged_is_refused, tear_down);
  g_test_add ("/key/what-is-no-file-is-refused", Fixture, NULL, set_up, test_what_is_no_file_is_refused, tear_down);
  g_test_add_func ("/key/signature-covers-all", test_signature_covers_all);
  g_test_add_func ("/key/public-key-text-is-strict", test_public_key_text_is_strict);
  return g_test_run ();
}
