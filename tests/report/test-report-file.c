/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages and files made of a report: what stands on which page, and that files
 * are whole, safe and the same each time. */

#include <malloc.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#include <glib/gstdio.h>

#include "lep-error.h"
#include "lep-report-file.h"

#include "print-sample.h"
#include "sheets.h"

static void
test_the_design_s_print (Fixture      *fixture,
                         gconstpointer data)
{
  g_autoptr (LepReport) report = print_sample_new (FALSE);
  g_autoptr (LepPages) pages = lep_pages_new (report, LEP_PAPER_A4, NULL);
  g_autofree char *path = save (fixture, report, "sample.pdf");
  g_autofree char *text = NULL;
  double           width, height;

  g_assert_cmpuint (lep_pages_get_count (pages), ==, 2);
  lep_pages_get_size (pages, &width, &height);
  g_assert_cmpfloat_with_epsilon (width, 595.276, 0.01);
  g_assert_cmpfloat_with_epsilon (height, 841.890, 0.01);

  text = run ("pdftotext", "-layout", path, "-", NULL);
  if (text == NULL)
    return;
  {
    g_auto (GStrv) sheets = g_strsplit (text, "\f", -1);

    g_assert_nonnull (strstr (sheets[0], "Prvo zapošljavanje u Prnjavoru"));
    g_assert_nonnull (strstr (sheets[0], "352.049,40 KM"));
    g_assert_nonnull (strstr (sheets[0], "391.166,00"));
    g_assert_nonnull (strstr (sheets[0], "preostaje 39.116,60 KM."));
    g_assert_nonnull (strstr (sheets[0], "Page 1 of 2"));
    g_assert_nonnull (strstr (text, "Partneri po grupama"));
    g_assert_nonnull (strstr (sheets[1], "Svih pet grupa je zastupljeno."));
    g_assert_nonnull (strstr (sheets[1], "Page 2 of 2"));
    g_assert_nonnull (strstr (sheets[1], "Otisak sadržaja 7c41 e90b"));
    g_assert_nonnull (strstr (sheets[1], "PRIMJER"));
  }
}

/* Whatever the length: heads repeated, notes and signatures not apart. */
static void
test_long_tables_break_well (Fixture      *fixture,
                             gconstpointer data)
{
  for (guint n = 14; n < 80; n += n < 28 ? 1 : 13)
    {
      g_autoptr (LepReport) report = print_sample_long (n);
      g_autofree char *path = save (fixture, report, "long.pdf");
      g_autofree char *text = run ("pdftotext", "-layout", path, "-", NULL);
      g_auto (GStrv) sheets = text == NULL ? NULL : g_strsplit (text, "\f", -1);

      if (sheets == NULL)
        return;
      for (guint i = 0; sheets[i] != NULL; i++)
        g_assert_cmpint (strstr (sheets[i], "Red-") != NULL, ==, strstr (sheets[i], "Kolona-A") != NULL);
      for (guint i = 1; i <= n; i++)
        {
          g_autofree char *row = g_strdup_printf ("Red-%u ", i);

          g_assert_nonnull (strstr (text, row));
        }
      assert_together (sheets, "Ukupno-Z", "Red-");
      assert_together (sheets, "Napomena-N", "Ukupno-Z");
      assert_together (sheets, "Potpisi-P", "voditelj-V");
      assert_together (sheets, "Potpisi-P", "načelnica-N");
      assert_together (sheets, "Redovi", "Red-1 ");
    }
}

/* A page's texts are laid out when it is drawn: what is kept of a row is its place. */
static void
test_pages_of_a_long_table_fit_into_memory (Fixture      *fixture,
                                            gconstpointer data)
{
  g_autoptr (LepReport) report = print_sample_long (4000);
  const gsize before = mallinfo2 ().uordblks;
  g_autoptr (LepPages) pages = lep_pages_new (report, LEP_PAPER_A4, NULL);
  const gsize kept = mallinfo2 ().uordblks - before;

  g_test_message ("%" G_GSIZE_FORMAT " bytes a row", kept / 4000);
  g_assert_cmpuint (lep_pages_get_count (pages), >, 50);
  g_assert_cmpuint (kept / 4000, <, 2000);
}

