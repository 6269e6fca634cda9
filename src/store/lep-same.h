/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-workspace.h"

G_BEGIN_DECLS

/* Records of one kind that name an organisation. */
typedef struct
{
  const LepKind *kind;
  gint64         n;
} LepSameLinks;

GHashTable *lep_merged_organisations (LepWorkspace *workspace,
                                      GError      **error);
const char *lep_merged_root (GHashTable *merged,
                             const char *id);
GPtrArray  *lep_same_group (LepWorkspace *workspace,
                            const char   *id,
                            GError      **error);
GPtrArray  *lep_same_candidates (LepWorkspace *workspace,
                                 const char   *id,
                                 GError      **error);
GArray     *lep_same_links (LepWorkspace *workspace,
                            const char   *id,
                            GError      **error);
gboolean    lep_same_join (LepWorkspace *workspace,
                           const char   *keep,
                           const char   *other,
                           GError      **error);
gboolean    lep_same_part (LepWorkspace *workspace,
                           const char   *id,
                           GError      **error);

G_END_DECLS
