/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-hash.h"
#include "lep-uuid.h"

G_BEGIN_DECLS

/* How far somebody had seen another stream of the space: the change with that
 * hash, and its predecessors. */
typedef struct
{
  LepUuid replica;
  gint64  n;
  LepHash head;
} LepSeen;

/* A context is a GArray of LepSeen sorted by replica, n, head, without doubles. */
GArray  *lep_context_new (void);
int      lep_seen_compare (gconstpointer a,
                           gconstpointer b);
void     lep_context_text (const GArray *context,
                           GString      *out);
gboolean lep_context_parse (const char *text,
                            gsize       length,
                            GArray     *context);
void     lep_context_hash (const GArray *context,
                           LepHash      *hash);

void     lep_chain_first (const LepUuid *space,
                          const LepUuid *replica,
                          LepHash       *prev);
void     lep_chain_next (const LepHash *prev,
                         const LepHash *context_hash,
                         const char    *body,
                         gsize          length,
                         LepHash       *hash);
char    *lep_chain_head_text (const LepUuid *space,
                              const LepUuid *replica,
                              gint64         n,
                              const LepHash *head);

G_END_DECLS
