/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One open workspace file: who may write it, what it keeps of itself, and word
 * to those who show it when it has changed. */

#include <stdlib.h>
#include <sys/stat.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "lep-backup.h"
#include "lep-layout.h"
#include "lep-rebuild.h"
#include "lep-workspace-private.h"
#include "lep-workspace.h"

#define WATCH_INTERVAL_MS 500

struct _LepWorkspace
{
  GObject          parent_instance;

  LepDb           *db;
  LepClock        *clock;
  const LepLocale *locale; /* of who reads its sentences */
  char            *path;
  char            *notice; /* why it can only be read, or NULL */
  gboolean         read_only;
  LepSignFunc      sign;
  gpointer         sign_data;
  GDestroyNotify   sign_destroy;
  GTimeZone       *zone;         /* of who reads its sentences; NULL = UTC */
  gint64           data_version; /* of the file, when last looked at */
  guint            watch_id;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LepWorkspace, lep_workspace, G_TYPE_OBJECT)

static gboolean
watch_cb (gpointer data)
{
  LepWorkspace *self = data;
  gint64        version;

  /* While another writer holds the file it is not ours to look at. */
  if (lep_db_get_int64 (self->db, "PRAGMA data_version", &version, NULL) &&
      version != self->data_version)
    {
      self->data_version = version;
      g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
    }
  return G_SOURCE_CONTINUE;
}

static void
lep_workspace_dispose (GObject *object)
{
  LepWorkspace *self = LEP_WORKSPACE (object);

  lep_workspace_set_watching (self, FALSE);
  lep_workspace_set_signer (self, NULL, NULL, NULL);

  G_OBJECT_CLASS (lep_workspace_parent_class)->dispose (object);
}

static void
lep_workspace_finalize (GObject *object)
{
  LepWorkspace *self = LEP_WORKSPACE (object);

  g_clear_pointer (&self->db, lep_db_close);
  lep_clock_unref (self->clock);
  g_free (self->path);
  g_free (self->notice);
  g_clear_pointer (&self->zone, g_time_zone_unref);

  G_OBJECT_CLASS (lep_workspace_parent_class)->finalize (object);
}

