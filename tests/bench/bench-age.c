/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How fast a file is sealed and opened, beside SHA-256 of the same bytes. */

#include "age-files.h"
#include "bench.h"

#define SIZE     (32 * 1024 * 1024)
#define N_ROUNDS 3

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
  BenchTime seal[N_ROUNDS], open[N_ROUNDS], hash[N_ROUNDS];

  for (gsize i = 0; i < SIZE; i++)
    plain[i] = (guint8) (i * 31 + (i >> 12));
  set_up (&fixture, NULL);
  set_bytes (fixture.from, plain, SIZE);
  for (guint i = 0; i < N_ROUNDS; i++)
    {
      g_autofree char *sum = NULL;
      int              sealed = new_file (fixture.folder), opened = new_file (fixture.folder);

      seal[i] = bench_start ();
      lep_age_seal (fixture.from, sealed, &lock, NULL, &error);
      seal[i] = bench_since (&seal[i]);
      g_assert_no_error (error);
      open[i] = bench_start ();
      lep_age_open (sealed, opened, keys, NULL, NULL, &error);
      open[i] = bench_since (&open[i]);
      g_assert_no_error (error);
      hash[i] = bench_start ();
      sum = g_compute_checksum_for_data (G_CHECKSUM_SHA256, plain, SIZE);
      hash[i] = bench_since (&hash[i]);
      close (sealed);
      close (opened);
    }
  bench_say_time ("SHA-256 of 32 MiB by GLib", bench_middle (hash, N_ROUNDS), 0);
  bench_say_beside ("sealing 32 MiB", seal, hash, N_ROUNDS, 0, 0);
  bench_say_beside ("opening 32 MiB", open, hash, N_ROUNDS, 0, 0);
  tear_down (&fixture, NULL);
  return 0;
}
