/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Long work in a thread. The window stays usable; the strip at its foot says
 * what is being done, how long it may still take, and offers Cancel. */

#include <glib/gi18n.h>

#include "lep-util.h"

#include "lep-job-strip.h"

struct _LepJobStrip
{
  AdwBin          parent_instance;

  GtkWidget      *revealer;
  GtkLabel       *title_label;
  GtkLabel       *step_label;
  GtkProgressBar *bar;

  GCancellable   *cancellable; /* while a job runs */
  LepProgress    *progress;
  gint64          started; /* monotonic, microseconds */
  guint           tick_id;
};

/* What a thread owns; it goes with its task. */
typedef struct
{
  GWeakRef       strip;
  GWeakRef       owner;
  LepJobFunc     work;
  LepJobDoneFunc done;
  gpointer       data;
  GDestroyNotify free_data;
  LepProgress   *progress;
} Job;

enum
{
  SIGNAL_ENDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LepJobStrip, lep_job_strip, ADW_TYPE_BIN)

static void
job_free_data (Job *job)
{
  if (job->free_data != NULL)
    job->free_data (g_steal_pointer (&job->data));
  job->free_data = NULL;
}

/* The data is gone by then, unless the callback never ran: whoever drops the
 * task last does this, and that may be the worker thread. */
static void
job_free (Job *job)
{
  job_free_data (job);
  g_weak_ref_clear (&job->strip);
  g_weak_ref_clear (&job->owner);
  g_clear_object (&job->progress);
  g_free (job);
}

static void
work_in_thread (GTask        *task,
                gpointer      source_object,
                gpointer      task_data,
                GCancellable *cancellable)
{
  Job    *job = task_data;
  GError *error = NULL;

  if (job->work (job->data, job->progress, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
strip_reset (LepJobStrip *self)
{
  g_clear_handle_id (&self->tick_id, g_source_remove);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->progress);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), FALSE);
}

static void
work_done_cb (GObject      *source_object,
              GAsyncResult *result,
              gpointer      user_data)
{
  GTask *task = G_TASK (result);
  Job   *job = g_task_get_task_data (task);
  g_autoptr (LepJobStrip) strip = g_weak_ref_get (&job->strip);
  g_autoptr (GtkWidget) owner = g_weak_ref_get (&job->owner);
  g_autoptr (GError) error = NULL;

  g_task_propagate_boolean (task, &error);
  if (strip != NULL)
    strip_reset (strip);
  if (owner != NULL && job->done != NULL)
    job->done (owner, job->data, error);
  job_free_data (job);
  if (strip != NULL)
    g_signal_emit (strip, signals[SIGNAL_ENDED], 0);
  lep_give_memory_back ();
}

/* Translators must be able to say minutes and seconds as whole sentences. */
static char *
format_time_left (double seconds)
{
  guint minutes = (guint) ((seconds + 59.0) / 60.0);

  if (seconds < 60.0)
    return g_strdup (_ ("Less than a minute left"));

  return g_strdup_printf (ngettext ("About %u minute left", "About %u minutes left", minutes), minutes);
}

static gboolean
tick_cb (gpointer user_data)
{
  LepJobStrip     *self = user_data;
  double           elapsed = (double) (g_get_monotonic_time () - self->started) / G_USEC_PER_SEC;
  double           fraction = lep_progress_get_fraction (self->progress);
  g_autofree char *step = lep_progress_dup_step (self->progress);
  g_autofree char *left = NULL;

  /* What takes no time needs no strip that flashes up. */
  if (elapsed > 0.3)
    gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), TRUE);

  if (fraction < 0.0)
    gtk_progress_bar_pulse (self->bar);
  else
    gtk_progress_bar_set_fraction (self->bar, fraction);

  if (elapsed > 2.0 && fraction > 0.05)
    left = format_time_left (elapsed / fraction - elapsed);

  if (step != NULL && left != NULL)
    {
      /* Translators: what is being done, and how long it may take. */
      g_autofree char *both = g_strdup_printf (_ ("%s · %s"), step, left);

      gtk_label_set_label (self->step_label, both);
    }
  else
    gtk_label_set_label (self->step_label, step != NULL ? step : left != NULL ? left
                                                                              : "");

  return G_SOURCE_CONTINUE;
}

