/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One look at an exchange folder: what lies there, what of it is read, what is
 * put there and what is taken away again (design, "Beyond one laptop"). */

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "lep-bundle-writer.h"
#include "lep-laptop.h"
#include "lep-synced-place.h"
#include "lep-workspace-private.h"

#include "lep-folder-private.h"

#define SUFFIX    ".lepx"
#define SEALED    ".lepx.age"
#define PART      ".part"
#define DAY_IN_NS (G_GINT64_CONSTANT (86400) * 1000000000)
#define NS_IN_SEC G_GINT64_CONSTANT (1000000000)

static void
entry_free (gpointer data)
{
  LepFolderEntry *self = data;

  g_free (self->name);
  g_free (self->from);
  g_free (self->peer);
  g_free (self);
}

static void
read_free (gpointer data)
{
  LepFolderRead *self = data;

  g_free (self->file);
  g_clear_pointer (&self->report, lep_import_report_free);
  g_clear_error (&self->error);
  g_free (self);
}

static void
written_free (gpointer data)
{
  LepFolderWritten *self = data;

  g_free (self->file);
  g_free (self->peer);
  g_free (self->label);
  g_free (self);
}

static LepFolderRound *
round_new (void)
{
  LepFolderRound *self = g_new0 (LepFolderRound, 1);

  self->read = g_ptr_array_new_with_free_func (read_free);
  self->ignored = g_ptr_array_new_with_free_func (read_free);
  self->written = g_ptr_array_new_with_free_func (written_free);
  self->held = g_ptr_array_new_with_free_func (written_free);
  return self;
}

void
lep_folder_round_free (LepFolderRound *self)
{
  g_ptr_array_unref (self->read);
  g_ptr_array_unref (self->ignored);
  g_ptr_array_unref (self->written);
  g_ptr_array_unref (self->held);
  g_free (self);
}

/**
 * lep_folder_new:
 * @path: of a folder, there or not
 *
 * Returns: (transfer full): what will be known of it
 */
LepFolder *
lep_folder_new (const char *path)
{
  LepFolder *self = g_new0 (LepFolder, 1);

  self->path = g_strdup (path);
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, entry_free);
  return self;
}

void
lep_folder_free (LepFolder *self)
{
  g_hash_table_unref (self->entries);
  g_free (self->path);
  g_free (self->have);
  g_free (self);
}

/**
 * lep_folder_check_place:
 * @path: of a folder to exchange through
 * @workspace_path: of the workspace that would be
 *
 * A workspace in a folder that is replicated would itself be replicated, while
 * it is written. Fails with %LEP_ERROR_NOT_FOUND if there is no folder, and with
 * %LEP_ERROR_INVALID if the workspace lies in it, or in another such folder.
 */
gboolean
lep_folder_check_place (const char *path,
                        const char *workspace_path,
                        GError    **error)
{
  g_autofree char *file = realpath (workspace_path, NULL);
  g_autofree char *folder = realpath (path, NULL);
  g_autofree char *synced = NULL;
  g_autofree char *within = NULL;

  if (folder == NULL || !g_file_test (folder, G_FILE_TEST_IS_DIR))
    {
      g_set_error (error, LEP_ERROR, LEP_ERROR_NOT_FOUND, _ ("%s: this exchange folder is not there; make it, or name another one."), path);
      return FALSE;
    }

  within = g_strconcat (folder, strcmp (folder, "/") == 0 ? "" : "/", NULL);
  if (file != NULL && g_str_has_prefix (file, within))
    {
      g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID,
                   _ ("%s: the workspace itself lies in this folder, and a copy of it on another laptop would overwrite it; "
                      "move the workspace elsewhere, or choose another folder."),
                   path);
      return FALSE;
    }

  synced = lep_synced_place_find (workspace_path);
  if (synced != NULL)
    g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID,
                 _ ("%s: the workspace lies in a folder that something copies between laptops, and a copy of it would overwrite it; "
                    "move the workspace elsewhere first."),
                 synced);
  return synced == NULL;
}

/* So that nobody makes a workspace here. It says so to those who look. */
static void
mark (LepFolder *self)
{
  g_autofree char  *path = g_build_filename (self->path, LEP_EXCHANGE_MARKER, NULL);
  static const char text[] = "Bundles of Local Employment Partnerships are exchanged in this folder. Do not keep a workspace here.\n";

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0644, NULL);
}

/* Whether it is named like a bundle, sealed or not, with @more behind it. */
static gboolean
has_suffix (const char *name,
            const char *more)
{
  g_autofree char *plain = g_strconcat (SUFFIX, more, NULL);
  g_autofree char *sealed = g_strconcat (SEALED, more, NULL);

  return g_str_has_suffix (name, plain) || g_str_has_suffix (name, sealed);
}

