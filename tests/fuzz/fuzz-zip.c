/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as the ZIP of a bundle. */

#include <stdint.h>

#include "lep-zip-check.h"

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (GPtrArray) entries = lep_zip_check (data, size, NULL);

  return 0;
}
