/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Three laptops that know the same project. */
#pragma once

#include "lep-store-test.h"

typedef struct
{
  char   *dir;
  Laptop *a, *b, *c;
  char   *project;
} Fixture;

static inline void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->dir = lep_test_dir ();
  fixture->a = laptop_new (fixture->dir, 1);
  fixture->b = laptop_new (fixture->dir, 2);
  fixture->c = laptop_new (fixture->dir, 3);
  fixture->project = laptop_put (fixture->a, PARTNERSHIP, "project", NULL, "partnership", PARTNERSHIP, "title", "Welders",
                                 "activity", "retraining", NULL);
  laptop_give (fixture->a, fixture->b);
  laptop_give (fixture->a, fixture->c);
}

static inline void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  laptop_free (fixture->a);
  laptop_free (fixture->b);
  laptop_free (fixture->c);
  g_free (fixture->project);
  lep_test_dir_free (fixture->dir);
}
