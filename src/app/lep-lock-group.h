/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who can open a bundle that is being made. */
#pragma once

#include <adwaita.h>

#include "lep-peers.h"

G_BEGIN_DECLS

#define LEP_TYPE_LOCK_GROUP (lep_lock_group_get_type ())

/* Signal "changed" (no arguments) whenever the answer is another. */
G_DECLARE_FINAL_TYPE (LepLockGroup, lep_lock_group, LEP, LOCK_GROUP, AdwBin)

void     lep_lock_group_set_receivers (LepLockGroup *self,
                                       LepWorkspace *workspace,
                                       GPtrArray    *peers,
                                       gboolean      everybody);
gboolean lep_lock_group_is_complete (LepLockGroup *self);
char   **lep_lock_group_dup_seal (LepLockGroup *self);
char    *lep_lock_group_dup_passphrase (LepLockGroup *self);

G_END_DECLS
