/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-db.h"
#include "lep-workspace.h"

G_BEGIN_DECLS

LepDb           *lep_workspace_get_db (LepWorkspace *self);
LepClock        *lep_workspace_get_clock (LepWorkspace *self);
const LepLocale *lep_workspace_get_locale (LepWorkspace *self);
GTimeZone       *lep_workspace_get_zone (LepWorkspace *self);
gboolean         lep_workspace_begin (LepWorkspace *self,
                                      GError      **error);
gboolean         lep_workspace_commit (LepWorkspace *self,
                                       GError      **error);
gboolean         lep_workspace_run (LepWorkspace *self,
                                    LepStmt      *stmt,
                                    GError      **error);
gboolean         lep_workspace_sign (LepWorkspace *self,
                                     const char   *text,
                                     guint8        signature[64],
                                     gboolean     *is_signed,
                                     GError      **error);

G_END_DECLS
