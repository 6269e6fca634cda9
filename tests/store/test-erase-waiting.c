/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What waits to write a contact that was erased: its values go too, and it needs its
 * predecessor alone. */

#include "erased-contacts.h"

/* The other laptop erases, or this one, before or after what waits came. */
static void
test_predecessor_is_missing (Fixture      *fixture,
                             gconstpointer data)
{
  g_autoptr (GPtrArray) waits = NULL;
  g_autoptr (GPtrArray) all = NULL;

  laptop_edit (fixture->a, NULL, "contact", fixture->contact, "phone", SECRET);
  waits = pack_some (fixture->a, 5, 5);
  all = laptop_pack (fixture->a);
  for (guint i = 0; i < 4; i++)
    {
      Laptop         *laptop = laptop_new (fixture->dir, 4 + i);
      LepIngestResult result;

      laptop_give (fixture->b, laptop);
      if (i == 0)
        {
          erase (fixture->c, fixture->contact);
          laptop_give (fixture->c, laptop);
        }
      result = laptop_take (laptop, waits);
      g_assert_cmpint (result.n_waiting, ==, 1);
      if (i == 1)
        laptop_give (fixture->c, laptop);
      else if (i == 2)
        erase (laptop, fixture->contact);
      else if (i == 3)
        laptop_say_erased (laptop, fixture->contact);
      expect_gone (laptop, "1");

      /* The same once more changes nothing. */
      result = laptop_take (laptop, waits);
      g_assert_cmpint (result.n_known, ==, 1);
      g_assert_cmpint (result.n_waiting, ==, 0);
      expect_gone (laptop, "1");

      laptop_take (laptop, all);
      expect_gone (laptop, "0");
      laptop_expect (laptop, "SELECT group_concat (n) FROM (SELECT n FROM change WHERE body IS NULL ORDER BY n)", "2,3,4,5");
      laptop_give (laptop, fixture->a);
      laptop_give (fixture->a, laptop);
      laptops_agree (laptop, fixture->a);
      laptop_free (laptop);
    }
}

/* C had seen what is missing: a stub does without. So what C did next is taken too,
 * which says that it had seen nothing, and erases in its turn. */
static void
test_context_is_missing (Fixture      *fixture,
                         gconstpointer data)
{
  Laptop          *d = laptop_new (fixture->dir, 4);
  g_autofree char *own = laptop_put (d, NULL, "contact", NULL, "organisation", PARTNERSHIP, "name", "Own", NULL);
  g_autoptr (GPtrArray) of_c = NULL;
  g_autoptr (GArray) nothing = lep_context_new ();

  laptop_give (d, fixture->b);
  laptop_give (fixture->a, fixture->c); /* with 4, which B misses */
  laptop_give (fixture->c, d);
  laptop_edit (fixture->c, NULL, "contact", fixture->contact, "phone", SECRET);
  laptop_edit (d, NULL, "contact", fixture->other, "phone", SECRET);
  erase (fixture->c, fixture->other);
  give_some (d, fixture->b, 3, 3);
  of_c = pack_some (fixture->c, 3, 4);
  ((Parcel *) g_ptr_array_index (of_c, 0))->received.context = nothing;
  lep_context_hash (nothing, &((Parcel *) g_ptr_array_index (of_c, 0))->received.context_hash);
  laptop_take (fixture->b, of_c);
  laptop_expect (fixture->b, "SELECT count (*) FROM pending WHERE body IS NOT NULL", "3");

  erase (fixture->b, fixture->contact);
  expect_gone (fixture->b, "0");
  laptop_expect (fixture->b, "SELECT count (*) FROM k_contact WHERE name IS NULL", "2");
  laptop_free (d);
}

/* A relay gave a stub for it, then it came itself and waits: once it is erased, the stub
 * is what there is of it. */
