/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Laptops that went on without a change that was given up: whoever has it, or comes
 * to have it, gives it to them, and nobody says that they hold it. */

#include "lep-ingest.h"
#include "lep-lack.h"
#include "lep-waive.h"
#include "lep-workspace-private.h"

#include "gaps.h"

static const LepWho third = { "Foča 1", "Coordinator", "" };

static GArray *
holes_of (Laptop *laptop)
{
  const LepUuid space = space_of (laptop, LEP_SPACE_PROGRAMME);
  g_autoptr (GError) error = NULL;
  GArray *gaps = lep_gaps_find_all (laptop->workspace, &space, &error);

  g_assert_no_error (error);
  return gaps;
}

/* B goes on without a change of A. Returns: its number */
static gint64
give_up (Fixture *fixture)
{
  g_autoptr (LepWaived) released = NULL;
  g_autoptr (GArray) holes = NULL;

  lose_one (fixture);
  released = lep_waive (fixture->b->workspace, "Office", 1, 1000, NULL, NULL);
  g_assert_cmpint (released->n_released, ==, 1);
  holes = holes_of (fixture->b);
  g_assert_cmpuint (holes->len, ==, 1);
  return g_array_index (holes, LepGap, 0).to;
}

static void
request (Fixture *fixture,
         Laptop  *from,
         Laptop  *to)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepExportResult) result = lep_export (from->workspace, from->surroundings,
                                                   &(LepExportOptions){ .target = fixture->stick, .request = TRUE }, NULL, NULL, &error);

  g_assert_no_error (error);
  take_all (to, result->file);
}

/* How many changes of A a laptop would give to B. */
static gint64
count_given (Laptop *giver,
             Laptop *to)
{
  const LepUuid    space = space_of (giver, LEP_SPACE_PROGRAMME);
  g_autofree char *id = own_id (to);
  g_autoptr (LepStock) stock = lep_stock_load (giver->workspace, NULL);
  g_autoptr (GPtrArray) haves = NULL;
  g_autoptr (GPtrArray) lacks = NULL;
  LepUuid peer;

  lep_uuid_parse (id, -1, &peer);
  haves = lep_laptop_load_haves (giver->workspace, &peer, NULL);
  for (guint i = 0; lacks == NULL && i < haves->len; i++)
    if (lep_uuid_equal (&((LepLaptopHave *) g_ptr_array_index (haves, i))->space, &space))
      lacks = lep_lacks_find (stock, &space, ((LepLaptopHave *) g_ptr_array_index (haves, i))->seen, NULL);
  g_assert_nonnull (lacks);
  return lep_lacks_count (lacks);
}

/* A copy of A wrote something else after the change @prev. */
static void
copy_writes (Fixture       *fixture,
             Laptop        *laptop,
             const LepHash *prev,
             gint64         n)
{
  g_autofree char *office = own_id (fixture->a);
  g_autofree char *body = g_strdup_printf ("<change n=\"%" G_GINT64_FORMAT "\" at=\"2026-11-20T13:58:02.120Z\" by=\"Nobody\">"
                                           "<row kind=\"organisation\" id=\"" ORGANISATION "\"/></change>",
                                           n);
  g_autoptr (GArray) context = lep_context_new ();
  g_autoptr (LepChange) change = lep_change_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (LepIngest) ingest = lep_ingest_begin (laptop->workspace, &error);
  LepReceived received = { .n = n, .prev = *prev, .body = body, .length = strlen (body), .context = context, .change = change };

  received.space = space_of (laptop, LEP_SPACE_PROGRAMME);
  lep_uuid_parse (office, -1, &received.replica);
  memset (&received.hash, 2, sizeof received.hash);
  lep_context_hash (context, &received.context_hash);
  g_assert_true (lep_change_read (change, body, strlen (body), NULL));
  g_assert_true (lep_ingest_add_change (ingest, &received, &error));
  g_assert_nonnull (lep_ingest_finish (ingest, &error));
  g_assert_true (lep_ingest_commit (ingest, &error));
  g_assert_no_error (error);
}

static gboolean
take_hash_cb (const LepLoggedChange *change,
              gpointer               user_data,
              GError               **error)
{
  *(LepHash *) user_data = change->hash;
  return TRUE;
}

/* Of a change of A in the programme's space. */
static LepHash
hash_of (Fixture *fixture,
         Laptop  *laptop,
         gint64   n)
{
  const LepUuid    space = space_of (laptop, LEP_SPACE_PROGRAMME);
  g_autofree char *office = own_id (fixture->a);
  g_autoptr (GArray) streams = lep_exchange_streams (laptop->workspace, &space, NULL);
  LepHash hash = { { 0 } };
  LepUuid id;

  lep_uuid_parse (office, -1, &id);
  for (guint i = 0; i < streams->len; i++)
    {
      const LepStreamInfo *stream = &g_array_index (streams, LepStreamInfo, i);

      if (lep_uuid_equal (&stream->replica, &id) && stream->base < n && stream->last >= n)
        g_assert_true (lep_exchange_changes (laptop->workspace, stream->no, n, n, take_hash_cb, &hash, NULL));
    }
  return hash;
}

