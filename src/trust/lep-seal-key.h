/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define LEP_SEAL_KEY_FILE "seal.key" /* in the folder of a replica */
#define LEP_SEAL_KEY_SIZE 32         /* of each half of a key, and of what two keys share */

/* This laptop's key for opening what was sealed for it. */
typedef struct _LepSealKey LepSealKey;

LepSealKey                *lep_seal_key_generate (void);
GPtrArray                 *lep_seal_keys_load (const char *folder,
                                               GError    **broken);
LepSealKey                *lep_seal_key_load (const char *path,
                                              GError    **error);
gboolean                   lep_seal_key_save (LepSealKey *self,
                                              const char *path,
                                              GError    **error);
void                       lep_seal_key_free (LepSealKey *self);
char                      *lep_seal_key_dup_recipient (LepSealKey *self);
void                       lep_seal_key_get_public (LepSealKey *self,
                                                    guint8 public[LEP_SEAL_KEY_SIZE]);
gboolean                   lep_seal_key_agree (LepSealKey *self,
                                               const guint8 public[LEP_SEAL_KEY_SIZE],
                                               guint8 shared[LEP_SEAL_KEY_SIZE]);
gboolean                   lep_seal_recipient_parse (const char *recipient,
                                                     guint8 public[LEP_SEAL_KEY_SIZE]);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepSealKey, lep_seal_key_free)

G_END_DECLS
