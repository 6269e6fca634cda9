/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a report is set: what stays together on a page, how wide columns are, and
 * what a figure looks like on paper. */

#include "sheets.h"

static LepReport *
new_report (void)
{
  return lep_report_new (lep_locale_find ("en"), NULL);
}

/* @n lines that stand above what is looked at. */
static void
add_lines (LepReport *report,
           guint      n)
{
  for (guint i = 0; i < n; i++)
    lep_report_add_paragraph (report, "above");
}

static LepTable *
add_rows (LepReport *report,
          guint      n)
{
  LepTable *table = lep_report_add_table (report, NULL);

  lep_table_add_column (table, "Name", NULL, LEP_COLUMN_TEXT);
  for (guint i = 1; i <= n; i++)
    {
      g_autofree char *row = g_strdup_printf ("Row-%u-", i);

      lep_table_add_row (table, LEP_ROW_BODY);
      lep_table_add_text (table, row, NULL);
    }
  return table;
}

static void
assert_rows_together (char **sheets,
                      guint  first,
                      guint  second)
{
  g_autofree char *one = g_strdup_printf ("Row-%u-", first), *other = g_strdup_printf ("Row-%u-", second);

  assert_together (sheets, one, other);
}

static void
test_first_and_last_row_are_not_alone (Fixture      *fixture,
                                       gconstpointer data)
{
  guint n_broken = 0;

  for (guint above = 0; above < 34; above++)
    {
      g_autoptr (LepReport) report = new_report ();
      g_auto (GStrv) sheets = NULL;

      add_lines (report, above);
      lep_report_add_heading (report, "Heading-H");
      add_rows (report, 9);
      sheets = print_sheets (fixture, report);
      if (sheets == NULL)
        return;
      assert_together (sheets, "Heading-H", "Row-1-");
      assert_rows_together (sheets, 1, 2);
      assert_rows_together (sheets, 8, 9);
      n_broken += g_strv_length (sheets) > 2 && strstr (sheets[0], "Row-2-") != NULL;
    }
  g_assert_cmpuint (n_broken, >, 1);
}

static void
test_four_rows_stay_whole (Fixture      *fixture,
                           gconstpointer data)
{
  for (guint above = 20; above < 34; above++)
    {
      g_autoptr (LepReport) report = new_report ();
      g_auto (GStrv) sheets = NULL;
      LepTable *table;

      add_lines (report, above);
      table = add_rows (report, 4);
      lep_table_add_row (table, LEP_ROW_SUM);
      lep_table_add_text (table, "Sum-S", NULL);
      lep_table_add_row (table, LEP_ROW_FOOT);
      lep_table_add_text (table, "Total-T", NULL);
      sheets = print_sheets (fixture, report);
      if (sheets == NULL)
        return;
      assert_rows_together (sheets, 1, 4);
      assert_together (sheets, "Row-1-", "Sum-S");
      assert_together (sheets, "Row-1-", "Total-T");
    }
}

/* A divider counts with its row: two rows, not a divider and one. */
static void
test_divider_counts_with_its_row (Fixture      *fixture,
                                  gconstpointer data)
{
  for (guint above = 12; above < 34; above++)
    {
      g_autoptr (LepReport) report = new_report ();
      g_auto (GStrv) sheets = NULL;
      LepTable *table;

      add_lines (report, above);
      table = add_rows (report, 8);
      lep_table_add_row (table, LEP_ROW_GROUP);
      lep_table_add_text (table, "Group-G", NULL);
      lep_table_add_row (table, LEP_ROW_BODY);
      lep_table_add_text (table, "Row-9-", NULL);
      sheets = print_sheets (fixture, report);
      if (sheets == NULL)
        return;
      assert_together (sheets, "Group-G", "Row-9-");
      assert_rows_together (sheets, 8, 9);
    }
}

static void
test_notes_and_signatures_stay_with_their_rows (Fixture      *fixture,
                                                gconstpointer data)
{
  for (guint above = 10; above < 34; above++)
    {
      g_autoptr (LepReport) report = new_report ();
      g_auto (GStrv) sheets = NULL;

      add_lines (report, above);
      add_rows (report, 6);
      lep_report_add_note (report, "Note-1-");
      lep_report_add_note (report, "Note-2-");
      lep_report_add_signatures (report, FALSE);
      lep_report_add_signature (report, "Signed-S", NULL, NULL);
      sheets = print_sheets (fixture, report);
      if (sheets == NULL)
        return;
      assert_rows_together (sheets, 5, 6);
      assert_together (sheets, "Row-6-", "Note-1-");
      assert_together (sheets, "Note-1-", "Note-2-");
      assert_together (sheets, "Note-2-", "Signed-S");
    }
}

static void
test_properties_are_not_left_one_by_one (Fixture      *fixture,
                                         gconstpointer data)
{
  for (guint above = 14; above < 34; above++)
    {
      g_autoptr (LepReport) report = new_report ();
      g_auto (GStrv) sheets = NULL;

      add_lines (report, above);
      lep_report_add_heading (report, "Heading-H");
      for (guint i = 1; i <= 4; i++)
        {
          g_autofree char *value = g_strdup_printf ("Value-%u-", i);

          lep_report_add_property (report, "Label", value);
        }
      sheets = print_sheets (fixture, report);
      if (sheets == NULL)
        return;
      assert_together (sheets, "Heading-H", "Value-1-");
      assert_together (sheets, "Value-1-", "Value-4-");
    }
}

