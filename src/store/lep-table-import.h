/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-csv.h"
#include "lep-progress.h"
#include "lep-query.h"

G_BEGIN_DECLS

/* A table of records of one kind that is to be taken in: all lines or none. */
typedef struct _LepTableImport LepTableImport;

/* Columns that are no fields: which record a line is, and in which space. */
#define LEP_TABLE_ID    "id"
#define LEP_TABLE_SPACE "space"

/* Why a line cannot be taken in. */
typedef struct
{
  guint line;   /* from 1 */
  char *column; /* its heading, or NULL: the line as a whole */
  char *reason;
} LepTableProblem;

typedef struct
{
  guint n_new;
  guint n_changed;
  guint n_same; /* lines that say what is here already */
} LepTableCounts;

/* Brings what stands in a cell into its stored form; %LEP_ERROR_INVALID with a
 * sentence for the user. @typed is never empty; @currency of an amount, or NULL. */
typedef char *(*LepTableReadFunc) (LepWorkspace   *workspace,
                                   const LepField *field,
                                   const char     *currency,
                                   const char     *typed,
                                   gpointer        user_data,
                                   GError        **error);

LepTableImport       *lep_table_import_new (LepWorkspace  *workspace,
                                            const LepKind *kind,
                                            const char    *text,
                                            GError       **error);
void                  lep_table_import_free (LepTableImport *self);
void                  lep_table_import_set_space (LepTableImport *self,
                                                  const char     *space);
void                  lep_table_import_set_reader (LepTableImport  *self,
                                                   LepTableReadFunc read,
                                                   gpointer         user_data);
const LepKind        *lep_table_import_get_kind (LepTableImport *self);
const char *const    *lep_table_import_get_columns (LepTableImport *self);
const char           *lep_table_import_get_field (LepTableImport *self,
                                                  guint           column);
gboolean              lep_table_import_has_field (LepTableImport *self,
                                                  const char     *field);
gboolean              lep_table_import_map (LepTableImport *self,
                                            const char     *field,
                                            const char     *column,
                                            GError        **error);
gboolean              lep_table_import_map_column (LepTableImport *self,
                                                   guint           column,
                                                   const char     *field,
                                                   GError        **error);
guint                 lep_table_import_get_n_lines (LepTableImport *self);
const LepCsvRow      *lep_table_import_get_line (LepTableImport *self,
                                                 guint           index);
gboolean              lep_table_import_run (LepTableImport *self,
                                            gboolean        dry_run,
                                            LepProgress    *progress,
                                            GCancellable   *cancellable,
                                            GError        **error);
const LepTableCounts *lep_table_import_get_counts (LepTableImport *self);
GPtrArray            *lep_table_import_get_problems (LepTableImport *self);

char                 *lep_table_read_stored (LepWorkspace   *workspace,
                                             const LepField *field,
                                             const char     *currency,
                                             const char     *typed,
                                             gpointer        user_data,
                                             GError        **error);
GString              *lep_table_export (LepWorkspace   *workspace,
                                        const LepQuery *query,
                                        guint          *n_rows,
                                        GError        **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepTableImport, lep_table_import_free)

G_END_DECLS
