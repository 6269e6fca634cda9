/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What waits, what is said about it, and going on without what is lost. */

#include "lep-for-good.h"
#include "lep-gap.h"
#include "lep-ingest.h"
#include "lep-waive.h"
#include "lep-workspace-private.h"

#include "laptops.h"

/* Says at @from that @to has all that is there: what it is given next begins
 * behind that, as if a bundle had been lost. */
static void
lose (Laptop *from,
      Laptop *to)
{
  g_autoptr (GPtrArray) spaces = lep_exchange_spaces (from->workspace, NULL);
  g_autofree char *text = own_id (to);
  LepUuid          id;

  lep_uuid_parse (text, -1, &id);
  for (guint i = 0; i < spaces->len; i++)
    {
      const LepUuid *space = &((LepSpaceInfo *) g_ptr_array_index (spaces, i))->id;
      g_autoptr (GArray) have = lep_lacks_own_have (from->workspace, space, NULL);

      g_assert_true (lep_laptop_set_have (from->workspace, &id, space, have, "2026-11-21T10:00:00.000Z", NULL));
    }
}

static void
join_as (Fixture      *fixture,
         Laptop       *laptop,
         const LepWho *who)
{
  g_autofree char *file = give (fixture, fixture->a, NULL);
  g_autoptr (LepImportReport) asks = NULL, joined = NULL;
  g_autoptr (LepWorkspace) none = NULL;
  g_autoptr (GError) error = NULL;
  const char *trust[] = { NULL, NULL, NULL };

  none = lep_join (laptop->surroundings, laptop->path, who, file, NULL, NULL, &asks, &error);
  g_assert_error (error, LEP_ERROR, LEP_ERROR_UNTRUSTED);
  g_clear_error (&error);
  for (guint i = 0; i < asks->untrusted->len; i++)
    trust[i] = ((LepSigner *) g_ptr_array_index (asks->untrusted, i))->number;
  laptop->workspace = lep_join (laptop->surroundings, laptop->path, who, file, trust, NULL, &joined, &error);
  g_assert_no_error (error);
}

static void
set_name (Laptop     *laptop,
          const char *value)
{
  set_field (laptop, "programme", "organisation", ORGANISATION, "short_name", value);
}

static GPtrArray *
waiting_at (Laptop *laptop)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *waiting = lep_waiting_list (laptop->workspace, &error);

  g_assert_no_error (error);
  return waiting;
}

static const LepWaiting *
the_one (GPtrArray *waiting)
{
  g_assert_cmpuint (waiting->len, ==, 1);
  return g_ptr_array_index (waiting, 0);
}

/* B has lost a bundle of A, and got the next. */
static void
lose_one (Fixture *fixture)
{
  g_autofree char *late = NULL;

  set_name (fixture->a, "Lost");
  lose (fixture->a, fixture->b);
  set_name (fixture->a, "Late");
  late = give (fixture, fixture->a, fixture->b);
  take_all (fixture->b, late);
}

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
  g_assert_nonnull (strstr (the_one (waiting)->wait_for, "has them: Officer (Office), Foča 1)"));
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

/* Of a laptop without a name nothing is here, and of what waits no time is known:
 * the sentence says what it can. */
