/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sealing keys are age identity files that the stock tool opens with. */

#include "lep-bech32.h"
#include "lep-error.h"
#include "lep-seal-key.h"

#include "lep-test.h"

/* A key of the test alone, as age-keygen wrote it. */
#define STOCK_RECIPIENT "age1dqrp4f2cu40mxnfg88h29sasukwukt47fh9jmtgwg8gg0emjwacqzth3rv"
#define STOCK_IDENTITY                                                   \
  "# created: 2026-11-21T21:50:15Z\n# public key: " STOCK_RECIPIENT "\n" \
  "AGE-SECRET-KEY-1YWZJCTMM6UJN6HDZ7NWJT7E2XS5W2QJY6DQ9H97GFT5V6SJECHHS8PHA0T\n"

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
  fixture->path = g_build_filename (fixture->folder, "seal.key", NULL);
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
                const char *text)
{
  g_assert_true (g_file_set_contents_full (fixture->path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL));
}

static void
test_saved_key_is_the_same (Fixture      *fixture,
                            gconstpointer data)
{
  g_autoptr (LepSealKey) key = lep_seal_key_generate ();
  g_autoptr (LepSealKey) again = NULL;
  g_autofree char *one = lep_seal_key_dup_recipient (key);
  g_autofree char *two = NULL;
  g_autoptr (GError) error = NULL;

  lep_seal_key_save (key, fixture->path, &error);
  g_assert_no_error (error);
  again = lep_seal_key_load (fixture->path, &error);
  g_assert_no_error (error);
  two = lep_seal_key_dup_recipient (again);
  g_assert_cmpstr (one, ==, two);
  g_assert_true (g_str_has_prefix (one, "age1"));
}

static void
test_stock_key_is_read (Fixture      *fixture,
                        gconstpointer data)
{
  g_autoptr (LepSealKey) key = NULL;
  g_autofree char *recipient = NULL;
  g_autoptr (GError) error = NULL;

  write_key_file (fixture, STOCK_IDENTITY);
  key = lep_seal_key_load (fixture->path, &error);
  g_assert_no_error (error);
  recipient = lep_seal_key_dup_recipient (key);
  g_assert_cmpstr (recipient, ==, STOCK_RECIPIENT);
}

static void
test_damaged_is_refused (Fixture      *fixture,
                         gconstpointer data)
{
  g_autofree char *twice = g_strconcat (STOCK_IDENTITY, STOCK_IDENTITY, NULL);
  g_autofree char *typo = g_strdup (STOCK_IDENTITY);
  const char      *texts[] = { "", "# nothing\n", STOCK_RECIPIENT "\n", "x\ny\n", twice, typo };

  typo[strlen (typo) - 20] = typo[strlen (typo) - 20] == 'Q' ? 'P' : 'Q';
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      write_key_file (fixture, texts[i]);
      g_assert_null (lep_seal_key_load (fixture->path, &error));
      g_assert_error (error, LEP_ERROR, LEP_ERROR_CORRUPT);
    }
}

