/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-apply.h"
#include "lep-rules.h"
#include "lep-workspace.h"

G_BEGIN_DECLS

/* What a step in the list of things done was. */
#define LEP_STEP_EDIT   "edit"
#define LEP_STEP_START  "start" /* an edit that undo passes over */
#define LEP_STEP_IMPORT "import"
#define LEP_STEP_UNDO   "undo"

/* A local user action under way: a transaction in which changes of our own are
 * made, applied and signed. Freeing one that is not finished takes all back. */
typedef struct
{
  LepWorkspace *workspace;
  LepDb        *db;
  LepApply     *apply;
  LepUuid       own;
  char          at[LEP_TIME_TEXT_SIZE + 1];
  char         *by;
  GArray       *made;      /* LepMadeChange */
  GPtrArray    *written;   /* LepChange, one for each of them */
  guint         n_checked; /* of them, by the rules */
  GPtrArray    *changes;   /* LepChange, whatever was given */
  gint64        first_seq;
  GHashTable   *shares;  /* lep_rules_shares_new (), before what is not checked yet */
  LepRefused    refused; /* by a rule, with the error */
} LepCommit;

/* How much of a change under way was counted; {0} for a new one. */
typedef struct
{
  guint n_sets;
  gsize n_bytes; /* of names and values */
} LepFill;

LepCommit *lep_commit_begin (LepWorkspace *workspace,
                             GError      **error);
void       lep_commit_free (LepCommit *self);
gboolean   lep_commit_add (LepCommit   *self,
                           LepLogSpace *space,
                           LepChange   *change,
                           GError     **error);
gboolean   lep_commit_is_full (LepFill           *self,
                               const LepLogSpace *space,
                               const LepChange   *change);
gboolean   lep_commit_check (LepCommit *self,
                             GError   **error);
gboolean   lep_commit_finish (LepCommit  *self,
                              const char *step,
                              GError    **error);
gboolean   lep_commit_add_step (LepDb      *db,
                                const char *kind,
                                const char *at,
                                gint64      first_seq,
                                gint64     *no,
                                GError    **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepCommit, lep_commit_free)

G_END_DECLS
