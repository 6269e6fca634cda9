/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-log.h"

G_BEGIN_DECLS

gboolean lep_founder_find (LepLog        *log,
                           gint64         space_no,
                           const LepUuid *programme,
                           LepUuid       *founder,
                           gboolean      *found,
                           GError       **error);

G_END_DECLS
