/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Locked bundles in the window, and the exchange folder: what is chosen for whom,
 * what is asked, and what is said of one that does not open. */

#include "app-other.h"

#include <utime.h>

#include <glib/gstdio.h>

#include "lep-folder-choice.h"
#include "lep-folder.h"
#include "lep-lock-group.h"
#include "lep-make-bundle-dialog.h"
#include "lep-query.h"

#define PHRASE "zeleno nebo baterija spajalica"

static GPtrArray *
peers_of (AppTest *test)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *peers = lep_peers_list (test->workspace, &error);

  g_assert_no_error (error);
  return peers;
}

static AdwMessageDialog *
find_question (const char *heading)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window) && g_strcmp0 (adw_message_dialog_get_heading (ADW_MESSAGE_DIALOG (window)), heading) == 0)
        return ADW_MESSAGE_DIALOG (window);
    }
  return NULL;
}

/* Types a pass-phrase into the question with this heading. */
static void
type_passphrase (const char *heading,
                 const char *passphrase)
{
  AdwMessageDialog *dialog;
  GtkWidget        *entry;

  app_wait_until (find_question (heading) != NULL);
  dialog = find_question (heading);
  g_assert_false (adw_message_dialog_get_response_enabled (dialog, "open"));
  entry = app_find_type (adw_message_dialog_get_extra_child (dialog), ADW_TYPE_PASSWORD_ENTRY_ROW);
  gtk_editable_set_text (GTK_EDITABLE (entry), passphrase);
  g_assert_true (adw_message_dialog_get_response_enabled (dialog, "open"));
  adw_message_dialog_response (dialog, "open");
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static gboolean
starts_with (GtkWidget    *widget,
             gconstpointer data)
{
  return GTK_IS_LABEL (widget) && g_str_has_prefix (gtk_label_get_label (GTK_LABEL (widget)), data);
}

static gboolean
says (LepWindow  *window,
      const char *start)
{
  GtkWidget *label = app_find (GTK_WIDGET (window), starts_with, start);

  return label != NULL && gtk_widget_get_mapped (label);
}

static void
open_file (LepWindow  *window,
           const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  lep_window_open_file (window, file);
}

static void
test_a_known_receiver_gets_it_locked (AppTest      *test,
                                      gconstpointer data)
{
  Other other;
  g_autoptr (GPtrArray) peers = NULL;
  g_auto (GStrv) seal = NULL;
  g_autofree char *file = NULL, *opened = NULL, *key = NULL;
  g_autofree char *age = g_find_program_in_path ("age");
  g_autoptr (LepSurroundings) own = surroundings_of (test, "state");
  g_autoptr (GError) error = NULL;
  LepLockGroup *group = g_object_ref_sink (g_object_new (LEP_TYPE_LOCK_GROUP, NULL));
  int           status = 0;

  other_init (&other, test, "second", TRUE);
  peers = peers_of (test);
  lep_lock_group_set_receivers (group, test->workspace, peers, FALSE);
  g_assert_true (lep_lock_group_is_complete (group));
  g_assert_null (lep_lock_group_dup_passphrase (group));
  seal = lep_lock_group_dup_seal (group);
  g_assert_cmpuint (g_strv_length (seal), ==, 2); /* the receiver, and this laptop for the slip */
  g_assert_cmpstr (seal[0], ==, other.id);

  file = export_from (test, test->workspace, own, (LepExportOptions){ .peer = other.id, .full = TRUE, .seal = (const char *const *) seal });
  g_assert_true (g_str_has_suffix (file, ".lepx.age"));
  if (age != NULL)
    {
      const char *argv[] = { age, "-d", "-i", NULL, "-o", NULL, NULL, NULL };

      key = g_build_filename (other.surroundings->state_dir, other.id, "seal.key", NULL);
      opened = g_build_filename (test->dir, "opened.lepx", NULL);
      argv[3] = key;
      argv[5] = opened;
      argv[6] = file;
      g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, &status, &error);
      g_assert_no_error (error);
      g_assert_cmpint (status, ==, 0);
      import_into (other.workspace, other.surroundings, opened);
    }
  import_into (other.workspace, other.surroundings, file);
  g_assert_finalize_object (group);
  other_clear (&other);
}

