/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-progress.h"
#include "lep-workspace.h"

G_BEGIN_DECLS

gboolean lep_sample_load (LepWorkspace *workspace,
                          LepProgress  *progress,
                          GCancellable *cancellable,
                          GError      **error);

G_END_DECLS