/* Who closes the dialog does not wait for the end of a long table. */
static void
test_laying_out_can_be_cancelled (Fixture      *fixture,
                                  gconstpointer data)
{
  g_autoptr (LepReport) report = print_sample_long (40);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (LepPages) pages = lep_pages_new (report, LEP_PAPER_A4, cancellable);

  g_assert_nonnull (pages);
  g_cancellable_cancel (cancellable);
  g_assert_null (lep_pages_new (report, LEP_PAPER_A4, cancellable));
}

static void
test_fonts_are_embedded (Fixture      *fixture,
                         gconstpointer data)
{
  g_autoptr (LepReport) report = print_sample_new (TRUE);
  g_autofree char *path = save (fixture, report, "cyrillic.pdf");
  g_autofree char *fonts = run ("pdffonts", path, NULL);
  g_autofree char *text = run ("pdftotext", path, "-", NULL);
  g_auto (GStrv) lines = fonts == NULL ? NULL : g_strsplit (fonts, "\n", -1);

  if (lines == NULL || text == NULL)
    return;
  g_assert_cmpuint (g_strv_length (lines), >, 3);
  for (guint i = 2; lines[i] != NULL && *lines[i] != '\0'; i++)
    g_assert_true (g_regex_match_simple (" yes +yes +yes +[0-9]", lines[i], 0, 0)); /* embedded, subset, Unicode */
  g_assert_nonnull (strstr (text, "Прво запошљавање у Прњавору"));
  g_assert_nonnull (strstr (text, "Osnovni podaci") == NULL ? strstr (text, "Основни подаци") : NULL);
}

static void
test_pdf_is_whole_and_always_the_same (Fixture      *fixture,
                                       gconstpointer data)
{
  g_autoptr (LepReport) report = print_sample_new (FALSE);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) first = lep_report_make_pdf (report, LEP_PAPER_A4, &error);
  g_autoptr (GBytes) second = lep_report_make_pdf (report, LEP_PAPER_A4, &error);
  gsize            size;
  const guint8    *pdf = g_bytes_get_data (first, &size);
  g_autofree char *path = save (fixture, report, "same.pdf");
  g_autofree char *info = run ("pdfinfo", path, NULL);

  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (first, second));
  g_assert_true (lep_report_check_pdf (pdf, size));
  g_assert_false (lep_report_check_pdf (pdf, size - 1));
  g_assert_false (lep_report_check_pdf (pdf, size / 2));
  g_assert_nonnull (memmem (pdf, size, "/Lang (bs)", strlen ("/Lang (bs)")));
  if (info == NULL)
    return;
  g_assert_nonnull (strstr (info, "Title:           Prvo zapošljavanje u Prnjavoru"));
  g_assert_nonnull (strstr (info, "Author:          Lokalno partnerstvo"));
  g_assert_nonnull (strstr (info, "Pages:           2"));
}

static void
test_long_prints_have_an_outline (Fixture      *fixture,
                                  gconstpointer data)
{
  g_autoptr (LepReport) longer = print_sample_long (80);
  g_autoptr (LepPages) pages = lep_pages_new (longer, LEP_PAPER_LETTER, NULL);
  g_autoptr (GBytes) pdf = lep_report_make_pdf (longer, LEP_PAPER_LETTER, NULL);
  g_autoptr (LepReport) brief = print_sample_new (FALSE);
  g_autoptr (GBytes) small = lep_report_make_pdf (brief, LEP_PAPER_A4, NULL);
  gsize         size;
  const guint8 *bytes = g_bytes_get_data (pdf, &size);
  guint         page;
  double        y, width, height;

  g_assert_nonnull (memmem (bytes, size, "/Outlines", strlen ("/Outlines")));
  bytes = g_bytes_get_data (small, &size);
  g_assert_null (memmem (bytes, size, "/Outlines", strlen ("/Outlines")));

  g_assert_cmpuint (lep_pages_get_n_heads (pages), ==, 3);
  g_assert_cmpstr (lep_pages_get_head (pages, 2, &page, &y), ==, "Potpisi-P");
  g_assert_cmpuint (page, ==, lep_pages_get_count (pages) - 1);
  lep_pages_get_size (pages, &width, &height);
  g_assert_cmpfloat_with_epsilon (width, 612, 0.01);
}

