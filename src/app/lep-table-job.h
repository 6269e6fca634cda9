/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking a table in, or looking whether it can be, in a thread. */
#pragma once

#include "lep-import.h"
#include "lep-table-import.h"

G_BEGIN_DECLS

typedef struct
{
  char            *workspace_path;
  LepSurroundings *surroundings;
  char            *text; /* the table */
  const LepKind   *kind;
  const LepLocale *locale; /* of numbers and dates; NULL: stored forms */
  GPtrArray       *fields; /* of each column: its field, or NULL */
  gboolean         dry_run;
  LepTableCounts   counts;   /* what came of it */
  GPtrArray       *problems; /* LepTableProblem, when lines are refused; or NULL */
} LepTableJob;

LepTableJob *lep_table_job_new (const char            *workspace_path,
                                const LepSurroundings *surroundings,
                                const char            *text,
                                LepTableImport        *table);
void         lep_table_job_free (LepTableJob *self);
gboolean     lep_table_job_run (gpointer      data,
                                LepProgress  *progress,
                                GCancellable *cancellable,
                                GError      **error);

G_END_DECLS
