/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Going on without what is lost, and what is told when it turns up all the same. */

#include "lep-rebuild.h"
#include "lep-waive.h"
#include "lep-workspace-private.h"

#include "gaps.h"

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

static void
assert_field (Laptop     *laptop,
              const char *kind,
              const char *id,
              const char *field,
              const char *expected)
{
  g_autofree char *value = get_field (laptop, kind, id, field);

  g_assert_cmpstr (value, ==, expected);
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

/* What is missing in two spaces is given up in one of them. */
static void
test_waived_in_one_space (Fixture      *fixture,
                          gconstpointer data)
{
  g_autofree char *late = NULL;
  g_autoptr (GPtrArray) left = NULL, none = NULL;
  g_autoptr (LepWaived) released = NULL, others = NULL;
  g_autoptr (GError) error = NULL;

  make_two (fixture);
  set_name (fixture->a, "Lost");
  set_field (fixture->a, PARTNERSHIP, "partnership", PARTNERSHIP, "territory", "Lost");
  lose (fixture->a, fixture->b);
  set_name (fixture->a, "Late");
  set_field (fixture->a, PARTNERSHIP, "partnership", PARTNERSHIP, "territory", "Late");
  late = give (fixture, fixture->a, fixture->b);
  take_all (fixture->b, late);

  released = waive (fixture, "Office", 1, 1000, PARTNERSHIP, &error);
  g_assert_no_error (error);
  g_assert_cmpint (released->n_released, ==, 1);
  g_assert_cmpuint (released->spaces->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (released->spaces, 0), ==, PARTNERSHIP);
  assert_field (fixture->b, "partnership", PARTNERSHIP, "territory", "Late");
  assert_field (fixture->b, "organisation", ORGANISATION, "short_name", NULL);
  left = waiting_at (fixture->b);
  g_assert_cmpuint (the_one (left)->missing->len, ==, 1);
  others = waive (fixture, "Office", 1, 1000, NULL, &error);
  g_assert_cmpuint (others->spaces->len, ==, 1);
  none = waiting_at (fixture->b);
  g_assert_cmpuint (none->len, ==, 0);
  assert_field (fixture->b, "organisation", ORGANISATION, "short_name", "Late");
}

/* Of three lost changes the first two are given up, each once: what builds on the
 * third goes on waiting for it. */
static void
test_a_part_is_waived (Fixture      *fixture,
                       gconstpointer data)
{
  g_autofree char *late = NULL;
  g_autoptr (GPtrArray) waiting = NULL, left = NULL;
  g_autoptr (LepWaived) first = NULL, rest = NULL;
  g_autoptr (GError) error = NULL;
  const LepWaitingFor *missing;
  gint64               n_waived = 0;

  make_two (fixture);
  for (guint i = 0; i < 3; i++)
    set_name (fixture->a, i == 1 ? "Lost" : "Lost too");
  lose (fixture->a, fixture->b);
  set_name (fixture->a, "Late");
  late = give (fixture, fixture->a, fixture->b);
  take_all (fixture->b, late);
  waiting = waiting_at (fixture->b);
  missing = g_ptr_array_index (the_one (waiting)->missing, 0);
  g_assert_cmpint (missing->to - missing->from, ==, 2);

  first = waive (fixture, "Office", 1, missing->from + 1, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (first->n_released, ==, 0);
  left = waiting_at (fixture->b);
  g_assert_cmpuint (the_one (left)->missing->len, ==, 1);
  rest = waive (fixture, "Office", missing->to, missing->to, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (rest->n_released, ==, 1);
  g_assert_true (lep_db_get_int64 (lep_workspace_get_db (fixture->b->workspace), "SELECT sum (last - first + 1) FROM waiver", &n_waived, &error));
  g_assert_cmpint (n_waived, ==, 3);
  assert_field (fixture->b, "organisation", ORGANISATION, "short_name", "Late");
}

/* Of a laptop that B has never met nothing came but what others built on it, and B
 * gave it up. With its first bundle it is told by its name. */
static void
test_words_of_a_stranger (Fixture      *fixture,
                          gconstpointer data)
{
  const LepWho     who = { "Foča 1", "Coordinator", "" };
  g_autofree char *c = NULL, *to_a = NULL, *late = NULL, *lost = NULL;
  g_autoptr (LepImportReport) asks = NULL, report = NULL;
  g_autoptr (LepWaived) released = NULL;
  g_autoptr (GError) error = NULL;

  make_two (fixture);
  join_as (fixture, fixture->c, &who);
  c = own_id (fixture->c);
  set_name (fixture->c, "Lost");
  to_a = give (fixture, fixture->c, NULL);
  take_all (fixture->a, to_a);
  lose (fixture->a, fixture->b);
  set_name (fixture->a, "Late");
  late = give (fixture, fixture->a, fixture->b);
  take_all (fixture->b, late);
  released = waive (fixture, c, 1, 1000, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (released->n_released, ==, 1);

  lost = give (fixture, fixture->c, NULL);
  asks = take (fixture->b, lost, NULL);
  g_assert_cmpuint (asks->untrusted->len, ==, 1);
  report = take (fixture->b, lost, ((LepSigner *) g_ptr_array_index (asks->untrusted, 0))->number);
  g_assert_nonnull (strstr (report->notice, "Words of “Foča 1” arrived after they had been given up"));
  g_assert_nonnull (strstr (report->notice, "history of “Employment office”"));
  assert_field (fixture->b, "organisation", ORGANISATION, "short_name", "Late");
}

#define WINDOW "0194c9e4-0000-7000-8000-0000000000c3"

/* Records and fields of a newer program, too. */
static void
say_of_newer (Laptop     *laptop,
              const char *value)
{
  say (laptop, LEP_SPACE_PROGRAMME, "organisation", ORGANISATION, "colour", value);
  say (laptop, LEP_SPACE_PROGRAMME, "window", WINDOW, "name", value);
}

static void
test_words_of_a_newer_program (Fixture      *fixture,
                               gconstpointer data)
{
  g_autofree char *late = NULL, *lost = NULL;
  g_autoptr (LepWaived) released = NULL;
  g_autoptr (LepImportReport) report = NULL;
  g_autoptr (GError) error = NULL;
  gint64 n_shown = 0;

  make_two (fixture);
  say_of_newer (fixture->a, "Lost");
  lose (fixture->a, fixture->b);
  set_name (fixture->a, "Late");
  late = give (fixture, fixture->a, fixture->b);
  take_all (fixture->b, late);
  released = waive (fixture, "Office", 1, 1000, NULL, &error);
  g_assert_cmpint (released->n_released, ==, 1);
  say_of_newer (fixture->b, "Written meanwhile");

  lost = give (fixture, fixture->a, NULL);
  report = take (fixture->b, lost, NULL);
  g_assert_nonnull (strstr (report->notice, "Words of “Office” arrived after they had been given up"));
  g_assert_nonnull (strstr (report->notice, "and of 1 other record"));
  g_assert_true (lep_db_get_int64 (lep_workspace_get_db (fixture->b->workspace), "SELECT count (*) FROM unknown WHERE value = 'Written meanwhile'", &n_shown, &error));
  g_assert_cmpint (n_shown, ==, 2);
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

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(claim, function) g_test_add ("/waive/" claim, Fixture, NULL, set_up, function, tear_down)
  ADD ("two-laptops", test_two_laptops);
  ADD ("waived-where-missed", test_waived_where_missed);
  ADD ("given-up-words-turn-up", test_given_up_words_turn_up);
  ADD ("waived-in-one-space", test_waived_in_one_space);
  ADD ("a-part-is-waived", test_a_part_is_waived);
  ADD ("words-of-a-stranger", test_words_of_a_stranger);
  ADD ("words-of-a-newer-program", test_words_of_a_newer_program);
  ADD ("waive-refuses", test_waive_refuses);
  return g_test_run ();
}
