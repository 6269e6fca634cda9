/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is remembered of a workspace outside of its file, so that a copied or
 * restored file is noticed: which machine, which file on it, the last change
 * that was made here, and a token that is renewed in both places whenever the
 * workspace is opened for writing.
 *
 * The file `state` in the replica's folder holds lines "name value". It has two
 * slots for tokens: while one is being renewed the old and the new one are both
 * good, so that a crash between the two places does no harm. The last change is
 * written after its commit: a file may have newer ones, but never lacks it. */

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "lep-exchange.h"
#include "lep-hash.h"
#include "lep-util.h"

#include "lep-identity-state.h"

#define TOKEN_BYTES 16

static char *
state_path (const LepSurroundings *surroundings,
            const LepUuid         *replica)
{
  char id[LEP_UUID_TEXT_SIZE + 1];

  lep_uuid_format (replica, id);
  return g_build_filename (surroundings->state_dir, id, "state", NULL);
}

/**
 * lep_identity_state_lock:
 *
 * Looking at the state and writing it is one step, for all processes of this
 * user.
 *
 * Returns: a file descriptor whose closing ends it, or −1
 */
int
lep_identity_state_lock (const LepSurroundings *surroundings,
                         GError               **error)
{
  g_autofree char *path = g_build_filename (surroundings->state_dir, "lock", NULL);
  int              fd = -1;

  if (g_mkdir_with_parents (surroundings->state_dir, 0700) == 0)
    fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd >= 0 && flock (fd, LOCK_EX) == 0)
    return fd;

  g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (errno),
               _ ("%s: the folder for this laptop's keys cannot be written: %s; give it back to its owner."),
               surroundings->state_dir, g_strerror (errno));
  if (fd >= 0)
    close (fd);
  return -1;
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

/* Returns: (nullable): the value of the first line of that name */
static const char *
find_line (char      **lines,
           const char *name)
{
  gsize length = strlen (name);

  for (guint i = 0; lines[i] != NULL; i++)
    if (strncmp (lines[i], name, length) == 0 && lines[i][length] == ' ')
      return lines[i] + length + 1;
  return NULL;
}

static char *
format_last (gint64         n,
             const LepHash *hash)
{
  char hex[LEP_HASH_HEX_SIZE + 1];

  lep_hash_format (hash, hex);
  return g_strdup_printf ("%" G_GINT64_FORMAT " %s", n, hex);
}

/* "53 HASH", or NULL if nothing was written under this id yet. */
static gboolean
describe_last (LepWorkspace  *workspace,
               const LepUuid *replica,
               char         **text,
               GError       **error)
{
  LepHash hash;
  gint64  n;

  if (!lep_exchange_last_of (workspace, replica, &n, &hash, error))
    return FALSE;
  *text = n > 0 ? format_last (n, &hash) : NULL;
  return TRUE;
}

/* Whether the last change noted is in the file: an older file does not have it,
 * and one that went another way has another in its place. */
static gboolean
has_noted_last (LepWorkspace  *workspace,
                const LepUuid *replica,
                const char    *noted,
                gboolean      *has,
                GError       **error)
{
  const char *blank = noted != NULL ? strchr (noted, ' ') : NULL;
  LepSeen     last = { .replica = *replica };
  gint64      stream;

  *has = noted == NULL;
  if (blank == NULL || !lep_hash_parse (blank + 1, -1, &last.head))
    return TRUE;
  last.n = g_ascii_strtoll (noted, NULL, 10);
  if (!lep_exchange_find (workspace, &last, &stream, error))
    return FALSE;
  *has = stream != 0;
  return TRUE;
}

/**
 * lep_identity_state_matches:
 * @matches: (out): whether this file is, beyond doubt, the one that was last
 *   written here under this id
 */
gboolean
lep_identity_state_matches (const LepSurroundings *surroundings,
                            LepWorkspace          *workspace,
                            const LepUuid         *replica,
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
  return !*matches || has_noted_last (workspace, replica, find_line (lines, "last"), matches, error);
}

/* Every command that writes comes by here first: says that nothing was done, and
 * what to do. */
static void
set_write_error (const char   *path,
                 const GError *failure,
                 int           number,
                 GError      **error)
{
  if (g_error_matches (failure, G_FILE_ERROR, G_FILE_ERROR_NOSPC) || (failure == NULL && number == ENOSPC))
    g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC, _ ("The disk is full; nothing was changed. Free some space and try again."));
  else if (failure != NULL)
    g_set_error (error, failure->domain, failure->code, _ ("%s; nothing was changed."), failure->message);
  else
    g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (number), _ ("%s: %s; nothing was changed."), path, g_strerror (number));
}

