/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The canonical text of a change is written and read back as the bundle format
 * says. */

#include <string.h>

#include "lep-change.h"
#include "lep-error.h"

#define ID "0194ca00-0000-7000-8000-000000000001"

static const char sample[] =
  "<change n=\"41\" at=\"2026-11-20T13:58:02.120Z\" by=\"A &quot;B&quot; &amp; C&#9;&#10;\">"
  "<waive replica=\"" ID "\" from=\"3\" to=\"7\"/>"
  "<erase kind=\"contact\" id=\"" ID "\"/>"
  "<row kind=\"project\" id=\"" ID "\"><set f=\"title\">Welders &lt;1&gt; &amp; \"2\"\t\n&#13;</set>"
  "<set f=\"next_steps\"/><set f=\"notes\" nil=\"1\"/></row>"
  "<row kind=\"outcome\" id=\"" ID "\" life=\"deleted\"/>"
  "</change>";

static void
test_round_trip (void)
{
  g_autoptr (LepChange) change = lep_change_new ();
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 2; i++)
    {
      lep_change_read (change, sample, strlen (sample), &error);
      g_assert_no_error (error);
      g_string_truncate (out, 0);
      lep_change_write (change, out);
      g_assert_cmpstr (out->str, ==, sample);
    }

  g_assert_cmpint (change->n, ==, 41);
  g_assert_cmpstr (change->by, ==, "A \"B\" & C\t\n");
  g_assert_cmpuint (change->rows->len, ==, 2);
  g_assert_cmpuint (change->sets->len, ==, 3);
  g_assert_cmpstr (g_array_index (change->sets, LepSet, 0).value, ==, "Welders <1> & \"2\"\t\n\r");
  g_assert_cmpstr (g_array_index (change->sets, LepSet, 1).value, ==, "");
  g_assert_null (g_array_index (change->sets, LepSet, 2).value);
  g_assert_cmpint (g_array_index (change->rows, LepRowOp, 1).life, ==, LEP_LIFE_DELETED);
  g_assert_cmpint (g_array_index (change->waives, LepWaive, 0).to, ==, 7);
}

static void
test_built_equals_read (void)
{
  g_autoptr (LepChange) change = lep_change_new ();
  g_autoptr (GString) out = g_string_new (NULL);
  LepUuid id;

  g_assert_true (lep_uuid_parse (ID, -1, &id));
  lep_change_set_head (change, 41, "2026-11-20T13:58:02.120Z", "A \"B\" & C\t\n");
  lep_change_add_waive (change, &id, 3, 7);
  lep_change_add_erase (change, "contact", &id);
  lep_change_add_row (change, "project", &id, LEP_LIFE_NONE);
  lep_change_add_set (change, "title", "Welders <1> & \"2\"\t\n\r", -1);
  lep_change_add_set (change, "next_steps", "", -1);
  lep_change_add_set (change, "notes", NULL, -1);
  lep_change_add_row (change, "outcome", &id, LEP_LIFE_DELETED);
  lep_change_write (change, out);
  g_assert_cmpstr (out->str, ==, sample);
}

static void
test_newer_parts_are_passed_over (void)
{
  static const char newer[] =
    "<change n=\"1\" at=\"x\" by=\"\" mood=\"good\"><tag/><box a=\"1\">text<deep><set f=\"no\"/></deep></box>"
    "<row kind=\"project\" id=\"" ID "\" colour=\"red\"><note>hello</note>"
    "<set f=\"title\" lang=\"bs\">A</set></row></change>";
  g_autoptr (LepChange) change = lep_change_new ();
  g_autoptr (GError) error = NULL;

  lep_change_read (change, newer, strlen (newer), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (change->rows->len, ==, 1);
  g_assert_cmpuint (change->sets->len, ==, 1);
  g_assert_cmpstr (g_array_index (change->sets, LepSet, 0).value, ==, "A");
}

static void
test_damaged_is_refused (void)
{
  g_autoptr (LepChange) change = lep_change_new ();

  for (gsize cut = 0; cut < strlen (sample); cut++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (lep_change_read (change, sample, cut, &error));
      g_assert_error (error, LEP_ERROR, LEP_ERROR_CORRUPT);
      g_assert_cmpuint (change->rows->len, ==, 0);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/change/round-trip", test_round_trip);
  g_test_add_func ("/change/built-equals-read", test_built_equals_read);
  g_test_add_func ("/change/newer-parts-are-passed-over", test_newer_parts_are_passed_over);
  g_test_add_func ("/change/damaged-is-refused", test_damaged_is_refused);
  return g_test_run ();
}
