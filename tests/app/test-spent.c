/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A project's money: what was spent in which currency, who gives it, what is late. */

#include "project-test.h"

#include "lep-history-tab.h"
#include "lep-money-tab.h"
#include "lep-related-row.h"

static void
spend (Fixture    *fixture,
       const char *amount,
       const char *currency,
       const char *rate)
{
  g_free (laptop_put (fixture->laptop, NULL, "expenditure", NULL, "project", fixture->project, "spent_on", "2026-02-01", "supplier", currency,
                      "amount", amount, "currency", currency, "rate", rate, NULL));
}

/* An amount says in which currency it is where that is not the project's, and what it
 * counts; what has no rate is said to count nothing. */
static void
test_spending_in_another_currency_says_what_it_counts (Fixture      *fixture,
                                                       gconstpointer data)
{
  spend (fixture, "10000", "EUR", NULL);
  spend (fixture, "20000", "USD", "1700000");
  spend (fixture, "30000", "BAM", NULL);
  open_tab (fixture, LEP_TYPE_MONEY_TAB);
  g_assert_false (shows (fixture, "Not counted as spent"));
  spend (fixture, "310000", "CHF", NULL);
  refresh (fixture);
  g_assert_true (app_has_label (GTK_WIDGET (fixture->tab), "100.00\302\240EUR"));
  g_assert_true (app_has_label (GTK_WIDGET (fixture->tab), "195.58\302\240KM"));
  g_assert_true (app_has_label (GTK_WIDGET (fixture->tab), "340.00\302\240KM"));
  g_assert_true (app_has_label (GTK_WIDGET (fixture->tab), "300.00"));
  g_assert_true (app_has_label (GTK_WIDGET (fixture->tab), "no rate: not counted"));
  g_assert_true (shows (fixture, "Not counted as spent: 1 document"));
}

static void
test_source_without_a_kind_is_named_by_who_gives_it (Fixture      *fixture,
                                                     gconstpointer data)
{
  g_autofree char *town = laptop_put (fixture->laptop, NULL, "organisation", NULL, "name", "Town of the example", "actor_group", "municipality", NULL);
  GtkWidget       *row;

  g_free (laptop_put (fixture->laptop, NULL, "funding", NULL, "project", fixture->project, "organisation", town, "amount", "150000", NULL));
  open_tab (fixture, LEP_TYPE_MONEY_TAB);
  row = app_find_type (GTK_WIDGET (fixture->tab), LEP_TYPE_RELATED_ROW);
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==, "Town of the example");
  g_assert_false (shows (fixture, "Source not told"));
}

static void
test_a_tranche_says_that_it_is_late (Fixture      *fixture,
                                     gconstpointer data)
{
  g_free (laptop_put (fixture->laptop, NULL, "tranche", NULL, "project", fixture->project, "number", "1", "amount", "60000", "status", "paid",
                      "due_on", "2026-01-01", NULL));
  g_free (laptop_put (fixture->laptop, NULL, "tranche", NULL, "project", fixture->project, "number", "2", "amount", "40000", "status", "due",
                      "due_on", "2026-11-11", NULL));
  open_tab (fixture, LEP_TYPE_MONEY_TAB);
  g_assert_true (app_has_label (GTK_WIDGET (fixture->tab), "Paid"));
  g_assert_true (app_has_label (GTK_WIDGET (fixture->tab), "overdue, 10 days late"));
  g_assert_true (shows (fixture, "Next: tranche 2, 400.00\302\240KM, due since 11 Nov 2026"));
}

static gboolean
first_row_is_marked (Fixture *fixture)
{
  GtkWidget *row = app_find_type (GTK_WIDGET (fixture->tab), LEP_TYPE_RELATED_ROW);

  return gtk_widget_get_visible (app_find (row, app_is_label, "Several values"));
}

