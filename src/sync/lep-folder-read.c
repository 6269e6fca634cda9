/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is read of an exchange folder: bundles of others for this laptop or for
 * everybody, each once. */

#include <string.h>

#include <glib/gstdio.h>

#include "lep-bundle.h"
#include "lep-hash.h"
#include "lep-laptop.h"
#include "lep-receipt.h"
#include "lep-util.h"

#include "lep-folder-private.h"

/* What a bundle said of itself before anything was taken in. */
typedef struct
{
  LepUuid  from;
  gboolean has_to;
  LepUuid  to;
  gboolean has_changes;
} Address;

static gboolean
read_address (LepFolderWork *work,
              const char    *path,
              Address       *address,
              GError       **error)
{
  const LepUnlock unlock = { work->surroundings->state_dir, work->options->passphrase };
  g_autoptr (LepBundle) bundle = lep_bundle_open (path, work->surroundings->temp_dir, &unlock, work->cancellable, error);
  const LepManifest *manifest = bundle != NULL ? lep_bundle_read_manifest (bundle, error) : NULL;

  if (manifest == NULL)
    return FALSE;
  address->from = manifest->replica;
  address->has_to = manifest->has_to;
  address->to = manifest->to_replica;
  address->has_changes = manifest->segments->len > 0;
  return TRUE;
}

