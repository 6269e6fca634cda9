/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-rows.h"

G_BEGIN_DECLS

/* A loss that a change gave up. */
typedef struct
{
  LepLogSpace *space;
  LepWaive     waive;
} LepGivenUp;

/* The one way in which changes come into the log and into the records. Valid
 * only inside the transaction in which it was made. */
typedef struct
{
  LepDb      *db;
  LepLog     *log;
  LepRows    *rows;
  gint64      n_applied;
  GArray     *waived;      /* LepGivenUp, in order: what waits for them may be ready now */
  gboolean    has_rebuilt; /* the records of a space were made anew: what the rows told before holds no more */
  GArray     *erased;      /* LepUuid: rows whose writers are to become stubs yet, also those that wait */
  GHashTable *erasers;     /* change -> the row that it erased; NULL until somebody asks */
  guint       n_erased;    /* rows, to be wiped from the file too */
} LepApply;

LepApply     *lep_apply_new (LepDb   *db,
                             GError **error);
void          lep_apply_free (LepApply *self);
LepLogStream *lep_apply_add (LepApply          *self,
                             LepLogSpace       *space,
                             const LepUuid     *replica,
                             const LepPlace    *place,
                             const LepLogEntry *entry,
                             const LepChange   *change,
                             GError           **error);
gboolean      lep_apply_logged (LepApply        *self,
                                LepLogStream    *stream,
                                const LepHash   *hash,
                                LepLogContext   *context,
                                const LepChange *change,
                                GError         **error);
gboolean      lep_apply_finish (LepApply *self,
                                GError  **error);

gboolean      lep_apply_find_eraser (LepApply        *self,
                                     LepLogSpace     *space,
                                     const LepChange *change,
                                     gboolean        *found,
                                     LepHash         *eraser,
                                     GError         **error);
gboolean      lep_apply_erase (LepApply       *self,
                               LepLogSpace    *space,
                               const LepErase *erase,
                               const LepHash  *hash,
                               GError        **error);
gboolean      lep_apply_empty_erased (LepApply *self,
                                      GError  **error);
gboolean      lep_apply_name_eraser (LepApply    *self,
                                     LepLogSpace *space,
                                     LepHash     *eraser,
                                     gboolean    *found,
                                     GError     **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepApply, lep_apply_free)

G_END_DECLS
