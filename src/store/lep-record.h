/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-workspace.h"

G_BEGIN_DECLS

#define LEP_TYPE_RECORD (lep_record_get_type ())

/* One row as the user sees it: shown values by field, in their stored text
 * form. Signal "changed" (no arguments) when lep_record_refresh () found other
 * values. */
G_DECLARE_FINAL_TYPE (LepRecord, lep_record, LEP, RECORD, GObject)

LepRecord         *lep_workspace_get_record (LepWorkspace *workspace,
                                             const char   *kind,
                                             const char   *id,
                                             const char   *space,
                                             GError      **error);
LepRecord         *lep_workspace_get_named (LepWorkspace *workspace,
                                            const char   *kind,
                                            const char   *id,
                                            GError      **error);
gboolean           lep_record_refresh (LepRecord    *self,
                                       LepWorkspace *workspace,
                                       GError      **error);

const char        *lep_record_get_id (LepRecord *self);
const char        *lep_record_get_kind_name (LepRecord *self);
const LepKind     *lep_record_get_kind (LepRecord *self);
const char        *lep_record_get_space (LepRecord *self);
gint64             lep_record_get_rid (LepRecord *self);
gboolean           lep_record_is_deleted (LepRecord *self);
gboolean           lep_record_is_withheld (LepRecord *self);
const char        *lep_record_get_created_at (LepRecord *self);
const char        *lep_record_get_changed_at (LepRecord *self);
const char *const *lep_record_get_conflicts (LepRecord *self);
gboolean           lep_record_has_conflict (LepRecord  *self,
                                            const char *field);

guint              lep_record_get_n_fields (LepRecord *self);
const char        *lep_record_get_field_name (LepRecord *self,
                                              guint      index);
const char        *lep_record_get_value (LepRecord *self,
                                         guint      index);
GHashTable        *lep_record_read_unread (LepRecord    *self,
                                           LepWorkspace *workspace,
                                           GError      **error);
const char        *lep_record_get (LepRecord  *self,
                                   const char *field);
gboolean           lep_record_get_int64 (LepRecord  *self,
                                         const char *field,
                                         gint64     *value);
gboolean           lep_record_get_bool (LepRecord  *self,
                                        const char *field);
const char        *lep_record_get_column (LepRecord  *self,
                                          const char *column);
gboolean           lep_record_has_column (LepRecord *self, const char *column);
gboolean           lep_record_get_column_int64 (LepRecord  *self,
                                                const char *column,
                                                gint64     *value);

char              *lep_record_dup_title (LepRecord *self);
char              *lep_workspace_dup_title (LepWorkspace *workspace,
                                            const char   *kind,
                                            const char   *id);
char              *lep_workspace_dup_short (LepWorkspace *workspace,
                                            const char   *kind,
                                            const char   *id);

G_END_DECLS
