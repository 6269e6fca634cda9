/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers, money, shares and dates by language, and reading them back. */

#include <string.h>

#include "lep-error.h"
#include "lep-format.h"

#define NBSP "\302\240"

static void
assert_text (char       *text,
             const char *expected)
{
  g_autofree char *owned = text;

  g_assert_cmpstr (owned, ==, expected);
}

static void
test_known_amounts (void)
{
  const LepLocale *bs = lep_locale_find ("bs");
  const LepLocale *en = lep_locale_find ("en");

  assert_text (lep_format_money (bs, 47921414, "BAM"), "479.214,14" NBSP "KM");
  assert_text (lep_format_money (en, 101459880, "BAM"), "1,014,598.80" NBSP "KM");
  assert_text (lep_format_money (lep_locale_find ("sr-Cyrl"), 3911660, "BAM"), "39.116,60" NBSP "КМ");
  assert_text (lep_format_money (bs, 20000000, "EUR"), "200.000,00" NBSP "EUR");
  assert_text (lep_format_money (bs, 20000000, NULL), "200.000,00");
  assert_text (lep_format_money (lep_locale_find ("uk"), 123456789, "UAH"), "1" NBSP "234" NBSP "567,89" NBSP "UAH");
  assert_text (lep_format_money (en, 1234567, "JPY"), "1,234,567" NBSP "JPY");
  assert_text (lep_format_money (en, -5, "EUR"), "-0.05" NBSP "EUR");
  assert_text (lep_format_count (bs, 1584), "1.584");
  assert_text (lep_format_count (en, 999), "999");
  assert_text (lep_format_count (en, G_MININT64), "-9,223,372,036,854,775,808");
}

static void
test_shares_are_rounded_once (void)
{
  const LepLocale *bs = lep_locale_find ("bs");

  assert_text (lep_format_ratio (bs, 517, 1584, 1), "32,6" NBSP "%");
  assert_text (lep_format_ratio (bs, 42, 60, 1), "70,0" NBSP "%");
  assert_text (lep_format_ratio (bs, 47, 75, 1), "62,7" NBSP "%");
  assert_text (lep_format_ratio (bs, 16628134, 47921414, 2), "34,70" NBSP "%");
  assert_text (lep_format_ratio (bs, 326498, 1000000, 1), "32,6" NBSP "%");
  assert_text (lep_format_ratio (bs, -1, 8, 0), "-13" NBSP "%");
  assert_text (lep_format_ratio (bs, 1, 0, 1), LEP_NOTHING);
  assert_text (lep_format_ratio (bs, G_MAXINT64, G_MAXINT64, 1), "100,0" NBSP "%");
  assert_text (lep_format_percent (bs, 3470, 2), "34,70" NBSP "%");
  assert_text (lep_format_percent (lep_locale_find ("tr"), 3470, 1), "%34,7");
  assert_text (lep_format_percent (lep_locale_find ("sq"), 8600, 0), "86%");
}

/* What is there is never nothing, and the parts of a whole are all of it. */
static void
test_shares_add_up (void)
{
  static const struct
  {
    gint64      parts[4], whole;
    guint       decimals;
    const char *texts; /* of the plain numbers */
  } cases[] = {
    { { 16, 23, 15, 0 }, 54, 0, "30 42 28 0" }, /* 29.6, 42.6, 27.8: rounded each for itself they are 101 */
    { { 1, 1, 1, 0 }, 3, 2, "33.34 33.33 33.33 0.00" },
    { { 1, 238, 0, 0 }, 239, 0, "<1 100 0 0" },
    { { 8, 30, 20, 1 }, 54, 0, "15 56 37 2" }, /* groups overlap */
    { { 5, 0, 0, 0 }, 0, 0, "– – – –" },
    { { -1, 2, 0, 0 }, 1, 0, "-100 200 0 0" },
  };
  const LepLocale *en = lep_locale_find ("en");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) shares = lep_format_shares (en, cases[i].parts, G_N_ELEMENTS (cases[i].parts), cases[i].whole, cases[i].decimals);
      g_autofree char *joined = g_strjoinv (" ", shares);
      g_auto (GStrv) marks = g_strsplit (joined, "%", -1);
      g_autofree char *bare = g_strjoinv ("", marks);
      g_auto (GStrv) spaces = g_strsplit (bare, NBSP, -1);
      g_autofree char *text = g_strjoinv ("", spaces);

      g_assert_cmpstr (text, ==, cases[i].texts);
    }
  assert_text (lep_format_ratio (en, 1, 239, 0), "<" NBSP "1" NBSP "%");
  assert_text (lep_format_ratio (en, 0, 239, 0), "0" NBSP "%");
  assert_text (lep_format_ratio (en, -1, 239, 0), "0" NBSP "%");
}

