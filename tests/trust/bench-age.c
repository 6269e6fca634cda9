/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How fast a file is sealed and opened, beside SHA-256 of the same bytes. */

#include "age-files.h"

#define SIZE (128 * 1024 * 1024)

static double
seconds_since (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
}

int
main (void)
{
  Fixture fixture;
  g_autoptr (LepSealKey) key = lep_seal_key_generate ();
  g_autofree char *recipient = lep_seal_key_dup_recipient (key);
  g_autoptr (GPtrArray) keys = new_keys (g_steal_pointer (&key));
  const char *const  recipients[] = { recipient, NULL };
  const LepAgeLock   lock = { .recipients = recipients };
  g_autofree guint8 *plain = g_malloc (SIZE);
  g_autoptr (GError) error = NULL;
  g_autofree char *sum = NULL;
  double           seal, open, hash, mega = SIZE / 1e6;
  gint64           start;
  int              opened;

  for (gsize i = 0; i < SIZE; i++)
    plain[i] = (guint8) (i * 31 + (i >> 12));
  set_up (&fixture, NULL);
  opened = new_file (fixture.folder);
  set_bytes (fixture.from, plain, SIZE);

  start = g_get_monotonic_time ();
  lep_age_seal (fixture.from, fixture.to, &lock, NULL, &error);
  seal = seconds_since (start);
  g_assert_no_error (error);

  start = g_get_monotonic_time ();
  lep_age_open (fixture.to, opened, keys, NULL, NULL, &error);
  open = seconds_since (start);
  g_assert_no_error (error);

  start = g_get_monotonic_time ();
  sum = g_compute_checksum_for_data (G_CHECKSUM_SHA256, plain, SIZE);
  hash = seconds_since (start);

  g_print ("seal  %6.0f MB/s, %.2f of the time of SHA-256\n", mega / seal, seal / hash);
  g_print ("open  %6.0f MB/s, %.2f of the time of SHA-256\n", mega / open, open / hash);
  close (opened);
  tear_down (&fixture, NULL);
  return 0;
}