static void
test_an_unknown_key_takes_a_pass_phrase (AppTest      *test,
                                         gconstpointer data)
{
  Other         other;
  GtkWindow    *window = g_object_ref_sink (g_object_new (ADW_TYPE_WINDOW, NULL));
  LepLockGroup *group = g_object_new (LEP_TYPE_LOCK_GROUP, NULL);
  GtkWidget    *lock, *entry, *repeat;
  g_autoptr (GPtrArray) peers = NULL;
  g_autofree char *phrase = NULL;

  adw_window_set_content (ADW_WINDOW (window), GTK_WIDGET (group));
  other_init (&other, test, "silent", FALSE);
  peers = peers_of (test);
  lep_lock_group_set_receivers (group, test->workspace, peers, FALSE);
  lock = app_find_type (GTK_WIDGET (group), GTK_TYPE_SWITCH);
  g_assert_false (gtk_switch_get_active (GTK_SWITCH (lock)));
  g_assert_true (lep_lock_group_is_complete (group));
  gtk_switch_set_active (GTK_SWITCH (lock), TRUE);
  g_assert_false (lep_lock_group_is_complete (group));

  entry = app_find_type (GTK_WIDGET (group), ADW_TYPE_PASSWORD_ENTRY_ROW);
  repeat = gtk_widget_get_next_sibling (entry);
  g_assert_true (ADW_IS_PASSWORD_ENTRY_ROW (repeat) && gtk_widget_get_visible (repeat));
  gtk_editable_set_text (GTK_EDITABLE (entry), "kratko");
  gtk_editable_set_text (GTK_EDITABLE (repeat), "kratko");
  g_assert_false (lep_lock_group_is_complete (group));
  g_assert_true (app_has_label (GTK_WIDGET (group), "That is too short: take at least eight characters, better four words."));
  gtk_editable_set_text (GTK_EDITABLE (entry), PHRASE);
  g_assert_true (app_has_label (GTK_WIDGET (group), "The two are not the same yet."));
  g_assert_false (lep_lock_group_is_complete (group));
  gtk_editable_set_text (GTK_EDITABLE (repeat), PHRASE);
  g_assert_true (app_has_label (GTK_WIDGET (group), "Hard to guess."));
  g_assert_true (lep_lock_group_is_complete (group));
  g_assert_null (lep_lock_group_dup_seal (group));
  phrase = lep_lock_group_dup_passphrase (group);
  g_assert_cmpstr (phrase, ==, PHRASE);

  gtk_window_destroy (window);
  g_object_unref (window);
  other_clear (&other);
}

static void
test_the_pass_phrase_is_asked_again (AppTest      *test,
                                     gconstpointer data)
{
  Other            other;
  LepWindow       *window;
  g_autofree char *file = NULL;

  other_init (&other, test, "second", TRUE);
  write_organisation (other.workspace, "Locked school");
  file = export_from (test, other.workspace, other.surroundings, (LepExportOptions){ .full = TRUE, .passphrase = PHRASE });
  window = app_open (test);
  open_file (window, file);
  type_passphrase ("What is the pass-phrase?", "something else");
  type_passphrase ("That is not the pass-phrase", PHRASE);
  app_wait_until (says (window, "Nothing has been changed yet."));
  g_assert_null (find_question ("That is not the pass-phrase"));
  app_close (window);
  other_clear (&other);
}

static void
test_one_for_others_says_so (AppTest      *test,
                             gconstpointer data)
{
  Other            second, third;
  LepWindow       *window;
  g_autofree char *foreign = NULL, *given = NULL, *relayed = NULL;
  g_autoptr (LepSurroundings) own = surroundings_of (test, "state");

  other_init (&second, test, "second", TRUE);
  other_init (&third, test, "third", TRUE);
  given = export_from (test, test->workspace, own, (LepExportOptions){ .peer = third.id, .full = TRUE, .seal = (const char *const[]){ third.id, NULL } });
  relayed = export_from (test, test->workspace, own, (LepExportOptions){ .full = TRUE });
  import_into (second.workspace, second.surroundings, relayed);
  foreign = export_from (test, second.workspace, second.surroundings, (LepExportOptions){ .full = TRUE, .seal = (const char *const[]){ third.id, NULL } });

  window = app_open (test);
  open_file (window, foreign);
  app_wait_until (says (window, "It is locked for another laptop; the file does not tell which one."));
  open_file (window, given);
  app_wait_until (says (window, "It was made here and locked for the laptop “third”"));
  app_close (window);
  other_clear (&second);
  other_clear (&third);
}

/* Returns: (transfer none) (nullable): the dialog that makes the answer */
static GtkWindow *
find_answer (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) dialog = g_list_model_get_item (windows, i);

      if (LEP_IS_MAKE_BUNDLE_DIALOG (dialog))
        return dialog;
    }
  return NULL;
}

