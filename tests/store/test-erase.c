/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Erased contacts leave nothing but their place, on every laptop, whatever
 * comes in which order. */

#include "lep-check.h"
#include "lep-document.h"
#include "lep-rebuild.h"

#include "say.h"

typedef struct
{
  char   *dir;
  Laptop *a, *b, *c;
  char   *contact;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->dir = lep_test_dir ();
  fixture->a = laptop_new (fixture->dir, 1);
  fixture->b = laptop_new (fixture->dir, 2);
  fixture->c = laptop_new (fixture->dir, 3);
  fixture->contact = laptop_put (fixture->a, NULL, "contact", NULL, "organisation", PARTNERSHIP,
                                 "name", "Secretname", "phone", "387000000", NULL);
  laptop_edit (fixture->a, NULL, "contact", fixture->contact, "phone", "387111111");
  laptop_give (fixture->a, fixture->b);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  laptop_free (fixture->a);
  laptop_free (fixture->b);
  laptop_free (fixture->c);
  g_free (fixture->contact);
  lep_test_dir_free (fixture->dir);
}

static void
erase (Fixture *fixture,
       Laptop  *laptop)
{
  laptop_say_erased (laptop, fixture->contact);
}

static void
expect_gone (Laptop *laptop)
{
  g_autofree char *content = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  laptop_expect (laptop, "SELECT ifnull (name, '-') || ifnull (phone, '-') || deleted || length (clock) FROM k_contact JOIN row USING (rid)",
                 "--10");
  laptop_expect (laptop, "SELECT count (*) FROM change WHERE body LIKE '%Secretname%' OR body LIKE '%387%'", "0");
  lep_workspace_check (laptop->workspace, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (laptop->path, &content, &size, NULL));
  g_assert_null (memmem (content, size, "Secretname", strlen ("Secretname")));
  g_assert_null (memmem (content, size, "387111111", strlen ("387111111")));
}

static void
test_nothing_is_left (Fixture      *fixture,
                      gconstpointer data)
{
  g_autoptr (GPtrArray) old = laptop_pack (fixture->a);

  erase (fixture, fixture->b);
  expect_gone (fixture->b);
  laptop_take (fixture->b, old); /* no old bundle brings it back */
  expect_gone (fixture->b);

  /* Somebody goes on writing it: that is gone too. */
  laptop_edit (fixture->a, NULL, "contact", fixture->contact, "phone", "387222222");
  laptop_give (fixture->a, fixture->b);
  expect_gone (fixture->b);
  laptop_expect (fixture->b, "SELECT count (*) FROM change WHERE body IS NULL", "3");

  laptop_give (fixture->b, fixture->a);
  expect_gone (fixture->a);
  laptops_agree (fixture->a, fixture->b);

  /* Stubs travel on: they wait until the change that erased is here. */
  laptop_give (fixture->b, fixture->c);
  expect_gone (fixture->c);
  laptops_agree (fixture->b, fixture->c);
  laptop_expect (fixture->c, "SELECT count (*) FROM pending", "0");
}

static void
test_stub_first_change_later (Fixture      *fixture,
                              gconstpointer data)
{
  g_autoptr (GPtrArray) old = laptop_pack (fixture->a);
  g_autoptr (GPtrArray) stubs = NULL;

  erase (fixture, fixture->b);
  stubs = laptop_pack (fixture->b);
  laptop_take (fixture->c, old);
  laptop_take (fixture->c, stubs);
  expect_gone (fixture->c);
  laptop_take (fixture->c, old);
  expect_gone (fixture->c);
  laptops_agree (fixture->b, fixture->c);
}

