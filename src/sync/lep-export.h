/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-identity.h"
#include "lep-progress.h"

G_BEGIN_DECLS

typedef struct
{
  const char        *peer;    /* replica id or label; NULL = for everybody */
  const char *const *spaces;  /* ids, names or kinds; NULL = what is usual for the receiver */
  gboolean           full;    /* everything, not only what the receiver lacks */
  gboolean           request; /* no changes: only what is here, so that what is missing can be sent */
  gboolean           with_contacts;
  const char *const *seal;       /* replica ids or labels of those who may open it; NULL = anybody can read it */
  const char        *passphrase; /* the same for who knows it; not both */
  const char        *target;     /* file, or folder in which the usual name is used; one that ends with a slash is a folder */
  gint64             room;       /* bytes of documents in one bundle, beyond a larger one that goes alone; 0 = as usual */
  gboolean           in_one;     /* documents for which it has no room stay behind until they are asked for */
} LepExportOptions;

typedef struct
{
  char  *file; /* full path */
  char  *hash; /* SHA-256 of the file, hex */
  gint64 counter;
  gint64 changes;
  gint64 bytes;
  guint  n_documents; /* files of documents, in all bundles */
  char **more;        /* further bundles with documents only, full paths; or NULL */
} LepExportResult;

/* What a bundle made now would have. */
typedef struct
{
  gint64 n_changes;
  gint64 n_here;                         /* changes in the chosen spaces; those not in the bundle the receiver has said it has */
  char   oldest[LEP_TIME_TEXT_SIZE + 1]; /* when the first of its changes were made; "" = it has none */
  guint  n_documents;                    /* files that go along, in all bundles */
  gint64 document_bytes;
} LepExportForecast;

LepExportResult *lep_export (LepWorkspace           *workspace,
                             const LepSurroundings  *surroundings,
                             const LepExportOptions *options,
                             LepProgress            *progress,
                             GCancellable           *cancellable,
                             GError                **error);
gboolean         lep_export_foresee (LepWorkspace           *workspace,
                                     const LepExportOptions *options,
                                     LepExportForecast      *forecast,
                                     GError                **error);
char           **lep_export_usual (LepWorkspace *workspace,
                                   const char   *peer,
                                   GError      **error);
void             lep_export_result_free (LepExportResult *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepExportResult, lep_export_result_free)

G_END_DECLS
