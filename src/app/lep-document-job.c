/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Attaching files, saving them, and opening them in the program that the
 * desktop has for them: a copy that only this person can read, and nobody
 * writes, since what would be written there is not kept. */

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "lep-file.h"
#include "lep-identity.h"
#include "lep-surroundings.h"
#include "lep-value.h"

#include "lep-document-job.h"

#define COPIES "lep-document-copies"

typedef struct
{
  char            *workspace_path;
  LepSurroundings *surroundings;

  char            *space, *owner; /* of what is attached */
  char           **files;

  char            *sha256; /* of what is written */
  char            *target;
} DocumentJob;

static DocumentJob *
job_new (LepWindow *window)
{
  DocumentJob *self = g_new0 (DocumentJob, 1);

  self->workspace_path = g_strdup (lep_window_get_path (window));
  self->surroundings = lep_surroundings_of_desktop (lep_window_get_clock (window));
  return self;
}

static void
job_free (DocumentJob *self)
{
  g_free (self->workspace_path);
  lep_surroundings_free (self->surroundings);
  g_free (self->space);
  g_free (self->owner);
  g_strfreev (self->files);
  g_free (self->sha256);
  g_free (self->target);
  g_free (self);
}

/* Without its ending, the name of a file is a title to begin with. */
static char *
title_of (const char *path)
{
  g_autofree char *name = g_filename_display_basename (path);
  char            *dot = g_strrstr (name, ".");

  if (dot != NULL && dot != name)
    *dot = '\0';
  return lep_value_tidy (lep_kind_field (lep_schema_kind ("document"), "title"), name);
}

static gboolean
attach_in_thread (gpointer      data,
                  LepProgress  *progress,
                  GCancellable *cancellable,
                  GError      **error)
{
  DocumentJob *job = data;
  guint        n_files = g_strv_length (job->files);
  g_autoptr (LepWorkspace) workspace =
    lep_identity_open (job->surroundings, job->workspace_path, LEP_OPEN_WRITE, NULL, error);
  g_autoptr (LepEdit) edit = workspace != NULL ? lep_edit_new (workspace) : NULL;

  for (guint i = 0; edit != NULL && i < n_files; i++)
    {
      g_autofree char *title = title_of (job->files[i]);

      if (!lep_edit_row (edit, job->space, "document", NULL, error))
        return FALSE;
      lep_edit_set (edit, "owner", job->owner);
      lep_edit_set (edit, "title", title);
      if (!lep_edit_attach (edit, job->files[i], cancellable, error))
        return FALSE;
      lep_progress_report (progress, i + 1, n_files + 1);
    }
  return edit != NULL && lep_edit_commit (edit, error);
}

static void
attached_cb (GtkWidget    *owner,
             gpointer      data,
             const GError *error)
{
  DocumentJob     *job = data;
  guint            n_files = g_strv_length (job->files);
  g_autofree char *name = g_filename_display_basename (job->files[0]);
  g_autofree char *text = NULL;

  if (error != NULL)
    {
      lep_window_report_error (LEP_WINDOW (owner), _ ("The file was not added"), error);
      return;
    }

  text = n_files == 1 ? g_strdup_printf (_ ("“%s” added"), name)
                      : g_strdup_printf (ngettext ("%u document added", "%u documents added", n_files), n_files);
  lep_window_toast (LEP_WINDOW (owner), text, TRUE);
}

/**
 * lep_document_attach:
 * @files: (element-type GFile): those that are on this laptop
 *
 * Attaches files to a record, all or none.
 */
void
lep_document_attach (LepWindow *window,
                     LepRecord *owner,
                     GSList    *files)
{
  DocumentJob *job = job_new (window);
  g_autoptr (GStrvBuilder) paths = g_strv_builder_new ();

  for (GSList *file = files; file != NULL; file = file->next)
    if (g_file_peek_path (file->data) != NULL)
      g_strv_builder_add (paths, g_file_peek_path (file->data));
  job->files = g_strv_builder_end (paths);
  job->space = g_strdup (lep_record_get_space (owner));
  job->owner = g_strdup (lep_record_get_id (owner));
  if (job->files[0] == NULL)
    {
      job_free (job);
      return;
    }
  lep_window_run_job (window, _ ("Adding documents"), GTK_WIDGET (window), attach_in_thread, attached_cb, job,
                      (GDestroyNotify) job_free);
}

static gboolean
save_in_thread (gpointer      data,
                LepProgress  *progress,
                GCancellable *cancellable,
                GError      **error)
{
  DocumentJob *job = data;
  g_autoptr (LepClock) clock = lep_clock_new ();
  g_autoptr (LepWorkspace) workspace = lep_workspace_open (job->workspace_path, LEP_OPEN_READ, clock, error);

  return workspace != NULL && lep_file_save (workspace, job->sha256, job->target, cancellable, error);
}

