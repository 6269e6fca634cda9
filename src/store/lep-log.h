/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-chain.h"
#include "lep-change.h"
#include "lep-db.h"
#include "lep-schema.h"

G_BEGIN_DECLS

/* The log as one transaction sees it: spaces, streams with their branches,
 * contexts. Valid only inside the transaction in which it was made. */
typedef struct _LepLog LepLog;

typedef struct
{
  gint64       no;
  LepUuid      id;
  LepSpaceKind kind;
  char        *name;
  gboolean     loaded;
  GPtrArray   *streams;  /* LepLogStream */
  GHashTable  *branches; /* LepUuid of a replica -> LepLogBranches */
  GHashTable  *waivers;  /* LepUuid of a replica -> what was given up of it; lep_log_add_waive () */
  gboolean     is_stale; /* something rare happened: the cache of the space must be made anew */
} LepLogSpace;

typedef struct _LepLogStream LepLogStream;

/* All branches of a replica in a space: one, but for copies that were both used. */
typedef struct
{
  GPtrArray  *streams;   /* LepLogStream */
  GHashTable *changes;   /* LepHash -> LepLogStream, of all their changes; NULL while there are few branches */
  gint64      next_fork; /* what the next branch is called */
  gint64      lost;      /* scratch of lep_log_covers (): so far all of them are covered */
  guint64     lost_in;
} LepLogBranches;

/* One branch of the changes of a replica in a space. */
struct _LepLogStream
{
  gint64          no;
  LepLogSpace    *space;
  LepUuid         replica;
  LepLogBranches *branches; /* of the replica, this one among them */
  gint64          fork;
  LepLogStream   *parent; /* NULL: the first change, or hangs on a lost one */
  gint64          base;   /* number of the change it hangs on; 0 = none */
  LepHash         prev;   /* that change, or the start of the chain */
  gint64          last;
  LepHash         head;
  gboolean        is_dirty; /* last and head differ from the table */
  gint64          covered;  /* scratch of lep_log_covers () */
  guint64         covered_in;
};

/* All changes of a branch up to a number; of all branches of a replica where what was
 * seen is lost, and known by its number only. */
typedef struct
{
  LepLogStream   *stream; /* NULL: all of them */
  LepLogBranches *lost;
  gint64          n;
} LepReach;

typedef struct
{
  gint64       no; /* 0: not in the table yet */
  LepLogSpace *space;
  LepHash      hash;
  GArray      *seen;     /* LepSeen */
  GArray      *covers;   /* LepReach */
  gboolean     is_ready; /* everything in it is applied */
  guint        n_found;  /* how many of them were looked up, the last in vain if it is not ready */
  LepSeen      missing;  /* else: the first that is not */
} LepLogContext;

typedef enum
{
  LEP_PLACE_NEXT,    /* continues a branch */
  LEP_PLACE_BRANCH,  /* starts a branch */
  LEP_PLACE_WAITS,   /* what it follows is not here */
  LEP_PLACE_REFUSED, /* can never have a place */
} LepPlaceKind;

/* Where a change belongs in the log. */
typedef struct
{
  LepPlaceKind  kind;
  LepLogStream *stream; /* NEXT: that branch; BRANCH: what it hangs on, or NULL */
} LepPlace;

/* Where a change is in the log. */
typedef struct
{
  LepLogStream *stream;
  gboolean      is_stub;
} LepLogged;

/* What goes into the log for one change. */
typedef struct
{
  gint64         n;
  LepHash        prev;
  LepHash        hash;
  LepLogContext *context; /* NULL: a stub */
  const char    *at;
  const char    *by;
  const char    *body; /* NULL: a stub */
  gsize          length;
  const LepHash *gone_by; /* NULL: no stub */
} LepLogEntry;

LepLog        *lep_log_new (LepDb   *db,
                            GError **error);
void           lep_log_free (LepLog *self);
LepDb         *lep_log_get_db (LepLog *self);
GPtrArray     *lep_log_get_spaces (LepLog *self);
LepLogSpace   *lep_log_get_space (LepLog        *self,
                                  const LepUuid *id,
                                  GError       **error);
gboolean       lep_log_add_space (LepLog        *self,
                                  const LepUuid *id,
                                  LepSpaceKind   kind,
                                  const char    *name,
                                  GError       **error);
LepLogSpace   *lep_log_get_space_by_no (LepLog  *self,
                                        gint64   no,
                                        GError **error);
LepLogStream  *lep_log_get_stream (LepLog *self,
                                   gint64  no);
gboolean       lep_log_find (LepLog        *self,
                             LepLogSpace   *space,
                             const LepUuid *replica,
                             gint64         n,
                             const LepHash *hash,
                             gboolean      *found,
                             LepLogged     *logged,
                             GError       **error);
LepLogStream  *lep_log_find_end (const LepLogSpace *space,
                                 const LepUuid     *replica,
                                 gint64             n,
                                 const LepHash     *head);
gboolean       lep_log_place (LepLog        *self,
                              LepLogSpace   *space,
                              const LepUuid *replica,
                              gint64         n,
                              const LepHash *prev,
                              LepPlace      *place,
                              GError       **error);
LepLogStream  *lep_log_append (LepLog            *self,
                               LepLogSpace       *space,
                               const LepUuid     *replica,
                               const LepPlace    *place,
                               const LepLogEntry *entry,
                               GError           **error);
gboolean       lep_log_flush (LepLog  *self,
                              GError **error);
gboolean       lep_log_read (LepLog    *self,
                             gint64     stream_no,
                             gint64     n,
                             LepChange *change,
                             LepHash   *hash,
                             GError   **error);
LepChange     *lep_log_read_row (LepLog        *self,
                                 gint64         stream_no,
                                 gint64         n,
                                 const char    *kind,
                                 const LepUuid *id,
                                 LepHash       *hash,
                                 GError       **error);
LepChange     *lep_change_copy_row (const LepChange *change,
                                    const LepRowOp  *row);
void           lep_log_add_waive (LepLogSpace    *space,
                                  const LepWaive *waive);
gboolean       lep_log_is_given_up (const LepLogSpace *space,
                                    const LepUuid     *replica,
                                    gint64             n);
gboolean       lep_log_is_waived (const LepLogSpace *space,
                                  const LepUuid     *replica,
                                  gint64             n);
gboolean       lep_log_replica_no (LepLog        *self,
                                   const LepUuid *replica,
                                   gint64        *no,
                                   GError       **error);

LepLogContext *lep_log_context (LepLog        *self,
                                LepLogSpace   *space,
                                const GArray  *seen,
                                const LepHash *hash,
                                GError       **error);
LepLogContext *lep_log_context_now (LepLog        *self,
                                    LepLogSpace   *space,
                                    const LepUuid *own);
LepLogContext *lep_log_context_of_number (LepLog  *self,
                                          gint64   no,
                                          GError **error);
gboolean       lep_log_enter_context (LepLog        *self,
                                      LepLogContext *context,
                                      GError       **error);
void           lep_log_forget_contexts (LepLog *self);
void           lep_log_set_cover (LepLog        *self,
                                  LepLogStream  *stream,
                                  gint64         n,
                                  LepLogContext *context);
gboolean       lep_log_set_cover_of (LepLog  *self,
                                     gint64   stream_no,
                                     gint64   n,
                                     GError **error);
gboolean       lep_log_covers (LepLog *self,
                               gint64  stream_no,
                               gint64  n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepLog, lep_log_free)

G_END_DECLS
