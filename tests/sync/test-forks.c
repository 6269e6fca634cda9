/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two copies of a laptop that both write, a laptop that was set back without
 * knowing it, and branches whose newest changes wait: what is passed on ends where
 * somebody signed it. */

#include "lep-document.h"
#include "lep-recipient.h"
#include "lep-revocation.h"
#include "lep-signatures.h"
#include "lep-waive.h"
#include "lep-workspace-private.h"

#include "laptops.h"
#include "snapshot.h"

static void
attach (Fixture *fixture,
        Laptop  *laptop)
{
  g_autofree char *path = g_build_filename (fixture->folder, "note.txt", NULL);
  g_autoptr (LepEdit) edit = lep_edit_new (laptop->workspace);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "Note", -1, NULL));
  lep_edit_row (edit, "programme", "document", NULL, &error);
  lep_edit_set (edit, "owner", ORGANISATION);
  lep_edit_set (edit, "title", "Note");
  g_assert_true (lep_edit_attach (edit, path, NULL, &error));
  lep_edit_commit (edit, &error);
  g_assert_no_error (error);
}

static LepExportResult *
give_full (Fixture *fixture,
           Laptop  *from)
{
  g_autoptr (GError) error = NULL;
  LepExportResult *result = lep_export (from->workspace, from->surroundings, &(LepExportOptions){ .target = fixture->stick, .full = TRUE }, NULL, NULL, &error);

  g_assert_no_error (error);
  return result;
}

/* C's changes alone, as if A's had been lost. */
static LepExportResult *
give_own (Fixture *fixture)
{
  g_assert_true (lep_db_exec (lep_workspace_get_db (fixture->c->workspace), "UPDATE stream SET signature = NULL WHERE no IN (SELECT s.no FROM stream s"
                                                                            " JOIN replica r ON r.no = s.replica_no WHERE NOT r.own)",
                              NULL));
  return give_full (fixture, fixture->c);
}

/* C joins and enters the first of its changes, which B takes. */
static void
make_three (Fixture *fixture)
{
  g_autofree char *first = NULL, *from_c = NULL;

  make_two (fixture);
  first = give (fixture, fixture->a, NULL);
  join (fixture, fixture->c, "Foča 1", first);
  set_field (fixture->c, "programme", "organisation", ORGANISATION, "short_name", "EO");
  from_c = give (fixture, fixture->c, NULL);
  take_all (fixture->b, from_c);
}

/* C has seen a change of A that B does not have, and writes one more on it. */
static void
write_on_unseen (Fixture *fixture)
{
  g_autofree char *c = own_id (fixture->c), *to_c = NULL;

  set_field (fixture->a, "programme", "organisation", ORGANISATION, "address", "Trg 1");
  to_c = give (fixture, fixture->a, NULL);
  take_all (fixture->c, to_c);
  set_field (fixture->c, "programme", "organisation", ORGANISATION, "address", "Trg 2");
}

static void
assert_field (Laptop     *laptop,
              const char *field,
              const char *expected)
{
  g_autofree char *value = get_field (laptop, "organisation", ORGANISATION, field);

  g_assert_cmpstr (value, ==, expected);
}

/* Of somebody's first bundle the last change waits, and the signature stands behind it:
 * what is applied goes on with it. */
static void
test_unsigned_goes_on_with_what_waits (Fixture      *fixture,
                                       gconstpointer data)
{
  g_autofree char *first = NULL, *from_b = NULL, *from_a = NULL, *b = NULL;
  g_autoptr (LepExportResult) from_c = NULL;

  make_two (fixture);
  first = give (fixture, fixture->a, NULL);
  join (fixture, fixture->c, "Foča 1", first);
  set_field (fixture->c, "programme", "organisation", ORGANISATION, "short_name", "EO");
  write_on_unseen (fixture);
  from_c = give_own (fixture);
  take_all (fixture->b, from_c->file);
  assert_field (fixture->b, "short_name", "EO");
  assert_field (fixture->b, "address", NULL);

  expect_no_own_lack (fixture->b, fixture->c);
  g_assert_true (lep_signatures_check (fixture->b->workspace, NULL)); /* what bears none is not wrong */
  from_b = give (fixture, fixture->b, NULL);
  take_all (fixture->a, from_b); /* which has what the last change waits for */
  assert_field (fixture->a, "short_name", "EO");
  assert_field (fixture->a, "address", "Trg 2");

  from_a = give (fixture, fixture->a, NULL);
  take_all (fixture->b, from_a);
  assert_same (fixture->a, fixture->b);
}

