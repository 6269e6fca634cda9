/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is shown of the exchange folder, and set. */
#pragma once

#include <adwaita.h>

#include "lep-folder-watch.h"

G_BEGIN_DECLS

#define LEP_TYPE_FOLDER_GROUP (lep_folder_group_get_type ())

/* Signal "changed" (no arguments) when something else is shown. */
G_DECLARE_FINAL_TYPE (LepFolderGroup, lep_folder_group, LEP, FOLDER_GROUP, AdwBin)

void     lep_folder_group_set_watch (LepFolderGroup *self,
                                     LepFolderWatch *watch);
char    *lep_folder_group_dup_trouble (LepFolderGroup *self);
gboolean lep_folder_group_has_folder (LepFolderGroup *self);

G_END_DECLS
