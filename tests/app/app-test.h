/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of the window share: a workspace with the sample, waiting for
 * what threads bring, and finding widgets. */
#pragma once

#include "lep-test.h"

#include <adwaita.h>
#include <sqlite3.h>

#include "lep-identity.h"
#include "lep-sample.h"
#include "lep-window.h"

/* 2026-06-30T12:00:00.000Z */
#define APP_NOW G_GINT64_CONSTANT (1782820800000)

typedef struct
{
  char         *dir;
  char         *path;
  LepClock     *clock;
  LepWorkspace *workspace;
} AppTest;

/* @data: "empty" for a workspace with a programme alone, else the sample. */
static inline void
app_set_up (AppTest      *test,
            gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepSurroundings) surroundings = NULL;
  g_autofree char *state = NULL;
  const LepWho     who = { "Laptop 1", "Coordinator", "Zenica" };

  test->dir = lep_test_dir ();
  test->path = g_build_filename (test->dir, "test.lep", NULL);
  test->clock = lep_clock_new_fixed (APP_NOW, 7);
  state = g_build_filename (test->dir, "state", NULL);
  surroundings = lep_surroundings_new (state, "machine", test->dir, test->clock);
  test->workspace = lep_identity_create (surroundings, test->path, &who, &error);
  g_assert_no_error (error);

  if (g_strcmp0 (data, "empty") == 0)
    lep_programme_create (test->workspace, "Programme", "BAM", NULL, &error);
  else
    lep_sample_load (test->workspace, NULL, NULL, &error);
  g_assert_no_error (error);
}

static inline void
app_tear_down (AppTest      *test,
               gconstpointer data)
{
  g_assert_finalize_object (test->workspace);
  lep_clock_unref (test->clock);
  g_free (test->path);
  lep_test_dir_free (test->dir);
}

/* Lets everything happen that waits to happen now. */
static inline void
app_settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

static gboolean app_timed_out;

static inline gboolean
app_timeout_cb (gpointer data)
{
  app_timed_out = TRUE;
  return G_SOURCE_REMOVE;
}

/* Takes a table away from under the program, or puts it back; threads that read the
 * file are waited for. */
static inline void
app_rename_table (const char *path,
                  const char *from,
                  const char *to)
{
  g_autofree char *sql = g_strdup_printf ("ALTER TABLE %s RENAME TO %s", from, to);
  sqlite3         *other;

  g_assert_cmpint (sqlite3_open (path, &other), ==, SQLITE_OK);
  sqlite3_busy_timeout (other, 20000);
  g_assert_cmpint (sqlite3_exec (other, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (other);
}

/* Waits at most 20 s until the condition holds. */
#define app_wait_until(condition)                                    \
  G_STMT_START                                                       \
  {                                                                  \
    guint app_timeout = g_timeout_add (20000, app_timeout_cb, NULL); \
                                                                     \
    app_timed_out = FALSE;                                           \
    while (!(condition) && !app_timed_out)                           \
      g_main_context_iteration (NULL, TRUE);                         \
    g_assert_false (app_timed_out);                                  \
    g_source_remove (app_timeout);                                   \
  }                                                                  \
  G_STMT_END

typedef gboolean (*AppMatch) (GtkWidget    *widget,
                              gconstpointer data);

/* The first widget below @root that matches, depth first; or NULL. */
static inline GtkWidget *
app_find (GtkWidget    *root,
          AppMatch      match,
          gconstpointer data)
{
  if (match (root, data))
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = app_find (child, match, data);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static inline gboolean
app_is_label (GtkWidget    *widget,
              gconstpointer data)
{
  return GTK_IS_LABEL (widget) && g_strcmp0 (gtk_label_get_label (GTK_LABEL (widget)), data) == 0;
}

static inline gboolean
app_has_label (GtkWidget  *root,
               const char *text)
{
  return app_find (root, app_is_label, text) != NULL;
}

static inline gboolean
app_is_of_type (GtkWidget    *widget,
                gconstpointer data)
{
  return g_type_is_a (G_OBJECT_TYPE (widget), *(const GType *) data);
}

static inline GtkWidget *
app_find_type (GtkWidget *root,
               GType      type)
{
  return app_find (root, app_is_of_type, &type);
}

/* As GTK does: those that listen to keys are asked one by one. */
static inline gboolean
app_press (GtkWidget *widget,
           guint      keyval)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  gboolean stopped = FALSE;

  for (guint i = 0; !stopped && i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", keyval, 0, (GdkModifierType) 0, &stopped);
    }
  return stopped;
}

/* A window over the workspace; app_close () sees it gone with all it held. */
static inline LepWindow *
app_open (AppTest *test)
{
  LepWindow *window = lep_window_new (NULL, test->path);

  lep_window_set_workspace (window, test->workspace);
  gtk_window_present (GTK_WINDOW (window));

  return g_object_ref (window);
}

static inline void
app_close (LepWindow *window)
{
  gtk_window_destroy (GTK_WINDOW (window));
  app_settle ();
  g_assert_finalize_object (window);
}

/* The first open window of the type, or NULL. */
static inline GtkWidget *
app_find_window (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (g_type_is_a (G_OBJECT_TYPE (window), type))
        return window;
    }
  return NULL;
}

/* The question that is asked, or what is said. */
static inline AdwMessageDialog *
app_find_message (void)
{
  return (AdwMessageDialog *) app_find_window (ADW_TYPE_MESSAGE_DIALOG);
}

/* Answers the question that is asked, which must name @tells. */
static inline void
app_answer (const char *response,
            const char *tells)
{
  AdwMessageDialog *dialog = app_find_message ();

  g_assert_nonnull (dialog);
  g_assert_nonnull (strstr (adw_message_dialog_get_body (dialog), tells));
  adw_message_dialog_response (dialog, response);
  gtk_window_destroy (GTK_WINDOW (dialog));
  app_settle ();
}

/* Where a file is chosen, or NULL so far. */
static inline GtkFileChooser *
app_find_file_chooser (void)
{
  GtkWidget *chooser = app_find_window (GTK_TYPE_FILE_CHOOSER);

  return chooser != NULL && gtk_widget_get_mapped (chooser) ? GTK_FILE_CHOOSER (chooser) : NULL;
}

static inline gboolean
app_has_folder (GtkFileChooser *chooser)
{
  g_autoptr (GFile) folder = gtk_file_chooser_get_current_folder (chooser);

  return folder != NULL;
}

static inline gboolean
app_has_chosen (GtkFileChooser *chooser,
                GFile          *file)
{
  g_autoptr (GFile) chosen = gtk_file_chooser_get_file (chooser);

  return chosen != NULL && g_file_equal (chosen, file);
}

/* Types the name of a file that is not there yet where one is asked for. */
static inline void
app_choose_file (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autofree char *name = g_file_get_basename (file);
  GtkFileChooser  *chooser;

  app_wait_until ((chooser = app_find_file_chooser ()) != NULL);
  /* It goes to a folder of its own first. */
  app_wait_until (app_has_folder (chooser));
  g_assert_true (gtk_file_chooser_set_current_folder (chooser, folder, NULL));
  gtk_file_chooser_set_current_name (chooser, name);
  app_wait_until (app_has_chosen (chooser, file));
  gtk_dialog_response (GTK_DIALOG (chooser), GTK_RESPONSE_ACCEPT);
  app_wait_until (app_find_file_chooser () == NULL);
}