/* Whether a bundle with all that is here can be reckoned while a table cannot be read. */
static gboolean
foresees_without (Laptop     *laptop,
                  const char *table)
{
  LepDb           *db = lep_workspace_get_db (laptop->workspace);
  g_autofree char *hide = g_strdup_printf ("CREATE TEMP VIEW \"%s\" AS SELECT 1 AS x", table);
  g_autofree char *show = g_strdup_printf ("DROP VIEW temp.\"%s\"", table);
  g_autoptr (GError) error = NULL;
  LepExportForecast forecast;
  gboolean          done;

  g_assert_true (lep_db_exec (db, hide, NULL));
  done = lep_export_foresee (laptop->workspace, &(LepExportOptions){ .full = TRUE }, &forecast, &error);
  g_assert_true (done == (error == NULL));
  g_assert_true (lep_db_exec (db, show, NULL));
  return done;
}

/* The branch of a copy leaves the other one behind its last signature: what lies
 * between goes along with the copy's. */
static void
test_copy_brings_what_it_hangs_on (Fixture      *fixture,
                                   gconstpointer data)
{
  g_auto (Snapshot) before = { 0 };
  g_autoptr (LepExportResult) original = NULL, copy = NULL, relayed = NULL, delta = NULL;
  g_autoptr (LepImportReport) report = NULL;
  g_autoptr (GPtrArray) documents = NULL;
  g_autofree char *from_a = NULL, *back = NULL, *to_b = NULL;
  guint            n_documents = data != NULL ? 0 : 1;

  make_three (fixture);
  to_b = give (fixture, fixture->a, fixture->b);
  take_all (fixture->b, to_b);
  set_field (fixture->c, "programme", "organisation", ORGANISATION, "phone", "1");
  set_field (fixture->c, "programme", "organisation", ORGANISATION, "phone", "2");
  snapshot_take (&before, fixture->c);
  attach (fixture, fixture->c);
  write_on_unseen (fixture);
  original = give_own (fixture);
  snapshot_put_back (&before, fixture->c);
  set_field (fixture->c, "programme", "organisation", ORGANISATION, "phone", "3");
  copy = give_full (fixture, fixture->c);

  take_all (fixture->b, original->file);
  report = take (fixture->b, copy->file, NULL);
  g_assert_nonnull (strstr (report->notice, "“Foča 1”"));

  /* Behind the document a change waits that is signed: all of it goes on, with the file.
   * Where that is not here, what stands behind the last signature stays. */
  if (data != NULL)
    g_assert_true (lep_db_exec (lep_workspace_get_db (fixture->b->workspace), "DELETE FROM pending", NULL));
  documents = lep_documents_list (fixture->b->workspace, NULL, NULL);
  g_assert_cmpuint (documents->len, ==, 1);
  back = own_id (fixture->a);
  delta = lep_export (fixture->b->workspace, fixture->b->surroundings,
                      &(LepExportOptions){ .peer = back, .target = fixture->stick }, NULL, NULL, NULL);
  g_assert_cmpuint (delta->n_documents, ==, n_documents);
  g_assert_false (foresees_without (fixture->b, "stream"));
  g_assert_false (foresees_without (fixture->b, "change")); /* what stands before a branch is told by its hash */
  relayed = give_full (fixture, fixture->b);
  take_all (fixture->a, relayed->file);
  assert_field (fixture->a, "phone", "3");
  g_assert_cmpuint (lep_documents_list (fixture->a->workspace, NULL, NULL)->len, ==, n_documents);

  /* Both of them see the same when all of it came. */
  take_all (fixture->a, original->file);
  from_a = give (fixture, fixture->a, NULL);
  take_all (fixture->b, from_a);
  assert_same (fixture->a, fixture->b);
}