static void
cancel_clicked_cb (GtkButton   *button,
                   LepJobStrip *self)
{
  lep_job_strip_cancel (self);
}

static void
lep_job_strip_dispose (GObject *object)
{
  LepJobStrip *self = LEP_JOB_STRIP (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->tick_id, g_source_remove);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->progress);

  G_OBJECT_CLASS (lep_job_strip_parent_class)->dispose (object);
}

static void
lep_job_strip_class_init (LepJobStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lep_job_strip_dispose;

  signals[SIGNAL_ENDED] =
    g_signal_new ("ended", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-job-strip.ui");
  gtk_widget_class_bind_template_child (widget_class, LepJobStrip, revealer);
  gtk_widget_class_bind_template_child (widget_class, LepJobStrip, title_label);
  gtk_widget_class_bind_template_child (widget_class, LepJobStrip, step_label);
  gtk_widget_class_bind_template_child (widget_class, LepJobStrip, bar);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked_cb);
}

static void
lep_job_strip_init (LepJobStrip *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
start (LepJobStrip   *strip,
       LepProgress   *progress,
       GCancellable  *cancellable,
       GtkWidget     *owner,
       LepJobFunc     work,
       LepJobDoneFunc done,
       gpointer       data,
       GDestroyNotify free_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, work_done_cb, NULL);
  Job *job = g_new0 (Job, 1);

  g_weak_ref_init (&job->strip, strip);
  g_weak_ref_init (&job->owner, owner);
  job->work = work;
  job->done = done;
  job->data = data;
  job->free_data = free_data;
  g_set_object (&job->progress, progress);

  /* What was done in spite of Cancel is done, and is told. What is only read is
   * not wanted any more. */
  g_task_set_check_cancellable (task, strip == NULL);
  g_task_set_source_tag (task, start);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  g_task_run_in_thread (task, work_in_thread);
}

/**
 * lep_job_strip_run:
 * @title: what is being done, translated
 * @owner: the widget that @done is for; it may go away meanwhile
 * @data: (transfer full): what the work needs; freed by @free_data afterwards
 *
 * Starts the work unless another is running.
 *
 * Returns: %FALSE if another is running; @data is freed then
 */
gboolean
lep_job_strip_run (LepJobStrip   *self,
                   const char    *title,
                   GtkWidget     *owner,
                   LepJobFunc     work,
                   LepJobDoneFunc done,
                   gpointer       data,
                   GDestroyNotify free_data)
{
  g_return_val_if_fail (LEP_IS_JOB_STRIP (self), FALSE);
  g_return_val_if_fail (work != NULL, FALSE);

  if (lep_job_strip_is_running (self))
    {
      if (free_data != NULL)
        free_data (data);
      return FALSE;
    }

  self->cancellable = g_cancellable_new ();
  self->progress = lep_progress_new ();
  self->started = g_get_monotonic_time ();
  self->tick_id = g_timeout_add (100, tick_cb, self);
  gtk_label_set_label (self->title_label, title);
  gtk_label_set_label (self->step_label, "");
  gtk_progress_bar_set_fraction (self->bar, 0.0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);

  start (self, self->progress, self->cancellable, owner, work, done, data, free_data);

  return TRUE;
}

/**
 * lep_job_run_quietly:
 * @cancellable: (nullable): ends the work early
 * @data: (transfer full): what the work needs; freed by @free_data afterwards
 *
 * Reads in a thread what takes a moment, with nothing to be seen of it.
 */
void
lep_job_run_quietly (GtkWidget     *owner,
                     GCancellable  *cancellable,
                     LepJobFunc     work,
                     LepJobDoneFunc done,
                     gpointer       data,
                     GDestroyNotify free_data)
{
  g_return_if_fail (GTK_IS_WIDGET (owner));
  g_return_if_fail (work != NULL);

  start (NULL, NULL, cancellable, owner, work, done, data, free_data);
}

gboolean
lep_job_strip_is_running (LepJobStrip *self)
{
  g_return_val_if_fail (LEP_IS_JOB_STRIP (self), FALSE);

  return self->cancellable != NULL;
}

/* Cancelling means that nothing has happened, the work takes its steps back;
 * unless it comes to its end before it sees that. */
void
lep_job_strip_cancel (LepJobStrip *self)
{
  g_return_if_fail (LEP_IS_JOB_STRIP (self));

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}
