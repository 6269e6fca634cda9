/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What waits, and what is said about it. */

#include "lep-for-good.h"
#include "lep-ingest.h"
#include "lep-waive.h"
#include "lep-workspace-private.h"

#include "gaps.h"

/* Whose person is not known goes by the laptop's name alone. */
static void
test_others_have_it (Fixture      *fixture,
                     gconstpointer data)
{
  const LepWho     who = { "Foča 1", "", "" };
  g_autofree char *from_c = NULL, *to_c = NULL, *request = NULL;
  g_autoptr (GPtrArray) waiting = NULL;
  g_autoptr (LepExportResult) result = NULL;
  const LepWaitingFor *missing;

  make_two (fixture);
  join_as (fixture, fixture->c, &who);
  set_field (fixture->c, PARTNERSHIP, "partnership", PARTNERSHIP, "status", "forming");
  from_c = give (fixture, fixture->c, NULL);
  take_all (fixture->b, from_c);
  lose_one (fixture);
  to_c = give (fixture, fixture->a, NULL);
  take_all (fixture->c, to_c);
  result = lep_export (fixture->c->workspace, fixture->c->surroundings,
                       &(LepExportOptions){ .target = fixture->stick, .request = TRUE }, NULL, NULL, NULL);
  take_all (fixture->b, result->file);

  waiting = waiting_at (fixture->b);
  missing = g_ptr_array_index (the_one (waiting)->missing, 0);
  g_assert_cmpuint (missing->holders->len, ==, 2);
  g_assert_cmpstr (((LepHolder *) g_ptr_array_index (missing->holders, 0))->name, ==, "Officer (Office)");
  g_assert_cmpstr (((LepHolder *) g_ptr_array_index (missing->holders, 1))->name, ==, "Foča 1");
  g_assert_nonnull (strstr (the_one (waiting)->wait_for, "has it: Officer (Office), Foča 1)"));
}

/* One without a name goes by its id. */
static void
test_nameless (Fixture      *fixture,
               gconstpointer data)
{
  const LepWho     who = { "", "", "" };
  g_autofree char *to_c = NULL, *c = NULL, *from_c = NULL, *trusted = NULL;
  g_autoptr (GPtrArray) waiting = NULL;

  make_two (fixture);
  join_as (fixture, fixture->c, &who);
  c = own_id (fixture->c);
  set_name (fixture->c, "First");
  trusted = give (fixture, fixture->c, NULL);
  take_all (fixture->b, trusted);
  set_name (fixture->c, "Lost");
  lose (fixture->c, fixture->b);
  set_name (fixture->c, "Late");
  from_c = give (fixture, fixture->c, fixture->b);
  take_all (fixture->b, from_c);
  waiting = waiting_at (fixture->b);
  g_assert_cmpstr (the_one (waiting)->label, ==, c);
  g_assert_nonnull (strstr (the_one (waiting)->wait_for, c));
}

/* Nor has it a name when its clock is wrong. */
static void
test_clock_of_the_nameless (Fixture      *fixture,
                            gconstpointer data)
{
  const LepWho     who = { "", "", "" };
  g_autofree char *c = NULL, *from_c = NULL, *again = NULL, *words = NULL;
  g_autoptr (LepImportReport) asks = NULL, report = NULL, known = NULL;
  g_autoptr (LepClock) clock = lep_clock_new_fixed (START + G_GINT64_CONSTANT (864000000), 7);

  make_two (fixture);
  join_as (fixture, fixture->c, &who);
  c = own_id (fixture->c);
  words = g_strdup_printf ("The clock of “%s” says 1 Dec 2026", c);
  lep_clock_unref (fixture->c->surroundings->clock);
  fixture->c->surroundings->clock = g_steal_pointer (&clock);
  set_name (fixture->c, "First");
  from_c = give (fixture, fixture->c, NULL);
  asks = take (fixture->b, from_c, NULL);
  report = take (fixture->b, from_c, ((LepSigner *) g_ptr_array_index (asks->untrusted, 0))->number);
  g_assert_nonnull (strstr (report->notice, words));
  again = give (fixture, fixture->c, NULL);
  known = take (fixture->b, again, NULL);
  g_assert_nonnull (strstr (known->notice, words));
}

