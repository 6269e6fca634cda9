/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-workspace.h"

G_BEGIN_DECLS

/* So many records are digested in a quarter of a second. */
#define LEP_DIGEST_MOST_ROWS 50000

typedef struct
{
  LepUuid space;
  LepHash hash;
} LepSpaceDigest;

gboolean lep_workspace_digest (LepWorkspace  *workspace,
                               const LepUuid *space,
                               LepHash       *total,
                               GArray        *spaces,
                               GError       **error);
gboolean lep_workspace_digest_changes (LepWorkspace *workspace,
                                       LepHash      *hash,
                                       GError      **error);
gboolean lep_workspace_digest_for_paper (LepWorkspace *workspace,
                                         guint         most_rows,
                                         LepHash      *hash,
                                         gboolean     *of_changes,
                                         GError      **error);

G_END_DECLS
