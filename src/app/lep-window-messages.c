/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window says: toasts with Undo, errors that stay until they are
 * read, and work under way. */

#include <glib/gi18n.h>

#include "lep-undo.h"

#include "lep-unsaved.h"
#include "lep-window-private.h"

/* A toast comes in for half a second. libadwaita 1.2 falls over one that is
 * dismissed meanwhile: it takes the next text in its place. */
#define TOAST_COMES_IN_US (G_USEC_PER_SEC / 2)

/* What was said is no news any more. */
static void
hide_status (LepWindow *self)
{
  if (self->status_label != NULL) /* the toasts go last */
    gtk_widget_set_visible (GTK_WIDGET (self->status_label), FALSE);
}

/* An older toast may go when the next is seen already. */
static void
dismissed_cb (LepWindow *self,
              AdwToast  *toast)
{
  if (self->toast.toast == NULL || self->toast.toast == toast)
    hide_status (self);
}

static AdwToast *
find_toast (LepWindow  *self,
            const char *title)
{
  LepWindowToast *seen = &self->toast;
  AdwToast       *toast;

  if (seen->toast != NULL && g_get_monotonic_time () - seen->since <= TOAST_COMES_IN_US)
    {
      adw_toast_set_title (seen->toast, title);
      return seen->toast;
    }

  /* One thing that was done is told at a time. */
  if (seen->toast != NULL)
    adw_toast_dismiss (seen->toast);
  toast = adw_toast_new (title);
  g_set_weak_pointer (&seen->toast, toast);
  seen->since = g_get_monotonic_time ();
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (dismissed_cb), self, G_CONNECT_SWAPPED);
  adw_toast_overlay_add_toast (self->toasts, toast);
  return toast;
}

static void
show_toast (LepWindow  *self,
            const char *text,
            const char *button,
            const char *action,
            GVariant   *target)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1); /* its title is markup */
  AdwToast        *toast = find_toast (self, escaped);

  adw_toast_set_button_label (toast, button);
  /* One that is seen already: its action and what that takes never stand there unmatched. */
  adw_toast_set_action_name (toast, NULL);
  adw_toast_set_action_target_value (toast, target);
  adw_toast_set_action_name (toast, action);

  gtk_label_set_label (self->status_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->status_label), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->status_label),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}

/**
 * lep_window_toast:
 * @text: what was done, translated
 * @can_undo: whether it was the last own step, which the toast then offers to take back
 *
 * Says it for a moment; the labelled status line says it, too, for screen readers.
 */
void
lep_window_toast (LepWindow  *self,
                  const char *text,
                  gboolean    can_undo)
{
  gint64 step = 0;

  g_return_if_fail (LEP_IS_WINDOW (self));
  g_return_if_fail (text != NULL);

  /* Its button takes back this, whatever is entered before it is pressed. */
  if (can_undo && lep_undo_find (self->workspace, &step, NULL, NULL) && step > 0)
    show_toast (self, text, _ ("_Undo"), "win.undo-step", g_variant_new_int64 (step));
  else
    show_toast (self, text, NULL, NULL, NULL);
}

/**
 * lep_window_toast_next:
 * @text: what was done, translated
 * @button: what can be done next, translated
 * @action: that does it
 * @target: (nullable): its parameter, sunk if floating
 */
void
lep_window_toast_next (LepWindow  *self,
                       const char *text,
                       const char *button,
                       const char *action,
                       GVariant   *target)
{
  g_return_if_fail (LEP_IS_WINDOW (self));
  g_return_if_fail (text != NULL);
  g_return_if_fail (button != NULL && action != NULL);

  show_toast (self, text, button, action, target);
}

static void
text_response_cb (AdwMessageDialog *dialog,
                  const char       *response,
                  gpointer          user_data)
{
  if (g_strcmp0 (response, "copy") == 0)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (dialog)), g_object_get_data (G_OBJECT (dialog), "copied"));
}

