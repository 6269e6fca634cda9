/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Overview, needs attention, search, help, print: what they show of the sample. */

#include "app-test.h"

#include "lep-attention.h"
#include "lep-chart-area.h"
#include "lep-counter-button.h"
#include "lep-help-window.h"
#include "lep-language.h"
#include "lep-page-table.h"
#include "lep-print-dialog.h"
#include "lep-reason-popover.h"
#include "lep-search-page.h"
#include "lep-workspace-private.h"

static gboolean
is_counter (GtkWidget    *widget,
            gconstpointer data)
{
  return LEP_IS_COUNTER_BUTTON (widget) && g_strcmp0 (lep_counter_button_get_indicator (LEP_COUNTER_BUTTON (widget)), data) == 0;
}

static LepPage *
open_page (LepWindow  *window,
           const char *page)
{
  lep_window_go_top (window, page);
  app_settle ();

  return lep_window_get_page (window);
}

static void
test_counters_are_those_of_the_sample (AppTest      *test,
                                       gconstpointer data)
{
  LepWindow *window = app_open (test);
  LepPage   *page = open_page (window, "overview");

  app_wait_until (app_find (GTK_WIDGET (page), is_counter, "TRAINED") != NULL);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (app_find (GTK_WIDGET (page), is_counter, "TRAINED")),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Trained: 185 of 305");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (app_find (GTK_WIDGET (page), is_counter, "EMPLOYED")),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Employed: 42 of 71");
  g_assert_true (app_has_label (GTK_WIDGET (page), "14 women"));

  /* What was published stands beside what the register holds, with the difference. */
  g_assert_true (app_has_label (GTK_WIDGET (page), "1,584"));
  g_assert_true (app_has_label (GTK_WIDGET (page), "517"));

  app_close (window);
}

/* What comes up is named as people do: no day as it is stored, and of a next meeting
 * not the day of the last. */
static void
test_next_dates_are_named (AppTest      *test,
                           gconstpointer data)
{
  LepWindow *window;
  LepPage   *page;
  g_autoptr (LepEdit) edit = lep_edit_new (test->workspace);
  g_autoptr (LepQuery) query = lep_query_new ("project");
  g_autoptr (GPtrArray) projects = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *meeting = NULL;
  g_autofree char *report = NULL;
  g_autofree char *title = NULL;
  g_autoptr (GDateTime) now = g_date_time_new_now_utc (); /* the page goes by the day of the machine */
  g_autoptr (GDateTime) later = g_date_time_add_days (now, 2);
  g_autofree char *soon = g_date_time_format (later, "%Y-%m-%d");
  g_autoptr (GDateTime) other_year = g_date_time_add_years (later, 1);
  g_autofree char *far = g_date_time_format (other_year, "%Y-%m-%d");
  LepRecord       *project;

  projects = lep_query_run (test->workspace, query, &error);
  g_assert_no_error (error);
  project = g_ptr_array_index (projects, 0);
  title = lep_workspace_dup_title (test->workspace, "partnership", lep_record_get (project, "partnership"));
  report = g_strdup_printf ("Interim report · 1 Jan 2024 – %s", lep_record_get (project, "title"));
  meeting = g_strdup_printf ("Council – %s", title);
  lep_edit_row (edit, NULL, "meeting", NULL, &error);
  lep_edit_set (edit, "partnership", lep_record_get (project, "partnership"));
  lep_edit_set (edit, "kind", "council");
  lep_edit_set (edit, "held_on", soon);
  lep_edit_set (edit, "next_on", soon);
  lep_edit_row (edit, NULL, "decision", NULL, &error);
  lep_edit_set (edit, "text", "In a year");
  lep_edit_set (edit, "due_on", far);
  lep_edit_row (edit, NULL, "period", NULL, &error);
  lep_edit_set (edit, "project", lep_record_get_id (project));
  lep_edit_set (edit, "kind", "interim");
  lep_edit_set (edit, "from", "2024-01-01");
  lep_edit_set (edit, "to", "2024-01-02");
  lep_edit_set (edit, "due_on", soon);
  lep_edit_commit (edit, &error);
  g_assert_no_error (error);

  window = app_open (test);
  page = open_page (window, "overview");
  app_wait_until (app_find (GTK_WIDGET (page), is_counter, "TRAINED") != NULL);
  g_assert_true (app_has_label (GTK_WIDGET (page), "Next meeting"));
  g_assert_true (app_has_label (GTK_WIDGET (page), strtok (far, "-"))); /* not of this year */
  g_assert_true (app_has_label (GTK_WIDGET (page), title));
  g_assert_true (app_has_label (GTK_WIDGET (page), meeting));
  g_assert_true (app_has_label (GTK_WIDGET (page), report));
  app_close (window);
}

