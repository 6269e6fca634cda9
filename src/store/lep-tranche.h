/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-workspace.h"

G_BEGIN_DECLS

gboolean lep_tranche_find_unmet (LepWorkspace *workspace,
                                 LepRecord    *tranche,
                                 const char   *day,
                                 char        **unmet,
                                 GError      **error);

G_END_DECLS
