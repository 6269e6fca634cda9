/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-record.h"
#include "lep-total.h"

G_BEGIN_DECLS

/* What one submission reported of an indicator. */
typedef struct
{
  gint64 value;
  char  *split;
  char  *taken_on; /* its day, or NULL */
  char  *taken_at; /* its time as stored, where the program took it; or NULL */
  char  *since;    /* from when on a change came after it, as stored; or NULL */
} LepReported;

/* A period was submitted. */
typedef struct
{
  char *at; /* time as stored */
  char *on; /* the day that was entered for it, or NULL */
} LepSubmission;

/* A locked period was opened again. */
typedef struct
{
  char *at; /* time as stored */
  char *on; /* its day where the reader is */
  char *by; /* person */
  char *reason;
} LepReopening;

/* One indicator in one reporting period: what was reported, and what the register
 * says now. A split is a text of lines "dimension code=value code=value", as a
 * snapshot keeps it; "state" is the dimension of what is verified and claimed. */
typedef struct
{
  char      *indicator;    /* code */
  char      *indicator_id; /* or NULL: the indicator is not here */
  char      *name;
  char      *unit;
  gboolean   has_total; /* FALSE: the indicator is only listed, never added up */
  gboolean   needs_proof;
  gboolean   provisional; /* some of what it counts is not settled */
  gint64     too_many;    /* what the splits by sex are more than the values that they split */
  gboolean   has_reported;
  GPtrArray *reports;  /* LepReported, the earliest first: a period can be submitted again */
  gint64     reported; /* of the latest of them, as what follows */
  char      *reported_split;
  char      *taken_on; /* its day, or NULL */
  gint64     now;      /* the total of the period today */
  gint64     claimed;  /* where proof is needed: what waits for it today, beside the total */
  char      *split;
  gint64     so_far; /* from the beginning to the period's end */
  gint64     women, men;
  gboolean   is_split;        /* by sex */
  guint      n_changed;       /* entries that were changed after the snapshot */
  char      *last_changed_on; /* day of the last of them, or NULL */
} LepPeriodFigure;

GPtrArray *lep_period_figures (LepWorkspace *workspace,
                               LepRecord    *period,
                               GError      **error);
GPtrArray *lep_period_submissions (LepWorkspace *workspace,
                                   LepRecord    *period,
                                   GError      **error);
GPtrArray *lep_period_reopenings (LepWorkspace *workspace,
                                  LepRecord    *period,
                                  GError      **error);
gboolean   lep_period_figure_differs (const LepPeriodFigure *self);
gboolean   lep_split_part (const char *split,
                           const char *dimension,
                           const char *category,
                           gint64     *value);
void       lep_period_figure_free (LepPeriodFigure *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepPeriodFigure, lep_period_figure_free)

G_END_DECLS
