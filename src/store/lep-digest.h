/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-workspace.h"

G_BEGIN_DECLS

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

G_END_DECLS
