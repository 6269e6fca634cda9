/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Choosing a bundle or another workspace. */

#include <glib/gi18n.h>

#include "lep-application.h"

#include "lep-window-private.h"

static GFile *
take_chosen (LepWindow       *self,
             GtkNativeDialog *dialog,
             int              response)
{
  GFile *file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;

  g_clear_object (&self->chooser);

  return file;
}

static void
show_chooser (LepWindow  *self,
              const char *title,
              const char *filter_name,
              const char *suffix,
              const char *folder,
              GCallback   chosen)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  g_autoptr (GFile) place = *folder != '\0' ? g_file_new_for_path (folder) : NULL;

  gtk_file_filter_set_name (filter, filter_name);
  gtk_file_filter_add_suffix (filter, suffix);

  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (title, GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Open"), NULL);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
  if (place != NULL)
    gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (self->chooser), place, NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", chosen, self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
bundle_chosen_cb (GtkNativeDialog *dialog,
                  int              response,
                  LepWindow       *self)
{
  g_autoptr (GFile) file = take_chosen (self, dialog, response);

  if (file != NULL)
    lep_window_open_file (self, file);
}

/* Asks for a bundle and shows what it would change. */
void
lep_window_choose_bundle (LepWindow *self)
{
  g_autofree char *folder = g_settings_get_string (self->settings, "exchange-folder");

  show_chooser (self, _ ("Open a bundle"), _ ("Bundles"), "lepx", folder, G_CALLBACK (bundle_chosen_cb));
}

static void
workspace_chosen_cb (GtkNativeDialog *dialog,
                     int              response,
                     LepWindow       *self)
{
  g_autoptr (GFile) file = take_chosen (self, dialog, response);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL)
    lep_application_open_workspace (LEP_APPLICATION (gtk_window_get_application (GTK_WINDOW (self))), path);
}

/* Asks for another workspace and shows it in a window of its own. */
void
lep_window_choose_workspace (LepWindow *self)
{
  show_chooser (self, _ ("Open a workspace"), _ ("Workspaces"), "lep", "", G_CALLBACK (workspace_chosen_cb));
}
