/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the programme office does with a call as one action each, so that each
 * can be taken back as one. */
#pragma once

#include "lep-call-ranking.h"
#include "lep-locale.h"
#include "lep-record.h"

G_BEGIN_DECLS

/* The state that an application goes to next, as its points and its place say. */
typedef struct
{
  const LepCallApplication *application;
  const char               *to; /* NULL: it stays, see why */
  const char               *why;
} LepCallStep;

gboolean                  lep_call_is_office (LepWorkspace *workspace);
gboolean                  lep_call_copy_grid (LepWorkspace *workspace,
                                              const char   *from,
                                              const char   *to,
                                              guint        *n_copied,
                                              GError      **error);
GArray                   *lep_call_next_steps (const LepCallRanking *ranking);
gboolean                  lep_call_take_steps (LepWorkspace *workspace,
                                               const GArray *steps,
                                               const char   *today,
                                               GError      **error);
gboolean                  lep_call_assign (LepWorkspace         *workspace,
                                           const LepCallRanking *ranking,
                                           const char *const    *assessors,
                                           guint                *n_made,
                                           GError              **error);

gboolean                  lep_call_is_same_person (const char *person, const char *name);
int                       lep_call_own_assessor (const LepCallRanking *ranking,
                                                 const char           *person);
gboolean                  lep_call_may_see_sheet (const LepCallApplication *application, int own, const LepCallSheet *sheet);
const LepCallApplication *lep_call_first_open_sheet (const LepCallRanking *ranking,
                                                     int                   assessor,
                                                     guint                *n_open);
char                     *lep_call_dup_latest (LepWorkspace *workspace);
LepRecord                *lep_call_find_assessment (const GPtrArray *assessments,
                                                    const char      *assessor,
                                                    const char      *stage);
const char               *lep_application_stage (LepRecord *application,
                                                 LepRecord *call);
const char               *lep_application_read_stage (LepWorkspace *workspace,
                                                      LepRecord    *application);
gboolean                  lep_application_put_back (LepWorkspace *workspace,
                                                    LepRecord    *application,
                                                    char        **invited_at,
                                                    GError      **error);
gboolean                  lep_check_put_back (LepWorkspace *workspace,
                                              LepRecord    *check,
                                              const char   *at,
                                              GError      **error);
gboolean                  lep_application_is_decided (const char *status);
gboolean                  lep_application_is_to_receive (LepWorkspace *workspace,
                                                         LepRecord    *application);
char                     *lep_application_deadline (LepWorkspace *workspace,
                                                    LepRecord    *application);

/* How an application came, in stored forms; NULL = not said. */
typedef struct
{
  const char *at;
  const char *channel; /* code */
  const char *copies;
} LepArrival;

char    *lep_application_dup_hour (LepWorkspace *workspace,
                                   LepRecord    *application,
                                   const char   *now,
                                   GError      **error);
gboolean lep_application_receive (LepWorkspace     *workspace,
                                  LepRecord        *application,
                                  const LepArrival *arrival,
                                  const char       *now,
                                  gboolean         *is_late,
                                  GError          **error);

/* A contract that is to be made. Amounts in minor units of the application's
 * currency; dates as YYYY-MM-DD. */
typedef struct
{
  const char   *application;
  const char   *activity; /* code */
  const char   *start, *end;
  const char   *agreement_no; /* or NULL */
  const char   *agreement_on; /* or NULL */
  gint64        grant;
  const gint64 *percents; /* of the tranches, in hundredths; together 10000 */
  guint         n_tranches;
} LepAward;

gint64      lep_award_cofinancing (LepRecord *application);
char       *lep_award_dup_currency (LepWorkspace *workspace,
                                    LepRecord    *application);
char       *lep_award_make (LepWorkspace   *workspace,
                            const LepAward *award,
                            const char    **refused,
                            GError        **error);
gboolean    lep_award_is_ready (const LepCallRanking *ranking, const LepCallApplication *application);
gboolean    lep_award_is_any_ready (const LepCallRanking *ranking);
void        lep_award_split (gint64        grant,
                             const gint64 *percents,
                             guint         n_tranches,
                             gint64       *amounts);
guint       lep_award_read_percents (const LepLocale *locale,
                                     const char      *typed,
                                     gint64          *percents,
                                     guint            n_max);
char       *lep_award_dup_end (const char *start,
                               gint64      months);
const char *lep_award_condition (guint number,
                                 guint n_tranches);

G_END_DECLS
