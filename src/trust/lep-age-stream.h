/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "lep-age-crypto.h"

G_BEGIN_DECLS

#define LEP_AGE_CHUNK_SIZE 65536
#define LEP_AGE_NONCE_SIZE 16 /* stands between header and chunks */

gboolean lep_age_read (int      fd,
                       gint64   offset,
                       guint8  *bytes,
                       gsize    size,
                       gsize   *got,
                       GError **error);
gboolean lep_age_write (int           fd,
                        const guint8 *bytes,
                        gsize         size,
                        GError      **error);
gboolean lep_age_stream_seal (const guint8  file_key[LEP_AGE_FILE_KEY_SIZE],
                              int           from,
                              int           to,
                              GCancellable *cancellable,
                              GError      **error);
gboolean lep_age_stream_open (const guint8  file_key[LEP_AGE_FILE_KEY_SIZE],
                              int           from,
                              gint64        offset,
                              int           to,
                              GCancellable *cancellable,
                              GError      **error);

G_END_DECLS