/* Whether there is a file of that name. What is gone again since it was listed
 * leaves @info as it is: no file. */
static gboolean
look_at (const LepFolder *self,
         const char      *name,
         struct stat     *info)
{
  g_autofree char *path = g_build_filename (self->path, name, NULL);

  *info = (struct stat){ 0 };
  lstat (path, info);
  return S_ISREG (info->st_mode);
}

/* Hidden files are those that something is still writing. */
static gboolean
is_bundle (const LepFolder *self,
           const char      *name,
           struct stat     *info)
{
  return has_suffix (name, "") && *name != '.' && *name != '~' && look_at (self, name, info);
}

/* Whether nothing else is known under that name: it is the same file still. */
static gboolean
is_same (const LepFolderEntry *entry,
         const struct stat    *info)
{
  return entry != NULL && entry->size == info->st_size &&
         entry->changed == info->st_mtim.tv_sec * NS_IN_SEC + info->st_mtim.tv_nsec;
}

/**
 * lep_folder_enter:
 * @name: of a file in the folder
 *
 * Returns: (transfer none): a new entry for it, in the place of an older one
 */
LepFolderEntry *
lep_folder_enter (LepFolder  *self,
                  const char *name)
{
  LepFolderEntry *entry = g_new0 (LepFolderEntry, 1);
  struct stat     info;

  look_at (self, name, &info);
  entry->name = g_strdup (name);
  entry->size = info.st_size;
  entry->changed = info.st_mtim.tv_sec * NS_IN_SEC + info.st_mtim.tv_nsec;
  g_hash_table_replace (self->entries, entry->name, entry);
  return entry;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp ((*(LepFolderEntry *const *) a)->name, (*(LepFolderEntry *const *) b)->name);
}

/**
 * lep_folder_list_entries:
 *
 * Returns: (transfer container) (element-type LepFolderEntry): by name
 */
GPtrArray *
lep_folder_list_entries (LepFolder *self)
{
  GPtrArray     *entries = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer       value;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    g_ptr_array_add (entries, value);
  g_ptr_array_sort (entries, compare_names);
  return entries;
}

static gboolean
is_gone (gpointer key,
         gpointer value,
         gpointer user_data)
{
  LepFolderEntry *entry = value;
  gboolean        gone = !entry->present;

  entry->present = FALSE;
  return gone;
}

static gboolean
list (LepFolderWork *work,
      GError       **error)
{
  LepFolder *self = work->folder;
  g_autoptr (GDir) dir = g_dir_open (self->path, 0, error);
  const char *name;

  if (dir == NULL)
    return FALSE;
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      LepFolderEntry *entry;
      struct stat     info;

      if (!is_bundle (self, name, &info))
        continue;
      entry = g_hash_table_lookup (self->entries, name);
      if (!is_same (entry, &info))
        {
          entry = lep_folder_enter (self, name);
          work->found_other = TRUE;
        }
      entry->present = TRUE;
    }
  if (g_hash_table_foreach_remove (self->entries, is_gone, NULL) > 0)
    work->found_other = TRUE;
  return TRUE;
}

/* Whether it is half a bundle, as the writer of bundles names it, or did before. */
static gboolean
is_part (const LepFolder *self,
         const char      *name,
         struct stat     *info)
{
  return g_str_has_suffix (name, PART) && strstr (name, SUFFIX) != NULL && look_at (self, name, info);
}

