/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who holds a workspace: the kernel's list of file locks names the process,
 * also when it is a foreign tool that knows nothing of us, or only reads. */

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include "lep-db.h"

/* SQLite's lock bytes (sqlite3.org, "os_unix.c"): pending and reserved. */
#define PENDING_BYTE G_GINT64_CONSTANT (0x40000000)

/* The process of a line of /proc/locks that has a lock of that @type on @inode, or 0:
 * "1: POSIX  ADVISORY  WRITE 26389 fe:00:10953122 1073741825 1073741825" */
static gint64
holder_of_line (const char *line,
                const char *type,
                guint64     inode)
{
  g_auto (GStrv) raw = g_strsplit_set (line, " ", -1);
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  const char *id;
  gint64      first, last;

  for (guint i = 0; raw[i] != NULL; i++)
    {
      if (*raw[i] != '\0')
        g_ptr_array_add (words, raw[i]);
    }
  if (words->len < 8 || g_strcmp0 (words->pdata[3], type) != 0)
    return 0;

  id = strrchr (words->pdata[5], ':');
  first = g_ascii_strtoll (words->pdata[6], NULL, 10);
  last = g_strcmp0 (words->pdata[7], "EOF") == 0 ? G_MAXINT64 : g_ascii_strtoll (words->pdata[7], NULL, 10);
  if (id == NULL || g_ascii_strtoull (id + 1, NULL, 10) != inode || last < PENDING_BYTE || first > PENDING_BYTE + 511)
    return 0;

  return g_ascii_strtoll (words->pdata[4], NULL, 10);
}

/* Who waits has a lock too: others are asked for first, who write before who read. */
static gint64
find_holder (const char *locks,
             guint64     inode)
{
  static const char *const types[] = { "WRITE", "READ" };
  g_auto (GStrv) lines = g_strsplit (locks, "\n", -1);
  gint64 own = 0;

  for (guint t = 0; t < G_N_ELEMENTS (types); t++)
    for (guint i = 0; lines[i] != NULL; i++)
      {
        gint64 pid = holder_of_line (lines[i], types[t], inode);

        if (pid > 0 && pid != getpid ())
          return pid;
        own = MAX (own, pid);
      }
  return own;
}

/**
 * lep_db_holder:
 *
 * Returns: (transfer full): who uses the file at @path now, for a sentence:
 *   "lepctl (process 1234)", or "another program" if nobody can tell
 */
char *
lep_db_holder (const char *path)
{
  g_autofree char *locks = NULL;
  g_autofree char *file = NULL;
  g_autofree char *name = NULL;
  gint64           pid = 0;
  GStatBuf         info;

  if (g_stat (path, &info) == 0 && g_file_get_contents ("/proc/locks", &locks, NULL, NULL))
    pid = find_holder (locks, (guint64) info.st_ino);
  if (pid <= 0)
    return g_strdup (_ ("another program"));

  file = g_strdup_printf ("/proc/%" G_GINT64_FORMAT "/comm", pid);
  if (g_file_get_contents (file, &name, NULL, NULL))
    /* Translators: name and number of a running program */
    return g_strdup_printf (_ ("%s (process %jd)"), g_strstrip (name), (intmax_t) pid);
  return g_strdup_printf (_ ("process %jd"), (intmax_t) pid);
}
