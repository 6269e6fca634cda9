/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The thread that reads ahead comes some megabytes ahead, and no further. */

#include "lep-bundle-limits.h"
#include "lep-error.h"
#include "lep-read-ahead.h"

#include "lep-test.h"

#define N_SEGMENTS 300
#define SIZE       (3 * LEP_MIB)
#define MOST       (8 * LEP_MIB / SIZE) /* that are held when one more is loaded */

typedef struct
{
  gint n_loaded, n_done; /* atomic; done: the taker has no more use for it */
  gint fails_at;         /* 0 = never */
} Loading;

static GByteArray *
load_cb (gpointer user_data,
         GError **error)
{
  Loading *self = user_data;

  g_assert_cmpint (g_atomic_int_get (&self->n_loaded) - g_atomic_int_get (&self->n_done), <=, MOST);
  g_atomic_int_inc (&self->n_loaded);
  if (g_atomic_int_get (&self->n_loaded) != self->fails_at)
    return g_byte_array_set_size (g_byte_array_new (), SIZE);
  g_set_error_literal (error, LEP_ERROR, LEP_ERROR_CORRUPT, "damaged");
  return NULL;
}

static LepManifest *
manifest_new (void)
{
  LepManifest *manifest = lep_manifest_new ();

  g_array_set_size (manifest->segments, N_SEGMENTS);
  return manifest;
}

/* Takes up to @n segments, of which nothing is parsed. */
static void
take (Loading *loading,
      gint     n)
{
  g_autoptr (LepManifest) manifest = manifest_new ();
  g_autofree gboolean *skips = g_new (gboolean, N_SEGMENTS);
  g_autoptr (GError) error = NULL;
  g_autoptr (LepReadAhead) ahead = NULL;

  for (guint i = 0; i < N_SEGMENTS; i++)
    skips[i] = TRUE;
  ahead = lep_read_ahead_new (manifest, skips, load_cb, loading, &error);
  g_assert_no_error (error);
  for (gint i = 0; i < n; i++)
    {
      const LepReadBatch *batch = lep_read_ahead_next (ahead);

      g_assert_cmpuint (batch->segment, ==, i);
      g_assert_cmpuint (batch->n_changes, ==, 0);
      g_assert_true (batch->is_last == (i + 1 != loading->fails_at));
      if (!batch->is_last)
        {
          g_assert_error (batch->error, LEP_ERROR, LEP_ERROR_CORRUPT);
          return;
        }
      g_assert_no_error (batch->error);
      g_atomic_int_inc (&loading->n_done);
    }
}

static void
test_bytes_ahead_are_limited (void)
{
  Loading loading = { 0 };

  take (&loading, N_SEGMENTS);
  g_assert_cmpint (loading.n_loaded, ==, N_SEGMENTS);
}

/* Wherever the thread is then: loading, or waiting for room or for a batch. */
static void
test_taking_may_end_anywhere (void)
{
  for (gint n = 0; n < 50; n++)
    {
      Loading loading = { 0 };

      take (&loading, n);
      g_assert_cmpint (loading.n_loaded, <=, n + 1 + MOST);
    }
}

static void
test_what_cannot_be_loaded_ends_it (void)
{
  Loading loading = { .fails_at = 7 };

  take (&loading, N_SEGMENTS);
  g_assert_cmpint (loading.n_loaded, ==, 7);
  g_assert_cmpint (loading.n_done, ==, 6);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/read-ahead/bytes-ahead-are-limited", test_bytes_ahead_are_limited);
  g_test_add_func ("/read-ahead/taking-may-end-anywhere", test_taking_may_end_anywhere);
  g_test_add_func ("/read-ahead/what-cannot-be-loaded-ends-it", test_what_cannot_be_loaded_ends_it);
  return g_test_run ();
}
