/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two laptops and a third that takes what they send, one project, one contact. */
#pragma once

#include "say.h"

#define CONTACTS_2 "0194c9e4-0000-7000-8000-0000000000c2"
#define ELSEWHERE  "0194c9e4-0000-7000-8000-0000000000ee"

typedef struct
{
  char   *dir;
  Laptop *a, *b, *c;
  char   *project;
  char   *contact;
} Fixture;

static inline void
ingest_set_up (Fixture      *fixture,
               gconstpointer data)
{
  fixture->dir = lep_test_dir ();
  fixture->a = laptop_new (fixture->dir, 1);
  fixture->b = laptop_new (fixture->dir, 2);
  fixture->c = laptop_new (fixture->dir, 3);
  fixture->project = laptop_put (fixture->a, PARTNERSHIP, "project", NULL, "partnership", PARTNERSHIP, "title", "Welders",
                                 "activity", "retraining", NULL);
  laptop_edit (fixture->a, NULL, "project", fixture->project, "title", "Two");
  fixture->contact = laptop_put (fixture->a, NULL, "contact", NULL, "organisation", PARTNERSHIP, "name", "Somebody", NULL);
  laptop_edit (fixture->a, NULL, "contact", fixture->contact, "phone", "333");
}

static inline void
ingest_tear_down (Fixture      *fixture,
                  gconstpointer data)
{
  laptop_free (fixture->a);
  laptop_free (fixture->b);
  laptop_free (fixture->c);
  g_free (fixture->project);
  g_free (fixture->contact);
  lep_test_dir_free (fixture->dir);
}

static inline LepUuid
uuid (const char *text)
{
  LepUuid id;

  g_assert_true (lep_uuid_parse (text, -1, &id));
  return id;
}

static inline void
take_one (Laptop *laptop,
          Parcel *parcel)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new ();

  g_ptr_array_add (one, parcel);
  laptop_take (laptop, one);
}
