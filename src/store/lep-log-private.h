/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-log.h"

G_BEGIN_DECLS

struct _LepLog
{
  LepDb         *db;
  GPtrArray     *spaces;          /* LepLogSpace */
  GHashTable    *space_by_id;     /* LepUuid -> LepLogSpace */
  GPtrArray     *streams;         /* by number; NULL where not loaded */
  GPtrArray     *contexts;        /* LepLogContext */
  GHashTable    *context_by_hash; /* ContextKey -> LepLogContext */
  GHashTable    *context_by_no;   /* number -> LepLogContext */
  LepStmt       *find;
  LepStmt       *append;
  LepStmt       *read;
  LepStmt       *context_no; /* of a change; NULL until it is asked for */
  GHashTable    *kept;       /* large changes that were read; NULL while there is none */
  gsize          size_of_kept;
  guint64        cover; /* counts up with each lep_log_set_cover () */
  LepLogStream  *cover_stream;
  LepLogContext *cover_context;
};

GHashTable     *lep_log_waivers_new (void);
void            lep_log_context_free (gpointer context);
LepLogBranches *lep_log_branches_of (LepLogSpace   *space,
                                     const LepUuid *replica);
void            lep_log_branches_free (gpointer branches);
void            lep_log_branches_note (LepLogStream  *stream,
                                       const LepHash *hash);
void            lep_log_keep_stream (LepLog       *self,
                                     LepLogStream *stream);

G_END_DECLS
