/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-workspace.h"

G_BEGIN_DECLS

/* Beyond the data model's list: two copies of a workspace were in use. */
#define LEP_ATTENTION_RULE_FORK 19

typedef struct
{
  guint rule; /* number of the data model's list of rules */
  char *kind;
  char *id;
  char *space;
  char *field; /* or NULL: the record as a whole */
  char *text;  /* translated sentence */
} LepFinding;

GPtrArray *lep_attention (LepWorkspace *workspace,
                          const char   *today,
                          GError      **error);
gint64     lep_attention_count (LepWorkspace *workspace,
                                const char   *today,
                                GError      **error);
void       lep_finding_free (LepFinding *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepFinding, lep_finding_free)

G_END_DECLS