static void
test_who_has_it_gives_it (Fixture      *fixture,
                          gconstpointer data)
{
  g_autofree char *given = NULL;
  g_autoptr (GArray) holes = NULL;
  LepHash lost;
  gint64  n;

  make_two (fixture);
  n = give_up (fixture);
  join_as (fixture, fixture->c, &third);
  lost = hash_of (fixture, fixture->c, n);
  copy_writes (fixture, fixture->c, &lost, n + 1); /* a branch that hangs on it tells that it is here */
  request (fixture, fixture->b, fixture->c);
  g_assert_cmpint (count_given (fixture->c, fixture->b), >, 0);
  given = give (fixture, fixture->c, fixture->b);
  take_all (fixture->b, given);
  holes = holes_of (fixture->b);
  g_assert_cmpuint (holes->len, ==, 0);
}

/* How many changes of A go to somebody who says of A what is in @seen, sorted. */
static gint64
count_given_of (Laptop        *giver,
                const LepSeen *seen,
                guint          n_seen)
{
  const LepUuid space = space_of (giver, LEP_SPACE_PROGRAMME);
  g_autoptr (LepStock) stock = lep_stock_load (giver->workspace, NULL);
  g_autoptr (GArray) have = lep_context_new ();
  g_autoptr (GPtrArray) lacks = NULL;
  gint64 n_given = 0;

  g_array_append_vals (have, seen, n_seen);
  lacks = lep_lacks_find (stock, &space, have, NULL);
  g_assert_nonnull (lacks);
  for (guint i = 0; i < lacks->len; i++)
    {
      const LepLack *lack = g_ptr_array_index (lacks, i);

      if (lep_uuid_equal (&lack->replica, &seen[0].replica))
        n_given += lack->to - lack->from + 1;
    }
  return n_given;
}

/* C has the change, and what stands behind it waits there for a change of B. Returns:
 * the number of the change, which B does not have */
static gint64
keep_what_follows_waiting (Fixture *fixture,
                           LepHash *late)
{
  g_autofree char *first = NULL, *from_b = NULL, *second = NULL;
  g_autoptr (GPtrArray) waiting = NULL;

  make_two (fixture);
  join_as (fixture, fixture->c, &third);
  set_name (fixture->a, "Lost");
  first = give (fixture, fixture->a, NULL);
  take_all (fixture->c, first);
  set_field (fixture->b, "programme", "organisation", ORGANISATION, "phone", "1");
  from_b = give (fixture, fixture->b, fixture->a);
  take_all (fixture->a, from_b);
  lose (fixture->a, fixture->b);
  set_name (fixture->a, "Late");
  second = give (fixture, fixture->a, fixture->b);
  take_all (fixture->b, second);
  take_all (fixture->c, second);
  waiting = waiting_at (fixture->c);
  g_assert_cmpint (the_one (waiting)->from, ==, the_one (waiting)->to);
  *late = hash_of (fixture, fixture->a, the_one (waiting)->from);
  return the_one (waiting)->from - 1;
}

/* A head that waits here stands for what it waits behind, but not where they went on
 * without that. */
static void
test_what_follows_waits_here (Fixture      *fixture,
                              gconstpointer data)
{
  g_autofree char *given = NULL, *office = NULL;
  g_autoptr (LepWaived) released = NULL;
  g_autoptr (GArray) holes = NULL;
  LepSeen seen[4] = { { .n = 0 } };
  LepHash late;
  gint64  n = keep_what_follows_waiting (fixture, &late);

  office = own_id (fixture->a);
  for (guint i = 0; i < G_N_ELEMENTS (seen); i++)
    {
      lep_uuid_parse (office, -1, &seen[i].replica);
      seen[i].n = MIN (n - 1 + i, n + 1);
    }
  seen[3].head = late;
  g_assert_cmpint (count_given_of (fixture->c, &seen[3], 1), ==, 0);
  g_assert_cmpint (count_given_of (fixture->c, &seen[2], 2), ==, 0); /* of the head's own number */
  g_assert_cmpint (count_given_of (fixture->c, &seen[1], 3), >, 0);
  g_assert_cmpint (count_given_of (fixture->c, seen, 4), >, 0);

  released = lep_waive (fixture->b->workspace, "Office", 1, 1000, NULL, NULL);
  g_assert_cmpint (released->n_released, ==, 1);
  request (fixture, fixture->b, fixture->c);
  given = give (fixture, fixture->c, fixture->b);
  take_all (fixture->b, given);
  holes = holes_of (fixture->b);
  g_assert_cmpuint (holes->len, ==, 0);
}

/* What both went on without is no reason to send what stands behind it again. */
static void
test_both_miss_it (Fixture      *fixture,
                   gconstpointer data)
{
  g_autoptr (GArray) holes = NULL;

  make_two (fixture);
  join_as (fixture, fixture->c, &third);
  give_up (fixture);
  pass (fixture, fixture->b, fixture->c);
  holes = holes_of (fixture->c);
  g_assert_cmpuint (holes->len, ==, 1);
  g_assert_cmpint (count_given (fixture->c, fixture->b), ==, 0);
}

