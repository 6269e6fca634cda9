/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What others may send, and what not: first changes, stubs, changes in the name
 * of somebody else, and whatever has to wait. */

#include "lep-check.h"

#include "ingest.h"

/* The bundle is refused with these words, and nothing of it is here. */
static void
assert_refused (Laptop       *laptop,
                const Parcel *parcel,
                int           code,
                const char   *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepIngest) ingest = lep_ingest_begin (laptop->workspace, &error);

  g_assert_no_error (error);
  g_assert_false (lep_ingest_add_change (ingest, &parcel->received, &error));
  g_assert_error (error, LEP_ERROR, code);
  g_assert_nonnull (strstr (error->message, words));
  g_clear_pointer (&ingest, lep_ingest_free);
  laptop_expect (laptop, "SELECT (SELECT count (*) FROM change) + (SELECT count (*) FROM pending)", "0");
}

static void
test_first_change_introduces_its_laptop (Fixture      *fixture,
                                         gconstpointer data)
{
  static const struct
  {
    const char *kind, *id, *field, *more;
  } rows[] = {
    { "organisation", NULL, "label", "sign_key" },
    { "replica", ELSEWHERE, "label", "sign_key" },
    { "replica", NULL, "label", "place" },
  };
  g_autoptr (GPtrArray) parcels = laptop_pack (fixture->a);
  Parcel *first = parcel_find (parcels, fixture->a, PARTNERSHIP, 1);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      LepUuid id = rows[i].id == NULL ? fixture->a->replica : uuid (rows[i].id);

      lep_change_reset (first->change);
      lep_change_add_row (first->change, rows[i].kind, &id, LEP_LIFE_NONE);
      lep_change_add_set (first->change, rows[i].field, "A name", -1);
      lep_change_add_set (first->change, rows[i].more, "A key", -1);
      assert_refused (fixture->c, first, LEP_ERROR_CORRUPT, "must introduce it");
    }
}

static void
test_only_contacts_can_be_erased (Fixture      *fixture,
                                  gconstpointer data)
{
  g_autoptr (GPtrArray) parcels = laptop_pack (fixture->a);
  Parcel *plain = parcel_find (parcels, fixture->a, PARTNERSHIP, 2);
  Parcel *contact = parcel_find (parcels, fixture->a, CONTACTS, 2);
  Parcel *first = parcel_find (parcels, fixture->a, CONTACTS, 1);
  LepUuid id = uuid (ELSEWHERE);

  lep_change_add_erase (plain->change, "contact", &id);
  assert_refused (fixture->c, plain, LEP_ERROR_CORRUPT, "Only contacts can be erased");
  parcel_make_stub (plain, &plain->received.prev);
  assert_refused (fixture->c, plain, LEP_ERROR_CORRUPT, "Only changes of contacts can have been erased");

  lep_change_reset (contact->change);
  lep_change_add_erase (contact->change, "organisation", &id);
  assert_refused (fixture->c, contact, LEP_ERROR_CORRUPT, "Only contacts can be erased");
  parcel_make_stub (first, &first->received.prev);
  assert_refused (fixture->c, first, LEP_ERROR_CORRUPT, "cannot have been erased");
}

static void
test_a_stream_begins_at_its_beginning (Fixture      *fixture,
                                       gconstpointer data)
{
  g_autoptr (GPtrArray) parcels = laptop_pack (fixture->a);
  Parcel *first = parcel_find (parcels, fixture->a, PARTNERSHIP, 1);

  first->received.prev.bytes[0] ^= 1;
  assert_refused (fixture->c, first, LEP_ERROR_CORRUPT, "does not begin where");
}

static void
test_a_space_must_be_named (Fixture      *fixture,
                            gconstpointer data)
{
  g_autoptr (GPtrArray) parcels = laptop_pack (fixture->a);
  Parcel *first = parcel_find (parcels, fixture->a, PARTNERSHIP, 1);

  first->received.space = uuid (ELSEWHERE);
  assert_refused (fixture->c, first, LEP_ERROR_NOT_FOUND, "There is no space " ELSEWHERE);
}

