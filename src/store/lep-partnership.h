/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-workspace.h"

G_BEGIN_DECLS

#define LEP_N_ACTOR_GROUPS 5

typedef struct
{
  char *membership;   /* id */
  char *organisation; /* id, merged ones read through */
  char *name;
  char *actor_group; /* or NULL */
  char *place;       /* or NULL */
  char *role;
  char *joined_on;
  char *left_on;
} LepMember;

/* How many members of each actor group a partnership has on a day. */
typedef struct
{
  const char *groups[LEP_N_ACTOR_GROUPS]; /* codes, in the order of the list */
  guint       n_members[LEP_N_ACTOR_GROUPS];
  gboolean    complete; /* every group has one at least */
} LepGroupCheck;

GPtrArray *lep_partnership_members (LepWorkspace *workspace,
                                    const char   *partnership,
                                    const char   *day,
                                    GError      **error);
GPtrArray *lep_partnership_organisations (LepWorkspace *workspace,
                                          const char   *partnership,
                                          const char   *day,
                                          GError      **error);
gboolean   lep_partnership_check_groups (LepWorkspace  *workspace,
                                         const char    *partnership,
                                         const char    *day,
                                         LepGroupCheck *check,
                                         GError       **error);
void       lep_member_free (LepMember *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepMember, lep_member_free)

G_END_DECLS
