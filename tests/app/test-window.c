/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window: first run, pages, the way back, what it remembers. */

#include <libintl.h>

#include "app-other.h"

#include "lep-first-run.h"
#include "lep-join-bundle.h"
#include "lep-language.h"
#include "lep-page-table.h"
#include "lep-preferences.h"
#include "lep-window-private.h"
#include "lep-sidebar-row.h"
#include "lep-unread.h"

static void
test_without_workspace_asks_who (AppTest      *test,
                                 gconstpointer data)
{
  LepWindow *window = g_object_ref (lep_window_new (NULL, "/nonexistent/workspace.lep"));
  GtkWidget *first_run = app_find_type (GTK_WIDGET (window), LEP_TYPE_FIRST_RUN);

  g_assert_nonnull (first_run);
  g_assert_true (gtk_widget_get_child_visible (first_run));
  g_assert_null (lep_window_get_page (window));
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (window), "new"));
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (window), "go"));

  app_close (window);
}

static void
test_ways_on_wait_for_the_name (AppTest      *test,
                                gconstpointer data)
{
  GtkWidget   *first_run = g_object_ref_sink (lep_first_run_new ("/nonexistent/workspace.lep"));
  GtkWidget   *button = GTK_WIDGET (gtk_widget_get_template_child (first_run, LEP_TYPE_FIRST_RUN, "start_button"));
  AdwEntryRow *name = ADW_ENTRY_ROW (gtk_widget_get_template_child (first_run, LEP_TYPE_FIRST_RUN, "name_row"));

  g_assert_false (gtk_widget_get_sensitive (button));
  gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_LABEL, "Start new");

  gtk_editable_set_text (GTK_EDITABLE (name), "  ");
  g_assert_false (gtk_widget_get_sensitive (button));

  gtk_editable_set_text (GTK_EDITABLE (name), "Coordinator");
  g_assert_true (gtk_widget_get_sensitive (button));

  g_assert_finalize_object (first_run);
}

static void
cancel_work (LepWindow *window)
{
  LepJobStrip *strip = LEP_JOB_STRIP (app_find_type (GTK_WIDGET (window), LEP_TYPE_JOB_STRIP));

  g_assert_true (lep_job_strip_is_running (strip));
  lep_job_strip_cancel (strip);
  app_wait_until (!lep_job_strip_is_running (strip));
}

/* What was cancelled leaves no workspace behind, whatever it is made from. */
static void
test_a_cancelled_beginning_leaves_nothing (AppTest      *test,
                                           gconstpointer data)
{
  g_autoptr (LepSurroundings) own = surroundings_of (test, "state");
  g_autofree char *file = export_from (test, test->workspace, own, (LepExportOptions){ .full = TRUE });
  g_autofree char *path = g_build_filename (test->dir, "new", "workspace.lep", NULL);
  g_autofree char *sample = g_build_filename (test->dir, "new", "sample.lep", NULL);
  const LepWho     who = { "Laptop 2", "Coordinator", "Jajce" };
  LepWindow       *window = g_object_ref (lep_window_new (NULL, path));
  GtkWidget       *first_run = app_find_type (GTK_WIDGET (window), LEP_TYPE_FIRST_RUN);
  GtkWidget       *button;

  gtk_window_present (GTK_WINDOW (window));
  gtk_editable_set_text (GTK_EDITABLE (gtk_widget_get_template_child (first_run, LEP_TYPE_FIRST_RUN, "name_row")), "Coordinator");
  button = GTK_WIDGET (gtk_widget_get_template_child (first_run, LEP_TYPE_FIRST_RUN, "sample_button"));
  gtk_widget_grab_focus (button);
  g_signal_emit_by_name (button, "clicked");
  cancel_work (window);
  g_assert_false (g_file_test (sample, G_FILE_TEST_EXISTS));

  lep_join_bundle (first_run, path, &who, file);
  app_wait_until (app_find_message () != NULL);
  app_answer ("trust", "Laptop 1");
  cancel_work (window);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_true (gtk_widget_is_sensitive (first_run));
  app_close (window);
}