/* Both branches come at once, of a laptop that nobody here knew. */
static void
test_both_branches_at_once (Fixture      *fixture,
                            gconstpointer data)
{
  g_auto (Snapshot) before = { 0 };
  g_autofree char *first = NULL, *original = NULL, *copy = NULL;
  g_autoptr (LepExportResult) relayed = NULL;
  g_autoptr (LepImportReport) asks = NULL, report = NULL;

  make_three (fixture);
  snapshot_take (&before, fixture->c);
  set_field (fixture->c, "programme", "organisation", ORGANISATION, "phone", "1");
  original = give (fixture, fixture->c, NULL);
  snapshot_put_back (&before, fixture->c);
  set_field (fixture->c, "programme", "organisation", ORGANISATION, "phone", "2");
  copy = give (fixture, fixture->c, NULL);
  take_all (fixture->b, original);
  take_all (fixture->b, copy);
  relayed = give_full (fixture, fixture->b);

  asks = take (fixture->a, relayed->file, NULL);
  g_assert_cmpuint (asks->untrusted->len, ==, 1);
  report = take (fixture->a, relayed->file, ((LepSigner *) g_ptr_array_index (asks->untrusted, 0))->number);
  g_assert_nonnull (strstr (report->notice, "“Foča 1”"));
  assert_same (fixture->a, fixture->b);
}

/* Says at C that B has all that is here: the next bundle begins behind it. */
static void
lose (Fixture *fixture)
{
  g_autoptr (GPtrArray) spaces = lep_exchange_spaces (fixture->c->workspace, NULL);
  g_autofree char *text = own_id (fixture->b);
  LepUuid          id;

  lep_uuid_parse (text, -1, &id);
  for (guint i = 0; i < spaces->len; i++)
    {
      const LepUuid *space = &((LepSpaceInfo *) g_ptr_array_index (spaces, i))->id;
      g_autoptr (GArray) have = lep_lacks_own_have (fixture->c->workspace, space, NULL);

      g_assert_true (lep_laptop_set_have (fixture->c->workspace, &id, space, have, "2026-11-21T10:00:00.000Z", NULL));
    }
}

static void
lose_and_give (Fixture    *fixture,
               const char *phone)
{
  g_autofree char *file = NULL;

  set_field (fixture->c, "programme", "organisation", ORGANISATION, "phone", "lost");
  lose (fixture);
  set_field (fixture->c, "programme", "organisation", ORGANISATION, "phone", phone);
  file = give (fixture, fixture->c, fixture->b);
  take_all (fixture->b, file);
}

/* Of both branches something was lost: both gaps are named. */
static void
test_gaps_in_both_branches (Fixture      *fixture,
                            gconstpointer data)
{
  g_auto (Snapshot) before = { 0 };
  g_autofree char *to_c = NULL, *more = NULL;
  g_autoptr (GPtrArray) waiting = NULL;
  const LepWaiting *waits;

  make_three (fixture);
  to_c = give (fixture, fixture->b, NULL);
  take_all (fixture->c, to_c); /* C knows B */
  snapshot_take (&before, fixture->c);
  set_field (fixture->c, "programme", "organisation", ORGANISATION, "phone", "1");
  set_field (fixture->c, "programme", "organisation", ORGANISATION, "phone", "2");
  set_field (fixture->c, "programme", "organisation", ORGANISATION, "phone", "3");
  more = give (fixture, fixture->c, fixture->b);
  take_all (fixture->b, more);
  lose_and_give (fixture, "original");
  snapshot_put_back (&before, fixture->c);
  lose_and_give (fixture, "copy");

  waiting = lep_waiting_list (fixture->b->workspace, NULL);
  g_assert_cmpuint (waiting->len, ==, 1);
  waits = g_ptr_array_index (waiting, 0);
  g_assert_cmpuint (waits->missing->len, ==, 2);
  g_assert_cmpint (((LepWaitingFor *) g_ptr_array_index (waits->missing, 0))->to + 3, ==,
                   ((LepWaitingFor *) g_ptr_array_index (waits->missing, 1))->from);
}

/* The own copy is noticed, and one goes on under a new number. */
static void
test_own_copy (Fixture      *fixture,
               gconstpointer data)
{
  g_auto (Snapshot) before = { 0 };
  g_autofree char *first = NULL, *second = NULL, *third = NULL, *old_id = NULL, *new_id = NULL;
  g_autoptr (LepImportReport) report = NULL;

  make_two (fixture);
  snapshot_take (&before, fixture->b);
  set_field (fixture->b, "programme", "organisation", ORGANISATION, "phone", "1");
  first = give (fixture, fixture->b, NULL);
  take_all (fixture->a, first);
  second = give (fixture, fixture->a, NULL);
  snapshot_put_back (&before, fixture->b);
  set_field (fixture->b, "programme", "organisation", ORGANISATION, "phone", "2");
  old_id = own_id (fixture->b);
  report = take (fixture->b, second, NULL);
  new_id = own_id (fixture->b);
  g_assert_cmpstr (old_id, !=, new_id);
  g_assert_nonnull (report->notice);
  third = give (fixture, fixture->b, NULL);
  take_all (fixture->a, third);
  assert_same (fixture->a, fixture->b);
}

