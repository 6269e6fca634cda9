/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define LEP_HASH_SIZE     32
#define LEP_HASH_HEX_SIZE 64

/* A SHA-256 value. */
typedef struct
{
  guint8 bytes[LEP_HASH_SIZE];
} LepHash;

void     lep_hash_data (const void *data,
                        gssize      size,
                        LepHash    *hash);
void     lep_hash_finish (GChecksum *checksum,
                          LepHash   *hash);
void     lep_hash_format (const LepHash *hash,
                          char           text[LEP_HASH_HEX_SIZE + 1]);
gboolean lep_hash_parse (const char *text,
                         gssize      length,
                         LepHash    *hash);
int      lep_hash_compare (const LepHash *a,
                           const LepHash *b);
gboolean lep_hash_equal (const LepHash *a,
                         const LepHash *b);

G_END_DECLS
