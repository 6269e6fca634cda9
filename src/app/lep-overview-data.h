/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the overview shows, read in a thread. */
#pragma once

#include "lep-attention.h"
#include "lep-overview.h"

G_BEGIN_DECLS

typedef struct
{
  char        *today; /* date */
  LepOverview *overview;
  GPtrArray   *findings;  /* LepFinding, or NULL: they are read for themselves */
  GPtrArray   *published; /* LepPublished, about the whole programme */
  GHashTable  *ids;       /* code of an indicator -> its id */
  char        *programme; /* its name, or NULL */
  gint64       n_women;   /* among the trained */
  gboolean     women_provisional;
  gint64       n_running; /* services */
  gint64       n_organisations;
  gint64       n_partnerships;
} LepOverviewData;

LepOverviewData *lep_overview_data_new (const char *today);
void             lep_overview_data_free (LepOverviewData *self);
gboolean         lep_overview_data_read (LepWorkspace *workspace,
                                         gpointer      data,
                                         GError      **error);
gboolean         lep_overview_data_read_findings (LepWorkspace *workspace,
                                                  gpointer      data,
                                                  GError      **error);
char            *lep_overview_data_note (const LepOverviewData *self,
                                         const LepCounter      *counter);

G_END_DECLS