static void
test_every_page_opens_and_goes (AppTest      *test,
                                gconstpointer data)
{
  LepWindow         *window = app_open (test);
  guint              n_pages;
  const LepPageInfo *pages = lep_page_table_all (&n_pages);

  g_assert_cmpuint (n_pages, >=, 14);
  for (guint i = 0; i < n_pages; i++)
    {
      lep_window_go (window, pages[i].name, NULL);
      app_settle ();
      g_assert_cmpstr (lep_page_get_name (lep_window_get_page (window)), ==, pages[i].name);
    }

  app_close (window);
}

/* Whoever walks through the pages with the keys keeps the sidebar under them, or has none. */
static void
test_sidebar_folds_on_all_pages_or_on_none (AppTest      *test,
                                            gconstpointer data)
{
  const int          beside_sidebar = 1024 - 208;
  GtkSettings       *settings = gtk_settings_get_default ();
  guint              n_pages;
  const LepPageInfo *pages = lep_page_table_all (&n_pages);

  for (int percent = 100; percent <= 150; percent += 50)
    {
      g_object_set (settings, "gtk-xft-dpi", percent * 96 * 1024 / 100, NULL);
      for (guint i = 0; i < n_pages; i++)
        {
          LepPage *page = g_object_ref_sink (lep_page_table_build (&pages[i], test->workspace));
          int      width;

          gtk_widget_measure (GTK_WIDGET (page), GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
          g_assert_true ((width <= beside_sidebar) == (percent == 100));
          g_assert_finalize_object (page);
        }
    }
  g_object_set (settings, "gtk-xft-dpi", 96 * 1024, NULL);
}

static void
test_page_alone_is_freed (AppTest      *test,
                          gconstpointer data)
{
  guint              n_pages;
  const LepPageInfo *pages = lep_page_table_all (&n_pages);

  for (guint i = 0; i < n_pages; i++)
    {
      LepPage *page = g_object_ref_sink (lep_page_table_build (&pages[i], test->workspace));

      g_assert_cmpstr (lep_page_get_name (page), ==, pages[i].name);
      g_assert_finalize_object (page);
    }
}

static void
test_back_leads_where_one_was (AppTest      *test,
                               gconstpointer data)
{
  LepWindow    *window = app_open (test);
  GActionGroup *actions = G_ACTION_GROUP (window);

  lep_window_go_top (window, "projects");
  g_assert_false (g_action_group_get_action_enabled (actions, "back"));

  lep_window_go (window, "search", NULL);
  g_assert_true (g_action_group_get_action_enabled (actions, "back"));

  lep_window_go_back (window);
  g_assert_cmpstr (lep_page_get_name (lep_window_get_page (window)), ==, "projects");
  g_assert_false (g_action_group_get_action_enabled (actions, "back"));

  app_close (window);
}

static void
test_sidebar_ends_the_way_back (AppTest      *test,
                                gconstpointer data)
{
  LepWindow *window = app_open (test);

  lep_window_go_top (window, "projects");
  lep_window_go (window, "search", NULL);
  g_action_group_activate_action (G_ACTION_GROUP (window), "go", g_variant_new_string ("meetings"));

  g_assert_cmpstr (lep_page_get_name (lep_window_get_page (window)), ==, "meetings");
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (window), "back"));

  app_close (window);
}

/* Who is deep in a page and chooses it again wants its top. */
static void
test_sidebar_leads_to_the_top_of_a_page (AppTest      *test,
                                         gconstpointer data)
{
  LepWindow     *window = app_open (test);
  GtkWidget     *nav;
  GtkListBoxRow *row;

  app_wait_until (gtk_widget_get_mapped (GTK_WIDGET (window)));
  lep_window_go_top (window, "calls");
  lep_window_go (window, "ranking", NULL);
  g_assert_cmpstr (lep_page_get_name (lep_window_get_page (window)), ==, "ranking");
  nav = gtk_widget_get_ancestor (app_find_type (GTK_WIDGET (window), LEP_TYPE_SIDEBAR_ROW), GTK_TYPE_LIST_BOX);
  row = gtk_list_box_get_selected_row (GTK_LIST_BOX (nav));
  g_assert_nonnull (row);
  g_signal_emit_by_name (nav, "row-activated", row);
  g_assert_cmpstr (lep_page_get_name (lep_window_get_page (window)), ==, "calls");
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (window), "back"));
  app_close (window);
}

