/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program: it turns command lines and opened files into windows. A second
 * start hands what it was given to the first and ends. */

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "lep-accessible.h"
#include "lep-language.h"
#include "lep-tooltip.h"
#include "lep-open-list.h"
#include "lep-surroundings.h"
#include "lep-window.h"

#include "lep-application.h"

struct _LepApplication
{
  AdwApplication parent_instance;

  GSettings     *settings;
  int            desktop_dpi; /* gtk-xft-dpi as the desktop has it */
};

G_DEFINE_FINAL_TYPE (LepApplication, lep_application, ADW_TYPE_APPLICATION)

static const GOptionEntry options[] = {
  { "workspace", 'w', 0, G_OPTION_ARG_FILENAME, NULL, N_ ("Open this workspace"), N_ ("FILE") },
  { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, NULL, NULL, N_ ("[FILE…]") },
  { NULL }
};

/* --- Windows --- */

static LepWindow *
find_window (LepApplication *self,
             const char     *path)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    {
      if (LEP_IS_WINDOW (l->data) && (path == NULL || g_strcmp0 (lep_window_get_path (l->data), path) == 0))
        return l->data;
    }

  return NULL;
}

/* Opens for writing; what can only be read is opened so, and says why. */
static LepWorkspace *
open_workspace (LepWindow  *window,
                const char *path,
                GError    **error)
{
  g_autoptr (LepSurroundings) surroundings = lep_surroundings_of_desktop (lep_window_get_clock (window));
  g_autofree char *sentence = NULL;
  g_autoptr (GError) write_error = NULL;
  LepWorkspace *workspace = lep_identity_open (surroundings, path, LEP_OPEN_WRITE, &sentence, &write_error);

  if (workspace == NULL && !g_error_matches (write_error, LEP_ERROR, LEP_ERROR_READ_ONLY) &&
      !g_error_matches (write_error, LEP_ERROR, LEP_ERROR_BUSY) &&
      !g_error_matches (write_error, LEP_ERROR, LEP_ERROR_TOO_NEW))
    {
      g_propagate_error (error, g_steal_pointer (&write_error));
      return NULL;
    }

  if (workspace == NULL)
    {
      sentence = g_strdup (write_error->message);
      workspace = lep_identity_open (surroundings, path, LEP_OPEN_READ, NULL, error);
    }
  if (workspace != NULL && sentence != NULL)
    lep_window_say (window, _ ("About this workspace"), sentence);

  return workspace;
}

static LepWindow *
present_workspace (LepApplication *self,
                   const char     *path)
{
  LepWindow *window = find_window (self, path);
  g_autoptr (LepWorkspace) workspace = NULL;
  g_autoptr (GError) error = NULL;

  if (window == NULL)
    window = lep_window_new (GTK_APPLICATION (self), path);
  gtk_window_present (GTK_WINDOW (window));

  if (lep_window_get_workspace (window) == NULL && g_file_test (path, G_FILE_TEST_EXISTS))
    {
      workspace = open_workspace (window, path, &error);
      lep_window_set_workspace (window, workspace);
      if (workspace == NULL)
        lep_window_report_error (window, _ ("The workspace could not be opened"), error);
    }

  return window;
}

/* A workspace file gets a window; anything else is a bundle for the window at hand. */
static void
open_file (LepApplication *self,
           const char     *default_path,
           GFile          *file)
{
  g_autofree char *path = g_file_get_path (file);
  LepWindow       *window;

  if (path != NULL && g_str_has_suffix (path, ".lep"))
    {
      present_workspace (self, path);
      return;
    }

  window = find_window (self, NULL);
  if (window == NULL)
    window = present_workspace (self, default_path);
  lep_window_open_file (window, file);
  gtk_window_present (GTK_WINDOW (window));
}

/* --- Actions --- */

