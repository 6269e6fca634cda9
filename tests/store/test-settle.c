/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Conflicts are settled as they were seen: records that share an id, many at
 * once, and none that has another value by now. */

#include "lep-conflict.h"

#include "say.h"
#include "three.h"

#define SHARED "0194c9e4-0000-7000-8000-0000000000f1"

static void
exchange (Fixture *fixture)
{
  laptop_give (fixture->a, fixture->b);
  laptop_give (fixture->b, fixture->a);
  laptops_agree (fixture->a, fixture->b);
}

static void
set_title (Fixture    *fixture,
           Laptop     *laptop,
           const char *title)
{
  laptop_edit (laptop, NULL, "project", fixture->project, "title", title);
}

/* Says one field of a record, wherever it does not belong too. */
static void
say (Laptop     *laptop,
     const char *space,
     const char *kind,
     const char *field,
     const char *value)
{
  LepChange *change = lep_change_new ();
  LepUuid    id;

  g_assert_true (lep_uuid_parse (SHARED, -1, &id));
  lep_change_add_row (change, kind, &id, LEP_LIFE_NONE);
  lep_change_add_set (change, field, value, -1);
  laptop_say (laptop, space, change);
}

static GPtrArray *
list (Laptop *laptop,
      guint   n_expected)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *found = lep_conflicts_list (laptop->workspace, NULL, NULL, 0, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, n_expected);
  return found;
}

/* Takes the value @pick of everything that was seen; returns how many were settled. */
static guint
settle (Laptop          *laptop,
        const GPtrArray *seen,
        guint            pick)
{
  g_autoptr (GArray) choices = g_array_new (FALSE, FALSE, sizeof (LepConflictChoice));
  g_autoptr (GError) error = NULL;
  guint n_settled = 0;

  for (guint i = 0; i < seen->len; i++)
    {
      LepConflictChoice choice = { g_ptr_array_index (seen, i), pick };

      g_array_append_val (choices, choice);
    }
  lep_conflicts_settle (laptop->workspace, choices, &n_settled, &error);
  g_assert_no_error (error);
  return n_settled;
}

/* One id, in two spaces and for two kinds of record: three records, each with a conflict of its own. */
static void
disagree_about_shared (Fixture *fixture)
{
  Laptop *laptops[] = { fixture->a, fixture->b };

  for (guint i = 0; i < G_N_ELEMENTS (laptops); i++)
    {
      say (laptops[i], PROGRAMME, "organisation", "name", i == 0 ? "Office a" : "Office b");
      say (laptops[i], PROGRAMME, "project", "title", i == 0 ? "Course a" : "Course b");
      say (laptops[i], PARTNERSHIP, "project", "title", i == 0 ? "Project a" : "Project b");
    }
  exchange (fixture);
}

