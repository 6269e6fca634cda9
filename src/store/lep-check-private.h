/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "lep-db.h"

G_BEGIN_DECLS

gboolean lep_check_pages (LepDb   *db,
                          GError **error);
gboolean lep_check_chains (LepDb        *db,
                           const char   *advice,
                           GCancellable *cancellable,
                           GError      **error);
gboolean lep_check_files (LepDb        *db,
                          GCancellable *cancellable,
                          GError      **error);
gboolean lep_check_take_snapshot (LepDb   *db,
                                  GError **error);
gboolean lep_check_compare_snapshot (LepDb   *db,
                                     GError **error);

G_END_DECLS
