/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether tables are read as RFC 4180 means them, and broken ones refused with
 * their line. */

#include <string.h>

#include "lep-csv.h"
#include "lep-error.h"

static void
assert_rows (const char *text,
             const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = lep_csv_parse (text, ',', &error);
  g_autoptr (GString) found = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++)
    {
      const LepCsvRow *row = g_ptr_array_index (rows, i);
      g_autofree char *cells = g_strjoinv ("|", row->cells);

      g_string_append_printf (found, "%u:%s/", row->line, cells);
    }
  g_assert_cmpstr (found->str, ==, expected);
}

static void
test_read (void)
{
  assert_rows ("", "");
  assert_rows ("a,b\n1,2\n", "1:a|b/2:1|2/");
  assert_rows ("a,b\r\n1,2", "1:a|b/2:1|2/");
  assert_rows ("a,\n,b\n", "1:a|/2:|b/");
  assert_rows ("\"a,b\",\"say \"\"no\"\"\"\n", "1:a,b|say \"no\"/");
  assert_rows ("\"two\nlines\",x\nnext,y\n", "1:two\nlines|x/3:next|y/");
  assert_rows ("\357\273\277a\n\n\nb\n", "1:a/4:b/");
  assert_rows ("a\rb\n", "1:a\rb/");
}

static void
assert_refused (const char *text,
                const char *part)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (lep_csv_parse (text, ',', &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_INVALID);
  if (strstr (error->message, part) == NULL)
    g_test_message ("“%s” is not in: %s", part, error->message);
  g_assert_nonnull (strstr (error->message, part));
}

static char *
repeat (const char *part,
        guint       n)
{
  GString *text = g_string_new (NULL);

  while (n-- > 0)
    g_string_append (text, part);
  return g_string_free (text, FALSE);
}

static void
test_refuse_too_much (void)
{
  g_autofree char *most = repeat ("a,b\n", LEP_CSV_MAX_ROWS);
  g_autofree char *more = g_strconcat (most, "\n\nc,d\n", NULL);
  g_autofree char *wide = repeat (",", LEP_CSV_MAX_CELLS);
  g_autofree char *line = g_strdup_printf ("Line %d", LEP_CSV_MAX_ROWS + 3);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = lep_csv_parse (most, ',', &error);

  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, LEP_CSV_MAX_ROWS);
  assert_refused (more, line);
  assert_refused (wide, "Line 1");
}

static void
test_refuse (void)
{
  assert_refused ("a\n\"b", "Line 2");
  assert_refused ("a\n\n\"b\"c\n", "Line 3");
  assert_refused ("a\"b\n", "Line 1");
  assert_refused ("a\377\n", "UTF-8");
}

static void
assert_written (const char *text,
                const char *expected)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GPtrArray) rows = NULL;
  g_autofree char *plain = NULL;

  lep_csv_append_text (out, text);
  g_assert_cmpstr (out->str, ==, expected);
  rows = lep_csv_parse (out->str, ',', NULL);
  plain = lep_csv_plain_text (((LepCsvRow *) g_ptr_array_index (rows, 0))->cells[0]);
  g_assert_cmpstr (plain, ==, text);
}

static void
test_write (void)
{
  assert_written ("plain", "\"plain\"");
  assert_written ("say \"no\"\nor, yes", "\"say \"\"no\"\"\nor, yes\"");
  assert_written ("=1+1", "\"'=1+1\"");
  assert_written ("'=1", "\"''=1\"");
  assert_written ("'tis", "\"'tis\"");
  assert_written ("@SUM(A1)", "\"'@SUM(A1)\"");
  assert_written ("-cmd", "\"'-cmd\"");
  assert_written ("+387 33 123-456", "\"+387 33 123-456\"");
  assert_written ("-2", "\"-2\"");
}

static void
test_separator (void)
{
  g_assert_cmpint (lep_csv_guess_separator ("a,b\n1;2;3\n"), ==, ',');
  g_assert_cmpint (lep_csv_guess_separator ("a;\"b,c,d\";e\n"), ==, ';');
  g_assert_cmpint (lep_csv_guess_separator ("a\tb\n"), ==, '\t');
  g_assert_cmpint (lep_csv_guess_separator ("alone"), ==, ',');
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/csv/read", test_read);
  g_test_add_func ("/csv/refuse", test_refuse);
  g_test_add_func ("/csv/refuse-too-much", test_refuse_too_much);
  g_test_add_func ("/csv/write", test_write);
  g_test_add_func ("/csv/separator", test_separator);

  return g_test_run ();
}
