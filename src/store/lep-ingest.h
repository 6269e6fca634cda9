/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-workspace.h"

G_BEGIN_DECLS

/* A change as it came from somebody; everything that can be checked without
 * the workspace (canonical text, chain within its segment) was checked. */
typedef struct
{
  LepUuid          space;
  LepUuid          replica;
  gint64           n;
  LepHash          prev;
  LepHash          hash;
  const GArray    *context;      /* LepSeen; NULL with a stub */
  LepHash          context_hash; /* of its text */
  const char      *body;         /* canonical text; NULL = a stub */
  gsize            length;
  const LepChange *change;  /* the same, read; NULL = a stub */
  LepHash          gone_by; /* of a stub: the change that erased it */
} LepReceived;

/* How many rows of a kind came in. */
typedef struct
{
  const char *kind;
  gint64      n_new, n_changed, n_deleted;
} LepIngestKind;

/* What became of one row. */
typedef struct
{
  gint64      rid;
  const char *kind;
  LepUuid     id;
  LepUuid     space;
  gboolean    is_new;
  gboolean    is_deleted; /* by this import */
  guint       n_fields;   /* written */
  guint       conflicts;  /* brought */
} LepIngestRow;

/* A row of which words turned up after they had been given up, and do not show:
 * what was written here without them stands. */
typedef struct
{
  const char *kind;
  LepUuid     id;
  LepUuid     space;
  LepUuid     replica; /* whose words */
} LepLateRow;

typedef struct
{
  gint64     n_new;       /* changes that were not here, applied now */
  gint64     n_known;     /* skipped */
  gint64     n_waiting;   /* changes that were not here, and wait */
  gint64     n_released;  /* changes that waited before, applied now */
  gint64     n_conflicts; /* fields that came to have several values */
  GPtrArray *kinds;       /* LepIngestKind, sorted by name */
  GArray    *rows;        /* LepIngestRow */
  GArray    *late;        /* LepLateRow */
  gboolean   found_own;   /* changes of our own stream that we did not have: we were restored */
  GArray    *forks;       /* LepUuid of replicas of which a second branch appeared */
  gint64     step;        /* number of the step that can be taken back; 0 = nothing new */
} LepIngestResult;

/* An import under way, in one transaction. Freeing it before the commit leaves
 * everything as it was. */
typedef struct _LepIngest LepIngest;

LepIngest                *lep_ingest_begin (LepWorkspace *workspace,
                                            GError      **error);
void                      lep_ingest_free (LepIngest *self);
gboolean                  lep_ingest_add_space (LepIngest     *self,
                                                const LepUuid *id,
                                                LepSpaceKind   kind,
                                                const char    *name,
                                                GError       **error);
gboolean                  lep_ingest_knows (LepIngest     *self,
                                            const LepUuid *space,
                                            const LepUuid *replica,
                                            gint64         n,
                                            const LepHash *head,
                                            gboolean      *known,
                                            GError       **error);
void                      lep_ingest_add_known (LepIngest *self,
                                                gint64     n_changes);
gboolean                  lep_ingest_add_change (LepIngest         *self,
                                                 const LepReceived *received,
                                                 GError           **error);
gboolean                  lep_ingest_add_signature (LepIngest     *self,
                                                    const LepUuid *space,
                                                    const LepUuid *replica,
                                                    gint64         n,
                                                    const LepHash *head,
                                                    const guint8   signature[64],
                                                    GError       **error);
const LepIngestResult    *lep_ingest_finish (LepIngest *self,
                                             GError   **error);
const LepIngestResult    *lep_ingest_get_result (LepIngest *self);
gboolean                  lep_ingest_commit (LepIngest *self,
                                             GError   **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepIngest, lep_ingest_free)

G_END_DECLS
