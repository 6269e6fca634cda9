/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The exchange folder of a window's workspace: looked at by itself, in a thread. */
#pragma once

#include <gtk/gtk.h>

#include "lep-folder-choice.h"
#include "lep-workspace.h"

G_BEGIN_DECLS

#define LEP_TYPE_FOLDER_WATCH (lep_folder_watch_get_type ())

/* Signal "changed" (no arguments) whenever something else is to be shown. */
G_DECLARE_FINAL_TYPE (LepFolderWatch, lep_folder_watch, LEP, FOLDER_WATCH, GObject)

/* A bundle there that was taken in. */
typedef struct
{
  char  *file;
  char  *from; /* person or laptop */
  gint64 at;   /* ms since 1970 */
  gint64 n_new, n_conflicts, n_waiting;
} LepFolderTaken;

/* A bundle there that was left: somebody has to decide, or it is not sound. */
typedef struct
{
  char    *file;
  char    *reason;
  gboolean can_open; /* it may be taken in on the page that opens a bundle */
} LepFolderLeft;

typedef struct
{
  LepFolderChoice choice;
  gboolean        is_read_only; /* the workspace: nothing can be chosen */
  gboolean        is_looking;
  gint64          looked_at;          /* last time that a look was carried through, ms since 1970; 0 = not since the window opened */
  char           *trouble;            /* why the last look was not; NULL = it was */
  GPtrArray      *taken;              /* LepFolderTaken, the last one first */
  GPtrArray      *left;               /* LepFolderLeft: those that lie there still */
  GPtrArray      *held;               /* labels of laptops that get nothing, as their key is not known yet */
  guint           n_others;           /* bundles there that are for others */
  guint           n_taken, n_written; /* since the window opened */
} LepFolderState;

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