static void
test_a_request_is_answered (AppTest      *test,
                            gconstpointer data)
{
  Other            other;
  LepWindow       *window;
  g_autofree char *file = NULL;

  other_init (&other, test, "second", TRUE);
  write_organisation (test->workspace, "Asked for");
  file = export_from (test, other.workspace, other.surroundings, (LepExportOptions){ .request = TRUE });
  window = app_open (test);
  open_file (window, file);
  app_wait_until (says (window, "second asks for what is missing there: "));
  gtk_widget_activate_action (GTK_WIDGET (lep_window_get_page (window)), "bundle.apply", NULL);
  app_wait_until (find_answer () != NULL);
  gtk_window_destroy (find_answer ());
  app_settle ();
  app_close (window);
  other_clear (&other);
}

static gboolean
is_at_rest (LepFolderWatch *watch)
{
  const LepFolderState *state = lep_folder_watch_get_state (watch);

  return !state->is_looking && (state->looked_at != 0 || state->trouble != NULL);
}

static void
test_the_folder_is_looked_at (AppTest      *test,
                              gconstpointer data)
{
  Other            other;
  LepWindow       *window;
  LepFolderWatch  *watch;
  g_autofree char *folder = g_build_filename (test->dir, "shared", NULL);
  g_autoptr (LepFolder) theirs = NULL;
  g_autoptr (LepFolderRound) round = NULL;
  g_autoptr (GError) error = NULL;
  const LepFolderOptions how = { 0 };
  const LepFolderState  *state;

  g_mkdir (folder, 0700);
  other_init (&other, test, "second", TRUE);
  write_organisation (other.workspace, "Through the folder");
  theirs = lep_folder_new (folder);
  lep_folder_sync (theirs, other.workspace, other.surroundings, &how, NULL, NULL, &round, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (round->written->len, ==, 1);

  window = app_open (test);
  watch = lep_window_get_folder_watch (window);
  state = lep_folder_watch_get_state (watch);
  g_assert_null (state->choice.path);
  g_assert_false (lep_folder_watch_choose (watch, test->dir, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_INVALID);
  g_clear_error (&error);

  g_assert_true (lep_folder_watch_choose (watch, folder, &error));
  g_assert_no_error (error);
  lep_folder_watch_look (watch);
  app_wait_until (is_at_rest (watch) && state->n_taken == 1);
  g_assert_cmpstr (((LepFolderTaken *) g_ptr_array_index (state->taken, 0))->from, ==, "second");
  g_assert_null (state->trouble);
  g_assert_cmpuint (state->left->len, ==, 0);
  g_assert_cmpuint (state->n_written, ==, 1);
  app_close (window);
  other_clear (&other);
}

/* Off again, what was chosen stays with the workspace. */
static void
check_that_it_is_kept (AppTest    *test,
                       LepWindow  *window,
                       const char *folder)
{
  g_autoptr (LepFolderWatch) again = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (lep_folder_watch_set_on (lep_window_get_folder_watch (window), FALSE, &error));
  again = lep_folder_watch_new (GTK_WIDGET (window), test->workspace);
  g_assert_cmpstr (lep_folder_watch_get_state (again)->choice.path, ==, folder);
  g_assert_false (lep_folder_watch_get_state (again)->choice.on);
  g_assert_true (lep_folder_watch_get_state (again)->choice.seal);
}

/* No bundle, and none that is still on its way. */
static void
put_long_ago (const char *path)
{
  struct utimbuf   long_ago = { 86400, 86400 };
  g_autofree char *part = g_strconcat (path, ".part", NULL);

  g_file_set_contents (part, "no bundle", -1, NULL);
  g_assert_cmpint (g_utime (part, &long_ago), ==, 0);
  g_assert_cmpint (g_rename (part, path), ==, 0);
}

static void
test_a_stranger_there_needs_the_user (AppTest      *test,
                                      gconstpointer data)
{
  Other            other;
  LepWindow       *window;
  LepFolderWatch  *watch;
  g_autofree char *folder = g_build_filename (test->dir, "shared", NULL);
  g_autofree char *path = g_build_filename (test->dir, "stranger.lep", NULL);
  g_autofree char *file = NULL, *damaged = g_build_filename (folder, "damaged.lepx", NULL);
  const LepWho     who = { "Stranger", "Stranger", "Nowhere" };
  g_autoptr (GError) error = NULL;
  const LepFolderState *state;

  g_mkdir (folder, 0700);
  other.surroundings = surroundings_of (test, "stranger");
  other.workspace = lep_identity_create (other.surroundings, path, &who, &error);
  g_assert_no_error (error);
  other.id = NULL;
  lep_programme_create (other.workspace, "Another", "BAM", NULL, &error);
  file = export_from (test, other.workspace, other.surroundings, (LepExportOptions){ .full = TRUE });
  {
    g_autofree char *name = g_path_get_basename (file);
    g_autofree char *there = g_build_filename (folder, name, NULL);

    g_assert_cmpint (g_rename (file, there), ==, 0);
  }
  put_long_ago (damaged);

  window = app_open (test);
  watch = lep_window_get_folder_watch (window);
  state = lep_folder_watch_get_state (watch);
  lep_window_go (window, "bundles", NULL);
  g_assert_true (lep_folder_watch_choose (watch, folder, &error));
  lep_folder_watch_look (watch);
  app_wait_until (is_at_rest (watch) && state->left->len == 2);
  g_assert_cmpuint (state->n_taken, ==, 0);
  for (guint i = 0; i < 2; i++)
    {
      const LepFolderLeft *left = g_ptr_array_index (state->left, i);

      g_assert_true (left->can_open == !g_str_equal (left->file, "damaged.lepx"));
    }
  g_assert_true (says (window, "Signed by Stranger, who is not known here yet"));

  check_that_it_is_kept (test, window, folder);
  app_close (window);
  other_clear (&other);
}

/* What lay there and was left is forgotten once it is gone; a watch that was
 * stopped while it looked is let go. */
static void
test_what_is_gone_is_forgotten (AppTest      *test,
                                gconstpointer data)
{
  LepWindow       *window = app_open (test);
  LepFolderWatch  *watch = lep_window_get_folder_watch (window);
  g_autofree char *folder = g_build_filename (test->dir, "shared", NULL);
  g_autofree char *damaged = g_build_filename (folder, "damaged.lepx", NULL);
  g_autofree char *another = g_build_filename (folder, "another.lepx", NULL);
  g_autofree char *half = g_build_filename (folder, "half.lepx", NULL);
  g_autoptr (GError) error = NULL;
  const LepFolderState *state = lep_folder_watch_get_state (watch);

  g_mkdir (folder, 0700);
  put_long_ago (damaged);
  g_file_set_contents (half, "PK", -1, NULL); /* the rest may be on its way: it is not told yet */
  g_assert_true (lep_folder_watch_choose (watch, folder, &error));
  lep_folder_watch_look (watch);
  app_wait_until (is_at_rest (watch) && state->left->len == 1);
  g_unlink (damaged);
  lep_folder_watch_look (watch);
  app_wait_until (is_at_rest (watch) && state->left->len == 0);

  /* Off and on again while it looks: it looks once more. */
  lep_folder_watch_look (watch);
  g_assert_true (lep_folder_watch_set_on (watch, FALSE, &error));
  g_assert_true (lep_folder_watch_set_on (watch, TRUE, &error));
  lep_folder_watch_look (watch);
  put_long_ago (another);
  app_wait_until (is_at_rest (watch) && state->left->len == 1);

  lep_folder_watch_look (watch);
  g_assert_true (state->is_looking);
  g_object_add_weak_pointer (G_OBJECT (watch), (gpointer *) &watch);
  app_close (window);
  app_wait_until (watch == NULL);
}

static void
test_a_copy_on_another_machine_has_no_folder (AppTest      *test,
                                              gconstpointer data)
{
  g_autoptr (LepSurroundings) here = surroundings_of (test, "state");
  g_autoptr (LepSurroundings) there = lep_surroundings_new (test->dir, "another machine", test->dir, test->clock);
  const LepFolderChoice chosen = { .path = (char *) "/a folder with spaces", .on = TRUE, .seal = FALSE };
  g_auto (LepFolderChoice) same = { 0 };
  g_auto (LepFolderChoice) other = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (lep_folder_choice_save (test->workspace, here, &chosen, &error));
  g_assert_true (lep_folder_choice_load (test->workspace, here, &same, &error));
  g_assert_cmpstr (same.path, ==, chosen.path);
  g_assert_true (same.on && !same.seal);
  g_assert_true (lep_folder_choice_load (test->workspace, there, &other, &error));
  g_assert_null (other.path);
  g_assert_true (!other.on && other.seal);
}

#define TEST(name) g_test_add ("/seal/" #name, AppTest, "empty", app_set_up, test_##name, app_tear_down)

static GtkCheckButton *
find_tick (GtkWidget  *dialog,
           const char *title)
{
  GtkWidget *label = app_find (dialog, app_is_label, title);

  g_assert_nonnull (label);
  return GTK_CHECK_BUTTON (app_find_type (gtk_widget_get_ancestor (label, ADW_TYPE_ACTION_ROW), GTK_TYPE_CHECK_BUTTON));
}

/* The sample has many partnerships: for everybody none of them, until somebody ticks it. */
static void
test_everybody_gets_no_partnership_by_itself (AppTest      *test,
                                              gconstpointer data)
{
  g_autoptr (LepQuery) query = lep_query_new ("programme");
  g_autoptr (GPtrArray) programmes = lep_query_run (test->workspace, query, NULL);
  g_autofree char     *title = lep_record_dup_title (g_ptr_array_index (programmes, 0));
  LepWindow           *window = app_open (test);
  LepMakeBundleDialog *dialog = lep_make_bundle_dialog_new (window, NULL);
  GtkCheckButton      *all = find_tick (GTK_WIDGET (dialog), "All partnerships");
  GtkCheckButton      *one = find_tick (GTK_WIDGET (dialog), "Lokalno partnerstvo za zapošljavanje Zenica");
  GtkCheckButton      *programme = find_tick (GTK_WIDGET (dialog), title);

  gtk_window_present (GTK_WINDOW (dialog));
  g_assert_false (gtk_check_button_get_active (all));
  g_assert_false (gtk_check_button_get_active (one));
  g_assert_true (gtk_check_button_get_active (programme));

  gtk_check_button_set_active (one, TRUE);
  g_assert_true (gtk_check_button_get_inconsistent (all));
  gtk_check_button_set_active (all, TRUE);
  g_assert_false (gtk_check_button_get_inconsistent (all));
  gtk_check_button_set_active (all, FALSE);
  g_assert_false (gtk_check_button_get_active (one));

  gtk_check_button_set_active (programme, FALSE);
  g_assert_true (app_has_label (GTK_WIDGET (dialog), "Nothing is chosen yet: tick what goes in."));

  gtk_window_close (GTK_WINDOW (dialog));
  app_close (window);
}

/* Others must hear that a partnership was deleted. */
static void
test_deleted_partnerships_go_along (AppTest      *test,
                                    gconstpointer data)
{
  g_autoptr (LepQuery) query = lep_query_new ("partnership");
  g_autoptr (GPtrArray) partnerships = lep_query_run (test->workspace, query, NULL);
  LepRecord       *deleted = g_ptr_array_index (partnerships, 0);
  g_autofree char *title = lep_record_dup_title (deleted);
  g_autoptr (LepEdit) edit = lep_edit_new (test->workspace);
  g_autoptr (GError) error = NULL;
  LepMakeBundleDialog *dialog;
  LepWindow           *window;

  g_assert_true (lep_edit_delete (edit, lep_record_get_space (deleted), "partnership", lep_record_get_id (deleted), &error));
  g_assert_true (lep_edit_commit (edit, &error));
  window = app_open (test);
  dialog = lep_make_bundle_dialog_new (window, NULL);
  gtk_window_present (GTK_WINDOW (dialog));
  g_assert_nonnull (find_tick (GTK_WIDGET (dialog), title));
  g_assert_true (app_has_label (GTK_WIDGET (dialog), "Deleted"));
  gtk_window_close (GTK_WINDOW (dialog));
  app_close (window);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  TEST (a_known_receiver_gets_it_locked);
  TEST (an_unknown_key_takes_a_pass_phrase);
  TEST (the_pass_phrase_is_asked_again);
  TEST (one_for_others_says_so);
  TEST (a_request_is_answered);
  TEST (the_folder_is_looked_at);
  g_test_add ("/seal/deleted_partnerships_go_along", AppTest, NULL, app_set_up, test_deleted_partnerships_go_along, app_tear_down);
  g_test_add ("/seal/everybody_gets_no_partnership_by_itself", AppTest, NULL, app_set_up, test_everybody_gets_no_partnership_by_itself, app_tear_down);
  TEST (a_stranger_there_needs_the_user);
  TEST (what_is_gone_is_forgotten);
  TEST (a_copy_on_another_machine_has_no_folder);

  return g_test_run ();
}
