/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every question and answer of the code lists belongs to an instrument. */

#include "lep-instrument.h"
#include "lep-schema.h"

static void
test_every_question_belongs_to_one_instrument (void)
{
  const LepCodeList *instruments = lep_schema_code_list ("instrument"), *items = lep_schema_code_list ("assessment_item");

  for (guint i = 0; i < items->n_codes; i++)
    {
      guint n = 0;

      for (guint j = 0; j < instruments->n_codes; j++)
        n += g_strv_contains (lep_instrument (instruments->codes[j].code)->items, items->codes[i].code);
      g_test_message ("%s", items->codes[i].code);
      g_assert_cmpuint (n, ==, 1);
    }
}

static void
test_answers_are_known_and_ordered (void)
{
  const LepCodeList *instruments = lep_schema_code_list ("instrument");

  for (guint j = 0; j < instruments->n_codes; j++)
    for (const char *const *answer = lep_instrument (instruments->codes[j].code)->answers; *answer != NULL; answer++)
      g_assert_true (lep_code_list_has (lep_schema_code_list ("assessment_answer"), *answer));
  g_assert_cmpint (lep_instrument_level (lep_instrument ("box43"), "in_place"), ==, 3);
  g_assert_cmpint (lep_instrument_level (lep_instrument ("box44"), "in_place"), ==, -1);
  g_assert_cmpint (lep_instrument_level (lep_instrument ("box44"), NULL), ==, -1);
  g_assert_null (lep_instrument ("box99"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/instrument/every_question_belongs_to_one_instrument", test_every_question_belongs_to_one_instrument);
  g_test_add_func ("/instrument/answers_are_known_and_ordered", test_answers_are_known_and_ordered);

  return g_test_run ();
}
