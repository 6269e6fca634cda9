/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-ranking.h"
#include "lep-workspace.h"

G_BEGIN_DECLS

typedef struct
{
  char            *id;
  char            *text;
  gboolean         comment_required;
  LepRankCriterion rule;
} LepGridLine;

typedef struct
{
  char  *title;
  gint64 max_points; /* weighted */
} LepGridSection;

typedef struct
{
  char  *id;
  char  *name;
  char  *organisation;
  gint64 votes; /* 0 = no, 1 = yes; not answered counts as yes */
} LepCallAssessor;

/* What one assessor gave one application. */
typedef struct
{
  guint    assessor; /* index */
  gboolean is_final;
  gboolean is_complete; /* every criterion has points */
  gboolean counts;      /* for the average: final, complete, and of one who votes */
  gint64   total;       /* weighted */
  gint64  *points;      /* one a line of the grid; -1 = not given */
} LepCallSheet;

typedef struct
{
  char        *id;
  char        *title;
  char        *partnership; /* title, or NULL */
  char        *reference;
  char        *status;
  char        *received_at;
  gboolean     has_requested;
  gint64       requested;       /* minor units of the call's currency */
  gboolean     is_converted;    /* what it asks for is in another currency, with a fixed rate: */
  gint64       asked;           /* minor units of that one, */
  char        *asked_currency;  /* which is set when it is converted */
  gboolean     is_granted;      /* it takes its project's grant, which is another amount */
  GPtrArray   *sheets;          /* LepCallSheet */
  GPtrArray   *interests;       /* names of those who declared an interest */
  guint        n_conflicts;     /* values of it and of its scores that stand side by side */
  gboolean     points_differ;   /* some of them are of its sheets or scores */
  const char  *conflict_kind;   /* of the record with the first of them, or NULL */
  char        *conflict_id;     /* likewise */
  gboolean     is_past;         /* it went on to the second stage, and this is the first */
  gboolean     was_reserve;     /* and came there from the reserve list */
  gboolean     is_not_in_order; /* the second stage has no state for it: received, and decided */
  LepRankEntry rank;
} LepCallApplication;

/* One lot, or the applications that name none (number 0). */
typedef struct
{
  char      *id; /* or NULL */
  gint64     number;
  char      *title;
  gint64     envelope;     /* minor units; -1 = none */
  gint64     committed;    /* of it: selected and contracted without the points for it */
  GPtrArray *applications; /* LepCallApplication, by rank */
} LepLotRanking;

typedef struct
{
  char      *call;
  char      *only; /* the one application that was read, or NULL */
  char      *currency;
  char      *stage; /* concept, full */
  gboolean   has_two_stages;
  GPtrArray *lines;    /* LepGridLine */
  GPtrArray *sections; /* LepGridSection */
  gint64     max_points;
  gint64     threshold; /* weighted points that the average must reach; 0 = none */
  GPtrArray *assessors; /* LepCallAssessor */
  GPtrArray *lots;      /* LepLotRanking, by number */
  guint      n_received, n_on_time, n_in_order, n_above, n_selected;
} LepCallRanking;

LepCallRanking           *lep_call_ranking_read (LepWorkspace *workspace,
                                                 const char   *call,
                                                 const char   *stage,
                                                 GError      **error);
LepCallRanking           *lep_call_ranking_read_one (LepWorkspace *workspace, const char *application, GError **error);
const LepCallApplication *lep_call_ranking_find (const LepCallRanking *self,
                                                 const char           *application,
                                                 const LepLotRanking **lot);
gint64                    lep_lot_ranking_used (const LepLotRanking *self);
gboolean                  lep_lot_ranking_has_minimum_unmet (const LepLotRanking *self);
void                      lep_call_ranking_free (LepCallRanking *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepCallRanking, lep_call_ranking_free)

G_END_DECLS
