/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A first workspace out of a bundle: read in a thread, and read again when the
 * user has given the pass-phrase or compared the numbers of who signed it. */

#include <errno.h>

#include <adwaita.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "lep-application.h"
#include "lep-identity.h"
#include "lep-import.h"
#include "lep-passphrase-dialog.h"
#include "lep-secret-file.h"
#include "lep-surroundings.h"
#include "lep-window.h"

#include "lep-join-bundle.h"

/* On the owner while something is asked: what is tried again then. */
#define PENDING "lep-join-pending"

/* One try. */
typedef struct
{
  LepSurroundings *surroundings;
  LepWho           who;
  char            *path;
  char            *file;
  char           **trust;      /* numbers that the user compared */
  char            *passphrase; /* NULL = none was asked for yet */
  LepImportReport *report;
  gboolean         made;
} Join;

static Join *
join_new (const LepSurroundings *surroundings,
          const char            *path,
          const LepWho          *who,
          const char            *file)
{
  Join *self = g_new0 (Join, 1);

  self->surroundings = lep_surroundings_copy (surroundings);
  self->who.label = g_strdup (who->label);
  self->who.person = g_strdup (who->person);
  self->who.place = g_strdup (who->place);
  self->path = g_strdup (path);
  self->file = g_strdup (file);
  return self;
}

static void
join_free (Join *self)
{
  lep_surroundings_free (self->surroundings);
  g_free ((char *) self->who.label);
  g_free ((char *) self->who.person);
  g_free ((char *) self->who.place);
  g_free (self->path);
  g_free (self->file);
  g_strfreev (self->trust);
  g_clear_pointer (&self->passphrase, lep_secret_free);
  g_clear_pointer (&self->report, lep_import_report_free);
  g_free (self);
}

/* Keeps what was asked for so far until the answer comes. */
static Join *
keep_for_again (GtkWidget  *owner,
                const Join *tried)
{
  Join *again = join_new (tried->surroundings, tried->path, &tried->who, tried->file);

  again->trust = g_strdupv (tried->trust);
  again->passphrase = g_strdup (tried->passphrase);
  g_object_set_data_full (G_OBJECT (owner), PENDING, again, (GDestroyNotify) join_free);
  return again;
}

/**
 * lep_make_workspace_folder:
 * @path: of a workspace file
 *
 * Makes the folder of a first workspace, which does not exist yet.
 */
gboolean
lep_make_workspace_folder (const char *path,
                           GError    **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (g_mkdir_with_parents (folder, 0700) == 0)
    return TRUE;

  g_set_error (error, LEP_ERROR, LEP_ERROR_FAILED,
               _ ("The folder “%s” cannot be made: %s. Choose another place for the workspace."),
               folder, g_strerror (errno));
  return FALSE;
}

static gboolean
join_in_thread (gpointer      data,
                LepProgress  *progress,
                GCancellable *cancellable,
                GError      **error)
{
  Join *self = data;
  g_autoptr (LepWorkspace) workspace = NULL;

  if (!lep_make_workspace_folder (self->path, error))
    return FALSE;

  workspace = lep_join (self->surroundings, self->path, &self->who, self->file,
                        (const char *const *) self->trust, self->passphrase,
                        progress, cancellable, &self->report, error);
  /* It had come to its end when it was cancelled. */
  if (workspace != NULL && g_cancellable_set_error_if_cancelled (cancellable, error))
    lep_identity_discard (g_steal_pointer (&workspace), self->surroundings);
  self->made = workspace != NULL;

  /* An unknown sender is no failure: the user is asked. */
  if (!self->made && self->report != NULL && self->report->untrusted->len > 0)
    {
      g_clear_error (error);
      return TRUE;
    }
  return self->made;
}

static void start (GtkWidget *owner,
                   Join      *self);

static void
try_again (GtkWidget *owner)
{
  start (owner, g_object_steal_data (G_OBJECT (owner), PENDING));
}

static void
passphrase_typed_cb (GtkWidget  *owner,
                     const char *passphrase)
{
  Join *again = g_object_get_data (G_OBJECT (owner), PENDING);

  g_clear_pointer (&again->passphrase, lep_secret_free);
  again->passphrase = g_strdup (passphrase);
  try_again (owner);
}

static void
trust_response_cb (AdwMessageDialog *dialog,
                   const char       *response,
                   GtkWidget        *owner)
{
  if (g_strcmp0 (response, "trust") == 0)
    try_again (owner);
}

/* The sender is not known yet: nothing is taken over before the numbers are compared. */
static void
ask_trust (GtkWidget  *owner,
           const Join *tried)
{
  Join *again = keep_for_again (owner, tried);
  g_autoptr (GString) text = g_string_new (_ ("Ask the sender, by phone or face to face, to read you the number of the laptop. Go on only if it is the same."));
  g_autoptr (GStrvBuilder) numbers = g_strv_builder_new ();
  GtkWidget *dialog;

  for (guint i = 0; i < tried->report->untrusted->len; i++)
    {
      const LepSigner *signer = g_ptr_array_index (tried->report->untrusted, i);

      g_string_append_printf (text, "\n\n");
      /* Translators: person, place, laptop, its number. */
      g_string_append_printf (text, _ ("%s, %s · laptop “%s”\n%s"),
                              signer->person, signer->place, signer->label, signer->number);
      g_strv_builder_add (numbers, signer->number);
    }
  g_strfreev (again->trust);
  again->trust = g_strv_builder_end (numbers);

  dialog = adw_message_dialog_new (GTK_WINDOW (lep_window_of (owner)), _ ("Do you know the sender?"), text->str);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog),
                                    "cancel", _ ("_Cancel"),
                                    "trust", _ ("The numbers are the _same"),
                                    NULL);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (trust_response_cb), owner, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
join_done_cb (GtkWidget    *owner,
              gpointer      data,
              const GError *error)
{
  LepWindow *window = lep_window_of (owner);
  Join      *self = data;

  gtk_widget_set_sensitive (owner, TRUE);
  if (g_error_matches (error, LEP_ERROR, LEP_ERROR_LOCKED))
    {
      g_autofree char *name = g_path_get_basename (self->file);

      keep_for_again (owner, self);
      lep_passphrase_ask (owner, name, self->passphrase != NULL, passphrase_typed_cb);
    }
  else if (error != NULL)
    lep_window_report_error (window, _ ("The bundle could not be opened"), error);
  else if (self->made)
    lep_application_open_workspace (LEP_APPLICATION (gtk_window_get_application (GTK_WINDOW (window))), self->path);
  else
    ask_trust (owner, self);
}

static void
start (GtkWidget *owner,
       Join      *self)
{
  gtk_widget_set_sensitive (owner, FALSE);
  if (!lep_window_run_job (lep_window_of (owner), _ ("Reading the bundle"), owner, join_in_thread, join_done_cb,
                           self, (GDestroyNotify) join_free))
    gtk_widget_set_sensitive (owner, TRUE);
}

/**
 * lep_join_bundle:
 * @owner: insensitive while it is read
 * @path: of the workspace to be
 * @file: the bundle
 *
 * Reads the bundle, asks for what it needs, and opens the workspace that it made.
 */
void
lep_join_bundle (GtkWidget    *owner,
                 const char   *path,
                 const LepWho *who,
                 const char   *file)
{
  g_autoptr (LepSurroundings) surroundings = NULL;

  g_return_if_fail (GTK_IS_WIDGET (owner));

  surroundings = lep_surroundings_of_desktop (lep_window_get_clock (lep_window_of (owner)));
  start (owner, join_new (surroundings, path, who, file));
}
