/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-query.h"

G_BEGIN_DECLS

/* The office's space: that which was here first. */
#define LEP_SQL_OFFICE         "(SELECT min (no) FROM space WHERE kind = 'office')"
#define LEP_SQL_IN_OFFICE(row) row ".space_no = " LEP_SQL_OFFICE

char     *lep_workspace_dup_office (LepWorkspace *workspace);
gboolean  lep_office_has_rule (const char *rule);
LepQuery *lep_office_query_new (LepWorkspace *workspace,
                                const char   *kind);

G_END_DECLS
