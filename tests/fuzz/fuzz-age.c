/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a sealed file, opened by somebody who has a pass-phrase. */

#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

#include "lep-age.h"

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();
  int from = memfd_create ("sealed", MFD_CLOEXEC);
  int to = memfd_create ("open", MFD_CLOEXEC);

  if (from >= 0 && to >= 0 && write (from, data, size) == (ssize_t) size && lseek (from, 0, SEEK_SET) == 0)
    lep_age_open (from, to, keys, NULL, NULL, NULL);
  close (from);
  close (to);
  return 0;
}
