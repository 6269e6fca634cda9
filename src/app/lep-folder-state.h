/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is known of an exchange folder, to be shown. */
#pragma once

#include "lep-folder-choice.h"
#include "lep-folder.h"

G_BEGIN_DECLS

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

void lep_folder_state_init (LepFolderState *self);
void lep_folder_state_clear (LepFolderState *self);
void lep_folder_state_begin_anew (LepFolderState *self);
void lep_folder_state_take_round (LepFolderState       *self,
                                  const LepFolderRound *round);
void lep_folder_state_forget_gone (LepFolderState  *self,
                                   const GPtrArray *gone);

G_END_DECLS
