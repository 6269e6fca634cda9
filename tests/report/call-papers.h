/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of a call's papers share: a call with its applications and sheets. */
#pragma once

#include "papers.h"

#include "lep-call-ranking.h"

typedef struct
{
  char *call, *lot, *requirement;
  char *criteria[2];
  char *assessors[3];
  char *applications[4];
} Call;

static inline void
call_free (Call *self)
{
  char **ids = (char **) self;

  for (gsize i = 0; i < sizeof *self / sizeof *ids; i++)
    g_free (ids[i]);
}

static inline void
add_sheet (Papers     *papers,
           const Call *call,
           guint       application,
           guint       assessor,
           const char *first,
           const char *second)
{
  g_autofree char *assessment = laptop_put (papers->laptop, NULL, "assessment", NULL, "application", call->applications[application], "assessor", call->assessors[assessor],
                                            "status", "open", "interest", "none", "impartial_on", "2019-02-20", NULL);

  g_free (laptop_put (papers->laptop, NULL, "score", NULL, "application", call->applications[application], "criterion", call->criteria[0],
                      "assessor", call->assessors[assessor], "points", first, "comment", "Well argued", NULL));
  g_free (laptop_put (papers->laptop, NULL, "score", NULL, "application", call->applications[application], "criterion", call->criteria[1],
                      "assessor", call->assessors[assessor], "points", second, NULL));
  laptop_edit (papers->laptop, NULL, "assessment", assessment, "status", "final");
}

/* Two lots' worth of work: 70 and 70 points, 40 points, and one that came late. */
static inline Call
add_call (Papers *papers)
{
  static const char *const applications[][4] = { { "First works", "10000000", "2019-01-30T09:00:00.000Z", "full_scored" },
                                                 { "Second works", "20000000", "2019-01-29T09:00:00.000Z", "full_scored" },
                                                 { "Third works", "5000000", "2019-01-28T09:00:00.000Z", "full_scored" },
                                                 { "Late works", "5000000", "2019-02-02T09:00:00.000Z", "late" } };
  Laptop                  *laptop = papers->laptop;
  Call                     call = { NULL };

  call.call = laptop_put (laptop, NULL, "call", NULL, "programme", PROGRAMME, "reference", "JP-2/19", "title", "Call <one>", "stages", "one", "status", "published",
                          "full_deadline", "2019-02-01T12:00:00.000Z", "currency", "BAM", "min_grant", "5000000", "max_grant", "39116600", "min_cofinancing", "1250", NULL);
  call.lot = laptop_put (laptop, NULL, "lot", NULL, "call", call.call, "number", "1", "title", "Known employers", "envelope", "25000000", NULL);
  call.requirement = laptop_put (laptop, NULL, "requirement", NULL, "call", call.call, "position", "1", "text", "Signed and stamped", "kind", "administrative", NULL);
  call.criteria[0] = laptop_put (laptop, NULL, "criterion", NULL, "call", call.call, "section", "Relevance", "position", "1", "text", "Fits the market", "max_points", "50",
                                 "minimum", "25", "comment_required", "1", NULL);
  call.criteria[1] = laptop_put (laptop, NULL, "criterion", NULL, "call", call.call, "section", "Means", "position", "2", "text", "Costs are sound", "max_points", "25",
                                 "weight", "2", NULL);
  call.assessors[0] = laptop_put (laptop, NULL, "assessor", NULL, "name", "Assessor One", "organisation", "Chair", NULL);
  call.assessors[1] = laptop_put (laptop, NULL, "assessor", NULL, "name", "Assessor Two", "votes", "1", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (applications); i++)
    call.applications[i] = laptop_put (laptop, NULL, "application", NULL, "call", call.call, "lot", call.lot, "partnership", PARTNERSHIP, "lead", papers->lead,
                                       "reference", "JP-2/19-7", "title", applications[i][0], "requested", applications[i][1], "currency", "BAM", "total", "30000000",
                                       "received_at", applications[i][2], "status", applications[i][3], "stage", "full", "channel", "hand", "copies", "3", NULL);
  add_sheet (papers, &call, 0, 0, "40", "15");
  add_sheet (papers, &call, 0, 1, "41", "15");
  add_sheet (papers, &call, 1, 0, "30", "20");
  add_sheet (papers, &call, 1, 1, "31", "20");
  add_sheet (papers, &call, 2, 0, "20", "25");
  add_sheet (papers, &call, 2, 1, "20", "10");
  return call;
}
