/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-hash.h"

G_BEGIN_DECLS

#define LEP_SUMS_MEMBER    "SHA256SUMS"
#define LEP_MINISIG_MEMBER "SHA256SUMS.minisig"

/* SHA256SUMS as sha256sum writes it: name -> LepHash. */
GHashTable *lep_sums_new (void);
void        lep_sums_add (GHashTable    *sums,
                          const char    *name,
                          const LepHash *hash);
char       *lep_sums_write (GHashTable *sums);
GHashTable *lep_sums_read (const char *text,
                           gsize       length,
                           GPtrArray  *entries,
                           GError    **error);

G_END_DECLS