/* The new number could not be written when the own change came back, which has to
 * wait: it is taken when that change shows the copy again. */
static void
test_own_copy_is_noticed_later (Fixture      *fixture,
                                gconstpointer data)
{
  g_auto (Snapshot) before = { 0 };
  g_autofree char *old_id = NULL, *second_id = NULL, *third_id = NULL, *from_a = NULL, *to_b = NULL, *back = NULL;
  g_autoptr (LepExportResult) original = NULL;
  g_autoptr (LepImportReport) waits = NULL, report = NULL;

  make_three (fixture);
  snapshot_take (&before, fixture->c);
  write_on_unseen (fixture);
  original = give_own (fixture);
  snapshot_put_back (&before, fixture->c);
  set_field (fixture->c, "programme", "organisation", ORGANISATION, "phone", "3");
  old_id = own_id (fixture->c);
  waits = take (fixture->c, original->file, NULL);
  g_assert_cmpint (waits->n_waiting, ==, 1);
  second_id = own_id (fixture->c);
  g_assert_cmpstr (second_id, !=, old_id);

  g_assert_true (lep_workspace_set_meta (fixture->c->workspace, LEP_META_REPLICA, old_id, NULL));
  from_a = give (fixture, fixture->a, NULL);
  report = take (fixture->c, from_a, NULL);
  g_assert_nonnull (strstr (report->notice, "restored or copied"));
  third_id = own_id (fixture->c);
  g_assert_cmpstr (third_id, !=, old_id);
  g_assert_cmpstr (third_id, !=, second_id);

  to_b = give (fixture, fixture->c, NULL);
  take_all (fixture->b, to_b);
  back = give (fixture, fixture->b, NULL);
  take_all (fixture->c, back);
  assert_same (fixture->b, fixture->c);
  assert_field (fixture->b, "phone", "3");
  assert_field (fixture->b, "address", "Trg 2");
}

/* B is set back to a time before it gave its last changes to A. */
static char *
set_back (Fixture  *fixture,
          Snapshot *before)
{
  make_two (fixture);
  snapshot_take (before, fixture->b);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *phone = g_strdup_printf ("%u", i);
      g_autofree char *to_a = NULL, *to_b = NULL;

      set_field (fixture->b, "programme", "organisation", ORGANISATION, "phone", phone);
      to_a = give (fixture, fixture->b, fixture->a);
      take_all (fixture->a, to_a);
      set_field (fixture->a, "programme", "organisation", ORGANISATION, "address", phone);
      to_b = give (fixture, fixture->a, fixture->b);
      take_all (fixture->b, to_b);
    }
  snapshot_put_back (before, fixture->b);
  return own_id (fixture->b);
}

/* It asks, with a counter that it had before: what it lacks comes, and with that
 * the word that it goes on under another id. */
static void
test_set_back_asks (Fixture      *fixture,
                    gconstpointer data)
{
  g_auto (Snapshot) before = { 0 };
  g_autofree char *old_id = set_back (fixture, &before), *new_id = NULL, *answer = NULL;
  g_autoptr (LepExportResult) request = NULL;
  g_autoptr (LepImportReport) asked = NULL, report = NULL;
  g_autoptr (GError) error = NULL;

  request = lep_export (fixture->b->workspace, fixture->b->surroundings, &(LepExportOptions){ .target = fixture->stick, .request = TRUE }, NULL, NULL, &error);
  g_assert_no_error (error);
  asked = take (fixture->a, request->file, NULL);
  g_assert_cmpint (asked->asks, ==, 6);
  answer = give (fixture, fixture->a, fixture->b);
  report = take (fixture->b, answer, NULL);
  g_assert_cmpint (report->n_new, ==, 6);
  g_assert_cmpint (report->n_waiting, ==, 0);
  g_assert_nonnull (strstr (report->notice, "restored or copied"));
  new_id = own_id (fixture->b);
  g_assert_cmpstr (new_id, !=, old_id);
  assert_field (fixture->b, "phone", "2");
  assert_same (fixture->a, fixture->b);
}

/* A writes on what B no longer has: its word of what it has is enough for B to
 * know, before B writes a second change of the same number. */
