/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why lines of a table cannot be taken in: a list to sort and to copy. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define LEP_TYPE_TABLE_PROBLEMS (lep_table_problems_get_type ())

G_DECLARE_FINAL_TYPE (LepTableProblems, lep_table_problems, LEP, TABLE_PROBLEMS, AdwBin)

guint lep_table_problems_show (LepTableProblems *self,
                               GPtrArray        *problems);
guint lep_table_problems_get_n_lines (LepTableProblems *self);
char *lep_table_problems_dup_text (LepTableProblems *self);

G_END_DECLS