static void
test_pages_draw_on_any_surface (Fixture      *fixture,
                                gconstpointer data)
{
  g_autoptr (LepReport) report = print_sample_new (FALSE);
  g_autoptr (LepPages) pages = lep_pages_new (report, LEP_PAPER_A4, NULL);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, 300, 424);
  cairo_t         *cr = cairo_create (surface);
  const guint8    *pixels;
  guint            painted = 0;

  cairo_scale (cr, 300 / 595.276, 300 / 595.276);
  lep_pages_draw (pages, 0, cr);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_flush (surface);
  pixels = cairo_image_surface_get_data (surface);
  for (int y = 0; y < 424; y++)
    for (int x = 0; x < 300; x++)
      {
        gboolean margin = x < 30 || x > 277;

        painted += pixels[y * cairo_image_surface_get_stride (surface) + x] > 0;
        if (margin)
          g_assert_cmpuint (pixels[y * cairo_image_surface_get_stride (surface) + x], ==, 0);
      }
  g_assert_cmpuint (painted, >, 4000);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static LepReport *
make_hostile (void)
{
  static const char *const texts[] = { "=1+1", "+cmd|x", "-2", "@SUM(A1)", "\tx", "<script>alert(1)</script>", "a \"b\" & 'c'", "{=1}" };
  LepReport               *report = lep_report_new (lep_locale_find ("en"), NULL);
  LepTable                *table;

  lep_report_set_title (report, NULL, "=cmd|' /C calc'!A0", "<img src=x onerror=alert(1)>");
  lep_report_add_property (report, "=HYPERLINK(\"http://x\")", "</dd><script>");
  table = lep_report_add_table (report, "[bad]:*?/\\ name that is far too long for a sheet");
  lep_table_add_column (table, "=title", NULL, LEP_COLUMN_TEXT);
  lep_table_add_column (table, "amount", NULL, LEP_COLUMN_FIGURE);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      lep_table_add_row (table, LEP_ROW_BODY);
      lep_table_add_text (table, texts[i], NULL);
      lep_table_add_money (table, -123450, "EUR");
    }
  lep_report_add_table (report, "[bad]:*?/\\ name that is far too long for a sheet");
  return report;
}

static void
test_html_is_escaped_and_alone (Fixture      *fixture,
                                gconstpointer data)
{
  g_autoptr (LepReport) report = make_hostile ();
  g_autoptr (LepReport) sample = print_sample_new (FALSE);
  g_autoptr (GBytes) bytes = lep_report_make_html (report);
  g_autoptr (GBytes) whole = lep_report_make_html (sample);
  g_autofree char *html = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_autofree char *page = g_strndup (g_bytes_get_data (whole, NULL), g_bytes_get_size (whole));

  g_assert_null (strstr (html, "<script"));
  g_assert_null (strstr (html, "<img"));
  g_assert_nonnull (strstr (html, "&lt;script&gt;alert(1)&lt;/script&gt;"));
  g_assert_nonnull (strstr (html, "a &quot;b&quot; &amp; &apos;c&apos;"));

  g_assert_nonnull (strstr (page, "<html lang=\"bs\">"));
  g_assert_nonnull (strstr (page, "data:image/svg+xml;base64,"));
  g_assert_nonnull (strstr (page, "zaposleni, uz dokaz: II 2017. –, III 3"));
  g_assert_nonnull (strstr (page, "@media print"));
  g_assert_null (strstr (page, "http:"));
  g_assert_null (strstr (page, "https:"));
  g_assert_null (strstr (page, "<link"));
}

