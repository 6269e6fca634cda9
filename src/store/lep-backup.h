/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-workspace.h"

G_BEGIN_DECLS

gboolean   lep_workspace_backup (LepWorkspace *workspace,
                                 const char   *target,
                                 GCancellable *cancellable,
                                 GError      **error);
char      *lep_workspace_backup_dated (LepWorkspace *workspace,
                                       GError      **error);
GPtrArray *lep_backups_holding (LepWorkspace  *workspace,
                                const LepUuid *id);
gboolean   lep_backup_restore (const char *path,
                               const char *backup,
                               LepClock   *clock,
                               GError    **error);

G_END_DECLS
