/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks at the exchange folder when the window opens, when something changes there
 * or here, and every few minutes. A look is a job of its own: it first compares,
 * reading only, and opens the workspace for writing when there is something to do.
 * Who is not known here is never trusted by itself: the bundle is left, and said. */

#include <glib/gi18n.h>

#include "lep-folder.h"

#include "lep-import-job.h"
#include "lep-job-strip.h"
#include "lep-language.h"
#include "lep-surroundings.h"
#include "lep-window.h"

#include "lep-folder-watch.h"

/* What a folder's notices miss (network drives have none) is found so. */
#define POLL_SECONDS 180

/* Files come in handfuls; a moment of quiet before they are looked at. */
#define QUIET_MS 1500

/* Somebody else writes: it is tried again. */
#define BUSY_SECONDS 20

struct _LepFolderWatch
{
  GObject          parent_instance;

  GtkWidget       *window; /* not owned: it owns us */
  LepWorkspace    *workspace;
  LepSurroundings *surroundings;
  LepFolderState   state;
  guint            generation; /* looks that began before the folder was another one are dropped */

  LepFolder       *folder;  /* what is known of it; NULL while a look has it */
  GCancellable    *looking; /* while a look is under way */
  gboolean         again;   /* something happened meanwhile */
  GFileMonitor    *monitor;
  guint            soon_id, poll_id;
};

/* A look in its thread. */
typedef struct
{
  LepFolderWatch  *watch; /* a reference; touched in the main thread only */
  guint            generation;
  LepFolder       *folder;
  char            *path;  /* of the workspace */
  char            *place; /* the folder's path */
  LepSurroundings *surroundings;
  gboolean         seal;
  LepFolderRound  *round; /* NULL = there was nothing to do */
  GPtrArray       *left;  /* names of the files that were left before; those that are gone in the end */
} Look;

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LepFolderWatch, lep_folder_watch, G_TYPE_OBJECT)

static void look_soon (LepFolderWatch *self);

static void
look_free (Look *look)
{
  g_object_unref (look->watch);
  g_clear_pointer (&look->folder, lep_folder_free);
  g_free (look->path);
  g_free (look->place);
  lep_surroundings_free (look->surroundings);
  g_clear_pointer (&look->round, lep_folder_round_free);
  g_ptr_array_unref (look->left);
  g_free (look);
}

static gboolean
has_news (Look     *look,
          gboolean *news,
          GError  **error)
{
  g_autoptr (LepWorkspace) workspace = lep_workspace_open (look->path, LEP_OPEN_READ, look->surroundings->clock, error);

  return workspace != NULL && lep_folder_has_news (look->folder, workspace, news, error);
}

static gboolean
look_now (Look         *look,
          LepProgress  *progress,
          GCancellable *cancellable,
          GError      **error)
{
  const LepFolderOptions options = { .seal = look->seal };
  g_autoptr (LepWorkspace) workspace = NULL;
  g_autofree char *sentence = NULL;
  gboolean         news;

  if (!has_news (look, &news, error))
    return FALSE;
  if (!news)
    return TRUE;

  workspace = lep_identity_open (look->surroundings, look->path, LEP_OPEN_WRITE, &sentence, error);
  if (workspace == NULL)
    return FALSE;
  if (lep_workspace_is_read_only (workspace))
    {
      g_set_error_literal (error, LEP_ERROR, LEP_ERROR_READ_ONLY, sentence != NULL ? sentence : _ ("The workspace can only be read."));
      return FALSE;
    }
  lep_language_set_reader (workspace);
  return lep_folder_sync (look->folder, workspace, look->surroundings, &options, progress, cancellable, &look->round, error);
}

/* Of the files that were left, those that are not there any more. */
static void
find_gone (Look *look)
{
  for (guint i = look->left->len; i > 0; i--)
    {
      g_autofree char *path = g_build_filename (look->place, g_ptr_array_index (look->left, i - 1), NULL);

      if (g_file_test (path, G_FILE_TEST_EXISTS))
        g_ptr_array_remove_index (look->left, i - 1);
    }
}

/* Whatever touches the folder does so here: it may be far away. */
static gboolean
look_in_thread (gpointer      data,
                LepProgress  *progress,
                GCancellable *cancellable,
                GError      **error)
{
  Look    *look = data;
  gboolean done = look_now (look, progress, cancellable, error);

  if (!g_cancellable_is_cancelled (cancellable))
    find_gone (look);
  else
    g_ptr_array_set_size (look->left, 0);
  return done;
}

/* What bundles said of this workspace itself: that it was copied, for example. */
static void
tell_notices (LepFolderWatch       *self,
              const LepFolderRound *round)
{
  for (guint i = 0; i < round->read->len; i++)
    {
      const LepFolderRead *read = g_ptr_array_index (round->read, i);

      if (read->report != NULL && read->report->notice != NULL)
        lep_window_say (LEP_WINDOW (self->window), _ ("About this workspace"), read->report->notice);
    }
}