static void
test_dates_by_language (void)
{
  static const struct
  {
    const char *tag, *date_short, *date_long;
  } expected[] = {
    { "en", "3 Apr 2019", "3 April 2019" },
    { "bs", "3. 4. 2019.", "3. aprila 2019." },
    { "hr", "3. 4. 2019.", "3. travnja 2019." },
    { "sr-Latn", "3. 4. 2019.", "3. aprila 2019." },
    { "sr-Cyrl", "3. 4. 2019.", "3. априла 2019." },
    { "mk", "3.4.2019", "3 април 2019" },
    { "sq", "3.4.2019", "3 prill 2019" },
    { "ro", "03.04.2019", "3 aprilie 2019" },
    { "ru", "03.04.2019", "3 апреля 2019" NBSP "г." },
    { "uk", "03.04.2019", "3 квітня 2019" NBSP "р." },
    { "tr", "03.04.2019", "3 Nisan 2019" },
    { "de", "03.04.2019", "3. April 2019" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      const LepLocale *locale = lep_locale_find (expected[i].tag);

      g_assert_cmpstr (locale->tag, ==, expected[i].tag);
      assert_text (lep_format_date (locale, "2019-04-03", LEP_DATE_SHORT), expected[i].date_short);
      assert_text (lep_format_date (locale, "2019-04-03", LEP_DATE_LONG), expected[i].date_long);
    }
}

static void
test_times_quarters_and_ranges (void)
{
  const LepLocale *bs = lep_locale_find ("bs");
  const LepLocale *en = lep_locale_find ("en");
  g_autoptr (GTimeZone) summer = g_time_zone_new_offset (2 * 3600);
  g_autoptr (GTimeZone) west = g_time_zone_new_offset (-3600);

  assert_text (lep_format_time (bs, "2019-04-03T08:42:00.000Z", summer, LEP_DATE_SHORT), "3. 4. 2019. u 10:42");
  assert_text (lep_format_time (bs, "2018-12-31T23:30:00.000Z", summer, LEP_DATE_LONG), "1. januara 2019. u 01:30");
  assert_text (lep_format_time (bs, "2018-12-31T23:30:00.000Z", NULL, LEP_DATE_SHORT), "31. 12. 2018. u 23:30");
  assert_text (lep_format_date_range (bs, "2017-05-01", "2018-12-31"), "1. 5. 2017. – 31. 12. 2018.");
  assert_text (lep_format_date_range (en, "2017-05-01", NULL), "1 May 2017 –");
  assert_text (lep_format_date_range (en, NULL, NULL), LEP_NOTHING);
  assert_text (lep_format_quarter (bs, 2017, 2, TRUE), "II 2017.");
  assert_text (lep_format_quarter (bs, 2017, 3, FALSE), "III");
  assert_text (lep_format_quarter (en, 2017, 2, TRUE), "Q2 2017");
  assert_text (lep_format_quarter (lep_locale_find ("ru"), 2017, 4, TRUE), "IV кв. 2017");
  assert_text (lep_format_quarter (lep_locale_find ("ro"), 2017, 1, FALSE), "trim. I");
  assert_text (lep_format_date (en, NULL, LEP_DATE_SHORT), LEP_NOTHING);
  assert_text (lep_format_date (en, "2019-02-30", LEP_DATE_SHORT), "2019-02-30");
  assert_text (lep_format_time (en, "yesterday", NULL, LEP_DATE_SHORT), "yesterday");
  assert_text (lep_format_time (en, "9999-12-31T23:59:00.000Z", summer, LEP_DATE_SHORT), "9999-12-31T23:59:00.000Z");
  assert_text (lep_format_time (en, "0001-01-01T00:00:00.000Z", west, LEP_DATE_SHORT), "0001-01-01T00:00:00.000Z");
}

static void
test_tags_are_found (void)
{
  g_assert_cmpstr (lep_locale_find (NULL)->tag, ==, "en");
  g_assert_cmpstr (lep_locale_find ("C")->tag, ==, "en");
  g_assert_cmpstr (lep_locale_find ("bs_BA.UTF-8")->tag, ==, "bs");
  g_assert_cmpstr (lep_locale_find ("sr")->tag, ==, "sr-Cyrl");
  g_assert_cmpstr (lep_locale_find ("sr_RS.UTF-8@latin")->tag, ==, "sr-Latn");
  g_assert_cmpstr (lep_locale_find ("sr-Latn-BA")->tag, ==, "sr-Latn");
  g_assert_cmpstr (lep_locale_find ("sr-Cyrl-BA")->tag, ==, "sr-Cyrl");
  g_assert_cmpstr (lep_locale_find ("srn")->tag, ==, "en");
  g_assert_cmpstr (lep_locale_find ("DE-at")->tag, ==, "de");
}

/* Whatever is written can be read, in every language, and gives the same. */
static void
test_written_numbers_are_read_back (void)
{
  guint            n;
  const LepLocale *locales = lep_locale_all (&n);
  g_autoptr (GRand) random = g_rand_new_with_seed (20190403);

  for (guint i = 0; i < 4000; i++)
    {
      const LepLocale *locale = &locales[i % n];
      const char      *currency = (const char *[]){ "BAM", "EUR", "JPY", "KWD", NULL }[i % 5];
      gint64           value = (gint64) (((guint64) g_rand_int (random) << 32 | g_rand_int (random)) >> g_rand_int_range (random, 1, 63));
      g_autofree char *money = NULL;
      g_autofree char *share = NULL;
      g_autofree char *count = NULL;
      g_autoptr (GError) error = NULL;
      gint64 back = 0;

      if (i % 3 == 0)
        value = -value;
      money = lep_format_money (locale, value, currency);
      g_assert_true (lep_parse_money (locale, money, currency, &back, &error));
      g_assert_no_error (error);
      g_assert_cmpint (back, ==, value);

      share = lep_format_percent (locale, value, 2);
      g_assert_true (lep_parse_percent (locale, share, &back, &error));
      g_assert_cmpint (back, ==, value);

      count = lep_format_count (locale, value);
      g_assert_true (lep_parse_count (locale, count, &back, &error));
      g_assert_cmpint (back, ==, value);
    }
}

static void
test_written_dates_are_read_back (void)
{
  guint            n;
  const LepLocale *locales = lep_locale_all (&n);

  for (guint julian = 736330; julian < 736330 + 800; julian++)
    {
      GDate day;
      char  iso[LEP_DATE_TEXT_SIZE + 1], back[LEP_DATE_TEXT_SIZE + 1];

      g_date_clear (&day, 1);
      g_date_set_julian (&day, julian);
      g_date_strftime (iso, sizeof iso, "%Y-%m-%d", &day);
      for (guint i = 0; i < n; i++)
        for (int style = LEP_DATE_SHORT; style <= LEP_DATE_LONG; style++)
          {
            g_autofree char *text = lep_format_date (&locales[i], iso, (LepDateStyle) style);
            g_autoptr (GError) error = NULL;

            g_assert_true (lep_parse_date (&locales[i], text, back, &error));
            g_assert_no_error (error);
            g_assert_cmpstr (back, ==, iso);
          }
    }
}

static void
assert_money (const char *tag,
              const char *text,
              gint64      expected)
{
  g_autoptr (GError) error = NULL;
  gint64 minor = -1;

  lep_parse_money (lep_locale_find (tag), text, "BAM", &minor, &error);
  g_assert_no_error (error);
  g_assert_cmpint (minor, ==, expected);
}

static void
test_typed_amounts (void)
{
  assert_money ("bs", "479214,14", 47921414);
  assert_money ("bs", " 479.214,14 KM ", 47921414);
  assert_money ("bs", "479.214,14BAM", 47921414);
  assert_money ("bs", "479 214,1", 47921410);
  assert_money ("bs", "1.500", 150000);
  assert_money ("en", "1,500", 150000);
  assert_money ("en", "1500.5", 150050);
  assert_money ("ru", "1 500,50", 150050);
  assert_money ("sr-Cyrl", "12,00 КМ", 1200);
  assert_money ("sr-Cyrl", "12,00 KM", 1200);
  assert_money ("bs", "\342\210\222"
                      "1",
                -100);
}

static void
test_doubtful_amounts_are_refused (void)
{
  static const char *const bosnian[] = { "", " ", "KM", "1.50", "1.5000", "1500.00", "1,500.00", "1,500", "1.500.0", "12.34.567",
                                         ".500", ",50", "1,", "1,2.3", "1 500.000", "1500.000", "1..500", "12 EUR", "12 KM KM",
                                         "0x10", "1e3", "--1", "- 1", "+1", "1-", "١٢", "99999999999999999999", "92233720368547758,08",
                                         "1. 500", "1 50" };
  static const char *const english[] = { "1.500", "1,50", "1500,00", "1.500,00", "1,500,00", "1,5000.00", "12,345,6" };

  for (guint i = 0; i < G_N_ELEMENTS (bosnian); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 minor = 77;

      g_assert_false (lep_parse_money (lep_locale_find ("bs"), bosnian[i], "BAM", &minor, &error));
      g_assert_error (error, LEP_ERROR, LEP_ERROR_INVALID);
      g_assert_cmpint (minor, ==, 77);
    }
  for (guint i = 0; i < G_N_ELEMENTS (english); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 minor = 77;

      g_assert_false (lep_parse_money (lep_locale_find ("en"), english[i], "BAM", &minor, &error));
      g_assert_error (error, LEP_ERROR, LEP_ERROR_INVALID);
    }
}

static void
test_typed_dates (void)
{
  static const struct
  {
    const char *tag, *text, *date;
  } cases[] = {
    { "bs", "3.4.2019", "2019-04-03" },
    { "bs", " 03.04.2019. ", "2019-04-03" },
    { "bs", "3/4/2019", "2019-04-03" },
    { "bs", "3. APRIL 2019", "2019-04-03" },
    { "bs", "3-4-2019", "2019-04-03" },
    { "hr", "3. travanj 2019.", "2019-04-03" },
    { "en", "3 April 2019", "2019-04-03" },
    { "en", "23/04/2019", "2019-04-23" },
    { "en", "4/4/2019", "2019-04-04" },
    { "en", "29 Feb 2020", "2020-02-29" },
    { "en", "3/4/2019", NULL },
    { "en", "04/23/2019", NULL },
    { "en", "29 Feb 2019", NULL },
    { "bs", "3.4.19", NULL },
    { "bs", "3.4/2019", NULL },
    { "bs", "3 4 2019", NULL },
    { "bs", "31.4.2019", NULL },
    { "bs", "2019-4-3", NULL },
    { "bs", "3.4.2019 x", NULL },
    { "bs", "3. 4.", NULL },
    { "bs", "0000-00-00", NULL },
    { "bs", "3.4.0000", NULL },
    { "bs", "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      char date[LEP_DATE_TEXT_SIZE + 1] = "unset";
      g_autoptr (GError) error = NULL;
      gboolean ok = lep_parse_date (lep_locale_find (cases[i].tag), cases[i].text, date, &error);

      g_test_message ("%s: %s", cases[i].tag, cases[i].text);
      g_assert_cmpint (ok, ==, cases[i].date != NULL);
      g_assert_cmpstr (date, ==, cases[i].date != NULL ? cases[i].date : "unset");
      if (!ok)
        g_assert_error (error, LEP_ERROR, LEP_ERROR_INVALID);
    }
}

static void
test_day_that_is_not_there_is_told_so (void)
{
  static const struct
  {
    const char *text;
    const char *tells;
  } cases[] = {
    { "30.2.2026.", "28" },
    { "2024-02-30", "29" },
    { "31. 4. 2026.", "30" },
    { "3.13.2026", "12" },
    { "pet", "2019-04-23" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      char date[LEP_DATE_TEXT_SIZE + 1];
      g_autoptr (GError) error = NULL;

      g_assert_false (lep_parse_date (lep_locale_find ("bs"), cases[i].text, date, &error));
      g_assert_nonnull (strstr (error->message, cases[i].text));
      g_assert_nonnull (strstr (error->message, cases[i].tells));
      g_assert_true ((strstr (error->message, "no such day") != NULL) == (i < 4));
    }
}

static void
test_currency_may_stand_behind (void)
{
  static const struct
  {
    const char *text;
    const char *currency;
    gboolean    ok;
  } cases[] = {
    { "100 KM", "BAM", TRUE },
    { "100 km", "BAM", TRUE },
    { "100,00 КМ", "BAM", TRUE },
    { "100BAM", "BAM", TRUE },
    { "100 €", "EUR", TRUE },
    { "100 eur ", "EUR", TRUE },
    { "100 EUR", "BAM", FALSE },
    { "100 KM", "EUR", FALSE },
    { "100 KM i po", "BAM", FALSE },
    { "100 KM", NULL, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 minor = 0;

      g_test_message ("%s in %s", cases[i].text, cases[i].currency);
      g_assert_cmpint (lep_parse_money (lep_locale_find ("bs"), cases[i].text, cases[i].currency, &minor, NULL), ==, cases[i].ok);
      g_assert_cmpint (minor, ==, cases[i].ok ? 10000 : 0);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/format/known_amounts", test_known_amounts);
  g_test_add_func ("/format/shares_are_rounded_once", test_shares_are_rounded_once);
  g_test_add_func ("/format/shares_add_up", test_shares_add_up);
  g_test_add_func ("/format/dates_by_language", test_dates_by_language);
  g_test_add_func ("/format/times_quarters_and_ranges", test_times_quarters_and_ranges);
  g_test_add_func ("/format/tags_are_found", test_tags_are_found);
  g_test_add_func ("/format/written_numbers_are_read_back", test_written_numbers_are_read_back);
  g_test_add_func ("/format/written_dates_are_read_back", test_written_dates_are_read_back);
  g_test_add_func ("/format/typed_amounts", test_typed_amounts);
  g_test_add_func ("/format/doubtful_amounts_are_refused", test_doubtful_amounts_are_refused);
  g_test_add_func ("/format/typed_dates", test_typed_dates);
  g_test_add_func ("/format/day-that-is-not-there-is-told-so", test_day_that_is_not_there_is_told_so);
  g_test_add_func ("/format/currency-may-stand-behind", test_currency_may_stand_behind);

  return g_test_run ();
}