static void
about_action_cb (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  GtkApplication *application = user_data;

  adw_show_about_window (gtk_application_get_active_window (application),
                         "application-name", _ ("Local Employment Partnerships"),
                         "application-icon", LEP_APPLICATION_ID,
                         "version", LEP_VERSION,
                         "license-type", GTK_LICENSE_GPL_3_0,
                         "comments", _ ("Keeps the register of local employment partnerships on your own laptop and exchanges it by files, without a network."),
                         NULL);
}

static void
quit_action_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  GtkWindow *window;

  while ((window = gtk_application_get_active_window (user_data)) != NULL)
    {
      gtk_window_close (window);
      if (gtk_application_get_active_window (user_data) == window)
        break;
    }
}

static const GActionEntry actions[] = {
  { "about", about_action_cb, NULL, NULL, NULL, { 0 } },
  { "quit", quit_action_cb, NULL, NULL, NULL, { 0 } },
};

/* Each accelerator is here and in ui/help-overlay.ui. */
static const struct
{
  const char *action;
  const char *keys[3];
} accelerators[] = {
  { "app.quit", { "<Control>q", NULL } },
  { "window.close", { "<Control>w", NULL } },
  { "win.back", { "<Alt>Left", NULL } },
  { "win.new", { "<Control>n", NULL } },
  { "win.add-result", { "<Control>r", NULL } },
  { "win.print", { "<Control>p", NULL } },
  { "win.undo", { "<Control>z", NULL } },
  { "win.help", { "F1", NULL } },
  { "win.open-bundle", { "<Control>o", NULL } },
  { "win.make-bundle", { "<Control>b", NULL } },
  { "win.preferences", { "<Control>comma", NULL } },
  { "win.search", { "<Control>k", NULL } },
  { "win.filter", { "<Control>f", NULL } },
  { "win.show-sidebar", { "F9", NULL } },
  { "win.go::overview", { "<Alt>Home", NULL } },
};

static void
set_accelerators (GtkApplication *application)
{
  for (guint i = 0; i < G_N_ELEMENTS (accelerators); i++)
    gtk_application_set_accels_for_action (application, accelerators[i].action,
                                           (const char *const *) accelerators[i].keys);
}

/* --- Text size --- */

static void
text_scale_changed_cb (LepApplication *self)
{
  GtkSettings *gtk_settings = gtk_settings_get_default ();
  int          scale = g_settings_get_int (self->settings, "text-scale");

  if (gtk_settings == NULL)
    return;
  if (scale == 100)
    gtk_settings_reset_property (gtk_settings, "gtk-xft-dpi");
  else
    g_object_set (gtk_settings, "gtk-xft-dpi", self->desktop_dpi * scale / 100, NULL);
}

/* --- GApplication --- */

static void
lep_application_startup (GApplication *application)
{
  LepApplication *self = LEP_APPLICATION (application);

  self->settings = g_settings_new (LEP_APPLICATION_ID);
  lep_language_apply (self->settings);

  G_APPLICATION_CLASS (lep_application_parent_class)->startup (application);
  lep_accessible_mend_names ();
  lep_open_list_mend ();
  lep_tooltip_mend_menus ();

  gtk_window_set_default_icon_name (LEP_APPLICATION_ID);
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  set_accelerators (GTK_APPLICATION (self));

  /* Lines of text begin at whole pixels: drawn without OpenGL, as on old laptops, those
   * between two lose the dots of "i" and "j". */
  g_object_set (gtk_settings_get_default (), "gtk-hint-font-metrics", TRUE, NULL);
  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &self->desktop_dpi, NULL);
  g_signal_connect_object (self->settings, "changed::text-scale",
                           G_CALLBACK (text_scale_changed_cb), self, G_CONNECT_SWAPPED);
  if (g_settings_get_int (self->settings, "text-scale") != 100)
    text_scale_changed_cb (self);
}

