/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Long work in a thread: done, failed, cancelled, one at a time. */

#include "app-test.h"

typedef struct
{
  LepJobStrip *strip;
  GtkWidget   *owner;
  guint        n_freed;
  guint        n_done;
  GError      *error;
} Fixture;

static GThread *main_thread;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->strip = g_object_ref_sink (g_object_new (LEP_TYPE_JOB_STRIP, NULL));
  fixture->owner = g_object_ref_sink (gtk_label_new (NULL));
  g_object_set_data (G_OBJECT (fixture->owner), "fixture", fixture);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_clear_error (&fixture->error);
  if (fixture->owner != NULL)
    g_assert_finalize_object (fixture->owner);
  g_assert_finalize_object (fixture->strip);
}

/* What the work needs may hold widgets: it must go where it came from. */
static void
free_data (gpointer data)
{
  g_assert_true (g_thread_self () == main_thread);
  ((Fixture *) data)->n_freed++;
}

static gboolean
succeed_in_thread (gpointer      data,
                   LepProgress  *progress,
                   GCancellable *cancellable,
                   GError      **error)
{
  lep_progress_report (progress, 1, 2);
  return TRUE;
}

static gboolean
fail_in_thread (gpointer      data,
                LepProgress  *progress,
                GCancellable *cancellable,
                GError      **error)
{
  g_set_error_literal (error, LEP_ERROR, LEP_ERROR_CORRUPT, "Damaged.");
  return FALSE;
}

/* Works until it is cancelled. */
static gboolean
wait_in_thread (gpointer      data,
                LepProgress  *progress,
                GCancellable *cancellable,
                GError      **error)
{
  GPollFD fd;

  if (g_cancellable_make_pollfd (cancellable, &fd))
    {
      g_poll (&fd, 1, 20000);
      g_cancellable_release_fd (cancellable);
    }

  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

static void
done_cb (GtkWidget    *owner,
         gpointer      data,
         const GError *error)
{
  Fixture *fixture = g_object_get_data (G_OBJECT (owner), "fixture");

  fixture->n_done++;
  if (error != NULL)
    fixture->error = g_error_copy (error);
}

static gboolean
run (Fixture   *fixture,
     LepJobFunc work)
{
  return lep_job_strip_run (fixture->strip, "Working", fixture->owner, work, done_cb, fixture, free_data);
}

static void
test_done_is_told_once (Fixture      *fixture,
                        gconstpointer data)
{
  g_assert_true (run (fixture, succeed_in_thread));
  g_assert_true (lep_job_strip_is_running (fixture->strip));
  app_wait_until (fixture->n_freed == 1);

  g_assert_cmpuint (fixture->n_done, ==, 1);
  g_assert_no_error (fixture->error);
  g_assert_false (lep_job_strip_is_running (fixture->strip));
}

static void
test_failure_brings_its_reason (Fixture      *fixture,
                                gconstpointer data)
{
  g_assert_true (run (fixture, fail_in_thread));
  app_wait_until (fixture->n_freed == 1);

  g_assert_error (fixture->error, LEP_ERROR, LEP_ERROR_CORRUPT);
}

static void
test_cancel_ends_it (Fixture      *fixture,
                     gconstpointer data)
{
  g_assert_true (run (fixture, wait_in_thread));
  lep_job_strip_cancel (fixture->strip);
  app_wait_until (fixture->n_freed == 1);

  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Comes to its end though it was cancelled. */
static gboolean
finish_in_thread (gpointer      data,
                  LepProgress  *progress,
                  GCancellable *cancellable,
                  GError      **error)
{
  wait_in_thread (data, progress, cancellable, NULL);
  return TRUE;
}

static void
test_what_was_done_is_told_though_cancelled (Fixture      *fixture,
                                             gconstpointer data)
{
  g_assert_true (run (fixture, finish_in_thread));
  lep_job_strip_cancel (fixture->strip);
  app_wait_until (fixture->n_freed == 1);

  g_assert_cmpuint (fixture->n_done, ==, 1);
  g_assert_no_error (fixture->error);
}

/* What is only read is not wanted any more. */
static void
test_cancelled_reading_is_not_told (Fixture      *fixture,
                                    gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  lep_job_run_quietly (fixture->owner, cancellable, finish_in_thread, done_cb, fixture, free_data);
  g_cancellable_cancel (cancellable);
  app_wait_until (fixture->n_freed == 1);

  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_second_work_is_refused (Fixture      *fixture,
                             gconstpointer data)
{
  g_assert_true (run (fixture, wait_in_thread));
  g_assert_false (run (fixture, succeed_in_thread));
  g_assert_cmpuint (fixture->n_freed, ==, 1);

  lep_job_strip_cancel (fixture->strip);
  app_wait_until (fixture->n_freed == 2);
  g_assert_cmpuint (fixture->n_done, ==, 1);
}

static void
test_owner_gone_is_not_told (Fixture      *fixture,
                             gconstpointer data)
{
  g_assert_true (run (fixture, wait_in_thread));
  g_assert_finalize_object (g_steal_pointer (&fixture->owner));
  lep_job_strip_cancel (fixture->strip);
  app_wait_until (fixture->n_freed == 1);

  g_assert_cmpuint (fixture->n_done, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  main_thread = g_thread_self ();
  adw_init ();

#define ADD(name, function) g_test_add ("/job/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("done-is-told-once", test_done_is_told_once);
  ADD ("failure-brings-its-reason", test_failure_brings_its_reason);
  ADD ("cancel-ends-it", test_cancel_ends_it);
  ADD ("what-was-done-is-told-though-cancelled", test_what_was_done_is_told_though_cancelled);
  ADD ("cancelled-reading-is-not-told", test_cancelled_reading_is_not_told);
  ADD ("second-work-is-refused", test_second_work_is_refused);
  ADD ("owner-gone-is-not-told", test_owner_gone_is_not_told);
#undef ADD

  return g_test_run ();
}
