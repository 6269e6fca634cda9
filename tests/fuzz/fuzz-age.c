/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a sealed file, opened by somebody who has one key. */

#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "lep-age.h"
#include "lep-seal-key.h"

/* The key that corpus/age is sealed for. */
#define KEY "AGE-SECRET-KEY-17DEX4DC553N9EYZ2N74F704RT47GMTUWNYGY3NEH3GKDVD7KH8QQCSC6UR\n"

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

/* Read once, through a file without a name. */
static GPtrArray *
own_keys (void)
{
  static GPtrArray *keys = NULL;

  if (keys == NULL)
    {
      g_autofree char *path = NULL;
      int              fd = g_file_open_tmp (NULL, &path, NULL); /* for its owner alone */
      LepSealKey      *key;

      if (write (fd, KEY, sizeof KEY - 1) != (ssize_t) sizeof KEY - 1)
        g_error ("no file for the key");
      key = lep_seal_key_load (path, NULL);
      g_assert_nonnull (key);
      close (fd);
      g_unlink (path);
      keys = g_ptr_array_new_with_free_func ((GDestroyNotify) lep_seal_key_free);
      g_ptr_array_add (keys, key);
    }
  return keys;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  int from = memfd_create ("sealed", MFD_CLOEXEC);
  int to = memfd_create ("open", MFD_CLOEXEC);

  if (from >= 0 && to >= 0 && write (from, data, size) == (ssize_t) size && lseek (from, 0, SEEK_SET) == 0)
    lep_age_open (from, to, own_keys (), NULL, NULL, NULL);
  close (from);
  close (to);
  return 0;
}