/* However many rows too high for it are kept together: every one of them is printed. */
static void
test_rows_too_high_to_stay_together_are_all_printed (Fixture      *fixture,
                                                     gconstpointer data)
{
  g_autoptr (LepReport) report = new_report ();
  g_auto (GStrv) sheets = NULL;
  LepTable *table;

  lep_report_add_heading (report, "Heading-H");
  table = add_rows (report, 0);
  for (guint i = 1; i <= 3; i++)
    {
      g_autofree char *row = g_strdup_printf ("Row-%u-", i);

      lep_table_add_row (table, LEP_ROW_BODY);
      lep_table_set_room (table, 600);
      lep_table_add_text (table, row, NULL);
    }
  lep_report_add_note (report, "Note-1-");
  sheets = print_sheets (fixture, report);
  if (sheets == NULL)
    return;
  g_assert_cmpuint (g_strv_length (sheets), ==, 4); /* one row a page, and what follows the last */
  assert_together (sheets, "Heading-H", "Row-1-");
  assert_together (sheets, "Row-3-", "Note-1-");
}

static void
test_label_is_one_line_where_there_is_room (Fixture      *fixture,
                                            gconstpointer data)
{
  g_autoptr (LepReport) report = new_report ();
  g_auto (GStrv) sheets = NULL;

  lep_report_add_property (report, "The most that may be indirect costs", "seven");
  lep_report_add_property (report, "Short", "five");
  sheets = print_sheets (fixture, report);
  if (sheets == NULL)
    return;
  g_assert_true (g_regex_match_simple ("The most that may be indirect costs +seven", sheets[0], 0, 0));
}

/* Texts give way, not the number of an application: it is read as one. */
static void
test_number_is_not_divided_at_its_hyphen (Fixture      *fixture,
                                          gconstpointer data)
{
  g_autoptr (LepReport) report = new_report ();
  LepTable *table = lep_report_add_table (report, NULL);
  g_auto (GStrv) sheets = NULL;

  lep_table_add_column (table, "Number", NULL, LEP_COLUMN_TEXT);
  for (guint i = 0; i < 3; i++)
    lep_table_add_column (table, "Text", NULL, LEP_COLUMN_TEXT);
  lep_table_add_row (table, LEP_ROW_BODY);
  lep_table_add_text (table, "JP-P1/2025-01", NULL);
  for (guint i = 0; i < 3; i++)
    lep_table_add_text (table, "words that are many more than stand beside each other in one line of this page", NULL);
  sheets = print_sheets (fixture, report);
  if (sheets != NULL)
    g_assert_nonnull (strstr (sheets[0], "JP-P1/2025-01 "));
}

/* Other programs read a hyphen, people a minus. */
static void
test_minus_is_one_on_paper_alone (Fixture      *fixture,
                                  gconstpointer data)
{
  g_autoptr (LepReport) report = new_report ();
  LepTable        *table;
  g_autofree char *path = NULL, *csv = NULL, *html_path = NULL, *html = NULL;
  g_auto (GStrv) sheets = NULL;

  lep_report_add_paragraph (report, "No. 01-117 leaves -5 and (-6).");
  table = lep_report_add_table (report, NULL);
  lep_table_add_column (table, "Amount", NULL, LEP_COLUMN_FIGURE);
  lep_table_add_row (table, LEP_ROW_BODY);
  lep_table_add_money (table, -923954, "BAM");
  path = save (fixture, report, "minus.csv");
  g_assert_true (g_file_get_contents (path, &csv, NULL, NULL));
  g_assert_nonnull (strstr (csv, "-9239.54"));
  g_assert_null (strstr (csv, "−"));
  html_path = save (fixture, report, "minus.html");
  g_assert_true (g_file_get_contents (html_path, &html, NULL, NULL));
  g_assert_nonnull (strstr (html, "No. 01-117 leaves −5 and (−6)."));
  g_assert_nonnull (strstr (html, "−9,239.54"));
  sheets = print_sheets (fixture, report);
  if (sheets == NULL)
    return;
  g_assert_nonnull (strstr (sheets[0], "No. 01-117 leaves −5 and (−6)."));
  g_assert_nonnull (strstr (sheets[0], "−9,239.54"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name) g_test_add ("/pages/" #name, Fixture, NULL, fixture_set_up, test_##name, fixture_tear_down)
  ADD (first_and_last_row_are_not_alone);
  ADD (four_rows_stay_whole);
  ADD (divider_counts_with_its_row);
  ADD (notes_and_signatures_stay_with_their_rows);
  ADD (properties_are_not_left_one_by_one);
  ADD (rows_too_high_to_stay_together_are_all_printed);
  ADD (label_is_one_line_where_there_is_room);
  ADD (number_is_not_divided_at_its_hyphen);
  ADD (minus_is_one_on_paper_alone);
#undef ADD

  return g_test_run ();
}