/* A relay that puts a stub in the place of an innocent change cannot censor. */
static void
test_false_stub_is_replaced (Fixture      *fixture,
                             gconstpointer data)
{
  g_autofree char *other = laptop_put (fixture->a, NULL, "contact", NULL, "organisation", PARTNERSHIP, "name", "Stays", NULL);
  g_autoptr (GPtrArray) honest = laptop_pack (fixture->a);
  g_autoptr (GPtrArray) forged = NULL;
  Parcel *parcel = NULL;

  erase (fixture, fixture->a);
  forged = laptop_pack (fixture->a);
  for (guint i = 0; i < forged->len; i++)
    {
      Parcel *candidate = g_ptr_array_index (forged, i);

      if (candidate->body != NULL && strstr (candidate->body, "Stays") != NULL)
        parcel = candidate;
    }
  g_assert_nonnull (parcel);
  parcel_make_stub (parcel, &((Parcel *) g_ptr_array_index (forged, forged->len - 1))->received.hash);

  laptop_take (fixture->c, forged);
  laptop_expect (fixture->c, "SELECT count (*) FROM k_contact WHERE name = 'Stays'", "0");
  laptop_take (fixture->c, honest);
  laptop_expect (fixture->c, "SELECT count (*) FROM k_contact WHERE name = 'Stays'", "1");
  laptop_expect (fixture->c, "SELECT count (*) FROM k_contact WHERE name = 'Secretname'", "0");
  laptops_agree (fixture->a, fixture->c);
}

/* A contact that somebody gave the id of a laptop: the laptop's own record stays,
 * and with it the beginning of what it wrote. */
static void
test_a_laptop_stays (Fixture      *fixture,
                     gconstpointer data)
{
  g_autofree char *id = lep_uuid_to_string (&fixture->a->replica);
  g_autofree char *same = laptop_put (fixture->a, CONTACTS, "contact", id, "organisation", PARTNERSHIP, "name", "Twin", NULL);

  g_assert_cmpstr (same, ==, id);
  laptop_give (fixture->a, fixture->b);
  laptop_say_erased (fixture->b, id);
  laptop_expect (fixture->b, "SELECT count (*) FROM change WHERE body LIKE '%Twin%'", "0");
  laptop_expect (fixture->b, "SELECT group_concat (n) FROM change WHERE body IS NULL", "4");
  laptop_expect (fixture->b, "SELECT label FROM k_replica WHERE label = 'Laptop 1'", "Laptop 1");

  laptop_give (fixture->b, fixture->a);
  laptop_give (fixture->b, fixture->c);
  laptops_agree (fixture->a, fixture->b);
  laptops_agree (fixture->c, fixture->b);
}

static void
test_rules_of_contacts (Fixture      *fixture,
                        gconstpointer data)
{
  g_autoptr (GPtrArray) parcels = laptop_pack (fixture->a);
  g_autoptr (GError) error = NULL;
  g_autoptr (LepIngest) ingest = lep_ingest_begin (fixture->c->workspace, &error);
  Parcel *parcel = g_ptr_array_index (parcels, parcels->len - 1);
  LepUuid id = { { 1 } };

  g_assert_no_error (error);
  lep_change_add_row (parcel->change, "contact", &id, LEP_LIFE_NONE);
  g_assert_false (lep_ingest_add_change (ingest, &parcel->received, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_CORRUPT);
  g_clear_error (&error);

  /* A laptop must introduce itself. */
  parcel = g_ptr_array_index (parcels, 0);
  g_assert_cmpint (parcel->received.n, ==, 1);
  lep_change_reset (parcel->change);
  g_assert_false (lep_ingest_add_change (ingest, &parcel->received, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_CORRUPT);
}

static void
expect_owner_refused (LepEdit *edit)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (lep_edit_commit (edit, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "erased for ever"));
  g_assert_cmpstr (lep_edit_get_refused_field (edit), ==, "owner");
}

/* A file that would be taken away again is not taken at first. */
static void
test_nothing_is_attached (Fixture      *fixture,
                          gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->dir, "letter", NULL);
  g_autofree char *document = laptop_put (fixture->a, NULL, "document", NULL, "owner", fixture->contact, "title", "A", NULL);
  g_autofree char *other = laptop_put (fixture->a, "contacts", "document", NULL, "owner", PARTNERSHIP, "title", "B", NULL);
  g_autoptr (LepEdit) first = lep_edit_new (fixture->a->workspace);
  g_autoptr (LepEdit) attached = lep_edit_new (fixture->a->workspace);
  g_autoptr (LepEdit) moved = lep_edit_new (fixture->a->workspace);
  g_autoptr (LepEdit) elsewhere = lep_edit_new (fixture->a->workspace);
  g_autoptr (LepEdit) restored = lep_edit_new (fixture->a->workspace);

  erase (fixture, fixture->a);
  g_assert_true (g_file_set_contents (path, "a letter", -1, NULL));
  g_assert_true (lep_edit_row (first, NULL, "document", NULL, NULL));
  lep_edit_set (first, "owner", fixture->contact);
  lep_edit_set (first, "title", "A letter");
  expect_owner_refused (first);
  g_assert_true (lep_edit_row (attached, NULL, "document", document, NULL));
  g_assert_true (lep_edit_attach (attached, path, NULL, NULL));
  expect_owner_refused (attached);
  g_assert_true (lep_edit_row (moved, NULL, "document", other, NULL));
  lep_edit_set (moved, "owner", fixture->contact);
  expect_owner_refused (moved);
  laptop_expect (fixture->a, "SELECT count (*) FROM file", "0");

  laptop_edit (fixture->a, NULL, "document", document, "title", "C"); /* what is there can be mended, and go */
  laptop_life (fixture->a, NULL, "document", document, LEP_LIFE_DELETED);

  /* Nor does it come back, or stand in a space that goes to everybody. */
  g_assert_true (lep_edit_row (elsewhere, "programme", "document", NULL, NULL));
  lep_edit_set (elsewhere, "owner", fixture->contact);
  lep_edit_set (elsewhere, "title", "A letter");
  expect_owner_refused (elsewhere);
  g_assert_true (lep_edit_row (restored, NULL, "document", document, NULL));
  lep_edit_life (restored, LEP_LIFE_RESTORED);
  expect_owner_refused (restored);
}

