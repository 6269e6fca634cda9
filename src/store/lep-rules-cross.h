/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-rules.h"

G_BEGIN_DECLS

gboolean lep_rules_check_before (LepWorkspace    *workspace,
                                 const LepChange *change,
                                 const LepUuid   *space,
                                 GHashTable      *shares,
                                 LepRefused      *refused,
                                 GError         **error);
gboolean lep_rules_check_after (LepWorkspace *workspace,
                                GPtrArray    *changes,
                                const GArray *made,
                                const GArray *touched,
                                GHashTable   *shares,
                                LepRefused   *refused,
                                GError      **error);

G_END_DECLS
