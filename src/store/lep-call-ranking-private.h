/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the reading of a ranking and of its score sheets share. */
#pragma once

#include "lep-call-ranking.h"
#include "lep-query-private.h"

G_BEGIN_DECLS

LepStmt *lep_call_ranking_prepare (const LepCallRanking *self,
                                   LepWorkspace         *workspace,
                                   const char           *sql,
                                   GError              **error);
gboolean lep_call_application_as_concept (LepCallApplication *self,
                                          LepWorkspace       *workspace,
                                          const char         *space,
                                          const char         *currency,
                                          GError            **error);
void     lep_call_application_set_money (LepCallApplication *self,
                                         const gint64       *requested,
                                         const char         *from,
                                         const char         *currency);
gboolean lep_call_sheets_read (LepCallRanking *self,
                               LepWorkspace   *workspace,
                               GHashTable     *by_id,
                               GError        **error);
void     lep_call_application_add_conflicts (LepCallApplication *self,
                                             const char         *kind,
                                             const char         *id,
                                             gint64              n_conflicts);
void     lep_call_sheet_add_up (const LepCallRanking *self,
                                LepCallSheet         *sheet);
void     lep_call_sheet_free (gpointer data);

G_END_DECLS
