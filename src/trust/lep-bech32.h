/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char    *lep_bech32_encode (const char   *prefix,
                            const guint8 *bytes,
                            gsize         n_bytes);
gboolean lep_bech32_decode (const char *text,
                            const char *prefix,
                            guint8     *bytes,
                            gsize       n_bytes);

G_END_DECLS
