/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any text as a table of cells. */

#include <stdint.h>

#include "lep-csv.h"

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (GPtrArray) rows = lep_csv_parse (text, ',', NULL);

  return 0;
}
