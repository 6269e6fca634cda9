/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lep-record.h"

G_BEGIN_DECLS

#define LEP_TYPE_BREAKDOWN_GROUP (lep_breakdown_group_get_type ())

/* How a result splits by one dimension: a number for each category, saved when
 * it is left, and how many are not split. Property "dimension". */
G_DECLARE_FINAL_TYPE (LepBreakdownGroup, lep_breakdown_group, LEP, BREAKDOWN_GROUP, AdwPreferencesGroup)

void     lep_breakdown_group_set_record (LepBreakdownGroup *self,
                                         LepWorkspace      *workspace,
                                         LepRecord         *outcome);
gboolean lep_breakdown_group_flush (LepBreakdownGroup *self);

G_END_DECLS