/* Puts another text in the place of a file, at once. The lock is held: the name beside
 * it is ours, so that a program that dies here leaves one file at most, and the next one
 * writes over it. */
static gboolean
replace_file (const char           *path,
              const char           *text,
              GFileSetContentsFlags flags,
              GError              **error)
{
  g_autofree char *fresh = g_strconcat (path, ".new", NULL);
  g_autoptr (GError) failure = NULL;
  int number;

  g_unlink (fresh); /* it would be written over, and keep its end if it is longer */
  if (g_file_set_contents_full (fresh, text, -1, flags, 0600, &failure) && g_rename (fresh, path) == 0 &&
      ((flags & G_FILE_SET_CONTENTS_DURABLE) == 0 || lep_sync_folder (path)))
    return TRUE;

  number = errno;
  set_write_error (path, failure, number, error);
  g_unlink (fresh);
  return FALSE;
}

/* Takes away what earlier versions left when they died: state.XXXXXX. */
static void
sweep (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, "state.") && strlen (name) == strlen ("state.XXXXXX"))
      {
        g_autofree char *left = g_build_filename (folder, name, NULL);

        g_unlink (left);
      }
}

/* @old: (nullable): the token in the second slot */
static gboolean
write_state (const LepSurroundings *surroundings,
             LepWorkspace          *workspace,
             const LepUuid         *replica,
             const char            *token,
             const char            *old,
             GError               **error)
{
  g_autofree char *path = state_path (surroundings, replica);
  g_autofree char *file = NULL;
  g_autofree char *last = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  char machine[LEP_HASH_HEX_SIZE + 1];

  if (!describe_file (workspace, &file, error) || !describe_last (workspace, replica, &last, error))
    return FALSE;

  hash_machine (surroundings, machine);
  g_string_append_printf (text, "machine %s\nfile %s\n", machine, file);
  if (last != NULL)
    g_string_append_printf (text, "last %s\n", last);
  g_string_append_printf (text, "token %s\n", token);
  if (old != NULL)
    g_string_append_printf (text, "token %s\n", old);

  return replace_file (path, text->str, G_FILE_SET_CONTENTS_DURABLE, error);
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
                          const LepUuid         *replica,
                          GError               **error)
{
  g_autofree char *old = NULL;
  g_autofree char *token = NULL;
  g_autofree char *path = state_path (surroundings, replica);
  guint8           bytes[TOKEN_BYTES];

  sweep (path);
  lep_clock_random (surroundings->clock, bytes, sizeof bytes);
  token = lep_hex_encode (bytes, sizeof bytes);

  return lep_workspace_get_meta (workspace, LEP_META_TOKEN, &old, error) &&
         write_state (surroundings, workspace, replica, token, old, error) &&
         lep_workspace_set_meta (workspace, LEP_META_TOKEN, token, error) &&
         write_state (surroundings, workspace, replica, token, NULL, error);
}

/* The old lines with another last change. */
static char *
replace_last (const char *text,
              const char *last)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  GString *out = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    if (!g_str_has_prefix (lines[i], "last "))
      g_string_append_printf (out, "%s\n", lines[i]);
  g_string_append_printf (out, "last %s\n", last);
  return g_string_free (out, FALSE);
}

/**
 * lep_identity_state_note:
 * @n: number of the last change made here
 * @hash: of it
 *
 * Notes the last change made here, after its commit. Where it cannot be noted
 * nothing is lost but a way to notice an old file.
 */
gboolean
lep_identity_state_note (const LepSurroundings *surroundings,
                         const LepUuid         *replica,
                         gint64                 n,
                         const LepHash         *hash,
                         GError               **error)
{
  g_autofree char *path = state_path (surroundings, replica);
  g_autofree char *last = format_last (n, hash);
  g_autofree char *text = NULL;
  g_autofree char *replaced = NULL;
  gboolean         done;
  int              lock;

  lock = lep_identity_state_lock (surroundings, error);
  if (lock < 0)
    return FALSE;
  done = g_file_get_contents (path, &text, NULL, error);
  if (done)
    {
      /* No waiting for the disk: a state that is lost in a crash is a doubt, and ends in a new id. */
      replaced = replace_last (text, last);
      done = replace_file (path, replaced, G_FILE_SET_CONTENTS_NONE, error);
    }
  close (lock);
  return done;
}
