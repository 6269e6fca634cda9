/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Three laptops, and changes of contacts handed from one to the other one by one. */
#pragma once

#include "lep-check.h"
#include "lep-for-good.h"

#include "say.h"

/* Of A, in the space of contacts: 1 says who it is, 2 makes the contact, 3 and 4 write
 * it, 5 writes its phone once more. */
typedef struct
{
  char   *dir;
  Laptop *a, *b, *c;
  char   *contact, *other;
} Fixture;

#define SECRET "387444444"

static inline void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->dir = lep_test_dir ();
  fixture->a = laptop_new (fixture->dir, 1);
  fixture->b = laptop_new (fixture->dir, 2);
  fixture->c = laptop_new (fixture->dir, 3);
  fixture->contact = laptop_put (fixture->a, NULL, "contact", NULL, "organisation", PARTNERSHIP, "name", "Somebody", NULL);
  laptop_edit (fixture->a, NULL, "contact", fixture->contact, "function", "Mayor");
  fixture->other = laptop_put (fixture->c, NULL, "contact", NULL, "organisation", PARTNERSHIP, "name", "Other", NULL);
  laptop_give (fixture->c, fixture->b);
  laptop_give (fixture->c, fixture->a);
  laptop_give (fixture->a, fixture->b);
  laptop_give (fixture->a, fixture->c);
  laptop_edit (fixture->a, NULL, "contact", fixture->contact, "function", "Secretary");
}

static inline void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  laptop_free (fixture->a);
  laptop_free (fixture->b);
  laptop_free (fixture->c);
  g_free (fixture->contact);
  g_free (fixture->other);
  lep_test_dir_free (fixture->dir);
}

/* The changes of contacts from @first to @last that @writer made. */
static inline GPtrArray *
pack_some (Laptop *writer,
           gint64  first,
           gint64  last)
{
  GPtrArray *some = g_ptr_array_new_with_free_func (parcel_free);
  g_autoptr (GPtrArray) all = laptop_pack (writer);
  LepUuid space;

  g_assert_true (lep_uuid_parse (CONTACTS, -1, &space));
  for (guint i = all->len; i > 0; i--)
    {
      const LepReceived *received = &((Parcel *) g_ptr_array_index (all, i - 1))->received;

      if (lep_uuid_equal (&received->space, &space) && lep_uuid_equal (&received->replica, &writer->replica) &&
          first <= received->n && received->n <= last)
        g_ptr_array_add (some, g_ptr_array_steal_index (all, i - 1));
    }
  return some;
}

static inline LepIngestResult
give_some (Laptop *writer,
           Laptop *to,
           gint64  first,
           gint64  last)
{
  g_autoptr (GPtrArray) some = pack_some (writer, first, last);

  return laptop_take (to, some);
}

static inline void
erase (Laptop     *laptop,
       const char *contact)
{
  g_autoptr (GError) error = NULL;
  LepUuid space, id;

  g_assert_true (lep_uuid_parse (CONTACTS, -1, &space));
  g_assert_true (lep_uuid_parse (contact, -1, &id));
  lep_workspace_erase (laptop->workspace, &space, &id, &error);
  g_assert_no_error (error);
}

static inline void
expect_gone (Laptop     *laptop,
             const char *n_waiting)
{
  g_autofree char *content = NULL;
  gsize            size;

  laptop_expect (laptop, "SELECT count (*) FROM pending", n_waiting);
  laptop_expect (laptop, "SELECT count (*) FROM pending WHERE body IS NOT NULL OR context <> '' OR gone_by IS NULL", "0");
  g_assert_true (g_file_get_contents (laptop->path, &content, &size, NULL));
  g_assert_null (memmem (content, size, SECRET, strlen (SECRET)));
}
