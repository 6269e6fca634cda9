/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long every page of the window takes to open in a large programme, from
 * the click until nothing changes any more, and for how long the window does
 * not answer meanwhile. Runs inside a display of its own.
 *
 * Usage: bench-pages WORKSPACE [PAGE], filled by bench-scale; PAGE: that alone,
 * "records" or "sorting" */

#include <string.h>

#include <adwaita.h>

#include "lep-page-table.h"
#include "lep-window.h"

#include "bench-fill.h"
#include "bench.h"

/* Work of the main loop from so many seconds on is told from its rest. */
#define BUSY_S 0.002

/* Nothing for so long: all is there. Threads that count on for the sidebar are
 * not waited for. */
#define QUIET_S 0.7

/* A page that never rests is given up. */
#define ENOUGH_S 30

#define MAX_OPEN_MS  400
#define MAX_BLOCK_MS 100

static double polled; /* seconds that the main loop waited, not worked */

static int
poll_cb (GPollFD *descriptors,
         guint    n,
         int      timeout)
{
  BenchTime start = bench_start ();
  int       found = g_poll (descriptors, n, timeout);

  polled += bench_since (&start).wall;
  return found;
}

static gboolean
tick_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

/* As bench_start (), with the time that this thread used. */
static BenchTime
start_click (void)
{
  return (BenchTime){ bench_clock (CLOCK_MONOTONIC), bench_clock (CLOCK_THREAD_CPUTIME_ID) };
}

/* Lets the window work until it rests; says how long that took since @start and
 * what took longest. Beside it stands what the main thread used: what others do
 * on the machine is not in that. */
static void
say_until_rest (const char      *what,
                const BenchTime *start)
{
  double    last = bench_since (start).wall; /* what the click itself did */
  BenchTime longest = { last, bench_clock (CLOCK_THREAD_CPUTIME_ID) - start->cpu };
  double    now = last, used = longest.cpu;

  while (now - last < QUIET_S && now < ENOUGH_S)
    {
      double worked, before = bench_clock (CLOCK_THREAD_CPUTIME_ID);

      polled = 0;
      g_main_context_iteration (NULL, TRUE);
      worked = bench_since (start).wall - now - polled;
      now = bench_since (start).wall;
      before = bench_clock (CLOCK_THREAD_CPUTIME_ID) - before;
      used += before;
      longest = (BenchTime){ MAX (longest.wall, worked), MAX (longest.cpu, before) };
      if (worked >= BUSY_S)
        last = now;
    }
  bench_say (what, "ms", (BenchTime){ last * 1000, used * 1000 }, MAX_OPEN_MS, (BenchTime){ 0, 0 }, 0);
  bench_say ("  longest without an answer", "ms", (BenchTime){ longest.wall * 1000, longest.cpu * 1000 }, MAX_BLOCK_MS, (BenchTime){ 0, 0 }, 0);
}

/* Lets threads, too, finish what they read. */
static void
say_until_threads_rest (const char *what)
{
  BenchTime start = start_click ();
  double    before, after = bench_clock (CLOCK_PROCESS_CPUTIME_ID);

  do
    {
      BenchTime turn = start_click ();

      before = after;
      while (bench_since (&turn).wall < QUIET_S)
        g_main_context_iteration (NULL, TRUE);
      after = bench_clock (CLOCK_PROCESS_CPUTIME_ID);
    }
  while (after - before > QUIET_S / 10 && bench_since (&start).wall < ENOUGH_S);
  bench_say_size (what, "ms", (bench_since (&start).wall - QUIET_S) * 1000, 0);
}

static GtkWidget *
find (GtkWidget *root,
      GType      type)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type) && gtk_widget_get_mapped (root))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Whether a part is wanted: all are when none is named. */
static gboolean
is_asked (const char *only,
          const char *part)
{
  return only == NULL || g_str_equal (only, part);
}

