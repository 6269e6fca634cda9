/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-identity.h"

G_BEGIN_DECLS

/* The exchange folder of a workspace on this laptop. */
typedef struct
{
  char    *path; /* NULL = none was chosen */
  gboolean on;
  gboolean seal;
} LepFolderChoice;

gboolean lep_folder_choice_load (LepWorkspace          *workspace,
                                 const LepSurroundings *surroundings,
                                 LepFolderChoice       *choice,
                                 GError               **error);
gboolean lep_folder_choice_save (LepWorkspace          *workspace,
                                 const LepSurroundings *surroundings,
                                 const LepFolderChoice *choice,
                                 GError               **error);
void     lep_folder_choice_clear (LepFolderChoice *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LepFolderChoice, lep_folder_choice_clear)

G_END_DECLS