/* Whether it is an id that this laptop has, or had before. */
static gboolean
is_own (GPtrArray  *laptops,
        const char *id)
{
  for (guint i = 0; i < laptops->len; i++)
    {
      const LepLaptop *laptop = g_ptr_array_index (laptops, i);
      g_autofree char *text = lep_uuid_to_string (&laptop->id);

      if (laptop->own && strcmp (text, id) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
enter_orphan (LepFolderEntry *entry,
              const Address  *address)
{
  entry->own = entry->orphan = TRUE;
  entry->changes = address->has_changes ? 1 : 0;
  g_clear_pointer (&entry->peer, g_free);
  if (address->has_to)
    entry->peer = lep_uuid_to_string (&address->to);
}

static gboolean
read_orphan (LepFolderWork  *work,
             LepFolderEntry *entry,
             const char     *path,
             GError        **error)
{
  Address address;

  if (!read_address (work, path, &address, error))
    return FALSE;
  enter_orphan (entry, &address);
  return TRUE;
}

/* Whether it was made or opened here before; by what it holds, not its name. */
static gboolean
recognise (LepFolderWork  *work,
           LepFolderEntry *entry,
           GPtrArray      *laptops,
           const char     *path,
           GError        **error)
{
  g_autoptr (LepReceipt) receipt = NULL;
  LepHash hash;

  if (!lep_hash_file (path, work->cancellable, &hash, error) || !lep_receipt_find (work->workspace, &hash, &receipt, error))
    return FALSE;
  if (receipt == NULL)
    return TRUE;

  entry->done = TRUE;
  entry->own = receipt->given;
  lep_set_str (entry->own ? &entry->peer : &entry->from, receipt->peer);
  entry->counter = receipt->counter;
  entry->changes = receipt->changes;
  if (!entry->own && is_own (laptops, entry->from))
    return read_orphan (work, entry, path, error);
  return TRUE;
}

#define NS_IN_SEC G_GINT64_CONSTANT (1000000000)

/* @changed: when a file was written, in ns
 * Returns: whether that was just now. Files go by the machine's own time, as the
 *   workspace does, which was written when it was opened for this round. A time that
 *   is yet to come (another clock's) says nothing */
static gboolean
is_fresh (LepWorkspace *workspace,
          gint64        changed)
{
  GStatBuf info = { 0 };

  g_stat (lep_workspace_get_path (workspace), &info);
  return ABS (info.st_mtim.tv_sec * NS_IN_SEC + info.st_mtim.tv_nsec - changed) < LEP_FOLDER_FRESH_S * NS_IN_SEC;
}

static void
add_read (GPtrArray       *list,
          LepFolderEntry  *entry,
          LepImportReport *report,
          GError          *failure)
{
  LepFolderRead *read = g_new0 (LepFolderRead, 1);

  read->file = g_strdup (entry->name);
  read->report = report;
  read->error = failure;
  read->fresh = entry->fresh;
  g_ptr_array_add (list, read);
  entry->told = TRUE;
}

/* Whether it is the file that cannot be opened or read: it is another's, or its place on the disk is bad. */
static gboolean
is_of_file (const GError *failure)
{
  return failure->domain == G_IO_ERROR && failure->code != G_IO_ERROR_CANCELLED;
}

/* What a failure means for the file: gone again, for others, not to be read now, locked, not whole or damaged,
 * refused. Takes @failure, or hands it on as an error of the whole round. */
static gboolean
settle_failure (LepFolderWork  *work,
                LepFolderEntry *entry,
                const char     *path,
                GError         *failure,
                GError        **error)
{
  gboolean was_fresh = entry->fresh;
  gboolean is_unread = is_of_file (failure);
  gboolean is_left;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_error_free (failure);
      return TRUE;
    }
  if (g_error_matches (failure, LEP_ERROR, LEP_ERROR_SEALED))
    {
      g_error_free (failure);
      entry->done = entry->other = TRUE;
      return TRUE;
    }
  if (!is_unread && !g_error_matches (failure, LEP_ERROR, LEP_ERROR_CORRUPT) && !g_error_matches (failure, LEP_ERROR, LEP_ERROR_UNTRUSTED) &&
      !g_error_matches (failure, LEP_ERROR, LEP_ERROR_TOO_NEW) && !g_error_matches (failure, LEP_ERROR, LEP_ERROR_LOCKED))
    {
      g_propagate_error (error, failure);
      return FALSE;
    }

  is_left = is_unread || g_error_matches (failure, LEP_ERROR, LEP_ERROR_CORRUPT) || g_error_matches (failure, LEP_ERROR, LEP_ERROR_LOCKED);
  entry->fresh = g_error_matches (failure, LEP_ERROR, LEP_ERROR_CORRUPT) && is_fresh (work->workspace, entry->changed);
  if (entry->fresh || is_unread)
    entry->seen = lep_clock_now (work->surroundings->clock);
  entry->done = is_left && !is_unread && !entry->fresh;
  if (entry->told && (entry->fresh || !was_fresh))
    g_error_free (failure);
  else
    add_read (is_left ? work->round->ignored : work->round->read, entry, NULL, failure);
  return TRUE;
}

/* Takes a bundle in that is for us. */
static gboolean
take (LepFolderWork  *work,
      LepFolderEntry *entry,
      const char     *path,
      gboolean       *imported,
      GError        **error)
{
  GError *failure = NULL;
  g_autoptr (LepImportReport) report = lep_import (work->workspace, work->surroundings, path, LEP_IMPORT_APPLY, NULL,
                                                   work->options->passphrase,
                                                   work->progress, work->cancellable, &failure);

  if (report == NULL)
    return settle_failure (work, entry, path, failure, error);

  entry->done = report->untrusted->len == 0;
  *imported = *imported || entry->done;
  if (entry->done || !entry->told)
    add_read (work->round->read, entry, g_steal_pointer (&report), NULL);
  return TRUE;
}

static gboolean
read_one (LepFolderWork  *work,
          LepFolderEntry *entry,
          GPtrArray      *laptops,
          gboolean       *imported,
          GError        **error)
{
  g_autofree char *path = g_build_filename (work->folder->path, entry->name, NULL);
  g_autofree char *to = NULL;
  GError          *failure = NULL;
  Address          address;

  entry->seen = 0;
  if (!recognise (work, entry, laptops, path, &failure))
    return settle_failure (work, entry, path, failure, error);
  if (entry->done)
    return TRUE;
  if (!read_address (work, path, &address, &failure))
    return settle_failure (work, entry, path, failure, error);

  g_free (entry->from);
  entry->from = lep_uuid_to_string (&address.from);
  if (is_own (laptops, entry->from))
    {
      /* It may hold what was lost when this workspace was restored. */
      enter_orphan (entry, &address);
      return take (work, entry, path, imported, error);
    }
  to = lep_uuid_to_string (&address.to);
  if (!address.has_to || is_own (laptops, to))
    return take (work, entry, path, imported, error);
  entry->done = entry->other = TRUE;
  return TRUE;
}

/* Goes once through what is not done with. */
static gboolean
read_all (LepFolderWork *work,
          gboolean      *imported,
          gboolean      *left,
          GError       **error)
{
  g_autoptr (GPtrArray) entries = lep_folder_list_entries (work->folder);
  g_autoptr (GPtrArray) laptops = lep_laptops_load (work->workspace, error);

  if (laptops == NULL)
    return FALSE;
  *imported = *left = FALSE;
  for (guint i = 0; i < entries->len; i++)
    {
      LepFolderEntry *entry = g_ptr_array_index (entries, i);

      if (g_cancellable_set_error_if_cancelled (work->cancellable, error) ||
          (!entry->done && !read_one (work, entry, laptops, imported, error)))
        return FALSE;
      *left = *left || !entry->done;
    }
  return TRUE;
}

/**
 * lep_folder_read:
 *
 * Reads what is new. One bundle may introduce who signed another, so it goes on
 * as long as something comes in.
 */
gboolean
lep_folder_read (LepFolderWork *work,
                 GError       **error)
{
  gboolean imported, left;

  do
    {
      if (!read_all (work, &imported, &left, error))
        return FALSE;
    }
  while (imported && left);
  return TRUE;
}
