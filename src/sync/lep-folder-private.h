/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-folder.h"

G_BEGIN_DECLS

/* So long a file that is damaged may still be on its way. */
#define LEP_FOLDER_FRESH_S G_GINT64_CONSTANT (300)

/* A bundle in the folder, as it was when last looked at. */
typedef struct
{
  char    *name;
  gint64   size;
  gint64   changed; /* of the file, in ns: to notice another one of that name */
  gboolean present; /* seen in this round */
  gboolean done;    /* nothing more to be read from it */
  gboolean told;    /* that it cannot be read was said */
  gboolean fresh;   /* damaged, but may be on its way: it is looked at again */
  gint64   seen;    /* when it was found fresh, or could not even be opened, in ms: it is looked at again; 0 = not so */
  gboolean other;   /* for others */
  gboolean own;     /* made here */
  gboolean orphan;  /* made here, and nothing is known of it: we died, or were restored, after it */
  char    *from;    /* replica id of who made it; NULL = not known */
  char    *peer;    /* of one of our own: whom it is for; NULL = everybody */
  gint64   counter; /* of one of our own */
  gint64   changes; /* in one of our own */
} LepFolderEntry;

struct _LepFolder
{
  char       *path;
  GHashTable *entries; /* name -> LepFolderEntry */
  char       *have;    /* hash of what was here when bundles were last put there */
};

/* What a round works with. */
typedef struct
{
  LepFolder              *folder;
  LepWorkspace           *workspace;
  const LepSurroundings  *surroundings;
  const LepFolderOptions *options;
  LepProgress            *progress;
  GCancellable           *cancellable;
  LepFolderRound         *round;
  gboolean                found_other; /* files came or went */
} LepFolderWork;

GPtrArray      *lep_folder_list_entries (LepFolder *self);
LepFolderEntry *lep_folder_enter (LepFolder  *self,
                                  const char *name);
char           *lep_folder_hash_have (LepWorkspace *workspace,
                                      GError      **error);
gboolean        lep_folder_read (LepFolderWork *work,
                                 GError       **error);
gboolean        lep_folder_write (LepFolderWork *work,
                                  GError       **error);

G_END_DECLS