static void
test_csv_has_no_formulas (Fixture      *fixture,
                          gconstpointer data)
{
  g_autoptr (LepReport) report = make_hostile ();
  g_autoptr (GBytes) bytes = lep_report_make_csv (report);
  g_autofree char *csv = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  g_assert_true (g_str_has_prefix (csv, "\"'=cmd|' /C calc'!A0\"\r\n"));
  g_assert_nonnull (strstr (csv, "\"'=1+1\",-1234.50\r\n"));
  g_assert_nonnull (strstr (csv, "\"'@SUM(A1)\",-1234.50\r\n"));
  g_assert_nonnull (strstr (csv, "\"a \"\"b\"\" & 'c'\",-1234.50\r\n"));
  g_assert_nonnull (strstr (csv, "\"'+cmd|x\",-1234.50\r\n"));
  g_assert_false (g_regex_match_simple ("(^|,|\\n)\"?[=@\\t]", csv, 0, 0));
}

static void
test_csv_is_the_same_in_every_language (Fixture      *fixture,
                                        gconstpointer data)
{
  g_autoptr (LepReport) report = print_sample_new (FALSE);
  g_autoptr (GBytes) bytes = lep_report_make_csv (report);
  g_autofree char *csv = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  g_assert_nonnull (strstr (csv, "1,\"po potpisivanju ugovora\",0.5000,100000.00,195583.00,\"isplaćeno\",\"2017-05-15\"\r\n"));
  g_assert_nonnull (strstr (csv, "\"III\",14,3\r\n"));
  g_assert_nonnull (strstr (csv, "\"II 2017.\",,\r\n"));
}

static void
test_xlsx_has_no_formulas (Fixture      *fixture,
                           gconstpointer data)
{
  g_autoptr (LepReport) report = make_hostile ();
  g_autofree char *path = save (fixture, report, "hostile.xlsx");
  g_autofree char *sheet = run ("unzip", "-p", path, "xl/worksheets/sheet2.xml", NULL);
  g_autofree char *strings = sheet == NULL ? NULL : run ("unzip", "-p", path, "xl/sharedStrings.xml", NULL);

  g_assert_cmpuint (count_files (fixture->dir), ==, 1);
  if (sheet == NULL)
    return;
  g_assert_null (strstr (sheet, "<f"));
  g_assert_nonnull (strstr (sheet, "<v>-1234.5</v>"));
  g_assert_nonnull (strstr (strings, "<t>=1+1</t>"));
}

/* A day and hour can be sorted and filtered in a spreadsheet: it is a number there, of the
 * hour that the page shows. */
static void
test_an_hour_is_one_in_a_spreadsheet (Fixture      *fixture,
                                      gconstpointer data)
{
  g_autoptr (LepReport) report = lep_report_new (lep_locale_find ("en"), NULL);
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("+01:00");
  LepTable *table;
  g_autoptr (GBytes) csv = NULL;
  g_autofree char *path = NULL, *sheet = NULL, *text = NULL;

  lep_report_set_title (report, "Register", "Call", NULL);
  table = lep_report_add_table (report, "Applications");
  lep_table_add_column (table, "Received", NULL, LEP_COLUMN_TEXT);
  lep_table_add_row (table, LEP_ROW_BODY);
  lep_table_add_time (table, "23 Nov 2026, 18:00", "2026-11-23T17:00:00.000Z", zone);
  lep_table_add_row (table, LEP_ROW_BODY);
  lep_table_add_time (table, "at noon", "at noon", zone);
  csv = lep_report_make_csv (report);
  text = g_strndup (g_bytes_get_data (csv, NULL), g_bytes_get_size (csv));
  g_assert_nonnull (strstr (text, "\"2026-11-23 18:00:00\"\r\n\"at noon\"\r\n"));
  path = save (fixture, report, "hours.xlsx");
  sheet = run ("unzip", "-p", path, "xl/worksheets/sheet2.xml", NULL);
  if (sheet != NULL)
    g_assert_nonnull (strstr (sheet, "<v>46349.75</v>"));
}

/* Two lots may be called alike but for a capital letter; a book's sheets may not. */
static void
test_sheets_that_differ_by_capitals_only (Fixture      *fixture,
                                          gconstpointer data)
{
  static const char *const captions[] = { "Youth", "youth", "MLADI ČAPLJINE", "mladi čapljine" };
  g_autoptr (LepReport) report = lep_report_new (lep_locale_find ("en"), NULL);
  g_autofree char *path = NULL, *book = NULL;

  lep_report_set_title (report, "Ranking", "Call", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (captions); i++)
    lep_table_add_column (lep_report_add_table (report, captions[i]), "Application", NULL, LEP_COLUMN_TEXT);
  path = save (fixture, report, "lots.xlsx");
  book = run ("unzip", "-p", path, "xl/workbook.xml", NULL);
  if (book == NULL)
    return;
  g_assert_nonnull (strstr (book, "name=\"Youth\""));
  g_assert_nonnull (strstr (book, "name=\"youth 2\""));
  g_assert_nonnull (strstr (book, "name=\"mladi čapljine 2\""));
}