/* B says that a change of A is its own: it never has a place, and A's own is not
 * kept away by it. */
static void
test_nobody_speaks_for_another (Fixture      *fixture,
                                gconstpointer data)
{
  g_autoptr (GPtrArray) parcels = NULL;
  g_autoptr (GPtrArray) forged = NULL;
  Parcel *claimed;

  laptop_give (fixture->a, fixture->c);
  laptop_edit (fixture->a, NULL, "project", fixture->project, "title", "Three");
  laptop_edit (fixture->a, NULL, "project", fixture->project, "title", "Four");
  parcels = laptop_pack (fixture->a);
  forged = laptop_pack (fixture->a);

  /* With A's head for predecessor, then by yet another laptop, under another number, in another space. */
  claimed = parcel_find (forged, fixture->a, PARTNERSHIP, 3);
  claimed->received.replica = fixture->b->replica;
  take_one (fixture->c, claimed);
  laptop_expect (fixture->c, "SELECT title FROM k_project", "Two");
  laptop_expect (fixture->c, "SELECT count (*) FROM pending", "1");
  claimed->received.replica = uuid (ELSEWHERE);
  take_one (fixture->c, claimed);
  claimed->received.n = 7;
  take_one (fixture->c, claimed);
  claimed->received.space = uuid (PROGRAMME);
  take_one (fixture->c, claimed);
  laptop_expect (fixture->c, "SELECT n || ' ' || space_no FROM pending", "7 1");

  take_one (fixture->c, parcel_find (parcels, fixture->a, PARTNERSHIP, 3));
  laptop_expect (fixture->c, "SELECT title FROM k_project", "Three");
  laptop_expect (fixture->c, "SELECT count (*) FROM pending", "0");

  /* And once it is here nothing is taken twice. */
  take_one (fixture->c, claimed);
  take_one (fixture->c, parcel_find (parcels, fixture->a, PARTNERSHIP, 3));
  laptop_take (fixture->c, parcels);
  laptop_expect (fixture->c, "SELECT title FROM k_project", "Four");
  laptop_expect (fixture->c, "SELECT count (*) FROM change JOIN stream ON stream.no = stream_no WHERE space_no = 2", "4");
  laptops_agree (fixture->a, fixture->c);
}

/* Nor is a head of A what somebody saw of B. */
static void
test_a_context_names_whose_head_it_is (Fixture      *fixture,
                                       gconstpointer data)
{
  g_autoptr (GPtrArray) parcels = NULL;
  Parcel *third;
  LepSeen seen;

  laptop_give (fixture->a, fixture->c);
  laptop_edit (fixture->a, NULL, "project", fixture->project, "title", "Three");
  parcels = laptop_pack (fixture->a);
  third = parcel_find (parcels, fixture->a, PARTNERSHIP, 3);
  seen = (LepSeen){ fixture->b->replica, 2, third->received.prev };
  g_array_append_val (third->context, seen);
  lep_context_hash (third->context, &third->received.context_hash);
  take_one (fixture->c, third);
  laptop_expect (fixture->c, "SELECT title FROM k_project", "Two");
  laptop_expect (fixture->c, "SELECT count (*) FROM pending", "1");
}

static void
expect_phone (Laptop     *laptop,
              const char *phone)
{
  laptop_expect (laptop, "SELECT ifnull (phone, 'none') FROM k_contact", phone);
}