/* What two laptops differ about counts, and the counter says so; it gets no other size by that. */
static void
test_counter_of_what_is_not_settled_is_marked (AppTest      *test,
                                               gconstpointer data)
{
  static char code[] = "TRAINED";
  GtkWidget  *button = g_object_ref_sink (g_object_new (LEP_TYPE_COUNTER_BUTTON, NULL));
  int         sizes[3][2];

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      const LepCounter counter = { .indicator = code, .name = code, .actual = 517, .target = 600, .provisional = i == 1 };

      lep_counter_button_set (LEP_COUNTER_BUTTON (button), &counter, "612 women");
      g_assert_true (gtk_widget_get_visible (app_find (button, app_is_label, "provisional")) == (i == 1));
      g_assert_true ((gtk_widget_get_tooltip_text (button) != NULL) == (i == 1));
      gtk_widget_measure (button, GTK_ORIENTATION_HORIZONTAL, -1, &sizes[i][0], NULL, NULL, NULL);
      gtk_widget_measure (button, GTK_ORIENTATION_VERTICAL, -1, &sizes[i][1], NULL, NULL, NULL);
      for (guint j = 0; j < 2; j++)
        g_assert_cmpint (sizes[i][j], ==, sizes[0][j]);
    }
  g_assert_finalize_object (button);
}

static void
test_counter_opens_its_entries (AppTest      *test,
                                gconstpointer data)
{
  LepWindow *window = app_open (test);
  LepPage   *page = open_page (window, "overview");

  app_wait_until (app_find (GTK_WIDGET (page), is_counter, "EMPLOYED") != NULL);
  g_signal_emit_by_name (app_find (GTK_WIDGET (page), is_counter, "EMPLOYED"), "clicked");
  app_settle ();

  g_assert_cmpstr (lep_page_get_name (lep_window_get_page (window)), ==, "results");
  lep_window_go_back (window);
  g_assert_true (lep_window_get_page (window) == page);

  app_close (window);
}

static void
test_chart_has_a_table (AppTest      *test,
                        gconstpointer data)
{
  LepChartArea *area = g_object_ref_sink (g_object_new (LEP_TYPE_CHART_AREA, NULL));
  LepChart     *chart = lep_chart_new (LEP_CHART_BARS, lep_language_locale (), "Results by quarter");

  lep_chart_add_label (chart, "Q1 2019");
  lep_chart_add_series (chart, "Trained");
  lep_chart_add_value (chart, 1584);
  lep_chart_area_set_chart (area, chart);

  g_assert_false (lep_chart_area_is_table (area));
  lep_chart_area_set_table (area, TRUE);
  g_assert_true (lep_chart_area_is_table (area));
  g_assert_true (app_has_label (GTK_WIDGET (area), "Trained"));
  g_assert_true (app_has_label (GTK_WIDGET (area), "1,584"));

  g_assert_finalize_object (area);
}

static void
test_closing_while_reading_is_harmless (AppTest      *test,
                                        gconstpointer data)
{
  LepWindow *window = app_open (test);

  lep_window_go_top (window, "attention");
  lep_window_go_top (window, "overview");
  app_close (window);
}

static gboolean
is_attention_badge (GtkWidget    *widget,
                    gconstpointer data)
{
  return GTK_IS_LABEL (widget) && gtk_widget_has_css_class (widget, "badge") &&
         gtk_widget_has_css_class (widget, "attention") && gtk_widget_get_visible (widget);
}