/* A change of contacts is lost for ever; what comes behind it waits on @laptop. */
static Laptop *
lose_one (Fixture *fixture)
{
  Laptop          *author = laptop_new (fixture->dir, 4);
  g_autofree char *lost = laptop_put (author, NULL, "contact", NULL, "organisation", PARTNERSHIP, "name", "Lost", NULL);
  g_autofree char *kept = laptop_put (author, NULL, "contact", NULL, "organisation", PARTNERSHIP, "name", "Kept", NULL);
  g_autoptr (GPtrArray) parcels = laptop_pack (author);

  g_ptr_array_remove (parcels, parcel_find (parcels, author, CONTACTS, 2));
  laptop_take (fixture->a, parcels);
  laptop_expect (fixture->a, "SELECT count (*) FROM pending", "1");
  return author;
}

/* As a foreign program may do: the change that gives up writes a contact, too. */
static void
give_up_in_passing (Fixture *fixture,
                    Laptop  *author)
{
  LepChange *change = lep_change_new ();

  lep_change_add_waive (change, &author->replica, 2, 2);
  change_add_row (change, "contact", fixture->contact, "phone", "387333333");
  laptop_say (fixture->a, CONTACTS, change);
  laptop_give (fixture->a, fixture->a); /* what waits tries again */
  laptop_expect (fixture->a, "SELECT count (*) FROM pending", "0");
}

/* A stub has no waivers; what it had said as a change counts further on, also after the
 * records are made anew. */
static void
test_waivers_outlive_their_change (Fixture      *fixture,
                                   gconstpointer data)
{
  Laptop *author = lose_one (fixture);
  g_autoptr (GError) error = NULL;

  erase (fixture, fixture->b);
  give_up_in_passing (fixture, author);
  laptop_give (fixture->b, fixture->a);
  laptop_expect (fixture->a, "SELECT count (*) FROM change WHERE body LIKE '%387%'", "0");
  lep_workspace_rebuild (fixture->a->workspace, NULL, NULL, &error);
  g_assert_no_error (error);
  lep_workspace_check (fixture->a->workspace, NULL, NULL, &error);
  g_assert_no_error (error);
  laptop_expect (fixture->a, "SELECT count (*) FROM waiver", "1");
  laptop_free (author);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add ("/erase/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("nothing-is-left", test_nothing_is_left);
  ADD ("stub-first-change-later", test_stub_first_change_later);
  ADD ("false-stub-is-replaced", test_false_stub_is_replaced);
  ADD ("a-laptop-stays", test_a_laptop_stays);
  ADD ("rules-of-contacts", test_rules_of_contacts);
  ADD ("waivers-outlive-their-change", test_waivers_outlive_their_change);
  ADD ("nothing-is-attached", test_nothing_is_attached);
  return g_test_run ();
}
