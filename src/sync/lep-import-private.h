/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-file.h"
#include "lep-ingest.h"
#include "lep-trust.h"

G_BEGIN_DECLS

/* One import under way: everything it looks at, and what it will report. */
typedef struct
{
  LepWorkspace          *workspace;
  const LepSurroundings *surroundings;
  LepImportMode          mode;
  const char            *passphrase;
  LepBundle             *bundle;
  const LepManifest     *manifest;
  GPtrArray             *laptops;
  LepTrust              *trust;
  LepIngest             *ingest;
  LepFileWriter         *file;  /* of a document, while it comes */
  GHashTable            *files; /* their hashes (hex), those that were not here */
  LepImportReport       *report;
  char                   latest[LEP_TIME_TEXT_SIZE + 1]; /* time of the new change that says to be the latest */
  LepUuid                latest_by;                      /* and whose it is */
} LepImport;

LepImportReport *lep_import_report_new (const char *file);
void             lep_import_report_manifest (LepImportReport   *report,
                                             GPtrArray         *laptops,
                                             const LepManifest *manifest);
gboolean         lep_import_report_result (LepImport             *import,
                                           const LepIngestResult *result,
                                           GError               **error);
gboolean         lep_import_report_late (LepImport             *import,
                                         const LepIngestResult *result,
                                         GError               **error);
void             lep_import_report_clock (LepImport *import);
char            *lep_import_dup_name (LepImport     *import,
                                      const LepUuid *replica);
gboolean         lep_import_must_renew (LepImport             *self,
                                        const LepIngestResult *result,
                                        gboolean              *renew,
                                        GError               **error);
char            *lep_import_totals (LepWorkspace *workspace,
                                    LepClock     *clock,
                                    GError      **error);
char            *lep_import_join_totals (const char *before,
                                         const char *after);

gboolean         lep_import_open (LepImport         *self,
                                  const char        *file,
                                  const char *const *trust,
                                  gboolean           sender_introduces,
                                  GCancellable      *cancellable,
                                  GError           **error);
gboolean         lep_import_run (LepImport    *self,
                                 LepProgress  *progress,
                                 GCancellable *cancellable,
                                 GError      **error);
void             lep_import_clear (LepImport *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LepImport, lep_import_clear)

G_END_DECLS
