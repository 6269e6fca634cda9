/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A register of a row, and a change that is a head of it. */
typedef struct
{
  guint32 reg; /* number of the register's name */
  guint32 stream;
  gint64  n;
} LepHead;

int      lep_head_compare (gconstpointer a,
                           gconstpointer b);
void     lep_heads_encode (const GArray *heads,
                           GByteArray   *out);
gboolean lep_heads_decode (const guint8 *data,
                           gsize         size,
                           GArray       *heads);

G_END_DECLS