static void
lep_workspace_class_init (LepWorkspaceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = lep_workspace_dispose;
  object_class->finalize = lep_workspace_finalize;

  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lep_workspace_init (LepWorkspace *self)
{
  self->locale = lep_locale_find ("en");
}

static LepWorkspace *
new_workspace (const char *path,
               LepClock   *clock,
               LepDb      *db)
{
  LepWorkspace *self = g_object_new (LEP_TYPE_WORKSPACE, NULL);

  self->db = db;
  self->clock = lep_clock_ref (clock);
  self->path = g_strdup (path);
  return self;
}

/**
 * lep_workspace_create:
 *
 * Makes an empty workspace file; fails with %LEP_ERROR_INVALID if there is a
 * file of that name. A file half made is removed again.
 *
 * Returns: (transfer full): the workspace, open for writing
 */
LepWorkspace *
lep_workspace_create (const char *path,
                      LepClock   *clock,
                      GError    **error)
{
  g_autoptr (LepDb) db = lep_db_open (path, LEP_DB_CREATE, error);

  if (db == NULL)
    return NULL;

  if (!lep_db_begin (db, error) || !lep_layout_create (db, LEP_LAYOUT_VERSION, error) || !lep_db_commit (db, error))
    {
      lep_db_rollback (db);
      g_clear_pointer (&db, lep_db_close);
      g_unlink (path);
      return NULL;
    }
  return new_workspace (path, clock, g_steal_pointer (&db));
}

/* Whether the file is a workspace; and of which version. */
static gboolean
read_version (LepDb      *db,
              const char *path,
              gint64     *version,
              GError    **error)
{
  gint64           application;
  g_autofree char *name = NULL;

  if (!lep_db_get_int64 (db, "PRAGMA application_id", &application, error) ||
      !lep_db_get_int64 (db, "PRAGMA user_version", version, error))
    return FALSE;
  if (application == LEP_APPLICATION_ID_NUMBER)
    return TRUE;

  name = g_path_get_basename (path);
  g_set_error (error, LEP_ERROR, LEP_ERROR_CORRUPT,
               _ ("“%s” is not a workspace. Choose a workspace file or a backup of one."), name);
  return FALSE;
}

/* Makes the records of a workspace that an older program wrote anew, after a
 * backup of it. */
static gboolean
upgrade (LepWorkspace *self,
         GError      **error)
{
  g_autofree char *backup = lep_workspace_backup_dated (self, error);
  gboolean         current;

  if (backup == NULL || !lep_db_begin (self->db, error))
    return FALSE;

  /* Another process may have done it while we waited for the lock. */
  if (!lep_layout_is_current (self->db, &current, error) ||
      (!current && !lep_rebuild_cache (self->db, NULL, NULL, error)))
    {
      lep_db_rollback (self->db);
      return FALSE;
    }
  return lep_db_commit (self->db, error);
}

/* Whether this version can read the records; brings them up to date where it
 * can. */
static gboolean
bring_up_to_date (LepWorkspace *self,
                  gboolean      writable,
                  GError      **error)
{
  g_autoptr (LepWorkspace) writer = NULL;
  gboolean current;

  if (!lep_layout_is_current (self->db, &current, error))
    return FALSE;
  if (current)
    return TRUE;
  if (!self->read_only)
    return upgrade (self, error);
  if (!writable)
    {
      g_set_error_literal (error, LEP_ERROR, LEP_ERROR_READ_ONLY,
                           _ ("This workspace was written by an older version of the program. "
                              "Open it once where it can be written."));
      return FALSE;
    }
  writer = lep_workspace_open (self->path, LEP_OPEN_WRITE, self->clock, error);
  return writer != NULL;
}

/* A program that died while it wrote leaves a journal; only who may write can
 * roll it back, and nobody can read before. Another's journal of now is let be. */
static void
roll_back_interrupted (const char *path)
{
  g_autofree char *journal = g_strconcat (path, "-journal", NULL);
  g_autoptr (LepDb) db = NULL;
  gint64 version;

  if (!g_file_test (journal, G_FILE_TEST_EXISTS))
    return;
  db = lep_db_open (path, LEP_DB_WRITE, NULL);
  if (db != NULL)
    lep_db_get_int64 (db, "PRAGMA user_version", &version, NULL);
}

/**
 * lep_workspace_open:
 *
 * Opens a workspace file. One that a newer program made, or that cannot be
 * written, is opened for reading only; lep_workspace_get_notice () says why.
 *
 * Returns: (transfer full): the workspace
 */
LepWorkspace *
lep_workspace_open (const char *path,
                    LepOpenMode mode,
                    LepClock   *clock,
                    GError    **error)
{
  gboolean  writable = g_access (path, W_OK) == 0;
  LepDbMode db_mode = mode == LEP_OPEN_WRITE && writable ? LEP_DB_WRITE : LEP_DB_READ;
  g_autoptr (LepDb) db = NULL;
  g_autoptr (LepWorkspace) self = NULL;
  g_autofree char *name = g_path_get_basename (path);
  gint64           version;

  if (db_mode == LEP_DB_READ && writable)
    roll_back_interrupted (path);
  db = lep_db_open (path, db_mode, error);
  if (db == NULL || !read_version (db, path, &version, error))
    return NULL;

  self = new_workspace (path, clock, g_steal_pointer (&db));
  self->read_only = db_mode == LEP_DB_READ;
  if (version > lep_layout_user_version ())
    {
      self->read_only = TRUE;
      self->notice = g_strdup_printf (_ ("The workspace “%s” was written by a newer version of the program. "
                                         "It can only be read here; install the newer version to change it."),
                                      name);
    }
  else if (mode == LEP_OPEN_WRITE && !writable)
    self->notice = g_strdup_printf (_ ("The workspace “%s” can only be read here. "
                                       "Copy it to a place that can be written."),
                                    name);

  if (version <= lep_layout_user_version () && !bring_up_to_date (self, writable, error))
    return NULL;
  return g_steal_pointer (&self);
}

const char *
lep_workspace_get_path (LepWorkspace *self)
{
  g_return_val_if_fail (LEP_IS_WORKSPACE (self), NULL);

  return self->path;
}

/* Whether two names lead to one file, or would, once it is there. */
static gboolean
is_same_place (const char *a,
               const char *b)
{
  g_autofree char *a_folder = g_path_get_dirname (a), *b_folder = g_path_get_dirname (b);
  g_autofree char *a_name = g_path_get_basename (a), *b_name = g_path_get_basename (b);
  struct stat      of_a, of_b;
  gboolean         has_a = stat (a, &of_a) == 0, has_b = stat (b, &of_b) == 0;

  if (!has_a && !has_b)
    return g_str_equal (a_name, b_name) && stat (a_folder, &of_a) == 0 && stat (b_folder, &of_b) == 0 &&
           of_a.st_dev == of_b.st_dev && of_a.st_ino == of_b.st_ino;
  return has_a && has_b && of_a.st_dev == of_b.st_dev && of_a.st_ino == of_b.st_ino;
}

/**
 * lep_workspace_check_target:
 * @path: of a file that shall be written or replaced
 *
 * Fails with %LEP_ERROR_INVALID if that is the workspace itself, by whatever
 * name, or a file that SQLite keeps beside it. The file is not opened: closing
 * it would take SQLite's locks away. Fails with %LEP_ERROR_FAILED if a device or
 * pipe is there, which a new file would take the place of.
 */
gboolean
lep_workspace_check_target (LepWorkspace *self,
                            const char   *path,
                            GError      **error)
{
  static const char *const endings[] = { "", "-journal", "-wal", "-shm" };
  struct stat              there;
  char                    *real;

  g_return_val_if_fail (LEP_IS_WORKSPACE (self), FALSE);

  if (stat (path, &there) == 0 && !S_ISREG (there.st_mode) && !S_ISDIR (there.st_mode))
    {
      g_set_error (error, LEP_ERROR, LEP_ERROR_FAILED, _ ("“%s” is no ordinary file, and is not written over. Choose another name."), path);
      return FALSE;
    }
  real = realpath (self->path, NULL);
  for (guint i = 0; real != NULL && i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *own = g_strconcat (real, endings[i], NULL);

      if (is_same_place (own, path))
        {
          free (real);
          g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID,
                       _ ("“%s” belongs to the workspace that is open, and is not written over. Choose another name."), path);
          return FALSE;
        }
    }
  free (real);
  return TRUE;
}

