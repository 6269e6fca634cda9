/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The exchange folder of a window's workspace: looked at by itself, in a thread. */
#pragma once

#include <gtk/gtk.h>

#include "lep-folder-state.h"
#include "lep-workspace.h"

G_BEGIN_DECLS

#define LEP_TYPE_FOLDER_WATCH (lep_folder_watch_get_type ())

/* Signal "changed" (no arguments) whenever something else is to be shown. */
G_DECLARE_FINAL_TYPE (LepFolderWatch, lep_folder_watch, LEP, FOLDER_WATCH, GObject)

LepFolderWatch       *lep_folder_watch_new (GtkWidget    *window,
                                            LepWorkspace *workspace);
const LepFolderState *lep_folder_watch_get_state (LepFolderWatch *self);
gboolean              lep_folder_watch_choose (LepFolderWatch *self,
                                               const char     *path,
                                               GError        **error);
gboolean              lep_folder_watch_set_on (LepFolderWatch *self,
                                               gboolean        on,
                                               GError        **error);
gboolean              lep_folder_watch_set_seal (LepFolderWatch *self,
                                                 gboolean        seal,
                                                 GError        **error);
void                  lep_folder_watch_look (LepFolderWatch *self);
void                  lep_folder_watch_stop (LepFolderWatch *self);

G_END_DECLS
