/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-workspace.h"

G_BEGIN_DECLS

typedef struct
{
  char *kind;
  char *id;
  char *space;
  char *title;
  char *snippet; /* the words around the hit, as written by the user */
  char *changed_at;
} LepSearchHit;

GPtrArray *lep_search (LepWorkspace *workspace,
                       const char   *text,
                       guint         limit,
                       GError      **error);
gboolean   lep_search_index_some (LepWorkspace *workspace,
                                  guint         max_ms,
                                  gint64       *n_left,
                                  GError      **error);
void       lep_search_hit_free (LepSearchHit *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepSearchHit, lep_search_hit_free)

G_END_DECLS
