/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "lep-hash.h"
#include "lep-util.h"
#include "lep-zip-check.h"

G_BEGIN_DECLS

/* Takes the members out of a checked ZIP, one after the other. */
typedef struct _LepZipReader LepZipReader;

LepZipReader                *lep_zip_reader_new (int        fd,
                                                 GPtrArray *entries,
                                                 gint64     limit,
                                                 GError   **error);
void                         lep_zip_reader_free (LepZipReader *self);
const LepZipEntry           *lep_zip_reader_next (LepZipReader *self,
                                                  GError      **error);
GByteArray                  *lep_zip_reader_load (LepZipReader *self,
                                                  gsize         limit,
                                                  LepHash      *hash,
                                                  GError      **error);
gboolean                     lep_zip_reader_pass (LepZipReader *self,
                                                  LepHash      *hash,
                                                  LepByteSink   sink,
                                                  gpointer      user_data,
                                                  GError      **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepZipReader, lep_zip_reader_free)

G_END_DECLS