static void
test_stub_is_here (Fixture      *fixture,
                   gconstpointer data)
{
  g_autoptr (GPtrArray) stub = NULL;
  g_autoptr (GPtrArray) erasure = NULL;

  erase (fixture->b, fixture->other);
  erasure = pack_some (fixture->b, 2, 2);
  laptop_give (fixture->a, fixture->c);
  laptop_edit (fixture->c, NULL, "contact", fixture->contact, "phone", SECRET);
  stub = pack_some (fixture->c, 3, 3);
  parcel_make_stub (g_ptr_array_index (stub, 0), &((Parcel *) g_ptr_array_index (erasure, 0))->received.hash);

  laptop_take (fixture->b, stub);
  laptop_expect (fixture->b, "SELECT count (*) FROM pending", "0");
  give_some (fixture->c, fixture->b, 3, 3);
  laptop_expect (fixture->b, "SELECT count (*) FROM pending WHERE body LIKE '%" SECRET "%'", "1");
  erase (fixture->b, fixture->contact);
  expect_gone (fixture->b, "0");
}

/* Of those that erased a row the smallest counts, also for what waited for another. */
static void
test_smallest_eraser (Fixture      *fixture,
                      gconstpointer data)
{
  Laptop *d = laptop_new (fixture->dir, 4);

  laptop_edit (fixture->a, NULL, "contact", fixture->contact, "phone", SECRET);
  laptop_give (fixture->b, d);
  give_some (fixture->a, d, 5, 5);
  for (guint i = 0; i < 2; i++)
    {
      erase (i == 0 ? fixture->b : fixture->c, fixture->contact);
      laptop_give (i == 0 ? fixture->b : fixture->c, d);
    }
  laptop_give (fixture->a, d);
  laptop_expect (d, "SELECT count (*) FROM erased", "2");
  laptop_expect (d, "SELECT count (*) FROM change WHERE body IS NULL AND gone_by = (SELECT min (hash) FROM erased)", "4");

  laptop_give (fixture->c, fixture->b);
  laptop_give (fixture->b, fixture->c);
  give_some (fixture->a, fixture->b, 4, 5);
  laptop_expect (fixture->b, "SELECT count (*) FROM change WHERE body IS NULL AND gone_by = (SELECT min (hash) FROM erased)", "4");
  laptops_agree (fixture->b, d);
  laptop_free (d);
}

/* What waits in a space that the workspace does not have cannot be looked at: nothing is
 * erased then, and the damage is told. */
static void
test_what_waits_nowhere_stops_it (Fixture      *fixture,
                                  gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  LepUuid space, id;

  laptop_edit (fixture->a, NULL, "contact", fixture->contact, "phone", SECRET);
  give_some (fixture->a, fixture->b, 5, 5);
  laptop_damage (fixture->b, "UPDATE pending SET space_no = 99");
  g_assert_true (lep_uuid_parse (CONTACTS, -1, &space));
  g_assert_true (lep_uuid_parse (fixture->contact, -1, &id));
  lep_workspace_erase (fixture->b->workspace, &space, &id, &error);
  g_assert_error (error, LEP_ERROR, LEP_ERROR_CORRUPT);
  g_assert_nonnull (strstr (error->message, "names a space that it does not have"));
  laptop_expect (fixture->b, "SELECT count (*) FROM erased", "0");
}

/* A stub comes whose eraser is known, and of which row cannot be read, before another
 * one of that eraser or after it: nothing is taken in. */
static void
test_stub_of_an_unread_eraser (Fixture      *fixture,
                               gconstpointer data)
{
  g_autoptr (GPtrArray) stubs = NULL;
  g_autoptr (GPtrArray) erasure = NULL;

  erase (fixture->c, fixture->contact);
  erasure = pack_some (fixture->c, 3, 3);
  laptop_give (fixture->c, fixture->b);
  laptop_edit (fixture->a, NULL, "contact", fixture->contact, "phone", SECRET);
  stubs = pack_some (fixture->a, 4, 5);
  for (guint i = 0; i < stubs->len; i++)
    parcel_make_stub (g_ptr_array_index (stubs, i), &((Parcel *) g_ptr_array_index (erasure, 0))->received.hash);

  for (guint n_before = 0; n_before < 2; n_before++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (LepIngest) ingest = lep_ingest_begin (fixture->b->workspace, &error);

      /* The later one stands first. */
      for (guint i = 0; i < n_before; i++)
        g_assert_true (lep_ingest_add_change (ingest, &((Parcel *) g_ptr_array_index (stubs, 1 - i))->received, &error));
      lep_db_exec (lep_workspace_get_db (fixture->b->workspace), "CREATE TEMP VIEW erased AS SELECT 1 AS x", &error);
      g_assert_no_error (error);
      g_assert_false (lep_ingest_add_change (ingest, &((Parcel *) g_ptr_array_index (stubs, 1 - n_before))->received, &error));
      g_assert_nonnull (error);
    }
}

