/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Is given bytes piece by piece; what it gets is valid during the call. */
typedef gboolean (*LepByteSink) (const void *data,
                                 gsize       size,
                                 gpointer    user_data,
                                 GError    **error);

gboolean lep_set_str (char      **target,
                      const char *value);

char    *lep_hex_encode (const guint8 *bytes,
                         gsize         n_bytes);

gboolean lep_hex_decode (const char *text,
                         gsize       n_chars,
                         guint8     *bytes);

int      lep_open_part (const char *path,
                        char      **part);

gboolean lep_write_all (int         fd,
                        const void *data,
                        gsize       size);
void     lep_set_not_written (GError    **error,
                              const char *path,
                              GFileError  why,
                              const char *reason);
gboolean lep_write_file (const char *path,
                         const char *data,
                         gsize       size,
                         GError    **error);

gssize   lep_read_at (int    fd,
                      gint64 offset,
                      void  *data,
                      gsize  size);

gboolean lep_is_folder (const char *target);
gboolean lep_sync_folder (const char *path);
void     lep_give_memory_back (void);

G_END_DECLS
