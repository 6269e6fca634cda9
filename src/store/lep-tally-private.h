/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-tally.h"

G_BEGIN_DECLS

void     lep_tally_add_greatest_tables (GString *sql);
gboolean lep_tally_prepare_greatest (LepDb   *db,
                                     LepStmt *statements[2],
                                     GError **error);
gboolean lep_tally_count_wrong_greatest (LepDb   *db,
                                         gint64  *n_wrong,
                                         GError **error);

G_END_DECLS
