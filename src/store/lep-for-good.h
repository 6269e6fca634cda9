/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-workspace.h"

G_BEGIN_DECLS

gboolean lep_workspace_erase (LepWorkspace  *workspace,
                              const LepUuid *space,
                              const LepUuid *contact,
                              GError       **error);
gboolean lep_workspace_waive (LepWorkspace  *workspace,
                              const LepUuid *space,
                              const LepUuid *replica,
                              gint64         from,
                              gint64         to,
                              gint64        *n_released,
                              GError       **error);

G_END_DECLS
