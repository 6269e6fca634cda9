/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-import.h"
#include "lep-job-strip.h"

G_BEGIN_DECLS

/* Looking at, or applying, a bundle in a thread. */
typedef struct
{
  char            *workspace_path;
  LepSurroundings *surroundings;
  char            *file;
  char           **trust;      /* numbers that the user has compared */
  char            *passphrase; /* of a file that is locked with one; wiped afterwards */
  LepImportMode    mode;
  char            *given_to; /* of one that is sealed for others, and was made here: for which laptop */
  LepImportReport *report;   /* what came of it */
} LepImportJob;

LepImportJob *lep_import_job_new (const char            *workspace_path,
                                  const LepSurroundings *surroundings,
                                  const char            *file,
                                  const char *const     *trust,
                                  LepImportMode          mode);
void          lep_import_job_free (LepImportJob *self);
gboolean      lep_import_job_run (gpointer      data,
                                  LepProgress  *progress,
                                  GCancellable *cancellable,
                                  GError      **error);

/* Words for what an import does, for pages and receipts. */
char         *lep_import_kinds_text (const LepImportReport *report,
                                     LepRowEffect           effect);
gint64        lep_import_rows_count (const LepImportReport *report,
                                     LepRowEffect           effect);
char         *lep_import_waiting_text (const LepImportReport *report);
char         *lep_signer_name (const LepSigner *signer);

G_END_DECLS
