/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of taking in a table share. */
#pragma once

#include "lep-table-import.h"

G_BEGIN_DECLS

struct _LepTableImport
{
  LepWorkspace    *workspace;
  const LepKind   *kind;
  GPtrArray       *rows;   /* LepCsvRow; the first holds the headings */
  const char     **fields; /* by column: a field, LEP_TABLE_ID, LEP_TABLE_SPACE or NULL */
  guint            n_columns;
  char            *space; /* or NULL */
  LepTableReadFunc read;
  gpointer         read_data;
  GHashTable      *known; /* "field typed" -> value of a name or code, found so far */
  LepTableCounts   counts;
  GPtrArray       *problems;
};

const LepCsvRow *lep_table_import_headings (LepTableImport *self);
gboolean         lep_table_import_check_headings (LepTableImport *self,
                                                  GError        **error);

G_END_DECLS