static char *
give_contacts (Fixture    *fixture,
               Laptop     *from,
               const char *peer)
{
  const LepExportOptions options = { .peer = peer, .target = fixture->stick, .with_contacts = TRUE };
  g_autoptr (GError) error = NULL;
  g_autoptr (LepExportResult) result = lep_export (from->workspace, from->surroundings, &options, NULL, NULL, &error);

  g_assert_no_error (error);
  return g_strdup (result->file);
}

/* Of a laptop without a person, and perhaps (@data) without a name, nothing is here,
 * and of what waits no time is known: the sentence says what it can. */
static void
test_little_is_known (Fixture      *fixture,
                      gconstpointer data)
{
  const LepWho     who = { data, "", "" };
  const char      *name;
  g_autofree char *contacts = NULL, *b = NULL, *c = NULL, *trusted = NULL, *late = NULL, *with_holder = NULL, *alone = NULL;
  g_autoptr (GPtrArray) waiting = NULL, later = NULL;
  LepDb *db;

  make_two (fixture);
  join_as (fixture, fixture->c, &who);
  contacts = give_contacts (fixture, fixture->a, NULL);
  take_all (fixture->b, contacts);
  take_all (fixture->c, contacts);
  b = own_id (fixture->b);
  c = own_id (fixture->c);
  set_name (fixture->c, "First");
  trusted = give (fixture, fixture->c, NULL);
  take_all (fixture->b, trusted);
  set_field (fixture->c, "contacts", "contact", CONTACT, "phone", "387000000");
  lose (fixture->c, fixture->b);
  set_field (fixture->c, "contacts", "contact", CONTACT, "phone", "387111111");
  late = give_contacts (fixture, fixture->c, b);
  take_all (fixture->b, late);

  /* Who passed it on had it erased. */
  db = lep_workspace_get_db (fixture->b->workspace);
  g_assert_true (lep_db_exec (db, "UPDATE pending SET body = NULL, gone_by = hash", NULL));
  waiting = waiting_at (fixture->b);
  name = *who.label != '\0' ? who.label : c;
  with_holder = g_strdup_printf ("“%s” 1–2 (has them: %s). Ask there", name, name);
  g_assert_nonnull (strstr (the_one (waiting)->wait_for, with_holder));
  g_assert_true (lep_db_exec (db, "DELETE FROM peer", NULL));
  later = waiting_at (fixture->b);
  alone = name == c ? g_strdup_printf ("“%s” 1–2 (its name is not known here: whoever sent the bundle can say whose it is). Ask there", c)
                    : g_strdup_printf ("“%s” 1–2. Ask there", name);
  g_assert_nonnull (strstr (the_one (later)->wait_for, alone));
}

