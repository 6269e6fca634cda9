/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a signature file. */

#include <stdint.h>

#include "lep-minisig.h"

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  guint line = 0;
  g_autoptr (LepMinisig) minisig = lep_minisig_parse ((const char *) data, size, &line, NULL);

  return 0;
}
