/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-identity.h"
#include "lep-key.h"

G_BEGIN_DECLS

/* The key of the workspace's copy of the token. */
#define LEP_META_TOKEN "token"

gboolean lep_identity_state_matches (const LepSurroundings *surroundings,
                                     LepWorkspace          *workspace,
                                     const LepUuid         *replica,
                                     gboolean              *matches,
                                     GError               **error);
gboolean lep_identity_state_renew (const LepSurroundings *surroundings,
                                   LepWorkspace          *workspace,
                                   const LepUuid         *replica,
                                   GError               **error);

gboolean lep_identity_state_note (const LepSurroundings *surroundings,
                                  const LepUuid         *replica,
                                  gint64                 n,
                                  const LepHash         *hash,
                                  GError               **error);
int      lep_identity_state_lock (const LepSurroundings *surroundings,
                                  GError               **error);

LepKey  *lep_identity_load_key (LepWorkspace          *workspace,
                                const LepSurroundings *surroundings,
                                GError               **error);

G_END_DECLS
