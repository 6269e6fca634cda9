/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is put into an exchange folder: for each peer that takes part one bundle
 * with all it lacks and what is here, and none that would say nothing new. What
 * a peer has read, and what a newer one for it contains, is taken away. */

#include <string.h>

#include <glib/gstdio.h>

#include "lep-export.h"
#include "lep-gap.h"
#include "lep-lack.h"
#include "lep-peers.h"
#include "lep-recipient.h"
#include "lep-share.h"

#include "lep-folder-private.h"

#define META_PREFIX   "folder "
#define SEALED_SUFFIX ".age"

/* Adds how far this laptop has a space, and what it misses. */
static gboolean
add_have (LepWorkspace  *workspace,
          const LepUuid *space,
          GString       *text,
          GError       **error)
{
  g_autoptr (GArray) have = lep_lacks_own_have (workspace, space, error);
  g_autoptr (GArray) gaps = have != NULL ? lep_gaps_find_all (workspace, space, error) : NULL;
  g_autoptr (GArray) wants = g_array_new (FALSE, FALSE, sizeof (LepSharedFile));
  g_autofree char *id = lep_uuid_to_string (space);

  if (gaps == NULL || !lep_share_wants (workspace, space, wants, error))
    return FALSE;

  g_string_append_printf (text, "%s\n", id);
  lep_context_text (have, text);
  for (guint i = 0; i < gaps->len; i++)
    {
      const LepGap    *gap = &g_array_index (gaps, LepGap, i);
      g_autofree char *replica = lep_uuid_to_string (&gap->replica);

      g_string_append_printf (text, "%s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n", replica, gap->from, gap->to);
    }
  lep_share_sort (wants);
  for (guint i = 0; i < wants->len; i++)
    {
      char hex[LEP_HASH_HEX_SIZE + 1];

      lep_hash_format (&g_array_index (wants, LepSharedFile, i).hash, hex);
      g_string_append_printf (text, "%s\n", hex);
    }
  return TRUE;
}

/**
 * lep_folder_hash_have:
 *
 * Returns: (transfer full) (nullable): a hash of everything that would be told
 *   as being here
 */
char *
lep_folder_hash_have (LepWorkspace *workspace,
                      GError      **error)
{
  g_autoptr (GPtrArray) spaces = lep_exchange_spaces (workspace, error);
  g_autoptr (GString) text = g_string_new (NULL);

  if (spaces == NULL)
    return NULL;
  for (guint i = 0; i < spaces->len; i++)
    {
      const LepSpaceInfo *space = g_ptr_array_index (spaces, i);

      if ((space->kind == LEP_SPACE_PROGRAMME || space->kind == LEP_SPACE_PARTNERSHIP) &&
          !add_have (workspace, &space->id, text, error))
        return NULL;
    }
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text->str, (gssize) text->len);
}

/* Whether a peer has a part in this exchange: bundles went to it or came from
 * it, or lie in the folder. All others of the programme get nothing here. */
static gboolean
takes_part (LepFolder     *folder,
            const LepPeer *peer)
{
  GHashTableIter iter;
  gpointer       value;

  if (peer->revoked_on != NULL)
    return FALSE;
  if (peer->last_given != NULL || peer->last_received != NULL)
    return TRUE;

  g_hash_table_iter_init (&iter, folder->entries);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (g_strcmp0 (((LepFolderEntry *) value)->from, peer->replica) == 0)
      return TRUE;
  return FALSE;
}

/* What was put into this folder for a peer last: the hash of what was here
 * then, and the name of the file. */
static char *
meta_key (LepFolder     *folder,
          const LepPeer *peer)
{
  g_autofree char *path = realpath (folder->path, NULL);
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, path != NULL ? path : folder->path, -1);

  return g_strdup_printf (META_PREFIX "%.16s %s", hash, peer->replica);
}

/* What the peer was given last here because it asked for it, and what it asks
 * for now; both NULL if nothing is asked that is here. */
