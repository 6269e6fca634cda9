/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is remembered of a workspace outside of its file, so that a copied or
 * restored file is noticed: which machine, which file on it, and a token that is
 * renewed in both places whenever the workspace is opened for writing.
 *
 * The file `state` in the replica's folder holds lines "name value". It has two
 * slots for tokens: while one is being renewed the old and the new one are both
 * good, so that a crash between the two places does no harm. */

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "lep-hash.h"
#include "lep-util.h"

#include "lep-identity-state.h"

#define TOKEN_BYTES 16

static char *
state_path (const LepSurroundings *surroundings,
            const char            *replica)
{
  return g_build_filename (surroundings->state_dir, replica, "state", NULL);
}

/* The machine's id itself stays where it is. */
static void
hash_machine (const LepSurroundings *surroundings,
              char                   text[LEP_HASH_HEX_SIZE + 1])
{
  LepHash hash;

  lep_hash_data (surroundings->machine_id, -1, &hash);
  lep_hash_format (&hash, text);
}

/* Which file on which disk the workspace is. */
static gboolean
describe_file (LepWorkspace *workspace,
               char        **text,
               GError      **error)
{
  const char *path = lep_workspace_get_path (workspace);
  GStatBuf    info;

  if (g_stat (path, &info) != 0)
    {
      g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (errno), "%s: %s", path, g_strerror (errno));
      return FALSE;
    }

  *text = g_strdup_printf ("%" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT, (guint64) info.st_dev, (guint64) info.st_ino);
  return TRUE;
}

static gboolean
has_line (char      **lines,
          const char *name,
          const char *value)
{
  gsize length = strlen (name);

  for (guint i = 0; lines[i] != NULL; i++)
    if (strncmp (lines[i], name, length) == 0 && lines[i][length] == ' ' && g_str_equal (lines[i] + length + 1, value))
      return TRUE;

  return FALSE;
}

/**
 * lep_identity_state_matches:
 * @matches: (out): whether this file is, beyond doubt, the one that was last
 *   written here under this id
 */
gboolean
lep_identity_state_matches (const LepSurroundings *surroundings,
                            LepWorkspace          *workspace,
                            const char            *replica,
                            gboolean              *matches,
                            GError               **error)
{
  g_autofree char *path = state_path (surroundings, replica);
  g_autofree char *text = NULL;
  g_autofree char *file = NULL;
  g_autofree char *token = NULL;
  g_auto (GStrv) lines = NULL;
  char machine[LEP_HASH_HEX_SIZE + 1];

  if (!describe_file (workspace, &file, error) || !lep_workspace_get_meta (workspace, LEP_META_TOKEN, &token, error))
    return FALSE;

  *matches = FALSE;
  if (token == NULL || !g_file_get_contents (path, &text, NULL, NULL))
    return TRUE;

  hash_machine (surroundings, machine);
  lines = g_strsplit (text, "\n", -1);
  *matches = has_line (lines, "machine", machine) && has_line (lines, "file", file) && has_line (lines, "token", token);
  return TRUE;
}

/* @old: (nullable): the token in the second slot */
static gboolean
write_state (const LepSurroundings *surroundings,
             LepWorkspace          *workspace,
             const char            *replica,
             const char            *token,
             const char            *old,
             GError               **error)
{
  g_autofree char *path = state_path (surroundings, replica);
  g_autofree char *file = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  char machine[LEP_HASH_HEX_SIZE + 1];

  if (!describe_file (workspace, &file, error))
    return FALSE;

  hash_machine (surroundings, machine);
  g_string_append_printf (text, "machine %s\nfile %s\ntoken %s\n", machine, file, token);
  if (old != NULL)
    g_string_append_printf (text, "token %s\n", old);

  return g_file_set_contents_full (path, text->str, (gssize) text->len,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, error);
}

/**
 * lep_identity_state_renew:
 *
 * Renews the token here and in the workspace: every copy made before is an old
 * one from now on. The replica's folder must exist.
 */
gboolean
lep_identity_state_renew (const LepSurroundings *surroundings,
                          LepWorkspace          *workspace,
                          const char            *replica,
                          GError               **error)
{
  g_autofree char *old = NULL;
  g_autofree char *token = NULL;
  guint8           bytes[TOKEN_BYTES];

  lep_clock_random (surroundings->clock, bytes, sizeof bytes);
  token = lep_hex_encode (bytes, sizeof bytes);

  return lep_workspace_get_meta (workspace, LEP_META_TOKEN, &old, error) &&
         write_state (surroundings, workspace, replica, token, old, error) &&
         lep_workspace_set_meta (workspace, LEP_META_TOKEN, token, error) &&
         write_state (surroundings, workspace, replica, token, NULL, error);
}
