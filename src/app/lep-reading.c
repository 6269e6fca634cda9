/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a page shows, read in a thread with a connection of its own. What is asked
 * for while a reading is under way is read after it; one that is stopped ends by
 * itself, soon. */

#include "lep-job-strip.h"
#include "lep-language.h"
#include "lep-tab.h"

#include "lep-reading.h"

struct _LepReading
{
  LepPage        *page; /* NULL once it is gone */
  LepReadFunc     read;
  LepReadDoneFunc done;
  GDestroyNotify  free_data;

  GCancellable   *cancellable; /* of what is under way */
  gpointer        next;        /* what is to be read after it, or NULL */
};

/* One going through; the thread owns it. */
typedef struct
{
  LepReading   *reading;
  char         *path; /* of the workspace */
  GCancellable *cancellable;
  gpointer      data;
  gboolean      gave_way; /* to somebody who saved */
} Turn;

static void
drop_next (LepReading *self)
{
  if (self->next != NULL)
    self->free_data (g_steal_pointer (&self->next));
}

static void
turn_free (Turn *turn)
{
  turn->reading->free_data (turn->data);
  g_free (turn->path);
  g_object_unref (turn->cancellable);
  g_atomic_rc_box_release (turn->reading);
  g_free (turn);
}

static gboolean
read_in_thread (gpointer      data,
                LepProgress  *progress,
                GCancellable *cancellable,
                GError      **error)
{
  Turn *turn = data;
  g_autoptr (LepClock) clock = lep_clock_new ();
  g_autoptr (LepWorkspace) workspace = lep_workspace_open (turn->path, LEP_OPEN_READ, clock, error);
  gboolean done;

  if (workspace == NULL)
    return FALSE;

  lep_language_set_reader (workspace);
  lep_workspace_set_cancellable (workspace, cancellable);
  lep_workspace_set_giving_way (workspace);
  done = turn->reading->read (workspace, turn->data, error);
  turn->gave_way = lep_workspace_gave_way (workspace);
  return done;
}

/* What was saved is announced to the page, which thereby reads again; where it could
 * not be saved, nothing is. */
static void
read_again (LepReading *self)
{
  if (self->next != NULL)
    return;

  lep_page_set_stale (self->page);
  if (gtk_widget_get_mapped (GTK_WIDGET (self->page)))
    lep_page_refresh_if_stale (self->page);
}

/* Where somebody writes, or chooses, in a popover of the page, that would go with
 * what is shown: the page reads again once it is closed. */
static gboolean
has_to_wait (LepReading *self)
{
  GtkWidget *popover = lep_find_asking (GTK_WIDGET (self->page));

  if (popover == NULL)
    return FALSE;

  lep_page_set_stale (self->page);
  g_signal_handlers_disconnect_by_func (popover, lep_page_refresh_if_stale, self->page);
  g_signal_connect_object (popover, "closed", G_CALLBACK (lep_page_refresh_if_stale), self->page, G_CONNECT_SWAPPED);
  return TRUE;
}

/* What was stopped is of no use any more, however it ended. */
static void
read_done_cb (GtkWidget    *owner,
              gpointer      data,
              const GError *error)
{
  Turn       *turn = data;
  LepReading *self = turn->reading;

  if (self->page == NULL || turn->cancellable != self->cancellable)
    return;

  g_clear_object (&self->cancellable);
  if (turn->gave_way && error != NULL)
    read_again (self);
  else if (error != NULL || !has_to_wait (self))
    self->done (self->page, turn->data, error);
  if (self->page != NULL && self->cancellable == NULL && self->next != NULL)
    lep_reading_start (self, g_steal_pointer (&self->next));
}

/**
 * lep_reading_new:
 * @page: owns the reading, and frees it when it is disposed
 * @free_data: frees what lep_reading_start () is given
 */
LepReading *
lep_reading_new (LepPage        *page,
                 LepReadFunc     read,
                 LepReadDoneFunc done,
                 GDestroyNotify  free_data)
{
  LepReading *self = g_atomic_rc_box_new0 (LepReading);

  self->page = page;
  self->read = read;
  self->done = done;
  self->free_data = free_data;
  return self;
}

/**
 * lep_reading_start:
 * @data: (transfer full): what is to be read, and where it goes
 *
 * Reads now; while a reading is under way, after it.
 */
void
lep_reading_start (LepReading *self,
                   gpointer    data)
{
  Turn *turn;

  if (self->cancellable != NULL)
    {
      drop_next (self);
      self->next = data;
      return;
    }

  self->cancellable = g_cancellable_new ();
  turn = g_new0 (Turn, 1);
  turn->reading = g_atomic_rc_box_acquire (self);
  turn->path = g_strdup (lep_workspace_get_path (lep_page_get_workspace (self->page)));
  turn->cancellable = g_object_ref (self->cancellable);
  turn->data = data;
  lep_job_run_quietly (GTK_WIDGET (self->page), self->cancellable, read_in_thread, read_done_cb, turn, (GDestroyNotify) turn_free);
}

/* Nothing that is under way is shown any more: the page is about something else. */
void
lep_reading_stop (LepReading *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  drop_next (self);
}

void
lep_reading_free (LepReading *self)
{
  lep_reading_stop (self);
  self->page = NULL;
  g_atomic_rc_box_release (self);
}
