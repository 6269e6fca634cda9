/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-exchange.h"

G_BEGIN_DECLS

/* Changes that wait behind one that is here, up to the first signed head. */
typedef struct
{
  LepUuid space;
  LepUuid replica;
  LepHash follows; /* the change before them */
  LepHash head;
  guint8  signature[64];
  GArray *changes; /* LepHash, in order */
} LepTail;

/* All that wait. */
typedef struct _LepTails LepTails;

LepTails                *lep_tails_load (LepWorkspace *workspace,
                                         GError      **error);
void                     lep_tails_free (LepTails *self);
const LepTail           *lep_tails_find (LepTails      *self,
                                         const LepUuid *space,
                                         const LepUuid *replica,
                                         const LepHash *head);
void                     lep_tails_find_start (LepTails      *self,
                                               const LepUuid *space,
                                               const LepSeen *seen,
                                               LepSeen       *start);
gboolean                 lep_exchange_waiting_changes (LepWorkspace       *workspace,
                                                       const LepUuid      *replica,
                                                       gint64              from,
                                                       const GArray       *changes,
                                                       LepLoggedChangeFunc each,
                                                       gpointer            user_data,
                                                       GError            **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepTails, lep_tails_free)

G_END_DECLS
