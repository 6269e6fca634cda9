/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-apply.h"
#include "lep-ingest.h"
#include "lep-waiting.h"

G_BEGIN_DECLS

struct _LepIngest
{
  LepWorkspace   *workspace;
  LepDb          *db;
  LepApply       *apply;
  LepWaitingList *waiting;
  LepChange      *scratch;
  LepUuid         own;
  gboolean        has_own;
  gint64          first_seq;
  gint64          first_space;
  gboolean        tries_all; /* what waited before this import was not tried yet */
  guint           n_waived;  /* of the losses and rows that apply tells, how many were looked at */
  guint           n_erased;
  LepIngestResult result;
};

/* What keeps a change from being applied. */
typedef enum
{
  LEP_READY, /* nothing: it is applied */
  LEP_KNOWN, /* a stub that is in the log */
  LEP_MISSING,
} LepReadiness;

gboolean lep_ingest_refuse (GError    **error,
                            const char *sentence);
gboolean lep_ingest_empty (LepIngest   *self,
                           LepLogSpace *space,
                           LepReceived *received,
                           GError     **error);
gboolean lep_ingest_try (LepIngest    *self,
                         LepLogSpace  *space,
                         LepReceived  *received,
                         LepReadiness *readiness,
                         LepSeen      *missing,
                         GError      **error);
gboolean lep_ingest_release (LepIngest     *self,
                             const LepHash *hash,
                             GError       **error);
gboolean lep_ingest_release_all (LepIngest *self,
                                 GError   **error);
gboolean lep_ingest_replace_stub (LepIngest       *self,
                                  LepLogSpace     *space,
                                  LepReceived     *received,
                                  const LepLogged *logged,
                                  LepReadiness    *readiness,
                                  LepSeen         *missing,
                                  GError         **error);
gboolean lep_ingest_place_stub (LepIngest        *self,
                                LepWaitingChange *waiting,
                                gboolean         *placed,
                                GError          **error);
gboolean lep_ingest_keep_signature (LepIngest     *self,
                                    gint64         stream_no,
                                    gint64         n,
                                    const LepHash *head,
                                    const guint8   signature[64],
                                    GError       **error);
gboolean lep_ingest_count_rows (LepIngest *self,
                                GError   **error);
gboolean lep_ingest_find_late (LepIngest *self,
                               GError   **error);

G_END_DECLS