/* A stub waits for what erased its values; the change itself makes it needless. */
static void
test_a_stub_waits_for_its_eraser (Fixture      *fixture,
                                  gconstpointer data)
{
  g_autoptr (GPtrArray) honest = laptop_pack (fixture->a);
  g_autoptr (GPtrArray) forged = laptop_pack (fixture->a);
  Parcel         *stub = parcel_find (forged, fixture->a, CONTACTS, 3);
  LepIngestResult result;

  parcel_make_stub (stub, &((Parcel *) g_ptr_array_index (honest, 0))->received.hash);
  result = laptop_take (fixture->c, forged);
  g_assert_cmpint (result.n_waiting, ==, 1);
  expect_phone (fixture->c, "none");
  result = laptop_take (fixture->c, forged);
  g_assert_cmpint (result.n_waiting, ==, 0);
  g_assert_cmpint (result.n_known, ==, honest->len);

  result = laptop_take (fixture->c, honest);
  g_assert_cmpint (result.n_new, ==, 1);
  expect_phone (fixture->c, "333");
  laptop_expect (fixture->c, "SELECT count (*) FROM pending", "0");
  laptops_agree (fixture->a, fixture->c);
}

/* Neither a change that erases nothing nor one of another space lets it in. */
static void
test_what_waits_must_erase (Fixture      *fixture,
                            gconstpointer data)
{
  g_autoptr (GPtrArray) forged = NULL;
  g_autoptr (GError) error = NULL;
  LepUuid    id = uuid (fixture->contact);
  LepChange *eraser = lep_change_new ();
  Parcel    *stub, *plain, *elsewhere;

  lep_workspace_add_space (fixture->a->workspace, LEP_SPACE_CONTACTS, CONTACTS_2, "Contacts 2", &error);
  g_assert_no_error (error);
  lep_workspace_add_space (fixture->c->workspace, LEP_SPACE_CONTACTS, CONTACTS_2, "Contacts 2", &error);
  g_assert_no_error (error);
  lep_change_add_erase (eraser, "contact", &id);
  laptop_say (fixture->a, CONTACTS_2, eraser);
  laptop_edit (fixture->a, CONTACTS, "contact", fixture->contact, "phone", "444");
  laptop_edit (fixture->a, CONTACTS, "contact", fixture->contact, "phone", "555");
  forged = laptop_pack (fixture->a);
  stub = parcel_find (forged, fixture->a, CONTACTS, 3);
  plain = parcel_find (forged, fixture->a, CONTACTS, 5);
  elsewhere = parcel_find (forged, fixture->a, CONTACTS_2, 2);

  take_one (fixture->c, parcel_find (forged, fixture->a, CONTACTS, 1));
  take_one (fixture->c, parcel_find (forged, fixture->a, CONTACTS, 2));
  take_one (fixture->c, plain);
  take_one (fixture->c, elsewhere);
  parcel_make_stub (stub, &plain->received.hash);
  take_one (fixture->c, stub);
  laptop_expect (fixture->c, "SELECT count (*) FROM pending", "3");
  laptop_damage (fixture->c, "DELETE FROM pending WHERE body IS NULL");
  stub->received.gone_by = elsewhere->received.hash;
  take_one (fixture->c, stub);
  laptop_expect (fixture->c, "SELECT count (*) FROM pending", "3");
  expect_phone (fixture->c, "none");

  /* Nor does that of another space once it is applied. */
  take_one (fixture->c, parcel_find (forged, fixture->a, CONTACTS_2, 1));
  laptop_expect (fixture->c, "SELECT count (*) FROM erased", "1");
  laptop_expect (fixture->c, "SELECT count (*) FROM pending", "2");
  laptop_damage (fixture->c, "DELETE FROM pending WHERE body IS NULL");
  take_one (fixture->c, stub);
  laptop_expect (fixture->c, "SELECT count (*) FROM pending", "2");
}

/* What erased it is lost for ever: a waiver lets the stub in; it still gives way
 * to the change itself. */
