/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Word differences: what stays, what goes, and that nothing is lost. */

#include <glib.h>

#include "lep-diff.h"

/* The runs as one text: added words in [ ], words taken out in { }. */
static char *
describe (const char *old_text,
          const char *new_text)
{
  g_autoptr (GArray) runs = lep_diff_words (old_text, new_text);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < runs->len; i++)
    {
      const LepDiffRun *run = &g_array_index (runs, LepDiffRun, i);
      const char       *marks[] = { "", "", "[", "]", "{", "}" };

      g_string_append (out, marks[2 * run->kind]);
      g_string_append_len (out, run->text, (gssize) run->length);
      g_string_append (out, marks[2 * run->kind + 1]);
    }

  return g_string_free (out, FALSE);
}

static void
test_words_are_marked (void)
{
  static const struct
  {
    const char *old_text, *new_text, *expected;
  } cases[] = {
    { "", "", "" },
    { "", "novo", "[novo]" },
    { "staro", "", "{staro}" },
    { "isto", "isto", "isto" },
    { "do 15. marta", "do 31. marta", "do {15}[31]. marta" },
    { "Dogovoriti sastanak.", "Dogovoriti novi sastanak.", "Dogovoriti [novi ]sastanak." },
    { "Жепче је град", "Жепче је велики град", "Жепче је [велики ]град" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *seen = describe (cases[i].old_text, cases[i].new_text);

      g_assert_cmpstr (seen, ==, cases[i].expected);
    }
}

/* Same and added runs give the new text, same and taken out ones the old. */
static void
assert_lossless (const char *old_text,
                 const char *new_text)
{
  g_autoptr (GArray) runs = lep_diff_words (old_text, new_text);
  g_autoptr (GString) old_seen = g_string_new (NULL);
  g_autoptr (GString) new_seen = g_string_new (NULL);

  for (guint i = 0; i < runs->len; i++)
    {
      const LepDiffRun *run = &g_array_index (runs, LepDiffRun, i);

      if (run->kind != LEP_DIFF_ADDED)
        g_string_append_len (old_seen, run->text, (gssize) run->length);
      if (run->kind != LEP_DIFF_TAKEN_OUT)
        g_string_append_len (new_seen, run->text, (gssize) run->length);
    }

  g_assert_cmpstr (old_seen->str, ==, old_text);
  g_assert_cmpstr (new_seen->str, ==, new_text);
}

static GString *
random_text (GRand *rand)
{
  static const char *const words[] = { "a", "b ", "č", " ", "ж", ". " };
  GString                 *text = g_string_new (NULL);

  for (gint32 n = g_rand_int_range (rand, 0, 40); n > 0; n--)
    g_string_append (text, words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))]);

  return text;
}

static void
test_nothing_is_lost (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint round = 0; round < 200; round++)
    {
      g_autoptr (GString) old_text = random_text (rand);
      g_autoptr (GString) new_text = random_text (rand);

      assert_lossless (old_text->str, new_text->str);
    }
}

static void
test_long_texts_are_replaced_as_a_whole (void)
{
  g_autoptr (GString) old_text = g_string_new ("isto ");
  g_autoptr (GString) new_text = g_string_new ("isto ");
  g_autoptr (GArray) runs = NULL;

  for (guint i = 0; i < 3000; i++)
    {
      g_string_append_printf (old_text, "a%u ", i);
      g_string_append_printf (new_text, "b%u ", i);
    }
  runs = lep_diff_words (old_text->str, new_text->str);

  g_assert_cmpuint (runs->len, ==, 4); /* head, out, in, the last space */
  assert_lossless (old_text->str, new_text->str);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/diff/words-are-marked", test_words_are_marked);
  g_test_add_func ("/diff/nothing-is-lost", test_nothing_is_lost);
  g_test_add_func ("/diff/long-texts-are-replaced-as-a-whole", test_long_texts_are_replaced_as_a_whole);

  return g_test_run ();
}
