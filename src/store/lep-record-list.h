/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-query.h"

G_BEGIN_DECLS

#define LEP_TYPE_RECORD_LIST (lep_record_list_get_type ())

/* A GListModel of LepRecord over a query: holds the ids, reads rows by page.
 * Follows the workspace's "changed". Of a kind with very many records it is read
 * in a thread: until then it is as it was, at first empty, and "read" (an error,
 * or NULL) tells when its rows have come, and again when their sums have. */
G_DECLARE_FINAL_TYPE (LepRecordList, lep_record_list, LEP, RECORD_LIST, GObject)

LepRecordList   *lep_record_list_new (LepWorkspace   *workspace,
                                      const LepQuery *query,
                                      GError        **error);
gboolean         lep_record_list_set_query (LepRecordList  *self,
                                            const LepQuery *query,
                                            GError        **error);
gboolean         lep_record_list_refresh (LepRecordList *self,
                                          GError       **error);
gboolean         lep_record_list_find (LepRecordList *self,
                                       const char    *id,
                                       guint         *position);
gboolean         lep_record_list_is_reading (LepRecordList *self);
const LepSums   *lep_record_list_get_sums (LepRecordList *self,
                                           GError       **error);
const GPtrArray *lep_record_list_get_related_sums (LepRecordList *self,
                                                   GError       **error);

G_END_DECLS
