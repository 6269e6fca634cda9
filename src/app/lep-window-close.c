/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Closing the window: what was typed does not go unasked, and work under way
 * comes to its end first. */

#include <glib/gi18n.h>

#include "lep-unsaved.h"
#include "lep-window-private.h"

/* Returns: (nullable) (transfer none): a page that holds something not kept; @typed:
 *   what can be copied of it */
static LepPage *
find_touched_page (LepWindow *self,
                   char     **typed)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->pages)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      gboolean is_touched = lep_page_is_touched (LEP_PAGE (child)); /* saves what it can */

      *typed = lep_unsaved_dup_text (child);
      if (is_touched || *typed != NULL)
        return LEP_PAGE (child);
    }

  return NULL;
}

/* Closes at once, or when the cancelled work has taken its steps back. */
static void
response_cb (AdwMessageDialog *dialog,
             const char       *response,
             LepWindow        *self)
{
  if (g_strcmp0 (response, "close") != 0)
    return;

  self->closing = TRUE;
  if (lep_job_strip_is_running (self->jobs))
    lep_job_strip_cancel (self->jobs);
  else
    gtk_window_close (GTK_WINDOW (self));
}

/* Whether the user has to be asked; then that is under way. All that would be
 * lost is named. */
static gboolean
has_to_ask (LepWindow *self)
{
  g_autofree char *typed = NULL;
  LepPage         *page = find_touched_page (self, &typed);
  gboolean         works = lep_job_strip_is_running (self->jobs);
  const char      *draft = _ ("This is not saved: a new entry that was not made yet, or something that could not be saved.");
  const char      *work = _ ("Work is under way. If you close now, it is as if it had never begun.");
  g_autofree char *both = g_strdup_printf ("%s\n\n%s", work, draft);
  GtkWidget       *question = NULL;

  if (page != NULL && page != lep_window_get_page (self))
    lep_window_go (self, lep_page_get_name (page), NULL);

  if (page != NULL && works)
    question = lep_unsaved_ask (GTK_WINDOW (self), _ ("Close, lose what you typed, and cancel what is being done?"), both, typed,
                                _ ("_Go back to it"), _ ("_Close without it"));
  else if (page != NULL)
    question = lep_unsaved_ask (GTK_WINDOW (self), _ ("Close, and lose what you typed?"), draft, typed,
                                _ ("_Go back to it"), _ ("_Close without it"));
  else if (works)
    question = lep_unsaved_ask (GTK_WINDOW (self), _ ("Close, and cancel what is being done?"), work, NULL,
                                _ ("_Wait for it"), _ ("_Close all the same"));
  if (question != NULL)
    g_signal_connect_object (question, "response", G_CALLBACK (response_cb), self, 0);

  return question != NULL;
}

/* Keeps what the page can keep, and the size. */
void
lep_window_keep (LepWindow *self)
{
  int width, height;

  lep_window_leave_page (self);
  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_settings_set_int (self->settings, "window-width", width);
  g_settings_set_int (self->settings, "window-height", height);
  g_settings_set_boolean (self->settings, "window-maximized", gtk_window_is_maximized (GTK_WINDOW (self)));
}

/* Whether something would be lost or broken off if the window went now. */
gboolean
lep_window_is_engaged (LepWindow *self)
{
  g_autofree char *typed = NULL;

  return find_touched_page (self, &typed) != NULL || lep_job_strip_is_running (self->jobs);
}

gboolean
lep_window_may_close (LepWindow *self)
{
  lep_window_keep (self);

  return self->closing || !has_to_ask (self);
}

/* The work under way came to its end. */
void
lep_window_job_ended (LepWindow *self)
{
  if (self->closing)
    gtk_window_close (GTK_WINDOW (self));
}