static void
test_attention_is_counted_in_the_sidebar (AppTest      *test,
                                          gconstpointer data)
{
  LepWindow       *window = app_open (test);
  LepPage         *page = open_page (window, "attention");
  g_autofree char *today = lep_window_dup_today ();
  GtkWidget       *badge;
  guint64          count;

  app_wait_until (app_has_label (GTK_WIDGET (page), "Late, or due soon"));
  app_wait_until (app_find (GTK_WIDGET (window), is_attention_badge, NULL) != NULL);
  badge = app_find (GTK_WIDGET (window), is_attention_badge, NULL);
  count = g_ascii_strtoull (gtk_label_get_label (GTK_LABEL (badge)), NULL, 10);
  g_assert_cmpuint (count, ==, (guint64) lep_attention_count (test->workspace, today, NULL));

  app_close (window);
}

static gboolean
is_button (GtkWidget    *widget,
           gconstpointer data)
{
  return GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), data) == 0;
}

static void
test_a_point_is_put_away_and_listed_again (AppTest      *test,
                                           gconstpointer data)
{
  LepWindow       *window = app_open (test);
  GtkWidget       *page = GTK_WIDGET (open_page (window, "attention"));
  g_autofree char *today = lep_window_dup_today ();
  gint64           before = lep_attention_count (test->workspace, today, NULL);
  GtkWidget       *popover;

  app_wait_until (app_find (page, is_button, "Not a problem…") != NULL);
  g_signal_emit_by_name (app_find (page, is_button, "Not a problem…"), "clicked");
  popover = app_find_type (page, LEP_TYPE_REASON_POPOVER);
  g_assert_nonnull (popover);
  g_signal_emit_by_name (popover, "given", "It was agreed.", "");
  app_wait_until (app_has_label (page, "Put away (1)"));
  g_assert_cmpint (lep_attention_count (test->workspace, today, NULL), ==, before - 1);

  g_signal_emit_by_name (app_find (page, is_button, "List again"), "clicked");
  app_wait_until (!app_has_label (page, "Put away (1)"));
  g_assert_cmpint (lep_attention_count (test->workspace, today, NULL), ==, before);

  app_close (window);
}

/* What others do meanwhile takes away nothing of the reason that is being written. */
static void
test_a_reason_is_written_in_peace (AppTest      *test,
                                   gconstpointer data)
{
  LepWindow       *window = app_open (test);
  GtkWidget       *page = GTK_WIDGET (open_page (window, "attention"));
  g_autofree char *today = lep_window_dup_today ();
  g_autoptr (GPtrArray) put_away = NULL;
  g_autoptr (GPtrArray) findings = lep_attention (test->workspace, today, &put_away, NULL);
  gint64     before = findings->len;
  GtkWidget *popover, *entry;

  app_wait_until (app_find (page, is_button, "Not a problem…") != NULL);
  g_signal_emit_by_name (app_find (page, is_button, "Not a problem…"), "clicked");
  popover = app_find_type (page, LEP_TYPE_REASON_POPOVER);
  entry = app_find_type (popover, GTK_TYPE_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (entry), "It was agr");

  g_ptr_array_remove_range (findings, 0, findings->len - 1);
  g_assert_true (lep_attention_put_away (test->workspace, findings, "Another point", NULL));
  app_settle ();
  for (guint i = 0; i < 3; i++) /* the page reads the same meanwhile */
    g_assert_cmpint (lep_attention_count (test->workspace, today, NULL), ==, before - 1);
  app_settle ();
  g_assert_true (app_find_type (page, LEP_TYPE_REASON_POPOVER) == popover);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "It was agr");

  g_signal_emit_by_name (popover, "given", "It was agreed.", "");
  app_wait_until (app_has_label (page, "Put away (2)"));
  app_close (window);
}

/* Enough points that not all rows stand on the first pages: decisions that are late and
 * organisations that are there twice, 46 of each. */
