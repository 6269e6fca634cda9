/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether values are held to their stored form, tidied without guessing, and
 * refused with a sentence that helps. */

#include <string.h>

#include "lep-error.h"
#include "lep-field-parse.h"
#include "lep-format.h"
#include "lep-schema.h"
#include "lep-value.h"

typedef struct
{
  LepFieldType type;
  const char  *text;
  gboolean     canonical;
} Form;

static const Form forms[] = {
  { LEP_TYPE_INT, "0", TRUE },
  { LEP_TYPE_INT, "-1", TRUE },
  { LEP_TYPE_INT, "9223372036854775807", TRUE },
  { LEP_TYPE_INT, "-9223372036854775807", TRUE },
  { LEP_TYPE_INT, "9223372036854775808", FALSE },
  { LEP_TYPE_INT, "-9223372036854775808", FALSE },
  { LEP_TYPE_INT, "99999999999999999999", FALSE },
  { LEP_TYPE_INT, "-0", FALSE },
  { LEP_TYPE_INT, "007", FALSE },
  { LEP_TYPE_INT, "+1", FALSE },
  { LEP_TYPE_INT, "", FALSE },
  { LEP_TYPE_INT, "-", FALSE },
  { LEP_TYPE_INT, " 1", FALSE },
  { LEP_TYPE_MONEY, "1.234,56", FALSE },
  { LEP_TYPE_MONEY, "1e999", FALSE },
  { LEP_TYPE_PERCENT, "NaN", FALSE },
  { LEP_TYPE_PERCENT, "3470", TRUE },
  { LEP_TYPE_DATE, "2026-11-21", TRUE },
  { LEP_TYPE_DATE, "2024-02-29", TRUE },
  { LEP_TYPE_DATE, "2026-02-30", FALSE },
  { LEP_TYPE_DATE, "1900-02-29", FALSE },
  { LEP_TYPE_DATE, "0000-01-01", FALSE },
  { LEP_TYPE_DATE, "2026-1-1", FALSE },
  { LEP_TYPE_DATE, "2026-11-21x", FALSE },
  { LEP_TYPE_DATE, "1066-10-14", TRUE },
  { LEP_TYPE_TIME, "2026-11-21T10:02:11.000Z", TRUE },
  { LEP_TYPE_TIME, "2026-11-21T10:02:11Z", FALSE },
  { LEP_TYPE_TIME, "2026-11-21T10:02:11.000+01:00", FALSE },
  { LEP_TYPE_BOOL, "1", TRUE },
  { LEP_TYPE_BOOL, "true", FALSE },
  { LEP_TYPE_CODE, "a.B-9_", TRUE },
  { LEP_TYPE_CODE, "", FALSE },
  { LEP_TYPE_CODE, "a b", FALSE },
  { LEP_TYPE_CODE, "č", FALSE },
  { LEP_TYPE_CODES, "", TRUE },
  { LEP_TYPE_CODES, "a b", TRUE },
  { LEP_TYPE_CODES, "a ab", TRUE },
  { LEP_TYPE_CODES, "ab a", FALSE },
  { LEP_TYPE_CODES, "a a", FALSE },
  { LEP_TYPE_CODES, "a  b", FALSE },
  { LEP_TYPE_CODES, "a ", FALSE },
  { LEP_TYPE_REF, "0194c9e2-5b7c-7000-8000-0123456789ab", TRUE },
  { LEP_TYPE_REF, "0194C9E2-5B7C-7000-8000-0123456789AB", FALSE },
  { LEP_TYPE_REF, "{0194c9e2-5b7c-7000-8000-0123456789ab}", FALSE },
  { LEP_TYPE_HASH, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", TRUE },
  { LEP_TYPE_HASH, "e3b0", FALSE },
  { LEP_TYPE_TEXT, "anything\nat all", TRUE },
};

static void
test_forms (void)
{
  char longest[66];

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_test_message ("%s “%s”", lep_field_type_name (forms[i].type), forms[i].text);
      g_assert_cmpint (lep_value_is_canonical (forms[i].type, forms[i].text), ==, forms[i].canonical);
    }

  memset (longest, 'a', sizeof longest);
  longest[64] = '\0';
  g_assert_true (lep_value_is_canonical (LEP_TYPE_CODE, longest));
  longest[64] = 'a';
  longest[65] = '\0';
  g_assert_false (lep_value_is_canonical (LEP_TYPE_CODE, longest));
}

static const LepField *
field_of (const char *kind,
          const char *name)
{
  const LepField *field = lep_kind_field (lep_schema_kind (kind), name);

  g_assert_nonnull (field);
  return field;
}

