/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-workspace.h"

G_BEGIN_DECLS

/* What the log holds, for those who pass it on. */

typedef struct
{
  LepUuid      id;
  LepSpaceKind kind;
  char        *name;
} LepSpaceInfo;

/* One branch of a stream. Its changes are those after number `base`. */
typedef struct
{
  gint64   no;
  LepUuid  space;
  LepUuid  replica;
  gint64   parent; /* number of the branch it hangs on; 0 = none */
  gint64   base;
  LepHash  prev; /* hash of change `base`, or the start of the chain */
  gint64   last;
  LepHash  head;
  gboolean has_signature;
  gint64   signed_n;
  LepHash  signed_head;
  guint8   signature[64];
} LepStreamInfo;

typedef struct
{
  gint64      n;
  LepHash     hash;
  LepHash     context_hash;
  const char *context; /* text of the context; "" with a stub */
  const char *body;    /* canonical text; NULL = a stub */
  gsize       length;
  LepHash     gone_by; /* of a stub */
} LepLoggedChange;

/* A change of the log, and the number of its branch. */
typedef void (*LepFoundFunc) (const LepSeen *seen,
                              gint64         stream,
                              gpointer       user_data);

typedef gboolean (*LepLoggedChangeFunc) (const LepLoggedChange *change,
                                         gpointer               user_data,
                                         GError               **error);

/* A change that waits, and a change that it needs and that is not here. */
typedef struct
{
  LepUuid space;
  LepUuid replica;
  gint64  n;
  LepUuid missing_replica;
  gint64  missing_n; /* 0: what erased it is missing */
} LepMissingChange;

/* A change that waits. */
typedef struct
{
  LepUuid space;
  LepUuid replica;
  gint64  n;
} LepWaitingInfo;

GPtrArray *lep_exchange_spaces (LepWorkspace *workspace,
                                GError      **error);
gboolean   lep_exchange_find_space (LepWorkspace *workspace,
                                    const char   *text,
                                    LepUuid      *space,
                                    GError      **error);
GArray    *lep_exchange_streams (LepWorkspace  *workspace,
                                 const LepUuid *space,
                                 GError       **error);
gboolean   lep_exchange_changes (LepWorkspace       *workspace,
                                 gint64              stream,
                                 gint64              from,
                                 gint64              to,
                                 LepLoggedChangeFunc each,
                                 gpointer            user_data,
                                 GError            **error);
gboolean   lep_exchange_last_writer (LepWorkspace  *workspace,
                                     gint64         stream,
                                     const char    *kind,
                                     const LepUuid *id,
                                     const char    *field,
                                     gint64        *n,
                                     GError       **error);
gboolean   lep_exchange_first_time (LepWorkspace *workspace,
                                    gint64        stream,
                                    gint64        from,
                                    gint64        to,
                                    char        **at,
                                    GError      **error);
gboolean   lep_exchange_find (LepWorkspace  *workspace,
                              const LepSeen *seen,
                              gint64        *stream,
                              GError       **error);
gboolean   lep_exchange_each_change (LepWorkspace  *workspace,
                                     const LepUuid *replica,
                                     LepFoundFunc   each,
                                     gpointer       user_data,
                                     GError       **error);
gboolean   lep_exchange_last_of (LepWorkspace  *workspace,
                                 const LepUuid *replica,
                                 gint64        *n,
                                 LepHash       *hash,
                                 GError       **error);
GArray    *lep_exchange_missing (LepWorkspace  *workspace,
                                 const LepUuid *space,
                                 GError       **error);
GArray    *lep_exchange_waiting (LepWorkspace *workspace,
                                 GError      **error);
gboolean   lep_exchange_times_around (LepWorkspace  *workspace,
                                      const LepUuid *space,
                                      const LepUuid *replica,
                                      gint64         from,
                                      gint64         to,
                                      char         **after,
                                      char         **before,
                                      GError       **error);
gboolean   lep_exchange_format (LepWorkspace *workspace,
                                guint        *format,
                                GError      **error);
void       lep_space_info_free (LepSpaceInfo *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepSpaceInfo, lep_space_info_free)

G_END_DECLS
