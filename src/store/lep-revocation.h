/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-workspace.h"

G_BEGIN_DECLS

/* The programme's space: that which was here first. */
#define LEP_SQL_PROGRAMME "(SELECT min (no) FROM space WHERE kind = 'programme')"

char       *lep_workspace_dup_programme (LepWorkspace *workspace);
GHashTable *lep_revocations_load (LepWorkspace *workspace,
                                  GError      **error);
gboolean    lep_revocations_may_write (LepWorkspace  *workspace,
                                       const LepUuid *replica,
                                       gboolean      *may,
                                       GError       **error);
GHashTable *lep_officers_load (LepWorkspace *workspace,
                               GError      **error);

G_END_DECLS