static void
test_little_is_known (Fixture      *fixture,
                      gconstpointer data)
{
  const LepWho     who = { "", "", "" };
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
  with_holder = g_strdup_printf ("“%s” 1–2 (has them: %s). Ask there", c, c);
  g_assert_nonnull (strstr (the_one (waiting)->wait_for, with_holder));
  g_assert_true (lep_db_exec (db, "DELETE FROM peer", NULL));
  later = waiting_at (fixture->b);
  alone = g_strdup_printf ("“%s” 1–2. Ask there", c);
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
    { "2026-03-03T10:00:00.000Z", NULL, "2026-03-03" },
    { NULL, "2026-03-05T10:00:00.000Z", "2026-03-05" },
    { "2026-03-03T10:00:00.000Z", "2026-03-03T12:00:00.000Z", "2026-03-03" },
    { "2026-03-03T10:00:00.000Z", "2026-03-05T10:00:00.000Z", "2026-03-03 – 2026-03-05" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const LepWaitingFor missing = { .after = (char *) cases[i].after, .before = (char *) cases[i].before };
      g_autofree char    *days = lep_gap_days (&missing);

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

static LepWaived *
waive (Fixture    *fixture,
       const char *name,
       gint64      from,
       gint64      to,
       const char *space,
       GError    **error)
{
  return lep_waive (fixture->b->workspace, name, from, to, space, error);
}

/* Changes of two laptops wait, one of them for something of both: what is given up
 * of the one is not given up of the other. */
static void
test_two_laptops (Fixture      *fixture,
                  gconstpointer data)
{
  const LepWho     who = { "Foča 1", "Coordinator", "" };
  g_autofree char *trusted = NULL, *to_c = NULL, *from_a = NULL, *from_c = NULL;
  g_autoptr (GPtrArray) waiting = NULL, left = NULL;
  g_autoptr (LepWaived) released = NULL, others = NULL;

  make_two (fixture);
  join_as (fixture, fixture->c, &who);
  set_name (fixture->c, "First");
  trusted = give (fixture, fixture->c, NULL);
  take_all (fixture->b, trusted);
  set_name (fixture->a, "Lost");
  to_c = give (fixture, fixture->a, NULL);
  take_all (fixture->c, to_c);
  lose (fixture->a, fixture->b);
  set_name (fixture->a, "Late");
  from_a = give (fixture, fixture->a, fixture->b);
  set_name (fixture->c, "Lost of C");
  lose (fixture->c, fixture->b);
  set_name (fixture->c, "Late of C");
  from_c = give (fixture, fixture->c, fixture->b);
  take_all (fixture->b, from_a);
  take_all (fixture->b, from_c);

  waiting = waiting_at (fixture->b);
  g_assert_cmpuint (waiting->len, ==, 2);
  for (guint i = 0; i < waiting->len; i++)
    {
      const LepWaiting *one = g_ptr_array_index (waiting, i);

      g_assert_cmpuint (one->missing->len, ==, g_str_equal (one->label, "Office") ? 1 : 2);
    }

  released = waive (fixture, "Office", 1, 1000, NULL, NULL);
  g_assert_cmpint (released->n_released, ==, 1);
  left = waiting_at (fixture->b);
  g_assert_cmpuint (the_one (left)->missing->len, ==, 1);
  others = waive (fixture, "Foča 1", 1, 1000, NULL, NULL);
  g_assert_cmpint (others->n_released, ==, 1);
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

static void
assert_refused (Fixture    *fixture,
                const char *name,
                gint64      from,
                gint64      to,
                const char *space)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (waive (fixture, name, from, to, space, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_INVALID);
}

/* What nobody misses is not given up: it would not be waited for when it is made. */
static void
test_waived_where_missed (Fixture      *fixture,
                          gconstpointer data)
{
  g_autoptr (GPtrArray) waiting = NULL, later = NULL;
  g_autoptr (LepWaived) released = NULL;
  g_autoptr (GError) error = NULL;
  gint64 n, n_waived = 0;

  make_two (fixture);
  lose_one (fixture);
  waiting = waiting_at (fixture->b);
  n = ((LepWaitingFor *) g_ptr_array_index (the_one (waiting)->missing, 0))->from;

  assert_refused (fixture, "Office", 1, 1, NULL);
  assert_refused (fixture, "Office", n + 10, n + 11, NULL);
  assert_refused (fixture, ORGANISATION, n, n, NULL); /* not the laptop that is missed */

  /* Of more numbers, only those that are missed. */
  released = waive (fixture, "Office", 1, 1000, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (released->n_released, ==, 1);
  g_assert_true (lep_db_get_int64 (lep_workspace_get_db (fixture->b->workspace), "SELECT sum (last - first + 1) FROM waiver", &n_waived, &error));
  g_assert_cmpint (n_waived, ==, 1);
  assert_refused (fixture, "Office", 1, 1000, NULL);
  later = waiting_at (fixture->b);
  g_assert_cmpuint (later->len, ==, 0);
}

#define PLANNED "0194c9e4-0000-7000-8000-0000000000c1"
#define CLOSED  "0194c9e4-0000-7000-8000-0000000000c2"

static void
set_life (Laptop     *laptop,
          const char *id,
          LepLife     life)
{
  g_autoptr (LepEdit) edit = lep_edit_new (laptop->workspace);
  g_autoptr (GError) error = NULL;

  lep_edit_row (edit, PARTNERSHIP, "project", id, &error);
  lep_edit_life (edit, life);
  lep_edit_commit (edit, &error);
  g_assert_no_error (error);
}

static void
start_project (Laptop     *laptop,
               const char *id)
{
  g_autoptr (LepEdit) edit = lep_edit_new (laptop->workspace);
  g_autoptr (GError) error = NULL;

  lep_edit_row (edit, PARTNERSHIP, "project", id, &error);
  lep_edit_set (edit, "partnership", PARTNERSHIP);
  lep_edit_set (edit, "title", "Welders");
  lep_edit_set (edit, "activity", "retraining");
  lep_edit_set (edit, "start", "2026-01-01");
  lep_edit_set (edit, "end", "2026-06-30");
  lep_edit_commit (edit, &error);
  g_assert_no_error (error);
}

/* Words of a laptop without a name that were given up turn up when others stand in
 * their place: of dates that belong together, and of a project's end. */
static void
test_given_up_words_turn_up (Fixture      *fixture,
                             gconstpointer data)
{
  const LepWho     who = { "", "", "" };
  g_autofree char *to_c = NULL, *c = NULL, *trusted = NULL, *late = NULL, *lost = NULL, *end = NULL, *words = NULL;
  g_autoptr (LepWaived) released = NULL;
  g_autoptr (LepImportReport) report = NULL;

  make_two (fixture);
  join_as (fixture, fixture->c, &who);
  c = own_id (fixture->c);
  start_project (fixture->c, PLANNED);
  start_project (fixture->c, CLOSED);
  trusted = give (fixture, fixture->c, NULL);
  take_all (fixture->b, trusted);
  set_field (fixture->c, PARTNERSHIP, "project", PLANNED, "end", "2026-09-30");
  set_life (fixture->c, CLOSED, LEP_LIFE_DELETED);
  lose (fixture->c, fixture->b);
  set_field (fixture->c, PARTNERSHIP, "partnership", PARTNERSHIP, "territory", "Foča");
  late = give (fixture, fixture->c, fixture->b);
  take_all (fixture->b, late);
  released = waive (fixture, c, 1, 1000, NULL, NULL);
  g_assert_cmpint (released->n_released, ==, 1);
  set_field (fixture->b, PARTNERSHIP, "project", PLANNED, "start", "2026-02-01");
  set_life (fixture->b, CLOSED, LEP_LIFE_DELETED);
  set_life (fixture->b, CLOSED, LEP_LIFE_RESTORED);

  lost = give (fixture, fixture->c, NULL);
  report = take (fixture->b, lost, NULL);
  words = g_strdup_printf ("Words of “%s” arrived after they had been given up", c);
  g_assert_nonnull (strstr (report->notice, words));
  g_assert_nonnull (strstr (report->notice, "of 1 other record"));
  end = get_field (fixture->b, "project", PLANNED, "end");
  g_assert_cmpstr (end, ==, "2026-06-30");
}

static void
test_waive_refuses (Fixture      *fixture,
                    gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *own = NULL;

  make_two (fixture);
  own = own_id (fixture->b);
  g_assert_null (waive (fixture, "nobody", 1, 1, NULL, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_NOT_FOUND);
  g_clear_error (&error);
  assert_refused (fixture, "Office", 1, 1, ORGANISATION); /* no space */
  assert_refused (fixture, own, 1, 1, NULL);
  assert_refused (fixture, ORGANISATION, 1, 1, PARTNERSHIP); /* a laptop that nobody heard of */
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

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(claim, function) g_test_add ("/gaps/" claim, Fixture, NULL, set_up, function, tear_down)
  ADD ("others-have-it", test_others_have_it);
  ADD ("crowd", test_crowd);
  ADD ("nameless", test_nameless);
  ADD ("little-is-known", test_little_is_known);
  ADD ("days", test_days);
  ADD ("two-spaces", test_two_spaces);
  ADD ("two-laptops", test_two_laptops);
  ADD ("stub-waits-for-its-eraser", test_stub_waits_for_its_eraser);
  g_test_add ("/gaps/stub-goes-on-without-its-eraser", Fixture, GINT_TO_POINTER (1), set_up, test_stub_waits_for_its_eraser, tear_down);
  ADD ("waived-where-missed", test_waived_where_missed);
  ADD ("given-up-words-turn-up", test_given_up_words_turn_up);
  ADD ("waive-refuses", test_waive_refuses);
  return g_test_run ();
}
