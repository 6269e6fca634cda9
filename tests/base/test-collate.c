/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The order of names. */

#include <string.h>

#include <glib.h>

#include "lep-collate.h"

static int
order (const char *a,
       const char *b)
{
  g_autofree char *left = lep_collate_key (a);
  g_autofree char *right = lep_collate_key (b);

  return strcmp (left, right);
}

static void
test_follows_the_alphabet (void)
{
  static const char *const sorted[] = {
    "auto",
    "baba",
    "cura",
    "čaša",
    "ćup",
    "dunja",
    "džep",
    "đak",
    "el",
    "lula",
    "ljubav",
    "mama",
    "nula",
    "njiva",
    "oko",
    "sunce",
    "šuma",
    "zub",
    "žaba",
  };

  for (gsize i = 1; i < G_N_ELEMENTS (sorted); i++)
    g_assert_cmpint (order (sorted[i - 1], sorted[i]), <, 0);
  g_assert_cmpint (order ("Cazin", "Čelinac"), <, 0);
  g_assert_cmpint (order ("Cvijeta", "Čelinac"), <, 0);
}

static void
test_scripts_and_case_stand_together (void)
{
  g_assert_cmpint (order ("Прњавор", "Prnjavor"), ==, 0);
  g_assert_cmpint (order ("ЖЕПЧЕ", "žepče"), ==, 0);
  g_assert_cmpint (order ("ЏЕП", "Džep"), ==, 0);
  g_assert_cmpint (order ("DŽEP", "џеп"), ==, 0);
  g_assert_cmpint (order ("Тузла", "Una"), <, 0);
  g_assert_cmpint (order ("Café", "cafe"), ==, 0);
  g_assert_cmpint (order ("", "a"), <, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/collate/follows-the-alphabet", test_follows_the_alphabet);
  g_test_add_func ("/collate/scripts-and-case-stand-together", test_scripts_and_case_stand_together);

  return g_test_run ();
}
