/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-changes-reader.h"

G_BEGIN_DECLS

/* Reads the segments of a bundle in a thread of its own, somewhat ahead of the
 * one who takes their changes. A batch belongs to the taker until the next one
 * is asked for; nothing else is shared. */
typedef struct _LepReadAhead LepReadAhead;

#define LEP_READ_BATCH 128

/* Some changes of one segment, in their order. */
typedef struct
{
  guint             segment; /* its index in the manifest */
  LepReceivedChange changes[LEP_READ_BATCH];
  guint             n_changes;
  gboolean          is_last; /* the segment ends behind them */
  GError           *error;   /* the bundle is refused behind them, or NULL */
} LepReadBatch;

/* Unpacks the next segment and checks its hash; runs in the thread. */
typedef GByteArray *(*LepSegmentLoader) (gpointer user_data,
                                         GError **error);

LepReadAhead       *lep_read_ahead_new (const LepManifest *manifest,
                                        const gboolean    *skips,
                                        LepSegmentLoader   load,
                                        gpointer           user_data,
                                        GError           **error);
void                lep_read_ahead_free (LepReadAhead *self);
const LepReadBatch *lep_read_ahead_next (LepReadAhead *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepReadAhead, lep_read_ahead_free)

G_END_DECLS
