/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-query.h"
#include "lep-record.h"

G_BEGIN_DECLS

typedef struct _LepKept LepKept;

/* Told when rows that are kept get no related columns, since these could not be read. */
typedef void (*LepKeptFailedFunc) (const GError *error,
                                   gpointer      data);

LepKept   *lep_kept_new (LepWorkspace     *workspace,
                         LepKeptFailedFunc failed,
                         gpointer          data);
void       lep_kept_free (LepKept *self);
void       lep_kept_set_query (LepKept        *self,
                               const LepQuery *query);
LepRecord *lep_kept_get (LepKept *self,
                         GArray  *rids,
                         guint    position);
gboolean   lep_kept_refresh (LepKept  *self,
                             gboolean *others,
                             GError  **error);

G_END_DECLS
