/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-query.h"
#include "lep-total.h"

#include "lep-workspace-private.h"

G_BEGIN_DECLS

typedef struct
{
  char *field;
  char *value; /* NULL = not answered */
} LepFilter;

struct _LepQuery
{
  char        *kind;
  GPtrArray   *filters; /* LepFilter */
  char        *text;
  char        *scope_kind;
  char        *scope_id;
  char        *space;
  char        *sort;
  gboolean     descending;
  LepShownRows rows;
  guint        limit;
  GPtrArray   *columns; /* char * */
};

typedef enum
{
  LEP_SQL_TEXT,
  LEP_SQL_NUMBER,
  LEP_SQL_ID,
} LepSqlType;

typedef struct
{
  LepSqlType type;
  char      *text;
  gint64     number;
} LepSqlValue;

/* A statement under construction: its text, and the values of its "?" in order. */
typedef struct
{
  GString   *sql;
  GPtrArray *values; /* LepSqlValue */
} LepSql;

/* Half of the records of a kind, as they were made. */
typedef struct
{
  gint64   middle; /* row number of the first one of the second half; 0 = not halved */
  gboolean is_second;
} LepHalf;

gboolean        lep_kind_has_more_rows (LepWorkspace *workspace,
                                        const char   *kind,
                                        guint         n,
                                        gboolean     *more,
                                        GError      **error);

LepSql         *lep_sql_new (void);
void            lep_sql_free (LepSql *self);
void            lep_sql_add (LepSql     *self,
                             const char *text);
void            lep_sql_add_column (LepSql     *self,
                                    const char *table,
                                    const char *column);
void            lep_sql_bind (LepSql      *self,
                              LepFieldType type,
                              const char  *text);
void            lep_sql_bind_id (LepSql     *self,
                                 const char *id);
void            lep_sql_bind_number (LepSql *self,
                                     gint64  number);
LepStmt        *lep_sql_prepare (LepSql       *self,
                                 LepWorkspace *workspace,
                                 GError      **error);

void            lep_stmt_bind_id (LepStmt    *stmt,
                                  const char *name,
                                  const char *id);
char           *lep_stmt_dup_text (LepStmt *stmt,
                                   int      column);

gboolean        lep_query_add_from (const LepQuery *self,
                                    LepSql         *sql,
                                    LepWorkspace   *workspace,
                                    GError        **error);
gboolean        lep_query_add_from_as_made (const LepQuery *self,
                                            const LepHalf  *half,
                                            LepSql         *sql,
                                            LepWorkspace   *workspace,
                                            GError        **error);
const LepField *lep_query_find_way (const LepKind *kind,
                                    const char    *to);
gboolean        lep_query_find_middle (const LepQuery *self,
                                       LepWorkspace   *workspace,
                                       gint64         *middle,
                                       GError        **error);
GArray         *lep_query_sort_ids (LepWorkspace   *workspace,
                                    LepWorkspace   *beside,
                                    const LepQuery *self,
                                    GError        **error);
gboolean        lep_query_finds_same (const LepQuery *self,
                                      const LepQuery *other);
gboolean        lep_query_has_same_columns (const LepQuery *self,
                                            const LepQuery *other);
gboolean        lep_query_has_column (const LepQuery *self,
                                      const char     *column);
gboolean        lep_query_has_figures (const LepQuery *self);
gboolean        lep_query_is_figure (const char *column);
LepScope        lep_query_scope_of (const char *kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepSql, lep_sql_free)

G_END_DECLS
