/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-sum.h"

#include "lep-query-private.h"
#include "lep-total.h"

G_BEGIN_DECLS

/* In place of "= ?" and the value of its parameter, for what has to be of the scope. */
#define LEP_TOTAL_ONE_OF(query) ((query)->scope_ids != NULL ? " IN (SELECT value FROM json_each (?))" : " = ?")
#define LEP_TOTAL_ROW_OF(query) ((query)->scope_ids != NULL ? " IN (SELECT lep_id (value) FROM json_each (?))" : " = lep_id (?)")
#define LEP_TOTAL_SCOPE(query)  ((query)->scope_ids != NULL ? (query)->scope_ids : (query)->scope_id)

gboolean lep_total_count_derived (LepWorkspace        *workspace,
                                  const LepTotalQuery *query,
                                  LepTotal            *total,
                                  GError             **error);
gboolean lep_total_count_entries (LepWorkspace *workspace, const LepTotalQuery *query, LepTotal *total, GError **error);
gboolean lep_total_count_sums (LepWorkspace *workspace, const LepTotalQuery *query, LepTotal *total, GError **error);
gboolean lep_total_is_partition (const LepTotalQuery *query);
void     lep_total_entry_free (gpointer data);
gboolean lep_total_is_derived (const char *code);
void     lep_total_take_entry (LepTotal      *self,
                               LepTotalEntry *entry);
void     lep_total_finish (LepTotal   *self,
                           const char *dimension);
void     lep_total_add_part (LepTotal   *self,
                             const char *category,
                             LepSum      value);

G_END_DECLS