static void
test_keys_of_a_laptop (Fixture      *fixture,
                       gconstpointer data)
{
  g_autoptr (LepSealKey) one = lep_seal_key_generate ();
  g_autoptr (LepSealKey) two = lep_seal_key_generate ();
  g_autofree char *one_path = g_build_filename (fixture->folder, "one", LEP_SEAL_KEY_FILE, NULL);
  g_autofree char *two_path = g_build_filename (fixture->folder, "two", LEP_SEAL_KEY_FILE, NULL);
  g_autofree char *other = g_build_filename (fixture->folder, "lock", NULL);
  g_autoptr (GPtrArray) both = NULL;
  g_autoptr (GPtrArray) rest = NULL;
  g_autoptr (GPtrArray) no_rest = NULL;
  g_autoptr (GPtrArray) not_told = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (lep_seal_key_save (one, one_path, NULL) && lep_seal_key_save (two, two_path, NULL));
  g_assert_true (g_file_set_contents (other, "", 0, NULL));
  both = lep_seal_keys_load (fixture->folder, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (both->len, ==, 2);

  g_assert_cmpint (g_chmod (one_path, 0644), ==, 0);
  rest = lep_seal_keys_load (fixture->folder, &error);
  g_assert_error (error, LEP_ERROR, LEP_ERROR_CORRUPT);
  g_assert_nonnull (strstr (error->message, one_path));
  g_assert_cmpuint (rest->len, ==, 1);

  /* With two of them one is told; who does not ask is not told at all. */
  g_clear_error (&error);
  g_assert_cmpint (g_chmod (two_path, 0644), ==, 0);
  no_rest = lep_seal_keys_load (fixture->folder, &error);
  g_assert_error (error, LEP_ERROR, LEP_ERROR_CORRUPT);
  g_assert_cmpuint (no_rest->len, ==, 0);
  not_told = lep_seal_keys_load (fixture->folder, NULL);
  g_assert_cmpuint (not_told->len, ==, 0);
  none = lep_seal_keys_load (other, NULL);
  g_assert_cmpuint (none->len, ==, 0);
}

static void
test_stock_age_agrees (Fixture      *fixture,
                       gconstpointer data)
{
  g_autoptr (LepSealKey) key = lep_seal_key_generate ();
  g_autofree char *recipient = lep_seal_key_dup_recipient (key);
  g_autofree char *plain = g_build_filename (fixture->folder, "plain", NULL);
  g_autofree char *output = NULL;

  if (!lep_test_has_program ("age"))
    return;

  g_assert_true (lep_seal_key_save (key, fixture->path, NULL));
  g_assert_true (g_file_set_contents (plain, "sealed text", -1, NULL));
  g_assert_cmpint (lep_test_run (fixture->folder, NULL, "age", "-r", recipient, "-o", "sealed", "plain", NULL), ==, 0);
  g_assert_cmpint (lep_test_run (fixture->folder, &output, "age", "-d", "-i", "seal.key", "sealed", NULL), ==, 0);
  g_assert_cmpstr (output, ==, "sealed text");
}

static void
test_bech32_round_trip (void)
{
  guint8 bytes[40], back[40];

  for (guint i = 0; i < sizeof bytes; i++)
    bytes[i] = (guint8) (i * 37 + 11);
  for (gsize n = 1; n <= sizeof bytes; n++)
    {
      g_autofree char *text = lep_bech32_encode ("age", bytes, n);

      g_assert_true (lep_bech32_decode (text, "age", back, n));
      g_assert_cmpmem (back, n, bytes, n);
      g_assert_false (lep_bech32_decode (text, "ago", back, n));
      text[strlen (text) - 1] ^= 1;
      g_assert_false (lep_bech32_decode (text, "age", back, n));
    }
}

/* What encoding never makes, each with check characters that are right where there are any. */
static void
test_bech32_is_strict (void)
{
  static const char *const wrong[] = {
    "",
    "age",
    "age1",
    "agexluyvfgxs",  /* another sign behind the prefix */
    "age1luyvfgx",   /* a character less */
    "age1luyvfgxss", /* and one more */
    "age1buyvfgxs",  /* b is in no such text */
    "age1bioboxsi",
    "age1lae6aamz", /* the same byte, with a bit that belongs to none */
  };
  guint8 byte = 0;

  g_assert_true (lep_bech32_decode ("age1luyvfgxs", "age", &byte, 1));
  g_assert_cmpuint (byte, ==, 0xff);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (lep_bech32_decode (wrong[i], "age", &byte, 1));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/seal-key/saved-key-is-the-same", Fixture, NULL, set_up, test_saved_key_is_the_same, tear_down);
  g_test_add ("/seal-key/stock-key-is-read", Fixture, NULL, set_up, test_stock_key_is_read, tear_down);
  g_test_add ("/seal-key/damaged-is-refused", Fixture, NULL, set_up, test_damaged_is_refused, tear_down);
  g_test_add ("/seal-key/keys-of-a-laptop", Fixture, NULL, set_up, test_keys_of_a_laptop, tear_down);
  g_test_add ("/seal-key/stock-age-agrees", Fixture, NULL, set_up, test_stock_age_agrees, tear_down);
  g_test_add_func ("/seal-key/bech32-round-trip", test_bech32_round_trip);
  g_test_add_func ("/seal-key/bech32-is-strict", test_bech32_is_strict);
  return g_test_run ();
}