/* Whether it was begun here, under whatever id this laptop has had: NAME.DIGITS.XXXXXX.part */
static gboolean
is_own_part (const char *name,
             GPtrArray  *laptops)
{
  gsize behind = strlen (".XXXXXX" PART);
  gsize length = strlen (name);

  for (guint i = 0; length > behind + LEP_BUNDLE_PART_DIGITS && i < laptops->len; i++)
    {
      const LepLaptop *laptop = g_ptr_array_index (laptops, i);
      char             id[LEP_UUID_TEXT_SIZE + 1];

      lep_uuid_format (&laptop->id, id);
      if (laptop->own && strncmp (name + length - behind - LEP_BUNDLE_PART_DIGITS,
                                  id + LEP_UUID_TEXT_SIZE - LEP_BUNDLE_PART_DIGITS, LEP_BUNDLE_PART_DIGITS) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Whoever writes a part holds its lock, so what can be locked is left; nobody can
 * take it up before it is gone. Where locks are not known it stays. */
static void
remove_left (const char *path)
{
  int fd = g_open (path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);

  if (fd < 0)
    return;
  if (flock (fd, LOCK_EX | LOCK_NB) == 0)
    g_unlink (path);
  close (fd);
}

/* Takes away what a program left that died while it wrote: our own at once, that
 * of others after a day. The folder's own time tells how old it is: the clock
 * here may be another. */
static gboolean
remove_stale (LepFolder    *self,
              LepWorkspace *workspace,
              gint64        now,
              GError      **error)
{
  g_autoptr (GPtrArray) laptops = lep_laptops_load (workspace, error);
  g_autoptr (GDir) dir = laptops != NULL ? g_dir_open (self->path, 0, NULL) : NULL;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->path, name, NULL);
      struct stat      info;

      if (!is_part (self, name, &info))
        continue;
      if (now - info.st_mtim.tv_sec * NS_IN_SEC > DAY_IN_NS)
        g_unlink (path);
      else if (is_own_part (name, laptops))
        remove_left (path);
    }
  return laptops != NULL;
}

static guint
count_others (LepFolder *self)
{
  guint          n = 0;
  GHashTableIter iter;
  gpointer       value;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    n += ((LepFolderEntry *) value)->other ? 1 : 0;
  return n;
}

static gint64
newest_own (LepFolder *self)
{
  gint64         newest = 0;
  GHashTableIter iter;
  gpointer       value;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (((LepFolderEntry *) value)->own)
      newest = MAX (newest, ((LepFolderEntry *) value)->changed);
  return newest;
}

/**
 * lep_folder_sync:
 * @options: how bundles are sealed there
 * @progress: (nullable): of one bundle
 * @cancellable: (nullable):
 * @round: (out) (nullable): what was done, also where it failed then;
 *   %NULL if nothing was
 *
 * Reads what is new for this laptop, puts there what its peers lack, and takes
 * away what they have. What cannot be read is in @round; an error is what
 * kept all of it from being done: %LEP_ERROR_NOT_FOUND if there is no folder,
 * %LEP_ERROR_INVALID if the workspace lies in it, %LEP_ERROR_BUSY, disks.
 */
gboolean
lep_folder_sync (LepFolder              *self,
                 LepWorkspace           *workspace,
                 const LepSurroundings  *surroundings,
                 const LepFolderOptions *options,
                 LepProgress            *progress,
                 GCancellable           *cancellable,
                 LepFolderRound        **round,
                 GError                **error)
{
  LepFolderWork work = { self, workspace, surroundings, options, progress, cancellable, NULL, FALSE };
  gboolean      done;

  *round = NULL;
  if (!lep_folder_check_place (self->path, lep_workspace_get_path (workspace), error))
    return FALSE;

  mark (self);
  if (!list (&work, error))
    return FALSE;
  *round = work.round = round_new ();
  done = lep_folder_read (&work, error) && lep_folder_write (&work, error) &&
         remove_stale (self, workspace, work.round->written->len > 0 ? newest_own (self) : 0, error);
  work.round->n_others = count_others (self);
  return done;
}

/* Whether the files there are those that were looked at, and none is to be looked at again
 * by now, as it was on its way then or could not be read. */
static gboolean
is_as_before (LepFolder *self,
              gint64     now,
              gboolean  *same,
              GError   **error)
{
  g_autoptr (GDir) dir = g_dir_open (self->path, 0, error);
  guint       n = 0;
  const char *name;

  if (dir == NULL)
    return FALSE;

  *same = TRUE;
  while (*same && (name = g_dir_read_name (dir)) != NULL)
    {
      const LepFolderEntry *entry;
      struct stat           info;

      if (!is_bundle (self, name, &info))
        continue;
      n++;
      entry = g_hash_table_lookup (self->entries, name);
      *same = is_same (entry, &info) && (entry->seen == 0 || now - entry->seen < LEP_FOLDER_FRESH_S * 1000);
    }
  *same = *same && n == g_hash_table_size (self->entries);
  return TRUE;
}

/**
 * lep_folder_has_news:
 * @workspace: read from only
 * @news: (out): whether a look would find something to do
 *
 * Compares files and log with those of the last look that was carried through.
 */
gboolean
lep_folder_has_news (LepFolder    *self,
                     LepWorkspace *workspace,
                     gboolean     *news,
                     GError      **error)
{
  g_autofree char *have = NULL;
  gboolean         same;

  *news = TRUE;
  if (self->have == NULL)
    return TRUE;

  have = lep_folder_hash_have (workspace, error);
  if (have == NULL || !is_as_before (self, lep_clock_now (lep_workspace_get_clock (workspace)), &same, error))
    return FALSE;
  *news = !same || strcmp (have, self->have) != 0;
  return TRUE;
}
