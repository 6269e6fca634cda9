/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-db.h"
#include "lep-record.h"

G_BEGIN_DECLS

/* The columns every record is read with, before those of its kind; r is the
 * row, s its space. */
#define LEP_RECORD_COLUMNS   "r.rid, lep_id_text (r.id), lep_id_text (s.id), r.deleted, r.conflicts, r.created_at, r.changed_at"
#define LEP_RECORD_N_COLUMNS 7

LepRecord *lep_record_new_from_row (const char *kind,
                                    LepStmt    *stmt);
gboolean   lep_record_load_details (LepRecord    *self,
                                    LepWorkspace *workspace,
                                    GError      **error);
void       lep_record_take_column (LepRecord  *self,
                                   const char *column,
                                   char       *value);
void       lep_record_put_back (LepRecord  *self,
                                guint       index,
                                const char *value);
void       lep_record_take_over (LepRecord *self,
                                 LepRecord *other);
LepRecord *lep_record_new_missing (const char *kind,
                                   gint64      rid);
char      *lep_workspace_find_title (LepWorkspace *workspace,
                                     const char   *kind,
                                     const char   *id);

G_END_DECLS
