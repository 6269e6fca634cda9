/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "lep-hash.h"

G_BEGIN_DECLS

typedef gboolean (*LepAcceptFunc) (int      fd,
                                   gint64   size,
                                   GError **error);

int lep_private_file (const char *temp_dir,
                      GError    **error);
int lep_private_copy (const char   *path,
                      const char   *temp_dir,
                      gint64        limit,
                      LepAcceptFunc accept,
                      GCancellable *cancellable,
                      gint64       *size,
                      LepHash      *hash,
                      GError      **error);

G_END_DECLS