static void
test_page_comes_back_with_the_next_window (AppTest      *test,
                                           gconstpointer data)
{
  LepWindow *window = app_open (test);

  lep_window_go_top (window, "decisions");
  app_close (window);

  window = app_open (test);
  g_assert_cmpstr (lep_page_get_name (lep_window_get_page (window)), ==, "decisions");
  lep_window_go_top (window, "overview");
  app_close (window);
}

static void
test_count_is_said_with_the_name (AppTest      *test,
                                  gconstpointer data)
{
  GtkWidget *row = g_object_ref_sink (lep_sidebar_row_new (lep_page_table_find ("attention")));

  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_LABEL, "Needs attention");
  lep_sidebar_row_set_count (LEP_SIDEBAR_ROW (row), 7, "attention");
  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_LABEL, "Needs attention, 7 waiting");

  g_assert_finalize_object (row);
}

static void
test_toast_stays_in_the_status_line (AppTest      *test,
                                     gconstpointer data)
{
  LepWindow *window = app_open (test);

  lep_window_toast (window, "3 entries <deleted>", TRUE);
  g_assert_true (app_has_label (GTK_WIDGET (window), "3 entries <deleted>"));

  app_close (window);
}

/* What Alt and a letter would press, as far as it is seen. */
static void
count_mnemonics (GtkWidget  *widget,
                 const char *page,
                 GHashTable *seen)
{
  guint keyval = GTK_IS_LABEL (widget) ? gtk_label_get_mnemonic_keyval (GTK_LABEL (widget)) : GDK_KEY_VoidSymbol;

  if (!gtk_widget_get_mapped (widget))
    return;
  if (keyval != GDK_KEY_VoidSymbol && !g_hash_table_insert (seen, GUINT_TO_POINTER (keyval), widget))
    g_error ("%s: Alt and the letter of “%s” lead to two places", page, gtk_label_get_text (GTK_LABEL (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    count_mnemonics (child, page, seen);
}

/* A letter with two places presses neither: it only goes from one to the other. */
static void
test_no_letter_has_two_places (AppTest      *test,
                               gconstpointer data)
{
  LepWindow         *window = app_open (test);
  guint              n_pages;
  const LepPageInfo *pages = lep_page_table_all (&n_pages);

  app_wait_until (gtk_widget_get_mapped (GTK_WIDGET (window)));
  for (guint i = 0; i < n_pages; i++)
    {
      g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

      lep_window_go (window, pages[i].name, NULL);
      if (g_str_equal (pages[i].name, "ranking"))
        app_wait_until (app_has_label (GTK_WIDGET (window), "Reserve list"));
      app_settle ();
      count_mnemonics (GTK_WIDGET (window), pages[i].name, seen);
    }
  app_close (window);
}

/* Controls that have no text of their own must be named; a mnemonic's "_" is no name. */
static gboolean
is_unnamed (GtkWidget    *widget,
            gconstpointer data)
{
  gboolean has_label = gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL) ||
                       gtk_test_accessible_has_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY);

  /* Only what can be met; and a window's own buttons are GTK's. */
  if (!gtk_widget_get_mapped (widget) || gtk_widget_get_ancestor (widget, GTK_TYPE_WINDOW_CONTROLS) != NULL)
    return FALSE;
  if (GTK_IS_SEARCH_ENTRY (widget) || GTK_IS_ENTRY (widget) || GTK_IS_DROP_DOWN (widget) || GTK_IS_MENU_BUTTON (widget) ||
      GTK_IS_TEXT_VIEW (widget))
    return !has_label && gtk_widget_get_ancestor (widget, GTK_TYPE_DROP_DOWN) == (GTK_IS_DROP_DOWN (widget) ? widget : NULL);
  if (G_OBJECT_TYPE (widget) == GTK_TYPE_BUTTON)
    return !has_label && gtk_button_get_label (GTK_BUTTON (widget)) == NULL;

  return FALSE;
}

static void
test_every_control_has_a_name (AppTest      *test,
                               gconstpointer data)
{
  LepWindow         *window = app_open (test);
  guint              n_pages;
  const LepPageInfo *pages = lep_page_table_all (&n_pages);

  app_wait_until (gtk_widget_get_mapped (GTK_WIDGET (window)));

  for (guint i = 0; i < n_pages; i++)
    {
      GtkWidget *unnamed;

      lep_window_go (window, pages[i].name, NULL);
      app_settle ();
      unnamed = app_find (GTK_WIDGET (lep_window_get_page (window)), is_unnamed, NULL);
      if (unnamed != NULL)
        g_error ("%s: %s “%s” has no name", pages[i].name, G_OBJECT_TYPE_NAME (unnamed),
                 gtk_buildable_get_buildable_id (GTK_BUILDABLE (unnamed)));
    }

  app_close (window);
}

static gboolean
set_flag_cb (gpointer flag)
{
  *(gboolean *) flag = TRUE;
  return G_SOURCE_REMOVE;
}

/* libadwaita 1.2 falls over a toast that is dismissed while it comes in. */
static void
test_toasts_in_quick_succession (AppTest      *test,
                                 gconstpointer data)
{
  LepWindow *window = app_open (test);
  gboolean   over = FALSE;

  app_wait_until (gtk_widget_get_mapped (GTK_WIDGET (window)));
  for (guint i = 1; i <= 4; i++)
    {
      g_autofree char *text = g_strdup_printf ("Word %u", i);
      gboolean         next = FALSE;

      lep_window_toast (window, text, i % 2 == 0);
      g_timeout_add (60, set_flag_cb, &next);
      app_wait_until (next);
    }
  g_timeout_add (900, set_flag_cb, &over); /* all animations have ended by then */
  app_wait_until (over);
  g_assert_true (app_has_label (GTK_WIDGET (window), "Word 4"));
  g_assert_false (app_has_label (GTK_WIDGET (window), "Word 3"));
  app_close (window);
}

/* A typed name is noted though its tick was not pressed; without a name it stays open. */
static void
test_a_typed_name_is_kept (AppTest      *test,
                           gconstpointer data)
{
  LepWindow       *window = app_open (test);
  GtkWidget       *preferences = lep_preferences_new (window);
  GtkEditable     *row = GTK_EDITABLE (gtk_widget_get_template_child (preferences, LEP_TYPE_PREFERENCES, "person_row"));
  g_autofree char *person = NULL;
  gboolean         stays;

  gtk_window_present (GTK_WINDOW (preferences));
  gtk_editable_set_text (row, "");
  g_signal_emit_by_name (preferences, "close-request", &stays);
  g_assert_true (stays);
  gtk_editable_set_text (row, "Clerk");
  g_signal_emit_by_name (preferences, "close-request", &stays);
  g_assert_false (stays);
  lep_workspace_get_meta (test->workspace, LEP_META_PERSON, &person, NULL);
  g_assert_cmpstr (person, ==, "Clerk");
  gtk_window_destroy (GTK_WINDOW (preferences));
  app_close (window);
}

/* The window is built anew in another language: a name that was typed is noted before;
 * without one it is not, and what was typed beside it stays. */
static void
test_a_typed_name_is_kept_in_another_language (AppTest      *test,
                                               gconstpointer data)
{
  g_autoptr (GtkApplication) application = gtk_application_new ("com.example.lep.test", G_APPLICATION_NON_UNIQUE);
  g_autoptr (GSettings) settings = g_settings_new (LEP_APPLICATION_ID);
  g_autofree char *person = NULL;
  LepWindow       *window;
  GtkWidget       *preferences;
  GtkEditable     *place;
  GtkEditable     *name;
  AdwComboRow     *language;
  guint            chosen;

  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  window = lep_window_new (application, test->path);
  lep_window_set_workspace (window, test->workspace);
  gtk_window_present (GTK_WINDOW (window));
  preferences = lep_preferences_new (window);
  gtk_window_present (GTK_WINDOW (preferences));
  name = GTK_EDITABLE (gtk_widget_get_template_child (preferences, LEP_TYPE_PREFERENCES, "person_row"));
  place = GTK_EDITABLE (gtk_widget_get_template_child (preferences, LEP_TYPE_PREFERENCES, "place_row"));
  language = ADW_COMBO_ROW (gtk_widget_get_template_child (preferences, LEP_TYPE_PREFERENCES, "language_row"));
  chosen = adw_combo_row_get_selected (language);
  gtk_editable_set_text (name, "");
  gtk_editable_set_text (place, "Bugojno");
  adw_combo_row_set_selected (language, chosen == 1 ? 2 : 1);
  app_settle ();
  g_assert_true (gtk_widget_get_mapped (preferences));
  g_assert_cmpuint (adw_combo_row_get_selected (language), ==, chosen);
  g_assert_cmpstr (gtk_editable_get_text (place), ==, "Bugojno");

  gtk_editable_set_text (name, "Clerk");
  adw_combo_row_set_selected (language, chosen == 1 ? 2 : 1);
  app_settle ();
  lep_workspace_get_meta (test->workspace, LEP_META_PERSON, &person, NULL);
  g_assert_cmpstr (person, ==, "Clerk");
  window = LEP_WINDOW (gtk_application_get_windows (application)->data);
  g_assert_true (lep_window_get_workspace (window) == test->workspace);

  gtk_window_destroy (GTK_WINDOW (window));
  app_settle ();
  g_settings_reset (settings, "language");
  lep_language_apply (settings);
}

/* Beside the workspace, as the preferences say, and under a name that is free. */
static void
test_a_copy_is_offered_where_it_can_be (AppTest      *test,
                                        gconstpointer data)
{
  LepWindow       *window = app_open (test);
  g_autofree char *today = lep_window_dup_today ();
  g_autofree char *name = g_strdup_printf ("test-%s.lep", today);
  g_autofree char *second = g_strdup_printf ("test-%s-2.lep", today);
  g_autofree char *path = g_build_filename (test->dir, name, NULL);
  g_autofree char *offered = NULL;
  g_autoptr (GFile) folder = NULL;
  GtkFileChooser *chooser;

  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  lep_window_choose_backup (window);
  app_wait_until ((chooser = app_find_file_chooser ()) != NULL);
  offered = gtk_file_chooser_get_current_name (chooser);
  g_assert_cmpstr (offered, ==, second);
  app_wait_until ((folder = gtk_file_chooser_get_current_folder (chooser)) != NULL);
  g_assert_cmpstr (g_file_peek_path (folder), ==, test->dir);
  app_close (window);
}

/* What was chosen can be given up again; where nothing was, nothing offers it. */
static void
test_a_chosen_folder_can_be_given_up (AppTest      *test,
                                      gconstpointer data)
{
  LepWindow *window = app_open (test);
  g_autoptr (GSettings) settings = g_settings_new (LEP_APPLICATION_ID);
  GtkWidget       *preferences, *logo, *folder;
  g_autofree char *path = NULL;

  g_settings_set_string (settings, "backup-folder", "/nonexistent");
  preferences = lep_preferences_new (window);
  logo = GTK_WIDGET (gtk_widget_get_template_child (preferences, LEP_TYPE_PREFERENCES, "logo_clear"));
  folder = GTK_WIDGET (gtk_widget_get_template_child (preferences, LEP_TYPE_PREFERENCES, "backup_clear"));
  g_assert_false (gtk_widget_get_visible (logo));
  g_assert_true (gtk_widget_get_visible (folder));
  g_signal_emit_by_name (folder, "clicked");
  g_assert_false (gtk_widget_get_visible (folder));
  path = g_settings_get_string (settings, "backup-folder");
  g_assert_cmpstr (path, ==, "");
  gtk_window_destroy (GTK_WINDOW (preferences));
  app_close (window);
}

/* From one to the next and back, again: no text of the one before stays. */
static void
test_languages_replace_each_other (AppTest      *test,
                                   gconstpointer data)
{
  static const struct
  {
    const char *tag, *text;
  } steps[] = { { "bs", "Organizacije" }, { "sr-Cyrl", "Организације" }, { "", "Organisations" }, { "bs", "Organizacije" }, { "", "Organisations" } };
  g_autoptr (GSettings) settings = g_settings_new (LEP_APPLICATION_ID);

  bindtextdomain (GETTEXT_PACKAGE, lep_language_folder ());
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_settings_set_string (settings, "language", steps[i].tag);
      lep_language_apply (settings);
      g_assert_cmpstr (g_dgettext (GETTEXT_PACKAGE, "Organisations"), ==, steps[i].text);
    }
}

