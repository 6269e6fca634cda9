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
  LepHash      gone_by;  /* of a stub */
  gboolean     has_stub; /* beside its body a stub came too, and is not in the log yet */
  gboolean     has_signature;
  guint8       signature[64];
  gboolean     erases;     /* stubs may wait for it */
  gboolean     is_new;     /* came with this import */
  gboolean     is_stored;  /* is in table pending */
  gboolean     is_changed; /* the table has something else of it */
  LepSeen      missing;    /* what it waits for first; a waiver of that number lets it try again */
  LepUuid      row;        /* of contacts: that it writes, and who erases it makes it a stub */
  gboolean     has_row;
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
void                           lep_waiting_list_take (LepWaitingList   *self,
                                                      LepWaitingChange *change);
GPtrArray                     *lep_waiting_list_get_all (LepWaitingList *self);
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

/* Some that wait, to be tried again in the order of their numbers. */
GTree                         *lep_waiting_queue_new (void);
void                           lep_waiting_list_queue_all (LepWaitingList *self,
                                                           GTree          *queue);
void                           lep_waiting_list_queue_behind (LepWaitingList *self,
                                                              const LepHash  *missing,
                                                              GTree          *queue);
void                           lep_waiting_list_queue_waived (LepWaitingList    *self,
                                                              const LepLogSpace *space,
                                                              const LepWaive    *waive,
                                                              GTree             *queue);
void                           lep_waiting_list_queue_writers (LepWaitingList *self,
                                                               const LepUuid  *row,
                                                               GTree          *queue);

LepWaitingChange              *lep_waiting_change_new (LepLogSpace       *space,
                                                       const LepReceived *received);
void                           lep_waiting_change_free (LepWaitingChange *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepWaitingList, lep_waiting_list_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepWaitingChange, lep_waiting_change_free)

G_END_DECLS