static gboolean
load_answers (LepFolderWork *work,
              const LepPeer *peer,
              char         **key,
              char         **given,
              char         **asked,
              GError       **error)
{
  g_autofree char *base = meta_key (work->folder, peer);

  *key = g_strconcat (base, " files", NULL);
  return lep_share_answers (work->workspace, &peer->id, asked, error) &&
         lep_workspace_get_meta (work->workspace, *key, given, error);
}

static gboolean
is_needed (LepFolderWork *work,
           const LepPeer *peer,
           const char    *have,
           gboolean      *needed,
           GError       **error)
{
  g_autofree char *key = meta_key (work->folder, peer);
  g_autofree char *files_key = NULL, *given = NULL, *asked = NULL;
  g_autofree char *value = NULL;
  const char      *name;

  if (!lep_workspace_get_meta (work->workspace, key, &value, error) ||
      !load_answers (work, peer, &files_key, &given, &asked, error))
    return FALSE;

  name = value != NULL ? strchr (value, ' ') : NULL;
  *needed = name == NULL || !g_str_has_prefix (value, have);
  if (!*needed && !g_hash_table_contains (work->folder->entries, name + 1))
    *needed = peer->lacks > 0;
  else if (!*needed) /* one that all can read gives way */
    *needed = work->options->seal && !g_str_has_suffix (name, SEALED_SUFFIX);
  *needed = *needed || (asked != NULL && g_strcmp0 (asked, given) != 0);
  return TRUE;
}

static LepFolderWritten *
written_new (const LepPeer *peer,
             gint64         changes)
{
  LepFolderWritten *written = g_new0 (LepFolderWritten, 1);

  written->peer = g_strdup (peer->replica);
  written->label = g_strdup (peer->label);
  written->changes = changes;
  return written;
}

/* How a bundle for the peer is sealed: for its key and for this laptop, so that
 * what was put there is known again when this workspace had to be restored.
 * @seal: (out caller-allocates): room for three; @can: (out): whether it can be sealed */
static gboolean
choose_seal (LepFolderWork    *work,
             const LepPeer    *peer,
             const char       *own,
             const char      **seal,
             LepExportOptions *options,
             gboolean         *can,
             GError          **error)
{
  g_autofree char *recipient = NULL;

  *can = TRUE;
  if (!work->options->seal)
    return TRUE;
  if (!lep_recipient_find (work->workspace, &peer->id, &recipient, error))
    return FALSE;

  if (recipient != NULL)
    {
      seal[0] = peer->replica;
      seal[1] = own;
      options->seal = seal;
    }
  else
    options->passphrase = work->options->passphrase;
  *can = options->seal != NULL || options->passphrase != NULL;
  return TRUE;
}

static gboolean
write_for (LepFolderWork *work,
           const LepPeer *peer,
           const char    *have,
           GError       **error)
{
  g_autofree char *target = g_strconcat (work->folder->path, "/", NULL); /* no file in its place if it is gone */
  LepExportOptions options = { .peer = peer->replica, .target = target, .in_one = TRUE };
  g_autoptr (LepExportResult) result = NULL;
  g_autofree char  *key = meta_key (work->folder, peer);
  g_autofree char  *own = NULL;
  g_autofree char  *value = NULL;
  g_autofree char  *files_key = NULL, *given = NULL, *asked = NULL;
  const char       *seal[] = { NULL, NULL, NULL };
  LepFolderWritten *written;
  LepFolderEntry   *entry;
  gboolean          can;

  if (!lep_workspace_get_meta (work->workspace, LEP_META_REPLICA, &own, error) ||
      !choose_seal (work, peer, own, seal, &options, &can, error) ||
      !load_answers (work, peer, &files_key, &given, &asked, error))
    return FALSE;
  if (!can)
    {
      g_ptr_array_add (work->round->held, written_new (peer, peer->lacks));
      return TRUE;
    }

  result = lep_export (work->workspace, work->surroundings, &options, work->progress, work->cancellable, error);
  if (result == NULL)
    return FALSE;

  written = written_new (peer, result->changes);
  written->file = g_path_get_basename (result->file);
  written->bytes = result->bytes;
  g_ptr_array_add (work->round->written, written);

  entry = lep_folder_enter (work->folder, written->file);
  entry->own = entry->done = TRUE;
  entry->peer = g_strdup (peer->replica);
  entry->counter = result->counter;
  entry->changes = result->changes;

  value = g_strdup_printf ("%s %s", have, written->file);
  return (g_strcmp0 (asked, given) == 0 || lep_workspace_set_meta (work->workspace, files_key, asked, error)) &&
         lep_workspace_set_meta (work->workspace, key, value, error);
}