/* Its texts stand in the rows, which are written as they come. */
static void
test_a_long_table_is_whole_in_a_spreadsheet (Fixture      *fixture,
                                             gconstpointer data)
{
  g_autoptr (LepReport) report = print_sample_long (10001);
  g_autofree char *path = save (fixture, report, "long.xlsx");
  g_autofree char *sheet = run ("unzip", "-p", path, "xl/worksheets/sheet2.xml", NULL);

  g_assert_cmpuint (count_files (fixture->dir), ==, 1);
  if (sheet == NULL)
    return;
  g_assert_nonnull (strstr (sheet, "Kolona-A"));
  g_assert_nonnull (strstr (sheet, "Red-1\n"));
  g_assert_nonnull (strstr (sheet, "Red-10001\n"));
  g_assert_nonnull (strstr (sheet, "<v>10000000</v>"));
  g_assert_nonnull (strstr (sheet, "Ukupno-Z"));
}

static void
test_unknown_endings_are_refused (Fixture      *fixture,
                                  gconstpointer data)
{
  g_autoptr (LepReport) report = print_sample_new (FALSE);
  g_autofree char *path = g_build_filename (fixture->dir, "print.docx", NULL);
  g_autofree char *nowhere = g_build_filename (fixture->dir, "no-such-folder", "print.pdf", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (lep_report_save (report, path, LEP_PAPER_A4, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (lep_report_save (report, nowhere, LEP_PAPER_A4, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_FAILED);
  g_assert_cmpuint (count_files (fixture->dir), ==, 0);
}

/* Room for a few thousand bytes only: what was there stays, nothing is added. */
static void
test_full_disk_leaves_nothing (Fixture      *fixture,
                               gconstpointer data)
{
  static const char *const names[] = { "print.pdf", "print.html", "print.xlsx" };
  const struct rlimit      small = { 4096, RLIM_INFINITY };
  struct rlimit            before;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  signal (SIGXFSZ, SIG_IGN);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (LepReport) report = print_sample_long (60);
      g_autofree char *path = g_build_filename (fixture->dir, names[i], NULL);
      g_autofree char *kept = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_true (g_file_set_contents (path, "kept", 4, NULL));
      g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
      g_assert_false (lep_report_save (report, path, LEP_PAPER_A4, &error));
      g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
      g_assert_error (error, LEP_ERROR, LEP_ERROR_FAILED);
      g_assert_true (g_file_get_contents (path, &kept, NULL, NULL));
      g_assert_cmpstr (kept, ==, "kept");
      g_unlink (path);
      g_assert_cmpuint (count_files (fixture->dir), ==, 0);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name) g_test_add ("/report-file/" #name, Fixture, NULL, fixture_set_up, test_##name, fixture_tear_down)
  ADD (the_design_s_print);
  ADD (long_tables_break_well);
  ADD (pages_of_a_long_table_fit_into_memory);
  ADD (laying_out_can_be_cancelled);
  ADD (fonts_are_embedded);
  ADD (pdf_is_whole_and_always_the_same);
  ADD (long_prints_have_an_outline);
  ADD (pages_draw_on_any_surface);
  ADD (html_is_escaped_and_alone);
  ADD (csv_has_no_formulas);
  ADD (csv_is_the_same_in_every_language);
  ADD (xlsx_has_no_formulas);
  ADD (an_hour_is_one_in_a_spreadsheet);
  ADD (sheets_that_differ_by_capitals_only);
  ADD (a_long_table_is_whole_in_a_spreadsheet);
  ADD (unknown_endings_are_refused);
  ADD (full_disk_leaves_nothing);
#undef ADD

  return g_test_run ();
}
