/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-apply.h"
#include "lep-ingest.h"

G_BEGIN_DECLS

/* A change that cannot be applied yet. */
typedef struct
{
  LepLogSpace *space;
  LepUuid      replica;
  gint64       n;
  LepHash      prev;
  LepHash      hash;
  GArray      *context;      /* LepSeen */
  LepHash      context_hash; /* once it was tried again: it may wait for thousands, one after the other */
  gboolean     has_context_hash;
  char        *body; /* NULL: a stub */
  gsize        length;
  LepHash      gone_by; /* of a stub */
  gboolean     has_signature;
  guint8       signature[64];
  gboolean     erases;     /* stubs may wait for it */
  gboolean     is_new;     /* came with this import */
  gboolean     is_stored;  /* is in table pending */
  gboolean     is_changed; /* the table has something else of it */
  LepHash      missing;    /* what it waits for first */
} LepWaitingChange;

/* Everything that waits, with what it waits for. */
typedef struct _LepWaitingList LepWaitingList;

LepWaitingList                *lep_waiting_list_load (LepLog  *log,
                                                      GError **error);
void                           lep_waiting_list_free (LepWaitingList *self);
void                           lep_waiting_list_add (LepWaitingList   *self,
                                                     LepWaitingChange *change);
LepWaitingChange              *lep_waiting_list_find (LepWaitingList *self,
                                                      const LepHash  *hash);
GPtrArray                     *lep_waiting_list_take (LepWaitingList *self,
                                                      const LepHash  *missing);
GPtrArray                     *lep_waiting_list_take_all (LepWaitingList *self);
gboolean                       lep_waiting_list_forget (LepWaitingList   *self,
                                                        LepWaitingChange *change,
                                                        GError          **error);
gboolean                       lep_waiting_list_drop (LepWaitingList   *self,
                                                      LepWaitingChange *change,
                                                      GError          **error);
gboolean                       lep_waiting_list_is_empty (LepWaitingList *self);
gint64                         lep_waiting_list_count_new (LepWaitingList *self);
gboolean                       lep_waiting_list_store (LepWaitingList *self,
                                                       GError        **error);
LepWaitingChange              *lep_waiting_change_new (LepLogSpace       *space,
                                                       const LepReceived *received);
void                           lep_waiting_change_free (LepWaitingChange *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepWaitingList, lep_waiting_list_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepWaitingChange, lep_waiting_change_free)

G_END_DECLS
