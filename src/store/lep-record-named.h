/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-query.h"

G_BEGIN_DECLS

char *lep_workspace_find_named (LepWorkspace *workspace,
                                const char   *kinds,
                                const char   *name,
                                GError      **error);

G_END_DECLS
