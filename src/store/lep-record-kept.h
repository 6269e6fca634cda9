/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-query.h"
#include "lep-record.h"

G_BEGIN_DECLS

typedef struct _LepKept LepKept;

/* Told once all rows that are kept have their related columns. */
typedef void (*LepKeptFilledFunc) (gpointer data);

LepKept   *lep_kept_new (LepWorkspace     *workspace,
                         LepKeptFilledFunc filled,
                         gpointer          data);
gboolean   lep_kept_is_filling (const LepKept *self);
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
