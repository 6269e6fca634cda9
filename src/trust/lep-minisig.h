/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-key.h"

G_BEGIN_DECLS

/* The text of a .minisig file is never longer. */
#define LEP_MINISIG_MAX 1024

/* A minisign signature file as it stands in a bundle. */
typedef struct
{
  LepPublicKey key; /* of the untrusted comment: who claims to have signed */
  guint8       key_id[LEP_KEY_ID_SIZE];
  guint8       signature[LEP_SIGNATURE_SIZE];
  char        *comment; /* the trusted comment */
} LepMinisig;

char       *lep_minisig_write (LepKey     *key,
                               const void *data,
                               gsize       size,
                               const char *trusted_comment);
LepMinisig *lep_minisig_parse (const char *text,
                               gsize       length,
                               guint      *line,
                               GError    **error);
gboolean    lep_minisig_check (const LepMinisig *self,
                               const void       *data,
                               gsize             size,
                               GError          **error);
void        lep_minisig_free (LepMinisig *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepMinisig, lep_minisig_free)

G_END_DECLS
