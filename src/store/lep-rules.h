/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-workspace.h"

G_BEGIN_DECLS

gboolean lep_rules_check (LepWorkspace    *workspace,
                          const LepChange *change,
                          const LepUuid   *space,
                          GError         **error);

G_END_DECLS
