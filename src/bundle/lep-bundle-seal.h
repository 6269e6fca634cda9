/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-bundle.h"

G_BEGIN_DECLS

gboolean lep_bundle_unseal (int             *fd,
                            const char      *temp_dir,
                            const LepUnlock *unlock,
                            gboolean        *was_sealed,
                            GCancellable    *cancellable,
                            GError         **error);

G_END_DECLS
