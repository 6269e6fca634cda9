/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "lep-changes-reader.h"
#include "lep-progress.h"

G_BEGIN_DECLS

/* A received bundle: a private copy of the file, checked step by step. Each
 * step is asked for, so that nothing is read before its signer is known:
 *
 *   lep_bundle_open ()          the seal, the ZIP, the sums, and their signature
 *   lep_bundle_read_manifest () who signed, for whom, what is announced
 *   lep_bundle_read_changes ()  only after the caller trusts every needed signer
 */
typedef struct _LepBundle LepBundle;

/* What a sealed bundle may be opened with. */
typedef struct
{
  const char *key_dir;    /* holds one folder a replica, each with its seal.key; or NULL */
  const char *passphrase; /* or NULL */
} LepUnlock;

/* What is told while the changes are read, in the thread of who asked; any but
 * @change may be NULL. */
typedef struct
{
  gboolean (*segment) (const LepSegment *segment, /* of each, before the first is read */
                       gboolean         *skip,    /* (out): its bytes are checked, not parsed */
                       gpointer          user_data,
                       GError          **error);
  LepChangeSink change;
  gboolean (*segment_end) (const LepSegment *segment,
                           gpointer          user_data,
                           GError          **error);
  gboolean (*document) (const LepHash *sha256, /* piece by piece; the last one has no bytes */
                        const void    *data,
                        gsize          size,
                        gpointer       user_data,
                        GError       **error);
} LepBundleHandler;

LepBundle          *lep_bundle_open (const char      *path,
                                     const char      *temp_dir,
                                     const LepUnlock *unlock,
                                     GCancellable    *cancellable,
                                     GError         **error);
void                lep_bundle_free (LepBundle *self);
const LepHash      *lep_bundle_get_hash (LepBundle *self);
gboolean            lep_bundle_is_sealed (LepBundle *self);
gint64              lep_bundle_get_size (LepBundle *self);
const LepPublicKey *lep_bundle_get_key (LepBundle *self);
const LepUuid      *lep_bundle_get_sender (LepBundle *self);
const LepManifest  *lep_bundle_read_manifest (LepBundle *self,
                                              GError   **error);
gboolean            lep_bundle_read_changes (LepBundle              *self,
                                             const LepBundleHandler *handler,
                                             gpointer                user_data,
                                             LepProgress            *progress,
                                             GCancellable           *cancellable,
                                             GError                **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepBundle, lep_bundle_free)

G_END_DECLS
