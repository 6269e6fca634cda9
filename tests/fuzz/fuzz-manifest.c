/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any text as a manifest. */

#include <stdint.h>
#include <string.h>

#include "lep-manifest.h"

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (LepManifest) manifest = lep_manifest_read (text, strlen (text), NULL);

  return 0;
}
