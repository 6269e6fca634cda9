/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is asked for, who is trusted on another's word, and whose word about
 * blocked laptops counts. */

#include "lep-recipient.h"
#include "lep-revocation.h"
#include "lep-undo.h"
#include "lep-workspace-private.h"

#include "laptops.h"

static LepImportReport *
try_take (Laptop     *laptop,
          const char *file,
          GError    **error)
{
  return lep_import (laptop->workspace, laptop->surroundings, file, LEP_IMPORT_APPLY, NULL, NULL, NULL, NULL, error);
}

/* A laptop of this name enters something and gives it. */
static char *
entered_as (Fixture      *fixture,
            Laptop       *laptop,
            const LepWho *who)
{
  g_autofree char *file = give (fixture, fixture->a, NULL);
  g_autoptr (LepImportReport) asks = NULL, joined = NULL;
  g_autoptr (LepWorkspace) none = NULL;
  g_autoptr (GError) error = NULL;
  const char *trust[] = { NULL, NULL, NULL, NULL };

  none = lep_join (laptop->surroundings, laptop->path, who, file, NULL, NULL, NULL, NULL, &asks, NULL);
  for (guint i = 0; i < asks->untrusted->len; i++)
    trust[i] = ((LepSigner *) g_ptr_array_index (asks->untrusted, i))->number;
  laptop->workspace = lep_join (laptop->surroundings, laptop->path, who, file, trust, NULL, NULL, NULL, &joined, &error);
  g_assert_no_error (error);
  set_field (laptop, PARTNERSHIP, "partnership", PARTNERSHIP, "status", "forming");
  return give (fixture, laptop, NULL);
}

static gboolean
is_known_person (Fixture      *fixture,
                 const LepWho *first,
                 const LepWho *second)
{
  g_autofree char *from_b = entered_as (fixture, fixture->b, first);
  g_autofree char *from_c = NULL;
  g_autoptr (LepImportReport) report = NULL;

  take_all (fixture->a, from_b);
  from_c = entered_as (fixture, fixture->c, second);
  report = take (fixture->a, from_c, NULL);
  g_assert_cmpuint (report->untrusted->len, ==, 1);
  return ((LepSigner *) g_ptr_array_index (report->untrusted, 0))->known_person;
}

static void
test_nameless_is_no_known_person (Fixture      *fixture,
                                  gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (is_known_person (fixture, &(LepWho){ "", "", "" }, &(LepWho){ "", "", "" }));
  g_assert_false (lep_peers_confirm (fixture->a->workspace, "", &error)); /* no name is none's name */
  g_assert_error (error, LEP_ERROR, LEP_ERROR_NOT_FOUND);
}

static void
test_person_alone_is_known (Fixture      *fixture,
                            gconstpointer data)
{
  g_assert_true (is_known_person (fixture, &(LepWho){ "", "Coordinator", "" }, &(LepWho){ "", "Coordinator", "" }));
}

/* What looks the same is the same: marks that cannot be seen, other spaces, another
 * script, another case. */
static void
test_lookalike_is_known (Fixture      *fixture,
                         gconstpointer data)
{
  g_assert_true (is_known_person (fixture, &(LepWho){ "Jablanica 1", "Ceca", "" }, &(LepWho){ "\u202eJаbl\u200banica\u00a01 ", "CECA", "" }));
}

static const char *const marks[][6] = { { "***", "!", "***", "!", "known", "/trust/marks-alone" },
                                        { "***", "!", "---", "!", NULL, "/trust/other-marks" },
                                        { "***", "!", "***", "!!", NULL, "/trust/marks-of-another" } };

static void
test_marks_alone (Fixture      *fixture,
                  gconstpointer data)
{
  const char *const *n = data; /* names of marks alone are compared as they are written */

  g_assert_cmpint (is_known_person (fixture, &(LepWho){ n[0], n[1], "" }, &(LepWho){ n[2], n[3], "" }), ==, n[4] != NULL);
}

static void
test_another_person_is_not_known (Fixture      *fixture,
                                  gconstpointer data)
{
  g_assert_false (is_known_person (fixture, &(LepWho){ "Foča 1", "Coordinator", "" }, &(LepWho){ "Foča 1", "Assistant", "" }));
}

