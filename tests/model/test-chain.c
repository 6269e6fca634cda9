/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Contexts and chain hashes have exactly the bytes of the bundle format. */

#include <string.h>

#include "lep-chain.h"

#define SPACE   "0194c9e4-0000-7000-8000-000000000001"
#define REPLICA "0194c9e2-0000-7000-8000-000000000002"

static void
test_context_text (void)
{
  g_autoptr (GArray) context = lep_context_new ();
  g_autoptr (GArray) back = lep_context_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  LepSeen seen = { .n = G_MAXINT64 };
  LepHash hash;
  char    hex[LEP_HASH_HEX_SIZE + 1];

  lep_context_hash (context, &hash);
  lep_hash_format (&hash, hex);
  g_assert_cmpstr (hex, ==, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");

  g_assert_true (lep_uuid_parse (REPLICA, -1, &seen.replica));
  memset (&seen.head, 0xab, sizeof seen.head);
  g_array_append_val (context, seen);
  lep_context_text (context, text);
  g_assert_cmpstr (text->str, ==,
                   REPLICA " 9223372036854775807 "
                           "abababababababababababababababababababababababababababababababab\n");
  g_assert_true (lep_context_parse (text->str, text->len, back));
  g_assert_cmpuint (back->len, ==, 1);
  g_assert_cmpint (lep_seen_compare (&seen, back->data), ==, 0);

  g_string_append (text, text->str);
  g_assert_false (lep_context_parse (text->str, text->len, back)); /* doubles */
  g_assert_false (lep_context_parse (text->str, 40, back));
}

static void
test_chain (void)
{
  LepUuid          space, replica;
  LepHash          first, expected, context, next;
  g_autofree char *head = NULL;
  g_autoptr (GString) bytes = g_string_new (NULL);

  g_assert_true (lep_uuid_parse (SPACE, -1, &space));
  g_assert_true (lep_uuid_parse (REPLICA, -1, &replica));
  lep_chain_first (&space, &replica, &first);
  lep_hash_data ("lep-stream-1\n" SPACE "\n" REPLICA "\n", -1, &expected);
  g_assert_true (lep_hash_equal (&first, &expected));

  lep_hash_data ("", 0, &context);
  lep_chain_next (&first, &context, "<change/>", 9, &next);
  g_string_append_len (bytes, (const char *) first.bytes, LEP_HASH_SIZE);
  g_string_append_len (bytes, (const char *) context.bytes, LEP_HASH_SIZE);
  g_string_append (bytes, "<change/>");
  lep_hash_data (bytes->str, (gssize) bytes->len, &expected);
  g_assert_true (lep_hash_equal (&next, &expected));

  memset (&next, 0, sizeof next);
  head = lep_chain_head_text (&space, &replica, 7, &next);
  g_assert_cmpstr (head, ==,
                   "lep-head-1\n" SPACE "\n" REPLICA "\n7\n"
                   "0000000000000000000000000000000000000000000000000000000000000000\n");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chain/context-text", test_context_text);
  g_test_add_func ("/chain/chain", test_chain);
  return g_test_run ();
}