static void
tell_taken (LepFolderWatch *self,
            guint           n_bundles)
{
  g_autofree char *text = NULL;

  if (n_bundles == 0)
    return;

  text = g_strdup_printf (ngettext ("%u bundle came in through the exchange folder",
                                    "%u bundles came in through the exchange folder", n_bundles),
                          n_bundles);
  lep_window_toast (LEP_WINDOW (self->window), text, FALSE);
}

static gboolean
busy_over_cb (gpointer data)
{
  LepFolderWatch *self = data;

  self->soon_id = 0;
  lep_folder_watch_look (self);
  return G_SOURCE_REMOVE;
}

/* What was done, also by a look that failed then. */
static void
take_round (LepFolderWatch *self,
            const Look     *look)
{
  guint before = self->state.n_taken;

  lep_folder_state_forget_gone (&self->state, look->left);
  if (look->round == NULL)
    return;

  self->state.looked_at = lep_clock_now (self->surroundings->clock);
  lep_folder_state_take_round (&self->state, look->round);
  tell_notices (self, look->round);
  tell_taken (self, self->state.n_taken - before);
}

static void
take_look (LepFolderWatch *self,
           const Look     *look,
           const GError   *error)
{
  g_clear_pointer (&self->state.trouble, g_free);
  if (error != NULL)
    self->state.trouble = g_strdup (error->message);
  else
    self->state.looked_at = lep_clock_now (self->surroundings->clock);
  take_round (self, look);
}

static void
looked_cb (GtkWidget    *owner,
           gpointer      data,
           const GError *error)
{
  Look           *look = data;
  LepFolderWatch *self = look->watch;

  if (look->generation != self->generation)
    return;

  g_clear_object (&self->looking);
  self->state.is_looking = FALSE;
  self->folder = g_steal_pointer (&look->folder);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      /* What it came to know is told to nobody: it is found out anew. */
      lep_folder_free (self->folder);
      self->folder = lep_folder_new (self->state.choice.path);
    }
  else if (g_error_matches (error, LEP_ERROR, LEP_ERROR_BUSY))
    {
      g_clear_handle_id (&self->soon_id, g_source_remove);
      self->soon_id = g_timeout_add_seconds (BUSY_SECONDS, busy_over_cb, self);
      take_round (self, look);
    }
  else
    take_look (self, look, error);

  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  if (self->again)
    look_soon (self);
}

/**
 * lep_folder_watch_look:
 *
 * Looks now, unless a look is under way: then again after it.
 */
void
lep_folder_watch_look (LepFolderWatch *self)
{
  Look *look;

  g_return_if_fail (LEP_IS_FOLDER_WATCH (self));

  self->again = self->looking != NULL;
  if (!self->state.choice.on || self->folder == NULL || self->looking != NULL)
    return;

  look = g_new0 (Look, 1);
  look->watch = g_object_ref (self);
  look->folder = g_steal_pointer (&self->folder);
  look->path = g_strdup (lep_workspace_get_path (self->workspace));
  look->place = g_strdup (self->state.choice.path);
  look->left = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < self->state.left->len; i++)
    g_ptr_array_add (look->left, g_strdup (((LepFolderLeft *) g_ptr_array_index (self->state.left, i))->file));
  look->surroundings = lep_surroundings_copy (self->surroundings);
  look->generation = self->generation;
  look->seal = self->state.choice.seal;
  self->looking = g_cancellable_new ();
  self->state.is_looking = TRUE;
  lep_job_run_quietly (self->window, self->looking, look_in_thread, looked_cb, look, (GDestroyNotify) look_free);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static gboolean
soon_cb (gpointer data)
{
  LepFolderWatch *self = data;

  self->soon_id = 0;
  lep_folder_watch_look (self);
  return G_SOURCE_REMOVE;
}

static void
look_soon (LepFolderWatch *self)
{
  if (self->state.choice.on && self->soon_id == 0)
    self->soon_id = g_timeout_add (QUIET_MS, soon_cb, self);
}

static gboolean
poll_cb (gpointer data)
{
  look_soon (data);
  return G_SOURCE_CONTINUE;
}

static void
stop (LepFolderWatch *self)
{
  if (self->looking != NULL)
    g_cancellable_cancel (self->looking);
  g_clear_handle_id (&self->soon_id, g_source_remove);
  g_clear_handle_id (&self->poll_id, g_source_remove);
  g_clear_object (&self->monitor);
}