/* The sum shows one of two values for the time being, and so does the row. */
static void
test_a_disputed_tranche_marks_its_row_and_what_was_paid (Fixture      *fixture,
                                                         gconstpointer data)
{
  Laptop          *other = laptop_new (fixture->dir, 2);
  g_autofree char *tranche = laptop_put (fixture->laptop, NULL, "tranche", NULL, "project", fixture->project, "number", "1", "amount", "60000", "status", "paid", NULL);

  laptop_give (fixture->laptop, other);
  laptop_edit (fixture->laptop, NULL, "tranche", tranche, "amount", "50000");
  laptop_edit (other, NULL, "tranche", tranche, "amount", "50000");
  laptop_give (other, fixture->laptop);
  open_tab (fixture, LEP_TYPE_MONEY_TAB);
  g_assert_true (app_has_label (GTK_WIDGET (fixture->tab), "500.00\302\240KM"));
  g_assert_false (first_row_is_marked (fixture));

  laptop_edit (other, NULL, "tranche", tranche, "paid", "40000");
  laptop_edit (fixture->laptop, NULL, "tranche", tranche, "paid", "30000");
  laptop_give (other, fixture->laptop);
  refresh (fixture);
  g_assert_true (app_has_label (GTK_WIDGET (fixture->tab), "*400.00\302\240KM") || app_has_label (GTK_WIDGET (fixture->tab), "*300.00\302\240KM"));
  g_assert_true (first_row_is_marked (fixture));
  laptop_free (other);
}

/* The history has an amount as it was written: in the currency of its time. */
static void
test_an_earlier_amount_stays_in_its_currency (Fixture      *fixture,
                                              gconstpointer data)
{
  g_free (laptop_put (fixture->laptop, NULL, "project", fixture->project, "grant", "500000", "currency", "JPY", NULL));
  open_tab (fixture, LEP_TYPE_HISTORY_TAB);
  g_assert_true (shows (fixture, "Grant: 1,000.00\302\240KM → 500,000\302\240JPY"));
  g_assert_true (shows (fixture, "Co-financing: 500.00\302\240KM"));
}

static gboolean
is_in_view (GtkWidget *widget,
            GtkWidget *page)
{
  graphene_rect_t place;

  return gtk_widget_compute_bounds (widget, page, &place) && place.size.height > 1 && place.origin.y >= 0 &&
         place.origin.y + place.size.height <= (float) gtk_widget_get_height (page);
}

/* It is typed into at once: below the fold nobody would see what. */
static void
test_a_new_line_of_the_budget_is_in_view (Fixture      *fixture,
                                          gconstpointer data)
{
  GtkWidget *page, *item;

  for (guint i = 0; i < 20; i++)
    g_free (laptop_put (fixture->laptop, NULL, "budget_line", NULL, "project", fixture->project, "heading", "6", "item", "One of many",
                        "quantity", "1000", "unit_cost", "500", NULL));
  open_tab (fixture, LEP_TYPE_MONEY_TAB);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 900, 400);
  page = app_find_type (GTK_WIDGET (fixture->tab), GTK_TYPE_SCROLLED_WINDOW);
  app_wait_until (gtk_widget_get_height (page) > 100);
  click (fixture, "Add a line: 6 – Other");
  item = named (fixture, GTK_TYPE_ENTRY, "Item: new line");
  g_assert_nonnull (item);
  app_wait_until (is_in_view (item, page));
}

#define TEST(name) g_test_add ("/spent/" #name, Fixture, NULL, set_up, test_##name, tear_down)

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  TEST (spending_in_another_currency_says_what_it_counts);
  TEST (source_without_a_kind_is_named_by_who_gives_it);
  TEST (a_tranche_says_that_it_is_late);
  TEST (a_disputed_tranche_marks_its_row_and_what_was_paid);
  TEST (an_earlier_amount_stays_in_its_currency);
  TEST (a_new_line_of_the_budget_is_in_view);

  return g_test_run ();
}