/* A list that cannot be read is not told as an empty one: the reason stands there, and a
 * button that reads again. */
static void
test_unread_list_is_not_an_empty_one (AppTest      *test,
                                      gconstpointer data)
{
  LepWindow *window = app_open (test);
  GtkWidget *page;
  GtkWidget *unread;

  app_rename_table (test->path, "k_outcome", "away");
  lep_window_go_top (window, "results");
  page = GTK_WIDGET (lep_window_get_page (window));
  app_wait_until (app_find_type (page, LEP_TYPE_UNREAD) != NULL);
  unread = app_find_type (page, LEP_TYPE_UNREAD);
  app_wait_until (gtk_widget_get_mapped (unread));
  g_assert_true (app_has_label (unread, "The list could not be read"));
  g_assert_true (lep_unread_is_said (LEP_UNREAD (unread)));
  g_assert_false (gtk_widget_get_mapped (app_find (page, app_is_label, "No results yet")));

  app_rename_table (test->path, "away", "k_outcome");
  g_signal_emit_by_name (unread, "again");
  app_wait_until (!gtk_widget_get_mapped (unread));
  g_assert_true (gtk_widget_get_mapped (app_find (page, app_is_label, "No results yet")));
  while (app_find_message () != NULL) /* of the overview, that was being read */
    gtk_window_destroy (GTK_WINDOW (app_find_message ()));
  app_close (window);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(name, function) g_test_add ("/window/" name, AppTest, NULL, app_set_up, function, app_tear_down)
  ADD ("a-chosen-folder-can-be-given-up", test_a_chosen_folder_can_be_given_up);
  ADD ("without-workspace-asks-who", test_without_workspace_asks_who);
  ADD ("ways-on-wait-for-the-name", test_ways_on_wait_for_the_name);
  ADD ("a-cancelled-beginning-leaves-nothing", test_a_cancelled_beginning_leaves_nothing);
  ADD ("every-page-opens-and-goes", test_every_page_opens_and_goes);
  ADD ("sidebar-folds-on-all-pages-or-on-none", test_sidebar_folds_on_all_pages_or_on_none);
  ADD ("page-alone-is-freed", test_page_alone_is_freed);
  ADD ("back-leads-where-one-was", test_back_leads_where_one_was);
  ADD ("sidebar-ends-the-way-back", test_sidebar_ends_the_way_back);
  ADD ("sidebar-leads-to-the-top-of-a-page", test_sidebar_leads_to_the_top_of_a_page);
  ADD ("no-letter-has-two-places", test_no_letter_has_two_places);
  ADD ("page-comes-back-with-the-next-window", test_page_comes_back_with_the_next_window);
  ADD ("count-is-said-with-the-name", test_count_is_said_with_the_name);
  ADD ("toast-stays-in-the-status-line", test_toast_stays_in_the_status_line);
  ADD ("toasts-in-quick-succession", test_toasts_in_quick_succession);
  ADD ("every-control-has-a-name", test_every_control_has_a_name);
  ADD ("a-typed-name-is-kept", test_a_typed_name_is_kept);
  ADD ("a-typed-name-is-kept-in-another-language", test_a_typed_name_is_kept_in_another_language);
  ADD ("a-copy-is-offered-where-it-can-be", test_a_copy_is_offered_where_it_can_be);
  ADD ("languages-replace-each-other", test_languages_replace_each_other);
#undef ADD
  g_test_add ("/window/unread-list", AppTest, "empty", app_set_up, test_unread_list_is_not_an_empty_one, app_tear_down);

  return g_test_run ();
}