static void
test_a_waived_stub_is_let_in (Fixture      *fixture,
                              gconstpointer data)
{
  g_autoptr (GPtrArray) honest = NULL;
  g_autoptr (GPtrArray) forged = NULL;
  Parcel *stub;

  laptop_edit (fixture->a, CONTACTS, "contact", fixture->contact, "email", "somebody@example.org");
  honest = laptop_pack (fixture->a);
  forged = laptop_pack (fixture->a);
  stub = parcel_find (forged, fixture->a, CONTACTS, 3);
  parcel_make_stub (stub, &((Parcel *) g_ptr_array_index (honest, 0))->received.hash);
  laptop_take (fixture->c, forged);
  laptop_expect (fixture->c, "SELECT count (*) FROM pending", "2");

  /* Others speak of what is before it, behind it, of another laptop and elsewhere. */
  laptop_say_waived (fixture->b, CONTACTS, fixture->a, 1, 2);
  laptop_say_waived (fixture->b, CONTACTS, fixture->a, 4, 9);
  laptop_say_waived (fixture->b, CONTACTS, fixture->c, 3, 3);
  laptop_say_waived (fixture->b, PARTNERSHIP, fixture->a, 3, 3);
  laptop_give (fixture->b, fixture->c);
  laptop_expect (fixture->c, "SELECT count (*) FROM pending", "2");

  laptop_say_waived (fixture->c, CONTACTS, fixture->a, 3, 3);
  take_one (fixture->c, stub);
  laptop_expect (fixture->c, "SELECT count (*) FROM pending", "0");
  laptop_expect (fixture->c, "SELECT ifnull (phone, 'none') || ' ' || email FROM k_contact", "none somebody@example.org");

  laptop_take (fixture->c, honest);
  laptop_give (fixture->c, fixture->a);
  laptop_expect (fixture->c, "SELECT phone || ' ' || email FROM k_contact", "333 somebody@example.org");
  laptops_agree (fixture->a, fixture->c);
}

/* A change comes in the place of a stub, but has to wait; meanwhile what it
 * wrote is really erased. */
static void
test_erased_while_it_waits (Fixture      *fixture,
                            gconstpointer data)
{
  LepUuid          id = uuid (fixture->contact);
  g_autofree char *other = laptop_put (fixture->a, NULL, "contact", NULL, "organisation", PARTNERSHIP, "name", "Another", NULL);
  LepUuid          other_id = uuid (other);
  LepChange       *change = lep_change_new ();
  g_autoptr (GPtrArray) honest = NULL;
  g_autoptr (GPtrArray) forged = NULL;
  g_autoptr (GError) error = NULL;
  Parcel *stub, *eraser;

  laptop_give (fixture->a, fixture->c);
  laptop_give (fixture->a, fixture->b);
  laptop_edit (fixture->b, NULL, "contact", fixture->contact, "email", "somebody@example.org");
  laptop_give (fixture->b, fixture->a);
  laptop_edit (fixture->a, NULL, "contact", fixture->contact, "phone", "555");
  lep_change_add_erase (change, "contact", &other_id);
  laptop_say (fixture->a, CONTACTS, change);
  honest = laptop_pack (fixture->a);
  forged = laptop_pack (fixture->a);
  stub = parcel_find (forged, fixture->a, CONTACTS, 5);
  eraser = parcel_find (forged, fixture->a, CONTACTS, 6);

  /* The stub is let in by an eraser that waits itself; the change waits for B. */
  parcel_make_stub (stub, &eraser->received.hash);
  take_one (fixture->c, eraser);
  take_one (fixture->c, stub);
  laptop_expect (fixture->c, "SELECT count (*) FROM change WHERE body IS NULL", "1");
  take_one (fixture->c, parcel_find (honest, fixture->a, CONTACTS, 5));
  laptop_expect (fixture->c, "SELECT count (*) FROM pending", "2");
  expect_phone (fixture->c, "333");

  change = lep_change_new ();
  lep_change_add_erase (change, "contact", &id);
  laptop_say (fixture->c, CONTACTS, change);
  laptop_give (fixture->b, fixture->c);
  laptop_expect (fixture->c, "SELECT count (*) FROM pending", "0");
  laptop_expect (fixture->c, "SELECT count (*) FROM k_contact WHERE name IS NOT NULL OR phone IS NOT NULL", "0");
  lep_workspace_check (fixture->c->workspace, NULL, NULL, &error);
  g_assert_no_error (error);
  laptop_give (fixture->c, fixture->a);
  laptop_give (fixture->a, fixture->c);
  laptops_agree (fixture->a, fixture->c);
}

