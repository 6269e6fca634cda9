/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "lep-age.h"
#include "lep-key.h"
#include "lep-manifest.h"
#include "lep-util.h"

G_BEGIN_DECLS

/* So many of the last digits of a replica's id are in the name of what it is writing. */
#define LEP_BUNDLE_PART_DIGITS 8

/* Makes a bundle file: the segments are given first, in the order of the
 * manifest; they are kept in a file without a name until all is known. */
typedef struct _LepBundleWriter LepBundleWriter;

typedef struct
{
  char   *path;
  gint64  size;
  LepHash hash; /* of the file */
} LepBundleFile;

/* Hands out the bytes of an attached document. */
typedef gboolean (*LepFileSource) (const LepHash *sha256,
                                   LepByteSink    sink,
                                   gpointer       sink_data,
                                   gpointer       user_data,
                                   GError       **error);

LepBundleWriter *lep_bundle_writer_new (LepManifest *manifest,
                                        const char  *temp_dir,
                                        GError     **error);
void             lep_bundle_writer_free (LepBundleWriter *self);
void             lep_bundle_writer_begin (LepBundleWriter *self,
                                          const LepUuid   *space,
                                          const LepUuid   *replica,
                                          gint64           from,
                                          const LepHash   *prev);
gboolean         lep_bundle_writer_add (LepBundleWriter *self,
                                        const GArray    *context,
                                        const char      *body,
                                        gsize            length,
                                        const LepHash   *hash,
                                        GError         **error);
gboolean         lep_bundle_writer_add_gone (LepBundleWriter *self,
                                             const LepHash   *hash,
                                             const LepHash   *by,
                                             GError         **error);
gboolean         lep_bundle_writer_end (LepBundleWriter *self,
                                        const guint8     signature[LEP_SIGNATURE_SIZE],
                                        GError         **error);
void             lep_bundle_writer_set_source (LepBundleWriter *self,
                                               LepFileSource    source,
                                               gpointer         user_data);
void             lep_bundle_writer_add_file (LepBundleWriter *self,
                                             const LepHash   *sha256,
                                             gint64           size);
LepBundleFile   *lep_bundle_writer_finish (LepBundleWriter  *self,
                                           LepKey           *key,
                                           const LepAgeLock *lock,
                                           const char       *target,
                                           GCancellable     *cancellable,
                                           GError          **error);
void             lep_bundle_file_free (LepBundleFile *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepBundleWriter, lep_bundle_writer_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepBundleFile, lep_bundle_file_free)

G_END_DECLS
