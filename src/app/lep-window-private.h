/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What lep-window.c and its actions share. */
#pragma once

#include "lep-window.h"

G_BEGIN_DECLS

/* Where the user is, or was before. */
typedef struct
{
  char      *page;
  LepTarget *target; /* NULL: the page as it was left */
} LepPlace;

/* Counting what waits on the pages. */
typedef struct
{
  guint id;
  guint n; /* asked for while it is counted, this time included */
} LepWindowCounts;

/* The one that is seen. */
typedef struct
{
  AdwToast *toast; /* weak */
  gint64    since; /* monotonic, microseconds */
} LepWindowToast;

struct _LepWindow
{
  AdwApplicationWindow  parent_instance;

  char                 *path; /* of the workspace, also while there is none yet */
  LepClock             *clock;
  LepWorkspace         *workspace;    /* NULL until the first run is done */
  LepFolderWatch       *folder_watch; /* NULL while there is no workspace */
  GSettings            *settings;

  AdwToastOverlay      *toasts;
  LepWindowToast        toast;
  GtkStack             *root;
  AdwBin               *first_run;
  AdwLeaflet           *leaflet;
  GtkListBox           *nav;
  GtkSearchEntry       *search_entry;
  GtkLabel             *workspace_label;
  GtkMenuButton        *workspace_button;
  GtkStack             *pages;
  GtkLabel             *status_label;
  LepJobStrip          *jobs;

  GQueue                history; /* LepPlace, the one left last first */
  LepPlace             *here;
  guint                 refresh_id;
  LepWindowCounts       counts;
  GtkFileChooserNative *chooser; /* while a file is being chosen */
  gboolean              moving;  /* the sidebar follows the page, not the other way round */
  gboolean              closing; /* the user said so, whatever is lost */
};

void     lep_window_install_actions (LepWindow *self);
void     lep_window_enable_actions (LepWindow *self);
void     lep_window_focus_sidebar (LepWindow *self);
void     lep_window_forget_places (LepWindow *self);
void     lep_window_leave_page (LepWindow *self);
void     lep_window_choose_bundle (LepWindow *self);
void     lep_window_choose_workspace (LepWindow *self);
void     lep_window_choose_backup (LepWindow *self);
void     lep_window_queue_counts (LepWindow *self);
void     lep_window_keep (LepWindow *self);
gboolean lep_window_is_engaged (LepWindow *self);
gboolean lep_window_may_close (LepWindow *self);
void     lep_window_job_ended (LepWindow *self);

G_END_DECLS