static void
start (LepFolderWatch *self)
{
  g_autoptr (GFile) file = NULL;

  stop (self);
  if (!self->state.choice.on || self->state.choice.path == NULL)
    return;

  file = g_file_new_for_path (self->state.choice.path);
  self->monitor = g_file_monitor_directory (file, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
  if (self->monitor != NULL)
    g_signal_connect_object (self->monitor, "changed", G_CALLBACK (look_soon), self, G_CONNECT_SWAPPED);
  self->poll_id = g_timeout_add_seconds (POLL_SECONDS, poll_cb, self);
  look_soon (self);
}

static void
lep_folder_watch_dispose (GObject *object)
{
  LepFolderWatch *self = LEP_FOLDER_WATCH (object);

  stop (self);
  g_clear_object (&self->looking);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->surroundings, lep_surroundings_free);
  g_clear_pointer (&self->folder, lep_folder_free);
  lep_folder_state_clear (&self->state);

  G_OBJECT_CLASS (lep_folder_watch_parent_class)->dispose (object);
}

static void
lep_folder_watch_class_init (LepFolderWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lep_folder_watch_dispose;

  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lep_folder_watch_init (LepFolderWatch *self)
{
  lep_folder_state_init (&self->state);
}

/**
 * lep_folder_watch_new:
 * @window: lives longer than the watch
 *
 * Returns: (transfer full): the watch over the folder that was chosen for this
 *   workspace on this laptop, if any
 */
LepFolderWatch *
lep_folder_watch_new (GtkWidget    *window,
                      LepWorkspace *workspace)
{
  LepFolderWatch *self = g_object_new (LEP_TYPE_FOLDER_WATCH, NULL);
  g_autoptr (GError) error = NULL;

  self->window = window;
  self->workspace = g_object_ref (workspace);
  self->state.is_read_only = lep_workspace_is_read_only (workspace);
  self->surroundings = lep_surroundings_of_desktop (lep_window_get_clock (LEP_WINDOW (window)));
  if (!lep_folder_choice_load (workspace, self->surroundings, &self->state.choice, &error))
    self->state.trouble = g_strdup (error->message);
  if (self->state.choice.path != NULL)
    self->folder = lep_folder_new (self->state.choice.path);
  g_signal_connect_object (workspace, "changed", G_CALLBACK (look_soon), self, G_CONNECT_SWAPPED);
  start (self);
  return self;
}

/* What a look under way finds is of another folder, or of another wish. */
static void
begin_anew (LepFolderWatch *self)
{
  stop (self);
  g_clear_object (&self->looking);
  g_clear_pointer (&self->folder, lep_folder_free);
  self->state.is_looking = FALSE;
  self->generation++;
  if (self->state.choice.path != NULL)
    self->folder = lep_folder_new (self->state.choice.path);
}

static gboolean
save (LepFolderWatch *self,
      GError        **error)
{
  gboolean ok = lep_folder_choice_save (self->workspace, self->surroundings, &self->state.choice, error);

  g_clear_pointer (&self->state.trouble, g_free);
  start (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  return ok;
}

/**
 * lep_folder_watch_stop:
 *
 * Looks no more, and breaks off the look under way, which would keep the watch:
 * its window, or its workspace, is another one from now on.
 */
void
lep_folder_watch_stop (LepFolderWatch *self)
{
  g_return_if_fail (LEP_IS_FOLDER_WATCH (self));

  stop (self);
  self->generation++;
  g_signal_handlers_disconnect_by_data (self->workspace, self);
}

/**
 * lep_folder_watch_choose:
 * @path: of a folder
 *
 * Exchanges through this folder from now on. Fails with %LEP_ERROR_INVALID if
 * the workspace lies there, or in another folder that is copied around.
 */
gboolean
lep_folder_watch_choose (LepFolderWatch *self,
                         const char     *path,
                         GError        **error)
{
  g_return_val_if_fail (LEP_IS_FOLDER_WATCH (self), FALSE);

  if (!lep_folder_check_place (path, lep_workspace_get_path (self->workspace), error))
    return FALSE;

  lep_folder_state_begin_anew (&self->state);
  g_free (self->state.choice.path);
  self->state.choice.path = g_strdup (path);
  self->state.choice.on = TRUE;
  begin_anew (self);
  return save (self, error);
}

gboolean
lep_folder_watch_set_on (LepFolderWatch *self,
                         gboolean        on,
                         GError        **error)
{
  g_return_val_if_fail (LEP_IS_FOLDER_WATCH (self), FALSE);

  if (self->state.choice.on == on || self->state.choice.path == NULL)
    return TRUE;
  if (on && !lep_folder_check_place (self->state.choice.path, lep_workspace_get_path (self->workspace), error))
    return FALSE;
  self->state.choice.on = on;
  return save (self, error);
}

gboolean
lep_folder_watch_set_seal (LepFolderWatch *self,
                           gboolean        seal,
                           GError        **error)
{
  g_return_val_if_fail (LEP_IS_FOLDER_WATCH (self), FALSE);

  if (self->state.choice.seal == seal)
    return TRUE;
  self->state.choice.seal = seal;
  begin_anew (self); /* one that all can read gives way */
  return save (self, error);
}

/* Returns: what is to be shown of it now */
const LepFolderState *
lep_folder_watch_get_state (LepFolderWatch *self)
{
  g_return_val_if_fail (LEP_IS_FOLDER_WATCH (self), NULL);

  return &self->state;
}
