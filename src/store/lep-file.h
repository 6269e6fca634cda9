/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-db.h"
#include "lep-hash.h"
#include "lep-progress.h"
#include "lep-util.h"
#include "lep-workspace.h"

G_BEGIN_DECLS

/* The bytes of attached documents. They stand in the workspace file itself, so
 * that it stays one file that can be copied and backed up as a whole, and so
 * that a record and its file come together or not at all. They are known by
 * their SHA-256, cut into pieces, and never changed. */

/* What one document may have, in bytes: with everything else that a bundle
 * holds it stays below the 2 GiB that a reader takes. */
#define LEP_FILE_MAX_SIZE (2000LL * 1024 * 1024)

/* Takes in the bytes of one file, within a transaction. */
typedef struct _LepFileWriter LepFileWriter;

LepFileWriter                *lep_file_writer_new (LepWorkspace  *workspace,
                                                   const LepHash *sha256,
                                                   GError       **error);
void                          lep_file_writer_free (LepFileWriter *self);
gboolean                      lep_file_writer_is_new (LepFileWriter *self);
gboolean                      lep_file_writer_add (LepFileWriter *self,
                                                   const void    *data,
                                                   gsize          size,
                                                   GError       **error);
gboolean                      lep_file_writer_finish (LepFileWriter *self,
                                                      GError       **error);

/* What a cleaning took away. */
typedef struct
{
  gint64 n_unnamed; /* files that no change here names */
  gint64 n_damaged; /* files whose bytes are not what their name says */
  gint64 bytes;
} LepFileCleaning;

gboolean lep_file_find (LepWorkspace *workspace,
                        const char   *sha256,
                        gboolean     *found,
                        gint64       *size,
                        GError      **error);
gboolean lep_file_read (LepWorkspace *workspace,
                        const char   *sha256,
                        LepByteSink   sink,
                        gpointer      user_data,
                        GError      **error);
gboolean lep_file_save (LepWorkspace *workspace,
                        const char   *sha256,
                        const char   *path,
                        GCancellable *cancellable,
                        GError      **error);
gboolean lep_files_count_named (LepWorkspace *workspace,
                                GHashTable   *files,
                                gint64       *n_named,
                                GError      **error);
gboolean lep_files_forget_erased (LepDb   *db,
                                  GError **error);
gboolean lep_files_clean_up (LepWorkspace    *workspace,
                             LepFileCleaning *cleaning,
                             GCancellable    *cancellable,
                             GError         **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepFileWriter, lep_file_writer_free)

G_END_DECLS
