/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-hash.h"
#include "lep-zip-writer.h"

G_BEGIN_DECLS

/* An attached document on its way into a ZIP. */
typedef struct
{
  LepZipWriter *zip;
  const char   *member;
  gboolean      stored; /* it must not be packed */
  gint64        size;
  gboolean      started;
  gint64        written;
} LepZipFile;

char    *lep_zip_file_member (const LepHash *sha256);
gboolean lep_zip_file_cb (const void *data,
                          gsize       size,
                          gpointer    user_data,
                          GError    **error);
gboolean lep_zip_file_end (LepZipFile *self,
                           GError    **error);

G_END_DECLS
