/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-public-key.h"

G_BEGIN_DECLS

/* This laptop's own key for signing. */
typedef struct _LepKey LepKey;

LepKey                *lep_key_generate (void);
LepKey                *lep_key_load (const char *path,
                                     GError    **error);
gboolean               lep_key_save (LepKey     *self,
                                     const char *path,
                                     GError    **error);
void                   lep_key_free (LepKey *self);
const LepPublicKey    *lep_key_get_public (LepKey *self);
void                   lep_key_sign (LepKey     *self,
                                     const void *data,
                                     gsize       size,
                                     guint8      signature[LEP_SIGNATURE_SIZE]);
gboolean               lep_key_sign_text (const char *text,
                                          guint8      signature[LEP_SIGNATURE_SIZE],
                                          gpointer    key,
                                          GError    **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepKey, lep_key_free)

G_END_DECLS
