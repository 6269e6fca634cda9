/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "Not a problem, because …": put away for everybody, until the facts change. */

#include "lep-store-test.h"

#include "lep-attention.h"
#include "lep-undo.h"

#define TODAY "2026-11-21"

typedef struct
{
  char   *dir;
  Laptop *laptop;
  char   *decision;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->dir = lep_test_dir ();
  fixture->laptop = laptop_new (fixture->dir, 1);
  g_free (laptop_put (fixture->laptop, PARTNERSHIP, "partnership", PARTNERSHIP, "name", "P", "status", "forming", NULL));
  fixture->decision = laptop_put (fixture->laptop, PARTNERSHIP, "decision", NULL, "text", "Buy tools", "kind", "task",
                                  "due_on", "2026-10-01", "status", "open", NULL);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  laptop_free (fixture->laptop);
  g_free (fixture->decision);
  lep_test_dir_free (fixture->dir);
}

static GPtrArray *
look (Laptop     *laptop,
      GPtrArray **put_away)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *findings = lep_attention (laptop->workspace, TODAY, put_away, &error);

  g_assert_no_error (error);
  return findings;
}

/* How many are listed, and how many put away. */
static void
assert_counts (Laptop *laptop,
               guint   listed,
               guint   away)
{
  g_autoptr (GPtrArray) put_away = NULL;
  g_autoptr (GPtrArray) findings = look (laptop, &put_away);

  g_assert_cmpuint (findings->len, ==, listed);
  g_assert_cmpuint (put_away->len, ==, away);
  g_assert_cmpint (lep_attention_count (laptop->workspace, TODAY, NULL), ==, listed);
}

static void
put_all_away (Laptop     *laptop,
              const char *reason)
{
  g_autoptr (GPtrArray) findings = look (laptop, NULL);
  g_autoptr (GError) error = NULL;

  lep_attention_put_away (laptop->workspace, findings, reason, &error);
  g_assert_no_error (error);
}

static void
take_all_back (Laptop *laptop)
{
  g_autoptr (GPtrArray) away = NULL;
  g_autoptr (GPtrArray) findings = look (laptop, &away);
  g_autoptr (GError) error = NULL;

  lep_attention_take_back (laptop->workspace, away, &error);
  g_assert_no_error (error);
}

static void
test_the_reason_is_kept_with_person_and_time (Fixture      *fixture,
                                              gconstpointer data)
{
  g_autoptr (GPtrArray) away = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  const LepFinding *finding;

  assert_counts (fixture->laptop, 1, 0);
  put_all_away (fixture->laptop, "Delivered, the note is on its way.");
  assert_counts (fixture->laptop, 0, 1);

  findings = look (fixture->laptop, &away);
  finding = g_ptr_array_index (away, 0);
  g_assert_cmpuint (finding->rule, ==, 17);
  g_assert_cmpstr (finding->reason, ==, "Delivered, the note is on its way.");
  g_assert_cmpstr (finding->by, ==, "Coordinator");
  g_assert_true (g_str_has_prefix (finding->at, TODAY));
}

