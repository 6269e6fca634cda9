/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sealing and opening of bytes by way of files, for tests. */
#pragma once

#include <fcntl.h>
#include <unistd.h>

#include "lep-age.h"
#include "lep-error.h"
#include "lep-seal-key.h"
#include "lep-secret-file.h"

#include "lep-test.h"

typedef struct
{
  char *folder;
  int   from, to; /* files without a name */
} Fixture;

static inline int
new_file (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "file", NULL);
  int              fd = g_open (path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

  g_assert_cmpint (fd, >=, 0);
  g_unlink (path);
  return fd;
}

static inline void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->folder = lep_test_dir ();
  fixture->from = new_file (fixture->folder);
  fixture->to = new_file (fixture->folder);
}

static inline void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  close (fixture->from);
  close (fixture->to);
  lep_test_dir_free (fixture->folder);
}

static inline void
set_bytes (int         fd,
           const void *bytes,
           gsize       size)
{
  g_assert_cmpint (ftruncate (fd, 0), ==, 0);
  g_assert_cmpint (pwrite (fd, bytes, size, 0), ==, (gssize) size);
}

static inline GBytes *
get_bytes (int fd)
{
  gsize   size = (gsize) lseek (fd, 0, SEEK_END);
  guint8 *bytes = g_malloc (size);

  g_assert_cmpint (pread (fd, bytes, size, 0), ==, (gssize) size);
  return g_bytes_new_take (bytes, size);
}

/* Both as lep_age_seal () and lep_age_open () do it; NULL = an error. */
static inline GBytes *
seal_bytes (Fixture          *fixture,
            const void       *bytes,
            gsize             size,
            const LepAgeLock *lock,
            GError          **error)
{
  set_bytes (fixture->from, bytes, size);
  set_bytes (fixture->to, "", 0);
  lseek (fixture->to, 0, SEEK_SET);
  return lep_age_seal (fixture->from, fixture->to, lock, NULL, error) ? get_bytes (fixture->to) : NULL;
}

static inline GBytes *
open_bytes (Fixture    *fixture,
            const void *bytes,
            gsize       size,
            GPtrArray  *keys,
            const char *passphrase,
            GError    **error)
{
  set_bytes (fixture->from, bytes, size);
  set_bytes (fixture->to, "", 0);
  lseek (fixture->to, 0, SEEK_SET);
  return lep_age_open (fixture->from, fixture->to, keys, passphrase, NULL, error) ? get_bytes (fixture->to) : NULL;
}

static inline GPtrArray *
new_keys (LepSealKey *key)
{
  GPtrArray *keys = g_ptr_array_new_with_free_func ((GDestroyNotify) lep_seal_key_free);

  g_ptr_array_add (keys, key);
  return keys;
}

/* The key of an identity line, by way of a file as a laptop has it. */
static inline GPtrArray *
keys_of_identity (const char *folder,
                  const char *identity)
{
  g_autofree char *path = g_build_filename (folder, "seal.key", NULL);
  g_autoptr (GError) error = NULL;
  LepSealKey *key;

  g_assert_true (lep_secret_file_save (path, identity, NULL));
  key = lep_seal_key_load (path, &error);
  g_assert_no_error (error);
  g_unlink (path);
  return new_keys (key);
}
