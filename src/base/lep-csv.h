/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What one table may hold: a larger one is divided by who has it, and a hostile one
 * takes little time and memory. */
#define LEP_CSV_MAX_ROWS  200000
#define LEP_CSV_MAX_CELLS 4000000

/* One record of a CSV text: its cells, and the line where it starts. */
typedef struct
{
  char **cells; /* %NULL-terminated */
  guint  line;  /* from 1 */
} LepCsvRow;

GPtrArray *lep_csv_parse (const char *text,
                          char        separator,
                          GError    **error);
void       lep_csv_row_free (LepCsvRow *self);
char       lep_csv_guess_separator (const char *text);
void       lep_csv_append_text (GString    *out,
                                const char *text);
char      *lep_csv_plain_text (const char *cell);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepCsvRow, lep_csv_row_free)

G_END_DECLS
