/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a file lies where something copies files between laptops. A
 * workspace must not: two laptops would write one file, and what one of them
 * wrote would be overwritten. */

#include <string.h>

#include "lep-synced-place.h"

/* What those programs leave at the top of a folder that they replicate. */
static const char *const markers[] = {
  LEP_EXCHANGE_MARKER,
  ".stfolder",          /* Syncthing */
  ".owncloudsync.log",  /* ownCloud, Nextcloud */
  ".nextcloudsync.log", /* Nextcloud */
  ".nextcloud",         /* Nextcloud */
  ".dropbox.cache",     /* Dropbox */
  ".tmp.drivedownload", /* Google Drive */
  ".seafile-data",      /* Seafile */
  ".rslsync",           /* Resilio */
};

/* Nextcloud and ownCloud keep `.sync_0123456789ab.db` there. */
static gboolean
is_sync_database (const char *name)
{
  return (g_str_has_prefix (name, ".sync_") || g_str_has_prefix (name, "._sync_")) && g_str_has_suffix (name, ".db");
}

static gboolean
is_marked (const char *folder)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  for (guint i = 0; i < G_N_ELEMENTS (markers); i++)
    {
      g_autofree char *path = g_build_filename (folder, markers[i], NULL);

      if (g_file_test (path, G_FILE_TEST_EXISTS))
        return TRUE;
    }

  dir = g_dir_open (folder, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (is_sync_database (name))
      return TRUE;
  return FALSE;
}

/**
 * lep_synced_place_find:
 * @path: of a file, there or not
 *
 * Returns: (transfer full) (nullable): the folder around it that is
 *   replicated; %NULL = none is known to be
 */
char *
lep_synced_place_find (const char *path)
{
  g_autofree char *above = g_path_get_dirname (path);
  g_autofree char *folder = realpath (above, NULL);

  while (folder != NULL)
    {
      g_autofree char *parent = g_path_get_dirname (folder);

      if (is_marked (folder))
        return g_steal_pointer (&folder);
      if (strcmp (parent, folder) == 0)
        return NULL;
      g_free (folder);
      folder = g_steal_pointer (&parent);
    }
  return NULL;
}