/* Needs attention is left while it is read; its rows are made when it is seen again. */
static void
open_read (LepWindow *window)
{
  BenchTime start;

  lep_window_go_top (window, "laptops");
  say_until_threads_rest ("  until all is read");
  start = start_click ();
  lep_window_go_top (window, "attention");
  say_until_rest ("  once it is read", &start);
}

static void
open_pages (LepWindow  *window,
            const char *only)
{
  guint              n_pages;
  const LepPageInfo *pages = lep_page_table_all (&n_pages);

  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < n_pages; i++)
      if (is_asked (only, pages[i].name))
        {
          g_autofree char *what = g_strdup_printf (round == 0 ? "page: %s" : "page again: %s", pages[i].name);
          BenchTime        start = start_click ();

          lep_window_go_top (window, pages[i].name);
          say_until_rest (what, &start);
          if (round == 0 && g_str_equal (pages[i].name, "attention"))
            open_read (window);
        }
}

static void
open_record (LepWindow  *window,
             const char *page,
             const char *kind,
             const char *id)
{
  g_autofree char *what = g_strdup_printf ("record: %s", kind);
  const LepTarget  target = { .kind = kind, .id = id };
  BenchTime        start = start_click ();

  lep_window_go (window, page, &target);
  say_until_rest (what, &start);
}

static void
open_records (LepWindow *window)
{
  open_record (window, "projects", "project", BENCH_PROJECT);
  open_record (window, "partnerships", "partnership", BENCH_PARTNERSHIP);
  open_record (window, "results", "outcome", BENCH_OUTCOME);
}

/* Each title of the list of results is clicked, then its end looked at. */
static void
sort_results (LepWindow *window)
{
  GtkColumnView *view;
  GListModel    *columns;
  GtkAdjustment *adjustment;
  BenchTime      start;

  lep_window_go_top (window, "results");
  start = start_click ();
  say_until_rest ("results, from another page", &start);
  view = GTK_COLUMN_VIEW (find (GTK_WIDGET (window), GTK_TYPE_COLUMN_VIEW));
  g_assert_nonnull (view);
  columns = gtk_column_view_get_columns (view);
  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
      g_autofree char *what = g_strdup_printf ("results, sorted: %s", gtk_column_view_column_get_title (column));

      start = start_click ();
      gtk_column_view_sort_by_column (view, column, GTK_SORT_ASCENDING);
      say_until_rest (what, &start);
    }
  adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view));
  start = start_click ();
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
  say_until_rest ("results, to the end", &start);
}

static double
memory_mib (void)
{
  g_autofree char *text = NULL;
  const char      *line;

  if (!g_file_get_contents ("/proc/self/status", &text, NULL, NULL) || (line = g_strstr_len (text, -1, "VmRSS:")) == NULL)
    return 0;
  return (double) g_ascii_strtoull (line + strlen ("VmRSS:"), NULL, 10) / 1024;
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (LepClock) clock = lep_clock_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (LepWorkspace) workspace = NULL;
  LepWindow *window;
  BenchTime  start;

  g_assert_cmpint (argc, >=, 2);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, "gtk-cursor-blink", FALSE, NULL);
  g_main_context_set_poll_func (NULL, poll_cb);
  g_timeout_add (20, tick_cb, NULL);

  start = start_click ();
  workspace = lep_workspace_open (argv[1], LEP_OPEN_WRITE, clock, &error);
  g_assert_no_error (error);
  window = lep_window_new (NULL, argv[1]);
  lep_window_set_workspace (window, workspace);
  gtk_window_present (GTK_WINDOW (window));
  say_until_rest ("window, until it rests", &start);
  say_until_threads_rest ("  until all is read, what needs attention last");

  open_pages (window, argv[2]);
  if (is_asked (argv[2], "records"))
    open_records (window);
  if (is_asked (argv[2], "sorting"))
    sort_results (window);
  bench_say_size ("memory after all that", "MiB", memory_mib (), 0);
  gtk_window_destroy (GTK_WINDOW (window));
  return 0;
}