/* Whom the introducer brings is asked for all the same if the names are known. */
static void
test_introducer_is_not_enough (Fixture      *fixture,
                               gconstpointer data)
{
  g_autofree char *from_c = NULL, *relayed = NULL;
  g_autoptr (LepImportReport) report = NULL;

  make_two (fixture);
  from_c = entered_as (fixture, fixture->c, &(LepWho){ "Žepče 1", "Coordinator", "" });
  take_all (fixture->a, from_c);
  relayed = give (fixture, fixture->a, NULL);
  report = take (fixture->b, relayed, NULL);
  g_assert_cmpuint (report->untrusted->len, ==, 1);
  g_assert_true (((LepSigner *) g_ptr_array_index (report->untrusted, 0))->known_person);
  g_assert_cmpuint (report->introduced->len, ==, 0);
}

static void
test_relayed_with_another_key (Fixture      *fixture,
                               gconstpointer data)
{
  LepLaptop        imposter = { .label = (char *) "Foča 1", .person = (char *) "", .place = (char *) "" };
  g_autofree char *from_c = NULL, *relayed = NULL, *c = NULL, *before = NULL, *after = NULL;
  g_autoptr (GError) error = NULL;

  make_two (fixture);
  from_c = entered_as (fixture, fixture->c, &(LepWho){ "Foča 1", "Coordinator", "" });
  take_all (fixture->a, from_c);
  c = own_id (fixture->c);
  lep_uuid_parse (c, -1, &imposter.id);
  memcpy (imposter.key, "Ed", 2);
  g_assert_true (lep_laptop_bind (fixture->b->workspace, &imposter, NULL, &error));
  relayed = give (fixture, fixture->a, NULL);
  before = digest (fixture->b);
  g_assert_null (try_take (fixture->b, relayed, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_UNTRUSTED);
  g_assert_nonnull (strstr (error->message, "manifest.xml"));
  g_assert_nonnull (strstr (error->message, "another key"));
  after = digest (fixture->b);
  g_assert_cmpstr (before, ==, after);
}

static const LepPeer *
peer_called (GPtrArray  *peers,
             const char *label)
{
  for (guint i = 0; i < peers->len; i++)
    if (g_str_equal (((LepPeer *) g_ptr_array_index (peers, i))->label, label))
      return g_ptr_array_index (peers, i);
  g_assert_not_reached ();
}

/* Who is trusted on another's word is known for himself once the numbers were
 * compared. */
static void
test_confirmed (Fixture      *fixture,
                gconstpointer data)
{
  g_autofree char *from_c = NULL, *relayed = NULL;
  g_autoptr (GPtrArray) before = NULL, after = NULL;
  g_autoptr (GError) error = NULL;

  make_two (fixture);
  from_c = entered_as (fixture, fixture->c, &(LepWho){ "Foča 1", "Coordinator", "" });
  take_all (fixture->a, from_c);
  relayed = give (fixture, fixture->a, NULL);
  take_all (fixture->b, relayed);
  before = lep_peers_list (fixture->b->workspace, &error);
  g_assert_cmpstr (peer_called (before, "Foča 1")->introduced_by, ==, "Office");
  g_assert_true (lep_peers_confirm (fixture->b->workspace, "foča 1", &error));
  after = lep_peers_list (fixture->b->workspace, &error);
  g_assert_null (peer_called (after, "Foča 1")->introduced_by);

  g_assert_false (lep_peers_confirm (fixture->b->workspace, "nobody", &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_NOT_FOUND);
  g_clear_error (&error);
  /* This laptop itself is none of the others. */
  g_assert_false (lep_peers_confirm (fixture->b->workspace, "Žepče 1", &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (lep_peers_confirm (fixture->b->workspace, "", &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_NOT_FOUND);
}

static void
test_two_of_one_name (Fixture      *fixture,
                      gconstpointer data)
{
  g_autofree char *from_b = entered_as (fixture, fixture->b, &(LepWho){ "Foča 1", "Coordinator", "" });
  g_autofree char *from_c = NULL, *c = NULL;
  g_autoptr (GError) error = NULL;

  take_all (fixture->a, from_b);
  from_c = entered_as (fixture, fixture->c, &(LepWho){ "FOČA 1", "Assistant", "" });
  take_all (fixture->a, from_c);
  g_assert_false (lep_peers_set_introducer (fixture->a->workspace, "Foča 1", TRUE, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "Several"));
  g_clear_error (&error);
  c = own_id (fixture->c);
  g_assert_true (lep_peers_set_introducer (fixture->a->workspace, c, TRUE, &error));
}

/* The programme's record, and everybody with what the others entered. */
typedef struct
{
  char *programme, *a, *b, *c;
} Names;

static void
names_clear (Names *self)
{
  g_free (self->programme);
  g_free (self->a);
  g_free (self->b);
  g_free (self->c);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Names, names_clear)

static void
make_three (Fixture *fixture,
            Names   *names)
{
  g_autofree char *from_c = NULL, *all = NULL;
  g_autoptr (GPtrArray) spaces = NULL;

  make_two (fixture);
  from_c = entered_as (fixture, fixture->c, &(LepWho){ "Foča 1", "Assistant", "" });
  take_all (fixture->a, from_c);
  all = give (fixture, fixture->a, NULL);
  take_all (fixture->b, all);
  spaces = lep_exchange_spaces (fixture->a->workspace, NULL);
  for (guint i = 0; i < spaces->len; i++)
    if (((LepSpaceInfo *) g_ptr_array_index (spaces, i))->kind == LEP_SPACE_PROGRAMME)
      names->programme = lep_uuid_to_string (&((LepSpaceInfo *) g_ptr_array_index (spaces, i))->id);
  names->a = own_id (fixture->a);
  names->b = own_id (fixture->b);
  names->c = own_id (fixture->c);
}

/* The day since which a laptop is blocked, as another one sees it. */
static char *
blocked_at (Laptop     *laptop,
            const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) revocations = lep_revocations_load (laptop->workspace, &error);

  g_assert_no_error (error);
  return g_strdup (g_hash_table_lookup (revocations, id));
}

static void
assert_blocked (Laptop     *laptop,
                const char *id,
                const char *expected)
{
  g_autofree char *since = blocked_at (laptop, id);

  g_assert_cmpstr (since, ==, expected);
}

/* The word about a laptop stands in one change with an entry of another kind. */
static void
block_beside_others (Laptop     *laptop,
                     const char *id,
                     const char *since)
{
  g_autoptr (LepEdit) edit = lep_edit_new (laptop->workspace);
  g_autoptr (GError) error = NULL;

  lep_edit_row (edit, "programme", "organisation", ORGANISATION, &error);
  lep_edit_set (edit, "short_name", "EO");
  lep_edit_row (edit, "programme", "replica", id, &error);
  lep_edit_set (edit, "revoked_on", since);
  lep_edit_commit (edit, &error);
  g_assert_no_error (error);
}

/* @b: (nullable): who decides for the programme beside @a, and nobody else */
static void
assert_officers (Laptop     *laptop,
                 const char *a,
                 const char *b)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) officers = lep_officers_load (laptop->workspace, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_hash_table_size (officers), ==, 1 + (b != NULL));
  g_assert_true (g_hash_table_contains (officers, a));
  g_assert_true (b == NULL || g_hash_table_contains (officers, b));
}

static void
test_officers (Fixture      *fixture,
               gconstpointer data)
{
  g_auto (Names) names = { 0 };
  g_autofree char *both = NULL;

  make_three (fixture, &names);
  g_assert_true (lep_peers_may_revoke (fixture->a->workspace));
  g_assert_false (lep_peers_may_revoke (fixture->b->workspace));

  /* Nobody makes himself an officer, and who is none blocks nobody. */
  assert_officers (fixture->b, names.a, NULL);
  set_field (fixture->b, "programme", "programme", names.programme, "officers", names.b);
  g_assert_false (lep_peers_may_revoke (fixture->b->workspace));
  assert_officers (fixture->b, names.a, NULL);
  say (fixture->b, LEP_SPACE_PROGRAMME, "replica", names.c, "revoked_on", "2026-11-22");
  assert_blocked (fixture->b, names.c, NULL);
  pass (fixture, fixture->b, fixture->a);
  assert_blocked (fixture->a, names.c, NULL);

  /* The founder names B and himself: what B said counts, and it may say more. */
  both = strcmp (names.a, names.b) < 0 ? g_strjoin (" ", names.a, names.b, NULL) : g_strjoin (" ", names.b, names.a, NULL);
  set_field (fixture->a, "programme", "programme", names.programme, "officers", both);
  assert_blocked (fixture->a, names.c, "2026-11-22");
  assert_officers (fixture->a, names.a, names.b);
  pass (fixture, fixture->a, fixture->b);
  g_assert_true (lep_peers_may_revoke (fixture->b->workspace));
  pass (fixture, fixture->a, fixture->c);
  g_assert_false (lep_peers_may_revoke (fixture->c->workspace));
  block_beside_others (fixture->b, names.c, "2026-11-23");
  assert_blocked (fixture->b, names.c, "2026-11-23");

  /* No officer any more: none of it counts. */
  set_field (fixture->a, "programme", "programme", names.programme, "officers", NULL);
  pass (fixture, fixture->b, fixture->a);
  assert_blocked (fixture->a, names.c, NULL);
}

/* What somebody writes into the list whose word is none is never signed again as
 * the founder's, and takes nobody's office. */
static void
test_nobody_slips_in (Fixture      *fixture,
                      gconstpointer data)
{
  g_auto (Names) names = { 0 };
  g_autoptr (GError) error = NULL;

  make_three (fixture, &names);
  set_field (fixture->c, "programme", "programme", names.programme, "officers", names.c);
  pass (fixture, fixture->c, fixture->a);
  assert_officers (fixture->a, names.a, NULL);
  g_assert_true (lep_peers_set_officer (fixture->a->workspace, names.b, TRUE, NULL, &error));
  assert_officers (fixture->a, names.a, names.b);

  pass (fixture, fixture->a, fixture->c);
  set_field (fixture->c, "programme", "programme", names.programme, "officers", names.c);
  pass (fixture, fixture->c, fixture->a);
  assert_officers (fixture->a, names.a, names.b);
  g_assert_true (lep_peers_set_officer (fixture->a->workspace, names.b, FALSE, NULL, &error));
  assert_officers (fixture->a, names.a, NULL);
  pass (fixture, fixture->a, fixture->b);
  assert_officers (fixture->b, names.a, NULL);
}

/* What another wrote already is said again by whoever's word counts, or counts more. */
static void
test_same_word_of_another (Fixture      *fixture,
                           gconstpointer data)
{
  g_auto (Names) names = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) streams = NULL, again = NULL;

  make_three (fixture, &names);
  g_assert_true (lep_peers_set_officer (fixture->a->workspace, names.b, TRUE, NULL, &error));
  pass (fixture, fixture->a, fixture->b);

  /* B writes the very list that the founder is about to write. */
  set_field (fixture->b, "programme", "programme", names.programme, "officers", NULL);
  pass (fixture, fixture->b, fixture->a);
  assert_officers (fixture->a, names.a, names.b);
  g_assert_true (lep_peers_set_officer (fixture->a->workspace, names.b, FALSE, NULL, &error));
  assert_officers (fixture->a, names.a, NULL);

  /* And somebody whose word is none blocks, before the founder does. */
  say (fixture->b, LEP_SPACE_PROGRAMME, "replica", names.c, "revoked_on", "2026-11-22");
  pass (fixture, fixture->a, fixture->b);
  pass (fixture, fixture->b, fixture->a);
  assert_blocked (fixture->a, names.c, NULL);
  g_assert_true (lep_peers_revoke (fixture->a->workspace, names.c, "2026-11-22", &error));
  assert_blocked (fixture->a, names.c, "2026-11-22");

  /* One's own word is said once. */
  streams = lep_exchange_streams (fixture->a->workspace, NULL, &error);
  g_assert_true (lep_peers_revoke (fixture->a->workspace, names.c, "2026-11-22", &error));
  again = lep_exchange_streams (fixture->a->workspace, NULL, &error);
  g_assert_cmpuint (again->len, ==, streams->len);
  for (guint i = 0; i < again->len; i++)
    g_assert_cmpint (g_array_index (again, LepStreamInfo, i).last, ==, g_array_index (streams, LepStreamInfo, i).last);
}

/* The very first thing that an officer writes blocks a laptop: taken back, it does not
 * take back who he is. */
static void
test_first_word_is_taken_back (Fixture      *fixture,
                               gconstpointer data)
{
  g_auto (Names) names = { 0 };
  g_autofree char *key = NULL;
  g_autoptr (GError) error = NULL;
  LepUndone undone;
  LepUuid   b;
  gint64    n_own = -1;

  make_three (fixture, &names);
  set_field (fixture->a, "programme", "programme", names.programme, "officers", names.b);
  pass (fixture, fixture->a, fixture->b);
  g_assert_true (lep_db_get_int64 (lep_workspace_get_db (fixture->b->workspace),
                                   "SELECT count (*) FROM stream s JOIN replica r ON r.no = s.replica_no JOIN space ON space.no = s.space_no"
                                   " WHERE r.own AND space.kind = 'programme'",
                                   &n_own, NULL));
  g_assert_cmpint (n_own, ==, 0);
  g_assert_true (lep_peers_revoke (fixture->b->workspace, names.c, "2026-11-22", &error));
  assert_blocked (fixture->b, names.c, "2026-11-22");
  g_assert_true (lep_undo_last (fixture->b->workspace, &undone, &error));
  assert_blocked (fixture->b, names.c, NULL);
  pass (fixture, fixture->b, fixture->a);
  assert_blocked (fixture->a, names.c, NULL);
  lep_uuid_parse (names.b, -1, &b);
  g_assert_true (lep_recipient_find (fixture->a->workspace, &b, &key, &error));
  g_assert_nonnull (key);
}

/* The list as another program may write it, or as a file tells it whose tables do
 * not fit the log: the founder's own word counts. */
static void
test_odd_list_of_officers (Fixture      *fixture,
                           gconstpointer data)
{
  g_auto (Names) names = { 0 };
  g_autofree char *list = NULL, *sql = NULL;
  g_autoptr (GHashTable) officers = NULL;
  g_autoptr (GError) error = NULL;
  LepDb   *db;
  gint64   reg = 0, rid = 0;
  gboolean wrote = TRUE;

  make_three (fixture, &names);
  list = g_strdup_printf (" %s", names.b);
  say (fixture->a, LEP_SPACE_PROGRAMME, "programme", names.programme, "officers", list);
  assert_officers (fixture->a, names.a, names.b);

  set_field (fixture->a, "programme", "programme", names.programme, "officers", names.c);
  db = lep_workspace_get_db (fixture->a->workspace);
  lep_db_set_engine_writing (db, TRUE);
  g_assert_true (lep_db_get_int64 (db, "SELECT no FROM name WHERE name = 'officers'", &reg, NULL));
  sql = g_strdup_printf ("UPDATE row SET clock = x'7f0101%02x' WHERE kind_no = (SELECT no FROM kind WHERE name = 'programme')", (guint) reg);
  g_assert_true (lep_db_exec (db, sql, NULL));
  lep_db_set_engine_writing (db, FALSE);
  assert_officers (fixture->a, names.a, names.c);

  /* Whose word it is that file does not tell. */
  officers = lep_officers_load (fixture->a->workspace, &error);
  g_assert_true (lep_db_get_int64 (db, "SELECT rid FROM k_programme", &rid, NULL));
  g_assert_true (lep_officers_wrote (officers, fixture->a->workspace, rid, "officers", &wrote, &error));
  g_assert_false (wrote);
}

static void
test_words_cover_each_other (Fixture      *fixture,
                             gconstpointer data)
{
  g_auto (Names) names = { 0 };
  g_autofree char *since = NULL;
  g_autoptr (GError) error = NULL;

  make_three (fixture, &names);
  set_field (fixture->a, "programme", "programme", names.programme, "officers", names.b);
  pass (fixture, fixture->a, fixture->b);

  /* Both block C, neither having seen the other; A also blocks B and takes it back. */
  g_assert_true (lep_peers_revoke (fixture->a->workspace, names.c, "2026-11-22", &error));
  g_assert_true (lep_peers_revoke (fixture->a->workspace, names.c, "2026-11-24", &error));
  g_assert_true (lep_peers_revoke (fixture->a->workspace, names.b, "2026-11-22", &error));
  g_assert_true (lep_peers_revoke (fixture->a->workspace, names.b, NULL, &error));
  g_assert_true (lep_peers_revoke (fixture->b->workspace, names.c, "2026-11-23", &error));
  assert_blocked (fixture->a, names.c, "2026-11-24");
  assert_blocked (fixture->a, names.b, NULL);
  pass (fixture, fixture->a, fixture->b);
  pass (fixture, fixture->b, fixture->a);
  since = blocked_at (fixture->a, names.c);
  g_assert_nonnull (since);

  /* Who has seen both takes both back. */
  g_assert_true (lep_peers_revoke (fixture->b->workspace, names.c, NULL, &error));
  pass (fixture, fixture->b, fixture->a);
  assert_blocked (fixture->a, names.c, NULL);
  assert_blocked (fixture->b, names.c, NULL);
}

/* A second programme, with an id that comes before all others. */
static void
found_another (Laptop     *laptop,
               const char *id,
               const char *blocks)
{
  LepUuid space;

  lep_uuid_parse (id, -1, &space);
  g_assert_true (lep_workspace_add_space (laptop->workspace, LEP_SPACE_PROGRAMME, id, "programme", NULL));
  say_in (laptop, &space, "programme", id, "name", "programme");
  say_in (laptop, &space, "replica", blocks, "revoked_on", "2026-11-22");
}

/* Whoever founds a programme of his own, and sends it along, has no say in ours:
 * not where ours was first, and not on a laptop that gets both at once. */
static void
test_second_programme (Fixture      *fixture,
                       gconstpointer data)
{
  const char *second = "00000000-0000-7000-8000-000000000001";
  g_auto (Names) names = { 0 };
  g_autofree char *all = NULL, *programme = NULL;
  g_autoptr (GPtrArray) peers = NULL;
  g_autoptr (GError) error = NULL;
  Laptop *joiner = laptop_new (fixture, "d");

  make_three (fixture, &names);
  found_another (fixture->b, second, names.c);
  pass (fixture, fixture->b, fixture->a);
  assert_officers (fixture->a, names.a, NULL);
  assert_blocked (fixture->a, names.c, NULL);
  peers = lep_peers_list (fixture->a->workspace, &error);
  g_assert_no_error (error);
  g_assert_false (peer_called (peers, "Žepče 1")->officer);

  /* Its founder is the least there, too; and what the right one says is said in ours. */
  assert_officers (fixture->b, names.a, NULL);
  g_assert_false (lep_peers_may_revoke (fixture->b->workspace));
  g_assert_true (lep_peers_set_officer (fixture->a->workspace, names.b, TRUE, NULL, &error));
  g_assert_true (lep_peers_revoke (fixture->a->workspace, names.c, "2026-11-23", &error));
  assert_officers (fixture->a, names.a, names.b);
  assert_blocked (fixture->a, names.c, "2026-11-23");

  all = give (fixture, fixture->a, NULL);
  join (fixture, joiner, "Konjic 1", all);
  programme = lep_workspace_dup_programme (joiner->workspace);
  g_assert_cmpstr (programme, ==, names.programme);
  assert_officers (joiner, names.a, names.b);
  assert_blocked (joiner, names.c, "2026-11-23");
  laptop_free (joiner);
}

/* A programme that somebody has only heard of has no founder yet; of two of one's
 * own the first is founded all the same. */
static void
test_programmes (Fixture      *fixture,
                 gconstpointer data)
{
  LepWho      who = { "Foča 1", "Coordinator", "Foča" };
  const char *heard_of = "0194c9e4-0000-7000-8000-0000000000a9";
  g_autoptr (GError) error = NULL;

  fixture->b->workspace = lep_identity_create (fixture->b->surroundings, fixture->b->path, &who, &error);
  g_assert_no_error (error);
  lep_workspace_add_space (fixture->b->workspace, LEP_SPACE_PROGRAMME, heard_of, "LEP", &error);
  g_assert_no_error (error);
  g_assert_false (lep_peers_may_revoke (fixture->b->workspace));

  lep_programme_create (fixture->a->workspace, "Second", "BAM", NULL, &error);
  g_assert_no_error (error);
  g_assert_true (lep_peers_may_revoke (fixture->a->workspace));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(claim, function) g_test_add ("/trust/" claim, Fixture, NULL, set_up, function, tear_down)
  ADD ("nameless-is-no-known-person", test_nameless_is_no_known_person);
  ADD ("person-alone-is-known", test_person_alone_is_known);
  ADD ("lookalike-is-known", test_lookalike_is_known);
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    g_test_add (marks[i][5], Fixture, marks[i], set_up, test_marks_alone, tear_down);
  ADD ("another-person-is-not-known", test_another_person_is_not_known);
  ADD ("introducer-is-not-enough", test_introducer_is_not_enough);
  ADD ("relayed-with-another-key", test_relayed_with_another_key);
  ADD ("confirmed", test_confirmed);
  ADD ("two-of-one-name", test_two_of_one_name);
  ADD ("officers", test_officers);
  ADD ("nobody-slips-in", test_nobody_slips_in);
  ADD ("same-word-of-another", test_same_word_of_another);
  ADD ("first-word-is-taken-back", test_first_word_is_taken_back);
  ADD ("odd-list-of-officers", test_odd_list_of_officers);
  ADD ("words-cover-each-other", test_words_cover_each_other);
  ADD ("second-programme", test_second_programme);
  ADD ("programmes", test_programmes);
  return g_test_run ();
}
