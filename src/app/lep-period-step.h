/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lep-record.h"
#include "lep-workspace.h"

G_BEGIN_DECLS

const char *lep_period_step_name (const char *state);
GtkWidget  *lep_period_step_ask (GtkWidget    *parent,
                                 LepWorkspace *workspace,
                                 LepRecord    *period,
                                 const char   *today,
                                 const char   *state);

G_END_DECLS