static void
saved_cb (GtkWidget    *owner,
          gpointer      data,
          const GError *error)
{
  DocumentJob     *job = data;
  g_autofree char *name = g_filename_display_basename (job->target);
  g_autofree char *text = NULL;

  if (error != NULL)
    {
      lep_window_report_error (LEP_WINDOW (owner), _ ("The document was not saved"), error);
      return;
    }

  text = g_strdup_printf (_ ("Saved as “%s”"), name);
  lep_window_toast (LEP_WINDOW (owner), text, FALSE);
}

/**
 * lep_document_save:
 *
 * Writes the file of a document to a place that the user chose.
 */
void
lep_document_save (LepWindow         *window,
                   const LepDocument *document,
                   GFile             *target)
{
  DocumentJob *job;

  if (g_file_peek_path (target) == NULL)
    return;

  job = job_new (window);
  job->sha256 = g_strdup (document->sha256);
  job->target = g_file_get_path (target);
  lep_window_run_job (window, _ ("Saving a document"), GTK_WIDGET (window), save_in_thread, saved_cb, job,
                      (GDestroyNotify) job_free);
}

/* Takes a folder away with the files in it, and those in its folders. */
static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);

  for (const char *name = dir != NULL ? g_dir_read_name (dir) : NULL; name != NULL; name = g_dir_read_name (dir))
    {
      g_autofree char *inside = g_build_filename (path, name, NULL);

      if (g_file_test (inside, G_FILE_TEST_IS_DIR) && !g_file_test (inside, G_FILE_TEST_IS_SYMLINK))
        remove_folder (inside);
      else
        g_unlink (inside);
    }
  g_rmdir (path);
}

static void
copies_free (gpointer data)
{
  remove_folder (data);
  g_free (data);
}

/* The folder of the copies that this window opened; it goes with the window. */
static const char *
copies_of (LepWindow *window,
           GError   **error)
{
  char *path = g_object_get_data (G_OBJECT (window), COPIES);

  if (path == NULL)
    {
      path = g_dir_make_tmp ("lep-XXXXXX", error);
      if (path != NULL)
        g_object_set_data_full (G_OBJECT (window), COPIES, path, copies_free);
    }
  return path;
}

/* A place for the copy: its name is that of the file, so that its ending tells
 * what it is; what another laptop wrote there must not lead elsewhere. */
static char *
place_of_copy (const char        *folder,
               const LepDocument *document,
               GError           **error)
{
  g_autofree char *own = g_build_filename (folder, document->id, NULL);
  g_autofree char *name = g_path_get_basename (document->file_name != NULL ? document->file_name : "");

  if (g_mkdir_with_parents (own, 0700) != 0)
    {
      g_set_error (error, LEP_ERROR, LEP_ERROR_FAILED, _ ("The folder “%s” cannot be made."), own);
      return NULL;
    }
  if (name[0] == '.' || name[0] == G_DIR_SEPARATOR)
    return g_build_filename (own, "document", NULL);
  return g_build_filename (own, name, NULL);
}

static void
ready_cb (GtkWidget    *owner,
          gpointer      data,
          const GError *error)
{
  DocumentJob     *job = data;
  g_autofree char *uri = NULL;

  if (error != NULL)
    {
      lep_window_report_error (LEP_WINDOW (owner), _ ("The document could not be opened"), error);
      return;
    }

  g_chmod (job->target, 0400);
  uri = g_filename_to_uri (job->target, NULL, NULL);
  gtk_show_uri (GTK_WINDOW (owner), uri, GDK_CURRENT_TIME);
}

/**
 * lep_document_open:
 *
 * Opens a copy of the file of a document in another program.
 */
void
lep_document_open (LepWindow         *window,
                   const LepDocument *document)
{
  g_autoptr (GError) error = NULL;
  const char      *folder = copies_of (window, &error);
  g_autofree char *target = folder != NULL ? place_of_copy (folder, document, &error) : NULL;
  DocumentJob     *job;

  if (target == NULL)
    {
      lep_window_report_error (window, _ ("The document could not be opened"), error);
      return;
    }

  job = job_new (window);
  job->sha256 = g_strdup (document->sha256);
  job->target = g_steal_pointer (&target);
  lep_window_run_job (window, _ ("Opening a document"), GTK_WIDGET (window), save_in_thread, ready_cb, job,
                      (GDestroyNotify) job_free);
}
