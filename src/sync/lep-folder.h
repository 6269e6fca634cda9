/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-import.h"

G_BEGIN_DECLS

/* A folder that something replicates between laptops: each puts bundles for
 * the others there and reads theirs. Knows what it has looked at; belongs to
 * one thread at a time. */
typedef struct _LepFolder LepFolder;

/* How bundles are sealed there, and what opens those of others. */
typedef struct
{
  gboolean    seal;       /* each bundle for its receiver alone, beside this laptop itself */
  const char *passphrase; /* opens what is locked with it, and seals for whose key is not known yet; or NULL */
} LepFolderOptions;

/* A bundle that was read, or was not. */
typedef struct
{
  char            *file;   /* name in the folder */
  LepImportReport *report; /* NULL = it was refused */
  GError          *error;  /* why it was refused or left */
  gboolean         fresh;  /* it came just now and may not be whole yet: nothing to worry about */
} LepFolderRead;

/* A bundle that was put there. */
typedef struct
{
  char  *file; /* name in the folder; NULL = nothing was put there */
  char  *peer; /* replica id */
  char  *label;
  gint64 changes, bytes;
} LepFolderWritten;

/* What one look at the folder did. */
typedef struct
{
  GPtrArray *read;     /* LepFolderRead: those that matter to the user */
  GPtrArray *ignored;  /* LepFolderRead: not to be opened, damaged, not whole yet, or locked with another pass-phrase */
  GPtrArray *written;  /* LepFolderWritten */
  GPtrArray *held;     /* LepFolderWritten: not put there, as the key to seal with is not known */
  guint      n_pruned; /* own bundles that everybody they were for has read */
  guint      n_others; /* bundles there that are for others */
} LepFolderRound;

LepFolder *lep_folder_new (const char *path);
void       lep_folder_free (LepFolder *self);
gboolean   lep_folder_sync (LepFolder              *self,
                            LepWorkspace           *workspace,
                            const LepSurroundings  *surroundings,
                            const LepFolderOptions *options,
                            LepProgress            *progress,
                            GCancellable           *cancellable,
                            LepFolderRound        **round,
                            GError                **error);
gboolean   lep_folder_has_news (LepFolder    *self,
                                LepWorkspace *workspace,
                                gboolean     *news,
                                GError      **error);
gboolean   lep_folder_check_place (const char *path,
                                   const char *workspace_path,
                                   GError    **error);
void       lep_folder_round_free (LepFolderRound *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepFolder, lep_folder_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepFolderRound, lep_folder_round_free)

G_END_DECLS
