/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a list and the record below it part. */

#include "office-test.h"

#include "lep-list-page.h"

static GtkPaned *
get_paned (LepPage *page)
{
  return GTK_PANED (gtk_widget_get_template_child (GTK_WIDGET (page), LEP_TYPE_LIST_PAGE, "paned"));
}

static LepPage *
open_first (LepWindow  *window,
            const char *name)
{
  LepPage   *page;
  GtkWidget *view;

  lep_window_go_top (window, name);
  app_settle ();
  page = lep_window_get_page (window);
  view = app_find_type (GTK_WIDGET (page), GTK_TYPE_COLUMN_VIEW);
  app_wait_until (g_list_model_get_n_items (G_LIST_MODEL (gtk_column_view_get_model (GTK_COLUMN_VIEW (view)))) > 0);
  gtk_selection_model_select_item (gtk_column_view_get_model (GTK_COLUMN_VIEW (view)), 0, TRUE);
  app_settle ();
  return page;
}

static void
resize (LepWindow *window,
        GtkPaned  *paned,
        int        height)
{
  int before = gtk_widget_get_height (GTK_WIDGET (paned));

  gtk_window_set_default_size (GTK_WINDOW (window), 1100, height);
  app_wait_until (gtk_widget_get_height (GTK_WIDGET (paned)) != before);
  app_settle ();
}

static gboolean
is_kept (const char *kind)
{
  g_autoptr (GSettings) settings = g_settings_new ("com.example.lep");
  g_autoptr (GVariant) all = g_settings_get_value (settings, "dividers");
  int position;

  return g_variant_lookup (all, kind, "i", &position);
}

/* What nobody moved follows the window, and is not kept; what was moved stays. */
static void
test_divider_follows_the_window_until_it_is_moved (AppTest      *test,
                                                   gconstpointer data)
{
  LepWindow *window = app_open (test);
  LepPage   *page = open_first (window, "organisations");
  GtkPaned  *paned = get_paned (page);
  gboolean   moved;

  resize (window, paned, 760);
  g_assert_cmpint (gtk_paned_get_position (paned), ==, gtk_widget_get_height (GTK_WIDGET (paned)) * 3 / 8);
  resize (window, paned, 940);
  g_assert_cmpint (gtk_paned_get_position (paned), ==, gtk_widget_get_height (GTK_WIDGET (paned)) * 3 / 8);
  lep_window_go_top (window, "overview");
  app_settle ();
  g_assert_false (is_kept ("organisation"));

  lep_window_go_top (window, "organisations");
  app_settle ();
  gtk_widget_grab_focus (GTK_WIDGET (paned));
  g_signal_emit_by_name (paned, "move-handle", GTK_SCROLL_PAGE_DOWN, &moved);
  gtk_paned_set_position (paned, 420); /* as the drag does that it stands for */
  resize (window, paned, 860);
  g_assert_cmpint (gtk_paned_get_position (paned), ==, 420);
  lep_window_go_top (window, "overview");
  app_settle ();
  g_assert_true (is_kept ("organisation"));
  app_close (window);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add ("/divider/follows_the_window_until_it_is_moved", AppTest, NULL, app_set_up, test_divider_follows_the_window_until_it_is_moved, app_tear_down);
  return g_test_run ();
}