/* What waits cannot be looked for in the log: it goes on waiting. */
static void
test_a_log_that_cannot_be_read (Fixture      *fixture,
                                gconstpointer data)
{
  g_autoptr (GPtrArray) of_a = laptop_pack (fixture->a);
  g_autoptr (GPtrArray) of_copy = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (LepIngest) ingest = NULL;

  laptop_take (fixture->c, of_a);
  take_one (fixture->b, parcel_find (of_a, fixture->a, PARTNERSHIP, 1));
  laptop_identify (fixture->b, 1);
  laptop_edit (fixture->b, NULL, "project", fixture->project, "title", "Two of the copy");
  laptop_edit (fixture->b, NULL, "project", fixture->project, "title", "Three of the copy");
  of_copy = laptop_pack (fixture->b);
  take_one (fixture->c, parcel_find (of_copy, fixture->a, PARTNERSHIP, 3));
  laptop_expect (fixture->c, "SELECT count (*) FROM pending", "1");

  ingest = lep_ingest_begin (fixture->c->workspace, &error);
  g_assert_no_error (error);
  laptop_damage (fixture->c, "DROP TABLE change");
  g_assert_null (lep_ingest_finish (ingest, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_FAILED);
  g_clear_pointer (&ingest, lep_ingest_free);
  laptop_expect (fixture->c, "SELECT count (*) FROM pending", "1");
  laptop_take (fixture->c, of_copy);
  laptop_expect (fixture->c, "SELECT count (*) FROM pending", "0");
  laptop_expect (fixture->c, "SELECT conflicts FROM row JOIN k_project USING (rid)", "1");
}

/* "3:2 5:4": what waits, each with the number that it misses; 0 = what erased it. */
static void
expect_missing (Laptop     *laptop,
                const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) missing = lep_exchange_missing (laptop->workspace, NULL, &error);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < missing->len; i++)
    {
      const LepMissingChange *one = &g_array_index (missing, LepMissingChange, i);

      g_string_append_printf (text, "%s%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT, i > 0 ? " " : "", one->n, one->missing_n);
    }
  g_assert_cmpstr (text->str, ==, expected);
}

/* A stub that waits misses what comes before it, or else what erased it, unless
 * that waits here, too. */
static void
test_what_stubs_miss (Fixture      *fixture,
                      gconstpointer data)
{
  LepUuid    id = uuid (fixture->contact);
  LepChange *eraser = lep_change_new ();
  g_autoptr (GPtrArray) parcels = NULL;

  laptop_edit (fixture->a, CONTACTS, "contact", fixture->contact, "email", "somebody@example.org");
  lep_change_add_erase (eraser, "contact", &id);
  laptop_say (fixture->a, CONTACTS, eraser);
  parcels = laptop_pack (fixture->a);
  take_one (fixture->c, parcel_find (parcels, fixture->a, CONTACTS, 3));
  expect_missing (fixture->c, "3:2");
  take_one (fixture->c, parcel_find (parcels, fixture->a, CONTACTS, 5));
  expect_missing (fixture->c, "3:2 5:4");
  take_one (fixture->c, parcel_find (parcels, fixture->a, CONTACTS, 2));
  expect_missing (fixture->c, "2:1 5:4");

  laptop_take (fixture->c, parcels);
  expect_missing (fixture->c, "");
  laptop_expect (fixture->c, "SELECT count (*) FROM pending", "0");
  laptops_agree (fixture->a, fixture->c);
}