static void
add_many_points (AppTest *test)
{
  g_autoptr (LepEdit) edit = lep_edit_new (test->workspace);
  g_autoptr (LepQuery) query = lep_query_new ("meeting");
  g_autoptr (GPtrArray) meetings = lep_query_run (test->workspace, query, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (meetings->len, >, 0);
  for (guint i = 0; i < 46; i++)
    {
      g_assert_true (lep_edit_row (edit, NULL, "decision", NULL, &error));
      lep_edit_set (edit, "meeting", lep_record_get_id (g_ptr_array_index (meetings, 0)));
      lep_edit_set (edit, "text", "Late");
      lep_edit_set (edit, "due_on", "2020-01-01");
      g_assert_true (lep_edit_row (edit, NULL, "organisation", NULL, &error));
      lep_edit_set (edit, "name", "One that is there often");
      lep_edit_set (edit, "actor_group", "ngo");
    }
  lep_edit_commit (edit, &error);
  g_assert_no_error (error);
}

static guint
count_points (GtkWidget *root)
{
  guint n = is_button (root, "Not a problem…") ? 1 : 0;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    n += count_points (child);
  return n;
}

/* Rows far below are made when somebody comes near them: none is left out. */
static void
test_points_far_below_come_when_they_are_near (AppTest      *test,
                                               gconstpointer data)
{
  LepWindow     *window = app_open (test);
  GtkAdjustment *adjustment;
  GtkWidget     *page, *scroller;
  guint          n_first;

  add_many_points (test);
  page = GTK_WIDGET (open_page (window, "attention"));
  app_wait_until (count_points (page) >= 59);
  scroller = gtk_widget_get_ancestor (app_find (page, is_button, "Not a problem…"), GTK_TYPE_SCROLLED_WINDOW);
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  app_wait_until (gtk_adjustment_get_upper (adjustment) > 3 * gtk_adjustment_get_page_size (adjustment));
  app_settle ();
  n_first = count_points (page);
  g_assert_cmpuint (n_first, <=, 60);
  g_assert_false (app_has_label (page, "and 5 more")); /* of the organisations */

  app_wait_until ((gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment)),
                   app_has_label (page, "and 5 more")));
  g_assert_cmpuint (count_points (page), >, n_first);

  app_close (window);
}

static void
test_search_finds_across_scripts (AppTest      *test,
                                  gconstpointer data)
{
  LepWindow      *window = app_open (test);
  const LepTarget target = { .filter = "прњавор" };

  lep_window_go (window, "search", &target);
  app_settle ();
  g_assert_true (app_has_label (GTK_WIDGET (lep_window_get_page (window)), "Prvo zapošljavanje u Prnjavoru"));

  app_close (window);
}

static void
count_cb (GtkSearchEntry *entry,
          guint          *count)
{
  ++*count;
}

/* The entry looks a moment after the last letter; who has opened by then what
 * Enter found stays there. */
/* What writes waits for whoever writes: an import would make the window wait at each pause in typing. */
static void
test_search_writes_nothing (AppTest      *test,
                            gconstpointer data)
{
  LepWindow *window = app_open (test);
  LepTarget  target = { .filter = "Prnjavor" };
  gint64     before, after;
  g_autoptr (GError) error = NULL;

  lep_db_get_int64 (lep_workspace_get_db (test->workspace), "SELECT count (*) FROM dirty_search", &before, &error);
  g_assert_no_error (error);
  g_assert_cmpint (before, >, 0);
  lep_window_go (window, "search", &target);
  g_assert_true (app_has_label (GTK_WIDGET (lep_window_get_page (window)), "Prvo zapošljavanje u Prnjavoru"));
  lep_db_get_int64 (lep_workspace_get_db (test->workspace), "SELECT count (*) FROM dirty_search", &after, &error);
  g_assert_no_error (error);
  g_assert_cmpint (after, ==, before);

  app_close (window);
}

static void
test_search_does_not_come_back (AppTest      *test,
                                gconstpointer data)
{
  LepWindow *window = app_open (test);
  GtkWidget *entry = GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (window), LEP_TYPE_WINDOW, "search_entry"));
  g_autoptr (LepQuery) query = lep_query_new ("project");
  g_autoptr (GPtrArray) projects = lep_query_run (test->workspace, query, NULL);
  guint n_looked = 0;

  g_signal_connect (entry, "search-changed", G_CALLBACK (count_cb), &n_looked);
  gtk_editable_set_text (GTK_EDITABLE (entry), "zenica");
  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpstr (lep_page_get_name (lep_window_get_page (window)), ==, "search");
  lep_window_open_record (window, "project", lep_record_get_id (g_ptr_array_index (projects, 0)), NULL);
  app_wait_until (n_looked > 0);
  g_assert_cmpstr (lep_page_get_name (lep_window_get_page (window)), !=, "search");

  /* The same words again are looked for again. */
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  gtk_editable_set_text (GTK_EDITABLE (entry), "zenica");
  app_wait_until (g_strcmp0 (lep_page_get_name (lep_window_get_page (window)), "search") == 0);
  app_close (window);
}

