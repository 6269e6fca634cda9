/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A report made for paper: in a thread, shared by preview, printer and file. */
#pragma once

#include "lep-list-report.h"
#include "lep-progress.h"
#include "lep-report-kinds.h"

G_BEGIN_DECLS

/* A report and its pages; belongs to all who hold it. */
typedef struct
{
  LepReport *report;
  LepPages  *pages;
} LepPrinted;

LepPrinted *lep_printed_ref (LepPrinted *self);
void        lep_printed_unref (LepPrinted *self);

/* What to make, and what came of it. */
typedef struct
{
  const LepReportKind *kind; /* or NULL: a list */
  LepListPrint        *list; /* or NULL: a report */
  const LepLocale     *locale;
  LepPaper             paper;
  char                *path;  /* of the workspace */
  char                *id;    /* of the record, or NULL */
  char                *place; /* in the letterhead, or NULL */
  char                *logo;  /* its file, or NULL */
  LepPrinted          *printed;
} LepPrintJob;

LepPrintJob *lep_print_job_new (const LepReportKind *kind,
                                const char          *path,
                                const char          *id);
void         lep_print_job_free (LepPrintJob *self);
gboolean     lep_print_job_run (gpointer      data,
                                LepProgress  *progress,
                                GCancellable *cancellable,
                                GError      **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepPrinted, lep_printed_unref)

G_END_DECLS
