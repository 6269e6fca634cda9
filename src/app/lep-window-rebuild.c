/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Building the windows anew, in another language. */

#include <glib/gi18n.h>

#include "lep-first-run.h"
#include "lep-language.h"

#include "lep-window-private.h"

static void
rebuild (LepWindow *self)
{
  LepWindow *window;
  GtkWidget *from = adw_bin_get_child (self->first_run);

  window = lep_window_new (gtk_window_get_application (GTK_WINDOW (self)), self->path);
  lep_window_set_workspace (window, self->workspace);
  if (self->workspace == NULL && from != NULL)
    lep_first_run_copy_answers (LEP_FIRST_RUN (adw_bin_get_child (window->first_run)), LEP_FIRST_RUN (from));
  gtk_window_present (GTK_WINDOW (window));
  gtk_window_destroy (GTK_WINDOW (self)); /* closing would read its forms again, as the new language writes */
}

/* What stands in a form is read as the old language writes it: all of it is stored
 * before the new one holds, or nothing changes. */
static gboolean
rebuild_idle_cb (gpointer user_data)
{
  g_autoptr (LepWindow) self = user_data;
  g_autoptr (GList) all = g_list_copy (gtk_application_get_windows (gtk_window_get_application (GTK_WINDOW (self))));

  for (GList *l = all; l != NULL; l = l->next)
    if (LEP_IS_WINDOW (l->data) && lep_window_is_engaged (l->data))
      {
        lep_window_toast (self, _ ("The language changes when you start the program again: what you are doing comes first."), FALSE);
        return G_SOURCE_REMOVE;
      }

  for (GList *l = all; l != NULL; l = l->next)
    if (LEP_IS_WINDOW (l->data))
      {
        lep_window_keep (l->data);
        gtk_window_set_focus (l->data, NULL); /* what loses it later would be stored as the new language reads */
      }
  lep_language_apply (self->settings);
  for (GList *l = all; l != NULL; l = l->next)
    if (LEP_IS_WINDOW (l->data))
      rebuild (l->data);
  return G_SOURCE_REMOVE;
}

/* Builds all windows anew, in the language of the settings. The old ones go when the
 * caller is done with them. */
void
lep_window_rebuild (LepWindow *self)
{
  g_return_if_fail (LEP_IS_WINDOW (self));

  g_idle_add (rebuild_idle_cb, g_object_ref (self));
}
