/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Choosing a bundle, another workspace, or where a copy is kept. */

#include <glib/gi18n.h>
#include <string.h>

#include "lep-application.h"
#include "lep-backup.h"
#include "lep-print-dialog.h"

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
show_chooser (LepWindow           *self,
              const char          *title,
              GtkFileChooserAction action,
              const char          *filter_name,
              const char          *suffix,
              const char          *folder,
              GCallback            chosen)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  g_autoptr (GFile) place = *folder != '\0' ? g_file_new_for_path (folder) : NULL;

  gtk_file_filter_set_name (filter, filter_name);
  gtk_file_filter_add_suffix (filter, suffix);
  if (g_str_equal (suffix, "lepx"))
    gtk_file_filter_add_suffix (filter, "lepx.age"); /* a sealed one */

  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (title, GTK_WINDOW (self), action,
                                               action == GTK_FILE_CHOOSER_ACTION_SAVE ? _ ("_Save") : _ ("_Open"), NULL);
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

  show_chooser (self, _ ("Open a bundle"), GTK_FILE_CHOOSER_ACTION_OPEN, _ ("Bundles"), "lepx", folder, G_CALLBACK (bundle_chosen_cb));
}

static void
slip_chosen_cb (GtkNativeDialog *dialog,
                int              response,
                LepWindow       *self)
{
  g_autoptr (GFile) file = take_chosen (self, dialog, response);

  if (file != NULL && g_file_peek_path (file) != NULL)
    lep_print_dialog_open_bundle (self, g_file_peek_path (file));
}

/* Asks for a bundle and prints the paper that goes with it. */
void
lep_window_choose_slip (LepWindow *self)
{
  g_autofree char *folder = g_settings_get_string (self->settings, "exchange-folder");

  show_chooser (self, _ ("Of which bundle?"), GTK_FILE_CHOOSER_ACTION_OPEN, _ ("Bundles"), "lepx", folder, G_CALLBACK (slip_chosen_cb));
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
  show_chooser (self, _ ("Open a workspace"), GTK_FILE_CHOOSER_ACTION_OPEN, _ ("Workspaces"), "lep", "", G_CALLBACK (workspace_chosen_cb));
}

/* --- A copy of the workspace --- */

typedef struct
{
  char *path;
  char *target;
} BackupJob;

static void
backup_job_free (BackupJob *job)
{
  g_free (job->path);
  g_free (job->target);
  g_free (job);
}

static gboolean
backup_in_thread (gpointer      data,
                  LepProgress  *progress,
                  GCancellable *cancellable,
                  GError      **error)
{
  BackupJob *job = data;
  g_autoptr (LepClock) clock = lep_clock_new ();
  g_autoptr (LepWorkspace) workspace = lep_workspace_open (job->path, LEP_OPEN_READ, clock, error);

  return workspace != NULL && lep_workspace_backup (workspace, job->target, cancellable, error);
}

static void
backup_done_cb (GtkWidget    *owner,
                gpointer      data,
                const GError *error)
{
  LepWindow       *self = LEP_WINDOW (owner);
  BackupJob       *job = data;
  g_autofree char *name = g_path_get_basename (job->target);
  g_autofree char *text = NULL;

  if (error != NULL)
    {
      lep_window_report_error (self, _ ("The copy could not be made"), error);
      return;
    }

  /* Translators: name of a file. */
  text = g_strdup_printf (_ ("A copy is kept as “%s”"), name);
  lep_window_toast (self, text, FALSE);
}

static void
backup_chosen_cb (GtkNativeDialog *dialog,
                  int              response,
                  LepWindow       *self)
{
  g_autoptr (GFile) file = take_chosen (self, dialog, response);
  g_autofree char *target = file != NULL ? g_file_get_path (file) : NULL;
  BackupJob       *job;

  if (target == NULL)
    return;

  job = g_new0 (BackupJob, 1);
  job->path = g_strdup (self->path);
  job->target = g_steal_pointer (&target);
  lep_window_run_job (self, _ ("Keeping a copy"), GTK_WIDGET (self), backup_in_thread, backup_done_cb,
                      job, (GDestroyNotify) backup_job_free);
}

/* "Workspace-2026-06-30.lep", or with "-2" where the day has a copy in the folder. */
static char *
dup_backup_name (LepWindow  *self,
                 const char *folder)
{
  g_autofree char *today = lep_window_dup_today ();
  g_autofree char *base = g_path_get_basename (self->path);

  if (g_str_has_suffix (base, ".lep"))
    base[strlen (base) - strlen (".lep")] = '\0';
  for (guint i = 1;; i++)
    {
      g_autofree char *number = i > 1 ? g_strdup_printf ("-%u", i) : g_strdup ("");
      g_autofree char *name = g_strdup_printf ("%s-%s%s.lep", base, today, number);
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&name);
    }
}

/* Asks where a copy of the whole workspace is to be kept. */
void
lep_window_choose_backup (LepWindow *self)
{
  g_autofree char *chosen = g_settings_get_string (self->settings, "backup-folder");
  g_autofree char *folder = *chosen != '\0' ? g_strdup (chosen) : g_path_get_dirname (self->path);
  g_autofree char *name = dup_backup_name (self, folder);

  show_chooser (self, _ ("Keep a copy of this workspace"), GTK_FILE_CHOOSER_ACTION_SAVE, _ ("Workspaces"), "lep",
                folder, G_CALLBACK (backup_chosen_cb));
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
}
