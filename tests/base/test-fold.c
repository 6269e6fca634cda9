/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether words that people mean as the same fold alike, and others do not. */

#include <string.h>

#include "lep-fold.h"

static void
assert_fold (const char *text,
             const char *expected)
{
  g_autofree char *folded = lep_fold (text, -1);

  g_assert_cmpstr (folded, ==, expected);
}

static void
test_latin (void)
{
  assert_fold ("", "");
  assert_fold ("Općina NOVI Grad, Sarajevo", "opcina novi grad, sarajevo");
  assert_fold ("Žepče", "zepce");
  assert_fold ("ČćŠšŽž", "ccsszz");
  assert_fold ("Zenička razvojna agencija", "zenicka razvojna agencija");
  assert_fold ("Ruđer Łódź Straße Ærø", "ruder lodz strasse aero");
  assert_fold ("\307\206ep \307\211eto \307\214iva", "dzep ljeto njiva"); /* one-character digraphs */
  assert_fold ("\357\274\241\357\274\242", "ab");                         /* full-width AB */
}

static void
test_scripts (void)
{
  assert_fold ("Прњавор", "prnjavor");
  assert_fold ("ПРЊАВОР", "prnjavor");
  assert_fold ("Општина Прњавор", "opstina prnjavor");
  assert_fold ("Љубушки џеп ћирилица", "ljubuski dzep cirilica");
  assert_fold ("Ѓорче Ќуприја ѕвезда", "gjorce kjuprija dzvezda");
  assert_fold ("Київ Запоріжжя", "kiiv zaporizzja");
  assert_fold ("Ярославль", "jaroslavl");
}

/* đ is written in three ways; they meet. */
static void
test_dj (void)
{
  assert_fold ("đačkih", "dackih");
  assert_fold ("djackih", "dackih");
  assert_fold ("dackih", "dackih");
  assert_fold ("ђачких", "dackih");
  assert_fold ("Đ", "d");
  assert_fold ("odjel", "odel");
  assert_fold ("od jutra", "od jutra");
}

/* However the bytes are composed, in parts or whole. */
static void
test_normalisation (void)
{
  assert_fold ("Z\314\214epc\314\214e", "zepce");
  assert_fold ("i\314\206", "i");
  assert_fold ("\342\200\256Pr\342\200\213nja\302\255vor\357\273\277", "prnjavor"); /* nothing of it can be seen */
  assert_fold ("\377abc", "\357\277\275abc");
}

/* Behind a letter that carries a thousand of them the text goes on as it would. */
static void
test_marks (void)
{
  g_autoptr (GString) text = g_string_new ("Z\314\214e");

  for (guint i = 0; i < 500; i++)
    g_string_append (text, "\314\225\314\200"); /* in the order in which none may stand */
  g_string_append (text, "pc\314\214e");
  assert_fold (text->str, "zepce");
  g_string_append (text, "\314\225");
  assert_fold (text->str, "zepce");
}

static void
test_key (void)
{
  g_autofree char *latin = lep_fold_key ("  JU „Služba za zapošljavanje“ – Sarajevo ", -1);
  g_autofree char *cyrillic = lep_fold_key ("ЈУ Служба за запошљавање, Сарајево", -1);
  g_autofree char *part = lep_fold_key ("Zenica i okolina", 6);

  g_assert_cmpstr (latin, ==, "ju sluzba za zaposljavanje sarajevo");
  g_assert_cmpstr (cyrillic, ==, latin);
  g_assert_cmpstr (part, ==, "zenica");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/fold/latin", test_latin);
  g_test_add_func ("/fold/scripts", test_scripts);
  g_test_add_func ("/fold/dj", test_dj);
  g_test_add_func ("/fold/normalisation", test_normalisation);
  g_test_add_func ("/fold/marks", test_marks);
  g_test_add_func ("/fold/key", test_key);

  return g_test_run ();
}