static void
say (LepWindow  *self,
     const char *title,
     const char *body,
     const char *copy,
     const char *copied)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), title, body);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "copy", copy, "close", _ ("_Close"), NULL);
  g_object_set_data_full (G_OBJECT (dialog), "copied", g_strdup (copied), g_free);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "close");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  g_signal_connect (dialog, "response", G_CALLBACK (text_response_cb), NULL);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Says something that must be read, and can be copied. */
void
lep_window_say (LepWindow  *self,
                const char *title,
                const char *text)
{
  g_return_if_fail (LEP_IS_WINDOW (self));
  g_return_if_fail (title != NULL && text != NULL);

  say (self, title, text, _ ("_Copy the text"), text);
}

/**
 * lep_window_say_typed:
 * @text: why what was typed is not saved
 * @typed: that, which is shown, and can be copied
 */
void
lep_window_say_typed (LepWindow  *self,
                      const char *title,
                      const char *text,
                      const char *typed)
{
  g_autofree char *body = NULL;

  g_return_if_fail (LEP_IS_WINDOW (self));
  g_return_if_fail (title != NULL && text != NULL && typed != NULL);

  body = lep_unsaved_dup_body (text, typed);
  say (self, title, body, _ ("_Copy what I typed"), typed);
}

/* What is suggested is taken by Enter, what cannot simply be taken back is not. */
static GtkWidget *
ask (LepWindow            *self,
     const char           *heading,
     const char           *body,
     const char           *id,
     const char           *label,
     AdwResponseAppearance appearance)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), heading, body);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), id, label, NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), id, appearance);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), appearance == ADW_RESPONSE_SUGGESTED ? id : "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  gtk_window_present (GTK_WINDOW (dialog));

  return dialog;
}

/**
 * lep_window_ask:
 * @id: the response that does what cannot simply be taken back
 * @label: of its button, with a mnemonic
 *
 * Asks before something is done. What is not answered is not done.
 *
 * Returns: (transfer none): the question, an #AdwMessageDialog that is seen
 *   already; "response" tells the answer
 */
GtkWidget *
lep_window_ask (LepWindow  *self,
                const char *heading,
                const char *body,
                const char *id,
                const char *label)
{
  g_return_val_if_fail (LEP_IS_WINDOW (self), NULL);

  return ask (self, heading, body, id, label, ADW_RESPONSE_DESTRUCTIVE);
}

/**
 * lep_window_offer:
 * @id: the response that takes what is offered
 * @label: of its button, with a mnemonic
 *
 * Says why something cannot be done yet, and offers the step that leads there;
 * Enter takes it.
 *
 * Returns: (transfer none): as lep_window_ask ()
 */
GtkWidget *
lep_window_offer (LepWindow  *self,
                  const char *heading,
                  const char *body,
                  const char *id,
                  const char *label)
{
  g_return_val_if_fail (LEP_IS_WINDOW (self), NULL);

  return ask (self, heading, body, id, label, ADW_RESPONSE_SUGGESTED);
}

/**
 * lep_window_report_error:
 * @what: (nullable): what could not be done, translated, without a full stop
 * @error: (nullable): why; nothing is said of %NULL and of what was cancelled
 *
 * The one place where the window shows an error.
 */
void
lep_window_report_error (LepWindow    *self,
                         const char   *what,
                         const GError *error)
{
  g_return_if_fail (LEP_IS_WINDOW (self));

  if (error == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  lep_window_say (self, what != NULL ? what : _ ("This could not be done"), error->message);
}

/**
 * lep_window_run_job:
 * @title: what is being done, translated
 *
 * Does long work in a thread; see lep_job_strip_run ().
 *
 * Returns: %FALSE if other work has to be waited for; that is said
 */
gboolean
lep_window_run_job (LepWindow     *self,
                    const char    *title,
                    GtkWidget     *owner,
                    LepJobFunc     work,
                    LepJobDoneFunc done,
                    gpointer       data,
                    GDestroyNotify free_data)
{
  g_return_val_if_fail (LEP_IS_WINDOW (self), FALSE);

  if (lep_job_strip_run (self->jobs, title, owner, work, done, data, free_data))
    return TRUE;

  lep_window_toast (self, _ ("Wait until the work under way is done, or cancel it first."), FALSE);

  return FALSE;
}
