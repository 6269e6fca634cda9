/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SHA-256 by the published examples (FIPS 180-2, appendix B), in one piece and
 * in many; built with Nettle and once more without. */

#include <string.h>

#include "lep-hash.h"

#define MANY 1000000

static const struct
{
  const char *text;
  const char *hash;
} examples[] = {
  { "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
  { "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
  { "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
    "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1" },
};

static void
assert_hash (const LepHash *hash,
             const char    *expected)
{
  char    text[LEP_HASH_HEX_SIZE + 1];
  LepHash parsed;

  lep_hash_format (hash, text);
  g_assert_cmpstr (text, ==, expected);
  g_assert_true (lep_hash_parse (text, -1, &parsed));
  g_assert_true (lep_hash_equal (hash, &parsed));
}

static void
test_examples (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      LepHash hash;

      lep_hash_data (examples[i].text, -1, &hash);
      assert_hash (&hash, examples[i].hash);
      lep_hash_data (examples[i].text, (gssize) strlen (examples[i].text), &hash);
      assert_hash (&hash, examples[i].hash);
    }
}

static void
test_pieces (void)
{
  g_autoptr (LepHasher) hasher = lep_hasher_new ();
  char    piece[999];
  LepHash hash;

  memset (piece, 'a', sizeof piece);
  for (gsize left = MANY; left > 0;)
    {
      gsize size = MIN (left, 1 + left % sizeof piece);

      lep_hasher_add (hasher, piece, size);
      left -= size;
    }
  lep_hasher_finish (hasher, &hash);
  assert_hash (&hash, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hash/examples", test_examples);
  g_test_add_func ("/hash/pieces", test_pieces);
  return g_test_run ();
}
