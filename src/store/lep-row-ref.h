/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-workspace.h"

G_BEGIN_DECLS

/* A row that is in the workspace. */
typedef struct
{
  gint64  rid;
  gint64  space_no;
  LepUuid space;
  LepUuid id;
  char   *kind;
} LepRowRef;

void     lep_row_ref_clear (LepRowRef *self);
gboolean lep_row_ref_find (LepWorkspace *workspace,
                           const char   *space,
                           const char   *kind,
                           const char   *id,
                           LepRowRef    *ref,
                           GError      **error);
char    *lep_replica_dup_label (LepWorkspace  *workspace,
                                const LepUuid *replica,
                                gboolean      *own);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LepRowRef, lep_row_ref_clear)

G_END_DECLS
