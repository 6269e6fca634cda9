/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stubs of erased changes that name a wrong eraser, or that others claim. */

#include "erased-contacts.h"

/* Somebody says that a change which waits is his, and gone: it goes on waiting. */
static void
test_false_stub_drops_nothing (Fixture      *fixture,
                               gconstpointer data)
{
  g_autoptr (GPtrArray) waits = NULL;
  g_autoptr (GPtrArray) stub = NULL;
  g_autoptr (GPtrArray) claim = NULL;

  laptop_edit (fixture->a, NULL, "contact", fixture->contact, "phone", "5");
  waits = pack_some (fixture->a, 5, 5);
  claim = pack_some (fixture->c, 2, 2);
  parcel_make_stub (g_ptr_array_index (claim, 0), &(LepHash){ { 7 } });
  ((Parcel *) g_ptr_array_index (claim, 0))->received.hash = ((Parcel *) g_ptr_array_index (waits, 0))->received.hash;
  ((Parcel *) g_ptr_array_index (claim, 0))->received.n = 9;
  stub = pack_some (fixture->a, 5, 5);
  parcel_make_stub (g_ptr_array_index (stub, 0), &(LepHash){ { 8 } });
  laptop_take (fixture->b, stub); /* of two claims either may wait */
  laptop_take (fixture->b, claim);
  laptop_expect (fixture->b, "SELECT count (*) FROM pending", "1");
  laptop_take (fixture->b, waits);
  laptop_take (fixture->b, claim);
  laptop_expect (fixture->b, "SELECT count (*) FROM pending WHERE body IS NOT NULL AND gone_by IS NULL", "1");
  give_some (fixture->a, fixture->b, 4, 4);
  laptop_expect (fixture->b, "SELECT count (*) FROM pending", "0");
  laptop_expect (fixture->b, "SELECT count (*) FROM k_contact WHERE phone = '5'", "1");
}

/* A stub names another change than the one that erased its contact, one that erased another
 * or that is not here: the change itself says which contact it wrote. */
static void
test_the_change_itself_corrects_its_stub (Fixture      *fixture,
                                          gconstpointer data)
{
  g_autoptr (GPtrArray) change = pack_some (fixture->a, 4, 4);

  erase (fixture->b, fixture->contact);
  erase (fixture->b, fixture->other);
  for (guint i = 0; i < 2; i++)
    {
      Laptop *laptop = laptop_new (fixture->dir, 10 + i);
      g_autoptr (GPtrArray) stub = pack_some (fixture->a, 4, 4);
      g_autoptr (GPtrArray) of_other = pack_some (fixture->b, 3, 3);
      parcel_make_stub (g_ptr_array_index (stub, 0), i == 0 ? &(LepHash){ { 7 } } : &((Parcel *) g_ptr_array_index (of_other, 0))->received.hash);
      laptop_give (fixture->b, laptop);
      laptop_take (laptop, stub);
      laptop_take (laptop, change);
      laptop_expect (laptop, "SELECT max (n) FROM (SELECT count (*) AS n FROM change WHERE body IS NULL GROUP BY gone_by)", "3");
      laptop_free (laptop);
    }
}

/* What waits as a stub that is right stays as it is when the change itself comes; another's
 * claim to the same change under another number gives way to it. */
static void
test_a_right_stub_stays (Fixture      *fixture,
                         gconstpointer data)
{
  static const struct
  {
    gint64      n;
    const char *waits;
  } cases[] = { { 5, "5" }, { 9, "9" } };
  g_autoptr (GPtrArray) change = NULL;
  g_autoptr (GPtrArray) eraser = NULL;

  laptop_edit (fixture->a, NULL, "contact", fixture->contact, "phone", "5");
  change = pack_some (fixture->a, 5, 5);
  erase (fixture->b, fixture->contact);
  eraser = pack_some (fixture->b, 2, 2);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Laptop *laptop = laptop_new (fixture->dir, 20 + i);
      g_autoptr (GPtrArray) stub = pack_some (fixture->a, 5, 5);

      parcel_make_stub (g_ptr_array_index (stub, 0), &((Parcel *) g_ptr_array_index (eraser, 0))->received.hash);
      ((Parcel *) g_ptr_array_index (stub, 0))->received.n = cases[i].n;
      laptop_give (fixture->b, laptop);
      laptop_take (laptop, stub);
      laptop_expect (laptop, "SELECT n FROM pending", cases[i].waits);
      laptop_take (laptop, change);
      laptop_expect (laptop, "SELECT count (*) FROM pending WHERE body IS NOT NULL", "0");
      laptop_expect (laptop, "SELECT n FROM pending", "5");
      laptop_free (laptop);
    }
}

/* A wrong stub that cannot be taken away stops the import. */
static void
test_a_wrong_stub_that_stays_is_an_error (Fixture      *fixture,
                                          gconstpointer data)
{
  g_autoptr (GPtrArray) change = NULL;
  g_autoptr (GPtrArray) stub = NULL;
  g_autoptr (LepIngest) ingest = NULL;
  g_autoptr (GError) error = NULL;

  laptop_edit (fixture->a, NULL, "contact", fixture->contact, "phone", "5");
  change = pack_some (fixture->a, 5, 5);
  stub = pack_some (fixture->a, 5, 5);
  erase (fixture->b, fixture->contact);
  parcel_make_stub (g_ptr_array_index (stub, 0), &(LepHash){ { 7 } });
  laptop_take (fixture->b, stub);
  laptop_expect (fixture->b, "SELECT n || ' ' || hex (substr (gone_by, 1, 1)) FROM pending", "5 07");
  ingest = lep_ingest_begin (fixture->b->workspace, &error);
  g_assert_no_error (error);
  laptop_damage (fixture->b, "DROP TABLE pending");
  g_assert_false (lep_ingest_add_change (ingest, &((Parcel *) g_ptr_array_index (change, 0))->received, &error));
  g_assert_nonnull (error);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add ("/erase-stubs/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("false-stub-drops-nothing", test_false_stub_drops_nothing);
  ADD ("the-change-itself-corrects-its-stub", test_the_change_itself_corrects_its_stub);
  ADD ("a-right-stub-stays", test_a_right_stub_stays);
  ADD ("a-wrong-stub-that-stays-is-an-error", test_a_wrong_stub_that_stays_is_an_error);
  return g_test_run ();
}
