/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-progress.h"
#include "lep-workspace.h"

G_BEGIN_DECLS

gboolean    lep_workspace_check (LepWorkspace *workspace,
                                 LepProgress  *progress,
                                 GCancellable *cancellable,
                                 GError      **error);

void        lep_check_set_damaged (const LepUuid *replica,
                                   const char    *label,
                                   gint64         n,
                                   const char    *advice,
                                   GError       **error);
const char *lep_check_advice (void);

G_END_DECLS
