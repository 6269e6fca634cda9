/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sentences tell amounts, days and hours as their reader writes them, and mean the
 * same for everybody. */

#include "attention.h"

#define NBSP "\302\240"

static void
read_as (LepWorkspace *workspace,
         const char   *tag,
         const char   *zone)
{
  g_autoptr (GTimeZone) there = g_time_zone_new_identifier (zone);

  lep_workspace_set_reader (workspace, lep_locale_find (tag), there);
}

/* Among @n_found things one is told the reader like that, with these facts. */
static void
assert_among (Fill       *fill,
              guint       n_found,
              const char *expected,
              const char *facts)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = lep_attention (fill->workspace, TODAY, NULL, &error);
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, facts, -1);
  guint            n = 0;

  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, n_found);
  for (guint i = 0; i < found->len; i++)
    {
      const LepFinding *finding = g_ptr_array_index (found, i);

      if (strcmp (finding->facts, hash) != 0)
        continue;
      g_assert_cmpstr (finding->text, ==, expected);
      n++;
    }
  g_assert_cmpuint (n, ==, 1);
}

static void
assert_text (Fill       *fill,
             const char *expected,
             const char *facts)
{
  assert_among (fill, 1, expected, facts);
}

static void
test_amounts_have_their_currency (Fill         *fill,
                                  gconstpointer data)
{
  static const char facts[] = "grant\namount\n1200.01\n1000.00";

  fill_row (fill, PARTNERSHIP, "tranche", 100, "project", fill_id (PROJECT), "number", "1", "amount", "120001", NULL);
  assert_text (fill, "The tranches add up to 1,200.01" NBSP "KM, the grant is 1,000.00" NBSP "KM.", facts);
  read_as (fill->workspace, "bs", "+02");
  assert_text (fill, "The tranches add up to 1.200,01" NBSP "KM, the grant is 1.000,00" NBSP "KM.", facts);
  fill_update (fill, "project", PROJECT, "currency = 'EUR'");
  assert_text (fill, "The tranches add up to 1.200,01" NBSP "EUR, the grant is 1.000,00" NBSP "EUR.", facts);
  fill_update (fill, "project", PROJECT, "currency = NULL, status = 'contracting'");
  /* That they have no currency is told beside it. */
  assert_among (fill, 2, "The tranches add up to 1.200,01, the grant is 1.000,00.", facts);
}

static void
test_currencies_and_limits (Fill         *fill,
                            gconstpointer data)
{
  read_as (fill->workspace, "sr-Cyrl", "+02");
  fill_update (fill, "call", CALL, "currency = 'BAM', max_grant = NULL");
  fill_row (fill, PARTNERSHIP, "application", 100, "call", fill_id (CALL), "title", "A", "requested", "999", "currency", "BAM", NULL);
  assert_text (fill, "It asks for 9,99" NBSP "КМ; the call grants 10,00" NBSP "КМ to –.", "requested\n\n9.99\n10.00\n0.00");
  fill_update (fill, "application", 100, "currency = 'EUR'");
  assert_text (fill, "It asks for money in EUR; the call grants КМ.", "currency\ncurrency\nEUR\nBAM");
}

static void
test_hours_are_those_of_the_reader (Fill         *fill,
                                    gconstpointer data)
{
  static const char facts[] = "received_at\n\n2026-05-01T22:30:00.000Z\n2026-05-01T12:00:00.000Z";

  fill_row (fill, PARTNERSHIP, "application", 100, "call", fill_id (CALL), "title", "A", "status", "received", "received_at", "2026-05-01T22:30:00.000Z",
            NULL);
  assert_text (fill, "It was received at 1 May 2026, 22:30, after the deadline of 1 May 2026, 12:00, but it is not marked as late.", facts);
  read_as (fill->workspace, "bs", "+02");
  assert_text (fill, "It was received at 2. maja 2026. u 00:30, after the deadline of 1. maja 2026. u 14:00, but it is not marked as late.", facts);
}

/* A day that ends with a full stop ends the sentence as well. */
static void
test_days_codes_and_counts (Fill         *fill,
                            gconstpointer data)
{
  read_as (fill->workspace, "bs", "+02");
  fill_row (fill, PARTNERSHIP, "period", 100, "project", fill_id (PROJECT), "from", "2026-01-01", "to", "2026-03-31", "due_on", "2026-04-15", "status",
            "open", NULL);
  assert_text (fill, "The report for 1. 1. 2026. to 31. 3. 2026. was due on 15. 4. 2026.", "due_on\n\n2026-01-01\n2026-03-31\n2026-04-15");
  fill_update (fill, "period", 100, "status = 'submitted'");
  fill_row (fill, PARTNERSHIP, "outcome", 101, "project", fill_id (PROJECT), "indicator", fill_id (TRAINED), "from", "2026-01-01", "to", "2026-01-31",
            "value", "1500", "proof_no", "1", NULL);
  fill_row (fill, PARTNERSHIP, "breakdown", 102, "outcome", fill_id (101), "dimension", "sex", "category", "women", "value", "1501", NULL);
  assert_text (fill, "The split by Sex adds up to 1.501, more than the 1.500 of the result.", "value\nsplit\n1501\nsex\n1500");
}

#define TEST(name) g_test_add ("/sentence/" #name, Fill, NULL, set_up, test_##name, fill_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST (amounts_have_their_currency);
  TEST (currencies_and_limits);
  TEST (hours_are_those_of_the_reader);
  TEST (days_codes_and_counts);
  return g_test_run ();
}