/* Nobody is asked for what was given up. */
static void
test_what_was_waived_is_not_missed (Fixture      *fixture,
                                    gconstpointer data)
{
  LepChange *waiver = lep_change_new ();
  g_autoptr (GPtrArray) parcels = NULL;

  laptop_give (fixture->a, fixture->b);
  laptop_give (fixture->a, fixture->c);
  laptop_edit (fixture->b, NULL, "project", fixture->project, "summary", "Of B");
  laptop_give (fixture->b, fixture->a);
  laptop_edit (fixture->a, NULL, "project", fixture->project, "title", "Three");
  laptop_edit (fixture->a, NULL, "project", fixture->project, "title", "Four");
  parcels = laptop_pack (fixture->a);
  take_one (fixture->c, parcel_find (parcels, fixture->a, PARTNERSHIP, 4));
  expect_missing (fixture->c, "4:3 4:1");

  lep_change_add_waive (waiver, &fixture->b->replica, 1, 1);
  laptop_say (fixture->c, PARTNERSHIP, waiver);
  expect_missing (fixture->c, "4:3");
  take_one (fixture->c, parcel_find (parcels, fixture->a, PARTNERSHIP, 3));
  expect_missing (fixture->c, "");
  laptop_expect (fixture->c, "SELECT title || ifnull (summary, '') FROM k_project", "Four");
  laptop_give (fixture->c, fixture->a);
  laptop_give (fixture->a, fixture->c);
  laptops_agree (fixture->a, fixture->c);
}

/* Three holes, of which one is given up first, then the others, in two changes of one
 * bundle. */
static void
test_a_waiver_frees_what_it_names (Fixture      *fixture,
                                   gconstpointer data)
{
  g_autoptr (GPtrArray) parcels = NULL;

  laptop_give (fixture->a, fixture->b);
  laptop_give (fixture->a, fixture->c);
  for (guint n = 3; n <= 9; n++)
    {
      g_autofree char *title = g_strdup_printf ("No. %u", n);

      laptop_edit (fixture->a, NULL, "project", fixture->project, "title", title);
    }
  parcels = laptop_pack (fixture->a);
  for (gint64 n = 4; n <= 8; n += 2)
    take_one (fixture->c, parcel_find (parcels, fixture->a, PARTNERSHIP, n));
  take_one (fixture->c, parcel_find (parcels, fixture->a, PARTNERSHIP, 9));
  laptop_expect (fixture->c, "SELECT count (*) || ' ' || (SELECT title FROM k_project) FROM pending", "4 Two");

  laptop_say_waived (fixture->b, PARTNERSHIP, fixture->a, 5, 5);
  laptop_give (fixture->b, fixture->c);
  laptop_expect (fixture->c, "SELECT count (*) || ' ' || (SELECT title FROM k_project) FROM pending", "3 No. 6");
  laptop_say_waived (fixture->b, PARTNERSHIP, fixture->a, 3, 3);
  laptop_say_waived (fixture->b, PARTNERSHIP, fixture->a, 7, 7);
  laptop_give (fixture->b, fixture->c);
  laptop_expect (fixture->c, "SELECT count (*) || ' ' || (SELECT title FROM k_project) FROM pending", "0 No. 9");

  laptop_give (fixture->a, fixture->b);
  laptop_give (fixture->a, fixture->c);
  laptops_agree (fixture->b, fixture->c);
}

/* The first change of a laptop is lost, and turns up: nothing else stands at its
 * chain's end, but more is applied. */
