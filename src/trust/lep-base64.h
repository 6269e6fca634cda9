/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Characters of padded base64, without the NUL. */
#define LEP_BASE64_SIZE(n_bytes) (((n_bytes) + 2) / 3 * 4)

/* Characters of the same without padding. */
#define LEP_BASE64_BARE_SIZE(n_bytes) (((n_bytes) *4 + 2) / 3)

gboolean lep_base64_decode (const char *text,
                            gssize      length,
                            guint8     *bytes,
                            gsize       n_bytes);
void     lep_base64_encode (const guint8 *bytes,
                            gsize         n_bytes,
                            char         *text);
gboolean lep_base64_bare_decode (const char *text,
                                 gssize      length,
                                 guint8     *bytes,
                                 gsize       n_bytes);
void     lep_base64_bare_encode (const guint8 *bytes,
                                 gsize         n_bytes,
                                 char         *text);

G_END_DECLS