/* What @writer made from @first on, of which the last says that it had seen nothing. */
static GPtrArray *
pack_and_forget (Laptop *writer,
                 gint64  first)
{
  GPtrArray *some = pack_some (writer, first, G_MAXINT64);
  Parcel    *last = g_ptr_array_index (some, 0);

  g_array_set_size (last->context, 0);
  lep_context_hash (last->context, &last->received.context_hash);
  return some;
}

/* Each of two contacts is written by what waits, and erased behind what waits to write
 * the one before: the first erasure frees one after the other. */
static void
test_one_erasure_frees_the_next (Fixture      *fixture,
                                 gconstpointer data)
{
  Laptop          *d = laptop_new (fixture->dir, 4), *e = laptop_new (fixture->dir, 5);
  g_autofree char *own = laptop_put (d, NULL, "contact", NULL, "organisation", PARTNERSHIP, "name", "Own", NULL);
  g_autofree char *last = laptop_put (e, NULL, "contact", NULL, "organisation", PARTNERSHIP, "name", "Last", NULL);
  g_autoptr (GPtrArray) of_c = NULL;
  g_autoptr (GPtrArray) of_d = NULL;

  laptop_give (d, fixture->b);
  laptop_give (e, fixture->b);
  laptop_give (fixture->a, fixture->c); /* with 4, which B misses */
  laptop_give (fixture->c, d);
  laptop_give (d, e);
  laptop_edit (fixture->c, NULL, "contact", fixture->contact, "phone", SECRET);
  laptop_edit (d, NULL, "contact", fixture->other, "phone", SECRET);
  laptop_edit (e, NULL, "contact", own, "phone", SECRET);
  erase (fixture->c, fixture->other);
  erase (d, own);
  of_c = pack_and_forget (fixture->c, 3);
  of_d = pack_and_forget (d, 3);
  laptop_take (fixture->b, of_c);
  laptop_take (fixture->b, of_d);
  give_some (e, fixture->b, 3, 3);
  laptop_expect (fixture->b, "SELECT count (*) FROM pending WHERE body IS NOT NULL", "5");

  /* Where it does not get through all of them, the contact is erased none the less, and
   * the next import frees the rest. */
  laptop_damage (fixture->b, "INSERT INTO change (stream_no, n, hash, body) SELECT stream_no, 3, x'00', '' FROM change WHERE instr (body, 'Own') > 0");
  erase (fixture->b, fixture->contact);
  laptop_expect (fixture->b, "SELECT count (*) FROM erased", "1");
  laptop_expect (fixture->b, "SELECT count (*) FROM pending", "5");
  laptop_damage (fixture->b, "DELETE FROM change WHERE hash = x'00'");
  laptop_take (fixture->b, of_c);
  expect_gone (fixture->b, "0");
  laptop_expect (fixture->b, "SELECT count (*) FROM k_contact WHERE name IS NULL", "3");
  laptop_free (d);
  laptop_free (e);
}

/* Takes in four, each with an import of its own, in one of their 24 orders. */
static void
take_in_order (Laptop       *laptop,
               Parcel *const parcels[4],
               guint         order)
{
  Parcel *left[] = { parcels[0], parcels[1], parcels[2], parcels[3] };

  for (guint n = 4; n > 0; order /= n, n--)
    {
      g_autoptr (GPtrArray) one = g_ptr_array_new ();

      g_ptr_array_add (one, left[order % n]);
      left[order % n] = left[n - 1];
      laptop_take (laptop, one);
    }
}

/* A contact's change, its stub, what hangs on it, and what erases the contact, of which
 * the first and the last wait for what is missing: in whatever order they come, the stub
 * is applied with what hangs on it, and all of it once nothing is missing. */
