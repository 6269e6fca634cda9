/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whom a laptop trusts, and what it knows of the others. */

#include "lep-revocation.h"
#include "lep-undo.h"
#include "lep-workspace-private.h"

#include "laptops.h"

static void
test_unknown_signers_are_listed (Fixture      *fixture,
                                 gconstpointer data)
{
  g_autofree char *first = NULL, *from_c = NULL, *before = NULL, *after = NULL;
  g_autoptr (LepImportReport) report = NULL;
  const LepSigner *signer;

  make_two (fixture);
  first = give (fixture, fixture->a, NULL);
  join (fixture, fixture->c, "Žepče 1", first); /* the names that B has */
  set_field (fixture->c, PARTNERSHIP, "partnership", PARTNERSHIP, "status", "forming");
  from_c = give (fixture, fixture->c, NULL);

  before = digest (fixture->a);
  report = take (fixture->a, from_c, "12345 67890 12345 67890 12345 67890");
  after = digest (fixture->a);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpuint (report->untrusted->len, ==, 1);
  signer = g_ptr_array_index (report->untrusted, 0);
  g_assert_cmpstr (signer->label, ==, "Žepče 1");
  g_assert_true (signer->known_person);
  g_assert_cmpuint (strlen (signer->number), ==, 35);
  g_assert_cmpstr (report->sender->number, ==, signer->number);
}

static void
test_another_key_is_refused (Fixture      *fixture,
                             gconstpointer data)
{
  g_autofree char *first = give (fixture, fixture->a, NULL);
  g_autofree char *second = NULL, *id = NULL;
  LepLaptop        imposter = { .label = (char *) "Office", .person = (char *) "", .place = (char *) "" };
  LepWho           who = { "Foča 1", "Coordinator", "Foča" };
  g_autoptr (LepImportReport) report = NULL;
  g_autoptr (GError) error = NULL;

  fixture->b->workspace = lep_identity_create (fixture->b->surroundings, fixture->b->path, &who, &error);
  g_assert_no_error (error);
  id = own_id (fixture->a);
  lep_uuid_parse (id, -1, &imposter.id);
  memcpy (imposter.key, "Ed", 2);
  g_assert_true (lep_laptop_bind (fixture->b->workspace, &imposter, NULL, &error));
  report = lep_import (fixture->b->workspace, fixture->b->surroundings, first, LEP_IMPORT_APPLY, NULL, NULL, NULL, NULL, &error);
  g_assert_null (report);
  g_assert_error (error, LEP_ERROR, LEP_ERROR_UNTRUSTED);
  g_assert_nonnull (strstr (error->message, "another key"));
}

