/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A report made for paper: in a thread, shared by preview, printer and file. */
#pragma once

#include "lep-hash.h"
#include "lep-list-report.h"
#include "lep-progress.h"
#include "lep-report-kinds.h"

G_BEGIN_DECLS

/* A report and its pages; belongs to all who hold it. The report never changes; its
 * pages are given to it in the main thread once they are laid out. */
typedef struct
{
  LepReport *report;
  LepPages  *pages; /* or NULL so far */
  LepPaper   paper;
} LepPrinted;

LepPrinted *lep_printed_ref (LepPrinted *self);
void        lep_printed_unref (LepPrinted *self);

/* The digest that stands on a print, and of which log it is. */
typedef struct
{
  char     text[LEP_HASH_HEX_SIZE + 1]; /* empty: not read yet */
  gboolean of_changes;                  /* not of the contents */
  LepHash  log;                         /* digest of its changes */
} LepPrintedDigest;

/* What to make, and what came of it. Texts that are NULL or empty are not said. */
typedef struct
{
  const LepReportKind *kind; /* or NULL: a list */
  LepListPrint        *list; /* or NULL: a report */
  const LepLocale     *locale;
  LepPaper             paper;
  char                *path;   /* of the workspace; NULL for a bundle */
  char                *id;     /* of the record, or NULL */
  char                *bundle; /* the file that a bundle-slip is about */
  char                *temp_dir;
  char                *key_dir;   /* of the keys that open it if it is sealed */
  char                *from, *to; /* dates */
  char                *number, *place, *mark;
  char                *lines; /* of the letterhead */
  char                *logo;  /* its file */
  gboolean             with_contacts;
  gboolean             blank;  /* a form to be filled in by hand */
  LepPrintedDigest     digest; /* of the workspace; read unless it is of the same log */
  LepPrinted          *printed;
  LepPages            *pages; /* laid out, to be given to it */
} LepPrintJob;

void     lep_print_job_free (LepPrintJob *self);
gboolean lep_print_job_run (gpointer      data,
                            LepProgress  *progress,
                            GCancellable *cancellable,
                            GError      **error);
gboolean lep_print_job_lay_out (gpointer      data,
                                LepProgress  *progress,
                                GCancellable *cancellable,
                                GError      **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepPrinted, lep_printed_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepPrintJob, lep_print_job_free)

G_END_DECLS
