/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lep-passphrase.h"
#include "lep-test.h"

static void
test_grades (void)
{
  static const struct
  {
    const char        *passphrase;
    LepPassphraseGrade grade;
  } cases[] = {
    { "", LEP_PASSPHRASE_TOO_SHORT },
    { "sedam 7", LEP_PASSPHRASE_TOO_SHORT },
    { "žćčšđžć", LEP_PASSPHRASE_TOO_SHORT }, /* seven characters in fourteen bytes */
    { "aaaaaaaaaaaaaaaaaaaa", LEP_PASSPHRASE_WEAK },
    { "abcdefghijkl", LEP_PASSPHRASE_WEAK },
    { "12345678", LEP_PASSPHRASE_WEAK },
    { "nekaduga", LEP_PASSPHRASE_WEAK },
    { "konj konj konj konj konj", LEP_PASSPHRASE_WEAK }, /* the same word is said once */
    { "zeleno -- nebo ...", LEP_PASSPHRASE_WEAK },       /* and nothing between two signs is no word */
    { "zeleno nebo", LEP_PASSPHRASE_WEAK },
    { "zeleno nebo baterija", LEP_PASSPHRASE_FAIR },
    { "zeleno nebo baterija spajalica", LEP_PASSPHRASE_GOOD },
    { "зелено небо батерија спајалица", LEP_PASSPHRASE_GOOD },
    { "x7Q!m2Zr%9tK", LEP_PASSPHRASE_GOOD },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (lep_passphrase_judge (cases[i].passphrase), ==, cases[i].grade);
}

static void
test_what_cannot_be_given_by_a_file_is_too_long (void)
{
  g_autofree char *longest = g_strnfill (LEP_PASSPHRASE_MAX_BYTES, 'x');
  g_autofree char *longer = g_strnfill (LEP_PASSPHRASE_MAX_BYTES + 1, 'x');

  g_assert_cmpint (lep_passphrase_judge (longest), !=, LEP_PASSPHRASE_TOO_LONG);
  g_assert_cmpint (lep_passphrase_judge (longer), ==, LEP_PASSPHRASE_TOO_LONG);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/passphrase/grades", test_grades);
  g_test_add_func ("/passphrase/what-cannot-be-given-by-a-file-is-too-long", test_what_cannot_be_given_by_a_file_is_too_long);
  return g_test_run ();
}