static void
test_blocked_sender_is_refused (Fixture      *fixture,
                                gconstpointer data)
{
  g_autofree char *first = NULL, *block = NULL, *from_b = NULL, *b = NULL, *c = NULL, *relayed = NULL;
  g_autoptr (LepImportReport) report = NULL;
  g_autoptr (GError) error = NULL;

  make_two (fixture);
  first = give (fixture, fixture->a, NULL);
  join (fixture, fixture->c, "Foča 1", first);
  b = own_id (fixture->b);
  c = own_id (fixture->c);

  /* The word of somebody else does not count. */
  g_assert_false (lep_peers_revoke (fixture->c->workspace, b, "2026-11-22", &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_INVALID);
  g_clear_error (&error);
  lep_peers_revoke (fixture->a->workspace, b, "2026-11-22", &error);
  g_assert_no_error (error);

  set_field (fixture->b, PARTNERSHIP, "partnership", PARTNERSHIP, "status", "forming");
  from_b = give (fixture, fixture->b, NULL);
  g_assert_null (lep_import (fixture->a->workspace, fixture->a->surroundings, from_b, LEP_IMPORT_APPLY, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_UNTRUSTED);
  g_assert_nonnull (strstr (error->message, "blocked since 22 Nov 2026"));
  g_clear_error (&error);

  block = give (fixture, fixture->a, NULL);
  take_all (fixture->c, block);
  g_assert_null (lep_import (fixture->c->workspace, fixture->c->surroundings, from_b, LEP_IMPORT_APPLY, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_UNTRUSTED);
  g_clear_error (&error);

  /* Taken back by whoever may. */
  lep_peers_revoke (fixture->a->workspace, b, NULL, &error);
  g_assert_no_error (error);
  report = lep_import (fixture->a->workspace, fixture->a->surroundings, from_b, LEP_IMPORT_APPLY, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (report->n_new, ==, 1);
}

/* @labels: of the others that belong to the office, by id */
static void
assert_officers (Laptop     *laptop,
                 const char *labels)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) peers = lep_peers_list (laptop->workspace, &error);
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  for (guint i = 0; i < peers->len; i++)
    if (((LepPeer *) g_ptr_array_index (peers, i))->officer)
      g_ptr_array_add (found, ((LepPeer *) g_ptr_array_index (peers, i))->label);
  g_ptr_array_add (found, NULL);
  text = g_strjoinv (" ", (char **) found->pdata);
  g_assert_cmpstr (text, ==, labels);
}

/* Three laptops that know each other; the founder named B. */
static void
name_b (Fixture *fixture,
        char   **b,
        char   **c)
{
  g_autofree char *first = NULL, *from_c = NULL;
  g_autoptr (GError) error = NULL;

  make_two (fixture);
  first = give (fixture, fixture->a, NULL);
  join (fixture, fixture->c, "Foča 1", first);
  set_field (fixture->c, PARTNERSHIP, "partnership", PARTNERSHIP, "status", "forming");
  from_c = give (fixture, fixture->c, NULL);
  take_all (fixture->a, from_c);
  take_all (fixture->b, from_c);
  *b = own_id (fixture->b);
  *c = own_id (fixture->c);
  g_assert_false (lep_peers_set_officer (fixture->c->workspace, *b, TRUE, NULL, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (lep_peers_set_officer (fixture->a->workspace, *b, TRUE, NULL, &error));
  g_assert_no_error (error);
  pass (fixture, fixture->a, fixture->b);
}

/* The founder names who belongs to the office; whoever was named names others. */
static void
test_officers_are_named (Fixture      *fixture,
                         gconstpointer data)
{
  g_autofree char *b = NULL, *c = NULL, *programme = NULL;
  g_autoptr (GError) error = NULL;

  name_b (fixture, &b, &c);
  assert_officers (fixture->a, "Žepče 1");
  assert_officers (fixture->b, "Office");
  g_assert_true (lep_peers_may_revoke (fixture->b->workspace));

  g_assert_true (lep_peers_set_officer (fixture->b->workspace, c, TRUE, NULL, &error));
  assert_officers (fixture->b, "Office Foča 1");
  pass (fixture, fixture->b, fixture->a);
  pass (fixture, fixture->b, fixture->c);
  assert_officers (fixture->a, "Žepče 1 Foča 1");
  g_assert_false (lep_peers_may_revoke (fixture->c->workspace));

  /* What is written over it by somebody whose word is none takes nothing back. */
  programme = lep_workspace_dup_programme (fixture->c->workspace);
  set_field (fixture->c, programme, "programme", programme, "officers", NULL);
  pass (fixture, fixture->c, fixture->a);
  assert_officers (fixture->a, "Žepče 1 Foča 1");
  g_assert_true (lep_peers_set_officer (fixture->b->workspace, c, FALSE, NULL, &error));
  assert_officers (fixture->b, "Office");
  pass (fixture, fixture->b, fixture->a);
  assert_officers (fixture->a, "Žepče 1");
}

/* Whom the founder named, and the founder, nobody else dismisses. */
static void
test_the_founder_dismisses (Fixture      *fixture,
                            gconstpointer data)
{
  g_autofree char *a = own_id (fixture->a), *b = NULL, *c = NULL;
  g_autoptr (GError) error = NULL;

  name_b (fixture, &b, &c);
  g_assert_false (lep_peers_set_officer (fixture->b->workspace, a, FALSE, NULL, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "only there"));
  g_clear_error (&error);
  g_assert_true (lep_peers_set_officer (fixture->a->workspace, c, TRUE, NULL, &error));
  pass (fixture, fixture->a, fixture->b);
  g_assert_false (lep_peers_set_officer (fixture->b->workspace, c, FALSE, NULL, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_INVALID);
  g_clear_error (&error);
  assert_officers (fixture->b, "Office Foča 1");

  g_assert_true (lep_peers_set_officer (fixture->a->workspace, b, FALSE, NULL, &error));
  g_assert_no_error (error);
  pass (fixture, fixture->a, fixture->b);
  g_assert_false (lep_peers_may_revoke (fixture->b->workspace));
  assert_officers (fixture->b, "Office Foča 1");
}

static void
assert_blocked (Laptop     *laptop,
                const char *id,
                const char *since)
{
  g_autoptr (GHashTable) revocations = lep_revocations_load (laptop->workspace, NULL);

  g_assert_cmpstr (g_hash_table_lookup (revocations, id), ==, since);
}

/* Whoever takes back a word of his own does not say in his own name what somebody had
 * written there whose word is none. */
static void
test_undo_is_no_word_for_others (Fixture      *fixture,
                                 gconstpointer data)
{
  g_autofree char *b = NULL, *c = NULL, *programme = NULL;
  g_autoptr (GError) error = NULL;
  LepUndone undone;

  name_b (fixture, &b, &c);
  programme = lep_workspace_dup_programme (fixture->c->workspace);
  set_field (fixture->c, programme, "programme", programme, "officers", c);
  say (fixture->c, LEP_SPACE_PROGRAMME, "replica", b, "revoked_on", "2026-11-22");
  pass (fixture, fixture->c, fixture->a);
  assert_officers (fixture->a, "Žepče 1");

  g_assert_true (lep_peers_set_officer (fixture->a->workspace, b, FALSE, NULL, &error));
  assert_officers (fixture->a, "");
  g_assert_true (lep_undo_last (fixture->a->workspace, &undone, &error));
  g_assert_no_error (error);
  assert_officers (fixture->a, "Žepče 1");
  g_assert_true (lep_peers_revoke (fixture->a->workspace, b, "2026-11-23", &error));
  assert_blocked (fixture->a, b, "2026-11-23");
  g_assert_true (lep_undo_last (fixture->a->workspace, &undone, &error));
  assert_blocked (fixture->a, b, NULL);
}

/* Nor does who is no officer take back what the founder said. */
static void
test_undo_is_no_word_of_the_founder (Fixture      *fixture,
                                     gconstpointer data)
{
  g_autofree char *b = NULL, *c = NULL, *programme = NULL, *before = NULL, *after = NULL;
  g_autoptr (GError) error = NULL;
  LepUndone undone;
  gint64    step;

  name_b (fixture, &b, &c);
  pass (fixture, fixture->a, fixture->c);
  programme = lep_workspace_dup_programme (fixture->c->workspace);
  before = get_field (fixture->c, "programme", programme, "officers");
  g_assert_nonnull (strstr (before, b));
  lep_db_get_int64 (lep_workspace_get_db (fixture->c->workspace), "SELECT max (no) FROM step WHERE kind = 'import'", &step, &error);
  g_assert_no_error (error);
  g_assert_true (lep_undo_step (fixture->c->workspace, step, &undone, NULL, &error));
  g_assert_no_error (error);
  after = get_field (fixture->c, "programme", programme, "officers");
  g_assert_cmpstr (after, ==, before);
}

/* Whom the one that is dismissed had named does not become the founder's own word. */
static void
test_dismissed_with_whom_he_named (Fixture      *fixture,
                                   gconstpointer data)
{
  g_autofree char *b = NULL, *c = NULL;
  g_autoptr (GError) error = NULL;

  name_b (fixture, &b, &c);
  g_assert_true (lep_peers_set_officer (fixture->b->workspace, c, TRUE, NULL, &error));
  pass (fixture, fixture->b, fixture->a);
  assert_officers (fixture->a, "Žepče 1 Foča 1");
  g_assert_true (lep_peers_set_officer (fixture->a->workspace, b, FALSE, NULL, &error));
  assert_officers (fixture->a, "");
  pass (fixture, fixture->a, fixture->c);
  g_assert_false (lep_peers_may_revoke (fixture->c->workspace));
}

/* A block ends with the office of whoever said it, and that is told. */
static void
test_ended_blocks_are_told (Fixture      *fixture,
                            gconstpointer data)
{
  g_autofree char *b = NULL, *c = NULL, *told = NULL;
  g_autoptr (GError) error = NULL;

  name_b (fixture, &b, &c);
  g_assert_true (lep_peers_revoke (fixture->b->workspace, c, "2026-11-22", &error));
  pass (fixture, fixture->b, fixture->a);
  assert_blocked (fixture->a, c, "2026-11-22");
  g_assert_true (lep_peers_set_officer (fixture->a->workspace, b, FALSE, &told, &error));
  g_assert_cmpstr (told, ==, "“Foča 1” is no longer blocked: “Žepče 1”, who blocked it, is no officer any more.");
  assert_blocked (fixture->a, c, NULL);
}

static char *
blocked_since (Laptop     *laptop,
               const char *id)
{
  g_autoptr (GHashTable) revocations = lep_revocations_load (laptop->workspace, NULL);

  return g_strdup (g_hash_table_lookup (revocations, id));
}

/* Two officers who do not know of each other block one laptop: one date counts on all,
 * whichever word came first.
 * @data: whether they do so in the same millisecond */
static void
test_two_blocks_have_one_date (Fixture      *fixture,
                               gconstpointer data)
{
  LepClock        *clock_a = fixture->a->surroundings->clock, *clock_b = fixture->b->surroundings->clock;
  g_autofree char *b = NULL, *c = NULL, *on_a = NULL, *on_b = NULL;
  g_autoptr (GError) error = NULL;

  name_b (fixture, &b, &c);
  if (data != NULL)
    for (gint64 now = lep_clock_now (clock_b); lep_clock_now (clock_a) < now;)
      ;
  g_assert_true (lep_peers_revoke (fixture->a->workspace, c, "2026-11-22", &error));
  g_assert_true (lep_peers_revoke (fixture->b->workspace, c, "2026-11-23", &error));
  pass (fixture, fixture->a, fixture->b);
  pass (fixture, fixture->b, fixture->a);
  on_a = blocked_since (fixture->a, c);
  on_b = blocked_since (fixture->b, c);
  g_assert_nonnull (on_a);
  g_assert_cmpstr (on_a, ==, on_b);
  if (data == NULL)
    g_assert_cmpstr (on_a, ==, "2026-11-23"); /* said later */
}

/* An officer takes back what the founder said of officers, though not that he is one. */
static void
test_an_officer_takes_back (Fixture      *fixture,
                            gconstpointer data)
{
  g_autofree char *b = NULL, *c = NULL;
  g_autoptr (GError) error = NULL;
  LepUndone undone;
  gint64    step;

  name_b (fixture, &b, &c);
  lep_db_get_int64 (lep_workspace_get_db (fixture->b->workspace), "SELECT max (no) FROM step WHERE kind = 'import'", &step, &error);
  g_assert_no_error (error);
  g_assert_true (lep_undo_step (fixture->b->workspace, step, &undone, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (undone.n_fields, ==, 1);
  assert_officers (fixture->b, "Office");
  g_assert_true (lep_peers_may_revoke (fixture->b->workspace));
}

/* What others say too goes on. */
static void
test_others_blocks_stay (Fixture      *fixture,
                         gconstpointer data)
{
  g_autofree char *b = NULL, *c = NULL, *told = NULL;
  g_autoptr (GError) error = NULL;

  name_b (fixture, &b, &c);
  g_assert_true (lep_peers_revoke (fixture->a->workspace, c, "2026-11-22", &error));
  g_assert_true (lep_peers_set_officer (fixture->a->workspace, b, FALSE, &told, &error));
  g_assert_null (told);
  assert_blocked (fixture->a, c, "2026-11-22");
}

static void
test_peers_and_receipts (Fixture      *fixture,
                         gconstpointer data)
{
  g_autoptr (GPtrArray) peers = NULL, receipts = NULL, again = NULL;
  g_autoptr (GError) error = NULL;
  const LepPeer    *peer;
  const LepReceipt *receipt;

  make_two (fixture);
  peers = lep_peers_list (fixture->b->workspace, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (peers->len, ==, 1);
  peer = g_ptr_array_index (peers, 0);
  g_assert_cmpstr (peer->label, ==, "Office");
  g_assert_true (peer->introducer); /* this workspace was made of its bundle */
  g_assert_cmpuint (strlen (peer->number), ==, 35);
  g_assert_nonnull (peer->last_received);
  g_assert_nonnull (peer->last_given);
  g_assert_nonnull (peer->since);
  g_assert_cmpint (peer->lacks, ==, 1); /* it has not said yet that it got them */

  g_assert_true (lep_peers_set_introducer (fixture->b->workspace, "office", FALSE, &error));
  again = lep_peers_list (fixture->b->workspace, &error);
  g_assert_false (((LepPeer *) g_ptr_array_index (again, 0))->introducer);
  g_assert_false (lep_peers_set_introducer (fixture->b->workspace, "nobody", FALSE, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_NOT_FOUND);

  receipts = lep_receipts_list (fixture->b->workspace, 10, NULL);
  g_assert_cmpuint (receipts->len, ==, 2);
  receipt = g_ptr_array_index (receipts, 0);
  g_assert_true (receipt->given);
  g_assert_cmpint (receipt->counter, ==, 1);
  receipt = g_ptr_array_index (receipts, 1);
  g_assert_false (receipt->given);
  g_assert_cmpint (receipt->n_new, ==, 3);
}

/* B and C share a partnership that A does not know: C says how far it is there before B
 * brings it. */
static void
test_a_word_comes_before_its_space (Fixture      *fixture,
                                    gconstpointer data)
{
  static const char elsewhere[] = "0194c9e4-0000-7000-8000-0000000000b9";
  g_autofree char  *first = NULL, *for_c = NULL, *name = NULL;
  g_autoptr (LepExportResult) request = NULL;
  g_autoptr (GPtrArray) spaces = NULL;
  g_autoptr (GError) error = NULL;

  make_two (fixture);
  first = give (fixture, fixture->a, NULL);
  join (fixture, fixture->c, "Foča 1", first);
  lep_workspace_add_space (fixture->b->workspace, LEP_SPACE_PARTNERSHIP, elsewhere, "LEP Foča", &error);
  g_assert_no_error (error);
  set_field (fixture->b, elsewhere, "partnership", elsewhere, "name", "LEP Foča");
  pass (fixture, fixture->b, fixture->c);
  request = lep_export (fixture->c->workspace, fixture->c->surroundings, &(LepExportOptions){ .target = fixture->stick, .request = TRUE }, NULL, NULL, &error);
  g_assert_no_error (error);
  take_all (fixture->a, request->file);
  spaces = lep_exchange_spaces (fixture->a->workspace, NULL);
  for (guint i = 0; i < spaces->len; i++)
    g_assert_cmpstr (((LepSpaceInfo *) g_ptr_array_index (spaces, i))->name, !=, "LEP Foča"); /* it was only named */

  set_field (fixture->b, elsewhere, "partnership", elsewhere, "name", "LEP Foča i Goražde");
  pass (fixture, fixture->b, fixture->a);
  for_c = give (fixture, fixture->a, fixture->c);
  take_all (fixture->c, for_c);
  name = get_field (fixture->c, "partnership", elsewhere, "name");
  g_assert_cmpstr (name, ==, "LEP Foča i Goražde");
}

static void
test_own_changes_come_home (Fixture      *fixture,
                            gconstpointer data)
{
  g_autofree char *backup = NULL, *home = NULL, *old_id = NULL, *new_id = NULL, *sent = NULL;
  gsize            size;
  g_autoptr (LepImportReport) report = NULL;
  g_autoptr (GError) error = NULL;

  make_two (fixture);
  g_assert_true (g_file_get_contents (fixture->a->path, &backup, &size, NULL));
  set_field (fixture->a, NULL, "organisation", ORGANISATION, "short_name", "EO");
  sent = give (fixture, fixture->a, fixture->b);
  take_all (fixture->b, sent);
  old_id = own_id (fixture->a);

  /* The same bytes in the same file: nothing shows that it is older. */
  g_clear_object (&fixture->a->workspace);
  g_assert_true (g_file_set_contents (fixture->a->path, backup, (gssize) size, NULL));
  fixture->a->workspace = lep_workspace_open (fixture->a->path, LEP_OPEN_WRITE, fixture->a->surroundings->clock, &error);
  g_assert_no_error (error);
  home = give (fixture, fixture->b, NULL);
  report = take (fixture->a, home, NULL);
  new_id = own_id (fixture->a);
  g_assert_nonnull (report->notice);
  g_assert_cmpstr (old_id, !=, new_id);
  assert_same (fixture->a, fixture->b);

  /* It goes on, and others can check what it made under either id. */
  set_field (fixture->a, NULL, "organisation", ORGANISATION, "short_name", "EOS");
  g_free (home);
  home = give (fixture, fixture->a, NULL);
  take_all (fixture->b, home);
  assert_same (fixture->a, fixture->b);
}

/* Only of what is taken: a bundle that is refused leaves nothing behind. */
static void
test_first_bundle_makes_a_backup (Fixture      *fixture,
                                  gconstpointer data)
{
  g_autofree char *first = give (fixture, fixture->a, NULL);
  g_autofree char *from_b = NULL, *bytes = NULL, *number = NULL;
  gsize            size;
  guint            n_before;
  char            *at;
  g_autoptr (LepImportReport) report = NULL;
  g_autoptr (GError) error = NULL;

  join (fixture, fixture->b, "Žepče 1", first);
  set_field (fixture->b, PARTNERSHIP, "partnership", PARTNERSHIP, "status", "forming");
  from_b = give (fixture, fixture->b, NULL);
  report = take (fixture->a, from_b, NULL);
  number = g_strdup (report->sender->number);
  n_before = lep_test_count_files (fixture->a->folder);

  g_assert_true (g_file_get_contents (from_b, &bytes, &size, NULL));
  at = memmem (bytes, size, "changes/0001.xml", strlen ("changes/0001.xml"));
  at[strlen ("changes/0001.xml") + 40] ^= 1;
  g_assert_true (g_file_set_contents (from_b, bytes, (gssize) size, NULL));
  g_assert_null (lep_import (fixture->a->workspace, fixture->a->surroundings, from_b, LEP_IMPORT_APPLY,
                             (const char *const[]){ number, NULL }, NULL, NULL, NULL, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_CORRUPT);
  g_assert_cmpuint (lep_test_count_files (fixture->a->folder), ==, n_before);

  at[strlen ("changes/0001.xml") + 40] ^= 1;
  g_assert_true (g_file_set_contents (from_b, bytes, (gssize) size, NULL));
  g_clear_pointer (&report, lep_import_report_free);
  report = take (fixture->a, from_b, number);
  g_assert_cmpint (report->n_new, ==, 1);
  g_assert_cmpuint (lep_test_count_files (fixture->a->folder), ==, n_before + 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(claim, function) g_test_add ("/peers/" claim, Fixture, NULL, set_up, function, tear_down)
  ADD ("unknown-signers-are-listed", test_unknown_signers_are_listed);
  ADD ("another-key-is-refused", test_another_key_is_refused);
  ADD ("blocked-sender-is-refused", test_blocked_sender_is_refused);
  ADD ("officers-are-named", test_officers_are_named);
  ADD ("the-founder-dismisses", test_the_founder_dismisses);
  ADD ("undo-is-no-word-for-others", test_undo_is_no_word_for_others);
  ADD ("undo-is-no-word-of-the-founder", test_undo_is_no_word_of_the_founder);
  ADD ("dismissed-with-whom-he-named", test_dismissed_with_whom_he_named);
  ADD ("ended-blocks-are-told", test_ended_blocks_are_told);
  ADD ("two-blocks-have-one-date", test_two_blocks_have_one_date);
  g_test_add ("/peers/two-blocks-at-once-have-one-date", Fixture, "at once", set_up, test_two_blocks_have_one_date, tear_down);
  ADD ("an-officer-takes-back", test_an_officer_takes_back);
  ADD ("others-blocks-stay", test_others_blocks_stay);
  ADD ("peers-and-receipts", test_peers_and_receipts);
  ADD ("a-word-comes-before-its-space", test_a_word_comes_before_its_space);
  ADD ("first-bundle-makes-a-backup", test_first_bundle_makes_a_backup);
  ADD ("own-changes-come-home", test_own_changes_come_home);
  return g_test_run ();
}
