/* SPDX-License-Identifier: GPL-3.0-or-later */
/* minisign's signature files: ours are read by the stock tool, its by ours,
 * and nothing else is. */

#include "lep-error.h"
#include "lep-minisig.h"

#include "lep-test.h"

#define COMMENT "replica:0194c9e2-0000-7000-8000-000000000001 counter:57 made:2026-11-21T10:02:11.000Z"
#define TEXT    "some text\n"

static LepMinisig *
parse (const char *text,
       GError    **error)
{
  guint line = 0;

  return lep_minisig_parse (text, strlen (text), &line, error);
}

static void
test_own_signature_is_read (void)
{
  g_autoptr (LepKey) key = lep_key_generate ();
  g_autofree char *text = lep_minisig_write (key, TEXT, strlen (TEXT), COMMENT);
  g_autoptr (GError) error = NULL;
  g_autoptr (LepMinisig) minisig = parse (text, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (minisig->comment, ==, COMMENT);
  g_assert_true (lep_public_key_equal (&minisig->key, lep_key_get_public (key)));
  g_assert_true (lep_minisig_check (minisig, TEXT, strlen (TEXT), &error));
  g_assert_no_error (error);
  g_assert_false (lep_minisig_check (minisig, TEXT, strlen (TEXT) - 1, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_CORRUPT);
}

static void
test_every_changed_bit_is_refused (void)
{
  g_autoptr (LepKey) key = lep_key_generate ();
  g_autofree char *text = lep_minisig_write (key, TEXT, strlen (TEXT), COMMENT);
  gsize            length = strlen (text);

  for (gsize i = 0; i < length * 8; i++)
    {
      g_autoptr (LepMinisig) minisig = NULL;
      guint line = 0;

      text[i / 8] ^= 1 << i % 8;
      minisig = lep_minisig_parse (text, length, &line, NULL);
      if (minisig != NULL)
        g_assert_false (lep_minisig_check (minisig, TEXT, strlen (TEXT), NULL));
      else
        g_assert_cmpuint (line, >=, 1);
      text[i / 8] ^= 1 << i % 8;
    }
}

static void
test_every_cut_is_refused (void)
{
  g_autoptr (LepKey) key = lep_key_generate ();
  g_autofree char *text = lep_minisig_write (key, TEXT, strlen (TEXT), COMMENT);
  g_autofree char *longer = g_strconcat (text, "\n", NULL);
  guint            line = 0;

  for (gsize i = 0; i < strlen (text); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (lep_minisig_parse (text, i, &line, &error));
      g_assert_error (error, LEP_ERROR, LEP_ERROR_CORRUPT);
    }
  g_assert_null (parse (longer, NULL));
  g_assert_null (parse ("", NULL));
}

/* A signature that holds, with a comment that no bundle has. */
static void
test_long_comment_is_refused (void)
{
  g_autoptr (LepKey) key = lep_key_generate ();
  g_autofree char *comment = g_strnfill (LEP_MINISIG_MAX, 'x');
  g_autofree char *text = lep_minisig_write (key, TEXT, strlen (TEXT), comment);
  g_autofree char *shorter = NULL;
  g_autoptr (LepMinisig) minisig = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (parse (text, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_CORRUPT);
  g_clear_error (&error);
  comment[LEP_MINISIG_MAX - (strlen (text) - LEP_MINISIG_MAX)] = '\0';
  shorter = lep_minisig_write (key, TEXT, strlen (TEXT), comment);
  g_assert_cmpuint (strlen (shorter), ==, LEP_MINISIG_MAX);
  minisig = parse (shorter, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (minisig->comment, ==, comment);
}

static void
test_other_line_ends_are_refused (void)
{
  g_autoptr (LepKey) key = lep_key_generate ();
  g_autofree char *text = lep_minisig_write (key, TEXT, strlen (TEXT), COMMENT);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autofree char *crlf = g_strjoinv ("\r\n", lines);
  g_autoptr (GError) error = NULL;

  g_assert_null (parse (crlf, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_CORRUPT);
}

static void
test_another_key_in_the_comment_is_refused (void)
{
  g_autoptr (LepKey) key = lep_key_generate ();
  g_autoptr (LepKey) other = lep_key_generate ();
  g_autofree char *text = lep_minisig_write (key, TEXT, strlen (TEXT), COMMENT);
  char             name[LEP_PUBLIC_KEY_TEXT_SIZE + 1];
  g_autoptr (GError) error = NULL;

  lep_public_key_format (lep_key_get_public (other), name);
  memcpy (text + strlen ("untrusted comment: lep key "), name, LEP_PUBLIC_KEY_TEXT_SIZE);
  g_assert_null (parse (text, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_CORRUPT);
}

/* minisign -V accepts ours; minisign -S with our key file makes one that holds. */
static void
test_stock_minisign_agrees (void)
{
  g_autoptr (LepKey) key = lep_key_generate ();
  g_autofree char *text = lep_minisig_write (key, TEXT, strlen (TEXT), COMMENT);
  g_autofree char *folder = NULL;
  g_autofree char *file = NULL;
  g_autofree char *signature = NULL;
  g_autofree char *secret = NULL;
  g_autofree char *theirs = NULL;
  g_autofree char *output = NULL;
  g_autoptr (LepMinisig) minisig = NULL;
  g_autoptr (GError) error = NULL;
  char  name[LEP_PUBLIC_KEY_TEXT_SIZE + 1];
  char *end_of_first;

  if (!lep_test_has_program ("minisign"))
    return;

  folder = lep_test_dir ();
  file = g_build_filename (folder, "text", NULL);
  signature = g_build_filename (folder, "text.minisig", NULL);
  secret = g_build_filename (folder, "sign.key", NULL);
  lep_public_key_format (lep_key_get_public (key), name);
  g_assert_true (g_file_set_contents (file, TEXT, -1, NULL));
  g_assert_true (g_file_set_contents (signature, text, -1, NULL));
  g_assert_true (lep_key_save (key, secret, NULL));

  g_assert_cmpint (lep_test_run (folder, &output, "minisign", "-V", "-m", "text", "-P", name, NULL), ==, 0);
  g_assert_nonnull (strstr (output, COMMENT));

  g_assert_cmpint (lep_test_run (folder, NULL, "minisign", "-S", "-s", "sign.key", "-m", "text", "-t", COMMENT, NULL), ==, 0);
  g_assert_true (g_file_get_contents (signature, &theirs, NULL, NULL));
  end_of_first = strchr (theirs, '\n');
  g_free (text);
  text = g_strconcat ("untrusted comment: lep key ", name, end_of_first, NULL);
  minisig = parse (text, &error);
  g_assert_no_error (error);
  g_assert_true (lep_minisig_check (minisig, TEXT, strlen (TEXT), &error));
  g_assert_no_error (error);

  lep_test_dir_free (g_steal_pointer (&folder));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/minisig/own-signature-is-read", test_own_signature_is_read);
  g_test_add_func ("/minisig/every-changed-bit-is-refused", test_every_changed_bit_is_refused);
  g_test_add_func ("/minisig/every-cut-is-refused", test_every_cut_is_refused);
  g_test_add_func ("/minisig/long-comment-is-refused", test_long_comment_is_refused);
  g_test_add_func ("/minisig/other-line-ends-are-refused", test_other_line_ends_are_refused);
  g_test_add_func ("/minisig/another-key-in-the-comment-is-refused", test_another_key_in_the_comment_is_refused);
  g_test_add_func ("/minisig/stock-minisign-agrees", test_stock_minisign_agrees);
  return g_test_run ();
}
