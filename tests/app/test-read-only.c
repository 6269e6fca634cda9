/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A workspace that can only be read: each page says so, and offers nothing that
 * would be refused. */

#include "app-other.h"

#include "lep-conflict.h"
#include "lep-query.h"

#define SCHOOL "0194c9e2-5b7c-7000-8000-00000000000a"

static void
write_name (LepWorkspace *workspace,
            const char   *name)
{
  g_autoptr (LepEdit) edit = lep_edit_new (workspace);
  g_autoptr (GError) error = NULL;

  lep_edit_row (edit, NULL, "organisation", SCHOOL, &error);
  lep_edit_set (edit, "name", name);
  lep_edit_set (edit, "actor_group", "education");
  lep_edit_commit (edit, &error);
  g_assert_no_error (error);
}

/* A laptop that is known, a conflict, and two organisations of one name. */
static void
fill (AppTest *test)
{
  Other other;
  g_autoptr (LepSurroundings) own = surroundings_of (test, "state");
  g_autofree char *file = NULL;

  write_name (test->workspace, "School");
  write_organisation (test->workspace, "School");
  other_init (&other, test, "second", FALSE);
  write_name (test->workspace, "School here");
  write_name (other.workspace, "School");
  write_name (other.workspace, "School there");
  file = export_from (test, other.workspace, other.surroundings, (LepExportOptions){ .full = TRUE });
  import_into (test->workspace, own, file);
  g_assert_cmpint (lep_conflicts_count (test->workspace, NULL), ==, 1);
  other_clear (&other);
}

static LepWindow *
open_read_only (AppTest *test)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepWorkspace) workspace = lep_workspace_open (test->path, LEP_OPEN_READ, test->clock, &error);
  LepWindow *window = lep_window_new (NULL, test->path);

  g_assert_no_error (error);
  lep_window_set_workspace (window, workspace);
  gtk_window_present (GTK_WINDOW (window));
  app_settle ();
  return g_object_ref (window);
}

static gboolean
is_banner (GtkWidget    *widget,
           gconstpointer data)
{
  return app_is_label (widget, "This workspace can only be read here. Nothing you do can change it.") && gtk_widget_get_mapped (widget);
}

static gboolean
does_action (GtkWidget    *widget,
             gconstpointer action)
{
  return GTK_IS_ACTIONABLE (widget) && g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)), action) == 0;
}

/* Whether a control of the page does this, and could be pressed. */
static gboolean
offers (LepWindow  *window,
        const char *action)
{
  GtkWidget *widget = app_find (GTK_WIDGET (lep_window_get_page (window)), does_action, action);

  return widget != NULL && gtk_widget_get_sensitive (widget);
}

static void
test_pages_offer_no_change (AppTest      *test,
                            gconstpointer data)
{
  static const struct
  {
    const char *page;
    const char *actions[7];
  } pages[] = {
    { "bundles", { "bundles.make", "bundles.make-for", "bundles.ask", "bundles.ask-for", "bundles.choose-folder", "folder.choose", NULL } },
    { "laptops", { "laptops.revoke", NULL } },
    { "conflicts", { "conflicts.many", NULL } },
    { "conflict", { "conflict.settle", "conflict.many", NULL } },
  };
  LepWindow *window;

  fill (test);
  window = open_read_only (test);
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      lep_window_go (window, pages[i].page, NULL);
      app_settle ();
      g_assert_nonnull (app_find (GTK_WIDGET (lep_window_get_page (window)), is_banner, NULL));
      for (guint k = 0; pages[i].actions[k] != NULL; k++)
        {
          if (offers (window, pages[i].actions[k]))
            g_error ("%s offers %s", pages[i].page, pages[i].actions[k]);
        }
    }

  /* A value can be looked at, not taken. */
  gtk_widget_activate_action (GTK_WIDGET (lep_window_get_page (window)), "conflict.pick", "u", 2);
  g_assert_false (offers (window, "conflict.settle"));
  app_close (window);
}

static void
test_a_record_offers_no_change (AppTest      *test,
                                gconstpointer data)
{
  LepWindow *window;

  fill (test);
  window = open_read_only (test);
  lep_window_open_record (window, "organisation", SCHOOL, NULL);
  app_settle ();
  g_assert_false (offers (window, "same.compare"));
  g_assert_false (offers (window, "same.part"));
  g_assert_false (offers (window, "record.delete"));
  app_close (window);
}

static gboolean
is_seen (GtkWidget    *widget,
         gconstpointer text)
{
  return app_is_label (widget, text) && gtk_widget_get_mapped (widget);
}

/* What was deleted is looked at: it says that it is, and takes nothing more. */
static void
test_a_deleted_record_says_so (AppTest      *test,
                               gconstpointer data)
{
  g_autoptr (LepEdit) edit = lep_edit_new (test->workspace);
  g_autoptr (LepEdit) end = lep_edit_new (test->workspace);
  g_autoptr (GError) error = NULL;
  g_autofree char *partnership = NULL, *meeting = NULL;
  LepWindow       *window = app_open (test);

  lep_edit_row (edit, NULL, "partnership", NULL, &error);
  lep_edit_set (edit, "name", "LEP");
  partnership = g_strdup (lep_edit_last_id (edit));
  lep_edit_row (edit, NULL, "meeting", NULL, &error);
  lep_edit_set (edit, "partnership", partnership);
  lep_edit_set (edit, "kind", "quarterly");
  lep_edit_set (edit, "held_on", "2026-03-01");
  lep_edit_commit (edit, &error);
  meeting = g_strdup (lep_edit_last_id (edit));
  lep_edit_delete (end, NULL, "meeting", meeting, &error);
  lep_edit_commit (end, &error);
  g_assert_no_error (error);

  lep_window_open_record (window, "meeting", meeting, NULL);
  app_settle ();
  g_assert_nonnull (app_find (GTK_WIDGET (window), is_seen, "Quarterly meeting · 1 Mar 2026 (deleted)"));
  g_assert_null (app_find (GTK_WIDGET (window), is_seen, "Add all members of the partnership"));
  lep_window_go (window, "deleted", NULL);
  app_wait_until (app_find (GTK_WIDGET (lep_window_get_page (window)), is_seen, "Quarterly meeting · 1 Mar 2026") != NULL);
  app_close (window);
}

#define TEST(name) g_test_add ("/read-only/" #name, AppTest, "empty", app_set_up, test_##name, app_tear_down)

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  TEST (pages_offer_no_change);
  TEST (a_record_offers_no_change);
  TEST (a_deleted_record_says_so);

  return g_test_run ();
}
