/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Self-assessments: what the register answers, what people answer, and what
 * changed since the last time. */

#include "app-test.h"

#include "lep-assessment-facts.h"
#include "lep-assessment-tab.h"
#include "lep-query.h"

static char *
find_partnership (AppTest *test)
{
  g_autoptr (LepQuery) query = lep_query_new ("partnership");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = NULL;

  lep_query_add_filter (query, "short_name", "LEP Novi Grad Sarajevo");
  found = lep_query_run (test->workspace, query, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 1);
  return g_strdup (lep_record_get_id (g_ptr_array_index (found, 0)));
}

static void
assert_fact (const GArray *facts,
             const char   *item,
             const char   *answer,
             gint64        a,
             gint64        b,
             gint64        c)
{
  const LepAssessmentFact *fact = lep_assessment_fact (facts, item);

  g_assert_nonnull (fact);
  g_assert_cmpstr (fact->answer, ==, answer);
  g_assert_cmpint (fact->a, ==, a);
  g_assert_cmpint (fact->b, ==, b);
  g_assert_cmpint (fact->c, ==, c);
}

static void
test_the_register_answers_what_it_knows (AppTest      *test,
                                         gconstpointer data)
{
  g_autofree char *partnership = find_partnership (test);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) facts = lep_assessment_facts (test->workspace, partnership, "2026-06-30", &error);
  g_autoptr (GArray) earlier = NULL;

  g_assert_no_error (error);
  assert_fact (facts, "social_dialogue", "partly", 1, 2, 0);
  assert_fact (facts, "information_exchange", "partly", 3, 3, 0);
  assert_fact (facts, "feedback", "partly", 2, 1, 0);
  assert_fact (facts, "policy_input", "in_place", 1, 2, 2);
  assert_fact (facts, "resources", "no", 0, 0, 0);
  assert_fact (facts, "services_list", "no", 0, 0, 0);
  g_assert_null (lep_assessment_fact (facts, "mutual_value"));

  earlier = lep_assessment_facts (test->workspace, partnership, "2020-06-30", &error);
  g_assert_no_error (error);
  assert_fact (earlier, "social_dialogue", "no", 0, 0, 0);
}

static guint
count_rounds (AppTest *test)
{
  g_autoptr (LepQuery) query = lep_query_new ("assessment_round");
  g_autoptr (GPtrArray) rounds = NULL;

  lep_query_add_filter (query, "instrument", "box43");
  rounds = lep_query_run (test->workspace, query, NULL);
  return rounds->len;
}

static guint
count_planned (AppTest    *test,
               const char *item)
{
  g_autoptr (LepQuery) query = lep_query_new ("assessment_answer");
  g_autoptr (GPtrArray) answers = NULL;
  guint n_planned = 0;

  lep_query_add_filter (query, "item", item);
  answers = lep_query_run (test->workspace, query, NULL);
  for (guint i = 0; i < answers->len; i++)
    n_planned += g_strcmp0 (lep_record_get (g_ptr_array_index (answers, i), "answer"), "planned") == 0;
  return n_planned;
}

static GtkDropDown *
find_choice (GtkWidget  *tab,
             const char *question)
{
  GtkWidget *label = app_find (tab, app_is_label, question);

  g_assert_nonnull (label);
  return GTK_DROP_DOWN (app_find_type (gtk_widget_get_ancestor (label, ADW_TYPE_ACTION_ROW), GTK_TYPE_DROP_DOWN));
}

static void
test_a_round_is_begun_and_answered (AppTest      *test,
                                    gconstpointer data)
{
  LepWindow       *window = app_open (test);
  g_autofree char *partnership = find_partnership (test);
  LepTarget        target = { .kind = "partnership", .id = partnership, .tab = "assessment" };
  GtkWidget       *tab;

  lep_window_go (window, "partnerships", &target);
  app_settle ();
  tab = app_find_type (GTK_WIDGET (lep_window_get_page (window)), LEP_TYPE_ASSESSMENT_TAB);
  g_assert_nonnull (tab);
  app_wait_until (app_has_label (tab, "Round of 19 March 2026: 3 of 9 with the best answer; on 18 June 2025 there were 0."));

  g_assert_cmpuint (count_rounds (test), ==, 2);
  gtk_widget_activate_action (tab, "assessment.new-round", NULL);
  g_assert_cmpuint (count_rounds (test), ==, 3);
  app_wait_until (gtk_drop_down_get_selected (find_choice (tab, "Can partners feed into policies and strategies?")) == 4);

  gtk_drop_down_set_selected (find_choice (tab, "Is the worth of shared information weighed for both sides?"), 2);
  app_wait_until (gtk_drop_down_get_selected (find_choice (tab, "Is the worth of shared information weighed for both sides?")) == 2);
  g_assert_cmpuint (count_planned (test, "mutual_value"), ==, 1);

  app_close (window);
}

static void
test_what_is_planned_stands_below_the_question (AppTest      *test,
                                                gconstpointer data)
{
  LepWindow         *window = app_open (test);
  g_autofree char   *partnership = find_partnership (test);
  LepTarget          target = { .kind = "partnership", .id = partnership, .tab = "assessment" };
  const LepCodeList *list = lep_schema_code_list ("instrument");
  GtkWidget         *tab, *row;
  guint              position = 0;

  while (!g_str_equal (list->codes[position].code, "box44"))
    position++;
  lep_window_go (window, "partnerships", &target);
  app_settle ();
  tab = app_find_type (GTK_WIDGET (lep_window_get_page (window)), LEP_TYPE_ASSESSMENT_TAB);
  g_assert_nonnull (tab);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (app_find_type (tab, GTK_TYPE_DROP_DOWN)), position);
  app_wait_until (app_find (tab, app_is_label, lep_code_label ("assessment_item", "dialogue")) != NULL);

  row = gtk_widget_get_ancestor (app_find (tab, app_is_label, lep_code_label ("assessment_item", "dialogue")), ADW_TYPE_ACTION_ROW);
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==,
                   "Planned: Primjer: sastanak sa poslodavcima o obukama do jeseni.");

  app_close (window);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(name, function) g_test_add ("/assessment/" name, AppTest, NULL, app_set_up, function, app_tear_down)
  ADD ("the-register-answers-what-it-knows", test_the_register_answers_what_it_knows);
  ADD ("a-round-is-begun-and-answered", test_a_round_is_begun_and_answered);
  ADD ("what-is-planned-stands-below-the-question", test_what_is_planned_stands_below_the_question);
#undef ADD

  return g_test_run ();
}
