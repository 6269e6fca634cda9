/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A report made for paper, in a thread with a connection of its own. */

#include <glib/gi18n.h>

#include "lep-print-job.h"

static void
printed_clear (LepPrinted *self)
{
  g_clear_pointer (&self->pages, lep_pages_free);
  g_clear_pointer (&self->report, lep_report_free);
}

LepPrinted *
lep_printed_ref (LepPrinted *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
lep_printed_unref (LepPrinted *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) printed_clear);
}

/**
 * lep_print_job_new:
 * @kind: (nullable): the report; %NULL for a list, which is set afterwards
 * @path: of the workspace
 * @id: (nullable): of the record that the report is about
 */
LepPrintJob *
lep_print_job_new (const LepReportKind *kind,
                   const char          *path,
                   const char          *id)
{
  LepPrintJob *self = g_new0 (LepPrintJob, 1);

  self->kind = kind;
  self->path = g_strdup (path);
  self->id = g_strdup (id);

  return self;
}

void
lep_print_job_free (LepPrintJob *self)
{
  g_free (self->path);
  g_free (self->id);
  g_free (self->place);
  g_free (self->logo);
  g_clear_pointer (&self->list, lep_list_print_free);
  g_clear_pointer (&self->printed, lep_printed_unref);
  g_free (self);
}

/* A letterhead without its picture is better than no print. */
static GBytes *
read_logo (const char *path)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;
  GBytes *bytes;

  if (path == NULL || *path == '\0')
    return NULL;

  file = g_file_new_for_path (path);
  bytes = g_file_load_bytes (file, NULL, NULL, &error);
  if (bytes == NULL)
    g_debug ("letterhead: %s", error->message);

  return bytes;
}

/* Makes the report and lays it out; a LepJobFunc. */
gboolean
lep_print_job_run (gpointer      data,
                   LepProgress  *progress,
                   GCancellable *cancellable,
                   GError      **error)
{
  LepPrintJob *self = data;
  g_autoptr (LepClock) clock = lep_clock_new ();
  g_autoptr (LepWorkspace) workspace = lep_workspace_open (self->path, LEP_OPEN_READ, clock, error);
  g_autoptr (LepCatalogue) catalogue = NULL;
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (GBytes) logo = read_logo (self->logo);
  LepReportInput input = { .locale = self->locale, .zone = zone, .id = self->id, .place = self->place, .logo = logo };
  LepReport     *report;

  if (workspace == NULL)
    return FALSE;

  catalogue = lep_catalogue_open (LEP_LOCALE_DIR, self->locale, NULL);
  input.workspace = workspace;
  input.catalogue = catalogue;
  input.now = lep_clock_now (clock);

  if (self->list != NULL)
    report = lep_list_print_make (self->list, workspace, self->locale, catalogue, input.now, error);
  else
    report = lep_report_make (self->kind, &input, error);
  if (report == NULL)
    return FALSE;

  self->printed = g_atomic_rc_box_new0 (LepPrinted);
  self->printed->report = report;
  self->printed->pages = lep_pages_new (report, self->paper);

  return TRUE;
}
