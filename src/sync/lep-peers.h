/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-receipt.h"

G_BEGIN_DECLS

/* A laptop that this one knows. */
typedef struct
{
  LepUuid  id;
  char    *replica; /* the same as text */
  char    *label, *person, *place;
  char    *number; /* six groups of five digits */
  gboolean introducer;
  gboolean officer;                    /* what it decides is the programme office's; see lep_officers_load () */
  char    *introduced_by;              /* the laptop on whose word it is trusted; NULL = its number was compared */
  char    *since;                      /* when it became trusted; NULL = it is not */
  char    *revoked_on;                 /* NULL = it is not */
  char    *last_given, *last_received; /* times of bundles; NULL = never */
  gint64   lacks;                      /* changes here that it has not acknowledged */
  gint64   confirmed;                  /* those that it has */
  char    *confirmed_at;               /* when it said so, by its own clock; NULL = never */
  char    *lacks_since;                /* when the oldest of what it lacks was made; NULL = it lacks nothing */
  char    *heard_at, *heard_through;   /* when something last came from it, and the laptop that brought it; NULL = itself */
} LepPeer;

GPtrArray *lep_peers_list (LepWorkspace *workspace,
                           GError      **error);
void       lep_peer_free (LepPeer *self);
gboolean   lep_peers_set_introducer (LepWorkspace *workspace,
                                     const char   *peer,
                                     gboolean      introducer,
                                     GError      **error);
gboolean   lep_peers_confirm (LepWorkspace *workspace,
                              const char   *peer,
                              GError      **error);
gboolean   lep_peers_set_officer (LepWorkspace *workspace,
                                  const char   *peer,
                                  gboolean      officer,
                                  char        **told,
                                  GError      **error);
gboolean   lep_peers_may_revoke (LepWorkspace *workspace);
gboolean   lep_peers_revoke (LepWorkspace *workspace,
                             const char   *peer,
                             const char   *date,
                             GError      **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepPeer, lep_peer_free)

G_END_DECLS
