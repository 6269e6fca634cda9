/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was typed and is not saved, wherever it stands: it is shown and can be copied
 * before it goes. */

#include <glib/gi18n.h>

#include "lep-conflict-page.h"
#include "lep-draft.h"
#include "lep-form.h"

#include "lep-unsaved.h"

/* On an editable that is no row of a form: what its text is called. */
#define NAME "lep-unsaved-name"

/* How many characters of what was typed a dialog shows. */
#define SHOWN 400

/* A draft that was made, or dropped, goes on standing behind what is seen. */
static gboolean
is_over (GtkWidget *widget)
{
  GtkWidget *parent = gtk_widget_get_parent (widget);

  return LEP_IS_DRAFT (widget) && GTK_IS_STACK (parent) && gtk_stack_get_visible_child (GTK_STACK (parent)) != widget;
}

static void
add_row (LepFieldRow *row,
         GString     *text)
{
  g_autofree char *typed = lep_field_row_dup_typed (row);

  lep_field_row_add_text (row, typed, text);
}

static void
add_cell (GtkWidget *cell,
          GString   *text)
{
  const char *name = lep_unsaved_name (GTK_EDITABLE (cell));

  if (name != NULL)
    g_string_append_printf (text, "%s: ", name);
  g_string_append_printf (text, "%s\n", gtk_editable_get_text (GTK_EDITABLE (cell)));
}

static void
add_texts (GString   *text,
           GtkWidget *widget)
{
  if (is_over (widget))
    return;

  if (LEP_IS_FIELD_ROW (widget))
    {
      if (lep_field_row_is_typed (LEP_FIELD_ROW (widget)))
        add_row (LEP_FIELD_ROW (widget), text);
      return;
    }
  if (GTK_IS_EDITABLE (widget) &&
      (lep_unsaved_name (GTK_EDITABLE (widget)) != NULL || gtk_widget_has_css_class (widget, "error"))) /* a cell of a table */
    {
      add_cell (widget, text);
      return;
    }

  if (LEP_IS_FORM (widget))
    lep_form_add_kept (LEP_FORM (widget), text);
  else if (LEP_IS_CONFLICT_PAGE (widget))
    lep_conflict_page_add_drafts (LEP_CONFLICT_PAGE (widget), text);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    add_texts (text, child);
}

/**
 * lep_unsaved_mark:
 * @editable: stands in no row of a form, which knows its name
 * @name: (nullable): what its text is called while it is not saved; %NULL = it is saved
 */
void
lep_unsaved_mark (GtkEditable *editable,
                  const char  *name)
{
  g_return_if_fail (GTK_IS_EDITABLE (editable));

  g_object_set_data_full (G_OBJECT (editable), NAME, g_strdup (name), g_free);
}

/* Returns: (nullable): what it was marked with */
const char *
lep_unsaved_name (GtkEditable *editable)
{
  return g_object_get_data (G_OBJECT (editable), NAME);
}

/**
 * lep_unsaved_dup_text:
 * @root: what is to go
 *
 * What can be saved must be saved by then.
 *
 * Returns: (transfer full) (nullable): what was typed there, each with the label of its
 *   field; %NULL = nothing would be lost
 */
char *
lep_unsaved_dup_text (GtkWidget *root)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (GTK_IS_WIDGET (root), NULL);

  add_texts (text, root);
  return text->len > 0 ? g_strdup (g_strchomp (text->str)) : NULL;
}

/* Returns: (transfer full): @text, and below it what was typed, as far as a dialog has
 *   room for it */
char *
lep_unsaved_dup_body (const char *text,
                      const char *typed)
{
  g_autofree char *start = NULL;

  if (g_utf8_strlen (typed, -1) > SHOWN)
    start = g_utf8_substring (typed, 0, SHOWN);
  return g_strdup_printf ("%s\n\n%s%s", text, start != NULL ? start : typed, start != NULL ? "…" : "");
}

static void
response_cb (GtkWidget  *dialog,
             const char *response,
             gpointer    user_data)
{
  if (g_strcmp0 (response, "copy") == 0)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (dialog), g_object_get_data (G_OBJECT (dialog), "typed"));
}

/**
 * lep_unsaved_ask:
 * @typed: (nullable): what was typed; %NULL = nothing that can be copied
 * @close: the label of what closes all the same
 *
 * Asks before something closes. To copy is to stay.
 *
 * Returns: (transfer none): the question, an #AdwMessageDialog that is seen already;
 *   its "response" is "close" if it may
 */
GtkWidget *
lep_unsaved_ask (GtkWindow  *parent,
                 const char *heading,
                 const char *text,
                 const char *typed,
                 const char *stay,
                 const char *close)
{
  g_autofree char  *body = typed != NULL ? lep_unsaved_dup_body (text, typed) : g_strdup (text);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (parent, heading, body));

  adw_message_dialog_add_response (dialog, "stay", stay);
  if (typed != NULL)
    adw_message_dialog_add_response (dialog, "copy", _ ("_Copy what I typed"));
  adw_message_dialog_add_response (dialog, "close", close);
  adw_message_dialog_set_response_appearance (dialog, "close", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (dialog, "stay");
  adw_message_dialog_set_close_response (dialog, "stay");
  g_object_set_data_full (G_OBJECT (dialog), "typed", g_strdup (typed), g_free);
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), NULL);
  gtk_window_present (GTK_WINDOW (dialog));

  return GTK_WIDGET (dialog);
}