static void
assert_accepted (const char *kind,
                 const char *name,
                 const char *text)
{
  g_autoptr (GError) error = NULL;

  lep_value_check (field_of (kind, name), text, &error);
  g_assert_no_error (error);
}

static void
assert_refused (const char *kind,
                const char *name,
                const char *text,
                const char *part)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (lep_value_check (field_of (kind, name), text, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_INVALID);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, lep_schema_label (field_of (kind, name)->label)));
  g_assert_nonnull (strstr (error->message, part));
  g_assert_cmpuint (strlen (error->message), <=, 450);
}

static void
test_check (void)
{
  assert_accepted ("outcome", "value", "60");
  assert_refused ("outcome", "value", "-1", "below zero");
  assert_refused ("project", "grant", "1.234,50", "123450 for 1,234.50");
  assert_refused ("call", "min_cofinancing", "12.5", "1250 for 12.5");
  assert_refused ("budget_line", "quantity", "2.5", "2500 for 2.5");
  assert_refused ("expenditure", "rate", "1.95583", "1955830 for 1.95583");
  assert_refused ("expenditure", "rate", "-5", "write 1 or more");
  assert_refused ("outcome", "value", "sixty", "whole number");
  assert_refused ("outcome", "value", NULL, "required");
  assert_refused ("outcome", "value", "", "required");
  assert_refused ("decision", "text", "   ", "required");
  assert_refused ("decision", "text", " \n\xc2\xa0\n", "required");
  assert_accepted ("decision", "text", " x");
  assert_accepted ("decision", "response", "  ");
  assert_accepted ("outcome", "proof_no", NULL);
  assert_accepted ("outcome", "proof_no", "");
  assert_accepted ("expenditure", "amount", "-1200");
  assert_refused ("risk", "likelihood", "6", "1 to 5");
  assert_refused ("risk", "likelihood", "0", "1 to 5");
  assert_refused ("tranche", "percent", "10001", "0 to 10000");
  assert_refused ("outcome", "from", "2026-02-30", "no such day");
  assert_refused ("outcome", "from", "1989-12-31", "1990");
  assert_refused ("outcome", "from", "2101-01-01", "2100");
  assert_refused ("outcome", "state", "done", "claimed, verified, withdrawn");
  assert_refused ("organisation", "activity", "Z", "A, B, C");
  assert_accepted ("programme", "currency", "XAU");
  assert_refused ("programme", "currency", "K M", "not a code");
  assert_accepted ("project", "target_groups", "neet youth");
  assert_refused ("project", "target_groups", "youth neet", "sorted");
  assert_refused ("project", "target_groups", "neet yuoth", "yuoth");
  assert_refused ("service", "still_running", "maybe", "neither yes nor no");
  assert_refused ("project", "partnership", "Zenica", "id of a record");
  assert_refused ("application", "received_at", "yesterday", "not a time");
  assert_accepted ("application", "received_at", "1990-01-01T00:00:00.000Z");
  assert_accepted ("application", "received_at", "2100-12-31T23:59:59.999Z");
  assert_refused ("application", "received_at", "1989-12-31T23:59:59.999Z", "1990");
  assert_refused ("application", "received_at", "0001-01-01T00:00:00.000Z", "1990");
  assert_refused ("application", "received_at", "9999-12-31T23:59:00.000Z", "2100");
  assert_refused ("document", "sha256", "abc", "SHA-256");
}

static void
test_texts (void)
{
  g_autofree char *longest = g_strnfill (500, 'a');
  g_autofree char *too_long = g_strnfill (501, 'a');
  g_autofree char *note = g_strnfill (64 * 1024 + 1, 'a');
  g_autofree char *cyrillic = g_strdup ("");

  for (int i = 0; i < 500; i++)
    {
      char *longer = g_strconcat (cyrillic, "ж", NULL);

      g_free (cyrillic);
      cyrillic = longer;
    }

  assert_accepted ("project", "title", longest);
  assert_accepted ("project", "title", cyrillic);
  assert_refused ("project", "title", too_long, "500 characters");
  assert_refused ("project", "summary", note, "64 KiB");
  assert_refused ("project", "title", "a\nb", "one line");
  assert_refused ("project", "title", "a\342\200\250b", "one line");
  assert_accepted ("project", "summary", "a\nb");
  assert_refused ("project", "summary", "a\tb", "control characters");
  assert_refused ("project", "summary", "a\302\205b", "control characters");
  assert_refused ("project", "summary", "a\357\277\276b", "control characters");
  assert_refused ("project", "title", "Z\314\214epc\314\214e", "NFC");
  assert_refused ("project", "title", "a\377", "UTF-8");
}