static void
test_records_that_share_an_id (Fixture      *fixture,
                               gconstpointer data)
{
  static const char titles[] = "SELECT group_concat (title, ',') FROM (SELECT title FROM k_project ORDER BY title)";
  g_autoptr (GPtrArray) seen = NULL;
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (GError) error = NULL;

  disagree_about_shared (fixture);
  g_assert_false (lep_conflict_pick (fixture->a->workspace, OFFICE, "project", SHARED, "title", 2, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_NOT_FOUND);
  g_clear_error (&error);
  lep_conflict_pick (fixture->a->workspace, PARTNERSHIP, "project", SHARED, "title", 2, &error);
  g_assert_no_error (error);
  laptop_expect (fixture->a, titles, "Course b,Project a,Welders");
  seen = list (fixture->a, 2);
  g_assert_cmpuint (settle (fixture->a, seen, 2), ==, 2);
  exchange (fixture);
  laptop_expect (fixture->b, titles, "Course a,Project a,Welders");
  laptop_expect (fixture->b, "SELECT name FROM k_organisation", "Office a");
  left = list (fixture->b, 0);
}

static void
test_all_that_share_an_id_at_once (Fixture      *fixture,
                                   gconstpointer data)
{
  g_autoptr (GPtrArray) seen = NULL;
  g_autoptr (GPtrArray) left = NULL;

  disagree_about_shared (fixture);
  seen = list (fixture->b, 3);
  g_assert_cmpuint (settle (fixture->b, seen, 2), ==, 3);
  exchange (fixture);
  laptop_expect (fixture->a, "SELECT group_concat (title, ',') FROM (SELECT title FROM k_project ORDER BY title)",
                 "Course a,Project a,Welders");
  left = list (fixture->a, 0);
}

/* A change of contacts names one record only. */
static void
test_contacts_settle_one_by_one (Fixture      *fixture,
                                 gconstpointer data)
{
  g_autofree char *one = laptop_put (fixture->a, NULL, "contact", NULL, "organisation", PARTNERSHIP, "name", "One", NULL);
  g_autofree char *two = laptop_put (fixture->a, NULL, "contact", NULL, "organisation", PARTNERSHIP, "name", "Two", NULL);
  g_autofree char *before = NULL;
  g_autoptr (GPtrArray) seen = NULL;

  exchange (fixture);
  laptop_edit (fixture->a, NULL, "contact", one, "phone", "1");
  laptop_edit (fixture->a, NULL, "contact", two, "phone", "1");
  laptop_edit (fixture->b, NULL, "contact", one, "phone", "2");
  laptop_edit (fixture->b, NULL, "contact", two, "phone", "2");
  exchange (fixture);
  before = laptop_ask (fixture->a, "SELECT count (*) + 2 FROM change");
  seen = list (fixture->a, 2);
  g_assert_cmpuint (settle (fixture->a, seen, 2), ==, 2);
  laptop_expect (fixture->a, "SELECT count (*) FROM change", before);
  exchange (fixture);
  laptop_expect (fixture->b, "SELECT group_concat (phone, ',') FROM k_contact", "1,1");
}

/* So many that one change does not hold them. */
static void
test_thousands_settle_as_one_step (Fixture      *fixture,
                                   gconstpointer data)
{
  Laptop *laptops[] = { fixture->a, fixture->b };
  g_autoptr (GPtrArray) seen = NULL;
  g_autofree char *steps = NULL;

  for (guint i = 0; i < 5001; i += 50)
    for (guint k = 0; k < G_N_ELEMENTS (laptops); k++)
      {
        LepChange *change = lep_change_new ();

        for (guint j = i; j < MIN (i + 50, 5001); j++)
          {
            LepUuid id = { { 1, 2, 3, 4, 5, 6, 0x70, 8, 0x80, 0, 0, 0, 0, 0, (guint8) (j >> 8), (guint8) j } };

            lep_change_add_row (change, "project", &id, LEP_LIFE_NONE);
            lep_change_add_set (change, "title", k == 0 ? "From a" : "From b", -1);
          }
        laptop_say (laptops[k], PARTNERSHIP, change);
      }
  laptop_give (fixture->b, fixture->a);
  seen = list (fixture->a, 5001);
  steps = laptop_ask (fixture->a, "SELECT count (*) + 1 FROM step");
  g_assert_cmpuint (settle (fixture->a, seen, 2), ==, 5001);
  laptop_expect (fixture->a, "SELECT count (*) FROM step", steps);
  laptop_expect (fixture->a, "SELECT count (*) FROM change WHERE seq BETWEEN (SELECT max (first_seq) FROM step) AND"
                             " (SELECT max (last_seq) FROM step)",
                 "2");
  laptop_expect (fixture->a, "SELECT count (*) FROM k_project WHERE title = 'From a'", "5001");
  laptop_give (fixture->a, fixture->b);
  laptops_agree (fixture->a, fixture->b);
}

/* A third value came in, or another one in the place of the value that was not chosen. */
static void
test_what_came_in_since_stays (Fixture      *fixture,
                               gconstpointer data)
{
  g_autoptr (GPtrArray) seen = NULL;
  g_autoptr (GPtrArray) then = NULL;

  set_title (fixture, fixture->a, "From a");
  set_title (fixture, fixture->b, "From b");
  laptop_give (fixture->b, fixture->a);
  seen = list (fixture->a, 1);

  set_title (fixture, fixture->b, "From b, later");
  laptop_give (fixture->b, fixture->a);
  g_assert_cmpuint (settle (fixture->a, seen, 2), ==, 0);
  laptop_expect (fixture->a, "SELECT title || ' ' || conflicts FROM k_project JOIN row USING (rid)", "From b, later 1");

  then = list (fixture->a, 1);
  set_title (fixture, fixture->c, "From c");
  laptop_give (fixture->c, fixture->a);
  g_assert_cmpuint (settle (fixture->a, then, 2), ==, 0);
  laptop_expect (fixture->a, "SELECT count (*) FROM sibling", "2");
}

static void
test_nothing_left_to_settle (Fixture      *fixture,
                             gconstpointer data)
{
  g_autoptr (GPtrArray) seen = NULL;
  g_autofree char *before = NULL;

  set_title (fixture, fixture->a, "From a");
  set_title (fixture, fixture->b, "From b");
  laptop_give (fixture->b, fixture->a);
  seen = list (fixture->a, 1);
  g_assert_cmpuint (settle (fixture->a, seen, 1), ==, 1);
  before = laptop_ask (fixture->a, "SELECT count (*) || ' ' || (SELECT count (*) FROM step) FROM change");
  g_assert_cmpuint (settle (fixture->a, seen, 2), ==, 0);
  laptop_expect (fixture->a, "SELECT count (*) || ' ' || (SELECT count (*) FROM step) FROM change", before);
  laptop_expect (fixture->a, "SELECT title FROM k_project", "From b");
}

static void
test_wrong_values_are_refused (Fixture      *fixture,
                               gconstpointer data)
{
  LepWorkspace *workspace = fixture->a->workspace;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GError) error = NULL;

  laptop_edit (fixture->a, NULL, "project", fixture->project, "cofinancing", "100");
  laptop_edit (fixture->b, NULL, "project", fixture->project, "cofinancing", "200");
  say (fixture->a, PARTNERSHIP, "window", "colour", "green");
  say (fixture->b, PARTNERSHIP, "window", "colour", "red");
  exchange (fixture);

  g_assert_false (lep_conflict_pick (workspace, NULL, NULL, fixture->project, "cofinancing", 0, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, "This conflict has 2 values only.");
  g_clear_error (&error);
  g_assert_false (lep_conflict_settle (workspace, NULL, NULL, fixture->project, "cofinancing", "much", &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_INVALID);
  g_clear_error (&error);
  laptop_expect (fixture->a, "SELECT sum (conflicts) FROM row", "2");

  /* Of a kind that this program does not know any value can be right. */
  lep_conflict_settle (workspace, NULL, "window", SHARED, "colour", "blue", &error);
  g_assert_no_error (error);
  laptop_expect (fixture->a, "SELECT value FROM unknown WHERE field = 'colour'", "blue");
  lep_conflict_settle (workspace, NULL, NULL, fixture->project, "cofinancing", "150", &error);
  g_assert_no_error (error);
  exchange (fixture);
  laptop_expect (fixture->b, "SELECT value || ' ' || (SELECT cofinancing FROM k_project) FROM unknown WHERE field = 'colour'", "blue 150");

  none = lep_conflicts_list (workspace, NULL, "no id", 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (none->len, ==, 0);
}

static void
test_what_can_only_be_read_is_not_settled (Fixture      *fixture,
                                           gconstpointer data)
{
  g_autoptr (GPtrArray) seen = NULL;
  g_autoptr (GPtrArray) still = NULL;
  g_autoptr (GArray) choices = g_array_new (FALSE, FALSE, sizeof (LepConflictChoice));
  g_autoptr (GError) error = NULL;
  LepConflictChoice choice = { .pick = 1 };
  guint             n_settled = 9;

  set_title (fixture, fixture->a, "From a");
  set_title (fixture, fixture->b, "From b");
  exchange (fixture);
  laptop_reopen (fixture->a, LEP_OPEN_READ);
  seen = list (fixture->a, 1);
  choice.conflict = g_ptr_array_index (seen, 0);
  g_array_append_val (choices, choice);
  g_assert_false (lep_conflicts_settle (fixture->a->workspace, choices, &n_settled, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_READ_ONLY);
  g_assert_cmpuint (n_settled, ==, 0);
  still = list (fixture->a, 1);
}

/* Nothing chosen is nothing done. */
static void
test_no_choice (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr (GArray) choices = g_array_new (FALSE, FALSE, sizeof (LepConflictChoice));
  g_autoptr (GError) error = NULL;
  g_autofree char *before = laptop_ask (fixture->a, "SELECT count (*) FROM change");
  guint            n_settled = 1;

  g_assert_true (lep_conflicts_settle (fixture->a->workspace, choices, &n_settled, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_settled, ==, 0);
  laptop_expect (fixture->a, "SELECT count (*) FROM change", before);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add ("/settle/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("records-that-share-an-id", test_records_that_share_an_id);
  ADD ("all-that-share-an-id-at-once", test_all_that_share_an_id_at_once);
  ADD ("contacts-settle-one-by-one", test_contacts_settle_one_by_one);
  ADD ("thousands-settle-as-one-step", test_thousands_settle_as_one_step);
  ADD ("what-came-in-since-stays", test_what_came_in_since_stays);
  ADD ("nothing-left-to-settle", test_nothing_left_to_settle);
  ADD ("wrong-values-are-refused", test_wrong_values_are_refused);
  ADD ("what-can-only-be-read-is-not-settled", test_what_can_only_be_read_is_not_settled);
  ADD ("no-choice", test_no_choice);
  return g_test_run ();
}
