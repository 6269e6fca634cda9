/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where each column of a table goes: one row a column, with the field to choose. */
#pragma once

#include <adwaita.h>

#include "lep-table-import.h"

G_BEGIN_DECLS

/* Signal "changed" when the user chose another field for a column. */
#define LEP_TYPE_TABLE_COLUMNS (lep_table_columns_get_type ())

G_DECLARE_FINAL_TYPE (LepTableColumns, lep_table_columns, LEP, TABLE_COLUMNS, AdwPreferencesGroup)

char *lep_table_columns_dup_missing (LepTableImport *table);
char *lep_table_column_title (LepTableImport *table,
                              guint           column);
void  lep_table_columns_show (LepTableColumns *self,
                              LepTableImport  *table);

G_END_DECLS
