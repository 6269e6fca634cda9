/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which score sheets of an application may be opened. */
#pragma once

#include "lep-related-row.h"
#include "lep-tab.h"
#include "lep-workspace.h"

G_BEGIN_DECLS

gboolean   lep_score_sheet_has_status (LepRecord  *assessment,
                                       const char *status);
GPtrArray *lep_score_sheets_read (LepWorkspace *workspace,
                                  const char   *application,
                                  const char   *stage,
                                  const char  **closed,
                                  GError      **error);
void       lep_score_sheets_tell_stage (LepTab *tab, LepRelatedRow *row);

G_END_DECLS
