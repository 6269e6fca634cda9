/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-workspace.h"

G_BEGIN_DECLS

/* Where this laptop keeps what is not in the workspace file. Only the programs
 * fill it (from XDG_STATE_HOME, /etc/machine-id, TMPDIR, ...); nothing below
 * them reads the environment. */
typedef struct
{
  char     *state_dir;  /* holds one folder a replica, with state, sign.key, seal.key */
  char     *machine_id; /* any text that another machine does not have */
  char     *temp_dir;   /* for private copies of what is read, and for bundles as they are made */
  LepClock *clock;
} LepSurroundings;

LepSurroundings *lep_surroundings_new (const char *state_dir,
                                       const char *machine_id,
                                       const char *temp_dir,
                                       LepClock   *clock);
LepSurroundings *lep_surroundings_copy (const LepSurroundings *self);
void             lep_surroundings_free (LepSurroundings *self);

/* Who works here, as others will see it. */
typedef struct
{
  const char *label;  /* of the laptop: "Općina 1" */
  const char *person; /* "Coordinator" */
  const char *place;  /* "Prnjavor" */
} LepWho;

LepWorkspace *lep_identity_create (const LepSurroundings *surroundings,
                                   const char            *path,
                                   const LepWho          *who,
                                   GError               **error);
LepWorkspace *lep_identity_open (const LepSurroundings *surroundings,
                                 const char            *path,
                                 LepOpenMode            mode,
                                 char                 **sentence,
                                 GError               **error);
void          lep_identity_discard (LepWorkspace          *workspace,
                                    const LepSurroundings *surroundings);
gboolean      lep_identity_renew (LepWorkspace          *workspace,
                                  const LepSurroundings *surroundings,
                                  GError               **error);
gboolean      lep_identity_set_who (LepWorkspace *workspace,
                                    const LepWho *who,
                                    GError      **error);

/* Makes the programme with its programme, office and contacts spaces and the
 * standard indicators and categories. */
gboolean      lep_programme_create (LepWorkspace *workspace,
                                    const char   *name,
                                    const char   *currency,
                                    char        **id,
                                    GError      **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepSurroundings, lep_surroundings_free)

G_END_DECLS
