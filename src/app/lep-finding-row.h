/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows for things that lead to a record: a finding, a date. */
#pragma once

#include <adwaita.h>

#include "lep-attention.h"
#include "lep-overview.h"

G_BEGIN_DECLS

/* Findings stand in groups by what they are about, the most pressing first. */
#define LEP_N_FINDING_GROUPS 23

guint       lep_finding_group (const LepFinding *finding);
const char *lep_finding_group_title (guint group);

GtkWidget  *lep_finding_row_new (LepWorkspace     *workspace,
                                 const LepFinding *finding,
                                 GtkWidget        *button);
GtkWidget  *lep_finding_row_new_put_away (LepWorkspace     *workspace,
                                          const LepFinding *finding);
GtkWidget  *lep_next_date_row_new (LepWorkspace      *workspace,
                                   const LepNextDate *date);

G_END_DECLS