static void
test_set_back_is_told (Fixture      *fixture,
                       gconstpointer data)
{
  g_auto (Snapshot) before = { 0 };
  g_autofree char *old_id = set_back (fixture, &before), *new_id = NULL, *more = NULL, *from_b = NULL, *back = NULL;
  g_autoptr (LepImportReport) preview = NULL, report = NULL, again = NULL;
  g_autoptr (GError) error = NULL;

  set_field (fixture->a, "programme", "organisation", ORGANISATION, "email", "info@example.org");
  more = give (fixture, fixture->a, fixture->b);
  preview = lep_import (fixture->b->workspace, fixture->b->surroundings, more, LEP_IMPORT_PREVIEW, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (preview->notice, "restored or copied"));
  new_id = own_id (fixture->b);
  g_assert_cmpstr (new_id, ==, old_id);
  g_clear_pointer (&new_id, g_free);
  report = take (fixture->b, more, NULL);
  g_assert_nonnull (strstr (report->notice, "restored or copied"));
  g_assert_cmpint (report->n_waiting, >, 0);
  new_id = own_id (fixture->b);
  g_assert_cmpstr (new_id, !=, old_id);
  again = take (fixture->b, more, NULL);
  g_assert_null (again->notice);

  set_field (fixture->b, "programme", "organisation", ORGANISATION, "website", "https://example.org");
  from_b = give (fixture, fixture->b, NULL);
  take_all (fixture->a, from_b);
  back = give (fixture, fixture->a, fixture->b);
  take_all (fixture->b, back);
  assert_same (fixture->a, fixture->b);
  assert_field (fixture->b, "phone", "2");
}

/* The new number could not be written when B heard of what it had made itself and what
 * others built on: that is nothing that it could go on without. */
static void
test_own_changes_are_not_given_up (Fixture      *fixture,
                                   gconstpointer data)
{
  g_auto (Snapshot) before = { 0 };
  g_autofree char *old_id = set_back (fixture, &before), *more = NULL, *back = NULL;
  g_autoptr (GError) error = NULL;
  gint64 n_waived = -1;

  set_field (fixture->a, "programme", "organisation", ORGANISATION, "email", "info@example.org");
  more = give (fixture, fixture->a, fixture->b);
  take_all (fixture->b, more);
  g_assert_true (lep_workspace_set_meta (fixture->b->workspace, LEP_META_REPLICA, old_id, NULL));
  g_assert_null (lep_waive (fixture->b->workspace, old_id, 1, 1000, NULL, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "of this laptop itself"));
  g_assert_true (lep_db_get_int64 (lep_workspace_get_db (fixture->b->workspace), "SELECT count (*) FROM waiver", &n_waived, NULL));
  g_assert_cmpint (n_waived, ==, 0);
  back = give (fixture, fixture->a, NULL);
  take_all (fixture->b, back);
  assert_same (fixture->a, fixture->b);
}

/* A bundle that was made before the last one that counted tells nothing new, however
 * often it is read; neither makes anybody doubt who it is. */
