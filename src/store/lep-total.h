/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-sum.h"

#include "lep-workspace.h"

G_BEGIN_DECLS

typedef enum
{
  LEP_SCOPE_PROGRAMME,
  LEP_SCOPE_PARTNERSHIP,
  LEP_SCOPE_PROJECT,
} LepScope;

/* What to add up. Borrowed texts: the caller's, for the time of the call. */
typedef struct
{
  const char *indicator; /* its code, or its id */
  LepScope    scope;
  const char *scope_id;  /* of the partnership or project */
  const char *scope_ids; /* instead, of several of them together: an array of JSON */
  const char *from;      /* dates, both inclusive; NULL = open */
  const char *to;
  const char *dimension; /* breakdown, or NULL */
  gboolean    with_entries;
} LepTotalQuery;

typedef struct
{
  char  *category; /* NULL = not split */
  char  *label;
  LepSum sum;
  gint64 value; /* the same, as a number that can be shown */
} LepTotalPart;

/* One record that the total is made of. */
typedef struct
{
  char    *kind;
  char    *id;
  char    *space;
  char    *project; /* id, or NULL */
  char    *title;
  char    *from;
  char    *to;
  char    *state; /* claimed, verified; NULL for counted records */
  gint64   value;
  gboolean provisional;
} LepTotalEntry;

/* What somebody published, beside what the register holds at the same day. */
typedef struct
{
  char    *id;
  char    *indicator; /* code */
  char    *name;      /* of the indicator */
  char    *subject;
  char    *qualifier;
  char    *cut_off_on;
  char    *publisher;
  char    *source;
  gint64   value;
  LepScope scope;      /* whom the subject names */
  char    *scope_id;   /* of the project or partnership, or NULL */
  gboolean is_known;   /* FALSE: the register has nothing of that name; the scope is the whole programme */
  char    *category;   /* the part that the subject names: "women"; or NULL */
  gboolean has_held;   /* FALSE: the register does not split what the subject does */
  gint64   held;       /* the scope's total in the register up to cut_off_on */
  gint64   difference; /* held - value */
  gint64   claimed;    /* where proof is needed and the subject names no part: what waits for it up to that day */
} LepPublished;

typedef struct
{
  char      *indicator; /* code */
  char      *name;
  char      *unit;
  char      *accumulation;
  gboolean   needs_proof;
  gboolean   has_total; /* FALSE: accumulation "none", only the list means something */
  gint64     total;
  gint64     verified;
  gint64     claimed;
  gboolean   provisional;
  gint64     too_many; /* what splits are more than the values that they split */
  gint64     undated;  /* services of the scope without a day of start: in its total, in no range of days */
  GPtrArray *by;       /* LepTotalPart, or NULL */
  GPtrArray *entries;  /* LepTotalEntry, or NULL */
} LepTotal;

LepTotal  *lep_total (LepWorkspace        *workspace,
                      const LepTotalQuery *query,
                      GError             **error);
void       lep_total_free (LepTotal *self);
gboolean   lep_total_part (const LepTotal *self,
                           const char     *category,
                           gint64         *value);
gboolean   lep_ratio (gint64  part,
                      gint64  whole,
                      gint64 *percent);
GPtrArray *lep_total_published (LepWorkspace *workspace,
                                const char   *indicator,
                                GError      **error);
GPtrArray *lep_published_about (LepWorkspace *workspace,
                                const char   *partnership,
                                GError      **error);
gboolean   lep_target_sum (LepWorkspace *workspace,
                           const char   *indicator,
                           const char   *kind,
                           const char   *id,
                           gboolean     *has_target,
                           gint64       *value,
                           GError      **error);
gboolean   lep_target_sum_of (LepWorkspace *workspace,
                              const char   *indicator,
                              const char   *kind,
                              const char   *ids,
                              gboolean     *has_target,
                              gint64       *value,
                              GError      **error);
void       lep_published_free (LepPublished *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepTotal, lep_total_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepPublished, lep_published_free)

G_END_DECLS