/* Where the workspace is when nobody says it: as for lepctl. */
static char *
default_workspace (GApplicationCommandLine *command_line)
{
  const char *path = command_line != NULL ? g_application_command_line_getenv (command_line, "LEP_WORKSPACE")
                                          : g_getenv ("LEP_WORKSPACE");
  const char *data = command_line != NULL ? g_application_command_line_getenv (command_line, "XDG_DATA_HOME")
                                          : g_getenv ("XDG_DATA_HOME");

  if (path != NULL && *path != '\0')
    return g_strdup (path);

  return g_build_filename (data != NULL && *data != '\0' ? data : g_get_user_data_dir (), "lep", "workspace.lep", NULL);
}

static int
lep_application_command_line (GApplication            *application,
                              GApplicationCommandLine *command_line)
{
  LepApplication  *self = LEP_APPLICATION (application);
  GVariantDict    *dict = g_application_command_line_get_options_dict (command_line);
  g_autofree char *fallback = default_workspace (command_line);
  g_autoptr (GFile) file = NULL;
  g_autofree char *path = NULL;
  const char      *named = NULL;
  g_auto (GStrv) files = NULL;

  g_variant_dict_lookup (dict, "workspace", "^&ay", &named);
  file = g_application_command_line_create_file_for_arg (command_line, named != NULL ? named : fallback);
  path = g_file_get_path (file);
  g_variant_dict_lookup (dict, G_OPTION_REMAINING, "^aay", &files);

  if (named != NULL || files == NULL)
    {
      /* A second start without a word raises what is there. */
      LepWindow *window = named == NULL ? find_window (self, NULL) : NULL;

      if (window != NULL)
        gtk_window_present (GTK_WINDOW (window));
      else
        present_workspace (self, path);
    }

  for (guint i = 0; files != NULL && files[i] != NULL; i++)
    {
      g_autoptr (GFile) given = g_application_command_line_create_file_for_arg (command_line, files[i]);

      open_file (self, path, given);
    }

  return 0;
}

static void
lep_application_activate (GApplication *application)
{
  LepApplication  *self = LEP_APPLICATION (application);
  g_autofree char *path = default_workspace (NULL);
  LepWindow       *window = find_window (self, NULL);

  if (window != NULL)
    gtk_window_present (GTK_WINDOW (window));
  else
    present_workspace (self, path);
}

static void
lep_application_open (GApplication *application,
                      GFile       **files,
                      int           n_files,
                      const char   *hint)
{
  g_autofree char *path = default_workspace (NULL);

  for (int i = 0; i < n_files; i++)
    open_file (LEP_APPLICATION (application), path, files[i]);
}

static void
lep_application_finalize (GObject *object)
{
  g_clear_object (&LEP_APPLICATION (object)->settings);

  G_OBJECT_CLASS (lep_application_parent_class)->finalize (object);
}

static void
lep_application_class_init (LepApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = lep_application_finalize;
  application_class->startup = lep_application_startup;
  application_class->command_line = lep_application_command_line;
  application_class->activate = lep_application_activate;
  application_class->open = lep_application_open;
}

static void
lep_application_init (LepApplication *self)
{
  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_summary (G_APPLICATION (self),
                                            _ ("Opens the register of local employment partnerships, or a bundle that you were given."));
}

LepApplication *
lep_application_new (void)
{
  return g_object_new (LEP_TYPE_APPLICATION,
                       "application-id", LEP_APPLICATION_ID,
                       "resource-base-path", "/com/example/lep",
                       "flags", G_APPLICATION_HANDLES_OPEN | G_APPLICATION_HANDLES_COMMAND_LINE | G_APPLICATION_SEND_ENVIRONMENT,
                       NULL);
}

/* Shows the workspace in a window of its own, or raises the one that has it.
 * Returns: (transfer none): that window */
LepWindow *
lep_application_open_workspace (LepApplication *self,
                                const char     *path)
{
  g_return_val_if_fail (LEP_IS_APPLICATION (self), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  return present_workspace (self, path);
}