/* Whether a newer bundle of ours in the folder has everything that this one has.
 * An orphan may be signed by a key that is known there, and the newer one not. */
static gboolean
is_superseded (LepFolder            *folder,
               const LepFolderEntry *entry)
{
  GHashTableIter iter;
  gpointer       value;

  if (entry->peer == NULL || entry->orphan)
    return FALSE;

  g_hash_table_iter_init (&iter, folder->entries);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const LepFolderEntry *other = value;

      if (other->own && !other->orphan && other->counter > entry->counter && g_strcmp0 (other->peer, entry->peer) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Whether the peer it was for has all that is here. One that only says what is
 * here cannot be acknowledged; one for everybody may be for who is yet to come. */
static gboolean
is_acknowledged (GPtrArray            *peers,
                 const LepFolderEntry *entry)
{
  for (guint i = 0; entry->peer != NULL && i < peers->len; i++)
    {
      const LepPeer *peer = g_ptr_array_index (peers, i);

      if (strcmp (entry->peer, peer->replica) == 0)
        return peer->lacks == 0 && (entry->changes > 0 || entry->orphan);
    }
  return FALSE;
}

static void
prune (LepFolderWork *work,
       GPtrArray     *peers)
{
  g_autoptr (GPtrArray) entries = lep_folder_list_entries (work->folder);
  g_autoptr (GPtrArray) gone = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < entries->len; i++)
    {
      const LepFolderEntry *entry = g_ptr_array_index (entries, i);
      g_autofree char      *path = g_build_filename (work->folder->path, entry->name, NULL);

      if (entry->own && entry->done && (is_superseded (work->folder, entry) || is_acknowledged (peers, entry)) &&
          g_unlink (path) == 0)
        g_ptr_array_add (gone, g_strdup (entry->name));
    }
  for (guint i = 0; i < gone->len; i++)
    g_hash_table_remove (work->folder->entries, g_ptr_array_index (gone, i));
  work->round->n_pruned = gone->len;
}

/**
 * lep_folder_write:
 *
 * Puts there what peers lack and takes away what they have. Does nothing while
 * nothing happened here or there.
 */
gboolean
lep_folder_write (LepFolderWork *work,
                  GError       **error)
{
  LepFolder       *self = work->folder;
  g_autofree char *have = lep_folder_hash_have (work->workspace, error);
  g_autoptr (GPtrArray) peers = NULL;

  if (have == NULL)
    return FALSE;
  if (!work->found_other && g_strcmp0 (have, self->have) == 0)
    return TRUE;

  peers = lep_peers_list (work->workspace, error);
  if (peers == NULL)
    return FALSE;
  for (guint i = 0; i < peers->len; i++)
    {
      const LepPeer *peer = g_ptr_array_index (peers, i);
      gboolean       needed;

      if (!takes_part (self, peer))
        continue;
      if (!is_needed (work, peer, have, &needed, error) || (needed && !write_for (work, peer, have, error)))
        return FALSE;
    }
  prune (work, peers);
  g_free (self->have);
  self->have = g_steal_pointer (&have);
  return TRUE;
}
