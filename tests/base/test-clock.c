/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Times, ids and hashes: their one text form, and ids made from names. */

#include <string.h>

#include "lep-clock.h"
#include "lep-hash.h"

static void
test_times_round_trip (void)
{
  static const struct
  {
    gint64      ms;
    const char *text;
  } cases[] = {
    { 0, "1970-01-01T00:00:00.000Z" },
    { -1, "1969-12-31T23:59:59.999Z" },
    { G_GINT64_CONSTANT (951782400001), "2000-02-29T00:00:00.001Z" },
    { G_GINT64_CONSTANT (253402300799999), "9999-12-31T23:59:59.999Z" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      char   text[LEP_TIME_TEXT_SIZE + 1];
      gint64 ms;

      lep_time_format (cases[i].ms, text);
      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_true (lep_time_parse (text, -1, &ms));
      g_assert_cmpint (ms, ==, cases[i].ms);
    }
}

static void
test_other_forms_of_a_time_are_refused (void)
{
  static const char *const cases[] = {
    "", "2026-02-30T00:00:00.000Z", "2026-01-01T24:00:00.000Z", "2026-01-01T00:00:60.000Z",
    "2026-01-01T00:00:00Z", "2026-01-01T00:00:00.000+01:00", "2026-01-01 00:00:00.000Z",
    "0000-01-01T00:00:00.000Z", "2026-01-01T00:00:00.000Zx", "２026-01-01T00:00:00.00Z"
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_false (lep_time_parse (cases[i], -1, NULL));
}

static void
test_a_fixed_clock_repeats_itself (void)
{
  g_autoptr (LepClock) one = lep_clock_new_fixed (1000, 5);
  g_autoptr (LepClock) two = lep_clock_new_fixed (1000, 5);
  LepUuid a, b, c;

  lep_clock_new_id (one, &a);
  lep_clock_new_id (two, &b);
  lep_clock_new_id (two, &c);

  g_assert_true (lep_uuid_equal (&a, &b));
  g_assert_cmpint (lep_uuid_compare (&b, &c), <, 0);
  g_assert_cmpint (a.bytes[6] >> 4, ==, 7);
  g_assert_cmpint (a.bytes[8] >> 6, ==, 2);
}

static void
test_ids_have_one_form (void)
{
  static const char text[] = "0194c9e2-0000-7000-8000-00000000abcd";
  char              seen[LEP_UUID_TEXT_SIZE + 1];
  LepUuid           id;

  g_assert_true (lep_uuid_parse (text, -1, &id));
  lep_uuid_format (&id, seen);
  g_assert_cmpstr (seen, ==, text);

  g_assert_false (lep_uuid_parse ("0194C9E2-0000-7000-8000-00000000ABCD", -1, &id));
  g_assert_false (lep_uuid_parse ("{194c9e2-0000-7000-8000-00000000abcd", -1, &id));
  g_assert_false (lep_uuid_parse ("0194c9e2000070008000-00000000abcd000", -1, &id));
  g_assert_false (lep_uuid_parse ("", -1, &id));
}

/* RFC 9562, A.4: the UUIDv5 of "www.example.com" in the DNS name space. */
static void
test_ids_from_names (void)
{
  LepUuid dns, id;
  char    seen[LEP_UUID_TEXT_SIZE + 1];

  g_assert_true (lep_uuid_parse ("6ba7b810-9dad-11d1-80b4-00c04fd430c8", -1, &dns));
  lep_uuid_from_name (&dns, "www.example.com", &id);
  lep_uuid_format (&id, seen);
  g_assert_cmpstr (seen, ==, "2ed6657d-e927-568b-95e1-2665a8aea6a2");
}

static void
test_of_many_ids_each_is_greater_than_the_one_before (void)
{
  g_autoptr (LepClock) clock = lep_clock_new ();
  LepUuid before, id;

  lep_clock_new_id (clock, &before);
  for (guint i = 0; i < 50000; i++)
    {
      lep_clock_new_id (clock, &id);
      g_assert_cmpint (lep_uuid_compare (&before, &id), <, 0);
      g_assert_cmpint (id.bytes[6] >> 4, ==, 7);
      before = id;
    }
}

static void
test_the_day_is_that_of_the_place (void)
{
  g_autoptr (GTimeZone) east = g_time_zone_new_identifier ("+01:00");
  g_autofree char *utc = NULL, *there = NULL;
  gint64           ms;

  g_assert_true (lep_time_parse ("2026-12-31T23:00:00.000Z", -1, &ms));
  utc = lep_time_dup_day (ms, NULL);
  there = lep_time_dup_day (ms, east);
  g_assert_cmpstr (utc, ==, "2026-12-31");
  g_assert_cmpstr (there, ==, "2027-01-01");
}

static void
test_the_last_hour_of_the_calendar_has_a_day_everywhere (void)
{
  g_autoptr (GTimeZone) east = g_time_zone_new_identifier ("+01:00");
  g_autofree char *there = NULL;
  gint64           ms;

  g_assert_true (lep_time_parse ("9999-12-31T23:59:00.000Z", -1, &ms));
  there = lep_time_dup_day (ms, east);
  g_assert_cmpstr (there, ==, "9999-12-31");
}

static void
test_hashes (void)
{
  LepHash hash, again;
  char    text[LEP_HASH_HEX_SIZE + 1];

  lep_hash_data ("abc", -1, &hash);
  lep_hash_format (&hash, text);
  g_assert_cmpstr (text, ==, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  g_assert_true (lep_hash_parse (text, -1, &again));
  g_assert_true (lep_hash_equal (&hash, &again));

  text[0] = 'B';
  g_assert_false (lep_hash_parse (text, -1, &again));
  g_assert_false (lep_hash_parse ("ba78", -1, &again));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/clock/times-round-trip", test_times_round_trip);
  g_test_add_func ("/clock/of-many-ids-each-is-greater-than-the-one-before", test_of_many_ids_each_is_greater_than_the_one_before);
  g_test_add_func ("/clock/other-forms-of-a-time-are-refused", test_other_forms_of_a_time_are_refused);
  g_test_add_func ("/clock/a-fixed-clock-repeats-itself", test_a_fixed_clock_repeats_itself);
  g_test_add_func ("/clock/the-day-is-that-of-the-place", test_the_day_is_that_of_the_place);
  g_test_add_func ("/clock/the-last-hour-of-the-calendar-has-a-day-everywhere", test_the_last_hour_of_the_calendar_has_a_day_everywhere);
  g_test_add_func ("/uuid/ids-have-one-form", test_ids_have_one_form);
  g_test_add_func ("/uuid/ids-from-names", test_ids_from_names);
  g_test_add_func ("/hash/hashes", test_hashes);

  return g_test_run ();
}