static void
test_search_says_when_nothing_is_found (AppTest      *test,
                                        gconstpointer data)
{
  LepWindow      *window = app_open (test);
  const LepTarget target = { .filter = "xyzzy" };
  GtkStack       *stack;

  lep_window_go (window, "search", &target);
  app_settle ();
  stack = GTK_STACK (gtk_widget_get_template_child (GTK_WIDGET (lep_window_get_page (window)), LEP_TYPE_SEARCH_PAGE, "stack"));
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "nothing");

  app_close (window);
}

static void
test_every_page_has_its_chapter (AppTest      *test,
                                 gconstpointer data)
{
  guint              n_pages;
  const LepPageInfo *pages = lep_page_table_all (&n_pages);

  for (guint i = 0; i < n_pages; i++)
    {
      g_autofree char *path = g_strdup_printf ("/com/example/lep/help/en/%s.txt", pages[i].help);
      g_autoptr (GBytes) text = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

      if (text == NULL)
        g_error ("%s: no chapter “%s”", pages[i].name, pages[i].help);
      g_assert_cmpuint (g_bytes_get_size (text), >, 40);
    }
}

/* Returns: (transfer full): the print dialog that is open */
static GtkWidget *
find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (LEP_IS_PRINT_DIALOG (window))
        return g_steal_pointer (&window);
    }

  return NULL;
}

static void
test_list_is_printed_as_it_is_shown (AppTest      *test,
                                     gconstpointer data)
{
  LepWindow *window = app_open (test);
  GtkWidget *dialog;
  GObject   *preview;

  open_page (window, "organisations");
  g_action_group_activate_action (G_ACTION_GROUP (window), "print", NULL);
  dialog = find_dialog ();
  g_assert_nonnull (dialog);
  preview = gtk_widget_get_template_child (dialog, LEP_TYPE_PRINT_DIALOG, "preview");
  app_wait_until (lep_print_preview_get_printed (LEP_PRINT_PREVIEW (preview)) != NULL);
  g_assert_true (app_has_label (dialog, "1 of 2") || app_has_label (dialog, "1 of 1"));

  gtk_window_destroy (GTK_WINDOW (dialog));
  app_settle ();
  g_assert_finalize_object (dialog);
  app_close (window);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(name, function) g_test_add ("/overview/" name, AppTest, NULL, app_set_up, function, app_tear_down)
  ADD ("counters-are-those-of-the-sample", test_counters_are_those_of_the_sample);
  ADD ("next-dates-are-named", test_next_dates_are_named);
  ADD ("counter-of-what-is-not-settled", test_counter_of_what_is_not_settled_is_marked);
  ADD ("counter-opens-its-entries", test_counter_opens_its_entries);
  ADD ("chart-has-a-table", test_chart_has_a_table);
  ADD ("closing-while-reading-is-harmless", test_closing_while_reading_is_harmless);
  ADD ("points-far-below-come-when-they-are-near", test_points_far_below_come_when_they_are_near);
  ADD ("attention-is-counted-in-the-sidebar", test_attention_is_counted_in_the_sidebar);
  ADD ("a-reason-is-written-in-peace", test_a_reason_is_written_in_peace);
  ADD ("a-point-is-put-away-and-listed-again", test_a_point_is_put_away_and_listed_again);
  ADD ("search-finds-across-scripts", test_search_finds_across_scripts);
  ADD ("search-writes-nothing", test_search_writes_nothing);
  ADD ("search-does-not-come-back", test_search_does_not_come_back);
  ADD ("search-says-when-nothing-is-found", test_search_says_when_nothing_is_found);
  ADD ("every-page-has-its-chapter", test_every_page_has_its_chapter);
  ADD ("list-is-printed-as-it-is-shown", test_list_is_printed_as_it_is_shown);
#undef ADD

  return g_test_run ();
}
