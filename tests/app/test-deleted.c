/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of what was deleted. */

#include "list-test.h"

#include "lep-deleted-row.h"

static gboolean
tells_deletion (GtkWidget    *widget,
                gconstpointer data)
{
  const char *text = GTK_IS_LABEL (widget) ? gtk_label_get_label (GTK_LABEL (widget)) : "";

  return g_str_has_prefix (text, "Project · ") && strstr (text, "deleted on 30 June 2026, ") != NULL && g_str_has_suffix (text, " by Coordinator");
}

/* Who brings something back knows who took it away, and of what it was a part. */
static void
test_deleted_ones_tell_who_deleted_them (AppTest      *test,
                                         gconstpointer data)
{
  LepWindow *window = app_open (test);
  g_autoptr (LepQuery) query = lep_query_new ("project");
  g_autoptr (GPtrArray) projects = lep_query_run (test->workspace, query, NULL);

  delete_project (test, g_ptr_array_index (projects, 0));
  lep_window_go_top (window, "deleted");
  app_wait_until (app_find (GTK_WIDGET (lep_window_get_page (window)), tells_deletion, NULL) != NULL);
  app_close (window);
}

static gboolean
is_to_restore (GtkWidget    *widget,
               gconstpointer data)
{
  return GTK_IS_BUTTON (widget) && gtk_widget_get_ancestor (widget, LEP_TYPE_DELETED_ROW) != NULL;
}

static gboolean
is_empty (GtkWidget    *widget,
          gconstpointer data)
{
  return ADW_IS_STATUS_PAGE (widget) && gtk_widget_get_mapped (widget);
}

static gboolean
has_focus_within (LepWindow *window,
                  LepPage   *page)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (window));

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (page));
}

/* The key that brought one back, pressed again, takes nothing back: the focus goes to
 * the next one, or to the page once it is empty, and not to Undo. */
static void
test_focus_stays_in_the_page (AppTest      *test,
                              gconstpointer data)
{
  LepWindow *window = app_open (test);
  g_autoptr (LepQuery) query = lep_query_new ("project");
  g_autoptr (GPtrArray) projects = lep_query_run (test->workspace, query, NULL);
  LepPage *page;

  delete_project (test, g_ptr_array_index (projects, 0));
  delete_project (test, g_ptr_array_index (projects, 1));
  page = open_list (window, "deleted");
  while (app_find (GTK_WIDGET (page), is_empty, NULL) == NULL)
    {
      GtkWidget *button = app_find (GTK_WIDGET (page), is_to_restore, NULL);

      g_assert_true (gtk_widget_grab_focus (button));
      g_signal_emit_by_name (button, "clicked");
      app_settle ();
      /* GTK moves the focus with its next frame. */
      app_wait_until (has_focus_within (window, page));
      g_assert_true (gtk_widget_get_mapped (gtk_root_get_focus (GTK_ROOT (window))));
    }
  app_close (window);
}

#define ADD(path, function) g_test_add ("/deleted/" path, AppTest, NULL, app_set_up, function, app_tear_down)

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  ADD ("ones-tell-who-deleted-them", test_deleted_ones_tell_who_deleted_them);
  ADD ("focus-stays-in-the-page", test_focus_stays_in_the_page);

  return g_test_run ();
}