static void
test_stub_and_values_in_any_order (Fixture      *fixture,
                                   gconstpointer data)
{
  Laptop          *d = laptop_new (fixture->dir, 4);
  g_autofree char *own = laptop_put (d, NULL, "contact", NULL, "organisation", PARTNERSHIP, "name", "Own", NULL);
  g_autofree char *digest = NULL;
  g_autoptr (GPtrArray) of_c = NULL;
  g_autoptr (GPtrArray) erasure = NULL;
  g_autoptr (GPtrArray) stub = NULL;
  Parcel *parcels[4];

  laptop_give (d, fixture->b);
  laptop_give (fixture->a, fixture->c); /* with 4, which B misses */
  laptop_edit (fixture->c, NULL, "contact", fixture->contact, "phone", SECRET);
  laptop_edit (fixture->c, NULL, "contact", fixture->other, "phone", "2");
  laptop_give (fixture->c, d);
  stub = pack_some (fixture->c, 3, 3);
  of_c = pack_and_forget (fixture->c, 3); /* 4, 3 */
  erase (d, fixture->contact);
  erasure = pack_some (d, 3, 3);
  parcel_make_stub (g_ptr_array_index (stub, 0), &((Parcel *) g_ptr_array_index (erasure, 0))->received.hash);
  parcels[0] = g_ptr_array_index (of_c, 1);
  parcels[1] = g_ptr_array_index (stub, 0);
  parcels[2] = g_ptr_array_index (of_c, 0);
  parcels[3] = g_ptr_array_index (erasure, 0);

  for (guint i = 0; i < 24; i++)
    {
      Laptop          *laptop = laptop_new (fixture->dir, 10 + i);
      g_autofree char *found = NULL;

      laptop_give (fixture->b, laptop);
      take_in_order (laptop, parcels, i);
      laptop_expect (laptop, "SELECT count (*) FROM pending", "2");
      laptop_expect (laptop, "SELECT phone FROM k_contact WHERE name = 'Other'", "2");
      found = laptop_digest (laptop);
      if (i == 0)
        digest = g_strdup (found);
      g_assert_cmpstr (found, ==, digest);

      laptop_give (fixture->a, laptop);
      expect_gone (laptop, "0");
      laptops_agree (laptop, d);
      laptop_free (laptop);
    }
  laptop_free (d);
}

/* C's change 3, which waits on B for the context, with what hangs on it and its stub; and
 * the change of D that erased it, which waits as well. */
typedef struct
{
  Laptop    *d;
  GPtrArray *values, *behind, *stub, *erasure;
} Claim;

static void
make_claim (Fixture *fixture,
            Claim   *claim)
{
  g_autofree char *own = NULL;

  claim->d = laptop_new (fixture->dir, 4);
  own = laptop_put (claim->d, NULL, "contact", NULL, "organisation", PARTNERSHIP, "name", "Own", NULL);
  laptop_give (claim->d, fixture->b);
  laptop_give (fixture->a, fixture->c); /* with 4, which B misses */
  laptop_edit (fixture->c, NULL, "contact", fixture->contact, "phone", SECRET);
  laptop_edit (fixture->c, NULL, "contact", fixture->other, "phone", "2");
  laptop_give (fixture->c, claim->d);
  claim->values = pack_some (fixture->c, 3, 3);
  claim->stub = pack_some (fixture->c, 3, 3);
  claim->behind = pack_and_forget (fixture->c, 4);
  erase (claim->d, fixture->contact);
  claim->erasure = pack_some (claim->d, 3, 3);
  parcel_make_stub (g_ptr_array_index (claim->stub, 0), &((Parcel *) g_ptr_array_index (claim->erasure, 0))->received.hash);
  laptop_take (fixture->b, claim->values);
  laptop_expect (fixture->b, "SELECT count (*) FROM pending WHERE gone_by IS NULL", "1");
}

static void
claim_clear (Claim *claim)
{
  laptop_free (claim->d);
  g_ptr_array_unref (claim->values);
  g_ptr_array_unref (claim->behind);
  g_ptr_array_unref (claim->stub);
  g_ptr_array_unref (claim->erasure);
}

