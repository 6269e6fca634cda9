/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of a list page: columns that can be chosen and sorted by, and a
 * foot with sums that keeps their widths. */
#pragma once

#include <adwaita.h>

#include "lep-list-columns.h"
#include "lep-query.h"

G_BEGIN_DECLS

#define LEP_TYPE_LIST_TABLE (lep_list_table_get_type ())

/* Signals: "sort-changed" (no arguments) when a title was clicked, "activated"
 * (guint position), "columns-changed" when other columns are shown. */
G_DECLARE_FINAL_TYPE (LepListTable, lep_list_table, LEP, LIST_TABLE, AdwBin)

void       lep_list_table_set_kind (LepListTable *self,
                                    const char   *kind);
void       lep_list_table_set_model (LepListTable      *self,
                                     GtkSelectionModel *model);
void       lep_list_table_fill_query (LepListTable *self,
                                      LepQuery     *query);
void       lep_list_table_set_sums (LepListTable  *self,
                                    const LepSums *sums,
                                    const char    *count_text,
                                    const char    *link,
                                    const char    *states);
void       lep_list_table_set_related_sums (LepListTable *self, const GPtrArray *related_sums, const GError *problem);
GtkWidget *lep_list_table_build_chooser (LepListTable *self);
GArray    *lep_list_table_dup_shown (LepListTable *self);
void       lep_list_table_show_row (LepListTable *self,
                                    guint         position);
void       lep_list_table_choose_focused (LepListTable *self);
double     lep_list_table_get_scroll (LepListTable *self);
void       lep_list_table_set_scroll (LepListTable *self,
                                      double        value);

G_END_DECLS
