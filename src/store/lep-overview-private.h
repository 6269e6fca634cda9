/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-overview.h"

G_BEGIN_DECLS

void     lep_money_sum_free (gpointer data);
gboolean lep_overview_read_money (LepOverview  *self,
                                  LepWorkspace *workspace,
                                  const char   *partnership,
                                  GError      **error);

G_END_DECLS
