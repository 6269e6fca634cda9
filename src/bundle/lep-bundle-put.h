/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-bundle-writer.h"

G_BEGIN_DECLS

LepBundleFile *lep_bundle_put (int               zip,
                               const LepAgeLock *lock,
                               const char       *path,
                               const LepUuid    *replica,
                               GCancellable     *cancellable,
                               GError          **error);

G_END_DECLS