/**
 * lep_workspace_set_cancellable:
 * @cancellable: (nullable): when cancelled, also by another thread, what is being
 *   read soon fails
 *
 * For a workspace that is only read.
 */
void
lep_workspace_set_cancellable (LepWorkspace *self,
                               GCancellable *cancellable)
{
  g_return_if_fail (LEP_IS_WORKSPACE (self));

  lep_db_set_cancellable (self->db, cancellable);
}

/**
 * lep_workspace_set_giving_way:
 *
 * From now on what is being read fails when another part of this program waits to
 * save. For a workspace that a thread of its own only reads: who saves does not wait
 * for it. lep_workspace_gave_way () tells that it is to be opened and read again.
 */
void
lep_workspace_set_giving_way (LepWorkspace *self)
{
  g_return_if_fail (LEP_IS_WORKSPACE (self));

  lep_db_set_giving_way (self->db, TRUE);
}

gboolean
lep_workspace_gave_way (LepWorkspace *self)
{
  g_return_val_if_fail (LEP_IS_WORKSPACE (self), FALSE);

  return lep_db_gave_way (self->db);
}

/**
 * lep_workspace_begin_read:
 *
 * What is read until lep_workspace_end_read () belongs to one moment. Who saves waits
 * meanwhile: for what takes seconds at most.
 */
gboolean
lep_workspace_begin_read (LepWorkspace *self,
                          GError      **error)
{
  g_return_val_if_fail (LEP_IS_WORKSPACE (self), FALSE);

  return lep_db_begin_read (self->db, error);
}

void
lep_workspace_end_read (LepWorkspace *self)
{
  g_return_if_fail (LEP_IS_WORKSPACE (self));

  lep_db_rollback (self->db);
}

gboolean
lep_workspace_is_read_only (LepWorkspace *self)
{
  g_return_val_if_fail (LEP_IS_WORKSPACE (self), TRUE);

  return self->read_only;
}

/**
 * lep_workspace_get_notice:
 *
 * Returns: (nullable): a sentence that says why a workspace opened for writing
 *   can only be read
 */
const char *
lep_workspace_get_notice (LepWorkspace *self)
{
  g_return_val_if_fail (LEP_IS_WORKSPACE (self), NULL);

  return self->notice;
}

/**
 * lep_workspace_set_signer:
 * @sign: (nullable): signs the heads of our own streams from now on
 */
