/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* This laptop's key for opening what was sealed for it. */
typedef struct _LepSealKey LepSealKey;

LepSealKey                *lep_seal_key_generate (void);
LepSealKey                *lep_seal_key_load (const char *path,
                                              GError    **error);
gboolean                   lep_seal_key_save (LepSealKey *self,
                                              const char *path,
                                              GError    **error);
void                       lep_seal_key_free (LepSealKey *self);
char                      *lep_seal_key_dup_recipient (LepSealKey *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepSealKey, lep_seal_key_free)

G_END_DECLS