static void
assert_tidy (const char *kind,
             const char *name,
             const char *typed,
             const char *stored)
{
  g_autofree char *text = lep_value_tidy (field_of (kind, name), typed);

  g_assert_cmpstr (text, ==, stored);
}

static void
test_tidy (void)
{
  assert_tidy ("project", "title", "  Z\314\214epc\314\214e ", "Žepče");
  assert_tidy ("project", "summary", "a\r\nb\rc\td", "a\nb\nc d");
  assert_tidy ("project", "target_groups", "youth, neet;youth", "neet youth");
  assert_tidy ("project", "target_groups", "", "");
  assert_tidy ("application", "received_at", "2026-11-21T10:02:11+01:00", "2026-11-21T09:02:11.000Z");
  assert_tidy ("application", "received_at", "2026-11-21T10:02:11.250Z", "2026-11-21T10:02:11.250Z");
  assert_tidy ("application", "received_at", "soon", "soon");
  assert_tidy ("service", "still_running", "true", "1");
  assert_tidy ("service", "still_running", "no", "0");
  assert_tidy ("service", "still_running", "maybe", "maybe");
  assert_tidy ("outcome", "value", "1.000", "1.000");
  assert_tidy ("project", "partnership", "0194C9E2-5B7C-7000-8000-0123456789AB", "0194c9e2-5b7c-7000-8000-0123456789ab");
  assert_tidy ("project", "title", "a\377", "a\377");
}

/* As people and their spreadsheets write a day and an hour. */
static void
test_hours (void)
{
  static const struct
  {
    const char *typed, *stored;
  } cases[] = {
    { "3. 4. 2019. 12:05", "2019-04-03T10:05:00.000Z" },
    { "3. 4. 2019. 7:05", "2019-04-03T05:05:00.000Z" },
    { "3. 4. 2019, 23:59:58", "2019-04-03T21:59:58.000Z" },
    { "3. 4. 2019. u 12:05", "2019-04-03T10:05:00.000Z" },
    { "3. april 2019. u  12:05", "2019-04-03T10:05:00.000Z" },
    { "2019-04-03 u 12:05", "2019-04-03T10:05:00.000Z" },
    { "3. 4. 2019.", "2019-04-03T10:00:00.000Z" },
    { "3. 4. 2019. u", NULL },
    { "3. 4. 2019. u u 12:05", NULL },
    { "3. 4. 2019. у 12:05", NULL },
    { "3. 4. 2019. -5:30", NULL },
    { "3. 4. 2019. 12:-5", NULL },
    { "3. 4. 2019. 12:5", NULL },
    { "3. 4. 2019. 12:05x", NULL },
    { "3. 4. 2019. 24:00", NULL },
    { "3. 4. 2019. 12:60", NULL },
    { "3. 4. 2019. 12:00:60", NULL },
    { "1. 1. 0001. 0:30", NULL },
    { "31. 12. 9999. 23:30", NULL },
  };
  const LepField  *field = lep_kind_field (lep_schema_kind ("application"), "received_at");
  const LepLocale *locale = lep_locale_find ("bs");
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Sarajevo");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *value = NULL;

      g_assert_cmpint (lep_field_parse_as (field, locale, zone, NULL, cases[i].typed, &value, &error), ==, cases[i].stored != NULL);
      g_assert_cmpstr (value, ==, cases[i].stored);
      if (cases[i].stored == NULL)
        g_assert_error (error, LEP_ERROR, LEP_ERROR_INVALID);
    }
}

static void
test_year_of_an_hour_is_told (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Sarajevo");
  g_autoptr (GError) error = NULL;
  g_autofree char *value = NULL;

  g_assert_false (lep_field_parse_as (field_of ("call", "full_deadline"), lep_locale_find ("bs"), zone, NULL,
                                      "3. 4. 0227. u 14:00", &value, &error));
  g_assert_nonnull (strstr (error->message, "1990"));
}

/* Whoever typed 150 per cent reads of 150 and of 100 per cent, not of their hundredths. */
static void
test_a_number_out_of_range_is_told_as_it_was_typed (void)
{
  static const struct
  {
    const char *kind, *field, *typed, *told;
  } cases[] = {
    { "call", "min_cofinancing", "150", "“150”: the number is out of range; write 0\302\240% to 100\302\240%." },
    { "call", "min_cofinancing", "-1,5", "“-1,5”: the number is below zero; write 0 or more." },
    { "project", "grant", "-5", "“-5”: the number is below zero; write 0 or more." },
    { "expenditure", "rate", "0", "“0”: the number is too small; write 0,000001 or more." },
    { "budget_line", "quantity", "-2,5", "“-2,5”: the number is below zero; write 0 or more." },
    { "tranche", "number", "1001", "“1001”: the number is out of range; write 1 to 1.000." },
  };
  const LepLocale *locale = lep_locale_find ("bs");
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *value = NULL;

      g_assert_false (lep_field_parse_as (field_of (cases[i].kind, cases[i].field), locale, zone, "BAM", cases[i].typed, &value, &error));
      g_assert_error (error, LEP_ERROR, LEP_ERROR_INVALID);
      g_test_message ("%s", error->message);
      g_assert_true (g_str_has_suffix (error->message, cases[i].told));
    }
}

