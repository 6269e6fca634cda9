/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-workspace.h"

G_BEGIN_DECLS

/* Beyond the data model's list: two copies of a workspace were in use. */
#define LEP_ATTENTION_RULE_FORK 19

/* Likewise: who decided is none of the programme's officers; members twice; paid,
 * but not when or how much; what the office checks and scores; names with marks that
 * turn the order of their letters; what is counted and has no day. */
#define LEP_ATTENTION_RULE_DECIDED  20
#define LEP_ATTENTION_RULE_MEMBERS  21
#define LEP_ATTENTION_RULE_PAYMENTS 22
#define LEP_ATTENTION_RULE_OFFICE   23
#define LEP_ATTENTION_RULE_TURNED   24
#define LEP_ATTENTION_RULE_UNDATED  25

/* What a rule found. */
typedef struct
{
  guint rule; /* number of the data model's list of rules */
  char *kind;
  char *id;
  char *space;
  char *field;  /* or NULL: the record as a whole */
  char *aspect; /* tells findings of the same rule and field apart; or NULL */
  char *text;   /* translated sentence */
  char *facts;  /* hash of what was found, the same in all languages */

  char *explanation; /* id of the record that puts it away, or NULL as what follows */
  char *reason;      /* why it is not a problem */
  char *by;          /* who wrote that */
  char *at;          /* when */
} LepFinding;

GPtrArray *lep_attention (LepWorkspace *workspace,
                          const char   *today,
                          GPtrArray   **put_away,
                          GError      **error);
gint64     lep_attention_count (LepWorkspace *workspace,
                                const char   *today,
                                GError      **error);
gboolean   lep_attention_put_away (LepWorkspace *workspace,
                                   GPtrArray    *findings,
                                   const char   *reason,
                                   GError      **error);
gboolean   lep_attention_take_back (LepWorkspace *workspace,
                                    GPtrArray    *findings,
                                    GError      **error);
void       lep_finding_free (LepFinding *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepFinding, lep_finding_free)

G_END_DECLS
