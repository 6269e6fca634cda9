/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as the ZIP of a bundle: its structure, every member unpacked, and the
 * list of hashes against the members. */

#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

#include "lep-bundle-limits.h"
#include "lep-bundle-sums.h"
#include "lep-zip-reader.h"

#define LIMIT (1 << 20) /* a case has 256 MiB and a second */

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

static void
read_members (int        fd,
              GPtrArray *entries)
{
  g_autoptr (LepZipReader) reader = lep_zip_reader_new (fd, entries, LEP_BUNDLE_MAX_INFLATED, NULL);
  LepHash hash;

  if (reader == NULL)
    return;
  for (guint i = 0; i < entries->len; i++)
    {
      g_autoptr (GByteArray) bytes = NULL;

      if (lep_zip_reader_next (reader, NULL) == NULL)
        return;
      bytes = lep_zip_reader_load (reader, LIMIT, &hash, NULL);
      if (bytes == NULL)
        return;
      if (i == 1)
        {
          g_autoptr (GHashTable) sums = lep_sums_read ((const char *) bytes->data, bytes->len, entries, NULL);
        }
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (GPtrArray) entries = lep_zip_check (data, size, NULL);
  int fd = entries != NULL ? memfd_create ("bundle", MFD_CLOEXEC) : -1;

  if (fd < 0)
    return 0;
  if (write (fd, data, size) == (ssize_t) size)
    read_members (fd, entries);
  close (fd);
  return 0;
}