static void
test_older_bundle_tells_nothing (Fixture      *fixture,
                                 gconstpointer data)
{
  g_autofree char *first = NULL, *second = NULL;
  g_autoptr (LepImportReport) report = NULL;
  g_autoptr (GPtrArray) peers = NULL;
  g_autoptr (GError) error = NULL;

  make_two (fixture);
  first = give (fixture, fixture->b, fixture->a);
  set_field (fixture->b, "programme", "organisation", ORGANISATION, "phone", "1");
  second = give (fixture, fixture->b, fixture->a);
  take_all (fixture->a, second);
  report = take (fixture->a, first, NULL);
  g_assert_null (report->notice);
  peers = lep_peers_list (fixture->a->workspace, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (peers->len, ==, 1);
  g_assert_cmpint (((LepPeer *) g_ptr_array_index (peers, 0))->lacks, ==, 0);
}

/* Where a copy goes on its laptop does not say who it is: that stands where its
 * changes begin. */
static void
test_key_of_a_copied_laptop (Fixture      *fixture,
                             gconstpointer data)
{
  g_auto (Snapshot) before = { 0 };
  g_autofree char *first = NULL, *original = NULL, *copy = NULL, *last = NULL, *text = NULL, *key = NULL, *none = NULL, *found = NULL;
  LepUuid          c;

  make_two (fixture);
  first = give (fixture, fixture->a, NULL);
  join (fixture, fixture->c, "Foča 1", first);
  text = own_id (fixture->c);
  lep_uuid_parse (text, -1, &c);
  g_assert_true (lep_workspace_get_meta (fixture->c->workspace, LEP_META_SEAL_KEY, &key, NULL));
  g_assert_true (lep_workspace_set_meta (fixture->c->workspace, LEP_META_SEAL_KEY, NULL, NULL));
  set_field (fixture->c, "programme", "organisation", ORGANISATION, "phone", "1");
  snapshot_take (&before, fixture->c);
  set_field (fixture->c, "programme", "organisation", ORGANISATION, "phone", "2");
  original = give (fixture, fixture->c, NULL);
  snapshot_put_back (&before, fixture->c);
  set_field (fixture->c, "programme", "organisation", ORGANISATION, "phone", "3");
  copy = give (fixture, fixture->c, NULL);
  take_all (fixture->b, original);
  take_all (fixture->b, copy);
  g_assert_true (lep_recipient_find (fixture->b->workspace, &c, &none, NULL));
  g_assert_null (none);

  g_assert_true (lep_workspace_set_meta (fixture->c->workspace, LEP_META_SEAL_KEY, key, NULL));
  set_field (fixture->c, PARTNERSHIP, "partnership", PARTNERSHIP, "territory", "Foča");
  last = give (fixture, fixture->c, NULL);
  take_all (fixture->b, last);
  g_assert_true (lep_recipient_find (fixture->b->workspace, &c, &found, NULL));
  g_assert_cmpstr (found, ==, key);
}

static char *
name_officer (Fixture *fixture,
              Laptop  *officer)
{
  g_autofree char *id = own_id (officer);
  LepUuid          programme = space_of (fixture->a, LEP_SPACE_PROGRAMME);
  g_autofree char *text = lep_uuid_to_string (&programme);

  set_field (fixture->a, "programme", "programme", text, "officers", id);
  return give (fixture, fixture->a, NULL);
}

static gboolean
may_block (Laptop *laptop,
           Laptop *officer)
{
  g_autofree char *text = own_id (officer);
  g_autoptr (GError) error = NULL;
  gboolean may;
  LepUuid  id;

  g_assert_true (lep_uuid_parse (text, -1, &id));
  lep_revocations_may_write (laptop->workspace, &id, &may, &error);
  g_assert_no_error (error);
  return may;
}

/* Two copies of the founder's laptop name an officer each: of which word counts is the
 * same everywhere, in whatever order they came. */
static void
test_officers_of_two_copies (Fixture      *fixture,
                             gconstpointer data)
{
  g_auto (Snapshot) before = { 0 };
  g_autofree char *first = NULL, *second = NULL, *to_a = NULL;

  make_three (fixture);
  to_a = give (fixture, fixture->c, NULL);
  take_all (fixture->a, to_a); /* A knows B and C */
  snapshot_take (&before, fixture->a);
  first = name_officer (fixture, fixture->b);
  snapshot_put_back (&before, fixture->a);
  second = name_officer (fixture, fixture->c);

  take_all (fixture->b, first);
  take_all (fixture->b, second);
  take_all (fixture->c, second);
  take_all (fixture->c, first);
  g_assert_true (may_block (fixture->b, fixture->b) != may_block (fixture->b, fixture->c));
  g_assert_true (may_block (fixture->b, fixture->b) == may_block (fixture->c, fixture->b));
  g_assert_true (may_block (fixture->b, fixture->c) == may_block (fixture->c, fixture->c));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(claim, function) g_test_add ("/forks/" claim, Fixture, NULL, set_up, function, tear_down)
  ADD ("unsigned-goes-on-with-what-waits", test_unsigned_goes_on_with_what_waits);
  ADD ("copy-brings-what-it-hangs-on", test_copy_brings_what_it_hangs_on);
  g_test_add ("/forks/copy-brings-what-it-hangs-on-alone", Fixture, "alone", set_up, test_copy_brings_what_it_hangs_on, tear_down);
  ADD ("both-branches-at-once", test_both_branches_at_once);
  ADD ("gaps-in-both-branches", test_gaps_in_both_branches);
  ADD ("own-copy", test_own_copy);
  ADD ("own-copy-is-noticed-later", test_own_copy_is_noticed_later);
  ADD ("set-back-asks", test_set_back_asks);
  ADD ("set-back-is-told", test_set_back_is_told);
  ADD ("own-changes-are-not-given-up", test_own_changes_are_not_given_up);
  ADD ("older-bundle-tells-nothing", test_older_bundle_tells_nothing);
  ADD ("officers-of-two-copies", test_officers_of_two_copies);
  ADD ("key-of-a-copied-laptop", test_key_of_a_copied_laptop);
  return g_test_run ();
}