/* With @view in place of what was erased, nothing of @parcels is taken in. */
static void
expect_failure (Laptop     *laptop,
                GPtrArray  *parcels,
                const char *view)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepIngest) ingest = lep_ingest_begin (laptop->workspace, &error);
  g_autofree char *sql = g_strconcat ("CREATE TEMP VIEW erased AS ", view, NULL);

  lep_db_exec (lep_workspace_get_db (laptop->workspace), sql, &error);
  g_assert_no_error (error);
  for (guint i = 0; error == NULL && i < parcels->len; i++)
    lep_ingest_add_change (ingest, &((Parcel *) g_ptr_array_index (parcels, i))->received, &error);
  if (error == NULL)
    lep_ingest_finish (ingest, &error);
  g_assert_nonnull (error);
}

/* The stub of a change that waits with its values comes twice, and once its eraser, what
 * hangs on it or what was erased cannot be read. */
static void
test_stub_of_what_waits_is_not_read (Fixture      *fixture,
                                     gconstpointer data)
{
  static const char all_but_one[] = "SELECT * FROM main.erased UNION ALL SELECT 0, x'00', abs (-9223372036854775807 - 1)";
  Laptop           *e = laptop_new (fixture->dir, 5);
  Claim             claim;

  make_claim (fixture, &claim);
  expect_failure (fixture->b, claim.stub, "SELECT 1 AS x");
  laptop_expect (fixture->b, "SELECT count (*) FROM pending WHERE gone_by IS NULL", "1");
  for (guint i = 0; i < 2; i++)
    laptop_take (fixture->b, claim.stub);
  laptop_expect (fixture->b, "SELECT count (*) FROM pending WHERE gone_by IS NOT NULL AND body IS NOT NULL", "1");

  /* All that waits is tried again; the list of erasers cannot be read. */
  expect_failure (fixture->b, claim.behind, all_but_one);

  /* Who gives up other changes does not let it in. */
  laptop_say_waived (e, CONTACTS, fixture->c, 1, 2);
  laptop_say_waived (e, CONTACTS, fixture->c, 4, 9);
  laptop_say_waived (e, CONTACTS, fixture->a, 3, 3);
  laptop_say_waived (e, PARTNERSHIP, fixture->c, 3, 3);
  laptop_give (e, fixture->b);
  laptop_expect (fixture->b, "SELECT count (*) FROM pending WHERE gone_by IS NOT NULL AND body IS NOT NULL", "1");
  laptop_say_waived (e, CONTACTS, fixture->c, 3, 3);
  laptop_give (e, fixture->b);
  laptop_expect (fixture->b, "SELECT count (*) FROM pending WHERE gone_by IS NULL", "1");
  laptop_expect (fixture->b, "SELECT count (*) FROM change WHERE gone_by IS NOT NULL", "1");
  laptop_free (e);
  claim_clear (&claim);
}

/* The stub is applied, and what hangs on it cannot be tried. */
static void
test_behind_a_stub_is_not_read (Fixture      *fixture,
                                gconstpointer data)
{
  Claim claim;

  make_claim (fixture, &claim);
  laptop_take (fixture->b, claim.behind);
  laptop_take (fixture->b, claim.erasure);
  laptop_expect (fixture->b, "SELECT count (*) FROM pending", "3");
  expect_failure (fixture->b, claim.stub, "SELECT 1 AS x");
  laptop_take (fixture->b, claim.stub);
  laptop_expect (fixture->b, "SELECT phone FROM k_contact WHERE name = 'Other'", "2");
  claim_clear (&claim);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add ("/erase-waiting/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("predecessor-is-missing", test_predecessor_is_missing);
  ADD ("context-is-missing", test_context_is_missing);
  ADD ("stub-is-here", test_stub_is_here);
  ADD ("smallest-eraser", test_smallest_eraser);
  ADD ("what-waits-nowhere-stops-it", test_what_waits_nowhere_stops_it);
  ADD ("stub-and-values-in-any-order", test_stub_and_values_in_any_order);
  ADD ("stub-of-what-waits-is-not-read", test_stub_of_what_waits_is_not_read);
  ADD ("behind-a-stub-is-not-read", test_behind_a_stub_is_not_read);
  ADD ("one-erasure-frees-the-next", test_one_erasure_frees_the_next);
  ADD ("stub-of-an-unread-eraser", test_stub_of_an_unread_eraser);
  return g_test_run ();
}
