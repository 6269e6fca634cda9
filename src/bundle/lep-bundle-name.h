/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-manifest.h"

G_BEGIN_DECLS

char *lep_bundle_name (const LepManifest *manifest,
                       const char        *sums,
                       gboolean           is_sealed);

G_END_DECLS
