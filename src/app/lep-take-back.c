/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking an import back: what that means is said first; it is done in a thread. */

#include <glib/gi18n.h>

#include "lep-identity.h"
#include "lep-undo.h"

#include "lep-language.h"
#include "lep-surroundings.h"

#include "lep-take-back.h"

/* Taking an import back, in its thread. */
typedef struct
{
  char            *workspace_path;
  LepSurroundings *surroundings;
  gint64           step;
  LepUndone        undone;
} TakeBackJob;

static void
take_back_job_free (TakeBackJob *job)
{
  g_free (job->workspace_path);
  lep_surroundings_free (job->surroundings);
  g_free (job);
}

static gboolean
take_back_in_thread (gpointer      data,
                     LepProgress  *progress,
                     GCancellable *cancellable,
                     GError      **error)
{
  TakeBackJob *job = data;
  g_autoptr (LepWorkspace) workspace = lep_identity_open (job->surroundings, job->workspace_path, LEP_OPEN_WRITE, NULL, error);

  if (workspace == NULL)
    return FALSE;
  lep_language_set_reader (workspace);
  return lep_undo_step (workspace, job->step, &job->undone, cancellable, error);
}

static void
taken_back_cb (GtkWidget    *owner,
               gpointer      data,
               const GError *error)
{
  TakeBackJob     *job = data;
  g_autofree char *text = NULL;

  if (error != NULL)
    {
      lep_window_report_error (LEP_WINDOW (owner), _ ("The import was not taken back"), error);
      return;
    }

  text = job->undone.n_skipped == 0
           ? g_strdup (_ ("The import was taken back"))
           : g_strdup_printf (ngettext ("The import was taken back, but for %u value that is newer",
                                        "The import was taken back, but for %u values that are newer", job->undone.n_skipped),
                              job->undone.n_skipped);
  lep_window_toast (LEP_WINDOW (owner), text, FALSE);
}

static void
take_back_response_cb (AdwMessageDialog *dialog,
                       const char       *response,
                       LepWindow        *window)
{
  TakeBackJob *job;

  if (g_strcmp0 (response, "back") != 0)
    return;

  job = g_new0 (TakeBackJob, 1);
  job->workspace_path = g_strdup (lep_window_get_path (window));
  job->surroundings = lep_surroundings_of_desktop (lep_window_get_clock (window));
  job->step = *(gint64 *) g_object_get_data (G_OBJECT (dialog), "step");
  lep_window_run_job (window, _ ("Taking back an import"), GTK_WIDGET (window), take_back_in_thread, taken_back_cb, job,
                      (GDestroyNotify) take_back_job_free);
}

/**
 * lep_take_back_ask:
 * @step: of an import
 * @what: names what came
 *
 * Asks, and takes the import back when that is confirmed.
 */
void
lep_take_back_ask (LepWindow  *window,
                   gint64      step,
                   const char *what)
{
  g_autofree char *body = NULL;
  GtkWidget       *dialog;

  g_return_if_fail (LEP_IS_WINDOW (window));
  g_return_if_fail (what != NULL);

  body = g_strdup_printf ("%s\n\n%s", what,
                          _ ("Every record shows again what it showed before, except where something newer was entered since. "
                             "What came stays in the history."));
  dialog = lep_window_ask (window, _ ("Take back this import?"), body, "back", _ ("_Take it back"));
  g_object_set_data_full (G_OBJECT (dialog), "step", g_memdup2 (&step, sizeof step), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (take_back_response_cb), window, 0);
}
