/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-db.h"
#include "lep-progress.h"
#include "lep-workspace.h"

G_BEGIN_DECLS

gboolean lep_workspace_rebuild (LepWorkspace *workspace,
                                LepProgress  *progress,
                                GCancellable *cancellable,
                                GError      **error);
gboolean lep_rebuild_cache (LepDb        *db,
                            LepProgress  *progress,
                            GCancellable *cancellable,
                            GError      **error);
gboolean lep_rebuild_join_branches (LepDb   *db,
                                    gint64   space_no,
                                    GError **error);
gboolean lep_rebuild_space (LepDb   *db,
                            gint64   space_no,
                            GError **error);

G_END_DECLS