/* B has what stands behind the change, not the change. */
static void
test_no_holder (Fixture      *fixture,
                gconstpointer data)
{
  g_autofree char *late = NULL;
  g_autoptr (GPtrArray) waiting = NULL;
  g_autoptr (LepWaived) released = NULL;
  const LepWaitingFor *missing;

  make_two (fixture);
  join_as (fixture, fixture->c, &third);
  set_name (fixture->a, "Lost");
  lose (fixture->a, fixture->b);
  set_name (fixture->a, "Late");
  late = give (fixture, fixture->a, fixture->b);
  take_all (fixture->b, late);
  take_all (fixture->c, late);
  released = lep_waive (fixture->b->workspace, "Office", 1, 1000, NULL, NULL);
  g_assert_cmpint (released->n_released, ==, 1);
  request (fixture, fixture->b, fixture->c);

  waiting = waiting_at (fixture->c);
  missing = g_ptr_array_index (the_one (waiting)->missing, 0);
  g_assert_cmpint (missing->from, ==, missing->to);
  g_assert_cmpuint (missing->holders->len, ==, 1);
  g_assert_cmpstr (((LepHolder *) g_ptr_array_index (missing->holders, 0))->name, ==, "Officer (Office)");
}

/* A change that is missed, and others that a copy of the laptop made, for which one
 * waits: the first stays told. */
static void
test_hole_and_range (Fixture      *fixture,
                     gconstpointer data)
{
  g_autofree char *more = NULL;
  g_autoptr (GArray) holes = NULL;
  LepHash elsewhere;
  gint64  n;

  make_two (fixture);
  n = give_up (fixture);
  for (guint i = 0; i < 5; i++)
    set_name (fixture->a, i % 2 == 0 ? "One" : "Two");
  more = give (fixture, fixture->a, fixture->b);
  take_all (fixture->b, more);
  memset (&elsewhere, 1, sizeof elsewhere);
  copy_writes (fixture, fixture->b, &elsewhere, n + 4);

  holes = holes_of (fixture->b);
  g_assert_cmpuint (holes->len, ==, 2);
  g_assert_cmpint (g_array_index (holes, LepGap, 0).from, ==, n);
  g_assert_cmpint (g_array_index (holes, LepGap, 0).to, ==, n);
  g_assert_cmpint (g_array_index (holes, LepGap, 1).from, ==, n + 1);
  g_assert_cmpint (g_array_index (holes, LepGap, 1).to, ==, n + 3);
}

/* Holes inside of a range, at its beginning and at another's, twice told and not. */
static void
test_parts (void)
{
  static const struct
  {
    guint8 replica;
    gint64 from, to;
  } given[] = { { 1, 5, 9 }, { 1, 5, 5 }, { 1, 6, 6 }, { 1, 5, 5 }, { 1, 20, 20 }, { 2, 5, 8 }, { 2, 7, 7 } },
    parts[] = { { 1, 5, 5 }, { 1, 6, 6 }, { 1, 7, 9 }, { 1, 20, 20 }, { 2, 5, 8 }, { 2, 7, 7 } };
  g_autoptr (GArray) gaps = g_array_new (FALSE, FALSE, sizeof (LepGap));

  for (guint i = 0; i < G_N_ELEMENTS (given); i++)
    {
      LepGap gap = { { { given[i].replica } }, given[i].from, given[i].to };

      g_array_append_val (gaps, gap);
    }
  lep_gaps_part (gaps);
  g_assert_cmpuint (gaps->len, ==, G_N_ELEMENTS (parts));
  for (guint i = 0; i < gaps->len; i++)
    {
      const LepGap *gap = &g_array_index (gaps, LepGap, i);

      g_assert_cmpuint (gap->replica.bytes[0], ==, parts[i].replica);
      g_assert_cmpint (gap->from, ==, parts[i].from);
      g_assert_cmpint (gap->to, ==, parts[i].to);
    }

  /* The last of all begins with a hole. */
  g_array_set_size (gaps, 0);
  g_array_append_val (gaps, ((LepGap){ { { 1 } }, 5, 9 }));
  g_array_append_val (gaps, ((LepGap){ { { 1 } }, 5, 5 }));
  lep_gaps_part (gaps);
  g_assert_cmpint (g_array_index (gaps, LepGap, 1).from, ==, 6);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(claim, function) g_test_add ("/holes/" claim, Fixture, NULL, set_up, function, tear_down)
  ADD ("who-has-it-gives-it", test_who_has_it_gives_it);
  ADD ("what-follows-waits-here", test_what_follows_waits_here);
  ADD ("both-miss-it", test_both_miss_it);
  ADD ("no-holder", test_no_holder);
  ADD ("hole-and-range", test_hole_and_range);
  g_test_add_func ("/holes/parts", test_parts);
  return g_test_run ();
}
