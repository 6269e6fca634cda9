/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The question for the pass-phrase of a bundle: a message with the reason and one
 * entry. Whether it is the right one only shows when the file is opened, which
 * takes a second or so and is somebody else's work. */

#include <glib/gi18n.h>

#include "lep-passphrase-dialog.h"

#include "lep-window.h"

static void
entry_changed_cb (AdwMessageDialog *dialog)
{
  GtkEditable *entry = g_object_get_data (G_OBJECT (dialog), "entry");

  adw_message_dialog_set_response_enabled (dialog, "open", *gtk_editable_get_text (entry) != '\0');
}

static void
response_cb (AdwMessageDialog *dialog,
             const char       *response,
             GtkWidget        *owner)
{
  LepPassphraseFunc typed = (LepPassphraseFunc) g_object_get_data (G_OBJECT (dialog), "typed");
  GtkEditable      *entry = g_object_get_data (G_OBJECT (dialog), "entry");

  if (g_strcmp0 (response, "open") == 0)
    typed (owner, gtk_editable_get_text (entry));
  /* libadwaita 1.2: a row with the focus hears of it once more when it is gone. */
  gtk_window_set_focus (GTK_WINDOW (dialog), NULL);
}

/**
 * lep_passphrase_ask:
 * @owner: what @typed is for; nothing happens if it is gone
 * @file_name: of the bundle
 * @again: whether another pass-phrase was tried and did not open it
 *
 * Shows the question.
 *
 * Returns: (transfer none): the dialog
 */
GtkWidget *
lep_passphrase_ask (GtkWidget        *owner,
                    const char       *file_name,
                    gboolean          again,
                    LepPassphraseFunc typed)
{
  GtkWidget       *dialog, *group, *entry;
  g_autofree char *body = NULL;

  g_return_val_if_fail (GTK_IS_WIDGET (owner), NULL);
  g_return_val_if_fail (typed != NULL, NULL);

  /* Translators: name of a file. */
  body = g_strdup_printf (again ? _ ("“%s” did not open with that pass-phrase. Capital letters, spaces and the script count; ask its sender to say it once more.")
                                : _ ("“%s” is locked with a pass-phrase. Its sender knows it: ask on the telephone."),
                          file_name);
  dialog = adw_message_dialog_new (GTK_WINDOW (lep_window_of (owner)),
                                   again ? _ ("That is not the pass-phrase") : _ ("What is the pass-phrase?"), body);
  group = adw_preferences_group_new ();
  entry = adw_password_entry_row_new ();
  gtk_widget_add_css_class (group, "work");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry), _ ("Pass-phrase"));
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (entry), TRUE);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), entry);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), group);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "open", _ ("_Open"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "open", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "open");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (dialog), "open", FALSE);
  g_object_set_data (G_OBJECT (dialog), "entry", entry);
  g_object_set_data (G_OBJECT (dialog), "typed", (gpointer) typed);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (entry_changed_cb), dialog);
  g_signal_connect_object (dialog, "response", G_CALLBACK (response_cb), owner, 0);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (entry);
  return dialog;
}
