/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys and salts that are the same in each run, for tests that must be able to
 * do the very same again. */
#pragma once

#include <glib.h>
#include <sodium.h>

static GRand *lep_test_source;

static inline const char *
lep_test_source_name (void)
{
  return "the same again";
}

static inline guint32
lep_test_source_next (void)
{
  return g_rand_int (lep_test_source);
}

static inline void
lep_test_source_fill (void  *data,
                      size_t size)
{
  for (size_t i = 0; i < size; i++)
    ((guint8 *) data)[i] = (guint8) g_rand_int (lep_test_source);
}

/* To be called before anything else of libsodium; again to begin anew. */
static inline void
lep_test_same_keys (guint32 seed)
{
  static randombytes_implementation all = {
    lep_test_source_name, lep_test_source_next, NULL, NULL, lep_test_source_fill, NULL
  };

  if (lep_test_source == NULL)
    {
      lep_test_source = g_rand_new ();
      g_assert_cmpint (randombytes_set_implementation (&all), ==, 0);
    }
  g_rand_set_seed (lep_test_source, seed);
}
