/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A member of a ZIP whose two headers agree. */
typedef struct
{
  char    *name;
  guint32  compressed;
  guint32  size;
  gboolean stored;
} LepZipEntry;

GPtrArray *lep_zip_check (const guint8 *bytes,
                          gsize         size,
                          GError      **error);
gboolean   lep_zip_check_end (int      fd,
                              gint64   size,
                              GError **error);
void       lep_zip_entry_free (LepZipEntry *self);

G_END_DECLS
