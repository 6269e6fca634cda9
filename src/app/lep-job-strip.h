/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Long work in a thread, shown at the foot of the window with Cancel. */
#pragma once

#include <adwaita.h>

#include "lep-progress.h"

G_BEGIN_DECLS

/**
 * LepJobFunc:
 *
 * The work, in a thread of its own: it owns @data until it returns, opens its
 * own workspace, reports to @progress and looks at @cancellable once a step.
 */
typedef gboolean (*LepJobFunc) (gpointer      data,
                                LepProgress  *progress,
                                GCancellable *cancellable,
                                GError      **error);

/**
 * LepJobDoneFunc:
 * @error: (nullable): why the work failed; %G_IO_ERROR_CANCELLED if it was cancelled
 *
 * Runs in the main thread, unless the owner widget is gone by then.
 */
typedef void (*LepJobDoneFunc) (GtkWidget    *owner,
                                gpointer      data,
                                const GError *error);

/* Signal "ended" when the work is done, cancelled or failed. */
#define LEP_TYPE_JOB_STRIP (lep_job_strip_get_type ())

G_DECLARE_FINAL_TYPE (LepJobStrip, lep_job_strip, LEP, JOB_STRIP, AdwBin)

gboolean lep_job_strip_run (LepJobStrip   *self,
                            const char    *title,
                            GtkWidget     *owner,
                            LepJobFunc     work,
                            LepJobDoneFunc done,
                            gpointer       data,
                            GDestroyNotify free_data);
void     lep_job_run_quietly (GtkWidget     *owner,
                              GCancellable  *cancellable,
                              LepJobFunc     work,
                              LepJobDoneFunc done,
                              gpointer       data,
                              GDestroyNotify free_data);
gboolean lep_job_strip_is_running (LepJobStrip *self);
void     lep_job_strip_cancel (LepJobStrip *self);

G_END_DECLS