static void
assert_reads_back (const LepLocale *locale,
                   GTimeZone       *zone,
                   const char      *kind,
                   const char      *name,
                   const char      *currency,
                   const char      *shown,
                   const char      *stored)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *value = NULL;

  g_test_message ("%s: “%s”", locale->tag, shown);
  lep_field_parse_as (field_of (kind, name), locale, zone, currency, shown, &value, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (value, ==, stored);
}

static void
assert_moments_read_back (const LepLocale *locale,
                          GTimeZone       *zone)
{
  for (int month = 1; month <= 12; month++)
    for (int style = LEP_DATE_SHORT; style <= LEP_DATE_LONG; style++)
      {
        g_autofree char *day = g_strdup_printf ("2027-%02d-%02d", month, 2 * month + 3);
        g_autofree char *time = g_strdup_printf ("%sT%02d:%02d:00.000Z", day, 2 * month - 1, 5 * month - 1);
        g_autofree char *shown_day = lep_format_date (locale, day, (LepDateStyle) style);
        g_autofree char *shown_time = lep_format_time (locale, time, zone, (LepDateStyle) style);

        assert_reads_back (locale, zone, "project", "start", NULL, shown_day, day);
        assert_reads_back (locale, zone, "call", "full_deadline", NULL, shown_time, time);
      }
}

static void
assert_numbers_read_back (const LepLocale *locale,
                          GTimeZone       *zone)
{
  static const gint64      numbers[] = { 0, 7, 1000, 3470, 10000, 1234567, -1, -1234567, 1234567890123 };
  static const char *const currencies[] = { "BAM", "EUR", "USD", "GBP", "JPY", "KWD", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      gint64           number = numbers[i];
      g_autofree char *stored = g_strdup_printf ("%" G_GINT64_FORMAT, number);
      g_autofree char *count = lep_format_count (locale, number);
      g_autofree char *percent = lep_format_percent (locale, number, 2);
      g_autofree char *quantity = lep_format_decimal (locale, number, 3, 3);
      g_autofree char *rate = lep_format_decimal (locale, number, 6, 6);

      for (guint j = 0; j < G_N_ELEMENTS (currencies); j++)
        {
          guint            digits = lep_currency_digits (currencies[j]);
          g_autofree char *paper = lep_format_money (locale, number, currencies[j]);
          g_autofree char *entry = lep_format_decimal (locale, number, digits, digits);

          assert_reads_back (locale, zone, "expenditure", "amount", currencies[j], paper, stored);
          assert_reads_back (locale, zone, "expenditure", "amount", currencies[j], entry, stored);
        }
      if (number < 0)
        continue;

      assert_reads_back (locale, zone, "outcome", "value", NULL, count, stored);
      assert_reads_back (locale, zone, "budget_line", "quantity", NULL, quantity, stored);
      if (number > 0)
        assert_reads_back (locale, zone, "expenditure", "rate", NULL, rate, stored);
      if (number <= 10000)
        assert_reads_back (locale, zone, "tranche", "percent", NULL, percent, stored);
    }
}

/* What a field shows is what somebody changes a digit of. */
static void
test_what_is_shown_reads_back_in_every_language (void)
{
  guint            n;
  const LepLocale *locales = lep_locale_all (&n);
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Sarajevo");

  for (guint i = 0; i < n; i++)
    {
      assert_moments_read_back (&locales[i], zone);
      assert_numbers_read_back (&locales[i], zone);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/value/forms", test_forms);
  g_test_add_func ("/value/check", test_check);
  g_test_add_func ("/value/texts", test_texts);
  g_test_add_func ("/value/tidy", test_tidy);
  g_test_add_func ("/value/hours", test_hours);
  g_test_add_func ("/value/year-of-an-hour-is-told", test_year_of_an_hour_is_told);
  g_test_add_func ("/value/a-number-out-of-range-is-told-as-it-was-typed", test_a_number_out_of_range_is_told_as_it_was_typed);
  g_test_add_func ("/value/what-is-shown-reads-back-in-every-language", test_what_is_shown_reads_back_in_every_language);

  return g_test_run ();
}
