/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How "Add a result" is opened: for the project that is looked at, or first of all one is noted. */

#include <glib/gi18n.h>
#include <string.h>

#include "lep-record-chooser.h"
#include "lep-record-panel.h"
#include "lep-window.h"

#include "lep-result-dialog.h"

/* The project that is looked at is the one that a result most likely is of. */
static const char *
find_project (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      const char *project;
      LepRecord  *record = LEP_IS_RECORD_PANEL (child) ? lep_record_panel_get_record (LEP_RECORD_PANEL (child)) : NULL;

      if (!gtk_widget_get_mapped (child))
        continue;

      if (record != NULL && strcmp (lep_record_get_kind_name (record), "project") == 0)
        return lep_record_get_id (record);

      project = find_project (child);
      if (project != NULL)
        return project;
    }

  return NULL;
}

static void
begin_cb (GtkWidget  *window,
          const char *response)
{
  if (strcmp (response, "cancel") != 0)
    gtk_widget_activate_action (window, "win.new-record", "s", response);
}

/* There is no project that a result could be of: leads to the first one, or to what that one needs. */
static void
offer_project (LepWindow    *window,
               LepWorkspace *workspace)
{
  gboolean    partnership = lep_record_chooser_find_lack (workspace, "partnership") == NULL;
  const char *body = partnership ? _ ("A result is always of a project. Note the project first; then add here what comes out of it.")
                                 : _ ("A result is always of a project, and a project of a partnership. Start the partnership first.");
  GtkWidget  *question = lep_window_offer (window, _ ("No projects yet"), body,
                                          partnership ? "projects" : "partnerships",
                                          partnership ? _ ("_Note a project") : _ ("_Start a partnership"));

  g_signal_connect_object (question, "response", G_CALLBACK (begin_cb), window, G_CONNECT_SWAPPED);
}

/* Opens the window above the one that @parent is in; without a @project it
 * starts with the one that is looked at. Where there is none yet, it leads to
 * the first one. */
void
lep_result_dialog_open (GtkWidget    *parent,
                        LepWorkspace *workspace,
                        const char   *project)
{
  LepWindow       *window = lep_window_of (parent);
  LepResultDialog *self;

  g_return_if_fail (window != NULL);

  if (lep_record_chooser_find_lack (workspace, "project") != NULL)
    {
      offer_project (window, workspace);
      return;
    }

  self = lep_result_dialog_new (workspace, lep_window_get_clock (window),
                                project != NULL ? project : find_project (GTK_WIDGET (window)));
  gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (window));
  gtk_window_present (GTK_WINDOW (self));
}
