/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-record.h"

G_BEGIN_DECLS

typedef enum
{
  LEP_ROWS_LIVE,
  LEP_ROWS_STANDING, /* live, without organisations that are read as another one */
  LEP_ROWS_DELETED,
  LEP_ROWS_ALL,
} LepShownRows;

/* A related column: the currency of the amounts of a row. */
#define LEP_COLUMN_CURRENCY "in_currency"

/* Figures of an indicator, by its code: what was reached, whether somebody disputes it
 * ("1"), and what was aimed at. */
#define LEP_COLUMN_ACTUAL      ".actual"
#define LEP_COLUMN_PROVISIONAL ".provisional"
#define LEP_COLUMN_TARGET      ".target"

/* What to list: a kind with filters, scope, sorting and extra columns. Plain
 * data; copied by everything that keeps it. */
typedef struct _LepQuery LepQuery;

/* Count and sums of the numeric fields over all rows of a query. */
typedef struct
{
  gint64    count;
  guint     n_fields;
  gint64   *sums;        /* by field index of the kind; 0 for fields that are no numbers */
  gboolean *has_sum;     /* by field index: some row answered it, and all in one currency */
  gboolean *provisional; /* by field index: laptops differ about a number of the sum */
  char     *currency;    /* of the money sums, when all rows share one; else NULL */
} LepSums;

/* What a related figure is for all rows of a query together. */
typedef struct
{
  char    *column;
  gboolean has_sum; /* FALSE: nothing that can be added up */
  gboolean provisional;
  gint64   value;
} LepRelatedSum;

LepQuery            *lep_query_new (const char *kind);
LepQuery            *lep_query_copy (const LepQuery *self);
void                 lep_query_free (LepQuery *self);
const char          *lep_query_get_kind (const LepQuery *self);

void                 lep_query_add_filter (LepQuery   *self,
                                           const char *field,
                                           const char *value);
void                 lep_query_set_text (LepQuery   *self,
                                         const char *text);
void                 lep_query_set_scope (LepQuery   *self,
                                          const char *kind,
                                          const char *id);
void                 lep_query_set_space (LepQuery   *self,
                                          const char *space);
void                 lep_query_set_sort (LepQuery   *self,
                                         const char *column,
                                         gboolean    descending);
void                 lep_query_set_rows (LepQuery    *self,
                                         LepShownRows rows);
void                 lep_query_set_limit (LepQuery *self,
                                          guint     limit);
void                 lep_query_add_column (LepQuery   *self,
                                           const char *column);

GPtrArray           *lep_query_run (LepWorkspace   *workspace,
                                    const LepQuery *self,
                                    GError        **error);
GArray              *lep_query_run_ids (LepWorkspace   *workspace,
                                        const LepQuery *self,
                                        GError        **error);
GPtrArray           *lep_query_fetch (LepWorkspace   *workspace,
                                      const LepQuery *self,
                                      const gint64   *rids,
                                      guint           n_rids,
                                      GError        **error);
LepSums             *lep_query_sums (LepWorkspace   *workspace,
                                     const LepQuery *self,
                                     GError        **error);
void                 lep_sums_free (LepSums *self);

GPtrArray           *lep_query_related_sums (LepWorkspace   *workspace,
                                             const LepQuery *self,
                                             GError        **error);
const LepRelatedSum *lep_related_sum_find (const GPtrArray *sums,
                                           const char      *column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepQuery, lep_query_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepSums, lep_sums_free)

G_END_DECLS
