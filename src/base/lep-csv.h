/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

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

G_END_DECLS
