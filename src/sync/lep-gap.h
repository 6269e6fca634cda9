/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-exchange.h"
#include "lep-import.h"

G_BEGIN_DECLS

/* Numbers of a replica that are not here although something that is here
 * follows them. */
typedef struct
{
  LepUuid replica;
  gint64  from, to;
} LepGap;

GArray        *lep_gaps_find (LepWorkspace  *workspace,
                              const LepUuid *space,
                              GError       **error);

GArray        *lep_gaps_find_all (LepWorkspace  *workspace,
                                  const LepUuid *space,
                                  GError       **error);

void           lep_gaps_part (GArray *gaps);
LepWaitingFor *lep_gap_waiting_for (const LepUuid *replica,
                                    GPtrArray     *laptops);
gboolean       lep_gap_describe (LepWorkspace  *workspace,
                                 const LepUuid *space,
                                 const LepUuid *replica,
                                 GPtrArray     *laptops,
                                 LepWaitingFor *missing,
                                 GError       **error);
char          *lep_gap_days (LepWorkspace        *workspace,
                             const LepWaitingFor *missing);

G_END_DECLS
