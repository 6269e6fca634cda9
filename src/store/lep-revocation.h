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
gboolean    lep_programme_find_founder (LepWorkspace *workspace,
                                        LepUuid      *founder,
                                        gboolean     *found,
                                        GError      **error);
GHashTable *lep_officers_load (LepWorkspace *workspace,
                               GError      **error);
GHashTable *lep_officers_load_without (LepWorkspace  *workspace,
                                       const LepUuid *dismissed,
                                       GError       **error);
const char *lep_revocation_field (const char *kind);
GHashTable *lep_revocations_load_speakers (LepWorkspace *workspace,
                                           GError      **error);
GHashTable *lep_register_writers (LepWorkspace *workspace,
                                  gint64        rid,
                                  const char   *field,
                                  GError      **error);
gboolean    lep_officers_wrote (GHashTable   *officers,
                                LepWorkspace *workspace,
                                gint64        rid,
                                const char   *field,
                                gboolean     *wrote,
                                GError      **error);

G_END_DECLS
