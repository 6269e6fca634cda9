/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The steps of a tranche: due, requested, approved, paid. */
#pragma once

#include <gtk/gtk.h>

#include "lep-record.h"
#include "lep-workspace.h"

G_BEGIN_DECLS

const char *lep_tranche_step_next (const char *state);
const char *lep_tranche_step_label (const char *state);
void        lep_tranche_step_ask (GtkWidget    *parent,
                                  LepWorkspace *workspace,
                                  LepRecord    *tranche);
gboolean    lep_tranche_request_ask (GtkWidget    *parent,
                                     LepWorkspace *workspace,
                                     LepRecord    *tranche);

G_END_DECLS