static void
test_what_was_lost_is_digested (Fixture      *fixture,
                                gconstpointer data)
{
  LepChange *waiver = lep_change_new ();
  g_autoptr (GPtrArray) parcels = NULL;
  g_autofree char *without = NULL;
  g_autofree char *with = NULL;
  gboolean         of_changes;

  laptop_give (fixture->a, fixture->b);
  laptop_give (fixture->a, fixture->c);
  laptop_edit (fixture->b, NULL, "project", fixture->project, "summary", "One");
  laptop_edit (fixture->b, NULL, "project", fixture->project, "title", "Three");
  parcels = laptop_pack (fixture->b);
  lep_change_add_waive (waiver, &fixture->b->replica, 1, 1);
  laptop_say (fixture->c, PARTNERSHIP, waiver);
  take_one (fixture->c, parcel_find (parcels, fixture->b, PARTNERSHIP, 2));
  laptop_expect (fixture->c, "SELECT title || ifnull (summary, '') FROM k_project", "Three");

  without = laptop_paper_digest (fixture->c, 0, &of_changes);
  take_one (fixture->c, parcel_find (parcels, fixture->b, PARTNERSHIP, 1));
  with = laptop_paper_digest (fixture->c, 0, &of_changes);
  g_assert_cmpstr (with, !=, without);
  laptop_give (fixture->c, fixture->b);
  laptops_agree (fixture->b, fixture->c);
}

/* The signature of a head that waits comes with every bundle, and is kept. */
static void
test_signatures_wait_too (Fixture      *fixture,
                          gconstpointer data)
{
  static const guint8 signature[64] = { 7 };
  g_autoptr (GPtrArray) parcels = laptop_pack (fixture->a);
  const LepReceived *head = &parcel_find (parcels, fixture->a, PARTNERSHIP, 2)->received;
  g_autoptr (GError) error = NULL;

  for (guint bundle = 0; bundle < 3; bundle++)
    {
      g_autoptr (LepIngest) ingest = lep_ingest_begin (fixture->c->workspace, &error);

      g_assert_no_error (error);
      lep_ingest_add_change (ingest, head, &error);
      for (guint i = 0; i < bundle; i++)
        lep_ingest_add_signature (ingest, &head->space, &head->replica, head->n, &head->hash, signature, &error);
      lep_ingest_finish (ingest, &error);
      lep_ingest_commit (ingest, &error);
      g_assert_no_error (error);
      laptop_expect (fixture->c, "SELECT hex (substr (signature, 1, 2)) FROM pending",
                     bundle == 0 ? "" : "0700");
    }

  take_one (fixture->c, parcel_find (parcels, fixture->a, PARTNERSHIP, 1));
  laptop_expect (fixture->c, "SELECT signed_n || ' ' || hex (substr (signature, 1, 2)) FROM stream", "2 0700");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add ("/ingest/" path, Fixture, NULL, ingest_set_up, function, ingest_tear_down)
  ADD ("first-change-introduces-its-laptop", test_first_change_introduces_its_laptop);
  ADD ("only-contacts-can-be-erased", test_only_contacts_can_be_erased);
  ADD ("a-stream-begins-at-its-beginning", test_a_stream_begins_at_its_beginning);
  ADD ("a-space-must-be-named", test_a_space_must_be_named);
  ADD ("nobody-speaks-for-another", test_nobody_speaks_for_another);
  ADD ("a-context-names-whose-head-it-is", test_a_context_names_whose_head_it_is);
  ADD ("a-stub-waits-for-its-eraser", test_a_stub_waits_for_its_eraser);
  ADD ("what-waits-must-erase", test_what_waits_must_erase);
  ADD ("a-waived-stub-is-let-in", test_a_waived_stub_is_let_in);
  ADD ("erased-while-it-waits", test_erased_while_it_waits);
  ADD ("a-log-that-cannot-be-read", test_a_log_that_cannot_be_read);
  ADD ("what-stubs-miss", test_what_stubs_miss);
  ADD ("a-waiver-frees-what-it-names", test_a_waiver_frees_what_it_names);
  ADD ("what-was-waived-is-not-missed", test_what_was_waived_is_not_missed);
  ADD ("what-was-lost-is-digested", test_what_was_lost_is_digested);
  ADD ("signatures-wait-too", test_signatures_wait_too);
  return g_test_run ();
}