void
lep_workspace_set_signer (LepWorkspace  *self,
                          LepSignFunc    sign,
                          gpointer       user_data,
                          GDestroyNotify destroy)
{
  g_return_if_fail (LEP_IS_WORKSPACE (self));

  if (self->sign_destroy != NULL)
    self->sign_destroy (self->sign_data);
  self->sign = sign;
  self->sign_data = user_data;
  self->sign_destroy = destroy;
}

/**
 * lep_workspace_set_watching:
 *
 * While watching, commits of other processes are announced by "changed" too,
 * from the main context of this thread.
 */
void
lep_workspace_set_watching (LepWorkspace *self,
                            gboolean      watching)
{
  g_return_if_fail (LEP_IS_WORKSPACE (self));

  if (watching && self->watch_id == 0)
    {
      if (!lep_db_get_int64 (self->db, "PRAGMA data_version", &self->data_version, NULL))
        self->data_version = -1;
      self->watch_id = g_timeout_add (WATCH_INTERVAL_MS, watch_cb, self);
    }
  else if (!watching)
    g_clear_handle_id (&self->watch_id, g_source_remove);
}

/**
 * lep_workspace_set_reader:
 * @zone: (nullable): where the reader is; %NULL = UTC
 *
 * Sentences about what is in the workspace, as those of refusals, tell amounts,
 * days and hours so from now on, and today is the day there. Without this they are
 * those of English and UTC.
 */
void
lep_workspace_set_reader (LepWorkspace    *self,
                          const LepLocale *locale,
                          GTimeZone       *zone)
{
  g_return_if_fail (LEP_IS_WORKSPACE (self) && locale != NULL);

  self->locale = locale;
  g_clear_pointer (&self->zone, g_time_zone_unref);
  self->zone = zone != NULL ? g_time_zone_ref (zone) : NULL;
}

const LepLocale *
lep_workspace_get_locale (LepWorkspace *self)
{
  return self->locale;
}

GTimeZone *
lep_workspace_get_zone (LepWorkspace *self)
{
  return self->zone;
}

/**
 * lep_workspace_dup_today:
 *
 * Returns: (transfer full): the day where the reader is, by the workspace's clock,
 *   YYYY-MM-DD
 */
char *
lep_workspace_dup_today (LepWorkspace *self)
{
  g_return_val_if_fail (LEP_IS_WORKSPACE (self), NULL);

  return lep_time_dup_day (lep_clock_now (self->clock), self->zone);
}

/**
 * lep_workspace_dup_day:
 * @at: a day or a moment, as stored
 *
 * Returns: (transfer full): the day on which that was where the reader is, YYYY-MM-DD
 */
char *
lep_workspace_dup_day (LepWorkspace *self,
                       const char   *at)
{
  gint64 ms;

  g_return_val_if_fail (LEP_IS_WORKSPACE (self), NULL);

  return lep_time_parse (at, -1, &ms) ? lep_time_dup_day (ms, self->zone) : g_strdup (at);
}

LepDb *
lep_workspace_get_db (LepWorkspace *self)
{
  return self->db;
}

LepClock *
lep_workspace_get_clock (LepWorkspace *self)
{
  return self->clock;
}

/**
 * lep_workspace_begin:
 *
 * Starts a transaction that writes. Fails with %LEP_ERROR_READ_ONLY and the
 * reason, or with %LEP_ERROR_BUSY and the name of the holder.
 */
gboolean
lep_workspace_begin (LepWorkspace *self,
                     GError      **error)
{
  if (self->read_only)
    {
      g_set_error_literal (error, LEP_ERROR, LEP_ERROR_READ_ONLY,
                           self->notice != NULL ? self->notice
                                                : _ ("The workspace is open for reading only."));
      return FALSE;
    }
  return lep_db_begin (self->db, error);
}

/**
 * lep_workspace_commit:
 *
 * Ends the transaction and tells everybody.
 */
gboolean
lep_workspace_commit (LepWorkspace *self,
                      GError      **error)
{
  if (!lep_db_commit (self->db, error))
    return FALSE;

  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  return TRUE;
}

/**
 * lep_workspace_sign:
 * @is_signed: (out): %FALSE if nobody signs here
 */
gboolean
lep_workspace_sign (LepWorkspace *self,
                    const char   *text,
                    guint8        signature[64],
                    gboolean     *is_signed,
                    GError      **error)
{
  *is_signed = self->sign != NULL;
  return self->sign == NULL || self->sign (text, signature, self->sign_data, error);
}