/* The days between which what is missing was made, as far as they are known. */
static void
test_days (Fixture      *fixture,
           gconstpointer data)
{
  static const struct
  {
    const char *after, *before, *days;
  } cases[] = {
    { NULL, NULL, NULL },
    { "2026-03-03T10:00:00.000Z", NULL, "3 Mar 2026" },
    { NULL, "2026-03-05T10:00:00.000Z", "5 Mar 2026" },
    { "2026-03-03T10:00:00.000Z", "2026-03-03T12:00:00.000Z", "3 Mar 2026" },
    { "2026-03-03T10:00:00.000Z", "2026-03-05T10:00:00.000Z", "3 Mar 2026 – 5 Mar 2026" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const LepWaitingFor missing = { .after = (char *) cases[i].after, .before = (char *) cases[i].before };
      g_autofree char    *days = lep_gap_days (fixture->a->workspace, &missing);

      g_assert_cmpstr (days, ==, cases[i].days);
    }
}

/* Of each space the changes that wait there stand by themselves. */
static void
test_two_spaces (Fixture      *fixture,
                 gconstpointer data)
{
  g_autofree char *late = NULL;
  g_autoptr (GPtrArray) waiting = NULL;

  make_two (fixture);
  set_name (fixture->a, "Lost");
  set_field (fixture->a, PARTNERSHIP, "partnership", PARTNERSHIP, "territory", "Lost");
  lose (fixture->a, fixture->b);
  set_name (fixture->a, "Late");
  set_field (fixture->a, PARTNERSHIP, "partnership", PARTNERSHIP, "territory", "Late");
  late = give (fixture, fixture->a, fixture->b);
  take_all (fixture->b, late);
  waiting = waiting_at (fixture->b);
  g_assert_cmpuint (waiting->len, ==, 2);
  for (guint i = 0; i < waiting->len; i++)
    g_assert_cmpuint (((LepWaiting *) g_ptr_array_index (waiting, i))->missing->len, ==, 1);
}

/* What stands in the place of an erased change waits for the change that erased
 * it; when it was made nobody knows. Or it is let in by its own number. */
static void
test_stub_waits_for_its_eraser (Fixture      *fixture,
                                gconstpointer data)
{
  const LepExportOptions with_contacts = { .target = fixture->stick, .with_contacts = TRUE, .full = TRUE };
  g_autoptr (GPtrArray) spaces = NULL, waiting = NULL, later = NULL;
  g_autoptr (LepExportResult) to_b = NULL, from_b = NULL, to_c = NULL;
  g_autoptr (LepWaived) released = NULL;
  g_autoptr (GError) error = NULL;
  LepUuid contact;

  make_two (fixture);
  to_b = lep_export (fixture->a->workspace, fixture->a->surroundings, &with_contacts, NULL, NULL, &error);
  take_all (fixture->b, to_b->file);
  lep_uuid_parse (CONTACT, -1, &contact);
  spaces = lep_exchange_spaces (fixture->b->workspace, NULL);
  for (guint i = 0; i < spaces->len; i++)
    if (((LepSpaceInfo *) g_ptr_array_index (spaces, i))->kind == LEP_SPACE_CONTACTS)
      g_assert_true (lep_workspace_erase (fixture->b->workspace, &((LepSpaceInfo *) g_ptr_array_index (spaces, i))->id, &contact, &error));
  from_b = lep_export (fixture->b->workspace, fixture->b->surroundings, &with_contacts, NULL, NULL, &error);
  take_all (fixture->a, from_b->file);

  /* A passes on all but what B wrote there. */
  g_assert_true (lep_db_exec (lep_workspace_get_db (fixture->a->workspace),
                              "UPDATE stream SET signature = NULL WHERE no IN (SELECT s.no FROM stream s JOIN replica r ON r.no = s.replica_no"
                              " JOIN space ON space.no = s.space_no WHERE NOT r.own AND space.kind = 'contacts')",
                              NULL));
  to_c = lep_export (fixture->a->workspace, fixture->a->surroundings, &with_contacts, NULL, NULL, &error);
  g_assert_no_error (error);
  join (fixture, fixture->c, "Foča 1", to_c->file);
  waiting = waiting_at (fixture->c);
  g_assert_cmpuint (the_one (waiting)->missing->len, ==, 0);
  g_assert_nonnull (strstr (the_one (waiting)->wait_for, "what erased"));
  if (data != NULL)
    released = lep_waive (fixture->c->workspace, the_one (waiting)->replica, 1, 1000, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (released != NULL ? released->n_released : 1, ==, 1);

  take_all (fixture->c, from_b->file);
  later = waiting_at (fixture->c);
  g_assert_cmpuint (later->len, ==, 0);
  if (data == NULL)
    assert_same (fixture->c, fixture->b);
}

/* A change that names more laptops than there are: all are told as data, few in words. */
static void
test_crowd (Fixture      *fixture,
            gconstpointer data)
{
  static const char body[] = "<change n=\"2\" at=\"2026-11-20T13:58:02.120Z\" by=\"Nobody\">"
                             "<row kind=\"organisation\" id=\"" ORGANISATION "\"/></change>";
  g_autoptr (LepIngest) ingest = NULL;
  g_autoptr (GArray) context = lep_context_new ();
  g_autoptr (LepChange) change = lep_change_new ();
  g_autoptr (GPtrArray) waiting = NULL;
  g_autoptr (GError) error = NULL;
  LepReceived received = { .space = space_of (fixture->a, LEP_SPACE_PROGRAMME), .n = 2, .body = body, .length = strlen (body) };

  for (guint8 i = 0; i < 50; i++)
    {
      LepSeen seen = { .n = 7 };

      seen.replica.bytes[15] = i;
      g_array_append_val (context, seen);
    }
  memset (&received.replica, 0x77, sizeof received.replica);
  memset (&received.hash, 0x11, sizeof received.hash);
  received.context = context;
  received.change = change;
  lep_context_hash (context, &received.context_hash);
  g_assert_true (lep_change_read (change, body, strlen (body), NULL));
  ingest = lep_ingest_begin (fixture->a->workspace, &error);
  g_assert_no_error (error);
  g_assert_true (lep_ingest_add_change (ingest, &received, &error));
  g_assert_nonnull (lep_ingest_finish (ingest, &error));
  g_assert_true (lep_ingest_commit (ingest, &error));

  waiting = waiting_at (fixture->a);
  g_assert_cmpuint (the_one (waiting)->missing->len, ==, 51);
  g_assert_nonnull (strstr (the_one (waiting)->wait_for, " and 31 others. Ask there"));
  for (guint i = 0; i < 51; i++)
    {
      const LepWaitingFor *one = g_ptr_array_index (the_one (waiting)->missing, i);

      g_assert_cmpint (one->to, ==, i < 50 ? 7 : 1);
      g_assert_cmpuint (one->holders->len, ==, 0);
    }
}

/* Changes that build on one with the greatest number there is: they wait, and
 * whoever holds them goes on giving bundles. */
static void
test_greatest_number (Fixture      *fixture,
                      gconstpointer data)
{
  static const char *const bodies[] = {
    "<change n=\"2\" at=\"2026-11-20T13:58:02.120Z\" by=\"Nobody\"><row kind=\"organisation\" id=\"" ORGANISATION "\"/></change>",
    "<change n=\"3\" at=\"2026-11-20T13:58:02.121Z\" by=\"Nobody\"><row kind=\"organisation\" id=\"" ORGANISATION "\"/></change>",
  };
  const LepSeen seen = { .replica = { { 1 } }, .n = G_MAXINT64 };
  const LepUuid space = space_of (fixture->a, LEP_SPACE_PROGRAMME);
  g_autoptr (GArray) context = lep_context_new ();
  g_autoptr (LepExportResult) request = NULL;
  g_autoptr (GPtrArray) waiting = NULL;
  g_autoptr (GArray) gaps = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (LepIngest) ingest = lep_ingest_begin (fixture->a->workspace, &error);

  g_assert_no_error (error);
  g_array_append_val (context, seen);
  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (LepChange) change = lep_change_new ();
      LepReceived received = { .space = space, .n = 2 + i, .body = bodies[i], .length = strlen (bodies[i]), .context = context, .change = change };

      memset (&received.replica, 0x77, sizeof received.replica);
      memset (&received.prev, (int) i, sizeof received.prev);
      memset (&received.hash, (int) i + 1, sizeof received.hash);
      lep_context_hash (context, &received.context_hash);
      g_assert_true (lep_change_read (change, bodies[i], strlen (bodies[i]), NULL));
      g_assert_true (lep_ingest_add_change (ingest, &received, &error));
    }
  g_assert_nonnull (lep_ingest_finish (ingest, &error));
  g_assert_true (lep_ingest_commit (ingest, &error));

  gaps = lep_gaps_find (fixture->a->workspace, &space, &error);
  g_assert_cmpuint (gaps->len, ==, 2);
  g_assert_cmpint (g_array_index (gaps, LepGap, 0).from, ==, 1);
  g_assert_cmpint (g_array_index (gaps, LepGap, 0).to, ==, G_MAXINT64);
  waiting = waiting_at (fixture->a);
  g_assert_cmpuint (the_one (waiting)->missing->len, ==, 2);
  request = lep_export (fixture->a->workspace, fixture->a->surroundings,
                        &(LepExportOptions){ .target = fixture->stick, .request = TRUE }, NULL, NULL, &error);
  g_assert_no_error (error);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(claim, function) g_test_add ("/gaps/" claim, Fixture, NULL, set_up, function, tear_down)
  ADD ("others-have-it", test_others_have_it);
  ADD ("crowd", test_crowd);
  ADD ("greatest-number", test_greatest_number);
  ADD ("nameless", test_nameless);
  ADD ("clock-of-the-nameless", test_clock_of_the_nameless);
  g_test_add ("/gaps/little-is-known", Fixture, "", set_up, test_little_is_known, tear_down);
  g_test_add ("/gaps/little-is-known-of-somebody", Fixture, "Foča 1", set_up, test_little_is_known, tear_down);
  ADD ("days", test_days);
  ADD ("two-spaces", test_two_spaces);
  ADD ("stub-waits-for-its-eraser", test_stub_waits_for_its_eraser);
  g_test_add ("/gaps/stub-goes-on-without-its-eraser", Fixture, GINT_TO_POINTER (1), set_up, test_stub_waits_for_its_eraser, tear_down);
  return g_test_run ();
}
