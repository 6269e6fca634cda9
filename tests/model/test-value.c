/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether values are held to their stored form, tidied without guessing, and
 * refused with a sentence that helps. */

#include <string.h>

#include "lep-error.h"
#include "lep-field-parse.h"
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
    { "3. 4. 2019.", "2019-04-03T10:00:00.000Z" },
    { "3. 4. 2019. -5:30", NULL },
    { "3. 4. 2019. 12:-5", NULL },
    { "3. 4. 2019. 12:5", NULL },
    { "3. 4. 2019. 12:05x", NULL },
    { "3. 4. 2019. 24:00", NULL },
    { "3. 4. 2019. 12:60", NULL },
    { "3. 4. 2019. 12:00:60", NULL },
    { "1. 1. 0001. 0:30", NULL },
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

  return g_test_run ();
}