static void
test_it_needs_a_reason (Fixture      *fixture,
                        gconstpointer data)
{
  g_autoptr (GPtrArray) findings = look (fixture->laptop, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (lep_attention_put_away (fixture->laptop->workspace, findings, NULL, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_INVALID);
  assert_counts (fixture->laptop, 1, 0);
}

static void
test_it_comes_back_when_the_facts_change (Fixture      *fixture,
                                          gconstpointer data)
{
  put_all_away (fixture->laptop, "Agreed.");
  laptop_edit (fixture->laptop, PARTNERSHIP, "decision", fixture->decision, "response", "Soon.");
  assert_counts (fixture->laptop, 0, 1);
  laptop_edit (fixture->laptop, PARTNERSHIP, "decision", fixture->decision, "due_on", "2026-11-01");
  assert_counts (fixture->laptop, 1, 0);
  laptop_edit (fixture->laptop, PARTNERSHIP, "decision", fixture->decision, "due_on", "2026-10-01");
  assert_counts (fixture->laptop, 0, 1);
}

static void
test_it_can_be_taken_back_and_put_away_again (Fixture      *fixture,
                                              gconstpointer data)
{
  put_all_away (fixture->laptop, "Agreed.");
  take_all_back (fixture->laptop);
  assert_counts (fixture->laptop, 1, 0);
  put_all_away (fixture->laptop, "Agreed again.");
  assert_counts (fixture->laptop, 0, 1);
  laptop_expect (fixture->laptop, "SELECT reason FROM k_explanation", "Agreed again.");
}

static void
test_undo_lists_it_again (Fixture      *fixture,
                          gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  LepUndone undone;

  put_all_away (fixture->laptop, "Agreed.");
  lep_undo_last (fixture->laptop->workspace, &undone, &error);
  g_assert_no_error (error);
  assert_counts (fixture->laptop, 1, 0);
}

static void
test_it_travels (Fixture      *fixture,
                 gconstpointer data)
{
  Laptop *other = laptop_new (fixture->dir, 2);

  laptop_give (fixture->laptop, other);
  assert_counts (other, 1, 0);

  /* Both explain the same: one record, and two reasons to settle. */
  put_all_away (fixture->laptop, "Agreed.");
  put_all_away (other, "We know.");
  laptop_give (fixture->laptop, other);
  laptop_give (other, fixture->laptop);
  assert_counts (other, 0, 1);
  assert_counts (fixture->laptop, 0, 1);
  laptop_expect (other, "SELECT count (*) FROM k_explanation", "1");
  laptop_expect (other, "SELECT conflicts FROM row JOIN k_explanation USING (rid)", "1");

  take_all_back (other);
  laptop_give (other, fixture->laptop);
  assert_counts (fixture->laptop, 1, 0);
  laptop_free (other);
}

static void
test_rules_of_one_number_are_told_apart (Fixture      *fixture,
                                         gconstpointer data)
{
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (GPtrArray) one = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 5; i++)
    {
      static const char *const groups[] = { "municipality", "pes", "employer", "education", "ngo" };
      g_autofree char         *organisation = laptop_put (fixture->laptop, PROGRAMME, "organisation", NULL, "name", groups[i], "actor_group", groups[i], NULL);

      g_free (laptop_put (fixture->laptop, PARTNERSHIP, "membership", NULL, "partnership", PARTNERSHIP, "organisation", organisation, NULL));
    }
  laptop_edit (fixture->laptop, PARTNERSHIP, "partnership", PARTNERSHIP, "status", "established");
  g_free (laptop_put (fixture->laptop, PARTNERSHIP, "meeting", NULL, "partnership", PARTNERSHIP, "kind", "council", "held_on", "2026-01-10", NULL));
  laptop_edit (fixture->laptop, PARTNERSHIP, "decision", fixture->decision, "due_on", NULL);
  assert_counts (fixture->laptop, 2, 0);

  findings = look (fixture->laptop, NULL);
  g_ptr_array_add (one, g_ptr_array_index (findings, 0));
  lep_attention_put_away (fixture->laptop->workspace, one, "The next one is called.", &error);
  g_assert_no_error (error);
  assert_counts (fixture->laptop, 1, 1);
}

#define ADD(name, function) g_test_add ("/put-away/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("the-reason-is-kept-with-person-and-time", test_the_reason_is_kept_with_person_and_time);
  ADD ("it-needs-a-reason", test_it_needs_a_reason);
  ADD ("it-comes-back-when-the-facts-change", test_it_comes_back_when_the_facts_change);
  ADD ("it-can-be-taken-back-and-put-away-again", test_it_can_be_taken_back_and_put_away_again);
  ADD ("undo-lists-it-again", test_undo_lists_it_again);
  ADD ("it-travels", test_it_travels);
  ADD ("rules-of-one-number-are-told-apart", test_rules_of_one_number_are_told_apart);

  return g_test_run ();
}
